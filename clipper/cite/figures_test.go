package cite

import (
	"io"
	"path/filepath"
	"slices"
	"testing"

	"florilegium/clipper"
	"florilegium/clipper/bench"
)

// TestFiguresCite takes the times of the issue: references, quotations, exports.
func TestFiguresCite(t *testing.T) {
	bench.Need(t)
	items := generated(1000)
	apa := loaded(t, builtIn(), "apa", "en-US")
	bench.Max(t, "cite", "a bibliography of 1,000 sources in APA", bench.CPU(5, 1, func() {
		if list := apa.Bibliography(items); len(list.Entries) != len(items) {
			t.Fatalf("%d entries for %d sources", len(list.Entries), len(items))
		}
	}), "ms", 1000)

	clips := slices.Repeat([]clipper.Clip{samples()[0].Clips[1]}, 10)
	for i := range items {
		items[i].Clips = clips
	}
	write := func(f Format, style Style) func() {
		return func() {
			if err := Write(io.Discard, f, items, Options{Style: style}); err != nil {
				t.Fatal(err)
			}
		}
	}
	bench.Max(t, "cite", "1,000 sources to BibLaTeX", bench.CPU(5, 1, write(BibLaTeX, nil)), "ms", 200)
	bench.Max(t, "cite", "1,000 sources to RIS", bench.CPU(5, 1, write(RIS, nil)), "ms", 200)
	bench.Max(t, "cite", "1,000 sources with 10,000 clips to Markdown", bench.CPU(5, 1, write(Markdown, nil)), "ms", 2000)
	bench.Max(t, "cite", "1,000 sources with 10,000 clips to Markdown in APA", bench.CPU(5, 1, write(Markdown, apa)), "ms", 2000)
	bench.Max(t, "cite", "memory for 10,000 clips to Markdown in APA", peak(write(Markdown, apa)), "MB", 150)
}

// TestFiguresPreview takes the time of a key press in the chooser of styles: the
// styles that match, the first of them loaded, and one reference in it.
func TestFiguresPreview(t *testing.T) {
	bench.Need(t)
	places := Places{System: "/usr/share/citation-style-language", Cache: filepath.Join(t.TempDir(), "styles.tsv")}
	all := OpenStyles(places)
	if len(all.List()) < 10000 {
		t.Skip("Debian's citation-style-language-styles is not installed")
	}
	item := samples()[0].Source
	preview := func(styles *Styles, query string) {
		found := styles.Search(query, 50)
		if len(found) == 0 {
			t.Fatalf("no style is found by %q", query)
		}
		style, err := styles.Load(found[0].ID, "fr-FR")
		if err != nil || style.Reference(item) == "" {
			t.Fatal(err)
		}
	}
	words := []string{"chi", "apa", "vancouver", "nature", "iso690"}
	for _, word := range words {
		preview(all, word)
	}
	warm := 0
	bench.Max(t, "cite", "preview after a key press, styles seen before", bench.CPU(5, 10, func() {
		preview(all, words[warm%len(words)])
		warm++
	}), "ms", 30)
	cold := 0
	queries := []string{"a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "l", "m", "n", "o", "p", "r", "s", "t", "u", "v", "w", "re", "so", "li", "ma"}
	bench.Max(t, "cite", "preview after a key press, a style never seen", bench.CPU(5, 5, func() {
		preview(all, queries[cold%len(queries)])
		cold++
	}), "ms", 30)
}
