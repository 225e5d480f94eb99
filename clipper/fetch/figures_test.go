package fetch_test

import (
	"testing"

	"florilegium/clipper"
	"florilegium/clipper/bench"
	"florilegium/clipper/fetch"
	"florilegium/clipper/testweb"
)

// TestFiguresBombs takes the processor time, of the program and of the loopback
// server together, in which packed bombs are refused.
func TestFiguresBombs(t *testing.T) {
	bench.Need(t)
	web := testweb.Open(t)
	f := onWeb(t, web, fetch.Options{})
	for name, path := range map[string]string{"1 GiB gzip bomb": "/odd/gzip-bomb", "256 MiB brotli bomb": "/odd/br-bomb", "1 GiB zstd bomb": "/odd/zstd-bomb"} {
		refuse := func() {
			if _, err := f.Fetch(t.Context(), "http://gazette.test"+path); clipper.CodeOf(err) != clipper.TooLarge {
				t.Fatalf("%s: %v", path, err)
			}
		}
		refuse() // the server makes the bomb
		bench.Max(t, "fetch", name+" refused", bench.CPU(3, 1, refuse), "ms", 200)
	}
}

// TestFiguresPage takes the whole of one save from the wire: connection, decoding,
// type and gate.
func TestFiguresPage(t *testing.T) {
	bench.Need(t)
	web := testweb.Open(t)
	f := onWeb(t, web, fetch.Options{})
	bench.Max(t, "fetch", "one small page over the loopback", bench.CPU(3, 100, func() {
		if _, err := f.Fetch(t.Context(), "http://gazette.test/fr"); err != nil {
			t.Fatal(err)
		}
	}), "ms", 5)
}

// TestFiguresPrivate counts the spellings of private hosts that were tried, and
// those that got there.
func TestFiguresPrivate(t *testing.T) {
	bench.Need(t)
	tried, reached := trySpellings(t)
	bench.Min(t, "fetch", "spellings of private hosts tried", float64(tried), "", 30)
	bench.Max(t, "fetch", "private hosts reached", float64(reached), "", 0)
}
