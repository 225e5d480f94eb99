package extract

import (
	"regexp"
	"slices"
	"strings"
	"unicode"

	"florilegium/clipper"
)

// authors finds who signs. Structured sources come first; where none speaks, the
// byline nearest the headline.
func (f *facts) authors(w *witness, s clipper.Source) []clipper.Name {
	site := func(name string) bool {
		return same(name, s.Container) || same(name, s.Publisher) || f.isHostName(name)
	}
	var choices [][]clipper.Name
	offer := func(names []clipper.Name, raw, from, detail string) {
		if raw == "" {
			return
		}
		before := len(w.evidence)
		w.add("authors", raw, from, detail)
		if len(w.evidence) > before {
			choices = append(choices, names)
		}
	}
	f.scholarly(offer, site)
	f.structured(offer, site)
	for _, key := range []string{"dc.creator", "dcterms.creator", "dc.contributor", "parsely-author", "sailthru.author", "byl", "author", "article.author", "og.article.author", "twitter.creator_name", "article.author_name", "cxense.author", "rbauthor"} {
		f.metaAuthors(key, offer, site)
	}
	f.labelled(offer, site)
	f.signed(offer, site)
	f.printedAuthors(offer, site)
	return pickAuthors(w, choices)
}

// labelled reads the label and value that sites give for cards: "Written by".
func (f *facts) labelled(offer offerFunc, site func(string) bool) {
	for _, n := range []string{"1", "2"} {
		label := strings.ToLower(f.meta("twitter.label" + n))
		if strings.HasSuffix(label, " by") || strings.HasSuffix(label, " von") || strings.HasSuffix(label, " par") || strings.HasSuffix(label, " por") || strings.HasSuffix(label, " da") {
			value := f.meta("twitter.data" + n)
			offer(named(value, site), value, clipper.FromMeta, "twitter:data"+n)
		}
	}
}

type offerFunc = func(names []clipper.Name, raw, from, detail string)

// pickAuthors marks the choice that signs: the first that names a person, else
// the first that names anybody. A byline that names all of the picked persons
// and more is the fuller account.
func pickAuthors(w *witness, choices [][]clipper.Name) []clipper.Name {
	var at []int
	for i := range w.evidence {
		if w.evidence[i].Field == "authors" {
			at = append(at, i)
		}
	}
	pick := -1
	for k, names := range choices {
		if len(names) > 0 && (pick < 0 || !anyPerson(choices[pick]) && anyPerson(names) && w.evidence[at[k]].From != clipper.FromMeta) {
			pick = k
		}
	}
	if pick < 0 {
		return nil
	}
	for k, names := range choices {
		if w.evidence[at[k]].From == clipper.FromByline && len(names) <= 6 && fuller(names, choices[pick]) {
			pick = k
		}
	}
	w.evidence[at[pick]].Picked = true
	return choices[pick]
}

func anyPerson(names []clipper.Name) bool {
	return slices.ContainsFunc(names, func(n clipper.Name) bool { return n.Family != "" && n.Given != "" })
}

// fuller reports whether names hold all of few and more, persons alone.
func fuller(names, few []clipper.Name) bool {
	if len(names) <= len(few) || !anyPerson(few) {
		return false
	}
	for _, n := range names {
		if n.Family == "" || n.Given == "" {
			return false
		}
	}
	for _, n := range few {
		if !slices.ContainsFunc(names, func(m clipper.Name) bool { return same(m.Display(), n.Display()) }) {
			return false
		}
	}
	return true
}

// scholarly reads Highwire's citation_author, one element for each author.
func (f *facts) scholarly(offer offerFunc, site func(string) bool) {
	var names []clipper.Name
	var raw []string
	for _, m := range f.metas {
		if m.key == "citation_author" || m.key == "bepress_citation_author" {
			names = append(names, named(m.value, site)...)
			raw = append(raw, m.value)
		}
	}
	offer(names, strings.Join(raw, "; "), clipper.FromMeta, "citation_author")
}

