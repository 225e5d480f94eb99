//go:build !headless

package app

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"florilegium/app/cli"
	"florilegium/clipper"
	"florilegium/db"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"
)

// lined is the toolkit's test application with a main goroutine: what other
// goroutines hand over waits until the test takes it.
type lined struct {
	fyne.App
	tasks chan func()
}

type linedDriver struct {
	fyne.Driver
	tasks chan func()
}

// Driver implements fyne.App.
func (l lined) Driver() fyne.Driver { return linedDriver{l.App.Driver(), l.tasks} }

// DoFromGoroutine implements fyne.Driver.
func (d linedDriver) DoFromGoroutine(f func(), _ bool) { d.tasks <- f }

// rest waits until all work has ended, and all that it leads to.
func (w *window) rest(t *testing.T) {
	t.Helper()
	tasks := fyne.CurrentApp().(lined).tasks
	for w.running.Wait(); len(tasks) > 0; w.running.Wait() {
		(<-tasks)()
	}
}

// gathering is a whole window on the toolkit's test canvas, with a collection of
// clips from pages in several scripts.
func gathering(t *testing.T) (*window, []int64) {
	t.Helper()
	t.Setenv("XDG_CONFIG_HOME", t.TempDir())
	app := lined{test.NewTempApp(t), make(chan func(), 1000)}
	fyne.SetCurrentApp(app)
	lib, err := db.Open(t.Context(), t.TempDir(), db.Options{Now: time.Now})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { lib.Close() })
	w := newWindow(t.Context(), app)
	w.lib = lib
	if err := w.build(); err != nil {
		t.Fatal(err)
	}
	w.win.Resize(fyne.NewSize(1280, 832))
	c := clipper.Collection{Name: "Chapitre 3", Parts: []clipper.Part{{Kind: clipper.HeadingPart, Level: 1, Text: "L’exil"}}}
	var ids []int64
	for i, text := range []string{"« Nous n’oublions rien\u202f! », dit l’un d’eux.", "قال الحارس إن الأرشيف مغلق منذ عام 2019.", "档案馆已经关闭三年。", "Der Wärter schweigt: „Nichts.“"} {
		a := &clipper.Article{Source: clipper.Source{Title: "Archives", URL: fmt.Sprintf("https://gazette.example/%d", i)}, Blocks: []clipper.Block{{Kind: clipper.Paragraph, Text: text}}}
		if err := lib.SaveArticle(t.Context(), a, nil, nil); err != nil {
			t.Fatal(err)
		}
		k := clipper.Clip{ArticleID: a.ID, Quote: text, End: len(text), TextHash: a.TextHash}
		if err := lib.SaveClip(t.Context(), &k); err != nil {
			t.Fatal(err)
		}
		ids = append(ids, k.ID)
		c.Parts = append(c.Parts, clipper.Part{Kind: clipper.ClipPart, Clip: k.ID})
	}
	if err := lib.SaveCollection(t.Context(), &c); err != nil {
		t.Fatal(err)
	}
	w.state.collection = c.ID
	w.turnToCollection()
	w.rest(t)
	return w, ids
}

// stored are the parts as the library has them, in a line.
func stored(t *testing.T, w *window) string {
	t.Helper()
	w.rest(t)
	c, err := w.lib.Collection(t.Context(), w.state.collection)
	if err != nil {
		t.Fatal(err)
	}
	if shown := line(w.collection.c.Parts); shown != line(c.Parts) {
		t.Errorf("shown are %s, stored %s", shown, line(c.Parts))
	}
	return line(c.Parts)
}

func line(parts []clipper.Part) string {
	var words []string
	for _, p := range parts {
		switch p.Kind {
		case clipper.HeadingPart:
			words = append(words, strings.Repeat("#", p.Level)+p.Text)
		case clipper.WordsPart:
			words = append(words, "“"+p.Text+"”")
		default:
			words = append(words, fmt.Sprint(p.Clip))
		}
	}
	return strings.Join(words, " ")
}

func press(o *outline, keys ...fyne.KeyName) {
	for _, k := range keys {
		o.TypedKey(&fyne.KeyEvent{Name: k})
	}
}

