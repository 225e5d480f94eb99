//go:build !headless

package reader

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
)

// unit is what a selection grows by.
type unit int

const (
	byGrapheme unit = iota
	byWord
	byParagraph
)

// mouse is the state of the pointer.
type mouse struct {
	down   bool
	thumb  bool    // the scroll bar is held
	grab   float32 // where on its thumb
	at     fyne.Position
	moved  bool
	clicks int
	last   time.Time
	lastAt fyne.Position
	unit   unit
	from   [2]int // the unit that the selection began with
	scroll *fyne.Animation
	cursor desktop.StandardCursor
}

// doubleClick is the time between the clicks of a double click.
const doubleClick = 400 * time.Millisecond

// hit is the offset nearest to a point of the widget, the grapheme under it, and
// whether it lies on text.
func (r *Reader) hit(p fyne.Position) (off, on int, inside bool) {
	if r.lay == nil {
		return 0, 0, false
	}
	return r.lay.Hit(p.X-r.column, p.Y-topMargin+r.off)
}

// MouseDown implements desktop.Mouseable.
func (r *Reader) MouseDown(e *desktop.MouseEvent) {
	if c := canvasOf(r); c != nil {
		c.Focus(r)
	}
	if e.Button != desktop.MouseButtonPrimary || r.lay == nil {
		return
	}
	r.bubble.Hide()
	m := &r.mouse
	m.down, m.moved, m.at = true, false, e.Position
	if r.grabThumb(e.Position) {
		return
	}
	r.countClicks(e.Position)
	off, _, _ := r.hit(e.Position)
	if e.Modifier&fyne.KeyModifierShift != 0 {
		m.unit, m.from = byGrapheme, [2]int{r.anchor, r.anchor}
		m.moved = true
		r.extend(off)
		return
	}
	m.unit = [...]unit{byGrapheme, byWord, byParagraph}[min(m.clicks, 3)-1]
	m.from[0], m.from[1] = r.unitAt(e.Position, m.unit)
	r.anchor, r.head = m.from[0], m.from[1]
	r.update()
}

func (r *Reader) countClicks(p fyne.Position) {
	m, now := &r.mouse, r.opt.Now()
	d := p.Subtract(m.lastAt)
	if m.clicks > 0 && now.Sub(m.last) < doubleClick && d.X*d.X+d.Y*d.Y < 25 {
		m.clicks = m.clicks%3 + 1
	} else {
		m.clicks = 1
	}
	m.last, m.lastAt = now, p
}

// unitAt is the range of the unit at a point.
func (r *Reader) unitAt(p fyne.Position, u unit) (start, end int) {
	off, on, inside := r.hit(p)
	if inside && on <= len(r.doc.Text()) {
		off = on
	}
	switch u {
	case byWord:
		return r.doc.WordAt(off)
	case byParagraph:
		return r.doc.ParagraphAt(off)
	}
	off, _, _ = r.hit(p)
	return off, off
}

// extend takes the selection from the unit it began with to an offset.
func (r *Reader) extend(off int) {
	m := &r.mouse
	a, b := off, off
	switch m.unit {
	case byWord:
		a, b = r.doc.WordAt(off)
	case byParagraph:
		a, b = r.doc.ParagraphAt(off)
	}
	if off < m.from[0] {
		r.anchor, r.head = m.from[1], a
	} else {
		r.anchor, r.head = m.from[0], max(b, m.from[1])
	}
	r.update()
}

// Dragged implements fyne.Draggable.
func (r *Reader) Dragged(e *fyne.DragEvent) {
	m := &r.mouse
	if !m.down || r.lay == nil {
		return
	}
	m.at, m.moved = e.Position, true
	if m.thumb {
		r.dragThumb(e.Position.Y)
		return
	}
	off, _, _ := r.hit(e.Position)
	r.extend(off)
	r.autoscroll()
}

// autoscroll moves the view while the pointer is held above or below it.
func (r *Reader) autoscroll() {
	m := &r.mouse
	if r.beyond() == 0 {
		r.stopScroll()
		return
	}
	if m.scroll != nil {
		return
	}
	last := r.opt.Now()
	m.scroll = &fyne.Animation{Duration: time.Hour, RepeatCount: fyne.AnimationRepeatForever, Curve: fyne.AnimationLinear}
	m.scroll.Tick = func(float32) {
		now := r.opt.Now()
		if passed := now.Sub(last); m.down && passed >= 30*time.Millisecond {
			last = now
			r.scrollBy(r.beyond() * float32(passed.Seconds()) * 8)
			off, _, _ := r.hit(m.at)
			r.extend(off)
		}
	}
	m.scroll.Start()
}

