package db

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"florilegium/clipper"
)

var noon = time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)

func open(t testing.TB) *Library {
	t.Helper()
	l, err := Open(context.Background(), t.TempDir(), Options{Now: func() time.Time { return noon }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := l.Close(); err != nil {
			t.Error(err)
		}
	})
	return l
}

func page(url, title, lang, text string) *clipper.Article {
	a := &clipper.Article{Source: clipper.Source{Type: "webpage", Title: title, URL: url, Language: lang,
		Container: "Le Courrier", Issued: clipper.Date{Year: 2014, Month: 9, Day: 12},
		Authors: []clipper.Name{{Family: "Durand", Given: "Zoé"}}}}
	for p := range strings.SplitSeq(text, "\n") {
		a.Blocks = append(a.Blocks, clipper.Block{Kind: clipper.Paragraph, Text: p})
	}
	return a
}

func save(t testing.TB, l *Library, a *clipper.Article) *clipper.Article {
	t.Helper()
	snap := &clipper.Snapshot{URL: a.Source.URL, Status: 200, Body: []byte("<p>" + a.Text()), Fetched: noon}
	if err := l.SaveArticle(t.Context(), a, snap, nil); err != nil {
		t.Fatal(err)
	}
	return a
}

func clip(t testing.TB, l *Library, a *clipper.Article, quote string) *clipper.Clip {
	t.Helper()
	i := strings.Index(a.Text(), quote)
	c := &clipper.Clip{ArticleID: a.ID, Quote: quote, Start: i, End: i + len(quote), Paragraph: 1, TextHash: a.TextHash}
	if err := l.SaveClip(t.Context(), c); err != nil {
		t.Fatal(err)
	}
	return c
}

const exile = "Les anciens ministres vivent à Athènes.\nIls tentent de rester en état de mouvement, dit l’un d’eux : « Nous n’oublions rien\u202f! »"

func TestSaveAndSearch(t *testing.T) {
	l := open(t)
	a := save(t, l, page("https://www.example.org/exil?utm_source=x", "Les exilés", "fr", exile))
	save(t, l, page("https://example.net/paix", "La paix", "fr", "Rien à voir ici."))
	c := clip(t, l, a, "Ils tentent de rester en état de mouvement")
	again := clip(t, l, a, "Ils tentent de rester en état de mouvement")
	if again.ID != c.ID {
		t.Errorf("the same range was stored twice: %d, %d", c.ID, again.ID)
	}
	res, err := l.Search(t.Context(), clipper.ParseQuery("etat mouvement"), SearchOptions{})
	if err != nil {
		t.Fatal(err)
	}
	if len(res.Clips) != 1 || len(res.Articles) != 1 || res.Clips[0].ID != c.ID || res.Articles[0].ID != a.ID {
		t.Fatalf("found %+v", res)
	}
	for _, h := range res.Hits {
		var marked []string
		for _, m := range h.Snippet.Matches {
			marked = append(marked, h.Snippet.Text[m[0]:m[1]])
		}
		if !slices.Equal(marked, []string{"état", "mouvement"}) {
			t.Errorf("%s marks %q in %q", h.Kind, marked, h.Snippet.Text)
		}
	}
	if got := res.Hits[0].Article.Site; got != "Le Courrier" {
		t.Errorf("site %q", got)
	}
}

func TestArticleComesBackWhole(t *testing.T) {
	l := open(t)
	a := page("https://example.org/a", "Titre", "fr", exile)
	a.Blocks[0].Spans = []clipper.Span{{Start: 4, End: 12, Style: clipper.Strong}}
	a.Blocks = append(a.Blocks, clipper.Block{Kind: clipper.Figure, Text: "Légende", Image: &clipper.Image{Src: "https://example.org/i.png"}}, clipper.Block{Kind: clipper.Divider})
	a.Tags = []string{"Thèse", "exil"}
	a.Evidence = []clipper.Evidence{{Field: "title", Value: "Titre", From: clipper.FromOpenGraph, Picked: true}}
	save(t, l, a)
	asset := clipper.NewAsset("image/png", []byte("\x89PNG"))
	if err := l.SaveImages(t.Context(), a.ID, []clipper.Image{{Src: "https://example.org/i.png", Hash: asset.Hash, Width: 3, Height: 2}}, []clipper.Asset{asset}); err != nil {
		t.Fatal(err)
	}
	got, err := l.Article(t.Context(), a.ID)
	if err != nil {
		t.Fatal(err)
	}
	a.Blocks[2].Image.Hash, a.Blocks[2].Image.Width, a.Blocks[2].Image.Height = asset.Hash, 3, 2
	slices.Sort(a.Tags)
	want, _ := toJSON(a)
	have, _ := toJSON(got)
	if want != have {
		t.Errorf("saved %s\nread  %s", want, have)
	}
	back, err := l.Snapshot(t.Context(), a.Snapshot)
	if err != nil || string(back.Body) != "<p>"+exile+"\nLégende\n" {
		t.Errorf("snapshot %v, %v", back, err)
	}
	if img, err := l.Image(t.Context(), asset.Hash); err != nil || img.Type != "image/png" {
		t.Errorf("image %v, %v", img, err)
	}
	for _, address := range []string{"https://example.org/a?fbclid=1#x", "https://EXAMPLE.org/a"} {
		if found, err := l.Lookup(t.Context(), "https://nowhere.example/", address); err != nil || found == nil || found.ID != a.ID {
			t.Errorf("Lookup(%s) = %v, %v", address, found, err)
		}
	}
	if found, err := l.Lookup(t.Context(), "https://example.org/b"); found != nil || err != nil {
		t.Errorf("Lookup of nothing = %v, %v", found, err)
	}
}