// Every change is stored as it is shown, and can be taken back.
func TestOutlineByKeys(t *testing.T) {
	w, _ := gathering(t)
	o := w.collection.outline
	steps := []struct {
		name string
		do   func()
		want string
	}{
		{"as it was", func() { w.win.Canvas().Focus(o) }, "#L’exil 1 2 3 4"},
		{"the second clip goes down", func() { press(o, fyne.KeyDown, fyne.KeyDown, fyne.KeyDown); w.movePart(1, false) }, "#L’exil 1 3 2 4"},
		{"and up to the top", func() { w.movePart(-1, false); w.movePart(-1, false); w.movePart(-1, false); w.movePart(-1, false) }, "2 #L’exil 1 3 4"},
		{"a heading is made deeper", func() { press(o, fyne.KeyDown, fyne.KeyTab, fyne.KeyTab) }, "2 ###L’exil 1 3 4"},
		{"and higher", func() {
			o.KeyDown(&fyne.KeyEvent{Name: desktop.KeyShiftLeft})
			press(o, fyne.KeyTab)
			o.KeyUp(&fyne.KeyEvent{Name: desktop.KeyShiftLeft})
		}, "2 ##L’exil 1 3 4"},
		{"its section goes up", func() { w.movePart(-1, true) }, "##L’exil 1 3 4 2"},
		{"a heading is written", func() {
			press(o, fyne.KeyEnd)
			w.addHeading()
			o.editing.entry.SetText("Retour")
			press2(o, fyne.KeyReturn)
		}, "##L’exil 1 3 4 2 ##Retour"},
		{"words are written", func() {
			w.addWords()
			o.editing.entry.SetText("Rien\u00a0: “شيء”.\n\nFin.")
			press2(o, fyne.KeyEscape)
		}, "##L’exil 1 3 4 2 ##Retour “Rien\u00a0: “شيء”.\n\nFin.”"},
		{"an empty part leaves nothing", func() { w.addWords(); press2(o, fyne.KeyEscape) }, "##L’exil 1 3 4 2 ##Retour “Rien\u00a0: “شيء”.\n\nFin.”"},
		{"a clip is taken out", func() { press(o, fyne.KeyHome, fyne.KeyDown, fyne.KeyDelete) }, "##L’exil 3 4 2 ##Retour “Rien\u00a0: “شيء”.\n\nFin.”"},
		{"a part that is emptied goes", func() {
			press(o, fyne.KeyHome, fyne.KeyReturn)
			o.editing.entry.SetText(" ")
			press2(o, fyne.KeyReturn)
		}, "3 4 2 ##Retour “Rien\u00a0: “شيء”.\n\nFin.”"},
	}
	was := map[string]bool{}
	for _, s := range steps {
		if s.do(); stored(t, w) != s.want {
			t.Fatalf("%s: %s, want %s", s.name, stored(t, w), s.want)
		}
		was[s.want] = true
	}
	for len(w.undoing) > 0 {
		w.undoNow()
		got := stored(t, w)
		if len(w.undoing) == 0 && got != steps[0].want {
			t.Errorf("all taken back: %s, want %s", got, steps[0].want)
		}
		delete(was, got)
	}
	if delete(was, steps[len(steps)-1].want); len(was) > 0 {
		t.Errorf("never came back: %v", was)
	}
}

// press2 is a key in the entry of the part that is written.
func press2(o *outline, k fyne.KeyName) { o.editing.entry.TypedKey(&fyne.KeyEvent{Name: k}) }

// undoNow takes the last change back.
func (w *window) undoNow() {
	w.collection.outline.leaveEdit()
	last := w.undoing[len(w.undoing)-1]
	w.undoing = w.undoing[:len(w.undoing)-1]
	last()
}

// A part is dragged to the gap that the mouse is over.
func TestOutlineByMouse(t *testing.T) {
	w, _ := gathering(t)
	o := w.collection.outline
	middle := func(i int) float32 { return (o.tops[i] + o.tops[i+1]) / 2 }
	for _, c := range []struct {
		from int
		y    func() float32
		want string
	}{
		{3, func() float32 { return middle(1) - 1 }, "#L’exil 3 1 2 4"},
		{0, func() float32 { return o.tops[5] + 40 }, "3 1 2 4 #L’exil"},
		{4, func() float32 { return -20 }, "#L’exil 3 1 2 4"},
		{2, func() float32 { return middle(2) + 3 }, "#L’exil 3 1 2 4"},
	} {
		o.dragTo(c.from, middle(c.from)+4)
		o.dragTo(c.from, c.y())
		if o.drop(); stored(t, w) != c.want {
			t.Fatalf("dragged %d: %s, want %s", c.from, stored(t, w), c.want)
		}
	}
}

