package csl

import (
	"fmt"
	"strconv"
	"strings"
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
	n := c.numberLeaf(c.formatNumber(value, e.form, e.variable), &e.look)
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
			return strings.TrimSpace(c.cite.Locator), noRole
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

// formatNumber writes the numbers in a value in one of the forms of cs:number.
func (c *context) formatNumber(value, form, variable string) string {
	pieces := c.p.splitNumber(value)
	gender := c.p.locale.gender(variable)
	var b strings.Builder
	for i, p := range pieces {
		if i > 0 {
			b.WriteString(c.separator(pieces, i))
		}
		if p.label != "" && p.label != variable && i > 0 {
			b.WriteString(c.embeddedLabel(pieces[i:]))
			form = "numeric"
		}
		b.WriteString(c.formatPiece(p, form, gender))
	}
	return b.String()
}

// separator is what is printed before the piece at i: a dash inside ranges.
func (c *context) separator(pieces []piece, i int) string {
	switch sep := pieces[i].separator; sep {
	case "-":
		chained := i+1 < len(pieces) && isDash(pieces[i+1].separator)
		if !chained && spans(pieces[i-1], pieces[i]) {
			return c.p.rangeMark
		}
		return "-"
	case "&":
		if and, ok := c.p.locale.term("and", "symbol", false); ok && c.p.locale.terms[termKey{"and", "symbol", ""}] != nil {
			return " " + and + " "
		}
		return " & "
	default:
		return sep
	}
}

// embeddedLabel is a label written inside a value, set as the style would.
func (c *context) embeddedLabel(pieces []piece) string {
	many := len(pieces) > 1 && isDash(pieces[1].separator)
	text, ok := c.p.locale.term(pieces[0].label, "short", many)
	if !ok || text == "" {
		return pieces[0].label + " "
	}
	return text + " "
}

func (c *context) formatPiece(p piece, form, gender string) string {
	if form == "" || form == "numeric" || !p.whole() {
		return p.text
	}
	n, err := strconv.Atoi(p.text)
	if err != nil {
		return p.text
	}
	switch form {
	case "ordinal":
		return c.p.locale.ordinal(n, gender)
	case "long-ordinal":
		return c.p.locale.longOrdinal(n, gender)
	case "roman":
		return roman(n)
	}
	return p.text
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
