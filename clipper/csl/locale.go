package csl

import "strings"

// Locale is the terms, date formats and rules of one language as one file, or
// one cs:locale element of a style, gives them.
type Locale struct {
	lang     string
	terms    map[termKey]*term
	ordinals map[string]bool // names of ordinal terms in terms
	dates    map[string]*dateElement
	options  map[string]string
	warnings []Warning
}

// Lang is the xml:lang of the file, "fr-FR".
func (l *Locale) Lang() string { return l.lang }

// Warnings lists what the file holds and this package passed over.
func (l *Locale) Warnings() []Warning { return l.warnings }

type termKey struct{ name, form, gender string }

type term struct {
	single, multiple string
	gender           string // of the noun
	match            string // of an ordinal: last-digit, last-two-digits, whole-number
}

// ParseLocale reads a locale file.
func ParseLocale(data []byte) (*Locale, error) {
	root, err := parseXML(data)
	if err != nil {
		return nil, err
	}
	if root.name != "locale" {
		return nil, errorAt(root.at, "this is not a CSL locale: its root element is %s", root.name)
	}
	return newLocale(root), nil
}

func newLocale(root *element) *Locale {
	l := &Locale{
		lang:     normalLang(root.get("xml:lang")),
		terms:    map[termKey]*term{},
		ordinals: map[string]bool{},
		dates:    map[string]*dateElement{},
		options:  map[string]string{},
	}
	for _, e := range root.kids {
		switch e.name {
		case "style-options":
			for _, a := range e.attrs {
				l.options[a.name] = a.value
			}
		case "date":
			l.dates[e.get("form")] = compileDate(e)
		case "terms":
			for _, t := range e.kids {
				l.addTerm(t)
			}
		case "info":
		default:
			l.warnings = append(l.warnings, Warning{e.at.line, e.at.column, "unknown element " + e.name})
		}
	}
	return l
}

func (l *Locale) addTerm(e *element) {
	name := termName(e.get("name"))
	if e.name != "term" || name == "" {
		l.warnings = append(l.warnings, Warning{e.at.line, e.at.column, "a term without a name"})
		return
	}
	form := e.get("form")
	if form == "long" {
		form = ""
	}
	t := &term{single: termText(e), gender: e.get("gender"), match: e.get("match")}
	t.multiple = t.single
	if one := e.child("single"); one != nil {
		t.single = one.text
	}
	if many := e.child("multiple"); many != nil {
		t.multiple = many.text
	} else if e.child("single") != nil {
		t.multiple = t.single
	}
	l.terms[termKey{name, form, e.get("gender-form")}] = t
	if strings.HasPrefix(name, "ordinal") {
		l.ordinals[name] = true
	}
}

// termText is the text of a term without children; one that is only white
// space between children is empty.
func termText(e *element) string {
	if len(e.kids) > 0 || strings.Contains(e.text, "\n") && strings.TrimSpace(e.text) == "" {
		return ""
	}
	return e.text
}

// termName maps spellings of older files.
func termName(name string) string {
	switch name {
	case "sub verbo":
		return "sub-verbo"
	case "in press", "no date", "and others", "available at", "presented at", "et-al":
		return name
	}
	return name
}

// normalLang writes a language tag as file names do: "fr-FR".
func normalLang(lang string) string {
	parts := strings.Split(strings.ReplaceAll(strings.TrimSpace(lang), "_", "-"), "-")
	parts[0] = strings.ToLower(parts[0])
	for i, p := range parts[1:] {
		switch len(p) {
		case 2:
			parts[i+1] = strings.ToUpper(p)
		case 4:
			parts[i+1] = strings.ToUpper(p[:1]) + strings.ToLower(p[1:])
		}
	}
	return strings.Join(parts, "-")
}

func primaryOf(lang string) string {
	primary, _, _ := strings.Cut(lang, "-")
	return primary
}

// overlay puts what other says over what l says.
func (l *Locale) overlay(other *Locale) {
	if len(other.ordinals) > 0 {
		for key := range l.terms {
			if l.ordinals[key.name] {
				delete(l.terms, key)
			}
		}
		l.ordinals = map[string]bool{}
	}
	for key, t := range other.terms {
		l.terms[key] = inheritTerm(l.terms[key], t)
	}
	for name := range other.ordinals {
		l.ordinals[name] = true
	}
	for form, d := range other.dates {
		l.dates[form] = d
	}
	for name, value := range other.options {
		l.options[name] = value
	}
}

// forget drops all forms of the terms that other defines in any form, so that the
// forms of one language are not mixed with those of another.
func (l *Locale) forget(other *Locale) {
	named := map[string]bool{}
	for key := range other.terms {
		named[key.name] = true
	}
	for key := range l.terms {
		if named[key.name] {
			delete(l.terms, key)
		}
	}
}

// inheritTerm keeps the gender of a noun that a style renames.
func inheritTerm(old, t *term) *term {
	if old == nil || old.gender == "" || t.gender != "" {
		return t
	}
	merged := *t
	merged.gender = old.gender
	return &merged
}

// formFallback is the order in which forms stand in for each other.
var formFallback = map[string][]string{
	"":           {""},
	"long":       {""},
	"short":      {"short", ""},
	"symbol":     {"symbol", "short", ""},
	"verb":       {"verb", ""},
	"verb-short": {"verb-short", "verb", ""},
}

// lookup finds a term with the fallback of forms; gender "" is neuter.
func (l *Locale) lookup(name, form, gender string) *term {
	forms, ok := formFallback[form]
	if !ok {
		forms = formFallback[""]
	}
	for _, f := range forms {
		if t := l.terms[termKey{name, f, gender}]; t != nil {
			return t
		}
		if t := l.terms[termKey{name, f, ""}]; t != nil && gender != "" {
			return t
		}
	}
	return nil
}

// term is the text of a term and whether it is defined at all.
func (l *Locale) term(name, form string, plural bool) (string, bool) {
	t := l.lookup(termName(name), form, "")
	switch {
	case t == nil:
		return "", false
	case plural:
		return t.multiple, true
	}
	return t.single, true
}

// gender is that of the noun that names a variable.
func (l *Locale) gender(variable string) string {
	if t := l.terms[termKey{variable, "", ""}]; t != nil {
		return t.gender
	}
	return ""
}

func (l *Locale) option(name string) bool { return l.options[name] == "true" }

func (l *Locale) marks() *marks {
	m := &marks{punctuationInside: l.option("punctuation-in-quote")}
	m.open, _ = l.term("open-quote", "", false)
	m.close, _ = l.term("close-quote", "", false)
	m.innerOpen, _ = l.term("open-inner-quote", "", false)
	m.innerClose, _ = l.term("close-inner-quote", "", false)
	return m
}
