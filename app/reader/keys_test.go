//go:build !headless

package reader

import (
	"fmt"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
)

func TestKeys(t *testing.T) {
	w := open(t, Options{})
	press := func(k fyne.KeyName) { w.TypedKey(&fyne.KeyEvent{Name: k}) }
	press(fyne.KeyPageDown)
	if w.off < 500 || w.TopOffset() == 0 {
		t.Errorf("page down scrolls to %g", w.off)
	}
	press(fyne.KeySpace)
	down := w.off
	w.KeyDown(&fyne.KeyEvent{Name: desktop.KeyShiftLeft})
	press(fyne.KeySpace)
	if w.off >= down {
		t.Error("shift and space do not go up")
	}
	w.KeyUp(&fyne.KeyEvent{Name: desktop.KeyShiftLeft})
	press(fyne.KeyEnd)
	if got := w.off + w.Size().Height; got < w.pageHeight()-1 {
		t.Errorf("End stops at %g of %g", got, w.pageHeight())
	}
	press(fyne.KeyHome)
	if w.off != 0 || w.heard() != "" {
		t.Error("Home does not go to the top")
	}
	press(fyne.KeyF9)
	press(desktop.KeyShiftLeft)
	w.TypedRune('h')
	w.TypedRune(' ')
	w.TypedShortcut(&desktop.CustomShortcut{KeyName: fyne.KeyD, Modifier: fyne.KeyModifierControl})
	if got := w.heard(); got != "key F9, rune h, shortcut CustomDesktop:Control+D" {
		t.Errorf("forwarded: %q", got)
	}
}

// A page turned leaves no line out and cuts none where reading goes on.
func TestTurningPages(t *testing.T) {
	w := open(t, Options{})
	lines := func() (whole []string) {
		first, last := w.lay.Visible(w.off-topMargin, w.off-topMargin+w.Size().Height)
		for _, l := range w.lay.Lines[first:last] {
			if top := topMargin + l.Y - w.off; top >= 0 && top+l.H <= w.Size().Height {
				whole = append(whole, fmt.Sprint(l.Start))
			}
		}
		return whole
	}
	was := lines()
	for range 6 {
		w.press(fyne.KeyPageDown)
		now := lines()
		if now[0] != was[len(was)-2] || now[1] != was[len(was)-1] {
			t.Fatalf("from %q a page leads to %q", was, now)
		}
		was = now
	}
	for range 5 {
		w.press(fyne.KeyPageUp)
		now := lines()
		if n := len(now); now[n-1] != was[1] || now[n-2] != was[0] {
			t.Fatalf("from %q a page up leads to %q", was, now)
		}
		was = now
	}
	w.press(fyne.KeyPageUp, fyne.KeyPageUp)
	if w.off != 0 {
		t.Errorf("page up ends at %g", w.off)
	}
}

func TestSelectByKeys(t *testing.T) {
	w := open(t, Options{})
	w.click(w.place("Personne", false), 0)
	w.KeyDown(&fyne.KeyEvent{Name: desktop.KeyShiftLeft})
	press := func(keys ...fyne.KeyName) {
		for _, k := range keys {
			w.TypedKey(&fyne.KeyEvent{Name: k})
		}
	}
	press(fyne.KeyRight, fyne.KeyRight, fyne.KeyRight, fyne.KeyLeft)
	w.selects("Pe")
	ctrl := fyne.KeyModifierControl | fyne.KeyModifierShift
	w.TypedShortcut(&desktop.CustomShortcut{KeyName: fyne.KeyRight, Modifier: ctrl})
	w.selects("Personne")
	w.TypedShortcut(&desktop.CustomShortcut{KeyName: fyne.KeyDown, Modifier: ctrl})
	if got := w.SelectedText(); !strings.HasSuffix(got, "tourné.") {
		t.Errorf("to the end of the paragraph: %q", got)
	}
	press(fyne.KeyDown)
	if got := w.SelectedText(); !strings.Contains(got, "\nCe que") {
		t.Errorf("a line down crosses into the heading: %q", got)
	}
	w.KeyUp(&fyne.KeyEvent{Name: desktop.KeyShiftLeft})
	w.click(w.place("Personne", false), 0)
	w.shifted(fyne.KeyHome)
	if got := w.SelectedText(); !strings.HasSuffix(got, "30 : « ") {
		t.Errorf("Shift+Home selects %q", got)
	}
	w.shifted(fyne.KeyEnd)
	if got := w.SelectedText(); !strings.HasPrefix(got, "Personne") || strings.ContainsAny(got, "\n") {
		t.Errorf("Shift+End selects %q", got)
	}
	w.shifted(fyne.KeyPageDown)
	if got := w.SelectedText(); len(got) < 1000 || w.off == 0 {
		t.Errorf("Shift+PageDown selects %d bytes", len(got))
	}
	w.chord(ctrl, fyne.KeyHome)
	if start, end := w.Selection(); start != 0 || !strings.HasPrefix(w.PlainText()[end:], "Personne") {
		t.Errorf("Ctrl+Shift+Home selects %d to %d", start, end)
	}
	w.TypedShortcut(&fyne.ShortcutSelectAll{})
	if got := w.SelectedText(); got != w.PlainText() {
		t.Errorf("select all selects %d of %d", len(got), len(w.PlainText()))
	}
}
