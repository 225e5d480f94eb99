package typeset

import (
	"slices"
	"unicode"
	"unicode/utf8"
)

// variables cuts formulae where their variables, which are set in italics, meet
// what is upright: figures, signs, and names such as sin and det.
func (l *Layout) variables(segs []seg) []seg {
	if !slices.ContainsFunc(segs, func(g seg) bool { return g.look.formula }) {
		return segs
	}
	var out []seg
	for _, g := range segs {
		if !g.look.formula || g.start == g.end || Family(g.look.slot/styles) == Mono {
			out = append(out, g)
			continue
		}
		for g.start < g.end {
			n, letters := letterRun(l.Doc.text[g.start:g.end])
			part := seg{g.start, g.start + n, g.look}
			if letters > 0 && letters <= 2 {
				part.look.slot |= italic
			}
			out = append(out, part)
			g.start += n
		}
	}
	return out
}

// letterRun is the length of the run of letters, or of other runes, that a text
// begins with, and how many letters it has.
func letterRun(text string) (n, letters int) {
	first, _ := utf8.DecodeRuneInString(text)
	in := unicode.IsLetter(first)
	for n < len(text) {
		r, size := utf8.DecodeRuneInString(text[n:])
		if (unicode.IsLetter(r) || in && unicode.IsMark(r)) != in {
			break
		}
		n += size
		if in && unicode.IsLetter(r) {
			letters++
		}
	}
	return n, letters
}
