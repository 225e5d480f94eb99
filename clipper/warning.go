package clipper

// Warning is what a reader should know of a saved text. The values are stored
// and exported.
type Warning string

// The warnings.
const (
	FreePart  Warning = "free-part" // only what everybody may read was saved
	Shortened Warning = "shortened" // the page says that its text is longer
)

// AboutText is the field of evidence that speaks of the text as a whole: its
// value is a Warning.
const AboutText = "text"

const (
	hintFreePart  = "Only the free part of this article was saved"
	hintShortened = "The page says that its text is longer than what was saved"
)

// Warnings are what the reader should know of the article's text, from its
// evidence.
func (a *Article) Warnings() []Warning {
	var all []Warning
	for _, e := range a.Evidence {
		if e.Field == AboutText && e.Picked {
			all = append(all, Warning(e.Value))
		}
	}
	return all
}

// Sentence is the warning in English, the key of the translation files.
func (w Warning) Sentence() string {
	switch w {
	case FreePart:
		return hintFreePart
	case Shortened:
		return hintShortened
	}
	return string(w)
}
