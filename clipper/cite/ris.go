package cite

import (
	"fmt"
	"strings"

	"florilegium/clipper"
)

// risKinds are the types of RIS for those of CSL. Where several share one, the
// first is what it is read as; a type that is not here is written as a page of
// the web, or GEN where it has no address.
var risKinds = [][2]string{
	{"ELEC", "webpage"}, {"NEWS", "article-newspaper"}, {"MGZN", "article-magazine"}, {"JOUR", "article-journal"}, {"BLOG", "post-weblog"},
	{"RPRT", "report"}, {"BOOK", "book"}, {"CHAP", "chapter"}, {"THES", "thesis"}, {"CPAPER", "paper-conference"}, {"ENCYC", "entry-encyclopedia"},
	{"DICT", "entry-dictionary"}, {"UNPB", "manuscript"}, {"VIDEO", "motion_picture"}, {"SOUND", "song"}, {"DATA", "dataset"}, {"MAP", "map"},
	{"STAT", "legislation"}, {"BILL", "bill"}, {"CASE", "legal_case"}, {"PAT", "patent"}, {"PCOMM", "personal_communication"}, {"PAMP", "pamphlet"},
	{"GEN", "document"},
}

func risKind(s source) string {
	for _, kind := range risKinds {
		if kind[1] == s.Type {
			return kind[0]
		}
	}
	if s.URL == "" {
		return "GEN"
	}
	return "ELEC"
}

// ris is a record of RIS, 2011: lines of a tag, two spaces, a hyphen, a space and
// the value, ended by CR LF.
func ris(item Item) string {
	s := tidy(item.Source)
	var r risRecord
	r.line("TY", risKind(s))
	r.names("AU", s.Authors)
	r.names("ED", s.Editors)
	r.names("A4", s.Translators)
	r.line("TI", s.Title)
	r.line("OP", s.OriginalTitle)
	r.line("T2", s.Container)
	if s.Publisher != s.Container {
		r.line("PB", s.Publisher)
	}
	r.line("CY", s.Place)
	r.line("ET", s.Edition)
	r.line("M3", s.Genre)
	r.dates(s)
	r.line("VL", s.Volume)
	r.line("IS", s.Issue)
	r.pages(s.Pages)
	r.line("SE", s.Section)
	r.line("SN", firstOf(s.ISSN, s.ISBN))
	r.line("DO", s.DOI)
	r.line("UR", s.URL)
	r.line("DB", s.Archive)
	r.line("AV", s.ArchiveURL)
	if risLanguage(s.Language) != "" {
		r.line("LA", s.Language)
	}
	for _, tag := range item.Tags {
		r.line("KW", field(tag))
	}
	r.line("ID", s.CiteKey)
	return r.b.String() + "ER  - \r\n\r\n"
}

type risRecord struct{ b strings.Builder }

func (r *risRecord) line(tag, value string) {
	if value != "" {
		fmt.Fprintf(&r.b, "%s  - %s\r\n", tag, value)
	}
}

func (r *risRecord) names(tag string, people []clipper.Name) {
	for _, n := range people {
		r.line(tag, risName(n))
	}
}

// pages parts a range, and only a range: "e12-x" is one word.
func (r *risRecord) pages(pages string) {
	first, last, ranged := strings.Cut(strings.NewReplacer("–", "-", "—", "-").Replace(pages), "-")
	first, last = strings.TrimSpace(first), strings.TrimSpace(strings.TrimLeft(last, "-"))
	if ranged && (first == "" || last == "" || strings.ContainsAny(last, "-,")) {
		first, last = pages, ""
	}
	r.line("SP", first)
	r.line("EP", last)
}

func (r *risRecord) dates(s source) {
	if s.Issued.Year > 0 {
		r.line("PY", fmt.Sprintf("%04d", s.Issued.Year))
		r.line("DA", risDate(s.Issued))
	}
	if s.Accessed.Year > 0 && s.URL != "" {
		r.line("Y2", risDate(s.Accessed))
	}
}

// risSeasons are words for the fourth part of a date, which takes any.
var risSeasons = []string{"", "Spring", "Summer", "Autumn", "Winter"}

// risDate is year/month/day/other, the slashes always there. Other is a season,
// "circa", or the end of a range: "to 2021-02".
func risDate(d clipper.Date) string {
	month, day := "", ""
	if d.Month > 0 {
		month = fmt.Sprintf("%02d", d.Month)
	}
	if d.Day > 0 {
		day = fmt.Sprintf("%02d", d.Day)
	}
	other := []string{risSeasons[d.Season]}
	if d.Circa {
		other = append(other, "circa")
	}
	if d.End != nil {
		end := *d.End
		end.End = nil
		other = append(other, "to", end.String())
	}
	return fmt.Sprintf("%04d/%s/%s/%s", d.Year, month, day, joined(" ", other...))
}

// risName is "Family, Given, Suffix". The comma after an organisation keeps it
// from being read as a person's name; where it has commas of its own, the first
// is doubled, as EndNote asks for it.
func risName(n clipper.Name) string {
	if n.Literal != "" {
		first, rest, several := strings.Cut(singleCommas(n.Literal), ",")
		if several {
			return first + ",," + rest
		}
		return first + ","
	}
	family := joined(" ", n.NonDropping, n.Family)
	given := joined(" ", n.Given, n.Dropping)
	if given == "" && n.Suffix == "" {
		if !strings.Contains(family, " ") {
			return family // one word is no one's to take apart
		}
		return family + ","
	}
	if n.Suffix != "" {
		return family + ", " + given + ", " + n.Suffix
	}
	return family + ", " + given
}

// singleCommas leaves no comma where nothing stands between it and the next.
func singleCommas(s string) string {
	var parts []string
	for part := range strings.SplitSeq(s, ",") {
		if strings.TrimSpace(part) != "" {
			parts = append(parts, part)
		}
	}
	return strings.TrimSpace(strings.Join(parts, ","))
}
