package paper

import "strings"

// docxKinds are the styles of the kinds of paragraphs.
var docxKinds = map[Kind]string{Body: "BodyText", Title: "Title", Details: "SourceDetails", Quotation: "Quote", Entry: "Bibliography"}

func (d *docx) document(m markup) {
	m.raw(`<w:document xmlns:w="`, wordML, `" xmlns:r="`, relations, `"><w:body>`)
	for i := range d.text.Paragraphs {
		p := &d.text.Paragraphs[i]
		style := docxKinds[p.Kind]
		if p.Kind == Heading {
			style = "Heading" + number(min(max(p.Level, 1), 6))
		}
		d.paragraph(m, p, style)
	}
	side := twips(d.sheet.side())
	m.raw(`<w:sectPr><w:footerReference w:type="default" r:id="footer"/>`, on(d.text.Endnotes, `<w:endnotePr><w:numFmt w:val="decimal"/></w:endnotePr>`), `<w:pgSz w:w="`, twips(d.sheet.width), `" w:h="`, twips(d.sheet.height), `"/>`,
		`<w:pgMar w:top="`, twips(topEdge), `" w:right="`, side, `" w:bottom="`, twips(footEdge), `" w:left="`, side, `" w:header="720" w:footer="720" w:gutter="0"/>`,
		on(d.lang.rtl(), `<w:bidi/>`), `</w:sectPr></w:body></w:document>`)
}

func (d *docx) paragraph(m markup, p *Paragraph, style string) {
	line := docxLine{d, m, &d.links, p.place(d.lang)}
	line.begin(style)
	if p.Label != nil {
		line.runs(p.Label)
		m.raw(`<w:r><w:tab/></w:r>`)
	}
	line.runs(p.Runs)
	m.raw("</w:p>\n")
}

// notesPart writes the notes, in the order of their calls, and the lines that
// part them from the text.
func (d *docx) notesPart(m markup) {
	one := d.notes.one
	m.raw(`<w:`, d.notes.part, ` xmlns:w="`, wordML, `" xmlns:r="`, relations, `">`)
	for _, s := range [][3]string{{"separator", "-1", "separator"}, {"continuationSeparator", "0", "continuationSeparator"}} {
		m.raw(`<w:`, one, ` w:type="`, s[0], `" w:id="`, s[1], `"><w:p><w:pPr><w:spacing w:before="0" w:after="60" w:line="240" w:lineRule="auto"/></w:pPr><w:r><w:`, s[2], `/></w:r></w:p></w:`, one, `>`)
	}
	n := 0
	for i := range d.text.Paragraphs {
		for _, run := range d.text.Paragraphs[i].Runs {
			if run.Note != nil {
				n++
				d.note(m, n, run.Note)
			}
		}
	}
	m.raw(`</w:`, d.notes.part, `>`)
}

func (d *docx) note(m markup, n int, runs []Run) {
	m.raw(`<w:`, d.notes.one, ` w:id="`, number(n), `">`)
	line := docxLine{d, m, &d.noteLinks, placeOf(d.lang, "", runs)}
	line.begin(d.notes.text)
	m.raw(`<w:r><w:rPr><w:rStyle w:val="`, d.notes.call, `"/>`, on(line.at.left, `<w:rtl/>`), `</w:rPr><w:`, d.notes.one, `Ref/></w:r><w:r><w:t xml:space="preserve"> </w:t></w:r>`)
	line.runs(runs)
	m.raw(`</w:p></w:`, d.notes.one, ">\n")
}

// docxLine writes the runs of one paragraph.
type docxLine struct {
	docx *docx
	markup
	links *links
	at    place
}

// begin opens the paragraph.
func (l *docxLine) begin(style string) {
	l.raw(`<w:p><w:pPr><w:pStyle w:val="`, style, `"/>`, on(l.at.left, `<w:bidi/>`), `</w:pPr>`)
}

func (l *docxLine) runs(runs []Run) {
	for i := range runs {
		run := &runs[i]
		if run.Note != nil {
			l.docx.count++
			l.raw(`<w:r><w:rPr><w:rStyle w:val="`, l.docx.notes.call, `"/>`, on(l.at.left, `<w:rtl/>`), `</w:rPr><w:`, l.docx.notes.one, `Reference w:id="`, number(l.docx.count), `"/></w:r>`)
			continue
		}
		link := safeLink(run.Link)
		if link != "" {
			l.raw(`<w:hyperlink r:id="`, l.links.id(link), `" w:history="1">`)
		}
		l.run(run, link != "")
		if link != "" {
			l.raw(`</w:hyperlink>`)
		}
	}
}

// run writes a run, cut where the direction of the script changes.
func (l *docxLine) run(run *Run, link bool) {
	own := l.at.inside(run)
	for _, s := range stretches(directed(clean(run.Text), l.at.left, own.left), own.left) {
		l.raw(`<w:r>`, docxProperties(run.Look.in(s.text), own.lang, l.docx.lang, s.rtl, link))
		l.words(s.text)
		l.raw(`</w:r>`)
	}
}

// docxProperties are the properties of a run, in the order that the schema asks for.
func docxProperties(look Look, lang, outer tongue, left, link bool) string {
	p := join(on(link, `<w:rStyle w:val="Hyperlink"/>`), on(lang.asian(), `<w:rFonts w:hint="eastAsia"/>`),
		on(look&Bold != 0, `<w:b/><w:bCs/>`), on(look&Italic != 0, `<w:i/>`), on(look&SmallCaps != 0, `<w:smallCaps/>`),
		on(look&Underline != 0, `<w:u w:val="single"/>`), on(look&Superscript != 0, `<w:vertAlign w:val="superscript"/>`),
		on(look&Subscript != 0, `<w:vertAlign w:val="subscript"/>`), on(left, `<w:rtl/>`))
	if a := lang.attributes(outer); a != "" {
		p += `<w:lang` + a + `/>`
	}
	if p == "" {
		return ""
	}
	return `<w:rPr>` + p + `</w:rPr>`
}

// words writes text with its line breaks and tabs.
func (l *docxLine) words(text string) {
	for text != "" {
		i := strings.IndexAny(text, "\n\t")
		if i != 0 {
			if i < 0 {
				i = len(text)
			}
			l.raw(`<w:t xml:space="preserve">`)
			l.text(text[:i])
			l.raw(`</w:t>`)
			text = text[i:]
			continue
		}
		if text[0] == '\n' {
			l.raw(`<w:br/>`)
		} else {
			l.raw(`<w:tab/>`)
		}
		text = text[1:]
	}
}
