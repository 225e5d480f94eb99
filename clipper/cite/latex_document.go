package cite

import (
	"fmt"
	"io"
	"regexp"
	"slices"
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
		item.Source.Authors = texNames(item.Source.Authors)
		b.WriteString(biblatex(item))
	}
	return b.String() + "\\end{filecontents*}\n\n"
}

// looseHyphens are those that join nothing. biber makes initials of what they part,
// and breaks its own file where that is nothing.
var looseHyphens = regexp.MustCompile(`^-+|-+$|--+|-*\s-+|-+\s`)

// unnamed are signs that no name has and that biber makes no initials of.
var unnamed = strings.NewReplacer("{", "(", "}", ")", "`", "‘")

// texNames are names without loose hyphens, braces and graves.
func texNames(names []clipper.Name) []clipper.Name {
	names = slices.Clone(names)
	for i := range names {
		n := &names[i]
		for _, part := range []*string{&n.Family, &n.Given, &n.Dropping, &n.NonDropping, &n.Suffix, &n.Literal} {
			*part = looseHyphens.ReplaceAllString(unnamed.Replace(field(*part)), " – ")
		}
	}
	return names
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
	words := texSigns(latexPieces(passage.pieces))
	cite := d.texCitation(p, passage.After)
	if passage.Block {
		return "\\begin{displayquote}\n" + words + " " + cite + "\n\\end{displayquote}\n\n"
	}
	return "\\textquote{" + strings.ReplaceAll(words, "\n\n", " ") + "} " + cite + "\n\n"
}

// texCitation is \autocite, which is a note in the styles of notes. biblatex sets
// the word for page itself before a page.
func (d Document) texCitation(p Part, after string) string {
	style, at := AuthorDate(d.Lang), LocatorOf(p.Clip, p.Source)
	place := tex(style.locator(at))
	if at.Page != "" {
		place = pageRange(at.Page)
	}
	place = joined(", ", place, tex(after))
	var before string
	if speaker := field(p.Clip.Speaker); speaker != "" {
		before = "[{" + tex(speaker+", "+style.words.quotedIn) + "}]"
	}
	if place != "" || before != "" {
		place = "[{" + place + "}]"
	}
	return "\\autocite" + before + place + "{" + p.Source.CiteKey + "}"
}

// tex escapes text of several lines for the body of a document. Nothing in it can
// be a command; babel's shorthands are off, see texPreamble.
func tex(s string) string { return texSigns(latex(safeLines(strings.ToValidUTF8(s, "\ufffd")))) }

// texSigns writes soft hyphens and tabs as TeX has them, and leaves out other signs
// that are not seen.
func texSigns(s string) string {
	s = strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Cf, r) && !strings.ContainsRune("\u00ad\u200c\u200d", r) || unicode.Is(unicode.Co, r) || r < ' ' && r != '\n' && r != '\t' {
			return -1
		}
		return r
	}, s)
	return texSoft.Replace(s)
}

var texSoft = strings.NewReplacer("\u00ad", `\-`, "\t", " ")

// texUncited has biblatex list the sources that no quotation cites.
func texUncited(d Document, items []Item) string {
	keys := uncited(d, items)
	if len(keys) == 0 {
		return ""
	}
	return fmt.Sprintf("\\nocite{%s}\n", strings.Join(keys, ","))
}
