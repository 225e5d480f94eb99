package fetch

import (
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// realPages are the sources of pages that are what they seem: those of
// go-readability in the module cache, those of this project's press, and the
// corpora where they are.
func realPages(t testing.TB) map[string][]byte {
	t.Helper()
	var files []string
	glob := func(pattern string) {
		found, err := filepath.Glob(pattern)
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, found...)
	}
	dir, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}", "github.com/go-shiori/go-readability").Output()
	if err != nil || len(dir) < 2 {
		t.Logf("the pages of go-readability are not here: %v", err)
	} else {
		glob(filepath.Join(strings.TrimSpace(string(dir)), "test-pages", "*", "source.html"))
	}
	glob("../extract/testdata/press/*.html")
	glob("../../build/corpora/metadata-dev/html/*.html") // unpacked by the score of sources
	if corpora := os.Getenv("FLORILEGIUM_CORPORA"); corpora != "" {
		for _, depth := range []string{"*", "*/*", "*/*/*"} {
			glob(filepath.Join(corpora, depth, "*.html"))
		}
	} else {
		t.Log("FLORILEGIUM_CORPORA is not set: its pages are not read")
	}
	pages := map[string][]byte{}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		pages[file] = data
	}
	return pages
}

// TestGateLetsPagesThrough holds the gate to real pages: none of them is a
// challenge, a wall or an error.
func TestGateLetsPagesThrough(t *testing.T) {
	pages := realPages(t)
	if len(pages) < 40 {
		t.Fatalf("%d pages", len(pages))
	}
	for name, body := range pages {
		p, err := FromBytes("https://gazette.example/2024/article", body, http.Header{}, time.Unix(0, 0))
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		address := &url.URL{Scheme: "https", Host: "gazette.example", Path: "/2024/article"}
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
