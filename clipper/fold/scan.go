package fold

import (
	"strings"
	"unicode/utf8"
)

// longest is where a word is cut, in bytes: nobody searches for more, and keys
// and addresses in a text should not fill the index.
const longest = 64

// scanner walks the words of a text. Its fields describe the word that the last
// call of next found.
type scanner struct {
	s   string
	t   *glyphs
	pos int

	word       []byte // folded, cut at longest
	start, end int    // bytes of s
	before     int    // where the word before ended, -1 at the first
	glued      bool   // a hyphen alone parts it from the word before
	digits     bool   // only ASCII digits, after folding
	pair       bool   // two characters of an unspaced script, overlapping the next word
	tail       bool   // the last character of such a run, once more by itself
}

func newScanner(s string) scanner {
	return scanner{s: s, t: table(), end: -1, word: make([]byte, 0, longest+utf8.UTFMax*4)}
}

// next finds the next word.
func (sc *scanner) next() bool {
	sc.before, sc.word, sc.digits = sc.end, sc.word[:0], true
	if sc.pair {
		return sc.ideographs()
	}
	sc.tail = false
	if !sc.skip() {
		return false
	}
	for sc.pos < len(sc.s) {
		if low := plainByte[sc.s[sc.pos]]; low != 0 {
			sc.word = append(sc.word, low)
			sc.digits = sc.digits && low <= '9'
			sc.pos++
			sc.end = sc.pos
			continue
		}
		if !sc.more() {
			break
		}
	}
	sc.cut()
	return true
}

// skip moves to the next word and notes what parts it from the one before.
func (sc *scanner) skip() bool {
	hyphens, others := 0, 0
	for sc.pos < len(sc.s) {
		if plainByte[sc.s[sc.pos]] != 0 {
			break
		}
		if c := sc.s[sc.pos]; c < utf8.RuneSelf {
			if c == '-' {
				hyphens++
			} else {
				others++
			}
			sc.pos++
			continue
		}
		g, size := sc.t.at(sc.s, sc.pos)
		if g.kind == letter || g.kind == ideograph {
			break
		}
		switch g.kind {
		case hyphen:
			hyphens++
		case drop:
		default:
			others++
		}
		sc.pos += size
	}
	sc.start = sc.pos
	sc.glued = hyphens == 1 && others == 0 && sc.before >= 0
	return sc.pos < len(sc.s)
}

// more takes a character that is not a plain letter into the word, or reports
// that the word has ended.
func (sc *scanner) more() bool {
	if c := sc.s[sc.pos]; c < utf8.RuneSelf && c != '\'' && c != '`' {
		return false
	}
	g, size := sc.t.at(sc.s, sc.pos)
	switch g.kind {
	case letter:
		sc.add(g.text)
		sc.pos += size
		sc.end = sc.pos
		return true
	case drop:
		sc.pos += size
		return true
	case ideograph:
		if len(sc.word) == 0 {
			sc.ideographs()
		}
		return false
	case apostrophe:
		return sc.apostrophe(size)
	}
	return false
}

func (sc *scanner) add(text string) {
	sc.word = append(sc.word, text...)
	sc.digits = sc.digits && len(text) == 1 && text[0] >= '0' && text[0] <= '9'
}

// apostrophe drops an elided article before it and an English 's after it, and
// otherwise joins the two sides: aujourd'hui is one word.
func (sc *scanner) apostrophe(size int) bool {
	rest := sc.pos + size
	if len(sc.word) == 0 || !sc.letterAt(rest) {
		return false
	}
	if elided[string(sc.word)] {
		sc.word, sc.digits = sc.word[:0], true
		sc.pos, sc.start, sc.glued = rest, rest, false
		return true
	}
	if c := sc.s[rest]; (c == 's' || c == 'S') && !sc.letterAt(rest+1) {
		sc.pos = rest + 1
		return false
	}
	sc.pos = rest
	return true
}

func (sc *scanner) letterAt(i int) bool {
	if i >= len(sc.s) {
		return false
	}
	if sc.s[i] < utf8.RuneSelf {
		return plainByte[sc.s[i]] != 0
	}
	g, _ := sc.t.at(sc.s, i)
	return g.kind == letter
}

// ideographs takes the pair of characters at pos, or the last one of its run.
func (sc *scanner) ideographs() bool {
	first, size := sc.t.at(sc.s, sc.pos)
	sc.tail = sc.pair
	sc.pair, sc.digits = false, false
	sc.glued = false
	sc.word = append(sc.word, first.text...)
	sc.start = sc.pos
	sc.pos += size
	sc.end = sc.pos
	for i := sc.pos; i < len(sc.s) && sc.s[i] >= utf8.RuneSelf; {
		g, n := sc.t.at(sc.s, i)
		if g.kind == ideograph {
			sc.word = append(sc.word, g.text...)
			sc.pair, sc.tail, sc.pos, sc.end = true, false, i, i+n
			break
		}
		if g.kind != drop {
			break
		}
		i += n
	}
	return true
}

// cut shortens an endless word to its first letters.
func (sc *scanner) cut() {
	if len(sc.word) <= longest {
		return
	}
	n := longest
	for !utf8.RuneStart(sc.word[n]) {
		n--
	}
	sc.word = sc.word[:n]
}

// elided are the words that French, Italian and Catalan shorten before a vowel.
var elided = func() map[string]bool {
	set := map[string]bool{}
	for _, word := range strings.Fields("c d j l m n s t v qu jusqu lorsqu puisqu quoiqu " +
		"dell nell all dall sull coll pell un quell quest gl degl dagl agl negl sugl anch ch bell sant") {
		set[word] = true
	}
	return set
}()
