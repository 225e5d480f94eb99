package capture_test

import (
	"context"
	"os"
	"strings"
	"testing"

	"florilegium/clipper"
	"florilegium/clipper/capture"
	"florilegium/clipper/cite"
	"florilegium/clipper/testweb"
	"florilegium/db"
)

// TestWholeWay walks from an address to a footnote and back after the page has
// changed, on period-typical pages in both charsets.
func TestWholeWay(t *testing.T) {
	if os.Getenv("FLORILEGIUM_CORPORA") == "" {
		t.Log("FLORILEGIUM_CORPORA is not set: only the sample of our own is walked")
	}
	for name, s := range samples(t) {
		for _, charset := range []string{"utf-8", "windows-1252"} {
			t.Run(name+" "+charset, func(t *testing.T) { walk(t, s, charset) })
		}
	}
}

func walk(t *testing.T, s sample, charset string) {
	d, web := newDesk(t), newSite(t)
	address := web.URL + "/monde/passeurs"
	options := testweb.Options{Image: "/image.png"}
	web.put("/monde/passeurs", testweb.News(s.text, charset, options))

	a := d.save(t, address, capture.Saved)
	wholeAndAlone(t, a, s.text)
	c := d.clip(t, a, s.quote)
	found(t, d, "etat mouvement", a.ID, c.ID)
	cited(t, c, a.Source, address)

	web.put("/monde/passeurs", testweb.News(strings.Replace(s.text, s.word, s.change, 1), charset, options))
	b := d.save(t, address, capture.Version)
	if b.ID != a.ID || b.UID != a.UID {
		t.Errorf("the version is article %d %s, not %d %s", b.ID, b.UID, a.ID, a.UID)
	}
	foundAgain(t, d, c, b)
	oldTextKept(t, d, a)
	found(t, d, "etat mouvement", a.ID, c.ID)

	d.save(t, address, capture.Known)
	if n := d.count(t); n != 1 {
		t.Errorf("%d articles", n)
	}
}

// wholeAndAlone asks for the very text, line by line; only the figure's caption
// may stand between.
func wholeAndAlone(t *testing.T, a *clipper.Article, text string) {
	t.Helper()
	var got []string
	for _, b := range a.Blocks {
		if b.Image == nil {
			got = append(got, b.Text)
		}
	}
	if want := strings.Join(lines(text), "\n"); strings.Join(got, "\n") != want {
		t.Errorf("the text came back as\n%s\n\nwant\n%s", strings.Join(got, "\n"), want)
	}
}

func lines(text string) []string {
	var out []string
	for line := range strings.Lines(text) {
		if line = strings.Trim(line, " \t\r\n"); line != "" {
			out = append(out, line)
		}
	}
	return out
}

func found(t *testing.T, d desk, query string, article, clip int64) {
	t.Helper()
	r, err := d.lib.Search(t.Context(), clipper.ParseQuery(query), db.SearchOptions{})
	if err != nil {
		t.Fatal(err)
	}
	hits := map[string]int64{}
	for _, h := range r.Hits {
		hits[h.Kind] = h.ID()
	}
	if len(r.Hits) != 2 || hits[db.ClipHit] != clip || hits[db.ArticleHit] != article {
		t.Errorf("%q finds %v, want clip %d and article %d", query, hits, clip, article)
	}
}

// cited asks that a citation names everything that leads back to the page.
func cited(t *testing.T, c clipper.Clip, s clipper.Source, address string) {
	t.Helper()
	for form, text := range map[string]string{"reference": cite.Reference(s, "fr"), "quotation": cite.Quotation(c, s, "fr")} {
		for _, want := range []string{"Fontanel", "Claire", "Les familles ont quitté la ville", "La Gazette du Levant", "14 septembre 2014", address, "9 mars 2026"} {
			if !strings.Contains(text, want) {
				t.Errorf("the %s lacks %q: %s", form, want, text)
			}
		}
	}
	if text := cite.Quotation(c, s, "fr"); !strings.Contains(text, c.Quote) || !strings.HasPrefix(text, "«") {
		t.Errorf("the quotation reads %s", text)
	}
}

func foundAgain(t *testing.T, d desk, old clipper.Clip, a *clipper.Article) {
	t.Helper()
	clips, err := d.lib.Clips(t.Context(), a.ID)
	if err != nil || len(clips) != 1 {
		t.Fatalf("%d clips, %v", len(clips), err)
	}
	c := clips[0]
	switch {
	case c.ID != old.ID || c.UID != old.UID || c.Lost:
		t.Errorf("the clip became %+v", c)
	case c.Start == old.Start || c.Start-old.Start != c.End-old.End:
		t.Errorf("the clip stood at %d, now at %d to %d", old.Start, c.Start, c.End)
	case a.Text()[c.Start:c.End] != old.Quote || c.Quote != old.Quote || c.TextHash != a.TextHash:
		t.Errorf("the clip reads %q, and its place %q", c.Quote, a.Text()[c.Start:c.End])
	}
}

