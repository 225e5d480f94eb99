//go:build !headless

package app

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"florilegium/app/style"
	"florilegium/clipper"
	"florilegium/clipper/capture"
	"florilegium/db"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// libraryPane lists the articles of a shelf, or what a search found; pages on
// their way in stand above them.
type libraryPane struct {
	w     *window
	tabs  *tabs
	list  *widget.List
	back  *canvas.Rectangle
	empty *widget.Label
	box   fyne.CanvasObject
	lane  lane
	shown shelf // that the rows are of
}

func newLibraryPane(w *window) *libraryPane {
	p := &libraryPane{w: w, back: canvas.NewRectangle(nil), empty: widget.NewLabel("")}
	p.tabs = newTabs(p.choose, "", "", "")
	p.list = widget.NewList(p.length, func() fyne.CanvasObject { return newRow() }, p.bind)
	p.list.HideSeparators = true
	p.list.OnSelected = p.selected
	p.empty.Wrapping = fyne.TextWrapWord
	p.empty.Importance = widget.LowImportance
	p.box = container.NewStack(p.back, container.NewBorder(p.tabs, nil, nil, nil,
		container.NewStack(newTight(p.list), container.NewVBox(p.empty))))
	return p
}

// rows are what the search found, else the shelf.
func (p *libraryPane) rows() []db.Row {
	if f := p.w.state.found; f != nil {
		return f.Articles
	}
	return p.w.state.rows
}

func (p *libraryPane) length() int { return len(p.w.state.arriving) + len(p.rows()) }

func (p *libraryPane) bind(i widget.ListItemID, o fyne.CanvasObject) {
	if n := len(p.w.state.arriving); i < n {
		o.(*row).set(arrivalRow(p.w.state.arriving[i]))
	} else if rows := p.rows(); i-n < len(rows) {
		o.(*row).set(p.articleRow(rows[i-n]))
	}
}

func (p *libraryPane) articleRow(r db.Row) rowData {
	d := rowData{
		title: r.Title, bold: !r.State.Read,
		about:  p.about(r),
		chosen: p.w.state.open != nil && p.w.state.open.ID == r.ID,
	}
	if d.title == "" {
		d.title = r.URL
	}
	if r.Bytes > 0 {
		d.progress = min(1, float32(r.State.Progress)/float32(r.Bytes))
	}
	return d
}

// about is the line under a title: where the words were found, else where the
// article comes from.
func (p *libraryPane) about(r db.Row) string {
	if text := p.w.state.snippets[r.ID]; text != "" {
		return text
	}
	clips := ""
	if r.Clips > 0 {
		clips = count("clips", r.Clips)
	}
	return dots(r.Site, shortDate(r.Published), clips, tr("%d min", r.Minutes()))
}

func arrivalRow(a *arrival) rowData {
	d := rowData{title: a.address, about: stageText(a)}
	if a.err != nil {
		sentence, hint := tell(a.err)
		d.failed, d.about = true, dots(sentence, hint)
		return d
	}
	switch {
	case a.of > 0:
		d.progress = .5 + .5*float32(a.done)/float32(a.of)
	case a.stage == capture.Fetching:
		d.progress = .15
	default:
		d.progress = .4
	}
	return d
}

func stageText(a *arrival) string {
	switch a.stage {
	case capture.Fetching:
		return tr("Fetching the page")
	case capture.Images:
		return tr("Images %d of %d", a.done, a.of)
	}
	return tr("Reading the page")
}

// selected opens an article, or shows what became of a page on its way.
func (p *libraryPane) selected(i widget.ListItemID) {
	p.list.UnselectAll()
	if n := len(p.w.state.arriving); i < n {
		p.w.showArrival(p.w.state.arriving[i])
	} else if rows := p.rows(); i-n < len(rows) {
		p.w.open(rows[i-n].ID, -1)
	}
}

// choose shows another shelf.
func (p *libraryPane) choose(i int) {
	p.w.state.shelf = shelf(i)
	p.w.search.clear()
	p.reload()
}

// reload reads the shelf and the counts again, away from the main goroutine.
func (p *libraryPane) reload() {
	lib, q := p.w.lib, clipper.ParseQuery(p.w.state.shelf.query())
	p.w.run(&p.lane, func(ctx context.Context) func() {
		rows, err := lib.List(ctx, q, 0, 0)
		if err != nil {
			return func() { p.w.report(err) }
		}
		total, err := lib.Stats(ctx)
		return func() {
			p.w.state.rows, p.w.state.total = p.withOpen(rows), total
			p.w.report(err)
			p.w.refresh()
		}
	})
}

// withOpen keeps the open article on the shelf it was opened from, although it is
// read by now: the row under the reader's eyes must not go away.
func (p *libraryPane) withOpen(rows []db.Row) []db.Row {
	open := p.w.state.open
	is := func(r db.Row) bool { return open != nil && r.ID == open.ID }
	before := slices.IndexFunc(p.w.state.rows, is)
	if p.shown != p.w.state.shelf || before < 0 || slices.ContainsFunc(rows, is) {
		p.shown = p.w.state.shelf
		return rows
	}
	row := p.w.state.rows[before]
	row.State = open.State
	at, _ := slices.BinarySearchFunc(rows, row.ID, func(r db.Row, id int64) int { return cmp.Compare(id, r.ID) })
	return slices.Insert(rows, at, row)
}

// refresh draws the pane from the state.
func (p *libraryPane) refresh() {
	t := p.w.state.total
	chosen, first := int(p.w.state.shelf), tr("To read")+fmt.Sprintf(" %d", t.Unread)
	if f := p.w.state.found; f != nil {
		chosen, first = 0, tr("Found")+" "+hits(f.ArticleCount)
	}
	p.tabs.set(chosen, first, tr("All")+fmt.Sprintf(" %d", t.Articles), "★")
	p.back.FillColor = theme.Color(style.ColourSurface)
	p.back.Refresh()
	p.empty.SetText(p.emptyText())
	p.empty.Hidden = p.length() > 0
	p.list.Refresh()
}

func (p *libraryPane) emptyText() string {
	switch {
	case p.w.state.found != nil:
		return p.notFound()
	case p.w.state.total.Articles == 0:
		return tr("Nothing saved yet. Paste the address of a page anywhere (Ctrl+V).")
	case p.w.state.shelf == starred:
		return tr("Nothing starred yet. The key s stars the open article.")
	}
	return tr("Everything is read.")
}

// hits is a number of hits; more than are counted have a plus.
func hits(c db.Count) string {
	if c.More {
		return fmt.Sprintf("%d+", c.N)
	}
	return fmt.Sprint(c.N)
}

// notFound offers words of the library that are near those that it lacks.
func (p *libraryPane) notFound() string {
	text := tr("No article holds these words.")
	var words []string
	for _, n := range p.w.state.near {
		words = append(words, n.Word)
	}
	if len(words) > 0 {
		text += "\n" + tr("Near: %s", strings.Join(words, ", "))
	}
	return text
}

// step opens the article before or after the open one.
func (p *libraryPane) step(by int) {
	rows := p.rows()
	at := -1
	for i, r := range rows {
		if p.w.state.open != nil && r.ID == p.w.state.open.ID {
			at = i
		}
	}
	if next := at + by; next >= 0 && next < len(rows) {
		p.w.open(rows[next].ID, -1)
		p.list.ScrollTo(next + len(p.w.state.arriving))
	}
}
