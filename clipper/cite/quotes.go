package cite

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// pair is an opening and a closing mark in a text, in bytes. One that the text lacks
// is empty and stands at the edge of what is around it.
type pair struct {
	start, startEnd, end, endEnd int
	repeats                      []pair // the opening mark again, at the beginnings of further paragraphs
}

// encloses reports whether the pair stands around the whole text, but for a full
// stop or comma after it.
func (p pair) encloses(text string) bool {
	if p.start != 0 {
		return false
	}
	rest := text[p.endEnd:]
	ends := lastRune(strings.TrimRight(text[:p.end], spaces))
	return rest == "" || strings.Contains(".,;", rest) && !unicode.IsPunct(ends)
}

// role is what a quotation mark does at its place.
type role int

const (
	neither role = iota
	opens
	closes
)

// findPairs lists the quotation marks of a text with their partners, by their start,
// the outer ones first.
func findPairs(text string) []pair {
	f := pairFinder{text: text}
	for i, r := range text {
		if kind := markKind(r); kind != 0 {
			f.mark(i, r, kind)
		}
	}
	f.drop(0, len(text))
	slices.SortStableFunc(f.found, func(a, b pair) int {
		return cmp.Or(cmp.Compare(a.start, b.start), cmp.Compare(b.endEnd, a.endEnd))
	})
	return f.found
}

type pairFinder struct {
	text  string
	open  []pair // not yet closed
	found []pair
}

func (f *pairFinder) kind(p pair) int { return markKind(firstRune(f.text[p.start:])) }

// mark takes up the mark r at i.
func (f *pairFinder) mark(i int, r rune, kind int) {
	size := utf8.RuneLen(r)
	top := len(f.open) - 1
	expects := top >= 0 && f.kind(f.open[top]) == kind
	switch (slot{f.text, i, i + size}).role(r, expects) {
	case opens:
		p := pair{start: i, startEnd: i + size}
		if expects && i > 0 && f.text[i-1] == '\n' && firstRune(f.text[f.open[top].start:]) == r {
			f.open[top].repeats = append(f.open[top].repeats, p)
			return
		}
		f.open = append(f.open, p)
	case closes:
		for top >= 0 && f.kind(f.open[top]) != kind {
			top--
		}
		if top >= 0 {
			p := f.open[top]
			f.drop(top+1, i)
			f.open = f.open[:top]
			p.end, p.endEnd = i, i+size
			f.found = append(f.found, p)
		} else if sureMark(r) {
			from := 0
			if n := len(f.open); n > 0 {
				from = f.open[n-1].startEnd
			}
			f.found = append(f.found, pair{start: from, startEnd: from, end: i, endEnd: i + size})
		}
	}
}

// drop closes at end the marks that were opened from the nth on and never closed.
func (f *pairFinder) drop(n, end int) {
	for _, p := range f.open[n:] {
		if r := firstRune(f.text[p.start:]); sureMark(r) {
			p.end, p.endEnd = end, end
			f.found = append(f.found, p)
		}
	}
	f.open = f.open[:n]
}

// sureMark reports a character that is nothing but a quotation mark. A straight or
// a single one may be an apostrophe, a prime or an inch.
func sureMark(r rune) bool {
	kind := markKind(r)
	return r != '"' && kind != 0 && kind != 2
}

// markKind tells kinds of marks apart that close only each other: 1 double, 2
// single, 3 guillemets, 4 single guillemets, 5 and 6 corner brackets; 0 is no
// quotation mark.
func markKind(r rune) int {
	switch r {
	case '"', '“', '”', '„', '‟':
		return 1
	case '\'', '‘', '’', '‚', '‛':
		return 2
	case '«', '»':
		return 3
	case '‹', '›':
		return 4
	case '「', '」':
		return 5
	case '『', '』':
		return 6
	}
	return 0
}

// slot is a mark at its place in a text.
type slot struct {
	text       string
	start, end int
}

// role decides by what stands on both sides, and by the mark itself where that
// does not tell. expects says that a mark of the kind waits to be closed.
func (s slot) role(r rune, expects bool) role {
	before, after := lastRune(s.text[:s.start]), firstRune(s.text[s.end:])
	left, right := isWordy(before), isWordy(after) && !strings.ContainsRune(".!?…", after)
	switch {
	case r == '"' && unicode.Is(unicode.Hebrew, before) && unicode.Is(unicode.Hebrew, after): // gershayim
		return neither
	case strings.ContainsRune("„‚‛‟「『", r):
		return opens
	case r == '」' || r == '』':
		return closes
	case markKind(r) == 2:
		return s.single(r, expects)
	case r == '“' && !left && right:
		return opens
	case right && !left && !(expects && strings.ContainsRune("»›”", r)):
		return opens
	case left && !right, expects && !right && before != 0 && !unicode.IsSpace(before):
		return closes
	case r == '"':
		return straight(before, after, expects)
	}
	return byShape(r)
}

// single tells ‘ and ’ and ' apart from apostrophes.
func (s slot) single(r rune, expects bool) role {
	before, after := lastRune(s.text[:s.start]), firstRune(s.text[s.end:])
	left, right := unicode.IsLetter(before) || unicode.IsDigit(before), unicode.IsLetter(after) || unicode.IsDigit(after)
	switch {
	case left && right:
		return neither
	case r == '‘' && expects && !right:
		return closes // German ‚…‘
	case r == '‘':
		return opens
	case expects && !right && !s.possessive(before):
		return closes
	case r == '\'' && !left && right && s.closedLater():
		return opens
	}
	return neither
}

// possessive reports an apostrophe after a plural s whose quotation is closed
// further on: ‘the dogs’ bones’.
func (s slot) possessive(before rune) bool {
	return (before == 's' || before == 'S') && s.closedLater()
}

// farthest is how far ahead, in bytes, the end of a single quotation is sought.
const farthest = 2000

// closedLater reports whether a single mark further on can close a quotation
// before another opens.
func (s slot) closedLater() bool {
	for i, r := range s.text[s.end:min(len(s.text), s.end+farthest)] {
		at := s.end + i
		switch {
		case r == '‘' || r == '‚':
			return false
		case r != '’' && r != '\'':
			continue
		}
		before, after := lastRune(s.text[:at]), firstRune(s.text[at+utf8.RuneLen(r):])
		if !unicode.IsSpace(before) && !unicode.IsLetter(after) && !unicode.IsDigit(after) {
			return true
		}
	}
	return false
}

func straight(before, after rune, expects bool) role {
	switch {
	case expects && before != 0 && !unicode.IsSpace(before):
		return closes
	case after != 0 && !unicode.IsSpace(after) && !expects:
		return opens
	}
	return neither
}

// byShape is what a mark does in the languages that use it most.
func byShape(r rune) role {
	if strings.ContainsRune("«‹“", r) {
		return opens
	}
	return closes
}

// isWordy reports a character that a quotation can begin or end with, against
// spaces, dashes and brackets around it.
func isWordy(r rune) bool {
	return r != 0 && r != utf8.RuneError && !unicode.IsSpace(r) && !unicode.In(r, unicode.Pd, unicode.Ps, unicode.Pe, unicode.Pi, unicode.Pf) &&
		!strings.ContainsRune(`,;:"'，；：、،؛`, r)
}

func firstRune(s string) rune {
	if s == "" {
		return 0
	}
	r, _ := utf8.DecodeRuneInString(s)
	return r
}

func lastRune(s string) rune {
	if s == "" {
		return 0
	}
	r, _ := utf8.DecodeLastRuneInString(s)
	return r
}
