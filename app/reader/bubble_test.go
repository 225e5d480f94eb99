//go:build !headless

package reader

import (
	"image/color"
	"strings"
	"testing"

	"florilegium/clipper"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"
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

// Inside a clip the bubble offers what can be done to its quotation.
func TestBubbleInsideAClip(t *testing.T) {
	text := article().Text()
	i := strings.Index(text, "puis le vent a tourné")
	clip := clipper.Clip{UID: "c", Start: i, End: i + len("puis le vent a tourné"), Colour: clipper.Green,
		Marks: []clipper.ClipMark{{Kind: clipper.Insert, Start: 5, End: 5, Text: "dit-il"}, {Kind: clipper.Emphasise, Start: 8, End: 12}}}
	marked := ""
	w := open(t, Options{OnMark: func(k clipper.MarkKind) { marked = string(k) }}, clip)
	w.drag(w.place("le vent", false), w.place("le vent", true))
	for _, name := range []string{"omit", "insert", "emphasis", "copy", "cite"} {
		if _, ok := w.BubbleRects()[name]; !ok {
			t.Errorf("the bubble inside a clip has no %s: %v", name, w.BubbleRects())
		}
	}
	if len(w.BubbleRects()) != 5 {
		t.Errorf("the bubble inside a clip: %v", w.BubbleRects())
	}
	b := w.BubbleRects()["omit"]
	spot := b.Pos.AddXY(b.Size.Width/2, b.Size.Height/2).Subtract(w.bubble.Position())
	w.bubble.MouseUp(at(spot, 0))
	if marked != "omit" {
		t.Errorf("a press on the omission: %q", marked)
	}
	w.drag(w.place("puis le vent a tourné", false), w.place("puis le vent a tourné", true))
	if _, ok := w.BubbleRects()["green"]; !ok {
		t.Error("the whole of a clip cannot get another colour")
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

// Every part of the bubble does what it says, lying and upright, and lights up
// under the pointer.
func TestBubbleButtons(t *testing.T) {
	var did []string
	note := func(s string) func() { return func() { did = append(did, s) } }
	w := open(t, Options{OnNote: note("note"), OnCite: note("cite"), OnGather: note("gather")})
	press := func(name string) {
		b := w.BubbleRects()[name]
		spot := b.Pos.AddXY(b.Size.Width/2, b.Size.Height/2)
		test.MoveMouse(w.window.Canvas(), spot)
		lit := 0
		for _, z := range w.bubble.zones {
			if z.back.FillColor == color.Color(w.opt.Reading.Palette.Hover()) {
				lit++
			}
		}
		if lit != 1 {
			t.Errorf("over %s %d parts are lit", name, lit)
		}
		w.bubble.MouseUp(at(spot.Subtract(w.bubble.Position()), 0))
		if w.BubbleRects() != nil || w.SelectedText() == "" {
			t.Errorf("%s does not close the bubble alone", name)
		}
	}
	for _, upright := range []bool{false, true} {
		did = nil
		for _, name := range []string{"note", "copy", "cite", "gather", "purple"} {
			w.Select(0, 20)
			if upright {
				w.Select(0, len(w.PlainText()))
				w.scrollBy(3000 - w.off)
			}
			w.offer()
			if w.bubble.upright != upright || w.BubbleRects() == nil {
				t.Fatalf("the bubble stands upright: %v", w.bubble.upright)
			}
			press(name)
		}
		if got := strings.Join(did, " "); got != "note cite gather" || w.heard() != "colour purple" {
			t.Errorf("pressed: %q", got)
		}
		if got := fyne.CurrentApp().Clipboard().Content(); got != w.SelectedText() {
			t.Errorf("%d bytes are copied", len(got))
		}
		w.scrollBy(-1e6)
	}
}

// The canvas finds the reader: wheel, pointer and menu come to it.
func TestEventsThroughTheCanvas(t *testing.T) {
	var menu fyne.Position
	w := open(t, Options{OnMenu: func(at fyne.Position) { menu = at }})
	c := w.window.Canvas()
	test.Scroll(c, fyne.NewPos(300, 300), 0, -notchInFyne)
	if w.off != notch {
		t.Errorf("a notch scrolls to %g", w.off)
	}
	test.MoveMouse(c, w.place("les pêcheurs", false).AddXY(4, 0))
	if w.status.address == "" || w.Cursor() != desktop.PointerCursor {
		t.Error("the pointer over a link is not noticed")
	}
	w.Select(3, 9)
	e := at(fyne.NewPos(200, 200), 0)
	e.Button = desktop.MouseButtonSecondary
	w.MouseDown(e)
	if menu != fyne.NewPos(200, 200) || w.SelectedText() == "" {
		t.Error("the second button does not ask for a menu, or takes the selection")
	}
}
