package cite

import (
	"io"
	"runtime"
	"testing"
	"time"

	"florilegium/clipper"
	"florilegium/clipper/bench"
)

// TestFiguresDocument: 10,000 clips of 1,000 sources.
func TestFiguresDocument(t *testing.T) {
	bench.Need(t)
	items := generated(1000)
	for i := range items {
		for k := range 10 {
			items[i].Clips = append(items[i].Clips, clipper.Clip{Quote: long, Paragraph: k + 1, Note: "À relire avant l’été."})
		}
	}
	style := loaded(t, builtIn(), "chicago-notes", "fr-FR")
	write := func(f Format) func() {
		return func() {
			if err := Write(io.Discard, f, items, Options{Style: style}); err != nil {
				t.Fatal(err)
			}
		}
	}
	for _, f := range []Format{DOCX, ODT, HTML} {
		bench.Max(t, "cite", "1,000 sources with 10,000 clips to "+string(f), bench.CPU(5, 1, write(f)), "ms", 5000)
	}
	bench.Max(t, "cite", "memory for 10,000 clips to docx", peak(write(DOCX)), "MB", 150)
}

// peak is the most memory that the heap takes while work is done, in megabytes,
// with what was there before.
func peak(work func()) float64 {
	runtime.GC()
	done := make(chan struct{})
	most := make(chan uint64)
	go func() { // looks on while work is done
		var top uint64
		for {
			var m runtime.MemStats
			runtime.ReadMemStats(&m)
			top = max(top, m.HeapInuse+m.StackInuse)
			select {
			case <-done:
				most <- top
				return
			case <-time.After(5 * time.Millisecond):
			}
		}
	}()
	work()
	close(done)
	return float64(<-most) / 1e6
}
