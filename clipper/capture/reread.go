package capture

import (
	"context"
	"slices"

	"florilegium/clipper"
	"florilegium/clipper/anchor"
	"florilegium/clipper/extract"
)

// Changed is the Status of an article that was read again: its text is the same,
// what is known of its source is not, or it was read by an earlier version of the
// program before.
const Changed Status = "changed"

// blockField is the field of the evidence that keeps a reader's word on a block.
// Its value is the hash of the block's text, so that the word holds for every later
// reading of the page.
const blockField = "block"

// What a reader can say of a block, as the detail of the evidence.
const (
	putBack  = "put back"
	takenOut = "taken out"
)

// Choice is a reader's word on a block of the page: it belongs to the article, or
// it does not.
type Choice struct {
	Text string // of the block, as extraction gives it
	In   bool
}

// evidence is the choice as the article keeps it.
func (c Choice) evidence() clipper.Evidence {
	detail := takenOut
	if c.In {
		detail = putBack
	}
	return clipper.Evidence{Field: blockField, Value: clipper.HashText(c.Text), From: clipper.FromUser, Detail: detail, Picked: true}
}

// Reading is what this version of the program makes of the page that an article
// was saved from, with everything that its reader has decided: fields of the
// source, blocks put back and taken out. Nothing is stored and nothing fetched.
// Dropped says what was left out. It fails with NotFound where the page was not
// kept, and where extraction refuses it.
func (d *Door) Reading(ctx context.Context, old *clipper.Article, choices ...Choice) (*clipper.Article, error) {
	if err := refuseTyped(old); err != nil {
		return nil, err
	}
	snap, err := d.Store.Snapshot(ctx, old.Snapshot)
	if err != nil {
		return nil, err
	}
	page, err := pageOf(snap)
	if err != nil {
		return nil, err
	}
	a, err := read(ctx, page, nil)
	if err != nil {
		return nil, err
	}
	a.Snapshot, a.Source.Accessed = old.Snapshot, old.Source.Accessed
	kept := *old
	kept.Evidence = decided(old.Evidence, choices)
	takeOver(a, &kept)
	applyChoices(a)
	a.State.Progress = min(old.State.Progress, len(a.Text()))
	samePictures(a, old)
	return a, nil
}

// Reread stores Reading in the place of the article's text, where the two differ.
// The text before stays as an earlier version, and the clips move along.
func (d *Door) Reread(ctx context.Context, old *clipper.Article, choices ...Choice) (Result, error) {
	r, err := d.WouldReread(ctx, old, choices...)
	if err != nil || (r.Status == Known && len(choices) == 0) {
		return r, err
	}
	clips, err := d.Store.Clips(ctx, old.ID)
	if err == nil {
		err = d.Store.SaveArticle(ctx, r.Article, nil, anchor.Reanchor(r.Article, clips))
	}
	if err != nil {
		return Result{Status: Failed}, err
	}
	return r, nil
}

// WouldReread is what Reread would come to; it stores nothing.
func (d *Door) WouldReread(ctx context.Context, old *clipper.Article, choices ...Choice) (Result, error) {
	a, err := d.Reading(ctx, old, choices...)
	switch {
	case err != nil:
		return Result{Status: Failed}, err
	case a.TextHash != old.TextHash:
		return Result{a, Version, a.Source.URL}, nil
	case !sameSource(a, old) || extract.Outdated(old):
		return Result{a, Changed, a.Source.URL}, nil
	}
	return Result{a, Known, a.Source.URL}, nil
}

// decided adds new choices to the evidence; the latest word on a block counts.
func decided(evidence []clipper.Evidence, choices []Choice) []clipper.Evidence {
	out := slices.Clone(evidence)
	for _, c := range choices {
		e := c.evidence()
		out = slices.DeleteFunc(out, func(x clipper.Evidence) bool { return x.Field == blockField && x.Value == e.Value })
		out = append(out, e)
	}
	return out
}

// applyChoices puts blocks back and takes others out, as the evidence says. The
// last block of an article stays.
func applyChoices(a *clipper.Article) {
	says := map[string]string{}
	for _, e := range a.Evidence {
		if e.Field == blockField && e.From == clipper.FromUser {
			says[e.Value] = e.Detail
		}
	}
	if len(says) == 0 {
		return
	}
	is := func(b clipper.Block, detail string) bool { return says[clipper.HashText(b.Text)] == detail }
	var blocks []clipper.Block
	var dropped []clipper.Dropped
	next := 0
	pass := func(after int) { // what was dropped after a block
		for ; next < len(a.Dropped) && a.Dropped[next].After <= after; next++ {
			if x := a.Dropped[next]; is(x.Block, putBack) {
				blocks = append(blocks, x.Block)
			} else {
				x.After = len(blocks) - 1
				dropped = append(dropped, x)
			}
		}
	}
	pass(-1)
	for i, b := range a.Blocks {
		if is(b, takenOut) && len(blocks)+len(a.Blocks)-i > 1 {
			dropped = append(dropped, clipper.Dropped{Block: b, Reason: clipper.TakenOut, After: len(blocks) - 1})
		} else {
			blocks = append(blocks, b)
		}
		pass(i)
	}
	extract.SetBlocks(a, blocks)
	a.Dropped = dropped
}

// samePictures gives the pictures of the new reading the bytes that the library
// has of them.
func samePictures(a, old *clipper.Article) {
	have := map[string]*clipper.Image{}
	for i := range old.Blocks {
		if img := old.Blocks[i].Image; img != nil && !img.Untried() {
			have[img.Src] = img
		}
	}
	for i := range a.Blocks {
		if img := a.Blocks[i].Image; img != nil && have[img.Src] != nil {
			alt := img.Alt
			*img = *have[img.Src]
			img.Alt = alt
		}
	}
}

// sameSource reports whether two readings know the same of the source.
func sameSource(a, b *clipper.Article) bool {
	return !slices.ContainsFunc(clipper.Fields(), func(f string) bool {
		return clipper.GetField(&a.Source, f) != clipper.GetField(&b.Source, f)
	})
}
