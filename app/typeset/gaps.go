package typeset

import (
	"unicode"
	"unicode/utf8"
)

// scriptGap is the space, in em, that is set between an ideograph or kana and a
// Latin letter or figure beside it. It stands in no text.
const scriptGap = .12

// partsScripts tells whether such a gap belongs between two runes.
func partsScripts(before, after rune) bool {
	return isIdeographic(before) && isWestern(after) || isWestern(before) && isIdeographic(after)
}

func isIdeographic(r rune) bool {
	return r >= 0x3041 && (r <= 0x30FA && r != 0x30A0 || r == 0x30FC || r >= 0x31F0 && r <= 0x31FF ||
		r >= 0x3400 && r <= 0x4DBF || r >= 0x4E00 && r <= 0x9FFF || r >= 0xF900 && r <= 0xFAFF || r >= 0x20000 && r <= 0x3FFFD)
}

func isWestern(r rune) bool {
	return r >= '0' && r <= '9' || r < 0x530 && unicode.IsLetter(r) || r >= 0x1E00 && r < 0x2000 && unicode.IsLetter(r)
}

// scriptGap is the width of the gap before the rune at i.
func (k *breaker) scriptGap(i int) float32 {
	before, _ := utf8.DecodeLastRuneInString(k.text[k.first:i])
	after, _ := utf8.DecodeRuneInString(k.text[i:k.end])
	if !partsScripts(before, after) {
		return 0
	}
	return scriptGap * k.seg.look.size
}
