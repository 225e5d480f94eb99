package cite

import (
	"fmt"
	"strings"
)

// bibtex is the record for the classic styles, which know no addresses of their
// own and make the capitals of every title small.
func bibtex(item Item) string {
	s := tidy(item.Source)
	e := entry{kind: bibtexKind(s), key: s.CiteKey}
	e.add("author", latexNames(s.Authors))
	e.add("editor", latexNames(s.Editors))
	e.add("translator", latexNames(s.Translators)) // classic styles pass it over
	if lang := primary(s.Language); lang == "en" || lang == "" {
		e.add("title", latexTitle(s.Title))
	} else if s.Title != "" {
		e.add("title", "{"+latex(s.Title)+"}")
	}
	e.bibtexPlace(s)
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

// bibtexPlace says where a work stands: in a journal, a book, a house.
func (e *entry) bibtexPlace(s source) {
	switch e.kind {
	case "article":
		e.text("journal", s.Container, "volume", s.Volume, "number", s.Issue)
	case "incollection", "inproceedings":
		e.text("booktitle", s.Container, "publisher", s.Publisher, "address", s.Place, "edition", s.Edition, "volume", s.Volume)
	case "book":
		e.text("publisher", s.Publisher, "address", s.Place, "edition", s.Edition, "volume", s.Volume)
	case "phdthesis":
		e.text("school", reportedBy(s), "address", s.Place, "type", firstOf(s.Genre, "Thesis"))
	case "techreport":
		e.text("institution", reportedBy(s), "address", s.Place, "type", s.Genre, "number", s.Issue)
	default:
		e.text("howpublished", firstOf(s.Container, s.Publisher))
	}
	e.add("pages", pageRange(s.Pages))
	e.text("issn", s.ISSN, "isbn", s.ISBN)
}

// bibtexKind takes the type whose place is known; misc asks for nothing.
func bibtexKind(s source) string {
	signed := len(s.Authors)+len(s.Editors) > 0
	switch {
	case s.Container != "" && strings.HasPrefix(s.Type, "article"):
		return "article"
	case s.Container != "" && s.Type == "paper-conference":
		return "inproceedings"
	case s.Container != "" && (s.Type == "chapter" || strings.HasPrefix(s.Type, "entry-")):
		return "incollection"
	case signed && s.Type == "book":
		return "book"
	case s.Type == "thesis" && reportedBy(s) != "":
		return "phdthesis"
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
