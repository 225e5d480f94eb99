// Package anchor ties quotations to texts: it makes a clip from a selection,
// finds a typed quotation, and finds a clip again in a text that has changed.
//
// Three promises: a clip's quotation is byte for byte a piece of the article's
// text, on grapheme edges; of several places the one with the clip's own
// surroundings is taken; and a quotation whose words have changed is reported as
// altered, never quietly moved onto other words. The way of finding is that of
// the TextQuoteSelector and TextPositionSelector of the W3C Web Annotation data
// model, with an approximate search behind them.
//
// All offsets are byte offsets into the text.
package anchor

// Place is a piece of a text, in bytes, on grapheme edges.
type Place struct{ Start, End int }

// Match says how a clip was found again.
type Match int

// The ways of finding a clip again.
const (
	Lost    Match = iota // nothing in the text is like it
	Altered              // something like it stands there, with other words, letters or accents
	Moved                // its words stand elsewhere, or in other typography
	Same                 // it stands where it stood
)

// String is the verdict as one English word.
func (m Match) String() string { return [...]string{"lost", "altered", "moved", "same"}[m] }
