package typeset

import "sort"

// Rect is a rectangle in the column.
type Rect struct{ X, Y, W, H float32 }

// lineAt is the index of the line that holds an offset: of the flat text, or,
// beyond it, of the front matter.
func (l *Layout) lineAt(off int) int {
	lo, hi := l.fronts, l.own()
	if off > l.Doc.flat && l.fronts > 0 || l.fronts == hi {
		lo, hi = 0, l.fronts
	}
	n := sort.Search(hi-lo, func(i int) bool { return l.Lines[l.actual(lo+i)].Start > off })
	return l.actual(max(lo, lo+n-1))
}

// bandAt is the index of the band at or below a height.
func (l *Layout) bandAt(y float32) int {
	return sort.Search(len(l.bands), func(i int) bool { return l.bands[i].y+l.bands[i].h > y })
}

// Visible is the range of lines, first to last-1, that touch y0 to y1.
func (l *Layout) Visible(y0, y1 float32) (first, last int) {
	b := l.bandAt(y0)
	if b == len(l.bands) {
		return len(l.Lines), len(l.Lines)
	}
	bd := l.bands[b]
	first = bd.first
	if !bd.row {
		first += sort.Search(bd.last-bd.first, func(i int) bool { ln := &l.Lines[bd.first+i]; return ln.Y+ln.H > y0 })
		first = min(first, bd.last-1)
	}
	last = first
	for ; b < len(l.bands) && l.bands[b].y < y1; b++ {
		bd := l.bands[b]
		last = bd.last
		if !bd.row {
			last = bd.first + sort.Search(bd.last-bd.first, func(i int) bool { return l.Lines[bd.first+i].Y >= y1 })
		}
	}
	return first, max(first, last)
}

// DecorIn lists what is drawn between y0 and y1 beside the text.
func (l *Layout) DecorIn(y0, y1 float32) []Decor {
	i := sort.Search(len(l.Decor), func(i int) bool { return l.Decor[i].Y+l.tall > y0 })
	var in []Decor
	for ; i < len(l.Decor) && l.Decor[i].Y < y1; i++ {
		if l.Decor[i].Y+l.Decor[i].H > y0 {
			in = append(in, l.Decor[i])
		}
	}
	return in
}

// Hit is the offset of the grapheme edge nearest to a point, wherever the point
// is (the end of the text for one below it), never in the front matter; and whether the point is on text, of which on
// is the grapheme (on > Doc.Text in the front matter).
func (l *Layout) Hit(x, y float32) (offset, on int, inside bool) {
	if len(l.Lines) == l.fronts {
		return 0, 0, false
	}
	if y >= l.Height {
		return l.Doc.flat, l.Doc.flat, false
	}
	i := l.hitLine(x, y)
	ln := &l.Lines[i]
	sl := l.line(i)
	at, over := sl.hit(x - ln.X)
	inside = over >= 0 && y >= ln.Y && y < ln.Y+ln.H
	offset = ln.Start + at
	on = offset
	if inside {
		on = ln.Start + over
	}
	if i < l.fronts {
		offset = 0
	}
	return offset, on, inside
}

// hitLine is the line at a point, or the nearest above or below.
func (l *Layout) hitLine(x, y float32) int {
	b := min(l.bandAt(y), len(l.bands)-1)
	bd := l.bands[b]
	if !bd.row {
		i := bd.first + sort.Search(bd.last-bd.first, func(i int) bool { ln := &l.Lines[bd.first+i]; return ln.Y+ln.H > y })
		return min(i, bd.last-1)
	}
	best, score := bd.first, float32(1e9)
	for i := bd.first; i < bd.last; i++ {
		ln := &l.Lines[i]
		d := max(0, ln.X-x, x-ln.X-ln.W)*4 + max(0, ln.Y-y, y-ln.Y-ln.H)
		if d < score {
			best, score = i, d
		}
	}
	return best
}

// hit is the edge nearest to x, in bytes from the start of the line, and the
// grapheme that x lies on (-1: none).
func (sl *shapedLine) hit(x float32) (at, over int) {
	if len(sl.cells) == 0 {
		return 0, -1
	}
	best, near := 0, float32(1e9)
	for i, c := range sl.cells {
		end := sl.end(i)
		lo, hi := min(c.lead, c.trail), max(c.lead, c.trail)
		if x >= lo && x < hi {
			if (x-c.lead)*(c.trail-c.lead) < (c.trail-c.lead)*(c.trail-c.lead)/2 {
				return int(c.off), int(c.off)
			}
			return end, int(c.off)
		}
		if d := abs(x - c.lead); d < near {
			best, near = int(c.off), d
		}
		if d := abs(x - c.trail); d < near && c.lead != c.trail {
			best, near = end, d
		}
	}
	return best, -1
}

// end is where grapheme i ends, in bytes from the start of the line; the last
// one ends where the drawn text does.
func (sl *shapedLine) end(i int) int {
	if i+1 < len(sl.cells) {
		return int(sl.cells[i+1].off)
	}
	return sl.shown
}

