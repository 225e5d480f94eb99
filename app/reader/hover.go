//go:build !headless

package reader

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
)

// MouseIn implements desktop.Hoverable.
func (r *Reader) MouseIn(e *desktop.MouseEvent) { r.MouseMoved(e) }

// MouseOut implements desktop.Hoverable.
func (r *Reader) MouseOut() {
	r.hover("")
	r.tip.hide()
}

// MouseMoved picks the cursor, shows where a link leads and what a note says.
func (r *Reader) MouseMoved(e *desktop.MouseEvent) {
	r.mouse.cursor = desktop.DefaultCursor
	if r.lay == nil || r.mouse.down || e.Position.X > r.Size().Width-grabWidth {
		return
	}
	address := r.pointAt(e.Position)
	if address == "" {
		address = r.link.link
	}
	r.hover(address)
}

// pointAt picks the cursor for a point, shows the note there, and returns the
// address of the link there.
func (r *Reader) pointAt(p fyne.Position) (address string) {
	m := &r.mouse
	if _, ok := r.handleAt(p); ok {
		m.cursor = desktop.HResizeCursor
		return ""
	}
	_, on, inside := r.hit(p)
	c, noted := r.dotAt(p)
	clip := noted
	if !noted && inside {
		c, noted = r.noteAt(on)
		clip = len(r.clipsAt(on)) > 0
	}
	switch {
	case !noted:
		r.tip.hide()
	case !r.tip.visible() || r.tip.start != c.Start || r.tip.end != c.End:
		r.showNote(c)
	}
	if inside {
		m.cursor = desktop.TextCursor
		address = r.addressAt(on)
	} else if x := p.X - r.column; x >= 0 && x < r.lay.Style.Measure {
		m.cursor = desktop.TextCursor
	}
	if _, ok := r.pictureAt(p); ok || clip || address != "" || inside && r.refersAt(on) {
		m.cursor = desktop.PointerCursor
	}
	return address
}

// addressAt is the address of the link at an offset, in the front matter too.
func (r *Reader) addressAt(off int) string {
	address, _, _ := r.doc.LinkAt(off)
	return webAddress(address)
}

// refersAt tells whether a footnote is referred to at an offset.
func (r *Reader) refersAt(off int) bool {
	_, ok := r.doc.NoteAt(off)
	return ok
}
