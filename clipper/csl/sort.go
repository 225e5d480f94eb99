package csl

import (
	"bytes"
	"fmt"
	"sort"
	"strings"
	"unicode"

	"golang.org/x/text/collate"
)

// sortValue is the value of one key of one item, ready for comparison.
type sortValue struct {
	key   []byte
	empty bool
}

// sortEntries orders items by the keys of an area; equal ones keep their order.
func (p *Processor) sortEntries(entries []*entry, a *area) {
	if len(a.sort) == 0 || len(entries) < 2 {
		return
	}
	sorter := p.newSorter(a)
	values := make(map[*entry][]sortValue, len(entries))
	for _, e := range entries {
		values[e] = sorter.values(e, nil)
	}
	sort.SliceStable(entries, func(i, j int) bool {
		return sorter.less(values[entries[i]], values[entries[j]])
	})
}

type sorter struct {
	p        *Processor
	a        *area
	collator *collate.Collator
	buffer   collate.Buffer
}

func (p *Processor) newSorter(a *area) *sorter {
	return &sorter{p: p, a: a, collator: p.collator()}
}

func (s *sorter) values(e *entry, cite *Cite) []sortValue {
	values := make([]sortValue, len(s.a.sort))
	for i := range s.a.sort {
		values[i] = s.value(s.text(&s.a.sort[i], e, cite))
	}
	return values
}

func (s *sorter) value(text string) sortValue {
	defer s.buffer.Reset()
	key := s.collator.KeyFromString(&s.buffer, text)
	return sortValue{append([]byte{scriptRank(text, s.p.locale.lang)}, key...), text == ""}
}

// ownScripts are the scripts that stand before the Latin one in languages written
// in them, as CLDR orders them; the collation tables keep one order for all.
var ownScripts = map[string][]*unicode.RangeTable{
	"ru": {unicode.Cyrillic}, "uk": {unicode.Cyrillic}, "bg": {unicode.Cyrillic}, "sr": {unicode.Cyrillic}, "mn": {unicode.Cyrillic},
	"el": {unicode.Greek}, "ar": {unicode.Arabic}, "fa": {unicode.Arabic}, "he": {unicode.Hebrew}, "hi": {unicode.Devanagari},
	"th": {unicode.Thai}, "km": {unicode.Khmer}, "hy": {unicode.Armenian}, "ko": {unicode.Hangul, unicode.Han},
	"zh": {unicode.Han}, "pa": {unicode.Gurmukhi},
}

// japanese are the scripts that follow the Latin one in Japanese.
var japanese = []*unicode.RangeTable{unicode.Hiragana, unicode.Katakana, unicode.Han}

// scriptRank orders texts by the script they begin in: what is no letter, the
// language's own script, the others.
func scriptRank(text, lang string) byte {
	own, late := ownScripts[primaryOf(lang)], byte(0)
	if primaryOf(lang) == "ja" {
		own, late = japanese, 1
	}
	for _, r := range text {
		switch {
		case own == nil || unicode.IsDigit(r):
			return 0
		case unicode.In(r, own...):
			return 1 + late
		case late > 0 && unicode.Is(unicode.Latin, r):
			return 1
		case unicode.IsLetter(r):
			return 3
		}
	}
	return 0
}

func (s *sorter) less(a, b []sortValue) bool {
	for i := range s.a.sort {
		x, y := a[i], b[i]
		if x.empty != y.empty {
			return y.empty
		}
		if order := bytes.Compare(x.key, y.key); order != 0 {
			return order < 0 != s.a.sort[i].descending
		}
	}
	return false
}

// text is the value of a key as text that collates rightly.
func (s *sorter) text(k *sortKey, e *entry, cite *Cite) string {
	c := s.p.context(s.a, &e.record)
	c.sorting, c.sortNames = true, k.names
	c.number, c.cite, c.yearSuffix = e.number, cite, e.yearSuffix
	if k.variable == "" {
		if k.macro == nil {
			return ""
		}
		kids, _ := c.renderList(k.macro.body)
		return sortText(&node{kids: kids})
	}
	return c.sortVariable(k.variable)
}

func (c *context) sortVariable(name string) string {
	if date, ok := c.item.Dates[name]; ok {
		return sortDate(date, nil)
	}
	if _, ok := c.item.Names[name]; ok {
		n := &namesElement{variables: []string{name}, etAlTerm: "et-al"}
		out, _ := n.render(c)
		return sortText(out)
	}
	switch name {
	case "type":
		return c.item.Type
	case "citation-number":
		return fmt.Sprintf("%09d", c.number)
	case "citation-label":
		return sortText(c.citationLabel(&plainLook))
	}
	value := c.item.Vars[name]
	if textNumbers[name] || name == "page" {
		_, digits := takeWhile(value, func(r rune) bool { return !isDigit(r) })
		if number, _ := takeWhile(digits, isDigit); number != "" {
			return number
		}
	}
	return sortText(c.leaf(value, &plainLook))
}

// sortable drops punctuation, which does not count in the order, but keeps numbers
// apart that a dash joins.
func sortable(text string) string {
	var b strings.Builder
	for i, r := range text {
		switch {
		case !unicode.IsPunct(r):
			b.WriteRune(r)
		case i > 0 && isDigit(rune(text[i-1])) && strings.ContainsRune("-–", r):
			b.WriteByte(' ')
		}
	}
	return b.String()
}

// sortOptions are the name options inside a sort key: family names first, in
// full, and the cut of the key itself.
func (c *context) sortOptions(o nameOptions) nameOptions {
	o.sortOrder = "all"
	o.etAlSubsequentMin, o.etAlSubsequent1 = 0, 0
	if c.sortNames != nil {
		k := c.sortNames
		fillNonZero(&o.etAlMin, k.etAlMin)
		fillNonZero(&o.etAlUseFirst, k.etAlUseFirst)
		if k.etAlUseLast != unset {
			o.etAlUseLast = k.etAlUseLast
		}
	}
	return o
}
