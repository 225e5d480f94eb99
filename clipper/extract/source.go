package extract

import (
	"net/url"
	"slices"
	"strings"

	"florilegium/clipper"
	"florilegium/clipper/fetch"
)

// witness gathers the candidates for the fields of a source, best first.
type witness struct{ evidence []clipper.Evidence }

// add keeps a candidate once for each place.
func (w *witness) add(field, value, from, detail string) {
	value = oneLine(value)
	if value == "" || len(value) > 2_000 || len(w.evidence) >= 400 {
		return
	}
	e := clipper.Evidence{Field: field, Value: value, From: from, Detail: detail}
	if !slices.Contains(w.evidence, e) {
		w.evidence = append(w.evidence, e)
	}
}

// choose is the value of the first candidate for a field that fits.
func (w *witness) choose(field string, fits func(clipper.Evidence) bool) string {
	for _, e := range w.evidence {
		if e.Field == field && (fits == nil || fits(e)) {
			return e.Value
		}
	}
	return ""
}

// pick marks the first candidate for a field that fits and gives its value.
func (w *witness) pick(field string, fits func(clipper.Evidence) bool) string {
	for i := range w.evidence {
		if e := &w.evidence[i]; e.Field == field && (fits == nil || fits(*e)) {
			e.Picked = true
			return e.Value
		}
	}
	return ""
}

// addMetas adds the values of meta elements, in the order of the keys.
func (f *facts) addMetas(w *witness, field string, keys ...string) {
	for _, key := range keys {
		for _, m := range f.metas {
			if m.key == key {
				from := clipper.FromMeta
				if strings.HasPrefix(key, "og.") || strings.HasPrefix(key, "article.") {
					from = clipper.FromOpenGraph
				}
				w.add(field, m.value, from, strings.Replace(key, "og.", "og:", 1))
			}
		}
	}
}

// meta is the first value of the first key that a page has.
func (f *facts) meta(keys ...string) string {
	for _, key := range keys {
		for _, m := range f.metas {
			if m.key == key {
				return m.value
			}
		}
	}
	return ""
}

// source makes the source of the page's article, with all its evidence.
func (f *facts) source(p *fetch.Page, blocks []clipper.Block, second func() string) (clipper.Source, []clipper.Evidence) {
	w := &witness{}
	s := clipper.Source{URL: clipper.CleanURL(p.URL), Accessed: clipper.DateOf(p.Fetched)}
	if page := clipper.CleanURL(f.page.String()); f.page.Host != "" && page != s.URL {
		s.URL, s.Archive, s.ArchiveURL = page, "Internet Archive", p.URL
	}
	s.Container = f.site(w)
	s.Publisher = f.publisher(w)
	s.Title = f.pickTitle(w, s.Container)
	s.Authors = f.authors(w, s)
	s.Issued, s.Modified = f.issued(w, second)
	s.Language = f.language(w, blocks)
	s.Canonical = f.canonical(w)
	f.journal(w, &s)
	s.Licence = f.licence
	w.add("licence", f.licence, clipper.FromHTML, "rel=license")
	w.pick("licence", nil)
	s.Type = f.itemType(w, s)
	return s, w.evidence
}

// site is the name of the site, newspaper or journal; the host for want of one.
func (f *facts) site(w *witness) string {
	f.addMetas(w, "site", "citation_journal_title", "prism.publicationname", "citation_conference_title", "og.site_name", "og.sitename")
	for _, key := range []string{"isPartOf", "publication"} {
		for _, o := range f.graph.each(f.article, key) {
			if o.is("WebSite", "Periodical", "Newspaper", "PublicationIssue", "CreativeWork", "Blog") {
				w.add("site", o.text("name"), clipper.FromJSONLD, key+".name")
			}
		}
	}
	for _, o := range f.graph.nodes {
		if o.is("WebSite", "Blog", "Newspaper", "Periodical") {
			w.add("site", o.text("name"), clipper.FromJSONLD, o.types()[0]+".name")
		}
	}
	for _, o := range f.graph.each(f.article, "publisher") {
		w.add("site", o.text("name"), clipper.FromJSONLD, "publisher.name")
	}
	f.addMetas(w, "site", "application-name", "apple-mobile-web-app-title", "dc.publisher", "al.ios.app_name")
	w.add("site", f.siteInTitle(), clipper.FromTitle, "part of title")
	w.add("site", clipper.Host(f.page.String()), clipper.FromURL, "host")
	return w.pick("site", func(e clipper.Evidence) bool {
		return len([]rune(e.Value)) <= 80 && !strings.HasPrefix(e.Value, "http") && !strings.HasPrefix(e.Value, "@")
	})
}

func (f *facts) publisher(w *witness) string {
	for _, o := range f.graph.each(f.article, "publisher") {
		w.add("publisher", o.text("name"), clipper.FromJSONLD, "publisher.name")
	}
	f.addMetas(w, "publisher", "citation_publisher", "dc.publisher", "dcterms.publisher", "article.publisher", "publisher")
	return w.pick("publisher", func(e clipper.Evidence) bool { return !strings.HasPrefix(e.Value, "http") })
}

