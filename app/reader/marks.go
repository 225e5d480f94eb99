//go:build !headless

package reader

import (
	"cmp"
	"image/color"
	"slices"
	"sort"
	"time"

	"florilegium/app/typeset"
	"florilegium/clipper"
	"fyne.io/fyne/v2"
)

// Highlights and selection fill a line from headroom down to markHeight above
// its foot, in parts of a line of 29; the mark's line is drawn there.
const (
	headroom   = 3
	markHeight = 2
	pulseTime  = 600 * time.Millisecond
)

// lanes are where the lines under highlights lie that overlap, from the foot of
// the line of text: the second in the space before the next line.
var lanes = [...]float32{-markHeight, 1, -markHeight - 3}

// mark is a clip and the lane of its line.
type mark struct {
	clipper.Clip
	lane  int
	reach int // the furthest end of this clip and those before
}

// setMarks keeps the clips that have a place, those that lie under others first,
// and gives those that overlap lanes of their own.
func (r *Reader) setMarks(clips []clipper.Clip) {
	r.marks = r.marks[:0]
	for _, c := range clips {
		if !c.Lost && c.Start < c.End {
			r.marks = append(r.marks, mark{Clip: c})
		}
	}
	sort.SliceStable(r.marks, func(i, j int) bool {
		a, b := &r.marks[i], &r.marks[j]
		return a.Start < b.Start || a.Start == b.Start && a.End > b.End
	})
	var ends []int
	for i := range r.marks {
		m := &r.marks[i]
		m.lane = slices.IndexFunc(ends, func(end int) bool { return end <= m.Start })
		if m.lane < 0 {
			m.lane = len(ends)
			ends = append(ends, 0)
		}
		ends[m.lane] = m.End
		m.reach = m.End
		if i > 0 {
			m.reach = max(m.reach, r.marks[i-1].reach)
		}
	}
}

// bands is the ground between y0 and y1: what is drawn beside the text, the
// highlights, the matches of a search, the selection over them, and the lines
// under the highlights, which stay visible.
func (r *Reader) bands(y0, y1 float32) []band {
	p := r.opt.Reading.Palette
	var out []band
	for _, d := range r.lay.DecorIn(y0, y1) {
		switch at := (typeset.Rect{X: d.X, Y: d.Y, W: d.W, H: d.H}); d.Kind {
		case typeset.Rule:
			out = append(out, band{Rect: at, colour: p.Muted})
		case typeset.Hair:
			out = append(out, band{Rect: at, colour: p.Line})
		}
	}
	marks := r.marksIn(y0, y1)
	slices.SortStableFunc(marks, func(a, b mark) int { return r.height(a) - r.height(b) })
	for _, m := range marks {
		start, end := r.ends(m)
		out = fillBoxes(out, r.lay.Rects(start, end, y0, y1), p.Fill(m.Colour))
	}
	start, end := r.Selection()
	out = fillBoxes(out, r.lay.Rects(start, end, y0, y1), p.Selection)
	out = r.foundBands(out, y0, y1)
	for _, m := range marks {
		out = r.underline(out, m, y0, y1)
		out = r.interventions(out, m, y0, y1)
	}
	if r.pulse.left > 0 {
		c := p.Mark(r.pulse.clip.Colour)
		c.A = uint8(110 * r.pulse.left)
		out = fillBoxes(out, r.lay.Rects(r.pulse.clip.Start, r.pulse.clip.End, y0, y1), c)
	}
	for _, q := range r.lay.Rects(r.link.start, r.link.end, y0, y1) {
		out = append(out, band{typeset.Rect{X: q.X - 2, Y: q.Y + 1, W: q.W + 4, H: q.H - 1}, p.Link, 2})
	}
	return out
}

// height is the order of fills that overlap: the chosen clip lies above the others.
func (r *Reader) height(m mark) int {
	if m.UID == r.chosen && m.UID != "" {
		return 1
	}
	return 0
}

// fillBoxes adds the boxes of a range, line by line.
func fillBoxes(out []band, boxes []typeset.Rect, c color.NRGBA) []band {
	for _, q := range boxes {
		out = append(out, band{Rect: filled(q), colour: c})
	}
	return out
}

