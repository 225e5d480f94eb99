package csl

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// assembler writes a tree of nodes out as tokens, putting in affixes and
// delimiters and settling how marks and spaces meet at the borders.
type assembler struct {
	out    []token
	marks  *marks
	quotes int8 // style quotes open
	fonts  []font
	parted int  // how much was written when the last cite began
	blocks bool // display blocks count, as they do in bibliographies
	meets  meeting
	raw    bool // for sorting: nothing falls together
}

// assemble makes the text of a tree.
func assemble(n *node, m *marks, blocks bool) Rich {
	a := &assembler{marks: m, blocks: blocks}
	if prune(n) {
		a.node(n)
	}
	return Rich{tokens: a.out, marks: m}
}

// prune drops empty kids and puts those of transparent nodes in their place. It
// reports whether anything is left.
func prune(n *node) bool {
	if n == nil {
		return false
	}
	if n.kids == nil {
		return !n.empty()
	}
	full := make([]*node, 0, len(n.kids))
	for _, k := range n.kids {
		if !prune(k) {
			continue
		}
		if k.transparent {
			full = append(full, k.kids...)
		} else {
			full = append(full, k)
		}
	}
	n.kids = full
	return len(full) > 0
}

func (a *assembler) node(n *node) {
	if n.look == nil {
		switch n.role {
		case delimiterRole:
			a.meets = acrossCites
		case writerRole:
			a.meets = writersOwn
		default:
			a.meets = deep
		}
		a.content(n)
		a.meets = deep
		if n.role == delimiterRole {
			a.parted = len(a.out)
		}
		return
	}
	l := n.look
	if l.block != noBlock && a.blocks {
		a.out = append(a.out, token{kind: openBlock, block: l.block})
		defer func() { a.out = append(a.out, token{kind: closeBlock, block: l.block}) }()
	}
	if n.inside {
		a.open(l.fonts)
		a.affix(l.prefix)
		a.content(n)
		a.lastAffix(l.suffix)
		a.shut(l.fonts)
		return
	}
	a.affix(l.prefix)
	a.meets = deep
	if l.quotes {
		a.out = append(a.out, token{kind: openQuote, level: a.quotes})
		a.quotes++
	}
	a.open(l.fonts)
	a.content(n)
	a.shut(l.fonts)
	if l.quotes {
		mark := ""
		if last := len(n.tokens) - 1; last >= 0 && n.tokens[last].kind == textToken {
			mark = a.expelled()
		}
		a.quotes--
		a.out = append(a.out, token{kind: closeQuote, level: a.quotes})
		if mark != "" {
			a.out = append(a.out, token{kind: textToken, text: mark, affix: true})
		}
	}
	a.meets = n.meeting(besideOwn)
	a.affix(l.suffix)
	a.meets = deep
}

// expelled takes a comma or semicolon off the end of a quoted field where marks
// stand outside the quotation marks.
func (a *assembler) expelled() string {
	if a.marks == nil || a.marks.punctuationInside {
		return ""
	}
	i := len(a.out) - 1
	for i >= 0 && a.out[i].kind == closeFont {
		i--
	}
	if i < 0 || a.out[i].kind != textToken || len(a.out[i].text) < 2 {
		return ""
	}
	text := a.out[i].text
	if end := text[len(text)-1]; end != ',' && end != ';' {
		return ""
	}
	a.out[i].text = text[:len(text)-1]
	return text[len(text)-1:]
}

// meeting says how the text before an affix lies. citeproc-js lets marks fall
// together across formatting only when the formatted text lies deeper in the
// tree than the affix.
type meeting uint8

const (
	deep          meeting = iota
	besideOwn             // formatted text with the affix or delimiter beside it
	besideSibling         // formatted text, and the affix is that of the next element
	acrossCites           // the affix parts two cites
	writersOwn            // words that are not the style's
)

// meeting is beside for a leaf with formatting, deep for any other node.
func (n *node) meeting(beside meeting) meeting {
	if n.tokens != nil && n.look != nil && (len(n.look.fonts) > 0 || n.look.quotes) {
		return beside
	}
	return deep
}

// lastAffix writes the suffix of a layout, inside a display block that ends it.
func (a *assembler) lastAffix(s string) {
	n := len(a.out)
	if n == 0 || a.out[n-1].kind != closeBlock {
		a.affix(s)
		return
	}
	end := a.out[n-1]
	a.out = a.out[:n-1]
	a.affix(s)
	gap := a.cutSpace()
	a.out = append(a.out, end)
	a.affix(gap)
}

// cutSpace takes the space off an affix at the end.
func (a *assembler) cutSpace() string {
	last := &a.out[len(a.out)-1]
	if last.kind != textToken || !last.affix || !strings.HasSuffix(last.text, " ") {
		return ""
	}
	last.text = strings.TrimSuffix(last.text, " ")
	return " "
}

func (a *assembler) open(fonts []font) {
	for i := len(fonts) - 1; i >= 0; i-- {
		f := fonts[i]
		if a.idle(f) {
			f = noFont
		} else {
			a.out = append(a.out, token{kind: openFont, font: f})
		}
		a.fonts = append(a.fonts, f)
	}
}

