//go:build !headless

package app

import (
	"context"
	"os"
	"path/filepath"

	"florilegium/app/cli"
	"florilegium/clipper/cite"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/widget"
)

// exportFormats are the formats that the window offers, with the ending of their
// files.
var exportFormats = []struct {
	name, ending string
	format       cite.Format
}{
	{"Markdown", ".md", cite.Markdown},
	{"BibLaTeX", ".bib", cite.BibLaTeX},
	{"BibTeX", ".bib", cite.BibTeX},
	{"RIS", ".ris", cite.RIS},
	{"CSL JSON", ".json", cite.CSLJSON},
}

// exportForm asks what to write, as what, and where.
type exportForm struct {
	w      *window
	what   *choice // this article or the picked ones, or all
	format *choice // one of exportFormats
	file   *formEntry
	dialog dialog.Dialog
}

func (w *window) askExport() {
	f := &exportForm{w: w, file: w.newFormEntry()}
	var names []string
	for _, x := range exportFormats {
		names = append(names, x.name)
	}
	f.what = w.newChoice([]string{tr("This article, or the picked ones"), tr("All that the library pane lists")}, 0, func(int) {})
	f.format = w.newChoice(names, 0, f.suggest)
	f.suggest(0)
	f.file.OnSubmitted = func(string) { f.done() }
	form := widget.NewForm(widget.NewFormItem(tr("What"), f.what), widget.NewFormItem(tr("Format"), f.format), widget.NewFormItem(tr("File"), f.file))
	f.dialog = w.newForm(tr("Export"), form, tr("Write"), f.write)
	f.dialog.Resize(fyne.NewSize(560, 260))
	w.showForm("export", f.dialog)
	w.win.Canvas().Focus(f.file)
}

// suggest names the file after the format.
func (f *exportForm) suggest(format int) {
	f.file.SetText(filepath.Join(homeFolder(), "florilegium"+exportFormats[format].ending))
}

// done writes without a click on the button.
func (f *exportForm) done() {
	f.dialog.Hide()
	f.write()
}

func (f *exportForm) write() {
	i, ids := f.format.SelectedIndex(), f.articles()
	if len(ids) == 0 {
		f.w.toast.show(tr("There is nothing to export"), nil)
		return
	}
	f.w.writeExport(f.file.Text, exportFormats[i].format, ids)
}

// articles are those to write.
func (f *exportForm) articles() []int64 {
	if f.what.SelectedIndex() > 0 {
		return f.w.library.rows.ids
	}
	return f.w.library.aimed()
}

func (w *window) writeExport(file string, format cite.Format, ids []int64) {
	lib := w.lib
	w.run(nil, func(ctx context.Context) func() {
		err := cli.ExportFile(ctx, lib, file, format, ids)
		return func() {
			w.report(err)
			if err == nil {
				w.toast.show(tr("Written: %s", file), nil)
			}
		}
	})
}

func homeFolder() string {
	home, err := os.UserHomeDir()
	if err != nil {
		return "."
	}
	return home
}

// exportCollection exports the collection that is shown.
func (w *window) exportCollection() { w.askExport() }
