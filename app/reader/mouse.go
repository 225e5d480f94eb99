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
	bySentence
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
	if r.lay == nil {
		return
	}
	if e.Button == desktop.MouseButtonSecondary && r.opt.OnMenu != nil {
		r.opt.OnMenu(e.AbsolutePosition)
	}
	if e.Button != desktop.MouseButtonPrimary || r.pressCard(e.Position) {
		return
	}
	r.bubble.Hide()
	m := &r.mouse
	m.down, m.moved, m.at = true, false, e.Position
	if r.grabThumb(e.Position) || r.grabHandle(e.Position) {
		return
	}
	r.countClicks(e.Position)
	r.link, r.touched = spot{}, true
	off := r.land(e.Position.X-r.column, e.Position.Y-topMargin+r.off)
	r.caret.goal = -1
	if e.Modifier&fyne.KeyModifierShift != 0 {
		m.unit, m.from = byGrapheme, [2]int{r.anchor, r.anchor}
		m.moved = true
		r.extend(off)
		return
	}
	m.unit = unit(m.clicks - 1)
	m.from[0], m.from[1] = r.unitAt(e.Position, m.unit)
	r.anchor, r.head = m.from[0], m.from[1]
	r.update()
}

// pressCard is a press on the hint at the foot, which closes it.
func (r *Reader) pressCard(p fyne.Position) bool {
	if r.status.holds(p) {
		r.status.hint = ""
		r.update()
		return true
	}
	r.tip.hide()
	return false
}

// countClicks counts the clicks at one place, up to four: word, sentence,
// paragraph.
func (r *Reader) countClicks(p fyne.Position) {
	m, now := &r.mouse, r.opt.Now()
	d := p.Subtract(m.lastAt)
	if m.clicks > 0 && now.Sub(m.last) < doubleClick && d.X*d.X+d.Y*d.Y < 25 {
		m.clicks = m.clicks%4 + 1
	} else {
		m.clicks = 1
	}
	m.last, m.lastAt = now, p
}

// unitAt is the range of the unit at a point.
func (r *Reader) unitAt(p fyne.Position, u unit) (start, end int) {
	off, on, inside := r.hit(p)
	if u != byGrapheme && inside && on <= len(r.doc.Text()) {
		off = on
	}
	return r.unitAround(off, u)
}

// extend takes the selection from the unit it began with to an offset.
func (r *Reader) extend(off int) {
	m := &r.mouse
	a, b := r.unitAround(off, m.unit)
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
	r.dragTo(e.Position)
	r.autoscroll()
}

// dragTo takes what is held to a point: an end of a clip or of the selection.
func (r *Reader) dragTo(p fyne.Position) {
	off, on, inside := r.hit(p)
	switch {
	case r.handle.held:
		r.dragHandle(p)
	case r.mouse.unit != byGrapheme && inside && on <= len(r.doc.Text()):
		r.extend(on)
	default:
		r.extend(off)
	}
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
			r.scrollBy(r.pace() * float32(min(passed, 100*time.Millisecond).Seconds()))
			r.dragTo(m.at)
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

// scrollEdge is how near to the top or the foot of the view the pointer scrolls:
// a window that fills the screen has nothing beyond.
const scrollEdge = 12

// pace is how fast the view goes, in pixels a second: the faster the further the
// pointer is.
func (r *Reader) pace() float32 {
	switch far := r.beyond(); {
	case far < 0:
		return 8*far - 150
	case far > 0:
		return 8*far + 150
	}
	return 0
}

// beyond is how far the pointer is below the view, negative above it.
func (r *Reader) beyond() float32 {
	y, foot := r.mouse.at.Y-scrollEdge, r.mouse.at.Y-r.Size().Height+scrollEdge
	return min(y, 0) + max(foot, 0)
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
	switch start, end := r.Selection(); {
	case m.thumb:
		m.thumb = false
	case r.handle.held:
		r.dropHandle()
	case start != end:
		r.offer()
	case !m.moved:
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

// SelectionArea is the box around what is in view of the selection.
func (r *Reader) SelectionArea() (Area, bool) {
	start, end := r.Selection()
	_, seen := r.boxOf(start, end)
	return r.areaOf(start, end), seen && start < end
}

// areaOf is the box around what is in view of a range.
func (r *Reader) areaOf(start, end int) Area {
	box, _ := r.boxOf(start, end)
	origin := fyne.CurrentApp().Driver().AbsolutePositionForObject(r)
	return Area{box.Pos.Add(origin), box.Size}
}

// click follows a link, opens a footnote or a picture, or chooses a clip; beside
// all of them it lets go of the chosen clip.
func (r *Reader) click(p fyne.Position) {
	if c, ok := r.dotAt(p); ok {
		r.choose(c)
		return
	}
	if r.openPicture(p) || r.leadBack(p) {
		return
	}
	_, on, inside := r.hit(p)
	if inside && r.followAt(on) {
		return
	}
	if c, ok := r.clipAt(on); ok && inside {
		r.choose(c)
		return
	}
	r.unchoose()
}

func (r *Reader) unchoose() {
	if r.chosen == "" {
		return
	}
	r.Choose("")
	if r.opt.OnClipLeft != nil {
		r.opt.OnClipLeft()
	}
}

// followAt follows the link at an offset, or opens or closes the footnote that is
// referred to there.
func (r *Reader) followAt(off int) bool {
	if off > len(r.doc.Text()) { // the front matter
		address, _, _ := r.doc.LinkAt(off)
		return r.followLink(webAddress(address))
	}
	s, ok := r.place.spotAt(off)
	if !ok {
		return false
	}
	if s.note {
		r.toggleNote(s.start)
		return true
	}
	return r.followLink(s.link)
}

func (r *Reader) followLink(address string) bool {
	if address != "" && r.opt.OnLink != nil {
		r.opt.OnLink(address)
	}
	return address != ""
}

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
