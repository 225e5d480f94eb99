package fetch_test

import (
	"bytes"
	"context"
	"crypto/tls"
	"encoding/base64"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"florilegium/clipper"
	"florilegium/clipper/fetch"
	"florilegium/clipper/testweb"
)

var monday = time.Date(2026, 11, 23, 9, 30, 0, 0, time.FixedZone("CET", 3600))

func fetcher(t testing.TB, opts fetch.Options) *fetch.Fetcher {
	t.Helper()
	if opts.AllowPrivate == nil {
		opts.AllowPrivate = fetch.Typed
	}
	opts.Now = func() time.Time { return monday }
	f := fetch.New(opts)
	t.Cleanup(f.Close)
	return f
}

func TestFetchGoodPages(t *testing.T) {
	server, f := testweb.New(t), fetcher(t, fetch.Options{})
	fr := string(testweb.Page("fr"))
	for route, want := range map[string]struct{ url, text, charset string }{
		"/fr": {"/fr", fr, "utf-8"}, "/zh": {"/zh", string(testweb.Page("zh")), "utf-8"},
		"/redirect/permanent": {"/fr", fr, "utf-8"}, "/redirect/relative": {"/de?utm_source=lettre", string(testweb.Page("de")), "utf-8"},
		"/redirect/steps/9": {"/en", string(testweb.Page("en")), "utf-8"}, "/redirect/cookie": {"/redirect/cookie", fr, "utf-8"},
		"/odd/gzip": {"/odd/gzip", fr, "utf-8"}, "/odd/br": {"/odd/br", fr, "utf-8"}, "/odd/zstd": {"/odd/zstd", fr, "utf-8"},
		"/odd/latin1-header": {"/odd/latin1-header", fr, "utf-8"}, "/odd/no-type": {"/odd/no-type", fr, "utf-8"}, "/odd/plain-type": {"/odd/plain-type", fr, "utf-8"},
		"/odd/utf16": {"/odd/utf16", fr, "utf-16le"},
	} {
		p, err := f.Fetch(context.Background(), server.URL+route+"#haut")
		if err != nil {
			t.Errorf("%s: %v", route, err)
			continue
		}
		if p.Text != want.text || p.Charset != want.charset || p.URL != server.URL+want.url || p.Requested != server.URL+route || p.Status != 200 || !p.Fetched.Equal(monday) {
			t.Errorf("%s: %s, %s, %d, %s, %d bytes", route, p.URL, p.Charset, p.Status, p.Fetched, len(p.Text))
		}
	}
	p, err := f.Fetch(context.Background(), server.URL+"/fr-1252")
	if err != nil || p.Charset != "windows-1252" || !strings.Contains(p.Text, "L’exemplaire appartenait au grand-père") || !strings.Contains(p.Text, "«\u00a0Entrez") {
		t.Errorf("/fr-1252: %v, %s", err, p.Charset)
	}
}

func TestFetchFailures(t *testing.T) {
	server := testweb.New(t)
	patient := fetcher(t, fetch.Options{})
	hurried := fetcher(t, fetch.Options{Headers: 300 * time.Millisecond, Total: 2 * time.Second})
	for route, want := range map[string]clipper.Code{
		"/status/401": clipper.Refused, "/status/403": clipper.Refused, "/status/404": clipper.Refused, "/status/410": clipper.Refused,
		"/status/429": clipper.Refused, "/status/451": clipper.Refused, "/status/500": clipper.Refused, "/status/503": clipper.Refused, "/status/418": clipper.Refused,
		"/redirect/loop": clipper.Refused, "/redirect/steps/11": clipper.Refused, "/redirect/nowhere": clipper.Refused,
		"/redirect/file": clipper.Refused, "/redirect/javascript": clipper.Refused, "/redirect/data": clipper.Refused, "/redirect/ftp": clipper.Refused,
		"/redirect/private": clipper.Refused, "/redirect/loopback": clipper.Refused, "/redirect/localhost": clipper.Refused, "/redirect/metadata": clipper.Refused,
		"/redirect/mapped": clipper.Refused, "/redirect/zero": clipper.Refused, "/redirect/six": clipper.Refused, "/redirect/shared": clipper.Refused,
		"/redirect/unique": clipper.Refused, "/redirect/nat64": clipper.Refused, "/redirect/sixtofour": clipper.Refused,
		"/odd/gzip-bomb": clipper.TooLarge, "/odd/endless": clipper.TooLarge, "/odd/silent": clipper.Network, "/odd/drip": clipper.Network,
		"/odd/huge-header": clipper.Network, "/odd/short-length": clipper.Network, "/odd/reset": clipper.Network, "/odd/truncated-gzip": clipper.Network,
		"/odd/double": clipper.Unreadable, "/odd/pdf": clipper.Unreadable, "/odd/pdf-as-html": clipper.Unreadable, "/odd/elf-as-html": clipper.Unreadable,
		"/odd/json": clipper.Unreadable, "/image.png": clipper.Unreadable,
	} {
		f := patient
		if route == "/odd/silent" || route == "/odd/drip" {
			f = hurried // only these are slow by themselves; the machine may be slow too
		}
		_, err := f.Fetch(context.Background(), server.URL+route)
		told, ok := err.(*clipper.Error)
		if !ok || told.Code != want || told.Hint == "" || told.Sentence() == "" {
			t.Errorf("%s: %v (%s), want %s", route, err, clipper.CodeOf(err), want)
		}
	}
}

