//go:build !headless

package app

import (
	"florilegium/app/reader"
	"florilegium/app/style"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// findBar looks for words in the open article, with the folding of the search.
type findBar struct {
	w     *window
	field *findField
	count *widget.Label
	back  *canvas.Rectangle
	box   *fyne.Container
}

func newFindBar(w *window) *findBar {
	b := &findBar{w: w, count: widget.NewLabel(""), back: canvas.NewRectangle(nil)}
	b.field = newFindField(b)
	b.count.Importance = widget.LowImportance
	button := func(text string, do func()) *button {
		x := w.newButton(text, do)
		x.leave = b.close
		x.Importance = widget.LowImportance
		return x
	}
	buttons := container.NewHBox(b.count, button("↑", func() { b.step(-1) }), button("↓", func() { b.step(1) }), button("×", b.close))
	b.back.CornerRadius, b.back.StrokeWidth = 6, 1
	b.box = container.NewStack(b.back, container.NewBorder(nil, nil, nil, buttons, b.field))
	b.box.Hide()
	return b
}

// Layout keeps the bar at the top right of the article.
func (b *findBar) Layout(_ []fyne.CanvasObject, size fyne.Size) {
	width := min(420, size.Width-24)
	b.box.Resize(fyne.NewSize(width, b.box.MinSize().Height))
	b.box.Move(fyne.NewPos(size.Width-width-18, 8))
}

// MinSize implements fyne.Layout.
func (b *findBar) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(0, 0) }

// open shows the bar with what is selected, or what was looked for last.
func (b *findBar) open() {
	if b.w.state.open == nil {
		return
	}
	b.back.FillColor, b.back.StrokeColor = theme.Color(style.ColourRaised), theme.Color(style.ColourLine)
	b.box.Show()
	if text := b.w.reader.SelectedText(); text != "" && len(text) < 80 {
		b.field.SetText(reader.OneLine(text))
	} else {
		b.find(b.field.Text)
	}
	b.w.win.Canvas().Focus(b.field)
	b.field.TypedShortcut(&fyne.ShortcutSelectAll{})
}

// close hides the bar and the marks.
func (b *findBar) close() {
	b.box.Hide()
	b.w.reader.EndFind()
	b.w.focusReader()
}

func (b *findBar) find(text string) {
	b.w.reader.Find(text)
	b.say()
}

func (b *findBar) say() {
	at, n := b.w.reader.Found()
	switch {
	case b.field.Text == "":
		b.count.SetText("")
	case n == 0:
		b.count.SetText(tr("nothing"))
	default:
		b.count.SetText(tr("%d of %d", at, n))
	}
}

// step goes to the next match, or with -1 to the one before; without the bar it
// opens it.
func (b *findBar) step(by int) {
	if !b.box.Visible() {
		b.open()
		return
	}
	if by > 0 {
		b.w.reader.FindNext()
	} else {
		b.w.reader.FindPrevious()
	}
	b.say()
}

// findField finds as one types: Return goes on, Shift+Return back.
type findField struct {
	widget.Entry
	b     *findBar
	shift bool
}

func newFindField(b *findBar) *findField {
	f := &findField{b: b}
	f.ExtendBaseWidget(f)
	f.SetPlaceHolder(tr("Find in this article"))
	f.OnChanged = b.find
	return f
}

// KeyDown implements desktop.Keyable.
func (f *findField) KeyDown(e *fyne.KeyEvent) {
	f.hold(e, true)
	f.Entry.KeyDown(e)
}

// KeyUp implements desktop.Keyable.
func (f *findField) KeyUp(e *fyne.KeyEvent) {
	f.hold(e, false)
	f.Entry.KeyUp(e)
}

func (f *findField) hold(e *fyne.KeyEvent, down bool) {
	if e.Name == desktop.KeyShiftLeft || e.Name == desktop.KeyShiftRight {
		f.shift = down
	}
}

// TypedKey implements fyne.Focusable.
func (f *findField) TypedKey(e *fyne.KeyEvent) {
	switch e.Name {
	case fyne.KeyEscape:
		f.b.close()
	case fyne.KeyReturn, fyne.KeyEnter:
		if f.shift {
			f.b.step(-1)
		} else {
			f.b.step(1)
		}
	default:
		f.Entry.TypedKey(e)
	}
}
