package extract

import (
	"net/url"
	"regexp"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"florilegium/clipper"
)

// facts is everything a page says about itself, as found.
type facts struct {
	page     *url.URL
	metas    []meta
	graph    graph
	article  object // of the graph; nil when there is none
	title    string // of the title element
	headings []heading
	rels     []link // link and a elements with rel
	dates    []stamp
	bylines  []byline
	lines    []line // short texts, as printed
	lang     string // of the html element
	canon    string
	// universal holds the days that are written in universal time.
	universal map[string]bool
	licence   string
	scripts   int
	markup    markup
}

type meta struct{ key, value, attribute string }

type heading struct {
	level int
	text  string
	order int
}

type link struct{ rel, href, text string }

// stamp is a time element or its like.
type stamp struct {
	value, prop, class string
	order              int
}

// byline is an element that names itself an author's.
type byline struct {
	text, how string
	order     int
}

// markup is what betrays pages that are no articles.
type markup struct {
	challenge, appRoot bool
	password           bool
}

const maxFacts = 2_000 // of each sort

// harvest reads the facts of a tree and leaves it as it is.
func harvest(doc *html.Node, page *url.URL) *facts {
	f := &facts{page: page}
	order := 0
	f.walk(doc, &order, false)
	f.article = f.graph.article(f.page.String(), clipper.CleanURL(f.page.String()), f.canon)
	return f
}

// walk sees every element in the order of the page. What stands among readers'
// comments says nothing of the article.
func (f *facts) walk(n *html.Node, order *int, comments bool) {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.Type != html.ElementNode {
			continue
		}
		*order++
		among := comments || isComments(c)
		f.see(c, *order)
		if !among {
			f.seeDate(c, *order)
			f.seeByline(c, *order)
			f.seeLine(c, *order)
		}
		f.walk(c, order, among)
	}
}

func (f *facts) see(n *html.Node, order int) {
	switch n.DataAtom {
	case atom.Html:
		f.lang = or(attr(n, "lang"), attr(n, "xml:lang"))
	case atom.Meta:
		f.seeMeta(n)
	case atom.Title:
		if f.title == "" && (n.Parent == nil || n.Parent.Data != "svg") {
			f.title = textOf(n)
		}
	case atom.Script:
		f.seeScript(n)
	case atom.H1, atom.H2:
		if text := headlineText(n); text != "" && len(f.headings) < maxFacts && !f.leadsHome(n) && !isHidden(n) {
			f.headings = append(f.headings, heading{int(n.Data[1] - '0'), text, order})
		}
	case atom.Link, atom.A:
		f.seeLink(n)
	case atom.Input:
		f.markup.password = f.markup.password || attr(n, "type") == "password"
	}
	if id := attr(n, "id"); id == "root" || id == "app" || id == "__next" || id == "__nuxt" || n.Data == "app-root" {
		f.markup.appRoot = true
	}
}

func (f *facts) seeMeta(n *html.Node) {
	value := clean(attr(n, "content"))
	if value == "" || len(f.metas) >= maxFacts {
		return
	}
	for _, attribute := range []string{"property", "name", "itemprop", "http-equiv"} {
		for key := range strings.FieldsSeq(strings.ToLower(attr(n, attribute))) {
			f.metas = append(f.metas, meta{strings.ReplaceAll(key, ":", "."), value, attribute})
		}
	}
}

func (f *facts) seeScript(n *html.Node) {
	f.scripts++
	if n.FirstChild != nil && strings.Contains(strings.ToLower(attr(n, "type")), "ld+json") {
		f.graph.read(n.FirstChild.Data)
	}
	src := attr(n, "src")
	if n.FirstChild != nil && len(n.FirstChild.Data) < 1<<20 {
		src += n.FirstChild.Data
	}
	for _, sign := range challengeSigns {
		if strings.Contains(src, sign) {
			f.markup.challenge = true
		}
	}
}

func (f *facts) seeLink(n *html.Node) {
	rel := strings.ToLower(attr(n, "rel"))
	if rel == "" || len(f.rels) >= maxFacts {
		return
	}
	href := safeLink(f.page, attr(n, "href"))
	f.rels = append(f.rels, link{rel, href, textOf(n)})
	switch {
	case rel == "canonical" && n.DataAtom == atom.Link && f.canon == "":
		f.canon = href
	case f.licence == "" && (rel == "license" || strings.Contains(href, "creativecommons.org/licenses/")):
		f.licence = href
	}
}

