//go:build !headless

package app

import (
	"context"
	"errors"
	"path/filepath"
	"strings"

	"florilegium/clipper"
	"florilegium/clipper/capture"
	"florilegium/clipper/capture/archive"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/storage"
)

// The other doors: files that are opened or dropped, and what is pasted. Nothing
// of a file is fetched but the page that a link file names.

// shortPaste is under how many characters pasted words are no text to keep.
const shortPaste = 200

// mostFailed bounds the rows of files that could not be read.
const mostFailed = 20

// askOpen asks for a file to open.
func (w *window) askOpen() {
	d := dialog.NewFileOpen(func(f fyne.URIReadCloser, err error) {
		w.report(err)
		if f != nil {
			w.report(f.Close())
			w.openPaths(filepath.FromSlash(f.URI().Path()))
		}
	}, w.win)
	d.SetFilter(storage.NewExtensionFileFilter(capture.Endings()))
	d.SetView(dialog.ListView)
	d.Resize(fyne.NewSize(900, 620))
	w.showForm("open", d)
}

// askOpenFolder asks for a folder whose files are to be opened.
func (w *window) askOpenFolder() {
	d := dialog.NewFolderOpen(func(dir fyne.ListableURI, err error) {
		w.report(err)
		if dir != nil {
			w.openPaths(filepath.FromSlash(dir.Path()))
		}
	}, w.win)
	d.Resize(fyne.NewSize(900, 620))
	w.showForm("openfolder", d)
}

// dropped opens the files that were dropped on the window. A browser's links come
// as names of files that there are not.
func (w *window) dropped(_ fyne.Position, uris []fyne.URI) {
	var paths []string
	for _, u := range uris {
		if u.Scheme() == "file" {
			paths = append(paths, filepath.FromSlash(u.Path()))
		}
	}
	if len(paths) == 0 {
		w.toast.show(tr("Only files can be dropped here; paste the address of a page instead"), nil)
		return
	}
	w.openPaths(paths...)
}

// pasteText keeps what was pasted outside an entry: addresses, the source of a
// page, a text. It reports whether it knew what to do with it.
func (w *window) pasteText(text string) bool {
	links := archive.Addresses(text)
	switch {
	case len(links) > 0:
		w.addAddresses(links)
	case archive.LooksLikeHTML(text):
		w.give(tr("Pasted page"), func() (*capture.Given, error) { return capture.GiveHTML(capture.FromPaste, "", []byte(text)) })
	case len([]rune(strings.TrimSpace(text))) >= shortPaste:
		w.give(tr("Pasted text"), func() (*capture.Given, error) { return capture.GiveText(capture.FromPaste, []byte(text)), nil })
	default:
		return false
	}
	return true
}

// addAddresses begins to save a page, or puts several into the queue.
func (w *window) addAddresses(links []string) {
	if len(links) > 1 {
		w.queue.add(links)
		return
	}
	for _, l := range links {
		w.report(w.addAddress(l))
	}
}

// give keeps one thing that was pasted.
func (w *window) give(name string, read func() (*capture.Given, error)) {
	w.openAll(name, func(ctx context.Context, o *opening) {
		g, err := read()
		o.give(ctx, name, g, err)
	})
}

// openPaths opens files and folders, one file after the other.
func (w *window) openPaths(paths ...string) {
	name := filepath.Base(paths[0])
	if len(paths) > 1 {
		name = count("files", len(paths))
	}
	w.openAll(name, func(ctx context.Context, o *opening) {
		var files []string
		for _, path := range paths {
			entries, err := capture.Folder(ctx, path)
			if err != nil {
				o.fail(path, err)
			}
			for _, e := range entries {
				if e.Skip == "" {
					files = append(files, e.Path)
				} else {
					o.skipped++
				}
			}
		}
		for i, file := range files {
			if ctx.Err() != nil {
				return
			}
			o.progress(i, len(files))
			g, err := capture.OpenFile(file)
			o.give(ctx, file, g, err)
		}
	})
}