// structured reads the authors of the JSON-LD article.
func (f *facts) structured(offer offerFunc, site func(string) bool) {
	for _, key := range []string{"author", "creator"} {
		var names []clipper.Name
		var raw []string
		for _, o := range f.graph.each(f.article, key) {
			name := or(o.text("name"), o.text("alternateName"))
			if name == "" && o.text("familyName") != "" {
				name = strings.TrimSpace(o.text("givenName") + " " + o.text("familyName"))
			}
			if name != "" {
				raw = append(raw, name)
				names = append(names, fromObject(o, name, site)...)
			}
		}
		offer(names, strings.Join(raw, "; "), clipper.FromJSONLD, key)
	}
}

// fromObject makes names of a JSON-LD author: parts as given, organisations
// whole, all else parsed.
func fromObject(o object, name string, site func(string) bool) []clipper.Name {
	switch {
	case o.is("Organization", "NewsMediaOrganization", "Corporation", "GovernmentOrganization", "NGO"):
		if isAdmin(name) {
			return nil
		}
		return []clipper.Name{{Literal: name, Raw: name}}
	case o.text("familyName") != "" && o.text("givenName") != "":
		return []clipper.Name{{Family: o.text("familyName"), Given: o.text("givenName"), Raw: name}}
	}
	return named(name, site)
}

// metaAuthors reads one kind of meta element, which may come several times.
func (f *facts) metaAuthors(key string, offer offerFunc, site func(string) bool) {
	var names []clipper.Name
	var raw []string
	for _, m := range f.metas {
		if m.key == key && len(raw) < 20 {
			raw = append(raw, m.value)
			names = append(names, named(m.value, site)...)
		}
	}
	offer(unique(names), strings.Join(raw, "; "), clipper.FromMeta, key)
}

// signed reads rel=author and bylines: those nearest the headline.
func (f *facts) signed(offer offerFunc, site func(string) bool) {
	var rel []string
	for _, l := range f.rels {
		if l.rel == "author" && l.text != "" && !contains(rel, l.text) {
			rel = append(rel, l.text)
		}
	}
	if len(rel) <= 2 {
		var names []clipper.Name
		for _, r := range rel {
			names = append(names, named(r, site)...)
		}
		offer(unique(names), strings.Join(rel, "; "), clipper.FromHTML, "rel=author")
	}
	for _, b := range f.nearest() {
		names := named(b.text, site)
		if !strings.HasPrefix(b.how, "itemprop") && !strings.HasPrefix(b.how, "rel") && !allSign(names) {
			names = nil
		}
		offer(names, b.text, clipper.FromByline, b.how)
	}
}

// allSign reports names that may stand in a byline: persons, organisations, or
// the one word that a blogger signs with.
func allSign(names []clipper.Name) bool {
	for _, n := range names {
		name := n.Display()
		if word := !strings.Contains(name, " "); word && (isIntroduction(name) || len([]rune(name)) > 25) {
			return false
		} else if !word && !looksPersonal(name) && !strings.ContainsFunc(name, isDense) {
			return false
		}
	}
	return len(names) > 0
}

// isIntroduction reports a word that only leads to a name.
func isIntroduction(word string) bool {
	return slices.Contains([]string{"von", "by", "par", "por", "autor", "autorin", "author", "auteur", "text", "publiziert", "posted", "published"}, strings.ToLower(word))
}

func contains(list []string, s string) bool {
	for _, l := range list {
		if same(l, s) {
			return true
		}
	}
	return false
}

// nearest orders the bylines by their distance from the headline, those after it
// first.
func (f *facts) nearest() []byline {
	headline := f.headline()
	var after, before []byline
	for _, b := range f.bylines {
		if b.order >= headline {
			after = append(after, b)
		} else {
			before = append(before, b)
		}
	}
	all := append(after, before...)
	return all[:min(len(all), 6)]
}

