package extract

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
	"golang.org/x/text/unicode/norm"

	"florilegium/clipper"
)

// separators part the title of an article from the name of its site.
var separators = []string{" | ", " – ", " — ", " - ", " · ", " • ", " » ", " « ", " :: ", " / ", " \\ ", " < ", " > ", ": ", " : ", " │ ", "_", "｜", "丨", " ~ ", "|"}

// squash is a text for comparison: letters and digits alone, case folded,
// compatibility forms undone.
func squash(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.Mn, r) {
			return unicode.ToLower(r)
		}
		return -1
	}, norm.NFKC.String(s))
}

// same compares two texts by their letters and digits.
func same(a, b string) bool {
	a, b = squash(a), squash(b)
	return a != "" && a == b
}

// within reports whether the letters of a stand in those of b.
func within(a, b string) bool {
	a, b = squash(a), squash(b)
	return a != "" && strings.Contains(b, a)
}

// pickTitle finds the title as a librarian would: what the page prints as its
// headline and also claims as its title. A part of the title element is taken
// off only when it is the name of the site.
func (f *facts) pickTitle(w *witness, site string) string {
	isSite := func(s string) bool { return same(s, site) || f.isHostName(s) }
	f.addMetas(w, "title", "citation_title", "dc.title", "dcterms.title", "prism.title")
	for _, key := range []string{"headline", "name", "alternativeHeadline"} {
		w.add("title", f.article.text(key), clipper.FromJSONLD, key)
	}
	f.titleHeadings(w, isSite)
	f.addMetas(w, "title", "og.title")
	f.addMetas(w, "title", "twitter.title", "parsely-title", "sailthru.title", "title", "headline")
	w.add("title", f.title, clipper.FromTitle, "title")
	f.addBare(w, func(s string) bool { return same(s, site) || f.nearHost(s) })
	return f.chooseTitle(w, isSite)
}

// titleHeadings adds the headings that may be the headline.
func (f *facts) titleHeadings(w *witness, isSite func(string) bool) {
	n := 0
	for _, level := range []int{1, 2} {
		for _, h := range f.headings {
			if h.level == level && !isSite(h.text) && !f.isMasthead(h.text) && len([]rune(h.text)) < 400 && n < 12 {
				w.add("title", h.text, clipper.FromHeading, "h"+string(rune('0'+level)))
				n++
			}
		}
	}
}

// addBare adds the titles without the name of the site.
func (f *facts) addBare(w *witness, isSite func(string) bool) {
	for _, full := range []string{f.meta("og.title"), f.title} {
		if bare := withoutSite(full, isSite); bare != full {
			w.add("title", bare, clipper.FromTitle, "without site")
		}
	}
}

// isHostName reports a name that is the host's: "bmbf.de" and "BMBF" for
// www.bmbf.de, "Nestlé Marktplatz" for nestle-marktplatz.de.
func (f *facts) isHostName(s string) bool {
	host := clipper.Host(f.page.String())
	if same(s, host) {
		return true
	}
	name := plain(s)
	for label := range strings.SplitSeq(host, ".") {
		if label = plain(label); len(label) > 2 && label == name {
			return true
		}
	}
	return false
}

// nearHost reports a name that holds the host's or stands in it.
func (f *facts) nearHost(s string) bool {
	name := plain(s)
	for label := range strings.SplitSeq(clipper.Host(f.page.String()), ".") {
		if label = plain(label); len(label) > 3 && len(name) > 3 && (strings.Contains(name, label) && len(name) < 4*len(label) || strings.Contains(label, name)) {
			return true
		}
	}
	return f.isHostName(s)
}

// isMasthead reports a short heading that names the host and not the page.
func (f *facts) isMasthead(s string) bool {
	if countWords(s) <= 3 && f.nearHost(s) && !same(s, f.meta("og.title")) && !same(s, f.title) {
		return true
	}
	for _, sep := range separators {
		if i := strings.LastIndex(f.title, sep); i > 0 {
			end := squash(f.title[i+len(sep):])
			return len(end) > 4 && strings.HasPrefix(squash(s), end) && !within(s, f.title)
		}
	}
	return false
}

// plain is a text squashed, without accents.
func plain(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Mn, r) {
			return -1
		}
		return r
	}, norm.NFKD.String(squash(s)))
}

// withoutSite takes the name of the site off either end of a title, with what
// follows it at the end.
func withoutSite(title string, isSite func(string) bool) string {
	for range 3 {
		before := title
		for _, sep := range separators {
			if i := strings.Index(title, sep); i > 0 && isSite(title[:i]) {
				title = strings.TrimSpace(title[i+len(sep):])
			}
			title = cutAtSite(title, sep, isSite)
		}
		if title == before {
			break
		}
	}
	return title
}

