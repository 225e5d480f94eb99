package csl

import (
	"fmt"
	"strconv"
	"strings"
)

// dateElement is cs:date, in a style or in a locale.
type dateElement struct {
	look      look
	variable  string
	form      string // text, numeric or "" where the parts are given
	precision string // date-parts: year, year-month or year-month-day
	delimiter string
	parts     []datePartElement
}

type datePartElement struct {
	look           look
	name           string
	form           string
	rangeDelimiter string
}

func compileDate(e *element) *dateElement {
	d := &dateElement{
		look: readLook(e), variable: e.get("variable"), form: e.get("form"),
		precision: e.get("date-parts"), delimiter: e.get("delimiter"),
	}
	for _, k := range e.kids {
		if k.name != "date-part" {
			continue
		}
		p := datePartElement{look: readLook(k), name: k.get("name"), form: k.get("form"), rangeDelimiter: "–"}
		if r, ok := k.lookup("range-delimiter"); ok {
			p.rangeDelimiter = r
		}
		d.parts = append(d.parts, p)
	}
	return d
}

func (e *dateElement) render(c *context) (*node, status) {
	if c.spent[e.variable] || c.comparing && e.variable == "accessed" {
		return nil, called
	}
	date, ok := c.item.Dates[e.variable]
	if !ok || date.IsZero() {
		return nil, called
	}
	c.record(e.variable)
	if c.sorting {
		return &node{kids: []*node{plain(sortDate(date, e))}}, called | filled
	}
	if date.Literal != "" {
		if !e.prints("year") {
			return nil, called
		}
		return e.words(c, date.Literal), called | filled
	}
	parts, delimiter := e.layout(c)
	kids := c.dateParts(date, parts, delimiter)
	n := &node{look: &e.look, kids: kids, delimiter: delimiter}
	if n.empty() {
		return nil, called
	}
	return n, called | filled
}

// words renders a date given in words, as if they were the year.
func (e *dateElement) words(c *context, text string) *node {
	l := &plainLook
	parts, _ := e.layout(c)
	for i := range parts {
		if parts[i].name == "year" {
			l = &parts[i].look
		}
	}
	year := c.leaf(text, l)
	c.addYearSuffix(e, year)
	return &node{look: &e.look, kids: []*node{year}}
}

// layout is the list of parts to print: the element's own, or those of the
// locale's format cut to the precision asked for, with the element's changes.
func (e *dateElement) layout(c *context) ([]datePartElement, string) {
	if e.form == "" {
		return e.parts, e.delimiter
	}
	format := c.p.locale.dates[e.form]
	if format == nil {
		return nil, ""
	}
	var parts []datePartElement
	for _, p := range format.parts {
		if !e.keeps(p.name) {
			continue
		}
		for _, own := range e.parts {
			if own.name == p.name {
				p = p.overridden(own)
			}
		}
		parts = append(parts, p)
	}
	return parts, format.delimiter
}

func (e *dateElement) keeps(part string) bool {
	switch e.precision {
	case "year":
		return part == "year"
	case "year-month":
		return part != "day"
	}
	return true
}

// overridden takes the formatting of the style's date-part, but not its affixes.
func (p datePartElement) overridden(own datePartElement) datePartElement {
	if own.form != "" {
		p.form = own.form
	}
	look := own.look
	look.prefix, look.suffix = p.look.prefix, p.look.suffix
	if look.textCase == "" {
		look.textCase = p.look.textCase
	}
	if len(look.fonts) == 0 {
		look.fonts = p.look.fonts
	}
	p.look = look
	return p
}

// dateParts renders a date or a range of dates. Of a range the parts that both
// ends share are printed once: "May 3–5, 2010".
func (c *context) dateParts(d Date, parts []datePartElement, gap string) []*node {
	if !d.Range || d.End == d.Begin {
		return c.partNodes(d.Begin, parts, true)
	}
	if d.End == (DatePart{}) {
		return c.openRange(d, parts)
	}
	first, last := differing(d, parts)
	if first < 0 {
		return c.partNodes(d.Begin, parts, true)
	}
	var kids []*node
	kids = append(kids, c.partNodes(d.Begin, parts[:first], true)...)
	from := c.partNodes(d.Begin, parts[first:last+1], false)
	to := c.partNodes(d.End, parts[first:last+1], true)
	trimLast(from)
	if len(from) > 0 && len(to) > 0 {
		trimFirst(to)
		dash := styleText(rangeDelimiter(d, parts))
		kids = append(kids, &node{kids: []*node{{kids: from, delimiter: gap}, dash, {kids: to, delimiter: gap}}})
	} else {
		kids = append(kids, append(from, to...)...)
	}
	return append(kids, c.partNodes(d.Begin, parts[last+1:], true)...)
}

// openRange is a range without an end: "1999–".
func (c *context) openRange(d Date, parts []datePartElement) []*node {
	kids := c.partNodes(d.Begin, parts, true)
	if len(kids) == 0 {
		return nil
	}
	trimLast(kids)
	delimiter := "–"
	for _, p := range parts {
		if p.name == "year" {
			delimiter = p.rangeDelimiter
		}
	}
	return append(kids, styleText(delimiter))
}

// trimLast takes the suffix off the last part before a range delimiter, and
// trimFirst the prefix off the first one after it, unless it is a bracket.
func trimLast(nodes []*node) {
	if len(nodes) > 0 && nodes[len(nodes)-1].look != nil {
		n := nodes[len(nodes)-1]
		l := *n.look
		l.suffix = ""
		n.look = &l
	}
}

