package extract

import (
	"cmp"
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
	note   string // id of the footnote it is part of
	pre    bool
	code   string // language of a code block
	node   *html.Node
	region clipper.Reason
}

// item is a list item that may go on over several blocks.
type item struct {
	number int
	used   bool
}

// writer turns the nodes of a page into pieces.
type writer struct {
	base   *url.URL
	taken  taken
	pieces []piece
	run    run
	at     place   // of the piece being gathered
	later  []piece // pictures and side notes met inside it
	note   string  // id of the footnote that a mark inside the block began
	size   int     // of the text being gathered
	marked int
}

// readPieces is every block of a tree, with how much of each a reader took.
func readPieces(root *html.Node, base *url.URL, t taken) []piece {
	w := &writer{base: base, taken: t}
	w.node(root, place{kind: clipper.Paragraph, node: root})
	w.flush()
	return w.pieces
}

// flush ends the piece being gathered.
func (w *writer) flush() {
	written := w.run.written
	text, spans := w.run.take(w.at.pre)
	if written {
		w.add(w.at, clipper.Block{Text: text, Spans: spans})
	}
	w.size, w.marked = 0, 0
	w.pieces = append(w.pieces, w.later...)
	w.later = nil
}

// add stores a piece at its place.
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
	b.Lang, b.Dir = p.lang, p.dir
	if note := or(p.note, w.note); note != "" && b.Kind != clipper.Table && b.Kind != clipper.Figure && b.Kind != clipper.Divider {
		b.Anchor = note
		if b.Kind != clipper.CodeBlock && b.Kind != clipper.Math {
			b.Kind, b.Level, b.Number = clipper.Footnote, 0, 0
		}
	}
	if b.Kind == clipper.CodeBlock {
		b.Code = p.code
	}
	if b.Kind == clipper.Paragraph {
		displayed(&b)
	}
	w.pieces = append(w.pieces, piece{block: b, node: p.node, size: w.size, marked: w.marked, region: p.region})
}

func (w *writer) node(n *html.Node, p place) {
	switch n.Type {
	case html.TextNode:
		w.text(n, p)
	case html.ElementNode:
		w.element(n, p)
	case html.DocumentNode:
		w.children(n, p)
	}
}

func (w *writer) text(n *html.Node, p place) {
	if w.run.empty() {
		w.at = p
	}
	w.count(n)
	if p.pre {
		w.run.raw(n.Data, look{})
		return
	}
	w.run.text(n.Data, p.look)
}

// count weighs a text node, and whether the first reader took it.
func (w *writer) count(n *html.Node) {
	weight := weigh(n.Data)
	w.size += weight
	if weight > 0 && w.taken.has(n) {
		w.marked += weight
	}
}

func (w *writer) children(n *html.Node, p place) {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		w.node(c, p)
	}
}

// apart writes the children of a block element.
func (w *writer) apart(n *html.Node, p place) {
	w.flush()
	p.node = n
	w.children(n, p)
	w.flush()
	w.note = ""
}

func (w *writer) element(n *html.Node, p place) {
	if skipped(n) || hasAttr(n, skipAttr) {
		return
	}
	p = w.enter(n, p)
	if p.pre && n.DataAtom != atom.Br {
		w.preformatted(n, p)
		return
	}
	if isHidden(n) && p.kind != clipper.Aside && !standsIn(n, atom.Details) {
		if !isBlock(n) && !w.run.empty() && first(n, atom.Math) == nil {
			return
		}
		p.region = cmp.Or(p.region, clipper.Hidden)
	}
	switch n.DataAtom {
	case atom.Br:
		w.lineBreak(p)
	case atom.Img:
		if tex := attr(n, texAttr); tex != "" {
			w.formula(tex, p)
			return
		}
		w.image(n, p)
	case atom.Hr:
		w.flush()
		w.add(place{node: n, region: p.region}, clipper.Block{Kind: clipper.Divider})
	case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
		p.kind, p.level, p.item = clipper.Heading, int(n.Data[1]-'0'), nil
		w.apart(n, p)
	case atom.Pre, atom.Listing, atom.Xmp:
		w.code(n, p)
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

func (w *writer) code(n *html.Node, p place) {
	p.kind, p.level, p.pre, p.code = clipper.CodeBlock, 0, true, attr(n, codeAttr)
	w.apart(n, p)
}

// preformatted writes an element inside preformatted text: one that is a block
// is a line of its own.
func (w *writer) preformatted(n *html.Node, p place) {
	if !isBlock(n) {
		w.children(n, p)
		return
	}
	w.run.broken = w.run.broken || len(w.run.buf) > 0
	w.children(n, p)
	w.run.broken = true
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
	default:
		if hasAttr(n, codeAttr) {
			w.code(n, p)
			return
		}
		if isAside(n) {
			p.kind, p.level = clipper.Aside, 0
		}
		if isBlock(n) {
			w.apart(n, p)
			return
		}
		w.inline(n, p)
	}
}

// inline writes an element inside a text. A mark at the beginning of a line may
// open a footnote there.
func (w *writer) inline(n *html.Node, p place) {
	if id := attr(n, noteAttr); id != "" {
		if w.run.atBreak() {
			w.flush()
		}
		w.note, p.note = id, ""
	}
	p.look = w.style(n, p.look)
	w.children(n, p)
}

// enter takes over language, direction, footnote and region from an element.
func (w *writer) enter(n *html.Node, p place) place {
	if lang := attr(n, langAttr); lang != "" {
		p.lang = lang
	}
	if dir := attr(n, dirAttr); dir != "" {
		p.dir = dir
	}
	if note := attr(n, noteAttr); note != "" && isBlock(n) {
		p.note = note
	}
	if p.region == "" {
		p.region = regionOf(n)
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
		w.note = ""
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
		q := w.enter(c, p)
		q.kind, q.level, q.item = clipper.ListItem, p.depth, &item{number: number}
		if isHidden(c) {
			q.region = cmp.Or(q.region, clipper.Hidden)
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

// isAside reports a box that belongs to the text: an aside, a call-out.
func isAside(n *html.Node) bool {
	if n.DataAtom == atom.Aside || attr(n, "role") == "note" || hasAttr(n, "data-callout") {
		return true
	}
	for name := range strings.FieldsSeq(strings.ToLower(attr(n, "class"))) {
		switch name {
		case "callout", "admonition", "infobox-text", "pullquote", "pull-quote":
			return n.DataAtom == atom.Div || n.DataAtom == atom.Section
		}
	}
	return false
}

// skipped reports elements whose content is not text of the page.
func skipped(n *html.Node) bool {
	switch n.DataAtom {
	case atom.Script, atom.Style, atom.Noscript, atom.Template, atom.Svg, atom.Canvas, atom.Select, atom.Textarea,
		atom.Input, atom.Iframe, atom.Object, atom.Embed, atom.Video, atom.Audio, atom.Map, atom.Head, atom.Title, atom.Datalist:
		return true
	case atom.Rt: // how a character is read aloud, where no brackets set it off
		return n.Parent == nil || first(n.Parent, atom.Rp) == nil
	case atom.Button:
		return !inSentence(n)
	}
	return n.Data == "annotation" || n.Data == "annotation-xml"
}

// inSentence reports a button that is a word of a text rather than a control.
func inSentence(n *html.Node) bool {
	for p := n.Parent; p != nil; p = p.Parent {
		if isBlock(p) {
			return p.DataAtom == atom.P && len(textOf(p)) > 3*len(textOf(n))+20
		}
	}
	return false
}
