package fold

import (
	"unicode/utf8"

	"github.com/rivo/uniseg"
)

// reach bounds the way back to a sure edge, in bytes.
const reach = 256

// edgeBefore is the last grapheme edge at or before off.
func edgeBefore(s string, off int) int {
	before, _ := edges(s, off)
	return before
}

// edgeAfter is the first grapheme edge at or after off.
func edgeAfter(s string, off int) int {
	_, after := edges(s, off)
	return after
}

// edges are the grapheme edges around off; both are off where it is one.
func edges(s string, off int) (before, after int) {
	if off <= 0 || off >= len(s) || sureEdge(s, off) {
		return off, off
	}
	pos := off - 1
	for pos > 0 && pos > off-reach && !sureEdge(s, pos) {
		pos--
	}
	for pos < off {
		cluster, _, _, _ := uniseg.FirstGraphemeClusterInString(s[pos:], -1)
		if pos+len(cluster) > off {
			return pos, pos + len(cluster)
		}
		pos += len(cluster)
	}
	return off, off
}

// sureEdge reports an edge that needs no table: what follows is plain text and
// what stands before cannot draw it in.
func sureEdge(s string, i int) bool {
	if !base(s[i:]) || s[i] == '\n' {
		return false
	}
	return s[i-1] < utf8.RuneSelf || base(s[:i][start(s[:i]):])
}

// start is where the last character of s starts.
func start(s string) int {
	_, size := utf8.DecodeLastRuneInString(s)
	return len(s) - size
}

// base reports a character that always begins a grapheme: ASCII, letters of
// Latin, Greek and Cyrillic, Han and kana.
func base(s string) bool {
	if s[0] < utf8.RuneSelf {
		return true
	}
	r, size := utf8.DecodeRuneInString(s)
	switch {
	case size == 1:
		return false
	case r < 0xAD, r > 0xAE && r < 0x300, r >= 0x370 && r < 0x483, r >= 0x48A && r < 0x530:
		return r != 0xA9
	case r >= 0x1E00 && r < 0x200B, r >= 0x4E00 && r < 0xA000, r >= 0x3041 && r < 0x3097, r >= 0x30A0 && r < 0x3100:
		return true
	}
	return false
}
