package capture

import (
	"florilegium/clipper"
	"florilegium/clipper/capture/archive"
	"florilegium/clipper/extract"
	"florilegium/clipper/fetch"
)

// document makes an article of a PDF document: its source, as the document tells
// it, and no text. The document itself is the snapshot.
func document(page *fetch.Page) *clipper.Article {
	f := archive.Document(page.Body)
	a := &clipper.Article{Source: clipper.Source{Type: "document", URL: webAddress(page.URL), Language: "und"}}
	note := func(field, value, from string) {
		a.Evidence = append(a.Evidence, clipper.Evidence{Field: field, Value: value, From: from, Picked: true})
	}
	a.Source.Title = f.Title
	from := clipper.FromDocument
	if a.Source.Title == "" {
		a.Source.Title, from = or(nameOf(givenName(page)), nameOf(page.URL)), clipper.FromFile
	}
	note("title", a.Source.Title, from)
	for _, name := range f.Authors {
		a.Source.Authors = append(a.Source.Authors, clipper.ParseName(name))
		note("authors", name, clipper.FromDocument)
	}
	if d, ok := clipper.ParseDate(f.Created); ok {
		a.Source.Issued = d
		note("published", d.String(), clipper.FromDocument)
	}
	if f.Language != "" {
		a.Source.Language = f.Language
		note("lang", f.Language, clipper.FromDocument)
	}
	a.Evidence = append(a.Evidence, extract.ReadNow(), clipper.Attachment{Type: typePDF, Bytes: len(page.Body), Pages: f.Pages}.Evidence())
	extract.SetBlocks(a, nil)
	return a
}

func or(a, b string) string {
	if a != "" {
		return a
	}
	return b
}
