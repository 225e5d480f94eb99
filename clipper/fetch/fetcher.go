package fetch

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"strings"
	"time"

	"golang.org/x/net/publicsuffix"

	"florilegium/clipper"
)

// The limits of one answer, in bytes, and of redirects.
const (
	maxHops   = 10
	maxWire   = 24 << 20
	maxHTML   = 10 << 20
	maxHeader = 256 << 10
)

// Options change how pages are asked for. The zero Options are sensible.
type Options struct {
	UserAgent string   // what the program calls itself
	Languages []string // BCP 47, the reader's first choice first
	// AllowPrivate is asked for a private or loopback address that the reader
	// typed, with the host name; nil refuses all. It is never asked for redirects
	// and images that lead to another host.
	AllowPrivate func(host string) bool
	Now          func() time.Time
	// Time limits: to connect, to the end of the answer's header, in all.
	Connect, Headers, Total time.Duration
	// Dial takes the place of the network for host names, for tests; numbers are
	// still dialled and guarded.
	Dial func(ctx context.Context, network, address string) (net.Conn, error)
}

func (o Options) withDefaults() Options {
	if o.UserAgent == "" {
		o.UserAgent = "Mozilla/5.0 (compatible; Florilegium/1.0)"
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	for limit, usual := range map[*time.Duration]time.Duration{
		&o.Connect: 10 * time.Second, &o.Headers: 15 * time.Second, &o.Total: 60 * time.Second,
	} {
		if *limit == 0 {
			*limit = usual
		}
	}
	return o
}

// Typed is the AllowPrivate of the command line, where typing an address is
// consent enough.
func Typed(string) bool { return true }

// Fetcher fetches pages and images. It is safe for concurrent use.
type Fetcher struct {
	opts          Options
	public, typed *http.Transport
}

// New makes a Fetcher.
func New(opts Options) *Fetcher {
	opts = opts.withDefaults()
	g := newGuard(opts)
	return &Fetcher{opts: opts, public: transport(g, false), typed: transport(g, true)}
}

func transport(g *guard, typed bool) *http.Transport {
	return &http.Transport{
		Proxy:                  g.proxyFor,
		DialContext:            g.dial(typed),
		TLSHandshakeTimeout:    g.opts.Connect,
		ResponseHeaderTimeout:  g.opts.Headers,
		MaxResponseHeaderBytes: maxHeader,
		DisableCompression:     true,
		ForceAttemptHTTP2:      true,
		MaxIdleConnsPerHost:    2,
		IdleConnTimeout:        30 * time.Second,
	}
}

// Close lets go of idle connections.
func (f *Fetcher) Close() {
	f.public.CloseIdleConnections()
	f.typed.CloseIdleConnections()
}

// Fetch gets the page at an address that the reader typed or pasted. It follows
// up to ten redirects.
func (f *Fetcher) Fetch(ctx context.Context, address string) (*Page, error) {
	u, err := clipper.ParseAddress(address)
	if err != nil {
		return nil, err
	}
	a, err := f.get(ctx, visit{to: u, typed: u, accept: "text/html,application/xhtml+xml;q=0.9,*/*;q=0.5", limit: maxHTML})
	if err != nil {
		return nil, err
	}
	p := &Page{
		Requested: u.String(), URL: a.url.String(), Status: a.status,
		Header: a.header, Body: a.body, Fetched: f.opts.Now().UTC(),
	}
	return p, p.read()
}

// visit is one thing to get.
type visit struct {
	to     *url.URL
	typed  *url.URL // the address the reader typed, whose host may be private
	accept string
	limit  int // bytes after the content encoding is undone
}

type answer struct {
	url    *url.URL
	status int
	header http.Header
	body   []byte
}

// get follows redirects by hand, so that every hop is checked and none tells
// where it came from.
func (f *Fetcher) get(ctx context.Context, v visit) (*answer, error) {
	ctx, cancel := context.WithTimeout(ctx, f.opts.Total)
	defer cancel()
	client := f.client(v.typed)
	for range maxHops + 1 {
		a, next, err := f.hop(ctx, client, v)
		if err != nil || next == nil {
			return a, err
		}
		v.to = next
	}
	return nil, clipper.Errorf(clipper.Refused, nil, hintBrowser, "%s sends readers round in circles", v.to.Hostname())
}

// client keeps the cookies of one save and asks for no redirect.
func (f *Fetcher) client(typed *url.URL) *http.Client {
	jar, _ := cookiejar.New(&cookiejar.Options{PublicSuffixList: publicsuffix.List}) // never fails
	return &http.Client{
		Jar:           jar,
		Transport:     router{f, typed},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
}

// router sends requests for the typed host over connections that may be private
// and all others over those that may not.
type router struct {
	f     *Fetcher
	typed *url.URL
}

func (r router) RoundTrip(req *http.Request) (*http.Response, error) {
	if sameHost(r.typed, req.URL) {
		return r.f.typed.RoundTrip(req)
	}
	return r.f.public.RoundTrip(req)
}

// hop makes one request: an answer, or the address to go to next.
func (f *Fetcher) hop(ctx context.Context, client *http.Client, v visit) (*answer, *url.URL, error) {
	host := v.to.Hostname()
	req, err := f.request(ctx, v)
	if err != nil {
		return nil, nil, failure(err, host)
	}
	res, err := client.Do(req)
	if err != nil {
		return nil, nil, failure(err, host)
	}
	defer res.Body.Close()
	if next, err := redirect(v.to, res); next != nil || err != nil {
		return nil, next, err
	}
	if err := statusFailure(res.StatusCode, host); err != nil {
		return nil, nil, err
	}
	body, err := readBody(res, v.limit)
	if err != nil {
		return nil, nil, failure(err, host)
	}
	return &answer{url: v.to, status: res.StatusCode, header: res.Header, body: body}, nil, nil
}

func (f *Fetcher) request(ctx context.Context, v visit) (*http.Request, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, v.to.String(), nil)
	if err != nil {
		return nil, fmt.Errorf("make request: %w", err)
	}
	req.Header.Set("User-Agent", f.opts.UserAgent)
	req.Header.Set("Accept", v.accept)
	req.Header.Set("Accept-Encoding", "gzip, br, zstd")
	if langs := acceptLanguage(f.opts.Languages); langs != "" {
		req.Header.Set("Accept-Language", langs)
	}
	return req, nil
}

// acceptLanguage weighs the reader's languages, with anything else last.
func acceptLanguage(languages []string) string {
	var parts []string
	for i, lang := range languages[:min(len(languages), 8)] {
		if i == 0 {
			parts = append(parts, lang)
			continue
		}
		parts = append(parts, fmt.Sprintf("%s;q=0.%d", lang, 9-i))
	}
	if parts == nil {
		return ""
	}
	return strings.Join(parts, ", ") + ", *;q=0.1"
}

// redirect is where an answer sends the reader, nil when it does not.
func redirect(from *url.URL, res *http.Response) (*url.URL, error) {
	switch res.StatusCode {
	case http.StatusMovedPermanently, http.StatusFound, http.StatusSeeOther, http.StatusTemporaryRedirect, http.StatusPermanentRedirect:
	default:
		if res.StatusCode >= 300 && res.StatusCode < 400 {
			return nil, clipper.Errorf(clipper.Refused, nil, hintBrowser, "%s gave no page (status %d)", from.Hostname(), res.StatusCode)
		}
		return nil, nil
	}
	next, err := from.Parse(strings.TrimSpace(res.Header.Get("Location")))
	if err != nil || res.Header.Get("Location") == "" {
		return nil, clipper.Errorf(clipper.Refused, err, hintBrowser, "%s sends readers on without saying where", from.Hostname())
	}
	next.User, next.Fragment, next.RawFragment = nil, "", ""
	return next, checkScheme(next)
}
