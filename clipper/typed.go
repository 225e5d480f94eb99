package clipper

import "strings"

// typedPrefix begins the canonical address of a source that was typed by hand.
const typedPrefix = "urn:florilegium:typed:"

// Typed reports a source whose words were typed by hand, as from a book: there is
// no page behind it.
func (s Source) Typed() bool { return strings.HasPrefix(s.Canonical, typedPrefix) }

// TypedAddress is the name under which a source that was typed by hand is known: it
// is the same for sources of one type, title, authors and year, in whatever case
// and with whatever spaces.
func TypedAddress(s Source) string {
	parts := []string{s.Type, s.Title}
	for _, n := range s.Authors {
		parts = append(parts, n.Sorted())
	}
	year := s.Issued
	year.Month, year.Day, year.Season, year.End = 0, 0, 0, nil
	parts = append(parts, year.String())
	for i, p := range parts {
		parts[i] = strings.ToLower(strings.Join(strings.Fields(p), " "))
	}
	return typedPrefix + HashText(strings.Join(parts, "\n"))
}