// filled is the part of a line's box that a highlight fills.
func filled(q typeset.Rect) typeset.Rect {
	top := round(headroom * q.H / 29)
	q.Y, q.H = q.Y+top, q.H-top-markHeight
	return q
}

// underline adds the line under a highlight, thicker under the chosen one. It
// falls a little short of its ends, so that neighbours are told apart.
func (r *Reader) underline(out []band, m mark, y0, y1 float32) []band {
	thick := float32(markHeight + r.height(m))
	start, end := r.ends(m)
	for _, q := range joinedBoxes(r.lay.Rects(start, end, y0, y1)) {
		q.Y += q.H + lanes[min(m.lane, len(lanes)-1)]
		q.H = thick
		if q.W > 4 {
			q.X, q.W = q.X+1, q.W-2
		}
		out = append(out, band{Rect: q, colour: r.opt.Reading.Palette.Mark(m.Colour)})
	}
	return out
}

// interventions draws what the reader does to a quotation where it is written
// out: a line through what is left out, dots under what is set in italics, and a
// wedge where words are added.
func (r *Reader) interventions(out []band, m mark, y0, y1 float32) []band {
	p := r.opt.Reading.Palette
	for _, k := range m.Marks {
		start, end := m.Start+k.Start, m.Start+k.End
		switch k.Kind {
		case clipper.Omit:
			out = through(out, r.lay.Rects(start, end, y0, y1), p.Text)
		case clipper.Emphasise:
			out = dotted(out, r.lay.Rects(start, end, y0, y1), p.Text)
		case clipper.Insert:
			if start < end {
				out = through(out, r.lay.Rects(start, end, y0, y1), p.Text)
			}
			out = r.wedge(out, start, p.Mark(m.Colour))
		case clipper.Sic:
			out = r.wedge(out, end, p.Mark(m.Colour))
		}
	}
	return out
}

// through draws a line through words, at the height of small letters.
func through(out []band, boxes []typeset.Rect, c color.NRGBA) []band {
	for _, q := range joinedBoxes(boxes) {
		out = append(out, band{Rect: typeset.Rect{X: q.X, Y: round(q.Y + q.H*.55), W: q.W, H: 1}, colour: c})
	}
	return out
}

// dotStride is the way from one dot under an emphasis to the next.
const dotStride = 5

// dotted draws dots under words.
func dotted(out []band, boxes []typeset.Rect, c color.NRGBA) []band {
	for _, q := range joinedBoxes(boxes) {
		y := round(q.Y + q.H - markHeight - 5)
		for x := q.X + 1; x < q.X+q.W-2; x += dotStride {
			out = append(out, band{Rect: typeset.Rect{X: round(x), Y: y, W: 2, H: 2}, colour: c})
		}
	}
	return out
}

// wedge is the sign of added words, between two letters at the foot of the line.
func (r *Reader) wedge(out []band, off int, c color.NRGBA) []band {
	x, y, h := r.lay.Point(off)
	x, foot := round(x), round(y+h-markHeight)
	for i := range 4 {
		out = append(out, band{Rect: typeset.Rect{X: x - float32(i), Y: foot - 6 + 2*float32(i), W: 2*float32(i) + 1, H: 2}, colour: c})
	}
	return out
}

// ClipAround is the innermost clip that holds a range of the text whole and is
// more than it.
func (r *Reader) ClipAround(start, end int) (clipper.Clip, bool) {
	for _, m := range r.clipsAt(start) {
		if start < end && m.Start <= start && end <= m.End && end-start < m.End-m.Start {
			return m.Clip, true
		}
	}
	return clipper.Clip{}, false
}

// joinedBoxes makes one of the boxes that touch on a line of both directions.
func joinedBoxes(boxes []typeset.Rect) []typeset.Rect {
	slices.SortFunc(boxes, func(a, b typeset.Rect) int {
		return cmp.Or(cmp.Compare(a.Y, b.Y), cmp.Compare(a.X, b.X))
	})
	out := boxes[:0]
	for _, q := range boxes {
		if n := len(out) - 1; n >= 0 && out[n].Y == q.Y && q.X < out[n].X+out[n].W+1 {
			out[n].W = q.X + q.W - out[n].X
			continue
		}
		out = append(out, q)
	}
	return out
}

// ends are the ends of a clip, where they are drawn: one of them may be on the
// move.
func (r *Reader) ends(m mark) (start, end int) {
	if h := &r.handle; h.held && m.UID == r.chosen {
		return h.start, h.end
	}
	return m.Start, m.End
}

