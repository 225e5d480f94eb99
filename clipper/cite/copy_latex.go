package cite

import (
	"strconv"
	"strings"
)

func digits(n int) string { return strconv.Itoa(n) }

// latex is the quotation for the package csquotes, with a citation of biblatex:
// the marks inside are \enquote, words left out \textelp, words put in \textins.
func (k *copying) latex() string {
	command := `\textquote`
	if k.p.Block {
		command = `\blockquote`
	}
	return command + "[{" + k.autocite() + "}]{" + latexPieces(k.p.pieces) + "}"
}

func latexPieces(pieces []piece) string {
	var b strings.Builder
	for _, p := range pieces {
		text := latex(p.text)
		switch p.kind {
		case openPiece:
			text = `\enquote{`
		case closePiece:
			text = "}"
		case omitPiece:
			text = `\textelp{}`
		case insertPiece:
			text = `\textins{` + latex(strings.TrimSuffix(strings.TrimPrefix(p.text, "["), "]")) + "}"
		case sicPiece:
			text = `\textins{\emph{sic}}`
			if !strings.Contains(p.text, "sic") {
				text = latex(p.text)
			}
		}
		if core := strings.TrimSpace(text); p.italic && p.kind == wordsPiece && core != "" {
			text = strings.Replace(text, core, `\emph{`+core+`}`, 1)
		}
		b.WriteString(strings.ReplaceAll(text, "\n", "\n\n"))
	}
	return b.String()
}

// autocite is the citation. biblatex writes "p." before a bare number, in the
// language of the document, so that other places come with their own word.
func (k *copying) autocite() string {
	post := ""
	switch {
	case k.at.Page != "":
		post = latex(strings.ReplaceAll(k.at.Page, "–", "--"))
		post = strings.ReplaceAll(post, "-{}-", "--")
	case k.at.Paragraph > 0:
		post = strings.ReplaceAll(latex(k.plain.words.paragraph), "§", `\S`) + "~" + digits(k.at.Paragraph)
	case k.at.Heading != "":
		post = latex(k.plain.words.under) + ` \enquote{` + latex(k.at.Heading) + "}"
	}
	if k.p.After != "" {
		post = joined(", ", post, latex(field(k.p.After)))
	}
	pre := ""
	if who := field(k.c.Speaker); who != "" {
		pre = "[" + braced(latex(who)+", "+latex(k.plain.words.quotedIn)) + "]"
	}
	if post != "" || pre != "" {
		post = "[" + braced(post) + "]"
	}
	return `\autocite` + pre + post + "{" + k.key() + "}"
}

// braced keeps a closing bracket from ending an optional argument.
func braced(s string) string {
	if strings.ContainsAny(s, "[]") {
		return "{" + s + "}"
	}
	return s
}
