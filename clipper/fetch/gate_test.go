package fetch

import (
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"testing"
	"time"

	"florilegium/clipper/testweb"
)

// heldPages are the pages of this project's press and of the corpora, where they
// are.
func heldPages(t testing.TB) map[string][]byte {
	t.Helper()
	patterns := []string{"../extract/testdata/press/*.html"}
	if corpora := os.Getenv("FLORILEGIUM_CORPORA"); corpora != "" {
		patterns = append(patterns, filepath.Join(corpora, "*", "*", "*.html"), "../../build/corpora/metadata-dev/html/*.html") // unpacked by the score of sources
	} else {
		t.Log("FLORILEGIUM_CORPORA is not set: its pages are not read")
	}
	pages := map[string][]byte{}
	for _, pattern := range patterns {
		files, err := filepath.Glob(pattern)
		if err != nil {
			t.Fatal(err)
		}
		for _, file := range files {
			if pages[file], err = os.ReadFile(file); err != nil {
				t.Fatal(err)
			}
		}
	}
	return pages
}

// TestGateLetsPagesThrough holds the gate to real pages: none of them is a
// challenge, a wall or an error, and none sends on.
func TestGateLetsPagesThrough(t *testing.T) {
	t.Run("held", func(t *testing.T) { letThrough(t, heldPages(t)) })
	t.Run("real", func(t *testing.T) { letThrough(t, testweb.Real(t)) })
}

func letThrough(t *testing.T, pages map[string][]byte) {
	if len(pages) < 40 {
		t.Fatalf("%d pages", len(pages))
	}
	address := &url.URL{Scheme: "https", Host: "gazette.example", Path: "/2024/article"}
	for name, body := range pages {
		p, err := FromBytes(address.String(), body, http.Header{}, time.Unix(0, 0))
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		s := look(p.Text)
		if err := s.gate(&answer{url: address, body: body}); err != nil {
			t.Errorf("%s: %v (prose %d, title %q)", name, err, s.prose, s.title)
		}
		if next := s.refreshTo(address); next != nil {
			t.Errorf("%s: sent on to %s by %q", name, next, s.refresh)
		}
	}
	t.Logf("%d pages", len(pages))
}
