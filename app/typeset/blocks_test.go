package typeset

import (
	"image"
	"image/color"
	"slices"
	"strings"
	"testing"

	"florilegium/clipper"
)

// tableOf makes a table block of rows of cells; the first row is its head.
func tableOf(rows ...[]string) clipper.Block {
	b := clipper.Block{Kind: clipper.Table}
	for y, row := range rows {
		for x, c := range row {
			if x > 0 {
				b.Text += "\t"
			} else if y > 0 {
				b.Text += "\n"
			}
			b.Cells = append(b.Cells, clipper.Cell{Start: len(b.Text), End: len(b.Text) + len(c), Row: y, Col: x, Header: y == 0})
			b.Text += c
		}
	}
	return b
}

// allKinds has a block of every kind.
func allKinds() []clipper.Block {
	return []clipper.Block{
		{Kind: clipper.Heading, Level: 2, Text: "Les registres"},
		{Kind: clipper.Paragraph, Text: "Un texte avec du gras, H2O, un lien et une note1.", Spans: []clipper.Span{
			{Start: 17, End: 21, Style: clipper.Strong}, {Start: 24, End: 25, Style: clipper.Sub},
			{Start: 31, End: 35, Link: "https://example.org/a"}, {Start: 47, End: 48, Note: "n1"}}},
		{Kind: clipper.Quote, Level: 1, Text: "Ce qui reste d’un port, c’est la mémoire des lieux."},
		{Kind: clipper.Quote, Level: 2, Text: "Et le vent."},
		{Kind: clipper.ListItem, Level: 1, Text: "un sous-main"},
		{Kind: clipper.ListItem, Level: 2, Number: 3, Text: "des clefs"},
		{Kind: clipper.ListItem, Level: 2, Number: clipper.Continued, Text: "qui n’ouvrent rien"},
		{Kind: clipper.CodeBlock, Text: "si n > 10 {\n\tquai()\n\n}"},
		tableOf([]string{"Année", "Navires", ""}, []string{"1881", "412", "bois du Nord, sel et ardoises"}, []string{"1902", "", "rien"}),
		{Kind: clipper.Figure, Image: &clipper.Image{Hash: "a", Width: 900, Height: 600}, Text: "Le quai nord"},
		{Kind: clipper.Figure, Image: &clipper.Image{Hash: "b"}},
		{Kind: clipper.Divider},
		{Kind: clipper.Math, Text: "E = mc²"},
		{Kind: clipper.Paragraph},
		{Kind: clipper.Definition, Text: "Bitte : borne d’amarrage"},
		{Kind: clipper.Aside, Text: "Encadré"},
		{Kind: clipper.Embed, Text: "Une vidéo"},
		{Kind: clipper.Footnote, Anchor: "n1", Text: "1. Archives, série O."},
	}
}

func set(blocks []clipper.Block, measure float32, front ...Front) *Layout {
	return NewSetter(plainFonts()).Layout(NewDoc(blocks, front, "fr"), Style{Size: 18, Measure: measure})
}

// Blocks lie below each other, in the order of the text, and nothing leaves the
// column.
func TestBlocksStack(t *testing.T) {
	for _, measure := range []float32{200, 320, 558} {
		l := set(allKinds(), measure)
		for i := 1; i < len(l.bands); i++ {
			if before := l.bands[i-1]; l.bands[i].y < before.y+before.h-.01 {
				t.Errorf("at %g band %d lies over the one before", measure, i)
			}
		}
		for _, d := range l.Decor {
			if d.X < 0 || d.X+d.W > measure+.01 || d.Y < 0 || d.Y+d.H > l.Height+.01 {
				t.Errorf("at %g decoration %+v leaves the column", measure, d)
			}
		}
		if !slices.IsSortedFunc(l.Decor, func(a, b Decor) int { return int(a.Y - b.Y) }) {
			t.Errorf("at %g decorations are out of order", measure)
		}
	}
}

func TestTableColumnsAndFold(t *testing.T) {
	table := tableOf([]string{"Année", "Navires", "Cargaison"}, []string{"1881", "412", "bois du Nord, sel, ardoises et quelques passagers pour les îles du large"})
	wide, narrow := set([]clipper.Block{table}, 558), set([]clipper.Block{table}, 200)
	if a, b := &wide.Lines[0], &wide.Lines[1]; a.Y != b.Y || b.X <= a.X {
		t.Errorf("cells of a row do not stand side by side: %+v %+v", a, b)
	}
	if a, b := &narrow.Lines[0], &narrow.Lines[1]; b.Y <= a.Y {
		t.Errorf("a table that does not fit is not folded: %+v %+v", a, b)
	}
	for _, l := range []*Layout{wide, narrow} {
		for i := range l.Lines {
			ln := &l.Lines[i]
			x, y, h := l.Point(ln.Start)
			if off, _, _ := l.Hit(x+1, y+h/2); off != ln.Start {
				t.Errorf("cell line %d at %d is hit as %d", i, ln.Start, off)
			}
		}
	}
	bad := table
	bad.Cells = slices.Clone(table.Cells)
	bad.Cells[2].Start = 0
	onePlace(t, set([]clipper.Block{bad}, 400))
}

