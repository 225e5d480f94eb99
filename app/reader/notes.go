//go:build !headless

package reader

import "fyne.io/fyne/v2"

// toggleNote opens the footnote of a reference below its line, or closes it. The
// line stays where it is.
func (r *Reader) toggleNote(ref int) {
	n, ok := r.doc.NoteAt(ref)
	if ok && r.doc.OpenNote(ref, !n.Open) {
		r.relayoutAt(n.Start)
	}
}

// leadBack leads from the number of a footnote at a point of the widget to its
// reference; a note that is open below its reference is closed.
func (r *Reader) leadBack(p fyne.Position) bool {
	ref, ok := r.lay.BackAt(p.X-r.column, p.Y-topMargin+r.off)
	if ok {
		r.goBackTo(ref)
	}
	return ok
}

// goBackTo goes to the reference of a footnote.
func (r *Reader) goBackTo(ref int) {
	if n, ok := r.doc.NoteAt(ref); ok && n.Open {
		r.toggleNote(ref)
		r.Reveal(ref)
		return
	}
	r.Jump(ref)
	r.link, _ = r.place.spotAt(ref)
	r.update()
}
