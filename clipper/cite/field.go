package cite

import (
	"net/url"
	"regexp"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"florilegium/clipper"
)

// field is the form in which a citation field leaves the program: NFC, one line,
// without control characters, direction overrides and other invisible signs.
// No-break spaces stay.
func field(s string) string {
	if isField(s) {
		return s
	}
	s = strings.Map(func(r rune) rune {
		switch {
		case r == '\u200c' || r == '\u200d': // part of Persian and Indic spelling
			return r
		case r == '\n' || r == '\t' || r == '\r' || r == '\v' || r == '\f' || r == '\u0085' || r == '\u2028' || r == '\u2029':
			return ' '
		case unicode.In(r, unicode.Cc, unicode.Cf, unicode.Co):
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, ""))
	s = strings.TrimSpace(norm.NFC.String(s))
	for strings.Contains(s, "  ") {
		s = strings.ReplaceAll(s, "  ", " ")
	}
	return s
}

// isField reports a text that has that form for certain, as most have: Latin,
// Greek and Cyrillic letters that nothing combines with, and ordinary signs.
func isField(s string) bool {
	last := ' '
	for _, r := range s {
		switch {
		case r == ' ' && last == ' ':
			return false
		case r >= ' ' && r < 0x7f, r == '\u00a0', r == '\u202f', r == '«', r == '»', r >= 0xc0 && r < 0x180, r >= 0x391 && r < 0x3ff && r != 0x37e && r != 0x387,
			r >= 0x400 && r < 0x483, r >= 0x2010 && r < 0x2028, r == '€':
		default:
			return false
		}
		last = r
	}
	return last != ' ' && last != '\u00a0' && last != '\u202f' && !strings.HasPrefix(s, "\u00a0") && !strings.HasPrefix(s, "\u202f") || s == ""
}

// tidy is a source whose text fields are all in the form of field, whose dates
// exist and whose address is one.
func tidy(s clipper.Source) clipper.Source {
	for _, f := range []*string{
		&s.Type, &s.Title, &s.OriginalTitle, &s.Container, &s.Publisher, &s.Place, &s.Edition, &s.Genre, &s.DOI, &s.ISSN, &s.ISBN,
		&s.Volume, &s.Issue, &s.Pages, &s.Section, &s.Language, &s.Archive, &s.Licence, &s.CiteKey,
	} {
		*f = field(*f)
	}
	s.Authors, s.Editors, s.Translators = tidyNames(s.Authors), tidyNames(s.Editors), tidyNames(s.Translators)
	s.URL, s.Canonical, s.ArchiveURL = address(s.URL), address(s.Canonical), address(s.ArchiveURL)
	s.Issued, s.Modified, s.Accessed = existing(s.Issued), existing(s.Modified), existing(s.Accessed)
	s.DOI = strings.TrimPrefix(doiHost.ReplaceAllString(s.DOI, ""), "doi:")
	return s
}

func tidyNames(people []clipper.Name) []clipper.Name {
	var tidied []clipper.Name
	for _, n := range people {
		for _, f := range []*string{&n.Family, &n.Given, &n.Dropping, &n.NonDropping, &n.Suffix, &n.Literal, &n.Raw} {
			*f = field(*f)
		}
		if n.Family == "" && n.Literal == "" {
			n = clipper.Name{Literal: n.Given}
		}
		if !n.IsZero() {
			tidied = append(tidied, n)
		}
	}
	return tidied
}

var doiHost = regexp.MustCompile(`^(?i:https?://(?:dx\.)?doi\.org/)`)

// address is a web address for a citation; anything else is dropped.
func address(s string) string {
	s = strings.ReplaceAll(field(s), " ", "%20")
	u, err := url.Parse(s)
	if err != nil || (u.Scheme != "http" && u.Scheme != "https") || u.Host == "" {
		return ""
	}
	return s
}

// existing is a date without the parts that no calendar has: 31 April is April.
func existing(d clipper.Date) clipper.Date {
	d.Raw = field(d.Raw)
	if d.Month < 0 || d.Month > 12 {
		d.Month, d.Day = 0, 0
	}
	if d.Month == 0 || d.Day < 0 || d.Day > daysIn(d.Year, d.Month) {
		d.Day = 0
	}
	if d.Year < 0 || d.Year > 9999 {
		return clipper.Date{Raw: d.Raw}
	}
	if d.Season < 1 || d.Season > 4 || d.Month > 0 || d.Year == 0 {
		d.Season = 0
	}
	if d.End != nil {
		end := existing(*d.End)
		d.End = &end
		if end.Year == 0 || order(end) <= order(d) {
			d.End = nil
		}
	}
	return d
}

func order(d clipper.Date) int { return d.Year*10000 + d.Month*100 + d.Day }

func daysIn(year, month int) int {
	switch month {
	case 2:
		if year%4 == 0 && (year%100 != 0 || year%400 == 0) {
			return 29
		}
		return 28
	case 4, 6, 9, 11:
		return 30
	}
	return 31
}

// primary is the language of a BCP 47 tag in lower case, "" for none and "und".
func primary(tag string) string {
	tag, _, _ = strings.Cut(strings.ToLower(strings.ReplaceAll(tag, "_", "-")), "-")
	if tag == "und" {
		return ""
	}
	return tag
}
