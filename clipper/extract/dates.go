package extract

import (
	"regexp"
	"strconv"
	"strings"
	"time"

	"florilegium/clipper"
)

// issued finds the dates of publication and of the last change, each as the page
// writes it, never moved to another zone.
func (f *facts) issued(w *witness) (issued, modified clipper.Date) {
	f.addDates(w, "published", []string{"citation_publication_date", "citation_online_date", "citation_date", "prism.publicationdate"})
	f.addDate(w, "published", f.article.text("datePublished"), clipper.FromJSONLD, "datePublished")
	f.addDates(w, "published", []string{
		"article.published_time", "og.article.published_time", "og.published_time", "article.published", "datepublished", "dc.date.issued", "dcterms.issued", "dc.date", "dcterms.date",
		"dcterms.created", "dc.date.created", "parsely-pub-date", "sailthru.date", "pubdate", "publishdate", "publish-date", "publication_date", "date", "datecreated", "article.created", "originalpublicationdate", "cxenseparse.recs.publishtime", "rnews.datepublished",
	})
	f.addDate(w, "published", f.article.text("dateCreated"), clipper.FromJSONLD, "dateCreated")
	f.addStamps(w)
	f.addDate(w, "published", dateInPath(f.page.Path), clipper.FromURL, "path")
	f.addPrinted(w)
	f.addDate(w, "modified", f.article.text("dateModified"), clipper.FromJSONLD, "dateModified")
	f.addDates(w, "modified", []string{"article.modified_time", "og.updated_time", "article.updated_time", "datemodified", "dcterms.modified", "dc.date.modified", "last-modified", "lastmod"})
	issued = f.chooseIssued(w)
	modified, _ = clipper.ParseDate(w.pick("modified", nil))
	return issued, modified
}

// addPrinted adds the dates of short lines near the headline, then those that
// only the title or a node about the whole page give.
func (f *facts) addPrinted(w *witness) {
	for _, l := range f.near() {
		f.addDate(w, "published", l.text, clipper.FromText, "near the headline")
	}
	for _, o := range f.graph.nodes {
		if o.is("WebPage", "VideoObject") {
			f.addDate(w, "published", or(o.text("datePublished"), o.text("uploadDate")), clipper.FromJSONLD, o.types()[0])
		}
	}
	f.addDate(w, "published", or(f.meta("og.title"), f.title), clipper.FromTitle, "title")
	f.addDate(w, "published", f.meta("description"), clipper.FromMeta, "description")
}

// chooseIssued takes the first date, unless that is written in universal time
// and the page prints the day before or after: then the printed day is the one
// the page's readers know.
func (f *facts) chooseIssued(w *witness) clipper.Date {
	value := w.choose("published", nil)
	if f.universal[value] {
		printed := w.choose("published", func(e clipper.Evidence) bool {
			return (e.From == clipper.FromURL || e.From == clipper.FromText || e.Detail == "time") && dayApart(e.Value, value)
		})
		if printed != "" && !f.confirmed(w, value) {
			value = printed
		}
	}
	w.pick("published", func(e clipper.Evidence) bool { return e.Value == value })
	d, _ := clipper.ParseDate(value)
	return d
}

// confirmed reports whether the page prints that very day.
func (f *facts) confirmed(w *witness, value string) bool {
	return w.choose("published", func(e clipper.Evidence) bool {
		return e.Value == value && (e.From == clipper.FromURL || e.From == clipper.FromText || e.Detail == "time")
	}) != ""
}

func dayApart(a, b string) bool {
	x, errX := time.Parse(time.DateOnly, a)
	y, errY := time.Parse(time.DateOnly, b)
	return errX == nil && errY == nil && x.Sub(y).Abs() == 24*time.Hour
}

var universalTime = regexp.MustCompile(`T\d\d:\d\d.*(?:Z|[+-]00:?00)$`)

func (f *facts) addDates(w *witness, field string, keys []string) {
	for _, key := range keys {
		for _, m := range f.metas {
			if m.key == key {
				from := clipper.FromMeta
				if strings.HasPrefix(key, "article.") || strings.HasPrefix(key, "og.") {
					from = clipper.FromOpenGraph
				}
				f.addDate(w, field, m.value, from, key)
			}
		}
	}
}

// addDate adds a date in ISO form at its own precision, if it is one.
func (f *facts) addDate(w *witness, field, value, from, detail string) {
	if d, ok := readDate(value); ok {
		if from != clipper.FromHTML && universalTime.MatchString(value) {
			if f.universal == nil {
				f.universal = map[string]bool{}
			}
			f.universal[d.String()] = true
		}
		w.add(field, d.String(), from, detail)
	}
}

// addStamps adds the dates printed on the page: microdata first, then time
// elements and date classes near the headline.
func (f *facts) addStamps(w *witness) {
	headline := f.headline()
	for _, s := range f.dates {
		switch s.prop {
		case "datePublished", "dateCreated":
			f.addDate(w, "published", s.value, clipper.FromHTML, "itemprop="+s.prop)
		case "dateModified", "dateUpdate", "dateUpdated":
			f.addDate(w, "modified", s.value, clipper.FromHTML, "itemprop="+s.prop)
		}
	}
	for _, after := range []bool{true, false} {
		for _, s := range f.dates {
			if s.prop == "" && (s.order > headline) == after && !strings.Contains(s.class, "comment") {
				field := "published"
				if strings.Contains(s.class, "modif") || strings.Contains(s.class, "updated") && !strings.Contains(s.class, "published") {
					field = "modified"
				}
				f.addDate(w, field, s.value, clipper.FromHTML, "time")
			}
		}
	}
}

