//go:build !headless

package reader

import (
	"strings"
	"testing"

	"florilegium/clipper"
	"florilegium/clipper/bench"
	"fyne.io/fyne/v2"
)

// longArticle has the words asked for and a highlight in every paragraph.
func longArticle(words int) (*clipper.Article, []clipper.Clip) {
	text := strings.TrimSpace(strings.Repeat(second+" ", 5))
	each := len(strings.Fields(text))
	a := &clipper.Article{Source: clipper.Source{Title: "Le phare éteint", Language: "fr"}}
	var clips []clipper.Clip
	for n := 0; n < words; n += each {
		start := len(a.Blocks) * (len(text) + 1)
		clips = append(clips, clipper.Clip{Start: start + 40, End: start + 140, Colour: clipper.Colours[len(clips)%5]})
		a.Blocks = append(a.Blocks, clipper.Block{Kind: clipper.Paragraph, Text: text})
	}
	return a, clips
}

// paintNew paints what a scroll brought into view, as the canvas would.
func (w *world) paintNew(seen map[*tile]int) {
	for key, t := range w.sheet.live {
		if was, ok := seen[t]; !ok || was != key {
			size := t.raster.Size()
			t.raster.Generator(int(size.Width), int(size.Height))
			seen[t] = key
		}
	}
}

func TestFigures(t *testing.T) {
	bench.Need(t)
	w := open(t, Options{})
	step := func(words int, dy float32) float64 {
		a, clips := longArticle(words)
		w.Open(a, clips, 0)
		seen := map[*tile]int{}
		w.scrollBy(2000)
		w.paintNew(seen)
		return bench.CPU(5, 60, func() {
			w.scrollBy(dy)
			w.paintNew(seen)
		})
	}
	short := step(10_000, notch)
	bench.Max(t, "reader", "wheel step in 100,000 words", step(100_000, notch), "ms", 8)
	long := step(1_000_000, notch)
	bench.Max(t, "reader", "wheel step, 1,000,000 against 10,000 words", long/short, "times", 1.1)
	bench.Max(t, "reader", "page step in 100,000 words", step(100_000, 700), "ms", 16)
	a, clips := longArticle(100_000)
	bench.Max(t, "reader", "opening 100,000 words, first screen painted", bench.CPU(5, 3, func() {
		w.Open(a, clips, 0)
		w.paintNew(map[*tile]int{})
	}), "ms", 60)
	w.Select(0, len(w.PlainText()))
	w.Scrolled(&fyne.ScrollEvent{})
	bench.Max(t, "reader", "canvas objects, all selected", float64(w.Objects()), "", 120)
}
