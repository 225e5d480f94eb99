package clipper

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Display is the name in its natural order: "Jean de La Fontaine", "Martin
// Luther King, Jr.", "村上春樹", "Kovács János". The order of a name that puts the
// family first is read from Raw.
func (n Name) Display() string {
	if n.Literal != "" {
		return n.Literal
	}
	family := joinName(n.Dropping, n.NonDropping, n.Family)
	switch {
	case n.eastern():
		return n.Family + n.Given
	case n.familyFirst():
		return joinName(family, n.Given, n.Suffix)
	case n.Suffix == "" || isNumeral(n.Suffix):
		return joinName(n.Given, family, n.Suffix)
	}
	return joinName(n.Given, family) + ", " + n.Suffix
}

// Sorted is the name as a bibliography lists it, family first: "La Fontaine,
// Jean de", "King, Martin Luther, Jr.", "村上春樹".
func (n Name) Sorted() string {
	if n.Literal != "" {
		return n.Literal
	}
	if n.eastern() {
		return n.Family + n.Given
	}
	parts := []string{joinName(n.NonDropping, n.Family), joinName(n.Given, n.Dropping), n.Suffix}
	return strings.Join(slices.DeleteFunc(parts, func(s string) bool { return s == "" }), ", ")
}

// IsZero reports whether the name says nothing.
func (n Name) IsZero() bool { return n.Literal == "" && n.Family == "" && n.Given == "" }

// eastern reports a Chinese, Japanese or Korean name in its own script, which
// is written without a space, family first.
func (n Name) eastern() bool { return isEastern(n.Family) && isEastern(n.Given) }

func (n Name) familyFirst() bool {
	return n.Family != "" && n.Given != "" && strings.Contains(tidyName(n.Raw), n.Family+" "+n.Given)
}

// ParseName reads one personal name or the name of an organisation, in natural
// order or as "Family, Given". What cannot be told apart safely (one word, an
// unspaced name of four Chinese characters, a phrase) becomes Literal. No letter
// is added; the fields are NFC. The zero Name with Raw set means that nothing
// was there.
func ParseName(raw string) Name {
	n := readName(tidyName(raw))
	n.Raw = raw
	return n
}

// readName reads a tidy name.
func readName(s string) Name {
	switch {
	case s == "":
		return Name{}
	case isOrganisation(s):
		return Name{Literal: s}
	case strings.ContainsAny(s, commas):
		return readInverted(s)
	case isEastern(strings.ReplaceAll(s, " ", "")):
		return readEastern(s)
	}
	return readNatural(s)
}

// readInverted reads "Family, Given", "Family, Given, Jr." and "Given Family, Jr.".
func readInverted(s string) Name {
	parts := splitCommas(s)
	var suffix string
	if last := len(parts) - 1; last > 0 && isSuffix(parts[last]) {
		parts, suffix = parts[:last], parts[last]
	}
	switch len(parts) {
	case 1:
		n := readNatural(parts[0])
		n.Suffix = cmp.Or(suffix, n.Suffix)
		return n
	case 2:
	default:
		return Name{Literal: s}
	}
	n := Name{Suffix: suffix}
	var particles []string
	n.Dropping, n.NonDropping, n.Family = splitParticles(strings.Fields(parts[0]))
	given := dropTitles(strings.Fields(parts[1]))
	for len(given) > 1 && isParticle(given[len(given)-1]) {
		given, particles = given[:len(given)-1], append([]string{given[len(given)-1]}, particles...)
	}
	n.Given = strings.Join(given, " ")
	n.Dropping = joinName(strings.Join(particles, " "), n.Dropping)
	if last := len(particles) - 1; last >= 0 && articles[strings.ToLower(particles[last])] && startsUpper(particles[last]) {
		n.Dropping, n.NonDropping = strings.Join(particles[:last], " "), particles[last]
	}
	n.Family = calmCapitals(n.Family)
	return n
}

// readNatural reads a name in the order in which it is spoken.
func readNatural(s string) Name {
	words := dropTitles(strings.Fields(s))
	var suffix string
	if last := len(words) - 1; last > 1 && isSuffix(words[last]) {
		words, suffix = words[:last], words[last]
	}
	if len(words) < 2 || len(words) > 8 || isPhrase(words) {
		return Name{Literal: s}
	}
	n := Name{Suffix: suffix}
	at := familyStart(words)
	switch first := familyFirstWords(words); {
	case first > 0:
		n.Dropping, n.NonDropping, n.Family = splitParticles(words[:first])
		n.Given = strings.Join(words[first:], " ")
	case at == 0:
		return Name{Literal: s}
	default:
		n.Given = strings.Join(words[:at], " ")
		n.Dropping, n.NonDropping, n.Family = splitParticles(words[at:])
	}
	n.Family = calmCapitals(n.Family)
	if !hasLower(n.Given) {
		n.Given = calmCapitals(n.Given)
	}
	return n
}

