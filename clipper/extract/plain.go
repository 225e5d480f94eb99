package extract

// Language is the language of a plain text as a BCP 47 tag, empty for less than
// twenty words.
func Language(text string) string { return detect(text) }
