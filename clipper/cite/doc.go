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

	"florilegium/clipper"
)

// Item is a source with the clips and tags that are exported with it.
type Item struct {
	UID    string // of the article, a UUID; "" where it has none
	Source clipper.Source
	Clips  []clipper.Clip
	Tags   []string
}

// Format is a file format of Write, by the name that the command line takes.
type Format string

// The formats.
const (
	BibTeX   Format = "bibtex"
	BibLaTeX Format = "biblatex" // for biber, biblatex 3.17
	RIS      Format = "ris"      // Research Information Systems, 2011
	CSLJSON  Format = "csljson"  // CSL 1.0.2 input, one array
	Markdown Format = "markdown" // CommonMark: references and quotations
	JSON     Format = "json"     // one array: source, tags, clips
	Text     Format = "text"     // references and quotations
)

// formats are the formats in the order they are offered, each with the ending of
// its files and with what writes it.
var formats = []struct {
	name  Format
	ext   string
	write func(io.Writer, []Item, Options) error
}{
	{BibLaTeX, ".bib", each(biblatex)},
	{BibTeX, ".bib", each(bibtex)},
	{RIS, ".ris", each(ris)},
	{CSLJSON, ".json", writeCSL},
	{Markdown, ".md", writeMarkdown},
	{JSON, ".json", writeJSON},
	{Text, ".txt", writeText},
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
