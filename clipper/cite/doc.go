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

// Formats lists the formats in the order they are offered.
var Formats = []Format{BibLaTeX, BibTeX, RIS, CSLJSON, Markdown, JSON, Text}

// Ext is the usual ending of a file in the format, with its dot.
func (f Format) Ext() string {
	return map[Format]string{BibTeX: ".bib", BibLaTeX: ".bib", RIS: ".ris", CSLJSON: ".json", Markdown: ".md", JSON: ".json", Text: ".txt"}[f]
}

// ParseFormat reads the name of a format; an unknown one is a Usage error.
func ParseFormat(name string) (Format, error) {
	f := Format(strings.ToLower(strings.TrimSpace(name)))
	if !slices.Contains(Formats, f) {
		var known []string
		for _, f := range Formats {
			known = append(known, string(f))
		}
		return "", clipper.Errorf(clipper.Usage, nil, "The formats are "+strings.Join(known, ", "), "there is no export format %s", field(name))
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
	var err error
	switch format {
	case BibTeX:
		err = writeEach(w, items, bibtex)
	case BibLaTeX:
		err = writeEach(w, items, biblatex)
	case RIS:
		err = writeEach(w, items, ris)
	case CSLJSON:
		err = writeCSL(w, items)
	case Markdown:
		err = writeMarkdown(w, items, opt)
	case JSON:
		err = writeJSON(w, items)
	case Text:
		err = writeText(w, items, opt)
	default:
		_, err = ParseFormat(string(format))
	}
	return err
}

func writeEach(w io.Writer, items []Item, record func(Item) string) error {
	for _, item := range items {
		if _, err := io.WriteString(w, record(item)); err != nil {
			return err
		}
	}
	return nil
}
