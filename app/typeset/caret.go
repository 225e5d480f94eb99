package typeset

// Caret is where a caret stands at an offset, and the height of its line. Where
// text of two directions meets, and where a line ends inside a paragraph, an
// offset has two places: after the grapheme before it, which before asks for,
// and before the grapheme that begins there, where Point is too.
func (l *Layout) Caret(off int, before bool) (x, y, h float32) {
	if !before || off <= 0 || len(l.Lines) == 0 {
		return l.Point(off)
	}
	i := l.lineAt(off - 1)
	ln, sl := &l.Lines[i], l.line(i)
	for k := range sl.cells {
		if ln.Start+sl.end(k) == off {
			return ln.X + sl.cells[k].trail, ln.Y, ln.H
		}
	}
	return l.Point(off)
}

// HitCaret is Hit for a caret: with the offset, whether the caret stands after
// the grapheme before it.
func (l *Layout) HitCaret(x, y float32) (offset int, before bool) {
	offset, _, _ = l.Hit(x, y)
	if len(l.Lines) == l.fronts || offset == 0 || offset > l.Doc.flat {
		return offset, false
	}
	x0, y0, h0 := l.Caret(offset, false)
	x1, y1, h1 := l.Caret(offset, true)
	return offset, away(x, y, x1, y1, h1) < away(x, y, x0, y0, h0)
}

// away is how far a point is from a caret; lines part more than columns.
func away(x, y, cx, cy, h float32) float32 {
	return abs(x-cx) + 1000*max(0, cy-y, y-cy-h)
}

// Beside moves a caret by one grapheme to the right or left as the eye sees it,
// whatever the direction of the text. At the end of a line it goes on where
// reading does: to the next line, or to the one before.
func (l *Layout) Beside(off int, before, right bool) (to int, after bool) {
	if len(l.Lines) == l.fronts {
		return off, before
	}
	x, y, _ := l.Caret(off, before)
	i := l.caretLine(off, y)
	ln, sl := &l.Lines[i], l.line(i)
	best, near := -1, float32(1e9)
	for k, c := range sl.cells {
		from := ln.X + min(c.lead, c.trail)
		if !right {
			from = ln.X + max(c.lead, c.trail)
		}
		d := from - x
		if !right {
			d = -d
		}
		if c.lead != c.trail && d > -.01 && d < near {
			best, near = k, d
		}
	}
	if best < 0 {
		return l.beyond(i, sl.rtl != right)
	}
	if c := sl.cells[best]; (c.trail > c.lead) == right {
		return ln.Start + sl.end(best), true
	}
	return ln.Start + int(sl.cells[best].off), false
}

// caretLine is the line that a caret at an offset and a height stands in.
func (l *Layout) caretLine(off int, y float32) int {
	i := l.lineAt(off)
	if l.Lines[i].Y != y && off > 0 {
		i = l.lineAt(off - 1)
	}
	return i
}

// beyond is the start of the line after line i, or the end of the one before.
func (l *Layout) beyond(i int, forward bool) (off int, before bool) {
	ln := &l.Lines[i]
	if forward {
		return min(ln.End+l.gapAfter(ln), l.Doc.flat), false
	}
	if ln.Start == 0 {
		return 0, false
	}
	up := &l.Lines[l.lineAt(ln.Start-1)]
	return up.Start + l.line(l.lineAt(ln.Start-1)).shown, true
}

// gapAfter is the newline between a line that ends its block and the next.
func (l *Layout) gapAfter(ln *Line) int {
	if ln.End < l.Doc.flat && ln.End == l.Doc.blocks[ln.block].end {
		return 1
	}
	return 0
}

// RightToLeft tells whether the paragraph at an offset runs from right to left.
func (d *Doc) RightToLeft(off int) bool {
	if off > d.flat || d.fronts == len(d.blocks) {
		return false
	}
	return d.blocks[d.blockAt(off)].rtl
}
