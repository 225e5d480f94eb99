package fetch_test

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"os"
	"os/exec"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"florilegium/clipper"
	"florilegium/clipper/fetch"
	"florilegium/clipper/testweb"
)

// hop is a host that the reader typed and may reach, which sends its readers and
// its images wherever its query says.
func hop(t *testing.T) *httptest.Server {
	server := httptest.NewServer(testweb.Handler())
	t.Cleanup(server.Close)
	return server
}

// TestPrivateSpellings: nobody comes to a private host, however it is written.
func TestPrivateSpellings(t *testing.T) {
	if tried, reached := trySpellings(t); reached != 0 || tried < 40 {
		t.Errorf("%d of %d spellings reached the private host", reached, tried)
	}
}

// trySpellings tries a private host in every spelling of it, by redirect and by
// image, in numbers and by names whose answers change from one question to the
// next.
func trySpellings(t *testing.T) (tried int, reached int64) {
	port, came := testweb.Counter(t)
	var turn atomic.Int64
	private := []string{"127.0.0.1", "::1", "10.0.0.1", "169.254.169.254", "::ffff:127.0.0.1", "0.0.0.0", "127.8.8.8"}
	resolver := testweb.Resolver(t, func(string) []netip.Addr {
		return []netip.Addr{netip.MustParseAddr(private[turn.Add(1)%int64(len(private))]), netip.MustParseAddr("127.0.0.1")}
	})
	server := hop(t)
	f := fetcher(t, fetch.Options{Resolver: resolver})
	ways := testweb.Spellings(port)
	for _, name := range []string{"localhost", "LOCALHOST", "localhost.", "ip6-localhost", "intranet.example", "flip.example", "flip.example.", "a.b.localhost", "xn--bcher-kva.example", "bücher.example"} {
		ways = append(ways, fmt.Sprintf("http://%s:%d/", name, port))
	}
	ways = append(ways, fmt.Sprintf("http://helene:secret@127.0.0.1:%d/", port), fmt.Sprintf("http://gazette.example:80@127.0.0.1:%d/", port), fmt.Sprintf("https://127.0.0.1:%d/", port))
	for _, way := range ways {
		by := map[string]string{
			"redirect": server.URL + "/redirect/to?u=" + url.QueryEscape(way),
			"image":    way,
		}
		_, err := f.Fetch(t.Context(), by["redirect"])
		if clipper.CodeOf(err) != clipper.Refused {
			t.Errorf("redirect to %s: %v", way, err)
		}
		for _, src := range by {
			if _, err := f.Image(t.Context(), src, server.URL+"/fr"); err == nil {
				t.Errorf("image at %s", src)
			}
		}
	}
	reached = came()
	// The counter does count.
	if _, err := f.Fetch(t.Context(), fmt.Sprintf("http://127.0.0.1:%d/", port)); err == nil || came() != reached+1 {
		t.Errorf("%v, reached %d times when it was typed", err, came()-reached)
	}
	return len(ways), reached
}

// TestQuestionTakesItsTime: the question about a private host stands outside all
// time limits, is asked once, and may be left unanswered.
func TestQuestionTakesItsTime(t *testing.T) {
	t.Parallel()
	server := testweb.New(t)
	var asked atomic.Int64
	f := fetcher(t, fetch.Options{Total: 2 * time.Second, Connect: 2 * time.Second, AllowPrivate: func(ctx context.Context, host string) bool {
		asked.Add(1)
		select {
		case <-time.After(2500 * time.Millisecond):
			return host == strings.TrimPrefix(server.URL, "http://")
		case <-ctx.Done():
			return false
		}
	}})
	ctx, cancel := context.WithTimeout(t.Context(), 100*time.Millisecond)
	defer cancel()
	if _, err := f.Fetch(ctx, server.URL+"/fr"); err == nil {
		t.Error("fetched without an answer")
	}
	failed := make(chan error)
	for range 4 {
		go func() {
			_, err := f.Fetch(t.Context(), server.URL+"/fr")
			failed <- err
		}()
	}
	for range 4 {
		if err := <-failed; err != nil {
			t.Error(err)
		}
	}
	if n := asked.Load(); n != 2 {
		t.Errorf("asked %d times: once without an answer, once for four pages", n)
	}
}

