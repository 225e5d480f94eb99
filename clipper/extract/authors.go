package extract

import (
	"math"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"florilegium/clipper"
)

// signature is one candidate for who signs.
type signature struct {
	names []clipper.Name
	at    int     // index of its evidence
	sure  float64 // how far its place on the page is to be trusted
}

// signing gathers the signatures of a page.
type signing struct {
	f    *facts
	w    *witness
	site func(string) bool
	all  []signature
}

// authors finds who signs. Each place of the page is trusted so far; places that
// agree are trusted more, and a person more than an organisation.
func (f *facts) authors(w *witness, s clipper.Source) []clipper.Name {
	site := func(name string) bool {
		return same(name, s.Container) || f.isHostName(name) || f.publishes(name)
	}
	a := &signing{f: f, w: w, site: site}
	a.scholarly()
	a.structured()
	for _, key := range metaAuthorKeys {
		a.metas(key, metaTrust(key))
	}
	a.labelled()
	a.signed()
	a.printed()
	return a.pick()
}

// publishes reports the name of an organisation that JSON-LD names as publisher.
func (f *facts) publishes(name string) bool {
	for _, o := range f.graph.each(f.article, "publisher") {
		if same(o.text("name"), name) && !o.is("Person") {
			return true
		}
	}
	return false
}

// How far the places are trusted in which a page names its author, from 0 to 1.
const (
	trustScholar = .95
	trustGraph   = .8  // JSON-LD
	trustMeta    = .6  // the site's own name as often as the author's
	trustRel     = .7  // rel=author
	trustItem    = .7  // microdata
	trustByline  = .65 // a byline class near the headline
	trustFar     = .45 // one elsewhere
	trustText    = .72 // "Von Anna Schmidt" near the headline
	enough       = .39
)

var metaAuthorKeys = []string{
	"dc.creator", "dcterms.creator", "dc.contributor", "parsely-author", "sailthru.author", "byl", "author", "article.author", "og.article.author",
	"twitter.creator_name", "article.author_name", "cxense.author", "rbauthor",
}

func metaTrust(key string) float64 {
	if key == "author" || key == "dc.contributor" {
		return trustMeta
	}
	return trustMeta + .15
}

// offer adds a signature, with its evidence.
func (a *signing) offer(names []clipper.Name, raw string, sure float64, from, detail string) {
	if raw == "" {
		return
	}
	before := len(a.w.evidence)
	a.w.add("authors", raw, from, detail)
	if len(a.w.evidence) > before {
		a.all = append(a.all, signature{names, before, sure})
	}
}

// pick marks the signature that is surest and gives its names; none where even
// that is not sure enough.
func (a *signing) pick() []clipper.Name {
	best, pick := 0.0, -1
	for i, s := range a.all {
		sure := a.weigh(i)
		a.w.evidence[s.at].Sure = rounded(sure)
		if sure > best {
			best, pick = sure, i
		}
	}
	if pick < 0 || best < enough {
		return nil
	}
	for i, s := range a.all {
		if len(s.names) <= 6 && s.sure >= trustByline && fuller(s.names, a.all[pick].names) {
			pick = i
		}
	}
	a.w.evidence[a.all[pick].at].Picked = true
	names := slices.Clone(a.all[pick].names)
	for i := range names {
		names[i] = names[i].In(tag(a.f.lang))
	}
	return names
}

func rounded(x float64) float64 { return math.Round(min(x, 1)*100) / 100 }

// weigh is how sure a signature is: its place, what speaks for and against it.
func (a *signing) weigh(i int) float64 {
	s := a.all[i]
	if len(s.names) == 0 {
		return 0
	}
	sure := s.sure
	agree := 0
	for k, other := range a.all {
		if k != i && a.w.evidence[other.at].From != a.w.evidence[s.at].From && sameNames(s.names, other.names) {
			agree++
		}
	}
	sure += .1 * float64(min(agree, 2))
	switch {
	case anyPerson(s.names):
	case a.w.evidence[s.at].From == clipper.FromByline && sure >= trustByline-.1:
		sure -= .15
	case slices.ContainsFunc(s.names, func(n clipper.Name) bool { return a.site(n.Display()) }):
		sure -= .3
	default:
		sure -= .2
	}
	return sure
}

