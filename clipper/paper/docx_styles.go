package paper

// docxStyle is a paragraph style of Word: the id that paragraphs name it by, and
// the name by which Word knows its own.
type docxStyle struct {
	id, name, parent, next string
	design                 design
	level                  int // of a heading in the outline, from 1
}

func (d *docx) paragraphStyles() []docxStyle {
	list := []docxStyle{
		{"BodyText", "Body Text", "Normal", "BodyText", body, 0},
		{"Title", "Title", "Normal", "BodyText", title, 0},
		{"SourceDetails", "Source Details", "Normal", "BodyText", details, 0},
		{"Quote", "Quote", "Normal", "BodyText", quotation, 0},
		{"Bibliography", "Bibliography", "Normal", "Bibliography", d.text.Entries.entry(), 0},
		{"Footer", "footer", "Normal", "Footer", footer, 0},
		{d.notes.text, d.notes.one + " text", "Normal", d.notes.text, footnote, 0},
	}
	for i, h := range headings {
		n := number(i + 1)
		list = append(list, docxStyle{"Heading" + n, "heading " + n, "Normal", "BodyText", h, i + 1})
	}
	return list
}

func (d *docx) styles(m markup) {
	m.raw(`<w:styles xmlns:w="`, wordML, `"><w:docDefaults><w:rPrDefault><w:rPr>`,
		`<w:rFonts w:ascii="`, face, `" w:hAnsi="`, face, `" w:eastAsia="`, asianFace(d.lang), `" w:cs="`, face, `"/>`,
		`<w:kern w:val="2"/><w:sz w:val="24"/><w:szCs w:val="24"/><w:lang`, d.languages(), `/></w:rPr></w:rPrDefault>`,
		`<w:pPrDefault><w:pPr><w:widowControl/></w:pPr></w:pPrDefault></w:docDefaults>`,
		`<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style>`,
		`<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont"><w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/></w:style>`,
		`<w:style w:type="character" w:styleId="Hyperlink"><w:name w:val="Hyperlink"/><w:rPr><w:noProof/><w:color w:val="1F3F77"/></w:rPr></w:style>`,
		`<w:style w:type="character" w:styleId="`, d.notes.call, `"><w:name w:val="`, d.notes.one, ` reference"/><w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:style>`)
	for _, s := range d.paragraphStyles() {
		m.docxStyle(s)
	}
	m.raw(`</w:styles>`)
}

// languages are the three languages of the text; those that are not its own are
// what Word takes by itself.
func (d *docx) languages() string {
	latin, asian, complex := "en-US", "zh-CN", "ar-SA"
	switch {
	case d.lang.tag == "":
	case d.lang.asian():
		asian = d.lang.locale()
	case d.lang.complex():
		complex = d.lang.locale()
	default:
		latin = d.lang.locale()
	}
	return join(` w:val="`, latin, `" w:eastAsia="`, asian, `" w:bidi="`, complex, `"`)
}

func (m markup) docxStyle(s docxStyle) {
	custom := on(s.id == "SourceDetails", ` w:customStyle="1"`)
	m.raw(`<w:style w:type="paragraph"`, custom, ` w:styleId="`, s.id, `"><w:name w:val="`, s.name, `"/><w:basedOn w:val="`, s.parent, `"/>`,
		`<w:next w:val="`, s.next, `"/><w:qFormat/><w:pPr>`)
	d := s.design
	m.raw(on(d.keep, `<w:keepNext/><w:keepLines/>`), on(!d.justified, `<w:suppressAutoHyphens/>`))
	m.raw(`<w:spacing w:before="`, twips(d.above), `" w:after="`, twips(d.below), `" w:line="`, number(int(d.line*240)), `" w:lineRule="auto"/>`)
	if d.start != 0 || d.end != 0 {
		m.raw(`<w:ind w:left="`, twips(d.start), `" w:right="`, twips(d.end), `"`, on(d.first < 0, ` w:hanging="`+twips(-d.first)+`"`), `/>`)
	}
	align := "left"
	switch {
	case s.id == "Footer":
		align = "center"
	case d.justified:
		align = "both"
	}
	m.raw(`<w:jc w:val="`, align, `"/>`)
	if s.level > 0 {
		m.raw(`<w:outlineLvl w:val="`, number(s.level-1), `"/>`)
	}
	size := number(int(d.size * 2))
	m.raw(`</w:pPr><w:rPr>`, on(d.bold, `<w:b/><w:bCs/>`), on(d.italic, `<w:i/>`), on(d.grey, `<w:color w:val="595959"/>`),
		`<w:sz w:val="`, size, `"/><w:szCs w:val="`, size, `"/></w:rPr></w:style>`)
}