// A folded table names the columns beside their cells, and paints the names
// within the column; figures of different lengths end below each other.
func TestTableHeadsAndFigures(t *testing.T) {
	table := tableOf([]string{"Année", "Navires", "Cargaison principale de la saison"}, []string{"1881", "412", "bois du Nord"}, []string{"1902", "7", "Donaudampfschifffahrtsgesellschaft"})
	folded := set([]clipper.Block{table}, 240)
	if len(folded.marks) != 4 {
		t.Fatalf("%d labels for 4 cells beside the first ones", len(folded.marks))
	}
	for _, s := range folded.Strips(0, folded.Height) {
		if s.X < -8 || s.X > 1 && folded.Lines[s.First].mark > 0 {
			t.Errorf("the strip of a label begins at %g", s.X)
		}
		img := image.NewRGBA(image.Rect(0, 0, int(s.W), int(s.H)))
		folded.Paint(img, s, 1, testInks)
		if box := inkBox(img); box.Empty() || box.Min.X < 0 {
			t.Errorf("a cell is painted at %v", box)
		}
	}
	onePlace(t, folded)
	wide := set([]clipper.Block{table}, 700)
	text := wide.Doc.Text()
	right := func(cell string) float32 {
		at := strings.Index(text, cell)
		r := wide.Rects(at, at+len(cell), 0, wide.Height)[0]
		return r.X + r.W
	}
	if abs(right("412")-right("7")) > .6 || abs(right("412")-right("Navires")) > 1 {
		t.Errorf("the figures end at %g and %g, their head at %g", right("412"), right("7"), right("Navires"))
	}
	onePlace(t, wide)
}

func TestFrontMatterIsNoText(t *testing.T) {
	front := []Front{{Text: "Le phare éteint", Title: true}, {Text: "Le Courrier", Spans: []clipper.Span{{Start: 0, End: 11, Link: "https://example.org"}}}}
	l := set([]clipper.Block{{Kind: clipper.Paragraph, Text: "Il fait nuit."}}, 400, front...)
	if l.Doc.Text() != "Il fait nuit." {
		t.Errorf("text is %q", l.Doc.Text())
	}
	off, on, inside := l.Hit(5, 10)
	if off != 0 || !inside || on <= len(l.Doc.Text()) {
		t.Errorf("a hit on the title gives %d, %d, %v", off, on, inside)
	}
	_, on, _ = l.Hit(5, l.Lines[1].Y+5)
	if link, _, _ := l.Doc.LinkAt(on); link != "https://example.org" {
		t.Errorf("the link of the front matter is %q", link)
	}
	if _, y, _ := l.Point(0); y <= l.Lines[1].Y {
		t.Error("the text begins in the front matter")
	}
	if off, _, _ := l.Hit(5, l.Height+500); off != len(l.Doc.Text()) {
		t.Errorf("below the text the offset is %d", off)
	}
	if got := l.Top(0); got != 0 {
		t.Errorf("Top = %d in the front matter", got)
	}
}

func TestImageSizes(t *testing.T) {
	l := set([]clipper.Block{{Kind: clipper.Figure, Image: &clipper.Image{Hash: "h"}}, {Kind: clipper.Figure, Image: &clipper.Image{Hash: "k", Width: 90, Height: 60}}}, 400)
	if d := l.Decor[0]; d.W != 400 || d.H != 267 {
		t.Errorf("a picture of unknown size gets %g × %g", d.W, d.H)
	}
	if d := l.Decor[1]; d.W != 90 || d.H != 60 || d.X != 155 {
		t.Errorf("a small picture gets %+v", d)
	}
	if !l.Doc.SetImageSize("h", 800, 400) || l.Doc.SetImageSize("h", 800, 400) || l.Doc.SetImageSize("k", 90, 60) {
		t.Error("SetImageSize does not say what changes")
	}
	if l = l.set.Layout(l.Doc, l.Style); l.Decor[0].H != 200 {
		t.Errorf("the size told later gives a height of %g", l.Decor[0].H)
	}
}

