//go:build !headless

package app

import (
	"context"
	"slices"
	"strings"

	"florilegium/app/reader"
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
	w      *window
	tabs   *tabs
	bar    *tabs // what can be done with the list
	links  []func()
	list   *widget.List
	browse *browsePane
	back   *canvas.Rectangle
	empty  *widget.Label
	box    fyne.CanvasObject
	rows   lazy[db.Row]
	picks  picks
	lane   lane
	shown  shelf // that the rows are of
}

func newLibraryPane(w *window) *libraryPane {
	p := &libraryPane{w: w, back: canvas.NewRectangle(nil), empty: widget.NewLabel("")}
	p.rows.id, p.rows.read = func(r db.Row) int64 { return r.ID }, w.lib.Rows
	p.tabs = newTabs(p.choose, "", "", "", "")
	p.bar = newLinks(func(i int) { p.links[i]() })
	p.list = widget.NewList(p.length, func() fyne.CanvasObject { return newRow() }, p.bind)
	p.list.HideSeparators = true
	p.list.OnSelected = func(i widget.ListItemID) { p.list.UnselectAll(); p.tap(i, 0) }
	p.browse = newBrowsePane(w)
	p.empty.Wrapping = fyne.TextWrapWord
	p.empty.Importance = widget.LowImportance
	p.box = container.NewStack(p.back, container.NewBorder(container.NewVBox(p.tabs, p.bar), nil, nil, nil,
		container.NewStack(newTight(p.list), p.browse.box, container.New(&shift{x: 4}, p.empty))))
	return p
}

func (p *libraryPane) length() int { return len(p.w.state.arriving) + len(p.rows.ids) }

func (p *libraryPane) bind(i widget.ListItemID, o fyne.CanvasObject) {
	r := o.(*row)
	r.tap = func(held fyne.KeyModifier) { p.tap(i, held) }
	r.menu = func(at fyne.Position) { p.menu(i, at) }
	n := len(p.w.state.arriving)
	if i < n {
		r.set(arrivalRow(p.w.state.arriving[i]))
		return
	}
	data, ok := p.rows.at(i - n)
	if !ok {
		r.set(rowData{title: "…"})
		p.rows.need(&p.w.jobs, i-n, p.read)
		return
	}
	r.set(p.articleRow(data))
	if f := p.w.state.found; f != nil {
		if _, ok := p.w.state.snippets[data.ID]; !ok {
			p.w.search.explain(len(f.Clips) + i - n)
		}
	}
}

// read draws the rows that were missing.
func (p *libraryPane) read(err error) {
	p.w.report(err)
	p.list.Refresh()
}

func (p *libraryPane) articleRow(r db.Row) rowData {
	d := rowData{
		title: titleOf(r.Title, r.URL), bold: !r.State.Read, about: p.about(r), words: p.w.state.snippets[r.ID].words,
		chosen: p.w.state.open != nil && p.w.state.open.ID == r.ID,
		picked: p.picks.ids[r.ID],
	}
	if r.Bytes > 0 {
		d.progress = min(1, float32(r.State.Progress)/float32(r.Bytes))
	}
	return d
}

// about is the line under a title: where the words were found, else where the
// article comes from.
func (p *libraryPane) about(r db.Row) string {
	if found := p.w.state.snippets[r.ID]; found.text != "" {
		return found.text
	}
	clips := ""
	if r.Clips > 0 {
		clips = count("clips", r.Clips)
	}
	long := tr("%d min", r.Minutes())
	if r.Bytes == 0 {
		long = "" // a document, or what was not fetched
	}
	from := r.Site
	if from == "" && len(r.Authors) > 0 { // a book, or a document
		from = r.Authors[0]
	}
	return dots(reader.OneLine(from), shortDate(r.Published), clips, long)
}

