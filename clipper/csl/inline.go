package csl

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxMarkup is the length up to which fields are searched for markup; what is
// longer is printed as it stands.
const maxMarkup = 16 << 10

// parseInline reads the markup of a field: the tags of CSL JSON, straight
// quotation marks, which become those of the locale, and apostrophes. Tags and
// marks without a partner stay as they are written.
func parseInline(text string, m *marks) []token {
	if len(text) > maxMarkup {
		return []token{{kind: textToken, text: text}}
	}
	if !strings.ContainsAny(text, "<\"'") && !contains(text, m.open) && !contains(text, m.innerOpen) {
		return []token{{kind: textToken, text: text}}
	}
	p := &inlineParser{in: text, marks: m}
	p.parse()
	return p.finish()
}

func contains(text, mark string) bool { return mark != "" && strings.Contains(text, mark) }

type inlineParser struct {
	in      string
	pos     int
	start   int // of text not yet taken up
	marks   *marks
	out     []token
	open    []opened
	nocase  int
	firstBy byte // the kind of straight quotation mark met first
}

// opened is a tag or mark waiting for its partner.
type opened struct {
	at      int    // index in out
	closing string // what closes it
	literal string // what it is when nothing does
	quote   bool
}

// inlineTags are the opening tags, each with its closing tag.
var inlineTags = []struct {
	open, close string
	font        font
}{
	{"<i>", "</i>", italic},
	{"<b>", "</b>", bold},
	{"<sup>", "</sup>", superscript},
	{"<sub>", "</sub>", subscript},
	{"<sc>", "</sc>", smallCaps},
	{`<span style="font-variant: small-caps;">`, "</span>", smallCaps},
	{`<span style="font-variant:small-caps;">`, "</span>", smallCaps},
	{`<span class="nocase">`, "</span>", noFont},
	{`<span class="nodecor">`, "</span>", plainFont},
}

// keepsCase reports whether text-case leaves alone what a tag holds: formulas and
// the like, and what is marked so.
func keepsCase(f font) bool {
	return f == noFont || f == superscript || f == subscript || f == smallCaps
}

func (p *inlineParser) parse() {
	for p.pos < len(p.in) {
		switch c := p.in[p.pos]; {
		case c == '<' && p.tag():
		case (c == '"' || c == '\'') && p.straight(c):
		case p.marks.open != "" && p.marks.open != p.marks.close && p.curly():
		default:
			p.pos++
		}
	}
	p.flush()
}

// flush takes up the text before pos.
func (p *inlineParser) flush() {
	if p.start < p.pos {
		p.out = append(p.out, token{kind: textToken, text: p.in[p.start:p.pos], nocase: p.nocase > 0})
	}
}

func (p *inlineParser) advance(n int) {
	p.pos += n
	p.start = p.pos
}

func (p *inlineParser) tag() bool {
	rest := p.in[p.pos:]
	for _, t := range inlineTags {
		if strings.HasPrefix(rest, t.open) {
			if !strings.Contains(rest, t.close) {
				return false
			}
			p.flush()
			p.open = append(p.open, opened{at: len(p.out), closing: t.close, literal: t.open})
			p.out = append(p.out, token{kind: openFont, font: t.font})
			if keepsCase(t.font) {
				p.nocase++
			}
			p.advance(len(t.open))
			return true
		}
		if strings.HasPrefix(rest, t.close) {
			return p.shut(t.close, len(t.close))
		}
	}
	return false
}

// shut closes the innermost tag or mark that closing ends; whatever was opened
// inside it and is still open becomes plain text.
func (p *inlineParser) shut(closing string, length int) bool {
	for i := len(p.open) - 1; i >= 0; i-- {
		o := p.open[i]
		if o.closing != closing {
			continue
		}
		p.flush()
		p.abandon(i + 1)
		p.open = p.open[:i]
		end := p.out[o.at]
		end.kind++ // the closing kind follows the opening one
		if end.kind == closeFont && keepsCase(end.font) {
			p.nocase--
		}
		p.out = append(p.out, end)
		p.advance(length)
		return true
	}
	return false
}

// abandon turns what was opened from i on into text.
func (p *inlineParser) abandon(i int) {
	for _, o := range p.open[i:] {
		if p.out[o.at].kind == openFont && keepsCase(p.out[o.at].font) {
			p.nocase--
		}
		p.out[o.at] = token{kind: textToken, text: o.literal}
	}
}

