package paper

import (
	"slices"
	"strings"
)

// odtKinds are the styles of the kinds of paragraphs.
var odtKinds = map[Kind]string{Body: "Text body", Title: "Title", Details: "Source Details", Quotation: "Quotations", Entry: "Bibliography 1"}

func odtStyleOf(p *Paragraph) string {
	if p.Kind == Heading {
		return "Heading " + number(min(max(p.Level, 1), 6))
	}
	return odtKinds[p.Kind]
}

func (o *odt) content(m markup) {
	m.raw(`<office:document-content`, odfSpaces, `><office:automatic-styles>`)
	for i, s := range o.looks {
		m.raw(`<style:style style:name="T`, number(i+1), `" style:family="text"><style:text-properties`, s.properties(o.lang), `/></style:style>`)
	}
	left := !o.lang.rtl()
	for _, s := range o.paragraphStyles() {
		if slices.Contains(o.directions, s.name) {
			m.raw(`<style:style style:name="`, ncName(s.name), `_turned" style:family="paragraph" style:parent-style-name="`, ncName(s.name), `">`,
				`<style:paragraph-properties style:writing-mode="`, writingMode(left), `" fo:text-align="`, s.align(left), `"/></style:style>`)
		}
	}
	m.raw(`</office:automatic-styles><office:body><office:text>`)
	for i := range o.text.Paragraphs {
		o.paragraph(m, &o.text.Paragraphs[i])
	}
	m.raw(`</office:text></office:body></office:document-content>`)
}

// properties are the attributes of a run's style.
func (s runStyle) properties(outer tongue) string {
	p := join(
		on(s.look&Italic != 0, ` fo:font-style="italic"`),
		on(s.look&Bold != 0, ` fo:font-weight="bold" style:font-weight-asian="bold" style:font-weight-complex="bold"`),
		on(s.look&SmallCaps != 0, ` fo:font-variant="small-caps"`),
		on(s.look&Underline != 0, ` style:text-underline-style="solid" style:text-underline-width="auto" style:text-underline-color="font-color"`),
		on(s.look&Superscript != 0, ` style:text-position="super 62%"`), on(s.look&Subscript != 0, ` style:text-position="sub 62%"`))
	if s.lang != outer {
		p += s.lang.odf()
	}
	return p
}

func (o *odt) paragraph(m markup, p *Paragraph) {
	style, at := ncName(odtStyleOf(p)), p.place(o.lang)
	if at.left != o.lang.rtl() {
		style += "_turned"
	}
	tag, level := "text:p", ""
	if p.Kind == Heading {
		tag, level = "text:h", attr("text:outline-level", number(min(max(p.Level, 1), 6)))
	}
	m.raw("<", tag, attr("text:style-name", style), level, ">")
	if p.Label != nil {
		o.runs(m, p.Label, at)
		m.raw(`<text:tab/>`)
	}
	o.runs(m, p.Runs, at)
	m.raw("</", tag, ">\n")
}

func (o *odt) runs(m markup, runs []Run, at place) {
	for i := range runs {
		run := &runs[i]
		if run.Note != nil {
			o.note(m, run.Note)
			continue
		}
		link := safeLink(run.Link)
		if link != "" {
			m.raw(`<text:a xlink:type="simple" text:style-name="Internet_20_link"`, attr("xlink:href", link), `>`)
		}
		own := at.inside(run)
		style := o.lookAt[runStyle{run.Look.in(run.Text), own.lang}]
		if style > 0 {
			m.raw(`<text:span text:style-name="T`, number(style), `">`)
		}
		m.odfWords(directed(clean(run.Text), at.left, own.left), i == 0 || strings.HasSuffix(runs[i-1].Text, " "))
		if style > 0 {
			m.raw(`</text:span>`)
		}
		if link != "" {
			m.raw(`</text:a>`)
		}
	}
}

func (o *odt) note(m markup, runs []Run) {
	o.count++
	n, name := number(o.count), o.noteStyle()
	style, at := name, placeOf(o.lang, "", runs)
	if at.left != o.lang.rtl() {
		style += "_turned"
	}
	m.raw(`<text:note text:id="note`, n, `" text:note-class="`, strings.ToLower(name), `"><text:note-citation>`, n, `</text:note-citation>`,
		`<text:note-body><text:p text:style-name="`, style, `">`)
	o.runs(m, runs, at)
	m.raw(`</text:p></text:note-body></text:note>`)
}

// odfWords writes text. OpenDocument takes white space together, so all but the
// first blank of a row, and one at the beginning, are elements.
func (m markup) odfWords(text string, begins bool) {
	from, blank := 0, begins
	for i, r := range text {
		element := ""
		switch {
		case r == ' ' && blank:
			element = `<text:s/>`
		case r == '\n':
			element = `<text:line-break/>`
		case r == '\t':
			element = `<text:tab/>`
		}
		blank = r == ' '
		if element != "" {
			m.text(text[from:i])
			m.raw(element)
			from = i + 1
		}
	}
	m.text(text[from:])
}
