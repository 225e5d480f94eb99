package extract

import (
	"errors"
	"net/url"

	readability "github.com/go-shiori/go-readability"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// readabilityReader is go-shiori/go-readability, fed with nodes and never with
// bytes: its own decoder guesses charsets, drops soft hyphens and composes
// accents.
type readabilityReader struct{}

func (readabilityReader) Read(doc *html.Node, page *url.URL) (*html.Node, error) {
	parser := readability.NewParser()
	parser.KeepClasses = true
	article, err := parser.ParseDocument(doc, page)
	if err != nil {
		return nil, err
	}
	if article.Node == nil {
		return nil, errors.New("readability found no article")
	}
	return article.Node, nil
}

// wholeReader takes the whole body but for what is navigation by its tag: for
// pages too large for an extractor that looks at every node many times.
type wholeReader struct{}

func (wholeReader) Read(doc *html.Node, _ *url.URL) (*html.Node, error) {
	for n := range elements(doc) {
		switch n.DataAtom {
		case atom.Nav, atom.Footer, atom.Aside, atom.Form, atom.Header:
			for n.FirstChild != nil {
				n.RemoveChild(n.FirstChild)
			}
		}
	}
	if body := first(doc, atom.Body); body != nil {
		return body, nil
	}
	return doc, nil
}
