package cite

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"florilegium/clipper"
)

// latexSigns are the characters that TeX does not print as they are. Braces are
// not among them: see latex.
var latexSigns = map[rune]string{
	'\\': `\textbackslash{}`, '$': `\$`, '&': `\&`, '#': `\#`, '%': `\%`, '_': `\_`, '^': `\textasciicircum{}`,
	'~': `\textasciitilde{}`, '`': "\\`{}", '\u00a0': "~", '\u202f': `\,`, '\u2009': `\,`,
}

// ligatures are pairs of characters that TeX makes one of; the second is set
// apart.
var ligatures = map[string]bool{"--": true, "''": true, "<<": true, ">>": true, ",,": true}

// latex escapes text for a braced value of a .bib file, in one pass. BibTeX counts
// braces even after a backslash, so those without a partner become commands.
func latex(text string) string {
	open, shut := `\{`, `\}`
	if !balanced(text) {
		open, shut = `\textbraceleft{}`, `\textbraceright{}`
	}
	var b strings.Builder
	var last rune
	for _, r := range text {
		if ligatures[string(last)+string(r)] {
			b.WriteString("{}")
		}
		last = r
		switch sign, special := latexSigns[r]; {
		case r == '{':
			b.WriteString(open)
		case r == '}':
			b.WriteString(shut)
		case special:
			b.WriteString(sign)
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

func balanced(s string) bool {
	depth := 0
	for _, r := range s {
		switch r {
		case '{':
			depth++
		case '}':
			if depth--; depth < 0 {
				return false
			}
		}
	}
	return depth == 0
}

// latexTitle escapes a title and keeps the capitals that a style must not make
// small: those of acronyms, and of proper names where the title does not
// capitalise its words anyway.
func latexTitle(title string) string {
	if strings.ContainsAny(title, "{}") {
		return latex(title)
	}
	words := strings.Split(title, " ")
	sentence := isSentence(words)
	for i, w := range words {
		words[i] = latex(w)
		if keepsCapitals(w, i > 0 && sentence) {
			words[i] = "{" + words[i] + "}"
		}
	}
	return strings.Join(words, " ")
}

// keepsCapitals reports a word with a capital past its first letter, or any
// capital where all are meant.
func keepsCapitals(w string, all bool) bool {
	first := strings.IndexFunc(w, unicode.IsLetter)
	if first < 0 {
		return false
	}
	r, size := utf8.DecodeRuneInString(w[first:])
	return strings.ContainsFunc(w[first+size:], unicode.IsUpper) || (all && unicode.IsUpper(r))
}

// isSentence reports a title in sentence case: of the longer words after the
// first, fewer than half have a capital.
func isSentence(words []string) bool {
	long, capital := 0, 0
	for _, w := range words[min(1, len(words)):] {
		w = strings.TrimLeftFunc(w, unicode.IsPunct)
		if utf8.RuneCountInString(w) > 3 {
			long++
			if r, _ := utf8.DecodeRuneInString(w); unicode.IsUpper(r) {
				capital++
			}
		}
	}
	return long > 0 && capital*2 < long
}

// latexURL is an address for a verbatim field: percent-encoded where TeX or the
// reader of the file would stumble.
func latexURL(address string) string {
	var b strings.Builder
	for i := range len(address) {
		switch c := address[i]; {
		case c <= ' ' || c >= 0x7f || strings.IndexByte("\\{}\"<>^`|", c) >= 0:
			b.WriteByte('%')
			b.WriteByte("0123456789ABCDEF"[c>>4])
			b.WriteByte("0123456789ABCDEF"[c&15])
		default:
			b.WriteByte(c)
		}
	}
	return b.String()
}

// latexDOI is a DOI for a verbatim field, where only what TeX counts is encoded.
func latexDOI(doi string) string {
	return strings.NewReplacer("{", "%7B", "}", "%7D", `\\`, "%5C", " ", "%20").Replace(doi)
}

// latexNames writes people as BibTeX reads them: "de La Fontaine, Jean",
// "King, Jr., Martin Luther", organisations in braces.
func latexNames(people []clipper.Name) string {
	var names []string
	for _, n := range people {
		if n.Literal != "" {
			names = append(names, "{"+latex(n.Literal)+"}")
			continue
		}
		particles := joined(" ", n.Dropping, n.NonDropping)
		if particles != "" && !strings.HasSuffix(particles, "'") && !strings.HasSuffix(particles, "’") {
			particles += " "
		}
		names = append(names, joined(", ", latex(particles)+latexFamily(n.Family), latexPart(n.Suffix), latexPart(n.Given)))
	}
	return strings.Join(names, " and ")
}

// latexFamily braces a family name that BibTeX would take apart: "Ortega y
// Gasset" is no particle and a name.
func latexFamily(family string) string {
	for i, w := range strings.Fields(family) {
		if r, _ := utf8.DecodeRuneInString(w); i > 0 && unicode.IsLower(r) {
			return "{" + latex(family) + "}"
		}
	}
	return latexPart(family)
}

// latexPart braces what would be read as a separator of names.
func latexPart(s string) string {
	if strings.Contains(s, ",") || strings.Contains(" "+strings.ToLower(s)+" ", " and ") {
		return "{" + latex(s) + "}"
	}
	return latex(s)
}
