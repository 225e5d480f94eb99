//go:build !headless

package reader

import (
	"bytes"
	"image"
	"image/color"
	"image/draw"
	"strings"
	"testing"

	"florilegium/app/style"
	"florilegium/app/typeset"
	"florilegium/clipper"
	"fyne.io/fyne/v2"
)

// elsewhere stands for the goroutine that work goes to: what is asked for waits
// until it is let run.
type elsewhere struct{ waiting []func() func() }

func (e *elsewhere) run(work func() func()) { e.waiting = append(e.waiting, work) }

// work does what waits, and what is asked for meanwhile, a number of times.
func (e *elsewhere) work(most int) (done int) {
	for ; len(e.waiting) > 0 && done < most; done++ {
		next := e.waiting[0]
		e.waiting = e.waiting[1:]
		next()()
	}
	return done
}

// picture is the text of slice k as the canvas gets it.
func (w *world) picture(k int) *image.RGBA {
	s := w.sheet.tiles.live[k]
	got := s.text.Generator(int(s.text.Size().Width+.5), int(s.text.Size().Height+.5)).(*image.RGBA)
	own := image.NewRGBA(got.Rect)
	copy(own.Pix, got.Pix)
	return own
}

// What is painted ahead is what would be painted here, it is ready before the
// view comes, and it is bounded.
func TestSlicesArePaintedAhead(t *testing.T) {
	e := &elsewhere{}
	w, plain := open(t, Options{Run: e.run}), open(t, Options{})
	if e.work(500) == 500 {
		t.Fatal("work never ends")
	}
	tl := w.sheet.tiles
	for range 12 {
		first, last := tl.span(w.off-topMargin, w.off-topMargin+w.Size().Height)
		if tl.ready[last+1] == nil || tl.ready[last+2] == nil {
			t.Fatalf("slices %d and %d are not ready: %d to %d are in view, %d ready", last+1, last+2, first, last, len(tl.ready))
		}
		w.scrollBy(w.page())
		plain.scrollBy(w.page())
		for k := range tl.live {
			if !bytes.Equal(w.picture(k).Pix, plain.picture(k).Pix) {
				t.Fatalf("slice %d is another picture", k)
			}
		}
		e.work(500)
		if bytes := len(tl.ready) * 4 * sliceHeight * int(tl.box(0).W); bytes > aheadBytes {
			t.Fatalf("%d slices are kept", len(tl.ready))
		}
	}
	if e.work(500) != 0 {
		t.Error("there is work left while nothing happens")
	}
	w.scrollBy(-3000)
	e.work(500)
	first, _ := tl.span(w.off-topMargin, w.off-topMargin)
	if tl.ready[first-1] == nil {
		t.Error("nothing is ready on the way up")
	}
}

// Work for a look that is gone is dropped.
func TestSlicesOfAnotherLook(t *testing.T) {
	e := &elsewhere{}
	w := open(t, Options{Run: e.run})
	e.work(500)
	w.scrollBy(500)
	if len(e.waiting) == 0 {
		t.Fatal("nothing is asked for")
	}
	late := e.waiting[0]()
	w.ApplyStyle(style.Reading{Palette: style.Dark})
	late()
	if len(w.sheet.tiles.ready) != 0 {
		t.Error("a slice in the colours of before is kept")
	}
	for _, s := range w.sheet.tiles.live {
		pix := s.text.Generator(int(s.text.Size().Width+.5), sliceHeight).(*image.RGBA)
		if !holds(pix, style.Dark.Text) {
			t.Error("the text in view is not in the new colours")
		}
		break
	}
}

func holds(m *image.RGBA, c color.NRGBA) bool {
	for i := 0; i < len(m.Pix); i += 4 {
		if m.Pix[i] == c.R && m.Pix[i+1] == c.G && m.Pix[i+2] == c.B && m.Pix[i+3] == 255 {
			return true
		}
	}
	return false
}

// A slice gets a new ground only when what lies on it changes.
func TestGroundsAreRepaintedWhenTheyChange(t *testing.T) {
	w := open(t, Options{}, clipper.Clip{UID: "a", Start: 20, End: 60, Colour: clipper.Yellow})
	before := map[int]*band{}
	for k, s := range w.sheet.tiles.live {
		if len(s.bands) > 0 {
			before[k] = &s.bands[0]
		}
	}
	if len(before) != 1 {
		t.Fatalf("%d slices have a ground", len(before))
	}
	w.scrollBy(75)
	w.Select(2000, 2040)
	for k, s := range w.sheet.tiles.live {
		if was := before[k]; was != nil && &s.bands[0] != was {
			t.Errorf("the ground of slice %d was painted again", k)
		}
	}
}

