package extract

import (
	"iter"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// elements goes through the elements below n in the order of the page. The
// children of the element at hand may be removed, not the element itself.
func elements(n *html.Node) iter.Seq[*html.Node] {
	return func(yield func(*html.Node) bool) { walkElements(n, yield) }
}

func walkElements(n *html.Node, yield func(*html.Node) bool) bool {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.Type == html.ElementNode && !yield(c) {
			return false
		}
		if !walkElements(c, yield) {
			return false
		}
	}
	return true
}

// first is the first element of a kind below n, or nil.
func first(n *html.Node, kind atom.Atom) *html.Node {
	for e := range elements(n) {
		if e.DataAtom == kind {
			return e
		}
	}
	return nil
}

// attr is the value of an attribute, empty when there is none.
func attr(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key && a.Namespace == "" {
			return a.Val
		}
	}
	return ""
}

func hasAttr(n *html.Node, key string) bool {
	for _, a := range n.Attr {
		if a.Key == key {
			return true
		}
	}
	return false
}

func setAttr(n *html.Node, key, value string) {
	for i := range n.Attr {
		if n.Attr[i].Key == key {
			n.Attr[i].Val = value
			return
		}
	}
	n.Attr = append(n.Attr, html.Attribute{Key: key, Val: value})
}

// textOf is all text below n, white space collapsed, without scripts and styles.
func textOf(n *html.Node) string {
	var b strings.Builder
	gatherText(n, &b)
	return oneLine(b.String())
}

func gatherText(n *html.Node, b *strings.Builder) {
	switch {
	case n.Type == html.TextNode:
		b.WriteString(n.Data)
	case n.Type == html.ElementNode && (n.DataAtom == atom.Script || n.DataAtom == atom.Style || n.DataAtom == atom.Noscript || n.DataAtom == atom.Template):
	default:
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			gatherText(c, b)
		}
		if n.Type == html.ElementNode && (isBlock(n) || n.DataAtom == atom.Br) {
			b.WriteByte('\n')
		}
	}
}

// oneLine collapses the white space of HTML and trims.
func oneLine(s string) string { return strings.Join(strings.FieldsFunc(s, isSpace), " ") }

// isSpace reports the white space that HTML collapses. No-break spaces are none.
func isSpace(r rune) bool { return r == ' ' || r == '\n' || r == '\t' || r == '\r' || r == '\f' }

func isBlock(n *html.Node) bool {
	switch n.DataAtom {
	case atom.P, atom.Div, atom.Section, atom.Article, atom.Main, atom.Header, atom.Footer, atom.Aside, atom.Nav,
		atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6, atom.Ul, atom.Ol, atom.Li, atom.Dl, atom.Dt, atom.Dd,
		atom.Blockquote, atom.Pre, atom.Table, atom.Tr, atom.Td, atom.Th, atom.Thead, atom.Tbody, atom.Tfoot, atom.Caption,
		atom.Figure, atom.Figcaption, atom.Hr, atom.Address, atom.Form, atom.Fieldset, atom.Details, atom.Summary, atom.Center, atom.Body:
		return true
	}
	return false
}
