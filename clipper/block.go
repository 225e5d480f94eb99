package clipper

// Kind says what a block is. The values are stored and exported.
type Kind string

// The kinds of blocks.
const (
	Heading    Kind = "heading"   // Level 1–6
	Paragraph  Kind = "paragraph" //
	ListItem   Kind = "item"      // Level is the depth from 1, Number the printed number
	Quote      Kind = "quote"     // a paragraph of a block quote, Level the depth from 1
	CodeBlock  Kind = "code"      // white space is kept, Code is the language
	Table      Kind = "table"     // Cells lay the text out
	Figure     Kind = "figure"    // Image, with the caption as text
	Math       Kind = "math"      // displayed formula, TeX in Code
	Footnote   Kind = "footnote"  // Anchor is what references point at
	Definition Kind = "definition"
	Aside      Kind = "aside"
	Divider    Kind = "divider" // no text
	Embed      Kind = "embed"   // a link card in place of foreign content
)

// Block is one piece of an article: text, with what the text is. Line breaks
// inside a block are "\n".
type Block struct {
	Kind  Kind   `json:"kind"`
	Level int    `json:"level,omitempty"`
	Text  string `json:"text"`
	// Spans are sorted by Start, do not overlap and lie inside Text.
	Spans []Span `json:"spans,omitempty"`
	Lang  string `json:"lang,omitempty"` // BCP 47, where it differs from the article's
	Dir   string `json:"dir,omitempty"`  // "rtl", "ltr" or "" for the text's own
	// Number is the printed number of an item of an ordered list; 0 is a bullet,
	// and Continued a further paragraph of the item before.
	Number int    `json:"number,omitempty"`
	Code   string `json:"code,omitempty"`
	Anchor string `json:"anchor,omitempty"`
	// Cells are the cells of a table in reading order. In Text a tab parts the
	// cells of a row and a newline parts the rows.
	Cells []Cell `json:"cells,omitempty"`
	Image *Image `json:"image,omitempty"`
}

// Continued marks a further paragraph of the list item before it.
const Continued = -1

// Style is a set of inline styles.
type Style uint16

// The inline styles.
const (
	Strong Style = 1 << iota
	Emphasis
	CodeText
	Sub
	Sup
	Strike
	Mark
	Credit // the credit line of a figure
)

// Span styles the bytes Start to End of its block's text.
type Span struct {
	Start int    `json:"start"`
	End   int    `json:"end"`
	Style Style  `json:"style,omitempty"`
	Link  string `json:"link,omitempty"` // absolute http, https or mailto address
	Note  string `json:"note,omitempty"` // Anchor of the footnote it refers to
	TeX   string `json:"tex,omitempty"`  // source of the formula that the text shows
}

// Cell is a cell of a table. Rows and columns count from 0; a span below 2 is 1.
type Cell struct {
	Start   int  `json:"start"` // bytes in the block's text
	End     int  `json:"end"`
	Row     int  `json:"row"`
	Col     int  `json:"col"`
	RowSpan int  `json:"rowspan,omitempty"`
	ColSpan int  `json:"colspan,omitempty"`
	Header  bool `json:"header,omitempty"`
}

// Image is a picture of the text. Hash is empty while it is not in the library.
type Image struct {
	// Src is an absolute address, a data: URL, or a cid: URL for a picture that came
	// in one file with its page.
	Src    string `json:"src"`
	Alt    string `json:"alt,omitempty"`
	Hash   string `json:"hash,omitempty"` // SHA-256 of the stored bytes, hexadecimal
	Width  int    `json:"width,omitempty"`
	Height int    `json:"height,omitempty"`
	// Lacking is why the picture is not in the library, once it was asked for.
	Lacking Code `json:"lacking,omitempty"`
}