// idle reports whether a value changes nothing: upright text outside italics.
func (a *assembler) idle(f font) bool {
	switch f {
	case uprightStyle:
		return !a.inForce(italic) && !a.inForce(oblique)
	case normalWeight:
		return !a.inForce(bold)
	case normalCaps:
		return !a.inForce(smallCaps)
	}
	return false
}

func (a *assembler) shut(fonts []font) {
	for range fonts {
		f := a.fonts[len(a.fonts)-1]
		a.fonts = a.fonts[:len(a.fonts)-1]
		if f != noFont {
			a.out = append(a.out, token{kind: closeFont, font: f})
		}
	}
}

func (a *assembler) content(n *node) {
	for _, t := range n.tokens {
		a.token(t)
	}
	for i, k := range n.kids {
		if i > 0 && n.delimiter != "" {
			a.meets = n.kids[i-1].meeting(besideOwn)
			a.affix(n.delimiter)
			a.meets = deep
		} else if i > 0 {
			a.meets = n.kids[i-1].meeting(besideSibling)
		}
		a.node(k)
	}
}

// token writes a token of a leaf. Formatting that the field itself asks for
// flips where it is already in force.
func (a *assembler) token(t token) {
	switch t.kind {
	case textToken:
		if t.affix {
			a.affix(t.text)
			return
		}
	case openQuote, closeQuote:
		if t.level == innerQuote {
			t.level = max(1, a.quotes)
		} else {
			t.level += a.quotes
		}
	case openFont:
		if t.font == plainFont {
			t.font = uprightStyle
			if a.inForce(bold) {
				t.font = normalWeight
			}
		} else if a.inForce(t.font) {
			t.font = t.font.opposite()
		}
		a.fonts = append(a.fonts, t.font)
	case closeFont:
		t.font = a.fonts[len(a.fonts)-1]
		a.fonts = a.fonts[:len(a.fonts)-1]
	}
	a.out = append(a.out, t)
}

func (a *assembler) inForce(f font) bool {
	for i := len(a.fonts) - 1; i >= 0; i-- {
		if a.fonts[i].axis() == f.axis() {
			return a.fonts[i] == f
		}
	}
	return false
}

// affix writes text of the style, settling how its first character meets the
// last one written.
func (a *assembler) affix(s string) {
	if s == "" {
		return
	}
	if !a.raw {
		s = a.join(s)
	}
	if s != "" {
		a.out = append(a.out, token{kind: textToken, text: s, affix: true})
	}
}

// join looks back over closing marks and formatting to the last text, and
// returns what of s is still to be written.
func (a *assembler) join(s string) string {
	i, quote := len(a.out)-1, -1 // the innermost closing quotation mark
	for ; i >= 0 && a.out[i].kind != textToken; i-- {
		switch a.out[i].kind {
		case closeQuote:
			quote = i
		case closeFont:
		default:
			return s
		}
	}
	if i < 0 || a.out[i].text == "" {
		return s
	}
	last, quoted := &a.out[i], quote >= 0
	before, after := last.text[len(last.text)-1], s[0]
	if after == ' ' && last.affix && i != a.parted-1 && a.meets != besideSibling && (before == ' ' || strings.HasSuffix(last.text, "\u00a0")) {
		return strings.TrimLeft(s, " ")
	}
	if !isMark(after) || quoted && a.meets == writersOwn && after != '.' {
		return s
	}
	inside := a.marks != nil && a.marks.punctuationInside && strings.IndexByte(".,?!", after) >= 0
	switch {
	case quoted && !inside && before == ',':
		last.text = last.text[:len(last.text)-1]
		return "," + strings.TrimPrefix(s, ",")
	case quoted && inside:
	case a.meets == besideOwn && before == after:
		return s[1:]
	case a.meets == besideOwn || a.meets == besideSibling:
		return s
	}
	switch {
	case isMark(before):
		met := meet(before, after)
		if (!quoted || !inside) && len(met) == 2 {
			return s
		}
		last.text = last.text[:len(last.text)-1] + met
		return s[1:]
	case quoted && inside:
		a.out = slices.Insert(a.out, quote, token{kind: textToken, text: s[:1], affix: last.affix})
		return s[1:]
	}
	return s
}

func isMark(c byte) bool { return strings.IndexByte(".,;:!?", c) >= 0 }

// met says what two marks become that meet, where they do not simply stand
// side by side.
var met = map[[2]byte]string{
	{'!', '.'}: "!", {'!', ':'}: "!",
	{'?', '.'}: "?", {'?', ':'}: "?",
	{':', '!'}: "!", {':', '?'}: "?", {':', '.'}: ":",
	{';', '!'}: "!", {';', '?'}: "?", {';', ':'}: ";", {';', '.'}: ";",
}

func meet(before, after byte) string {
	if before == after {
		return string(before)
	}
	if m, ok := met[[2]byte{before, after}]; ok {
		return m
	}
	return string([]byte{before, after})
}

// sortText is the text of a tree as it is sorted by: without quotation marks.
func sortText(n *node) string {
	a := &assembler{marks: &marks{}, raw: true}
	if prune(n) {
		a.node(n)
	}
	var b strings.Builder
	for _, t := range a.out {
		if t.kind == textToken {
			b.WriteString(t.text)
		}
	}
	return sortable(b.String())
}

// lastRune is the last character of a text, 0 for none.
func lastRune(s string) rune {
	r, size := utf8.DecodeLastRuneInString(s)
	if size == 0 {
		return 0
	}
	return r
}
