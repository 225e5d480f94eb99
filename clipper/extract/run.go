package extract

import (
	"strings"

	"florilegium/clipper"
)

// look is how a piece of text is styled and where it leads.
type look struct {
	style clipper.Style
	link  string
	note  string
	tex   string
}

// run gathers the text of one block and collapses its white space as CSS does:
// one space for each row of white space, none at the edges or beside a break.
type run struct {
	buf     []byte
	spans   []clipper.Span
	start   int  // where the piece at hand begins: a table cell, a line
	pending bool // a space waits for text to follow
	waiting look // the look of that space
	written bool // something other than white space was written
	broken  bool // preformatted text goes on in a new line
}

func (r *run) empty() bool { return !r.written }

// text adds a text node.
func (r *run) text(s string, l look) {
	for len(s) > 0 {
		word := strings.IndexFunc(s, isSpace)
		if word == 0 {
			if !r.pending {
				r.pending, r.waiting = true, l
			}
			s = strings.TrimLeftFunc(s, isSpace)
			continue
		}
		if word < 0 {
			word = len(s)
		}
		r.space(l)
		r.write(s[:word], l)
		r.written = true
		s = s[word:]
	}
}

// space writes the space that waits, styled where both sides agree.
func (r *run) space(next look) {
	if !r.pending {
		return
	}
	r.pending = false
	if len(r.buf) == r.start {
		return
	}
	l := look{style: r.waiting.style & next.style}
	if r.waiting.link == next.link {
		l.link = next.link
	}
	if r.waiting.tex == next.tex {
		l.tex = next.tex
	}
	r.write(" ", l)
}

// raw adds preformatted text as it is.
func (r *run) raw(s string, l look) {
	r.pending = false
	if r.broken && s != "" {
		if r.broken = false; s[0] != '\n' {
			r.line()
		}
	}
	r.write(s, l)
	r.written = r.written || strings.TrimFunc(s, isSpace) != ""
}

func (r *run) write(s string, l look) {
	at := len(r.buf)
	r.buf = append(r.buf, s...)
	if l == (look{}) {
		return
	}
	if n := len(r.spans); n > 0 {
		last := &r.spans[n-1]
		if last.End == at && last.Style == l.style && last.Link == l.link && last.Note == l.note && last.TeX == l.tex {
			last.End = len(r.buf)
			return
		}
	}
	r.spans = append(r.spans, clipper.Span{Start: at, End: len(r.buf), Style: l.style, Link: l.link, Note: l.note, TeX: l.tex})
}

// line begins a new line of preformatted text, unless one has begun.
func (r *run) line() {
	if n := len(r.buf); n > 0 && r.buf[n-1] != '\n' {
		r.buf = append(r.buf, '\n')
	}
}

// mark ends a piece with a line break or a tab and begins the next.
func (r *run) mark(separator byte) {
	r.pending = false
	r.buf = append(r.buf, separator)
	r.start = len(r.buf)
}

// atBreak reports whether the text ends in a line break.
func (r *run) atBreak() bool { return len(r.buf) > 0 && r.start == len(r.buf) }

// take gives the text without white space at its edges, and starts anew.
func (r *run) take(pre bool) (string, []clipper.Span) {
	text := strings.TrimRightFunc(string(r.buf), isSpace)
	cut := 0
	if pre {
		for i := 0; i < len(text) && isSpace(rune(text[i])); i++ {
			if text[i] == '\n' {
				cut = i + 1
			}
		}
	} else {
		cut = len(text) - len(strings.TrimLeftFunc(text, isSpace))
	}
	spans := r.spans[:0]
	for _, s := range r.spans {
		s.Start, s.End = max(s.Start-cut, 0), min(s.End, len(text))-cut
		if s.Start < s.End {
			spans = append(spans, s)
		}
	}
	if len(spans) == 0 {
		spans = nil
	}
	*r = run{}
	return text[cut:], spans
}
