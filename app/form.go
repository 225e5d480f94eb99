//go:build !headless

package app

import (
	"florilegium/app/reader"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/widget"
)

// showForm shows a form; name is what walks know it by.
// One may lie over another, which is there again when it is closed.
func (w *window) showForm(name string, d dialog.Dialog) {
	under, was := w.form, w.dialog
	w.form, w.dialog = d, name
	d.SetOnClosed(func() {
		if w.form, w.dialog = under, was; under == nil {
			w.focusReader()
		}
	})
	d.Show()
}

// closeForm closes the form that is open.
func (w *window) closeForm() {
	if w.form != nil {
		w.form.Hide()
	}
}

// covered reports whether a form or a menu lies over the window.
func (w *window) covered() bool { return w.win.Canvas().Overlays().Top() != nil }

// entry is the entry that has the focus, nil when none has. Keys of the menus
// reach the window first; those that mean the entry are passed on to it.
func (w *window) entry() fyne.Shortcutable {
	focused := w.win.Canvas().Focused()
	if _, ok := focused.(*reader.Reader); ok {
		return nil
	}
	e, _ := focused.(fyne.Shortcutable)
	return e
}

// formEntry is an entry that Escape leaves: it closes the form, or goes back to
// the article.
type formEntry struct {
	widget.Entry
	leave func()
}

func (w *window) newFormEntry() *formEntry {
	e := &formEntry{leave: w.leaveEntry}
	e.ExtendBaseWidget(e)
	return e
}

func (w *window) leaveEntry() {
	if w.form != nil {
		w.form.Hide()
	} else {
		w.focusReader()
	}
}

// newFormText is an entry of several lines.
func (w *window) newFormText() *formEntry {
	e := w.newFormEntry()
	e.MultiLine, e.Wrapping = true, fyne.TextWrapWord
	return e
}

// AcceptsTab implements fyne.Tabbable: Tab goes on to the next field, from a text of
// several lines too.
func (e *formEntry) AcceptsTab() bool { return false }

// TypedKey implements fyne.Focusable.
func (e *formEntry) TypedKey(k *fyne.KeyEvent) {
	if k.Name == fyne.KeyEscape {
		e.leave()
		return
	}
	e.Entry.TypedKey(k)
}

// formList is a list of a form: Return takes the line that the keys are on,
// Escape closes the form.
type formList struct {
	widget.List
	w    *window
	take func(int)
	at   int
}

func (w *window) newFormList(lines []string, take func(int)) *formList {
	l := &formList{w: w, take: take}
	l.Length = func() int { return len(lines) }
	l.CreateItem = func() fyne.CanvasObject {
		label := widget.NewLabel("")
		label.Truncation = fyne.TextTruncateEllipsis
		return label
	}
	l.UpdateItem = func(i widget.ListItemID, o fyne.CanvasObject) { o.(*widget.Label).SetText(lines[i]) }
	l.ExtendBaseWidget(l)
	return l
}

// start marks a line and lets clicks take lines from now on.
func (l *formList) start(at int) {
	if at >= 0 {
		l.Select(at)
		l.at = at
	}
	l.OnSelected = func(i widget.ListItemID) { l.closeAnd(i) }
	l.w.win.Canvas().Focus(l)
}

func (l *formList) closeAnd(i int) {
	l.w.closeForm()
	l.take(i)
}

// TypedKey implements fyne.Focusable.
func (l *formList) TypedKey(k *fyne.KeyEvent) {
	switch k.Name {
	case fyne.KeyEscape:
		l.w.closeForm()
	case fyne.KeyReturn, fyne.KeyEnter:
		l.closeAnd(l.at)
	case fyne.KeyDown, fyne.KeyUp:
		step := 1
		if k.Name == fyne.KeyUp {
			step = -1
		}
		l.at = max(0, min(l.at+step, l.Length()-1))
		l.OnSelected = nil
		l.Select(l.at)
		l.start(-1)
	}
}
