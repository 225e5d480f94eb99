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

	pieces []piece // what Words is made of
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

// Wording says whose words of a clip are quoted.
type Wording int

// The wordings. A clip without a translation is quoted as it is in each of them.
const (
	Translated Wording = iota // the reader's translation
	Original                  // the source's own words, without the translation
	Bilingual                 // the translation, and the source's own words in the brackets after it
)

// Quoting says how clips are quoted in a text.
type Quoting struct {
	Lang    string // BCP 47, of the text
	Wording Wording

	family family
	marks  marks
	apart  bool // every quotation is set off
}

// QuotingIn is how clips are quoted in a text of the given language (BCP 47) that
// follows no style.
func QuotingIn(lang string) Quoting { return Quoting{Lang: lang, marks: marksOf(lang)} }

// Quoting is how clips are quoted in a text of the style and its language.
func (c *CSLStyle) Quoting() Quoting {
	return Quoting{Lang: c.Locale(), family: c.family(), marks: c.marks()}
}

// PassageIn is the passage of a clip in a text of the given language (BCP 47).
func PassageIn(c clipper.Clip, lang string) Passage { return QuotingIn(lang).Passage(c) }

// Passage is the passage of a clip in a text of the style and its language.
func (c *CSLStyle) Passage(clip clipper.Clip) Passage { return c.Quoting().Passage(clip) }

// Passage is the passage of a clip: with the marks of the language, what its reader
// left out, put in and emphasised, and set off where it is long. Marks that no
// quotation can bear are passed over.
func (q Quoting) Passage(c clipper.Clip) Passage {
	h := handOf(q.Lang, q.family)
	translated := strings.TrimSpace(c.Translation) != "" && q.Wording != Original
	quote, marks := c.Quote, c.Marks
	if translated {
		quote, marks = c.Translation, nil
	}
	marks, _ = clipper.NormalMarks(quote, marks)
	raw := h.pieces(quote, marks)
	p := Passage{Open: q.marks.open, Close: q.marks.close, Block: q.apart || q.isLong(raw)}
	p.pieces = q.marks.nest(raw, map[bool]int{false: 1, true: 0}[p.Block])
	p.Words = runsOf(p.pieces)
	p.After = h.after(marks, translated)
	if translated && q.Wording == Bilingual {
		marks, _ = clipper.NormalMarks(c.Quote, c.Marks)
		own := runsOf(q.marks.nest(h.pieces(c.Quote, marks), 1))
		p.After = joined(h.semicolon, Passage{Open: p.Open, Close: p.Close, Words: own}.String(), h.after(marks, true))
	}
	return p
}

// runsOf is the pieces as runs of one look each. The word sic is a Latin one, and
// stands in italics.
func runsOf(pieces []piece) []csl.Run {
	var runs []csl.Run
	put := func(text string, italic bool) {
		if n := len(runs); n > 0 && runs[n-1].Italic == italic {
			runs[n-1].Text += text
		} else if text != "" {
			runs = append(runs, csl.Run{Text: text, Italic: italic})
		}
	}
	for _, p := range pieces {
		if before, after, ok := strings.Cut(p.text, "sic"); ok && p.kind == sicPiece {
			put(before, false)
			put("sic", true)
			put(after, false)
			continue
		}
		put(p.text, p.italic)
	}
	return runs
}
