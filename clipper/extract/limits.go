package extract

import (
	"errors"
	"slices"
	"strings"
	"time"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

const (
	patience    = 10 * time.Second
	maxText     = 10 << 20 // bytes of page
	maxTags     = 30_000   // beyond, the page is read whole
	maxTwice    = 16_000   // beyond, the second reader is not asked
	maxAllTags  = 400_000  // beyond, the tags are thinned before the parse
	maxAttr     = 64 << 10 // bytes of one attribute's value
	maxNesting  = 120      // depth of the thinned page
	maxJSONLD   = 1 << 20  // bytes of one script
	maxTagWidth = 64 << 10 // bytes of one tag that is parsed with its attributes
)

// parse makes the tree of a page. huge reports that the page is too large, or
// was too deep, for an extractor that looks at every node many times.
func parse(text string) (doc *html.Node, huge bool, err error) {
	if len(text) > maxText {
		return nil, false, errors.New("past the size limit")
	}
	tags, wide := measure(text)
	if tags <= maxAllTags && !wide {
		if doc, err = html.Parse(strings.NewReader(text)); err == nil {
			return doc, tags > maxTags, nil
		}
	}
	doc, err = html.Parse(strings.NewReader(thin(text)))
	return doc, true, err
}

// measure counts what may be tags, and looks for one too long to be honest.
func measure(text string) (tags int, wide bool) {
	for {
		i := strings.IndexByte(text, '<')
		if i < 0 || i+1 == len(text) {
			return tags, wide
		}
		text = text[i+1:]
		if c := text[0] | 0x20; c < 'a' || c > 'z' {
			continue
		}
		tags++
		if end := strings.IndexByte(text, '>'); end > maxTagWidth && strings.Count(text[:end], "=") > 1000 {
			wide = true
		}
	}
}

// thin writes a page anew with only the tags that carry its text, none deeper
// than maxNesting, and only the attributes that name its language and links.
func thin(text string) string {
	var b strings.Builder
	var open []atom.Atom
	z := html.NewTokenizer(strings.NewReader(text))
	z.SetMaxBuf(maxText)
	written := 0
	for z.Next() != html.ErrorToken && written < maxTags {
		token := z.Token()
		switch token.Type {
		case html.TextToken:
			b.WriteString(token.String())
		case html.StartTagToken, html.SelfClosingTagToken:
			if !carriesText(token.DataAtom) || len(open) >= maxNesting {
				b.WriteByte(' ')
				continue
			}
			written++
			open = openThin(&b, token, open)
		case html.EndTagToken:
			open = closeThin(&b, token.DataAtom, open)
		}
	}
	return b.String()
}

func openThin(b *strings.Builder, token html.Token, open []atom.Atom) []atom.Atom {
	token.Type = html.StartTagToken
	token.Attr = slices.DeleteFunc(token.Attr, func(a html.Attribute) bool {
		return !slices.Contains([]string{"href", "lang", "dir", "src", "alt", "name", "property", "content", "type", "rel"}, a.Key) || len(a.Val) > maxAttr
	})
	if token.DataAtom == atom.P && len(open) > 0 && open[len(open)-1] == atom.P {
		open = open[:len(open)-1]
	}
	b.WriteString(token.String())
	switch token.DataAtom {
	case atom.Br, atom.Hr, atom.Img, atom.Meta, atom.Link:
		return open
	}
	return append(open, token.DataAtom)
}

// closeThin closes down to the nearest open tag of that kind.
func closeThin(b *strings.Builder, kind atom.Atom, open []atom.Atom) []atom.Atom {
	i := len(open) - 1
	for i >= 0 && open[i] != kind {
		i--
	}
	if i < 0 {
		return open
	}
	for k := len(open) - 1; k >= i; k-- {
		b.WriteString("</" + open[k].String() + ">")
	}
	return open[:i]
}

func carriesText(kind atom.Atom) bool {
	switch kind {
	case atom.Html, atom.Head, atom.Title, atom.Meta, atom.Link, atom.Script, atom.Style, atom.Body,
		atom.P, atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6, atom.Ul, atom.Ol, atom.Li, atom.Blockquote,
		atom.Pre, atom.A, atom.Em, atom.Strong, atom.Br, atom.Hr, atom.Img, atom.Nav, atom.Header, atom.Footer, atom.Aside:
		return true
	}
	return false
}
