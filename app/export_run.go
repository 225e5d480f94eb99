//go:build !headless

package app

import (
	"bytes"
	"context"
	"errors"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"florilegium/app/cli"
	"florilegium/app/typeset"
	"florilegium/clipper"
	"florilegium/clipper/cite"
	"florilegium/db"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/storage"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// What a preview shows: of so many articles or parts, so many bytes.
const (
	previewParts = 12
	previewBytes = 3000
	previewDelay = 120 * time.Millisecond
)

// look makes the preview anew, away from the main goroutine, and says what would
// become of a file that is there.
func (f *exportForm) look() {
	job, read := f.job()
	job.Limit = previewParts
	running := job.Format == cite.DOCX || job.Format == cite.ODT || job.Format == cite.HTML
	if running { // what a reader of such a file sees
		job.Format = cite.Text
		if job.Style == plainStyle {
			job.Style = "chicago-notes"
		}
	}
	lib, file, written := f.w.lib, f.path(), f.w.settings.Export.Written
	f.w.run(&f.lane, func(ctx context.Context) func() {
		select {
		case <-ctx.Done():
			return nil
		case <-time.After(previewDelay):
		}
		text, err := beginning(ctx, lib, job, read, running)
		if ctx.Err() != nil {
			return nil
		}
		there, own := whoseFile(file, written)
		return func() {
			if err != nil {
				sentence, hint := tell(err)
				text = dots(sentence, hint)
			}
			f.running = running
			f.showPreview(text)
			f.warn(there, own)
		}
	})
}

// beginning is how a file begins; of running text, without what stands before it.
func beginning(ctx context.Context, lib *db.Library, job cli.Export, read whichOnes, running bool) (string, error) {
	var err error
	if job.Articles, job.Collection, err = read(ctx, lib); err != nil {
		return "", err
	}
	if len(job.Articles) == 0 && job.Collection == nil {
		return "", nil
	}
	if job.Collection != nil && running {
		job.Format = cite.Markdown
	}
	w := &firstBytes{most: previewBytes}
	if running {
		w.most *= 4 // what stands before the text is left out
	}
	if err := job.Preview(ctx, lib, w); err != nil && !errors.Is(err, errEnough) {
		return "", err
	}
	text := strings.ToValidUTF8(strings.TrimPrefix(w.String(), "\ufeff"), "")
	if _, after, ok := strings.Cut(strings.TrimPrefix(text, "---\n"), "\n---\n"); ok && running {
		text = after
	}
	return text, nil
}

// firstBytes keeps the first bytes that are written to it, and then fails.
type firstBytes struct {
	bytes.Buffer
	most int
}

var errEnough = errors.New("enough for a preview")

func (w *firstBytes) Write(p []byte) (int, error) {
	n := min(len(p), w.most-w.Len())
	w.Buffer.Write(p[:n])
	if n < len(p) {
		return n, errEnough
	}
	return n, nil
}

// showPreview sets the beginning of the file.
func (f *exportForm) showPreview(text string) {
	if text == "" {
		text = tr("There is nothing to export")
	}
	f.preview.set.text = text
	f.page.Layout.Layout(nil, f.page.Size())
	if len(f.page.Objects) == 0 {
		f.page.Add(f.preview.raster)
	}
	f.page.Refresh()
}

// previewLayout sets the preview in the width that there is.
type previewLayout struct{ f *exportForm }

func (l *previewLayout) MinSize([]fyne.CanvasObject) fyne.Size {
	if l.f.preview.lay == nil {
		return fyne.NewSize(80, 40)
	}
	return fyne.NewSize(80, l.f.preview.lay.Height+8)
}

func (l *previewLayout) Layout(_ []fyne.CanvasObject, size fyne.Size) {
	what := printing{text: l.f.preview.set.text, family: typeset.Mono, size: 12, leading: 1.5, width: size.Width - scrollRoom, code: true}
	if l.f.running {
		what.family, what.size, what.code, what.marks = typeset.Serif, 14, false, true
	}
	if what.width > 60 && what.text != "" {
		l.f.preview.show(what, fyne.NewPos(0, 0), theme.ColorNameForeground)
	}
}

// whoseFile tells whether a file is there, and whether this program wrote it. Into a
// folder notes are added, and nothing in it is replaced that is not ours.
func whoseFile(file string, written []string) (there, own bool) {
	info, err := os.Stat(file)
	if err == nil && info.IsDir() {
		return false, true
	}
	return err == nil, slices.Contains(written, file)
}

func (f *exportForm) warn(there, own bool) {
	f.warning.Hidden = !there
	switch {
	case there && own:
		f.warning.Importance = widget.LowImportance
		f.warning.SetText(tr("The file that was written last takes the place of the one before."))
	case there:
		f.warning.Importance = widget.WarningImportance
		f.warning.SetText(tr("There is a file of this name that this program did not write. It can be brought back afterwards."))
	}
}

// write writes what was asked for.
func (f *exportForm) write() {
	f.lane.stop()
	job, read := f.job()
	job.Now = time.Now()
	file := f.path()
	if strings.TrimSpace(f.file.Text) == "" {
		f.w.toast.show(tr("The file needs a name"), nil)
		return
	}
	s := &f.w.settings
	s.remember(f.chosen().format, f.choices)
	s.Export.Folder = filepath.Dir(file)
	f.w.saveSettings()
	f.w.writeExport(file, job, read)
}

// quietly is how long an export may take before it is told of.
const quietly = 300 * time.Millisecond

// writeExport writes a file; one that takes long can be stopped.
func (w *window) writeExport(file string, job cli.Export, read whichOnes) {
	lib, written := w.lib, w.settings.Export.Written
	stopped := false
	w.run(nil, func(all context.Context) func() {
		ctx, stop := context.WithCancel(all)
		defer stop()
		slow := time.AfterFunc(quietly, func() {
			post(func() {
				w.toast.offer(tr("Writing %s…", filepath.Base(file)), tr("Cancel"), func() { stopped = true; stop() })
			})
		})
		defer slow.Stop()
		var err error
		if job.Articles, job.Collection, err = read(ctx, lib); err == nil && len(job.Articles) == 0 && job.Collection == nil {
			return func() { w.toast.show(tr("There is nothing to export"), nil) }
		}
		former := ""
		if there, own := whoseFile(file, written); err == nil && there && !own {
			former, err = putAside(file)
		}
		if err == nil {
			err = job.File(ctx, lib, file)
		}
		return func() {
			if stopped {
				w.toast.show(tr("Stopped; nothing was written"), nil)
				return
			}
			w.report(err)
			if err == nil {
				w.exported(file, former)
			}
		}
	})
}

// exported tells of a file that was written; former is a copy of the one that was
// there and is not this program's, "" for none.
func (w *window) exported(file, former string) {
	w.settings.wrote(file)
	w.saveSettings()
	if former == "" {
		w.toast.offer(tr("Written: %s", filepath.Base(file)), tr("Open folder"), func() { w.openFolder(filepath.Dir(file)) })
		return
	}
	w.undoing = append(w.undoing, func() {
		w.run(nil, func(context.Context) func() {
			err := bringBack(former, file)
			return func() {
				w.report(err)
				if err == nil {
					w.settings.Export.Written = slices.DeleteFunc(w.settings.Export.Written, func(f string) bool { return f == file })
					w.toast.show(tr("The former file is back"), nil)
				}
			}
		})
	})
	w.toast.offer(tr("Written: %s", filepath.Base(file)), tr("Bring the former file back"), w.undo)
}

// putAside copies a file that will be replaced.
func putAside(file string) (string, error) {
	dir, err := os.UserCacheDir()
	if err != nil {
		dir = os.TempDir()
	}
	dir = filepath.Join(dir, "florilegium", "replaced")
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return "", cannotKeep(file, err)
	}
	copied, err := os.CreateTemp(dir, "*-"+filepath.Base(file))
	if err != nil {
		return "", cannotKeep(file, err)
	}
	data, err := os.ReadFile(file)
	if err == nil {
		_, err = copied.Write(data)
	}
	if err := errors.Join(err, copied.Close()); err != nil {
		return "", cannotKeep(file, err)
	}
	return copied.Name(), nil
}

