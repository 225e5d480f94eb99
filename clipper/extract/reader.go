package extract

import (
	"errors"
	"net/url"

	readability "github.com/go-shiori/go-readability"
	"golang.org/x/net/html"
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
