package extract

import (
	"context"
	"fmt"
	"net/url"
	"regexp"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

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
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	if isHeavy(p) {
		return throughHelper(ctx, p)
	}
	ready := make(chan outcome, 1)
	go func() { // the parser and the extractor cannot be stopped, only left behind
		a, err := extract(ctx, p)
		ready <- outcome{a, err}
	}()
	select {
	case o := <-ready:
		return o.article, o.err
	case <-ctx.Done():
		return nil, tooLong(ctx)
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
	facts := harvest(doc, original(address))
	base := prepare(doc, address)
	number(doc)
	var t taken
	var second opinion
	if !huge {
		root, err := Extractor(readabilityReader{}).Read(doc, address)
		if err == nil {
			t = takenFrom(root)
		}
		if ctx.Err() == nil && countElements(doc) <= maxTwice {
			second = secondOpinion(doc, address)
		}
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	pieces := readPieces(bodyOf(doc), base, t)
	newJudge(pieces, second).rule()
	var witness func() string
	if !huge && countElements(doc) <= witnessTags {
		witness = dateWitness(ctx, doc, facts.page.String(), p.Fetched)
	}
	return compose(p, facts, pieces, witness)
}

var archived = regexp.MustCompile(`^/web/\d{4,14}[a-z_]*/(https?:/.+)$`)

// original is the address of the page that a copy in the Internet Archive was
// made of; any other address is its own.
func original(u *url.URL) *url.URL {
	if u.Hostname() != "web.archive.org" {
		return u
	}
	m := archived.FindStringSubmatch(u.EscapedPath())
	if m == nil {
		return u
	}
	o, err := url.Parse(strings.Replace(strings.Replace(m[1], ":/", "://", 1), ":///", "://", 1))
	if err != nil || o.Host == "" {
		return u
	}
	o.RawQuery = u.RawQuery
	return o
}

func countElements(doc *html.Node) int {
	n := 0
	for range elements(doc) {
		n++
	}
	return n
}

func bodyOf(doc *html.Node) *html.Node {
	if body := first(doc, atom.Body); body != nil {
		return body
	}
	return doc
}

// compose makes the article of what the readers found.
func compose(p *fetch.Page, facts *facts, pieces []piece, witness func() string) (*clipper.Article, error) {
	leadFigure(pieces, facts)
	source, evidence := facts.source(p, kept(pieces), witness)
	tidy(pieces, source, facts)
	blocks := kept(pieces)
	if err := unreadable(p, facts, blocks); err != nil {
		return nil, err
	}
	a := &clipper.Article{Source: source, Evidence: facts.warned(evidence, blocks, pieces), Blocks: blocks, Dropped: dropped(pieces)}
	text := a.Text()
	a.TextHash, a.Words = clipper.HashText(text), countWords(text)
	return a, nil
}

// kept are the blocks of the article.
func kept(pieces []piece) []clipper.Block {
	var blocks []clipper.Block
	for i := range pieces {
		if pieces[i].reason == "" {
			blocks = append(blocks, pieces[i].block)
		}
	}
	return blocks
}

// mostDropped bounds the list of what is not the article's.
const mostDropped = 2_000

// dropped are the other blocks of the page, those with a text or a picture.
func dropped(pieces []piece) []clipper.Dropped {
	var out []clipper.Dropped
	at := -1
	for i := range pieces {
		switch p := &pieces[i]; {
		case p.reason == "":
			at++
		case p.block.Kind != clipper.Divider && len(out) < mostDropped:
			out = append(out, clipper.Dropped{Block: p.block, Reason: p.reason, After: at})
		}
	}
	return out
}

// Extractor finds the part of a page that is the article. It must leave the text
// nodes it returns as they are, and may do as it likes with the rest of doc.
type Extractor interface {
	Read(doc *html.Node, page *url.URL) (*html.Node, error)
}