// cutAtSite cuts a title where a part after a separator begins that is the
// site's name, up to the next separator of any kind.
func cutAtSite(title, sep string, isSite func(string) bool) string {
	for at := 1; at < len(title); {
		i := strings.Index(title[at:], sep)
		if i < 0 {
			return title
		}
		part := title[at+i+len(sep):]
		for _, next := range separators {
			if k := strings.Index(part, next); k > 0 && !isSite(part) {
				part = part[:k]
			}
		}
		if isSite(part) {
			return strings.TrimSpace(title[:at+i])
		}
		at += i + len(sep)
	}
	return title
}

// chooseTitle picks among the candidates: what the page prints as its headline
// and claims in its head, in much the same words.
func (f *facts) chooseTitle(w *witness, isSite func(string) bool) string {
	headline, agreed := f.bestHeadline(w, isSite)
	rules := []func(clipper.Evidence) bool{
		func(e clipper.Evidence) bool { return strings.HasPrefix(e.Detail, "citation_title") },
		func(e clipper.Evidence) bool { return e.Detail == "h1" && agreed >= .5 && e.Value == headline },
		func(e clipper.Evidence) bool {
			return e.From == clipper.FromJSONLD && !isSite(e.Value) && f.printed(e.Value)
		},
		func(e clipper.Evidence) bool { return e.Detail == "h2" && f.claims(e.Value) && wordy(e.Value) },
		func(e clipper.Evidence) bool { return e.Detail == "headline" && f.claims(e.Value) && wordy(e.Value) },
		func(e clipper.Evidence) bool { return e.Detail == "h1" && f.onlyHeadline() && wordy(e.Value) },
		func(e clipper.Evidence) bool { return e.Detail == "headline" },
		func(e clipper.Evidence) bool { return e.Detail == "without site" },
		func(e clipper.Evidence) bool { return e.Detail == "og:title" && !isSite(e.Value) },
		func(e clipper.Evidence) bool { return e.Detail == "h1" && f.onlyHeadline() },
		func(e clipper.Evidence) bool { return e.From == clipper.FromTitle },
		nil,
	}
	for i, rule := range rules {
		if title := w.choose("title", rule); title != "" {
			sure := .9 - .06*float64(i)
			if i == 1 {
				sure = max(agreed, .7)
			}
			return strings.ReplaceAll(w.withoutKicker(title, sure), "\u00AD", "")
		}
	}
	return ""
}

// bestHeadline is the h1 that agrees best with what the page's head and address
// claim, and how well it does, from 0 to 1.
func (f *facts) bestHeadline(w *witness, isSite func(string) bool) (headline string, agreed float64) {
	claims := []string{slugOf(f.page.Path)}
	for _, e := range w.evidence {
		if e.Field == "title" && e.From != clipper.FromHeading {
			claims = append(claims, e.Value)
		}
	}
	for _, h := range f.headings {
		if h.level != 1 || isSite(h.text) || f.isMasthead(h.text) {
			continue
		}
		for _, c := range claims {
			if a := agreement(h.text, c); a > agreed || a == agreed && len(h.text) > len(headline) {
				headline, agreed = h.text, a
			}
		}
	}
	return headline, agreed
}

// slugOf is the last part of a path as words, where it has several.
func slugOf(path string) string {
	parts := strings.FieldsFunc(path, func(r rune) bool { return r == '/' })
	if len(parts) == 0 {
		return ""
	}
	slug, _, _ := strings.Cut(parts[len(parts)-1], ".")
	words := strings.FieldsFunc(slug, func(r rune) bool { return r == '-' || r == '_' || r == ',' })
	if len(words) < 3 {
		return ""
	}
	return strings.Join(words, " ")
}

// agreement is how far two texts have the same words, from 0 to 1 (Dice).
func agreement(a, b string) float64 {
	have := map[string]bool{}
	for _, w := range plainWords(a) {
		have[w] = true
	}
	both, of := 0, len(have)
	seen := map[string]bool{}
	for _, w := range plainWords(b) {
		if !seen[w] {
			seen[w] = true
			if of++; have[w] {
				both++
			}
		}
	}
	return 2 * float64(both) / float64(max(of, 1))
}

// plainWords are the words of a text without case and accents, as addresses
// spell them.
func plainWords(s string) []string {
	s = strings.NewReplacer("ä", "ae", "ö", "oe", "ü", "ue", "ß", "ss", "Ä", "ae", "Ö", "oe", "Ü", "ue").Replace(norm.NFC.String(s))
	return strings.FieldsFunc(strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Mn, r) || r == '\u00AD' {
			return -1
		}
		return unicode.ToLower(r)
	}, norm.NFKD.String(s)), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
}

