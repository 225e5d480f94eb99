//go:build !headless

package reader

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"florilegium/app/style"
	"florilegium/clipper"
	"fyne.io/fyne/v2"
)

// clipOf is a clip of words of the article of the tests.
func clipOf(a *clipper.Article, uid, words string, c clipper.Colour) clipper.Clip {
	i := strings.Index(a.Text(), words)
	return clipper.Clip{UID: uid, Start: i, End: i + len(words), Colour: c}
}

// moving is a reader that tells of moved clips, with three clips; the second has
// a note and lies over the first.
func moving(t *testing.T) (*world, *[]string) {
	var moved []string
	w := open(t, Options{OnClipMoved: func(uid string, start, end int) { moved = append(moved, fmt.Sprint(uid, " ", start, " ", end)) }})
	a := article()
	clips := []clipper.Clip{
		clipOf(a, "a", "Personne n’a crié », dit Maëlle", clipper.Green),
		clipOf(a, "b", "dit Maëlle Cœurjoly", clipper.Pink),
		clipOf(a, "c", "pêcheurs règlent", clipper.Blue),
	}
	clips[1].Note = "À vérifier : « Cœurjoly » ?"
	w.Open(a, clips, 0)
	return w, &moved
}

func (w *world) chosenQuote() string {
	c, ok := w.Chosen()
	if !ok {
		return ""
	}
	return w.PlainText()[c.Start:c.End]
}

func TestEndsOfClipsMovedByMouse(t *testing.T) {
	w, moved := moving(t)
	w.click(w.place("crié", false).AddXY(3, 0), 0)
	if w.chosenQuote() != "Personne n’a crié », dit Maëlle" || w.heard() != "clip a" {
		t.Fatalf("a click chooses %q", w.chosenQuote())
	}
	ends, bars, _ := w.knobs()
	below := ends[1].Y - bars[1].Pos.Y - bars[1].Size.Height/2
	w.drag(ends[1], ends[1].AddXY(-6, 0))
	if len(*moved) != 1 || w.chosenQuote() != "Personne n’a crié », dit Maëll" {
		t.Errorf("its end moved along its line to %q", w.chosenQuote())
	}
	*moved = nil
	ends, _, _ = w.knobs()
	w.drag(ends[1], w.place("tourné", true).AddXY(0, below))
	if got := w.chosenQuote(); got != "Personne n’a crié », dit Maëlle Cœurjoly ; puis le vent a tourné" {
		t.Errorf("its end moved to %q", got)
	}
	ends, _, _ = w.knobs()
	w.drag(ends[0], w.place("21 h", false).AddXY(0, -below))
	if got := w.chosenQuote(); !strings.HasPrefix(got, "21 h 30") {
		t.Errorf("its start moved to %q", got)
	}
	if len(*moved) != 2 || !strings.HasPrefix((*moved)[0], "a ") {
		t.Errorf("the window heard %q", *moved)
	}
	ends, _, _ = w.knobs()
	w.drag(ends[0], w.place("Depuis", true))
	if c, _ := w.Chosen(); c.Start >= c.End || w.SelectedText() != "" {
		t.Errorf("a start beyond the end leaves %d to %d", c.Start, c.End)
	}
	*moved = nil
	ends, _, _ = w.knobs()
	w.MouseDown(at(ends[1], 0))
	w.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: w.place("les pêcheurs", true)}})
	w.press(fyne.KeyEscape)
	w.MouseUp(at(ends[1], 0))
	if len(*moved) != 0 {
		t.Error("Escape does not give up moving")
	}
}

