package clipper

import (
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// longestQuery is how many bytes of a query are read.
const longestQuery = 4096

// mostTerms is how many terms of a query are read.
const mostTerms = 64

// ParseQuery reads the query language: words (all must be found), "a phrase" or
// « a phrase », OR, -word, word*, and the fields of Field. The last word is a
// prefix unless white space follows it. Everything can be read in some way; where
// that way is not evident, Hints says so.
func ParseQuery(s string) Query {
	p := queryParser{rest: clean(s)}
	p.q.Text = s
	if len(s) > longestQuery {
		p.hint("the query is too long: only its beginning was read")
	}
	for p.token() {
	}
	p.finish()
	return p.q
}

// clean cuts the query to size and drops what no text holds.
func clean(s string) string {
	if len(s) > longestQuery {
		s = s[:longestQuery]
	}
	return strings.Map(func(r rune) rune {
		if r == utf8.RuneError || unicode.IsControl(r) && !unicode.IsSpace(r) {
			return -1
		}
		return r
	}, s)
}

type queryParser struct {
	q     Query
	rest  string
	terms int
	or    bool  // an OR stands before the next term
	last  *Term // the last term, while nothing follows it
}

func (p *queryParser) hint(msg string, args ...any) {
	for _, h := range p.q.Hints {
		if h.Msg == msg {
			return
		}
	}
	p.q.Hints = append(p.q.Hints, Hint{msg, args})
}

// token reads one term or operator, and reports whether there may be more.
func (p *queryParser) token() bool {
	trimmed := strings.TrimLeftFunc(p.rest, separates)
	if trimmed == "" || p.terms >= mostTerms {
		if trimmed != p.rest {
			p.last = nil
		}
		if trimmed != "" {
			p.hint("the query has too many words: only the first were read")
		}
		return false
	}
	p.rest = trimmed
	p.last = nil
	if word := p.peek(); word == "OR" || word == "|" {
		p.rest = p.rest[len(word):]
		p.either()
		return true
	}
	var t Term
	if len(p.rest) > 1 && (p.rest[0] == '-' || strings.HasPrefix(p.rest, "−")) {
		_, size := utf8.DecodeRuneInString(p.rest)
		if next, _ := utf8.DecodeRuneInString(p.rest[size:]); next != '-' && !separates(next) && size < len(p.rest) {
			t.Not, p.rest = true, p.rest[size:]
		}
	}
	t.Field = p.field()
	p.value(&t)
	p.add(t)
	return true
}

// separates reports what parts terms: white space and round brackets, which mean
// nothing here.
func separates(r rune) bool { return unicode.IsSpace(r) || r == '(' || r == ')' }

func (p *queryParser) either() {
	if p.or || len(p.q.Groups) == 0 {
		p.hint("OR needs a word on both sides")
		return
	}
	p.or = true
}

// peek is the text up to the next separator or quotation mark.
func (p *queryParser) peek() string {
	for i, r := range p.rest {
		if separates(r) || closing[r] != "" {
			return p.rest[:i]
		}
	}
	return p.rest
}

// closing gives the marks that end a quotation for each that begins one.
var closing = map[rune]string{'"': "\"“”", '“': "”\"“", '„': "“”\"", '«': "»\"", '»': "«\"", '”': "”\""}

// field reads the name of a field with its colon. A name that is none is left
// where it is, to be searched as text.
func (p *queryParser) field() Field {
	word := p.peek()
	name, _, ok := strings.Cut(word, ":")
	if !ok || name == "" {
		return FieldText
	}
	f := Field(strings.ToLower(name))
	switch f {
	case "in", FieldTitle, FieldAuthor, FieldSite, FieldTag, FieldLang, FieldSpeaker, FieldHas, FieldIs,
		FieldBefore, FieldAfter, FieldYear, FieldAdded:
		p.rest = p.rest[len(name)+1:]
		return f
	}
	if !strings.HasPrefix(word[len(name):], "://") && plainName(name) {
		p.hint("there is no field %s: it was searched as text", name)
	}
	return FieldText
}

func plainName(s string) bool {
	return strings.IndexFunc(s, func(r rune) bool { return !unicode.IsLetter(r) }) < 0
}

// value reads a word or a quotation.
func (p *queryParser) value(t *Term) {
	first, size := utf8.DecodeRuneInString(p.rest)
	if ends := closing[first]; ends != "" {
		p.quotation(t, p.rest[size:], ends)
		return
	}
	word := p.peek()
	p.rest = p.rest[len(word):]
	t.Value = strings.TrimRight(word, "*")
	t.Prefix = t.Value != word
	p.last = t
}

func (p *queryParser) quotation(t *Term, rest, ends string) {
	t.Phrase = true
	i := strings.IndexAny(rest, ends)
	if i < 0 {
		p.hint("the quotation mark is not closed: the phrase goes on to the end")
		t.Value, t.Prefix, p.rest = strings.TrimSpace(rest), !strings.HasSuffix(rest, " "), ""
		return
	}
	_, size := utf8.DecodeRuneInString(rest[i:])
	t.Value, p.rest = strings.TrimSpace(rest[:i]), rest[i+size:]
	if strings.HasPrefix(p.rest, "*") {
		t.Prefix, p.rest = true, p.rest[1:]
	}
}

// add puts a term into the query, after reading what its field means.
func (p *queryParser) add(t Term) {
	p.terms++
	if t.Value == "" || !meaningful(t.Value) {
		if t.Field != FieldText {
			p.hint("%s needs a value", string(t.Field)+":")
		}
		return
	}
	if t.Field == "in" {
		p.place(t)
		p.alone()
		return
	}
	if !p.understand(&t) {
		p.alone()
		return
	}
	n := len(p.q.Groups)
	if p.or && n > 0 {
		p.q.Groups[n-1] = append(p.q.Groups[n-1], t)
	} else {
		p.q.Groups = append(p.q.Groups, Group{t})
	}
	p.or = false
	if p.last != nil {
		g := p.q.Groups[len(p.q.Groups)-1]
		p.last = &g[len(g)-1]
	}
}

// alone ends an OR that is followed by nothing to look for.
func (p *queryParser) alone() {
	if p.or {
		p.hint("OR needs a word on both sides")
	}
	p.or = false
}

// meaningful reports whether there is a letter, a digit or a sign to look for.
func meaningful(s string) bool {
	return strings.IndexFunc(s, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsNumber(r) }) >= 0
}

