//go:build !headless

package app

import (
	"context"

	"florilegium/clipper"
	"florilegium/clipper/anchor"

	"fyne.io/fyne/v2"
)

// undoSteps is how many deletions and changes can be taken back, one by one.
const undoSteps = 100

// selection is the selected part of the open article as a clip.
func (w *window) selection() (clipper.Clip, bool) {
	start, end := w.reader.Selection()
	if w.state.open == nil || start == end {
		return clipper.Clip{}, false
	}
	c, err := anchor.NewClip(w.state.open, start, end)
	if err != nil {
		w.report(err)
		return clipper.Clip{}, false
	}
	return c, true
}

// clipSelection clips the selection, or gives the chosen clips another colour.
func (w *window) clipSelection(colour clipper.Colour) {
	w.state.colour = colour
	if c, ok := w.selection(); ok {
		c.Colour = colour
		w.reader.ClearSelection()
		w.saveClip(c, func() {})
		return
	}
	w.clips.detail.flush()
	ids := w.clips.aimed()
	w.apply(w.whole(func(ctx context.Context) error {
		clips, err := w.lib.ClipsByID(ctx, ids)
		for _, c := range clips {
			if c.Colour = colour; err == nil {
				err = w.lib.SaveClip(ctx, &c)
			}
		}
		return err
	}), func() {})
}

// chosenClip is the clip chosen in the pane or in the text.
func (w *window) chosenClip() (clipper.Clip, bool) {
	for _, c := range w.state.here {
		if c.ID == w.state.chosen {
			return c, true
		}
	}
	c, ok := w.clips.rows.known[w.state.chosen]
	return c, ok
}

// saveClip saves a new clip and chooses it; then does what comes next.
func (w *window) saveClip(c clipper.Clip, then func()) {
	lib := w.lib
	w.inOrder(func() func() {
		err := lib.SaveClip(context.Background(), &c) // a clip once asked for is kept
		return func() {
			w.report(err)
			if err == nil {
				w.state.here, w.state.chosen = append(w.state.here, c), c.ID
				then()
			}
			w.reload()
		}
	})
}

// keepClip saves what was changed about a clip.
func (w *window) keepClip(c clipper.Clip, then func()) {
	w.apply(func(ctx context.Context) error { return w.lib.SaveClip(ctx, &c) }, then)
}

// moveClip gives a clip another place in the open article.
func (w *window) moveClip(c clipper.Clip, start, end int) {
	moved, lost, err := anchor.Resize(w.state.open, c, start, end)
	if err != nil {
		w.report(err)
		return
	}
	said := tr("Clip moved")
	if len(lost) > 0 {
		said = tr("Clip moved; marks whose words are outside now are gone")
	}
	w.change(said,
		func(ctx context.Context) error { return w.lib.SaveClip(ctx, &moved) },
		func(ctx context.Context) error { return w.lib.SaveClip(ctx, &c) })
}

// reload reads again what the panes and the reader show of the library.
func (w *window) reload() {
	w.clips.reload()
	w.collection.reload()
	w.live.touch()
	w.library.reload()
	w.search.again()
	w.follow()
}

// clipWithNote clips the selection, if there is one, and puts the cursor into the
// note of the chosen clip: what is written there is kept as it is written.
func (w *window) clipWithNote() {
	c, selected := w.selection()
	if !selected {
		if _, ok := w.chosenClip(); ok {
			w.writeNote()
		}
		return
	}
	c.Colour = w.state.colour
	w.reader.ClearSelection()
	w.saveClip(c, w.writeNote)
}

// writeNote puts the cursor into the note of the chosen clip.
func (w *window) writeNote() {
	w.state.collecting = false
	w.showClips()
	w.clips.refresh()
	note := w.clips.detail.note
	w.win.Canvas().Focus(note)
	note.TypedKey(&fyne.KeyEvent{Name: fyne.KeyPageDown}) // what is written goes on
}

// deleteChosen deletes the picked or chosen clips, else the picked articles or
// the open one, and offers to undo.
func (w *window) deleteChosen() {
	ids := w.clips.aimed()
	if len(ids) == 0 || len(w.library.picks.ids) > 0 {
		w.deleteArticles()
		return
	}
	w.clips.detail.flush() // its words come back with the clip
	w.state.chosen = 0
	w.clips.picks.clear()
	each := func(do func(context.Context, int64) error) func(context.Context) error {
		return w.whole(func(ctx context.Context) error {
			for _, id := range ids {
				if err := do(ctx, id); err != nil {
					return err
				}
			}
			return nil
		})
	}
	w.change(count("deleted clips", len(ids)), each(w.lib.DeleteClip), each(w.lib.RestoreClip))
}

// whole makes one transaction of a change to many things: all are changed, or none.
func (w *window) whole(do func(context.Context) error) func(context.Context) error {
	return func(ctx context.Context) error { return w.lib.Together(ctx, do) }
}

// change does something that can be undone, and says so.
func (w *window) change(text string, do, undo func(context.Context) error) {
	w.apply(do, func() { w.undoes(text, func() { w.apply(undo, func() {}) }) })
}

// undoes keeps how the last change is taken back, and says what it was, unless that
// is plain to see.
func (w *window) undoes(text string, undo func()) {
	w.undoing = append(w.undoing, undo)
	w.undoing = w.undoing[max(0, len(w.undoing)-undoSteps):]
	if text == "" {
		w.toast.box.Hide() // it spoke of an earlier change
	} else {
		w.toast.show(text, w.undo)
	}
}

func (w *window) apply(do func(context.Context) error, then func()) {
	w.inOrder(func() func() {
		err := do(context.Background()) // once asked for, done
		return func() {
			w.report(err)
			if err == nil {
				then()
			}
			w.reload()
		}
	})
}

// undo takes the last change back; a focused entry undoes its own typing.
func (w *window) undo() {
	if w.passOn(&fyne.ShortcutUndo{}) {
		return
	}
	w.collection.outline.leaveEdit()
	w.toast.box.Hide()
	if n := len(w.undoing); n > 0 {
		last := w.undoing[n-1]
		w.undoing = w.undoing[:n-1]
		last()
	}
}
