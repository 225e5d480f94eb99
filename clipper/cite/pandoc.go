package cite

import (
	"encoding/json"
	"io"
	"strings"

	"florilegium/clipper"
)

// writePandoc writes a document as Markdown of pandoc: the sources stand in the
// front matter, so that `pandoc --citeproc` needs no other file, and a quotation
// is a block quotation with its citation, [@key, para. 4].
func writePandoc(w io.Writer, d Document) error {
	d, items := d.keyed()
	references, err := pandocReferences(items)
	if err != nil {
		return err
	}
	var others string
	if keys := uncited(d, items); len(keys) > 0 {
		others = "@" + strings.Join(keys, ", @")
	}
	var b strings.Builder
	b.WriteString("---\n")
	for _, line := range [][2]string{{"title", yamlText(md(field(d.Title)))}, {"lang", yamlText(d.Lang)}, {"nocite", yamlText(others)}, {"references", references}} {
		if line[1] != `""` {
			b.WriteString(line[0] + ": " + line[1] + "\n")
		}
	}
	b.WriteString("---\n\n")
	for _, p := range d.Parts {
		if _, err := io.WriteString(w, b.String()); err != nil {
			return err
		}
		b.Reset()
		b.WriteString(d.pandocPart(p))
	}
	_, err = io.WriteString(w, b.String())
	return err
}

func (d Document) pandocPart(p Part) string {
	switch {
	case p.Kind == clipper.HeadingPart:
		return mdHeading(p.Level, p.Text)
	case p.Kind == clipper.WordsPart:
		return mdParagraphs(p.Text)
	case quotes(p):
		passage := d.setOff(p)
		return mdQuoted(passage, d.pandocCitation(p, passage.After)) + "\n"
	}
	return ""
}

// pandocCitation is the citation of a quotation: [@key, para. 4].
func (d Document) pandocCitation(p Part, after string) string {
	var before string
	if speaker := field(p.Clip.Speaker); speaker != "" {
		before = md(speaker) + ", " + AuthorDate(d.Lang).words.quotedIn + " "
	}
	return "[" + before + "@" + joined(", ", p.Source.CiteKey, pandocLocator(p, d.Lang), md(after)) + "]"
}

// pandocLocator is the place of a clip. Pandoc knows a paragraph by the word that
// the language of the document has for it; braces hold a page that is no number.
func pandocLocator(p Part, lang string) string {
	at := LocatorOf(p.Clip, p.Source)
	switch {
	case at.Page != "":
		return "{" + AuthorDate(lang).words.pages(at.Page) + " " + md(at.Page) + "}"
	case at.Paragraph > 0:
		return firstOf(pandocParagraphs[primary(lang)], "para.") + " " + csvNumber(at.Paragraph)
	case at.Heading != "":
		return md(at.Heading)
	}
	return ""
}

// pandocParagraphs is the short word for a paragraph in the languages in which it
// is not "para.".
var pandocParagraphs = map[string]string{
	"fr": "paragr.", "de": "Abs.", "es": "párr.", "it": "par.", "pt": "par.", "nl": "al.", "ru": "абз.", "ar": "فقرة", "zh": "段", "pl": "akap.",
	"sv": "st", "cs": "odst.",
}

// uncited are the keys of the sources that no quotation cites.
func uncited(d Document, items []Item) []string {
	cited := map[string]bool{}
	for _, p := range d.Parts {
		cited[p.Source.CiteKey] = cited[p.Source.CiteKey] || quotes(p)
	}
	var keys []string
	for _, item := range items {
		if !cited[item.Source.CiteKey] {
			keys = append(keys, item.Source.CiteKey)
		}
	}
	return keys
}

// pandocReferences are the sources as CSL JSON, which is YAML too. Pandoc reads
// Markdown in them, so their texts are escaped.
func pandocReferences(items []Item) (string, error) {
	var b strings.Builder
	b.WriteString("[")
	for i, item := range items {
		c := ToCSL(item.Source)
		for _, f := range []*string{
			&c.Title, &c.OriginalTitle, &c.ContainerTitle, &c.Publisher, &c.Volume, &c.Issue, &c.Page, &c.Section, &c.DOI, &c.ISSN, &c.URL, &c.Archive, &c.ArchiveAt,
		} {
			*f = md(*f)
		}
		for k := range c.Author {
			n := &c.Author[k]
			for _, f := range []*string{&n.Family, &n.Given, &n.Dropping, &n.NonDropping, &n.Suffix, &n.Literal} {
				*f = md(*f)
			}
		}
		var record strings.Builder
		enc := json.NewEncoder(&record)
		enc.SetEscapeHTML(false)
		if err := enc.Encode(c); err != nil {
			return "", err
		}
		if i > 0 {
			b.WriteString(",")
		}
		b.WriteString("\n  " + strings.TrimSpace(record.String()))
	}
	return b.String() + "\n  ]", nil
}

// setOff is the quotation of a part as a block quotation, however short it is.
func (d Document) setOff(p Part) Passage {
	q := QuotingIn(d.Lang)
	if d.Style != nil {
		q = d.Style.Quoting()
	}
	q.Wording, q.apart = d.Wording, true
	return q.Passage(p.Clip)
}
