package csl

import (
	"fmt"
	"strings"
)

// Format is a way of writing formatted text.
type Format int

// The formats. HTML is a fragment in the markup of citeproc-js; RTF is ASCII, to be
// put inside a document; Markdown is that of pandoc; LaTeX needs no package
// beyond the standard ones.
const (
	Text Format = iota
	HTML
	RTF
	Markdown
	LaTeX
)

var formatNames = [...]string{"text", "html", "rtf", "markdown", "latex"}

func (f Format) String() string {
	if f < 0 || int(f) >= len(formatNames) {
		return fmt.Sprintf("Format(%d)", int(f))
	}
	return formatNames[f]
}

// ParseFormat is the inverse of [Format.String].
func ParseFormat(name string) (Format, bool) {
	for i, n := range formatNames {
		if strings.EqualFold(n, name) {
			return Format(i), true
		}
	}
	return Text, false
}

// writer is one output format.
type writer struct {
	escape func(string) string
	fonts  map[font][2]string // opening and closing
	blocks map[block][2]string
}

// Format writes the text in one of the formats.
func (r Rich) Format(f Format) string {
	if f < 0 || int(f) >= len(writers) {
		f = Text
	}
	w := &writers[f]
	var b strings.Builder
	for _, t := range r.tokens {
		switch t.kind {
		case textToken:
			b.WriteString(w.escape(t.text))
		case openQuote, closeQuote:
			b.WriteString(w.escape(r.marks.at(t.level, t.kind == openQuote)))
		case openFont:
			b.WriteString(w.fonts[t.font][0])
		case closeFont:
			b.WriteString(w.fonts[t.font][1])
		case openBlock:
			b.WriteString(w.blocks[t.block][0])
		case closeBlock:
			b.WriteString(w.blocks[t.block][1])
		}
	}
	return b.String()
}

// String is the plain text.
func (r Rich) String() string { return r.Format(Text) }

var writers = [...]writer{
	Text: {escape: func(s string) string { return s }, blocks: map[block][2]string{
		plainBlock: {"\n", "\n"}, indentBlock: {"\n    ", "\n"}, leftMargin: {"", " "}, rightInline: {"", ""},
	}},
	HTML: {escape: escapeHTML, fonts: htmlFonts, blocks: map[block][2]string{
		plainBlock:  {"\n\n    <div class=\"csl-block\">", "</div>\n"},
		indentBlock: {"\n    <div class=\"csl-indent\">", "</div>\n  "},
		leftMargin:  {"\n    <div class=\"csl-left-margin\">", "</div>"},
		rightInline: {"<div class=\"csl-right-inline\">", "</div>\n  "},
	}},
	RTF: {escape: escapeRTF, fonts: map[font][2]string{
		italic: {`{\i{}`, "}"}, oblique: {`{\i{}`, "}"}, uprightStyle: {`{\i0{}`, "}"},
		smallCaps: {`{\scaps `, "}"}, normalCaps: {`{\scaps0 `, "}"},
		bold: {`{\b{}`, "}"}, normalWeight: {`{\b0{}`, "}"},
		underline: {`{\ul `, "}"}, noUnderline: {`{\ulnone `, "}"},
		superscript: {`{\super `, "}"}, subscript: {`{\sub `, "}"}, baseline: {`{\nosupersub `, "}"},
	}, blocks: map[block][2]string{
		plainBlock: {"\\line{}", "\\line\r\n"}, indentBlock: {"\\tab{}", "\\line\r\n"},
		leftMargin: {"", "\\tab "}, rightInline: {"", "\r\n"},
	}},
	Markdown: {escape: escapeMarkdown, fonts: map[font][2]string{
		italic: {"*", "*"}, oblique: {"*", "*"}, bold: {"**", "**"},
		smallCaps: {"[", "]{.smallcaps}"}, underline: {"[", "]{.underline}"},
		superscript: {"^", "^"}, subscript: {"~", "~"},
	}, blocks: map[block][2]string{
		plainBlock: {"\n\n", "\n\n"}, indentBlock: {"\n\n", "\n\n"}, leftMargin: {"", " "}, rightInline: {"", ""},
	}},
	LaTeX: {escape: escapeLaTeX, fonts: map[font][2]string{
		italic: {`\emph{`, "}"}, oblique: {`\textsl{`, "}"}, uprightStyle: {`\textup{`, "}"},
		smallCaps: {`\textsc{`, "}"}, normalCaps: {`{\normalfont{}`, "}"},
		bold: {`\textbf{`, "}"}, normalWeight: {`\textmd{`, "}"}, underline: {`\underline{`, "}"},
		superscript: {`\textsuperscript{`, "}"}, subscript: {`\textsubscript{`, "}"},
	}, blocks: map[block][2]string{
		plainBlock: {"\n\n", "\n\n"}, indentBlock: {"\n\n\\hspace*{2em}", "\n\n"}, leftMargin: {"", " "}, rightInline: {"", ""},
	}},
}

var htmlFonts = map[font][2]string{
	italic: {"<i>", "</i>"}, oblique: {"<em>", "</em>"},
	uprightStyle: {`<span style="font-style:normal;">`, "</span>"},
	smallCaps:    {`<span style="font-variant:small-caps;">`, "</span>"},
	normalCaps:   {`<span style="font-variant:normal;">`, "</span>"},
	bold:         {"<b>", "</b>"},
	normalWeight: {`<span style="font-weight:normal;">`, "</span>"},
	underline:    {`<span style="text-decoration:underline;">`, "</span>"},
	noUnderline:  {`<span style="text-decoration:none;">`, "</span>"},
	superscript:  {"<sup>", "</sup>"}, subscript: {"<sub>", "</sub>"},
	baseline: {`<span style="baseline">`, "</span>"},
}
