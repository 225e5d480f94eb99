//go:build !headless

package app

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"florilegium/app/cli"
	"florilegium/clipper"
	"florilegium/clipper/cite"
	"florilegium/db"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// whichOnes reads what an export is of: articles by their ids, or a collection.
type whichOnes func(context.Context, *db.Library) ([]int64, *clipper.Collection, error)

// subject is what an export may be of.
type subject struct {
	label      string // in the reader's language
	name       string // that a file of it gets
	tags       bool   // which tag is asked for
	collection bool
	read       whichOnes
	style      exportChoices // a collection's own, where it has one
}

// exportForm asks what to write, as what, how and where, and shows the beginning of
// what will be written.
type exportForm struct {
	w          *window
	subjects   []subject
	what       *choice
	tag        *choice
	tags       []string
	format     *choice
	about      *widget.Label
	style      *button
	styleLabel *widget.Label
	locale     *choice
	rows       *fyne.Container // of style, locale and options
	endnotes   *check
	plain      *check
	bom        *check
	choices    exportChoices
	file       *formEntry // its name, or its whole path
	named      string     // the name that was proposed last
	folder     string
	where      *widget.Label // says the folder
	warning    *widget.Label
	preview    *printed
	running    bool // the preview is of running text
	page       *fyne.Container
	lane       lane
	dialog     dialog.Dialog
}

// askExport offers the article, the list, the collection, a tag or everything.
func (w *window) askExport() {
	w.showExport(w.state.collecting && w.state.found == nil && len(w.library.picks.ids) == 0)
}

// exportCollection offers the collection first.
func (w *window) exportCollection() { w.showExport(true) }

func (w *window) showExport(collection bool) *exportForm {
	w.collection.outline.leaveEdit()
	f := &exportForm{w: w, file: w.newFormEntry(), folder: w.exportFolder(), where: widget.NewLabel(""), about: widget.NewLabel(""), warning: widget.NewLabel(""), preview: newPrinted(w.setter)}
	f.subjects = w.subjects()
	chosen := 0
	var labels []string
	for i, s := range f.subjects {
		labels = append(labels, s.label)
		if s.collection && collection {
			chosen = i
		}
	}
	f.what = w.newChoice(labels, chosen, func(int) { f.changed() })
	var names []string
	for _, x := range exportFormats {
		names = append(names, x.name)
	}
	f.format = w.newChoice(names, formatIndex(w.settings.Export.Format), func(int) { f.formatChosen() })
	f.furnish()
	f.formatChosen()
	w.showForm("export", f.dialog)
	w.win.Canvas().Focus(f.file)
	f.readTags()
	w.exporting = f
	return f
}

// subjects are those that there are now.
func (w *window) subjects() []subject {
	listed := func(ids []int64) whichOnes {
		return func(context.Context, *db.Library) ([]int64, *clipper.Collection, error) { return ids, nil, nil }
	}
	var list []subject
	if ids := w.library.aimed(); len(ids) > 1 {
		list = append(list, subject{label: count("picked articles", len(ids)), name: "florilegium", read: listed(ids)})
	} else if len(ids) == 1 {
		name := ""
		if w.state.open != nil {
			name = w.state.open.Source.Title
		}
		list = append(list, subject{label: tr("This article"), name: name, read: listed(ids)})
	}
	if c := w.collection.c; c != nil {
		kept := *c
		style := exportChoices{Style: c.Style, Title: w.collection.styleTitle(), Locale: c.Locale}
		list = append(list, subject{label: tr("The collection %s", quoted(c.Name)), name: c.Name, style: style, collection: true,
			read: func(context.Context, *db.Library) ([]int64, *clipper.Collection, error) { return nil, &kept, nil }})
	}
	if ids := w.library.rows.ids; w.state.found != nil {
		list = append(list, subject{label: tr("The articles found (%s)", grouped(len(ids))), name: w.state.asked, read: listed(ids)})
	} else if len(ids) > 0 {
		list = append(list, subject{label: tr("All that the library pane lists (%s)", grouped(len(ids))), name: "florilegium", read: listed(ids)})
	}
	query := func(text string) whichOnes {
		return func(ctx context.Context, lib *db.Library) ([]int64, *clipper.Collection, error) {
			ids, err := lib.ListIDs(ctx, clipper.ParseQuery(text))
			return ids, nil, err
		}
	}
	return append(list, subject{label: tr("The articles of a tag"), tags: true},
		subject{label: tr("Everything (%s)", grouped(w.state.total.Articles)), name: "florilegium", read: query("")})
}

func firstWord(words ...string) string {
	for _, w := range words {
		if w != "" {
			return w
		}
	}
	return ""
}