// TestTypedSpellings: a private host that was typed is asked about and reached in
// whatever way it was written.
func TestTypedSpellings(t *testing.T) {
	server := testweb.New(t)
	port := server.URL[strings.LastIndexByte(server.URL, ':')+1:]
	for _, host := range []string{"127.0.0.1", "127.1", "2130706433", "0x7f.1", "localhost", "LOCALHOST", "[::ffff:127.0.0.1]", "１２７.０.０.１"} {
		asked := ""
		f := fetcher(t, fetch.Options{AllowPrivate: func(_ context.Context, host string) bool { asked = host; return true }})
		p, err := f.Fetch(t.Context(), "http://"+host+":"+port+"/redirect/permanent")
		if err != nil || asked != host+":"+port || !strings.HasSuffix(p.URL, ":"+port+"/fr") {
			t.Errorf("%s: %v, asked about %q", host, err, asked)
		}
	}
}

// TestErrorsKeepSecrets: neither user, password nor the query of an address are
// repeated in an error.
func TestErrorsKeepSecrets(t *testing.T) {
	web := testweb.Open(t)
	f := onWeb(t, web, hurried)
	for _, path := range []string{"/status/404", "/odd/reset", "/odd/garbage", "/odd/silent", "/redirect/loop", "/redirect/broken", "/odd/json", "/redirect/private/3"} {
		_, err := f.Fetch(t.Context(), "http://helene:motdepasse@gazette.test"+path+"?jeton=secret")
		if err == nil || strings.Contains(err.Error(), "motdepasse") || strings.Contains(err.Error(), "secret") {
			t.Errorf("%s: %v", path, err)
		}
	}
	for _, address := range []string{"http://helene:motdepasse@gazette test/", "http://helene:motdepasse@[::1/", "ftp://helene:motdepasse@gazette.test/"} {
		if _, err := f.Fetch(t.Context(), address); err == nil || strings.Contains(err.Error(), "motdepasse") {
			t.Errorf("%s: %v", address, err)
		}
	}
}

// TestLimits holds a page to 10 MB, a document to 64, and both to what they say.
func TestLimits(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		head, size := "<html><p>", 0
		if _, err := fmt.Sscanf(r.URL.Path, "/pdf/%d", &size); err == nil {
			head = "%PDF-1.7\n"
		} else if _, err := fmt.Sscanf(r.URL.Path, "/html/%d", &size); err != nil {
			t.Error(err)
		}
		_, _ = w.Write([]byte(head))
		row := []byte(strings.Repeat("mots ", 1<<20/5))
		for range size {
			if _, err := w.Write(row); err != nil {
				return
			}
		}
	}))
	defer server.Close()
	f := fetcher(t, fetch.Options{})
	for path, want := range map[string]clipper.Code{"/html/9": "", "/html/11": clipper.TooLarge, "/pdf/30": clipper.Unreadable, "/pdf/66": clipper.TooLarge} {
		p, err := f.Fetch(t.Context(), server.URL+path)
		if clipper.CodeOf(err) != want || (p != nil) != (want != clipper.TooLarge) {
			t.Errorf("%s: %v", path, err)
		}
	}
}

// proxy is an HTTP proxy that serves the test web in the place of every host and
// keeps what it was asked for.
func proxy(t *testing.T, web *testweb.Web) (address string, asked func() []string) {
	requests := make(chan string, 1000)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		requests <- r.Method + " " + r.URL.String()
		if r.Method != http.MethodConnect {
			testweb.Handler().ServeHTTP(w, r)
			return
		}
		conn, _, err := http.NewResponseController(w).Hijack()
		if err != nil {
			t.Error(err)
			return
		}
		defer conn.Close()
		_, _ = conn.Write([]byte("HTTP/1.1 200 OK\r\n\r\n"))
		join(conn, web.Secure)
	}))
	t.Cleanup(server.Close)
	return server.URL, func() []string {
		var all []string
		for len(requests) > 0 {
			all = append(all, <-requests)
		}
		return all
	}
}

