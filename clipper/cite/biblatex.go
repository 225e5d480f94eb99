package cite

import (
	"slices"
	"strings"

	"florilegium/clipper"
)

// biblatexKinds are the entry types for a type of CSL; the first whose mandatory
// fields the source has is taken, then online, then misc. A press article that no
// one signs is @online: the data model asks a name of @article, has no other type
// with a journal, and an empty name prints a stray "By" or full stop. A book that
// no one signs is @manual, the one type of a book that asks for no name.
var biblatexKinds = map[string][]string{
	"article": {"article"}, "article-journal": {"article"}, "article-magazine": {"article"}, "article-newspaper": {"article"},
	"book": {"book", "collection", "manual"}, "chapter": {"incollection", "inbook"}, "paper-conference": {"inproceedings"},
	"entry-dictionary": {"inreference", "inbook"}, "entry-encyclopedia": {"inreference", "inbook"},
	"manuscript": {"unpublished"}, "report": {"report"}, "thesis": {"thesis"},
}

// biblatexNeeds are the fields that the data model of biblatex 3.17 asks for
// besides a title and a date.
var biblatexNeeds = map[string]string{
	"article": "author journaltitle", "book": "author", "collection": "editor", "inbook": "author booktitle",
	"incollection": "author editor booktitle", "inproceedings": "author booktitle", "inreference": "author editor booktitle",
	"report": "author institution", "thesis": "author institution", "unpublished": "author",
}

// biblatexHolds are the entry types that may hold a field; a field that is not
// named here may stand in all.
var biblatexHolds = map[string]string{
	"booktitle":    "inbook incollection inreference inproceedings",
	"edition":      "book collection inbook incollection inreference manual",
	"editor":       "article book collection inbook incollection inreference inproceedings manual online misc",
	"institution":  "report thesis",
	"isbn":         "book collection inbook incollection inreference inproceedings manual",
	"issn":         "article",
	"journaltitle": "article",
	"location":     "book collection inbook incollection inreference inproceedings manual misc report thesis unpublished",
	"note":         "online misc",
	"number":       "article report",
	"organization": "online misc",
	"pages":        "article book collection inbook incollection inreference inproceedings manual report thesis",
	"publisher":    "book collection inbook incollection inreference inproceedings manual",
	"translator":   "article book collection inbook incollection inreference",
	"type":         "manual misc report thesis unpublished",
	"volume":       "article book collection inbook incollection inreference inproceedings",
}

// biblatex is the record for biber: nothing in it makes `biber --tool
// --validate-datamodel` complain.
func biblatex(item Item) string {
	s := tidy(item.Source)
	all := biblatexFields(s)
	all.text("keywords", keywords(item.Tags))
	e := entry{kind: biblatexKind(s.Type, all), key: s.CiteKey}
	for _, f := range all.fields {
		if kinds, limited := biblatexHolds[f.name]; !limited || slices.Contains(strings.Fields(kinds), e.kind) {
			e.fields = append(e.fields, f)
		}
	}
	return e.String()
}

// biblatexKind picks an entry type by the fields that there are.
func biblatexKind(csl string, all entry) string {
	lacks := func(name string) bool { return !all.has(name) }
	for _, kind := range biblatexKinds[csl] {
		if !slices.ContainsFunc(strings.Fields(biblatexNeeds[kind]), lacks) {
			return kind
		}
	}
	if all.has("url") || all.has("doi") {
		return "online"
	}
	return "misc"
}

// biblatexFields are all that a record could hold, of any type.
func biblatexFields(s source) entry {
	var e entry
	e.add("author", latexNames(s.Authors))
	e.add("editor", latexNames(s.Editors))
	e.add("translator", latexNames(s.Translators))
	e.add("title", biblatexTitle(s))
	e.text("origtitle", s.OriginalTitle, "journaltitle", s.Container, "entrysubtype", pressKinds[s.Type])
	e.add("booktitle", biblatexCase(s.Container, s))
	e.text("type", firstOf(s.Genre, workKinds[s.Type]))
	e.add("institution", literalList(reportedBy(s)))
	e.add("organization", literalList(firstOf(s.Container, s.Publisher)))
	e.add("publisher", literalList(s.Publisher))
	e.add("location", literalList(s.Place))
	e.text("edition", s.Edition)
	e.text(volumeAndNumber(s)...)
	e.add("pages", pageRange(s.Pages))
	e.text("note", whereabouts(s))
	if validISSN(s.ISSN) {
		e.text("issn", s.ISSN)
	}
	if validISBN(s.ISBN) {
		e.text("isbn", s.ISBN)
	}
	e.add("date", firstOf(bibDate(s.Issued), unknownYear))
	e.add("doi", latexDOI(s.DOI))
	e.add("url", latexURL(s.URL))
	if s.URL != "" {
		e.add("urldate", bibDate(s.Accessed))
	}
	if s.ArchiveURL != "" {
		e.add("addendum", "Archived at "+latexAddress(s.ArchiveURL))
	}
	e.add("langid", babel[primary(s.Language)])
	return e
}

// unknownYear says in ISO 8601-2 that there is a year and that no digit of it is
// known. The data model asks for a date, and refuses words such as "n.d." in it;
// without one, author-year styles would print the year of access as that of the
// work.
const unknownYear = "XXXX"

// pressKinds tell newspapers from journals, by the names that biblatex and pandoc
// know.
var pressKinds = map[string]string{"article-newspaper": "newspaper", "article-magazine": "magazine"}

// workKinds are for theses and reports that do not say of what kind they are.
var workKinds = map[string]string{"thesis": "thesis", "report": "report"}

// volumeAndNumber keeps the volume out of its field where it is no number, which
// the data model asks for: "IV.3" is then all number, as styles print the two.
func volumeAndNumber(s source) []string {
	if strings.Trim(s.Volume, "0123456789") != "" {
		return []string{"number", joined(".", s.Volume, s.Issue)}
	}
	return []string{"volume", s.Volume, "number", s.Issue}
}

func reportedBy(s source) string { return firstOf(s.Publisher, s.Container) }

// whereabouts is volume(issue), pages: for the types that have no fields for them.
func whereabouts(s source) string {
	at := s.Volume
	if s.Issue != "" {
		at += "(" + s.Issue + ")"
	}
	return joined(", ", at, s.Pages)
}

// biblatexTitle is the title, and for what has none its site.
func biblatexTitle(s source) string {
	return biblatexCase(firstOf(s.Title, s.Container, clipper.Host(s.URL), s.CiteKey), s)
}

// biblatexCase leaves a title alone where langid keeps its capitals.
func biblatexCase(title string, s source) string {
	if lang := primary(s.Language); babel[lang] != "" && lang != "en" {
		return latex(title)
	}
	return latexTitle(title)
}