func TestParagraphsAndGraphemes(t *testing.T) {
	text := "« L’œuvre d’Eugène », dit-il. E\u0301tait-ce vrai ? Oui : 1902."
	d := NewDoc([]clipper.Block{{Kind: clipper.Paragraph, Text: text}, {Kind: clipper.Paragraph, Text: "Fin."}}, nil, "fr")
	if a, b := d.ParagraphAt(5); a != 0 || b != len(text) {
		t.Errorf("paragraph %d-%d", a, b)
	}
	for off := 0; off < len(d.Text()); off = d.Next(off) {
		if back := d.Previous(d.Next(off)); back != off {
			t.Errorf("Previous(Next(%d)) = %d", off, back)
		}
	}
}

func TestRectsFollowTheLines(t *testing.T) {
	l := set([]clipper.Block{{Kind: clipper.Paragraph, Text: strings.Repeat("les hommes, les planches ", 20)}}, 300)
	all := l.Rects(0, len(l.Doc.Text()), 0, l.Height)
	if len(all) != len(l.Lines) {
		t.Fatalf("%d rectangles for %d lines", len(all), len(l.Lines))
	}
	some := l.Rects(0, len(l.Doc.Text()), l.Lines[2].Y, l.Lines[4].Y)
	if len(some) != 2 || some[0].Y != l.Lines[2].Y {
		t.Errorf("between two heights: %v", some)
	}
	for _, y := range []float32{-10, 0, l.Height / 2, l.Height - 1, l.Height + 10} {
		first, last := l.Visible(y, y+100)
		for i := range l.Lines {
			seen := l.Lines[i].Y < y+100 && l.Lines[i].Y+l.Lines[i].H > y
			if seen && (i < first || i >= last) {
				t.Errorf("line %d is in view at %g and not in %d-%d", i, y, first, last)
			}
		}
	}
}

// inkBox is the box of what is painted.
func inkBox(img *image.RGBA) image.Rectangle {
	var box image.Rectangle
	for y := range img.Rect.Dy() {
		for x := range img.Rect.Dx() {
			if img.RGBAAt(x, y).A > 64 {
				box = box.Union(image.Rect(x, y, x+1, y+1))
			}
		}
	}
	return box
}

// The ink of a tile lies where the layout says, within a pixel or two, at every
// scale.
func TestInk(t *testing.T) {
	l := set([]clipper.Block{{Kind: clipper.ListItem, Level: 1, Text: "Hxg"}, {Kind: clipper.Paragraph, Text: "Hx", Spans: []clipper.Span{{Start: 0, End: 2, Link: "https://example.org"}}}}, 300)
	red, blue := color.NRGBA{200, 0, 0, 255}, color.NRGBA{0, 0, 200, 255}
	for _, scale := range []float32{1, 1.5, 2} {
		strips := l.Strips(0, 100)
		for n, s := range strips {
			img := image.NewRGBA(image.Rect(0, 0, int(s.W*scale), int(s.H*scale)))
			l.Paint(img, s, scale, Inks{Text: red, Link: blue})
			x0, _, _ := l.Point(l.Lines[s.First].Start)
			x1 := l.Rects(l.Lines[s.First].Start, l.Lines[s.First].End, 0, 100)[0]
			box := inkBox(img)
			right := (x1.X + x1.W - s.X) * scale
			if abs(float32(box.Max.X)-right) > 2*scale {
				t.Errorf("scale %g: ink ends at %d, the text at %g", scale, box.Max.X, right)
			}
			left := (x0 - s.X) * scale
			if n == 0 && float32(box.Min.X) > left-8*scale {
				t.Errorf("scale %g: the bullet is missing: ink begins at %d, the text at %g", scale, box.Min.X, left)
			}
			if n == 1 && abs(float32(box.Min.X)-left) > 2*scale {
				t.Errorf("scale %g: ink begins at %d, the text at %g", scale, box.Min.X, left)
			}
			if h := float32(box.Dy()) / scale; h < 10 || h > 22 {
				t.Errorf("scale %g: the ink is %g px high", scale, h)
			}
		}
	}
}