func oldTextKept(t *testing.T, d desk, old *clipper.Article) {
	t.Helper()
	kept, err := d.lib.EarlierVersions(t.Context(), old.ID)
	if err != nil || len(kept) != 1 || clipper.JoinBlocks(kept[0].Blocks) != old.Text() || kept[0].TextHash != old.TextHash {
		t.Fatalf("%d earlier versions, %v", len(kept), err)
	}
	page, err := d.lib.Snapshot(t.Context(), old.Snapshot)
	if err != nil || page.Hash() != old.Snapshot {
		t.Errorf("the old page is not kept: %v", err)
	}
}

// TestOneArticle saves one page under the many names that the web gives it.
func TestOneArticle(t *testing.T) {
	d, web := newDesk(t), newSite(t)
	text := samples(t)["own"].text
	page := testweb.News(text, "utf-8", testweb.Options{Address: web.URL + "/article/passeurs"})
	for _, path := range []string{"/article/passeurs", "/amp/passeurs", "/imprimer"} {
		web.put(path, page)
	}
	web.put("/sans-canonique", testweb.News(text, "utf-8", testweb.Options{Title: "Une autre page"}))
	first := d.save(t, web.URL+"/amp/passeurs?utm_source=lettre&utm_medium=mail", capture.Saved)
	if want := web.URL + "/amp/passeurs"; first.Source.URL != want {
		t.Errorf("cited as %s, want %s", first.Source.URL, want)
	}
	for _, path := range []string{
		"/amp/passeurs", "/amp/passeurs?fbclid=abc&gclid=1", "/article/passeurs", "/article/passeurs#vos-reactions",
		"/imprimer?at_medium=rss", "/amp/passeurs?",
	} {
		if a := d.save(t, web.URL+path, capture.Known); a.ID != first.ID {
			t.Errorf("%s is article %d", path, a.ID)
		}
	}
	other := d.save(t, web.URL+"/sans-canonique?page=2&utm_campaign=x", capture.Saved)
	if d.save(t, web.URL+"/sans-canonique?page=2", capture.Known); other.ID == first.ID || d.count(t) != 2 {
		t.Errorf("%d articles; the other page is %d", d.count(t), other.ID)
	}
	d.save(t, web.URL+"/sans-canonique?page=3", capture.Saved) // a parameter that says which page it is
}

// TestFailuresLoseNothing tries pages that cannot be saved over one that was.
func TestFailuresLoseNothing(t *testing.T) {
	d, web := newDesk(t), newSite(t)
	web.put("/page", testweb.Page("de"))
	a := d.save(t, web.URL+"/page", capture.Saved, "Fluss")
	c := d.clip(t, a, strings.TrimSpace(firstParagraph(a)))
	for path, want := range map[string]clipper.Code{
		"/status/404": clipper.Refused, "/status/500": clipper.Refused, "/odd/shell": clipper.Unreadable, "/odd/challenge": clipper.Unreadable,
		"/odd/json": clipper.Unreadable, "/odd/empty": clipper.Unreadable,
		"/image.png": clipper.Unreadable, "/odd/reset": clipper.Network, "/odd/gzip-bomb": clipper.TooLarge, "/redirect/loop": clipper.Refused,
	} {
		fails(t, d, web.URL+path, want)
	}
	fails(t, d, "http://page.invalid/article", clipper.Network)
	fails(t, d, "ftp://gazette.example/article", clipper.Usage)
	for name, body := range map[string][]byte{"an empty page": {}, "a script shell": []byte(`<html><title>Gazette</title><div id="root"></div><script src="a.js"></script>`)} {
		web.put("/page", body)
		fails(t, d, web.URL+"/page", clipper.Unreadable)
		same(t, d, a, c, name)
	}
}

func firstParagraph(a *clipper.Article) string {
	for _, b := range a.Blocks {
		if b.Kind == clipper.Paragraph {
			return b.Text
		}
	}
	return ""
}

func fails(t *testing.T, d desk, address string, want clipper.Code) {
	t.Helper()
	r, err := d.Save(t.Context(), address, []string{"perdu"})
	if r.Status != capture.Failed || r.Article != nil || clipper.CodeOf(err) != want {
		t.Errorf("%s: %s, %v (%s), want %s", address, r.Status, err, clipper.CodeOf(err), want)
	}
	if told, ok := err.(*clipper.Error); !ok || told.Hint == "" {
		t.Errorf("%s: no hint in %v", address, err)
	}
}

// same asks that the library holds the article and its clip as they were.
func same(t *testing.T, d desk, a *clipper.Article, c clipper.Clip, after string) {
	t.Helper()
	now, err := d.lib.Article(t.Context(), a.ID)
	if err != nil || now.Text() != a.Text() || now.Snapshot != a.Snapshot || now.Source.Title != a.Source.Title || strings.Join(now.Tags, " ") != strings.Join(a.Tags, " ") {
		t.Errorf("after %s the article is %+v, %v", after, now, err)
	}
	clip, err := d.lib.Clip(t.Context(), c.ID)
	if err != nil || clip.Quote != c.Quote || clip.Start != c.Start || clip.Lost {
		t.Errorf("after %s the clip is %+v, %v", after, clip, err)
	}
	if n := d.count(t); n != 1 {
		t.Errorf("after %s there are %d articles", after, n)
	}
}