func TestFetchAddresses(t *testing.T) {
	f := fetcher(t, fetch.Options{})
	for address, want := range map[string]clipper.Code{
		"javascript:alert(1)": clipper.Usage, "file:///etc/passwd": clipper.Usage, "une phrase": clipper.Usage, "": clipper.Usage,
		"http://gazette.invalid/": clipper.Network, "http://127.0.0.1:1/": clipper.Network,
	} {
		if _, err := f.Fetch(context.Background(), address); clipper.CodeOf(err) != want {
			t.Errorf("%q: %v, want %s", address, err, want)
		}
	}
}

// TestPrivateNeedsConsent: a typed private host is asked about, and no redirect
// or image reaches one, not even the consent of another.
func TestPrivateNeedsConsent(t *testing.T) {
	server, other := testweb.New(t), testweb.New(t)
	hits := 0
	other.Config.Handler = http.HandlerFunc(func(http.ResponseWriter, *http.Request) { hits++ })
	asked := ""
	no := fetcher(t, fetch.Options{AllowPrivate: func(_ context.Context, host string) bool { asked = host; return false }})
	if _, err := no.Fetch(context.Background(), server.URL+"/fr"); clipper.CodeOf(err) != clipper.Refused || "http://"+asked != server.URL {
		t.Errorf("%v, asked for %q", err, asked)
	}
	hop := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, other.URL+"/fr", http.StatusFound)
	}))
	defer hop.Close()
	yes := fetcher(t, fetch.Options{})
	if _, err := yes.Fetch(context.Background(), hop.URL); clipper.CodeOf(err) != clipper.Refused {
		t.Errorf("redirect to another private port: %v", err)
	}
	if _, err := yes.Image(context.Background(), other.URL+"/image.png", server.URL+"/fr"); clipper.CodeOf(err) != clipper.Refused {
		t.Errorf("image on another private port: %v", err)
	}
	if hits != 0 {
		t.Errorf("%d requests reached the private host", hits)
	}
}

// TestNamesByHook: host names go through the tests' dialer; nothing else does.
func TestNamesByHook(t *testing.T) {
	server := testweb.New(t)
	f := fetch.New(fetch.Options{Dial: func(ctx context.Context, network, address string) (net.Conn, error) {
		if host, _, _ := net.SplitHostPort(address); !strings.HasSuffix(host, ".test") {
			t.Errorf("dialled %s", address)
		}
		return new(net.Dialer).DialContext(ctx, network, server.Listener.Addr().String())
	}})
	defer f.Close()
	if p, err := f.Fetch(context.Background(), "http://helene:secret@gazette.test/fr"); err != nil || p.URL != "http://gazette.test/fr" {
		t.Errorf("%v", err)
	}
	if _, err := f.Fetch(context.Background(), "http://gazette.test/redirect/loopback"); clipper.CodeOf(err) != clipper.Refused {
		t.Errorf("redirect to the loopback: %v", err)
	}
}

func TestRequestSaysLittle(t *testing.T) {
	var headers []http.Header
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		headers = append(headers, r.Header.Clone())
		if r.URL.Path == "/" {
			http.Redirect(w, r, "/fr", http.StatusFound)
			return
		}
		_, _ = w.Write(testweb.Page("fr"))
	}))
	defer server.Close()
	f := fetcher(t, fetch.Options{Languages: []string{"fr-FR", "fr", "en"}})
	if _, err := f.Fetch(context.Background(), server.URL); err != nil {
		t.Fatal(err)
	}
	for _, h := range headers {
		if h.Get("Referer") != "" || h.Get("Authorization") != "" || !strings.Contains(h.Get("User-Agent"), "Florilegium") || h.Get("Accept-Language") != "fr-FR, fr;q=0.8, en;q=0.7, *;q=0.1" {
			t.Errorf("%v", h)
		}
	}
	if len(headers) != 2 {
		t.Errorf("%d requests", len(headers))
	}
}

