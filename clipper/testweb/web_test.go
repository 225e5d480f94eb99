package testweb

import (
	"io"
	"net/http"
	"strings"
	"testing"
	"unicode/utf8"
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