func (p *inlineParser) finish() []token {
	p.abandon(0)
	out := p.out[:0]
	for _, t := range p.out {
		if t.font == noFont && (t.kind == openFont || t.kind == closeFont) {
			continue
		}
		if n := len(out); n > 0 && t.kind == textToken && out[n-1].kind == textToken && out[n-1].nocase == t.nocase {
			out[n-1].text += t.text
			continue
		}
		out = append(out, t)
	}
	return out
}

// straight handles a straight quotation mark or apostrophe.
func (p *inlineParser) straight(c byte) bool {
	before, after := p.around()
	closing := string(c)
	if p.justOpened() {
		before = 0
	}
	if opensQuote(before, after) && (c == '"' || p.closes(c)) {
		p.openQuote(c, 1, closing)
		return true
	}
	if closesQuote(after) && p.shut(closing, 1) {
		return true
	}
	if c == '\'' {
		p.flush()
		p.out = append(p.out, token{kind: textToken, text: "’", nocase: p.nocase > 0})
		p.advance(1)
		return true
	}
	return false
}

// closes reports whether a closing mark of the kind follows.
func (p *inlineParser) closes(c byte) bool {
	rest := p.in[p.pos+1:]
	rest = rest[:min(len(rest), 1000)]
	for i := 0; i < len(rest); i++ {
		if rest[i] != c {
			continue
		}
		before, _ := utf8.DecodeLastRuneInString(rest[:i])
		after, size := utf8.DecodeRuneInString(rest[i+1:])
		if size == 0 {
			after = 0
		}
		if closesQuote(after) && !unicode.IsSpace(before) {
			return true
		}
	}
	return false
}

// around are the characters beside the one at pos, with tags passed over; 0 at
// the ends of the text.
func (p *inlineParser) around() (before, after rune) {
	head, tail := p.in[:p.pos], p.in[p.pos+1:]
	for strings.HasSuffix(head, ">") {
		i := strings.LastIndexByte(head, '<')
		if i < 0 {
			break
		}
		head = head[:i]
	}
	if head != "" {
		before, _ = utf8.DecodeLastRuneInString(head)
	}
	if tail != "" {
		after, _ = utf8.DecodeRuneInString(tail)
	}
	return before, after
}

// justOpened reports whether a quotation mark was opened right before.
func (p *inlineParser) justOpened() bool {
	n := len(p.out)
	return n > 0 && p.start == p.pos && p.out[n-1].kind == openQuote
}

func opensQuote(before, after rune) bool {
	if after == 0 || unicode.IsSpace(after) {
		return false
	}
	return before == 0 || unicode.IsSpace(before) || strings.ContainsRune("([{/“‘«", before)
}

func closesQuote(after rune) bool {
	return after == 0 || !unicode.IsLetter(after) && !unicode.IsDigit(after)
}

func (p *inlineParser) openQuote(kind byte, length int, closing string) {
	p.flush()
	depth := int8(0)
	for _, o := range p.open {
		if o.quote {
			depth++
		}
	}
	straight := kind == '"' || kind == '\''
	if straight && p.firstBy == 0 {
		p.firstBy = kind
	}
	if depth == 0 && (kind == 'i' || straight && p.firstBy != kind) {
		depth = innerQuote
	}
	p.open = append(p.open, opened{at: len(p.out), closing: closing, quote: true, literal: literalQuote(p.in[p.pos : p.pos+length])})
	p.out = append(p.out, token{kind: openQuote, level: depth, straight: straight})
	p.advance(length)
}

func literalQuote(mark string) string {
	if mark == "'" {
		return "’"
	}
	return mark
}

// curly handles the outer marks of the locale itself, so that they can become
// inner ones inside quotation marks.
func (p *inlineParser) curly() bool {
	rest := p.in[p.pos:]
	if strings.HasPrefix(rest, p.marks.open) {
		p.openQuote('c', len(p.marks.open), p.marks.close)
		return true
	}
	if strings.HasPrefix(rest, p.marks.close) {
		return p.shut(p.marks.close, len(p.marks.close))
	}
	if m := p.marks; m.innerOpen != "" && m.innerOpen != m.innerClose && strings.HasPrefix(rest, m.innerOpen) {
		p.openQuote('i', len(m.innerOpen), m.innerClose)
		return true
	} else if m.innerClose != "" && strings.HasPrefix(rest, m.innerClose) {
		after, _ := utf8.DecodeRuneInString(rest[len(m.innerClose):])
		return (after == utf8.RuneError || closesQuote(after)) && p.shut(m.innerClose, len(m.innerClose))
	}
	return false
}
