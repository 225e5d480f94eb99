package typeset

import (
	"sync"
	"unicode"
)

// class is what line breaking needs to know of a rune. The names are ours; the
// behaviour follows UAX 14 where French and kinsoku do not ask for more.
type class uint8

const (
	clText      class = iota // letters and all that is not below
	clDigit                  //
	clSpace                  // a space that a line may end after
	clNewline                //
	clGlue                   // no-break spaces, word joiner, no-break hyphen
	clOpen                   // quotes: never followed by a break
	clGuilOpen               // brackets, «: the same, even across spaces
	clClose                  // quotes, full stop: never preceded by a break
	clGuilClose              // brackets, », marks: the same, even across spaces
	clHyphen                 // a break may follow
	clSlash                  // a break may follow, before a letter
	clIdeo                   // a break on either side
	clIdeoOpen               // CJK opening brackets
	clIdeoClose              // CJK closing marks and small kana, which start no line
	clZeroSpace              // a break follows
	clMark                   // belongs to what comes before
	clJoiner                 // ties what comes before to what comes after
	clComplex                // letters that are measured by shaping whole words
	clSyllable               // the same, where a break may follow
	clCurrency               // resolved by what follows
	clGuillemet              // resolved by the language
	classes
)

var classTable = sync.OnceValue(func() *[0x10000]class {
	t := new([0x10000]class)
	for r := range t {
		t[r] = classify(rune(r))
	}
	for _, set := range []struct {
		runes string
		as    class
	}{
		{" \t\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2008\u2009\u200a\u205f", clSpace},
		{"\n\u2028", clNewline},
		{"\u00a0\u202f\u2007\u2060\ufeff\u2011", clGlue},
		{"“‘„‚¡¿", clOpen},
		{"([{⟨⟦", clGuilOpen},
		{".’”…'\"", clClose},
		{"‹«»›", clGuillemet},
		{"),]}⟩⟧:;!?%‰؟؛،۔", clGuilClose},
		{"€$£¥₽₹₩₪₺₴฿¢", clCurrency},
		{"-‐–—", clHyphen},
		{"/", clSlash},
		{"（［｛「『【〔《〈〖〘〚｟｢〝＄￥￡", clIdeoOpen},
		{"、。，．）］｝」』】〕》〉〗〙〛｠｣〞〟！？：；％‰℃・ーゝゞヽヾ々〻‥〜～゠｡､･ｰ‼⁇⁈⁉", clIdeoClose},
		{"ぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶㇰㇱㇲㇳㇴㇵㇶㇷㇸㇹㇺㇻㇼㇽㇾㇿｧｨｩｪｫｬｭｮｯﾞﾟ", clIdeoClose},
		{"\u200b\u1361", clZeroSpace},
		{"\u200d", clJoiner},
		{"\u00ad\u200c\u200e\u200f", clMark},
	} {
		for _, r := range set.runes {
			t[r] = set.as
		}
	}
	return t
})

func classify(r rune) class {
	switch {
	case r >= '0' && r <= '9':
		return clDigit
	case r < 0x300:
		return clText
	case unicode.In(r, unicode.Mn, unicode.Me, unicode.Mc) || r >= 0xFE00 && r <= 0xFE0F || invisible(r):
		return clMark
	case isComplex(r):
		return clComplex
	case isHangul(r):
		return clText // Korean parts words by spaces, and lines between words
	case isWide(r) || r >= 0xFF61 && r <= 0xFF9F:
		return clIdeo
	case unicode.Is(unicode.Nd, r):
		return clDigit
	}
	return clText
}

func classOf(t *[0x10000]class, r rune) class {
	switch {
	case r < 0x10000:
		return t[r]
	case r >= 0x1F1E6 && r <= 0x1F1FF:
		return clText // flags are pairs of these
	case r >= 0x1F3FB && r <= 0x1F3FF || r >= 0xE0100 && r <= 0xE01EF || r >= 0xE0020 && r <= 0xE007F:
		return clMark // skin tones, variation selectors, tags
	case isWide(r):
		return clIdeo
	}
	return clText
}

// isWide tells the runes that fill one em in every font: Han, kana, CJK
// punctuation and full-width forms.
func isWide(r rune) bool {
	return r >= 0x2E80 && (r <= 0x303E || r >= 0x3041 && r <= 0x312F || r >= 0x3190 && r <= 0x33FF || r >= 0x3400 && r <= 0x4DBF ||
		r >= 0x4E00 && r <= 0xA4CF || r >= 0xF900 && r <= 0xFAFF || r >= 0xFE30 && r <= 0xFE4F || r >= 0xFF01 && r <= 0xFF60 ||
		r >= 0xFFE0 && r <= 0xFFE6 || r >= 0x20000 && r <= 0x3FFFD)
}

func isHangul(r rune) bool {
	return r >= 0x1100 && (r <= 0x11FF || r >= 0x3130 && r <= 0x318F || r >= 0xA960 && r <= 0xA97F || r >= 0xAC00 && r <= 0xD7FF)
}

// isComplex tells the letters whose width depends on their neighbours: Arabic,
// Syriac and their kin, the scripts of India and South-East Asia, Mongolian.
func isComplex(r rune) bool {
	return r >= 0x0600 && r <= 0x08FF && r != 0x061B && r != 0x061F || r >= 0x0900 && r <= 0x109F ||
		r >= 0x1780 && r <= 0x18AF || r >= 0x1900 && r <= 0x1AAF || r >= 0xFB50 && r <= 0xFDFF || r >= 0xFE70 && r <= 0xFEFC
}

// pair is what may happen between two classes.
type pair struct {
	direct bool // a line may break between them
	spaced bool // or after spaces that part them
}

var pairTable = sync.OnceValue(func() *[classes][classes]pair {
	t := new([classes][classes]pair)
	for before := range classes {
		for after := range classes {
			t[before][after] = pair{mayBreak(before, after), mayBreakSpaced(before, after)}
		}
	}
	return t
})

func mayBreak(before, after class) bool {
	switch after {
	case clClose, clGuilClose, clIdeoClose, clGlue, clMark, clJoiner, clZeroSpace, clSpace, clNewline, clHyphen, clSlash:
		return before == clZeroSpace && after != clSpace && after != clNewline
	}
	switch before {
	case clOpen, clGuilOpen, clIdeoOpen, clGlue, clJoiner:
		return false
	case clZeroSpace:
		return true
	case clHyphen:
		return after != clDigit
	case clSlash:
		return after == clText
	case clIdeo, clIdeoClose:
		return true
	case clSyllable:
		return after == clSyllable || after == clComplex
	}
	return after == clIdeo || after == clIdeoOpen
}

func mayBreakSpaced(before, after class) bool {
	if before == clGuilOpen || before == clGlue || before == clIdeoOpen {
		return false
	}
	return after != clGuilClose && after != clGlue && after != clIdeoClose
}
