//go:build !headless

package reader

import (
	"florilegium/clipper"
	"fyne.io/fyne/v2"
)

// caretWidth is that of the caret. It does not blink: a change on the screen
// makes Fyne paint the whole window, and a caret that stands still costs nothing.
const caretWidth = 2

// caret is the caret mode: keys move a visible caret in place of the page.
type caret struct {
	on       bool
	upstream bool    // between two lines it stands at the end of the first
	goal     float32 // x that moves up and down keep to, below 0 when there is none
}

// CaretMode turns caret mode on or off. In it arrows, Home, End and the page keys
// move the caret, Shift with them selects, Enter follows the link, opens the
// footnote or chooses the clip at the caret. Without it they move the page.
func (r *Reader) CaretMode(on bool) {
	r.caret.on, r.caret.goal = on, -1
	if on && r.lay != nil {
		at := r.here()
		if r.anchor == r.head {
			r.anchor, r.head = at, at
		}
		r.Reveal(r.head)
	}
	r.update()
}

// InCaretMode reports whether caret mode is on.
func (r *Reader) InCaretMode() bool { return r.caret.on }

// Caret is the offset of the caret: the end of the selection that keys move.
func (r *Reader) Caret() int { return r.head }

// here is what the reader is at: the caret where it is in view, the first text in
// view otherwise. A page seen from its top has its caret at the start.
func (r *Reader) here() int {
	if r.lay == nil {
		return r.head
	}
	if _, y, h := r.lay.Caret(r.head, r.caret.upstream); r.inView(y, h) && (r.touched || r.anchor != r.head) {
		return r.head
	}
	return r.TopOffset()
}

// drawCaret draws the caret, muted while the focus is elsewhere.
func (r *Reader) drawCaret() {
	if !r.caret.on {
		return
	}
	x, y, h := r.lay.Caret(r.head, r.caret.upstream)
	if !r.inView(y, h) {
		return
	}
	p := r.opt.Reading.Palette
	colour := p.Link
	if !r.focused {
		colour = p.Muted
	}
	x, y = r.at(x, y)
	fill(r.sheet.caret, colour)
	r.sheet.put(r.sheet.caret, x-caretWidth/2., y+2, caretWidth, h-3)
}

// moveCaret moves the end of the selection, or, without extending it, all of it.
func (r *Reader) moveCaret(head int, extend bool) {
	r.touched = true
	if !extend {
		r.anchor = head
	}
	r.head = head
	r.link = spot{}
	r.Reveal(head)
	r.update()
	if start, end := r.Selection(); start != end {
		r.offer()
	} else {
		r.bubble.Hide()
	}
}

// moved is where a key takes the caret; up and down keep to their column.
func (r *Reader) moved(k fyne.KeyName, off int) (to int, ok bool) {
	goal, upstream := r.caret.goal, r.caret.upstream
	r.caret.goal, r.caret.upstream = -1, false
	switch k {
	case fyne.KeyLeft, fyne.KeyRight: // as the eye sees it
		to, r.caret.upstream = r.lay.Beside(off, upstream, k == fyne.KeyRight)
		return to, true
	case fyne.KeyHome, fyne.KeyEnd:
		return r.lineEnd(off, upstream, k == fyne.KeyEnd), true
	case fyne.KeyUp, fyne.KeyDown, fyne.KeyPageUp, fyne.KeyPageDown:
		x, y, h := r.lay.Caret(off, upstream)
		if goal < 0 {
			goal = x
		}
		r.caret.goal = goal
		switch k {
		case fyne.KeyUp:
			return r.lineFrom(off, goal, y+h/2, -h/2), true
		case fyne.KeyDown:
			return r.lineFrom(off, goal, y+h/2, h/2), true
		case fyne.KeyPageUp:
			return r.land(goal, y+h/2-r.page()), true
		}
		return r.land(goal, y+h/2+r.page()), true
	}
	r.caret.goal, r.caret.upstream = goal, upstream
	return 0, false
}

// lineEnd is the start or the end of the line of the caret.
func (r *Reader) lineEnd(off int, upstream, end bool) int {
	if _, y, _ := r.lay.Caret(off, upstream); upstream {
		if _, below, _ := r.lay.Point(off); below > y {
			off = r.doc.Previous(off)
		}
	}
	first, last := r.lay.LineRange(off)
	r.caret.upstream = end
	if !end {
		return first
	}
	return last
}

// lineFrom is the offset nearest to x on the line above or below the one at y:
// pictures and gaps between are stepped over.
func (r *Reader) lineFrom(off int, x, y, step float32) int {
	_, from, _ := r.lay.Caret(off, false)
	for at := y + step; at > -step && at < r.lay.Height+step; at += step {
		to := r.land(x, at)
		_, there, _ := r.lay.Caret(to, r.caret.upstream)
		if step > 0 && there > from && there > y-step || step < 0 && there < y+2*step {
			return to
		}
	}
	if step > 0 {
		return len(r.doc.Text())
	}
	return 0
}

// land is the offset nearest to a point of the column; where a line is full it is
// the end of that line.
func (r *Reader) land(x, y float32) int {
	y = max(0, min(y, r.lay.Height-1))
	at, before := r.lay.HitCaret(x, y)
	r.caret.upstream = before
	return at
}

// enter follows what is at the caret: link, footnote, clip.
func (r *Reader) enter() bool {
	at := r.head
	if r.link.leads() {
		at = r.link.start
	} else if !r.caret.on {
		return false
	}
	if r.followAt(at) {
		return true
	}
	if c, ok := r.clipAt(at); ok {
		r.choose(c)
		r.showNote(c)
		return true
	}
	return false
}

// NextLink and PreviousLink give the keyboard the next link or footnote after, or
// before, the one it has, or the place that is being read: it is framed, its
// address is shown, and Enter follows it. They report whether there was one.
func (r *Reader) NextLink() bool { return r.stepLink(1) }

// PreviousLink is described at NextLink.
func (r *Reader) PreviousLink() bool { return r.stepLink(-1) }

func (r *Reader) stepLink(way int) bool {
	if r.lay == nil {
		return false
	}
	from := r.here()
	if r.link.leads() {
		from = r.link.start
	} else if way > 0 {
		from--
	}
	s, ok := r.place.nextSpot(from, way)
	if !ok {
		r.link = spot{}
		r.hover("")
		r.update()
		return false
	}
	r.link = s
	r.anchor, r.head, r.touched, r.caret.upstream = s.start, s.start, true, false
	r.bubble.Hide()
	r.tip.hide()
	r.show(s.start, s.end)
	r.hover(s.link)
	r.update()
	return true
}

// FollowLink follows the link, or opens the footnote, that the keyboard has or
// that the caret is on.
func (r *Reader) FollowLink() bool {
	if r.link.leads() {
		return r.followAt(r.link.start)
	}
	return r.lay != nil && r.followAt(r.head)
}

// Clips are the clips that have a place, in the order of the text.
func (r *Reader) Clips() []clipper.Clip {
	clips := make([]clipper.Clip, len(r.marks))
	for i := range clips {
		clips[i] = r.marks[i].Clip
	}
	return clips
}
