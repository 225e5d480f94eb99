package cite

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"florilegium/clipper"
)

// texFonts are fonts that have the letters of a script, the free ones first, for
// LuaLaTeX and XeLaTeX. One font sets the whole text: that of the last script in
// this list which the text has.
var texFonts = []struct {
	script *unicode.RangeTable
	names  []string
}{
	{unicode.Greek, []string{"CMU Serif", "FreeSerif", "Noto Serif", "DejaVu Serif", "Times New Roman"}},
	{unicode.Cyrillic, []string{"CMU Serif", "FreeSerif", "Noto Serif", "DejaVu Serif", "Times New Roman"}},
	{unicode.Hebrew, []string{"FreeSerif", "Noto Serif Hebrew", "David CLM", "Times New Roman"}},
	{unicode.Arabic, []string{"Amiri", "Noto Naskh Arabic", "Scheherazade New", "FreeSerif", "DejaVu Sans", "Times New Roman"}},
	{unicode.Hangul, []string{"Noto Serif CJK KR", "Noto Serif KR", "UnBatang", "Batang"}},
	{unicode.Hiragana, []string{"Noto Serif CJK JP", "Noto Serif JP", "IPAexMincho", "MS Mincho"}},
	{unicode.Han, []string{"Noto Serif CJK SC", "Noto Serif SC", "Source Han Serif SC", "FandolSong", "AR PL UMing CN", "SimSun", "Songti SC"}},
}

// texPreamble is the document up to its first part.
func (d Document) texPreamble() string {
	fonts, above := d.texFonts()
	name := firstOf(babel[primary(d.Lang)], "english")
	var b strings.Builder
	if above {
		b.WriteString("% !TeX program = lualatex\n")
	}
	b.WriteString("\\documentclass[11pt,a4paper]{article}\n\\usepackage{iftex}\n\\ifPDFTeX\n" + texForPDF + "\\else\n\\usepackage{fontspec}\n" + fonts + "\\tracinglostchars=2 % name letters that the font lacks\n\\fi\n")
	b.WriteString(texBabel(name, primary(d.Lang)))
	b.WriteString("\\usepackage[autostyle=true,maxlevel=8]{csquotes}\n")
	fmt.Fprintf(&b, "\\usepackage[backend=biber,style=%s]{biblatex}\n\\addbibresource{\\jobname-sources.bib}\n", d.texStyle())
	b.WriteString("\\setcounter{biburlnumpenalty}{200}\n\\setcounter{biburllcpenalty}{200}\n\\setcounter{biburlucpenalty}{200}\n\\usepackage[hidelinks]{hyperref}\n\\setcounter{secnumdepth}{0}\n\\emergencystretch=3em\n\n")
	fmt.Fprintf(&b, "\\title{%s}\n\\author{}\n\\date{}\n\n\\begin{document}\n", tex(heading(d.Title)))
	if heading(d.Title) != "" {
		b.WriteString("\\maketitle\n")
	}
	return b.String() + "\n"
}

// texForPDF is what pdfLaTeX needs: Cyrillic and Greek where they are installed,
// and a box with a warning for each letter that it cannot set.
const texForPDF = `\IfFileExists{t2aenc.def}{\IfFileExists{lgrenc.def}{\usepackage[LGR,T2A,T1]{fontenc}}{\usepackage[T2A,T1]{fontenc}}}{\usepackage[T1]{fontenc}}
\usepackage{textcomp}
\usepackage{lmodern}
\DeclareUnicodeCharacter{200C}{}
\DeclareUnicodeCharacter{200D}{}
\makeatletter
\def\UTFviii@undefined@err#1{\@latex@warning{A letter is missing: compile with LuaLaTeX or XeLaTeX}\rule{0.6em}{1.2ex}}
\makeatother
`

// texBabel loads the language: by its own file where that is installed, else by
// the description that babel has of it. Shorthands are off, since the text has its
// own spaces and quotation marks.
func texBabel(name, lang string) string {
	options := "shorthands=off"
	var bidi string
	if slices.Contains([]string{"ar", "fa", "he", "ur"}, lang) {
		bidi = "\\ifLuaTeX\\PassOptionsToPackage{bidi=basic}{babel}\\fi\n"
	}
	return bidi + fmt.Sprintf("\\IfFileExists{%[1]s.ldf}{\\usepackage[%[2]s,main=%[1]s]{babel}}{\\usepackage[%[2]s]{babel}\\babelprovide[import=%[3]s,main]{%[1]s}}\n", name, options, firstOf(lang, "en"))
}

// texStyle is the style of biblatex that is nearest in kind.
func (d Document) texStyle() string {
	switch {
	case d.Style == nil, !d.Style.IsNote() && !d.Style.isNumeric():
		return "authoryear"
	case d.Style.IsNote():
		return "verbose"
	}
	return "numeric"
}

// texFonts are the commands that choose a font, and whether the text needs letters
// that pdfLaTeX does not have by itself.
func (d Document) texFonts() (commands string, above bool) {
	var names []string
	for _, f := range texFonts {
		if d.has(f.script) {
			names = f.names
		}
	}
	for _, name := range slices.Backward(names) {
		commands = fmt.Sprintf("\\IfFontExistsTF{%[1]s}{\\setmainfont{%[1]s}}{%[2]s}", name, commands)
	}
	if commands != "" {
		commands += "\n"
	}
	return commands, names != nil
}

// has reports a text with letters of a script.
func (d Document) has(script *unicode.RangeTable) bool {
	in := func(s string) bool {
		return strings.ContainsFunc(s, func(r rune) bool { return r >= 0x80 && unicode.Is(script, r) })
	}
	return in(d.Title) || slices.ContainsFunc(d.Parts, func(p Part) bool {
		return in(p.Text) || in(p.Clip.Quote) || in(p.Source.Title) || in(p.Source.Container) ||
			slices.ContainsFunc(p.Source.Authors, func(n clipper.Name) bool { return in(n.Display()) })
	})
}
