package cite

import (
	"fmt"
	"io"
	"strings"
	"unicode"

	"florilegium/clipper"
)

// writeLaTeX writes a document as one LaTeX file that compiles as it is, with
// csquotes for the quotations and biblatex with biber for the sources. The sources
// are inside: the first run writes them into a file beside, whose name is that of
// the document and "-sources.bib". It is made for pdfLaTeX, LuaLaTeX and XeLaTeX;
// where the text needs letters that pdfLaTeX does not have, the first line names
// LuaLaTeX, and pdfLaTeX prints a box for each and says so.
func writeLaTeX(w io.Writer, d Document) error {
	d, items := d.keyed()
	parts := []func() string{
		func() string { return texSources(items) },
		func() string { return d.texPreamble() },
	}
	for _, p := range d.Parts {
		parts = append(parts, func() string { return d.texPart(p) })
	}
	parts = append(parts, func() string { return texUncited(d, items) + "\\printbibliography\n\n\\end{document}\n" })
	for _, part := range parts {
		if _, err := io.WriteString(w, part()); err != nil {
			return err
		}
	}
	return nil
}

// texSources are the records of the sources, written into a file of their own.
// latex leaves no backslash in them that could end the environment.
func texSources(items []Item) string {
	var b strings.Builder
	b.WriteString("% !BIB program = biber\n\\begin{filecontents*}[overwrite]{\\jobname-sources.bib}\n")
	for _, item := range items {
		b.WriteString(biblatex(item))
	}
	return b.String() + "\\end{filecontents*}\n\n"
}

func (d Document) texPart(p Part) string {
	switch {
	case p.Kind == clipper.HeadingPart:
		level := min(max(p.Level, 1), 6)
		return "\\" + []string{"section", "subsection", "subsubsection", "paragraph", "subparagraph", "subparagraph"}[level-1] + "{" + tex(heading(p.Text)) + "}\n\n"
	case p.Kind == clipper.WordsPart:
		return texParagraphs(p.Text)
	case quotes(p):
		return d.texQuotation(p)
	}
	return ""
}

// texParagraphs are the reader's own words, line by line.
func texParagraphs(text string) string {
	var b strings.Builder
	for _, p := range paragraphs(text) {
		b.WriteString(strings.ReplaceAll(tex(p), "\n", "\\newline{}\n") + "\n\n")
	}
	return b.String()
}

// texQuotation is a quotation with its citation. csquotes sets the marks, also
// those of the quotations inside.
func (d Document) texQuotation(p Part) string {
	passage := d.passage(p)
	words := texMarked(p.Clip)
	cite := d.texCitation(p, passage.After)
	if passage.Block {
		return "\\begin{displayquote}\n" + strings.ReplaceAll(words, "\n", "\n\n") + " " + cite + "\n\\end{displayquote}\n\n"
	}
	return "\\textquote{" + strings.ReplaceAll(words, "\n", " ") + "} " + cite + "\n\n"
}

// texCitation is \autocite, which is a note in the styles of notes.
func (d Document) texCitation(p Part, after string) string {
	style := AuthorDate(d.Lang)
	at := LocatorOf(p.Clip, p.Source)
	place := style.locator(at)
	if at.Paragraph > 0 {
		place = style.locator(Locator{Paragraph: at.Paragraph})
	}
	if page := field(p.Clip.Page); page != "" {
		place = page
	}
	place = tex(joined(", ", place, after))
	if page := field(p.Clip.Page); page == "" {
		place = strings.Replace(place, " ", "~", 1)
	}
	if speaker := field(p.Clip.Speaker); speaker != "" {
		return "\\autocite[{" + tex(speaker+", "+style.words.quotedIn) + "}][{" + place + "}]{" + p.Source.CiteKey + "}"
	}
	if place == "" {
		return "\\autocite{" + p.Source.CiteKey + "}"
	}
	return "\\autocite[{" + place + "}]{" + p.Source.CiteKey + "}"
}

// The places of marks in a text before it is escaped: signs that no text has,
// since safeLines has taken them out.
const (
	texQuoteOpen, texQuoteClose = "\x0e", "\x0f"
	texOmitted                  = "\x10"
	texInsertOpen               = "\x11"
	texEmphOpen                 = "\x12"
	texSic                      = "\x13"
	texShut                     = "\x14"
)

var texMarks = strings.NewReplacer(texQuoteOpen, `\enquote{`, texQuoteClose, "}", texOmitted, `\textelp{}`, texInsertOpen, `\textins{`,
	texEmphOpen, `\emph{`, texSic, ` \textins{\emph{sic}}`, texShut, "}")

// texMarked is the quotation with the reader's marks on it as commands of
// csquotes. A pair of quotation marks around the whole is not doubled.
func texMarked(c clipper.Clip) string {
	in := marks{open: texQuoteOpen, close: texQuoteClose, open2: texQuoteOpen, close2: texQuoteClose}
	return texMarks.Replace(tex(in.inner(markedUp(c))))
}

// markedUp is the quotation with signs at the places of its marks.
func markedUp(c clipper.Clip) string {
	at := map[int][2]string{} // what ends and what begins at a place
	put := func(i int, shut, open string) {
		at[i] = [2]string{at[i][0] + shut, at[i][1] + open}
	}
	hidden := make([]bool, len(c.Quote)+1)
	for _, m := range c.Marks {
		if m.Start < 0 || m.End > len(c.Quote) || m.Start > m.End {
			continue
		}
		switch m.Kind {
		case clipper.Omit:
			put(m.Start, "", texOmitted)
		case clipper.Insert:
			put(m.Start, "", texInsertOpen+safeLines(m.Text)+texShut)
		case clipper.Emphasise:
			put(m.Start, "", texEmphOpen)
			put(m.End, texShut, "")
		case clipper.Sic:
			put(m.End, texSic, "")
		}
		for i := m.Start; i < m.End && (m.Kind == clipper.Omit || m.Kind == clipper.Insert); i++ {
			hidden[i] = true
		}
	}
	var b strings.Builder
	for i, r := range c.Quote {
		b.WriteString(at[i][0] + at[i][1])
		if !hidden[i] {
			b.WriteString(safeLines(string(r)))
		}
	}
	return b.String() + at[len(c.Quote)][0] + at[len(c.Quote)][1]
}

// tex escapes text of several lines for the body of a document. Nothing in it can
// be a command; babel's shorthands are off, see texPreamble.
func tex(s string) string {
	s = strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Cf, r) && !strings.ContainsRune("\u00ad\u200c\u200d", r) || unicode.Is(unicode.Co, r) {
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, "\ufffd"))
	return strings.NewReplacer("\u00ad", `\-`, "\t", " ").Replace(latex(s))
}

// texUncited has biblatex list the sources that no quotation cites.
func texUncited(d Document, items []Item) string {
	keys := uncited(d, items)
	if len(keys) == 0 {
		return ""
	}
	return fmt.Sprintf("\\nocite{%s}\n", strings.Join(keys, ","))
}
