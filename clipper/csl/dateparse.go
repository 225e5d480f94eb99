package csl

import (
	"regexp"
	"strconv"
	"strings"
)

var (
	isoDate    = regexp.MustCompile(`^(-?\d{1,4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?(?:T.*)?$`)
	slashDate  = regexp.MustCompile(`^(\d{1,2})/(\d{1,2})/(\d{3,4})$`)
	yearFirst  = regexp.MustCompile(`^(\d{3,4})/(\d{1,2})(?:/(\d{1,2}))?$`)
	dayOrdinal = regexp.MustCompile(`^(\d{1,2})(?:st|nd|rd|th|er|º|\.)?$`)
	numeral    = regexp.MustCompile(`^\d{1,2}$`)
	yearWord   = regexp.MustCompile(`^-?\d{3,4}$`)
)

// ParseDate reads a date written as text: ISO 8601 and EDTF level 0 forms
// ("2019-04-30", "2019-04/2019-06", "2019-21", "2019~"), "30 April 2019",
// "April 30, 2019", "Spring 2019", "4/30/2019", "circa 1450" and ranges of them.
// Anything else becomes a literal date.
func ParseDate(text string) Date {
	trimmed := strings.TrimSpace(text)
	body, circa := stripCirca(trimmed)
	first, second, isRange := splitRange(body)
	begin, ok := parsePart(first)
	if !ok {
		return Date{Literal: trimmed}
	}
	d := Date{Begin: begin, Circa: circa}
	if isRange {
		end, ok := parsePart(second)
		if !ok && strings.Trim(second, ". ") != "" {
			return Date{Literal: trimmed}
		}
		d.End, d.Range = end, true
		d.fillRange()
	}
	return d
}

func stripCirca(text string) (string, bool) {
	lower := strings.ToLower(text)
	for _, mark := range []string{"circa ", "ca. ", "c. ", "ca ", "[ca. ", "~"} {
		if strings.HasPrefix(lower, mark) {
			return strings.Trim(text[len(mark):], " ]"), true
		}
	}
	if cut := strings.TrimRight(text, "?~%"); cut != text {
		return cut, true
	}
	return text, false
}

// splitRange finds the two ends of "a/b", "a – b" and "May 3-5, 2019".
func splitRange(text string) (first, second string, ok bool) {
	if slashDate.MatchString(text) || yearFirst.MatchString(text) {
		return text, "", false
	}
	for _, mark := range []string{"/", "–", "—", " - ", " to "} {
		if a, b, found := strings.Cut(text, mark); found {
			return strings.TrimSpace(a), strings.TrimSpace(b), true
		}
	}
	if isoDate.MatchString(text) || strings.Count(text, "-") != 1 {
		return text, "", false
	}
	a, b, found := strings.Cut(text, "-")
	return strings.TrimSpace(a), strings.TrimSpace(b), found && a != ""
}

// fillRange gives the first end what only the second one says: the year of
// "April – May 2019".
func (d *Date) fillRange() {
	if d.Begin.Year == 0 && d.End.Year != 0 {
		d.Begin.Year = d.End.Year
	}
	if d.End.Month == 0 && d.End.Day != 0 {
		d.End.Month = d.Begin.Month
	}
	if d.End.Year == 0 && d.End.Month != 0 {
		d.End.Year = d.Begin.Year
	}
}

func parsePart(text string) (DatePart, bool) {
	if m := isoDate.FindStringSubmatch(text); m != nil {
		p := DatePart{Year: number(m[1]), Month: number(m[2]), Day: number(m[3])}
		if p.Month >= 21 && p.Month <= 24 {
			p.Season, p.Month = p.Month-20, 0
		}
		return p, p.Month <= 12 && p.Day <= 31
	}
	if m := slashDate.FindStringSubmatch(text); m != nil {
		p := DatePart{Year: number(m[3]), Month: number(m[1]), Day: number(m[2])}
		if p.Month > 12 {
			p.Month, p.Day = p.Day, p.Month
		}
		return p, p.Month <= 12
	}
	if m := yearFirst.FindStringSubmatch(text); m != nil {
		return DatePart{Year: number(m[1]), Month: number(m[2]), Day: number(m[3])}, true
	}
	return parseWordyPart(text)
}

func parseWordyPart(text string) (DatePart, bool) {
	var p DatePart
	for _, word := range strings.FieldsFunc(text, func(r rune) bool { return r == ' ' || r == ',' || r == '\u00a0' }) {
		switch {
		case yearWord.MatchString(word) && p.Year == 0:
			p.Year = number(word)
		case monthByWord(word) > 0 && p.Month == 0:
			p.Month = monthByWord(word)
		case seasonByWord(word) > 0 && p.Season == 0:
			p.Season = seasonByWord(word)
		case dayOrdinal.MatchString(word) && p.Day == 0:
			p.Day = number(dayOrdinal.FindStringSubmatch(word)[1])
		case strings.EqualFold(word, "de"):
		default:
			return DatePart{}, false
		}
	}
	return p, p.Year != 0 || p.Month != 0 || numeral.MatchString(text)
}

func number(s string) int {
	n, _ := strconv.Atoi(s)
	return n
}

var monthWords = map[string]int{
	"january": 1, "february": 2, "march": 3, "april": 4, "may": 5, "june": 6, "july": 7,
	"august": 8, "september": 9, "october": 10, "november": 11, "december": 12,
	"janvier": 1, "février": 2, "mars": 3, "avril": 4, "mai": 5, "juin": 6, "juillet": 7,
	"août": 8, "septembre": 9, "octobre": 10, "novembre": 11, "décembre": 12,
	"januar": 1, "februar": 2, "märz": 3, "juni": 6, "juli": 7, "oktober": 10, "dezember": 12,
}

// monthByWord knows English, French and German months, and their first three
// letters in English.
func monthByWord(word string) int {
	word = strings.ToLower(strings.TrimSuffix(word, "."))
	if m := monthWords[word]; m > 0 {
		return m
	}
	const short = "janfebmaraprmayjunjulaugsepoctnovdec"
	if i := strings.Index(short, word); len(word) == 3 && i >= 0 && i%3 == 0 {
		return i/3 + 1
	}
	return 0
}

func seasonByWord(word string) int {
	switch strings.ToLower(word) {
	case "spring", "printemps", "frühling":
		return 1
	case "summer", "été", "sommer":
		return 2
	case "autumn", "fall", "automne", "herbst":
		return 3
	case "winter", "hiver":
		return 4
	}
	return 0
}
