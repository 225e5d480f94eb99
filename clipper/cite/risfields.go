package cite

import (
	"cmp"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/text/language"

	"florilegium/clipper"
)

// risBuilder puts the lines of a record where they belong.
type risBuilder struct {
	record      RISRecord
	full        string // journal or book, by its full name
	short       string // and abbreviated
	first, last string // pages
	dates       []clipper.Date
	webpage     bool // of a type that is one for want of a better
}

// risPlain are tags whose value is a field as it stands; the first one given
// counts.
var risPlain = map[string]func(*clipper.Source) *string{
	"TI": func(s *clipper.Source) *string { return &s.Title }, "T1": func(s *clipper.Source) *string { return &s.Title },
	"CT": func(s *clipper.Source) *string { return &s.Title }, "OP": func(s *clipper.Source) *string { return &s.OriginalTitle },
	"PB": func(s *clipper.Source) *string { return &s.Publisher }, "CY": func(s *clipper.Source) *string { return &s.Place },
	"PP": func(s *clipper.Source) *string { return &s.Place }, "ET": func(s *clipper.Source) *string { return &s.Edition },
	"VL": func(s *clipper.Source) *string { return &s.Volume }, "IS": func(s *clipper.Source) *string { return &s.Issue },
	"CP": func(s *clipper.Source) *string { return &s.Issue }, "M3": func(s *clipper.Source) *string { return &s.Genre },
	"SE": func(s *clipper.Source) *string { return &s.Section }, "DB": func(s *clipper.Source) *string { return &s.Archive },
}

// risPeople are tags of people, each line one.
var risPeople = map[string]func(*clipper.Source) *[]clipper.Name{
	"AU": func(s *clipper.Source) *[]clipper.Name { return &s.Authors }, "A1": func(s *clipper.Source) *[]clipper.Name { return &s.Authors },
	"ED": func(s *clipper.Source) *[]clipper.Name { return &s.Editors }, "A2": func(s *clipper.Source) *[]clipper.Name { return &s.Editors },
	"A4": func(s *clipper.Source) *[]clipper.Name { return &s.Translators },
}

// add puts one line where it belongs, and else among those that are left.
func (b *risBuilder) add(l risField) {
	value := field(l.value)
	if value == "" && l.tag != "TY" {
		return
	}
	s := &b.record.Source
	taken := true
	if people, ok := risPeople[l.tag]; ok {
		for _, name := range risSeveral(value) {
			if n := risPerson(name); !n.IsZero() {
				*people(s) = append(*people(s), n)
			}
		}
	} else if into, ok := risPlain[l.tag]; ok {
		taken = once(into(s), value)
	} else {
		taken = b.special(l.tag, value)
	}
	if !taken {
		b.record.Left = append(b.record.Left, l.tag+"  - "+value)
	}
}

// special reads the tags that are more than a text.
func (b *risBuilder) special(tag, value string) bool {
	s := &b.record.Source
	switch tag {
	case "TY":
		s.Type, b.webpage = risCSL(value)
	case "T2", "JF", "BT":
		return once(&b.full, value)
	case "JO", "JA", "J1", "J2":
		return once(&b.short, value)
	case "SP":
		return once(&b.first, value)
	case "EP":
		return once(&b.last, value)
	case "PY", "Y1", "DA":
		if d, ok := readRISDate(value); ok {
			b.dates = append(b.dates, d)
			return true
		}
		return tag == "DA" && once(&s.Issued.Raw, value)
	case "Y2":
		d, ok := readRISDate(value)
		s.Accessed = d
		return ok
	case "UR", "AV", "L2", "DO", "SN", "LA", "ID":
		return b.identifier(tag, value)
	case "KW":
		b.record.Tags = append(b.record.Tags, value)
	case "AB", "N2":
		return once(&b.record.Abstract, value)
	case "N1":
		b.record.Notes = append(b.record.Notes, value)
	default:
		return false
	}
	return true
}

// identifier reads what names the source elsewhere; what it cannot be is left.
func (b *risBuilder) identifier(tag, value string) bool {
	s := &b.record.Source
	switch tag {
	case "UR":
		first, _, _ := strings.Cut(value, "; http")
		return once(&s.URL, address(first))
	case "AV", "L2":
		return tag == "AV" && once(&s.ArchiveURL, address(value))
	case "DO":
		return once(&s.DOI, strings.TrimPrefix(doiHost.ReplaceAllString(value, ""), "doi:"))
	case "SN":
		number, _, _ := strings.Cut(value, " (")
		if validISBN(number) || len(strings.ReplaceAll(number, "-", "")) >= 10 {
			return once(&s.ISBN, number)
		}
		return once(&s.ISSN, number)
	case "LA":
		s.Language = risLanguage(value)
		return s.Language != ""
	}
	return isKey(value) && once(&s.CiteKey, value)
}

