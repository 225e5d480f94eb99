package csl

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"testing"

	"florilegium/clipper/bench"
)

// TestFigures takes the figures of the package; see `make bench`.
func TestFigures(t *testing.T) {
	bench.Need(t)
	if corpora() == "" {
		t.Skip("the official styles are not here: set FLORILEGIUM_CORPORA")
	}
	locales := testLocales(t)
	chicago := readStyle(t, "chicago-notes-bibliography")
	load := bench.CPU(5, 5, func() { compiled(t, chicago) })
	bench.Max(t, "csl", "load Chicago notes (243 KB)", load, "ms", 30)
	bench.Max(t, "csl", "memory of Chicago notes, loaded", loadedSize(t, chicago), "MB", 5)
	items := oracleSources(t)
	apa := processorOf(t, readStyle(t, "apa"), locales)
	one := bench.CPU(5, 20, func() {
		for i := range items {
			if _, err := apa.Bibliography(items[i : i+1]); err != nil {
				t.Fatal(err)
			}
		}
	}) / float64(len(items))
	bench.Min(t, "csl", "APA references a second, warm", 1000/one, "1/s", 10_000)
	many := thousand(items)
	whole := bench.CPU(3, 1, func() {
		if _, err := apa.Bibliography(many); err != nil {
			t.Fatal(err)
		}
	})
	bench.Max(t, "csl", "APA bibliography of 1,000, sorted, told apart", whole, "ms", 300)
	builtIn(t, items[:1])
}

func readStyle(t testing.TB, name string) []byte {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(corpora(), "csl-styles", name+".csl"))
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func compiled(t testing.TB, data []byte) *Style {
	t.Helper()
	style, err := ParseStyle(data)
	if err != nil {
		t.Fatal(err)
	}
	return style
}

func processorOf(t testing.TB, data []byte, locales *Locales) *Processor {
	t.Helper()
	p, err := New(compiled(t, data), locales, Options{Locale: "en-US"})
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// loadedSize is what ten loaded copies keep of memory, for one, in MB.
func loadedSize(t *testing.T, data []byte) float64 {
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	kept := make([]*Style, 10)
	for i := range kept {
		kept[i] = compiled(t, data)
	}
	runtime.GC()
	runtime.ReadMemStats(&after)
	runtime.KeepAlive(kept)
	return float64(after.HeapAlloc-before.HeapAlloc) / float64(len(kept)) / 1e6
}

// thousand is a library of that size: the sources with their years and titles
// changed, so that many look alike and letters are needed.
func thousand(items []Item) []Item {
	many := make([]Item, 0, 1000)
	for i := range 1000 {
		it := items[i%len(items)]
		round := i / len(items)
		it.ID += strconv.Itoa(round)
		vars, dates := map[string]string{}, map[string]Date{}
		for k, v := range it.Vars {
			vars[k] = v
		}
		for k, v := range it.Dates {
			dates[k] = v
		}
		vars["title"] = fmt.Sprintf("%s (%d)", vars["title"], round)
		if d := dates["issued"]; d.Begin.Year != 0 {
			d.Begin.Year -= round / 3
			dates["issued"] = d
		}
		it.Vars, it.Dates = vars, dates
		many = append(many, it)
	}
	return many
}

// builtIn times a style and a locale of the program's own from bytes to the first
// reference.
func builtIn(t *testing.T, items []Item) {
	style, err := os.ReadFile("../../assets/styles/apa.csl")
	if err != nil {
		t.Fatal(err)
	}
	ms := bench.CPU(5, 20, func() {
		p := processorOf(t, style, NewLocales(os.DirFS("../../assets/locales")))
		if _, err := p.Bibliography(items); err != nil {
			t.Fatal(err)
		}
	})
	bench.Max(t, "csl", "load a built-in style and give one reference", ms, "ms", 2)
}
