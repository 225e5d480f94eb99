package extract

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// Attributes that tie footnotes to where the text refers to them.
const (
	noteAttr = "data-fl-note" // on a footnote: its id
	refAttr  = "data-fl-ref"  // on a reference: the id of its footnote
)

// maxNoteTags bounds the pages whose footnotes are sought: every mark is weighed
// against the block around it.
const maxNoteTags = 40_000

// largeNote is the length in bytes past which a block is no footnote.
const largeNote = 5_000

// notes finds the footnotes of a page.
type notes struct {
	refs    map[string][]*html.Node // links that may refer, by the id they point at
	known   map[string]bool         // ids of the notes that were found
	returns map[string]bool         // ids of the references themselves
	plain   map[string]*html.Node   // raised numbers that are no links
}

// markNotes ties references such as "1" or "[a]" to the blocks they point at.
func markNotes(doc *html.Node) {
	if countElements(doc) > maxNoteTags {
		return
	}
	f := &notes{refs: map[string][]*html.Node{}, known: map[string]bool{}, returns: map[string]bool{}, plain: map[string]*html.Node{}}
	for n := range elements(doc) {
		if id := f.target(n); id != "" && isNoteReference(n) {
			f.refs[id] = append(f.refs[id], n)
			f.returns[attr(n, "id")], f.returns[attr(n, "name")] = true, true
			f.returns[attr(n.Parent, "id")] = true
		}
	}
	delete(f.returns, "")
	for n := range elements(doc) {
		for _, id := range []string{attr(n, "id"), attr(n, "name")} {
			if refs := f.refs[id]; id != "" && refs != nil && f.tie(n, id, refs) {
				delete(f.refs, id)
				f.known[id] = true
			}
		}
	}
	f.plainNotes(doc)
	for n := range elements(doc) {
		if f.isReturn(n) {
			setAttr(n, skipAttr, "1")
		}
	}
}

// target is the id of this page that a link points at, empty when it does not.
func (f *notes) target(n *html.Node) string {
	if n.DataAtom != atom.A {
		return ""
	}
	href := attr(n, "href")
	if id, ok := strings.CutPrefix(href, "#"); ok {
		return id
	}
	if _, id, ok := strings.Cut(href, "#"); ok { // with the page's address, which may have changed since
		return id
	}
	return ""
}

// noteMark is the mark of a reference without its brackets, empty for what is
// none.
func noteMark(s string) string {
	s = strings.Trim(s, "[]() \u00a0.:")
	if s == "" || utf8.RuneCountInString(s) > 4 || strings.ContainsAny(s, "↩↑^⏎") {
		return ""
	}
	return s
}

func isNoteReference(a *html.Node) bool {
	text := textOf(a)
	if noteMark(text) == "" {
		return false
	}
	raised := a.Parent != nil && a.Parent.DataAtom == atom.Sup || first(a, atom.Sup) != nil
	bracketed := strings.HasPrefix(text, "[") && strings.HasSuffix(text, "]")
	return raised || bracketed || attr(a, "role") == "doc-noteref" || saysNote(a) || saysNote(a.Parent) || saysNote(firstElement(a)) ||
		a.Parent != nil && a.Parent.DataAtom == atom.Cite
}

func firstElement(n *html.Node) *html.Node {
	for e := range elements(n) {
		return e
	}
	return nil
}

// saysNote reports an element that calls itself a footnote or a mark of one.
func saysNote(n *html.Node) bool {
	if n == nil {
		return false
	}
	if isBlock(n) && n.DataAtom != atom.Li && n.DataAtom != atom.Div && n.DataAtom != atom.P {
		return false
	}
	for name := range strings.FieldsSeq(strings.ToLower(attr(n, "class") + " " + attr(n, "id"))) {
		if name == "fn" || name == "note" || strings.HasPrefix(name, "footnote") || strings.HasPrefix(name, "noteref") || strings.HasPrefix(name, "fnref") ||
			strings.HasPrefix(name, "sidenote") || strings.HasPrefix(name, "endnote") || strings.HasPrefix(name, "marginnote") {
			return true
		}
	}
	return false
}

// tie marks the block that a reference points at, and reports whether it is a
// note.
func (f *notes) tie(n *html.Node, id string, refs []*html.Node) bool {
	home := f.home(n)
	if home == nil || standsInNode(refs[0], home) {
		return false
	}
	setAttr(home, noteAttr, id)
	for _, a := range refs {
		setAttr(a, refAttr, id)
	}
	return true
}

// home is the element that holds the text of a note whose id is on n: n itself,
// the block that n begins, the block after a number by itself, or n where it
// begins one line of several; nil when what n begins is no note.
func (f *notes) home(n *html.Node) *html.Node {
	if isBlock(n) && noteMark(textOf(n)) == "" && textOf(n) != "" {
		if isHeadingNode(n) || len(textOf(n)) > largeNote {
			return nil
		}
		return n
	}
	block := n
	for block != nil && !isBlock(block) {
		block = block.Parent
	}
	if block == nil || block.DataAtom == atom.Body || !begins(n, block) {
		if n.DataAtom == atom.A && afterBreak(n) {
			return n
		}
		return nil
	}
	if noteMark(textOf(block)) != "" { // the number stands alone, the text after it
		setAttr(block, skipAttr, "1")
		return nextElement(block)
	}
	if isHeadingNode(block) {
		return nil
	}
	if f.anchorsIn(block) > 1 {
		return n
	}
	if body := nextElement(n); body != nil && isBlock(body) {
		if noteMark(textOf(n)) != "" {
			setAttr(n, skipAttr, "1")
		}
		return body
	}
	return block
}

