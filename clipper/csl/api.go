package csl

// Options are the choices left to the user of a style.
type Options struct {
	// Locale is the language of terms and dates, "fr-FR" or "fr". Empty takes
	// the style's default-locale, then en-US.
	Locale string
}

// Cite is one reference inside a citation.
type Cite struct {
	ID             string // of the Item
	Locator        string // "12", "3–5"
	Label          string // what Locator counts: "page" (also when empty), "chapter", "paragraph" …
	Prefix, Suffix string // words around the cite; may carry inline markup
	SuppressAuthor bool   // leaves out the author, named in the running text
	AuthorOnly     bool   // gives the author alone

	// Position and the two fields below are worked out by a Document. They
	// count only in a citation rendered by itself.
	Position        Position
	NearNote        bool
	FirstNoteNumber int // note in which the item was first cited; 0 unknown
}

// Position is where a cite stands among the cites of the same item.
type Position int

// The positions of CSL, each including the ones above it but First.
const (
	First Position = iota
	Subsequent
	Ibid
	IbidWithLocator
)

// Citation is what stands at one place of a document: one note, one bracket.
type Citation struct {
	ID    string // chosen by the caller; may be empty
	Note  int    // number of the note; 0 when the citation stands in the text
	Cites []Cite
}

// Bibliography is a list of references with what a writer needs to lay it out.
type Bibliography struct {
	Entries          []Entry
	HangingIndent    bool
	SecondFieldAlign string // "flush", "margin" or ""
	EntrySpacing     int    // lines between entries
	LineSpacing      int    // 1 single, 2 double
	MaxOffset        int    // characters of the longest first field
}

// Entry is one reference of a bibliography.
type Entry struct {
	ID   string // of the Item
	Text Rich
}
