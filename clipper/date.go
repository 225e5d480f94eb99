package clipper

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// Date is a date as precise as its source: a year alone, a year and month, or a
// day. It has no time of day and no zone, and is never shifted between zones.
// The zero Date means unknown.
type Date struct {
	Year   int    `json:"year,omitempty"`
	Month  int    `json:"month,omitempty"`  // 1–12, 0 unknown
	Day    int    `json:"day,omitempty"`    // 1–31, 0 unknown
	Season int    `json:"season,omitempty"` // 1 spring – 4 winter, as in CSL
	Circa  bool   `json:"circa,omitempty"`
	End    *Date  `json:"end,omitempty"` // last day of a range
	Raw    string `json:"raw,omitempty"` // as found, where it could not be read
}

// IsZero reports whether nothing is known.
func (d Date) IsZero() bool { return d == Date{} }

// String is the date in ISO 8601 at its own precision: 2014, 2014-09 or
// 2014-09-12; a range has a slash. An unreadable date is its raw text.
func (d Date) String() string {
	var s string
	switch {
	case d.Year == 0:
		return d.Raw
	case d.Month == 0:
		s = fmt.Sprintf("%04d", d.Year)
	case d.Day == 0:
		s = fmt.Sprintf("%04d-%02d", d.Year, d.Month)
	default:
		s = fmt.Sprintf("%04d-%02d-%02d", d.Year, d.Month, d.Day)
	}
	if d.End != nil {
		s += "/" + d.End.String()
	}
	return s
}

// DateOf is the day of t in t's own zone.
func DateOf(t time.Time) Date {
	y, m, d := t.Date()
	return Date{Year: y, Month: int(m), Day: d}
}

var isoDate = regexp.MustCompile(`^(\d{4})(?:-?(\d{2})(?:-?(\d{2}))?)?(?:$|[T ].*|Z$)`)

// ParseDate reads an ISO 8601 date or date and time at its own precision; the
// day is the one written, whatever the offset. It refuses impossible dates.
func ParseDate(s string) (Date, bool) {
	s = strings.TrimSpace(s)
	m := isoDate.FindStringSubmatch(s)
	if m == nil {
		return Date{}, false
	}
	var d Date
	d.Year, _ = strconv.Atoi(m[1])
	d.Month, _ = strconv.Atoi(m[2])
	d.Day, _ = strconv.Atoi(m[3])
	if d.Year == 0 || !d.possible() || (m[2] != "" && d.Month == 0) || (m[3] != "" && d.Day == 0) {
		return Date{}, false
	}
	return d, true
}

func (d Date) possible() bool {
	if d.Month > 12 || (d.Day > 0 && d.Month == 0) {
		return false
	}
	if d.Day == 0 {
		return true
	}
	t := time.Date(d.Year, time.Month(d.Month), d.Day, 12, 0, 0, 0, time.UTC)
	return t.Day() == d.Day && int(t.Month()) == d.Month
}
