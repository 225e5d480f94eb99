package extract

import "florilegium/clipper"

// Language is the language of a plain text as a BCP 47 tag, empty for less than
// twenty words.
func Language(text string) string { return detect(text) }

// ReadNow is the evidence that this version has read an article, for those that are
// made of something else than a page of HTML.
func ReadNow() clipper.Evidence {
	return clipper.Evidence{Field: extractorField, Value: Version, From: clipper.FromReader}
}
