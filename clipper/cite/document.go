package cite

import "florilegium/clipper"

// Document is a text with quotations, written with notes and a bibliography in
// one style: a collection, or what an export makes of sources and their clips.
type Document struct {
	Title string
	Lang  string // BCP 47: of headings, quotation marks and references
	Style *CSLStyle
	Parts []Part
}

// Part is a heading, a passage of the writer's own words, a quotation, or a
// source that is only listed.
type Part struct {
	Kind   clipper.PartKind
	Level  int    // of a heading, 1 to 6
	Text   string // of a heading or of words; an empty line parts paragraphs
	Clip   clipper.Clip
	Source clipper.Source // of a ClipPart; with an empty Clip it is listed in the bibliography only
}
