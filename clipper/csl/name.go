package csl

import (
	"strings"
	"unicode"
)

// givenLevel is how much of a given name a short form shows, raised step by step
// to tell people apart.
type givenLevel uint8

const (
	noGiven givenLevel = iota
	initials
	fullGiven
)

// oneName renders the name at an index of its list.
func (n *namesElement) oneName(c *context, o *nameOptions, name Name, at int) *node {
	if isLiteral(name) {
		out := c.leaf(name.Literal, n.familyLook())
		out.role = nameRole
		return out
	}
	name = splitParticles(name)
	level := c.givenLevel(o, name, at)
	out := n.arrange(c, o, name, nameForm{level: level, inverted: o.inverted(at)})
	out.role = nameRole
	return out
}

func (n *namesElement) familyLook() *look {
	if n.family == nil {
		return &plainLook
	}
	return n.family
}

func (n *namesElement) givenLook() *look {
	if n.given == nil {
		return &plainLook
	}
	return n.given
}

// nameForm is what is decided about one name before its parts are put together.
type nameForm struct {
	level    givenLevel
	inverted bool
}

// arrange puts the parts of a name in order.
func (n *namesElement) arrange(c *context, o *nameOptions, name Name, f nameForm) *node {
	given := n.givenText(c, o, name, f.level)
	if !isWestern(name) {
		return n.eastern(c, name, given, f)
	}
	if f.level == noGiven {
		given, name.DroppingParticle, name.Suffix = "", "", ""
		if name.Family == "" {
			given = name.Given
		}
		f.inverted = false
	}
	if name.StaticOrdering {
		return n.joined(c, " ", n.familyPart(c, name, false), n.givenPart(c, given, ""))
	}
	if f.inverted && name.Family != "" {
		return n.invertedName(c, o, name, given)
	}
	family := n.familyPart(c, name, false)
	first := n.givenPart(c, given, name.DroppingParticle)
	body := n.joined(c, gapAfter(name.DroppingParticle, " "), first, family)
	if name.Suffix == "" {
		return body
	}
	gap := " "
	if name.CommaSuffix {
		gap = ", "
	}
	return &node{kids: []*node{body, c.leaf(name.Suffix, &plainLook)}, delimiter: gap}
}

// invertedName is "La Fontaine, Jean de" or, with the particle demoted,
// "Fontaine, Jean de La".
func (n *namesElement) invertedName(c *context, o *nameOptions, name Name, given string) *node {
	demoted := c.p.style.demote == "" || c.p.style.demote == "display-and-sort" || c.sorting && c.p.style.demote == "sort-only"
	particles := name.DroppingParticle
	if demoted {
		particles = strings.TrimSpace(particles + " " + name.NonDroppingParticle)
	}
	kids := []*node{n.familyPart(c, name, demoted)}
	if g := n.givenPart(c, given, particles); g != nil {
		kids = append(kids, g)
	}
	if name.Suffix != "" {
		kids = append(kids, c.leaf(name.Suffix, &plainLook))
	}
	return &node{kids: kids, delimiter: textOr(o.sortSeparator, ", ")}
}

func (n *namesElement) familyPart(c *context, name Name, demoted bool) *node {
	text := name.Family
	if !demoted && name.NonDroppingParticle != "" {
		text = name.NonDroppingParticle + gapAfter(name.NonDroppingParticle, " ") + text
	}
	return c.leaf(text, n.familyLook())
}

func (n *namesElement) givenPart(c *context, given, particles string) *node {
	if given == "" {
		return c.leaf(particles, n.givenLook())
	}
	if particles != "" {
		given += " " + particles
	}
	return c.leaf(given, n.givenLook())
}

// gapAfter is nothing after a particle that ends in an apostrophe or hyphen.
func gapAfter(particle, gap string) string {
	if particle != "" && strings.ContainsRune("'’-", lastRune(particle)) {
		return ""
	}
	return gap
}

func (n *namesElement) joined(_ *context, gap string, parts ...*node) *node {
	out := &node{delimiter: gap}
	for _, p := range parts {
		if p != nil {
			out.kids = append(out.kids, p)
		}
	}
	return out
}

// eastern puts the family name first and no space between the parts.
func (n *namesElement) eastern(c *context, name Name, given string, f nameForm) *node {
	family := n.familyPart(c, name, false)
	if f.level == noGiven {
		return n.joined(c, "", family)
	}
	return n.joined(c, "", family, n.givenPart(c, given, ""))
}

// isWestern reports whether a name is written with spaces and given name first:
// in a script other than Chinese, Japanese or Korean.
func isWestern(n Name) bool {
	for _, r := range n.Family + n.Given {
		if unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul) {
			return false
		}
	}
	return true
}

// givenText is the given name as a level and the options show it.
func (n *namesElement) givenText(c *context, o *nameOptions, name Name, level givenLevel) string {
	if name.Given == "" || level == noGiven {
		return ""
	}
	if o.initializeWith == nil || level == fullGiven {
		return name.Given
	}
	return initialize(name.Given, *o.initializeWith, o.initialize.or(true), c.p.style.hyphenInitial)
}
