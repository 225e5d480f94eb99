package paper

import "strings"

// odtStyle is a paragraph style of OpenDocument. A blank in its name is _20_ where
// paragraphs name it.
type odtStyle struct {
	name, next string
	design     design
	level      int // of a heading in the outline, from 1
}

func (o *odt) paragraphStyles() []odtStyle {
	list := []odtStyle{
		{"Text body", "Text body", body, 0},
		{"Title", "Text body", title, 0},
		{"Source Details", "Text body", details, 0},
		{"Quotations", "Text body", quotation, 0},
		{"Bibliography 1", "Bibliography 1", o.text.Entries.entry(), 0},
		{"Footer", "Footer", footer, 0},
		{o.noteStyle(), o.noteStyle(), footnote, 0},
	}
	for i, h := range headings {
		list = append(list, odtStyle{"Heading " + number(i+1), "Text body", h, i + 1})
	}
	return list
}

// align says on which side lines begin: readers differ on where the start of a line
// from right to left is.
func (s odtStyle) align(left bool) string {
	switch {
	case s.name == "Footer":
		return "center"
	case s.design.justified:
		return "justify"
	case left:
		return "right"
	}
	return "left"
}

func writingMode(left bool) string {
	if left {
		return "rl-tb"
	}
	return "lr-tb"
}

// ncName is a style's name as an XML name.
func ncName(name string) string { return strings.ReplaceAll(name, " ", "_20_") }

func (o *odt) styles(m markup) {
	m.raw(`<office:document-styles`, odfSpaces, `><office:font-face-decls>`)
	for _, f := range []string{face, asianFace(o.lang)} {
		m.raw(`<style:font-face style:name="`, f, `" svg:font-family="'`, f, `'" style:font-family-generic="roman" style:font-pitch="variable"/>`)
	}
	m.raw(`</office:font-face-decls><office:styles>`)
	o.defaults(m)
	for _, s := range o.paragraphStyles() {
		m.odtStyle(s, o.lang.rtl())
	}
	for _, call := range []string{" Symbol", " anchor"} {
		name := o.noteStyle() + call
		m.raw(`<style:style style:name="`, ncName(name), `" style:display-name="`, name, `" style:family="text"><style:text-properties style:text-position="super 62%"/></style:style>`)
	}
	m.raw(`<style:style style:name="Internet_20_link" style:display-name="Internet link" style:family="text"><style:text-properties fo:color="#1f3f77" style:text-underline-style="none"/></style:style>`)
	o.notesConfiguration(m)
	m.raw(`</office:styles>`)
	o.pages(m)
	m.raw(`</office:document-styles>`)
}

// defaults are the properties that every style builds upon.
func (o *odt) defaults(m markup) {
	m.raw(`<style:default-style style:family="paragraph"><style:paragraph-properties fo:orphans="2" fo:widows="2" style:tab-stop-distance="28pt" style:writing-mode="`, writingMode(o.lang.rtl()), `"/>`,
		`<style:text-properties style:font-name="`, face, `" style:font-name-asian="`, asianFace(o.lang), `" style:font-name-complex="`, face, `"`,
		` fo:font-size="12pt" style:font-size-asian="12pt" style:font-size-complex="12pt" style:letter-kerning="true"`, o.lang.odf(), `/></style:default-style>`,
		`<style:style style:name="Standard" style:family="paragraph" style:class="text"/>`)
}

// odf are the attributes of a language: OpenDocument keeps three beside each
// other.
func (t tongue) odf() string {
	suffix := ""
	switch {
	case t.tag == "":
		return ` fo:language="zxx" fo:country="none"`
	case t.asian():
		suffix = "-asian"
	case t.complex():
		suffix = "-complex"
	}
	prefix := "style:"
	if suffix == "" {
		prefix = "fo:"
	}
	country := t.country
	if country == "" {
		country = "none"
	}
	return ` ` + prefix + `language` + suffix + `="` + t.lang + `" ` + prefix + `country` + suffix + `="` + country + `"`
}

func (m markup) odtStyle(s odtStyle, left bool) {
	d, outline := s.design, ""
	if s.level > 0 { // spaces between paragraphs add up here, and not in Word
		d.above -= body.below
		outline = ` style:default-outline-level="` + number(s.level) + `"`
	}
	m.raw(`<style:style style:name="`, ncName(s.name), `" style:display-name="`, s.name, `" style:family="paragraph" style:parent-style-name="Standard"`,
		` style:next-style-name="`, ncName(s.next), `"`, outline, ` style:class="text"><style:paragraph-properties`)
	m.raw(` fo:margin-top="`, pt(d.above), `" fo:margin-bottom="`, pt(d.below), `" fo:margin-left="`, pt(d.start), `" fo:margin-right="`, pt(d.end), `"`,
		` fo:text-indent="`, pt(d.first), `" fo:line-height="`, number(int(d.line*100)), `%" fo:text-align="`, s.align(left), `"`, on(d.keep, ` fo:keep-with-next="always" fo:keep-together="always"`), `/>`)
	size := pt(d.size)
	m.raw(`<style:text-properties fo:font-size="`, size, `" style:font-size-asian="`, size, `" style:font-size-complex="`, size, `"`,
		on(d.bold, ` fo:font-weight="bold" style:font-weight-asian="bold" style:font-weight-complex="bold"`), on(d.italic, ` fo:font-style="italic"`),
		on(d.grey, ` fo:color="#595959"`), on(d.justified, ` fo:hyphenate="true" fo:hyphenation-remain-char-count="2" fo:hyphenation-push-char-count="3"`), `/></style:style>`)
}

func (o *odt) notesConfiguration(m markup) {
	name := o.noteStyle()
	m.raw(`<text:notes-configuration text:note-class="`, strings.ToLower(name), `" text:citation-style-name="`, name, `_20_Symbol"`,
		` text:citation-body-style-name="`, name, `_20_anchor" text:default-style-name="`, name, `" style:num-format="1" style:num-suffix=" " text:start-value="0"`)
	if !o.text.Endnotes {
		m.raw(` text:footnotes-position="page" text:start-numbering-at="document"`)
	}
	m.raw(`/>`)
}

// pages lays out the page, with its number at the foot.
func (o *odt) pages(m markup) {
	side := pt(o.sheet.side())
	m.raw(`<office:automatic-styles><style:page-layout style:name="Page"><style:page-layout-properties fo:page-width="`, pt(o.sheet.width), `" fo:page-height="`, pt(o.sheet.height), `"`,
		` fo:margin-top="`, pt(topEdge), `" fo:margin-bottom="36pt" fo:margin-left="`, side, `" fo:margin-right="`, side, `" style:writing-mode="`, writingMode(o.lang.rtl()), `">`,
		`<style:footnote-sep style:width="0.5pt" style:distance-before-sep="6pt" style:distance-after-sep="5pt" style:line-style="solid" style:adjustment="left" style:rel-width="25%" style:color="#595959"/>`,
		`</style:page-layout-properties><style:footer-style><style:header-footer-properties fo:min-height="`, pt(footEdge-36), `" fo:margin-top="24pt"/></style:footer-style>`,
		`</style:page-layout></office:automatic-styles><office:master-styles><style:master-page style:name="Standard" style:page-layout-name="Page">`,
		`<style:footer><text:p text:style-name="Footer"><text:page-number text:select-page="current">1</text:page-number></text:p></style:footer></style:master-page></office:master-styles>`)
}
