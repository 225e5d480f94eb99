package fetch

import (
	"context"
	"errors"
	"net/http"
	"net/url"

	"florilegium/clipper"
)

// Fetcher fetches pages and images. It is safe for concurrent use.
type Fetcher struct {
	opts          Options
	guard         *guard
	public, typed *http.Transport
}

// New makes a Fetcher.
func New(opts Options) *Fetcher {
	opts = opts.withDefaults()
	set, err := readSettings(opts.File)
	if opts.Proxy == "" {
		opts.Proxy = set.proxy
	}
	if opts.Agent == nil {
		opts.Agent = set.agent
	}
	g := newGuard(opts)
	if err != nil {
		g.setErr = err
	}
	return &Fetcher{opts: opts, guard: g, public: transport(g, false), typed: transport(g, true)}
}

// Close lets go of idle connections.
func (f *Fetcher) Close() {
	f.public.CloseIdleConnections()
	f.typed.CloseIdleConnections()
}

// Fetch gets the page at an address that the reader typed or pasted. It follows
// up to ten redirects, and one refresh that the page itself asks for within five
// seconds.
//
// What came whole but is no page to read is given beside its error, with Type
// set: a PDF document (application/pdf, up to 64 MB) can be kept as an
// attachment, a text (text/plain, with Text) as if it had been pasted.
func (f *Fetcher) Fetch(ctx context.Context, address string) (*Page, error) {
	p, _, err := f.page(ctx, address, nil)
	return p, err
}

// Refresh gets a page again, and tells the site which version is here already, by
// the ETag and Last-Modified of its snapshot. Where the site says that this is
// still the page, or sends the same bytes, unchanged is true and there is no page.
func (f *Fetcher) Refresh(ctx context.Context, address string, old *clipper.Snapshot) (page *Page, unchanged bool, err error) {
	return f.page(ctx, address, old)
}

// page fetches with all the tries that the options allow.
func (f *Fetcher) page(ctx context.Context, address string, old *clipper.Snapshot) (p *Page, unchanged bool, err error) {
	u, err := clipper.ParseAddress(address)
	if err != nil {
		return nil, false, err
	}
	err = f.opts.Retry.Do(ctx, func() error {
		return f.consented(ctx, u, func(ctx context.Context) (err error) {
			p, unchanged, err = f.onePage(ctx, u, old)
			return err
		})
	})
	return p, unchanged, err
}

// consented makes a try within the total time limit, and a second one where the
// first was stopped at the private host that the reader had typed and who says
// yes to it. No limit runs while the question stands.
func (f *Fetcher) consented(ctx context.Context, typed *url.URL, try func(context.Context) error) error {
	limited := func() error {
		ctx, cancel := context.WithTimeout(ctx, f.opts.Total)
		defer cancel()
		return try(ctx)
	}
	err := limited()
	if errors.Is(err, errAsk) && f.guard.consents(ctx, typed) {
		return limited()
	}
	return err
}

// onePage follows an address to a page, and a page's own refresh once.
func (f *Fetcher) onePage(ctx context.Context, u *url.URL, old *clipper.Snapshot) (*Page, bool, error) {
	v := visit{to: u, typed: u, kind: pages, old: old, jar: newJar()}
	for moved := false; ; moved = true {
		a, err := f.get(ctx, v)
		if err != nil {
			return nil, false, err
		}
		if a.status == http.StatusNotModified || old != nil && clipper.HashBytes(a.body) == old.Hash() {
			return nil, true, nil
		}
		p := &Page{
			Requested: u.String(), URL: a.url.String(), Status: a.status,
			Header: a.header, Body: a.body, Fetched: f.opts.Now().UTC(),
		}
		if err := p.read(); err != nil {
			return p.beside(), false, err
		}
		s := look(p.Text)
		if next := s.refreshTo(a.url); next != nil && !moved {
			v.to = next
			continue
		}
		if err := s.gate(a); err != nil {
			return nil, false, err
		}
		if sentHome(u, a.url) {
			return nil, false, sayMissing(clipper.Unreadable, nil)
		}
		return p, false, nil
	}
}
