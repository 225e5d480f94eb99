package extract

import (
	"context"
	"net/url"
	"slices"
	"strings"
	"testing"

	readability "github.com/go-shiori/go-readability"
	"golang.org/x/net/html"

	"florilegium/clipper/bench"
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
