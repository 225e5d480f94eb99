package cite

import (
	"strings"

	"florilegium/clipper"
)

// Style renders references as plain text. AuthorDate is the one built in; the
// CSL processor gives the others.
type Style interface {
	// Reference is the entry of a bibliography, with its full stop.
	Reference(s clipper.Source) string
	// Note is a full reference for a note, with the locator and full stop.
	Note(s clipper.Source, at Locator) string
	// Citation is the short reference in brackets for the running text.
	Citation(s clipper.Source, at Locator) string
}

// Locator is a place in a page that has no page numbers.
type Locator struct {
	Paragraph int    // from 1; 0 for none
	Heading   string // the nearest heading, "" for none
}

// LocatorOf is the place of a clip. The title of the source is no heading.
func LocatorOf(c clipper.Clip, s clipper.Source) Locator {
	at := Locator{Paragraph: max(0, c.Paragraph)}
	if n := len(c.Heading); n > 0 && !strings.EqualFold(field(c.Heading[n-1]), field(s.Title)) {
		at.Heading = field(c.Heading[n-1])
	}
	return at
}

// Reference is the author-date reference of a source, in the language of locale
// (BCP 47; English where it is not known).
func Reference(s clipper.Source, locale string) string { return AuthorDate(locale).Reference(s) }

// Note is the reference of a clip as a note: author, title, paper, date, place in
// the page, address, day of access.
func Note(c clipper.Clip, s clipper.Source, lang string) string {
	return AuthorDate(lang).note(s, LocatorOf(c, s), c.Speaker)
}

// Quotation is the clip in the quotation marks of lang (BCP 47), followed by its
// reference as a note.
func Quotation(c clipper.Clip, s clipper.Source, lang string) string {
	return Quoted(c.Quote, lang) + " — " + Note(c, s, lang)
}

// Quoted is text in the quotation marks of a language, « … » or “ … ” for
// instance. Quotations inside it go one level down, a pair of marks around the
// whole is not doubled, and apostrophes are left alone.
func Quoted(text, lang string) string { return marksOf(lang).quote(text) }
