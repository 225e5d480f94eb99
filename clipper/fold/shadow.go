package fold

import (
	"sort"
	"strings"
	"unicode/utf8"
)

// Shadow is a text folded for matching, with the way back to the original bytes.
// Runs of white space, newlines among them, are one space. The space that French
// sets inside « » and before ; : ! ? is dropped, so that « mot » and "mot" are
// the same.
type Shadow struct {
	Text     string
	original string
	at       []int32 // at[i] is where the character that gave Text[i] starts; one more for the end
}

// New folds text. Texts of 2 GB and more are not supported.
func New(text string) *Shadow {
	f := folder{
		s: text, t: table(), gap: -1, stood: space,
		out: make([]byte, 0, len(text)+len(text)/16+8),
		at:  make([]int32, 0, len(text)+len(text)/16+8),
	}
	f.run()
	return &Shadow{Text: string(f.out), original: text, at: f.at}
}

// Fold is the folded text alone.
func Fold(text string) string { return New(text).Text }

// Original is the smallest byte range of the original text, on grapheme edges,
// that covers Text[start:end]. An empty range gives an empty range.
func (s *Shadow) Original(start, end int) (int, int) {
	start, end = min(max(start, 0), len(s.Text)), min(end, len(s.Text))
	from := int(s.at[start])
	if end <= start {
		return from, from
	}
	last := int(s.at[end-1])
	_, size := table().at(s.original, last)
	if s.Text[end-1] == ' ' {
		size = int(s.at[end]) - last
	}
	return edgeBefore(s.original, from), edgeAfter(s.original, last+size)
}

// Folded is the offset in Text of the original offset off; inside a character
// that was dropped or written out, of what follows it.
func (s *Shadow) Folded(off int) int {
	return sort.Search(len(s.Text), func(i int) bool { return int(s.at[i]) >= off })
}

// Find lists up to limit places of the original text that read like what, as
// byte ranges on grapheme edges, in order and not overlapping. A limit below 1
// means all of them.
func (s *Shadow) Find(what string, limit int) [][2]int {
	needle := strings.TrimSpace(Fold(what))
	if needle == "" {
		return nil
	}
	var found [][2]int
	for pos := 0; limit < 1 || len(found) < limit; {
		i := strings.Index(s.Text[pos:], needle)
		if i < 0 {
			break
		}
		start, end := s.Original(pos+i, pos+i+len(needle))
		if n := len(found); n == 0 || start >= found[n-1][1] {
			found = append(found, [2]int{start, end})
		}
		pos += i + len(needle)
	}
	return found
}

// folder writes the shadow of s.
type folder struct {
	s     string
	t     *glyphs
	out   []byte
	at    []int32
	gap   int  // where white space that is not written yet began, or -1
	stood kind // what the last character was; space at the start
	stop  bool // the last character was a full stop or its like
}

func (f *folder) run() {
	for i := 0; i < len(f.s); {
		c := f.s[i]
		if low := plainByte[c]; low != 0 && f.gap < 0 {
			f.out = append(f.out, low)
			f.at = append(f.at, int32(i))
			f.stood = letter
			i++
			continue
		}
		i += f.step(i)
	}
	f.space()
	f.at = append(f.at, int32(len(f.s)))
}

// step folds the character at i and returns its length.
func (f *folder) step(i int) int {
	g, size := f.t.at(f.s, i)
	switch {
	case g.kind == drop:
	case g.kind == space:
		if f.gap < 0 {
			f.gap = i
		}
	default:
		if f.gap >= 0 && f.closes(g, f.s[i:i+size], i+size) {
			f.gap = -1
		}
		f.space()
		f.put(g.text, i)
		opens := g.text == `"` && f.opens(f.s[i:i+size])
		f.stood, f.stop = g.kind, strings.Contains(".,;!?", g.text)
		if opens {
			return size + f.skipSpace(i+size)
		}
	}
	return size
}

// space writes the white space that was held back.
func (f *folder) space() {
	if f.gap >= 0 {
		f.put(" ", f.gap)
		f.gap, f.stood, f.stop = -1, space, false
	}
}

func (f *folder) put(text string, i int) {
	f.out = append(f.out, text...)
	for range len(text) {
		f.at = append(f.at, int32(i))
	}
}

// opens reports whether the quotation mark just written opens a quotation, so
// that the space after it is only typography.
func (f *folder) opens(mark string) bool {
	switch mark {
	case "«", "“", "„":
		return f.stood != letter && f.stood != ideograph && !f.stop
	}
	return len(f.out) == 1
}

// closes reports whether the space before the character is only typography:
// a closing quotation mark, or the high punctuation of French.
func (f *folder) closes(g glyph, raw string, next int) bool {
	switch g.text {
	case ";", ":", "!", "?":
		return true
	case `"`:
	default:
		return false
	}
	if next == len(f.s) {
		return raw != "«" && raw != "„"
	}
	after, _ := f.t.at(f.s, next)
	return (raw == "»" || raw == "”") && after.kind != letter && after.kind != ideograph
}

func (f *folder) skipSpace(i int) int {
	from := i
	for i < len(f.s) {
		g, size := f.t.at(f.s, i)
		if g.kind != space && g.kind != drop {
			break
		}
		i += size
	}
	return i - from
}

// plainByte maps the ASCII letters and digits to lower case, all else to 0.
var plainByte = func() (t [256]byte) {
	for c := range utf8.RuneSelf {
		switch {
		case c >= 'a' && c <= 'z', c >= '0' && c <= '9':
			t[c] = byte(c)
		case c >= 'A' && c <= 'Z':
			t[c] = byte(c) + 'a' - 'A'
		}
	}
	return t
}()
