package extract

import (
	"context"
	"fmt"
	"net/url"

	"golang.org/x/net/html"

	"florilegium/clipper"
	"florilegium/clipper/fetch"
)

// Extract reads the article of a page. ID, UID, Added and Snapshot are left to
// the library. Where it fails the error is a *clipper.Error.
func Extract(ctx context.Context, p *fetch.Page) (*clipper.Article, error) {
	type outcome struct {
		article *clipper.Article
		err     error
	}
	ready := make(chan outcome, 1)
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	go func() { // the parser and the extractor cannot be stopped, only left behind
		a, err := extract(ctx, p)
		ready <- outcome{a, err}
	}()
	select {
	case o := <-ready:
		return o.article, o.err
	case <-ctx.Done():
		return nil, clipper.Errorf(clipper.Unreadable, ctx.Err(), hintPaste, "reading the page took too long")
	}
}

const hintPaste = "Copy the text in a browser and add it as pasted text"

func extract(ctx context.Context, p *fetch.Page) (a *clipper.Article, err error) {
	defer func() {
		if r := recover(); r != nil {
			a, err = nil, clipper.Errorf(clipper.Unreadable, fmt.Errorf("panic: %v", r), hintPaste, "the page could not be read")
		}
	}()
	address, err := url.Parse(p.URL)
	if err != nil {
		address = &url.URL{}
	}
	doc, huge, err := parse(p.Text)
	if err != nil {
		return nil, clipper.Errorf(clipper.Unreadable, err, hintPaste, "the page is built in a way that cannot be read")
	}
	facts := harvest(doc, address)
	base := prepare(doc, address)
	lead := leadFigure(doc, base)
	var reader Extractor = readabilityReader{}
	if huge {
		reader = wholeReader{}
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	root, err := reader.Read(doc, address)
	if err != nil {
		return nil, clipper.Errorf(clipper.Unreadable, err, hintPaste, "nothing to read was found on the page")
	}
	return compose(p, facts, withLead(lead, readBlocks(root, base)))
}

// compose makes the article of what the readers found.
func compose(p *fetch.Page, facts *facts, blocks []clipper.Block) (*clipper.Article, error) {
	source, evidence := facts.source(p, blocks)
	blocks = tidy(blocks, source, facts)
	if err := unreadable(p, facts, blocks); err != nil {
		return nil, err
	}
	a := &clipper.Article{Source: source, Evidence: evidence, Blocks: blocks}
	text := a.Text()
	a.TextHash, a.Words = clipper.HashText(text), countWords(text)
	return a, nil
}

// Extractor finds the part of a page that is the article. It must leave the text
// nodes it returns as they are, and may do as it likes with the rest of doc.
type Extractor interface {
	Read(doc *html.Node, page *url.URL) (*html.Node, error)
}
