package typeset

import (
	"strings"
	"unicode"

	"florilegium/clipper"
)

// grid is a table that is being set.
type grid struct {
	l        *Layout
	i        int // block
	cells    []clipper.Cell
	segs     [][]seg
	columns  int
	least    []float32 // width of the longest word, by column
	most     []float32 // width of the longest cell on one line
	x, width []float32
	figures  []bool // columns of numbers, which stand at the right
	pad      float32
}

// table sets a block by its cells, in columns where they fit, else one cell
// below the other. It reports false where the cells do not describe the text.
func (l *Layout) table(i int) bool {
	b := &l.Doc.blocks[i]
	if !soundCells(b.Cells, len(b.Text)) {
		return false
	}
	g := &grid{l: l, i: i, cells: b.Cells, pad: round(.5 * l.Style.Size)}
	for _, c := range g.cells {
		g.columns = max(g.columns, c.Col+max(1, c.ColSpan))
	}
	if g.columns > 64 {
		return false
	}
	g.measure()
	g.figures = g.numbers()
	if g.fit() {
		g.rows()
	} else {
		g.fold()
	}
	return true
}

// soundCells tells whether cells lie in the text in reading order.
func soundCells(cells []clipper.Cell, length int) bool {
	for i, c := range cells {
		if c.Start > c.End || c.End > length || c.Row < 0 || c.Col < 0 {
			return false
		}
		if i > 0 {
			before := cells[i-1]
			if c.Start <= before.End || c.Row < before.Row || c.Row == before.Row && c.Col <= before.Col {
				return false
			}
		} else if c.Start != 0 {
			return false
		}
	}
	return len(cells) > 0
}

// span is the range of a cell in the text: with the separator that follows it.
func (g *grid) span(n int) (start, end int) {
	b := &g.l.Doc.blocks[g.i]
	if n+1 < len(g.cells) {
		return b.start + g.cells[n].Start, b.start + g.cells[n+1].Start
	}
	return b.start + g.cells[n].Start, b.end
}

// measure finds how narrow and how wide each column may be.
func (g *grid) measure() {
	g.least, g.most = make([]float32, g.columns), make([]float32, g.columns)
	b := &g.l.Doc.blocks[g.i]
	for _, c := range g.cells {
		base := g.l.flows[g.i].base
		if c.Header {
			base.slot |= bold
		}
		// The separator is left out while lines are broken: a newline would
		// begin one.
		segs := g.l.segments(b, b.start+c.Start, b.start+c.End, base)
		g.segs = append(g.segs, segs)
		if c.ColSpan > 1 {
			continue
		}
		least, most := g.l.set.extent(g.l.Doc.text, segs)
		g.least[c.Col], g.most[c.Col] = max(g.least[c.Col], least), max(g.most[c.Col], most)
	}
}

// numbers finds the columns that hold figures alone below their head, of
// different lengths: years need no other edge than words.
func (g *grid) numbers() []bool {
	found, other, length := make([]bool, g.columns), make([]bool, g.columns), make([]int, g.columns)
	text := g.l.Doc.blocks[g.i].Text
	for _, c := range g.cells {
		switch s := text[c.Start:c.End]; {
		case c.Header && c.Row == 0, strings.Trim(s, " -–—…\u00a0") == "":
		case c.ColSpan < 2 && isFigure(s):
			found[c.Col] = found[c.Col] || length[c.Col] > 0 && length[c.Col] != len(s)
			length[c.Col] = len(s)
		default:
			other[c.Col] = true
		}
	}
	for c := range found {
		found[c] = found[c] && !other[c]
	}
	return found
}

// isFigure tells a number with its sign, unit and separators from other text.
func isFigure(s string) bool {
	digits := 0
	for _, r := range s {
		switch {
		case unicode.IsDigit(r):
			digits++
		case !strings.ContainsRune(" \u00a0\u202f.,'’+-−–±%‰()", r) && !unicode.Is(unicode.Sc, r):
			return false
		}
	}
	return digits > 0
}

