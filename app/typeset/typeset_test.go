package typeset

import (
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"florilegium/clipper"
	"github.com/rivo/uniseg"
)

var update = flag.Bool("update", false, "write the golden files anew")

// plainFonts holds STIX alone: what tests see must not hang on the fonts of the
// machine.
var plainFonts = sync.OnceValue(func() *Fonts {
	f, err := NewFonts(Sources{})
	if err != nil {
		panic(err)
	}
	return f
})

var languages = []string{"fr", "de", "en", "zh", "ja", "ko", "th", "ar", "he", "fa", "ur", "mixed"}

// sample reads an article of testdata: # heading, > quotation, - item, else
// paragraphs.
func sample(t testing.TB, lang string) []clipper.Block {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("testdata", lang+".txt"))
	if err != nil {
		t.Fatal(err)
	}
	var blocks []clipper.Block
	for line := range strings.Lines(string(data)) {
		line = strings.TrimSuffix(line, "\n")
		b := clipper.Block{Kind: clipper.Paragraph, Text: line}
		for prefix, kind := range map[string]clipper.Kind{"# ": clipper.Heading, "> ": clipper.Quote, "- ": clipper.ListItem} {
			if rest, ok := strings.CutPrefix(line, prefix); ok {
				b = clipper.Block{Kind: kind, Level: 1, Text: rest}
			}
		}
		blocks = append(blocks, b)
	}
	return blocks
}

func layout(t testing.TB, lang string, measure float32) *Layout {
	t.Helper()
	return NewSetter(plainFonts()).Layout(NewDoc(sample(t, lang), nil, lang), Style{Size: 18, Measure: measure})
}

// visible shows the spaces that look alike.
var visible = strings.NewReplacer("\u00a0", "⍽", "\u202f", "⎵", "\u00ad", "¬", "\u2011", "‐̲", "\n", "⏎")

// dump writes a line a line, in logical order, and in visual order after a bar
// where that differs.
func dump(l *Layout) string {
	var b strings.Builder
	for i := range l.Lines {
		text := strings.TrimRight(l.LineText(i), " ")
		fmt.Fprint(&b, visible.Replace(text))
		if eye := seen(l, i); eye != text {
			fmt.Fprint(&b, " | ", visible.Replace(eye))
		}
		b.WriteByte('\n')
	}
	return b.String()
}

// seen is the text of a line as the eye meets it from the left, only for
// lines with text from right to left.
func seen(l *Layout, i int) string {
	if !l.Doc.blocks[l.Lines[i].block].bidi {
		return strings.TrimRight(l.LineText(i), " ")
	}
	sl, text := l.line(i), l.LineText(i)
	order := make([]int, len(sl.cells))
	for k := range order {
		order[k] = k
	}
	slices.SortStableFunc(order, func(a, b int) int {
		x, y := min(sl.cells[a].lead, sl.cells[a].trail), min(sl.cells[b].lead, sl.cells[b].trail)
		if x < y {
			return -1
		} else if x > y {
			return 1
		}
		return 0
	})
	var b strings.Builder
	for _, k := range order {
		b.WriteString(text[sl.cells[k].off:sl.end(k)])
	}
	return b.String()
}

func TestGoldenLines(t *testing.T) {
	for _, lang := range languages {
		var got strings.Builder
		for _, measure := range []float32{280, 558} {
			fmt.Fprintf(&got, "== %s at %g ==\n%s", lang, measure, dump(layout(t, lang, measure)))
		}
		name := filepath.Join("testdata", lang+".golden")
		if *update {
			if err := os.WriteFile(name, []byte(got.String()), 0o644); err != nil {
				t.Fatal(err)
			}
			continue
		}
		want, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if got.String() != string(want) {
			t.Errorf("%s: lines differ from %s (go test -update writes them anew):\n%s", lang, name, got.String())
		}
	}
}