// furnish lays the form out: the questions at the left, the preview at the right.
func (f *exportForm) furnish() {
	w := f.w
	f.tag = w.newChoice(nil, -1, func(int) { f.changed() })
	f.tag.PlaceHolder = tr("Choose a tag")
	f.about.Wrapping, f.about.Importance, f.about.SizeName = fyne.TextWrapWord, widget.LowImportance, theme.SizeNameCaptionText
	f.warning.Wrapping, f.warning.SizeName = fyne.TextWrapWord, theme.SizeNameCaptionText
	f.style = w.newButton("", f.chooseStyle)
	f.style.Alignment = widget.ButtonAlignLeading
	var locales []string
	for _, l := range styleLocales {
		locales = append(locales, tr(l.label))
	}
	f.locale = w.newChoice(locales, 0, func(i int) { f.choices.Locale = styleLocales[i].code; f.look() })
	f.endnotes = w.newCheck(tr("Notes at the end, not at the foot"), false, func(on bool) { f.choices.Endnotes = on; f.look() })
	f.plain = w.newCheck(tr("Cells as they are, though a spreadsheet may take one for a formula"), false, func(on bool) { f.choices.Plain = on; f.look() })
	f.bom = w.newCheck(tr("With the mark that Excel asks for"), false, func(on bool) { f.choices.BOM = on; f.look() })
	f.rows = container.New(layout.NewCustomPaddedVBoxLayout(2))
	f.where.Importance, f.where.SizeName, f.where.Truncation = widget.LowImportance, theme.SizeNameCaptionText, fyne.TextTruncateEllipsis
	f.file.OnSubmitted = func(string) { f.done() }
	f.file.OnChanged = func(string) { f.nameTyped() }
	folder := w.newButton(tr("Folder…"), f.chooseFolder)
	label := func(text string) *widget.Label {
		l := widget.NewLabel(text)
		l.Importance, l.SizeName = widget.LowImportance, theme.SizeNameCaptionText
		return l
	}
	questions := container.New(layout.NewCustomPaddedVBoxLayout(1), label(tr("What")), f.what, f.tag, label(tr("Format")), f.format, f.about, f.rows)
	foot := container.New(layout.NewCustomPaddedVBoxLayout(0), label(tr("File")), container.NewBorder(nil, nil, nil, folder, f.file), f.where, f.warning)
	f.page = container.New(&previewLayout{f})
	back := canvas.NewRectangle(theme.Color(theme.ColorNameInputBackground))
	back.CornerRadius = 4
	f.styleLabel = label(tr("Style"))
	sheet := container.NewStack(back, container.New(layout.NewCustomPaddedLayout(6, 6, 8, 4), container.NewVScroll(f.page)))
	right := container.NewBorder(label(tr("How it begins")), nil, nil, nil, sheet)
	upper := container.New(&halves{left: 330}, formScroll(questions), right)
	f.dialog = w.newForm(tr("Export"), container.NewBorder(nil, foot, nil, nil, upper), tr("Write"), f.write)
	f.dialog.Resize(fyne.NewSize(740, 550))
}

// halves gives the left object a width and the rest to the right one.
type halves struct{ left float32 }

func (h *halves) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(h.left+200, 300) }

func (h *halves) Layout(o []fyne.CanvasObject, size fyne.Size) {
	place(o[0], 0, 0, h.left, size.Height)
	place(o[1], h.left+12, 0, size.Width-h.left-12, size.Height)
}

func (f *exportForm) subject() subject     { return f.subjects[max(0, f.what.SelectedIndex())] }
func (f *exportForm) chosen() exportFormat { return exportFormats[max(0, f.format.SelectedIndex())] }

// readTags fills the list of tags.
func (f *exportForm) readTags() {
	lib := f.w.lib
	f.w.run(nil, func(ctx context.Context) func() {
		tags, err := lib.Facets(ctx, "tags")
		return func() {
			f.w.report(err)
			f.tags = nil
			var labels []string
			for _, t := range tags {
				f.tags, labels = append(f.tags, t.Name), append(labels, fmt.Sprintf("%s (%s)", t.Name, grouped(t.Count)))
			}
			f.tag.SetOptions(labels)
		}
	})
}

// formatChosen shows the choices that a format has, as they were last.
func (f *exportForm) formatChosen() {
	x := f.chosen()
	f.choices = f.w.settings.choices(x.format)
	f.changed()
}

// changed shows what fits the subject and the format.
func (f *exportForm) changed() {
	x, s := f.chosen(), f.subject()
	if s.style.Style != "" {
		f.choices.Style, f.choices.Title, f.choices.Locale = s.style.Style, s.style.Title, s.style.Locale
	}
	f.about.SetText(tr(x.label))
	show(f.tag, s.tags)
	f.rows.Objects = nil
	if x.styled() {
		f.rows.Add(f.styleLabel)
		f.rows.Add(f.style)
		f.rows.Add(f.locale)
	}
	if x.onPaper() {
		f.rows.Add(f.endnotes)
	}
	if x.format == cite.CSV {
		f.rows.Add(f.plain)
		f.rows.Add(f.bom)
	}
	f.rows.Refresh()
	f.showChoices()
	f.suggest()
	f.look()
}

