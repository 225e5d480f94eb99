//go:build !headless

package app

import (
	"context"
	"errors"
	"net/url"
	"os"
	"path/filepath"
	"strings"

	"florilegium/clipper"
	"florilegium/db"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// showDocument shows the card of a document that has no text to read here.
func (w *window) showDocument(a *clipper.Article, doc clipper.Attachment) {
	title := widget.NewLabel(titleOf(a.Source.Title, a.Source.URL))
	title.TextStyle.Bold, title.Wrapping, title.SizeName = true, fyne.TextWrapWord, theme.SizeNameHeadingText
	about := widget.NewLabel(documentAbout(a))
	about.Wrapping = fyne.TextWrapWord
	size := widget.NewLabel(documentSize(doc))
	size.Importance = widget.LowImportance
	open := w.newButton(tr("Open in the PDF viewer"), func() { w.openDocument(a) })
	open.Importance = widget.HighImportance
	buttons := container.NewHBox(open)
	if a.Source.URL != "" {
		buttons.Add(w.newButton(tr("Open the original page"), w.openOriginal))
	}
	w.instead(container.NewVBox(title, about, size, container.New(layout.NewCustomPaddedLayout(0, 0, 8, 0), buttons)))
}

// documentAbout says who wrote a document, and where and when.
func documentAbout(a *clipper.Article) string {
	s := &a.Source
	var names []string
	for _, n := range s.Authors {
		names = append(names, n.Display())
	}
	place := s.Container
	if place == "" {
		place = clipper.Host(s.URL)
	}
	return dots(strings.Join(names, ", "), place, shortDate(s.Issued))
}

func documentSize(doc clipper.Attachment) string {
	pages := ""
	if doc.Pages > 0 {
		pages = count("pages", doc.Pages)
	}
	return dots(tr("PDF document"), pages, sizeOf(doc.Bytes))
}

// sizeOf is a number of bytes in words.
func sizeOf(bytes int) string {
	if bytes < 1_000_000 {
		return tr("%d kB", max(1, (bytes+500)/1000))
	}
	return tr("%d MB", (bytes+500_000)/1_000_000)
}

// openDocument hands a copy of a document to the system's viewer. The copy goes
// when the window is closed; the one in the library is never touched.
func (w *window) openDocument(a *clipper.Article) {
	lib := w.lib
	w.run(nil, func(ctx context.Context) func() {
		file, err := copyOut(ctx, lib, a)
		return func() {
			if err != nil {
				w.report(err)
				return
			}
			w.copies = append(w.copies, filepath.Dir(file))
			w.report(w.openFile(file))
			if !a.State.Read {
				a.State.Read = true
				w.setState(a)
			}
		}
	})
}

// copyOut writes a document to a folder of its own, readable by its owner alone.
func copyOut(ctx context.Context, lib *db.Library, a *clipper.Article) (string, error) {
	snap, err := lib.Snapshot(ctx, a.Snapshot)
	if err != nil {
		return "", err
	}
	dir, err := os.MkdirTemp("", "florilegium-")
	file := filepath.Join(dir, fileName(a.Source.Title)+".pdf")
	if err == nil {
		err = os.WriteFile(file, snap.Body, 0o400)
	}
	if err != nil {
		return "", clipper.Errorf(clipper.Unavailable, errors.Join(err, os.RemoveAll(dir)), "Make room on the disk, or check who may write there", "the file could not be written: %s", file)
	}
	return file, nil
}

// openFile hands a file to the program that the system has for it.
func (w *window) openFile(file string) error {
	path := filepath.ToSlash(file)
	if !strings.HasPrefix(path, "/") {
		path = "/" + path // a drive
	}
	return w.app.OpenURL(&url.URL{Scheme: "file", Path: path})
}

// dropCopies deletes the copies that were handed out.
func (w *window) dropCopies() {
	for _, dir := range w.copies {
		_ = os.RemoveAll(dir) // a viewer may hold it; the system clears the rest
	}
}