func isHeadingNode(n *html.Node) bool {
	return len(n.Data) == 2 && n.Data[0] == 'h' && n.Data[1] >= '1' && n.Data[1] <= '6'
}

// begins reports whether a block has no text before n, brackets and numbers aside.
func begins(n, block *html.Node) bool {
	var before strings.Builder
	textBefore(block, n, &before)
	s := strings.TrimFunc(before.String(), func(r rune) bool { return unicode.IsSpace(r) || unicode.IsPunct(r) || unicode.IsDigit(r) })
	return s == ""
}

// textBefore gathers the text of root up to n, and reports whether it met n.
func textBefore(root, n *html.Node, b *strings.Builder) bool {
	if root == n {
		return true
	}
	if root.Type == html.TextNode {
		b.WriteString(root.Data)
	}
	for c := root.FirstChild; c != nil; c = c.NextSibling {
		if textBefore(c, n, b) || b.Len() > 200 {
			return true
		}
	}
	return false
}

func afterBreak(n *html.Node) bool {
	p := n.PrevSibling
	for p != nil && p.Type == html.TextNode && strings.TrimFunc(p.Data, isSpace) == "" {
		p = p.PrevSibling
	}
	return p != nil && p.DataAtom == atom.Br
}

func (f *notes) anchorsIn(block *html.Node) int {
	n := 0
	for e := range elements(block) {
		if id := or(attr(e, "id"), attr(e, "name")); id != "" && (f.refs[id] != nil || f.known[id]) {
			n++
		}
	}
	return n
}

func nextElement(n *html.Node) *html.Node {
	for n = n.NextSibling; n != nil; n = n.NextSibling {
		if n.Type == html.ElementNode {
			return n
		}
		if n.Type == html.TextNode && strings.TrimFunc(n.Data, isSpace) != "" {
			return nil
		}
	}
	return nil
}

// isReturn reports the mark at a note that leads back to the text, and the
// number that the note begins with.
func (f *notes) isReturn(n *html.Node) bool {
	if n.DataAtom == atom.A && hasAttr(n, "href") && !hasAttr(n, refAttr) {
		text := textOf(n)
		if f.returns[f.target(n)] && utf8.RuneCountInString(text) <= 6 {
			return true
		}
		return text != "" && strings.Trim(text, "↩\ufe0e↵^⏎ \u00a0") == ""
	}
	if !isBlock(n) && f.onlyReturns(n) {
		return true
	}
	if n.DataAtom == atom.A && hasAttr(n, noteAttr) { // a number that opens a note inside a block
		return false
	}
	return (n.DataAtom == atom.Sup || saysNote(n)) && noteMark(textOf(n)) != "" && !hasAttr(n, refAttr) && inNote(n) && begins(n, noteOf(n))
}

// onlyReturns reports an inline element that holds marks leading back and no
// text besides: "^ a b".
func (f *notes) onlyReturns(n *html.Node) bool {
	a := first(n, atom.A)
	if a == nil || !f.returns[f.target(a)] || !inNote(n) {
		return false
	}
	for word := range strings.FieldsSeq(textOf(n)) {
		if utf8.RuneCountInString(word) > 2 {
			return false
		}
	}
	return true
}

func inNote(n *html.Node) bool { return noteOf(n) != nil }

// noteOf is the footnote block that an element stands in.
func noteOf(n *html.Node) *html.Node {
	for p := n.Parent; p != nil; p = p.Parent {
		if hasAttr(p, noteAttr) && isBlock(p) {
			return p
		}
	}
	return nil
}

// plainNotes ties raised numbers that are no links to the notes that begin with
// them: paragraphs, or the items of a list beside the text.
func (f *notes) plainNotes(doc *html.Node) {
	for n := range elements(doc) {
		if n.DataAtom != atom.Sup || first(n, atom.A) != nil || hasAttr(n, refAttr) {
			continue
		}
		mark := noteMark(textOf(n))
		if mark == "" || !isNumber(mark) && !strings.Contains("*†‡§", mark) {
			continue
		}
		block := n
		for block != nil && !isBlock(block) {
			block = block.Parent
		}
		switch ref := f.plain[mark]; {
		case block == nil || standsIn(n, atom.A, atom.Table):
		case !begins(n, block) && ref == nil:
			f.plain[mark] = n
		case ref != nil && begins(n, block) && !hasAttr(block, noteAttr) && len(textOf(block)) > 8 && (block.DataAtom == atom.P || block.DataAtom == atom.Li || block.DataAtom == atom.Div):
			setAttr(block, noteAttr, "note-"+mark)
			setAttr(ref, refAttr, "note-"+mark)
		}
	}
	f.listsBeside(doc)
}

// listsBeside ties raised numbers to the items of numbered lists in asides.
func (f *notes) listsBeside(doc *html.Node) {
	for n := range elements(doc) {
		if n.DataAtom != atom.Ol || n.Parent == nil || n.Parent.DataAtom != atom.Aside {
			continue
		}
		number := integer(attr(n, "start"), 1)
		for li := n.FirstChild; li != nil; li = li.NextSibling {
			if li.DataAtom != atom.Li {
				continue
			}
			mark := itoa(number)
			if ref := f.plain[mark]; ref != nil {
				setAttr(li, noteAttr, "note-"+mark)
				setAttr(ref, refAttr, "note-"+mark)
			}
			number++
		}
	}
}
