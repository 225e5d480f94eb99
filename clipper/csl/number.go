package csl

import (
	"fmt"
	"strconv"
	"strings"
	"unicode"
)

// numberElement is cs:number.
type numberElement struct {
	look           look
	variable, form string
}

func (e *numberElement) render(c *context) (*node, status) {
	value, role := c.numberValue(e.variable)
	if value == "" {
		return nil, called
	}
	c.record(e.variable)
	text := c.formatNumber(value, e.form, c.p.locale.gender(e.variable))
	n := c.leaf(text, &e.look)
	if n != nil {
		n.role = role
	}
	return n, called | filled
}

// numberValue is the text of a number variable, also of those that come from the
// place of a cite.
func (c *context) numberValue(name string) (string, role) {
	switch name {
	case "locator":
		if c.cite != nil {
			return c.cite.Locator, noRole
		}
		return "", noRole
	case "citation-number":
		return strconv.Itoa(c.number), numberRole
	case "first-reference-note-number":
		if c.cite != nil && c.cite.FirstNoteNumber > 0 {
			return strconv.Itoa(c.cite.FirstNoteNumber), noRole
		}
		return "", noRole
	case "page-first":
		return firstPage(c.text("page", "")), noRole
	}
	return c.text(name, ""), noRole
}

// piece is part of a number such as "12a–14, 17 & 20".
type piece struct {
	prefix, suffix string // letters around the digits
	digits         string
	separator      string // before the piece: "", "-", ",", "&"
	raw            string // the separator as written, with its spaces
}

// splitNumber takes a number apart. It fails on anything that is not numeric in
// the sense of the specification.
func splitNumber(text string) ([]piece, bool) {
	text = strings.TrimSpace(text)
	var pieces []piece
	for i, rest := 0, text; ; i++ {
		var p piece
		if i > 0 {
			cut := strings.IndexFunc(rest, func(r rune) bool { return !strings.ContainsRune(" \u00a0,;&-–—", r) })
			if cut <= 0 {
				return nil, false
			}
			p.raw = rest[:cut]
			p.separator = separatorOf(p.raw)
			rest = rest[cut:]
		}
		p.prefix, rest = takeWhile(rest, func(r rune) bool { return unicode.IsLetter(r) || r == '.' || r == '\'' })
		p.digits, rest = takeWhile(rest, isDigit)
		p.suffix, rest = takeWhile(rest, unicode.IsLetter)
		if p.digits == "" || p.separator == "" && i > 0 {
			return nil, false
		}
		pieces = append(pieces, p)
		if rest == "" {
			return pieces, true
		}
	}
}

func isDigit(r rune) bool { return r >= '0' && r <= '9' }

func takeWhile(s string, ok func(rune) bool) (head, tail string) {
	for i, r := range s {
		if !ok(r) {
			return s[:i], s[i:]
		}
	}
	return s, ""
}

func separatorOf(raw string) string {
	switch trimmed := strings.Trim(raw, " \u00a0"); trimmed {
	case "-", "–", "—", "--":
		return "-"
	case ",", "&", ";":
		return trimmed
	}
	return ""
}

// isNumeric is the condition of that name.
func isNumeric(text string) bool {
	_, ok := splitNumber(text)
	return ok
}

// manyNumbers reports whether a value calls for a plural label.
func manyNumbers(variable, value string) bool {
	pieces, ok := splitNumber(value)
	if !ok {
		return looksPlural(value)
	}
	if len(pieces) == 1 && strings.HasPrefix(variable, "number-of-") {
		n, err := strconv.Atoi(pieces[0].digits)
		return err == nil && n != 1
	}
	return len(pieces) > 1
}

// looksPlural judges values that are not numbers in the strict sense.
func looksPlural(value string) bool {
	for i, r := range value {
		if strings.ContainsRune("-–—,&", r) && i > 0 {
			before := lastRune(strings.TrimRight(value[:i], " \u00a0"))
			after, _ := takeWhile(strings.TrimLeft(value[i+len(string(r)):], " \u00a0"), func(rune) bool { return true })
			if unicode.IsDigit(before) && after != "" {
				return true
			}
		}
	}
	return false
}

// formatNumber writes the numbers in a value in one of the forms of cs:number.
func (c *context) formatNumber(value, form, gender string) string {
	pieces, ok := splitNumber(value)
	if !ok {
		return value
	}
	var b strings.Builder
	for _, p := range pieces {
		switch p.separator {
		case "-":
			b.WriteString("–")
		case "&":
			b.WriteString(" & ")
		case ",", ";":
			b.WriteString(p.separator + " ")
		}
		b.WriteString(c.formatPiece(p, form, gender))
	}
	return b.String()
}

func (c *context) formatPiece(p piece, form, gender string) string {
	n, err := strconv.Atoi(p.digits)
	if err != nil || p.prefix != "" || p.suffix != "" {
		return p.prefix + p.digits + p.suffix
	}
	switch form {
	case "ordinal":
		return c.p.locale.ordinal(n, gender)
	case "long-ordinal":
		return c.p.locale.longOrdinal(n, gender)
	case "roman":
		return roman(n)
	}
	return p.digits
}

// ordinal is "3rd". The longest match wins: the whole number, its last two
// digits, its last digit.
func (l *Locale) ordinal(n int, gender string) string {
	number := strconv.Itoa(n)
	for _, try := range []struct {
		n     int
		match string
	}{{n, "whole-number"}, {n % 100, "last-two-digits"}, {n % 10, "last-digit"}} {
		if try.match == "last-digit" && !l.ordinals["ordinal"] {
			return number + l.oldOrdinal(n, gender)
		}
		t := l.lookup(fmt.Sprintf("ordinal-%02d", try.n), "", gender)
		if t != nil && matchOf(t, try.n) == try.match {
			return number + t.single
		}
	}
	if t := l.lookup("ordinal", "", gender); t != nil {
		return number + t.single
	}
	return number
}

func matchOf(t *term, n int) string {
	switch {
	case t.match != "":
		return t.match
	case n < 10:
		return "last-digit"
	}
	return "last-two-digits"
}

// oldOrdinal is the suffix by the rule of CSL 1.0, where ordinal-04 stands for
// all numbers but those ending in 1, 2 and 3.
func (l *Locale) oldOrdinal(n int, gender string) string {
	last := n % 10
	if last == 0 || last > 3 || n/10%10 == 1 {
		last = 4
	}
	if t := l.lookup(fmt.Sprintf("ordinal-%02d", last), "", gender); t != nil {
		return t.single
	}
	return ""
}

func (l *Locale) longOrdinal(n int, gender string) string {
	if n >= 1 && n <= 10 {
		if t := l.lookup(fmt.Sprintf("long-ordinal-%02d", n), "", gender); t != nil {
			return t.single
		}
	}
	return l.ordinal(n, gender)
}

var romanDigits = []struct {
	value int
	text  string
}{
	{1000, "m"}, {900, "cm"}, {500, "d"}, {400, "cd"}, {100, "c"}, {90, "xc"}, {50, "l"},
	{40, "xl"}, {10, "x"}, {9, "ix"}, {5, "v"}, {4, "iv"}, {1, "i"},
}

func roman(n int) string {
	if n <= 0 || n >= 6000 {
		return strconv.Itoa(n)
	}
	var b strings.Builder
	for _, d := range romanDigits {
		for ; n >= d.value; n -= d.value {
			b.WriteString(d.text)
		}
	}
	return b.String()
}
