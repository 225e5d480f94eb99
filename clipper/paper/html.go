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
	p.raw("<!DOCTYPE html>\n<html", p.sides(p.lang, p.lang.rtl()), ">\n<head>\n<meta charset=\"utf-8\">\n")
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

// sides are the attributes for language and direction.
func (p *page) sides(lang tongue, left bool) string {
	dir := "ltr"
	if left {
		dir = "rtl"
	}
	return attr("lang", lang.tag) + attr("dir", dir)
}

// begin opens the element of a paragraph.
func (p *page) begin(tag, class, lang string, runs []Run) {
	own := p.lang
	if lang != "" {
		own = tongueOf(lang)
	}
	p.raw("<", tag, attr("class", class))
	if left := goesLeft(wordsOf(runs), own); own != p.lang || left != p.lang.rtl() {
		p.raw(p.sides(own, left))
	}
	p.raw(">")
}

// block is a paragraph in an element.
func (p *page) block(para *Paragraph, tag, class string) {
	p.begin(tag, class, para.Lang, para.Runs)
	if para.Label != nil {
		p.raw(`<span class="label">`)
		p.runs(para.Label, para.Lang)
		p.raw("</span><span>")
	}
	p.runs(para.Runs, para.Lang)
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
		p.begin("p", "", "", note)
		p.runs(note, "")
		p.raw(` <a class="back" role="doc-backlink" href="#call`, n, `" aria-label="↩ `, n, "\">↩\ufe0e</a></p></li>\n")
	}
	p.raw("</ol>\n</section>\n")
}

// runs writes the runs of a paragraph in a language.
func (p *page) runs(runs []Run, lang string) {
	for _, run := range runs {
		if run.Note != nil {
			p.notes = append(p.notes, run.Note)
			n := number(len(p.notes))
			p.raw(`<sup class="call"><a id="call`, n, `" role="doc-noteref" href="#note`, n, `">`, n, "</a></sup>")
			continue
		}
		p.run(run, lang)
	}
}

// htmlLooks are the elements of the attributes, outermost first.
var htmlLooks = []struct {
	look        Look
	open, close string
}{
	{Superscript, "<sup>", "</sup>"}, {Subscript, "<sub>", "</sub>"}, {Underline, "<u>", "</u>"},
	{SmallCaps, `<span class="caps">`, "</span>"}, {Bold, "<b>", "</b>"}, {Italic, "<i>", "</i>"},
}

func (p *page) run(run Run, outer string) {
	var closing []string
	open := func(start, end string) {
		p.raw(start)
		closing = append(closing, end)
	}
	if run.Lang != "" && run.Lang != outer {
		lang := tongueOf(run.Lang)
		open("<span"+p.sides(lang, goesLeft(run.Text, lang))+">", "</span>")
	}
	if link := safeLink(run.Link); link != "" {
		open(`<a rel="noreferrer noopener"`+attr("href", link)+">", "</a>")
	}
	text := clean(run.Text)
	for _, l := range htmlLooks {
		if run.Look.in(text)&l.look != 0 {
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
