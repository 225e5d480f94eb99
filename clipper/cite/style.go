package cite

import (
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

// Reference is the author-date reference of a source, in the language of locale
// (BCP 47; English where it is not known).
func Reference(s clipper.Source, locale string) string { return AuthorDate(locale).Reference(s) }

// Note is the reference of a clip as a note: author, title, paper, date, place in
// the page, address, day of access, and what is said of the quotation.
func Note(c clipper.Clip, s clipper.Source, lang string) string {
	return AuthorDate(lang).note(s, LocatorOf(c, s), c.Speaker, PassageIn(c, lang).After)
}

// Quotation is the clip in the quotation marks of lang (BCP 47), or as a block where
// it is long, followed by its reference as a note.
func Quotation(c clipper.Clip, s clipper.Source, lang string) string {
	p := PassageIn(c, lang)
	return p.String() + p.dash() + Note(c, s, lang)
}

// dash parts a quotation from its note; a block stands on lines of its own.
func (p Passage) dash() string {
	if p.Block {
		return "\n— "
	}
	return " — "
}

// Quoted is text in the quotation marks of a language, « … » or “ … ” for
// instance. Quotations inside it go one level down, a pair of marks around the
// whole is not doubled, and apostrophes are left alone.
func Quoted(text, lang string) string { return marksOf(lang).quote(text) }
