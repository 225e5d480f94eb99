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
	'~': `\textasciitilde{}`, '`': `\textasciigrave{}`, '\u00a0': "~", '\u202f': `\,`, '\u2009': `\,`,
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
		if last == r && ligatures[string(last)+string(r)] {
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

// latexAddress is an address among the words of a text. There \url cannot hold what
// TeX gives a meaning: such an address is plain words that may break at a slash.
func latexAddress(address string) string {
	if address = latexURL(address); !strings.ContainsAny(address, "%#") {
		return `\url{` + address + "}"
	}
	return strings.ReplaceAll(latex(address), "/", `/\allowbreak{}`)
}

// latexDOI is a DOI for a verbatim field, where only what TeX counts is encoded.
func latexDOI(doi string) string {
	return latexDOISigns.Replace(doi)
}

var latexDOISigns = strings.NewReplacer("{", "%7B", "}", "%7D", `\\`, "%5C", " ", "%20")

// latexNames writes people as BibTeX reads them: "de La Fontaine, Jean",
// "King, Jr., Martin Luther", organisations in braces. A grave accent stands for
// itself: biber breaks the record over its command in a name.
func latexNames(people []clipper.Name) string {
	var names []string
	for _, n := range people {
		if n.Literal != "" {
			names = append(names, "{"+latex(n.Literal)+"}")
			continue
		}
		names = append(names, latexPerson(n))
	}
	return strings.ReplaceAll(strings.Join(names, " and "), latexSigns['`'], "`")
}

// latexPerson writes one person. A family name of several words is braced where no
// given name follows, which BibTeX would take the first word for; the whole name
// is, where a part of it is none: biber makes initials of what a page wrote, and
// breaks the record over signs.
func latexPerson(n clipper.Name) string {
	particles := joined(" ", n.Dropping, n.NonDropping)
	if !isNamePart(particles) || latexPart(particles) != latex(particles) || !isNamePart(n.Family) || !isNamePart(n.Given) || !isNamePart(n.Suffix) || n.Given == "" && n.Suffix != "" {
		return "{" + latex(joined(", ", joined(" ", n.Given, particles, n.Family), n.Suffix)) + "}"
	}
	if particles = latex(particles); particles != "" && !strings.HasSuffix(particles, "'") && !strings.HasSuffix(particles, "’") {
		particles += " "
	}
	if n.Given == "" && strings.Contains(n.Family, " ") {
		return particles + "{" + latex(n.Family) + "}"
	}
	return joined(", ", particles+latexFamily(n.Family), latexPart(n.Suffix), latexPart(n.Given))
}

// isNamePart reports letters that no reader of names stumbles over.
func isNamePart(s string) bool {
	return s == "" || balanced(s) && !strings.Contains(s, `\`) && strings.ContainsFunc(s, unicode.IsLetter)
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
