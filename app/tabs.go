//go:build !headless

package app

import (
	"florilegium/app/style"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// The height of a row of tabs and of a row of links.
const (
	tabsHeight  = 43
	linksHeight = 30
	tabsInset   = 12
	tabsGap     = 14
)

// tabs is a row of words of which one is chosen, none where chosen is -1;
// OnChoose is told which was clicked.
type tabs struct {
	widget.BaseWidget
	labels   []string
	chosen   int
	height   float32
	OnChoose func(int)
	texts    []*canvas.Text
	mark     *canvas.Rectangle
}

func newTabs(choose func(int), labels ...string) *tabs {
	t := &tabs{labels: labels, OnChoose: choose, height: tabsHeight, mark: canvas.NewRectangle(theme.Color(theme.ColorNamePrimary))}
	for range max(len(labels), mostLinks) {
		t.texts = append(t.texts, canvas.NewText("", nil))
	}
	t.ExtendBaseWidget(t)
	return t
}

// mostLinks is how many labels a row may come to have.
const mostLinks = 4

// newLinks is a row of words to click, none of them chosen.
func newLinks(choose func(int)) *tabs {
	t := newTabs(choose)
	t.chosen, t.height = -1, linksHeight
	return t
}

// set changes a label and chooses a tab, without telling OnChoose.
func (t *tabs) set(chosen int, labels ...string) {
	t.chosen, t.labels = chosen, labels
	t.Refresh()
}

// Tapped implements fyne.Tappable.
func (t *tabs) Tapped(e *fyne.PointEvent) {
	for i, text := range t.texts[:len(t.labels)] {
		if x := text.Position().X; e.Position.X >= x-6 && e.Position.X <= x+text.Size().Width+6 {
			t.OnChoose(i)
			return
		}
	}
}

// Cursor implements desktop.Cursorable.
func (t *tabs) Cursor() desktop.Cursor { return desktop.PointerCursor }

// CreateRenderer implements fyne.Widget.
func (t *tabs) CreateRenderer() fyne.WidgetRenderer {
	r := &tabsRenderer{t: t}
	r.Refresh()
	return r
}

type tabsRenderer struct{ t *tabs }

func (r *tabsRenderer) Destroy() {}

func (r *tabsRenderer) MinSize() fyne.Size {
	width := float32(tabsInset)
	for _, text := range r.t.texts[:len(r.t.labels)] {
		width += text.MinSize().Width + tabsGap
	}
	return fyne.NewSize(width, r.t.height)
}

func (r *tabsRenderer) Objects() []fyne.CanvasObject {
	objects := []fyne.CanvasObject{r.t.mark}
	for _, text := range r.t.texts {
		objects = append(objects, text)
	}
	return objects
}

func (r *tabsRenderer) Layout(fyne.Size) {
	x := float32(tabsInset)
	for i, text := range r.t.texts {
		size := text.MinSize()
		text.Move(fyne.NewPos(x, (r.t.height-size.Height)/2-2))
		text.Resize(size)
		if i == r.t.chosen {
			r.t.mark.Move(fyne.NewPos(x, tabsHeight-8))
			r.t.mark.Resize(fyne.NewSize(size.Width, 2))
		}
		x += size.Width + tabsGap
	}
}

func (r *tabsRenderer) Refresh() {
	r.t.mark.FillColor = theme.Color(theme.ColorNamePrimary)
	r.t.mark.Hidden = r.t.chosen < 0
	for i, text := range r.t.texts {
		text.Text, text.TextSize = "", 12
		if i < len(r.t.labels) {
			text.Text = r.t.labels[i]
		}
		text.TextStyle.Bold = i == r.t.chosen
		text.Color = theme.Color(style.ColourMuted)
		switch r.t.chosen {
		case i:
			text.Color = theme.Color(theme.ColorNameForeground)
		case -1:
			text.Color = theme.Color(theme.ColorNamePrimary)
		}
		text.Refresh()
	}
	r.Layout(r.t.Size())
	r.t.mark.Refresh()
}
