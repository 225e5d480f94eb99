package extract

import (
	"net/url"
	"slices"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"florilegium/clipper"
)

// leadText is from how many characters on a paragraph counts as the text, before
// which the lead picture stands.
const leadText = 140

// leadFigure reads the figure between the headline and the text. Extractors keep
// the part of the tree that holds the text, and most newspapers put the lead
// picture beside it. It must be called before the extractor takes the tree apart.
func leadFigure(doc *html.Node, base *url.URL) []clipper.Block {
	headline, after := first(doc, atom.H1), false
	for n := range elements(doc) {
		switch {
		case n == headline:
			after = true
		case !after:
		case n.DataAtom == atom.P && utf8.RuneCountInString(oneLine(textOf(n))) > leadText:
			return nil
		case n.DataAtom == atom.Figure && first(n, atom.Img) != nil && !asideOf(n):
			return slices.DeleteFunc(readBlocks(n, base), func(b clipper.Block) bool { return b.Kind != clipper.Figure })
		}
	}
	return nil
}

// asideOf reports whether a figure belongs to something beside the article, or
// leads elsewhere.
func asideOf(n *html.Node) bool {
	for p := n.Parent; p != nil; p = p.Parent {
		switch p.DataAtom {
		case atom.Aside, atom.Nav, atom.Footer, atom.A, atom.Li:
			return true
		}
	}
	return false
}

// withLead puts the lead figure before the text, unless the text has its picture.
func withLead(lead, blocks []clipper.Block) []clipper.Block {
	for _, b := range blocks {
		for _, l := range lead {
			if b.Image != nil && b.Image.Src == l.Image.Src {
				return blocks
			}
		}
	}
	return append(lead, blocks...)
}
