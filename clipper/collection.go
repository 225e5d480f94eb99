package clipper

import "time"

// Collection is what a paper is made from: clips in an order of the reader's,
// with headings and own words between them.
type Collection struct {
	ID      int64     `json:"id"`
	UID     string    `json:"uid"` // UUIDv7
	Name    string    `json:"name"`
	Style   string    `json:"style,omitempty"`  // name of a citation style
	Locale  string    `json:"locale,omitempty"` // BCP 47
	Parts   []Part    `json:"parts"`
	Created time.Time `json:"created"` // UTC
	Updated time.Time `json:"updated"`
}

// PartKind is what a part of a collection is.
type PartKind string

// The kinds of parts.
const (
	HeadingPart PartKind = "heading"
	WordsPart   PartKind = "text" // the reader's own, paragraphs parted by an empty line
	ClipPart    PartKind = "clip"
)

// Part is a heading, a passage of the reader's own words or a clip.
type Part struct {
	Kind  PartKind `json:"kind"`
	Level int      `json:"level,omitempty"` // of a heading, 1 to 6
	Text  string   `json:"text,omitempty"`
	Clip  int64    `json:"clip,omitempty"`
}
