// Package cite turns sources and clips into what a thesis is made of: plain
// references, notes, quotations in the marks of a language, and files that other
// programs read (BibTeX, BibLaTeX, RIS, CSL JSON, Markdown, JSON, text). Any
// style of the Citation Style Language serves; Styles finds those of the machine.
//
// It promises that what a page wrote can do no harm in a file: no TeX command,
// no broken record, no direction override, no script. Citation fields are in NFC
// and on one line; the words of a quotation are left as they are, except that the
// quotation marks inside change level. A reference says nothing that the source
// does not. Nothing here opens a connection, and only Styles opens files: those of
// citation styles, and the index it keeps of them.
package cite

import (
	"io"
	"slices"
	"strings"
	"time"

	"florilegium/clipper"
	"florilegium/clipper/paper"
)

// Item is a source with the clips and tags that are exported with it.
type Item struct {
	UID    string // of the article, a UUID; "" where it has none
	Source clipper.Source
	Clips  []clipper.Clip
	Tags   []string
	Text   string // of the article, for formats that count places in it; "" leaves these out
}

// Format is a file format of Write, by the name that the command line takes.
type Format string

// The formats.
const (
	BibTeX   Format = "bibtex"
	BibLaTeX Format = "biblatex" // for biber, biblatex 3.17
	RIS      Format = "ris"      // Research Information Systems, 2011
	CSLJSON  Format = "csljson"  // CSL 1.0.2 input, one array
	Markdown Format = "markdown" // CommonMark with YAML front matter: references and quotations
	Pandoc   Format = "pandoc"   // Markdown of pandoc with citations, their sources inside
	Obsidian Format = "obsidian" // a note for each article, to be kept in a folder; see NoteOf
	LaTeX    Format = "latex"    // csquotes and biblatex, the sources inside
	Typst    Format = "typst"    // with the sources inside
	HTML     Format = "html"     // one page with notes, bibliography and COinS; no script
	DOCX     Format = "docx"     // ECMA-376, with real notes
	ODT      Format = "odt"      // OpenDocument 1.3, with real notes

	// Annotations is the Web Annotation Data Model in JSON-LD, one array. Those that
	// count characters need Item.Text.
	Annotations Format = "annotations"
	CSV         Format = "csv" // RFC 4180, a row for each clip, safe for spreadsheets
	// JSON is one array: the UID of the article, its source, tags and clips, with the
	// fields of clipper.Source and clipper.Clip, in the order of the items. Fields are
	// only ever added.
	JSON Format = "json"
	Text Format = "text" // references and quotations
)

// formats are the formats in the order they are offered, each with the ending of
// its files and with what writes it.
var formats = []struct {
	name  Format
	ext   string
	write func(io.Writer, []Item, Options) error
	// document writes a text with quotations; nil for formats of data.
	document func(io.Writer, Document) error
}{
	{BibLaTeX, ".bib", each(biblatex), nil},
	{BibTeX, ".bib", each(bibtex), nil},
	{RIS, ".ris", each(ris), nil},
	{CSLJSON, ".json", writeCSL, nil},
	{Markdown, ".md", writeMarkdown, markdownDocument},
	{Obsidian, ".md", writeObsidian, nil},
	{Pandoc, ".md", asDocument(writePandoc), writePandoc},
	{LaTeX, ".tex", asDocument(writeLaTeX), writeLaTeX},
	{Typst, ".typ", asDocument(writeTypst), writeTypst},
	{HTML, ".html", asDocument(onPaper(paper.WriteHTML)), onPaper(paper.WriteHTML)},
	{DOCX, ".docx", asDocument(onPaper(paper.WriteDOCX)), onPaper(paper.WriteDOCX)},
	{ODT, ".odt", asDocument(onPaper(paper.WriteODT)), onPaper(paper.WriteODT)},
	{Annotations, ".json", writeAnnotations, nil},
	{CSV, ".csv", writeCSV, nil},
	{JSON, ".json", writeJSON, nil},
	{Text, ".txt", writeText, nil},
}

// Formats lists the formats in the order they are offered.
var Formats = func() (names []Format) {
	for _, f := range formats {
		names = append(names, f.name)
	}
	return names
}()

// Ext is the usual ending of a file in the format, with its dot.
func (f Format) Ext() string {
	for _, known := range formats {
		if known.name == f {
			return known.ext
		}
	}
	return ""
}

// FormatNames is the names of all formats as a sentence lists them.
func FormatNames() string {
	var names []string
	for _, f := range Formats {
		names = append(names, string(f))
	}
	return strings.Join(names, ", ")
}

// ParseFormat reads the name of a format; an unknown one is a Usage error.
func ParseFormat(name string) (Format, error) {
	f := Format(strings.ToLower(strings.TrimSpace(name)))
	if !slices.Contains(Formats, f) {
		return "", clipper.Errorf(clipper.Usage, nil, "The formats are "+FormatNames(), "there is no export format %s", field(name))
	}
	return f, nil
}

// Options are the choices of an export.
type Options struct {
	// Locale is the language of references (BCP 47); where it is empty each
	// reference is in the language of its source.
	Locale string
	// Style makes the references of Markdown and text; nil is AuthorDate. A
	// CSLStyle tells the exported sources apart (2024a, 2024b).
	Style Style
	// Plain leaves the cells of CSV as they are, though a spreadsheet may take one
	// for a formula; BOM begins CSV with a byte order mark, which Excel asks for.
	Plain, BOM bool
	// Endnotes, Author and Written are those of a Document.
	Endnotes bool
	Author   string
	Written  time.Time
}

func (o Options) style(s clipper.Source) Style {
	if o.Style != nil {
		return o.Style
	}
	return AuthorDate(o.locale(s))
}

func (o Options) locale(s clipper.Source) string {
	if o.Locale != "" {
		return o.Locale
	}
	return s.Language
}

// Write writes items in a format, in their order, as UTF-8. Sources without a
// cite key, and those whose key another has, get one for this file only; see
// Keys. The error is that of w.
func Write(w io.Writer, format Format, items []Item, opt Options) error {
	items = keyed(items)
	if style, ok := opt.Style.(*CSLStyle); ok && style != nil {
		opt.Style = style.Over(items)
	}
	for _, f := range formats {
		if f.name == format {
			return f.write(w, items, opt)
		}
	}
	_, err := ParseFormat(string(format))
	return err
}

// WriteDocument writes a text with quotations in a format that can hold one: in
// the others that is a Usage error. The error is that of w.
func WriteDocument(w io.Writer, format Format, d Document) error {
	var able []string
	for _, f := range formats {
		if f.document != nil && f.name == format {
			return f.document(w, d)
		}
		if f.document != nil {
			able = append(able, string(f.name))
		}
	}
	return clipper.Errorf(clipper.Usage, nil, "The formats are "+strings.Join(able, ", "), "the format %s holds no text with headings", field(string(format)))
}

// asDocument writes items as the text that DocumentOf makes of them.
func asDocument(write func(io.Writer, Document) error) func(io.Writer, []Item, Options) error {
	return func(w io.Writer, items []Item, opt Options) error { return write(w, DocumentOf(items, opt)) }
}

// each writes every item as a record of its own.
func each(record func(Item) string) func(io.Writer, []Item, Options) error {
	return func(w io.Writer, items []Item, _ Options) error { return writeEach(w, items, record) }
}

func writeEach(w io.Writer, items []Item, record func(Item) string) error {
	for _, item := range items {
		if _, err := io.WriteString(w, record(item)); err != nil {
			return err
		}
	}
	return nil
}