// TestProxies goes through an HTTP and a SOCKS5 proxy, and asks neither of them
// for a private host.
func TestProxies(t *testing.T) {
	web := testweb.Open(t)
	httpProxy, asked := proxy(t, web)
	socksProxy, named := socks(t, web)
	port, reached := testweb.Counter(t)
	resolver := testweb.Resolver(t, func(string) []netip.Addr { return []netip.Addr{netip.MustParseAddr("127.0.0.1")} })
	for address, requests := range map[string]func() []string{httpProxy: asked, socksProxy: named} {
		f := fetcher(t, fetch.Options{Proxy: address, Roots: web.Roots, Resolver: resolver, AllowPrivate: func(context.Context, string) bool { return false }})
		for _, page := range []string{"http://gazette.test/fr", "https://secure.test/de"} {
			if _, err := f.Fetch(t.Context(), page); err != nil {
				t.Errorf("%s through %s: %v", page, address, err)
			}
		}
		if got := requests(); len(got) != 2 {
			t.Errorf("%s was asked for %v", address, got)
		}
		for _, way := range append(testweb.Spellings(port), fmt.Sprintf("http://localhost:%d/", port), fmt.Sprintf("http://localhost.:%d/", port), "http://"+strings.SplitAfter(address, "://")[1]) {
			if _, err := f.Fetch(t.Context(), "http://gazette.test/redirect/to?u="+url.QueryEscape(way)); clipper.CodeOf(err) != clipper.Refused {
				t.Errorf("%s through %s: %v", way, address, err)
			}
		}
		for _, request := range requests() {
			if !strings.Contains(request, "gazette.test") {
				t.Errorf("%s was asked for %s", address, request)
			}
		}
	}
	if n := reached(); n != 0 {
		t.Errorf("%d requests reached the private host", n)
	}
	for _, address := range []string{"http://127.0.0.1:1", "socks5://127.0.0.1:1"} {
		if _, err := fetcher(t, fetch.Options{Proxy: address}).Fetch(t.Context(), "http://gazette.test/fr"); clipper.CodeOf(err) != clipper.Network || !strings.Contains(err.Error(), "proxy") {
			t.Errorf("a proxy that is not there: %v", err)
		}
	}
	if _, err := fetcher(t, fetch.Options{Proxy: "gopher://proxy.test:70"}).Fetch(t.Context(), "http://gazette.test/fr"); clipper.CodeOf(err) != clipper.Usage {
		t.Errorf("a proxy of another kind: %v", err)
	}
}

// TestProxyOfEnvironment runs in a process of its own, since net/http reads the
// environment once.
func TestProxyOfEnvironment(t *testing.T) {
	const role = "FLORILEGIUM_TEST_PROXIED"
	if os.Getenv(role) != "" {
		f := fetcher(t, fetch.Options{})
		if p, err := f.Fetch(t.Context(), "http://gazette.test/fr"); err != nil || p.Text != string(testweb.Page("fr")) {
			t.Errorf("through the proxy: %v", err)
		}
		if _, err := f.Fetch(t.Context(), "http://gazette.test/redirect/private/4"); clipper.CodeOf(err) != clipper.Refused {
			t.Errorf("to a private host: %v", err)
		}
		return
	}
	address, asked := proxy(t, testweb.Open(t))
	cmd := exec.CommandContext(t.Context(), os.Args[0], "-test.run=^TestProxyOfEnvironment$")
	cmd.Env = append(os.Environ(), role+"=1", "HTTP_PROXY="+address, "NO_PROXY=")
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	if got := asked(); len(got) != 2 || got[0] != "GET http://gazette.test/fr" {
		t.Errorf("the proxy was asked for %v", got)
	}
}