func (p *queryParser) place(t Term) {
	switch v := Place(strings.ToLower(t.Value)); v {
	case InClips, "clip":
		p.q.In = InClips
	case InArticles, "article":
		p.q.In = InArticles
	default:
		p.hint("in: is followed by clips or articles, not by %s", t.Value)
	}
}

// understand reads the value of a filter, and reports whether it means something.
func (p *queryParser) understand(t *Term) bool {
	switch t.Field {
	case FieldHas:
		return p.oneOf(t, "has: is followed by note or tag, not by %s", "note", "tag")
	case FieldIs:
		return p.oneOf(t, "is: is followed by unread, read, archived or starred, not by %s",
			"unread", "read", "archived", "starred")
	case FieldBefore, FieldAfter, FieldYear, FieldAdded:
		days, ok := readDays(t.Field, t.Value)
		if !ok {
			p.hint("the date %s was not understood: write 2014, 2014-09 or 2014-09-12", t.Value)
		}
		t.Days = days
		return ok
	}
	return true
}

func (p *queryParser) oneOf(t *Term, msg string, values ...string) bool {
	t.Value = strings.ToLower(t.Value)
	for _, v := range values {
		if t.Value == v {
			return true
		}
	}
	for _, v := range values {
		if strings.HasPrefix(v, t.Value) && p.last != nil && strings.TrimSpace(p.rest) == "" {
			return false // being typed
		}
	}
	p.hint(msg, t.Value)
	return false
}

// finish makes the last word a prefix.
func (p *queryParser) finish() {
	p.alone()
	if p.last == nil || len(p.q.Groups) == 0 || p.last.Not {
		return
	}
	switch p.last.Field {
	case FieldText, FieldTitle, FieldAuthor, FieldSpeaker:
		p.last.Prefix = true
	}
}

// recent are the names of stretches of days up to today.
var recent = map[string]int{"today": 1, "yesterday": 2, "week": 7, "month": 31, "year": 366}

// readDays reads the value of a date field: a year, a month or a day, a range of
// them parted by two points, and for added: also today, week, month, year or 7d.
func readDays(f Field, value string) (Days, bool) {
	v := strings.ToLower(value)
	if f == FieldAdded {
		if n := recent[v]; n > 0 {
			return Days{Last: n}, true
		}
		if n, err := strconv.Atoi(strings.TrimSuffix(v, "d")); err == nil && strings.HasSuffix(v, "d") && n > 0 && n < 100000 {
			return Days{Last: n}, true
		}
	}
	left, right, ranged := strings.Cut(v, "..")
	if !ranged {
		right = left
	}
	from, okFrom := ParseDate(left)
	to, okTo := ParseDate(right)
	if !okFrom && !(ranged && left == "") || !okTo && !(ranged && right == "") || !okFrom && !okTo {
		return Days{}, false
	}
	switch f {
	case FieldBefore:
		return Days{To: shift(firstDay(from), -1)}, okFrom
	case FieldAfter:
		return Days{From: shift(lastDay(to), 1)}, okTo
	}
	return Days{From: firstDay(from), To: lastDay(to)}, true
}

func firstDay(d Date) Date {
	if d.Year == 0 {
		return Date{}
	}
	return Date{Year: d.Year, Month: max(d.Month, 1), Day: max(d.Day, 1)}
}

func lastDay(d Date) Date {
	switch {
	case d.Year == 0:
		return Date{}
	case d.Month == 0:
		return Date{Year: d.Year, Month: 12, Day: 31}
	case d.Day == 0:
		return DateOf(time.Date(d.Year, time.Month(d.Month)+1, 0, 12, 0, 0, 0, time.UTC))
	}
	return Date{Year: d.Year, Month: d.Month, Day: d.Day}
}

func shift(d Date, days int) Date {
	return DateOf(time.Date(d.Year, time.Month(d.Month), d.Day+days, 12, 0, 0, 0, time.UTC))
}
