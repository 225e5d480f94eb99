//go:build !headless

package app

import (
	"context"
	"slices"
	"strings"
	"time"

	"florilegium/app/typeset"
	"florilegium/clipper"

	"fyne.io/fyne/v2"
)

// editing is a heading or own words that are being written in their place. What is
// written is stored as it is written; when the part is left, all of it can be taken
// back at once.
type editing struct {
	at     int // part, -1 for none
	entry  *formEntry
	before clipper.Collection // as the collection was
	saved  string             // what was stored last
	since  time.Time          // of the first word that is not stored
	lane   lane
	rows   int
}

// The lines that own words have while they are written.
const fewestLines, mostLines = 3, 12

// height is that of the entry with the room around it.
func (e *editing) height() float32 { return e.entry.MinSize().Height + 10 }

// place puts the entry where its part is.
func (e *editing) place(o *outline) {
	if e.at < 0 || e.at+1 >= len(o.tops) {
		return
	}
	place(e.entry, partInset, o.tops[e.at]+3, o.width-2*partInset, e.height()-8)
}

// edit lets a part be written.
func (o *outline) edit(i int) { o.editFrom(i, *o.p.c) }

// editFrom lets a part be written; before is how the collection was, for undo.
func (o *outline) editFrom(i int, before clipper.Collection) {
	o.leaveEdit()
	part := o.parts()[i]
	e := &o.editing
	*e = editing{at: i, before: before, saved: part.Text, lane: e.lane}
	if part.Kind == clipper.HeadingPart {
		e.entry = o.p.w.newFormEntry()
		e.entry.TextStyle.Bold = true
		e.entry.SetPlaceHolder(tr("Heading"))
		e.entry.OnSubmitted = func(string) { o.endEdit() }
	} else {
		e.entry = o.p.w.newFormText()
		e.entry.SetPlaceHolder(tr("Your own words; an empty line parts paragraphs"))
	}
	e.entry.leave = o.endEdit
	e.entry.SetText(part.Text)
	e.grow(o)
	e.entry.OnChanged = o.typed
	o.choose(i)
	o.p.w.win.Canvas().Focus(e.entry)
	e.entry.TypedKey(&fyne.KeyEvent{Name: fyne.KeyPageDown}) // what is written goes on
}

// grow gives the entry as many lines as its words need.
func (e *editing) grow(o *outline) (changed bool) {
	if !e.entry.MultiLine {
		return false
	}
	what := printing{text: e.entry.Text, family: typeset.Sans, size: 14, width: o.width - 2*partInset - 24, lines: mostLines}
	rows := len(setLines(o.p.w.setter, what).Lines) + strings.Count(e.entry.Text, "\n\n") + 1
	if rows = min(max(rows, fewestLines), mostLines); rows == e.rows {
		return false
	}
	e.rows = rows
	e.entry.SetMinRowsVisible(rows)
	return true
}

// typed stores what is written once the typing rests, and now and then.
func (o *outline) typed(text string) {
	e := &o.editing
	if e.since.IsZero() {
		e.since = time.Now()
	}
	if e.grow(o) {
		o.refresh()
	}
	delay := min(keepDelay, keepWithin-time.Since(e.since))
	o.p.w.run(&e.lane, func(ctx context.Context) func() {
		select {
		case <-ctx.Done():
			return nil
		case <-time.After(delay):
			return o.keepTyped
		}
	})
}

// keepTyped stores what is written.
func (o *outline) keepTyped() {
	e := &o.editing
	e.since = time.Time{}
	if e.at < 0 || o.p.c == nil || e.at >= len(o.parts()) || e.entry.Text == e.saved {
		return
	}
	e.saved = e.entry.Text
	next := *o.p.c
	next.Parts = slices.Clone(next.Parts)
	next.Parts[e.at].Text = e.saved
	o.p.c = &next
	o.p.save()
}

// leaveEdit ends the writing, if there is any: its words are stored, and an empty
// part goes away.
func (o *outline) leaveEdit() {
	e := &o.editing
	if e.at < 0 {
		return
	}
	e.lane.stop()
	o.keepTyped()
	at, before, empty := e.at, e.before, strings.TrimSpace(e.entry.Text) == ""
	e.at = -1
	stored := o.p.c != nil && !slices.Equal(o.p.c.Parts, before.Parts)
	if empty && o.p.c != nil && at < len(o.parts()) {
		next := *o.p.c
		next.Parts = clipper.RemoveParts(o.p.c.Parts, at, 1)
		o.p.c = &next
		if stored = !slices.Equal(next.Parts, before.Parts); stored {
			o.p.save()
		}
	}
	if stored {
		o.p.undoable("", before, min(at, len(before.Parts)-1))
	}
	o.refresh()
}

// endEdit ends the writing; keys go to the outline again.
func (o *outline) endEdit() {
	o.leaveEdit()
	o.p.w.win.Canvas().Focus(o)
}

// follow takes over a collection that was changed elsewhere. Words that are being
// written are not lost: they go on in their part, or become a new one where that is
// gone.
func (o *outline) follow(c *clipper.Collection, same bool) {
	e := &o.editing
	if e.at < 0 {
		if !same {
			o.chosen = -1
			o.scroll.Offset.Y = 0
		}
		return
	}
	was := o.parts()[e.at]
	e.before = *c
	at := slices.Index(c.Parts, was)
	if at < 0 {
		at = len(c.Parts)
		c.Parts = clipper.InsertParts(c.Parts, at, was)
	}
	e.at, o.chosen = at, at
}
