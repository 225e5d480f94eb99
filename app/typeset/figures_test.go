package typeset

import (
	"image"
	"runtime"
	"strings"
	"testing"

	"florilegium/clipper"
	"florilegium/clipper/bench"
)

// longArticle has the words asked for, with headings, links and emphasis.
func longArticle(words int) *Doc {
	sentence := "À la capitainerie, on répète que la mer rend tout, sauf le temps : les hommes, les planches, les lettres. « Est-ce vrai ? » demande l’enfant ; personne ne répond ! "
	text := strings.TrimSpace(strings.Repeat(sentence, 3))
	each := len(strings.Fields(text))
	var blocks []clipper.Block
	for n := 0; n < words; n += each {
		b := clipper.Block{Kind: clipper.Paragraph, Text: text, Spans: []clipper.Span{{Start: 20, End: 40, Style: clipper.Emphasis}, {Start: 60, End: 80, Link: "https://example.org"}}}
		switch len(blocks) % 12 {
		case 0:
			b = clipper.Block{Kind: clipper.Heading, Level: 2, Text: "Ce que disent les registres du port"}
		case 5:
			b.Kind = clipper.Quote
		}
		blocks = append(blocks, b)
	}
	return NewDoc(blocks, nil, "fr")
}

// firstScreen sets what is seen first.
func firstScreen(d *Doc) *Layout {
	l := NewSetter(plainFonts()).Begin(d, Style{Size: 18, Measure: 558})
	l.Extend(0, 900)
	return l
}

const pageHeight = 800

// turnPages turns n pages of a layout, painting each.
func turnPages(l *Layout, n int) {
	img := image.NewRGBA(image.Rect(0, 0, 640, 40))
	y := float32(0)
	for range n {
		if y += pageHeight; y > l.Height-pageHeight {
			y = 0
		}
		for _, s := range l.Strips(y, y+pageHeight) {
			l.Paint(img, s, 1, Inks{})
		}
		start, end := l.TextIn(y, y+pageHeight)
		l.Rects(start, end, y, y+pageHeight)
	}
}

// scrollRatio is what turning pages of one layout costs against another: the best
// of many rounds of each, taken in turn, so that a busy machine tells on both. No
// page comes back before it is forgotten.
func scrollRatio(a, b *Layout) float64 {
	best, n := [2]float64{1e9, 1e9}, int(min(a.Height, b.Height)/pageHeight)-1
	for range 15 {
		for i, l := range [2]*Layout{a, b} {
			best[i] = min(best[i], bench.CPU(1, 1, func() { turnPages(l, n) }))
		}
	}
	return best[0] / best[1]
}

// heap is the memory in use after a collection, in MB.
func heap() float64 {
	var m runtime.MemStats
	runtime.GC()
	runtime.GC()
	runtime.ReadMemStats(&m)
	return float64(m.HeapAlloc) / (1 << 20)
}

func TestFigures(t *testing.T) {
	bench.Need(t)
	set, st := NewSetter(plainFonts()), Style{Size: 18, Measure: 558}
	tiny, small, large := longArticle(10_000), longArticle(100_000), longArticle(1_000_000)
	bench.Max(t, "typeset", "layout of 100,000 words", bench.CPU(5, 3, func() { set.Layout(small, st) }), "ms", 50)
	bench.Max(t, "typeset", "layout of 1,000,000 words", bench.CPU(5, 1, func() { set.Layout(large, st) }), "ms", 300)
	bench.Max(t, "typeset", "the same, justified and divided", bench.CPU(3, 1, func() {
		NewSetter(patternFonts(t)).Layout(large, Style{Size: 18, Measure: 558, Justify: true, Hyphenate: true})
	}), "ms", 300)
	for words, d := range map[string]*Doc{"100,000": small, "1,000,000": large} {
		blocks := make([]clipper.Block, len(d.blocks))
		for i := range blocks {
			blocks[i] = d.blocks[i].Block
		}
		bench.Max(t, "typeset", "first screen of "+words+" words, from its blocks", bench.CPU(5, 1, func() {
			turnPages(firstScreen(NewDoc(blocks, nil, "fr")), 1)
		}), "ms", 20)
	}
	bench.Max(t, "typeset", "pages of 1,000,000 words against 10,000", scrollRatio(set.Layout(large, st), set.Layout(tiny, st)), "x", 1.1)
	l := set.Layout(large, st)
	turnPages(l, 20)
	before := heap()
	turnPages(l, 2000)
	bench.Max(t, "typeset", "memory taken by 2,000 page steps", heap()-before, "MB", 30)
	runtime.KeepAlive(l)
	img, y := image.NewRGBA(image.Rect(0, 0, 640, 40)), float32(0)
	bench.Max(t, "typeset", "shape and paint three new lines", bench.CPU(5, 50, func() {
		y += 87
		for _, s := range l.Strips(y, y+80) {
			l.Paint(img, s, 1, Inks{})
		}
	}), "ms", 4)
}
