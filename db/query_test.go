package db

import (
	"strings"
	"testing"
	"time"

	"florilegium/clipper"
)

// shelf is a small library with something for every field.
func shelf(t *testing.T) *Library {
	l := open(t)
	a := page("https://www.lemonde.example/paix", "La paix des braves", "fr", "La guerre est finie.\nLa paix commence, dit le ministre.")
	a.Tags = []string{"Histoire", "guerre froide"}
	save(t, l, a)
	c := clip(t, l, a, "La paix commence")
	c.Note, c.Speaker, c.Tags = "À citer dans l’introduction", "Jean Martin, ministre", []string{"citation"}
	must(t, l.SaveClip(t.Context(), c))
	b := page("https://blog.example.net/war", "War and trade", "en-GB", "The war is over. Trade begins.")
	b.Source.Authors = []clipper.Name{{Family: "Smith", Given: "Ann"}}
	b.Source.Issued = clipper.Date{Year: 2019}
	b.Source.Container = ""
	b.State.Read, b.State.Starred = true, true
	b.Added = noon.AddDate(0, 0, -20)
	save(t, l, b)
	clip(t, l, b, "The war is over")
	return l
}

func TestQueries(t *testing.T) {
	l := shelf(t)
	for _, c := range []struct {
		query           string
		clips, articles int
	}{
		{"paix", 1, 1}, {"guerre paix", 0, 1}, {"guerre -paix", 0, 0}, {"-paix", 1, 1}, {"paix OR war", 2, 2},
		{"war OR -guerre", 2, 1}, {`"paix commence"`, 1, 1}, {"« commence paix »", 0, 0}, {"commenc*", 1, 1},
		{"title:paix", 1, 1}, {"title:guerre", 0, 0}, {`title:"paix des"`, 1, 1}, {"title:trade war", 1, 1},
		{"author:durand", 1, 1}, {"author:zoé", 1, 1}, {"author:dur*", 1, 1}, {"author:\"Ann Smith\"", 1, 1}, {"author:martin", 0, 0},
		{"site:lemonde.example", 1, 1}, {"site:www.lemonde.example", 1, 1}, {"site:example.net", 1, 1}, {"site:example", 1, 1},
		{`site:"le courrier"`, 1, 1}, {"site:inconnu.example", 0, 0},
		{"tag:histoire", 1, 1}, {"tag:HISTOIRE", 1, 1}, {`tag:"guerre froide"`, 1, 1}, {"tag:hist*", 1, 1}, {"tag:rien", 0, 0},
		{"tag:citation", 1, 0}, {"-tag:histoire", 1, 1}, {"-tag:rien", 2, 2},
		{"lang:fr", 1, 1}, {"lang:en", 1, 1}, {"lang:en-GB", 1, 1}, {"lang:de", 0, 0},
		{"speaker:martin", 1, 1}, {"speaker:ministre paix", 1, 1}, {"has:note", 1, 1}, {"has:tag", 1, 1},
		{"introduction", 1, 0}, {"is:unread", 1, 1}, {"is:read", 1, 1}, {"is:starred", 1, 1}, {"is:archived", 0, 0},
		{"in:clips paix", 1, 0}, {"in:articles paix", 0, 1},
		{"year:2014", 1, 1}, {"year:2014..2019", 2, 2}, {"before:2014-09-13", 1, 1}, {"before:2014-09-12", 0, 0},
		{"after:2014-09-12", 1, 1}, {"after:2014-09-11", 2, 2}, {"after:2014", 1, 1}, {"before:2019", 1, 1}, {"year:1999", 0, 0},
		{"-year:2014", 1, 1}, {"year:2014 OR year:2019", 2, 2},
		{"added:today", 1, 1}, {"added:month", 2, 2}, {"added:7d", 1, 1}, {"added:2026-11", 2, 2}, {"added:2026-11-23", 1, 1}, {"added:2025", 0, 0},
		{"paix tag:histoire year:2014 site:lemonde.example author:durand lang:fr is:unread", 1, 1},
		{"", 0, 0},
	} {
		if c.query == "" {
			continue
		}
		count(t, l, c.query, c.clips, c.articles)
	}
}

func TestHintsOfNames(t *testing.T) {
	res, err := shelf(t).Search(t.Context(), clipper.ParseQuery("tag:rien paix"), SearchOptions{})
	if err != nil || len(res.Hints) != 1 || res.Hints[0].Args[0] != "rien" {
		t.Errorf("hints %v, %v", res.Hints, err)
	}
}

