package cite

import (
	"fmt"
	"strings"

	"florilegium/clipper"
)

// risTypes are the RIS types of CSL types; anything else is a page.
var risTypes = map[string]string{
	"article-newspaper": "NEWS", "article-magazine": "MGZN", "article-journal": "JOUR", "post-weblog": "BLOG", "report": "RPRT",
}

// ris is a record of RIS, 2011: lines of a tag, two spaces, a hyphen, a space and
// the value, ended by CR LF.
func ris(item Item) string {
	s := tidy(item.Source)
	var r risRecord
	kind, known := risTypes[s.Type]
	if !known {
		kind = "ELEC"
	}
	r.line("TY", kind)
	for _, n := range s.Authors {
		r.line("AU", risName(n))
	}
	r.line("TI", s.Title)
	r.line("OP", s.OriginalTitle)
	r.line("T2", s.Container)
	if s.Publisher != s.Container {
		r.line("PB", s.Publisher)
	}
	r.dates(s)
	r.line("VL", s.Volume)
	r.line("IS", s.Issue)
	first, last, _ := strings.Cut(strings.NewReplacer("–", "-", "—", "-").Replace(s.Pages), "-")
	r.line("SP", strings.TrimSpace(first))
	r.line("EP", strings.TrimSpace(strings.TrimLeft(last, "-")))
	r.line("SN", s.ISSN)
	r.line("DO", s.DOI)
	r.line("UR", s.URL)
	r.line("L2", s.ArchiveURL)
	r.line("LA", s.Language)
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

func (r *risRecord) dates(s source) {
	if s.Issued.Year > 0 {
		r.line("PY", fmt.Sprintf("%04d", s.Issued.Year))
		r.line("DA", risDate(s.Issued))
	}
	if s.Accessed.Year > 0 && s.URL != "" {
		r.line("Y2", risDate(s.Accessed))
	}
}

// risDate is year/month/day/other, the slashes always there.
func risDate(d clipper.Date) string {
	month, day := "", ""
	if d.Month > 0 {
		month = fmt.Sprintf("%02d", d.Month)
	}
	if d.Day > 0 {
		day = fmt.Sprintf("%02d", d.Day)
	}
	return fmt.Sprintf("%04d/%s/%s/", d.Year, month, day)
}

// risName is "Family, Given, Suffix". The comma after an organisation keeps it
// from being read as a person's name.
func risName(n clipper.Name) string {
	if n.Literal != "" {
		return strings.ReplaceAll(n.Literal, ",", " ") + ","
	}
	family := joined(" ", n.NonDropping, n.Family)
	if n.Given == "" && n.Dropping == "" && n.Suffix == "" {
		return family + ","
	}
	return joined(", ", family, joined(" ", n.Given, n.Dropping), n.Suffix)
}
