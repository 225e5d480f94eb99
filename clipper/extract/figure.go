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
		w.blocks = append(w.blocks, picture...)
		return
	}
	w.later = append(w.later, picture...)
}

// picture is the block of an image worth keeping: none or one.
func (w *writer) picture(n *html.Node, p place) []clipper.Block {
	src := imageAddress(w.base, attr(n, "src"))
	width, height := integer(attr(n, "width"), 0), integer(attr(n, "height"), 0)
	if src == "" || tiny(width, height) {
		return nil
	}
	img := &clipper.Image{Src: src, Alt: oneLine(attr(n, "alt")), Width: width, Height: height}
	return []clipper.Block{{Kind: clipper.Figure, Image: img, Lang: p.lang, Dir: p.dir}}
}

// tiny reports ornaments and trackers by their declared size; 0 is unknown.
func tiny(width, height int) bool {
	return width == 1 || height == 1 || (width > 0 && width <= 32 && height > 0 && height <= 32)
}

// figure writes the pictures of a figure, the last with the caption. A figure of
// something else is written as what it holds, its caption as a paragraph.
func (w *writer) figure(n *html.Node, p place) {
	w.flush()
	var pictures []clipper.Block
	var caption *html.Node
	for e := range elements(n) {
		switch e.DataAtom {
		case atom.Img:
			pictures = append(pictures, w.picture(e, p)...)
		case atom.Figcaption:
			if caption == nil {
				caption = e
			}
		case atom.Table, atom.Pre, atom.Blockquote:
			w.children(n, p)
			w.flush()
			return
		}
	}
	if len(pictures) == 0 {
		w.children(n, p)
		w.flush()
		return
	}
	w.caption(caption, p, &pictures[len(pictures)-1])
	w.blocks = append(w.blocks, pictures...)
}

// caption writes the text of a figcaption into its picture's block.
func (w *writer) caption(n *html.Node, p place, b *clipper.Block) {
	if n == nil {
		return
	}
	w.captionText(n, p)
	b.Text, b.Spans = w.run.take(false)
	w.later = nil
}

func (w *writer) captionText(n *html.Node, p place) {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		switch {
		case c.Type == html.TextNode:
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
	return strings.Contains(class, "credit") || strings.Contains(class, "copyright")
}
