package cite

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
)

// piece is a stretch of a quotation on its way to the page.
type piece struct {
	text   string
	kind   pieceKind
	italic bool // the reader's emphasis
}

type pieceKind uint8

const (
	wordsPiece  pieceKind = iota // of the source
	openPiece                    // an opening quotation mark, and
	closePiece                   // a closing one, with their inner spaces
	omitPiece                    // what stands for words left out
	insertPiece                  // the reader's words in their brackets
	sicPiece
)

// change puts a quotation mark of a level, or nothing, in the place of bytes.
type change struct {
	start, end int
	kind       pieceKind // openPiece or closePiece
	level      int       // below 0 for nothing
}

// nest sets the quotation marks inside a quotation to those of the language, the
// outermost at the level base. Marks around the whole are taken off; one whose
// partner lies outside the quotation gets one at its edge.
func (m marks) nest(pieces []piece, base int) []piece {
	pieces = trimmed(slices.Clone(pieces))
	var b strings.Builder
	for _, p := range pieces {
		b.WriteString(p.text)
	}
	return m.apply(pieces, changes(b.String(), base))
}

// trimmed takes the white space off both ends.
func trimmed(pieces []piece) []piece {
	for len(pieces) > 0 {
		if pieces[0].text = strings.TrimLeftFunc(pieces[0].text, unicode.IsSpace); pieces[0].text != "" {
			break
		}
		pieces = pieces[1:]
	}
	for n := len(pieces) - 1; n >= 0; n-- {
		if pieces[n].text = strings.TrimRightFunc(pieces[n].text, unicode.IsSpace); pieces[n].text != "" {
			break
		}
		pieces = pieces[:n]
	}
	return pieces
}

// spaces are those that stand between words or inside marks, and line ends.
const spaces = " \u00a0\u202f\u2009\t\n"

// innerSpaces are those that a language sets inside its marks.
const innerSpaces = " \u00a0\u202f\u2009"

// changes lists what becomes of the quotation marks of a text.
func changes(text string, base int) []change {
	pairs := findPairs(text)
	var list []change
	var ends []int // of the pairs around the one at hand
	dropped := 0
	for i, p := range pairs {
		for len(ends) > 0 && ends[len(ends)-1] <= p.start {
			ends = ends[:len(ends)-1]
		}
		level := base + len(ends) - dropped
		if i == 0 && p.encloses(text) {
			level, dropped = -1, 1
		}
		ends = append(ends, p.endEnd)
		open := change{p.start, skipSpaces(text, p.startEnd, p.end), openPiece, level}
		list = append(list, open)
		for _, at := range p.repeats {
			list = append(list, change{at.start, skipSpaces(text, at.startEnd, p.end), openPiece, level})
		}
		from := max(open.end, len(strings.TrimRight(text[:p.end], innerSpaces)))
		list = append(list, change{from, p.endEnd, closePiece, level})
	}
	return inOrder(list)
}

// skipSpaces is the first byte at or after from that is no inner space, at most to.
func skipSpaces(text string, from, to int) int {
	rest := text[from:max(from, to)]
	return from + len(rest) - len(strings.TrimLeft(rest, innerSpaces))
}

// apply writes the changes into the pieces.
func (m marks) apply(pieces []piece, list []change) []piece {
	var out []piece
	put := func(text string, kind pieceKind, italic bool) {
		if text != "" {
			out = append(out, piece{text, kind, italic})
		}
	}
	pos, begins := 0, 0 // of what is not yet written, and of the piece
	for i, p := range pieces {
		ends := begins + len(p.text)
		last := i == len(pieces)-1
		for len(list) > 0 && (list[0].start < ends || last) {
			c := list[0]
			list = list[1:]
			if from := max(pos, begins); c.start > from {
				put(p.text[from-begins:c.start-begins], p.kind, p.italic)
			}
			if c.level >= 0 {
				open, shut := m.at(c.level)
				put(map[pieceKind]string{openPiece: open, closePiece: shut}[c.kind], c.kind, p.italic)
			}
			pos = max(pos, c.end)
		}
		if from := max(pos, begins); from < ends {
			put(p.text[from-begins:], p.kind, p.italic)
		}
		pos, begins = max(pos, ends), ends
	}
	return out
}

// inOrder sorts changes by their places; of two at one place the closing mark of
// what ends there comes first, unless nothing stands between.
func inOrder(list []change) []change {
	slices.SortStableFunc(list, func(a, b change) int {
		if c := cmp.Compare(a.start, b.start); c != 0 {
			return c
		}
		if a.kind == b.kind && a.kind == closePiece {
			return cmp.Or(cmp.Compare(a.end, b.end), cmp.Compare(b.level, a.level))
		}
		return cmp.Compare(a.end, b.end)
	})
	return list
}
