package fetch_test

import (
	"crypto/x509"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"

	"florilegium/clipper/fetch"
	"florilegium/clipper/testweb"
)

// TestRefresh asks for pages again: by ETag, by date, by their bytes, behind a
// redirect, and after they have changed.
func TestRefresh(t *testing.T) {
	web := testweb.Open(t)
	f := onWeb(t, web, fetch.Options{})
	for _, path := range []string{"/version/etag", "/version/modified", "/fr", "/redirect/found", "/redirect/cookie", "/odd/gzip"} {
		first, err := f.Fetch(t.Context(), "http://gazette.test"+path)
		if err != nil {
			t.Fatal(err)
		}
		old := first.Snapshot()
		if again, unchanged, err := f.Refresh(t.Context(), "http://gazette.test"+path, old); again != nil || !unchanged || err != nil {
			t.Errorf("%s: %v, %v, %v", path, again, unchanged, err)
		}
		old.Body = append([]byte("<p>avant</p>"), old.Body...)
		old.Header = strings.ReplaceAll(strings.ReplaceAll(old.Header, "de-7", "de-6"), " Mar ", " Feb ")
		again, unchanged, err := f.Refresh(t.Context(), "http://gazette.test"+path, old)
		if err != nil || unchanged || again == nil || again.Text != first.Text {
			t.Errorf("%s changed: %v, %v", path, unchanged, err)
		}
	}
	if _, unchanged, err := f.Refresh(t.Context(), "http://gazette.test/status/404", nil); err == nil || unchanged {
		t.Errorf("gone: %v, %v", unchanged, err)
	}
}

// TestConditionsGoToTheirPage: no other page is told which version is here.
func TestConditionsGoToTheirPage(t *testing.T) {
	var told atomic.Int64
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("If-None-Match") != "" {
			told.Add(1)
		}
		if r.URL.Path != "/fr" {
			http.Redirect(w, r, "/fr", http.StatusFound)
			return
		}
		w.Header().Set("ETag", `"1"`)
		_, _ = w.Write(testweb.Page("fr"))
	}))
	defer server.Close()
	f := fetcher(t, fetch.Options{})
	p, err := f.Fetch(t.Context(), server.URL+"/ancien")
	if err != nil {
		t.Fatal(err)
	}
	if _, _, err := f.Refresh(t.Context(), server.URL+"/ancien", p.Snapshot()); err != nil || told.Load() != 1 {
		t.Errorf("%v, told %d times", err, told.Load())
	}
}

// TestCookies live for one save: they come back within it, are not sent with the
// next one nor with images, and are not kept with the page.
func TestCookies(t *testing.T) {
	var seen []string
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		seen = append(seen, r.URL.Path+" "+r.Header.Get("Cookie"))
		http.SetCookie(w, &http.Cookie{Name: "session", Value: "abc", Path: "/"})
		switch r.URL.Path {
		case "/":
			http.Redirect(w, r, "/fr", http.StatusFound)
		case "/fr":
			_, _ = w.Write(testweb.Page("fr"))
		default:
			_, _ = w.Write(testweb.PNG(64, 64))
		}
	}))
	defer server.Close()
	f := fetcher(t, fetch.Options{})
	for range 2 {
		p, err := f.Fetch(t.Context(), server.URL)
		if err != nil {
			t.Fatal(err)
		}
		if s := p.Snapshot(); strings.Contains(s.Header, "abc") || strings.Contains(s.Header, "Cookie") {
			t.Errorf("kept %s", s.Header)
		}
		if _, err := f.Image(t.Context(), server.URL+"/a.png", server.URL); err != nil {
			t.Error(err)
		}
	}
	want := "/ |/fr session=abc|/a.png |/ |/fr session=abc|/a.png "
	if got := strings.Join(seen, "|"); got != want {
		t.Errorf("%s, want %s", got, want)
	}
}

// TestHTTP2 speaks it where the server does.
func TestHTTP2(t *testing.T) {
	var major atomic.Int64
	server := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		major.Store(int64(r.ProtoMajor))
		_, _ = w.Write(testweb.Page("fr"))
	}))
	server.EnableHTTP2 = true
	server.StartTLS()
	defer server.Close()
	roots := x509.NewCertPool()
	roots.AddCert(server.Certificate())
	if _, err := fetcher(t, fetch.Options{Roots: roots}).Fetch(t.Context(), server.URL); err != nil || major.Load() != 2 {
		t.Errorf("HTTP/%d, %v", major.Load(), err)
	}
}

// TestAgent gives a host a name of its own to call the program by.
func TestAgent(t *testing.T) {
	var agents []string
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		agents = append(agents, r.UserAgent())
		_, _ = w.Write(testweb.Page("fr"))
	}))
	defer server.Close()
	for _, names := range []map[string]string{{"127.0.0.1": "Gazette-Leser/2"}, {"autre.example": "Gazette-Leser/2"}} {
		f := fetcher(t, fetch.Options{Agent: func(host string) string { return names[host] }})
		if _, err := f.Fetch(t.Context(), server.URL); err != nil {
			t.Error(err)
		}
	}
	if len(agents) != 2 || agents[0] != "Gazette-Leser/2" || !strings.HasPrefix(agents[1], "Mozilla/5.0 (compatible; Florilegium/") {
		t.Errorf("%q", agents)
	}
}
