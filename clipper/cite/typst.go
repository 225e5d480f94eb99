package cite

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode"

	"florilegium/clipper"
	"florilegium/clipper/csl"
)

// writeTypst writes a document for Typst 0.13 and later, its sources inside in the
// YAML of Hayagriva: one file that compiles as it is.
func writeTypst(w io.Writer, d Document) error {
	d, items := d.keyed()
	parts := []func() string{d.typstHead}
	for _, p := range d.Parts {
		parts = append(parts, func() string { return d.typstPart(p) })
	}
	parts = append(parts, func() string { return d.typstSources(items) })
	for _, part := range parts {
		if _, err := io.WriteString(w, part()); err != nil {
			return err
		}
	}
	return nil
}

func (d Document) typstHead() string {
	var b strings.Builder
	fmt.Fprintf(&b, "#set document(title: %s)\n", typstString(heading(d.Title)))
	if lang := primary(d.Lang); len(lang) == 2 || len(lang) == 3 {
		region := ""
		if _, r, ok := strings.Cut(d.Lang, "-"); ok && len(r) == 2 {
			region = ", region: " + typstString(strings.ToLower(r))
		}
		fmt.Fprintf(&b, "#set text(lang: %s%s)\n", typstString(lang), region)
	}
	b.WriteString("#set page(numbering: \"1\")\n#set par(justify: true)\n\n")
	if title := heading(d.Title); title != "" {
		fmt.Fprintf(&b, "#align(center, text(1.6em)[*%s*])\n\n", typst(title))
	}
	return b.String()
}

func (d Document) typstPart(p Part) string {
	switch {
	case p.Kind == clipper.HeadingPart:
		return strings.Repeat("=", min(max(p.Level, 1), 6)) + " " + typst(heading(p.Text)) + "\n\n"
	case p.Kind == clipper.WordsPart:
		var b strings.Builder
		for _, text := range paragraphs(p.Text) {
			b.WriteString(strings.ReplaceAll(typst(text), "\n", " \\\n") + "\n\n")
		}
		return b.String()
	case quotes(p):
		return d.typstQuotation(p)
	}
	return ""
}

func (d Document) typstQuotation(p Part) string {
	passage := d.passage(p)
	words, cite := typstRuns(passage.Words), d.typstCitation(p, passage.After)
	if passage.Block {
		return "#quote(block: true, attribution: [" + cite + "])[\n" + strings.ReplaceAll(words, "\n", "\n\n") + "\n]\n\n"
	}
	return typst(passage.Open) + strings.ReplaceAll(words, "\n", " ") + typst(passage.Close) + " " + cite + "\n\n"
}

// typstCitation is the citation with its place, and before it who is quoted.
func (d Document) typstCitation(p Part, after string) string {
	style := AuthorDate(d.Lang)
	place := joined(", ", style.locator(LocatorOf(p.Clip, p.Source)), after)
	cite := "#cite(<" + p.Source.CiteKey + ">"
	if place != "" {
		cite += ", supplement: [" + typst(place) + "]"
	}
	cite += ")"
	if speaker := field(p.Clip.Speaker); speaker != "" {
		return typst(speaker+", "+style.words.quotedIn+" ") + cite
	}
	return cite
}

// typstSources are the bibliography and the sources that no quotation cites.
func (d Document) typstSources(items []Item) string {
	if len(items) == 0 {
		return ""
	}
	var b strings.Builder
	for _, key := range uncited(d, items) {
		fmt.Fprintf(&b, "#cite(<%s>, form: none)\n", key)
	}
	var yaml strings.Builder
	for _, item := range items {
		yaml.WriteString(hayagriva(item.Source))
	}
	fmt.Fprintf(&b, "#bibliography(style: %s, bytes(\n%s.text\n))\n", typstString(d.typstStyle()), mdFence(strings.TrimRight(yaml.String(), "\n"), "yaml"))
	return b.String()
}

// typstStyles are the styles that Typst has inside.
var typstStyles = []string{
	"apa", "american-psychological-association", "chicago-author-date", "chicago-notes", "ieee", "modern-language-association", "mla",
	"harvard-cite-them-right", "vancouver", "iso-690-author-date", "iso-690-numeric", "nature", "turabian-author-date",
}

// typstStyle is the document's style where Typst has it, else the nearest in kind.
func (d Document) typstStyle() string {
	switch {
	case d.Style == nil:
		return "chicago-author-date"
	case slices.Contains(typstStyles, d.Style.Info().Name):
		return d.Style.Info().Name
	case d.Style.IsNote():
		return "chicago-notes"
	case d.Style.isNumeric():
		return "ieee"
	}
	return "chicago-author-date"
}

func typstRuns(runs []csl.Run) string {
	var b strings.Builder
	for _, run := range runs {
		text := typst(run.Text)
		if core := strings.TrimSpace(text); run.Italic && core != "" {
			text = strings.Replace(text, core, "#emph["+core+"]", 1)
		}
		b.WriteString(text)
	}
	return b.String()
}

// typst escapes text of several lines for the markup of Typst. A sign is escaped
// wherever it could begin anything: a function, a link, a list, a comment, a dash
// or a minus made of hyphens, a quotation mark that Typst would turn.
func typst(s string) string {
	text := []rune(strings.ReplaceAll(safeLines(strings.ToValidUTF8(s, "\ufffd")), "\t", " "))
	var b strings.Builder
	last := '\n'
	for i, r := range text {
		next := '\n'
		if i+1 < len(text) {
			next = text[i+1]
		}
		switch {
		case strings.ContainsRune("\\#$*_`<>@[]~'\"/", r),
			r == '-' && (isSpace(last) || isSpace(next) || strings.ContainsRune("-?0123456789", next) || last == '-'),
			(r == '+' || r == '=') && isSpace(last),
			r == '.' && (last == '.' || next == '.' || last >= '0' && last <= '9'):
			b.WriteByte('\\')
		}
		b.WriteRune(r)
		last = r
	}
	return b.String()
}

// typstString is a string literal of Typst.
func typstString(s string) string {
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(s) + `"`
}

// isSpace reports white space at which a line may break.
func isSpace(r rune) bool { return unicode.IsSpace(r) && r != '\u00a0' && r != '\u202f' }
