package clipper

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"
	"time"
)

// Article is a saved page: its source, its text as typed blocks, and what the
// reader did with it.
type Article struct {
	ID       int64      `json:"id"`  // library row, 0 before the first save
	UID      string     `json:"uid"` // UUIDv7, the same in every copy of the library
	Source   Source     `json:"source"`
	Evidence []Evidence `json:"evidence,omitempty"`
	Blocks   []Block    `json:"blocks,omitempty"`
	TextHash string     `json:"text_hash"`          // HashText(Text())
	Snapshot string     `json:"snapshot,omitempty"` // Snapshot.Hash() of the kept page
	Words    int        `json:"words"`
	Added    time.Time  `json:"added"` // UTC
	State    State      `json:"state"`
	Tags     []string   `json:"tags,omitempty"`
	// Dropped are the blocks of the page that are not the article's, in the order
	// of the page. The library does not store them: the kept page has them.
	Dropped []Dropped `json:"dropped,omitempty"`
}

// State is what the reader did with an article.
type State struct {
	Read     bool `json:"read"`
	Archived bool `json:"archived"`
	Starred  bool `json:"starred"`
	// Progress is the byte offset in the text up to which it was read.
	Progress int `json:"progress"`
}

// Text is the flat text of the article: the blocks' texts joined by one
// newline, UTF-8. Every offset in the program counts bytes of this text.
func (a *Article) Text() string { return JoinBlocks(a.Blocks) }

// JoinBlocks is the flat text of a row of blocks.
func JoinBlocks(blocks []Block) string {
	var b strings.Builder
	for i := range blocks {
		if i > 0 {
			b.WriteByte('\n')
		}
		b.WriteString(blocks[i].Text)
	}
	return b.String()
}

// Minutes is the reading time in whole minutes, at least one.
func (a *Article) Minutes() int { return Minutes(a.Words, a.Source.Language) }

// HashText is the SHA-256 of a text in lower-case hexadecimal.
func HashText(text string) string { return HashBytes([]byte(text)) }

// HashBytes is the SHA-256 of data in lower-case hexadecimal.
func HashBytes(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}
