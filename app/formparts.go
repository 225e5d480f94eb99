//go:build !headless

package app

import (
	"image/color"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// The parts of forms. The toolkit gives keys to whatever has the focus and to
// nothing else, so each part knows the way out by itself: Escape.

// newForm is a form with a title and a button that closes it; where do is given,
// there is also one that runs it, called yes, once the form is gone.
func (w *window) newForm(title string, content fyne.CanvasObject, yes string, do func()) *dialog.CustomDialog {
	d := dialog.NewCustomWithoutButtons(title, content, w.win)
	if do == nil {
		d.SetButtons([]fyne.CanvasObject{w.newButton(tr("Close"), d.Hide)})
		return d
	}
	keep := w.newButton(yes, func() { d.Hide(); do() })
	keep.Importance = widget.HighImportance
	d.SetButtons([]fyne.CanvasObject{w.newButton(tr("Cancel"), d.Hide), keep})
	return d
}

// button is a button that Escape leaves.
type button struct {
	widget.Button
	leave func()
}

func (w *window) newButton(text string, do func()) *button {
	b := &button{leave: w.leaveEntry}
	b.Text, b.OnTapped = text, do
	b.ExtendBaseWidget(b)
	return b
}

// TypedKey implements fyne.Focusable.
func (b *button) TypedKey(k *fyne.KeyEvent) {
	switch k.Name {
	case fyne.KeyEscape:
		b.leave()
	case fyne.KeyReturn, fyne.KeyEnter:
		b.Tapped(nil)
	default:
		b.Button.TypedKey(k)
	}
}

// choice is a list of words of which one is chosen; Escape leaves it.
type choice struct {
	widget.Select
	leave func()
}

func (w *window) newChoice(words []string, chosen int, done func(int)) *choice {
	c := &choice{leave: w.leaveEntry}
	c.Options = words
	c.ExtendBaseWidget(c)
	c.SetSelectedIndex(chosen)
	c.OnChanged = func(string) { done(c.SelectedIndex()) }
	return c
}

// TypedKey implements fyne.Focusable.
func (c *choice) TypedKey(k *fyne.KeyEvent) {
	if k.Name == fyne.KeyEscape {
		c.leave()
		return
	}
	c.Select.TypedKey(k)
}

// CreateRenderer implements fyne.Widget: a choice has an edge as an entry has.
func (c *choice) CreateRenderer() fyne.WidgetRenderer {
	edge := canvas.NewRectangle(color.Transparent)
	edge.StrokeWidth, edge.CornerRadius = theme.InputBorderSize(), theme.InputRadiusSize()
	r := &edgedRenderer{c.Select.CreateRenderer(), edge}
	r.recolour()
	return r
}

type edgedRenderer struct {
	fyne.WidgetRenderer
	edge *canvas.Rectangle
}

func (r *edgedRenderer) Objects() []fyne.CanvasObject {
	return append(slices.Clone(r.WidgetRenderer.Objects()), r.edge)
}

func (r *edgedRenderer) Layout(size fyne.Size) {
	r.WidgetRenderer.Layout(size)
	r.edge.Resize(size)
}

func (r *edgedRenderer) Refresh() {
	r.recolour()
	r.WidgetRenderer.Refresh()
	r.edge.Refresh()
}

func (r *edgedRenderer) recolour() { r.edge.StrokeColor = theme.Color(theme.ColorNameInputBorder) }

// check is a box to tick; Escape leaves it.
type check struct {
	widget.Check
	leave func()
}

func (w *window) newCheck(label string, ticked bool, done func(bool)) *check {
	c := &check{leave: w.leaveEntry}
	c.Text, c.Checked, c.OnChanged = label, ticked, done
	c.ExtendBaseWidget(c)
	return c
}

// TypedKey implements fyne.Focusable.
func (c *check) TypedKey(k *fyne.KeyEvent) {
	if k.Name == fyne.KeyEscape {
		c.leave()
	}
}

// plainList is a list that Escape leaves.
type plainList struct {
	widget.List
	leave func()
}

func (w *window) newPlainList(length func() int, create func() fyne.CanvasObject, bind func(int, fyne.CanvasObject)) *plainList {
	l := &plainList{leave: w.leaveEntry}
	l.Length, l.CreateItem, l.UpdateItem = length, create, bind
	l.ExtendBaseWidget(l)
	return l
}

// TypedKey implements fyne.Focusable.
func (l *plainList) TypedKey(k *fyne.KeyEvent) {
	if k.Name == fyne.KeyEscape {
		l.leave()
		return
	}
	l.List.TypedKey(k)
}

// formScroll gives the content of a form the width that its scroll bar leaves.
func formScroll(content fyne.CanvasObject) fyne.CanvasObject {
	return container.NewVScroll(container.New(&besideBar{}, content))
}

// besideBar keeps one object clear of a scroll bar at its right.
type besideBar struct{}

const scrollRoom = 14

func (besideBar) MinSize(o []fyne.CanvasObject) fyne.Size {
	return o[0].MinSize().AddWidthHeight(scrollRoom, 0)
}

func (besideBar) Layout(o []fyne.CanvasObject, size fyne.Size) {
	o[0].Resize(fyne.NewSize(size.Width-scrollRoom, size.Height))
}
