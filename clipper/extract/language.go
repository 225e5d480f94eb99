package extract

import (
	"strings"
	"unicode"

	"github.com/RadhiFadlillah/whatlanggo"
	"golang.org/x/text/language"
)

// detectBytes of a text are enough to know its language.
const detectBytes = 4_000

// minDetect is the number of words from which a text betrays its language.
const minDetect = 20

// tag is a declared language as a BCP 47 tag, empty when it is none.
func tag(declared string) string {
	declared, _, _ = strings.Cut(strings.TrimSpace(declared), ",")
	declared = strings.ReplaceAll(declared, "_", "-")
	if declared == "" || len(declared) > 35 {
		return ""
	}
	t, err := language.Parse(declared)
	if base, confidence := t.Base(); err != nil || confidence == language.No || base.String() == "und" || base.String() == "mul" {
		return ""
	}
	return t.String()
}

// sameLanguage compares two tags without region and script.
func sameLanguage(a, b string) bool {
	a, _, _ = strings.Cut(a, "-")
	b, _, _ = strings.Cut(b, "-")
	return strings.EqualFold(a, b)
}

// detect is the language of a text, empty for less than twenty words.
func detect(text string) string {
	if countWords(text) < minDetect {
		return ""
	}
	if len(text) > detectBytes {
		text = strings.ToValidUTF8(text[:detectBytes], "")
	}
	return tag(whatlanggo.Detect(text).Lang.Iso6391())
}

// countWords counts words: rows of letters, digits and apostrophes. Scripts
// without spaces count two characters as a word, near enough for reading time.
func countWords(text string) int {
	words, dense := 0, 0
	inside := false
	for _, r := range text {
		switch {
		case isDense(r):
			dense++
			inside = false
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			if !inside {
				words++
			}
			inside = true
		case unicode.Is(unicode.Mn, r) || r == '\'' || r == '’' || r == '\u00AD' || r == '\u200D':
		default:
			inside = false
		}
	}
	return words + (dense+1)/2
}

func isWordRune(r rune) bool {
	return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.Mn, r)
}

func isDense(r rune) bool {
	return r >= 0x0E00 && unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar)
}
