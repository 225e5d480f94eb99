package cite

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// marks are the quotation marks of a language: outer pair, inner pair, and the
// space set inside them.
type marks struct{ open, close, open2, close2 string }

var markSets = map[string]marks{
	"fr":      {"«\u00a0", "\u00a0»", "“", "”"},
	"fr-ch":   {"«\u202f", "\u202f»", "‹\u202f", "\u202f›"},
	"en":      {"“", "”", "‘", "’"},
	"en-gb":   {"‘", "’", "“", "”"},
	"de":      {"„", "“", "‚", "‘"},
	"de-ch":   {"«", "»", "‹", "›"},
	"es":      {"«", "»", "“", "”"},
	"ru":      {"«", "»", "„", "“"},
	"pl":      {"„", "”", "«", "»"},
	"hu":      {"„", "”", "»", "«"},
	"sv":      {"”", "”", "’", "’"},
	"no":      {"«", "»", "‘", "’"},
	"ja":      {"「", "」", "『", "』"},
	"hr":      {"„", "”", "‚", "’"},
	"fa":      {"«", "»", "‹", "›"},
	"default": {"“", "”", "‘", "’"},
}

// sameMarks lists languages that quote like another.
var sameMarks = map[string]string{
	"en-au": "en-gb", "en-nz": "en-gb", "en-za": "en-gb", "en-ie": "en-gb", "en-in": "en-gb",
	"it": "es", "ca": "es", "gl": "es", "eu": "es", "el": "es", "pt-pt": "es", "ar": "es",
	"uk": "ru", "be": "ru", "hy": "ru", "kk": "ru", "cs": "de", "sk": "de", "sl": "de", "bg": "de", "et": "de", "lt": "de", "lv": "de", "is": "de",
	"sr": "hr", "bs": "hr", "ro": "pl", "fi": "sv", "nb": "no", "nn": "no", "zh-tw": "ja", "zh-hk": "ja", "zh-hant": "ja", "he": "sv", "it-ch": "de-ch",
}

// marksOf are the marks of a BCP 47 tag, by its region first.
func marksOf(lang string) marks {
	tag := strings.ToLower(strings.ReplaceAll(lang, "_", "-"))
	for tag != "" {
		if m, ok := markSets[tag]; ok {
			return m
		}
		if m, ok := markSets[sameMarks[tag]]; ok {
			return m
		}
		tag = tag[:max(0, strings.LastIndexByte(tag, '-'))]
	}
	return markSets["default"]
}

// around sets text in marks, level 0 for the outer pair, 1 for the inner, 2 for
// the outer again.
func (m marks) around(text string, level int) string {
	if level%2 == 1 {
		return m.open2 + text + m.close2
	}
	return m.open + text + m.close
}

// quote sets text in the outer marks. Quotations inside it go one level down; a
// pair that encloses the whole text is not doubled. Marks without a partner and
// apostrophes stay as they are.
func (m marks) quote(text string) string { return m.around(m.inner(text), 0) }

// inner is what quote sets between the marks.
func (m marks) inner(text string) string {
	text = strings.TrimSpace(text)
	pairs := findPairs(text)
	if n := len(pairs); n > 0 && pairs[0].encloses(text) {
		p := pairs[0]
		return m.nest(text, pair{p.start, p.startEnd, p.end, p.endEnd}, pairs[1:], 1)
	}
	return m.nest(text, whole(text), pairs, 1)
}

func whole(text string) pair { return pair{0, 0, len(text), len(text)} }

// nest writes what stands between the marks of outer, with the pairs inside it at
// the given level.
func (m marks) nest(text string, outer pair, pairs []pair, level int) string {
	var b strings.Builder
	pos := outer.startEnd
	for i := 0; i < len(pairs) && pairs[i].start < outer.end; {
		p := pairs[i]
		next := i + 1
		for next < len(pairs) && pairs[next].start < p.end {
			next++
		}
		b.WriteString(text[pos:p.start])
		b.WriteString(m.around(m.nest(text, p, pairs[i+1:next], level+1), level))
		pos, i = p.endEnd, next
	}
	b.WriteString(text[pos:outer.end])
	return trimInside(b.String())
}

// trimInside takes off the spaces that a language sets inside its marks.
func trimInside(s string) string { return strings.Trim(s, " \u00a0\u202f\u2009") }

// pair is an opening and a closing mark in a text, in bytes.
type pair struct{ start, startEnd, end, endEnd int }

// encloses reports whether the pair stands around the whole text.
func (p pair) encloses(text string) bool { return p.start == 0 && p.endEnd == len(text) }

// role is what a quotation mark does at its place.
type role int

const (
	neither role = iota
	opens
	closes
)

// findPairs lists the matching quotation marks of a text by their start.
func findPairs(text string) []pair {
	var open, found []pair
	for i, r := range text {
		kind := markKind(r)
		if kind == 0 {
			continue
		}
		size := utf8.RuneLen(r)
		at := slot{text, i, i + size}
		top := len(open) - 1
		expects := top >= 0 && markKind(firstRune(text[open[top].start:])) == kind
		switch at.role(r, expects) {
		case opens:
			open = append(open, pair{start: i, startEnd: i + size})
		case closes:
			for top >= 0 && markKind(firstRune(text[open[top].start:])) != kind {
				top--
			}
			if top >= 0 {
				p := open[top]
				p.end, p.endEnd = i, i+size
				open, found = open[:top], append(found, p)
			}
		}
	}
	slices.SortFunc(found, func(a, b pair) int { return a.start - b.start })
	return found
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
		!strings.ContainsRune(`,;:"'`, r)
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
