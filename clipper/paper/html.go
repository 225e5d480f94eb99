package paper

import (
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
	"io"
	"strings"
)

//go:embed page.css
var css string

// policy lets the page use its own style sheet, by its hash, and the pictures in
// it, and nothing else (Content Security Policy, level 3).
var policy = func() string {
	sum := sha256.Sum256([]byte(css))
	return "default-src 'none'; img-src data:; style-src 'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'; base-uri 'none'; form-action 'none'"
}()

// WriteHTML writes the text as one page that holds all it shows. Notes stand at
// the end, with links there and back. The error is that of w.
func WriteHTML(w io.Writer, t Text) error {
	p := &page{markup: newMarkup(w), lang: tongueOf(t.Lang)}
	p.head(t)
	for i := range t.Paragraphs {
		p.paragraph(t.Entries, t.Paragraphs, i)
	}
	p.endnotes(t)
	p.raw("</main>\n</body>\n</html>\n")
	return p.flush()
}

// page is an HTML page that is being written.
type page struct {
	markup
	lang  tongue
	notes [][]Run
}

func (p *page) head(t Text) {
	p.raw("<!DOCTYPE html>\n<html", place{p.lang, p.lang.rtl()}.attributes(), ">\n<head>\n<meta charset=\"utf-8\">\n")
	p.raw(`<meta http-equiv="Content-Security-Policy" content="`, policy, "\">\n")
	p.raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"color-scheme\" content=\"light dark\">\n")
	p.raw("<meta name=\"referrer\" content=\"no-referrer\">\n<meta name=\"generator\" content=\"Florilegium\">\n")
	if author := oneLine(t.Author); author != "" {
		p.raw("<meta name=\"author\"", attr("content", author), ">\n")
	}
	if !t.Written.IsZero() {
		p.raw("<meta name=\"dcterms.created\" content=\"", t.Written.UTC().Format("2006-01-02"), "\">\n")
	}
	p.raw("<title>")
	p.text(oneLine(t.Title))
	p.raw("</title>\n<style>", css, "</style>\n</head>\n<body>\n<main>\n")
}

// begin opens the element of a paragraph.
func (p *page) begin(tag, attributes string, at place) {
	p.raw("<", tag, attributes)
	if at != (place{p.lang, p.lang.rtl()}) {
		p.raw(at.attributes())
	}
	p.raw(">")
}

// attributes are those for language and direction.
func (at place) attributes() string {
	dir := "ltr"
	if at.left {
		dir = "rtl"
	}
	return attr("lang", at.lang.tag) + attr("dir", dir)
}

// entryID is the identifier of an entry by its name, "" for a name that is none.
func entryID(name string) string {
	if name == "" || strings.Trim(strings.ToLower(name), "abcdefghijklmnopqrstuvwxyz0123456789") != "" {
		return ""
	}
	return "entry-" + name
}

// block is a paragraph in an element.
func (p *page) block(para *Paragraph, tag, class string) {
	at := para.place(p.lang)
	p.begin(tag, attr("class", class)+attr("id", entryID(para.Name)), at)
	if para.Label != nil {
		p.raw(`<span class="label">`)
		p.runs(para.Label, at)
		p.raw("</span> <span>")
	}
	p.runs(para.Runs, at)
	for _, source := range para.Sources {
		p.raw(`<span class="Z3988"`, attr("title", source), "></span>")
	}
	if para.Label != nil {
		p.raw("</span>")
	}
	p.raw("</", tag, ">\n")
}

func (p *page) paragraph(layout Entries, all []Paragraph, i int) {
	para := &all[i]
	switch para.Kind {
	case Title:
		p.block(para, "h1", "")
	case Heading:
		p.block(para, "h"+number(min(max(para.Level, 1)+1, 6)), "")
	case Details:
		p.block(para, "p", "details")
	case Quotation:
		p.quotation(all, i)
	case Entry:
		p.entry(layout, all, i)
	default:
		p.block(para, "p", "")
	}
}