// Text and ground fit together at every scale, over the edges of slices: no line
// of a highlight is cut, and the ink is where the highlight is.
func TestInkLiesOnItsHighlight(t *testing.T) {
	text := article().Text()
	for _, scale := range []float32{1, 1.1, 1.5, 2} {
		w := open(t, Options{}, clipper.Clip{UID: "a", Start: 0, End: len(text), Colour: clipper.Blue})
		w.window.Canvas().(interface{ SetScale(float32) }).SetScale(scale)
		w.update()
		tl := w.sheet.tiles
		if tl.look.scale != scale {
			t.Fatalf("the scale is %g", tl.look.scale)
		}
		page := image.NewRGBA(image.Rect(0, 0, int(tl.box(0).W*scale+.5), 3*sliceHeight))
		ink := image.NewRGBA(page.Rect)
		for k := range 3 {
			s := tl.live[k]
			at := image.Rect(0, k*sliceHeight, page.Rect.Dx(), (k+1)*sliceHeight)
			draw.Draw(page, at, s.ground.Generator(page.Rect.Dx(), sliceHeight), image.Point{}, draw.Over)
			draw.Draw(ink, at, s.text.Generator(page.Rect.Dx(), sliceHeight), image.Point{}, draw.Over)
		}
		inside, outside := 0, 0
		for y := int(140 * scale); y < 3*sliceHeight-40; y++ {
			for x := range page.Rect.Dx() {
				if ink.RGBAAt(x, y).A > 128 {
					if page.RGBAAt(x, y).A == 255 {
						inside++
					} else {
						outside++
					}
				}
			}
		}
		if inside < 5000 || outside > inside/40 {
			t.Errorf("at %g: %d pixels of ink lie on the highlight, %d beside", scale, inside, outside)
		}
	}
}

// A long article is in view before all of it is set; then it is the same as one
// that was set at once.
func TestLongArticlesGrow(t *testing.T) {
	a := &clipper.Article{Source: clipper.Source{Title: "Le phare", Language: "fr"}}
	for range 2000 {
		a.Blocks = append(a.Blocks, clipper.Block{Kind: clipper.Paragraph, Text: strings.Repeat(second+" ", 3)})
	}
	e := &elsewhere{}
	w := open(t, Options{Run: e.run})
	w.Open(a, nil, 0)
	if w.lay.Done() || !strings.Contains(w.VisibleText(), "pêcheurs") {
		t.Fatal("the first view waits for the rest")
	}
	guess := w.pageHeight()
	w.ScrollTo(400_000)
	if at := w.TopOffset(); at > 400_000 || at < 399_000 {
		t.Errorf("ScrollTo(400,000) shows %d while the text grows", at)
	}
	e.work(5)
	at := w.TopOffset()
	pictures := map[int]*image.RGBA{}
	for k := range w.sheet.tiles.live {
		pictures[k] = w.picture(k)
	}
	if e.work(1000) == 1000 || !w.lay.Done() || w.TopOffset() != at {
		t.Fatal("the text never ends, or moves")
	}
	for k, was := range pictures {
		if !bytes.Equal(w.picture(k).Pix, was.Pix) {
			t.Errorf("slice %d changed while the text grew", k)
		}
	}
	if whole := w.pageHeight(); guess < whole*.8 || guess > whole*1.25 {
		t.Errorf("a height of %g was guessed for %g", guess, whole)
	}
	all := w.set.Layout(w.doc, w.lay.Style)
	if all.Height != w.lay.Height || len(all.Lines) != len(w.lay.Lines) {
		t.Errorf("%d lines, at once %d", len(w.lay.Lines), len(all.Lines))
	}
	w.Open(a, nil, 0)
	w.press(fyne.KeyEnd)
	e.work(1000)
	w.press(fyne.KeyEnd)
	if w.off+w.Size().Height < w.pageHeight()-1 {
		t.Errorf("End stops at %g of %g", w.off, w.pageHeight())
	}
}

func TestBandsOnWholePixels(t *testing.T) {
	dst := image.NewRGBA(image.Rect(0, 0, 40, 40))
	c := color.NRGBA{200, 10, 10, 255}
	box := typeset.Rect{X: -10, Y: 256}
	band{typeset.Rect{X: -5.2, Y: 260.4, W: 10, H: 5}, c, 0}.paint(dst, box, 1)
	band{typeset.Rect{X: 10, Y: 270, W: 12, H: 12}, c, 2}.paint(dst, box, 1)
	n := 0
	for i := 3; i < len(dst.Pix); i += 4 {
		if a := dst.Pix[i]; a != 0 && a != 255 {
			t.Fatal("an edge is blurred")
		} else if a == 255 {
			n++
		}
	}
	if n != 50+12*12-8*8 || dst.RGBAAt(26, 20).A != 0 || dst.RGBAAt(20, 14).A != 255 {
		t.Errorf("%d pixels are painted", n)
	}
}
