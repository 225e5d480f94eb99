package extract

import (
	"context"
	"net/url"
	"runtime"
	"slices"
	"strings"
	"testing"

	readability "github.com/go-shiori/go-readability"
	"golang.org/x/net/html"

	"florilegium/clipper/bench"
	"florilegium/clipper/fetch"
)

// TestFigures weighs the whole way of a page against one parse and one run of
// go-readability over the same text.
func TestFigures(t *testing.T) {
	bench.Need(t)
	var ratios, times []float64
	for _, file := range testPages(t) {
		p := readPage(t, file, "https://gazette.example/page")
		address, err := url.Parse(p.URL)
		if err != nil {
			t.Fatal(err)
		}
		alone := bench.CPU(3, 1, func() {
			if doc, err := html.Parse(strings.NewReader(p.Text)); err == nil {
				_, _ = readability.FromDocument(doc, address) // its errors cost time too
			}
		})
		whole := bench.CPU(3, 1, func() {
			_, _ = Extract(context.Background(), p)
		})
		ratios, times = append(ratios, whole/alone), append(times, whole)
	}
	slices.Sort(ratios)
	slices.Sort(times)
	bench.Max(t, "extract", "a page, median, against go-readability alone", ratios[len(ratios)/2], "ratio", 5)
	bench.Max(t, "extract", "a page, 95th percentile", times[len(times)*95/100], "ms CPU", 300)
}

// TestFiguresBatch reads a thousand pages on all cores and looks at the memory:
// what the last hundred leave behind is no more than what the first left.
func TestFiguresBatch(t *testing.T) {
	bench.Need(t)
	files := testPages(t)
	page := func(i int) (*fetch.Page, error) {
		return pageFile(files[i%len(files)], "https://gazette.example/page")
	}
	batch := func(n int) float64 {
		for i := 0; i < n; i += len(files) {
			answers(min(len(files), n-i), page)
		}
		var m runtime.MemStats
		runtime.GC()
		runtime.ReadMemStats(&m)
		return float64(m.HeapAlloc) / (1 << 20)
	}
	first := batch(len(files))
	bench.Max(t, "extract", "heap after 1,000 pages against after the first 118", batch(1_000)/first, "ratio", 1.3)
}
