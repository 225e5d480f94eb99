package typeset

import (
	"math"
	"slices"
	"strconv"

	"florilegium/clipper"
	"github.com/go-text/typesetting/font"
	"github.com/go-text/typesetting/shaping"
)

// Setter sets text with its own faces and caches. It belongs to one goroutine.
type Setter struct {
	fonts    *Fonts
	base     [int(families) * styles]*face
	faces    []*face
	byFont   map[*font.Font]*face
	fallback map[farKey]*face
	far      [int(families) * styles][0x100]*[0x100]float32 // advances of runes beyond the tables, by page
	beyond   map[farKey]float32
	words    map[wordKey]float32
	shaper   shaping.HarfbuzzShaper
	masks    map[maskKey]*mask
	runes    []rune // scratch
	places   []int32
}

// NewSetter makes a Setter.
func NewSetter(f *Fonts) *Setter {
	s := &Setter{
		fonts: f, byFont: map[*font.Font]*face{}, fallback: map[farKey]*face{}, beyond: map[farKey]float32{},
		words: map[wordKey]float32{}, masks: map[maskKey]*mask{},
	}
	s.shaper.SetFontCacheSize(32)
	for i, ft := range f.base {
		s.base[i] = s.newFace(ft)
	}
	return s
}

// Line is one line of a layout.
type Line struct {
	Start, End int     // bytes of the text; the spaces it breaks at belong to it
	X, Y, W, H float32 // the box it is set in, whatever its text fills of it
	block      int32
	mark       int32 // index into the marks, plus one
	sub        int32 // cell of a table, plus one
	last       bool  // of its block or cell: it ends with nothing that hangs
	hyphen     bool  // it ends inside a word, and a hyphen is drawn there
}

// DecorKind is what is drawn beside or behind the text.
type DecorKind uint8

// The kinds of decoration.
const (
	Rule  DecorKind = iota // bar beside a quotation, in the muted colour
	Panel                  // surface behind code, asides and cards
	Hair                   // hairline: divider, rows of a table
	Image                  // picture of a figure
)

// Decor is a rectangle that is drawn behind the text.
type Decor struct {
	Kind       DecorKind
	X, Y, W, H float32
	Picture    *clipper.Image // of Image
	Offset     int            // of the block in the text
}

// mark is what is drawn before the first line of a list item.
type mark struct {
	text string
	look look
}

// band is a stretch of the column that holds whole lines and shares its height
// with no other band. In a row of a table lines lie side by side.
type band struct {
	y, h        float32
	first, last int // lines
	row         bool
}

// Layout is a document set at one width and size. Notes of the document that
// were open when it was made lie below the lines that refer to them.
type Layout struct {
	Doc    *Doc
	Style  Style
	Lines  []Line  // from top to bottom
	Decor  []Decor // by Y
	Height float32 // of what is set so far

	set    *Setter
	next   int // block that is set next
	bands  []band
	flows  []flow
	marks  []mark
	insets []inset
	depth  int // of opened notes that are being set
	fronts int // lines of the front matter
	tall   float32
	shaped cache[int, *shapedLine]
	levels levelCache
}

// Layout sets the whole document.
func (s *Setter) Layout(d *Doc, st Style) *Layout {
	l := s.Begin(d, st)
	l.Extend(d.flat, math.MaxFloat32)
	return l
}

// Begin makes a layout of which nothing is set yet; Extend sets it.
func (s *Setter) Begin(d *Doc, st Style) *Layout {
	return &Layout{Doc: d, Style: st, set: s, flows: make([]flow, len(d.blocks))}
}

// Extend sets further blocks until the layout holds the offset and is as high as
// y, and reports whether the whole document is set. What was set stays as it is.
// Whatever is asked about text that is not yet set is answered for the end of
// what is.
func (l *Layout) Extend(off int, y float32) (done bool) {
	blocks := l.Doc.blocks
	for ; l.next < len(blocks); l.next++ {
		b := &blocks[l.next]
		if l.next > l.Doc.fronts && b.start > off && l.Height >= y {
			return false
		}
		l.flow(l.next)
		l.Height += l.gap(l.next)
		l.block(l.next)
		if l.next < l.Doc.fronts {
			l.fronts = len(l.Lines)
		}
	}
	return true
}

// flow finds how a block lies in the column, once: painters may read it from
// then on.
func (l *Layout) flow(i int) *flow {
	if l.flows[i].pitch == 0 {
		l.flows[i] = l.Style.flowOf(&l.Doc.blocks[i])
	}
	return &l.flows[i]
}

// Done reports whether the whole document is set.
func (l *Layout) Done() bool { return l.next == len(l.Doc.blocks) }

// gap is the space above block i.
func (l *Layout) gap(i int) float32 {
	if i == 0 {
		return 0
	}
	a, b := &l.Doc.blocks[i-1], &l.Doc.blocks[i]
	above, below := l.flows[i-1].below, l.flows[i].above
	switch {
	case a.Kind == clipper.Heading && b.Kind == clipper.Heading:
		return max(above, round(.5*l.Style.Size))
	case a.Kind == clipper.Heading || a.front:
		return above
	case a.Kind == b.Kind && (b.Kind == clipper.ListItem || b.Kind == clipper.Footnote || b.Kind == clipper.Definition):
		return max(above, below)
	case b.Kind == clipper.ListItem:
		return round(.6 * l.Style.Size)
	}
	return max(above, below, round(.6*l.Style.Size))
}

