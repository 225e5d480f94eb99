//go:build !headless

package app

import (
	"time"

	"florilegium/app/style"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// toastTime is how long a toast stays.
const toastTime = 8 * time.Second

// toast is a line over the article that says what was done and offers to undo
// it, in place of asking first.
type toast struct {
	box    *fyne.Container
	back   *canvas.Rectangle
	label  *widget.Label
	button *widget.Button
	undo   func()
	shown  int // counts the toasts, so that an old clock hides no newer one
}

func newToast() *toast {
	t := &toast{back: canvas.NewRectangle(nil), label: widget.NewLabel("")}
	t.back.CornerRadius, t.back.StrokeWidth = 6, 1
	t.button = widget.NewButton("", t.take)
	t.button.Importance = widget.LowImportance
	t.box = container.NewStack(t.back, container.NewBorder(nil, nil, nil, t.button, t.label))
	t.box.Hide()
	return t
}

// show shows what was done. undo may be nil.
func (t *toast) show(text string, undo func()) { t.offer(text, tr("Undo"), undo) }

// offer shows a line with something to do about it, which may be nil.
func (t *toast) offer(text, label string, undo func()) {
	t.undo = undo
	t.label.SetText(text)
	t.button.SetText(label)
	t.button.Hidden = undo == nil
	t.recolour()
	t.box.Show()
	t.box.Refresh()
	t.shown++
	mine := t.shown
	time.AfterFunc(toastTime, func() {
		post(func() {
			if t.shown == mine {
				t.box.Hide()
			}
		})
	})
}

// recolour takes up the colours in force: the theme may change while a toast shows.
func (t *toast) recolour() {
	t.back.FillColor, t.back.StrokeColor = theme.Color(style.ColourRaised), theme.Color(style.ColourLine)
	t.back.Refresh()
}

// take undoes what the toast speaks of, once.
func (t *toast) take() {
	undo := t.undo
	t.undo = nil
	t.box.Hide()
	if undo != nil {
		undo()
	}
}

// Layout keeps the toast at the foot of its parent, in the middle.
func (t *toast) Layout(_ []fyne.CanvasObject, size fyne.Size) {
	want := t.box.MinSize()
	t.box.Resize(want)
	t.box.Move(fyne.NewPos((size.Width-want.Width)/2, size.Height-want.Height-24))
}

// MinSize implements fyne.Layout.
func (t *toast) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(0, 0) }
