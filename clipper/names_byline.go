package clipper

import (
	"regexp"
	"slices"
	"strings"
)

// ParseNames reads a byline that may name several people and organisations. It
// takes off "Par", "By", "Von" and the like, roles and places; it splits at
// ";", "、", "et", "and", "und" and their kin, "/", "&" and commas, the last only
// where each side is a whole name; "avec AFP" makes the agency an author. known
// reports the names that are known to be an organisation's, such as the site's
// own; it may be nil. Such a name is left out when a person signs beside it.
// Raw of each name is its own part of the byline. Past 8 KB nothing is a byline.
func ParseNames(raw string, known func(string) bool) []Name {
	if len(raw) > longestByline {
		return nil
	}
	b := byline{known: known}
	if known == nil {
		b.known = func(string) bool { return false }
	}
	text, agencies := cutBrackets(tidyName(strings.ReplaceAll(raw, "\n", ";")))
	text, b.natural = cutSigned(text)
	var names []Name
	for _, part := range append(hardBreak.Split(text, -1), agencies...) {
		for _, signed := range b.split(tidyName(part)) {
			names = append(names, b.names(signed)...)
		}
	}
	return b.chosen(names)
}

type byline struct {
	known   func(string) bool
	natural bool // introduced by "Par …": no comma puts a family name first
}

var (
	hardBreak = regexp.MustCompile(`\s*[;；؛|•、]\s*`)
	softBreak = regexp.MustCompile(`\s+(?:et|and|und|y|e|i|en|og|och|ja|és|ve|и|і|та|και|و|with|avec|mit|con|med|&)\s+|\s*[/＆&]\s*|\s*,\s*(?:et|and|und|y|e|и|avec|with|mit)\s+`)
	signed    = regexp.MustCompile(`^(?:(?i:par|by|por|door|written by|text by|text|texte|propos recueillis par|автор|авторы|текст|作者|记者|記者|文|撰文|بقلم|كتب|author|authors|auteur|auteurs|autor|autoren|autore)\s*[:：/／]\s*|(?:[Pp]ar|[Bb]y|BY|PAR|Por|POR|Door|Von|VON|Af|Av|Di|Text by|Written by|Propos recueillis par|بقلم|记者|記者)\s+)`)
	servedFor = regexp.MustCompile(`\s+(?:pour|for|für|para|per|voor|för|для)\s+.*$`)
	bracketed = regexp.MustCompile(`\s*[(（\[][^()（）\[\]]*[)）\]]?`)
	andOthers = regexp.MustCompile(`[\s,]+(?:et al\.?|u\. ?a\.|и др\.)$`)
)

// cutSigned takes off the words that introduce a byline.
func cutSigned(s string) (string, bool) {
	rest := signed.ReplaceAllString(s, "")
	words := strings.Fields(rest)
	if rest == s || len(words) == 0 || (len(words) < 2 && !isEastern(words[0]) && startsUpper(s) && !isOrganisation(rest)) {
		return s, false
	}
	if strings.HasSuffix(words[0], ",") { // "Von Trier, Lars"
		return s, false
	}
	return rest, true
}

// cutBrackets takes out what stands in brackets and gives back the agencies
// named there: "Anna Schmidt (mit dpa)".
func cutBrackets(s string) (text string, agencies []string) {
	for _, b := range bracketed.FindAllString(s, -1) {
		for w := range strings.FieldsSeq(b) {
			if w = strings.Trim(w, "()（）[],;/"); isAgency(w) {
				agencies = append(agencies, w)
			}
		}
	}
	return bracketed.ReplaceAllString(s, ""), agencies
}

// split parts a byline where both sides are whole, and glues what is not to
// what stands before it: "Ministère de l’Économie et des Finances" is one.
func (b byline) split(s string) []string {
	s = andOthers.ReplaceAllString(s, "")
	var parts []string
	from, start, whole := 0, 0, true
	for _, at := range append(softBreak.FindAllStringIndex(s, -1), []int{len(s), len(s)}) {
		if len(parts) > 0 && whole && b.wholeList(s[start:at[0]]) {
			from = start
		} else {
			parts = parts[:max(0, len(parts)-1)]
		}
		parts = append(parts, s[from:at[0]])
		whole = b.wholeList(s[from:at[0]])
		start = at[1]
	}
	return parts
}

