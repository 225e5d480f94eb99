package csl

import (
	"strings"
	"unicode"
)

// smallWords are the words that title case leaves small in English, unless they
// stand first or last: articles, conjunctions, prepositions, some particles.
var smallWords = set(
	"a", "an", "the", "and", "but", "or", "nor", "yet", "so", "et",
	"about", "above", "across", "afore", "after", "against", "al", "along", "alongside", "amid",
	"amidst", "among", "amongst", "anenst", "apropos", "apud", "around", "as", "aside", "astride",
	"at", "athwart", "atop", "barring", "before", "behind", "below", "beneath", "beside", "besides",
	"between", "beyond", "by", "c", "ca", "circa", "d'", "de", "despite", "down", "during",
	"except", "for", "forenenst", "from", "given", "in", "inside", "into", "lest", "like", "modulo",
	"near", "next", "notwithstanding", "of", "off", "on", "onto", "out", "over", "per", "plus",
	"pro", "qua", "sans", "since", "than", "through", "thru", "throughout", "thruout", "till", "to",
	"toward", "towards", "under", "underneath", "until", "unto", "up", "upon", "v", "v.", "versus",
	"via", "vis-à-vis", "von", "van", "vs", "vs.", "with", "within", "without",
)

// titleWord is a word of a title and where it lies: in one token, as formatting
// seldom changes inside a word.
type titleWord struct {
	token      int
	start, end int
	text       string
	nocase     bool
	first      bool // begins the title or follows a colon, dash, question …
	last       bool
	hyphenated bool // follows a hyphen
}

func titleCase(tokens []token, lang string) {
	words := titleWords(tokens)
	for i := len(words) - 1; i >= 0; i-- {
		w := words[i]
		if w.nocase {
			continue
		}
		t := &tokens[w.token]
		t.text = t.text[:w.start] + w.inTitle(lang) + t.text[w.end:]
	}
}

// inTitle is the word as it stands in a title.
func (w titleWord) inTitle(lang string) string {
	low := strings.ToLower(w.text)
	if !w.first && !w.last && smallWords[low] && (w.text == low || w.text == capitalized(low, lang)) {
		return low
	}
	if w.text != low {
		return w.text
	}
	return capitalized(w.text, lang)
}

func capitalized(s, lang string) string {
	for i, r := range s {
		if unicode.IsLetter(r) {
			return s[:i] + upper(string(r), lang) + s[i+len(string(r)):]
		}
		if unicode.IsDigit(r) {
			return s
		}
	}
	return s
}

// titleWords finds the words; a space, a dash, a slash and quotation marks part them.
func titleWords(tokens []token) []titleWord {
	var words []titleWord
	first := true
	var before rune
	for i, t := range tokens {
		if t.kind == openQuote {
			first = true
		}
		if t.kind != textToken {
			continue
		}
		start := -1
		for j, r := range t.text + " " {
			if j < len(t.text) && isTitleRune(r) {
				if start < 0 {
					start = j
				}
				continue
			}
			if start >= 0 {
				text := t.text[start:j]
				words = append(words, titleWord{
					token: i, start: start, end: j, text: text, nocase: t.nocase,
					first: first, hyphenated: before == '-',
				})
				first, start = false, -1
			}
			if j < len(t.text) {
				if strings.ContainsRune(":?!—–([“‘«\"", r) {
					first = true
				}
				before = r
			}
		}
	}
	if len(words) > 0 {
		words[len(words)-1].last = true
	}
	return words
}

func isTitleRune(r rune) bool {
	return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) || strings.ContainsRune("’'.&-", r)
}
