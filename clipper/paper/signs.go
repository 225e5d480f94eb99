package paper

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// clean is a text that any of the files can hold: valid UTF-8 without control
// characters but "\n" and "\t", without noncharacters, and with directions that end
// where they stand.
func clean(s string) string {
	if isClean(s) {
		return s
	}
	s = strings.Map(cleanRune, strings.ToValidUTF8(strings.ReplaceAll(s, "\r\n", "\n"), "\ufffd"))
	return balanced(s)
}

// isClean reports a text that needs no work, which most do.
func isClean(s string) bool {
	if !utf8.ValidString(s) {
		return false
	}
	for _, r := range s {
		if r != cleanRune(r) || isDirection(r) {
			return false
		}
	}
	return true
}

func cleanRune(r rune) rune {
	switch {
	case r == '\n' || r == '\t':
		return r
	case r == '\r' || r == '\v' || r == '\f' || r == '\u0085' || r == '\u2028' || r == '\u2029':
		return '\n'
	case r < ' ' || r >= 0x7f && r < 0xa0 || r&0xfffe == 0xfffe || r >= 0xfdd0 && r <= 0xfdef:
		return -1
	case r == '\ufeff' || r >= 0xe0000 && r <= 0xe007f: // a byte order mark, and tags that no one sees
		return -1
	}
	return r
}

// The signs of the Unicode bidirectional algorithm that open and close a
// direction.
const (
	openers      = "\u202a\u202b\u202d\u202e"
	isolates     = "\u2066\u2067\u2068"
	popDirection = '\u202c'
	popIsolate   = '\u2069'
)

func isDirection(r rune) bool {
	return r >= '\u202a' && r <= '\u202e' || r >= '\u2066' && r <= '\u2069'
}

// balanced drops the signs that open a direction without closing it in the same
// line, those that close none, and all overrides: letters are never shown in
// another order than their own.
func balanced(s string) string {
	if !strings.ContainsFunc(s, isDirection) {
		return s
	}
	drop := map[int]bool{}
	var open []int // offsets of what is open
	for i, r := range s {
		switch {
		case r == '\n':
			open = dropAll(drop, open)
		case strings.ContainsRune(openers, r) || strings.ContainsRune(isolates, r):
			open = append(open, i)
		case r == popDirection || r == popIsolate:
			open = closeLast(s, drop, open, i)
		}
	}
	dropAll(drop, open)
	var b strings.Builder
	for i, r := range s {
		if !drop[i] {
			b.WriteRune(r)
		}
	}
	return b.String()
}

// closeLast pairs the sign at i with the last open one; a pair of an override
// goes, and so does a sign that fits nothing.
func closeLast(s string, drop map[int]bool, open []int, i int) []int {
	closes, _ := utf8.DecodeRuneInString(s[i:])
	if len(open) == 0 {
		drop[i] = true
		return open
	}
	last := open[len(open)-1]
	opens, _ := utf8.DecodeRuneInString(s[last:])
	switch {
	case strings.ContainsRune(isolates, opens) != (closes == popIsolate):
		drop[i] = true
		return open
	case opens == '\u202d' || opens == '\u202e':
		drop[i], drop[last] = true, true
	}
	return open[:len(open)-1]
}

func dropAll(drop map[int]bool, open []int) []int {
	for _, i := range open {
		drop[i] = true
	}
	return open[:0]
}

// oneLine is a text for a property of the file: clean, on one line.
func oneLine(s string) string {
	return strings.Join(strings.FieldsFunc(clean(s), func(r rune) bool { return r != '\u00a0' && r != '\u202f' && unicode.IsSpace(r) }), " ")
}
