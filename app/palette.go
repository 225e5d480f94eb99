//go:build !headless

package app

import (
	"slices"
	"strings"

	"florilegium/clipper/fold"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/widget"
)

// palette finds a command by its name: a field, and the commands that fit.
type palette struct {
	w      *window
	field  *listField
	list   *plainList
	fits   []command
	chosen int
	dialog dialog.Dialog
}

// showPalette opens the command palette.
func (w *window) showPalette() {
	p := &palette{w: w, fits: w.commands}
	p.field = newListField(p)
	p.field.SetPlaceHolder(tr("What do you want to do?"))
	p.list = w.newPlainList(func() int { return len(p.fits) },
		func() fyne.CanvasObject {
			return container.NewBorder(nil, nil, nil, widget.NewLabel(""), widget.NewLabel(""))
		}, p.bind)
	p.list.OnSelected = p.selected
	p.dialog = dialog.NewCustomWithoutButtons(tr("Commands"), container.NewBorder(p.field, nil, nil, nil, p.list), w.win)
	p.dialog.Resize(fyne.NewSize(520, 460))
	w.showForm("palette", p.dialog)
	w.win.Canvas().Focus(p.field)
	p.mark(0)
}

func (p *palette) bind(i widget.ListItemID, o fyne.CanvasObject) {
	if i >= len(p.fits) {
		return
	}
	labels := o.(*fyne.Container).Objects
	labels[0].(*widget.Label).SetText(tr(p.fits[i].label))
	labels[1].(*widget.Label).SetText(keyName(p.fits[i]))
}

// mark shows which command Return would run, without running it.
func (p *palette) mark(i int) {
	p.chosen = max(0, min(i, len(p.fits)-1))
	p.list.OnSelected = nil
	p.list.UnselectAll()
	if len(p.fits) > 0 {
		p.list.Select(p.chosen)
		p.list.ScrollTo(p.chosen)
	}
	p.list.OnSelected = p.selected
}

// selected runs the command that was clicked.
func (p *palette) selected(i widget.ListItemID) {
	p.chosen = i
	p.run()
}

// narrow lists the commands whose names hold all words typed.
func (p *palette) narrow(text string) {
	p.fits = fitting(p.w.commands, text)
	p.list.Refresh()
	p.mark(0)
}

// fitting are the commands whose names, in the reader's language or in English,
// hold each word as the beginning of one of theirs; those that begin with the
// first word come first.
func fitting(all []command, text string) []command {
	words := strings.Fields(fold.Fold(text))
	var out []command
	for _, c := range all {
		name := " " + fold.Fold(tr(c.label)+" "+c.label)
		if !slices.ContainsFunc(words, func(w string) bool {
			return !strings.Contains(name, " "+w) && !strings.Contains(name, "’"+w) && !strings.Contains(name, "'"+w)
		}) {
			out = append(out, c)
		}
	}
	slices.SortStableFunc(out, func(a, b command) int { return begins(b, words) - begins(a, words) })
	return out
}

func begins(c command, words []string) int {
	if len(words) > 0 && strings.HasPrefix(fold.Fold(tr(c.label)), words[0]) {
		return 1
	}
	return 0
}

func (p *palette) marked() int { return p.chosen }
func (p *palette) leave()      { p.dialog.Hide() }

// run runs the chosen command once the palette is gone.
func (p *palette) run() {
	p.dialog.Hide()
	if p.chosen < len(p.fits) {
		p.fits[p.chosen].do(p.w)
	}
}

// listed is a list that a field above it narrows and steers.
type listed interface {
	narrow(text string)
	mark(row int)
	marked() int
	run()
	leave()
}

// listField is the field above a list: arrows move in the list, Return runs what
// is marked.
type listField struct {
	widget.Entry
	over listed
}

func newListField(over listed) *listField {
	f := &listField{over: over}
	f.ExtendBaseWidget(f)
	f.OnChanged = over.narrow
	return f
}

// TypedKey implements fyne.Focusable.
func (f *listField) TypedKey(e *fyne.KeyEvent) {
	switch e.Name {
	case fyne.KeyDown:
		f.over.mark(f.over.marked() + 1)
	case fyne.KeyUp:
		f.over.mark(f.over.marked() - 1)
	case fyne.KeyReturn, fyne.KeyEnter:
		f.over.run()
	case fyne.KeyEscape:
		f.over.leave()
	default:
		f.Entry.TypedKey(e)
	}
}