func trimFirst(nodes []*node) {
	if n := nodes[0]; n.look != nil && !strings.ContainsAny(n.look.prefix, "([{") {
		l := *n.look
		l.prefix = ""
		n.look = &l
	}
}

// differing is the stretch of parts, in the order of the format, that have to be
// given for both ends.
func differing(d Date, parts []datePartElement) (first, last int) {
	var differ map[string]bool
	switch {
	case d.Begin.Year != d.End.Year:
		differ = map[string]bool{"year": true, "month": true, "day": true}
	case d.Begin.Month != d.End.Month || d.Begin.Season != d.End.Season:
		differ = map[string]bool{"month": true, "day": true}
	case d.Begin.Day != d.End.Day:
		differ = map[string]bool{"day": true}
	}
	first, last = -1, -1
	for i, p := range parts {
		if differ[p.name] {
			if first < 0 {
				first = i
			}
			last = i
		}
	}
	return first, last
}

// rangeDelimiter is that of the largest part that differs.
func rangeDelimiter(d Date, parts []datePartElement) string {
	largest := "day"
	if d.Begin.Month != d.End.Month || d.Begin.Season != d.End.Season {
		largest = "month"
	}
	if d.Begin.Year != d.End.Year {
		largest = "year"
	}
	for _, p := range parts {
		if p.name == largest {
			return p.rangeDelimiter
		}
	}
	return "–"
}

func (c *context) partNodes(d DatePart, parts []datePartElement, suffixed bool) []*node {
	var kids []*node
	for i := range parts {
		p := &parts[i]
		text := c.partText(d, p)
		if text == "" {
			continue
		}
		n := c.term(text, &p.look)
		if n == nil {
			continue
		}
		if p.name == "year" {
			n.role = yearRole
			if suffixed {
				n = c.withYearSuffix(n)
			}
		}
		kids = append(kids, n)
	}
	return kids
}

func (c *context) partText(d DatePart, p *datePartElement) string {
	switch p.name {
	case "year":
		return c.yearText(d.Year, p.form)
	case "month":
		return c.monthText(d, p.form)
	case "day":
		return c.dayText(d, p.form)
	}
	return ""
}

func (c *context) yearText(year int, form string) string {
	switch {
	case year == 0:
		return ""
	case year < 0:
		bc, _ := c.p.locale.term("bc", "", false)
		return strconv.Itoa(-year) + bc
	case form == "short" && year >= 1000:
		return fmt.Sprintf("%02d", year%100)
	case year < 1000:
		ad, _ := c.p.locale.term("ad", "", false)
		return strconv.Itoa(year) + ad
	}
	return strconv.Itoa(year)
}

func (c *context) monthText(d DatePart, form string) string {
	if d.Month == 0 {
		if d.SeasonText != "" || d.Season == 0 {
			return d.SeasonText
		}
		text, _ := c.p.locale.term(fmt.Sprintf("season-%02d", d.Season), "", false)
		return text
	}
	switch form {
	case "numeric":
		return strconv.Itoa(d.Month)
	case "numeric-leading-zeros":
		return fmt.Sprintf("%02d", d.Month)
	}
	text, _ := c.p.locale.term(fmt.Sprintf("month-%02d", d.Month), form, false)
	return text
}

func (c *context) dayText(d DatePart, form string) string {
	if d.Day == 0 || d.Month == 0 {
		return ""
	}
	switch form {
	case "numeric-leading-zeros":
		return fmt.Sprintf("%02d", d.Day)
	case "ordinal":
		if d.Day > 1 && c.p.locale.option("limit-day-ordinals-to-day-1") {
			return strconv.Itoa(d.Day)
		}
		return c.p.locale.ordinal(d.Day, c.p.locale.gender(fmt.Sprintf("month-%02d", d.Month)))
	}
	return strconv.Itoa(d.Day)
}

// withYearSuffix sets the year suffix behind the year, the first time a year is
// printed and where the style does not place it by itself.
func (c *context) withYearSuffix(year *node) *node {
	if c.yearSuffix == "" || c.suffixDone || c.p.style.suffixed {
		return year
	}
	c.suffixDone = true
	suffix := plain(c.yearSuffix)
	suffix.role = yearSuffixRole
	year.kids = []*node{{tokens: year.tokens}, suffix}
	year.tokens = nil
	return year
}

func (c *context) addYearSuffix(e *dateElement, n *node) {
	if n != nil && e.variable == "issued" {
		n.role = yearRole
		c.withYearSuffix(n)
	}
}

// sortDate is a date as digits that sort by time: years before the common era
// count down, and words say nothing. Parts the element does not print count as
// nothing.
func sortDate(d Date, e *dateElement) string {
	if d.Literal != "" {
		return ""
	}
	key := sortDatePart(d.Begin, e)
	if d.Range {
		key += " " + sortDatePart(d.End, e)
	}
	return key
}

func sortDatePart(p DatePart, e *dateElement) string {
	month, day := p.Month, p.Day
	if e != nil && !e.prints("month") {
		month = 0
	}
	if e != nil && !e.prints("day") {
		day = 0
	}
	if p.Year < 0 {
		return fmt.Sprintf("1%08d%02d%02d", 99999999+p.Year, month, day)
	}
	return fmt.Sprintf("2%08d%02d%02d", p.Year, month, day)
}

func (e *dateElement) prints(part string) bool {
	if e.form != "" {
		return e.keeps(part)
	}
	for _, p := range e.parts {
		if p.name == part {
			return true
		}
	}
	return false
}