// TestInterrupted ends a save half way: the error is told and nothing is stored.
func TestInterrupted(t *testing.T) {
	d, web := newDesk(t), newSite(t)
	ctx, cancel := context.WithCancel(t.Context())
	d.Progress = func(s capture.Stage, _, _ int) {
		if s == capture.Storing {
			cancel()
		}
	}
	if r, err := d.Save(ctx, web.URL+"/ru", nil); err == nil || r.Status != capture.Failed {
		t.Errorf("%s, %v", r.Status, err)
	}
	if n := d.count(t); n != 0 {
		t.Errorf("%d articles", n)
	}
}

// TestReadersWordSurvives changes a page under what its reader corrected.
func TestReadersWordSurvives(t *testing.T) {
	d, web := newDesk(t), newSite(t)
	s := samples(t)["own"]
	web.put("/p", testweb.News(s.text, "utf-8", testweb.Options{}))
	a := d.save(t, web.URL+"/p", capture.Saved, "thèse", "fleuve")
	mine := "Les passeurs de Belvaire"
	if err := d.lib.EditSource(t.Context(), a.ID, "title", mine); err != nil {
		t.Fatal(err)
	}
	if err := d.lib.FreezeCiteKey(t.Context(), a.ID, "fontanel2014passeurs"); err != nil {
		t.Fatal(err)
	}
	if err := d.lib.SetState(t.Context(), a.ID, clipper.State{Starred: true, Progress: 400}); err != nil {
		t.Fatal(err)
	}
	web.put("/p", testweb.News(strings.Replace(s.text, s.word, s.change, 1), "utf-8", testweb.Options{Title: "Titre de la rédaction", Author: "Inès Le Goff"}))
	d.save(t, web.URL+"/p", capture.Version, "fleuve", "presse")

	now, err := d.lib.Article(t.Context(), a.ID)
	if err != nil {
		t.Fatal(err)
	}
	if now.Source.Title != mine || now.Source.CiteKey != "fontanel2014passeurs" || now.Source.Authors[0].Given != "Inès" {
		t.Errorf("the source is %+v", now.Source)
	}
	if !now.State.Starred || now.State.Progress != 400 || !now.Added.Equal(a.Added) {
		t.Errorf("state %+v, added %s", now.State, now.Added)
	}
	picked(t, now.Evidence, "title", mine)
	tagged(t, d, a.ID, "fleuve presse thèse")
	d.save(t, web.URL+"/p", capture.Known, "encore", "Fleuve")
	tagged(t, d, a.ID, "encore fleuve presse thèse")
	if kept, err := d.lib.EarlierVersions(t.Context(), a.ID); err != nil || len(kept) != 1 {
		t.Errorf("%d earlier versions, %v", len(kept), err)
	}
}

// picked asks that one value alone is picked for a field, and the page's own
// candidates are still there to choose from.
func picked(t *testing.T, evidence []clipper.Evidence, field, want string) {
	t.Helper()
	var got []string
	others := 0
	for _, e := range evidence {
		switch {
		case e.Field != field:
		case e.Picked:
			got = append(got, e.Value)
		default:
			others++
		}
	}
	if len(got) != 1 || got[0] != want || others == 0 {
		t.Errorf("picked for %s: %q, beside %d others", field, got, others)
	}
}

func tagged(t *testing.T, d desk, article int64, want string) {
	t.Helper()
	a, err := d.lib.Article(t.Context(), article)
	if err != nil {
		t.Fatal(err)
	}
	if got := strings.Join(a.Tags, " "); got != want {
		t.Errorf("tags %q, want %q", got, want)
	}
}

// TestLanguages saves the good pages of the test web and finds a word of each.
func TestLanguages(t *testing.T) {
	d, web := newDesk(t), newSite(t)
	for lang, query := range map[string]string{"ar": "المكتبة", "de": "fluss", "en": "lighthouse", "fr": "relieurs", "ru": "паромщик", "zh": "活字"} {
		a := d.save(t, web.URL+"/"+lang, capture.Saved)
		if !strings.HasPrefix(a.Source.Language, lang) || a.Source.Title == "" || a.Words == 0 {
			t.Errorf("/%s: %+v", lang, a.Source)
		}
		r, err := d.lib.Search(t.Context(), clipper.ParseQuery(query), db.SearchOptions{In: "articles"})
		if err != nil || len(r.Hits) != 1 || r.Hits[0].ID() != a.ID {
			t.Errorf("%q finds %d articles, %v", query, len(r.Hits), err)
		}
	}
}
