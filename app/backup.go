//go:build !headless

package app

import (
	"context"
	"time"

	"florilegium/db"
)

// backupSettings say how the library is copied by itself.
type backupSettings struct {
	Off  bool   `json:"off,omitempty"`
	Dir  string `json:"dir,omitempty"` // beside the library where empty
	Keep int    `json:"keep"`          // copies
	Days int    `json:"days"`          // between two copies
}

// The first copy is looked for once the window has settled, then now and then.
const (
	backupAfter = 2 * time.Minute
	backupEvery = time.Hour
)

// keepBackups makes a copy of the library when one is due, for as long as the
// window is open.
func (w *window) keepBackups(wait time.Duration) {
	lib := w.lib
	w.run(nil, func(ctx context.Context) func() {
		select {
		case <-ctx.Done():
			return nil
		case <-time.After(wait):
		}
		return func() { w.backupDue(lib) }
	})
}

func (w *window) backupDue(lib *db.Library) {
	b := w.settings.Backup
	if b.Off || lib.ReadOnly() {
		w.keepBackups(backupEvery)
		return
	}
	w.run(nil, func(ctx context.Context) func() {
		_, err := lib.RotateBackups(ctx, db.Rotation{Dir: b.Dir, Keep: b.Keep, Every: time.Duration(b.Days) * 24 * time.Hour})
		return func() {
			w.report(err)
			w.keepBackups(backupEvery)
		}
	})
}

// backupNow copies the library at once.
func (w *window) backupNow() {
	lib, b := w.lib, w.settings.Backup
	w.toast.show(tr("The library is being copied"), nil)
	w.run(nil, func(ctx context.Context) func() {
		file, err := lib.RotateBackups(ctx, db.Rotation{Dir: b.Dir, Keep: b.Keep, Every: time.Nanosecond})
		return func() {
			w.report(err)
			if err == nil {
				w.toast.show(tr("Written: %s", file), nil)
			}
		}
	})
}
