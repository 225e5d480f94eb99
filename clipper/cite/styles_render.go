package cite

import (
	"cmp"
	"html"
	"strconv"
	"strings"

	"florilegium/clipper"
	"florilegium/clipper/csl"
)

// CSLStyle renders references in a citation style and a locale. It implements
// Style, and is safe for use by many goroutines.
type CSLStyle struct {
	info      StyleInfo
	processor *csl.Processor
	among     *among // nil for none
}

// among is a set of sources whose references are told apart.
type among struct {
	document *csl.Document
	entries  map[string]csl.Rich // of the bibliography; nil until one is asked for
}

// Info says which style this is.
func (c *CSLStyle) Info() StyleInfo { return c.info }

// Processor is the processor behind the style, for items that are no sources of
// the library.
func (c *CSLStyle) Processor() *csl.Processor { return c.processor }

// Locale is the language of the references, as in "fr-FR".
func (c *CSLStyle) Locale() string { return c.processor.Lang() }

// IsNote reports a style of footnotes; the others cite in the running text.
func (c *CSLStyle) IsNote() bool { return c.processor.Style().Info().Class == "note" }

// isNumeric reports a style whose citations are numbers or labels, which say
// nothing without the list of references.
func (c *CSLStyle) isNumeric() bool {
	format := c.processor.Style().Info().Format
	return format == "numeric" || format == "label"
}

// Over is the style for a set of sources: two works of one author and year are
// told apart in it (2024a, 2024b). The items need cite keys; see Keys. The result
// is for one goroutine.
func (c *CSLStyle) Over(items []Item) *CSLStyle {
	sources := make([]csl.Item, len(items))
	for i, item := range items {
		sources[i] = cslItem(item.Source)
	}
	return &CSLStyle{c.info, c.processor, &among{document: c.processor.Document(sources)}}
}

// Reference implements Style: the entry of a bibliography, as plain text.
func (c *CSLStyle) Reference(s clipper.Source) string { return c.RichReference(s).String() }

// Note implements Style: in a style of footnotes the whole note, in another one
// what Citation gives, or the reference where that is only a number.
func (c *CSLStyle) Note(s clipper.Source, at Locator) string { return c.RichNote(s, at, "").String() }

// Citation implements Style: the citation in the running text, or the note.
func (c *CSLStyle) Citation(s clipper.Source, at Locator) string {
	return c.RichCitation(s, at, "").String()
}

// RichReference is the entry of a bibliography, to be written in any format. A
// style without a bibliography gives the note.
func (c *CSLStyle) RichReference(s clipper.Source) csl.Rich {
	item := cslItem(s)
	a := c.among
	if a == nil {
		a = &among{document: c.processor.Document([]csl.Item{item})}
	}
	if entry, ok := a.entry(item.ID); ok {
		return entry
	}
	return c.RichCitation(s, Locator{}, "")
}

// entry is one entry of the bibliography, which is made once.
func (a *among) entry(id string) (csl.Rich, bool) {
	if a.entries == nil {
		a.entries = map[string]csl.Rich{}
		if list, err := a.document.Bibliography(); err == nil {
			for _, e := range list.Entries {
				a.entries[e.ID] = e.Text
			}
		}
	}
	rich, ok := a.entries[id]
	return rich, ok && !rich.IsEmpty()
}

// RichNote is Note, to be written in any format. speaker is who says what is
// quoted, where that is not the author; else "".
func (c *CSLStyle) RichNote(s clipper.Source, at Locator, speaker string) csl.Rich {
	if c.isNumeric() {
		return c.RichReference(s)
	}
	return c.RichCitation(s, at, speaker)
}

// RichCitation is Citation, to be written in any format.
func (c *CSLStyle) RichCitation(s clipper.Source, at Locator, speaker string) csl.Rich {
	return c.rich(s, c.Cite(s, at, speaker, ""))
}

// rich renders one cite by itself.
func (c *CSLStyle) rich(s clipper.Source, cite csl.Cite) csl.Rich {
	rich, err := c.document(cslItem(s)).Render([]csl.Cite{cite})
	if err != nil { // the item is registered, and nothing else can fail
		return csl.Rich{}
	}
	return rich
}

// document is the sources to be told apart, or the given one alone.
func (c *CSLStyle) document(item csl.Item) *csl.Document {
	if c.among == nil {
		return c.processor.Document([]csl.Item{item})
	}
	return c.among.document
}

// Bibliography lists sources in the order of the style; in one that makes no
// bibliography their notes, in the order given. Entry IDs are cite keys, which the
// items must have; see Keys.
func (c *CSLStyle) Bibliography(items []Item) *csl.Bibliography {
	over := c.Over(items)
	if list, err := over.among.document.Bibliography(); err == nil {
		return list
	}
	list := &csl.Bibliography{}
	for _, item := range items {
		list.Entries = append(list.Entries, csl.Entry{ID: cslItem(item.Source).ID, Text: over.RichReference(item.Source)})
	}
	return list
}

// Quotation is a clip in the quotation marks of the style's language, followed by
// its citation: « … » (Dupont, 2024, paragr. 4), or after a dash by its note. A long
// one is set off as the style does it. It is written in a format; see csl.Format.
func (c *CSLStyle) Quotation(clip clipper.Clip, s clipper.Source, format csl.Format) string {
	return c.quotation(clip, s, LocatorOf(clip, s), format)
}

