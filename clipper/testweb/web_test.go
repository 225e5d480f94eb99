package testweb

import (
	"bytes"
	"compress/gzip"
	"io"
	"net/http"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/zstd"
	"golang.org/x/image/webp"
)

func TestGoodPages(t *testing.T) {
	server := New(t)
	for _, lang := range Languages() {
		res, err := http.Get(server.URL + "/" + lang)
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(res.Body)
		_ = res.Body.Close()
		if err != nil || res.StatusCode != http.StatusOK || !utf8.Valid(body) || !strings.Contains(string(body), "<h1") {
			t.Errorf("/%s: status %d, %d bytes, %v", lang, res.StatusCode, len(body), err)
		}
	}
}

func TestNews(t *testing.T) {
	text := "Un premier paragraphe « entre guillemets » ; il finit bien.\nUn intertitre\nLe cœur du sujet…\n"
	page := string(News(text, "utf-8", Options{}))
	for _, want := range []string{"<p>Un premier paragraphe « entre guillemets » ; il finit bien.</p>", "<h2>Un intertitre</h2>", "<p>Le cœur du sujet…</p>", "Publié le 14 septembre 2014", `"@id": "#auteur"`} {
		if !strings.Contains(page, want) {
			t.Errorf("the page lacks %q", want)
		}
	}
	old := News(text, "windows-1252", Options{})
	if utf8.Valid(old) || !strings.Contains(string(old), "c\x9cur") || !strings.Contains(string(old), `charset="windows-1252"`) {
		t.Error("the page is not in windows-1252")
	}
}

// TestTable: every row is served, tells what it is and where it ends, and no two
// rows are asked for at one address.
func TestTable(t *testing.T) {
	seen, served := map[string]bool{}, map[string]bool{}
	for _, r := range Routes() {
		served[r.Path] = served[r.Path] || r.serve != nil
	}
	for _, r := range Routes() {
		if r.About == "" || r.End == "" || !served[r.Path] || seen[r.Address()] {
			t.Errorf("%s: %+v", r.Address(), r)
		}
		if failing := r.End == Fetched || r.End == Beside || r.End == Read || r.End == Either; failing != (r.Code != "") {
			t.Errorf("%s ends as %s with %q", r.Address(), r.End, r.Code)
		}
		seen[r.Address()] = true
	}
	if len(seen) < 70 || len(Spellings(80)) < 30 {
		t.Errorf("%d routes, %d spellings", len(seen), len(Spellings(80)))
	}
}

// TestBombs unpacks those that were put together by hand, to their ends.
func TestBombs(t *testing.T) {
	z, err := gzip.NewReader(bytes.NewReader(GzipBomb()))
	if err != nil {
		t.Fatal(err)
	}
	s, err := zstd.NewReader(bytes.NewReader(ZstdBomb()))
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	for name, bomb := range map[string]struct {
		r            io.Reader
		packed, size int64
	}{
		"gzip": {z, int64(len(GzipBomb())), 1 << 30}, "brotli": {brotli.NewReader(bytes.NewReader(BrotliBomb())), int64(len(BrotliBomb())), 256 << 20},
		"zstd": {s, int64(len(ZstdBomb())), 1 << 30},
	} {
		if n, err := io.Copy(io.Discard, bomb.r); n != bomb.size || err != nil || bomb.packed > 2<<20 {
			t.Errorf("%s: %d bytes of %d packed, %v", name, n, bomb.packed, err)
		}
	}
}

func TestWebP(t *testing.T) {
	m, err := webp.Decode(bytes.NewReader(WebP(200, 120)))
	if err != nil || m.Bounds().Dx() != 200 || m.Bounds().Dy() != 120 {
		t.Errorf("%v, %v", err, m)
	}
}
