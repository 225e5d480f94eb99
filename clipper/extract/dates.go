package extract

import (
	"regexp"
	"strconv"
	"strings"
	"time"

	"florilegium/clipper"
)

// How far the places are trusted in which a page gives its date, from 0 to 1.
const (
	trustDateScholar = .95
	trustDateGraph   = .8  // article's datePublished in JSON-LD
	trustDateOG      = .8  // article:published_time
	trustDateItem    = .78 // microdata
	trustDateTime    = .66 // a time element after the headline
	trustDatePrinted = .64 // a line near the headline
	trustDatePath    = .64
	trustDateMeta    = .56 // "date" and its kin, which may be the day of a copy
	trustDateWitness = .5  // go-htmldate, where it stands alone
	trustDateWeak    = .35 // a title, a description, a list
	enoughDate       = .52
)

// dated is one candidate for a date.
type dated struct {
	at   int // index of its evidence
	sure float64
}

// dating gathers the dates of a page.
type dating struct {
	f   *facts
	w   *witness
	all map[string][]dated // by field
}

// issued finds the dates of publication and of the last change, each as the page
// writes it, never moved to another zone. Each place is trusted so far; places
// that agree are trusted more.
func (f *facts) issued(w *witness, second func() string) (issued, modified clipper.Date) {
	d := &dating{f: f, w: w, all: map[string][]dated{}}
	d.metas("published", trustDateScholar, "citation_publication_date", "citation_online_date", "citation_date", "prism.publicationdate")
	d.add("published", f.article.text("datePublished"), trustDateGraph, clipper.FromJSONLD, "datePublished")
	d.metas("published", trustDateOG, "article.published_time", "og.article.published_time", "og.published_time", "article.published", "datepublished",
		"dc.date.issued", "dcterms.issued", "parsely-pub-date", "sailthru.date", "rnews.datepublished", "originalpublicationdate")
	d.metas("published", trustDateMeta, "dc.date", "dcterms.date", "dcterms.created", "dc.date.created", "pubdate", "publishdate", "publish-date", "publication_date",
		"date", "article.created", "cxenseparse.recs.publishtime")
	d.metas("published", trustDateWeak, "datecreated")
	d.add("published", f.article.text("dateCreated"), trustDateWeak, clipper.FromJSONLD, "dateCreated")
	d.stamps()
	d.add("published", dateInPath(f.page.Path), trustDatePath, clipper.FromURL, "path")
	d.printed()
	d.add("modified", f.article.text("dateModified"), trustDateGraph, clipper.FromJSONLD, "dateModified")
	d.metas("modified", trustDateOG, "article.modified_time", "og.updated_time", "article.updated_time", "datemodified", "dcterms.modified", "dc.date.modified", "last-modified", "lastmod")
	if _, sure := d.best("published"); sure < trustDateOG && second != nil {
		d.bear(second())
	}
	issued = d.chooseIssued()
	modified, _ = clipper.ParseDate(w.pick("modified", nil))
	return issued, modified
}

// bear adds the day that go-htmldate found. By itself it is trusted only where a
// line of the page says nothing but that day.
func (d *dating) bear(day string) {
	sure := trustDateWeak
	for _, l := range d.f.lines {
		if date, ok := readDate(l.text); ok && date.String() == day && onlyDate(l.text) && !changed.MatchString(l.text) {
			sure = trustDateWitness
		}
	}
	d.add("published", day, sure, clipper.FromText, "go-htmldate")
}

// onlyDate reports a line that says little but a date.
func onlyDate(line string) bool { return len([]rune(line)) < 45 }