func TestEndsOfClipsMovedByKey(t *testing.T) {
	w, moved := moving(t)
	if w.MoveClipEnd(1) || w.MoveClipStart(1) {
		t.Error("without a chosen clip something moves")
	}
	w.Choose("a")
	for _, step := range []struct {
		move func(int) bool
		way  int
		want string
	}{
		{w.MoveClipEnd, 1, "Personne n’a crié », dit Maëlle Cœurjoly"},
		{w.MoveClipEnd, -1, "Personne n’a crié », dit Maëlle"},
		{w.MoveClipEnd, -1, "Personne n’a crié », dit"},
		{w.MoveClipStart, 1, "n’a crié », dit"},
		{w.MoveClipStart, -1, "Personne n’a crié », dit"},
		{w.MoveClipStart, -1, "30 : « Personne n’a crié », dit"},
	} {
		if !step.move(step.way) || w.chosenQuote() != step.want {
			t.Errorf("the clip is %q, want %q", w.chosenQuote(), step.want)
		}
	}
	w.Choose("c")
	for _, want := range []string{"pêcheurs règlent leur", "pêcheurs règlent leur retour"} {
		if w.MoveClipEnd(1); w.chosenQuote() != want {
			t.Errorf("the clip is %q, want %q", w.chosenQuote(), want)
		}
	}
	for range 6 {
		w.MoveClipEnd(1)
	}
	if w.MoveClipEnd(1); !strings.HasSuffix(w.chosenQuote(), "du bourg, qui s’allument") {
		t.Errorf("the clip is %q", w.chosenQuote())
	}
	if w.MoveClipEnd(-1); !strings.HasSuffix(w.chosenQuote(), "du bourg, qui") {
		t.Errorf("the clip is %q", w.chosenQuote())
	}
	if len(*moved) != 16 {
		t.Errorf("the window heard of %d moves", len(*moved))
	}
	for range 20 {
		w.MoveClipEnd(-1)
	}
	if c, ok := w.Chosen(); !ok || c.Start >= c.End {
		t.Errorf("shortened to %d to %d", c.Start, c.End)
	}
}

func TestNextAndPreviousClip(t *testing.T) {
	w, _ := moving(t)
	left := 0
	w.opt.OnClipLeft = func() { left++ }
	for _, want := range []string{"clip a", "clip b", "clip c", ""} {
		if ok := w.NextClip(); w.heard() != want || ok != (want != "") {
			t.Errorf("next clip: want %q", want)
		}
		if w.tip.visible() != (w.chosen == "b") {
			t.Errorf("the note is shown at %q: %v", w.chosen, w.tip.visible())
		}
	}
	w.PreviousClip()
	if !w.tip.visible() || w.chosen != "b" {
		t.Error("back at b there is no note")
	}
	w.press(fyne.KeyEscape)
	if w.tip.visible() || w.chosen != "b" {
		t.Error("Escape does not close the note alone")
	}
	w.press(fyne.KeyEscape)
	if w.chosen != "" || left != 1 {
		t.Error("Escape does not let go of the clip")
	}
	w.scrollBy(3000)
	if w.PreviousClip(); w.chosen != "c" || w.off > 400 {
		t.Errorf("from further down the clip before is %q, shown at %g", w.chosen, w.off)
	}
}

func TestNotesAreShown(t *testing.T) {
	w, _ := moving(t)
	w.MouseMoved(at(w.place("Cœurjoly", true).AddXY(-4, 0), 0))
	if !w.tip.visible() {
		t.Fatal("no note while the pointer is over its clip")
	}
	box, _ := w.boxOf(w.tip.start, w.tip.end)
	if w.tip.at.Y < box.Pos.Y+box.Size.Height && w.tip.at.Y+w.tip.size.Height > box.Pos.Y {
		t.Error("the note covers its clip")
	}
	w.MouseMoved(at(w.place("vent", true), 0))
	if w.tip.visible() {
		t.Error("the note stays when the pointer is gone")
	}
	dots := w.noteDots(0, 700)
	if len(dots) != 1 {
		t.Fatalf("%d signs of notes", len(dots))
	}
	x, y := w.at(dots[0].x+noteDot/2, dots[0].y+noteDot/2)
	w.MouseMoved(at(fyne.NewPos(x, y), 0))
	if !w.tip.visible() {
		t.Error("no note while the pointer is over its sign")
	}
	w.click(fyne.NewPos(x, y), 0)
	if w.heard() != "clip b" {
		t.Error("a click on the sign does not choose the clip")
	}
	w.MouseOut()
	if w.tip.visible() {
		t.Error("the note stays when the pointer leaves")
	}
}

