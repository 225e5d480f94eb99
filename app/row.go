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

// rowHeight is the height of a row of the library pane.
const rowHeight = 64

// rowData is what a row of the library pane shows.
type rowData struct {
	title, about string
	words        [][2]int // of about, that were found
	bold         bool     // unread
	chosen       bool     // open in the article pane
	picked       bool     // one of several that the next command is meant for
	failed       bool     // about is a failure
	progress     float32  // 0–1, of reading or of fetching
}

// row is a row of the library pane: a title, a line about it, a line of progress.
type row struct {
	widget.BaseWidget
	data             rowData
	back, edge, line *canvas.Rectangle
	rule             *canvas.Rectangle
	title, about     *widget.Label
	bands            *bands
	touch
}

// touch is what a row or a card does when it is clicked.
type touch struct {
	tap  func(fyne.KeyModifier)
	menu func(fyne.Position) // in the coordinates of the canvas
	held fyne.KeyModifier
}

// MouseDown implements desktop.Mouseable: a click tells no modifiers later.
func (t *touch) MouseDown(e *desktop.MouseEvent) { t.held = e.Modifier }

// MouseUp implements desktop.Mouseable.
func (t *touch) MouseUp(*desktop.MouseEvent) {}

// Tapped implements fyne.Tappable.
func (t *touch) Tapped(*fyne.PointEvent) {
	if t.tap != nil {
		t.tap(t.held)
	}
}

// TappedSecondary implements fyne.SecondaryTappable.
func (t *touch) TappedSecondary(e *fyne.PointEvent) {
	if t.menu != nil {
		t.menu(e.AbsolutePosition)
	}
}

func newRow() *row {
	r := &row{
		back: canvas.NewRectangle(nil), edge: canvas.NewRectangle(nil),
		line: canvas.NewRectangle(nil), rule: canvas.NewRectangle(nil),
		title: widget.NewLabel(""), about: widget.NewLabel(""), bands: newBands(3),
	}
	for _, l := range []*widget.Label{r.title, r.about} {
		l.Truncation = fyne.TextTruncateEllipsis
	}
	r.about.SizeName = theme.SizeNameCaptionText
	r.ExtendBaseWidget(r)
	return r
}

// set shows d. Only what changed is refreshed: lists set rows while scrolling.
func (r *row) set(d rowData) {
	if d.title != r.data.title || d.bold != r.data.bold {
		r.title.TextStyle.Bold = d.bold
		r.title.SetText(d.title)
	}
	if d.about != r.data.about || d.failed != r.data.failed {
		r.about.Importance = widget.LowImportance
		if d.failed {
			r.about.Importance = widget.DangerImportance
		}
		r.about.SetText(d.about)
	}
	r.data = d
	r.Refresh()
}

// CreateRenderer implements fyne.Widget.
func (r *row) CreateRenderer() fyne.WidgetRenderer {
	objects := append([]fyne.CanvasObject{r.back}, r.bands.objects()...)
	return &rowRenderer{r, append(objects, r.edge, r.title, r.about, r.rule, r.line)}
}

type rowRenderer struct {
	r       *row
	objects []fyne.CanvasObject
}

func (x *rowRenderer) Destroy()                     {}
func (x *rowRenderer) Objects() []fyne.CanvasObject { return x.objects }
func (x *rowRenderer) MinSize() fyne.Size           { return fyne.NewSize(100, rowHeight) }

func (x *rowRenderer) Layout(size fyne.Size) {
	r := x.r
	place(r.back, 0, 0, size.Width, rowHeight)
	r.edge.Resize(fyne.NewSize(3, rowHeight))
	place(r.title, 4, 3, size.Width-12, 32)
	place(r.about, 4, 26, size.Width-12, 30)
	r.bands.begin()
	about := &canvas.Text{Text: r.data.about, TextSize: theme.CaptionTextSize()}
	r.bands.line(about, r.data.words, fyne.NewPos(12, 33), size.Width-28)
	r.bands.end()
	place(r.rule, 0, rowHeight-1, size.Width, 1)
	r.line.Move(fyne.NewPos(0, rowHeight-2))
	r.line.Resize(fyne.NewSize(size.Width*r.data.progress, 2))
}

func (x *rowRenderer) Refresh() {
	r := x.r
	accent := theme.Color(theme.ColorNamePrimary)
	r.edge.FillColor, r.line.FillColor, r.rule.FillColor = accent, accent, theme.Color(style.ColourLine)
	r.edge.Hidden = !r.data.chosen
	r.back.FillColor = theme.Color(style.ColourSurface)
	switch {
	case r.data.picked:
		r.back.FillColor = theme.Color(theme.ColorNameSelection)
	case r.data.chosen:
		r.back.FillColor = theme.Color(style.ColourRaised)
	}
	x.Layout(r.Size())
	for _, o := range []*canvas.Rectangle{r.back, r.edge, r.line, r.rule} {
		o.Refresh()
	}
}
