//go:build !headless

package app

import (
	"context"

	"florilegium/clipper"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"
)

// Commands on one article or on many: the picked ones, else the open one. Each
// can be undone, for all of them at once.

// former is an article as it was before a command.
type former struct {
	id    int64
	state clipper.State
	tags  []string
}

// eachAimed does something to every article that a command is meant for, says so,
// and offers to undo it.
func (w *window) eachAimed(said string, do, undo func(context.Context, former) error) {
	ids := w.library.aimed()
	if len(ids) == 0 {
		return
	}
	var before []former
	w.change(said,
		w.whole(func(ctx context.Context) error {
			rows, err := w.lib.Rows(ctx, ids)
			if err != nil {
				return err
			}
			for _, r := range rows {
				f := former{r.ID, r.State, r.Tags}
				if err := do(ctx, f); err != nil {
					return err
				}
				before = append(before, f)
			}
			return nil
		}),
		w.whole(func(ctx context.Context) error {
			for _, f := range before {
				if err := undo(ctx, f); err != nil {
					return err
				}
			}
			return nil
		}))
}

// flag sets a mark on all aimed articles, or takes it off where the first of
// them has it.
func (w *window) flag(on, off string, mark func(*clipper.State) *bool) {
	value, known := w.aimedState()
	if !known {
		return
	}
	want := !*mark(&value)
	said := off
	if want {
		said = on
	}
	set := func(ctx context.Context, f former) error {
		*mark(&f.state) = want
		return w.lib.SetState(ctx, f.id, f.state)
	}
	w.eachAimed(said, set, func(ctx context.Context, f former) error { return w.lib.SetState(ctx, f.id, f.state) })
	if a := w.state.open; a != nil && (len(w.library.picks.ids) == 0 || w.library.picks.ids[a.ID]) {
		*mark(&a.State) = want
	}
}

// aimedState is the state of the first article that a command is meant for.
func (w *window) aimedState() (clipper.State, bool) {
	ids := w.library.aimed()
	if len(ids) == 0 {
		return clipper.State{}, false
	}
	if a := w.state.open; a != nil && a.ID == ids[0] {
		return a.State, true
	}
	r, ok := w.library.rows.known[ids[0]]
	return r.State, ok
}

func (w *window) star() {
	w.flag(tr("Starred"), tr("Star taken off"), func(s *clipper.State) *bool { return &s.Starred })
}

func (w *window) toggleRead() {
	w.flag(tr("Marked as read"), tr("Marked as unread"), func(s *clipper.State) *bool { return &s.Read })
}

func (w *window) archive() {
	w.flag(tr("Archived"), tr("Taken out of the archive"), func(s *clipper.State) *bool { return &s.Archived })
}

// deleteArticles deletes the picked articles, or the open one.
func (w *window) deleteArticles() {
	ids := w.library.aimed()
	w.eachAimed(count("deleted", len(ids)),
		func(ctx context.Context, f former) error { return w.lib.DeleteArticle(ctx, f.id) },
		func(ctx context.Context, f former) error { return w.lib.RestoreArticle(ctx, f.id) })
	for _, id := range ids {
		if w.state.open != nil && w.state.open.ID == id {
			w.showEmpty()
		}
	}
	w.library.picks.clear()
}

// askTags asks for the tags of the picked clips, else of the picked articles or
// the open one: one field with all tags of one, or one with what several are to
// get.
func (w *window) askTags() {
	if ids := w.clips.picks.in(w.clips.rows.ids); len(ids) > 0 {
		w.tagForm(true, nil, func(text string) { w.tagClips(ids, splitTags(text)) })
		return
	}
	ids := w.library.aimed()
	if len(ids) == 0 {
		return
	}
	lib := w.lib
	w.run(nil, func(ctx context.Context) func() {
		rows, err := lib.Rows(ctx, ids[:1])
		return func() {
			w.report(err)
			if len(rows) == 1 {
				w.tagForm(len(ids) > 1, rows[0].Tags, func(text string) { w.setTags(len(ids) > 1, text) })
			}
		}
	})
}

func (w *window) tagForm(several bool, tags []string, done func(string)) {
	entry := w.newFormEntry()
	label := tr("Tags, with commas between them")
	if several {
		label = tr("Tags to add, with commas between them; -tag takes one away")
	} else {
		entry.SetText(joinTags(tags))
	}
	form := w.newForm(tr("Tags"), container.NewVBox(widget.NewLabel(label), entry), tr("Keep"), func() { done(entry.Text) })
	entry.OnSubmitted = func(text string) { form.Hide(); done(text) }
	form.Resize(fyne.NewSize(520, 180))
	w.showForm("tags", form)
	w.win.Canvas().Focus(entry)
}

func (w *window) setTags(several bool, text string) {
	put := func(ctx context.Context, f former) error {
		tags := splitTags(text)
		if several {
			tags = withTags(f.tags, tags)
		}
		return w.lib.SetTags(ctx, f.id, tags)
	}
	w.eachAimed(tr("Tags changed"), put, func(ctx context.Context, f former) error { return w.lib.SetTags(ctx, f.id, f.tags) })
}

// tagClips adds tags to clips, and takes away those that begin with a minus.
func (w *window) tagClips(ids []int64, change []string) {
	var before []clipper.Clip
	w.change(tr("Tags changed"),
		w.whole(func(ctx context.Context) (err error) {
			if before, err = w.lib.ClipsByID(ctx, ids); err != nil {
				return err
			}
			for _, c := range before {
				c.Tags = withTags(c.Tags, change)
				if err := w.lib.SaveClip(ctx, &c); err != nil {
					return err
				}
			}
			return nil
		}),
		w.whole(func(ctx context.Context) error {
			for _, c := range before {
				if err := w.lib.SaveClip(ctx, &c); err != nil {
					return err
				}
			}
			return nil
		}))
}

// withTags adds tags, and takes away those that begin with a minus.
func withTags(tags, change []string) []string {
	out := append([]string(nil), tags...)
	for _, t := range change {
		if t[0] != '-' {
			out = append(out, t)
			continue
		}
		kept := out[:0]
		for _, x := range out {
			if x != t[1:] {
				kept = append(kept, x)
			}
		}
		out = kept
	}
	return out
}

// popup shows a menu of commands at a place of the window.
func (w *window) popup(at fyne.Position, ids ...string) {
	widget.ShowPopUpMenuAtPosition(fyne.NewMenu("", w.menuItems(ids...)...), w.win.Canvas(), at)
}

// menuItems are commands as the items of a menu.
func (w *window) menuItems(ids ...string) (items []*fyne.MenuItem) {
	for _, id := range ids {
		for _, c := range w.commands {
			if c.id == id {
				items = append(items, fyne.NewMenuItem(tr(c.label), func() { c.do(w) }))
			}
		}
	}
	return items
}

// pickedMenu offers what can be done with the picked articles.
func (w *window) pickedMenu() {
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(w.library.bar)
	w.popup(at.AddXY(8, linksHeight), "star", "read", "archive", "tag", "export", "delete")
}