// A note is cut to a card, whatever its length and the window's; its sign is there
// however narrow the margin.
func TestLongNotesInNarrowWindows(t *testing.T) {
	w, _ := moving(t)
	clips := w.Clips()
	clips[1].Note = strings.Repeat("Une note sans fin, « comme celles du dimanche ». ", 200)
	w.SetClips(clips)
	for _, size := range []fyne.Size{{Width: 680, Height: 760}, {Width: 300, Height: 420}, {Width: 1200, Height: 500}} {
		w.window.Resize(size)
		w.Choose("a")
		w.NextClip()
		tip := w.tip
		if !tip.visible() || !tip.cut || tip.at.X < 0 || tip.at.Y < 0 || tip.at.X+tip.size.Width > size.Width || tip.at.Y+tip.size.Height > size.Height {
			t.Errorf("%v: the card is at %v, %v large", size, tip.at, tip.size)
		}
		y := w.off - topMargin
		dots := w.noteDots(y, y+size.Height)
		if len(dots) != 1 || w.column+dots[0].x+noteDot > size.Width {
			t.Errorf("%v: signs of notes %v", size, len(dots))
		}
	}
}

// The lines under clips that overlap never lie on each other, and the chosen clip
// is seen whole.
func TestOverlappingClips(t *testing.T) {
	a := article()
	var clips []clipper.Clip
	for i, words := range []string{"Personne n’a crié », dit Maëlle Cœurjoly", "crié », dit", "dit Maëlle", "vent a tourné"} {
		clips = append(clips, clipOf(a, string(rune('a'+i)), words, clipper.Colours[i]))
	}
	w := open(t, Options{}, clips...)
	p := style.Paper
	bands := w.bands(0, 700)
	line := func(c clipper.Colour) (ys []float32) {
		for _, q := range bands {
			if q.colour == p.Mark(c) {
				ys = append(ys, q.Y)
			}
		}
		return ys
	}
	y := [4][]float32{}
	for i := range y {
		y[i] = line(clipper.Colours[i])
	}
	if y[0][0] == y[1][0] || y[1][0] == y[2][0] || y[0][0] == y[2][0] {
		t.Errorf("lines lie on each other: %v", y)
	}
	if last := y[0][len(y[0])-1]; y[3][len(y[3])-1] < last {
		t.Errorf("a clip that overlaps none lies in another lane: %v", y)
	}
	fills := func() (last clipper.Colour) {
		for _, q := range w.bands(0, 700) {
			for _, c := range clipper.Colours[:3] {
				if q.colour == p.Fill(c) {
					last = c
				}
			}
		}
		return last
	}
	if fills() == clipper.Colours[0] {
		t.Error("the clip that lies under the others is painted over them")
	}
	w.Choose("a")
	if fills() != clipper.Colours[0] {
		t.Error("the chosen clip lies under another")
	}
}

// Where clips overlap a click chooses the innermost, and the next click the one
// around it.
func TestClicksOnOverlappingClips(t *testing.T) {
	w, _ := moving(t)
	p := w.place("Maëlle", false).AddXY(4, 0)
	for _, want := range []string{"clip b", "clip a", "clip b"} {
		w.now = w.now.Add(time.Second)
		w.click(p, 0)
		if got := w.heard(); got != want {
			t.Errorf("a click: %q, want %q", got, want)
		}
	}
	w.now = w.now.Add(time.Second)
	left := false
	w.opt.OnClipLeft = func() { left = true }
	w.click(w.place("vent", false), 0)
	if w.chosen != "" || !left {
		t.Error("a click beside keeps the clip")
	}
}

// The end of a clip in Arabic is at its left, also behind a number.
func TestHandlesInArabic(t *testing.T) {
	a := languages()
	w := open(t, Options{OnClipMoved: func(string, int, int) {}})
	w.Open(a, []clipper.Clip{clipOf(a, "a", "بعد عام 2011", clipper.Green)}, 0)
	w.Choose("a")
	ends, _, ok := w.knobs()
	box, _ := w.boxOf(w.marks[0].Start, w.marks[0].End)
	if !ok || abs(ends[0].X-box.Pos.X-box.Size.Width) > 1 || abs(ends[1].X-box.Pos.X) > 1 {
		t.Errorf("the ends are at %v, the clip at %v", ends, box)
	}
}

func abs(v float32) float32 { return max(v, -v) }