func (f *facts) seeDate(n *html.Node, order int) {
	if len(f.dates) >= maxFacts {
		return
	}
	prop := strings.TrimPrefix(or(attr(n, "itemprop"), attr(n, "property")), "schema:")
	class := strings.ToLower(attr(n, "class") + " " + attr(n, "id"))
	dated := strings.HasPrefix(prop, "date")
	if n.DataAtom != atom.Time && !dated && !dateClass(class) {
		return
	}
	value := or(attr(n, "datetime"), attr(n, "content"))
	if n.DataAtom == atom.Abbr {
		value = or(value, attr(n, "title"))
	}
	if value == "" && n.DataAtom != atom.Meta {
		value = textOf(n)
	}
	if value != "" && len(value) < 120 {
		f.dates = append(f.dates, stamp{value, prop, class, order})
	}
}

// dateClass reports class names by which pages mark their date.
func dateClass(class string) bool {
	for _, word := range []string{"published", "pubdate", "entry-date", "post-date", "postdate", "date-publi", "dateline", "article-date", "article__date", "post__date", "timestamp", "datum"} {
		if strings.Contains(class, word) {
			return true
		}
	}
	for word := range strings.FieldsSeq(class) {
		if word == "date" {
			return true
		}
	}
	return false
}

func (f *facts) seeByline(n *html.Node, order int) {
	if len(f.bylines) >= maxFacts || n.DataAtom == atom.Body || n.DataAtom == atom.Html || n.DataAtom == atom.Meta || n.DataAtom == atom.Link || n.DataAtom == atom.Img || n.DataAtom == atom.Script {
		return
	}
	how := bylineSign(n)
	if how == "" {
		return
	}
	if text := authorText(n); text != "" && len([]rune(text)) < 120 {
		f.bylines = append(f.bylines, byline{text, how, order})
	}
}

var (
	authorWord   = regexp.MustCompile(`^(?:fn|username|submitted)$|author|byline|^auteur|^autor|contributor|(?:^|[-_])(?:auteur|autor)`)
	besideAuthor = regexp.MustCompile(`copyright|credit|foto|bio|box|avatar|image|img|photo|social|related|comment|wpdiscuz|desc|count|title|role|job|icon|follow|more|teaser|authority|author-?date|link-list|listing|widget|position|authored|articles|wrap|zitat|quote|cutline|caption|all-posts|email|review|rev__`)
)

// bylineSign is how an element says that it names the author.
func bylineSign(n *html.Node) string {
	prop := attr(n, "itemprop")
	if prop == "author" || prop == "creator" {
		return "itemprop=" + prop
	}
	if rel := strings.ToLower(attr(n, "rel")); rel == "author" {
		return "rel=author"
	}
	class := strings.ToLower(attr(n, "class"))
	if !strings.Contains(class, "aut") && !strings.Contains(class, "by") && !strings.Contains(class, "contrib") && !strings.Contains(class, "fn") && !strings.Contains(class, "user") && !strings.Contains(class, "submitted") {
		class = ""
	}
	for word := range strings.FieldsSeq(class) {
		if authorWord.MatchString(word) && !besideAuthor.MatchString(word) {
			return "class=" + word
		}
	}
	if id := strings.ToLower(attr(n, "id")); id == "byline" || id == "author" {
		return "id=" + id
	}
	return ""
}

// authorText is the text of a byline without its dates, buttons and counts. A
// nested element that names the author more closely speaks for it.
func authorText(n *html.Node) string {
	for e := range elements(n) {
		if prop := attr(e, "itemprop"); prop == "name" {
			if text := or(attr(e, "content"), textOf(e)); text != "" {
				return oneLine(text)
			}
		}
	}
	for e := range elements(n) {
		if class := strings.ToLower(attr(e, "class")); strings.Contains(class, "author") && strings.HasSuffix(class, "name") && textOf(e) != "" {
			n = e
			break
		}
	}
	var b strings.Builder
	gatherAuthor(n, &b)
	return oneLine(b.String())
}

func gatherAuthor(n *html.Node, b *strings.Builder) {
	switch {
	case n.Type == html.TextNode:
		b.WriteString(n.Data)
	case n.Type != html.ElementNode || n.DataAtom == atom.Time || skipped(n) || dateClass(strings.ToLower(attr(n, "class"))):
	default:
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			gatherAuthor(c, b)
		}
		if isBlock(n) || n.DataAtom == atom.Br {
			b.WriteString(" ")
		}
	}
}