// withoutKicker picks, among candidates, the one that the title ends with, where
// what stands before is too long for a kicker that belongs to it.
func (w *witness) withoutKicker(title string, sure float64) string {
	ends := func(e clipper.Evidence) bool {
		return e.From != clipper.FromHeading && wordy(e.Value) && !same(e.Value, title) && strings.HasSuffix(squash(title), squash(e.Value)) &&
			(countWords(title) >= countWords(e.Value)+4 || runsIn(title, e.Value))
	}
	if shorter := w.choose("title", ends); shorter != "" {
		title = shorter
	}
	for i := range w.evidence {
		if e := &w.evidence[i]; e.Field == "title" && e.Value == title {
			e.Sure = rounded(sure)
		}
	}
	return w.pick("title", func(e clipper.Evidence) bool { return e.Value == title })
}

// runsIn reports a title that runs into its own end without a mark between.
func runsIn(title, end string) bool {
	before, ok := strings.CutSuffix(title, end)
	before = strings.TrimSpace(before)
	r, _ := utf8.DecodeLastRuneInString(before)
	return ok && unicode.IsLetter(r)
}

// beside a headline, in the same heading, stand kickers, dates and subtitles.
var besideHeadline = regexp.MustCompile(`kicker|overline|topline|dachzeile|spitzmarke|roofline|eyebrow|rubri|surtitre|antetitulo|occhiello|label|date|meta|category|aural|sr-only|screen-reader|visually-hidden|invisible|small|fake-h|pretitle|badge|comment`)

var belowHeadline = regexp.MustCompile(`sub-?title|sub-?line|sub-?head`)

// headlineText is the text of a heading without what only stands beside it.
func headlineText(h *html.Node) string {
	for e := range elements(h) {
		for class := range strings.FieldsSeq(strings.ToLower(attr(e, "class"))) {
			if (strings.HasSuffix(class, "_headline") || class == "headline" || strings.HasSuffix(class, "title-primary") || class == "title") && wordy(textOf(e)) {
				return textOf(e)
			}
		}
		if attr(e, "itemprop") == "headline" && wordy(textOf(e)) {
			return textOf(e)
		}
	}
	var b strings.Builder
	gatherHeadline(h, &b)
	return or(strings.Trim(oneLine(b.String()), " :|"), textOf(h))
}

func gatherHeadline(n *html.Node, b *strings.Builder) {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		switch {
		case c.Type == html.TextNode:
			b.WriteString(c.Data)
		case c.Type != html.ElementNode || skipped(c):
		case c.DataAtom == atom.Small || c.DataAtom == atom.Time || c.DataAtom == atom.Rt || c.DataAtom == atom.Rp || besideHeadline.MatchString(strings.ToLower(attr(c, "class"))),
			b.Len() > 0 && belowHeadline.MatchString(strings.ToLower(attr(c, "class"))):
			b.WriteByte(' ')
		default:
			gatherHeadline(c, b)
			if isBlock(c) || c.DataAtom == atom.Br {
				b.WriteByte(' ')
			}
		}
	}
}

// printed reports whether a text stands on the page as a heading.
func (f *facts) printed(s string) bool {
	for _, h := range f.headings {
		if same(h.text, s) {
			return true
		}
	}
	return false
}

// claims reports whether the title element or Open Graph hold a text.
func (f *facts) claims(s string) bool { return within(s, f.title) || within(s, f.meta("og.title")) }

// wordy reports a text of three words or more.
func wordy(s string) bool { return countWords(s) >= 3 }

// onlyHeadline reports a page with one h1.
func (f *facts) onlyHeadline() bool {
	n := 0
	for _, h := range f.headings {
		if h.level == 1 {
			n++
		}
	}
	return n == 1
}

// siteInTitle is the part of the title element that is not the headline: the page
// prints the other part as its headline.
func (f *facts) siteInTitle() string {
	for _, sep := range separators {
		i := strings.LastIndex(f.title, sep)
		if i <= 0 {
			continue
		}
		head, tail := strings.TrimSpace(f.title[:i]), strings.TrimSpace(f.title[i+len(sep):])
		switch short := len([]rune(tail)) < 50; {
		case f.printed(head) && short:
			return tail
		case f.printed(tail) && !f.printed(head) && len([]rune(head)) < 50:
			return head
		case f.prints(head) && short && len(head) > len(tail):
			return tail
		case f.prints(tail) && len([]rune(head)) < 50 && len(tail) > len(head):
			return head
		}
	}
	return ""
}

// prints reports whether a text is a line of the page.
func (f *facts) prints(s string) bool {
	return slices.ContainsFunc(f.lines, func(l line) bool { return same(l.text, s) })
}
