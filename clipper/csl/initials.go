package csl

import (
	"bytes"
	"strings"
	"unicode"
)

// initialize shortens a given name: "Jean-Luc Marie" becomes "J.-L. M." with ".
// " after each initial. Without shorten only initials that are there already
// are set in the same manner.
func initialize(given, with string, shorten, hyphens bool) string {
	if !hyphens {
		given = strings.ReplaceAll(given, "-", " ")
	}
	var out []byte
	afterInitial := false
	for i, part := range splitGiven(given) {
		head, core, tail := peelTags(part.text)
		initial, isInitial := initialOf(core, shorten)
		switch {
		case i == 0:
		case part.hyphen && !isInitial && shorten:
			continue
		case part.hyphen && isInitial && !shorten:
		case part.hyphen && isInitial:
			out = append(bytes.TrimRight(out, " "), '-')
		case part.hyphen:
			out = append(out, '-')
		case !isInitial || !afterInitial:
			out = append(bytes.TrimRight(out, " "), ' ')
		}
		out = append(append(out, head...), initial...)
		if isInitial {
			mark := strings.TrimRight(with, " ")
			out = append(append(append(out, mark...), tail...), with[len(mark):]...)
		} else {
			out = append(out, tail...)
		}
		afterInitial = isInitial
	}
	return strings.TrimSpace(string(out))
}

// peelTags parts a word from the markup around it.
func peelTags(word string) (head, core, tail string) {
	core = word
	for strings.HasPrefix(core, "<") && strings.Contains(core, ">") {
		i := strings.IndexByte(core, '>') + 1
		head, core = head+core[:i], core[i:]
	}
	if i := strings.Index(core, "</"); i >= 0 {
		core, tail = core[:i], core[i:]
	}
	return head, core, tail
}

// givenPart is a word of a given name.
type givenPart struct {
	text   string
	hyphen bool // joined to the one before by a hyphen
}

// splitGiven cuts at spaces and hyphens, and after the periods of initials
// written together ("J.P.").
func splitGiven(given string) []givenPart {
	var parts []givenPart
	var current strings.Builder
	hyphen := false
	flush := func() {
		if current.Len() > 0 {
			parts = append(parts, givenPart{current.String(), hyphen})
			current.Reset()
			hyphen = false
		}
	}
	for _, r := range given {
		switch {
		case r == ' ' || r == '\u00a0' || r == '\u202f':
			flush()
			hyphen = false
		case r == '-' || r == '‐' || r == '‑':
			flush()
			hyphen = len(parts) > 0
		case r == '.':
			current.WriteRune(r)
			flush()
		default:
			current.WriteRune(r)
		}
	}
	flush()
	return parts
}

// initialOf is the initial of a word without its period, or the word itself where
// it is not one to shorten.
func initialOf(word string, shorten bool) (string, bool) {
	bare := strings.TrimSuffix(word, ".")
	runes := []rune(bare)
	if len(runes) == 0 || !unicode.IsLetter(runes[0]) || unicode.In(runes[0], unicode.Ll, unicode.Lm) || isEastern(bare) {
		return word, false
	}
	if bare != word || len(runes) == 1 {
		return bare, true
	}
	if !shorten {
		return word, false
	}
	capitals := 1
	for capitals < len(runes) && unicode.IsUpper(runes[capitals]) {
		capitals++
	}
	if capitals > 1 && capitals < len(runes) && unicode.IsLower(runes[capitals]) {
		return string(runes[0]) + strings.ToLower(string(runes[1:capitals])), true
	}
	return string(runes[0]), true
}