// opening is what opening files has come to. It belongs to the work, and then to
// the main goroutine.
type opening struct {
	door     *capture.Door
	progress func(done, of int)
	saved    []int64 // new in the library
	known    int     // that it had, or that have become a version
	last     int64   // article
	links    []string
	failed   []failedFile
	skipped  int
}

// failedFile is a file that could not be kept.
type failedFile struct {
	name string
	err  error
}

func (o *opening) fail(name string, err error) {
	o.failed = append(o.failed, failedFile{filepath.Base(name), err})
}

// give keeps one thing that was given, or notes the addresses in it.
func (o *opening) give(ctx context.Context, name string, g *capture.Given, err error) {
	if err != nil {
		o.fail(name, err)
		return
	}
	if links := g.Links(); links != nil {
		o.links = append(o.links, links...)
		return
	}
	r, err := o.door.SaveGiven(ctx, g, "", nil)
	switch {
	case err != nil && ctx.Err() == nil:
		o.fail(name, err)
	case err != nil:
	case r.Status == capture.Saved:
		o.saved, o.last = append(o.saved, r.Article.ID), r.Article.ID
	default:
		o.known, o.last = o.known+1, r.Article.ID
	}
}

// openAll does work under one row of the library pane, which shows how far it has
// come and stops it.
func (w *window) openAll(name string, work func(context.Context, *opening)) {
	a := &arrival{address: name, stage: capture.Extracting, given: true}
	w.state.arriving = append([]*arrival{a}, w.state.arriving...)
	w.library.refresh()
	o := &opening{door: w.door(), progress: w.progressOf(a)}
	w.run(&a.lane, func(ctx context.Context) func() {
		work(ctx, o)
		return func() { w.openedAll(a, o) }
	})
}

// progressOf shows in a row how far its work has come, now and then.
func (w *window) progressOf(a *arrival) func(done, of int) {
	due := newNowAndThen()
	return func(done, of int) {
		if due() || done == of {
			post(func() {
				a.done, a.of = done, of
				w.library.list.Refresh()
			})
		}
	}
}

// openedAll shows what has become of the files, and offers to take it back.
func (w *window) openedAll(a *arrival, o *opening) {
	w.dismiss(a)
	for _, f := range o.failed[:min(len(o.failed), mostFailed)] {
		w.state.arriving = append(w.state.arriving, &arrival{address: f.name, err: f.err, given: true})
	}
	w.addAddresses(o.links)
	w.library.reload()
	if o.last > 0 {
		w.open(o.last, -1)
	}
	said := o.said()
	if ids := o.saved; len(ids) > 0 {
		w.undoes(said, func() { w.apply(w.whole(func(ctx context.Context) error { return w.deleteAll(ctx, ids) }), func() {}) })
	} else if said != "" {
		w.toast.show(said, nil)
	}
}

func (o *opening) said() string {
	var parts []string
	if n := len(o.saved); n > 0 {
		parts = append(parts, count("kept", n))
	}
	if o.known > 0 {
		parts = append(parts, count("known", o.known))
	}
	if n := len(o.failed); n > 0 {
		parts = append(parts, count("unread files", n))
	}
	if o.skipped > 0 {
		parts = append(parts, count("skipped", o.skipped))
	}
	return dots(parts...)
}

func (w *window) deleteAll(ctx context.Context, ids []int64) error {
	var errs []error
	for _, id := range ids {
		errs = append(errs, w.lib.DeleteArticle(ctx, id))
	}
	return errors.Join(errs...)
}

// resumePictures goes on with the pictures of articles where a program that was
// stopped left off. Somebody asked for them when the pages were saved.
func (w *window) resumePictures() {
	lib, door := w.lib, w.door()
	w.run(nil, func(ctx context.Context) func() {
		ids, err := lib.PicturesDue(ctx)
		for _, id := range ids {
			a, failed := lib.Article(ctx, id)
			if failed == nil {
				_, failed = door.Images(ctx, capture.Result{Article: a})
			}
			if ctx.Err() != nil {
				return nil
			}
			if err = failed; err != nil && clipper.CodeOf(err) != clipper.NotFound {
				break
			}
		}
		return func() { w.report(err) }
	})
}
