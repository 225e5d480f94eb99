package fold

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// Pattern is what a Matcher looks for: words in a row, the last of them perhaps
// only begun, or any word with one of the stems.
type Pattern struct {
	Words  []string // folded; Tail words left out
	Prefix bool     // the last word may go on
	Joined string   // Words written as one, or ""
	Stems  []string // stems of the language of the text, of a single word
}

// Matcher finds the words of a query in texts. It may be used by several
// goroutines at once.
type Matcher struct {
	patterns []Pattern
	first    [256]bool // bytes that some pattern begins with
}

// NewMatcher makes a Matcher of patterns; those without words find nothing.
func NewMatcher(patterns []Pattern) *Matcher {
	m := &Matcher{}
	for _, p := range patterns {
		if len(p.Words) == 0 {
			continue
		}
		p.Prefix = p.Prefix || Lone(p.Words)
		m.patterns = append(m.patterns, p)
		for _, w := range append(slices.Clone(p.Stems), p.Words[0], p.Joined) {
			if w != "" {
				m.first[w[0]] = true
			}
		}
	}
	return m
}

// Match is a place that a pattern was found at, in bytes of the text.
type Match struct {
	Start, End int
	Pattern    int
}

// Find lists up to limit matches in text, whose language is lang, in order and
// not overlapping; a limit below 1 means all.
func (m *Matcher) Find(text, lang string, limit int) []Match {
	var found []Match
	code := Language(lang)
	for sc := newScanner(text); len(m.patterns) > 0 && sc.next(); {
		if !m.first[sc.word[0]] {
			continue
		}
		for i := range m.patterns {
			end, ok := m.patterns[i].match(sc, code)
			if !ok {
				continue
			}
			found = merge(found, Match{sc.start, end, i})
			break
		}
		if limit > 0 && len(found) >= limit && !sc.pair {
			break
		}
	}
	return found
}

// merge adds a match, drawing overlapping ones together.
func merge(found []Match, next Match) []Match {
	if n := len(found); n > 0 && next.Start < found[n-1].End {
		found[n-1].End = max(found[n-1].End, next.End)
		return found
	}
	return append(found, next)
}

// match tries the pattern at the word the scanner stands on.
func (p *Pattern) match(sc scanner, code string) (end int, ok bool) {
	word := string(sc.word)
	if word == p.Joined || len(p.Words) == 1 && p.stem(word, code) {
		return sc.end, true
	}
	start := sc.start
	sc.word = slices.Clone(sc.word)
	for i, want := range p.Words {
		if i > 0 && !sc.next() {
			return p.joined(sc.s, start, code)
		}
		if last := i == len(p.Words)-1; !same(string(sc.word), want, last && p.Prefix) {
			return p.joined(sc.s, start, code)
		}
		end = sc.end
	}
	if sc.pair && Lone(p.Words) {
		_, size := sc.t.at(sc.s, start)
		end = start + size
	}
	return end, true
}

// Lone reports a single character of Chinese or its like, which stands for every
// pair of characters that it begins.
func Lone(words []string) bool {
	if len(words) != 1 {
		return false
	}
	r, size := utf8.DecodeRuneInString(words[0])
	return size == len(words[0]) && size > 2 && wordKind(string(r)) == ideograph
}

// joined finds a word that the text writes in parts: "portemonnaie" at
// porte-monnaie, 1000000 at 1 000 000.
func (p *Pattern) joined(s string, from int, _ string) (int, bool) {
	if len(p.Words) != 1 || len(p.Words[0]) < shortest {
		return 0, false
	}
	var j joiner
	last := -1
	sc := newScanner(s[from:])
	for sc.next() && (last < 0 || len(j.word) < len(p.Words[0])) {
		gap := ""
		if last >= 0 {
			gap = s[from+last : from+sc.start]
		}
		if !j.add(sc.word, gap, sc.glued) && last >= 0 {
			return 0, false
		}
		last = sc.end
		if !strings.HasPrefix(p.Words[0], string(j.word)) {
			break
		}
	}
	if j.parts > 1 && same(string(j.word), p.Words[0], p.Prefix) {
		return from + last, true
	}
	return 0, false
}

func (p *Pattern) stem(word, code string) bool {
	if code == "" || len(p.Stems) == 0 || len(word) < shortest {
		return false
	}
	for _, s := range p.Stems {
		if n := min(3, len(s)); len(word) >= n && word[:n] == s[:n] {
			return slices.Contains(p.Stems, Stem(code, word))
		}
	}
	return false
}

func same(word, want string, prefix bool) bool {
	if prefix {
		return strings.HasPrefix(word, want)
	}
	return word == want
}
