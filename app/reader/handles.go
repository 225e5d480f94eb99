//go:build !headless

package reader

import (
	"slices"

	"florilegium/clipper"
	"fyne.io/fyne/v2"
)

// The handles of the chosen clip: a bar at each end with a knob.
const (
	knob      = 10
	handleBar = 2
	knobReach = 11 // how near to its middle a knob is taken hold of
)

// handle is the end of the chosen clip that is being moved.
type handle struct {
	held       bool
	atEnd      bool
	start, end int
	grab       fyne.Delta // from the middle of its line to where the pointer took it
}

// Chosen is the clip that shows handles, whose ends MoveClip moves.
func (r *Reader) Chosen() (clipper.Clip, bool) {
	i := r.chosenMark()
	if i < 0 {
		return clipper.Clip{}, false
	}
	return r.marks[i].Clip, true
}

// chosenMark is the index of the chosen clip, -1 without one.
func (r *Reader) chosenMark() int {
	for i := range r.marks {
		if r.chosen == "" {
			break
		}
		if r.marks[i].UID == r.chosen {
			return i
		}
	}
	return -1
}

// Choose chooses the clip of a UID, or none for "". It calls nothing back and
// moves nothing.
func (r *Reader) Choose(uid string) {
	if r.chosen != uid {
		r.chosen = uid
		r.handle = handle{}
		if uid == "" {
			r.tip.hide() // its note would stay over the text
		}
		r.update()
	}
}

// choose chooses a clip by mouse or key, and tells the window.
func (r *Reader) choose(c clipper.Clip) {
	r.Choose(c.UID)
	if r.opt.OnClipTapped != nil {
		r.opt.OnClipTapped(c)
	}
}

// NextClip and PreviousClip choose the clip after or before the chosen one, or
// after or before the place that is being read, bring it into view and show its
// note. They report whether there was one.
func (r *Reader) NextClip() bool { return r.stepClip(1) }

// PreviousClip is described at NextClip.
func (r *Reader) PreviousClip() bool { return r.stepClip(-1) }

func (r *Reader) stepClip(way int) bool {
	if r.lay == nil {
		return false
	}
	at := r.chosenMark()
	if at < 0 {
		from := r.here()
		at = slices.IndexFunc(r.marks, func(m mark) bool { return m.Start >= from })
		if at < 0 {
			at = len(r.marks)
		}
		if way > 0 {
			at--
		}
	}
	if at += way; at < 0 || at >= len(r.marks) {
		return false
	}
	c := r.marks[at].Clip
	r.anchor, r.head, r.caret.upstream = c.Start, c.Start, false
	r.bubble.Hide()
	r.show(c.Start, c.End)
	r.choose(c)
	if c.Note != "" {
		r.showNote(c)
	} else {
		r.tip.hide()
	}
	return true
}

// knobs are the middles of the chosen clip's knobs, in the widget, with the bars
// that join them to the text.
func (r *Reader) knobs() (ends [2]fyne.Position, bars [2]Area, ok bool) {
	i := r.chosenMark()
	if i < 0 || r.lay == nil {
		return ends, bars, false
	}
	start, end := r.ends(r.marks[i])
	for n := range ends {
		cx, cy, h := r.edge(start, end, n == 1)
		x, y := r.at(cx, cy)
		top := round(headroom * h / 29)
		bars[n] = area(x-handleBar/2., y+top, handleBar, h-top)
		ends[n] = fyne.NewPos(x, y+top-knob/2+1)
		if n == 1 {
			ends[n].Y = y + h + knob/2 - 1
		}
	}
	return ends, bars, true
}

// edge is the place of an end of a range, in the column: the outer edge of what it
// fills of its first or last line, whatever directions meet there.
func (r *Reader) edge(start, end int, atEnd bool) (x, y, h float32) {
	off := start
	if atEnd {
		off = end
	}
	x, y, h = r.lay.Caret(off, atEnd)
	for _, q := range r.lay.Rects(start, end, y+1, y+h-1) {
		if r.doc.RightToLeft(off) == atEnd {
			x = min(x, q.X)
		} else {
			x = max(x, q.X+q.W)
		}
	}
	return x, y, h
}