// nasty are queries that have broken searches elsewhere.
var nasty = []string{
	`"`, `""`, `'`, "*", "-", "--", "OR", "AND", "NOT", "NEAR", "NEAR(a b)", "a NEAR/2 b", "{title}:x", "title:", "title:*", "^a",
	"a AND", "a\x00b", "meta:all", "rowid:1", "article_fts MATCH 'x'", "'; DROP TABLE article; --", "\\", "(((", ")", "a:b:c:d",
	"tag:\"", "site:%", "lang:'\"", "author:-", "\ufeff", "\u202e", "\xff\xfe", "é\u0301\u0301\u0301", "🙂", "日*", "-日", "\"日\"*",
	"year:0001", "year:9999", "before:0001-01-01", "after:9999-12-31", "added:99999d", "a*b*c*", "all·", "···all", "\"···all\"",
	"is:", "is:unread*", "has:note OR speaker:x", "-has:note", "-speaker:x", "speaker:x OR title:y", "-title:paix",
	strings.Repeat("a ", 1000), strings.Repeat(`"`, 10000), strings.Repeat("a OR ", 300), strings.Repeat("(", 5000), "x" + strings.Repeat("é", 5000),
}

func TestNastyQueries(t *testing.T) {
	l := shelf(t)
	for _, q := range nasty {
		for _, text := range []string{q, q + " ", "paix " + q, "-" + q} {
			search(t, l, text)
		}
	}
}

// search runs a query in every way there is; none may fail.
func search(t *testing.T, l *Library, text string) {
	t.Helper()
	q := clipper.ParseQuery(text)
	if _, err := l.Search(t.Context(), q, SearchOptions{}); err != nil {
		t.Errorf("Search(%.60q): %v", text, err)
	}
	if _, err := l.Search(t.Context(), q, SearchOptions{Best: true}); err != nil {
		t.Errorf("Search(%.60q) of the best: %v", text, err)
	}
	if _, err := l.List(t.Context(), q, 0, 0); err != nil {
		t.Errorf("List(%.60q): %v", text, err)
	}
	if _, err := l.ListClips(t.Context(), q, 0, 0); err != nil {
		t.Errorf("ListClips(%.60q): %v", text, err)
	}
}

func FuzzSearch(f *testing.F) {
	for _, q := range nasty {
		if len(q) < 200 {
			f.Add(q)
		}
	}
	l, err := Open(f.Context(), f.TempDir(), Options{Now: func() time.Time { return noon }})
	if err != nil {
		f.Fatal(err)
	}
	f.Cleanup(func() { l.Close() })
	a := page("https://www.lemonde.example/paix", "La paix des braves", "fr", "La guerre est finie. 数据库 2014")
	a.Tags = []string{"Histoire"}
	save(f, l, a)
	clip(f, l, a, "La guerre")
	f.Fuzz(func(t *testing.T, text string) { search(t, l, text) })
}

func TestManyHits(t *testing.T) {
	l := open(t)
	var items []Item
	for i := range ranked + 200 {
		a := page("https://example.org/"+strings.Repeat("a", i+1), "Un titre", "fr", "Le fleuve coule.")
		if i == 3 {
			a.Source.Title = "Le fleuve"
		}
		items = append(items, Item{Article: a})
	}
	must(t, l.SaveAll(t.Context(), items))
	res, err := l.Search(t.Context(), clipper.ParseQuery("fleuve "), SearchOptions{Limit: 3})
	must(t, err)
	if !res.ArticleCount.More || res.ArticleCount.N != ranked {
		t.Errorf("counted %+v", res.ArticleCount)
	}
	if got := []int64{res.Articles[0].ID, res.Articles[1].ID}; got[0] != 4 || got[1] != int64(ranked+200) {
		t.Errorf("the first hits are %v: the title first, then the newest", got)
	}
	best, err := l.Search(t.Context(), clipper.ParseQuery("fleuve "), SearchOptions{Limit: 3, Best: true})
	if err != nil || best.Articles[0].ID != 4 {
		t.Errorf("the best of all: %v, %v", best.Articles, err)
	}
	ids, err := l.ListIDs(t.Context(), clipper.Query{})
	if err != nil || len(ids) != ranked+200 || ids[0] != int64(ranked+200) {
		t.Errorf("%d ids, %v", len(ids), err)
	}
	rows, err := l.Rows(t.Context(), ids[10:20])
	if err != nil || len(rows) != 10 || rows[0].ID != ids[10] {
		t.Errorf("rows %v, %v", rows, err)
	}
}
