package cite

import (
	"strings"

	"florilegium/clipper"
	"florilegium/clipper/csl"
)

// Passage is a quotation as it is written into a text.
type Passage struct {
	Block       bool      // set off as a paragraph of its own, which takes no quotation marks
	Open, Close string    // the marks around a quotation in running text, with their inner spaces
	Words       []csl.Run // what stands between them; Italic where the reader sets emphasis
	After       string    // what is said of it in brackets, "my emphasis", in the language of the text; "" for nothing
}

// String is the passage as plain text, a block as its bare words.
func (p Passage) String() string {
	var b strings.Builder
	for _, run := range p.Words {
		b.WriteString(run.Text)
	}
	if p.Block {
		return b.String()
	}
	return p.Open + b.String() + p.Close
}

// PassageIn is the passage of a clip in a text of the given language (BCP 47).
func PassageIn(c clipper.Clip, lang string) Passage {
	m := marksOf(lang)
	return Passage{Open: m.open, Close: m.close, Words: []csl.Run{{Text: m.inner(c.Quote)}}}
}

// Passage is the passage of a clip in a text of the style and its language.
func (c *CSLStyle) Passage(clip clipper.Clip) Passage { return PassageIn(clip, c.Locale()) }
