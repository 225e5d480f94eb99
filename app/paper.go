//go:build !headless

package app

import (
	"context"
	"slices"
	"strings"

	"florilegium/clipper"
	"florilegium/clipper/capture"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/widget"
)

// A quotation from paper: the reader types the words and their source; there is no
// page behind them.

// paperKinds are the kinds of printed sources, by their CSL type, with the fields
// that each one has.
var paperKinds = []struct{ kind, label, fields string }{
	{kind: "book", label: "Book", fields: "title authors translators edition publisher publisher_place published isbn lang"},
	{kind: "chapter", label: "Chapter of a book", fields: "title authors site editors translators edition publisher publisher_place published pages isbn lang"},
	{kind: "article-journal", label: "Article of a journal", fields: "title authors site volume issue published pages doi lang"},
	{kind: "article-newspaper", label: "Newspaper article", fields: "title authors site published section lang"},
	{kind: "article-magazine", label: "Magazine article", fields: "title authors site issue published pages lang"},
	{kind: "thesis", label: "Thesis", fields: "title authors genre publisher publisher_place published lang"},
	{kind: "report", label: "Report", fields: "title authors genre issue publisher publisher_place published lang"},
	{kind: "manuscript", label: "Manuscript or letter", fields: "title authors genre archive publisher_place published lang"},
}

// paperForm asks for a quotation and its printed source.
type paperForm struct {
	w       *window
	source  clipper.Source
	kind    int
	words   *formEntry
	page    *formEntry
	note    *formEntry
	entries map[string]*formEntry // of the source, by field
	lines   *fyne.Container
	said    *widget.Label // what is wrong
	dialog  dialog.Dialog
}

// askPaper opens the form: with the source of the open article where that was
// typed by hand too, since one book is quoted more than once.
func (w *window) askPaper() {
	f := &paperForm{w: w, words: w.newFormText(), page: w.newFormEntry(), note: w.newFormEntry(), entries: map[string]*formEntry{},
		lines: container.NewStack(), said: widget.NewLabel("")}
	if a := w.state.open; a != nil && a.Source.Typed() {
		f.source = a.Source
		f.kind = max(0, slices.IndexFunc(paperKinds, func(k struct{ kind, label, fields string }) bool { return k.kind == a.Source.Type }))
	}
	f.words.SetMinRowsVisible(5)
	f.words.SetPlaceHolder(tr("The words, just as they are printed, without marks around them"))
	f.page.SetPlaceHolder(tr("45, or xii–xiv"))
	f.said.Wrapping, f.said.Importance = fyne.TextWrapWord, widget.DangerImportance
	f.said.Hide()
	f.setKind(f.kind)
	words := container.NewThemeOverride(f.words, serifTheme{})
	// In the order in which Tab goes through them.
	content := container.New(layout.NewBorderLayout(words, f.said, nil, nil), words, formScroll(f.lines), f.said)
	d := dialog.NewCustomWithoutButtons(tr("Quotation from paper"), content, w.win)
	keep := w.newButton(tr("Keep"), f.keep)
	keep.Importance = widget.HighImportance
	d.SetButtons([]fyne.CanvasObject{w.newButton(tr("Cancel"), d.Hide), keep})
	f.dialog = d
	d.Resize(fyne.NewSize(640, 640))
	w.showForm("paper", d)
	w.win.Canvas().Focus(f.words)
}

// setKind shows the fields of a kind of source, with what they hold.
func (f *paperForm) setKind(i int) {
	f.kind = i
	f.source.Type = paperKinds[i].kind
	form := widget.NewForm(widget.NewFormItem(tr("Page"), f.page), widget.NewFormItem(tr("Note"), f.note), widget.NewFormItem(tr("Kind"), f.kinds()))
	for name := range strings.FieldsSeq(paperKinds[i].fields) {
		e := f.w.newFormEntry()
		e.SetText(clipper.GetField(&f.source, name))
		e.SetPlaceHolder(f.example(name))
		e.OnSubmitted = func(string) { f.keep() }
		f.entries[name] = e
		form.Append(f.label(name), e)
	}
	f.lines.Objects = []fyne.CanvasObject{form}
	f.lines.Refresh()
}

// kinds chooses what is quoted.
func (f *paperForm) kinds() fyne.CanvasObject {
	var words []string
	for _, k := range paperKinds {
		words = append(words, tr(k.label))
	}
	return f.w.newChoice(words, f.kind, func(i int) {
		if err := f.read(); err != nil {
			f.complain(err) // what cannot be read would be lost with its field
			return
		}
		f.setKind(i)
	})
}

// label is what a field of the source is called; that of a container depends on
// what it contains.
func (f *paperForm) label(name string) string {
	switch {
	case name == "site" && f.source.Type == "chapter":
		return tr("Title of the book")
	case name == "site":
		return tr("Newspaper or journal")
	case name == "publisher" && f.source.Type == "thesis":
		return tr("University")
	}
	for _, s := range sourceFields {
		if s.field == name {
			return tr(s.label)
		}
	}
	return name
}

// example shows how a field is written.
func (f *paperForm) example(name string) string {
	switch name {
	case "authors", "editors", "translators":
		return tr("Bloch, Marc; Febvre, Lucien")
	case "published":
		return tr("1949, or 1949-05-12")
	case "lang":
		return "fr, de, ar…"
	}
	return ""
}

// read takes up what stands in the fields. It returns what is wrong with them.
func (f *paperForm) read() (wrong error) {
	for name := range strings.FieldsSeq(paperKinds[f.kind].fields) {
		if err := clipper.SetField(&f.source, name, f.entries[name].Text); err != nil && wrong == nil {
			wrong = err
		}
	}
	return wrong
}

// keep clips the quotation. Where something is amiss the form stays and says what.
func (f *paperForm) keep() {
	if err := f.read(); err != nil {
		f.complain(err)
		return
	}
	w, door, source := f.w, f.w.door(), f.source
	typed := []capture.Typed{{Quote: f.words.Text, Page: f.page.Text, Note: f.note.Text}}
	w.inOrder(func() func() {
		result, clips, err := door.Type(context.Background(), source, typed) // once asked for, kept
		return func() {
			if err != nil {
				f.complain(err)
				return
			}
			f.dialog.Hide()
			w.library.reload()
			w.openThen(result.Article.ID, clips[0].Start, func() { w.chooseClip(clips[0]) })
		}
	})
}

func (f *paperForm) complain(err error) {
	sentence, hint := tell(err)
	f.said.SetText(dots(sentence, hint))
	f.said.Show()
}