// familyStart is the index of the first word of the family name, particles
// included, in a name in natural order; 0 when there is no given name.
func familyStart(words []string) int {
	last := len(words) - 1
	for i := devotional(words); i < last; i++ {
		if isParticle(words[i]) && !startsUpper(words[i]) || connective(words, i+1) || isIberian(words[i]) {
			return i
		}
	}
	if hasElision(words[last]) {
		return last
	}
	for last > 1 && bound[strings.ToLower(words[last-1])] {
		last--
	}
	return last
}

// devotional is the index after a given name such as "María del Carmen", 1 for
// any other.
func devotional(words []string) int {
	if len(words) < 4 || !strings.EqualFold(words[0], "María") && !strings.EqualFold(words[0], "Maria") {
		return 1
	}
	i := 1
	for i < len(words)-2 && isParticle(words[i]) {
		i++
	}
	if i > 1 && spanishGiven[strings.ToLower(words[i])] {
		return i + 1
	}
	return 1
}

// connective reports the "y" of "Ortega y Gasset" at i.
func connective(words []string, i int) bool {
	return i < len(words)-1 && (words[i] == "y" || words[i] == "i")
}

// splitParticles parts a family name from what stands before it: "de La
// Fontaine" is de, La and Fontaine. A capital particle belongs to the family
// ("De Niro"), but for the French article.
func splitParticles(words []string) (dropping, nonDropping, family string) {
	i := 0
	for i < len(words)-1 && isParticle(words[i]) && !startsUpper(words[i]) {
		i++
	}
	run := words[:i]
	if i > 0 && i < len(words)-1 && articles[strings.ToLower(words[i])] {
		dropping, nonDropping = strings.Join(run, " "), words[i]
		return dropping, nonDropping, strings.Join(words[i+1:], " ")
	}
	if i == 0 && len(words) == 2 && articles[strings.ToLower(words[0])] {
		return "", words[0], words[1]
	}
	family = strings.Join(words[i:], " ")
	if i == 0 {
		if particle, rest := cutElision(words[0]); particle != "" {
			family = joinName(rest, strings.Join(words[1:], " "))
			if isDropping([]string{particle}) {
				return particle, "", family
			}
			return "", particle, family
		}
	}
	if isDropping(run) {
		return strings.Join(run, " "), "", family
	}
	return "", strings.Join(run, " "), family
}

// isDropping tells particles that stay behind when the family name is listed
// ("Gaulle, Charles de") from those that go with it ("van Gogh, Vincent").
func isDropping(run []string) bool {
	if len(run) == 0 {
		return false
	}
	first := strings.ToLower(run[0])
	if first == "de" && len(run) > 1 {
		return false // the Spanish "de la", "de los"
	}
	return slices.Contains([]string{"de", "du", "des", "d'", "d’", "von", "vom", "zu", "zum", "zur", "da", "do", "dos", "das", "af", "av"}, first)
}

// readEastern reads Chinese, Japanese and Korean names. Without a space only a
// known Chinese or Korean family name is parted from the given name.
func readEastern(s string) Name {
	if family, given, ok := strings.Cut(s, " "); ok && !strings.Contains(given, " ") {
		return Name{Family: family, Given: given}
	}
	n := utf8.RuneCountInString(s)
	for _, size := range []int{2, 1} {
		runes := []rune(s)
		if n <= size || n > size+2 || !easternFamilies[string(runes[:size])] {
			continue
		}
		if n == 4 && size == 1 || strings.Contains(s, " ") {
			continue
		}
		return Name{Family: string(runes[:size]), Given: string(runes[size:])}
	}
	return Name{Literal: s}
}

// tidyName is raw in NFC with single spaces, without control characters,
// direction marks and punctuation around it.
func tidyName(raw string) string {
	raw = norm.NFC.String(strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return ' '
		case r == '\u200c' || r == '\u200d': // part of Persian and Indic spelling
			return r
		case unicode.In(r, unicode.Cc, unicode.Cf):
			return -1
		}
		return r
	}, strings.ToValidUTF8(raw, "")))
	return strings.Trim(strings.Join(strings.Fields(raw), " "), " ,;:·•|–—-/，、،\"“”«»")
}

// calmCapitals writes a name in capitals with capital initials; any other is
// left alone.
func calmCapitals(s string) string {
	if hasLower(s) || utf8.RuneCountInString(s) < 3 || strings.Contains(s, ".") {
		return s
	}
	start := true
	return strings.Map(func(r rune) rune {
		upper := start
		start = !unicode.IsLetter(r) && !unicode.IsMark(r)
		if upper {
			return r
		}
		return unicode.ToLower(r)
	}, s)
}

// joinName joins the parts that are there with spaces, or with nothing after an
// apostrophe.
func joinName(parts ...string) string {
	var b strings.Builder
	for _, p := range parts {
		if p == "" {
			continue
		}
		if s := b.String(); s != "" && !strings.HasSuffix(s, "'") && !strings.HasSuffix(s, "’") {
			b.WriteByte(' ')
		}
		b.WriteString(p)
	}
	return b.String()
}
