package extract

import (
	"net/url"
	"regexp"
	"strings"
	"unicode"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"florilegium/clipper"
)

// line is a short text of the page, with the address it leads to.
type line struct {
	text, href string
	order      int
}

const (
	lineLength = 120 // bytes of a line that may be a byline or a date
	nearAfter  = 60  // elements after the headline that may belong to it
	nearBefore = 25
)

// seeLine keeps the elements that print a short text of their own.
func (f *facts) seeLine(n *html.Node, order int) {
	if len(f.lines) >= maxFacts || skipped(n) || n.DataAtom == atom.Option || !printsText(n) {
		return
	}
	if text, ok := shortText(n); ok {
		l := line{text: strings.Trim(text, " \u00a0-–—|•·"), order: order}
		if labelLine.MatchString(l.text) {
			l.text += " " + besideLabel(n)
		}
		if n.DataAtom == atom.A {
			l.href = attr(n, "href")
		}
		f.lines = append(f.lines, l)
	}
}

// labelLine is the label of a field that names the author.
var labelLine = regexp.MustCompile(`^(?i:autor|autorin|autor/in|author|auteur|autore|text|verfasser|redaktion|von|by|par|por|автор|作者)\s*:?$`)

// besideLabel is the text right after an element.
func besideLabel(n *html.Node) string {
	for s := n.NextSibling; s != nil; s = s.NextSibling {
		text := s.Data
		if s.Type == html.ElementNode {
			text = textOf(s)
		}
		if text = strings.Trim(oneLine(text), " :\u00a0"); text != "" {
			if len(text) > lineLength {
				return ""
			}
			return text
		}
	}
	return ""
}

// printsText reports an element with text of its own.
func printsText(n *html.Node) bool {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.Type == html.TextNode && strings.TrimFunc(c.Data, isSpace) != "" {
			return true
		}
	}
	return false
}

// shortText is the text of an element, if it is short.
func shortText(n *html.Node) (string, bool) {
	var b strings.Builder
	ok := gatherShort(n, &b)
	text := oneLine(b.String())
	return text, ok && text != "" && len(text) <= lineLength
}

func gatherShort(n *html.Node, b *strings.Builder) bool {
	if n.Type == html.TextNode {
		b.WriteString(n.Data)
	}
	if b.Len() > 6*lineLength {
		return false
	}
	if n.Type == html.ElementNode && skipped(n) {
		return true
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if !gatherShort(c, b) {
			return false
		}
	}
	if n.Type == html.ElementNode && (isBlock(n) || n.DataAtom == atom.Br) {
		b.WriteByte(' ')
	}
	return true
}

// isComments reports an element that holds readers' comments.
func isComments(n *html.Node) bool {
	switch n.DataAtom {
	case atom.Html, atom.Body, atom.Main, atom.Article:
		return false
	}
	if id := strings.ToLower(attr(n, "id")); id == "comments" || id == "respond" || id == "disqus_thread" || id == "kommentare" {
		return true
	}
	for word := range strings.FieldsSeq(strings.ToLower(attr(n, "class"))) {
		switch word {
		case "comment", "comments", "commentlist", "comment-list", "comments-list", "comments-area", "comment-body", "comment-author", "kommentare", "kommentar", "post-comments", "article-comments":
			return true
		}
	}
	return false
}

// leadsHome reports a heading that is a link to the home page: the site's name.
func (f *facts) leadsHome(h *html.Node) bool {
	a := first(h, atom.A)
	if a == nil && h.Parent != nil && h.Parent.DataAtom == atom.A {
		a = h.Parent
	}
	if a == nil || f.page.Path == "" || f.page.Path == "/" || textOf(a) != textOf(h) {
		return false
	}
	u, err := f.page.Parse(attr(a, "href"))
	return err == nil && isHome(u) && attr(a, "href") != "" && !strings.HasPrefix(attr(a, "href"), "#") && clipper.Host(u.String()) == clipper.Host(f.page.String())
}

func isHome(u *url.URL) bool { return (u.Path == "" || u.Path == "/") && u.RawQuery == "" }

// headline is the place of the article's headline among the elements.
func (f *facts) headline() int {
	at := 0
	for _, level := range []int{1, 2} {
		for _, h := range f.headings {
			if h.level == level && (at == 0 || f.claims(h.text) && !f.claimedAt(at)) {
				at = h.order
			}
		}
		if at > 0 {
			break
		}
	}
	return at
}

func (f *facts) claimedAt(order int) bool {
	for _, h := range f.headings {
		if h.order == order {
			return f.claims(h.text)
		}
	}
	return false
}

