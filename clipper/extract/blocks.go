package extract

import (
	"net/url"
	"strconv"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"florilegium/clipper"
)

// place is where a node stands: what its text would be.
type place struct {
	kind   clipper.Kind
	level  int
	quotes int // depth of block quotes
	depth  int // depth of lists
	item   *item
	look   look
	lang   string
	dir    string
	anchor string
	pre    bool
	code   string // language of a code block
}

// item is a list item that may go on over several blocks.
type item struct {
	number int
	used   bool
}

// writer turns nodes into blocks.
type writer struct {
	base   *url.URL
	blocks []clipper.Block
	run    run
	at     place           // of the block being gathered
	later  []clipper.Block // pictures met inside it
}

// readBlocks is the typed document of a tree.
func readBlocks(root *html.Node, base *url.URL) []clipper.Block {
	w := &writer{base: base}
	w.node(root, place{kind: clipper.Paragraph})
	w.flush()
	return w.blocks
}

// flush ends the block being gathered.
func (w *writer) flush() {
	written := w.run.written
	text, spans := w.run.take(w.at.pre)
	if written {
		w.add(w.at, clipper.Block{Text: text, Spans: spans})
	}
	w.blocks = append(w.blocks, w.later...)
	w.later = nil
}

// add stores a block at its place.
func (w *writer) add(p place, b clipper.Block) {
	if b.Kind == "" {
		b.Kind, b.Level = p.kind, p.level
	}
	if p.item != nil && b.Kind == clipper.ListItem {
		b.Number = p.item.number
		if p.item.used {
			b.Number = clipper.Continued
		}
		p.item.used = true
	}
	b.Lang, b.Dir, b.Anchor = p.lang, p.dir, p.anchor
	if b.Kind == clipper.CodeBlock {
		b.Code = p.code
	}
	w.blocks = append(w.blocks, b)
}

func (w *writer) node(n *html.Node, p place) {
	switch n.Type {
	case html.TextNode:
		w.text(n.Data, p)
	case html.ElementNode:
		w.element(n, p)
	case html.DocumentNode:
		w.children(n, p)
	}
}

func (w *writer) text(s string, p place) {
	if w.run.empty() {
		w.at = p
	}
	if p.pre {
		w.run.raw(s, look{})
		return
	}
	w.run.text(s, p.look)
}

func (w *writer) children(n *html.Node, p place) {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		w.node(c, p)
	}
}

// apart writes the children of a block element.
func (w *writer) apart(n *html.Node, p place) {
	w.flush()
	w.children(n, p)
	w.flush()
}

func (w *writer) element(n *html.Node, p place) {
	p = inherit(n, p)
	if skipped(n) {
		return
	}
	if p.pre && n.DataAtom != atom.Br {
		w.children(n, p)
		return
	}
	switch n.DataAtom {
	case atom.Br:
		w.lineBreak(p)
	case atom.Img:
		w.image(n, p)
	case atom.Hr:
		w.flush()
		w.add(p, clipper.Block{Kind: clipper.Divider})
	case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
		p.kind, p.level, p.item = clipper.Heading, int(n.Data[1]-'0'), nil
		w.apart(n, p)
	case atom.Pre, atom.Listing, atom.Xmp:
		p.kind, p.level, p.pre, p.code = clipper.CodeBlock, 0, true, attr(n, codeAttr)
		w.apart(n, p)
	case atom.Table:
		w.table(n, p)
	case atom.Figure:
		w.figure(n, p)
	case atom.Math:
		w.math(n, p)
	default:
		w.structure(n, p)
	}
}

