package extract

import (
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"golang.org/x/net/html"

	"florilegium/clipper"
)

// FuzzDate holds every date that is read to be a day, month or year of the
// calendar.
func FuzzDate(f *testing.F) {
	for _, s := range []string{
		"2014-09-12T23:30:00+02:00", "le 1er février 2020", "12. Dezember 2021", "3.4.2019", "٣ آذار/مارس ٢٠٢٤", "令和5年9月18日", "二〇二三年十二月三十一日",
		"民國112年1月19日", "Sept. 31, 2019", "99.99.2019", "20220230", "2019年2月30日", "\xff12 mai 2020",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		d, ok := readDate(s)
		if !ok {
			return
		}
		if d.Year < 1 || d.Month < 0 || d.Month > 12 || d.Day < 0 || d.Day > 31 || d.Day > 0 && d.Month == 0 {
			t.Fatalf("%q: %+v", s, d)
		}
		if d.Day > 0 {
			if on := time.Date(d.Year, time.Month(d.Month), d.Day, 12, 0, 0, 0, time.UTC); on.Day() != d.Day {
				t.Fatalf("%q: there is no %s", s, d)
			}
		}
	})
}

// FuzzByline holds the names of a byline to letters of that byline.
func FuzzByline(f *testing.F) {
	for _, s := range []string{"Par Jean Dupont, avec AFP, le 3 mai 2020 à 12:30", "Von Anna Schmidt (dpa) | 12.03.2020", "By JANE DOE — London", "作者：王小明", "admin", "x@y.org"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for _, n := range named(s, func(string) bool { return false }) {
			if n.IsZero() || !utf8.ValidString(n.Display()) || strings.ContainsAny(n.Display(), "<>{}\n") {
				t.Fatalf("%q: %+v", s, n)
			}
		}
	})
}

// FuzzTitle holds a title without its site to a piece of the whole.
func FuzzTitle(f *testing.F) {
	f.Add("Le dernier paysan | La Gazette des Rives | Culture", "La Gazette des Rives")
	f.Add("Site » Archiv » Der Titel", "Site")
	f.Add("a - a - a - a", "a")
	f.Fuzz(func(t *testing.T, title, site string) {
		if bare := withoutSite(title, func(s string) bool { return same(s, site) }); !strings.Contains(title, bare) {
			t.Fatalf("%q without %q: %q", title, site, bare)
		}
		if a := agreement(title, site); a < 0 || a > 1 {
			t.Fatalf("agreement of %q and %q: %f", title, site, a)
		}
	})
}

// FuzzHarvest reads what a page says of itself; the evidence holds no more than
// one pick a field, but for warnings.
func FuzzHarvest(f *testing.F) {
	f.Add(`<html lang=fr><title>A | B</title><meta name=author content="Jean Dupont"><meta property=og:title content=A><h1>A</h1><time datetime=2020-01-02>x</time>`)
	f.Add(`<script type=application/ld+json>{"@type":"Article","author":[{"@type":"Person","name":"X Y"}],"datePublished":"2020"}</script><h1><span class=kicker>K</span>T</h1>`)
	f.Add(`<sup><a href=#n>1</a></sup><ol><li id=n>note</li></ol><span class=author>Von A B</span><link rel=canonical href=//x>`)
	page := &url.URL{Scheme: "https", Host: "gazette.example", Path: "/monde/le-titre-de-la-page"}
	f.Fuzz(func(t *testing.T, text string) {
		doc, err := html.Parse(strings.NewReader(text))
		if err != nil {
			return
		}
		facts := harvest(doc, page)
		prepare(doc, page)
		s, evidence := facts.source(fromBytes(t, page.String(), []byte("<html>"), "text/html"), nil, nil)
		for _, field := range clipper.Fields() {
			picked := slices.DeleteFunc(slices.Clone(evidence), func(e clipper.Evidence) bool { return e.Field != field || !e.Picked })
			if len(picked) > 1 {
				t.Fatalf("%d picks for %s: %+v", len(picked), field, picked)
			}
		}
		if s.Type == "" || s.Language == "" {
			t.Fatalf("%+v", s)
		}
	})
}
