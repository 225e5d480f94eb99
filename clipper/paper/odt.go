package paper

import (
	"io"
	"slices"
	"strconv"
	"time"
)

// odfSpaces are the name spaces of OpenDocument that the parts use.
const odfSpaces = ` xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"` +
	` xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"` +
	` xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0" xmlns:xlink="http://www.w3.org/1999/xlink"` +
	` xmlns:meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0" xmlns:dc="http://purl.org/dc/elements/1.1/" office:version="1.3"`

const odtType = "application/vnd.oasis.opendocument.text"

// WriteODT writes the text as an OpenDocument text. The error is that of w.
func WriteODT(w io.Writer, t Text) error {
	o := newODT(t)
	a := newArchive(w)
	a.stored("mimetype", odtType) // first, and readable at its place (part 2, 3.3)
	a.xml("META-INF/manifest.xml", o.manifest)
	a.xml("meta.xml", o.meta)
	a.xml("styles.xml", o.styles)
	a.xml("content.xml", o.content)
	return a.close()
}

// odt is a document that is being written.
type odt struct {
	text  Text
	lang  tongue
	sheet sheet
	// Automatic styles, in the order of their first use.
	looks      []runStyle
	lookAt     map[runStyle]int
	directions []string // styles of paragraphs that go against the direction of the text
	count      int      // notes called
}

// runStyle is what tells one run's style from another's.
type runStyle struct {
	look Look
	lang tongue
}

func newODT(t Text) *odt {
	o := &odt{text: t, lang: tongueOf(t.Lang), lookAt: map[runStyle]int{}}
	o.sheet = sheetOf(o.lang)
	for i := range t.Paragraphs {
		p := &t.Paragraphs[i]
		at := p.place(o.lang)
		o.turn(odtStyleOf(p), at)
		o.collect(p.Label, at)
		o.collect(p.Runs, at)
	}
	return o
}

// turn notes a style of paragraphs that go against the direction of the text.
func (o *odt) turn(style string, at place) {
	if at.left != o.lang.rtl() && !slices.Contains(o.directions, style) {
		o.directions = append(o.directions, style)
	}
}

// collect notes the automatic styles that runs need.
func (o *odt) collect(runs []Run, at place) {
	for i := range runs {
		run := &runs[i]
		if run.Note != nil {
			note := placeOf(o.lang, "", run.Note)
			o.turn(o.noteStyle(), note)
			o.collect(run.Note, note)
			continue
		}
		style := runStyle{run.Look.in(run.Text), at.inside(run).lang}
		if _, known := o.lookAt[style]; !known && style != (runStyle{lang: o.lang}) {
			o.looks = append(o.looks, style)
			o.lookAt[style] = len(o.looks)
		}
	}
}

func (o *odt) noteStyle() string {
	if o.text.Endnotes {
		return "Endnote"
	}
	return "Footnote"
}

func (o *odt) manifest(m markup) {
	m.raw(`<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.3">`,
		`<manifest:file-entry manifest:full-path="/" manifest:version="1.3" manifest:media-type="`, odtType, `"/>`)
	for _, part := range []string{"content.xml", "styles.xml", "meta.xml"} {
		m.raw(`<manifest:file-entry manifest:full-path="`, part, `" manifest:media-type="text/xml"/>`)
	}
	m.raw(`</manifest:manifest>`)
}

func (o *odt) meta(m markup) {
	m.raw(`<office:document-meta`, odfSpaces, `><office:meta><meta:generator>Florilegium</meta:generator>`)
	properties := [][2]string{{"dc:title", oneLine(o.text.Title)}, {"meta:initial-creator", oneLine(o.text.Author)}, {"dc:creator", oneLine(o.text.Author)}, {"dc:language", o.lang.tag}}
	if !o.text.Written.IsZero() {
		at := o.text.Written.UTC().Format(time.RFC3339)
		properties = append(properties, [2]string{"meta:creation-date", at}, [2]string{"dc:date", at})
	}
	for _, p := range properties {
		if p[1] != "" {
			m.raw("<", p[0], ">")
			m.text(p[1])
			m.raw("</", p[0], ">")
		}
	}
	m.raw(`</office:meta></office:document-meta>`)
}

// pt is a length in points.
func pt(points float64) string { return strconv.FormatFloat(points, 'f', -1, 64) + "pt" }
