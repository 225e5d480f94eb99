package typeset

import (
	"image"
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

func TestFigures(t *testing.T) {
	bench.Need(t)
	set, st := NewSetter(plainFonts()), Style{Size: 18, Measure: 558}
	small, large := longArticle(100_000), longArticle(1_000_000)
	bench.Max(t, "typeset", "layout of 100,000 words", bench.CPU(5, 3, func() { set.Layout(small, st) }), "ms", 100)
	bench.Max(t, "typeset", "layout of 1,000,000 words", bench.CPU(5, 1, func() { set.Layout(large, st) }), "ms", 300)
	l := set.Layout(small, st)
	img := image.NewRGBA(image.Rect(0, 0, 640, 40))
	inks := Inks{}
	y := float32(0)
	bench.Max(t, "typeset", "shape and paint three new lines", bench.CPU(5, 50, func() {
		y += 87
		for _, s := range l.Strips(y, y+80) {
			l.Paint(img, s, 1, inks)
		}
	}), "ms", 4)
}