func (l *Layout) block(i int) {
	b, f := &l.Doc.blocks[i], &l.flows[i]
	if b.Kind == clipper.Footnote && i > 0 && l.Doc.blocks[i-1].Kind != clipper.Footnote {
		l.noteRule(b)
	}
	top := l.Height
	switch {
	case b.Kind == clipper.Table && l.table(i):
	case b.Kind == clipper.Divider && b.Text == "":
		l.divider(i)
	case b.Kind == clipper.Figure:
		l.figure(i)
	default:
		l.Height += f.pad
		first := len(l.Lines)
		l.paragraph(i, b.start, b.end, f.left, l.Style.Measure-f.left-f.right)
		l.Lines[first].mark = l.mark(i)
		l.Height += f.pad
	}
	if f.panel {
		l.decorate(Decor{Kind: Panel, Y: top, W: l.Style.Measure, H: l.Height - top, Offset: b.start})
	}
	if f.rule {
		l.rules(i, top)
	}
}

// paragraph sets a range of a block as lines below each other: in one band, or
// in several with opened notes between them.
func (l *Layout) paragraph(i, start, end int, x, w float32) {
	b, f := &l.Doc.blocks[i], &l.flows[i]
	first, top := len(l.Lines), l.Height
	w = max(w, f.base.size)
	if b.rtl {
		x = l.Style.Measure - x - w
	}
	segs := l.segments(b, start, end, f.base)
	how := l.manner(b)
	room := l.evened(b, segs, w, how)
	if how.kind == code {
		room -= min(turn*f.base.size, w/2) // for what is turned over
	}
	l.set.breakLines(l.Doc.text, segs, room, how, func(a, z int, hyphen bool) {
		l.Lines = append(l.Lines, Line{Start: a, End: z, X: x, Y: l.Height, W: w, H: f.pitch, block: int32(i), hyphen: hyphen})
		if how.kind == code && a > start && l.Doc.text[a-1] != '\n' {
			l.turned(f)
		}
		l.Height += f.pitch
		if notes := l.notesIn(a, z); len(notes) > 0 {
			l.bands = append(l.bands, band{top, l.Height - top, first, len(l.Lines), false})
			l.openNotes(notes)
			first, top = len(l.Lines), l.Height
		}
	})
	if first < len(l.Lines) {
		l.bands = append(l.bands, band{top, l.Height - top, first, len(l.Lines), false})
	}
	l.lastOf(i).last = true
}

// turned sets off the line of code that was just set, which goes on with the one
// before.
func (l *Layout) turned(f *flow) {
	ln, as := &l.Lines[len(l.Lines)-1], f.base
	hang := min(turn*as.size, ln.W/2)
	as.ink = inkMuted
	l.marks = append(l.marks, mark{"↪", as})
	ln.X, ln.W, ln.mark = ln.X+hang, ln.W-hang, int32(len(l.marks))
}

// turn is the indent, in em, of what was turned over from a line of code.
const turn = 1.6

// lastOf is the last line of a block that was just set.
func (l *Layout) lastOf(i int) *Line {
	at := len(l.Lines) - 1
	for at > 0 && l.Lines[at].block != int32(i) {
		at--
	}
	return &l.Lines[at]
}

// manner is how the lines of a block are broken.
func (l *Layout) manner(b *block) manner {
	m := manner{kind: proseOf(l.lang(b))}
	switch {
	case b.Kind == clipper.CodeBlock:
		m.kind = code
	case b.running():
		m.justify = l.Style.Justify
		if l.Style.Hyphenate {
			m.hyphens = l.set.fonts.hyphens.of(l.lang(b))
		}
	}
	return m
}

// evened is the width that a heading is broken at: narrower than the column
// where its last line would hold next to nothing, so that the words are shared
// out over as many lines.
func (l *Layout) evened(b *block, segs []seg, w float32, how manner) float32 {
	if b.Kind != clipper.Heading {
		return w
	}
	lines := func(w float32) (n int, last float32) {
		l.set.breakLines(l.Doc.text, segs, w, how, func(a, z int, _ bool) {
			n, last = n+1, l.set.width(trimmed(l.Doc.text[a:z]), segs[0].look)
		})
		return n, last
	}
	n, last := lines(w)
	if n < 2 || last > w/3 {
		return w
	}
	least, most := w/2, w
	for most-least > 4 {
		mid := (least + most) / 2
		if m, _ := lines(mid); m > n {
			least = mid
		} else {
			most = mid
		}
	}
	return most
}

func (l *Layout) lang(b *block) string {
	if b.Lang != "" {
		return b.Lang
	}
	return l.Doc.lang
}