func arrivalRow(a *arrival) rowData {
	d := rowData{title: a.address, about: dots(stageText(a), otherName(a.address))}
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

// tap opens an article, or shows what became of a page on its way. With Ctrl it
// picks the row, with Shift all rows up to it.
func (p *libraryPane) tap(i int, held fyne.KeyModifier) {
	n := len(p.w.state.arriving)
	if i < n {
		p.w.showArrival(p.w.state.arriving[i])
		return
	}
	i -= n
	if i >= len(p.rows.ids) {
		return
	}
	switch {
	case held&fyne.KeyModifierShortcutDefault != 0:
		p.pickOpen()
		p.picks.toggle(p.rows.ids[i])
	case held&fyne.KeyModifierShift != 0:
		p.pickOpen()
		p.picks.extend(p.rows.ids, i)
	default:
		p.picks.clear()
		p.picks.pivot = p.rows.ids[i]
		p.w.open(p.rows.ids[i], -1)
	}
	p.refresh()
}

// pickOpen makes the open article the first of several.
func (p *libraryPane) pickOpen() {
	if a := p.w.state.open; a != nil && len(p.picks.ids) == 0 && p.rows.index(a.ID) >= 0 {
		p.picks.toggle(a.ID)
	}
}

// menu offers what can be done with a row, or with all picked ones.
func (p *libraryPane) menu(i int, at fyne.Position) {
	i -= len(p.w.state.arriving)
	if i < 0 || i >= len(p.rows.ids) {
		return
	}
	if !p.picks.ids[p.rows.ids[i]] {
		p.picks.take(p.rows.ids[i : i+1])
		p.refresh()
	}
	p.w.popup(at, "star", "read", "archive", "tag", "reference", "export", "refresh", "delete")
}

// aimed are the articles that a command is meant for: the picked ones, else the
// open one.
func (p *libraryPane) aimed() []int64 {
	if ids := p.picks.in(p.rows.ids); len(ids) > 0 {
		return ids
	}
	if a := p.w.state.open; a != nil {
		return []int64{a.ID}
	}
	return nil
}

// pickOpen picks the open article, or takes it out again.
func (w *window) pickOpen() {
	if a := w.state.open; a != nil && w.library.rows.index(a.ID) >= 0 {
		w.library.picks.toggle(a.ID)
		w.library.refresh()
	}
}

// pickAll picks every article of the list.
func (p *libraryPane) pickAll() {
	p.picks.take(p.rows.ids)
	p.refresh()
}

// pickNone ends the picking, if there was any.
func (p *libraryPane) pickNone() bool {
	some := len(p.picks.ids) > 0
	if some {
		p.picks.clear()
		p.refresh()
	}
	return some
}

// choose shows another shelf.
func (p *libraryPane) choose(i int) {
	p.w.state.shelf = shelf(i)
	p.picks.clear()
	p.w.search.clear()
	p.reload()
	p.list.ScrollToTop()
}

// reload reads the shelf and the counts again, away from the main goroutine.
func (p *libraryPane) reload() {
	lib, q := p.w.lib, clipper.ParseQuery(p.w.state.shelf.query())
	order := p.w.state.order
	first := int(p.list.GetScrollOffset() / rowHeight)
	p.w.run(&p.lane, func(ctx context.Context) func() {
		ids, err := lib.ListIDsBy(ctx, q, order)
		if err != nil {
			return func() { p.w.report(err) }
		}
		rows, err := lib.Rows(ctx, around(ids, first))
		if err != nil {
			return func() { p.w.report(err) }
		}
		total, err := lib.Stats(ctx)
		return func() {
			p.w.state.total = total
			p.w.report(err)
			if p.w.state.found == nil {
				p.fill(ids, rows)
			}
			p.w.refresh()
		}
	})
	p.browse.reload()
}

// fill shows the rows of the shelf. The open article stays where it was opened
// from, although it is read by now: it must not go away under the reader's eyes.
func (p *libraryPane) fill(ids []int64, rows []db.Row) {
	open := p.w.state.open
	if open != nil && p.shown == p.w.state.shelf && !slices.Contains(ids, open.ID) {
		at := p.rows.index(open.ID)
		if row, ok := p.rows.known[open.ID]; ok && at >= 0 {
			row.State = open.State
			ids, rows = slices.Insert(ids, min(at, len(ids)), row.ID), append(rows, row)
		}
	}
	p.shown = p.w.state.shelf
	p.rows.set(ids, rows)
}

// refresh draws the pane from the state.
func (p *libraryPane) refresh() {
	s := &p.w.state
	chosen, first := int(s.shelf), tr("To read")+" "+grouped(s.total.Unread)
	if f := s.found; f != nil {
		chosen, first = 0, tr("Found")+" "+hits(f.ArticleCount)
	}
	p.tabs.set(chosen, first, tr("All")+" "+grouped(s.total.Articles), tr("Browse"), "★")
	browsing := s.shelf == browsing && s.found == nil
	show(p.browse.box, browsing)
	show(p.list, !browsing)
	p.showLinks(browsing)
	p.back.FillColor = theme.Color(style.ColourSurface)
	p.back.Refresh()
	p.empty.SetText(p.emptyText())
	p.empty.Hidden = p.length() > 0 || browsing
	p.list.Refresh()
	if browsing {
		p.browse.refresh()
	}
}

func show(o fyne.CanvasObject, shown bool) {
	if shown {
		o.Show()
	} else {
		o.Hide()
	}
}

// showLinks offers what fits the list: an order, an end to the picking, or what
// to do with a search.
func (p *libraryPane) showLinks(browsing bool) {
	var labels []string
	add := func(label string, do func()) {
		labels, p.links = append(labels, label), append(p.links, do)
	}
	p.links = nil
	f := p.w.state.found
	switch {
	case len(p.picks.ids) > 1:
		add(count("picked", len(p.picks.ids)), p.w.pickedMenu)
		add(tr("None"), func() { p.pickNone() })
	case f != nil:
		if !p.w.search.best && (f.ArticleCount.More || f.ClipCount.More) {
			add(tr("Best first"), p.w.search.showBest)
		}
		add(tr("Keep this search"), p.w.keepSearch)
	case !browsing && len(p.rows.ids) > 1:
		add(sortLabel(p.w.state.order)+" ▾", p.sortMenu)
	}
	p.bar.set(-1, labels...)
	show(p.bar, len(labels) > 0)
}

// sorts are the orders of the list that the window offers.
var sorts = []db.Sort{db.ByArrival, db.ByPublished, db.ByTitle, db.ByAuthor, db.BySite}

func sortLabel(s db.Sort) string {
	switch s {
	case db.ByPublished:
		return tr("By date of publication")
	case db.ByTitle:
		return tr("By title")
	case db.ByAuthor:
		return tr("By author")
	case db.BySite:
		return tr("By site")
	}
	return tr("Newest first")
}

// sortMenu offers the orders.
func (p *libraryPane) sortMenu() {
	var items []*fyne.MenuItem
	for _, s := range sorts {
		item := fyne.NewMenuItem(sortLabel(s), func() { p.sort(s) })
		item.Checked = s == p.w.state.order
		items = append(items, item)
	}
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(p.bar)
	widget.ShowPopUpMenuAtPosition(fyne.NewMenu("", items...), p.w.win.Canvas(), at.AddXY(8, linksHeight))
}

func (p *libraryPane) sort(by db.Sort) {
	p.w.state.order = by
	p.w.keepPanes()
	p.reload()
	p.list.ScrollToTop()
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
		return grouped(c.N) + "+"
	}
	return grouped(c.N)
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
	at := -1
	if a := p.w.state.open; a != nil {
		at = p.rows.index(a.ID)
	}
	if next := at + by; next >= 0 && next < len(p.rows.ids) {
		p.picks.clear()
		p.w.open(p.rows.ids[next], -1)
		p.list.ScrollTo(next + len(p.w.state.arriving))
	}
}
