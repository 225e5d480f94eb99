package clipper

import "time"

// Colour is the colour of a highlight.
type Colour string

// The five colours, in the order the window offers them.
const (
	Yellow Colour = "yellow"
	Green  Colour = "green"
	Blue   Colour = "blue"
	Pink   Colour = "pink"
	Purple Colour = "purple"
)

// Colours lists the colours in the order the window offers them.
var Colours = []Colour{Yellow, Green, Blue, Pink, Purple}

// ContextGraphemes is how much text a clip keeps on each side of its quotation.
const ContextGraphemes = 32

// Clip is a quotation that knows its place. Quote, Prefix and Suffix follow the
// TextQuoteSelector of the W3C Web Annotation data model; Start and End are byte
// offsets into the text whose hash is TextHash.
type Clip struct {
	ID        int64    `json:"id"`
	UID       string   `json:"uid"` // UUIDv7
	ArticleID int64    `json:"article"`
	Quote     string   `json:"quote"` // byte for byte the article's text
	Prefix    string   `json:"prefix,omitempty"`
	Suffix    string   `json:"suffix,omitempty"`
	Start     int      `json:"start"`
	End       int      `json:"end"`
	Paragraph int      `json:"paragraph"`         // from 1, counting the paragraphs, quotes and items of the article
	Heading   []string `json:"heading,omitempty"` // from the outermost heading to the nearest
	TextHash  string   `json:"text_hash"`
	Snapshot  string   `json:"snapshot,omitempty"`

	Note        string     `json:"note,omitempty"`
	Tags        []string   `json:"tags,omitempty"`
	Colour      Colour     `json:"colour"`
	Speaker     string     `json:"speaker,omitempty"`     // who says it, when that is not the author
	Translation string     `json:"translation,omitempty"` // the reader's own
	Marks       []ClipMark `json:"marks,omitempty"`       // in the order of their starts
	Page        string     `json:"page,omitempty"`        // in a printed source, as printed: "45", "xii–xiv"

	Created time.Time `json:"created"` // UTC
	Updated time.Time `json:"updated"`
	// Lost is set while the current text of the article does not hold the
	// quotation: Start, End and TextHash then speak of the last text that did.
	Lost bool `json:"lost,omitempty"`
}
