//go:build !headless

package reader

import (
	"bytes"
	"os"
	"runtime/debug"
	"strconv"
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
		clips = append(clips, clipper.Clip{UID: strconv.Itoa(n), Start: start + 40, End: start + 140, Colour: clipper.Colours[len(clips)%5]})
		a.Blocks = append(a.Blocks, clipper.Block{Kind: clipper.Paragraph, Text: text})
	}
	return a, clips
}

// canvasOfTest paints what changed since the last time, as the canvas would.
type canvasOfTest struct {
	w    *world
	seen map[*slice]int
}

func newCanvas(w *world) *canvasOfTest {
	return &canvasOfTest{w, map[*slice]int{}}
}

func (c *canvasOfTest) paint() {
	for k, s := range c.w.sheet.tiles.live {
		size := s.text.Size()
		width, height := int(size.Width+.5), int(size.Height+.5)
		if was, ok := c.seen[s]; !ok || was != k {
			s.text.Generator(width, height)
			c.seen[s] = k
			s.ground.Generator(width, height)
		}
	}
}

// steps is the time on the main goroutine of a step of dy and of painting what it
// brings, in milliseconds: the mean of 60, the best of five rounds. What is painted
// ahead has been painted meanwhile.
func steps(w *world, work *[]func() func(), dy float32) float64 {
	c := newCanvas(w)
	meanwhile := func() {
		for len(*work) > 0 {
			next := (*work)[0]
			*work = (*work)[1:]
			next()()
		}
	}
	w.scrollBy(2000)
	c.paint()
	best := 1e9
	for range 5 {
		var sum float64
		for range 60 {
			meanwhile()
			sum += bench.CPU(1, 1, func() {
				w.scrollBy(dy)
				c.paint()
			})
		}
		best = min(best, sum/60)
	}
	return best
}

func TestFigures(t *testing.T) {
	bench.Need(t)
	var work []func() func()
	w := open(t, Options{Run: func(f func() func()) { work = append(work, f) }})
	step := func(words int, dy float32) float64 {
		a, clips := longArticle(words)
		w.Open(a, clips, 0)
		return steps(w, &work, dy)
	}
	short := step(10_000, notch)
	bench.Max(t, "reader", "wheel step in 100,000 words", step(100_000, notch), "ms", 6)
	long := step(1_000_000, notch)
	bench.Max(t, "reader", "wheel step, 1,000,000 against 10,000 words", long/short, "times", 1.1)
	bench.Max(t, "reader", "page step in 100,000 words", step(100_000, 700), "ms", 16)
	a, clips := longArticle(100_000)
	bench.Max(t, "reader", "opening 100,000 words, first screen painted", bench.CPU(5, 3, func() {
		w.Open(a, clips, 0)
		newCanvas(w).paint()
	}), "ms", 60)
	million, marks := longArticle(1_000_000)
	bench.Max(t, "reader", "opening 1,000,000 words, first screen painted", bench.CPU(5, 2, func() {
		w.Open(million, marks, 0)
		newCanvas(w).paint()
	}), "ms", 60)
	w.Open(a, clips, 0)
	bench.Max(t, "reader", "finding in 100,000 words", bench.CPU(5, 3, func() {
		w.find.shadow = nil
		w.Find("pecheurs")
	}), "ms", 60)
	w.NextClip()
	w.CaretMode(true)
	w.scrollBy(2000)
	w.TypedShortcut(&fyne.ShortcutSelectAll{})
	bench.Max(t, "reader", "canvas objects, all selected, all found", float64(w.Objects()), "", 120)
}

// TestFiguresMemory measures the memory of the process itself, without what the
// system maps from files.
func TestFiguresMemory(t *testing.T) {
	bench.Need(t)
	if _, err := os.Stat("/proc/self/status"); err != nil {
		t.Skip("memory is read from /proc/self/status")
	}
	var work []func() func()
	w := open(t, Options{Run: func(f func() func()) { work = append(work, f) }})
	a, clips := longArticle(1_000_000)
	w.Open(a, clips, 0)
	c := newCanvas(w)
	pages := func(n int) {
		for range n {
			w.scrollBy(w.page())
			for len(work) > 0 {
				next := work[0]
				work = work[1:]
				next()()
			}
			c.paint()
		}
	}
	pages(20)
	before := anonymous(t)
	pages(2000)
	bench.Max(t, "reader", "memory grown by 2,000 page steps", anonymous(t)-before, "MB", 30)
}

// anonymous is the memory of the process that no file stands behind, in MB.
func anonymous(t *testing.T) float64 {
	t.Helper()
	debug.FreeOSMemory()
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		t.Fatal(err)
	}
	_, rest, _ := bytes.Cut(status, []byte("RssAnon:"))
	kb, err := strconv.Atoi(strings.Fields(string(rest))[0])
	if err != nil {
		t.Fatal(err)
	}
	return float64(kb) / 1024
}
