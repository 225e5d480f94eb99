// Package paper writes a text of styled paragraphs with real notes as the files
// that word processors and browsers open: DOCX (ECMA-376, transitional), ODT
// (OASIS OpenDocument 1.3) and HTML. It knows nothing of sources and citations:
// what it is given is already in words.
//
// It promises that whatever the words hold, the file is well formed and shows
// them: signs that XML cannot carry are left out, direction overrides end where
// they stand, markup is text. A file has no script and no macro, loads nothing, and leads nowhere but to its http, https and mailto links. The same
// text gives the same bytes.
package paper

import (
	"strings"
	"time"
)

// Text is a text ready to be written.
type Text struct {
	Title      string    // one line, for the properties of the file; a paragraph shows it
	Author     string    // "" for none
	Lang       string    // BCP 47
	Written    time.Time // told in the file's properties; zero leaves it out
	Paragraphs []Paragraph
	Entries    Entries

	Endnotes bool   // notes stand at the end and not at the foot of the page; HTML has them there anyway
	Notes    string // heading of the notes where they stand at the end, in Lang
}

// Kind is what a paragraph is; each kind has a style of its own in the file.
type Kind uint8

// The kinds of paragraphs.
const (
	Body      Kind = iota // the writer's own words
	Title                 // of the whole text
	Heading               // Level 1 to 6
	Details               // small print beneath a heading
	Quotation             // a quotation set off from the text
	Entry                 // of the bibliography
)

// Paragraph is one paragraph.
type Paragraph struct {
	Kind   Kind
	Level  int    // of a Heading
	Lang   string // BCP 47; "" for that of the text
	Runs   []Run
	Name   string // of an Entry, for runs that lead To it: letters and digits
	Label  []Run  // of an Entry, set before it in a column of its own; none for most styles
	GoesOn bool   // a Quotation that continues the one before
	Cite   string // web address of what a Quotation quotes
	// Sources are ContextObjects of OpenURL (ANSI/NISO Z39.88, key and value
	// format) for reference managers to find in HTML, as COinS.
	Sources []string
}

// Run is a stretch of text with one look, or the call of a note.
type Run struct {
	Text string // "\n" breaks the line
	Look Look
	Link string // http, https or mailto; anything else is no link
	To   string // the Name of the Entry that the words stand for; a link in HTML
	Lang string // BCP 47; "" for that of the paragraph
	Note []Run  // the note called here, one paragraph in the language of the text; Text is empty then
}

// Look is a set of attributes of a run.
type Look uint8

// The attributes. Scripts that have no italics show titles upright and emphasis
// in bold.
const (
	Italic   Look = 1 << iota // of titles
	Emphasis                  // the writer's
	Bold
	SmallCaps
	Underline
	Superscript
	Subscript
)

// Entries says how the bibliography is laid out.
type Entries struct {
	Hanging bool // the lines after the first are indented
	Label   int  // characters of the widest label set before the entries; 0 for none
	Spaced  bool // an empty line parts the entries
}

// wordsOf is the bare text of runs, without their notes.
func wordsOf(runs []Run) string {
	if len(runs) == 1 {
		return runs[0].Text
	}
	var b strings.Builder
	for i := range runs {
		b.WriteString(runs[i].Text)
	}
	return b.String()
}
