package cite

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"florilegium/clipper"
)

// source is a tidy clipper.Source.
type source = clipper.Source

// entry is a record of a .bib file.
type entry struct {
	kind, key string
	fields    []bibField
}

type bibField struct{ name, value string }

// add adds a field whose value is escaped already; an empty one is left out.
func (e *entry) add(name, value string) {
	if value != "" {
		e.fields = append(e.fields, bibField{name, "{" + value + "}"})
	}
}

// text adds fields of plain text: name, value, name, value …
func (e *entry) text(pairs ...string) {
	for pair := range slices.Chunk(pairs, 2) {
		e.add(pair[0], latex(pair[1]))
	}
}

func (e *entry) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "@%s{%s,\n", e.kind, e.key)
	for _, f := range e.fields {
		fmt.Fprintf(&b, "  %-14s = %s,\n", f.name, f.value)
	}
	b.WriteString("}\n\n")
	return b.String()
}

// has reports whether the entry has a field.
func (e *entry) has(name string) bool {
	return slices.ContainsFunc(e.fields, func(f bibField) bool { return f.name == name })
}

// bibDate is a date in the ISO 8601-2 form that biber reads: 2024-09-12, 2024-21
// for spring, 2018~ for circa, a slash for a range.
func bibDate(d clipper.Date) string {
	if d.Year == 0 {
		return ""
	}
	s := fmt.Sprintf("%04d", d.Year)
	switch {
	case d.Month > 0 && d.Day > 0:
		s += fmt.Sprintf("-%02d-%02d", d.Month, d.Day)
	case d.Month > 0:
		s += fmt.Sprintf("-%02d", d.Month)
	case d.Season > 0:
		s += fmt.Sprintf("-%d", 20+d.Season)
	}
	if d.Circa {
		s += "~"
	}
	if d.End != nil {
		s += "/" + bibDate(*d.End)
	}
	return s
}

// pageRange has the double hyphen of TeX between two pages.
func pageRange(pages string) string {
	plain := pageDashes.Replace(pages)
	if plain = strings.Trim(plain, "- "); !strings.ContainsFunc(plain, isWordRune) {
		return ""
	}
	return strings.ReplaceAll(latex(plain), "-", "--")
}

func isWordRune(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

// literalList is one member of a list that "and" would part.
func literalList(s string) string {
	if s == "" {
		return ""
	}
	return latexPart(s)
}

func keywords(tags []string) string {
	var words []string
	for _, t := range tags {
		if t = keywordSigns.Replace(field(t)); t != "" {
			words = append(words, field(t))
		}
	}
	return strings.Join(words, ", ")
}

func firstOf(values ...string) string {
	for _, v := range values {
		if v != "" {
			return v
		}
	}
	return ""
}

// validISSN checks form and check digit, ISO 3297.
func validISSN(s string) bool {
	s = strings.ReplaceAll(s, "-", "")
	sum := 0
	for i, r := range s {
		digit := int(r - '0')
		if r == 'X' && i == 7 {
			digit = 10
		} else if r < '0' || r > '9' {
			return false
		}
		sum += digit * (8 - i)
	}
	return len(s) == 8 && sum%11 == 0
}

// validISBN checks form and check digit, ISO 2108: ten or thirteen digits.
func validISBN(s string) bool {
	if s = isbnSigns.Replace(s); s == "" {
		return false
	}
	sum := 0
	for i, r := range s {
		digit := int(r - '0')
		if r == 'X' && i == 9 && len(s) == 10 {
			digit = 10
		} else if r < '0' || r > '9' {
			return false
		}
		weight := 10 - i
		if len(s) == 13 {
			weight = 1 + i%2*2
		}
		sum += digit * weight
	}
	return len(s) == 10 && sum%11 == 0 || len(s) == 13 && sum%10 == 0 && (s[:3] == "978" || s[:3] == "979")
}

// babel are the names under which LaTeX knows languages.
var babel = map[string]string{
	"fr": "french", "en": "english", "de": "ngerman", "es": "spanish", "it": "italian", "pt": "portuguese", "nl": "dutch",
	"sv": "swedish", "da": "danish", "nb": "norsk", "no": "norsk", "nn": "nynorsk", "fi": "finnish", "is": "icelandic",
	"ru": "russian", "uk": "ukrainian", "bg": "bulgarian", "pl": "polish", "cs": "czech", "sk": "slovak", "sl": "slovene",
	"hr": "croatian", "sr": "serbian", "hu": "hungarian", "ro": "romanian", "el": "greek", "tr": "turkish", "ar": "arabic",
	"he": "hebrew", "ja": "japanese", "zh": "chinese", "ko": "korean", "ca": "catalan", "gl": "galician", "eu": "basque",
	"et": "estonian", "lv": "latvian", "lt": "lithuanian", "vi": "vietnamese", "fa": "persian", "la": "latin",
}

var (
	pageDashes   = strings.NewReplacer("–", "-", "--", "-", "—", "-")
	keywordSigns = strings.NewReplacer(",", " ", ";", " ")
	isbnSigns    = strings.NewReplacer("-", "", " ", "")
)
