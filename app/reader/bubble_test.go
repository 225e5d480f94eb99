//go:build !headless

package reader

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
)

func TestBubble(t *testing.T) {
	w := open(t, Options{})
	if w.BubbleRects() != nil {
		t.Error("a bubble without a selection")
	}
	for _, words := range []string{"Le phare", "puis le vent a tourné", "fenêtres du bourg"} {
		w.drag(w.place(words, false), w.place(words, true))
		i := strings.Index(w.PlainText(), words)
		rects := w.BubbleRects()
		if len(rects) != 8 {
			t.Fatalf("the bubble has %d parts", len(rects))
		}
		for name, b := range rects {
			if b.Pos.X < 0 || b.Pos.Y < 0 || b.Pos.X+b.Size.Width > 680 || b.Pos.Y+b.Size.Height > 760 {
				t.Errorf("%s leaves the window: %v", name, b)
			}
			for _, a := range w.RectOf(i, i+len(words)) {
				if a.Pos.Y < b.Pos.Y+b.Size.Height && b.Pos.Y < a.Pos.Y+a.Size.Height && a.Pos.X < b.Pos.X+b.Size.Width && b.Pos.X < a.Pos.X+a.Size.Width {
					t.Errorf("%s covers the selection", name)
				}
			}
		}
	}
	b := w.BubbleRects()["green"]
	spot := b.Pos.AddXY(b.Size.Width/2, b.Size.Height/2).Subtract(w.bubble.Position())
	w.bubble.MouseDown(at(spot, 0))
	w.bubble.MouseUp(at(spot, 0))
	if got := w.heard(); got != "colour green" || w.BubbleRects() != nil {
		t.Errorf("a press on green: %q", got)
	}
	w.drag(w.place("Le phare", false), w.place("Le phare", true))
	w.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
	if w.BubbleRects() != nil || w.SelectedText() == "" {
		t.Error("Esc does not close the bubble alone")
	}
	w.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
	w.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
	if got := w.heard(); w.SelectedText() != "" || got != "key Escape" {
		t.Errorf("Esc gives the selection up and goes to the window: %q", got)
	}
}

// covers tells whether a part of the bubble lies on a range of the text.
func (w *world) covers(start, end int) bool {
	for _, b := range w.BubbleRects() {
		for _, a := range w.RectOf(start, end) {
			if a.Pos.Y < b.Pos.Y+b.Size.Height && b.Pos.Y < a.Pos.Y+a.Size.Height && a.Pos.X < b.Pos.X+b.Size.Width && b.Pos.X < a.Pos.X+a.Size.Width {
				return true
			}
		}
	}
	return false
}

// Wherever the selection lies and however large it is, in a window of any size,
// the bubble keeps off it and inside.
func TestBubbleNeverCoversTheSelection(t *testing.T) {
	w := open(t, Options{})
	upright, shown := 0, 0
	for _, size := range []fyne.Size{{Width: 680, Height: 760}, {Width: 420, Height: 500}, {Width: 1100, Height: 400}, {Width: 300, Height: 300}} {
		w.window.Resize(size)
		for from := 0; from < 9000; from += 701 {
			for _, long := range []int{3, 90, 700, 3000, 9000} {
				w.ScrollTo(from + long/2)
				w.Select(from, from+long)
				w.offer()
				rects := w.BubbleRects()
				if len(rects) > 0 {
					shown++
				}
				if w.bubble.upright && len(rects) > 0 {
					upright++
				}
				if w.covers(from, from+long) {
					t.Fatalf("%v: the bubble covers %d to %d", size, from, from+long)
				}
				for name, b := range rects {
					if b.Pos.X < 0 || b.Pos.Y < 0 || b.Pos.X+b.Size.Width > size.Width || b.Pos.Y+b.Size.Height > size.Height {
						t.Fatalf("%v: %s leaves the window: %v", size, name, b)
					}
				}
			}
		}
	}
	if upright < 10 || shown < 150 {
		t.Errorf("%d bubbles, %d of them upright", shown, upright)
	}
}