var pathDate = regexp.MustCompile(`/((?:19|20)\d{2})[/-](0[1-9]|1[0-2])[/-](0[1-9]|[12]\d|3[01])(?:[/-]|$)`)

// dateInPath is the day that an address names, as many papers' do.
func dateInPath(path string) string {
	if m := pathDate.FindStringSubmatch(path); m != nil {
		return m[1] + "-" + m[2] + "-" + m[3]
	}
	return ""
}

var (
	numericDate = regexp.MustCompile(`\b(\d{1,2})[./-](\d{1,2})[./-]((?:19|20)\d{2})\b`)
	shortYear   = regexp.MustCompile(`(?:^|[\s|,(])(\d{2})\.(\d{2})\.(\d{2})(?:$|[\s|,)])`)
	slashYear   = regexp.MustCompile(`\b((?:19|20)\d{2})[./](\d{1,2})[./](\d{1,2})\b`)
	dayFirst    = regexp.MustCompile(`(?i)\b(\d{1,2})(?:er|st|nd|rd|th|º|\.)?\s+(?:de\s+)?(\pL{3,12})\.?,?\s+(?:de\s+)?((?:19|20)\d{2})\b`)
	nameFirst   = regexp.MustCompile(`(?i)(?:^|[^\pL])(\pL{3,12})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+((?:19|20)\d{2})\b`)
	eastDate    = regexp.MustCompile(`((?:19|20)\d{2})\s*[年년]\s*(\d{1,2})\s*[月월]\s*(\d{1,2})\s*[日일]`)
	isoInside   = regexp.MustCompile(`\b(?:19|20)\d{2}-\d{2}-\d{2}`)
)

// readDate reads ISO dates and the ways in which pages print them. A date of
// figures with a slash is read day first, unless only the other order is one.
func readDate(s string) (clipper.Date, bool) {
	s = strings.TrimSpace(s)
	if d, ok := clipper.ParseDate(s); ok {
		return d, d.Year > 1500 && d.Year < 2200
	}
	if m := isoInside.FindString(s); m != "" {
		return clipper.ParseDate(m)
	}
	if m := slashYear.FindStringSubmatch(s); m != nil {
		return made(m[1], m[2], m[3])
	}
	if m := eastDate.FindStringSubmatch(s); m != nil {
		return made(m[1], m[2], m[3])
	}
	if m := numericDate.FindStringSubmatch(s); m != nil {
		if d, ok := made(m[3], m[2], m[1]); ok {
			return d, true
		}
		return made(m[3], m[1], m[2])
	}
	if m := shortYear.FindStringSubmatch(s); m != nil {
		return made("20"+m[3], m[2], m[1])
	}
	return readNamedMonth(s)
}

func readNamedMonth(s string) (clipper.Date, bool) {
	for _, m := range dayFirst.FindAllStringSubmatch(s, 4) {
		if month := monthNumber(m[2]); month > 0 {
			return made(m[3], strconv.Itoa(month), m[1])
		}
	}
	for _, m := range nameFirst.FindAllStringSubmatch(s, 4) {
		if month := monthNumber(m[1]); month > 0 {
			return made(m[3], strconv.Itoa(month), m[2])
		}
	}
	return clipper.Date{}, false
}

func made(year, month, day string) (clipper.Date, bool) {
	pad := func(s string) string {
		if len(s) < 2 {
			return "0" + s
		}
		return s
	}
	return clipper.ParseDate(year + "-" + pad(month) + "-" + pad(day))
}

// months are the beginnings of the months' names, each unlike any other month's
// in any of the languages.
var months = [12]string{
	"jan jän gen ene янв stycz led sij oca يناير",
	"feb fév fev fév фев lut úno velj şub shku فبراير",
	"mar mär mrz märz мар mars maart bře ožu مارس",
	"apr avr abr апр kwi dub tra nis أبريل",
	"may mai mag mei мая май maj maí kvě svi أيار مايو",
	"jun juin giu июн cze čer lip haz يونيو",
	"jul juil lug июл lipc čvc srp tem يوليو",
	"aug aoû aou ago авг sie sierp kol ağu أغسطس",
	"sep set сен wrz zář ruj eyl سبتمبر",
	"oct okt ott out окт paź říj eki أكتوبر",
	"nov ноя lis list kas نوفمبر",
	"dec déc dez dic дек gru pro ara ديسمبر",
}

// monthNumber is 1 to 12, 0 for what names no month.
func monthNumber(name string) int {
	name = strings.ToLower(name)
	best, length := 0, 0
	for i, row := range months {
		for start := range strings.FieldsSeq(row) {
			if strings.HasPrefix(name, start) && len(start) > length {
				best, length = i+1, len(start)
			}
		}
	}
	return best
}
