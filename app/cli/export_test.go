package cli

import (
	"io"
	"slices"
	"testing"

	"florilegium/clipper/cite"
)

// A collection is a document in exactly the formats that can hold one.
func TestDocumentFormats(t *testing.T) {
	for _, f := range cite.Formats {
		err := cite.WriteDocument(io.Discard, f, cite.Document{Title: "Recueil", Lang: "fr-FR"})
		if slices.Contains(DocumentFormats, f) != (err == nil) {
			t.Errorf("%s: %v", f, err)
		}
	}
}
