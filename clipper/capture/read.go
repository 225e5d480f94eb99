package capture

import (
	"context"
	"mime"
	"net/http"
	"strings"

	"florilegium/clipper"
	"florilegium/clipper/capture/archive"
	"florilegium/clipper/extract"
	"florilegium/clipper/fetch"
)

// The media types of what is no page of HTML and still worth keeping.
const (
	typePDF  = "application/pdf"
	typeText = "text/plain"
)

// readable lets pass what Fetch gives beside its error: a document, a text.
func readable(page *fetch.Page, err error) (*fetch.Page, error) {
	if page != nil && clipper.CodeOf(err) == clipper.Unreadable && (page.Type == typePDF || page.Type == typeText) {
		return page, nil
	}
	return page, err
}

// read makes the article of a page, with the tags that it is to have.
func read(ctx context.Context, page *fetch.Page, tags []string) (*clipper.Article, error) {
	a, err := readAs(ctx, page)
	if err != nil {
		return nil, err
	}
	a.Source.Accessed = clipper.DateOf(page.Fetched.Local())
	a.Tags = tags
	nameGiven(a, page)
	return a, nil
}

func readAs(ctx context.Context, page *fetch.Page) (*clipper.Article, error) {
	switch page.Type {
	case typePDF:
		return document(page), nil
	case typeText:
		return plain(page)
	}
	return extract.Extract(ctx, asSaved(page))
}

// asSaved is a page whose pictures are those that a browser saved with it. Safari
// saves the one that it showed and leaves the choice of others in the markup.
func asSaved(page *fetch.Page) *fetch.Page {
	if _, params := givenAs(page); params["format"] != string(archive.WebArchive) {
		return page
	}
	one := *page
	one.Text = archive.WithoutSets(page.Text)
	return &one
}

// pageOf is the page of a snapshot, whatever it is.
func pageOf(s *clipper.Snapshot) (*fetch.Page, error) {
	page, err := fetch.FromSnapshot(s)
	if err == nil {
		return page, nil
	}
	head := headerOf(s.Header)
	kind, _, _ := mime.ParseMediaType(head.Get("Content-Type"))
	switch {
	case archive.IsPDF(s.Body):
		kind = typePDF
	case kind != typeText:
		return nil, err
	}
	page = &fetch.Page{Requested: s.URL, URL: s.URL, Status: s.Status, Header: head, Type: kind, Body: s.Body, Fetched: s.Fetched}
	if kind == typeText {
		page.Text, page.Charset = fetch.Decode(s.Body, head.Get("Content-Type"))
	}
	return page, nil
}

func headerOf(wire string) http.Header {
	h := http.Header{}
	for line := range strings.Lines(wire) {
		if key, value, ok := strings.Cut(strings.TrimRight(line, "\r\n"), ":"); ok {
			h.Add(key, strings.TrimSpace(value))
		}
	}
	return h
}
