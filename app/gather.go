//go:build !headless

package app

import (
	"context"
	"strings"

	"florilegium/clipper"
	"florilegium/clipper/fold"
	"florilegium/db"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// gather adds the selection, the picked clips or the chosen one to the collection
// that is shown; where there is none it asks.
func (w *window) gather() {
	if w.state.collection == 0 {
		w.gatherInto()
		return
	}
	w.withClips(func(ids []int64) { w.addTo(w.state.collection, ids) })
}

// gatherInto asks into which collection.
func (w *window) gatherInto() {
	w.withClips(func(ids []int64) {
		lib := w.lib
		w.run(nil, func(ctx context.Context) func() {
			all, err := lib.Collections(ctx)
			var in []db.CollectionRow
			if err == nil && len(ids) == 1 {
				in, err = lib.ClipCollections(ctx, ids[0])
			}
			return func() {
				w.report(err)
				if err == nil {
					w.askCollection(all, in, ids)
				}
			}
		})
	})
}

// withClips does something with the clips that a command is meant for; a selection
// becomes a clip first.
func (w *window) withClips(do func(ids []int64)) {
	if c, ok := w.selection(); ok {
		c.Colour = w.state.colour
		w.reader.ClearSelection()
		w.saveClip(c, func() { do([]int64{w.state.chosen}) })
		return
	}
	w.clips.detail.flush()
	if ids := w.clips.aimed(); len(ids) > 0 {
		do(ids)
		return
	}
	w.toast.show(tr("Select a passage or a clip first"), nil)
}

// addTo adds clips to a collection: to the one that is shown behind the part that
// is chosen, to another at its end.
func (w *window) addTo(id int64, ids []int64) {
	p := w.collection
	if p.c != nil && p.c.ID == id {
		p.gather(ids)
		return
	}
	var before *clipper.Collection
	added := 0
	w.apply(func(ctx context.Context) (err error) {
		if before, err = w.lib.Collection(ctx, id); err == nil {
			added, _, err = w.lib.AddToCollection(ctx, id, -1, ids...)
		}
		return err
	}, func() { w.gathered(before, added) })
}

// gathered tells that clips were added to a collection that is not shown.
func (w *window) gathered(before *clipper.Collection, added int) {
	if added == 0 {
		w.toast.show(tr("Already in %s", quoted(before.Name)), nil)
		return
	}
	state := w.collection.known(before.ID)
	foreign := state.foreign
	w.state.collection = before.ID
	w.collection.reload()
	w.undoes(dots(tr("Added to %s", quoted(before.Name)), count("clips", added)), func() { w.putBack(*before, state, foreign) })
}

// gather adds clips behind the chosen part.
func (p *collectionPane) gather(ids []int64) {
	at := len(p.c.Parts)
	if i, ok := p.part(); ok {
		at = i + 1
	}
	var parts []clipper.Part
	there := map[int64]bool{}
	for _, id := range p.c.Clips() {
		there[id] = true
	}
	for _, id := range ids {
		if !there[id] {
			parts, there[id] = append(parts, clipper.Part{Kind: clipper.ClipPart, Clip: id}), true
		}
	}
	if len(parts) == 0 {
		p.w.toast.show(tr("Already in %s", quoted(p.c.Name)), nil)
		return
	}
	p.outline.leaveEdit()
	next := *p.c
	next.Parts = clipper.InsertParts(p.c.Parts, at, parts...)
	p.put(dots(tr("Added to %s", quoted(p.c.Name)), count("clips", len(parts))), next, at+len(parts)-1)
}

// collectionChooser finds a collection as one types, or makes one of that name.
type collectionChooser struct {
	w      *window
	field  *listField
	list   *plainList
	all    []db.CollectionRow
	holds  map[int64]bool // the clip is in them
	fits   []db.CollectionRow
	chosen int
	clips  []int64
	dialog dialog.Dialog
}

func (w *window) askCollection(all, in []db.CollectionRow, clips []int64) {
	c := &collectionChooser{w: w, all: all, clips: clips, holds: map[int64]bool{}}
	for _, r := range in {
		c.holds[r.ID] = true
	}
	c.field = newListField(c)
	c.field.SetPlaceHolder(tr("Name of a collection, an old one or a new one"))
	c.list = w.newPlainList(c.length, func() fyne.CanvasObject {
		n := widget.NewLabel("")
		n.Importance, n.SizeName = widget.LowImportance, theme.SizeNameCaptionText
		name := widget.NewLabel("")
		name.Truncation = fyne.TextTruncateEllipsis
		return container.NewBorder(nil, nil, nil, n, name)
	}, c.bind)
	c.dialog = w.newForm(tr("Add to a collection"), container.NewBorder(c.field, nil, nil, nil, c.list), tr("Add"), c.take)
	c.dialog.Resize(fyne.NewSize(480, 360))
	w.showForm("collections", c.dialog)
	w.win.Canvas().Focus(c.field)
	c.narrow("")
}

// length counts the collections that fit, and the one that would be new.
func (c *collectionChooser) length() int {
	if c.isNew() {
		return len(c.fits) + 1
	}
	return len(c.fits)
}

// isNew reports that what was typed is the name of no collection.
func (c *collectionChooser) isNew() bool {
	name := strings.TrimSpace(c.field.Text)
	for _, r := range c.all {
		if strings.EqualFold(r.Name, name) {
			return false
		}
	}
	return name != ""
}

func (c *collectionChooser) bind(i widget.ListItemID, o fyne.CanvasObject) {
	labels := o.(*fyne.Container).Objects
	name, about := labels[0].(*widget.Label), labels[1].(*widget.Label)
	if i >= len(c.fits) {
		name.SetText(tr("New: %s", quoted(strings.TrimSpace(c.field.Text))))
		about.SetText("")
		return
	}
	r := c.fits[i]
	text := count("clips", r.Clips)
	if c.holds[r.ID] {
		text = "✓ " + text
	}
	name.SetText(r.Name)
	about.SetText(text)
}

// narrow lists the collections whose names hold all that was typed.
func (c *collectionChooser) narrow(text string) {
	c.fits = nil
	for _, r := range c.all {
		if strings.Contains(fold.Fold(r.Name), strings.TrimSpace(fold.Fold(text))) {
			c.fits = append(c.fits, r)
		}
	}
	c.list.Refresh()
	c.mark(0)
}

func (c *collectionChooser) mark(i int) {
	c.chosen = max(0, min(i, c.length()-1))
	c.list.OnSelected = nil
	c.list.UnselectAll()
	if c.length() > 0 {
		c.list.Select(c.chosen)
		c.list.ScrollTo(c.chosen)
	}
	c.list.OnSelected = c.mark
}

func (c *collectionChooser) marked() int { return c.chosen }
func (c *collectionChooser) leave()      { c.dialog.Hide() }

func (c *collectionChooser) run() {
	c.dialog.Hide()
	c.take()
}

// take adds the clips to the marked collection.
func (c *collectionChooser) take() {
	switch {
	case c.chosen < len(c.fits):
		c.w.addTo(c.fits[c.chosen].ID, c.clips)
	case c.isNew():
		c.w.makeCollection(strings.TrimSpace(c.field.Text), c.clips)
	}
}