func TestNewVersion(t *testing.T) {
	l := open(t)
	a := save(t, l, page("https://example.org/a", "Titre", "fr", "Un deux trois.\nQuatre cinq."))
	c := clip(t, l, a, "Quatre cinq")
	before := a.TextHash
	a.Blocks[0].Text = "Un deux et trois."
	moved := *c
	moved.Start, moved.End = moved.Start+3, moved.End+3
	moved.TextHash = clipper.HashText(a.Text())
	if err := l.SaveArticle(t.Context(), a, nil, []clipper.Clip{moved}); err != nil {
		t.Fatal(err)
	}
	versions, err := l.EarlierVersions(t.Context(), a.ID)
	if err != nil || len(versions) != 1 || versions[0].TextHash != before || clipper.JoinBlocks(versions[0].Blocks) != "Un deux trois.\nQuatre cinq." {
		t.Errorf("versions %+v, %v", versions, err)
	}
	got, err := l.Clip(t.Context(), c.ID)
	if err != nil || got.Start != moved.Start || got.TextHash != a.TextHash {
		t.Errorf("clip %+v, %v", got, err)
	}
	count(t, l, "cinq", 1, 1)
	count(t, l, "et", 0, 1)
}

// count checks how many clips and articles a query finds.
func count(t testing.TB, l *Library, query string, clips, articles int) {
	t.Helper()
	res, err := l.Search(t.Context(), clipper.ParseQuery(query+" "), SearchOptions{})
	if err != nil {
		t.Errorf("%q: %v", query, err)
	} else if len(res.Clips) != clips || len(res.Articles) != articles {
		t.Errorf("%q finds %d clips and %d articles, want %d and %d", query, len(res.Clips), len(res.Articles), clips, articles)
	}
}

func TestSchemaSums(t *testing.T) {
	l := open(t)
	for _, s := range []struct {
		schema schema
		db     querier
	}{{library, l.reader}, {snapshots, l.store}} {
		sum, _, err := sumSchema(t.Context(), s.db, true, false)
		if err != nil || sum != s.schema.sums[s.schema.version()-1] {
			t.Errorf("the sum of the newest schema of %s is %s, %v", s.schema.name, sum, err)
		}
	}
}

func TestFailures(t *testing.T) {
	l := open(t)
	if _, err := l.Article(t.Context(), 7); clipper.CodeOf(err) != clipper.NotFound {
		t.Errorf("a missing article: %v", err)
	}
	if err := l.DeleteClip(t.Context(), 7); clipper.CodeOf(err) != clipper.NotFound {
		t.Errorf("a missing clip: %v", err)
	}
	a := save(t, l, page("https://example.org/a", "Titre", "fr", "Un deux."))
	err := l.SaveClip(t.Context(), &clipper.Clip{ArticleID: a.ID, Quote: "Deux", Start: 3, End: 7, TextHash: a.TextHash})
	if clipper.CodeOf(err) != clipper.Usage {
		t.Errorf("a quotation that is not there: %v", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := l.Search(ctx, clipper.ParseQuery("deux"), SearchOptions{}); !errors.Is(err, context.Canceled) {
		t.Errorf("a cancelled search: %v", err)
	}
}

func TestReopen(t *testing.T) {
	dir := t.TempDir()
	for range 2 {
		l, err := Open(t.Context(), dir, Options{})
		if err != nil {
			t.Fatal(err)
		}
		if len(l.Warnings()) > 0 {
			t.Errorf("warnings %v", l.Warnings())
		}
		save(t, l, page("https://example.org/a", "Titre", "fr", "Un deux."))
		if err := l.Close(); err != nil {
			t.Fatal(err)
		}
	}
}
