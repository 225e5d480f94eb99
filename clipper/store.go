package clipper

import (
	"context"
	"strings"
	"time"
)

// Snapshot is a page as it came over the wire, after its content encoding was
// undone. It is kept for ever, so that a better extractor can read it again and
// a quotation can be proved.
type Snapshot struct {
	URL     string    `json:"url"` // after redirects, without user and password
	Status  int       `json:"status"`
	Header  string    `json:"header"` // response header in wire form
	Body    []byte    `json:"-"`
	Fetched time.Time `json:"fetched"` // UTC
}

// Hash is the SHA-256 of the body in lower-case hexadecimal.
func (s *Snapshot) Hash() string { return HashBytes(s.Body) }

// GivenHeader is the field of Snapshot.Header that says that the page was given, not
// fetched: by a file, the clipboard, standard input. Its value is the way it came,
// with parameters as in RFC 2045: format, name, sha256 of what was given.
const GivenHeader = "Florilegium-Given"

// FromWeb reports a page that was fetched: it has the header of an answer.
func (s *Snapshot) FromWeb() bool {
	return s.Header != "" && !strings.Contains("\n"+s.Header, "\n"+GivenHeader+":")
}

// Asset is an image as it came.
type Asset struct {
	Hash string // SHA-256 of Data, hexadecimal
	Type string // media type found by looking at Data
	Data []byte
}

// NewAsset hashes data.
func NewAsset(mediaType string, data []byte) Asset {
	return Asset{Hash: HashBytes(data), Type: mediaType, Data: data}
}

// Store is what capturing a page needs of the library.
type Store interface {
	// Lookup finds the article saved under any of the addresses, cleaned with
	// CleanURL; nil when there is none.
	Lookup(ctx context.Context, addresses ...string) (*Article, error)
	// Clips lists the clips of an article in the order of its text.
	Clips(ctx context.Context, article int64) ([]Clip, error)
	// SaveArticle stores a new article (ID 0) or a new text of a known one, with
	// the clips that were moved along, all or nothing. It fills in ID, UID and
	// Added. The text before stays in the library as an earlier version.
	SaveArticle(ctx context.Context, a *Article, page *Snapshot, moved []Clip) error
	// Snapshot is the page kept under a hash; a *Error with NotFound where there is
	// none.
	Snapshot(ctx context.Context, hash string) (*Snapshot, error)
	// SaveImages stores images and the places in the article that show them.
	SaveImages(ctx context.Context, article int64, images []Image, assets []Asset) error
}
