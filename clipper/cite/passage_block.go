package cite

import (
	"strings"
	"unicode"

	"golang.org/x/text/width"
)

// family is a group of styles that quote in one way.
type family int

const (
	noFamily family = iota
	apaFamily
	mlaFamily
	chicagoFamily
	turabianFamily
)

// families are words in the names of styles that tell their family.
var families = []struct {
	word   string
	family family
}{
	{"turabian", turabianFamily}, {"chicago", chicagoFamily}, {"apa", apaFamily}, {"american-psychological-association", apaFamily},
	{"mla", mlaFamily}, {"modern-language-association", mlaFamily},
}

// family is that of the style, by its name or the one that it depends on.
func (c *CSLStyle) family() family {
	for _, name := range []string{c.info.Name, c.info.Parent, styleName(c.info.ID)} {
		words := "-" + strings.ToLower(name) + "-"
		for _, f := range families {
			if strings.Contains(words, "-"+f.word+"-") {
				return f.family
			}
		}
	}
	return noFamily
}

// length is the extent from which a quotation is set off; 0 is no limit.
type length struct {
	words      int // counted as the style's manual counts them
	lines      int // of a typed page
	paragraphs int
}

// lengths are the rules of the manuals: APA 7, 8.26; MLA 9, 6.35; the Chicago
// Manual, 17th edition, 13.10; Turabian, 9th edition, 25.2.
var lengths = map[family]length{
	apaFamily:      {words: 40},
	mlaFamily:      {lines: 5},
	chicagoFamily:  {words: 100, lines: 8, paragraphs: 2},
	turabianFamily: {lines: 5},
}

// languageLengths are what is usual where the style has no rule of its own.
var languageLengths = map[string]length{
	"fr": {lines: 4}, "de": {lines: 4}, "it": {lines: 4}, "es": {words: 40}, "pt": {lines: 4}, "zh": {lines: 4}, "ja": {lines: 4}, "ko": {lines: 4},
}

// columns are the columns of a line of a thesis: 12 points, margins of an inch. A
// Chinese character takes two.
const columns = 85

// isLong reports a quotation that is set off. A French text sets off what is long by
// French custom whatever the style, unless the style's manual has its own rule.
func (q Quoting) isLong(pieces []piece) bool {
	rule, ok := lengths[q.family]
	if !ok {
		rule, ok = languageLengths[primary(q.Lang)]
	}
	if !ok {
		rule = length{words: 40}
	}
	var b strings.Builder
	for _, p := range pieces {
		b.WriteString(p.text)
	}
	words, lines, paragraphs := extent(strings.TrimSpace(b.String()))
	return rule.words > 0 && words >= rule.words || rule.lines > 0 && lines >= rule.lines || rule.paragraphs > 0 && paragraphs >= rule.paragraphs
}

// extent counts words, typed lines and paragraphs. In scripts without spaces two
// characters count as a word.
func extent(text string) (words, lines, paragraphs int) {
	for part := range strings.SplitSeq(text, "\n") {
		wide, all := 0, 0
		for _, r := range part {
			switch {
			case unicode.In(r, unicode.Mn, unicode.Cf):
			case isWide(r):
				wide++
				all += 2
			default:
				all++
			}
		}
		if all == 0 {
			continue
		}
		for w := range strings.FieldsSeq(part) {
			if strings.ContainsFunc(w, func(r rune) bool { return (unicode.IsLetter(r) || unicode.IsDigit(r)) && !isWide(r) }) {
				words++
			}
		}
		words += wide / 2
		lines += (all + columns - 1) / columns
		paragraphs++
	}
	return words, lines, paragraphs
}

func isWide(r rune) bool {
	if r < 0x1100 {
		return false
	}
	k := width.LookupRune(r).Kind()
	return k == width.EastAsianWide || k == width.EastAsianFullwidth
}