// Whatever the text, every grapheme has a place, carets and hits answer, levels
// stay in bounds, and painting ends.
func FuzzLayout(f *testing.F) {
	for _, s := range []string{
		"« Oui »", "a\tb\nc", "שלום (abc) 12", "中文。「x」", "\u202e\u200bx\ufeff", "👩‍👩‍👧🇫🇷e\u0301", "ประเทศไทย", "ἐν ἀρχῇ", "\u2067a\u2068ב\u2069\u2069(",
		"extra\u00adordinaire — oui — 10 000 € — non", "\xe2\x80", "\xe1\xbc", "𝐴 ｆ 1\ufe0f\u20e3", "m\u1039\u1000\u103a",
	} {
		f.Add(s, uint16(300))
	}
	f.Fuzz(func(t *testing.T, text string, width uint16) {
		blocks := []clipper.Block{
			{Kind: clipper.Paragraph, Text: text, Spans: []clipper.Span{{Start: 0, End: len(text), Note: "n"}}},
			{Kind: clipper.CodeBlock, Text: text}, {Kind: clipper.Heading, Text: text}, {Kind: clipper.Math, Text: text},
			{Kind: clipper.Footnote, Anchor: "n", Text: text},
		}
		d := NewDoc(blocks, nil, []string{"fr", "de", "zh", "ar"}[width%4])
		st := Style{Size: 18, Measure: float32(width%1000) + 1, Justify: width%2 == 0, Hyphenate: width%3 == 0}
		l := NewSetter(plainFonts()).Layout(d, st)
		onePlace(t, l)
		for off := 0; off < len(d.Text()); off = d.Next(off) {
			l.Caret(off, true)
			if to, _ := l.Beside(off, false, true); to < 0 || to > len(d.Text()) {
				t.Fatalf("beside %d lies %d", off, to)
			}
		}
		for _, level := range embeddingLevels(text, width%2 == 0) {
			if level > mostDepth+1 {
				t.Fatalf("level %d", level)
			}
		}
		if d.OpenNote(0, true) {
			l = l.set.Layout(d, st)
		}
		img := image.NewRGBA(image.Rect(0, 0, 64, 64))
		for _, s := range l.Strips(0, 400) {
			l.Paint(img, s, 1, Inks{})
		}
	})
}

// A glyph described in SVG is painted in its colours, above the baseline.
func TestColourGlyphs(t *testing.T) {
	source := []byte(`<svg id="glyph1" xmlns="http://www.w3.org/2000/svg" viewBox="0 54.4 64 64"><circle fill="#FFDD67" cx="32" cy="32" r="30"/></svg>`)
	c := NewSetter(plainFonts()).base[0]
	gid, _ := c.NominalGlyph('M')
	for _, size := range []float32{14, 18, 36} {
		m := c.svg(source, gid, size)
		if m == nil || m.colour == nil {
			t.Fatal("nothing is drawn")
		}
		box := inkBox(m.colour).Add(m.at)
		if want := size * 52.4 / 64; abs(float32(-box.Min.Y)-want) > 1.5 || abs(float32(box.Max.Y)-size*7.6/64) > 1.5 {
			t.Errorf("at %g the picture reaches from %d to %d, want %g above the line", size, box.Min.Y, box.Max.Y, want)
		}
		middle := box.Min.Add(box.Max).Div(2).Sub(m.at)
		if got := m.colour.RGBAAt(int(size/2), middle.Y); got.R < 240 || got.B > 120 {
			t.Errorf("at %g it is painted %v", size, got)
		}
	}
	if c.svg([]byte("<svg"), gid, 18) != nil || c.svg([]byte("<svg/>"), gid, 18) != nil {
		t.Error("a picture comes from nothing")
	}
}

// Text without spaces, tables of many cells and links without number take time in
// proportion to their length, or this test would not end.
func TestHostileTexts(t *testing.T) {
	table := clipper.Block{Kind: clipper.Table, Text: strings.TrimSuffix(strings.Repeat("lien\tlien\tlien\tlien\tlien\n", 6_000), "\n")}
	for n := range 30_000 {
		at := 5 * n
		table.Cells = append(table.Cells, clipper.Cell{Start: at, End: at + 4, Row: n / 5, Col: n % 5})
		table.Spans = append(table.Spans, clipper.Span{Start: at, End: at + 4, Link: "https://example.org/"})
	}
	blocks := []clipper.Block{
		{Kind: clipper.Paragraph, Text: strings.Repeat("بحر", 60_000)}, {Kind: clipper.Paragraph, Text: strings.Repeat("ทะเล", 30_000)},
		{Kind: clipper.Paragraph, Text: strings.Repeat("mer\u00ad", 60_000)}, {Kind: clipper.Paragraph, Text: strings.Repeat("mer", 100_000)},
		{Kind: clipper.CodeBlock, Text: strings.Repeat("mer(", 60_000)}, {Kind: clipper.Heading, Text: strings.Repeat("mer ", 30_000)},
		{Kind: clipper.Paragraph, Text: strings.Repeat("e\u0301\u0302", 30_000)}, {Kind: clipper.Paragraph, Text: strings.Repeat("\u2067a(", 20_000)}, table,
	}
	s := NewSetter(patternFonts(t))
	l := s.Layout(NewDoc(blocks, nil, "fr"), Style{Size: 18, Measure: 400, Justify: true, Hyphenate: true})
	for y := float32(0); y < l.Height; y += l.Height / 40 {
		l.Rects(0, len(l.Doc.Text()), y, y+200)
		l.Hit(30, y)
	}
	if l.Lines[len(l.Lines)-1].End != len(l.Doc.Text()) {
		t.Error("the end is not set")
	}
}