// Every grapheme of the text has one place: lines follow each other without gap
// and without overlap, and so do the graphemes in a line.
func TestEveryGraphemeHasOnePlace(t *testing.T) {
	for _, lang := range languages {
		for _, measure := range []float32{240, 397, 558, 900} {
			onePlace(t, layout(t, lang, measure))
		}
	}
	onePlace(t, NewSetter(plainFonts()).Layout(NewDoc(allKinds(), nil, "fr"), Style{Size: 18, Measure: 400}))
}

func onePlace(t *testing.T, l *Layout) {
	t.Helper()
	text, pos := l.Doc.Text(), 0
	for i := l.fronts; i < len(l.Lines); i++ {
		ln := &l.Lines[i]
		if ln.Start != pos && !(ln.Start == pos+1 && text[pos] == '\n') {
			t.Fatalf("line %d starts at %d, the one before ends at %d", i, ln.Start, pos)
		}
		pos = ln.End
		sl, rest, state, off := l.line(i), text[ln.Start:ln.Start+l.line(i).shown], -1, 0
		for k := 0; rest != ""; k++ {
			var g string
			g, rest, _, state = uniseg.FirstGraphemeClusterInString(rest, state)
			if k >= len(sl.cells) || int(sl.cells[k].off) != off {
				t.Fatalf("line %d: grapheme %d (%q) has no cell of its own", i, k, g)
			}
			off += len(g)
		}
		if left := trimmed(text[ln.Start+sl.shown : ln.End]); left != "" {
			t.Errorf("line %d does not draw %q", i, left)
		}
	}
	if pos != len(text) {
		t.Errorf("the last line ends at %d of %d", pos, len(text))
	}
}

// From an offset to its point and back is the identity, for all that is drawn.
func TestOffsetPointOffset(t *testing.T) {
	for _, lang := range languages {
		l := layout(t, lang, 430)
		text := l.Doc.Text()
		for off, state, rest := 0, -1, text; rest != ""; {
			var g string
			g, rest, _, state = uniseg.FirstGraphemeClusterInString(rest, state)
			if i := l.lineAt(off); off-l.Lines[i].Start < l.line(i).shown {
				sl := l.line(i)
				k := slices.IndexFunc(sl.cells, func(c cell) bool { return int(c.off) == off-l.Lines[i].Start })
				if c := sl.cells[k]; c.lead != c.trail {
					x, y, h := l.Point(off)
					back, on, inside := l.Hit(x+(c.trail-c.lead)/4, y+h/2)
					if back != off || on != off || !inside {
						t.Errorf("%s: %q at %d comes back as %d (on %d, inside %v)", lang, g, off, back, on, inside)
					}
				}
			}
			off += len(g)
		}
	}
}

// What is selected is what its rectangles cover: as wide as its graphemes, once
// each.
func TestRectsCoverTheSelection(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 5))
	for _, lang := range languages {
		l := layout(t, lang, 330)
		for range 60 {
			a, b := random.IntN(len(l.Doc.Text())), random.IntN(len(l.Doc.Text()))
			a, b = min(a, b), max(a, b)
			var want, got float32
			for i := range l.Lines {
				sl := l.line(i)
				for k, c := range sl.cells {
					if at := l.Lines[i].Start; at+int(c.off) < b && at+sl.end(k) > a {
						want += abs(c.trail - c.lead)
					}
				}
			}
			for _, r := range l.Rects(a, b, 0, l.Height) {
				got += r.W
			}
			if abs(want-got) > .5 {
				t.Fatalf("%s: %d to %d is %g wide, its rectangles %g", lang, a, b, want, got)
			}
		}
	}
}

// stranded says what is wrong with a line, in the eyes of a French typographer.
func stranded(line, next string) string {
	line = strings.TrimRight(line, " \n")
	first, last := []rune(next), []rune(line)
	switch {
	case len(first) == 0 || len(last) == 0:
		return ""
	case strings.ContainsRune("«‹\u00a0\u202f\u2060", last[len(last)-1]):
		return "ends with what must be followed"
	case strings.ContainsRune("»›:;!?%€\u00a0\u202f\u2060,.)…’", first[0]):
		return "is followed by what must not begin a line"
	}
	return ""
}