func TestTLSFaults(t *testing.T) {
	server := httptest.NewUnstartedServer(testweb.Handler())
	server.Config.ErrorLog = log.New(io.Discard, "", 0)
	server.TLS = &tls.Config{MinVersion: tls.VersionTLS12}
	server.StartTLS()
	defer server.Close()
	_, err := fetcher(t, fetch.Options{}).Fetch(context.Background(), server.URL+"/fr")
	if clipper.CodeOf(err) != clipper.Network || !strings.Contains(err.Error(), "certificate") {
		t.Errorf("%v", err)
	}
}

func TestCancelStopsAtOnce(t *testing.T) {
	server, f := testweb.New(t), fetcher(t, fetch.Options{})
	ctx, cancel := context.WithCancel(context.Background())
	time.AfterFunc(50*time.Millisecond, cancel)
	if _, err := f.Fetch(ctx, server.URL+"/odd/silent"); clipper.CodeOf(err) != clipper.Network || !strings.Contains(err.Error(), "stopped") {
		t.Errorf("%v", err)
	}
}

func TestImages(t *testing.T) {
	server, f := testweb.New(t), fetcher(t, fetch.Options{})
	data := "data:image/png;base64," + base64.StdEncoding.EncodeToString(testweb.PNG(64, 48))
	for src, want := range map[string]string{
		server.URL + "/image.png": "image/png", server.URL + "/image.jpg": "image/jpeg", server.URL + "/image.gif": "image/gif", server.URL + "/wrong-type.png": "image/png", server.URL + "/drawing.svg": "image/svg+xml",
		data: "image/png", "data:image/png," + url.PathEscape(string(testweb.PNG(64, 48))): "image/png",
		server.URL + "/tracker.gif": "", server.URL + "/icon.png": "", server.URL + "/bomb.png": "", server.URL + "/not-image.png": "",
		server.URL + "/huge.png": "", server.URL + "/status/404": "", "data:image/png;base64,@@@": "", "data:": "", "file:///image.png": "",
	} {
		a, err := f.Image(context.Background(), src, server.URL+"/fr")
		if a.Type != want || (err == nil) != (want != "") {
			t.Errorf("%.60s: %q, %v", src, a.Type, err)
		}
		if err == nil && a.Hash != clipper.HashBytes(a.Data) {
			t.Errorf("%.60s: hash %s", src, a.Hash)
		}
	}
	if w, h := fetch.Size(clipper.NewAsset("image/png", testweb.PNG(64, 48))); w != 64 || h != 48 {
		t.Errorf("%d by %d", w, h)
	}
}

func TestSnapshotRoundTrip(t *testing.T) {
	server, f := testweb.New(t), fetcher(t, fetch.Options{})
	p, err := f.Fetch(context.Background(), server.URL+"/fr-1252")
	if err != nil {
		t.Fatal(err)
	}
	s := p.Snapshot()
	if s.URL != p.URL || !bytes.Equal(s.Body, p.Body) || !strings.Contains(s.Header, "Content-Type: text/html; charset=windows-1252\r\n") {
		t.Errorf("%+v", s)
	}
	again, err := fetch.FromSnapshot(s)
	if err != nil || again.Text != p.Text || again.Charset != p.Charset || again.URL != p.URL || !again.Fetched.Equal(p.Fetched) {
		t.Errorf("%v", err)
	}
}

func TestFromBytes(t *testing.T) {
	if p, err := fetch.FromBytes("https://moi:secret@gazette.example/fr#a", testweb.Page("fr"), nil, monday); err != nil || p.URL != "https://gazette.example/fr" || p.Type != "text/html" {
		t.Errorf("%v", err)
	}
	if _, err := fetch.FromBytes("https://gazette.example/", bytes.Repeat([]byte("<p>"), 4<<20), nil, monday); clipper.CodeOf(err) != clipper.TooLarge {
		t.Errorf("%v", err)
	}
	if _, err := fetch.FromBytes("https://gazette.example/", testweb.PNG(40, 40), nil, monday); clipper.CodeOf(err) != clipper.Unreadable {
		t.Errorf("%v", err)
	}
}