func unique(names []clipper.Name) []clipper.Name {
	var kept []clipper.Name
	seen := map[string]bool{}
	for _, n := range names {
		if key := squash(n.Display()); !seen[key] {
			seen[key] = true
			kept = append(kept, n)
		}
	}
	return kept
}

var (
	mailOrURL = regexp.MustCompile(`\S+@\S+\.\S+|https?://\S+|www\.\S+|(?:^|\s)@\w+`)
	dateTail  = regexp.MustCompile(`(?i)[\s,|·•–—-]*\b(?:le |on |am |vom |el |il |publié|publie|published|posted|updated|mis à jour|modifié|veröffentlicht|aktualisiert|created|erstellt|geschrieben|last modified)?\s*(?:\pL+,?\s+)?\d{1,2}[./\s-]+(?:\d{1,2}|\pL{3,12})\.?[./,\s-]+\d{2,4}.*$`)
	clockTail = regexp.MustCompile(`(?i)[\s,|·•–—-]*\d{1,2}\s*[:h]\s*\d{2}(?:\s*(?:uhr|am|pm))?.*$`)
	leadWords = regexp.MustCompile(`(?i)^(?:(?:view all posts|zeige alle beiträge|all posts|posted|published|written|geschrieben|veröffentlicht|publié|publiziert|verfasst|erstellt|eingestellt|gespeichert|submitted|article|story|ein beitrag|beitrag|gastbeitrag)\s*(?:by|von|par|am|on)|autor(?:in)?|author|auteur|text|interview|von|vom|by|par|por)\s*:?\s+`)
	// articlesTail is what an author's box adds: "alle Artikel", "more posts".
	articlesTail = regexp.MustCompile(`(?i)\s+(?:alle (?:artikel|beiträge)|all (?:posts|articles)|more (?:posts|articles|from)|mehr (?:artikel|von)|tous (?:les|ses) articles|ver más|follow|folgen|suivre).*$`)
	roleTail     = regexp.MustCompile(`(?i)[\s,]+(?:chefredakteur|redakteur|redakteurin|journalist|journaliste|reporter|korrespondent|correspondent|editor|autor|autorin|stand)\b.*$`)
	monthFirst   = regexp.MustCompile(`(?i)[\s,|·•–—-]*\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\pL*\.?\s+\d{1,2},?\s+\d{4}.*$`)
)

// admin are names that content systems sign with.
var admin = []string{"admin", "administrator", "webmaster", "editor", "redaktion", "rédaction", "la rédaction", "redaction", "staff", "root", "user", "guest", "gast", "noauthor", "anonymous", "anonym", "unknown", "wordpressadmin", "autor", "author", "verfasser", "info", "online", "web", "team"}

func isAdmin(name string) bool {
	for _, a := range admin {
		if same(name, a) {
			return true
		}
	}
	return false
}

// named parses a byline after taking off what is no name in it.
func named(raw string, site func(string) bool) []clipper.Name {
	s := mailOrURL.ReplaceAllString(raw, " ")
	for _, tail := range []*regexp.Regexp{monthFirst, dateTail, clockTail} {
		s = tail.ReplaceAllString(s, "")
	}
	s = articlesTail.ReplaceAllString(s, "")
	s = roleTail.ReplaceAllString(leadWords.ReplaceAllString(s, ""), "")
	s = strings.Trim(s, " ,;:|·•–—-")
	if s == "" || len([]rune(s)) > 200 || isAdmin(s) || strings.ContainsAny(s, "{}<>=") {
		return nil
	}
	var kept []clipper.Name
	for _, n := range clipper.ParseNames(s, site) {
		if display := n.Display(); plausible(display) && !isAdmin(display) {
			kept = append(kept, n)
		}
	}
	return kept
}

// plausible refuses what cannot be a name: no letter, a sentence, numbers.
func plausible(name string) bool {
	letters := 0
	for _, r := range name {
		if unicode.IsLetter(r) {
			letters++
		}
		if unicode.IsDigit(r) || r == '!' || r == '?' {
			return false
		}
	}
	return letters >= 2 && len(strings.Fields(name)) <= 8
}
