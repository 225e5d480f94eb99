package paper

import (
	"io"
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
	against := map[string]bool{}
	for i := range t.Paragraphs {
		p := &t.Paragraphs[i]
		o.collect(p.Runs, p.Lang)
		o.collect(p.Label, p.Lang)
		if style := odtStyleOf(p); o.turned(p.Runs, p.Lang) && !against[style] {
			against[style], o.directions = true, append(o.directions, style)
		}
		for _, run := range p.Runs {
			if style := o.noteStyle(); run.Note != nil && o.turned(run.Note, "") && !against[style] {
				against[style], o.directions = true, append(o.directions, style)
			}
		}
	}
	return o
}

// collect notes the automatic styles that runs need.
func (o *odt) collect(runs []Run, lang string) {
	for i := range runs {
		if runs[i].Note != nil {
			o.collect(runs[i].Note, "")
			continue
		}
		style := o.styleOf(&runs[i], lang)
		if _, known := o.lookAt[style]; !known && style != (runStyle{lang: o.lang}) {
			o.looks = append(o.looks, style)
			o.lookAt[style] = len(o.looks)
		}
	}
}

// styleOf is the style of a run in a paragraph of a language.
func (o *odt) styleOf(run *Run, lang string) runStyle {
	if run.Lang != "" {
		lang = run.Lang
	}
	s := runStyle{look: run.Look.in(run.Text), lang: o.lang}
	if own := tongueOf(lang); own.tag != "" {
		s.lang = own
	}
	return s
}

// turned reports a paragraph that goes against the direction of the text.
func (o *odt) turned(runs []Run, lang string) bool { return o.left(runs, lang) != o.lang.rtl() }

// left reports a paragraph that runs from right to left.
func (o *odt) left(runs []Run, lang string) bool {
	own := o.lang
	if lang != "" {
		own = tongueOf(lang)
	}
	return goesLeft(wordsOf(runs), own)
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