// once sets a field that has no value yet, and reports whether the value is kept.
func once(into *string, value string) bool {
	if *into == "" {
		*into = value
	}
	return *into == value
}

// done is the record once all lines are in.
func (b *risBuilder) done() RISRecord {
	s := &b.record.Source
	s.Container = cmp.Or(b.full, b.short)
	if b.short != "" && b.short != s.Container {
		b.record.Left = append(b.record.Left, "J2  - "+b.short)
	}
	if s.Type == "book" && s.Title == "" { // RIS of 2001: BT is the title of a whole book
		s.Title, s.Container = s.Container, ""
	}
	if b.webpage && s.URL == "" {
		s.Type = "document"
	}
	s.Pages = joined("–", b.first, b.last)
	for _, d := range b.dates {
		if s.Issued.Year == 0 || s.Issued.Year == d.Year && precision(d) > precision(s.Issued) {
			s.Issued = d
		}
	}
	if s.Language == "" {
		s.Language = "und"
	}
	b.record.Source = tidy(*s)
	return b.record
}

// precision orders dates of one year by how much they say.
func precision(d clipper.Date) int {
	n := 0
	for _, has := range []bool{d.Month > 0, d.Day > 0, d.Season > 0, d.Circa, d.End != nil} {
		if has {
			n++
		}
	}
	return n
}

// risCSL is the type of CSL for one of RIS, and whether it is only a guess.
func risCSL(kind string) (csl string, guess bool) {
	kind = strings.ToUpper(kind)
	for _, k := range risKinds {
		if k[0] == kind {
			return k[1], false
		}
	}
	switch kind {
	case "JFULL", "EJOUR", "INPR", "ABST":
		return "article-journal", false
	case "EBOOK", "EDBOOK", "SER", "CLSWK":
		return "book", false
	case "ECHAP":
		return "chapter", false
	case "CONF":
		return "paper-conference", false
	case "GOVDOC":
		return "report", false
	case "MANSCPT":
		return "manuscript", false
	case "MPCT", "ADVS":
		return "motion_picture", false
	}
	return "webpage", true
}

var risDatePattern = regexp.MustCompile(`^(\d{4})(?:[/-](\d{0,2}))?(?:[/-](\d{0,2}))?(?:[T ].*|/(.*))?$`)

// readRISDate reads year/month/day/other with any of them but the year left out,
// or an ISO date.
func readRISDate(value string) (clipper.Date, bool) {
	m := risDatePattern.FindStringSubmatch(value)
	if m == nil {
		return clipper.Date{}, false
	}
	var d clipper.Date
	for i, into := range []*int{&d.Year, &d.Month, &d.Day} {
		*into, _ = strconv.Atoi(m[i+1]) // digits, or nothing
	}
	other := strings.Fields(m[4])
	for i, word := range other {
		for season, name := range risSeasons {
			if season > 0 && (strings.EqualFold(word, name) || season == 3 && strings.EqualFold(word, "Fall")) {
				d.Season = season
			}
		}
		d.Circa = d.Circa || word == "circa"
		if word == "to" && i+1 < len(other) {
			if end, ok := clipper.ParseDate(other[i+1]); ok {
				d.End = &end
			}
		}
	}
	d = existing(d)
	return d, d.Year > 0
}

// risLanguage is a tag of BCP 47 for a tag, a code of ISO 639 or the English name
// of a language; "" for anything else.
func risLanguage(value string) string {
	for code, name := range babel {
		if strings.EqualFold(name, value) {
			return code
		}
	}
	if strings.EqualFold(value, "german") {
		return "de"
	}
	tag, err := language.Parse(value)
	if err != nil || tag == language.Und {
		return ""
	}
	return tag.String()
}

// risSeveral parts a line of several names, "Martin, Anne; Petit, Jean"; an
// organisation may have a semicolon.
func risSeveral(value string) []string {
	names := strings.Split(value, "; ")
	if slices.ContainsFunc(names, func(n string) bool { return !strings.Contains(n, ", ") }) {
		return []string{value}
	}
	return names
}

// risPerson reads "Family, Given, Suffix"; a comma at the end, or two in a row,
// make an organisation.
func risPerson(value string) clipper.Name {
	value = strings.TrimSpace(value)
	if strings.Contains(value, ",,") {
		return clipper.Name{Literal: singleCommas(value)}
	}
	parts := strings.Split(value, ",")
	for i := range parts {
		parts[i] = strings.TrimSpace(parts[i])
	}
	switch {
	case len(parts) == 1 && !strings.Contains(value, " "):
		return clipper.Name{Family: value}
	case len(parts) == 2 && parts[1] == "":
		return clipper.Name{Literal: parts[0]}
	case len(parts) > 3:
		return clipper.Name{Literal: value}
	}
	n := clipper.ParseName(strings.Join(parts[:min(2, len(parts))], ", "))
	if n.Family != "" && len(parts) == 3 {
		n.Suffix = parts[2]
	}
	n.Raw = ""
	return n
}
