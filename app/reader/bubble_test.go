//go:build !headless

package reader

import (
	"bytes"
	"errors"
	"image"
	"image/png"
	"strings"
	"testing"

	"florilegium/clipper"
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

func TestPicturesComeFromTheLibrary(t *testing.T) {
	var data bytes.Buffer
	if err := png.Encode(&data, image.NewRGBA(image.Rect(0, 0, 300, 100))); err != nil {
		t.Fatal(err)
	}
	var waiting []func()
	asked := []string{}
	w := open(t, Options{
		Run: func(work func() func()) { waiting = append(waiting, work()) },
		Images: func(hash string) ([]byte, error) {
			asked = append(asked, hash)
			if hash == "gone" {
				return nil, errors.New("not in the library")
			}
			return data.Bytes(), nil
		},
	})
	a := article()
	a.Blocks = append([]clipper.Block{
		{Kind: clipper.Figure, Image: &clipper.Image{Hash: "here", Alt: "Un quai"}},
		{Kind: clipper.Figure, Image: &clipper.Image{Hash: "gone", Alt: "Une grue", Width: 200, Height: 50}},
	}, a.Blocks...)
	w.Open(a, nil, 0)
	w.need(len(w.PlainText()))
	height := w.lay.Height
	for _, done := range waiting {
		done()
	}
	if strings.Join(asked, " ") != "here gone" {
		t.Errorf("asked for %q", asked)
	}
	if w.lay.Decor[0].H != 100 || w.lay.Height >= height {
		t.Errorf("the picture has a height of %g", w.lay.Decor[0].H)
	}
	if p := w.pictures.known["here"]; p.image == nil {
		t.Error("the picture is not shown")
	}
	if p := w.pictures.known["gone"]; !p.failed || p.label == nil || p.label.Text != "Une grue" {
		t.Error("a picture that is missing has no placeholder")
	}
}
