//go:build !headless

package app

import (
	"context"
	"slices"

	"florilegium/clipper"
)

// What can be done with a collection, beside gathering clips into it.

// showCollection turns the pane of clips to the collection.
func (w *window) showCollection() {
	w.state.collecting = true
	w.showClips()
	w.clips.refresh()
}

// turnToCollection shows the collection and lets keys go to its outline.
func (w *window) turnToCollection() {
	if w.state.found != nil {
		w.search.clear()
	}
	w.showCollection()
	w.collection.reload()
	w.win.Canvas().Focus(w.collection.outline)
}

func (w *window) newCollection() {
	w.askName(tr("New collection"), tr("A collection becomes a document with notes and a bibliography."), "", func(name string) {
		w.makeCollection(name, nil)
	})
}

// makeCollection makes a collection of clips, in the style of the window.
func (w *window) makeCollection(name string, clips []int64) {
	c := clipper.Collection{Name: name, Style: w.settings.Cite.Style, Locale: w.settings.Cite.Locale}
	for _, id := range clips {
		c.Parts = append(c.Parts, clipper.Part{Kind: clipper.ClipPart, Clip: id})
	}
	w.change(tr("Collection %s made", quoted(name)),
		func(ctx context.Context) error {
			err := w.lib.SaveCollection(ctx, &c)
			if err == nil {
				post(func() { w.collection.show(c.ID) })
			}
			return err
		},
		func(ctx context.Context) error { return w.lib.DeleteCollection(ctx, c.ID) })
}

func (w *window) renameCollection() {
	p := w.collection
	if p.c == nil {
		return
	}
	w.askName(tr("Rename %s", p.c.Name), "", p.c.Name, func(name string) {
		if p.c == nil || name == p.c.Name {
			return
		}
		next := *p.c
		next.Name = name
		p.put(tr("Renamed"), next, p.outline.chosen)
	})
}

func (w *window) deleteCollection() {
	c := w.collection.c
	if c == nil {
		return
	}
	w.collection.outline.leaveEdit()
	id := c.ID
	w.change(tr("%s deleted; its clips stay in the library", quoted(c.Name)),
		func(ctx context.Context) error { return w.lib.DeleteCollection(ctx, id) },
		func(ctx context.Context) error {
			err := w.lib.RestoreCollection(ctx, id)
			post(func() { w.state.collection = id; delete(w.collection.states, id) })
			return err
		})
}

// styleCollection chooses the style and the language of the collection.
func (w *window) styleCollection() {
	p := w.collection
	if p.c == nil {
		return
	}
	now := w.settings.Cite
	if p.c.Style != "" {
		now.Style, now.Title, now.Locale = p.c.Style, p.c.Style, p.c.Locale
	}
	w.chooseStyle(now, func(s citeSettings) {
		if p.c == nil {
			return
		}
		next := *p.c
		next.Style, next.Locale = s.Style, s.Locale
		p.put(tr("Style of the collection changed"), next, p.outline.chosen)
	})
}

// part is the chosen part of the collection, where that is to be seen.
func (p *collectionPane) part() (i int, there bool) {
	i = p.outline.chosen
	return i, p.c != nil && p.w.state.collecting && i >= 0 && i < len(p.c.Parts)
}

// movePart moves the chosen part, or with section the section that its heading
// begins, up or down.
func (w *window) movePart(by int, section bool) {
	p := w.collection
	i, ok := p.part()
	if !ok {
		return
	}
	n := 1
	if section {
		n = clipper.Section(p.c.Parts, i)
	}
	if to := i + by; to >= 0 && to+n <= len(p.c.Parts) {
		p.move(i, n, to)
	}
}

// move moves n parts so that the first stands at to.
func (p *collectionPane) move(from, n, to int) {
	p.outline.leaveEdit()
	next := *p.c
	if next.Parts = clipper.MoveParts(p.c.Parts, from, n, to); !slices.Equal(next.Parts, p.c.Parts) {
		p.put("", next, to)
	}
}

// levelPart makes the chosen heading deeper or higher.
func (w *window) levelPart(by int) {
	p := w.collection
	i, ok := p.part()
	if !ok || p.c.Parts[i].Kind != clipper.HeadingPart {
		return
	}
	next := *p.c
	next.Parts = slices.Clone(p.c.Parts)
	if next.Parts[i].Level = min(max(next.Parts[i].Level+by, 1), 6); next.Parts[i] != p.c.Parts[i] {
		p.put("", next, i)
	}
}

// takeOutPart takes the chosen part out of the collection.
func (w *window) takeOutPart() {
	p := w.collection
	i, ok := p.part()
	if !ok {
		return
	}
	p.outline.leaveEdit()
	said := map[clipper.PartKind]string{
		clipper.HeadingPart: tr("Heading taken out"), clipper.WordsPart: tr("Words taken out"), clipper.ClipPart: tr("Clip taken out of the collection"),
	}[p.c.Parts[i].Kind]
	next := *p.c
	next.Parts = clipper.RemoveParts(p.c.Parts, i, 1)
	p.put(said, next, min(i, len(next.Parts)-1))
}

// openPart opens the chosen clip at its place, or lets the chosen words be written
// on.
func (w *window) openPart() {
	p := w.collection
	i, ok := p.part()
	if !ok {
		return
	}
	if p.c.Parts[i].Kind != clipper.ClipPart {
		p.outline.edit(i)
		return
	}
	g, ok := p.clips[p.c.Parts[i].Clip]
	if !ok || g.Deleted {
		w.toast.show(tr("The clip is deleted; undo brings it back"), nil)
		return
	}
	w.state.chosen = g.Clip.ID
	back := func() { w.win.Canvas().Focus(p.outline) }
	if a := w.state.open; a != nil && a.ID == g.Clip.ArticleID {
		w.openClip(g.Clip)
		back()
		return
	}
	w.openThen(g.Clip.ArticleID, g.Clip.Start, func() { w.reader.Pulse(g.Clip); back() })
}

// addHeading and addWords put a part behind the chosen one, to be written in its
// place.
func (w *window) addHeading() {
	level := 1
	if i, ok := w.collection.part(); ok {
		for ; i >= 0; i-- {
			if p := w.collection.c.Parts[i]; p.Kind == clipper.HeadingPart {
				level = p.Level
				break
			}
		}
	}
	w.addPart(clipper.Part{Kind: clipper.HeadingPart, Level: level})
}

func (w *window) addWords() { w.addPart(clipper.Part{Kind: clipper.WordsPart}) }

func (w *window) addPart(part clipper.Part) {
	p := w.collection
	if p.c == nil {
		w.newCollection()
		return
	}
	w.showCollection()
	p.outline.leaveEdit()
	at := len(p.c.Parts)
	if i, ok := p.part(); ok {
		at = i + 1
	}
	before := *p.c
	next := before
	next.Parts = clipper.InsertParts(before.Parts, at, part)
	p.become(next, at)
	p.outline.editFrom(at, before)
}
