package capture

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"time"
	"unicode"

	"florilegium/clipper"
	"florilegium/clipper/fetch"
)

// What a refresh can come to besides Known, Version and Failed. The article stays
// as it is.
const (
	Gone      Status = "gone"      // the site has no page at the address any more
	Elsewhere Status = "elsewhere" // the address leads to another page
)

// Refreshed is what became of one article whose page was asked for again.
type Refreshed struct {
	Result
	// Of a Version: the paragraphs that are new and those that are gone, and whether
	// the two texts differ in spaces, punctuation and case alone.
	Added, Removed int
	Typography     bool
	// Of a Version: how many clips moved along, and those that the new text does not
	// hold any more.
	Kept int
	Lost []clipper.Clip
}

// Refresh asks the site of an article whether its page has changed, with the ETag
// and Last-Modified that came with it. Nothing is overwritten: a changed text is
// stored beside the old one, and the clips move along. It is no failure that the
// page is gone; it is one that the site cannot be reached.
func (d *Door) Refresh(ctx context.Context, old *clipper.Article) (Refreshed, error) {
	r := Refreshed{Result: Result{Article: old, Status: Failed, address: old.Source.URL}}
	if err := refuseTyped(old); err != nil {
		return r, err
	}
	snap, err := d.Store.Snapshot(ctx, old.Snapshot)
	if err != nil && clipper.CodeOf(err) != clipper.NotFound {
		return r, err
	}
	address, err := refreshAddress(old, snap)
	if err != nil {
		return r, err
	}
	d.report(Fetching, 0, 0)
	page, unchanged, err := d.Fetch.Refresh(ctx, address, snap)
	if page, err = readable(page, err); err != nil {
		if fault, ok := errors.AsType[*fetch.Fault](err); ok && (fault.Status == http.StatusNotFound || fault.Status == http.StatusGone) {
			r.Status = Gone
			return r, nil
		}
		return r, err
	}
	if unchanged {
		r.Status = Known
		return r, nil
	}
	return r, d.refreshed(ctx, &r, page)
}

// refreshAddress is where the page is asked for: where it was fetched, else where
// its source says it is.
func refreshAddress(old *clipper.Article, snap *clipper.Snapshot) (string, error) {
	if snap != nil && snap.FromWeb() && webAddress(snap.URL) != "" {
		return snap.URL, nil
	}
	if webAddress(old.Source.URL) == "" {
		return "", clipper.Errorf(clipper.Usage, nil, "Write its address into the source of the article", "the article has no address to fetch it from")
	}
	return old.Source.URL, nil
}

// refreshed stores a page that is not the same bytes.
func (d *Door) refreshed(ctx context.Context, r *Refreshed, page *fetch.Page) error {
	old := r.Article
	d.report(Extracting, 0, 0)
	a, err := read(ctx, page, nil)
	if err != nil {
		return err
	}
	if isElsewhere(a, old, page) {
		r.Status = Elsewhere
		return nil
	}
	before, err := d.Store.Clips(ctx, old.ID)
	if err != nil {
		return err
	}
	d.report(Storing, 0, 0)
	snap := page.Snapshot()
	a.Snapshot = snap.Hash()
	if r.Status, err = d.storeOver(ctx, a, snap, old); err != nil {
		r.Status = Failed
		return err
	}
	r.Article, r.address = a, page.Requested
	if r.Status != Version {
		return nil
	}
	r.compare(old)
	after, err := d.Store.Clips(ctx, old.ID)
	r.account(before, after)
	return err
}

// isElsewhere reports an address that leads away, to a page that has nothing of
// the old text: the front page, most often.
func isElsewhere(a, old *clipper.Article, page *fetch.Page) bool {
	now := clipper.CleanURL(page.URL)
	if now == clipper.CleanURL(page.Requested) || now == clipper.CleanURL(old.Source.Canonical) || len(old.Blocks) == 0 {
		return false
	}
	had := texts(old)
	for _, b := range a.Blocks {
		if len(b.Text) > 40 && had[b.Text] > 0 {
			return false
		}
	}
	return a.Source.Title != old.Source.Title
}

// texts counts the blocks of an article by their text.
func texts(a *clipper.Article) map[string]int {
	out := map[string]int{}
	for _, b := range a.Blocks {
		if b.Text != "" {
			out[b.Text]++
		}
	}
	return out
}

// compare tells how the new text differs from the old.
func (r *Refreshed) compare(old *clipper.Article) {
	had, has := texts(old), texts(r.Article)
	for text, n := range has {
		r.Added += max(0, n-had[text])
	}
	for text, n := range had {
		r.Removed += max(0, n-has[text])
	}
	r.Typography = len(old.Blocks) > 0 && letters(old.Text()) == letters(r.Article.Text())
}

// letters are the letters and digits of a text, in lower case.
func letters(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, s)
}

// account counts the clips that moved along and lists those that are lost now.
func (r *Refreshed) account(before, after []clipper.Clip) {
	lost := map[int64]bool{}
	for _, c := range before {
		lost[c.ID] = c.Lost
	}
	for _, c := range after {
		switch {
		case !c.Lost:
			r.Kept++
		case !lost[c.ID]:
			r.Lost = append(r.Lost, c)
		}
	}
}

// Courtesy spaces the requests of one who goes through a row of pages. The zero
// Courtesy waits a second between two requests to one host.
type Courtesy struct {
	Pause time.Duration
	open  map[string]<-chan time.Time // tells when a host may be asked again
}

// Wait waits until the host of an address may be asked again.
func (c *Courtesy) Wait(ctx context.Context, address string) error {
	pause := c.Pause
	if pause == 0 {
		pause = time.Second
	}
	host := clipper.Host(address)
	if again := c.open[host]; again != nil {
		select {
		case <-again:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	if c.open == nil {
		c.open = map[string]<-chan time.Time{}
	}
	c.open[host] = time.After(pause)
	return nil
}