// fit shares the measure out between the columns: each gets its longest word,
// and what is left in proportion to what it would like. It reports false when
// the words do not fit.
func (g *grid) fit() bool {
	room := g.l.Style.Measure - 2*g.pad*float32(g.columns-1)
	var least, wish float32
	for c := range g.least {
		g.least[c] = min(g.least[c]+2, room/2)
		g.most[c] = max(g.most[c]+2, g.least[c])
		least += g.least[c]
		wish += g.most[c] - g.least[c]
	}
	spare := room - least
	if spare < 0 {
		return false
	}
	share := float32(1)
	if wish > spare {
		share = spare / wish
	}
	g.x, g.width = make([]float32, g.columns), make([]float32, g.columns)
	var x float32
	for c := range g.width {
		g.width[c] = g.least[c] + (g.most[c]-g.least[c])*share
		g.x[c] = round(x)
		x += g.width[c] + 2*g.pad
	}
	return true
}

// rows sets the cells of a row side by side.
func (g *grid) rows() {
	l := g.l
	b := &l.Doc.blocks[g.i]
	g.hair(b.start, 0)
	for n := 0; n < len(g.cells); {
		row := g.cells[n].Row
		first, top, bottom := len(l.Lines), l.Height, l.Height
		from := n
		for ; n < len(g.cells) && g.cells[n].Row == row; n++ {
			l.Height = top + round(g.pad*.6)
			g.cell(n)
			bottom = max(bottom, l.Height)
		}
		l.Height = bottom + round(g.pad*.6)
		l.bands = append(l.bands, band{top, l.Height - top, first, len(l.Lines), true})
		g.hair(b.start+g.cells[from].Start, 1)
		g.notes(from, n-1)
	}
}

func (g *grid) cell(n int) {
	c := g.cells[n]
	x, w := g.x[c.Col], g.width[c.Col]
	if c.ColSpan > 1 {
		end := min(c.Col+c.ColSpan, g.columns) - 1
		w = g.x[end] + g.width[end] - x
	}
	if b := &g.l.Doc.blocks[g.i]; b.rtl {
		x = g.l.Style.Measure - x - w
	}
	first := len(g.l.Lines)
	g.lines(n, x, w)
	if !g.figures[c.Col] || c.ColSpan > 1 || g.l.Doc.blocks[g.i].rtl {
		return
	}
	for i := first; i < len(g.l.Lines); i++ {
		ln := &g.l.Lines[i]
		if wide := g.lineWidth(n, ln); wide < ln.W {
			ln.X, ln.W = ln.X+ln.W-wide, wide
		}
	}
}

// lineWidth is the width of the text of a line of a cell.
func (g *grid) lineWidth(n int, ln *Line) (w float32) {
	text := g.l.Doc.text
	end := ln.Start + len(trimmed(text[ln.Start:ln.End]))
	for _, s := range g.segs[n] {
		if from, to := max(s.start, ln.Start), min(s.end, end); from < to {
			w += g.l.set.width(text[from:to], s.look)
		}
	}
	return w
}

// lines breaks one cell below the current height.
func (g *grid) lines(n int, x, w float32) {
	l := g.l
	f := &l.flows[g.i]
	_, end := g.span(n)
	how := l.manner(&l.Doc.blocks[g.i])
	l.set.breakLines(l.Doc.text, g.segs[n], w, how, func(a, z int, hyphen bool) {
		l.Lines = append(l.Lines, Line{Start: a, End: z, X: x, Y: l.Height, W: w, H: f.pitch, block: int32(g.i), sub: int32(n + 1), hyphen: hyphen})
		l.Height += f.pitch
	})
	last := &l.Lines[len(l.Lines)-1]
	last.End, last.last = end, true
}

