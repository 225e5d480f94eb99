package cite

import (
	"io"
	"slices"
	"testing"

	"florilegium/clipper"
	"florilegium/clipper/bench"
)

func TestFiguresCite(t *testing.T) {
	bench.Need(t)
	items := generated(1000)
	clips := slices.Repeat([]clipper.Clip{samples()[0].Clips[1]}, 10)
	for i := range items {
		items[i].Clips = clips
	}
	write := func(f Format) func() {
		return func() {
			if err := Write(io.Discard, f, items, Options{}); err != nil {
				t.Fatal(err)
			}
		}
	}
	bench.Max(t, "cite", "1,000 sources to BibLaTeX", bench.CPU(5, 1, write(BibLaTeX)), "ms", 200)
	bench.Max(t, "cite", "1,000 sources with 10,000 clips to Markdown", bench.CPU(5, 1, write(Markdown)), "ms", 2000)
}
