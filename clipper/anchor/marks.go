package anchor

import (
	"unicode/utf8"

	"florilegium/clipper"
)

// Resize gives a clip other ends in its article's text, in bytes, and carries its
// marks along. What no longer lies inside the quotation, with the offsets it had,
// is given back as lost, for the reader to be told. Everything else of the clip
// stays. It fails as NewClip does.
func Resize(a *clipper.Article, c clipper.Clip, start, end int) (clipper.Clip, []clipper.ClipMark, error) {
	now, err := NewClip(a, start, end)
	if err != nil {
		return c, nil, err
	}
	from, text := c.Start, a.Text()
	tie(&c, a, text, Place{now.Start, now.End})
	carried, lost := clipper.ShiftMarks(c.Marks, from, c.Start, c.End)
	normal, more := clipper.NormalMarks(c.Quote, carried)
	c.Marks = normal
	return c, append(lost, more...), nil
}

// carry takes marks from one spelling of a quotation to another that differs only
// in typography: spaces, quotation marks, dashes, composed or decomposed accents.
// Both have the same letters once made plain, so that counting them finds the place.
func carry(marks []clipper.ClipMark, from, to string) []clipper.ClipMark {
	if len(marks) == 0 || from == to {
		return marks
	}
	moved := make([]clipper.ClipMark, len(marks))
	for i, m := range marks {
		moved[i] = m
		moved[i].Start = offsetOf(to, plainLen(from[:min(m.Start, len(from))]))
		moved[i].End = offsetOf(to, plainLen(from[:min(m.End, len(from))]))
	}
	normal, _ := clipper.NormalMarks(to, moved)
	return normal
}

func plainLen(s string) int { return utf8.RuneCountInString(plain(s)) }

// offsetOf is where the first n letters of plain(s) end in s, on a grapheme edge.
// White space before the next letter is not passed.
func offsetOf(s string, n int) int {
	for _, at := range graphemeStarts(s) {
		if n <= 0 {
			return at
		}
		n -= plainLen(s[at:edgeAfter(s, at+1)])
	}
	return len(s)
}