// fold sets the cells below each other, the first of a row flush and the others
// indented, with the head of their column beside them.
func (g *grid) fold() {
	l := g.l
	indent := l.Style.Size
	heads, widest := g.heads()
	if widest > 0 {
		indent += widest
	}
	g.hair(l.Doc.blocks[g.i].start, 0)
	for n, c := range g.cells {
		first, top := len(l.Lines), l.Height
		x := float32(0)
		if n > 0 && g.cells[n-1].Row == c.Row {
			x = indent
		} else {
			l.Height += round(g.pad * .6)
		}
		at := len(l.Lines)
		g.lines(n, x, l.Style.Measure-x)
		if label, ok := heads[c.Col]; ok && x > 0 && c.Row > 0 {
			l.marks = append(l.marks, label)
			l.Lines[at].mark = int32(len(l.marks))
		}
		if n+1 == len(g.cells) || g.cells[n+1].Row != c.Row {
			l.Height += round(g.pad * .6)
		}
		l.bands = append(l.bands, band{top, l.Height - top, first, len(l.Lines), false})
		if n+1 == len(g.cells) || g.cells[n+1].Row != c.Row {
			g.hair(l.Doc.blocks[g.i].start+c.Start, 1)
		}
		g.notes(n, n)
	}
}

// widestLabel is how much of the measure the labels of a folded table may take;
// longer ones are cut short, since the head itself is there too.
const widestLabel = .4

// heads are the labels of the columns, by column, and the width they take; none
// where there is no head.
func (g *grid) heads() (labels map[int]mark, widest float32) {
	labels = map[int]mark{}
	as := g.l.flows[g.i].base
	as.size, as.slot, as.ink = as.size*.86, slotOf(Sans, 0), inkMuted
	text := g.l.Doc.blocks[g.i].Text
	for _, c := range g.cells {
		if s := text[c.Start:c.End]; c.Row == 0 && c.Header && c.ColSpan < 2 && s != "" {
			s = g.l.set.shorten(s, as, widestLabel*g.l.Style.Measure-as.size)
			labels[c.Col] = mark{s, as}
			widest = max(widest, g.l.set.width(s, as)+as.size)
		}
	}
	return labels, widest
}

// shorten cuts a text that is wider than a width and ends it with an ellipsis.
func (s *Setter) shorten(text string, as look, width float32) string {
	if s.width(text, as) <= width {
		return text
	}
	for rest := []rune(text); len(rest) > 1; rest = rest[:len(rest)-1] {
		if cut := strings.TrimRight(string(rest), " ,") + "…"; s.width(cut, as) <= width {
			return cut
		}
	}
	return "…"
}

// notes sets the opened notes of some cells below them.
func (g *grid) notes(first, last int) {
	start, _ := g.span(first)
	_, end := g.span(last)
	if notes := g.l.notesIn(start, end); len(notes) > 0 {
		g.l.openNotes(notes)
	}
}

// hair draws a hairline at the current height.
func (g *grid) hair(offset int, up float32) {
	w, x := g.l.Style.Measure, float32(0)
	if last := g.columns - 1; g.width != nil {
		w = min(w, g.x[last]+g.width[last])
	}
	if g.l.Doc.blocks[g.i].rtl {
		x = g.l.Style.Measure - w
	}
	g.l.decorate(Decor{Kind: Hair, X: x, Y: g.l.Height - up, W: w, H: 1, Offset: offset})
}

// extent is the width of the widest unbreakable piece of the segments, and that
// of the widest line when nothing is broken.
func (s *Setter) extent(text string, segs []seg) (least, most float32) {
	width := func(a, z int) float32 {
		var w float32
		for _, g := range segs {
			from, to := max(a, g.start), min(z, g.end)
			if from < to {
				w += s.width(trimmed(text[from:to]), g.look)
			}
		}
		return w
	}
	words := breaker{s: s, text: text, width: 1, whole: true, emit: func(a, z int, _ bool) { least = max(least, width(a, z)) }}
	words.run(segs)
	s.breakLines(text, segs, 1e9, manner{}, func(a, z int, _ bool) { most = max(most, width(a, z)) })
	return least, most
}

// width is the advance of a text in one look, by the tables.
func (s *Setter) width(text string, as look) float32 {
	var w float32
	for _, r := range text {
		if r != '\n' {
			w += s.advance(as.slot, r)
		}
	}
	return w * as.size
}