// structure writes the elements that hold others: quotes, lists, plain blocks
// and inline text.
func (w *writer) structure(n *html.Node, p place) {
	switch n.DataAtom {
	case atom.Blockquote:
		p.quotes++
		p.kind, p.level = clipper.Quote, p.quotes
		w.apart(n, p)
	case atom.Ul, atom.Ol, atom.Menu, atom.Dir:
		w.list(n, p)
	case atom.Li: // outside a list
		p.kind, p.level, p.item = clipper.ListItem, max(p.depth, 1), &item{}
		w.apart(n, p)
	case atom.Dt:
		p.kind, p.level = clipper.Definition, 0
		w.apart(n, p)
	case atom.Dd:
		p.kind, p.level = clipper.Definition, 1
		w.apart(n, p)
	case atom.Aside:
		p.kind, p.level = clipper.Aside, 0
		w.apart(n, p)
	default:
		if isBlock(n) {
			w.apart(n, p)
			return
		}
		p.look = w.style(n, p.look)
		w.children(n, p)
	}
}

// inherit takes over language, direction and anchor from an element.
func inherit(n *html.Node, p place) place {
	if lang := attr(n, langAttr); lang != "" {
		p.lang = lang
	}
	if dir := attr(n, dirAttr); dir != "" {
		p.dir = dir
	}
	if note := attr(n, noteAttr); note != "" {
		p.anchor = note
	}
	return p
}

// lineBreak ends a line; a second one ends the paragraph.
func (w *writer) lineBreak(p place) {
	switch {
	case w.run.empty():
	case p.pre:
		w.run.raw("\n", look{})
	case w.run.atBreak():
		w.flush()
	default:
		w.run.mark('\n')
	}
}

func (w *writer) list(n *html.Node, p place) {
	w.flush()
	p.depth++
	number, step := 0, 0
	if n.DataAtom == atom.Ol {
		number, step = integer(attr(n, "start"), 1), 1
		if hasAttr(n, "reversed") {
			step = -1
		}
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.Type != html.ElementNode || c.DataAtom != atom.Li {
			w.node(c, p)
			continue
		}
		if step != 0 {
			number = integer(attr(c, "value"), number)
		}
		q := inherit(c, p)
		q.kind, q.level, q.item = clipper.ListItem, p.depth, &item{number: number}
		if q.anchor != "" && attr(c, noteAttr) != "" {
			q.kind, q.level = clipper.Footnote, 0
		}
		w.apart(c, q)
		number += step
	}
	w.flush()
}

func integer(s string, otherwise int) int {
	if n, err := strconv.Atoi(strings.TrimSpace(s)); err == nil && n > 0 && n < 1<<30 {
		return n
	}
	return otherwise
}

// math keeps a displayed formula as a block with its TeX, and an inline one as
// the text of its symbols.
func (w *writer) math(n *html.Node, p place) {
	tex := texOf(n)
	if tex == "" || attr(n, "display") != "block" && !standsAlone(n) {
		w.children(n, p)
		return
	}
	w.flush()
	p.kind, p.level = clipper.Math, 0
	w.children(n, p)
	w.flush()
	if k := len(w.blocks) - 1; k >= 0 && w.blocks[k].Kind == clipper.Math {
		w.blocks[k].Code = tex
	}
}

// texOf is the TeX that a formula is annotated with.
func texOf(math *html.Node) string {
	for e := range elements(math) {
		if e.Data == "annotation" && strings.Contains(attr(e, "encoding"), "tex") {
			return strings.TrimSpace(textOf(e))
		}
	}
	return ""
}

// standsAlone reports a formula that is all its block holds, a full stop aside.
func standsAlone(n *html.Node) bool {
	p := n.Parent
	for p != nil && !isBlock(p) {
		p = p.Parent
	}
	return p != nil && p.DataAtom != atom.Td && strings.Trim(strings.TrimPrefix(textOf(p), textOf(n)), ".,; ") == ""
}

// skipped reports elements whose content is not text of the page.
func skipped(n *html.Node) bool {
	switch n.DataAtom {
	case atom.Script, atom.Style, atom.Noscript, atom.Template, atom.Svg, atom.Canvas, atom.Button, atom.Select, atom.Textarea,
		atom.Input, atom.Iframe, atom.Object, atom.Embed, atom.Video, atom.Audio, atom.Map, atom.Head, atom.Title, atom.Datalist:
		return true
	}
	return n.Data == "annotation" || n.Data == "annotation-xml"
}