// showChoices fills the fields without their telling.
func (f *exportForm) showChoices() {
	title := f.choices.Title
	if f.choices.Style == plainStyle {
		if title = tr("Author, date, title and address"); f.chosen().document() {
			title = tr("Notes after Chicago")
		}
	}
	f.style.SetText(title + " ▾")
	for i, l := range styleLocales {
		if l.code == f.choices.Locale {
			told := f.locale.OnChanged
			f.locale.OnChanged = nil
			f.locale.SetSelectedIndex(i)
			f.locale.OnChanged = told
		}
	}
	for c, on := range map[*check]bool{f.endnotes: f.choices.Endnotes, f.plain: f.choices.Plain, f.bom: f.choices.BOM} {
		told := c.OnChanged
		c.OnChanged = nil
		c.SetChecked(on)
		c.OnChanged = told
	}
}

// suggest names the file after what is in it, until the reader names it.
func (f *exportForm) suggest() {
	if f.file.Text != f.named {
		f.file.SetText(withEnding(f.file.Text, f.chosen().ending()))
		return
	}
	name := f.subject().name
	if f.subject().tags && f.tag.SelectedIndex() >= 0 {
		name = f.tags[f.tag.SelectedIndex()]
	}
	f.named = fileName(name) + f.chosen().ending()
	f.file.SetText(f.named)
	f.where.SetText(f.folder)
}

// nameTyped takes the format that the ending of the file is usual for.
func (f *exportForm) nameTyped() {
	if end := strings.ToLower(filepath.Ext(f.file.Text)); end != "" && end != f.chosen().ending() {
		for i, x := range exportFormats {
			if x.ending() == end {
				f.format.SetSelectedIndex(i)
				return
			}
		}
	}
	f.look()
}

// path is the file that will be written.
func (f *exportForm) path() string {
	if name := strings.TrimSpace(f.file.Text); filepath.IsAbs(name) {
		return filepath.Clean(name)
	}
	return filepath.Join(f.folder, strings.TrimSpace(f.file.Text))
}

// exportFolder is where the last file was written, and at first the folder of
// documents.
func (w *window) exportFolder() string {
	if dir := w.settings.Export.Folder; dir != "" {
		if info, err := os.Stat(dir); err == nil && info.IsDir() {
			return dir
		}
	}
	for _, name := range []string{"Documents", tr("Documents")} {
		dir := filepath.Join(homeFolder(), name)
		if info, err := os.Stat(dir); err == nil && info.IsDir() {
			return dir
		}
	}
	return homeFolder()
}

// fileName is a name without what files cannot be called on some system.
func fileName(name string) string {
	name = strings.Map(func(r rune) rune {
		switch {
		case r < ' ' || strings.ContainsRune(`/\:*?"<>|`, r):
			return ' '
		}
		return r
	}, name)
	name = strings.Trim(strings.Join(strings.Fields(name), " "), ". ")
	if r := []rune(name); len(r) > 60 {
		name = strings.TrimSpace(string(r[:60]))
	}
	return firstWord(name, "florilegium")
}

func (f *exportForm) chooseStyle() {
	f.w.chooseStyle(citeSettings{Style: f.choices.Style, Title: f.choices.Title, Locale: f.choices.Locale}, func(s citeSettings) {
		f.choices.Style, f.choices.Title, f.choices.Locale = s.Style, s.Title, s.Locale
		f.showChoices()
		f.look()
	})
}

// chooseFolder asks for the folder of the file.
func (f *exportForm) chooseFolder() {
	f.w.askFolder(f.folder, func(dir string) {
		f.folder = dir
		f.where.SetText(dir)
		f.look()
	})
}

// job is what the form asks for; read reads which articles that are.
func (f *exportForm) job() (cli.Export, whichOnes) {
	s, c := f.subject(), f.choices
	if s.tags {
		tag := ""
		if i := f.tag.SelectedIndex(); i >= 0 && i < len(f.tags) {
			tag = f.tags[i]
		}
		s.read = func(ctx context.Context, lib *db.Library) ([]int64, *clipper.Collection, error) {
			if tag == "" {
				return nil, nil, nil
			}
			ids, err := lib.ListIDs(ctx, clipper.ParseQuery(`tag:"`+tag+`"`))
			return ids, nil, err
		}
	}
	e := cli.Export{Format: f.chosen().format, Endnotes: c.Endnotes, Plain: c.Plain, BOM: c.BOM, Styles: f.w.styles}
	if f.chosen().styled() {
		e.Style, e.Locale = c.Style, c.Locale
	}
	return e, s.read
}

// done writes without a click on the button.
func (f *exportForm) done() {
	f.dialog.Hide()
	f.write()
}

func homeFolder() string {
	home, err := os.UserHomeDir()
	if err != nil {
		return "."
	}
	return home
}
