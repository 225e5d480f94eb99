//go:build !headless

package reader

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// script is what a word keeps to: Chinese and Japanese part words without
// spaces, so that a change of script is all there is to go by.
type script uint8

const (
	noWord script = iota
	letters
	digits
	han
	hiragana
	katakana
	joiner // belongs to the letters around it
)

// longHan is the number of Chinese characters in a row beyond which each counts
// as a word: a whole clause is none.
const longHan = 4

// longest bounds the way from an offset to the ends of its word, in bytes: a line
// of nothing but letters and accents is no word.
const longest = 2048

func scriptOf(r rune) script {
	switch {
	case r == 0xAD || r == 0x200C || r == 0x200D || r == 0x2060 || unicode.IsMark(r) || r == 'ー':
		return joiner
	case unicode.IsDigit(r):
		return digits
	case unicode.Is(unicode.Han, r):
		return han
	case unicode.Is(unicode.Hiragana, r):
		return hiragana
	case unicode.Is(unicode.Katakana, r):
		return katakana
	case unicode.IsLetter(r) || r == '_':
		return letters
	}
	return noWord
}

// scriptAt and scriptBefore are the kind of the character that starts or ends at
// an offset, with its length.
func scriptAt(s string, off int) (script, int) {
	if off >= len(s) {
		return noWord, 0
	}
	r, n := utf8.DecodeRuneInString(s[off:])
	return scriptOf(r), n
}

func scriptBefore(s string, off int) (script, int) {
	if off <= 0 {
		return noWord, 0
	}
	r, n := utf8.DecodeLastRuneInString(s[:off])
	return scriptOf(r), n
}

// endings are what English writes behind an apostrophe within a word.
var endings = map[string]bool{"s": true, "t": true, "m": true, "d": true, "ll": true, "ve": true, "re": true, "hui": true}

// inside tells whether the sign at off, between two parts, belongs to the word
// that they make: the apostrophe of don’t and aujourd’hui, not that of l’état;
// the point of 3.14 and the thin space of 10 000.
func inside(s string, off int) bool {
	if off <= 0 || off >= len(s) {
		return false
	}
	r, size := utf8.DecodeRuneInString(s[off:])
	before, _ := scriptBefore(s, off)
	after, _ := scriptAt(s, off+size)
	switch {
	case before == digits && after == digits:
		return strings.ContainsRune(".,'’\u00a0\u202f\u2009", r)
	case (r == '\'' || r == '’') && before == letters && after == letters:
		head, tail := tailOf(s[:off]), headOf(s[off+size:])
		first, _ := utf8.DecodeRuneInString(tail)
		return endings[strings.ToLower(tail)] || head == "O" && unicode.IsUpper(first)
	}
	return false
}

// headOf and tailOf are the letters that a text begins or ends with.
func headOf(s string) string {
	return s[:len(s)-len(strings.TrimLeftFunc(s, unicode.IsLetter))]
}

func tailOf(s string) string {
	return s[len(strings.TrimRightFunc(s, unicode.IsLetter)):]
}

// elides tells whether an apostrophe stands at off that ties what is before it to
// a word behind.
func elides(s string, off int) bool {
	r, n := utf8.DecodeRuneInString(s[off:])
	after, _ := scriptAt(s, off+n)
	return (r == '\'' || r == '’') && after == letters
}

// joined tells whether a word goes on across an offset.
func joined(s string, off int) bool {
	if off <= 0 || off >= len(s) {
		return false
	}
	before, n := scriptBefore(s, off)
	after, _ := scriptAt(s, off)
	switch {
	case before == noWord:
		return inside(s, off-n)
	case after == noWord:
		return inside(s, off)
	case after == joiner:
		return true
	}
	for at := off - n; before == joiner; at -= n {
		if before, n = scriptBefore(s, at); n == 0 || off-at > longest/16 {
			return true
		}
	}
	return before == after || before+after == letters+digits
}

// wordAt is the word that holds the character at an offset; where there is none
// the range is empty. Guillemets, hyphens and the apostrophes of elision part
// words.
func wordAt(s string, off int) (start, end int) {
	kind, size := scriptAt(s, off)
	if kind == noWord && !inside(s, off) {
		return off, off
	}
	start, end = off, off+max(1, size)
	reach := longest
	if kind == han {
		reach = 4 * longHan
	}
	for off-start < reach && joined(s, start) {
		_, n := scriptBefore(s, start)
		start -= n
	}
	for end-off < reach && joined(s, end) {
		_, n := scriptAt(s, end)
		end += n
	}
	if kind == han && utf8.RuneCountInString(s[start:end]) > longHan {
		return off, off + size
	}
	return start, end
}

// nextWord is the end of the word at or after an offset.
func nextWord(s string, off int) int {
	for off < len(s) {
		if _, end := wordAt(s, off); end > off {
			return end
		}
		_, n := scriptAt(s, off)
		off += n
	}
	return len(s)
}

// previousWord is the start of the word before an offset.
func previousWord(s string, off int) int {
	for off > 0 {
		_, n := scriptBefore(s, off)
		off -= n
		if start, end := wordAt(s, off); end > off {
			return start
		}
	}
	return 0
}
