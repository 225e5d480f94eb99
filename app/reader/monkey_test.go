//go:build !headless

package reader

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"florilegium/app/style"
	"florilegium/clipper"
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
)

// everything is an article with blocks of every kind.
func everything() *clipper.Article {
	a := linked()
	cells := "Époque\tOutil\nXIVᵉ siècle\tle florilège"
	var at []clipper.Cell
	pos := 0
	for row, line := range strings.Split(cells, "\n") {
		for col, cell := range strings.Split(line, "\t") {
			at = append(at, clipper.Cell{Start: pos, End: pos + len(cell), Row: row, Col: col, Header: row == 0})
			pos += len(cell) + 1
		}
	}
	more := []clipper.Block{
		{Kind: clipper.Table, Text: cells, Cells: at},
		{Kind: clipper.Figure, Image: &clipper.Image{Hash: "quai", Width: 500, Height: 900}},
		{Kind: clipper.CodeBlock, Text: "for i := range 3 {\n\tmots(i)\n}\n", Code: "go"},
		{Kind: clipper.Divider}, {Kind: clipper.Paragraph}, {Kind: clipper.Math, Text: "a² + b²", Code: "a^2+b^2"},
		{Kind: clipper.ListItem, Level: 1, Text: "E\u0301te\u0301 👩‍👩‍👧 " + arabic}, {Kind: clipper.ListItem, Level: 2, Number: 4, Text: chinese},
		{Kind: clipper.Quote, Level: 2, Text: arabic, Lang: "ar"}, {Kind: clipper.Aside, Text: first}, {Kind: clipper.Embed, Text: "Carte"},
		{Kind: clipper.Definition, Text: "mot : sens"}, {Kind: clipper.Footnote, Anchor: "n2", Text: "Sans appel."},
	}
	a.Blocks = append(a.Blocks[:3:3], append(more, a.Blocks[3:]...)...)
	return a
}

var monkeyKeys = []fyne.KeyName{
	fyne.KeyLeft, fyne.KeyRight, fyne.KeyUp, fyne.KeyDown, fyne.KeyHome, fyne.KeyEnd, fyne.KeyPageUp, fyne.KeyPageDown,
	fyne.KeySpace, fyne.KeyReturn, fyne.KeyEscape, fyne.KeyTab, desktop.KeyShiftLeft,
}

// act does one thing at random.
func (w *world) act(r *rand.Rand, article *clipper.Article, clips []clipper.Clip) string {
	p := fyne.NewPos(r.Float32()*w.Size().Width, r.Float32()*(w.Size().Height+80)-40)
	key := monkeyKeys[r.IntN(len(monkeyKeys))]
	off := r.IntN(len(w.PlainText()) + 1)
	switch n := r.IntN(24); n {
	case 0, 1, 2, 3:
		w.press(key)
	case 4, 5:
		w.shifted(key)
	case 6:
		w.chord(fyne.KeyModifierControl, key)
	case 7:
		w.chord(fyne.KeyModifierControl|fyne.KeyModifierShift, key)
	case 8:
		w.now = w.now.Add(time.Duration(r.IntN(600)) * time.Millisecond)
		w.click(p, fyne.KeyModifier(r.IntN(2)))
	case 9, 10:
		w.drag(p, fyne.NewPos(p.X+r.Float32()*300-150, p.Y+r.Float32()*300-150))
	case 11:
		w.MouseMoved(at(p, 0))
	case 12:
		w.Scrolled(&fyne.ScrollEvent{Scrolled: fyne.NewDelta(0, r.Float32()*400-200)})
	case 13:
		w.CaretMode(r.IntN(2) == 0)
	case 14:
		w.Find([]string{"", "e", "pêcheurs", "2011", "再"}[r.IntN(5)])
	case 15:
		w.FindNext()
	case 16:
		w.NextClip()
	case 17:
		w.MoveClipEnd(1 - 2*r.IntN(2))
	case 18:
		w.MoveClipStart(1 - 2*r.IntN(2))
	case 19:
		w.Jump(off)
	case 20:
		w.SetClips(clips[:r.IntN(len(clips)+1)])
	case 21:
		w.ApplyStyle(style.Reading{Palette: style.Palettes[r.IntN(3)], Size: style.Sizes[r.IntN(len(style.Sizes))], Justify: r.IntN(2) == 0})
	case 22:
		w.window.Resize(fyne.NewSize(float32(250+r.IntN(700)), float32(200+r.IntN(600))))
	case 23:
		if r.IntN(8) == 0 {
			w.Open(article, clips, off)
		}
	}
	return fmt.Sprint(p, " ", key, " ", off)
}

