//go:build !headless

package app

import (
	"context"
	"time"

	"florilegium/assets"
	"florilegium/clipper"
	"florilegium/db"

	"fyne.io/fyne/v2"
	fyneapp "fyne.io/fyne/v2/app"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/widget"
)

// appID names the program to the system, for its settings.
const appID = "org.florilegium.Florilegium"

// closing is how long the window waits for work when it is closed.
const closing = 2 * time.Second

// openingQuietly is how long a library may take to open before the window says
// that it is being opened.
const openingQuietly = 300 * time.Millisecond

// Run opens the window on the library in a folder and returns when it is closed.
// The first start of a new library adds the sample articles. A library that
// cannot be opened is told of in the window, and is the error that Run returns.
func Run(ctx context.Context, folder string) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	if err := lang.AddTranslationsFS(assets.Translations, "translations"); err != nil {
		return err
	}
	a := newStill(fyneapp.NewWithID(appID))
	// An empty file of preferences is an error to the toolkit at the next start.
	a.Preferences().SetString("version", clipper.ProgramVersion)
	a.SetIcon(fyne.NewStaticResource("icon.png", assets.Icon))
	w := newWindow(ctx, a)
	w.stop = cancel
	a.Lifecycle().SetOnStarted(func() { w.openLibrary(folder) })
	w.win.SetCloseIntercept(w.quit)
	context.AfterFunc(ctx, func() { post(w.quit) })
	w.win.ShowAndRun()
	w.keep() // a signal ends the toolkit without closing the window
	if w.lib == nil {
		return w.failed
	}
	return w.lib.Close()
}

// openLibrary opens the library away from the main goroutine: one of an earlier
// version is copied and brought up to date first, which can take a minute.
func (w *window) openLibrary(folder string) {
	w.run(nil, func(ctx context.Context) func() {
		waiting := time.AfterFunc(openingQuietly, func() { post(w.sayOpening) })
		lib, err := db.Open(ctx, folder, db.Options{Now: time.Now})
		waiting.Stop()
		return func() { w.opened(lib, err) }
	})
}

// sayOpening stands in the window while the library is being opened.
func (w *window) sayOpening() {
	if w.lib == nil {
		bar := widget.NewProgressBarInfinite()
		w.win.SetContent(container.NewCenter(container.NewVBox(widget.NewLabel(tr("The library is being opened and, where it is of an earlier version, brought up to date.")), bar)))
	}
}

// opened fills the window with the library, or with why there is none.
func (w *window) opened(lib *db.Library, err error) {
	if err == nil && w.ended {
		w.failed = lib.Close()
		return
	}
	if err == nil {
		w.lib = lib
		err = w.build()
	}
	if err != nil {
		w.failed = err
		w.sayFailed(err)
		return
	}
	w.started()
}

// sayFailed stands in the window when the library could not be opened.
func (w *window) sayFailed(err error) {
	sentence, hint := tell(err)
	text := widget.NewLabel(sentence + ".\n" + hint)
	text.Wrapping = fyne.TextWrapWord
	button := container.NewHBox(widget.NewButton(tr("Quit"), w.quit))
	w.win.SetContent(container.New(layout.NewCustomPaddedLayout(80, 0, 80, 80), container.NewVBox(text, button)))
}

// quit closes the window.
func (w *window) quit() {
	if !w.ended {
		w.keep()
		w.win.Close()
	}
}

// keep ends the work, once: the place in the article, every word of a note and
// every clip that was asked for are in the library first.
func (w *window) keep() {
	if w.ended {
		return
	}
	w.ended = true
	if w.lib != nil {
		w.clips.detail.flush()
		w.collection.outline.leaveEdit()
		w.live.last()
		w.keepPlace()
		w.keepPanes()
		w.dropCopies()
	}
	w.stop()
	w.wait(closing)
}

// started runs once the window stands.
func (w *window) started() {
	w.applyTheme()
	w.app.Settings().AddListener(func(fyne.Settings) { post(w.followTheme) })
	w.showEmpty()
	for _, h := range w.lib.Warnings() {
		w.toast.show(tr(h.Msg, h.Args...), nil)
	}
	w.listenDebug()
	last := w.settings.Open
	if w.settings.In != w.lib.Dir() {
		last = 0
	}
	w.run(nil, func(ctx context.Context) func() {
		newest, err := firstStart(ctx, w.lib)
		if rows, _ := w.lib.Rows(ctx, []int64{last}); len(rows) == 1 {
			newest = last // where the reader was
		}
		return func() {
			w.report(err)
			w.reload()
			if newest > 0 {
				w.open(newest, -1)
			}
			w.watch()
			w.queue.look()
			w.keepBackups(backupAfter)
			w.resumePictures()
		}
	})
}

// watchEvery is how often the window looks for changes by other processes.
const watchEvery = 2 * time.Second

// watch shows what another process, such as the command line, has changed.
func (w *window) watch() {
	lib, seen := w.lib, w.state.version
	w.run(nil, func(ctx context.Context) func() {
		select {
		case <-ctx.Done():
			return nil
		case <-time.After(watchEvery):
		}
		version, err := lib.Version(ctx)
		return func() {
			if err == nil && version != seen {
				w.state.version = version
				w.reload()
				w.queue.look()
			}
			w.watch()
		}
	})
}