// printed adds the dates of short lines near the headline, then those that
// only the title or a node about the whole page give.
func (d *dating) printed() {
	n := 0
	for _, l := range d.f.near() {
		if date, ok := readDate(l.text); ok && date.Day > 0 && date.Year > 1992 && n < 4 {
			sure := trustDatePrinted - .03*float64(n)
			if onlyDate(l.text) {
				sure += .04
			}
			if changed.MatchString(l.text) {
				d.add("modified", l.text, sure, clipper.FromText, "near the headline")
				continue
			}
			d.add("published", l.text, sure, clipper.FromText, "near the headline")
			n++
		}
	}
	for _, o := range d.f.graph.nodes {
		if o.is("WebPage", "VideoObject") {
			d.add("published", or(o.text("datePublished"), o.text("uploadDate")), trustDateWeak+.2, clipper.FromJSONLD, o.types()[0])
		}
	}
	d.add("published", or(d.f.meta("og.title"), d.f.title), trustDateWeak, clipper.FromTitle, "title")
	d.add("published", d.f.meta("description"), trustDateWeak, clipper.FromMeta, "description")
}

// changed reports the words that go before the day of the last change.
var changed = regexp.MustCompile(`(?i)^(?:aktualisiert|geändert|updated|modified|mis à jour|modifié|actualizad|aggiornat|atualizad|обновлен|更新)|zuletzt|bearbeitet|last (?:edited|modified|updated)|dernière m|ultima modifica|última (?:actualización|atualização)`)

// best is the surest value of a field, and how sure it is.
func (d *dating) best(field string) (string, float64) {
	value, best := "", 0.0
	for _, c := range d.all[field] {
		if sure := d.weigh(field, c); sure > best+.001 {
			value, best = d.w.evidence[c.at].Value, sure
		}
	}
	return value, best
}

// weigh is how sure a candidate is: its place, and the other places that give
// the same day.
func (d *dating) weigh(field string, c dated) float64 {
	e := d.w.evidence[c.at]
	places := map[string]bool{}
	for _, o := range d.all[field] {
		if other := d.w.evidence[o.at]; o.at != c.at && other.Value == e.Value && other.From+other.Detail != e.From+e.Detail {
			places[other.From+other.Detail] = true
		}
	}
	sure := c.sure + .06*float64(min(len(places), 3))
	if len(e.Value) < len("2014-09-12") {
		sure -= .25
	}
	return sure
}

// chooseIssued takes the surest date, unless that is written in universal time
// and the page prints the day before or after: then the printed day is the one
// the page's readers know.
func (d *dating) chooseIssued() clipper.Date {
	value, sure := d.best("published")
	for _, c := range d.all["published"] {
		d.w.evidence[c.at].Sure = rounded(d.weigh("published", c))
	}
	if sure < enoughDate {
		return clipper.Date{}
	}
	isPrinted := func(e clipper.Evidence) bool {
		return e.From == clipper.FromURL || e.From == clipper.FromText || e.Detail == "time"
	}
	if d.f.universal[value] && d.w.choose("published", func(e clipper.Evidence) bool { return e.Value == value && isPrinted(e) }) == "" {
		value = or(d.w.choose("published", func(e clipper.Evidence) bool { return isPrinted(e) && dayApart(e.Value, value) }), value)
	}
	d.w.pick("published", func(e clipper.Evidence) bool { return e.Value == value })
	date, _ := clipper.ParseDate(value)
	return date
}

func dayApart(a, b string) bool {
	x, errX := time.Parse(time.DateOnly, a)
	y, errY := time.Parse(time.DateOnly, b)
	return errX == nil && errY == nil && x.Sub(y).Abs() == 24*time.Hour
}

var universalTime = regexp.MustCompile(`T\d\d:\d\d.*(?:Z|[+-]00:?00)$`)

func (d *dating) metas(field string, sure float64, keys ...string) {
	for _, key := range keys {
		sure := sure - .12*float64(d.f.variety(key)-1)
		for _, m := range d.f.metas {
			if m.key == key {
				from := clipper.FromMeta
				if strings.HasPrefix(key, "article.") || strings.HasPrefix(key, "og.") {
					from = clipper.FromOpenGraph
				}
				d.add(field, m.value, sure, from, key)
			}
		}
	}
}

// variety is how many different days meta elements of one key give, 1 at least
// and 3 at most: where there are several, each may be another article's.
func (f *facts) variety(key string) int {
	days := map[string]bool{}
	for _, m := range f.metas {
		if m.key != key {
			continue
		}
		if date, ok := readDate(m.value); ok {
			days[date.String()] = true
		}
	}
	return min(max(len(days), 1), 3)
}

