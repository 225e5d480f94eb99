package cite

import (
	"io"
	"slices"
	"time"

	"florilegium/clipper"
	"florilegium/clipper/paper"
)

// Document is a text with quotations, written with notes and a bibliography in
// one style: a collection, or what an export makes of sources and their clips.
type Document struct {
	Title string
	Lang  string    // BCP 47: of headings, quotation marks and references; "" for that of the style
	Style *CSLStyle // nil is NoteStyle(Lang)
	Parts []Part

	Wording  Wording   // of clips that have a translation
	Endnotes bool      // notes at the end and not at the foot of the page, where the format knows both
	Author   string    // told in the file's properties
	Written  time.Time // told in the file's properties; zero leaves it out
}

// Part is a heading, a passage of the writer's own words, a quotation, or a
// source that is only listed.
type Part struct {
	Kind   clipper.PartKind
	Level  int    // of a heading, 1 to 6
	Text   string // of a heading or of words; an empty line parts paragraphs
	Clip   clipper.Clip
	Source clipper.Source // of a ClipPart; with an empty Clip it is listed in the bibliography only. Of a heading: the source that it names, whose details stand beneath
	// Apart begins a paragraph. Else a quotation short enough for running text goes
	// on with the words before it, where these end without a full stop, and words
	// that begin in lower case or with a comma go on with the quotation.
	Apart bool
}

// NoteStyle is the built-in style of footnotes in a language (BCP 47). Where that is
// not one of the built-in ones its words are the system's, if it has them.
func NoteStyle(lang string) (*CSLStyle, error) {
	styles := OpenStyles(Places{})
	known := func(l string) bool { return primary(l) == primary(lang) }
	if primary(lang) != "" && !slices.ContainsFunc(styles.Languages(), known) {
		styles = OpenStyles(Places{System: UsualPlaces("").System})
	}
	return styles.Load("chicago-notes", lang)
}

// onPaper sets a document and has it written: citations follow the whole text in
// its order ("ibid.", short forms, numbers, 2024a and 2024b). In a style of notes
// each quotation calls a real note, in the others its citation stands in the text;
// the bibliography lists the sources that are cited or only listed.
func onPaper(write func(io.Writer, paper.Text) error) func(io.Writer, Document) error {
	return func(w io.Writer, d Document) error {
		text, err := d.set()
		if err != nil {
			return err
		}
		return write(w, text)
	}
}