func TestNothingStranded(t *testing.T) {
	blocks := sample(t, "fr")
	blocks = append(blocks, generated(60)...)
	doc, set := NewDoc(blocks, nil, "fr"), NewSetter(plainFonts())
	for measure := 240; measure <= 900; measure += 12 {
		l := set.Layout(doc, Style{Size: 18, Measure: float32(measure)})
		for i := 0; i+1 < len(l.Lines); i++ {
			if l.Lines[i].last {
				continue
			}
			if fault := stranded(l.LineText(i), l.LineText(i+1)); fault != "" {
				t.Errorf("at %d px %q %s: %q", measure, l.LineText(i), fault, l.LineText(i+1))
			}
		}
	}
}

// generated is French prose in which every kind of space meets every mark.
func generated(paragraphs int) []clipper.Block {
	words := strings.Fields("la mer rend tout sauf temps les hommes planches lettres enfant compte vagues jusqu’à recommence dernière n’était bonne œuvre porte-clefs là-bas 1902 412")
	spaces := []string{" ", "\u00a0", "\u202f"}
	seed := uint32(7)
	next := func(n int) int { seed = seed*1664525 + 1013904223; return int(seed>>8) % n }
	var blocks []clipper.Block
	for range paragraphs {
		var b strings.Builder
		for range 60 {
			w, sp := words[next(len(words))], spaces[next(3)]
			switch next(9) {
			case 0:
				w = "«" + sp + w + sp + "»"
			case 1, 2:
				w += sp + string([]rune(":;!?%€")[next(6)])
			case 3:
				w += "."
			}
			b.WriteString(w + " ")
		}
		blocks = append(blocks, clipper.Block{Kind: clipper.Paragraph, Text: strings.TrimSpace(b.String())})
	}
	return blocks
}

func TestNumbersKeepTheirUnits(t *testing.T) {
	set := NewSetter(plainFonts())
	for _, c := range []struct {
		text string
		tied bool
	}{
		{"ouvert à 17 h demain", true}, {"soit 10 000 navires", true}, {"une digue de 12 km au nord", true}, {"il fait 30 °C dehors", true},
		{"en 1902 412 navires", false}, {"en 1902 s’éteint le phare", false}, {"de 17 hommes", false},
	} {
		number := strings.IndexAny(c.text, "0123456789")
		space := number + strings.IndexByte(c.text[number:], ' ')
		broken := false
		for width := float32(30); width < 200; width++ {
			l := set.Layout(NewDoc([]clipper.Block{{Kind: clipper.Paragraph, Text: c.text}}, nil, "fr"), Style{Size: 18, Measure: width})
			for i := range l.Lines {
				broken = broken || l.Lines[i].Start == space+1
			}
		}
		if broken == c.tied {
			t.Errorf("%q: broken after the number: %v", c.text, broken)
		}
	}
}

// No line is wider than its box, but for what cannot be broken.
func TestLinesFit(t *testing.T) {
	for _, lang := range languages {
		for _, measure := range []float32{300, 558} {
			l := layout(t, lang, measure)
			for i := range l.Lines {
				if w := l.line(i).width; w > l.Lines[i].W+6 {
					t.Errorf("%s at %g: %q is %g px wide", lang, measure, l.LineText(i), w)
				}
			}
		}
	}
}

// What is drawn in place of another character never moves an offset.
func TestDrawnInstead(t *testing.T) {
	text := "a\u00adb\u200bc\u2060d\u202fe\u2011f\u200e."
	l := NewSetter(plainFonts()).Layout(NewDoc([]clipper.Block{{Kind: clipper.Paragraph, Text: text}}, nil, "fr"), Style{Size: 18, Measure: 500})
	sl := l.line(0)
	for _, c := range sl.cells {
		r := []rune(text[c.off:])[0]
		if empty := c.lead == c.trail; empty != invisible(r) {
			t.Errorf("%U takes %g px", r, c.trail-c.lead)
		}
	}
	if len(l.Rects(0, len(text), 0, 100)) != 1 {
		t.Error("the line is selected in pieces")
	}
}
