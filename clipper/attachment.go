package clipper

import (
	"mime"
	"strconv"
)

// Where further pieces of evidence were found.
const (
	FromFile     = "file"     // the marks that a saver left, the name of a file or of a link
	FromDocument = "document" // what a PDF document says of itself
)

// AboutFile is the field of evidence that speaks of an Attachment.
const AboutFile = "attachment"

// Attachment is a document that is kept as it came, in the place of a text: the
// article has no blocks, and its Snapshot is the document.
type Attachment struct {
	Type  string // media type, "application/pdf"
	Bytes int
	Pages int // 0 where they could not be counted
}

// Evidence is the attachment as its article keeps it.
func (a Attachment) Evidence() Evidence {
	params := map[string]string{"bytes": strconv.Itoa(a.Bytes)}
	if a.Pages > 0 {
		params["pages"] = strconv.Itoa(a.Pages)
	}
	return Evidence{Field: AboutFile, Value: mime.FormatMediaType(a.Type, params), From: FromDocument, Picked: true}
}

// Attachment is the document that the article stands for; ok is false for an
// article with a text.
func (a *Article) Attachment() (doc Attachment, ok bool) {
	if len(a.Blocks) > 0 {
		return doc, false
	}
	for _, e := range a.Evidence {
		if e.Field != AboutFile {
			continue
		}
		kind, params, err := mime.ParseMediaType(e.Value)
		if err != nil {
			continue
		}
		doc.Type = kind
		doc.Bytes, _ = strconv.Atoi(params["bytes"])
		doc.Pages, _ = strconv.Atoi(params["pages"])
		return doc, true
	}
	return doc, false
}
