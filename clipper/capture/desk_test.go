package capture_test

import (
	"context"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"florilegium/clipper"
	"florilegium/clipper/anchor"
	"florilegium/clipper/capture"
	"florilegium/clipper/fetch"
	"florilegium/clipper/testweb"
	"florilegium/db"
)

// noon is the time on every clock of these tests; early enough in the day that
// the date is the same in every zone from Hawaii to Tokyo.
var noon = time.Date(2026, 3, 9, 12, 0, 0, 0, time.UTC)

func clock() time.Time { return noon }

// site is a small web whose pages can be changed between two visits.
type site struct {
	*httptest.Server
	mu    sync.Mutex
	pages map[string][]byte
	asked map[string]int
}

func newSite(t *testing.T) *site {
	s := &site{pages: map[string][]byte{}, asked: map[string]int{}}
	s.Server = httptest.NewServer(s)
	t.Cleanup(s.Close)
	return s
}

func (s *site) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	page, there := s.pages[r.URL.Path]
	s.asked[r.URL.Path]++
	s.mu.Unlock()
	if !there {
		testweb.Handler().ServeHTTP(w, r)
		return
	}
	w.Header().Set("Content-Type", "text/html")
	_, _ = w.Write(page)
}

func (s *site) visits(path string) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.asked[path]
}

func (s *site) put(path string, page []byte) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.pages[path] = page
}

// desk is a door onto a new library.
type desk struct {
	*capture.Door
	lib *db.Library
}

func newDesk(t *testing.T) desk {
	t.Helper()
	lib, err := db.Open(t.Context(), t.TempDir(), db.Options{Now: clock})
	if err != nil {
		t.Fatal(err)
	}
	f := fetch.New(fetch.Options{AllowPrivate: fetch.Typed, Now: clock, Dial: nowhere})
	t.Cleanup(func() {
		f.Close()
		if err := lib.Close(); err != nil {
			t.Error(err)
		}
	})
	return desk{&capture.Door{Fetch: f, Store: lib, Now: clock}, lib}
}

// nowhere answers for every name as a resolver does that knows none, so that
// these tests ask nothing outside the machine.
func nowhere(_ context.Context, network, address string) (net.Conn, error) {
	host, _, _ := net.SplitHostPort(address)
	return nil, &net.OpError{Op: "dial", Net: network, Err: &net.DNSError{Err: "no such host", Name: host, IsNotFound: true}}
}

// save saves a page that must end in a status.
func (d desk) save(t *testing.T, address string, want capture.Status, tags ...string) *clipper.Article {
	t.Helper()
	r, err := d.Save(t.Context(), address, tags)
	if err != nil || r.Status != want {
		t.Fatalf("saving %s: %s, %v; want %s", address, r.Status, err, want)
	}
	return r.Article
}

func (d desk) clip(t *testing.T, a *clipper.Article, quote string) clipper.Clip {
	t.Helper()
	places := anchor.Find(a.Text(), quote)
	if len(places) != 1 {
		t.Fatalf("%q stands at %v", quote, places)
	}
	c, err := anchor.NewClip(a, places[0].Start, places[0].End)
	if err == nil {
		err = d.lib.SaveClip(t.Context(), &c)
	}
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// count is how many articles a library holds, deleted ones aside.
func (d desk) count(t *testing.T) int {
	t.Helper()
	ids, err := d.lib.ListIDs(t.Context(), clipper.ParseQuery(""))
	if err != nil {
		t.Fatal(err)
	}
	return len(ids)
}

// sample is a French article and what is done with it.
type sample struct {
	text, quote  string
	word, change string // a word above the quotation, and what it becomes
}

// samples are a text of our own and, where the corpora are, a real one.
func samples(t *testing.T) map[string]sample {
	t.Helper()
	all := map[string]sample{"own": {
		read(t, filepath.Join("testdata", "passeurs.fr.txt")),
		"Ils s’efforcent de demeurer en état de mouvement", "deux barques", "trois ou quatre barques",
	}}
	if dir := os.Getenv("FLORILEGIUM_CORPORA"); dir != "" {
		all["seed"] = sample{
			read(t, filepath.Join(dir, "seed", "article.fr.txt")),
			"Ils tentent de rester en état de mouvement", "une agitation anormale", "une agitation inhabituelle",
		}
	}
	return all
}

func read(t *testing.T, file string) string {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return strings.TrimSpace(string(data))
}
