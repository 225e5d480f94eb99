package csl

import (
	"strings"
	"unicode"
)

// splitParticles takes particles out of the family and given name of a name that
// has none set: small words before the family name stay with it, small words
// behind the given name drop ("Alexander von" + "Humboldt").
func splitParticles(n Name) Name {
	if n.KeepParticles {
		return n
	}
	if n.NonDroppingParticle == "" && n.DroppingParticle == "" {
		if quoted := strings.TrimSuffix(strings.TrimPrefix(n.Family, `"`), `"`); len(quoted) == len(n.Family)-2 {
			n.Family = quoted
			return n
		}
		n.NonDroppingParticle, n.Family = leadingParticle(n.Family)
	}
	if n.DroppingParticle == "" {
		n.Given, n.DroppingParticle = trailingParticle(n.Given)
	}
	if n.Suffix == "" {
		n.Given, n.Suffix, n.CommaSuffix = trailingSuffix(n.Given, n.CommaSuffix)
	}
	return n
}

// leadingParticle parts "van der Vlist" and "d'Artagnan".
func leadingParticle(family string) (particle, rest string) {
	rest = family
	for {
		i := strings.IndexAny(rest, " -'’")
		if i == 0 {
			i = strings.IndexByte(rest, ' ')
		}
		if i <= 0 || !startsLower(rest) {
			break
		}
		size := len(" ")
		if strings.HasPrefix(rest[i:], "’") {
			size = len("’")
		}
		if rest[i] == ' ' {
			particle += rest[:i] + " "
		} else if i > 3 {
			break
		} else {
			particle += rest[:i+size]
		}
		rest = rest[i+size:]
	}
	if rest == "" {
		return "", family
	}
	return strings.TrimSpace(particle), rest
}

func trailingParticle(given string) (rest, particle string) {
	words := strings.Fields(given)
	i := len(words)
	for i > 1 && startsLower(words[i-1]) {
		i--
	}
	if i == len(words) {
		return given, ""
	}
	return strings.Join(words[:i], " "), strings.Join(words[i:], " ")
}

// trailingSuffix parts "Martin Luther, Jr."; a comma and an exclamation mark ask
// for the comma to be printed.
func trailingSuffix(given string, comma bool) (rest, suffix string, withComma bool) {
	head, tail, found := strings.Cut(given, ",")
	if !found {
		return given, "", comma
	}
	forced := strings.TrimPrefix(tail, "!")
	return head, strings.TrimSpace(forced), comma || forced != tail
}

// startsLower reports whether a word is small, an apostrophe apart ("’t").
func startsLower(s string) bool {
	for _, r := range strings.TrimLeft(s, "'’") {
		return unicode.IsLower(r)
	}
	return false
}

func splitWords(s string) []string { return strings.Fields(s) }
