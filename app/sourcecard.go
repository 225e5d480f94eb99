//go:build !headless

package app

import (
	"context"
	"fmt"
	"slices"

	"florilegium/clipper"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// sourceFields are the fields of the card, in its order, with what they are
// called. The others are the program's own affair.
var sourceFields = []struct{ field, label string }{
	{field: "title", label: "Title"},
	{field: "authors", label: "Authors"},
	{field: "site", label: "Site or journal"},
	{field: "published", label: "Published"},
	{field: "modified", label: "Modified"},
	{field: "publisher", label: "Publisher"},
	{field: "publisher_place", label: "Place"},
	{field: "editors", label: "Editors"},
	{field: "translators", label: "Translators"},
	{field: "edition", label: "Edition"},
	{field: "genre", label: "Kind of work"},
	{field: "section", label: "Section"},
	{field: "type", label: "Kind"},
	{field: "lang", label: "Language"},
	{field: "url", label: "Address"},
	{field: "doi", label: "DOI"},
	{field: "issn", label: "ISSN"},
	{field: "isbn", label: "ISBN"},
	{field: "volume", label: "Volume"},
	{field: "issue", label: "Issue"},
	{field: "pages", label: "Pages"},
	{field: "archive_url", label: "Archived at"},
	{field: "licence", label: "Licence"},
}

// unsure is below which a candidate is shown as doubtful.
const unsure = .5

// sourceCard shows what the program knows of an article's source, where it found
// each piece, and what else it found; every field can be changed, and what the
// reader writes is never overwritten.
type sourceCard struct {
	w       *window
	article *clipper.Article
	lines   []*sourceLine
}

type sourceLine struct {
	card  *sourceCard
	field string
	entry *sourceEntry
	from  *widget.Label
}

// showSource opens the card of the open article.
func (w *window) showSource() {
	a := w.state.open
	if a == nil {
		return
	}
	c := &sourceCard{w: w, article: a}
	form := widget.NewForm()
	for _, f := range sourceFields {
		form.Append(tr(f.label), c.line(f.field))
	}
	d := w.newForm(tr("Source"), formScroll(form), "", nil)
	d.Resize(fyne.NewSize(760, 620))
	w.showForm("source", d)
	w.win.Canvas().Focus(c.lines[0].entry)
}

// line is a field: its value, where it came from, and a button where there is a
// choice.
func (c *sourceCard) line(field string) fyne.CanvasObject {
	l := &sourceLine{card: c, field: field, from: widget.NewLabel("")}
	l.entry = newSourceEntry(l)
	l.from.Importance, l.from.SizeName = widget.LowImportance, theme.SizeNameCaptionText
	l.from.Truncation = fyne.TextTruncateEllipsis
	c.lines = append(c.lines, l)
	l.fill()
	others := c.others(field)
	row := container.NewBorder(nil, nil, nil, nil, l.entry)
	if len(others) > 0 {
		more := c.w.newButton(fmt.Sprintf("▾ %d", len(others)), nil)
		more.Importance = widget.LowImportance
		more.OnTapped = func() { l.choose(more) }
		row = container.NewBorder(nil, nil, nil, more, l.entry)
	}
	return container.New(&lineLayout{}, row, l.from)
}

// fill shows the value that the article has, and where it was found.
func (l *sourceLine) fill() {
	l.entry.SetText(clipper.GetField(&l.card.article.Source, l.field))
	l.from.SetText(evidenceText(l.card.picked(l.field)))
	l.from.Hidden = l.from.Text == ""
}

// picked is the evidence for a field that was taken.
func (c *sourceCard) picked(field string) clipper.Evidence {
	for _, e := range c.article.Evidence {
		if e.Field == field && e.Picked {
			return e
		}
	}
	return clipper.Evidence{}
}

// others are the values that were found for a field and not taken, each once.
func (c *sourceCard) others(field string) (list []clipper.Evidence) {
	now := clipper.GetField(&c.article.Source, field)
	for _, e := range c.article.Evidence {
		known := func(x clipper.Evidence) bool { return x.Value == e.Value }
		if e.Field == field && e.Value != now && e.Value != "" && !slices.ContainsFunc(list, known) {
			list = append(list, e)
		}
	}
	return list
}

// evidenceText says where a value was found, and whether it is doubtful.
func evidenceText(e clipper.Evidence) string {
	if e.From == "" {
		return ""
	}
	doubt := ""
	if e.Sure > 0 && e.Sure < unsure {
		doubt = tr("doubtful")
	}
	if e.From == clipper.FromUser {
		return tr("Written by you")
	}
	return dots(e.From, e.Detail, doubt)
}

// choose offers the other values that were found.
func (l *sourceLine) choose(near fyne.CanvasObject) {
	var items []*fyne.MenuItem
	for _, e := range l.card.others(l.field) {
		items = append(items, fyne.NewMenuItem(dots(shorten(e.Value, 60), evidenceText(e)), func() {
			l.entry.SetText(e.Value)
			l.keep()
		}))
	}
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(near)
	widget.ShowPopUpMenuAtPosition(fyne.NewMenu("", items...), l.card.w.win.Canvas(), at.AddXY(0, near.Size().Height))
}

// shorten cuts a text after n characters.
func shorten(text string, n int) string {
	if r := []rune(text); len(r) > n {
		return string(r[:n]) + "…"
	}
	return text
}

// keep stores what the field says; a value that cannot be is told of and put back.
func (l *sourceLine) keep() {
	c := l.card
	before, after := clipper.GetField(&c.article.Source, l.field), l.entry.Text
	if before == after {
		return
	}
	trial := c.article.Source
	if err := clipper.SetField(&trial, l.field, after); err != nil {
		sentence, hint := tell(err)
		l.from.SetText(dots(sentence, hint))
		l.from.Show()
		return
	}
	c.article.Source = trial
	l.from.SetText(tr("Written by you"))
	l.from.Show()
	id, lib := c.article.ID, c.w.lib
	c.w.change(tr("Source changed"),
		func(ctx context.Context) error { return lib.EditSource(ctx, id, l.field, after) },
		func(ctx context.Context) error { return lib.EditSource(ctx, id, l.field, before) })
	c.w.sourceChanged(c.article)
}

// sourceChanged shows the new title and line of an article that stays open.
func (w *window) sourceChanged(a *clipper.Article) {
	if w.state.open == a {
		w.setTitle(a)
		w.reader.Open(a, w.state.here, w.reader.TopOffset())
	}
}

// sourceEntry keeps its field when it is left or Return is pressed.
type sourceEntry struct {
	formEntry
	line *sourceLine
}

func newSourceEntry(l *sourceLine) *sourceEntry {
	e := &sourceEntry{line: l}
	e.leave = l.card.w.leaveEntry
	e.ExtendBaseWidget(e)
	e.OnSubmitted = func(string) { l.keep() }
	return e
}

// FocusLost implements fyne.Focusable.
func (e *sourceEntry) FocusLost() {
	e.Entry.FocusLost()
	e.line.keep()
}

// lineLayout sets the evidence close under its field.
type lineLayout struct{}

func (lineLayout) MinSize(o []fyne.CanvasObject) fyne.Size {
	size := o[0].MinSize()
	if o[1].Visible() {
		size.Height += 22
	}
	return size
}

func (lineLayout) Layout(o []fyne.CanvasObject, size fyne.Size) {
	height := o[0].MinSize().Height
	o[0].Resize(fyne.NewSize(size.Width, height))
	o[1].Move(fyne.NewPos(-2, height-6))
	o[1].Resize(fyne.NewSize(size.Width, 30))
}