// sound reports what must hold whatever was done.
func (w *world) sound() error {
	text := w.PlainText()
	for _, off := range []int{w.anchor, w.head} {
		if off < 0 || off > len(text) || off < len(text) && !utf8.RuneStart(text[off]) {
			return fmt.Errorf("the selection is %d to %d of %d", w.anchor, w.head, len(text))
		}
	}
	if w.off < 0 || w.off > max(0, w.pageHeight()-w.Size().Height)+1 {
		return fmt.Errorf("the view is at %g of %g", w.off, w.pageHeight())
	}
	if n := w.Objects(); n > 120 {
		return fmt.Errorf("%d objects", n)
	}
	for _, c := range w.Clips() {
		if c.Start >= c.End || c.End > len(text) || !utf8.RuneStart(text[c.Start]) {
			return fmt.Errorf("clip %s is %d to %d", c.UID, c.Start, c.End)
		}
	}
	if start, end := w.Selection(); w.covers(start, end) {
		return fmt.Errorf("the bubble covers the selection")
	}
	return nil
}

// Whatever is done in whatever order, nothing breaks.
func TestAnythingInAnyOrder(t *testing.T) {
	a := everything()
	var clips []clipper.Clip
	for i, words := range []string{"dépêche1 est en", "est en ligne", "الصحافة المستقلة", "再開発の見直し", "le florilège\nfor i", "qui s’allument"} {
		c := clipOf(a, string(rune('a'+i)), words, clipper.Colours[i%5])
		if c.Start < 0 {
			c.Start, c.End = 10, 30
		}
		if i%2 == 0 {
			c.Note = "Note : " + words
		}
		clips = append(clips, c)
	}
	for seed := range uint64(3) {
		e := &elsewhere{}
		w := open(t, Options{Run: e.run, Images: func(string) ([]byte, error) { return photo(t, 50, 90), nil }, OnClipMoved: func(string, int, int) {}})
		w.Open(a, clips, 0)
		r := rand.New(rand.NewPCG(seed, 71))
		for step := range 300 {
			did := w.act(r, a, clips)
			e.work(r.IntN(3))
			if err := w.sound(); err != nil {
				t.Fatalf("seed %d, step %d (%s): %v", seed, step, did, err)
			}
			if top := w.window.Canvas().Overlays().Top(); top != nil {
				top.(*viewer).close()
			}
		}
	}
}

// An article without text, and the reader without an article, take every key.
func TestNothingToRead(t *testing.T) {
	for _, a := range []*clipper.Article{{}, {Blocks: []clipper.Block{{Kind: clipper.Divider}}}, {Blocks: []clipper.Block{{}}, Source: clipper.Source{Title: "Vide"}}} {
		w := open(t, Options{})
		w.Open(a, nil, 40)
		r := rand.New(rand.NewPCG(9, 9))
		for step := range 200 {
			w.act(r, a, nil)
			if err := w.sound(); err != nil {
				t.Fatalf("step %d: %v", step, err)
			}
		}
		if w.MinutesLeft() > 1 || w.CurrentHeading() != -1 || w.SelectedText() != "" && strings.TrimSpace(w.PlainText()) == "" {
			t.Errorf("nothing takes %d minutes", w.MinutesLeft())
		}
	}
}
