package cite

import (
	"regexp"
	"strconv"
	"strings"

	"florilegium/clipper"
	"florilegium/clipper/csl"
)

// Locator is a place in a source.
type Locator struct {
	Page      string // in print, without "p.": "45", "xii–xiv"
	Paragraph int    // from 1; 0 for none
	Heading   string // the nearest heading, "" for none
	// Printed says that the page numbers its paragraphs itself: Paragraph is then
	// the number that stands there.
	Printed bool
}

// LocatorOf is the place of a clip. The title of the source is no heading, and a
// source that was typed by hand has no paragraphs.
func LocatorOf(c clipper.Clip, s clipper.Source) Locator {
	at := Locator{Page: pageOf(c.Page)}
	if at.Page != "" || s.Typed() {
		return at
	}
	at.Paragraph = max(0, c.Paragraph)
	if n := len(c.Heading); n > 0 && !strings.EqualFold(field(c.Heading[n-1]), field(s.Title)) {
		at.Heading = field(c.Heading[n-1])
	}
	return at
}

// LocatorIn is the place of a clip in its article. Where the page numbers its
// paragraphs itself, that number is the paragraph's.
func LocatorIn(c clipper.Clip, a *clipper.Article) Locator {
	at := LocatorOf(c, a.Source)
	if at.Paragraph > 0 {
		if n := printedNumber(a.Blocks, c.Start); n > 0 {
			at.Paragraph, at.Printed = n, true
		}
	}
	return at
}

var pageWord = regexp.MustCompile(`^(?i:pp?\.|pages?\b|S\.|Seiten?\b|с\.|стр\.)\s*`)

// pageOf is a page as a reader typed it, without the word for page.
func pageOf(page string) string {
	page = pageWord.ReplaceAllString(field(page), "")
	return pageDash.ReplaceAllString(page, "$1–$2")
}

var pageDash = regexp.MustCompile(`(\d)\s*-\s*(\d)`)

// paragraphNumber is the number that a page prints before a paragraph.
var paragraphNumber = regexp.MustCompile(`^\s*(?:\[(\d{1,4})\]|§\s?(\d{1,4})\b|¶\s?(\d{1,4})\b|(\d{1,4})[.)]?[\s\x{a0}\x{2002}\x{2003}])`)

// printedNumber is the number printed before the paragraph at an offset, where the
// paragraphs of the page are numbered one after the other; else 0.
func printedNumber(blocks []clipper.Block, off int) int {
	found, rising, last, here, pos := 0, 0, 0, 0, 0
	for i := range blocks {
		b := &blocks[i]
		begins := pos
		pos += len(b.Text) + 1
		if b.Kind != clipper.Paragraph {
			continue
		}
		found++
		n := numberBefore(b.Text)
		if n > 0 && n == last+1 {
			rising++
			last = n
		}
		if begins <= off && off < pos && n == last {
			here = n
		}
	}
	if rising >= 3 && 3*rising >= 2*found {
		return here
	}
	return 0
}

func numberBefore(text string) int {
	m := paragraphNumber.FindStringSubmatch(text)
	if m == nil {
		return 0
	}
	n, _ := strconv.Atoi(strings.Join(m[1:], "")) // one of them, of at most four digits
	return n
}

// Cite is the cite of a place as the style's family asks for it, to be set among
// others in a citation; its ID is the source's cite key. Pages stand before all
// else. Without them MLA names only paragraphs that the page itself numbers,
// Chicago the heading, and the others the paragraph, or else the heading. speaker is
// who says what is quoted, where that is not the author; after is what is said of
// the quotation, with which a citation in brackets or a note ends.
func (c *CSLStyle) Cite(s clipper.Source, at Locator, speaker, after string) csl.Cite {
	cite := c.cite(cslID(s), at, speaker)
	switch after = escapedMarkup(after); {
	case after == "":
	case c.IsNote():
		cite.Suffix += " (" + after + ")"
	default:
		cite.Suffix += semicolon(c.Locale()) + after
	}
	return cite
}

// cite is the cite of an item at a place in it.
func (c *CSLStyle) cite(id string, at Locator, speaker string) csl.Cite {
	cite := csl.Cite{ID: id}
	if cite.Label, cite.Locator = c.locator(at); cite.Label == besideLabel {
		cite.Label, cite.Suffix, cite.Locator = "", ", "+cite.Locator, ""
	}
	if speaker = field(speaker); speaker != "" {
		cite.Prefix = speaker + ", " + AuthorDate(c.Locale()).words.quotedIn + " "
	}
	return cite
}

// besideLabel is that of a locator which stands beside the cite, as none that CSL
// knows.
const besideLabel = "beside"

// escapedMarkup keeps the words of a source from being read as the inline markup of
// CSL.
func escapedMarkup(s string) string { return strings.ReplaceAll(field(s), "<", "‹") }

// locator is the label and the locator of a place.
func (c *CSLStyle) locator(at Locator) (label, locator string) {
	heading := ""
	if at.Heading != "" {
		heading = c.marks().quote(at.Heading)
	}
	under := AuthorDate(c.Locale()).words.under + " " + heading
	paragraph := strconv.Itoa(at.Paragraph)
	switch f := c.family(); {
	case at.Page != "":
		return "page", at.Page
	case f == mlaFamily && !at.Printed:
		return "", ""
	case (f == chicagoFamily || f == turabianFamily) && heading != "" && !at.Printed:
		if c.IsNote() && !strings.ContainsAny(heading, "0123456789") { // which would be read as pages
			return "page", under
		}
		return besideLabel, under
	case at.Paragraph > 0:
		return "paragraph", paragraph
	case heading != "":
		return "section", heading
	}
	return "", ""
}
