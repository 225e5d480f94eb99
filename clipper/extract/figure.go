package extract

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"florilegium/clipper"
)

// image puts a picture before the block being gathered when that is empty, else
// after it, so that no sentence is cut in two.
func (w *writer) image(n *html.Node, p place) {
	picture := w.picture(n, p)
	if w.run.empty() {
		w.pieces = append(w.pieces, picture...)
		return
	}
	w.later = append(w.later, picture...)
}

// picture is the block of an image worth keeping: none or one.
func (w *writer) picture(n *html.Node, p place) []piece {
	src := imageAddress(w.base, attr(n, "src"))
	width, height := integer(attr(n, "width"), 0), integer(attr(n, "height"), 0)
	if src == "" || tiny(width, height) {
		return nil
	}
	img := &clipper.Image{Src: src, Alt: oneLine(attr(n, "alt")), Width: width, Height: height}
	pc := piece{block: clipper.Block{Kind: clipper.Figure, Image: img, Lang: p.lang, Dir: p.dir}, node: n, region: p.region, size: 1}
	if w.taken.has(n) {
		pc.marked = 1
	}
	return []piece{pc}
}

// tiny reports ornaments and trackers by their declared size; 0 is unknown.
func tiny(width, height int) bool {
	return width == 1 || height == 1 || (width > 0 && width <= 32 && height > 0 && height <= 32)
}

// figure writes the pictures of a figure, the last with the caption. A figure of
// something else is written as what it holds, its caption as a paragraph.
func (w *writer) figure(n *html.Node, p place) {
	w.flush()
	p.node = n
	var pictures []piece
	var caption, named *html.Node
	for e := range elements(n) {
		switch e.DataAtom {
		case atom.Img:
			pictures = append(pictures, w.picture(e, p)...)
		case atom.Figcaption:
			if caption == nil {
				caption = e
			}
		case atom.Table, atom.Pre, atom.Blockquote, atom.P:
			if caption == nil || !standsInNode(e, caption) {
				w.apart(n, p)
				return
			}
		case atom.Div, atom.Span, atom.Small, atom.Cite:
			if named == nil && isNamedCaption(e) {
				named = e
			}
		}
	}
	if len(pictures) == 0 {
		w.apart(n, p)
		return
	}
	if caption == nil {
		caption = named
	}
	if caption != nil {
		w.caption(caption, p, &pictures[len(pictures)-1])
	}
	w.pieces = append(w.pieces, pictures...)
}

// isNamedCaption reports an element that its class calls a caption or a credit,
// in a figure without the element made for it.
func isNamedCaption(n *html.Node) bool {
	class := strings.ToLower(attr(n, "class"))
	return (isCredit(n) || strings.Contains(class, "caption") || strings.Contains(class, "legend")) &&
		first(n, atom.Img) == nil && strings.TrimSpace(textOf(n)) != ""
}

func standsInNode(n, box *html.Node) bool {
	for ; n != nil; n = n.Parent {
		if n == box {
			return true
		}
	}
	return false
}

// caption writes the text of a figcaption into its picture's block.
func (w *writer) caption(n *html.Node, p place, pc *piece) {
	w.captionText(n, p)
	pc.size, pc.marked = pc.size+w.size, pc.marked+w.marked
	if pc.marked > 0 {
		pc.marked = pc.size // picture and caption belong together
	}
	w.size, w.marked, w.later = 0, 0, nil
	pc.block.Text, pc.block.Spans = w.run.take(false)
}

func (w *writer) captionText(n *html.Node, p place) {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		switch {
		case c.Type == html.TextNode:
			w.count(c)
			w.run.text(c.Data, p.look)
		case c.Type != html.ElementNode || skipped(c):
		case c.DataAtom == atom.Br:
			w.run.text(" ", look{})
		default:
			q := p
			q.look = w.style(c, p.look)
			if isCredit(c) {
				q.look.style |= clipper.Credit
			}
			w.run.text(edge(c), look{})
			w.captionText(c, q)
			w.run.text(edge(c), look{})
		}
	}
}

func edge(n *html.Node) string {
	if isBlock(n) {
		return " "
	}
	return ""
}

func isCredit(n *html.Node) bool {
	if n.DataAtom == atom.Small || attr(n, "itemprop") == "copyrightHolder" {
		return true
	}
	class := strings.ToLower(attr(n, "class"))
	return strings.Contains(class, "credit") || strings.Contains(class, "copyright") || strings.Contains(class, "attribution")
}
