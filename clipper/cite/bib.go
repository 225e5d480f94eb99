package cite

import (
	"fmt"
	"slices"
	"strings"

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

// biblatex is the record for biber. The entry types are those whose mandatory
// fields the source has: a newspaper article without author or paper is @online.
func biblatex(item Item) string {
	s := tidy(item.Source)
	kind, subtype := biblatexKind(s)
	e := entry{kind: kind, key: s.CiteKey}
	e.add("author", latexNames(s))
	e.add("title", biblatexTitle(s))
	e.text("origtitle", s.OriginalTitle)
	switch kind {
	case "article":
		e.text("journaltitle", s.Container, "entrysubtype", subtype, "volume", s.Volume, "number", s.Issue)
		e.add("pages", pageRange(s.Pages))
		if validISSN(s.ISSN) {
			e.text("issn", s.ISSN)
		}
	case "report":
		e.text("type", "report", "number", s.Issue)
		e.add("institution", literalList(reportedBy(s)))
	default:
		e.add("organization", literalList(firstOf(s.Container, s.Publisher)))
	}
	e.add("date", bibDate(s.Issued))
	e.add("doi", latexDOI(s.DOI))
	e.add("url", latexURL(s.URL))
	if s.URL != "" {
		e.add("urldate", bibDate(s.Accessed))
	}
	if s.ArchiveURL != "" {
		e.add("addendum", `Archived at \url{`+latexURL(s.ArchiveURL)+"}")
	}
	e.add("langid", babel[primary(s.Language)])
	e.text("keywords", keywords(item.Tags))
	return e.String()
}

func biblatexKind(s source) (kind, subtype string) {
	signed := len(s.Authors) > 0 && s.Container != ""
	switch {
	case s.Type == "article-newspaper" && signed:
		return "article", "newspaper"
	case s.Type == "article-magazine" && signed:
		return "article", "magazine"
	case s.Type == "article-journal" && signed:
		return "article", ""
	case s.Type == "report" && len(s.Authors) > 0 && reportedBy(s) != "":
		return "report", ""
	case s.URL != "" || s.DOI != "":
		return "online", ""
	}
	return "misc", ""
}

func reportedBy(s source) string { return firstOf(s.Publisher, s.Container) }

// biblatexTitle leaves a title alone where langid keeps its capitals.
func biblatexTitle(s source) string {
	lang := primary(s.Language)
	if babel[lang] != "" && lang != "en" {
		return latex(s.Title)
	}
	return latexTitle(s.Title)
}

// bibtex is the record for the classic styles, which know no addresses of their
// own and make the capitals of every title small.
func bibtex(item Item) string {
	s := tidy(item.Source)
	e := entry{kind: bibtexKind(s), key: s.CiteKey}
	e.add("author", latexNames(s))
	if lang := primary(s.Language); lang == "en" || lang == "" {
		e.add("title", latexTitle(s.Title))
	} else if s.Title != "" {
		e.add("title", "{"+latex(s.Title)+"}")
	}
	switch e.kind {
	case "article":
		e.text("journal", s.Container, "volume", s.Volume, "number", s.Issue)
		e.add("pages", pageRange(s.Pages))
		e.text("issn", s.ISSN)
	case "techreport":
		e.text("institution", reportedBy(s), "number", s.Issue)
	default:
		e.text("howpublished", firstOf(s.Container, s.Publisher))
	}
	e.bibtexDate(s)
	e.add("doi", latexDOI(s.DOI))
	e.add("url", latexURL(s.URL))
	if s.URL != "" && s.Accessed.Year > 0 {
		e.add("urldate", bibDate(s.Accessed))
		e.text("note", "Accessed "+AuthorDate("en-GB").fullDate(s.Accessed))
	}
	e.text("language", s.Language, "keywords", keywords(item.Tags))
	return e.String()
}

func bibtexKind(s source) string {
	switch {
	case strings.HasPrefix(s.Type, "article-") && s.Container != "":
		return "article"
	case s.Type == "report" && reportedBy(s) != "":
		return "techreport"
	}
	return "misc"
}

// months are the macros that every BibTeX style defines.
var months = strings.Fields("jan feb mar apr may jun jul aug sep oct nov dec")

func (e *entry) bibtexDate(s source) {
	d := s.Issued
	if d.Year == 0 {
		return
	}
	year := fmt.Sprintf("%04d", d.Year)
	if d.End != nil && d.End.Year != d.Year {
		year += fmt.Sprintf("--%04d", d.End.Year)
	}
	e.add("year", year)
	if d.Month > 0 {
		e.fields = append(e.fields, bibField{"month", months[d.Month-1]})
	}
	if d.Day > 0 {
		e.add("day", fmt.Sprint(d.Day))
	}
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
	return strings.ReplaceAll(latex(strings.NewReplacer("–", "-", "--", "-", "—", "-").Replace(pages)), "-", "--")
}

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
		if t = strings.NewReplacer(",", " ", ";", " ").Replace(field(t)); t != "" {
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

// babel are the names under which LaTeX knows languages.
var babel = map[string]string{
	"fr": "french", "en": "english", "de": "ngerman", "es": "spanish", "it": "italian", "pt": "portuguese", "nl": "dutch",
	"sv": "swedish", "da": "danish", "nb": "norsk", "no": "norsk", "nn": "nynorsk", "fi": "finnish", "is": "icelandic",
	"ru": "russian", "uk": "ukrainian", "bg": "bulgarian", "pl": "polish", "cs": "czech", "sk": "slovak", "sl": "slovene",
	"hr": "croatian", "sr": "serbian", "hu": "hungarian", "ro": "romanian", "el": "greek", "tr": "turkish", "ar": "arabic",
	"he": "hebrew", "ja": "japanese", "zh": "chinese", "ko": "korean", "ca": "catalan", "gl": "galician", "eu": "basque",
	"et": "estonian", "lv": "latvian", "lt": "lithuanian", "vi": "vietnamese", "fa": "persian", "la": "latin",
}