func (p *page) quotation(all []Paragraph, i int) {
	if !all[i].GoesOn {
		p.raw("<blockquote", attr("cite", safeLink(all[i].Cite)), ">\n")
	}
	p.block(&all[i], "p", "")
	if i+1 == len(all) || all[i+1].Kind != Quotation || !all[i+1].GoesOn {
		p.raw("</blockquote>\n")
	}
}

func (p *page) entry(layout Entries, all []Paragraph, i int) {
	if i == 0 || all[i-1].Kind != Entry {
		class := "entries"
		switch {
		case layout.Label > 0:
			class = "entries labelled"
		case layout.Hanging:
			class = "entries hanging"
		}
		p.raw("<ul", attr("class", class), ">\n")
	}
	p.block(&all[i], "li", "")
	if i+1 == len(all) || all[i+1].Kind != Entry {
		p.raw("</ul>\n")
	}
}

// endnotes are the notes, in the order of their calls.
func (p *page) endnotes(t Text) {
	if len(p.notes) == 0 {
		return
	}
	p.raw(`<section class="notes" role="doc-endnotes">`, "\n<h2>")
	p.text(oneLine(t.Notes))
	p.raw("</h2>\n<ol>\n")
	for i, note := range p.notes {
		n := number(i + 1)
		p.raw(`<li id="note`, n, `">`)
		at := placeOf(p.lang, "", note)
		p.begin("p", "", at)
		p.runs(note, at)
		p.raw(` <a class="back" role="doc-backlink" href="#call`, n, `" aria-label="↩ `, n, "\">↩\ufe0e</a></p></li>\n")
	}
	p.raw("</ol>\n</section>\n")
}

func (p *page) runs(runs []Run, at place) {
	for _, run := range runs {
		if run.Note != nil {
			p.notes = append(p.notes, run.Note)
			n := number(len(p.notes))
			p.raw(`<sup class="call"><a id="call`, n, `" role="doc-noteref" href="#note`, n, `">`, n, "</a></sup>")
			continue
		}
		p.run(run, at)
	}
}

// htmlLooks are the elements of the attributes, outermost first.
var htmlLooks = []struct {
	look        Look
	open, close string
}{
	{Superscript, "<sup>", "</sup>"}, {Subscript, "<sub>", "</sub>"}, {Underline, "<u>", "</u>"},
	{SmallCaps, `<span class="caps">`, "</span>"}, {Bold, "<b>", "</b>"}, {Italic, "<i>", "</i>"}, {Emphasis, "<em>", "</em>"},
}

func (p *page) run(run Run, at place) {
	var closing []string
	open := func(start, end string) {
		p.raw(start)
		closing = append(closing, end)
	}
	text := clean(run.Text)
	if own := at.inside(&run); own == at {
		text = directed(text, at.left, at.left)
	} else { // an element with a direction keeps it to itself
		open("<span"+own.attributes()+">", "</span>")
	}
	if id := entryID(run.To); id != "" {
		open(`<a class="cite" role="doc-biblioref"`+attr("href", "#"+id)+">", "</a>")
	} else if link := safeLink(run.Link); link != "" {
		open(`<a rel="noreferrer noopener"`+attr("href", link)+">", "</a>")
	}
	look := run.Look.in(text)
	if look&Emphasis != 0 { // em slants by itself
		look &^= Italic
	}
	for _, l := range htmlLooks {
		if look&l.look != 0 {
			open(l.open, l.close)
		}
	}
	p.words(text)
	for i := len(closing) - 1; i >= 0; i-- {
		p.raw(closing[i])
	}
}

// words writes text with its line breaks.
func (p *page) words(s string) {
	for i, line := range strings.Split(s, "\n") {
		if i > 0 {
			p.raw("<br>\n")
		}
		p.text(line)
	}
}