func abs(v float32) float32 { return max(v, -v) }

// Point is where an offset lies: the leading edge of its grapheme and the box of
// its line.
func (l *Layout) Point(off int) (x, y, h float32) {
	if len(l.Lines) == 0 {
		return 0, 0, 0
	}
	i := l.lineAt(off)
	ln := &l.Lines[i]
	return ln.X + l.line(i).edge(off-ln.Start), ln.Y, ln.H
}

// edge is the x of an offset within the line: the lead of the grapheme that
// starts there or holds it, or the end of the text.
func (sl *shapedLine) edge(off int) float32 {
	n := sort.Search(len(sl.cells), func(i int) bool { return int(sl.cells[i].off) > off })
	switch {
	case len(sl.cells) == 0:
		if sl.rtl {
			return sl.right
		}
		return 0
	case off >= sl.shown:
		return sl.cells[len(sl.cells)-1].trail
	}
	return sl.cells[max(0, n-1)].lead
}

// Rects are the boxes of a range of text, one or more on each line between the
// heights y0 and y1. They are as high as their lines.
func (l *Layout) Rects(start, end int, y0, y1 float32) []Rect {
	if start >= end {
		return nil
	}
	first, last := l.Visible(y0, y1)
	if len(l.insets) == 0 {
		first, last = max(first, l.lineAt(start)), min(last, l.lineAt(end)+1)
	}
	var rects []Rect
	for i := first; i < last; i++ {
		ln := &l.Lines[i]
		if ln.Start >= end || ln.End <= start {
			continue
		}
		for _, e := range l.line(i).extents(start-ln.Start, end-ln.Start) {
			rects = append(rects, Rect{ln.X + e.lead, ln.Y, e.trail - e.lead, ln.H})
		}
	}
	return rects
}

// extents are the stretches that a range covers on a line, from left to right in
// each: text of both directions may be covered in pieces.
func (sl *shapedLine) extents(start, end int) []edge {
	var out []edge
	for i, c := range sl.cells {
		if int(c.off) >= end || sl.end(i) <= start || c.lead == c.trail {
			continue
		}
		lo, hi := min(c.lead, c.trail), max(c.lead, c.trail)
		if n := len(out); n > 0 && abs(lo-out[n-1].trail) < .01 {
			out[n-1].trail = hi
		} else if n > 0 && abs(hi-out[n-1].lead) < .01 {
			out[n-1].lead = lo
		} else {
			out = append(out, edge{lo, hi})
		}
	}
	return out
}

// Top is the offset of the first text at or below a height: what a reader at
// that height reads first. In the front matter it is 0.
func (l *Layout) Top(y float32) int {
	first, _ := l.Visible(y, y+1)
	if first < l.fronts || len(l.Lines) == 0 {
		return 0
	}
	for first = min(first, len(l.Lines)-1); l.Opened(first); {
		first--
	}
	return l.Lines[first].Start
}

// TextIn is the range of the text between the first and the last character in
// view between two heights. An opened note widens it to where its text stands.
func (l *Layout) TextIn(y0, y1 float32) (start, end int) {
	first, last := l.Visible(y0, y1)
	start, end = l.Doc.flat, 0
	for i := max(first, l.fronts); i < last; i++ {
		start, end = min(start, l.Lines[i].Start), max(end, l.Lines[i].End)
	}
	return min(start, end), end
}

// LineRange is the range of the line that holds an offset, without what hangs at
// its end.
func (l *Layout) LineRange(off int) (start, end int) {
	if len(l.Lines) == 0 {
		return 0, 0
	}
	i := l.lineAt(off)
	ln := &l.Lines[i]
	return ln.Start, ln.Start + len(trimmed(l.Doc.text[ln.Start:ln.End]))
}

// Strip is what is painted as one tile: a line, or the lines of a table's row.
type Strip struct {
	Rect
	First, Last int // lines
}

// tallRow is the height beyond which a row of a table is painted line by line.
const tallRow = 600

// Strips lists the strips between y0 and y1. First tells them apart.
func (l *Layout) Strips(y0, y1 float32) []Strip {
	var strips []Strip
	first, last := l.Visible(y0, y1)
	for i := first; i < last; {
		ln := &l.Lines[i]
		if bd := l.bands[l.bandAt(ln.Y)]; ln.sub > 0 && bd.row && bd.h < tallRow {
			strips = append(strips, Strip{Rect{-.4 * l.Style.Size, bd.y, l.Style.Measure + l.Style.Size, bd.h}, bd.first, bd.last})
			i = bd.last
			continue
		}
		if ln.End > ln.Start || ln.mark > 0 {
			strips = append(strips, Strip{l.tile(i), i, i + 1})
		}
		i++
	}
	return strips
}

// LineText is the text of line i, with what hangs at its end.
func (l *Layout) LineText(i int) string { return l.Doc.text[l.Lines[i].Start:l.Lines[i].End] }