func cannotKeep(file string, err error) error {
	return clipper.Errorf(clipper.Unavailable, err, "Choose another name for the file", "the file %s is there already and could not be copied first", filepath.Base(file))
}

// bringBack puts a copy in the place of the file that took its.
func bringBack(former, file string) error {
	data, err := os.ReadFile(former)
	if err == nil {
		err = os.WriteFile(file, data, 0o600)
	}
	if err != nil {
		return clipper.Errorf(clipper.Unavailable, err, "Choose a folder that can be written", "the former file is kept as %s", former)
	}
	return nil
}

// openFolder shows a folder in the system's file manager.
func (w *window) openFolder(dir string) {
	w.report(w.app.OpenURL(folderURL(dir)))
}

// askFolder asks for a folder, beginning at one.
func (w *window) askFolder(at string, done func(string)) {
	d := dialog.NewFolderOpen(func(u fyne.ListableURI, err error) {
		w.report(err)
		if u != nil {
			done(filepath.FromSlash(u.Path()))
		}
	}, w.win)
	if u, err := storage.ListerForURI(storage.NewFileURI(at)); err == nil {
		d.SetLocation(u)
	}
	d.Show()
}

func folderURL(dir string) *url.URL { return &url.URL{Scheme: "file", Path: filepath.ToSlash(dir)} }
