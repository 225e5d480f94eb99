//go:build !headless

package reader

import (
	"bytes"
	"errors"
	"image"
	"image/png"
	"strings"
	"testing"
	"time"

	"florilegium/clipper"
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
)

// photo is a picture of a size as the library has it.
func photo(t *testing.T, w, h int) []byte {
	t.Helper()
	var data bytes.Buffer
	if err := png.Encode(&data, image.NewRGBA(image.Rect(0, 0, w, h))); err != nil {
		t.Fatal(err)
	}
	return data.Bytes()
}

func TestPicturesComeFromTheLibrary(t *testing.T) {
	data := photo(t, 300, 100)
	var waiting []func()
	asked := []string{}
	w := open(t, Options{
		Lacking: func(_ *clipper.Image, failed bool) string { return map[bool]string{true: "Image illisible"}[failed] },
		Run:     func(work func() func()) { waiting = append(waiting, work()) },
		Images: func(hash string) ([]byte, error) {
			asked = append(asked, hash)
			if hash == "gone" {
				return nil, errors.New("not in the library")
			}
			return data, nil
		},
	})
	a := article()
	a.Blocks = append([]clipper.Block{
		{Kind: clipper.Figure, Image: &clipper.Image{Hash: "here", Alt: "Un quai"}},
		{Kind: clipper.Figure, Image: &clipper.Image{Hash: "gone", Alt: "Une grue", Width: 200, Height: 50}},
		{Kind: clipper.Figure, Image: &clipper.Image{Src: "https://example.org/loin.png", Alt: "Pas dans la bibliothèque"}},
	}, a.Blocks...)
	w.Open(a, nil, 0)
	w.need(len(w.PlainText()))
	height := w.lay.Height
	for _, done := range waiting {
		done()
	}
	w.need(len(w.PlainText()))
	if strings.Join(asked, " ") != "here gone" {
		t.Errorf("asked for %q", asked)
	}
	if w.lay.Decor[0].H != 100 || w.lay.Height >= height {
		t.Errorf("the picture has a height of %g", w.lay.Decor[0].H)
	}
	if p := w.pictures.known["here"]; p.image == nil {
		t.Error("the picture is not shown")
	}
	if p := w.pictures.known["gone"]; !p.failed || len(p.labels) != 2 || !w.shown(p.labels[0]) || !w.shown(p.labels[1]) || p.labels[0].Size().Width < 40 || p.labels[0].Size().Width > 80 {
		t.Error("a picture that is missing has no placeholder")
	}
}

// Without a way to work elsewhere a picture is there at once.
func TestPictureLarge(t *testing.T) {
	w := open(t, Options{Images: func(string) ([]byte, error) { return photo(t, 1600, 400), nil }})
	w.Open(languages(), nil, 0)
	d := w.lay.Decor[0]
	x, y := w.at(d.X+d.W/2, d.Y+d.H/2)
	middle := fyne.NewPos(x, y)
	if _, ok := w.pictureAt(middle); !ok {
		t.Fatal("the picture is not there")
	}
	before, inner := w.off, w.pictures.known["quai"].image.Image.Bounds().Dx()
	w.click(middle, 0)
	v, ok := w.window.Canvas().Overlays().Top().(*viewer)
	if !ok || w.window.Canvas().Focused() != fyne.Focusable(v) {
		t.Fatal("a click does not show it large")
	}
	if got := v.image.Image.Bounds().Dx(); got <= inner || v.alt.Size().Width < 20 || v.alt.Position().X < 0 {
		t.Errorf("large it has %d pixels a line, in the text %d, and says %v", got, inner, v.alt.Size())
	}
	if v.image.Size().Width > w.window.Canvas().Size().Width || v.image.Position().X < 0 {
		t.Error("it leaves the window")
	}
	v.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
	if w.window.Canvas().Overlays().Top() != nil || w.window.Canvas().Focused() != fyne.Focusable(w.Reader) || w.off != before {
		t.Error("Escape does not lead back")
	}
	w.now = w.now.Add(time.Second)
	w.click(middle, 0)
	test.Tap(w.window.Canvas().Overlays().Top().(*viewer))
	if w.window.Canvas().Overlays().Top() != nil {
		t.Error("a click does not close it")
	}
}

func TestSelectionAcrossPictures(t *testing.T) {
	w := open(t, Options{Images: func(string) ([]byte, error) { return photo(t, 500, 120), nil }})
	w.Open(languages(), nil, 0)
	plain := w.sheet.used
	w.drag(w.place("tourné", false), w.place("الكاتب", true))
	if got := w.SelectedText(); !strings.HasPrefix(got, "tourné.\n\n") {
		t.Errorf("selected %q", got)
	}
	if w.sheet.used != plain+1 {
		t.Error("the picture is not seen to be selected")
	}
	w.Select(0, 10)
	if w.sheet.used != plain {
		t.Error("the picture is seen to be selected")
	}
	i := strings.Index(w.PlainText(), "tourné")
	w.SetClips([]clipper.Clip{{UID: "x", Start: i, End: i + 30, Colour: clipper.Pink}})
	if w.sheet.used != plain+1 {
		t.Error("the picture is not seen to be part of a clip")
	}
}

// Pictures that were seen long ago are let go; those in view are decoded once,
// however many they are.
func TestFewPicturesAreKept(t *testing.T) {
	data := photo(t, 400, 300)
	loads := 0
	w := open(t, Options{Images: func(string) ([]byte, error) { loads++; return data, nil }})
	figures := func(n, width, height int) *clipper.Article {
		a := article()
		for i := range n {
			im := &clipper.Image{Hash: strings.Repeat("x", i+1), Width: width, Height: height}
			a.Blocks = append(a.Blocks, clipper.Block{Kind: clipper.Figure, Image: im})
		}
		return a
	}
	w.Open(figures(60, 400, 300), nil, 0)
	for range 80 {
		w.scrollBy(500)
	}
	if n := len(w.pictures.known); n > maxPictures || loads != 60 {
		t.Errorf("%d pictures are kept, after %d were decoded", n, loads)
	}
	data = photo(t, 40, 10)
	loads = 0
	w.Open(figures(60, 40, 10), nil, len(article().Text())+10)
	w.scrollBy(-200)
	w.pictures.known = map[string]*picture{}
	w.update()
	w.update()
	if loads < 40 || loads > 90 {
		t.Errorf("60 small pictures in view were decoded %d times", loads)
	}
}