// Lengths in bytes past which nothing is one name, or a byline, any more.
const (
	longest       = 300
	longestByline = 8 << 10
)

// wholeList reports whether s can stand alone, be it one name or several with
// commas.
func (b byline) wholeList(s string) bool {
	first, last := strings.IndexAny(s, commas), strings.LastIndexAny(s, commas)
	return b.whole(s) || (first >= 0 && b.whole(s[:first]) && b.whole(s[last:]))
}

// whole reports the name of a person, given name and family, or of an
// organisation.
func (b byline) whole(s string) bool {
	if len(s) > longest {
		return false
	}
	s = tidyName(s)
	if b.isOrganisation(s) {
		return !startsLower(s) || isAgency(s)
	}
	n := readName(servedFor.ReplaceAllString(s, ""))
	first, _, _ := strings.Cut(s, " ")
	return n.Family != "" && n.Given != "" && !(isParticle(first) && startsLower(s))
}

func (b byline) isOrganisation(s string) bool { return isOrganisation(s) || b.known(s) }

// names reads one part of a byline, in which only commas are left.
func (b byline) names(s string) []Name {
	if b.isOrganisation(s) && !b.allWhole(splitCommas(s)) {
		return []Name{{Literal: s, Raw: s}}
	}
	parts := withoutRoles(splitCommas(s))
	switch {
	case len(parts) == 0:
		return nil
	case len(parts) == 1 || b.allWhole(parts):
		return b.each(parts)
	case len(parts)%2 == 0 && len(parts) > 2:
		return b.each(inPairs(parts))
	case b.natural && !isSuffix(parts[1]):
		return b.each(slices.DeleteFunc(parts, func(p string) bool { return !b.whole(p) }))
	}
	return b.each([]string{strings.Join(parts, ", ")})
}

func (b byline) allWhole(parts []string) bool {
	return !slices.ContainsFunc(parts, func(p string) bool { return !b.whole(p) })
}

func (b byline) each(parts []string) []Name {
	var names []Name
	for _, p := range parts {
		n := Name{Literal: p}
		if !b.known(p) {
			n = readName(b.signer(p))
		}
		n.Raw = p
		names = append(names, n)
	}
	return names
}

// signer takes "pour Le Monde" off a person's name.
func (b byline) signer(p string) string {
	cut := servedFor.ReplaceAllString(p, "")
	if n := readName(cut); n.Family != "" && !isOrganisation(cut) {
		return cut
	}
	return p
}

// inPairs joins "Dupont", "Jean", "Martin", "Marie" two by two.
func inPairs(parts []string) []string {
	var pairs []string
	for pair := range slices.Chunk(parts, 2) {
		pairs = append(pairs, strings.Join(pair, ", "))
	}
	return pairs
}

// chosen drops empty and repeated names, and the site's own beside a person's.
func (b byline) chosen(names []Name) []Name {
	person := slices.ContainsFunc(names, func(n Name) bool { return n.Family != "" })
	var kept []Name
	for _, n := range names {
		same := func(o Name) bool { return strings.EqualFold(o.Display(), n.Display()) }
		if n.IsZero() || (person && n.Literal != "" && b.known(n.Literal)) || slices.ContainsFunc(kept, same) {
			continue
		}
		kept = append(kept, n)
	}
	return kept
}

// withoutRoles drops the parts after a comma that begin in lower case and are no
// name: "Marie Martin, envoyée spéciale".
func withoutRoles(parts []string) []string {
	for i := len(parts) - 1; i > 0; i-- {
		first, _, _ := strings.Cut(parts[i], " ")
		if startsLower(first) && !isParticle(first) && !hasElision(first) && !isSuffix(first) && !isAgency(parts[i]) {
			parts = slices.Delete(parts, i, i+1)
		}
	}
	return parts
}

// commas of the Latin, Arabic and Chinese scripts.
const commas = ",،，"

// splitCommas parts at commas, without empty parts.
func splitCommas(s string) []string {
	var parts []string
	for p := range strings.FieldsFuncSeq(s, func(r rune) bool { return strings.ContainsRune(commas, r) }) {
		if p = tidyName(p); p != "" {
			parts = append(parts, p)
		}
	}
	return parts
}
