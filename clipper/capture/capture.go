// Package capture is the front door: it takes an address or a page's text and
// puts an article into the library, the same way from every side. Nothing that
// was stored before is lost when a page fails or has changed: a changed text
// becomes a new version, and the clips are moved along.
package capture

import (
	"context"
	"slices"
	"strings"
	"time"

	"florilegium/clipper"
	"florilegium/clipper/anchor"
	"florilegium/clipper/fetch"
)

// Status says what saving a page came to.
type Status string

// What saving a page can come to.
const (
	Saved   Status = "saved"   // new in the library
	Known   Status = "known"   // the library has this very text
	Version Status = "version" // the page had changed: a new text beside the old
	Failed  Status = "failed"
)

// Stage is how far a page has come, for progress.
type Stage string

// The stages of saving a page.
const (
	Fetching   Stage = "fetching"
	Extracting Stage = "extracting"
	Storing    Stage = "storing"
	Images     Stage = "images"
)

// Door saves pages. Fetch, Store and Now must be set; Progress may be nil and is
// called on the goroutine that saves.
type Door struct {
	Fetch    *fetch.Fetcher
	Store    clipper.Store
	Now      func() time.Time
	Progress func(stage Stage, done, of int)
	// Turn, where it is set, is waited for before a picture is fetched from an
	// address; done is told when it has been. The queue is considerate this way.
	Turn func(ctx context.Context, address string) (done func(error), err error)
}

// Result is what became of one page.
type Result struct {
	Article *clipper.Article
	Status  Status
	address string // as it was asked for: whose pictures may come from a private host
}

// Save fetches the page at an address and stores it. When it returns the text is
// safe; Images brings the pictures.
func (d *Door) Save(ctx context.Context, address string, tags []string) (Result, error) {
	d.report(Fetching, 0, 0)
	page, err := readable(d.Fetch.Fetch(ctx, address))
	if err != nil {
		return Result{Status: Failed}, err
	}
	return d.SavePage(ctx, page, tags)
}

// SavePage stores a page that is already here, from a file or the wire.
func (d *Door) SavePage(ctx context.Context, page *fetch.Page, tags []string) (Result, error) {
	d.report(Extracting, 0, 0)
	a, err := read(ctx, page, tags)
	if err != nil {
		return Result{Status: Failed}, err
	}
	d.report(Storing, 0, 0)
	status, err := d.store(ctx, a, page)
	if err != nil {
		return Result{Status: Failed}, err
	}
	return Result{a, status, page.Requested}, nil
}

// store decides between new, known and changed.
func (d *Door) store(ctx context.Context, a *clipper.Article, page *fetch.Page) (Status, error) {
	snap := page.Snapshot()
	a.Snapshot = snap.Hash()
	old, err := d.Store.Lookup(ctx, addresses(a, page)...)
	if err != nil {
		return Failed, err
	}
	if old == nil {
		return Saved, d.Store.SaveArticle(ctx, a, snap, nil)
	}
	return d.storeOver(ctx, a, snap, old)
}

// storeOver decides between known and changed.
func (d *Door) storeOver(ctx context.Context, a *clipper.Article, snap *clipper.Snapshot, old *clipper.Article) (Status, error) {
	if sameText(a, old) {
		return Known, d.known(ctx, a, old)
	}
	clips, err := d.Store.Clips(ctx, old.ID)
	if err != nil {
		return Failed, err
	}
	takeOver(a, old)
	applyChoices(a)
	samePictures(a, old)
	return Version, d.Store.SaveArticle(ctx, a, snap, anchor.Reanchor(a, clips))
}

// sameText reports whether two articles say the same; documents do where they are
// the same bytes.
func sameText(a, b *clipper.Article) bool {
	_, isDocument := a.Attachment()
	_, wasDocument := b.Attachment()
	if isDocument || wasDocument {
		return isDocument && wasDocument && a.Snapshot == b.Snapshot
	}
	return a.TextHash == b.TextHash
}

// known makes a the article that is there, with the new tags beside its own.
func (d *Door) known(ctx context.Context, a, old *clipper.Article) error {
	tags := union(old.Tags, a.Tags)
	if *a = *old; len(tags) == len(old.Tags) {
		return nil
	}
	a.Tags = tags
	return d.Store.SaveArticle(ctx, a, nil, nil)
}

// takeOver keeps what is the reader's when a page has a new text: identity, tags,
// state, the frozen cite key and every field the reader has corrected.
func takeOver(a, old *clipper.Article) {
	a.ID, a.UID, a.Added, a.State = old.ID, old.UID, old.Added, old.State
	a.State.Progress = min(a.State.Progress, len(a.Text()))
	a.Tags = union(old.Tags, a.Tags)
	a.Source.CiteKey = old.Source.CiteKey
	for _, e := range old.Evidence {
		if e.From != clipper.FromUser || !e.Picked {
			continue
		}
		if e.Field != blockField {
			clipper.CopyField(&a.Source, &old.Source, e.Field)
			unpick(a.Evidence, e.Field)
		}
		a.Evidence = append(a.Evidence, e)
	}
}

// unpick lets no candidate for a field be the picked one.
func unpick(evidence []clipper.Evidence, field string) {
	for i := range evidence {
		if evidence[i].Field == field {
			evidence[i].Picked = false
		}
	}
}

// union is a and what of b is not in it, in whatever case.
func union(a, b []string) []string {
	out := append([]string(nil), a...)
	for _, s := range b {
		if !slices.ContainsFunc(out, func(o string) bool { return strings.EqualFold(o, s) }) {
			out = append(out, s)
		}
	}
	return out
}

// addresses are the names a page may be known under.
func addresses(a *clipper.Article, page *fetch.Page) []string {
	var out []string
	for _, s := range []string{a.Source.Canonical, a.Source.URL, page.URL, page.Requested} {
		if s = clipper.CleanURL(s); s != "" && !slices.Contains(out, s) {
			out = append(out, s)
		}
	}
	return out
}

func (d *Door) report(s Stage, done, of int) {
	if d.Progress != nil {
		d.Progress(s, done, of)
	}
}