// language is the declared one: the html element's, unless all else speaks
// against it, then Open Graph's, then what the text betrays.
func (f *facts) language(w *witness, blocks []clipper.Block) string {
	detected := detect(clipper.JoinBlocks(blocks))
	w.add("lang", tag(f.lang), clipper.FromHTML, "lang")
	w.add("lang", tag(f.meta("og.locale")), clipper.FromOpenGraph, "og:locale")
	w.add("lang", tag(f.article.text("inLanguage")), clipper.FromJSONLD, "inLanguage")
	w.add("lang", tag(f.meta("content-language", "dc.language", "dcterms.language", "citation_language", "language")), clipper.FromMeta, "content-language")
	w.add("lang", detected, clipper.FromText, "detected")
	declared := tag(f.lang)
	locale := tag(or(f.meta("og.locale"), f.article.text("inLanguage")))
	doubted := declared != "" && locale != "" && detected != "" && !sameLanguage(declared, detected) && sameLanguage(locale, detected)
	return or(w.pick("lang", func(e clipper.Evidence) bool { return !doubted || e.From != clipper.FromHTML }), "und")
}

// canonical is the address the page gives itself, where it stays on its site and
// does not merely name the home page.
func (f *facts) canonical(w *witness) string {
	w.add("canonical", f.canon, clipper.FromHTML, "rel=canonical")
	w.add("canonical", safeLink(f.page, f.meta("og.url")), clipper.FromOpenGraph, "og:url")
	picked := w.pick("canonical", func(e clipper.Evidence) bool {
		u, err := url.Parse(e.Value)
		if err != nil || clipper.Host(e.Value) != clipper.Host(f.page.String()) {
			return false
		}
		home := (u.Path == "" || u.Path == "/") && u.RawQuery == ""
		return !home || f.page.Path == "" || f.page.Path == "/"
	})
	if picked == "" {
		return ""
	}
	return clipper.CleanURL(picked)
}

// journal reads what only scholarly pages have.
func (f *facts) journal(w *witness, s *clipper.Source) {
	for _, v := range []string{f.meta("citation_doi"), f.meta("prism.doi", "bepress_citation_doi"), f.meta("dc.identifier", "dcterms.identifier"), f.article.text("sameAs"), f.article.text("@id")} {
		w.add("doi", findDOI(v), clipper.FromMeta, "doi")
	}
	s.DOI = w.pick("doi", nil)
	for _, field := range []struct {
		name string
		to   *string
		keys []string
	}{
		{"issn", &s.ISSN, []string{"citation_issn", "prism.issn", "prism.eissn"}},
		{"volume", &s.Volume, []string{"citation_volume", "prism.volume"}},
		{"issue", &s.Issue, []string{"citation_issue", "prism.number"}},
		{"section", &s.Section, []string{"article.section", "prism.section", "parsely-section"}},
	} {
		f.addMetas(w, field.name, field.keys...)
		if field.name == "section" {
			w.add("section", f.article.text("articleSection"), clipper.FromJSONLD, "articleSection")
		}
		*field.to = w.pick(field.name, nil)
	}
	firstPage, lastPage := f.meta("citation_firstpage", "prism.startingpage"), f.meta("citation_lastpage", "prism.endingpage")
	if firstPage != "" && lastPage != "" && firstPage != lastPage {
		firstPage += "–" + lastPage
	}
	w.add("pages", firstPage, clipper.FromMeta, "citation_firstpage")
	s.Pages = w.pick("pages", nil)
}

// findDOI is the DOI in a text, empty when there is none.
func findDOI(s string) string {
	i := strings.Index(s, "10.")
	if i < 0 || !strings.Contains(s[i:], "/") {
		return ""
	}
	doi := s[i:]
	if end := strings.IndexAny(doi, " \"<>?#"); end >= 0 {
		doi = doi[:end]
	}
	if registrant, _, _ := strings.Cut(doi[3:], "/"); len(registrant) < 4 || strings.Trim(registrant, "0123456789.") != "" {
		return ""
	}
	return strings.TrimRight(doi, ".,;")
}

// itemType is the CSL type that the page's own words come nearest to.
func (f *facts) itemType(w *witness, s clipper.Source) string {
	kind, from, detail := "webpage", clipper.FromHTML, "for want of more"
	say := func(k, fr, d string) { kind, from, detail = k, fr, d }
	switch {
	case f.meta("citation_journal_title", "prism.publicationname") != "" || (s.DOI != "" && f.meta("citation_title") != ""):
		say("article-journal", clipper.FromMeta, "citation_*")
	case f.article.is("ScholarlyArticle", "MedicalScholarlyArticle"):
		say("article-journal", clipper.FromJSONLD, "@type")
	case f.article.is("BlogPosting"):
		say("post-weblog", clipper.FromJSONLD, "@type")
	case f.article.is("Report"):
		say("report", clipper.FromJSONLD, "@type")
	case f.article.is("Chapter"):
		say("chapter", clipper.FromJSONLD, "@type")
	case slices.ContainsFunc(f.article.types(), func(t string) bool { return strings.HasSuffix(t, "NewsArticle") }):
		say("article-newspaper", clipper.FromJSONLD, "@type")
	case strings.Contains(strings.ToLower(s.Container), "magazin") && f.article != nil:
		say("article-magazine", clipper.FromJSONLD, "site name")
	case strings.HasPrefix(strings.ToLower(f.meta("generator")), "wordpress") && f.meta("og.type") == "article":
		say("post-weblog", clipper.FromMeta, "generator")
	case f.meta("og.type") == "article" && (f.meta("article.section", "news_keywords") != ""):
		say("article-newspaper", clipper.FromOpenGraph, "og:type")
	}
	w.add("type", kind, from, detail)
	return w.pick("type", nil)
}