// printedTitle is the place of the first line that the title element holds, for
// pages without headings; the first line where there is none.
func (f *facts) printedTitle() int {
	for _, l := range f.lines {
		if wordy(l.text) && within(l.text, f.title) {
			return l.order
		}
	}
	if len(f.lines) > 0 {
		return max(f.lines[0].order-1, 1)
	}
	return 1
}

// near are the lines around the headline, those after it first.
func (f *facts) near() []line {
	at := f.headline()
	if at == 0 {
		at = f.printedTitle()
	}
	var after, before []line
	for _, l := range f.lines {
		switch {
		case l.order > at && l.order <= at+nearAfter:
			after = append(after, l)
		case l.order < at && l.order >= at-nearBefore:
			before = append(before, l)
		}
	}
	return append(after, before...)
}

var (
	signedLine = regexp.MustCompile(`^(?:(?i:text|texte|text (?:und|&) (?:fotos?|bilder)|story|foto und text|interview|blog beitrag|ein beitrag|posted|a cura|written|geschrieben|erstellt|verfasst|eingestellt|gespeichert|veröffentlicht|published|publié|redaktion|autor|autorin|author|auteur|writer|reporter)\s*(?:(?i:von|by|par|por|:)\s*)+|(?:Von|By|BY|VON|Par|PAR|Por|POR|Door|Di|DI|von|by|par|por|A cura di|a cura di|Un reportage de|Автор|Текст|Отвечает|记者|記者|本报记者|文|作者|بقلم|كتب|كتبت)[\s:：\x{00A0}]+)(.{3,80})$`)
	authorPath = regexp.MustCompile(`/(?:authors?|autor(?:en|es|in)?|auteurs?|redaktion|redakteur|staff|newsteam|journalists?|contributors?)/(?:[^/]+/){0,2}[^/]+/?(?:\?.*)?$`)
)

// printed offers the lines near the headline that sign: "Von Anna Schmidt", a
// link to an author's page, a date with a name beside it.
func (a *signing) printed() {
	n := 0
	for _, l := range a.f.near() {
		if n >= 4 {
			return
		}
		switch m := signedLine.FindStringSubmatch(l.text); {
		case l.href != "" && authorPath.MatchString(l.href) && looksPersonal(l.text):
			a.offer(named(l.text, a.site), l.text, trustByline, clipper.FromByline, "link to the author")
			n++
		case m != nil:
			if names := named(m[1], a.site); allPersons(names) || len(names) == 1 && isFirstName(names[0].Literal) {
				sure := trustText
				if !anyPerson(names) {
					sure -= .1
				}
				a.offer(names, l.text, sure, clipper.FromText, "near the headline")
				n++
			}
		default:
			if names := a.besideDate(l.text); names != nil {
				a.offer(names, l.text, trustByline, clipper.FromText, "beside the date")
				n++
			}
		}
	}
}

// isFirstName reports the one word, written as a name is, that a blogger signs
// with.
func isFirstName(s string) bool {
	r := []rune(s)
	return len(r) >= 3 && len(r) <= 20 && unicode.IsUpper(r[0]) && !strings.ContainsFunc(string(r[1:]), func(r rune) bool { return !unicode.IsLower(r) }) && !isIntroduction(s)
}

// besideDate is the person in a line of a date, a time and a name.
func (a *signing) besideDate(text string) []clipper.Name {
	parts := strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune("|–—·•/", r) })
	if len(parts) == 1 {
		parts = strings.Split(text, " - ")
	}
	if len(parts) == 1 {
		parts = strings.Split(text, ", ")
	}
	var names []clipper.Name
	dated := false
	for _, part := range parts {
		if part = strings.TrimSpace(part); part == "" || clockOnly.MatchString(part) {
			continue
		}
		if _, ok := readDate(part); ok && len(part) < 40 {
			dated = true
			continue
		}
		if found := named(part, a.site); looksPersonal(part) && allPersons(found) && names == nil {
			names = found
			continue
		}
		return nil
	}
	if !dated {
		return nil
	}
	return names
}

var clockOnly = regexp.MustCompile(`(?i)^\d{1,2}[:h.]\d{2}(?:\s*(?:uhr|am|pm))?$`)

// looksPersonal reports two to four words that each begin with a capital.
func looksPersonal(s string) bool {
	words := strings.Fields(s)
	for _, w := range words {
		if r := []rune(w)[0]; r == []rune(strings.ToLower(w))[0] && !strings.Contains(" de von van der la du di le el bin al ", " "+w+" ") {
			return false
		}
	}
	return len(words) >= 2 && len(words) <= 5
}

func allPersons(names []clipper.Name) bool {
	for _, n := range names {
		if n.Family == "" || !looksPersonal(n.Display()) && !strings.ContainsFunc(n.Display(), isDense) {
			return false
		}
	}
	return len(names) > 0
}
