package typeset

import (
	"strings"
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

// isFullWidth tells the marks that Latin and ideographic text share, and that
// fill a square in the latter: quotes in Chinese, dashes and dots in Japanese
// too. The apostrophe of a Latin word is not among them.
func isFullWidth(kind prose, text string, i int, r rune) bool {
	switch {
	case kind == chinese && strings.ContainsRune("“”‘’", r):
	case (kind == chinese || kind == japanese) && strings.ContainsRune("—…", r):
	default:
		return false
	}
	before, _ := utf8.DecodeLastRuneInString(text[:i])
	after, _ := utf8.DecodeRuneInString(text[i+utf8.RuneLen(r):])
	return r != '’' || !isWestern(before) || !isWestern(after)
}

// hanFace is the face of ideographs, nil where there is none.
func (s *Setter) hanFace(at slot) *face {
	if c := s.faceFor(at, '一'); c.has('一') {
		return c
	}
	return nil
}

// fullWidth is the width and class of a rune that may be a mark as wide as an
// ideograph.
func (k *breaker) fullWidth(cl class, r rune, i int, a float32) (float32, class) {
	if !isFullWidth(k.how.kind, k.text[k.first:k.end], i-k.first, r) || k.s.hanFace(k.seg.look.slot) == nil {
		return a, cl
	}
	switch cl {
	case clOpen:
		cl = clIdeoOpen
	case clClose:
		cl = clIdeoClose
	}
	return k.seg.look.size, cl
}
