package clipper

// MarkKind is what a mark does to a quotation.
type MarkKind string

// The kinds of marks.
const (
	Omit      MarkKind = "omit"     // leaves the range out: […]
	Insert    MarkKind = "insert"   // sets Text in brackets in the place of the range, which may be empty
	Emphasise MarkKind = "emphasis" // the reader's own emphasis of the range
	Sic       MarkKind = "sic"      // [sic] after the range
)

// ClipMark is what the reader does to a quotation where it is written out; the text
// of the clip stays as it is. Start and End are byte offsets into Clip.Quote, on
// grapheme edges.
type ClipMark struct {
	Kind  MarkKind `json:"kind"`
	Start int      `json:"start"`
	End   int      `json:"end"`
	Text  string   `json:"text,omitempty"` // of an Insert, without brackets
}
