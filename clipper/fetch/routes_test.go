package fetch_test

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"florilegium/clipper"
	"florilegium/clipper/fetch"
	"florilegium/clipper/testweb"
)

// onWeb is a Fetcher that reaches nothing but the hosts *.test.
func onWeb(t testing.TB, web *testweb.Web, opts fetch.Options) *fetch.Fetcher {
	t.Helper()
	opts.Dial, opts.Roots = web.Dialer(t), web.Roots
	opts.Now = func() time.Time { return monday }
	f := fetch.New(opts)
	t.Cleanup(f.Close)
	return f
}

// hurried are the time limits for routes that only they end.
var hurried = fetch.Options{Headers: 300 * time.Millisecond, Pace: 300 * time.Millisecond, Total: 2 * time.Second}

// TestRoutes fetches every page of the test web: no route hangs, each ends as
// the table says, and each failure tells the reader what to do.
func TestRoutes(t *testing.T) {
	web := testweb.Open(t)
	patient, quick := onWeb(t, web, fetch.Options{}), onWeb(t, web, hurried)
	for _, r := range testweb.Routes() {
		if !r.IsPage() {
			continue
		}
		t.Run(r.Address(), func(t *testing.T) {
			t.Parallel()
			f := patient
			if r.Slow {
				f = quick // only these are slow by themselves; the machine may be slow too
			}
			p, err := f.Fetch(t.Context(), r.Address())
			if r.End != testweb.Fetched && r.End != testweb.Beside {
				if err != nil || p.Text == "" {
					t.Fatalf("%s: %v", r.About, err)
				}
				return
			}
			told, ok := errors.AsType[*clipper.Error](err)
			if !ok || told.Code != r.Code || told.Hint == "" {
				t.Fatalf("%s: %v (%s), want %s", r.About, err, clipper.CodeOf(err), r.Code)
			}
			if (p != nil) != (r.End == testweb.Beside) || p != nil && p.Type != "application/pdf" && p.Type != "text/plain" {
				t.Errorf("beside the error: %+v", p)
			}
			t.Logf("%s: %v", r.About, err)
		})
	}
}

// TestRealPages fetches pages of the true web over the loopback; none is refused.
func TestRealPages(t *testing.T) {
	pages := testweb.Real(t)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		_, _ = w.Write(pages[strings.TrimPrefix(r.URL.Path, "/")])
	}))
	defer server.Close()
	f := fetcher(t, fetch.Options{})
	for name := range pages {
		if p, err := f.Fetch(t.Context(), server.URL+"/"+name); err != nil || p.Text == "" {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestImageRoutes fetches every image of the test web.
func TestImageRoutes(t *testing.T) {
	web := testweb.Open(t)
	f := onWeb(t, web, fetch.Options{})
	for _, r := range testweb.Routes() {
		a, err := clipper.Asset{}, error(nil)
		switch r.End {
		case testweb.Picture, testweb.Kept, testweb.Dropped:
			a, err = f.Image(context.Background(), r.Address(), "http://gazette.test/fr")
		default:
			continue
		}
		w, h := fetch.Size(a)
		kept, shown := a.Hash != "", err == nil
		if kept != (r.End != testweb.Dropped) || shown != (r.End == testweb.Picture) || shown && (w < 33 || h < 33) {
			t.Errorf("%s, %s: %s %d×%d, %d bytes, %v", r.Path, r.About, a.Type, w, h, len(a.Data), err)
		}
		if errors.Is(err, fetch.ErrUndecodable) != (r.End == testweb.Kept) {
			t.Errorf("%s: %v", r.Path, err)
		}
		if kept && a.Hash != clipper.HashBytes(a.Data) {
			t.Errorf("%s: hash %s", r.Path, a.Hash)
		}
	}
}