// drawHandles draws the handles of the chosen clip.
func (r *Reader) drawHandles() {
	ends, bars, ok := r.knobs()
	c, _ := r.Chosen()
	if !ok || r.opt.OnClipMoved == nil {
		return
	}
	colour := r.opt.Reading.Palette.Mark(c.Colour)
	for n, at := range ends {
		if at.Y < -knob || at.Y > r.Size().Height+knob {
			continue
		}
		b := bars[n]
		r.sheet.rect(b.Pos.X, b.Pos.Y, b.Size.Width, b.Size.Height, colour)
		r.sheet.rect(at.X-knob/2, at.Y-knob/2, knob, knob, colour).CornerRadius = knob / 2
	}
}

// handleAt takes hold of the knob at a point of the widget.
func (r *Reader) handleAt(p fyne.Position) (atEnd, ok bool) {
	ends, _, ok := r.knobs()
	if !ok || r.opt.OnClipMoved == nil {
		return false, false
	}
	best := float32(knobReach * knobReach)
	ok = false
	for n, at := range ends {
		d := p.Subtract(at)
		if far := d.X*d.X + d.Y*d.Y; far < best {
			best, atEnd, ok = far, n == 1, true
		}
	}
	return atEnd, ok
}

func (r *Reader) grabHandle(p fyne.Position) bool {
	atEnd, ok := r.handleAt(p)
	if !ok {
		return false
	}
	c, _ := r.Chosen()
	cx, cy, line := r.edge(c.Start, c.End, atEnd)
	x, y := r.at(cx, cy+line/2)
	r.handle = handle{true, atEnd, c.Start, c.End, fyne.NewDelta(p.X-x, p.Y-y)}
	r.tip.hide()
	return true
}

// dragHandle moves the end that is held with the pointer; a clip never gets
// empty.
func (r *Reader) dragHandle(p fyne.Position) {
	h := &r.handle
	off, _, _ := r.hit(p.AddXY(-h.grab.DX, -h.grab.DY))
	if h.atEnd {
		h.end = max(off, r.doc.Next(h.start))
	} else {
		h.start = min(off, r.doc.Previous(h.end))
	}
	r.update()
}

// dropHandle lets go of the end that was held.
func (r *Reader) dropHandle() {
	h := r.handle
	r.handle = handle{}
	r.moveClip(h.start, h.end)
}

// moveClip gives the chosen clip other ends and tells the window.
func (r *Reader) moveClip(start, end int) {
	c, ok := r.Chosen()
	if ok && start < end && (c.Start != start || c.End != end) {
		clips := r.Clips()
		for i := range clips {
			if clips[i].UID == c.UID {
				clips[i].Start, clips[i].End = start, end
			}
		}
		r.setMarks(clips)
		if r.opt.OnClipMoved != nil {
			r.opt.OnClipMoved(c.UID, start, end)
		}
	}
	r.update()
}

// MoveClipEnd moves the end of the chosen clip a word on (1) or back (-1);
// MoveClipStart moves its start. They report whether a clip is chosen.
func (r *Reader) MoveClipEnd(way int) bool {
	c, ok := r.Chosen()
	if !ok {
		return false
	}
	text, end := r.doc.Text(), c.End
	for {
		if end = r.wordFrom(end, way); way < 0 { // to the end of the word before
			_, end = wordAt(text, r.wordFrom(end, -1))
		}
		if end <= c.Start || !elides(text, end) { // no clip ends with the l of l’adresse
			break
		}
	}
	r.moveClip(c.Start, max(end, r.doc.Next(c.Start)))
	r.Reveal(end)
	return true
}

// MoveClipStart is described at MoveClipEnd.
func (r *Reader) MoveClipStart(way int) bool {
	c, ok := r.Chosen()
	if !ok {
		return false
	}
	start := r.wordFrom(c.Start, way)
	if way > 0 { // to the start of the word after
		start = previousWord(r.doc.Text(), r.wordFrom(start, 1))
	}
	r.moveClip(min(start, r.doc.Previous(c.End)), c.End)
	r.Reveal(start)
	return true
}

// wordFrom is the end of the word after an offset, or the start of the one before.
func (r *Reader) wordFrom(off, way int) int {
	if way < 0 {
		return previousWord(r.doc.Text(), off)
	}
	return nextWord(r.doc.Text(), off)
}
