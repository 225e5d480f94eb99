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
	"between", "beyond", "by", "c", "ca", "circa", "d", "de", "despite", "down", "during",
	"except", "for", "forenenst", "from", "given", "in", "inside", "into", "lest", "like", "modulo",
	"near", "next", "notwithstanding", "of", "off", "on", "onto", "out", "over", "per", "plus",
	"pro", "qua", "sans", "since", "than", "through", "thru", "throughout", "thruout", "till", "to",
	"toward", "towards", "under", "underneath", "until", "unto", "up", "upon", "v", "versus",
	"via", "von", "van", "vs", "with", "within", "without",
)

// titleWord is a run of letters, digits and apostrophes and where it lies: in one
// token, as formatting seldom changes inside a word.
type titleWord struct {
	token      int
	start, end int
	text       string
	nocase     bool
	first      bool // begins the title, or a part of it after a colon and the like
	last       bool
	compound   bool // begins the first hyphenated word
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
	low := lower(w.text, lang)
	if smallWords[low] && !w.first && !w.last && !w.compound {
		if len(low) > 1 && w.text == upper(low, lang) {
			return capitalized(low)
		}
		return w.text
	}
	if w.head() != lower(w.head(), lang) || !strings.ContainsAny(w.text, "’'") && w.text != low || w.single() && !((w.first || w.compound) && isLatin(w.text)) {
		return w.text
	}
	return capitalized(w.text)
}

// single reports whether the word is one letter, or begins with one and an
// apostrophe.
func (w titleWord) single() bool {
	return len([]rune(w.head())) == 1 && !(w.last && w.text == "a")
}

// head is the word up to an apostrophe.
func (w titleWord) head() string {
	head, _ := takeWhile(w.text, func(r rune) bool { return r != '’' && r != '\'' })
	return head
}

func isLatin(s string) bool {
	for _, r := range s {
		return unicode.Is(unicode.Latin, r)
	}
	return false
}

// capitalized gives a word a capital at its head.
func capitalized(s string) string {
	for i, r := range s {
		if unicode.IsLetter(r) {
			return s[:i] + strings.ToUpper(string(r)) + s[i+len(string(r)):]
		}
		if unicode.IsDigit(r) {
			return s
		}
	}
	return s
}

// titleWords finds the words of a text, across the borders of its tokens.
func titleWords(tokens []token) []titleWord {
	f := &wordFinder{first: true, compound: true}
	for i, t := range tokens {
		if t.kind == openQuote && i == 0 && t.straight {
			f.first = false
		}
		if t.kind == textToken {
			f.token(i, t)
		}
	}
	if n := len(f.words); n > 0 {
		f.words[n-1].last = true
	}
	return f.words
}

type wordFinder struct {
	words    []titleWord
	first    bool // the next word begins a part
	compound bool // no hyphenated word has come yet
	before   rune // the last character that was not of a word
	gap      int  // how many such characters since the last word
}

func (f *wordFinder) token(i int, t token) {
	start := -1
	for j, r := range t.text {
		if isTitleRune(r) {
			if start < 0 {
				start = j
			}
			continue
		}
		if start >= 0 {
			f.word(i, t, start, j)
			start = -1
		}
		if unicode.IsSpace(r) && strings.ContainsRune(":?!", f.before) && f.gap > 0 {
			f.first = true
		}
		f.before = r
		f.gap++
	}
	if start >= 0 {
		f.word(i, t, start, len(t.text))
	}
}

func (f *wordFinder) word(i int, t token, start, end int) {
	w := titleWord{token: i, start: start, end: end, text: t.text[start:end], nocase: t.nocase, first: f.first}
	afterHyphen := f.gap == 1 && f.before == '-'
	if f.compound && !afterHyphen && strings.HasPrefix(t.text[end:], "-") && len(t.text) > end+1 {
		w.compound = true
		f.compound = false
	}
	f.words = append(f.words, w)
	f.first, f.gap = false, 0
}

func isTitleRune(r rune) bool {
	return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) || r == '’' || r == '\'' || r == '`' || r == '_'
}