func (c *CSLStyle) quotation(clip clipper.Clip, s clipper.Source, at Locator, format csl.Format) string {
	p := c.Passage(clip)
	quote := p.Format(format)
	cite := c.Cite(s, at, clip.Speaker, p.After)
	switch {
	case c.isNumeric():
		if p.After != "" {
			quote += Escaped(" ["+p.After+"]", format)
		}
		return quote + Escaped(p.dash(), format) + c.RichReference(s).Format(format)
	case c.IsNote():
		return quote + Escaped(p.dash(), format) + c.rich(s, cite).Format(format)
	}
	return quote + " " + c.rich(s, cite).Format(format)
}

// Format is the passage written in a format, with its marks where it has them.
func (p Passage) Format(format csl.Format) string {
	var b strings.Builder
	for _, run := range p.Words {
		b.WriteString(formatted(run, format))
	}
	if p.Block {
		return b.String()
	}
	return Escaped(p.Open, format) + b.String() + Escaped(p.Close, format)
}

// italics are what stands before and after italic text in a format.
var italics = map[csl.Format][2]string{
	csl.HTML: {"<i>", "</i>"}, csl.RTF: {`{\i{}`, "}"}, csl.Markdown: {"*", "*"}, csl.LaTeX: {`\emph{`, "}"},
}

// formatted is a run in a format. Spaces at its ends stand outside the italics, as
// Markdown asks.
func formatted(run csl.Run, format csl.Format) string {
	core := strings.TrimSpace(run.Text)
	if !run.Italic || core == "" {
		return Escaped(run.Text, format)
	}
	before, after, _ := strings.Cut(run.Text, core)
	i := italics[format]
	return Escaped(before, format) + i[0] + Escaped(core, format) + i[1] + Escaped(after, format)
}

// Escaped is plain text written in a format.
func Escaped(text string, format csl.Format) string {
	switch format {
	case csl.HTML:
		return strings.ReplaceAll(html.EscapeString(safeLines(text)), "\n", "<br>\n")
	case csl.RTF:
		return rtf(text)
	case csl.Markdown:
		return mdLines(md(safeLines(text)))
	case csl.LaTeX:
		return latex(text)
	}
	return text
}

// rtf is plain text in Rich Text Format 1.9: ASCII, the rest in UTF-16 units.
func rtf(text string) string {
	var b strings.Builder
	for _, r := range safeLines(text) {
		switch {
		case r == '\\' || r == '{' || r == '}':
			b.WriteString(`\` + string(r))
		case r == '\n':
			b.WriteString(`\line `)
		case r == '\t':
			b.WriteString(`\tab `)
		case r < 0x80:
			b.WriteRune(r)
		case r > 0xffff:
			high, low := 0xd800+(r-0x10000)>>10, 0xdc00+(r-0x10000)&0x3ff
			b.WriteString(`\uc0\u` + strconv.Itoa(int(int16(high))) + ` \u` + strconv.Itoa(int(int16(low))) + ` `)
		default:
			b.WriteString(`\uc0\u` + strconv.Itoa(int(int16(r))) + ` `)
		}
	}
	return b.String()
}

// cslItem is a source as the processor takes it. Its names have been taken apart
// already; a publisher that is the paper itself is not said twice.
func cslItem(s clipper.Source) csl.Item {
	c := ToCSL(s)
	item := csl.Item{ID: cslID(s), Type: c.Type, Vars: map[string]string{}, Dates: map[string]csl.Date{}}
	if strings.EqualFold(c.Publisher, c.ContainerTitle) {
		c.Publisher = ""
	}
	for name, value := range map[string]string{
		"title": c.Title, "original-title": c.OriginalTitle, "container-title": c.ContainerTitle, "publisher": c.Publisher,
		"publisher-place": c.PublisherPlace, "edition": c.Edition, "genre": c.Genre, "number": c.Number, "ISBN": c.ISBN,
		"volume": c.Volume, "issue": c.Issue, "page": c.Page, "section": c.Section, "DOI": c.DOI, "ISSN": c.ISSN, "URL": c.URL,
		"archive": c.Archive, "archive_location": archiveLocation(s), "language": c.Language,
	} {
		if value != "" {
			item.Vars[name] = value
		}
	}
	item.Names = map[string][]csl.Name{}
	for name, people := range map[string][]CSLName{"author": c.Author, "editor": c.Editor, "translator": c.Translator} {
		if len(people) > 0 {
			item.Names[name] = cslNames(people)
		}
	}
	for name, date := range map[string]*CSLDate{"issued": c.Issued, "accessed": c.Accessed} {
		if date != nil {
			item.Dates[name] = date.date()
		}
	}
	return item
}

// archiveLocation is the address of the archived page with the day of the copy, in
// ISO 8601: CSL 1.0.2 has no variable for it.
func archiveLocation(s clipper.Source) string {
	url, day := address(s.ArchiveURL), existing(s.Archived).String()
	if url == "" || day == "" {
		return url
	}
	return url + " (" + day + ")"
}

// cslID is what a source is called among others.
func cslID(s clipper.Source) string { return cmp.Or(field(s.CiteKey), "item") }

func cslNames(names []CSLName) []csl.Name {
	list := make([]csl.Name, len(names))
	for i, n := range names {
		list[i] = csl.Name{Family: n.Family, Given: n.Given, DroppingParticle: n.Dropping, NonDroppingParticle: n.NonDropping,
			Suffix: n.Suffix, Literal: n.Literal, KeepParticles: true}
	}
	return list
}

func (d *CSLDate) date() csl.Date {
	date := csl.Date{Circa: d.Circa, Literal: d.Literal}
	for i, parts := range d.Parts {
		var part csl.DatePart
		for k, into := range []*int{&part.Year, &part.Month, &part.Day} {
			if k < len(parts) {
				*into = parts[k]
			}
		}
		if i == 0 {
			part.Season = d.Season
			date.Begin = part
		} else {
			date.End, date.Range = part, true
		}
	}
	return date
}
