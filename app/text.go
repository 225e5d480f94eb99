//go:build !headless

package app

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"florilegium/app/reader"
	"florilegium/clipper"
	"florilegium/clipper/cite"
	"florilegium/clipper/fetch"

	"fyne.io/fyne/v2/lang"
)

// tr is a sentence of the interface in the reader's language; key is the English
// sentence, with the verbs of fmt.
func tr(key string, args ...any) string {
	if len(args) == 0 {
		return lang.L(key)
	}
	return fmt.Sprintf(lang.L(key), args...)
}

// count is a number of things in the reader's language; key names the forms in
// the translation files.
func count(key string, n int) string {
	return lang.N(key, n, map[string]any{"N": grouped(n)})
}

// grouped is a number with its thousands apart, as the reader's language writes
// it.
func grouped(n int) string {
	digits := fmt.Sprint(n)
	for i := len(digits) - 3; i > 0; i -= 3 {
		digits = digits[:i] + tr(",") + digits[i:]
	}
	return digits
}

// tell is a failure in the reader's language: the sentence and the hint.
func tell(err error) (sentence, hint string) {
	e, ok := errors.AsType[*clipper.Error](err)
	if !ok {
		return capital(err.Error()), ""
	}
	if e.Hint != "" {
		hint = tr(e.Hint)
	}
	return capital(tr(e.Msg, e.Args...)), hint
}

// capital begins a sentence.
func capital(s string) string {
	for i := range s {
		if i > 0 {
			return strings.ToUpper(s[:i]) + s[i:]
		}
	}
	return strings.ToUpper(s)
}

// shortDate is a date as a list shows it: 12 Sept 2014, Sept 2014 or 2014.
func shortDate(d clipper.Date) string {
	switch {
	case d.Year == 0:
		return ""
	case d.Month == 0:
		return fmt.Sprint(d.Year)
	case d.Day == 0:
		return fmt.Sprintf("%s %d", month(d.Month), d.Year)
	}
	return fmt.Sprintf("%d %s %d", d.Day, month(d.Month), d.Year)
}

// month is the short name of a month, 1–12.
func month(m int) string {
	names := strings.Fields(tr("Jan Feb March April May June July Aug Sept Oct Nov Dec"))
	return names[(m-1)%len(names)]
}

// ago is when something happened, as people say it.
func ago(t, now time.Time) string {
	t, now = t.Local(), now.Local()
	switch day := clipper.DateOf(t); {
	case now.Sub(t) < time.Minute:
		return tr("just now")
	case day == clipper.DateOf(now):
		return tr("today")
	case day == clipper.DateOf(now.AddDate(0, 0, -1)):
		return tr("yesterday")
	default:
		return shortDate(day)
	}
}

// titleOf is a title as one line, or an address where there is none.
func titleOf(title, address string) string {
	if line := reader.OneLine(title); line != "" {
		return line
	}
	return address
}

// otherName is the host of an address in its other form, for a host that is not
// plain ASCII, with a warning where it may pass itself off as another; else "".
func otherName(address string) string {
	name := fetch.NameOf(address)
	if name.Unicode == name.ASCII {
		return ""
	}
	if name.Doubtful {
		return dots(name.String(), tr("Letters of this name only look like those of another"))
	}
	return name.String()
}

// quoted is a name in the quotation marks of the interface's language; marks in the
// name go one level down.
func quoted(name string) string {
	return cite.Quoted(name, lang.SystemLocale().LanguageString())
}

// dots joins what there is with middle dots.
func dots(parts ...string) string {
	var there []string
	for _, p := range parts {
		if p != "" {
			there = append(there, p)
		}
	}
	return strings.Join(there, " · ")
}
