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
	"florilegium/clipper/extract"
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

// maxImages bounds the pictures of one article, maxImageBytes their sum.
const (
	maxImages     = 200
	maxImageBytes = 60 << 20
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
	page, err := d.Fetch.Fetch(ctx, address)
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

// read makes the article of a page, with the tags that it is to have.
func read(ctx context.Context, page *fetch.Page, tags []string) (*clipper.Article, error) {
	a, err := extract.Extract(ctx, page)
	if err != nil {
		return nil, err
	}
	a.Source.Accessed = clipper.DateOf(page.Fetched.Local())
	a.Tags = tags
	return a, nil
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
	if old.TextHash == a.TextHash {
		return Known, d.known(ctx, a, old)
	}
	clips, err := d.Store.Clips(ctx, old.ID)
	if err != nil {
		return Failed, err
	}
	takeOver(a, old)
	applyChoices(a)
	return Version, d.Store.SaveArticle(ctx, a, snap, anchor.Reanchor(a, clips))
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

// Images fetches the pictures of a saved article that are not in the library yet and
// stores each once. A picture that cannot be had is left out: its alternative
// text and caption stay. It returns how many are missing.
func (d *Door) Images(ctx context.Context, r Result) (missing int, err error) {
	var (
		assets []clipper.Asset
		shown  []clipper.Image
		bytes  int
	)
	wanted := pictures(r.Article)
	for i, img := range wanted {
		d.report(Images, i, len(wanted))
		asset, err := d.image(ctx, img.Src, r.address)
		if ctx.Err() != nil {
			return len(wanted), ctx.Err()
		}
		if err != nil || bytes+len(asset.Data) > maxImageBytes {
			missing++
			continue
		}
		bytes += len(asset.Data)
		img.Hash = asset.Hash
		img.Width, img.Height = fetch.Size(asset)
		assets, shown = append(assets, asset), append(shown, *img)
	}
	d.report(Images, len(wanted), len(wanted))
	if len(assets) == 0 {
		return missing, nil
	}
	return missing, d.Store.SaveImages(ctx, r.Article.ID, shown, assets)
}

// image fetches one picture when it is its turn.
func (d *Door) image(ctx context.Context, src, page string) (clipper.Asset, error) {
	if d.Turn == nil || strings.HasPrefix(src, "data:") {
		return d.Fetch.Image(ctx, src, page)
	}
	done, err := d.Turn(ctx, src)
	if err != nil {
		return clipper.Asset{}, err
	}
	asset, err := d.Fetch.Image(ctx, src, page)
	done(err)
	return asset, err
}

// pictures lists the article's images without bytes, at most maxImages.
func pictures(a *clipper.Article) []*clipper.Image {
	var out []*clipper.Image
	for i := range a.Blocks {
		if img := a.Blocks[i].Image; img != nil && img.Hash == "" && len(out) < maxImages {
			out = append(out, img)
		}
	}
	return out
}

func (d *Door) report(s Stage, done, of int) {
	if d.Progress != nil {
		d.Progress(s, done, of)
	}
}
