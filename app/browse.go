//go:build !headless

package app

import (
	"context"
	"image/color"

	"florilegium/app/style"
	"florilegium/db"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// facetHeight is the height of a line of the browsing list.
const facetHeight = 32

// facetLine is a line of the browsing list: a heading, a kept search, or a tag,
// site, author or year.
type facetLine struct {
	kind  string // "searches", "tags", "sites", "authors", "years"
	name  string
	n     int
	query string // what a click searches for
	id    int64  // of a kept search
	head  bool
}

// browsePane lists all that the library can be asked for without typing.
type browsePane struct {
	w        *window
	list     *widget.List
	box      fyne.CanvasObject
	lane     lane
	searches []db.SavedSearch
	facets   map[string][]db.Facet
	folded   map[string]bool
	lines    []facetLine
}

// facetKinds are the lists of db.Facets in their order, with the field of the
// query that each stands for.
var facetKinds = []struct{ kind, label, field string }{
	{kind: "tags", label: "Tags", field: "tag"},
	{kind: "sites", label: "Sites", field: "site"},
	{kind: "authors", label: "Authors", field: "author"},
	{kind: "years", label: "Years", field: "year"},
}

func newBrowsePane(w *window) *browsePane {
	p := &browsePane{w: w, folded: map[string]bool{"sites": true, "authors": true, "years": true}}
	p.list = widget.NewList(func() int { return len(p.lines) }, func() fyne.CanvasObject { return newFacetRow() }, p.bind)
	p.list.HideSeparators = true
	p.box = newTight(p.list)
	return p
}

func (p *browsePane) bind(i widget.ListItemID, o fyne.CanvasObject) {
	if i < len(p.lines) {
		r := o.(*facetRow)
		r.tap = func(fyne.KeyModifier) { p.tap(i) }
		r.menu = func(at fyne.Position) { p.menu(i, at) }
		r.set(p.lines[i], p.folded[p.lines[i].kind])
	}
}

// reload reads the lists again when they are shown.
func (p *browsePane) reload() {
	if p.w.state.shelf != browsing {
		return
	}
	lib := p.w.lib
	p.w.run(&p.lane, func(ctx context.Context) func() {
		searches, err := lib.SavedSearches(ctx)
		facets := map[string][]db.Facet{}
		for _, k := range facetKinds {
			if err == nil {
				facets[k.kind], err = lib.Facets(ctx, k.kind)
			}
		}
		return func() {
			p.w.report(err)
			p.searches, p.facets = searches, facets
			p.refresh()
		}
	})
}

// refresh lists what is unfolded.
func (p *browsePane) refresh() {
	p.lines = p.lines[:0]
	p.head("searches", tr("Kept searches"), len(p.searches))
	for _, s := range p.searches {
		p.line(facetLine{kind: "searches", name: s.Name, query: s.Query, id: s.ID})
	}
	for _, k := range facetKinds {
		p.head(k.kind, tr(k.label), len(p.facets[k.kind]))
		for _, f := range p.facets[k.kind] {
			p.line(facetLine{kind: k.kind, name: f.Name, n: f.Count, query: k.field + `:"` + f.Name + `"`})
		}
	}
	p.list.Refresh()
}

func (p *browsePane) head(kind, name string, n int) {
	p.lines = append(p.lines, facetLine{kind: kind, name: name, n: n, head: true})
}

func (p *browsePane) line(l facetLine) {
	if !p.folded[l.kind] {
		p.lines = append(p.lines, l)
	}
}

// tap folds a heading, or searches.
func (p *browsePane) tap(i int) {
	l := p.lines[i]
	if l.head {
		p.folded[l.kind] = !p.folded[l.kind]
		p.refresh()
		return
	}
	p.w.search.ask(l.query)
}

// menu offers to rename or forget what has a name of the reader's own.
func (p *browsePane) menu(i int, at fyne.Position) {
	l := p.lines[i]
	if l.head || (l.kind != "tags" && l.kind != "searches") {
		return
	}
	items := []*fyne.MenuItem{fyne.NewMenuItem(tr("Rename…"), func() { p.rename(l) })}
	if l.kind == "searches" {
		items = append(items, fyne.NewMenuItem(tr("Forget"), func() { p.forget(l) }))
	}
	widget.ShowPopUpMenuAtPosition(fyne.NewMenu("", items...), p.w.win.Canvas(), at)
}

// rename asks for another name. A tag that gets the name of another one becomes
// one with it.
func (p *browsePane) rename(l facetLine) {
	hint := ""
	if l.kind == "tags" {
		hint = tr("The name of another tag makes the two one.")
	}
	p.w.askName(tr("Rename %s", l.name), hint, l.name, func(name string) {
		p.w.apply(p.w.whole(func(ctx context.Context) error {
			if l.kind == "tags" {
				return p.w.lib.RenameTag(ctx, l.name, name)
			}
			return p.renameSearch(ctx, l, name)
		}), func() {})
	})
}

func (p *browsePane) renameSearch(ctx context.Context, l facetLine, name string) error {
	if err := p.w.lib.SaveSearch(ctx, name, l.query); err != nil || name == l.name {
		return err
	}
	return p.w.lib.DeleteSearch(ctx, l.id)
}

func (p *browsePane) forget(l facetLine) {
	p.w.change(tr("Search forgotten"),
		func(ctx context.Context) error { return p.w.lib.DeleteSearch(ctx, l.id) },
		func(ctx context.Context) error { return p.w.lib.SaveSearch(ctx, l.name, l.query) })
}

// keepSearch keeps what is searched for under a name.
func (w *window) keepSearch() {
	query := w.search.Text
	if query == "" {
		w.toast.show(tr("Search for something first"), nil)
		return
	}
	w.askName(tr("Keep this search"), query, query, func(name string) {
		w.change(tr("Kept under “Browse”"),
			func(ctx context.Context) error { return w.lib.SaveSearch(ctx, name, query) },
			func(ctx context.Context) error { return w.forgetSearch(ctx, name) })
	})
}

func (w *window) forgetSearch(ctx context.Context, name string) error {
	searches, err := w.lib.SavedSearches(ctx)
	for _, s := range searches {
		if s.Name == name {
			return w.lib.DeleteSearch(ctx, s.ID)
		}
	}
	return err
}

// askName asks for a name; done gets it.
func (w *window) askName(title, hint, name string, done func(string)) {
	entry := w.newFormEntry()
	entry.SetText(name)
	about := widget.NewLabel(hint)
	about.Wrapping, about.Importance, about.Hidden = fyne.TextWrapWord, widget.LowImportance, hint == ""
	form := w.newForm(title, container.NewVBox(entry, about), tr("Keep"), func() { done(entry.Text) })
	entry.OnSubmitted = func(text string) { form.Hide(); done(text) }
	form.Resize(fyne.NewSize(460, 190))
	w.showForm("name", form)
	w.win.Canvas().Focus(entry)
	entry.TypedShortcut(&fyne.ShortcutSelectAll{})
}

// facetRow is a line of the browsing list.
type facetRow struct {
	widget.BaseWidget
	touch
	data        facetLine
	name, count *widget.Label
	rule        *canvas.Rectangle
	box         *fyne.Container
}

func newFacetRow() *facetRow {
	r := &facetRow{name: widget.NewLabel(""), count: widget.NewLabel(""), rule: canvas.NewRectangle(color.Transparent)}
	r.name.Truncation = fyne.TextTruncateEllipsis
	r.count.Alignment, r.count.Importance = fyne.TextAlignTrailing, widget.LowImportance
	r.count.SizeName = theme.SizeNameCaptionText
	r.box = container.New(&facetLayout{r}, r.rule, r.name, r.count)
	r.ExtendBaseWidget(r)
	return r
}

func (r *facetRow) set(l facetLine, folded bool) {
	r.data = l
	r.name.TextStyle.Bold = l.head
	text := l.name
	if l.head && folded {
		text = "▸ " + text
	} else if l.head {
		text = "▾ " + text
	}
	r.name.SetText(text)
	number := ""
	if l.head || l.kind != "searches" {
		number = grouped(l.n)
	}
	r.count.SetText(number)
	r.rule.FillColor = color.Transparent
	if l.head {
		r.rule.FillColor = theme.Color(style.ColourLine)
	}
	r.box.Layout.Layout(r.box.Objects, r.box.Size())
	r.rule.Refresh()
}

// CreateRenderer implements fyne.Widget.
func (r *facetRow) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(r.box)
}

type facetLayout struct{ r *facetRow }

func (*facetLayout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(100, facetHeight) }

func (x *facetLayout) Layout(o []fyne.CanvasObject, size fyne.Size) {
	indent := float32(4)
	if !x.r.data.head {
		indent = 18
	}
	place(o[0], 0, 0, size.Width, 1)
	place(o[1], indent, -1, size.Width-indent-64, facetHeight)
	place(o[2], size.Width-68, -1, 64, facetHeight)
}