// noteDot is the sign of a note, in the margin beside the clip's first line.
const noteDot = 8

// drawNotes draws the signs of notes; those of one line stand side by side.
func (r *Reader) drawNotes(y0, y1 float32) {
	for _, n := range r.noteDots(y0, y1) {
		x, y := r.at(n.x, n.y)
		q := r.sheet.rect(x, y, noteDot, noteDot, r.opt.Reading.Palette.Mark(n.Colour))
		q.CornerRadius = noteDot / 2
	}
}

// dot is the sign of a note, in the column.
type dot struct {
	mark
	x, y float32
}

func (r *Reader) noteDots(y0, y1 float32) []dot {
	var dots []dot
	room := r.column - noteDot - barWidth - 2 // beside the column
	left := r.lay.Style.Measure + max(3, min(22, room/2))
	for _, m := range r.marksIn(y0, y1) {
		if m.Note == "" {
			continue
		}
		_, y, h := r.lay.Point(m.Start)
		d := dot{m, left, y + (h-noteDot)/2}
		if n := len(dots); n > 0 && dots[n-1].y == d.y {
			d.x = dots[n-1].x + noteDot + 3
		}
		if d.y > y0 && d.y < y1 && d.x <= r.lay.Style.Measure+room {
			dots = append(dots, d)
		}
	}
	return dots
}

// dotAt is the clip of the note whose sign lies at a point of the widget.
func (r *Reader) dotAt(p fyne.Position) (clipper.Clip, bool) {
	y := r.off - topMargin
	for _, d := range r.noteDots(y, y+r.Size().Height) {
		if x, y := r.at(d.x, d.y); p.X >= x-3 && p.X < x+noteDot+3 && p.Y >= y-6 && p.Y < y+noteDot+6 {
			return d.Clip, true
		}
	}
	return clipper.Clip{}, false
}

// marksIn lists the clips with text between y0 and y1.
func (r *Reader) marksIn(y0, y1 float32) []mark {
	return r.marksOver(r.lay.TextIn(y0, y1))
}

// marksOver lists the clips that share text with a range.
func (r *Reader) marksOver(from, to int) []mark {
	first := sort.Search(len(r.marks), func(i int) bool { return r.marks[i].reach > from })
	var in []mark
	for i := first; i < len(r.marks) && r.marks[i].Start < to; i++ {
		if r.marks[i].End > from {
			in = append(in, r.marks[i])
		}
	}
	return in
}

// clipsAt lists the clips at an offset, the shortest first.
func (r *Reader) clipsAt(off int) []mark {
	over := r.marksOver(off, off+1)
	slices.SortStableFunc(over, func(a, b mark) int { return a.End - a.Start - (b.End - b.Start) })
	return over
}

// clipAt is the clip that a click at an offset chooses: the innermost of several,
// or the next one out when one of them is chosen already.
func (r *Reader) clipAt(off int) (clipper.Clip, bool) {
	over := r.clipsAt(off)
	if len(over) == 0 {
		return clipper.Clip{}, false
	}
	at := slices.IndexFunc(over, func(m mark) bool { return m.UID == r.chosen && m.UID != "" })
	return over[(at+1)%len(over)].Clip, true
}

// noteAt is the innermost clip with a note at an offset.
func (r *Reader) noteAt(off int) (clipper.Clip, bool) {
	over := r.clipsAt(off)
	at := slices.IndexFunc(over, func(m mark) bool { return m.Note != "" })
	if at < 0 {
		return clipper.Clip{}, false
	}
	return over[at].Clip, true
}

// pulse is a highlight that is shown for a moment.
type pulse struct {
	clip clipper.Clip
	left float32 // 1 at the start, 0 when over
	anim *fyne.Animation
}

// Pulse brings a clip into view and lights it up for a moment.
func (r *Reader) Pulse(c clipper.Clip) {
	r.show(c.Start, c.End)
	if r.pulse.anim != nil {
		r.pulse.anim.Stop()
	}
	r.pulse.clip = c
	r.pulse.anim = fyne.NewAnimation(pulseTime, func(done float32) {
		r.pulse.left = 1 - done
		r.update()
	})
	r.pulse.anim.Start()
}