func sameNames(a, b []clipper.Name) bool {
	if len(a) != len(b) {
		return false
	}
	for _, n := range a {
		if !slices.ContainsFunc(b, func(m clipper.Name) bool { return same(m.Display(), n.Display()) }) {
			return false
		}
	}
	return true
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

// labelled reads the label and value that sites give for cards: "Written by".
func (a *signing) labelled() {
	for _, n := range []string{"1", "2"} {
		label := strings.ToLower(a.f.meta("twitter.label" + n))
		for _, end := range []string{" by", " von", " par", " por", " da", " door"} {
			if strings.HasSuffix(label, end) {
				value := a.f.meta("twitter.data" + n)
				a.offer(named(value, a.site), value, trustRel, clipper.FromMeta, "twitter:data"+n)
			}
		}
	}
}

// scholarly reads Highwire's citation_author, one element for each author.
func (a *signing) scholarly() {
	var names []clipper.Name
	var raw []string
	for _, m := range a.f.metas {
		if m.key == "citation_author" || m.key == "bepress_citation_author" {
			names = append(names, named(m.value, a.site)...)
			raw = append(raw, m.value)
		}
	}
	a.offer(names, strings.Join(raw, "; "), trustScholar, clipper.FromMeta, "citation_author")
}

// structured reads the authors of the JSON-LD article.
func (a *signing) structured() {
	for _, key := range []string{"author", "creator"} {
		var names []clipper.Name
		var raw []string
		for _, o := range a.f.graph.each(a.f.article, key) {
			name := or(o.text("name"), o.text("alternateName"))
			if name == "" && o.text("familyName") != "" {
				name = strings.TrimSpace(o.text("givenName") + " " + o.text("familyName"))
			}
			if name != "" {
				raw = append(raw, name)
				names = append(names, fromObject(o, name, a.site)...)
			}
		}
		a.offer(unique(names), strings.Join(raw, "; "), trustGraph, clipper.FromJSONLD, key)
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
	case o.is("Person") && looksPersonal(name):
		return named(name, nil)
	}
	return named(name, site)
}

// metas reads one kind of meta element, which may come several times.
func (a *signing) metas(key string, sure float64) {
	var names []clipper.Name
	var raw []string
	for _, m := range a.f.metas {
		if m.key == key && len(raw) < 20 {
			raw = append(raw, m.value)
			names = append(names, named(m.value, a.site)...)
		}
	}
	a.offer(unique(names), strings.Join(raw, "; "), sure, clipper.FromMeta, key)
}

// signed reads rel=author and bylines: those nearest the headline.
func (a *signing) signed() {
	var rel []string
	for _, l := range a.f.rels {
		if l.rel == "author" && l.text != "" && !contains(rel, l.text) {
			rel = append(rel, l.text)
		}
	}
	if len(rel) <= 2 {
		var names []clipper.Name
		for _, r := range rel {
			names = append(names, named(r, a.site)...)
		}
		a.offer(unique(names), strings.Join(rel, "; "), trustRel, clipper.FromHTML, "rel=author")
	}
	headline := a.f.headline()
	for i, b := range a.f.nearest() {
		names := named(b.text, a.site)
		sure := trustFar
		switch {
		case headline == 0 || i > 2:
		case b.order > headline && b.order <= headline+2*nearAfter:
			sure = trustByline
		case b.order < headline && b.order >= headline-nearBefore:
			sure = trustByline - .06
		}
		if strings.HasPrefix(b.how, "itemprop") || strings.HasPrefix(b.how, "rel") {
			sure = max(sure, trustItem-.02*float64(i))
		} else if !allSign(names) {
			names = editorial(b.text)
		}
		a.offer(names, b.text, sure-.01*float64(i), clipper.FromByline, b.how)
	}
}

// editorial is the editorial staff as author, where the byline names no other.
func editorial(text string) []clipper.Name {
	text = strings.TrimSpace(leadWords.ReplaceAllString(text, ""))
	for _, name := range []string{"Redaktion", "Die Redaktion", "La rédaction", "Rédaction", "Redacción", "La Redacción", "Redazione", "La Redazione", "Redação", "Redakcja", "Редакция"} {
		if same(text, name) {
			return []clipper.Name{{Literal: text, Raw: text}}
		}
	}
	return nil
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
	return slices.Contains([]string{"von", "by", "par", "por", "autor", "autorin", "author", "auteur", "text", "publiziert", "posted", "published", "data", "datum", "publicado", "pubblicato", "опубликовано", "die", "der", "das", "le", "la", "les", "el", "the", "ein", "eine", "un", "une"}, strings.ToLower(word))
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
	mailOrURL = regexp.MustCompile(`\S+@\S+\.\S+|\S+[\[(]at[\])]\S+|https?://\S+|www\.\S+|(?:^|\s)@\w+`)
	dateTail  = regexp.MustCompile(`(?i)[\s,|·•–—-]*\b(?:le |on |am |vom |el |il |publié|publie|published|posted|updated|mis à jour|modifié|veröffentlicht|aktualisiert|created|erstellt|geschrieben|last modified)?\s*(?:\pL+,?\s+)?\d{1,2}[./\s-]+(?:\d{1,2}|\pL{3,12})\.?[./,\s-]+\d{2,4}.*$`)
	clockTail = regexp.MustCompile(`(?i)[\s,|·•–—-]*\d{1,2}\s*[:h]\s*\d{2}(?:\s*(?:uhr|am|pm))?.*$`)
	leadWords = regexp.MustCompile(`(?i)^(?:(?:view all posts|zeige alle beiträge|all posts|posted|published|written|geschrieben|veröffentlicht|publié|publiziert|verfasst|erstellt|eingestellt|gespeichert|submitted|article|story|ein beitrag|beitrag|gastbeitrag)\s*(?:by|von|par|am|on)|autor(?:in)?|author|auteur|text|interview|von|vom|by|par|por|di|a cura di|reportage de|un reportage de)\s*:?\s+`)
	// articlesTail is what an author's box adds: "alle Artikel", "more posts".
	articlesTail = regexp.MustCompile(`(?i)\s+(?:alle (?:artikel|beiträge)|all (?:posts|articles)|more (?:posts|articles|from)|mehr (?:artikel|von)|tous (?:les|ses) articles|ver más|follow|folgen|suivre|illustration(?:en)?|fotos?:|photos?:|bilder:|veröffentlicht|published|publié|updated|aktualisiert)\b.*$`)
	roleTail     = regexp.MustCompile(`(?i)[\s,]+(?:chefredakteur|redakteur|redakteurin|journalist|journaliste|reporter|korrespondent|correspondent|corresponsal|enviad[oa] especial|inviat[oa]|redactora?|repórter|jornalista|giornalista|корреспондент|обозреватель|журналист|editor|autor|autorin|stand)(?:$|[^\pL]).*$`)
	// labelTail is the next field of a line of several: "发表日期：2003-6-8".
	labelTail = regexp.MustCompile(`[\s\x{3000}]+\p{Han}{2,6}\s*[:：].*$`)
	// placeTail is the place after a dash: "— Mimoso do Norte".
	placeTail   = regexp.MustCompile(`\s[—–]\s[^—–]{2,40}$`)
	pictureTail = regexp.MustCompile(`(?i)[\s,;/|·•]+(?:fotos?|photos?|bilder?|illustrations?|réalisation|写真|摄影)\s*[:：＝=].*$`)
	monthFirst  = regexp.MustCompile(`(?i)[\s,|·•–—-]*\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\pL*\.?\s+\d{1,2},?\s+\d{4}.*$`)
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
	s = articlesTail.ReplaceAllString(leadWords.ReplaceAllString(s, ""), "")
	s = partEastern(placeTail.ReplaceAllString(labelTail.ReplaceAllString(s, ""), ""))
	s = roleTail.ReplaceAllString(pictureTail.ReplaceAllString(s, ""), "")
	s = strings.Trim(s, " \u00a0,;:|·•–—-")
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

// partEastern parts Chinese names that stand in a row, where one of them is too
// long to be but a part of a name.
func partEastern(s string) string {
	parts := strings.FieldsFunc(s, func(r rune) bool { return r == ' ' || r == '\u3000' })
	long := false
	for _, p := range parts {
		n := utf8.RuneCountInString(p)
		if n < 2 || n > 4 || strings.HasSuffix(p, "记者") || strings.HasSuffix(p, "記者") || strings.ContainsFunc(p, func(r rune) bool { return !unicode.Is(unicode.Han, r) }) {
			return s
		}
		long = long || n > 2
	}
	if len(parts) < 2 || !long {
		return s
	}
	return strings.Join(parts, "、")
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
