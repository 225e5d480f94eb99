package paper

import (
	"io"
	"math"
	"strings"
	"time"
)

// The names of Office Open XML (ECMA-376, part 1, transitional).
const (
	wordML    = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
	relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
	packages  = "http://schemas.openxmlformats.org/package/2006/"
	wordType  = "application/vnd.openxmlformats-officedocument.wordprocessingml."
)

// WriteDOCX writes the text as a document of Office Open XML. The error is that of w.
func WriteDOCX(w io.Writer, t Text) error {
	d := newDocx(t)
	a := newArchive(w)
	a.xml("[Content_Types].xml", d.contentTypes)
	a.xml("_rels/.rels", d.packageRelations)
	a.xml("docProps/core.xml", d.core)
	a.xml("docProps/app.xml", d.application)
	a.xml("word/styles.xml", d.styles)
	a.xml("word/settings.xml", d.settings)
	a.xml("word/footer1.xml", d.footer)
	a.xml("word/document.xml", d.document)
	a.xml("word/_rels/document.xml.rels", d.documentRelations)
	a.xml("word/"+d.notes.part+".xml", d.notesPart)
	a.xml("word/_rels/"+d.notes.part+".xml.rels", func(m markup) { m.relations(d.noteLinks, nil) })
	return a.close()
}

// docx is a document that is being written.
type docx struct {
	text      Text
	lang      tongue
	sheet     sheet
	notes     noteWords
	links     links // of the text
	noteLinks links // of the notes
	count     int   // notes called
}

// noteWords are the names that footnotes and endnotes have in the file.
type noteWords struct{ part, one, text, call string }

var (
	footnotes = noteWords{"footnotes", "footnote", "FootnoteText", "FootnoteReference"}
	endnotes  = noteWords{"endnotes", "endnote", "EndnoteText", "EndnoteReference"}
)

func newDocx(t Text) *docx {
	d := &docx{text: t, lang: tongueOf(t.Lang), notes: footnotes}
	d.sheet = sheetOf(d.lang)
	if t.Endnotes {
		d.notes = endnotes
	}
	return d
}

// links are the addresses that a part leads to, each once.
type links struct {
	list []string
	at   map[string]int
}

// id is the name of the relationship of an address.
func (l *links) id(address string) string {
	if l.at == nil {
		l.at = map[string]int{}
	}
	n, known := l.at[address]
	if !known {
		n = len(l.list) + 1
		l.list, l.at[address] = append(l.list, address), n
	}
	return "link" + number(n)
}

// relations writes the relationships of a part: its own, then its links.
func (m markup) relations(l links, own [][3]string) {
	m.raw(`<Relationships xmlns="`, packages, `relationships">`)
	for _, r := range own {
		m.raw(`<Relationship Id="`, r[0], `" Type="`, r[1], `" Target="`, r[2], `"/>`)
	}
	for i, address := range l.list {
		m.raw(`<Relationship Id="link`, number(i+1), `" Type="`, relations, `/hyperlink"`, attr("Target", address), ` TargetMode="External"/>`)
	}
	m.raw(`</Relationships>`)
}

func (d *docx) contentTypes(m markup) {
	m.raw(`<Types xmlns="`, packages, `content-types">`,
		`<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>`,
		`<Default Extension="xml" ContentType="application/xml"/>`)
	for _, part := range [][2]string{
		{"word/document", wordType + "document.main"}, {"word/styles", wordType + "styles"}, {"word/settings", wordType + "settings"},
		{"word/footer1", wordType + "footer"}, {"word/" + d.notes.part, wordType + d.notes.part},
		{"docProps/core", "application/vnd.openxmlformats-package.core-properties"},
		{"docProps/app", "application/vnd.openxmlformats-officedocument.extended-properties"},
	} {
		m.raw(`<Override PartName="/`, part[0], `.xml" ContentType="`, part[1], `+xml"/>`)
	}
	m.raw(`</Types>`)
}

func (d *docx) packageRelations(m markup) {
	m.relations(links{}, [][3]string{
		{"document", relations + "/officeDocument", "word/document.xml"},
		{"core", packages + "relationships/metadata/core-properties", "docProps/core.xml"},
		{"app", relations + "/extended-properties", "docProps/app.xml"},
	})
}

func (d *docx) documentRelations(m markup) {
	m.relations(d.links, [][3]string{
		{"styles", relations + "/styles", "styles.xml"}, {"settings", relations + "/settings", "settings.xml"},
		{"footer", relations + "/footer", "footer1.xml"}, {"notes", relations + "/" + d.notes.part, d.notes.part + ".xml"},
	})
}

func (d *docx) core(m markup) {
	m.raw(`<cp:coreProperties xmlns:cp="`, packages, `metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"`,
		` xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">`)
	for _, p := range [][2]string{{"dc:title", oneLine(d.text.Title)}, {"dc:creator", oneLine(d.text.Author)}, {"dc:language", d.lang.tag}} {
		if p[1] != "" {
			m.raw("<", p[0], ">")
			m.text(p[1])
			m.raw("</", p[0], ">")
		}
	}
	if !d.text.Written.IsZero() {
		at := d.text.Written.UTC().Format(time.RFC3339)
		for _, name := range []string{"created", "modified"} {
			m.raw(`<dcterms:`, name, ` xsi:type="dcterms:W3CDTF">`, at, `</dcterms:`, name, `>`)
		}
	}
	m.raw(`</cp:coreProperties>`)
}

func (d *docx) application(m markup) {
	m.raw(`<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"><Application>Florilegium</Application></Properties>`)
}

func (d *docx) settings(m markup) {
	m.raw(`<w:settings xmlns:w="`, wordML, `"><w:zoom w:percent="100"/><w:defaultTabStop w:val="567"/><w:autoHyphenation w:val="true"/>`,
		`<w:characterSpacingControl w:val="doNotCompress"/>`)
	m.raw(`<w:`, d.notes.one, `Pr>`)
	if d.text.Endnotes {
		m.raw(`<w:numFmt w:val="decimal"/>`)
	}
	m.raw(`<w:`, d.notes.one, ` w:id="-1"/><w:`, d.notes.one, ` w:id="0"/></w:`, d.notes.one, `Pr>`)
	m.raw(`<w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>`)
	m.raw(`<w:themeFontLang`, d.lang.attributes(tongue{}), `/><w:decimalSymbol w:val="."/><w:listSeparator w:val=","/></w:settings>`)
}

// attributes are those of w:lang for a language inside another: Word keeps three
// languages beside each other.
func (t tongue) attributes(outer tongue) string {
	if t.tag == "" || t == outer {
		return ""
	}
	name := "w:val"
	switch {
	case t.asian():
		name = "w:eastAsia"
	case t.complex():
		name = "w:bidi"
	}
	return attr(name, t.locale())
}

func (d *docx) footer(m markup) {
	m.raw(`<w:ftr xmlns:w="`, wordML, `"><w:p><w:pPr><w:pStyle w:val="Footer"/></w:pPr>`,
		`<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>`,
		`<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p></w:ftr>`)
}

// twips are twentieths of a point, the unit of Word.
func twips(points float64) string { return number(int(math.Round(points * 20))) }

// on is an element of Word that is only there when it counts.
func on(set bool, elements string) string {
	if !set {
		return ""
	}
	return elements
}

func join(parts ...string) string { return strings.Join(parts, "") }