// add adds a date in ISO form at its own precision, if it is one.
func (d *dating) add(field, value string, sure float64, from, detail string) {
	date, ok := readDate(value)
	if !ok {
		return
	}
	if from != clipper.FromHTML && universalTime.MatchString(value) {
		if d.f.universal == nil {
			d.f.universal = map[string]bool{}
		}
		d.f.universal[date.String()] = true
	}
	before := len(d.w.evidence)
	d.w.add(field, date.String(), from, detail)
	if len(d.w.evidence) > before {
		d.all[field] = append(d.all[field], dated{before, sure})
	}
}

// stamps adds the dates printed on the page: microdata first, then time elements
// and date classes near the headline.
func (d *dating) stamps() {
	headline := d.f.headline()
	for _, s := range d.f.dates {
		switch s.prop {
		case "datePublished", "dateCreated":
			sure := trustDateItem
			if s.prop == "dateCreated" {
				sure = trustDateWeak
			}
			d.add("published", s.value, sure, clipper.FromHTML, "itemprop="+s.prop)
		case "dateModified", "dateUpdate", "dateUpdated":
			d.add("modified", s.value, trustDateItem, clipper.FromHTML, "itemprop="+s.prop)
		}
	}
	n := 0
	for _, after := range []bool{true, false} {
		for _, s := range d.f.dates {
			if s.prop != "" || (s.order > headline) != after || strings.Contains(s.class, "comment") {
				continue
			}
			field := "published"
			if strings.Contains(s.class, "modif") || strings.Contains(s.class, "updated") && !strings.Contains(s.class, "published") {
				field = "modified"
			}
			sure := trustDateTime - .04*float64(n)
			if headline == 0 || !after && s.order < headline-2*nearBefore || s.order > headline+3*nearAfter {
				sure = min(sure, trustDateWeak+.07)
			}
			d.add(field, s.value, max(sure, trustDateWeak), clipper.FromHTML, "time")
			n++
		}
	}
}

var pathDate = regexp.MustCompile(`/((?:19|20)\d{2})[/-](0[1-9]|1[0-2])[/-](0[1-9]|[12]\d|3[01])(?:[/-]|$)`)

var pathDayFirst = regexp.MustCompile(`/(0[1-9]|[12]\d|3[01])[-.](0[1-9]|1[0-2])[-.]((?:19|20)\d{2})(?:[/.-]|$)`)

// dateInPath is the day that an address names, as many papers' do.
func dateInPath(path string) string {
	if m := pathDate.FindStringSubmatch(path); m != nil {
		return m[1] + "-" + m[2] + "-" + m[3]
	}
	if m := pathDayFirst.FindStringSubmatch(path); m != nil {
		return m[3] + "-" + m[2] + "-" + m[1]
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
	s = strings.TrimSpace(westernDigits(s))
	if !strings.ContainsAny(s, "0123456789") {
		return clipper.Date{}, false
	}
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
	if d, ok := readEra(s); ok {
		return d, true
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
	"jan jän gen ene янв stycz led sij oca يناير جانفي",
	"feb fév fev fév фев lut úno velj şub shku فبراير فيفري شباط",
	"mar mär mrz märz мар mars maart bře ožu مارس آذار",
	"apr avr abr апр kwi dub tra nis أبريل إبريل أفريل نيسان",
	"may mai mag mei мая май maj maí kvě svi أيار مايو ماي",
	"jun juin giu июн cze čer lip haz يونيو حزيران جوان",
	"jul juil lug июл lipc čvc srp tem يوليو يوليوز تموز جويلية",
	"aug aoû aou ago авг sie sierp kol ağu أغسطس غشت آب أوت",
	"sep set сен wrz zář ruj eyl سبتمبر شتنبر أيلول",
	"oct okt ott out окт paź říj eki أكتوبر",
	"nov ноя lis list kas نوفمبر نونبر",
	"dec déc dez dic дек gru pro ara ديسمبر دجنبر",
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
