//go:build !headless

package reader

import (
	"image/color"
	"sort"
	"time"

	"florilegium/app/typeset"
	"florilegium/clipper"
	"fyne.io/fyne/v2"
)

// Highlights and selection fill a line from headroom down to markHeight above
// its foot, in eighteenths of the size; the mark's line is drawn there.
const (
	headroom   = 3
	markHeight = 2
	pulseTime  = 600 * time.Millisecond
)

// drawMarks draws the highlights, the selection over them, and the lines under
// the highlights, which stay visible.
func (r *Reader) drawMarks(y0, y1 float32) {
	p := r.opt.Reading.Palette
	start, end := r.Selection()
	clips := r.clipsIn(y0, y1)
	for _, c := range clips {
		// What the selection hides is not drawn.
		before, after := min(c.End, max(c.Start, start)), max(c.Start, min(c.End, end))
		if start == end {
			before, after = c.End, c.End
		}
		for _, part := range [][2]int{{c.Start, before}, {after, c.End}} {
			for _, q := range r.lay.Rects(part[0], part[1], y0, y1) {
				r.band(q, p.Fill(c.Colour))
			}
		}
	}
	for _, q := range r.lay.Rects(start, end, y0, y1) {
		r.band(q, p.Selection)
	}
	for _, c := range clips {
		for _, q := range r.lay.Rects(c.Start, c.End, y0, y1) {
			x, y := r.at(q.X, q.Y+q.H-markHeight)
			r.sheet.rect(x, y, q.W, markHeight, p.Mark(c.Colour))
		}
		r.drawNote(c)
	}
	r.drawPulse(y0, y1)
}

// band fills the box of a range on one line.
func (r *Reader) band(q typeset.Rect, c color.NRGBA) {
	top := round(headroom * q.H / 29)
	x, y := r.at(q.X, q.Y+top)
	r.sheet.rect(x, y, q.W, q.H-top-markHeight, c)
}

// noteDot is the sign of a note, in the margin beside the clip's first line.
const noteDot = 8

func (r *Reader) drawNote(c clipper.Clip) {
	if c.Note == "" {
		return
	}
	_, y, h := r.lay.Point(c.Start)
	left, top := r.at(r.lay.Style.Measure+min(22, r.column/2), y+(h-noteDot)/2)
	q := r.sheet.rect(left, top, noteDot, noteDot, r.opt.Reading.Palette.Mark(c.Colour))
	q.CornerRadius = noteDot / 2
}

// clipsIn lists the clips with text between y0 and y1.
func (r *Reader) clipsIn(y0, y1 float32) []clipper.Clip {
	first, last := r.lay.Visible(y0, y1)
	if first >= last {
		return nil
	}
	from, to := r.lay.Lines[first].Start, r.lay.Lines[last-1].End
	if from > len(r.doc.Text()) { // front matter lies behind the text
		from = 0
	}
	if to > len(r.doc.Text()) {
		return nil
	}
	end := sort.Search(len(r.clips), func(i int) bool { return r.clips[i].Start >= to })
	var in []clipper.Clip
	for _, c := range r.clips[:end] {
		if c.End > from {
			in = append(in, c)
		}
	}
	return in
}

// clipAt is the clip at an offset, the innermost of several.
func (r *Reader) clipAt(off int) (clipper.Clip, bool) {
	best := -1
	for i, c := range r.clips {
		if c.Start <= off && off < c.End && (best < 0 || c.End-c.Start <= r.clips[best].End-r.clips[best].Start) {
			best = i
		}
	}
	if best < 0 {
		return clipper.Clip{}, false
	}
	return r.clips[best], true
}

// pulse is a highlight that is shown for a moment.
type pulse struct {
	clip clipper.Clip
	left float32 // 1 at the start, 0 when over
	anim *fyne.Animation
}

// Pulse brings a clip into view and lights it up for a moment.
func (r *Reader) Pulse(c clipper.Clip) {
	r.Reveal(c.End)
	r.Reveal(c.Start)
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

func (r *Reader) drawPulse(y0, y1 float32) {
	if r.pulse.left <= 0 {
		return
	}
	c := r.opt.Reading.Palette.Mark(r.pulse.clip.Colour)
	c.A = uint8(110 * r.pulse.left)
	for _, q := range r.lay.Rects(r.pulse.clip.Start, r.pulse.clip.End, y0, y1) {
		r.band(q, c)
	}
}
