package fetch

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"strings"

	"golang.org/x/net/publicsuffix"

	"florilegium/clipper"
)

// maxHops is how many redirects are followed.
const maxHops = 10

// visit is one thing to get.
type visit struct {
	to    *url.URL
	typed *url.URL // the address the reader typed, whose host may be private
	kind  kind
	old   *clipper.Snapshot // what is here already; nil for nothing
	jar   http.CookieJar    // the cookies of one save; nil for none
}

// kind is what is asked for.
type kind struct {
	accept string
	// limit is how many bytes may come, packed and unpacked, by the declared type
	// and the first bytes; an error refuses the rest.
	limit func(declared string, head []byte) (wire, body int, err error)
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
	for range maxHops + 1 {
		a, next, err := f.hop(ctx, v)
		if err != nil || next == nil {
			return a, err
		}
		v.to = next
	}
	return nil, clipper.Errorf(clipper.Refused, nil, hintDoors, "%s sends readers round in circles", v.to.Hostname())
}

// newJar keeps the cookies of one save.
func newJar() http.CookieJar {
	jar, _ := cookiejar.New(&cookiejar.Options{PublicSuffixList: publicsuffix.List}) // never fails
	return jar
}

// send makes one request: for the typed host over a connection that may be
// private, for all others over one that may not.
func (f *Fetcher) send(req *http.Request, v visit) (*http.Response, error) {
	if v.jar != nil {
		for _, c := range v.jar.Cookies(v.to) {
			req.AddCookie(c)
		}
	}
	way := f.public
	if sameHost(v.typed, req.URL) {
		way = f.typed
	}
	res, err := way.RoundTrip(req)
	if err == nil && v.jar != nil {
		v.jar.SetCookies(v.to, res.Cookies())
	}
	return res, err
}

// hop makes one request: an answer, or the address to go to next.
func (f *Fetcher) hop(ctx context.Context, v visit) (*answer, *url.URL, error) {
	ctx, stop := context.WithCancelCause(ctx)
	defer stop(nil)
	host := NameOf(v.to.Hostname()).String()
	req, err := f.request(ctx, v)
	if err != nil {
		return nil, nil, failure(err, host)
	}
	res, err := f.send(req, v)
	if err != nil {
		return nil, nil, failure(err, host)
	}
	defer res.Body.Close()
	if next, err := redirect(v, res); next != nil || err != nil {
		return nil, next, err
	}
	pace := newPace(res.Body, f.opts.Pace, stop)
	defer pace.end()
	if res.StatusCode >= 400 {
		return nil, nil, f.refusal(res, pace, host)
	}
	body, err := readBody(res, pace, v.kind)
	if err != nil {
		if errors.Is(context.Cause(ctx), errSlow) {
			err = errSlow
		}
		return nil, nil, failure(err, host)
	}
	header := res.Header
	header.Del("Set-Cookie") // cookies end with the save
	return &answer{url: v.to, status: res.StatusCode, header: header, body: body}, nil, nil
}

func (f *Fetcher) request(ctx context.Context, v visit) (*http.Request, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, v.to.String(), nil)
	if err != nil {
		return nil, fmt.Errorf("make request: %w", err)
	}
	req.URL.Host = dialHost(req.URL)
	req.Host = req.URL.Host
	req.Header.Set("User-Agent", f.agent(v.to.Hostname()))
	req.Header.Set("Accept", v.kind.accept)
	req.Header.Set("Accept-Encoding", "gzip, br, zstd")
	if langs := acceptLanguage(f.opts.Languages); langs != "" {
		req.Header.Set("Accept-Language", langs)
	}
	if v.old != nil && v.old.URL == v.to.String() {
		setConditions(req.Header, v.old)
	}
	return req, nil
}

// setConditions tells which version of the page is here (RFC 9110, 13.1).
func setConditions(h http.Header, old *clipper.Snapshot) {
	kept := parseHeader(old.Header)
	for field, condition := range map[string]string{"Etag": "If-None-Match", "Last-Modified": "If-Modified-Since"} {
		if value := kept.Get(field); value != "" {
			h.Set(condition, value)
		}
	}
}

// agent is what the program calls itself to a host.
func (f *Fetcher) agent(host string) string {
	if name := f.opts.Agent(host); name != "" {
		return name
	}
	return f.opts.UserAgent
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
func redirect(v visit, res *http.Response) (*url.URL, error) {
	switch res.StatusCode {
	case http.StatusMovedPermanently, http.StatusFound, http.StatusSeeOther, http.StatusTemporaryRedirect, http.StatusPermanentRedirect:
	default:
		asked := res.Request.Header.Get("If-None-Match") != "" || res.Request.Header.Get("If-Modified-Since") != ""
		if res.StatusCode == http.StatusNotModified && asked || res.StatusCode < 300 || res.StatusCode >= 400 {
			return nil, nil
		}
		return nil, clipper.Errorf(clipper.Refused, &Fault{Status: res.StatusCode}, hintDoors, "%s gave no page (status %d)", v.to.Hostname(), res.StatusCode)
	}
	next, err := v.to.Parse(strings.TrimSpace(res.Header.Get("Location")))
	if err != nil || res.Header.Get("Location") == "" {
		return nil, clipper.Errorf(clipper.Refused, withoutAddress(err), hintDoors, "%s sends readers on without saying where", v.to.Hostname())
	}
	next.User, next.Fragment, next.RawFragment = nil, "", ""
	return next, checkScheme(next)
}
