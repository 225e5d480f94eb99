package extract

import (
	"net/url"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// Attributes that carry what the extractor would lose through it.
const (
	codeAttr = "data-fl-code" // the language of a code block
	langAttr = "data-fl-lang" // a language other than the page's
	dirAttr  = "data-fl-dir"
)

// wantedWidth is the width in pixels from which a picture is good enough to read
// offline.
const wantedWidth = 1200

// prepare saves what the extractor would lose, in place, and gives the address
// that the page's links are relative to.
func prepare(doc *html.Node, page *url.URL) *url.URL {
	base := baseOf(doc, page)
	cutAttributes(doc)
	unwrapNoscript(doc)
	reveal(doc)
	markPlaces(doc, placement{})
	markNotes(doc)
	markFormulas(doc)
	markCode(doc)
	dropPermalinks(doc)
	dropScripts(doc)
	for n := range elements(doc) {
		switch n.DataAtom {
		case atom.Img:
			chooseSource(n, base)
		case atom.A:
			if link := safeLink(base, attr(n, "href")); link != "" {
				setAttr(n, "href", link)
			}
		}
	}
	return base
}

func baseOf(doc *html.Node, page *url.URL) *url.URL {
	if b := first(doc, atom.Base); b != nil {
		if u, err := page.Parse(strings.TrimSpace(attr(b, "href"))); err == nil && (u.Scheme == "http" || u.Scheme == "https") {
			return u
		}
	}
	return page
}

// dropScripts takes out what the readers need not copy and search: what a script
// said of the page is harvested by now.
func dropScripts(doc *html.Node) {
	var gone []*html.Node
	for n := range elements(doc) {
		if n.DataAtom == atom.Script || n.DataAtom == atom.Style || n.DataAtom == atom.Template {
			gone = append(gone, n)
		}
	}
	for _, n := range gone {
		if n.Parent != nil {
			n.Parent.RemoveChild(n)
		}
	}
}

// reveal shows the hidden parts of a page that hides nearly all its text until a
// script has run.
func reveal(doc *html.Node) {
	var hidden []*html.Node
	dark, light := weighLight(doc, false, &hidden)
	if dark < 600 || light*4 > dark {
		return
	}
	for _, n := range hidden {
		removeAttr(n, "hidden")
		removeAttr(n, "aria-hidden")
		removeAttr(n, "style")
	}
}

// weighLight counts the bytes of hidden and of shown text outside links and
// scripts, and lists the hidden elements.
func weighLight(n *html.Node, isDark bool, hidden *[]*html.Node) (dark, light int) {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		switch {
		case c.Type == html.TextNode && isDark:
			dark += weigh(c.Data)
		case c.Type == html.TextNode:
			light += weigh(c.Data)
		case c.Type == html.ElementNode && (c.DataAtom == atom.A || skipped(c) || regionOf(c) != ""):
		case c.Type == html.ElementNode:
			below := isDark || isHidden(c)
			if isHidden(c) {
				*hidden = append(*hidden, c)
			}
			d, l := weighLight(c, below, hidden)
			dark, light = dark+d, light+l
		}
	}
	return dark, light
}

func cutAttributes(doc *html.Node) {
	for n := range elements(doc) {
		for i := range n.Attr {
			a := &n.Attr[i]
			if (a.Key == "class" || a.Key == "id" || a.Key == "style") && len(a.Val) > maxAttr/16 {
				a.Val = ""
			} else if len(a.Val) > maxAttr && !strings.HasPrefix(a.Val, "data:image/") {
				a.Val = ""
			}
		}
	}
}

// placement is the language and direction in force at a node.
type placement struct {
	lang, dir       string // of the page
	ownLang, ownDir string // below the body, where they differ
}

// markPlaces writes language and direction on the blocks they hold for, since
// the elements that declare them may not survive.
func markPlaces(n *html.Node, p placement) {
	if n.Type == html.ElementNode {
		p = p.enter(n)
		if isBlock(n) || n.DataAtom == atom.Img {
			if p.ownLang != "" {
				setAttr(n, langAttr, p.ownLang)
			}
			if p.ownDir != "" {
				setAttr(n, dirAttr, p.ownDir)
			}
		}
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		markPlaces(c, p)
	}
}

func (p placement) enter(n *html.Node) placement {
	lang, dir := tag(attr(n, "lang")), strings.ToLower(attr(n, "dir"))
	if dir != "rtl" && dir != "ltr" {
		dir = ""
	}
	if n.DataAtom == atom.Html || n.DataAtom == atom.Body {
		p.lang, p.dir = or(lang, p.lang), or(dir, p.dir)
		if p.dir == "rtl" {
			p.ownDir = "rtl"
		}
		return p
	}
	if lang != "" {
		if p.ownLang = lang; sameLanguage(lang, p.lang) {
			p.ownLang = ""
		}
	}
	if dir != "" {
		if p.ownDir = dir; dir == "ltr" && p.dir != "rtl" {
			p.ownDir = ""
		}
	}
	return p
}

// or is the first of its arguments that is not empty.
func or(values ...string) string {
	for _, v := range values {
		if v != "" {
			return v
		}
	}
	return ""
}

// dropPermalinks takes the "#" and "¶" out of headings.
func dropPermalinks(doc *html.Node) {
	var gone []*html.Node
	for h := range elements(doc) {
		switch h.DataAtom {
		case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
			for a := range elements(h) {
				if a.DataAtom == atom.A && slices.Contains([]string{"#", "¶", "§", "🔗", "⚓", "[link]", "permalink"}, textOf(a)) {
					gone = append(gone, a)
				}
			}
		}
	}
	for _, a := range gone {
		a.Parent.RemoveChild(a)
	}
}

// unwrapNoscript puts the picture that a noscript element holds in the place of
// the empty one that a script would have filled.
func unwrapNoscript(doc *html.Node) {
	var found []*html.Node
	for n := range elements(doc) {
		if n.DataAtom == atom.Noscript && n.FirstChild != nil && strings.Contains(strings.ToLower(n.FirstChild.Data), "<img") {
			found = append(found, n)
		}
	}
	for _, n := range found {
		body := &html.Node{Type: html.ElementNode, DataAtom: atom.Body, Data: "body"}
		nodes, err := html.ParseFragment(strings.NewReader(n.FirstChild.Data), body)
		if err != nil {
			continue
		}
		for _, node := range nodes {
			body.AppendChild(node)
		}
		img := first(body, atom.Img)
		if img == nil || textOf(body) != "" || n.Parent == nil || tiny(integer(attr(img, "width"), 0), integer(attr(img, "height"), 0)) {
			continue
		}
		img.Parent.RemoveChild(img)
		if lazy := imageBefore(n); lazy != nil {
			lazy.Attr = img.Attr
		} else {
			n.Parent.InsertBefore(img, n)
		}
		n.Parent.RemoveChild(n)
	}
}

// imageBefore is the picture that stands right before n, white space aside.
func imageBefore(n *html.Node) *html.Node {
	p := n.PrevSibling
	for p != nil && p.Type == html.TextNode && strings.TrimFunc(p.Data, isSpace) == "" {
		p = p.PrevSibling
	}
	switch {
	case p == nil || p.Type != html.ElementNode:
		return nil
	case p.DataAtom == atom.Img:
		return p
	case textOf(p) == "":
		return first(p, atom.Img)
	}
	return nil
}

func itoa(n int) string { return strconv.Itoa(n) }

func atoi(s string) int {
	n, _ := strconv.Atoi(s)
	return n
}
