//go:build !headless

package app

import (
	"slices"
	"testing"
	"time"

	"florilegium/app/style"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"
)

// The toolkit gives Escape to what has the focus alone: every part of a form that
// can have it must know the way out.
func TestEscapeLeavesEveryPartOfAForm(t *testing.T) {
	test.NewTempApp(t)
	w := &window{win: test.NewTempWindow(t, canvas.NewRectangle(nil)), toast: newToast()}
	list := []string{"Les copistes", "La marge"}
	for name, part := range map[string]fyne.Focusable{
		"button": w.newButton("Garder", func() {}), "choice": w.newChoice(list, 1, func(int) {}), "check": w.newCheck("Mots coupés", true, func(bool) {}),
		"list":     w.newPlainList(func() int { return 0 }, func() fyne.CanvasObject { return widget.NewLabel("") }, func(int, fyne.CanvasObject) {}),
		"headings": w.newFormList(list, func(int) {}), "entry": w.newFormEntry(), "text": w.newFormText(),
	} {
		d := w.newForm("Réglages", part.(fyne.CanvasObject), "Garder", func() { t.Errorf("%s: Escape says yes", name) })
		w.form = d
		d.Show()
		if !w.covered() {
			t.Fatalf("%s: no form is open", name)
		}
		part.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
		if w.covered() {
			t.Errorf("%s: Escape does not leave the form", name)
			d.Hide()
		}
	}
}

// Return on a button is a click.
func TestReturnPressesAButton(t *testing.T) {
	test.NewTempApp(t)
	pressed := 0
	b := (&window{}).newButton("Garder", func() { pressed++ })
	for _, k := range []fyne.KeyName{fyne.KeyReturn, fyne.KeyEnter, fyne.KeySpace, fyne.KeyDown} {
		b.TypedKey(&fyne.KeyEvent{Name: k})
	}
	if pressed != 3 {
		t.Errorf("pressed %d times, want 3", pressed)
	}
}

// A later write never overtakes an earlier one, however long that takes.
func TestWritesAreInOrder(t *testing.T) {
	j := &jobs{ctx: t.Context()}
	var got, want []int
	for i := range 40 {
		want = append(want, i)
		j.inOrder(func() func() {
			time.Sleep(time.Duration((40-i)%7) * 100 * time.Microsecond)
			got = append(got, i)
			return nil
		})
	}
	j.running.Wait()
	if !slices.Equal(got, want) {
		t.Errorf("written in the order %v", got)
	}
}

// A file of settings may say anything; the window stays within its limits.
func TestSettingsAreBroughtIntoTheirLimits(t *testing.T) {
	wild := settings{Size: 900, Measure: 77, Family: -3, Leading: 40, Width: -1, Height: 2, Library: 9000, Shelf: 12, Sort: "zzz",
		Backup: backupSettings{Days: -4, Keep: 100000}}
	s := wild.sound()
	if s.Size != 28 || s.Measure != style.Wide || s.Family != style.Serif || s.Leading != style.DefaultLeading {
		t.Errorf("reading: %+v", s.reading())
	}
	if s.Width != minWidth || s.Height != minHeight || s.Library != libraryLimits.high || s.Clips != clipsLimits.low || s.Shelf != starred || !slices.Contains(sorts, s.Sort) {
		t.Errorf("window: %+v", s)
	}
	if s.Backup.Days != 1 || s.Backup.Keep != mostKept {
		t.Errorf("copies: %+v", s.Backup)
	}
	if first := firstSettings(); first.sound().Backup != first.Backup || first.sound().Size != first.Size {
		t.Error("the first settings are out of their limits")
	}
}

// One drawer is open at a time, and Escape shuts it.
func TestDrawers(t *testing.T) {
	test.NewTempApp(t)
	f := &frame{width: 780, library: &pane{width: libraryWidth, below: hideLibraryBelow}, clips: &pane{width: clipsWidth, below: hideClipsBelow}}
	f.toggle(f.library)
	f.toggle(f.clips)
	if f.library.shown(f.width) || !f.clips.shown(f.width) {
		t.Error("the drawer opened last is not the only one")
	}
	if !f.shut() || f.clips.shown(f.width) || f.shut() {
		t.Error("the drawer does not shut once")
	}
	f.width = windowWidth
	f.toggle(f.library)
	if f.library.shown(f.width) || !f.clips.shown(f.width) || f.shut() {
		t.Error("a pane of a wide window is taken for a drawer")
	}
}

func TestTitleOf(t *testing.T) {
	for _, c := range []struct{ title, address, want string }{
		{"Ce que\n gardaient les moines", "https://exemple.org/a", "Ce que gardaient les moines"},
		{" \u202e\x07 ", "https://exemple.org/a", "https://exemple.org/a"},
	} {
		if got := titleOf(c.title, c.address); got != c.want {
			t.Errorf("titleOf(%q) = %q, want %q", c.title, got, c.want)
		}
	}
}
