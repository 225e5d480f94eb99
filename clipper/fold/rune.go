package fold

import (
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// kind says what a character is to the folding.
type kind uint8

const (
	other      kind = iota // punctuation and signs
	drop                   // leaves no trace: soft hyphens, accents standing alone
	space                  // any white space
	letter                 // letters, digits and the signs words are made of
	ideograph              // Han, kana, Hangul, Thai …: words are not parted by spaces
	apostrophe             //
	hyphen                 //
)

// glyph is a folded character. Empty text stands for the character as it is.
type glyph struct {
	text string
	kind kind
}

// glyphs holds the characters that texts are mostly made of.
type glyphs struct {
	low  [0x700]glyph // Latin, Greek, Cyrillic, Hebrew, Arabic
	mid  [0x300]glyph // from U+1E00: Vietnamese, Greek, punctuation
	cjk  [0x100]glyph // from U+3000
	wide [0x100]glyph // from U+FF00
}

var table = sync.OnceValue(func() *glyphs {
	t := new(glyphs)
	fill(t.low[:], 0)
	fill(t.mid[:], 0x1E00)
	fill(t.cjk[:], 0x3000)
	fill(t.wide[:], 0xFF00)
	return t
})

func fill(to []glyph, from rune) {
	for i := range to {
		to[i] = fold(from + rune(i))
	}
}

// of is the folding of one character.
func (t *glyphs) of(r rune) glyph {
	switch {
	case r < 0x700:
		return t.low[r]
	case r >= 0x1E00 && r < 0x2100:
		return t.mid[r-0x1E00]
	case r >= 0x3000 && r < 0x3100:
		return t.cjk[r-0x3000]
	case r >= 0x3400 && r < 0xA000, r >= 0xAC00 && r < 0xD7A4:
		return glyph{kind: ideograph}
	case r >= 0xFF00 && r < 0x10000:
		return t.wide[r-0xFF00]
	}
	return fold(r)
}

// at folds what stands at s[i:], and says how many bytes that is: mostly one
// character, more where kana or Hangul came in pieces.
func (t *glyphs) at(s string, i int) (glyph, int) {
	r, size := utf8.DecodeRuneInString(s[i:])
	g := t.of(r)
	if r >= 0x1100 && (g.kind == ideograph || r < 0x1200) {
		if n := pieces(s[i+size:]); n > 0 {
			whole := norm.NFKC.String(s[i : i+size+n])
			return glyph{whole, ideograph}, size + n
		}
	}
	if g.text == "" && g.kind != drop {
		g.text = s[i : i+size]
	}
	return g, size
}

// pieces counts the leading bytes that join the kana or jamo before them.
func pieces(s string) int {
	n := 0
	for n < len(s) && s[n] >= 0xE1 {
		r, size := utf8.DecodeRuneInString(s[n:])
		if r != 0x3099 && r != 0x309A && r != 0xFF9E && r != 0xFF9F && (r < 0x1160 || r > 0x11FF) {
			break
		}
		n += size
	}
	return n
}

// fold works a character out from the tables of Unicode.
func fold(r rune) glyph {
	switch k := kindOf(r); k {
	case drop:
		return glyph{kind: drop}
	case space:
		return glyph{" ", space}
	case apostrophe:
		return glyph{"'", apostrophe}
	case hyphen:
		return glyph{"-", hyphen}
	}
	if doubleQuote(r) {
		return glyph{`"`, other}
	}
	if d := digit(r); d >= 0 {
		return glyph{string('0' + d), letter}
	}
	text := plain(r)
	return glyph{text, wordKind(text)}
}

// kindOf recognises the characters that are something else than their letters.
func kindOf(r rune) kind {
	switch {
	case unicode.IsSpace(r), r >= 0x2000 && r <= 0x200A, r == 0x2800:
		return space
	case ignored(r):
		return drop
	case strings.ContainsRune("'’‘‚‛′ʼʻʹʽˈ`´＇‹›՚׳", r):
		return apostrophe
	case r >= 0x2010 && r <= 0x2015, strings.ContainsRune("-−﹣－⸺⸻־", r):
		return hyphen
	}
	return other
}

func doubleQuote(r rune) bool {
	return strings.ContainsRune("\"“”„‟«»″〝〞〟＂「」『』״", r)
}

// ignored are the characters that a reader does not see or does not type.
func ignored(r rune) bool {
	switch {
	case r < 0xAD:
		return false
	case r == 0xAD, r == 0x640, r == 0x34F, r == 0x180E, r == 0xFEFF:
		return true
	case r >= 0x200B && r <= 0x200F, r >= 0x202A && r <= 0x202E, r >= 0x2060 && r <= 0x206F:
		return true
	case r >= 0xFE00 && r <= 0xFE0F, r >= 0xE0000 && r <= 0xE0FFF:
		return true
	}
	return mark(r)
}

// mark reports accents and vowel signs of the scripts that are read without
// them. The signs of Indic scripts, of Thai and of kana are letters to readers.
func mark(r rune) bool {
	switch {
	case r >= 0x300 && r <= 0x36F, r >= 0x1AB0 && r <= 0x1AFF, r >= 0x1DC0 && r <= 0x1DFF,
		r >= 0x20D0 && r <= 0x20FF, r >= 0xFE20 && r <= 0xFE2F, r >= 0x483 && r <= 0x489:
		return true
	case r >= 0x591 && r <= 0x5C7, r >= 0x610 && r <= 0x61C, r >= 0x64B && r <= 0x65F, r >= 0x6D6 && r <= 0x6ED:
		return unicode.Is(unicode.Mn, r) || r == 0x61C
	}
	return r == 0x670
}

// spelled are the letters that Unicode does not take apart.
var spelled = map[rune]string{
	'œ': "oe", 'æ': "ae", 'ß': "ss", 'ø': "o", 'ł': "l", 'đ': "d", 'ð': "d", 'þ': "th", 'ħ': "h",
	'ı': "i", 'ŧ': "t", 'ŋ': "n", 'ĸ': "k", 'ς': "σ", 'ɓ': "b", 'ɗ': "d", 'ƙ': "k", 'ƴ': "y",
	'ی': "ي", 'ى': "ي", 'ک': "ك", 'ھ': "ه", 'ہ': "ه", 'ٱ': "ا",
}

// plain is r in lower case without accents, in compatibility form.
func plain(r rune) string {
	if r == 'й' || r == 'Й' {
		return "й"
	}
	var b strings.Builder
	for _, d := range decompose(r) {
		d = unicode.ToLower(d)
		if s, ok := spelled[d]; ok {
			b.WriteString(s)
		} else if !ignored(d) {
			b.WriteRune(d)
		}
	}
	return b.String()
}

// decompose is NFKD, but for kana, whose voiced marks are not accents.
func decompose(r rune) string {
	if r >= 0x3000 && r < 0x3100 || r >= 0xFF00 {
		return norm.NFKC.String(string(r))
	}
	return norm.NFKD.String(string(r))
}

// digit is the value of a decimal digit of any script, or -1.
func digit(r rune) rune {
	if r < 0x80 || !unicode.Is(unicode.Nd, r) {
		return -1
	}
	for _, run := range unicode.Nd.R16 {
		if r >= rune(run.Lo) && r <= rune(run.Hi) {
			return (r - rune(run.Lo)) % 10
		}
	}
	for _, run := range unicode.Nd.R32 {
		if r >= rune(run.Lo) && r <= rune(run.Hi) {
			return (r - rune(run.Lo)) % 10
		}
	}
	return -1
}

// unspaced are the scripts whose words are not parted by spaces, and Hangul,
// whose words carry their particles.
var unspaced = []*unicode.RangeTable{
	unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul, unicode.Bopomofo,
	unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar,
}

func wordKind(text string) kind {
	if text == "" {
		return drop
	}
	for _, r := range text {
		switch {
		case r == 'ー' || r == '々':
			return ideograph
		case !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r):
			return other
		case unicode.In(r, unspaced...):
			return ideograph
		}
	}
	return letter
}