func (r *Reader) stopScroll() {
	if r.mouse.scroll != nil {
		r.mouse.scroll.Stop()
		r.mouse.scroll = nil
	}
}

// beyond is how far the pointer is below the view, negative above it.
func (r *Reader) beyond() float32 {
	y := r.mouse.at.Y
	switch {
	case y < 0:
		return y
	case y > r.Size().Height:
		return y - r.Size().Height
	}
	return 0
}

// DragEnd implements fyne.Draggable: the button may be let go anywhere.
func (r *Reader) DragEnd() { r.release() }

// MouseUp implements desktop.Mouseable.
func (r *Reader) MouseUp(e *desktop.MouseEvent) {
	if e.Button == desktop.MouseButtonPrimary {
		r.release()
	}
}

// release ends what MouseDown began, once.
func (r *Reader) release() {
	m := &r.mouse
	if !m.down {
		return
	}
	m.down = false
	r.stopScroll()
	if m.thumb {
		m.thumb = false
		return
	}
	if start, end := r.Selection(); start != end {
		r.offer()
		return
	}
	if !m.moved {
		r.click(m.at)
	}
}

// offer shows the bubble at the selection and tells the window.
func (r *Reader) offer() {
	r.showBubble()
	start, end := r.Selection()
	if r.opt.OnSelect != nil {
		r.opt.OnSelect(start, end, r.areaOf(start, end))
	}
}

// areaOf is the box around what is in view of a range.
func (r *Reader) areaOf(start, end int) Area {
	box, _ := r.boxOf(start, end)
	origin := fyne.CurrentApp().Driver().AbsolutePositionForObject(r)
	return Area{box.Pos.Add(origin), box.Size}
}

// click follows a link or picks a clip.
func (r *Reader) click(p fyne.Position) {
	_, on, inside := r.hit(p)
	if !inside {
		return
	}
	if link, _, _ := r.doc.LinkAt(on); link != "" {
		if r.opt.OnLink != nil {
			r.opt.OnLink(link)
		}
		return
	}
	if c, ok := r.clipAt(on); ok && r.opt.OnClipTapped != nil {
		r.opt.OnClipTapped(c)
	}
}

// MouseIn, MouseMoved and MouseOut implement desktop.Hoverable.
func (r *Reader) MouseIn(e *desktop.MouseEvent) { r.MouseMoved(e) }

// MouseMoved picks the cursor.
func (r *Reader) MouseMoved(e *desktop.MouseEvent) {
	r.mouse.cursor = desktop.DefaultCursor
	if r.lay == nil || e.Position.X > r.Size().Width-grabWidth {
		return
	}
	_, on, inside := r.hit(e.Position)
	if !inside {
		if x := e.Position.X - r.column; x >= 0 && x < r.lay.Style.Measure {
			r.mouse.cursor = desktop.TextCursor
		}
		return
	}
	r.mouse.cursor = desktop.TextCursor
	if link, _, _ := r.doc.LinkAt(on); link != "" {
		r.mouse.cursor = desktop.PointerCursor
	} else if _, ok := r.clipAt(on); ok {
		r.mouse.cursor = desktop.PointerCursor
	}
}

// MouseOut is part of desktop.Hoverable.
func (r *Reader) MouseOut() {}

// grabThumb takes hold of the scroll bar; beside its thumb it jumps there.
func (r *Reader) grabThumb(p fyne.Position) bool {
	y, h, ok := r.thumb()
	if !ok || p.X < r.Size().Width-grabWidth {
		return false
	}
	r.mouse.thumb, r.mouse.grab = true, p.Y-y
	if p.Y < y || p.Y > y+h {
		r.mouse.grab = h / 2
		r.dragThumb(p.Y)
	}
	return true
}

func (r *Reader) dragThumb(y float32) {
	_, h, _ := r.thumb()
	view := r.Size().Height
	r.scrollTo((y - r.mouse.grab) / max(1, view-h) * (r.pageHeight() - view))
}
