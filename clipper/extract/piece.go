package extract

import (
	"strconv"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"florilegium/clipper"
)

// piece is a block of the page, be it the article's or not, with what the
// readers say of it.
type piece struct {
	block  clipper.Block
	node   *html.Node // the element the text stands in
	size   int        // bytes of text, white space aside
	marked int        // of which the first reader took
	region clipper.Reason
	reason clipper.Reason // why it is not the article's; empty when it is
}

// took reports whether the first reader took the piece for the article's.
func (p *piece) took() bool { return p.marked > 0 && 2*p.marked >= p.size }

// numberAttr carries the number of an element through a reader that copies the
// tree.
const numberAttr = "data-fl-n"

// number gives every element of the body a number, in the order of the page.
func number(doc *html.Node) {
	i := 0
	for n := range elements(doc) {
		i++
		n.Attr = append(n.Attr, html.Attribute{Key: numberAttr, Val: strconv.Itoa(i)})
	}
}

// spot is a text node as it is known in every copy of the tree: by its text and
// the element it stands in.
type spot struct{ element, text string }

// taken are the text nodes and pictures that a reader took.
type taken map[spot]bool

// takenFrom lists the text nodes and pictures below the root that a reader gave.
func takenFrom(root *html.Node) taken {
	t := taken{}
	if root != nil {
		t.gather(root, numberAbove(root))
	}
	return t
}

// gather goes through what a reader gave. A reader puts texts into paragraphs of
// its own making, which have no number; a long text is known without one.
func (t taken) gather(n *html.Node, above string) {
	switch n.Type {
	case html.TextNode:
		t[spot{above, n.Data}] = true
		if attr(n.Parent, numberAttr) == "" {
			t[spot{"", n.Data}] = true
		}
		return
	case html.ElementNode:
		if own := attr(n, numberAttr); own != "" {
			above = own
		}
		if n.DataAtom == atom.Img {
			t[spot{above, ""}] = true
		}
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		t.gather(c, above)
	}
}

// longText is the length in bytes from which a text is told from others by itself.
const longText = 25

// has reports whether the reader took a text node or a picture of the page.
func (t taken) has(n *html.Node) bool {
	if n.Type == html.TextNode {
		return t[spot{numberAbove(n.Parent), n.Data}] || len(n.Data) > longText && t[spot{"", n.Data}]
	}
	return t[spot{attr(n, numberAttr), ""}]
}

func numberAbove(n *html.Node) string {
	for ; n != nil; n = n.Parent {
		if own := attr(n, numberAttr); own != "" {
			return own
		}
	}
	return ""
}

// weigh counts the bytes of a text that are no white space.
func weigh(s string) int {
	n := 0
	for i := range len(s) {
		if !isSpace(rune(s[i])) {
			n++
		}
	}
	return n
}
