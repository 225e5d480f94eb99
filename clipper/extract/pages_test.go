package extract

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
	"unicode"

	"golang.org/x/net/html"

	"florilegium/clipper"
	"florilegium/clipper/fetch"
)

var saved = time.Date(2026, 11, 23, 9, 30, 0, 0, time.UTC)

// testPages is go-readability's folder of pages, in the module cache.
func testPages(t testing.TB) []string {
	t.Helper()
	out, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}", "github.com/go-shiori/go-readability").Output()
	if err != nil {
		t.Skip("go-readability's test pages need the go command:", err)
	}
	pages, _ := filepath.Glob(filepath.Join(strings.TrimSpace(string(out)), "test-pages", "*", "source.html"))
	if len(pages) == 0 {
		t.Skip("go-readability's test pages are not in the module cache")
	}
	return pages
}

func readPage(t testing.TB, file, address string) *fetch.Page {
	t.Helper()
	body, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	p, err := fetch.FromBytes(address, body, nil, saved)
	if err != nil {
		t.Fatalf("%s: %v", file, err)
	}
	return p
}

func TestReadabilityPages(t *testing.T) {
	for _, file := range testPages(t) {
		name := filepath.Base(filepath.Dir(file))
		t.Run(name, func(t *testing.T) {
			p := readPage(t, file, "http://fakehost/test/page.html")
			a, err := Extract(context.Background(), p)
			if err != nil {
				t.Fatal(err)
			}
			checkArticle(t, a)
			checkFidelity(t, p.Text, a.Blocks)
			if a.Source.Title == "" && strings.Contains(p.Text, "</title>") {
				t.Error("no title")
			}
		})
	}
}

// checkArticle holds an article to the promises of the vocabulary.
func checkArticle(t *testing.T, a *clipper.Article) {
	t.Helper()
	if a.Text() == "" || a.Source.Language == "" || a.TextHash != clipper.HashText(a.Text()) {
		t.Errorf("text of %d bytes, language %q, hash %s", len(a.Text()), a.Source.Language, a.TextHash)
	}
	for i, b := range a.Blocks {
		last := 0
		for _, s := range b.Spans {
			if s.Start < last || s.End <= s.Start || s.End > len(b.Text) {
				t.Fatalf("block %d: span %d–%d after %d in a text of %d", i, s.Start, s.End, last, len(b.Text))
			}
			last = s.End
			if s.Link != "" && !strings.HasPrefix(s.Link, "http") && !strings.HasPrefix(s.Link, "mailto:") {
				t.Errorf("block %d: link %q", i, s.Link)
			}
		}
		for _, c := range b.Cells {
			if c.Start > c.End || c.End > len(b.Text) || strings.ContainsAny(b.Text[c.Start:c.End], "\t\n") {
				t.Fatalf("block %d: cell %+v in %q", i, c, b.Text)
			}
		}
	}
}

// checkFidelity proves that the text of each block stands in the text nodes of
// the page, character for character, white space aside.
func checkFidelity(t *testing.T, source string, blocks []clipper.Block) {
	t.Helper()
	doc, err := html.Parse(strings.NewReader(source))
	if err != nil {
		t.Fatal(err)
	}
	var all strings.Builder
	var gather func(*html.Node)
	gather = func(n *html.Node) {
		if n.Type == html.TextNode {
			all.WriteString(n.Data)
		}
		if n.Type == html.ElementNode && skipped(n) && n.Data != "head" {
			return
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			gather(c)
		}
	}
	gather(doc)
	page := bare(all.String())
	for i, b := range blocks {
		if !stands(page, bare(b.Text)) {
			t.Errorf("block %d (%s) is not the page's text: %q", i, b.Kind, b.Text)
		}
	}
}

// stands reports whether a text stands on the page whole, or in order in few
// pieces: hidden elements inside it are left out.
func stands(page, text string) bool {
	pieces := 0
	for text != "" {
		n := 0
		if strings.Contains(page, text) {
			return true
		}
		step := min(len(text), 12)
		for n+step <= len(text) && step > 0 {
			if strings.Contains(page, text[:n+step]) {
				n += step
				step = min(2*step, len(text)-n)
			} else {
				step /= 2
			}
		}
		if pieces++; n == 0 || pieces > 2+len(text)/20 {
			return false
		}
		page = page[strings.Index(page, text[:n])+n:]
		text = text[n:]
	}
	return true
}

// bare is a text without the white space that HTML collapses.
func bare(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) && isSpace(r) {
			return -1
		}
		return r
	}, s)
}
