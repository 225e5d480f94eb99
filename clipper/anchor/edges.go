package anchor

import (
	"unicode"

	"github.com/rivo/uniseg"
)

// sureReach bounds the way back to a place that is an edge for sure, in bytes.
const sureReach = 512

// ruler finds the grapheme edges of a text. It remembers the last grapheme, so
// that asking in the order of the text costs one walk, whatever the text.
type ruler struct {
	text string
	last Place
}

// around are the grapheme edges around off, both off where it is one.
func (r *ruler) around(off int) Place {
	if off <= 0 || off >= len(r.text) || sureEdge(r.text, off) {
		return Place{off, off}
	}
	if off < r.last.Start || off > r.last.End+sureReach {
		from := r.back(off)
		r.last = Place{from, from}
	}
	for r.last.End < off {
		cluster, _, _, _ := uniseg.FirstGraphemeClusterInString(r.text[r.last.End:], -1)
		r.last = Place{r.last.End, r.last.End + len(cluster)}
	}
	switch off {
	case r.last.Start, r.last.End:
		return Place{off, off}
	}
	return r.last
}

// back is an edge before off to start from.
func (r *ruler) back(off int) int {
	pos := off - 1
	for pos > 0 && !sureEdge(r.text, pos) && (off-pos < sureReach || !startsRune(r.text[pos])) {
		pos--
	}
	return pos
}

// edgeBefore is the last grapheme edge at or before off.
func edgeBefore(text string, off int) int {
	r := ruler{text: text}
	return r.around(off).Start
}

// edgeAfter is the first grapheme edge at or after off.
func edgeAfter(text string, off int) int {
	r := ruler{text: text}
	return r.around(off).End
}

// sureEdge reports an edge between two printable ASCII characters.
func sureEdge(text string, i int) bool {
	return printable(text[i-1]) && printable(text[i])
}

func printable(c byte) bool  { return c >= ' ' && c < 0x7f }
func startsRune(c byte) bool { return c&0xC0 != 0x80 }

// wholeWords widens a place that cuts a word of a spaced script.
func wholeWords(text string, p Place) Place {
	const most = 64 // bytes
	for n := 0; n < most && p.Start > 0 && inWord(text, p.Start); n++ {
		p.Start--
	}
	for n := 0; n < most && p.End < len(text) && inWord(text, p.End); n++ {
		p.End++
	}
	return Place{edgeBefore(text, p.Start), edgeAfter(text, p.End)}
}

// inWord reports whether off stands between two letters of a spaced script, or
// inside one.
func inWord(text string, off int) bool {
	if !startsRune(text[off]) {
		return true
	}
	return spaced(lastRune(text[:off])) && spaced(firstRune(text[off:]))
}

func spaced(r rune) bool {
	return (unicode.IsLetter(r) || unicode.IsMark(r) || unicode.IsDigit(r)) &&
		!unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai, unicode.Khmer, unicode.Lao)
}