// mark makes the bullet or number of a list item or note: its index plus one.
func (l *Layout) mark(i int) int32 {
	b := &l.Doc.blocks[i]
	if b.Kind == clipper.Footnote {
		if label := l.Doc.label(b); label != "" {
			as := l.flows[i].base
			as.ink = inkLink
			l.marks = append(l.marks, mark{label, as})
			return int32(len(l.marks))
		}
	}
	if b.Kind != clipper.ListItem || b.Number == clipper.Continued {
		return 0
	}
	text := "•"
	if b.Number > 0 {
		text = strconv.Itoa(b.Number) + "."
	} else if b.Level > 1 {
		text = "–"
	}
	l.marks = append(l.marks, mark{text, l.flows[i].base})
	return int32(len(l.marks))
}

// decorate adds a decoration at its place among those around it.
func (l *Layout) decorate(d Decor) {
	at := len(l.Decor)
	for at > 0 && l.Decor[at-1].Y > d.Y {
		at--
	}
	l.Decor = slices.Insert(l.Decor, at, d)
	l.tall = max(l.tall, d.H)
}

// rules draws a bar for each level of a quotation, joined to that of the
// quotation before.
func (l *Layout) rules(i int, top float32) {
	b := &l.Doc.blocks[i]
	for level := range max(1, b.Level) {
		y := top
		if i > l.Doc.fronts {
			if prev := &l.Doc.blocks[i-1]; prev.Kind == clipper.Quote && level < max(1, prev.Level) {
				y -= l.gap(i)
			}
		}
		x := float32(level) * 1.25 * l.Style.Size
		if b.rtl {
			x = l.Style.Measure - x - ruleWidth
		}
		l.decorate(Decor{Kind: Rule, X: x, Y: y, W: ruleWidth, H: l.Height - y, Offset: b.start})
	}
}

const ruleWidth = 2

// empty adds a line that holds an offset and no text.
func (l *Layout) empty(i int, h float32) {
	b := &l.Doc.blocks[i]
	n := len(l.Lines)
	l.Lines = append(l.Lines, Line{Start: b.start, End: b.end, Y: l.Height, W: l.Style.Measure, H: h, block: int32(i), last: true})
	l.bands = append(l.bands, band{l.Height, h, n, n + 1, false})
	l.Height += h
}

func (l *Layout) divider(i int) {
	w := round(l.Style.Measure / 5)
	h := l.Style.Pitch()
	l.decorate(Decor{Kind: Hair, X: round((l.Style.Measure - w) / 2), Y: l.Height + round(h/2), W: w, H: 1, Offset: l.Doc.blocks[i].start})
	l.empty(i, h)
}

// noteRule parts the footnotes from the text above.
func (l *Layout) noteRule(b *block) {
	w, x := round(l.Style.Measure/4), float32(0)
	if b.rtl {
		x = l.Style.Measure - w
	}
	l.decorate(Decor{Kind: Hair, X: x, Y: l.Height, W: w, H: 1, Offset: b.start})
	l.Height += round(.6 * l.Style.Size)
}

// figure is a picture with its caption below.
func (l *Layout) figure(i int) {
	b := &l.Doc.blocks[i]
	if b.Image != nil && b.Image.Lacking == clipper.Ornament && b.Text == "" {
		l.empty(i, 1)
		return
	}
	if b.Image != nil && b.Image.Lacking != clipper.Ornament {
		w, h := l.imageBox(b.Image)
		l.decorate(Decor{Kind: Image, X: round((l.Style.Measure - w) / 2), Y: l.Height, W: w, H: h, Picture: b.Image, Offset: b.start})
		l.Height += h
		if b.Text == "" {
			l.Height -= 1 // the block's place is the foot of the picture
			l.empty(i, 1)
			return
		}
		l.Height += round(.5 * l.Style.Size)
	}
	indent := l.captionIndent(b)
	l.paragraph(i, b.start, b.end, indent, l.Style.Measure-indent)
}

// captionIndent sets a caption below the edge of its picture, where that leaves
// it room.
func (l *Layout) captionIndent(b *block) float32 {
	if b.Image == nil {
		return 0
	}
	w, _ := l.imageBox(b.Image)
	return round(min((l.Style.Measure-w)/2, .4*l.Style.Measure))
}

// lackingLines is how high the box of a picture is that is not there, in sizes of
// the text.
const lackingLines = 5

// imageBox fits a picture into the column without enlarging it; one of unknown
// size gets three parts of width to two of height.
func (l *Layout) imageBox(im *clipper.Image) (w, h float32) {
	if im.Lacking != "" {
		return l.Style.Measure, round(lackingLines * l.Style.Size)
	}
	pw, ph := float32(im.Width), float32(im.Height)
	if known, ok := l.Doc.sizes[im.Hash]; ok {
		pw, ph = float32(known[0]), float32(known[1])
	}
	if pw <= 0 || ph <= 0 {
		return l.Style.Measure, round(l.Style.Measure * 2 / 3)
	}
	scale := min(1, l.Style.Measure/pw, 1.25*l.Style.Measure/ph)
	return max(1, round(pw*scale)), max(1, round(ph*scale))
}
