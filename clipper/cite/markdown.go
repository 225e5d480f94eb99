package cite

import (
	"fmt"
	"io"
	"strings"

	"florilegium/clipper"
)

// mdWriter writes a text as Markdown that any program reads: CommonMark, with the
// footnotes of GitHub, Obsidian and pandoc where the style is one of notes.
type mdWriter struct {
	d     Document
	refs  *references // what the style says; nil without a style
	opt   Options
	notes []string
}

// writeMarkdown writes each source as a section: its reference, then its clips as
// block quotations with their citation in the style, or without a style their
// place, and beneath each the reader's translation and note.
func writeMarkdown(w io.Writer, items []Item, opt Options) error {
	d := DocumentOf(items, opt)
	m := newMarkdown(d, opt)
	return m.write(w, mdFront(d, items), func(p Part, i int) string {
		switch {
		case p.Kind == clipper.HeadingPart, p.Kind == clipper.ClipPart && !quotes(p):
			title := firstOf(field(p.Source.Title), AuthorDate(opt.locale(p.Source)).words.untitled)
			return "## " + md(title) + "\n\n" + opt.markdown(p.Source) + "\n\n"
		}
		return m.part(p, i)
	})
}

// markdownDocument writes a document, its bibliography at the end.
func markdownDocument(w io.Writer, d Document) error {
	opt := Options{Locale: d.Lang}
	if d.Style != nil {
		opt.Style = d.Style
	}
	_, items := d.keyed()
	m := newMarkdown(d, opt)
	return m.write(w, mdFront(d, items), func(p Part, i int) string {
		if i == len(d.Parts)-1 {
			return m.part(p, i) + m.bibliography(items)
		}
		return m.part(p, i)
	})
}

func newMarkdown(d Document, opt Options) *mdWriter {
	m := &mdWriter{d: d, opt: opt}
	if d.Style != nil {
		m.refs = refer(d)
	}
	return m
}

func (m *mdWriter) write(w io.Writer, front string, part func(Part, int) string) error {
	if _, err := io.WriteString(w, front); err != nil {
		return err
	}
	for i, p := range m.d.Parts {
		if _, err := io.WriteString(w, part(p, i)); err != nil {
			return err
		}
	}
	_, err := io.WriteString(w, strings.Join(m.notes, ""))
	return err
}

func (m *mdWriter) part(p Part, i int) string {
	switch {
	case p.Kind == clipper.HeadingPart:
		return mdHeading(p.Level, p.Text)
	case p.Kind == clipper.WordsPart:
		return mdParagraphs(p.Text)
	case quotes(p):
		return m.quotation(p, i) + "\n"
	}
	return ""
}

// quotation is a clip with what is said of it: the call of a note, a citation, or
// its place in a line of its own.
func (m *mdWriter) quotation(p Part, i int) string {
	if m.refs == nil {
		style := AuthorDate(m.opt.locale(p.Source))
		passage := m.d.setOff(p)
		if m.opt.Locale == "" {
			passage = blockIn(p.Clip, p.Source.Language)
		}
		quoted := mdQuoted(passage, md(parenthesised(passage.After)))
		if by := joined(", ", field(p.Clip.Speaker), style.locator(LocatorOf(p.Clip, p.Source))); by != "" {
			quoted += ">\n> — " + md(by) + "\n"
		}
		return quoted
	}
	passage, citation := m.d.setOff(p), mdRich(m.refs.quoted[i].citation)
	if !m.d.Style.IsNote() || citation == "" {
		return mdQuoted(passage, citation)
	}
	m.notes = append(m.notes, fmt.Sprintf("[^%d]: %s\n\n", len(m.notes)+1, citation))
	return strings.TrimSuffix(mdQuoted(passage, ""), "\n") + fmt.Sprintf("[^%d]\n", len(m.notes))
}

func (m *mdWriter) bibliography(items []Item) string {
	if len(items) == 0 {
		return ""
	}
	heading := documentWordsOf(m.d.Lang).bibliography
	var entries []string
	if m.refs != nil {
		heading = m.d.Style.listHeading(m.d.Lang)
		for _, e := range m.refs.list().Entries {
			entries = append(entries, mdRich(e.Text))
		}
	} else {
		for _, item := range items {
			entries = append(entries, m.opt.markdown(item.Source))
		}
	}
	return mdHeading(1, heading) + strings.Join(entries, "\n\n") + "\n\n"
}

// mdFront is the front matter: what the text is, and its sources for programs.
func mdFront(d Document, items []Item) string {
	var b strings.Builder
	b.WriteString("---\ntitle: " + yamlText(field(d.Title)) + "\n")
	if d.Lang != "" {
		b.WriteString("lang: " + yamlText(field(d.Lang)) + "\n")
	}
	if d.Style != nil {
		b.WriteString("style: " + yamlText(field(d.Style.Info().Name)) + "\n")
	}
	if len(items) > 0 {
		b.WriteString("sources:\n")
	}
	for _, item := range items {
		lead := "  - "
		for _, f := range properties(item) {
			b.WriteString(lead + f.String() + "\n")
			lead = "    "
		}
	}
	return b.String() + "---\n\n"
}

// properties are what is known of a source, under the names that Obsidian and its
// like expect.
func properties(item Item) (list []Property) {
	s := tidy(item.Source)
	for _, p := range []Property{
		{"title", false, []string{s.Title}}, {"authors", true, displayed(s.Authors)}, {"site", false, []string{s.Container}},
		{"published", false, []string{s.Issued.String()}}, {"url", false, []string{s.URL}}, {"lang", false, []string{s.Language}},
		{"tags", true, item.Tags}, {"citekey", false, []string{s.CiteKey}}, {"uid", false, []string{item.UID}},
	} {
		if len(p.Values) > 0 && p.Values[0] != "" {
			list = append(list, p)
		}
	}
	return list
}

func displayed(names []clipper.Name) (list []string) {
	for _, n := range names {
		list = append(list, n.Display())
	}
	return list
}

// markdown is the reference, with its italics where the style has them.
func (o Options) markdown(s clipper.Source) string {
	if style, ok := o.Style.(*CSLStyle); ok && style != nil {
		return mdRich(style.RichReference(s))
	}
	return mdReference(o.style(s).Reference(s))
}

// parenthesised is a remark in brackets, "" for none.
func parenthesised(s string) string {
	if s = field(s); s == "" {
		return ""
	}
	return "(" + s + ")"
}

// blockIn is the passage of a clip set off from the text, in the source's own
// words.
func blockIn(c clipper.Clip, lang string) Passage {
	q := QuotingIn(lang)
	q.apart, q.Wording = true, Original
	return q.Passage(c)
}
