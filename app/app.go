//go:build !headless

package app

import (
	"context"
	"time"

	"florilegium/app/style"
	"florilegium/assets"
	"florilegium/clipper"
	"florilegium/db"

	"fyne.io/fyne/v2"
	fyneapp "fyne.io/fyne/v2/app"
	"fyne.io/fyne/v2/lang"
)

// appID names the program to the system, for its settings.
const appID = "org.florilegium.Florilegium"

// closing is how long the window waits for work when it is closed.
const closing = 2 * time.Second

// Run opens the window on the library in a folder and returns when it is closed.
// The first start of a new library adds the sample articles.
func Run(ctx context.Context, folder string) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	lib, err := db.Open(ctx, folder, db.Options{Now: time.Now})
	if err != nil {
		return err
	}
	if err := lang.AddTranslationsFS(assets.Translations, "translations"); err != nil {
		return err
	}
	a := fyneapp.NewWithID(appID)
	// An empty file of preferences is an error to the toolkit at the next start.
	a.Preferences().SetString("version", clipper.ProgramVersion)
	a.SetIcon(fyne.NewStaticResource("icon.png", assets.Icon))
	a.Settings().SetTheme(&style.Theme{Palette: readSettings().reading().Palette})
	w, err := newWindow(ctx, a, lib)
	if err != nil {
		return err
	}
	a.Lifecycle().SetOnStarted(w.started)
	w.stop = cancel
	w.win.SetCloseIntercept(w.quit)
	context.AfterFunc(ctx, func() { post(w.quit) })
	w.win.ShowAndRun()
	return lib.Close()
}

// quit closes the window: the place in the article and every clip that was asked
// for are in the library first.
func (w *window) quit() {
	if w.ended {
		return
	}
	w.ended = true
	w.keepPlace()
	w.stop()
	w.wait(closing)
	w.win.Close()
}

// started runs once the window stands.
func (w *window) started() {
	w.applyTheme()
	w.showEmpty()
	for _, h := range w.lib.Warnings() {
		w.toast.show(tr(h.Msg, h.Args...), nil)
	}
	w.listenDebug()
	w.run(nil, func(ctx context.Context) func() {
		newest, err := firstStart(ctx, w.lib)
		return func() {
			w.report(err)
			w.library.reload()
			w.clips.reload()
			if newest > 0 {
				w.open(newest, -1)
			}
			w.watch()
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
				w.library.reload()
				w.clips.reload()
			}
			w.watch()
		}
	})
}