// A change of another program is shown, and what was done before cannot be taken
// back over it; words that are being written are not lost.
func TestOutlineAndOthers(t *testing.T) {
	w, ids := gathering(t)
	o := w.collection.outline
	press(o, fyne.KeyEnd)
	w.movePart(-1, false)
	w.rest(t)
	w.addWords()
	o.editing.entry.SetText("À vérifier")
	_, _, err := w.lib.EditCollection(t.Context(), w.state.collection, func(c *clipper.Collection) error {
		c.Parts = clipper.RemoveParts(c.Parts, 1, 1)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	w.collection.reload()
	w.rest(t)
	o.endEdit()
	want := fmt.Sprintf("#L’exil %d %d %d “À vérifier”", ids[1], ids[3], ids[2])
	if got := stored(t, w); got != want {
		t.Errorf("after a change elsewhere: %s, want %s", got, want)
	}
	w.undoNow() // the words
	w.undoNow() // the move, which is too old
	if got := stored(t, w); got != strings.TrimSuffix(want, " “À vérifier”") {
		t.Errorf("taken back over a change elsewhere: %s", got)
	}
}

// What is done while others write is never stored over theirs.
func TestOutlineIsNotStoredOverOthers(t *testing.T) {
	w, _ := gathering(t)
	if _, _, err := w.lib.AddToCollection(t.Context(), w.state.collection, 0, 1); err != nil {
		t.Fatal(err)
	}
	if _, _, err := w.lib.EditCollection(t.Context(), w.state.collection, func(c *clipper.Collection) error { c.Name = "Chapitre IV"; return nil }); err != nil {
		t.Fatal(err)
	}
	press(w.collection.outline, fyne.KeyEnd, fyne.KeyDelete) // of what is shown, which is old
	if got := stored(t, w); got != "#L’exil 1 2 3 4" || w.collection.c.Name != "Chapitre IV" {
		t.Errorf("%s is %s", w.collection.c.Name, got)
	}
}

// Whatever is done in whatever order, what is shown is what is stored, and the rows
// in sight do not overlap.
func TestOutlineInAnyOrder(t *testing.T) {
	w, ids := gathering(t)
	o, rnd := w.collection.outline, rand.New(rand.NewPCG(5, 8))
	for round := range 150 {
		switch rnd.IntN(12) {
		case 0, 1:
			o.choose(rnd.IntN(len(o.parts()) + 1))
		case 2, 3:
			w.movePart(rnd.IntN(3)-1, rnd.IntN(2) == 0)
		case 4:
			w.levelPart(rnd.IntN(3) - 1)
		case 5:
			if len(o.parts()) > 3 {
				w.takeOutPart()
			}
		case 6:
			w.addHeading()
			o.editing.entry.SetText(strings.Repeat("Ein Kapitel ", rnd.IntN(8)))
		case 7:
			w.addWords()
			o.editing.entry.SetText(strings.Repeat("Des mots. 词语。\n", rnd.IntN(6)))
		case 8:
			o.leaveEdit()
		case 9:
			if len(w.undoing) > 0 {
				w.undoNow()
			}
		case 10:
			if n := len(o.parts()); n > 0 {
				o.dragTo(rnd.IntN(n), rnd.Float32()*o.body.MinSize().Height)
				o.drop()
			}
		case 11:
			w.collection.gather([]int64{ids[rnd.IntN(len(ids))]})
		}
		if round%20 == 0 {
			o.leaveEdit()
			stored(t, w)
			overlapFree(t, o)
		}
	}
	o.leaveEdit()
	stored(t, w)
}

func overlapFree(t *testing.T, o *outline) {
	t.Helper()
	if len(o.tops) != len(o.parts())+1 || !slices.IsSorted(o.tops) {
		t.Fatalf("%d parts at %v", len(o.parts()), o.tops)
	}
	for _, r := range o.rows {
		if r.Visible() && (r.Position().Y != o.tops[r.at] || r.Size().Height != o.tops[r.at+1]-o.tops[r.at]) {
			t.Fatalf("part %d stands at %v with %v, should be at %v", r.at, r.Position(), r.Size(), o.tops[r.at])
		}
	}
}

// Picked clips are gathered in their order, each once; what cannot be seen is not
// changed by keys.
func TestGatherPicked(t *testing.T) {
	w, ids := gathering(t)
	w.collection.outline.choose(-1)
	w.clips.choose(1)
	w.rest(t)
	if before := stored(t, w); w.state.collecting || len(w.clips.rows.ids) != 4 {
		t.Fatalf("%d clips are listed beside %s", len(w.clips.rows.ids), before)
	}
	w.collection.outline.chosen = 2
	w.takeOutPart()
	w.movePart(1, false)
	w.makeCollection("Annexe", nil)
	w.rest(t)
	w.state.collecting = false
	w.clips.picks.take(ids[1:])
	w.gather()
	want := line([]clipper.Part{{Kind: clipper.ClipPart, Clip: w.clips.picks.in(w.clips.rows.ids)[0]}})
	if got := stored(t, w); !strings.HasPrefix(got, want) || len(strings.Fields(got)) != 3 {
		t.Errorf("gathered %s", got)
	}
	w.gather()
	if got := stored(t, w); len(strings.Fields(got)) != 3 {
		t.Errorf("gathered twice: %s", got)
	}
	first, err := cli.FindCollection(t.Context(), w.lib, "Chapitre 3")
	if err != nil || line(first.Parts) != "#L’exil 1 2 3 4" {
		t.Errorf("out of sight %s was changed: %v", line(first.Parts), err)
	}
}
