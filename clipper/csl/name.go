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

// oneName renders the name at an index of its list, in the formatting of cs:name.
func (n *namesElement) oneName(c *context, o *nameOptions, name Name, at int) *node {
	out := n.nameParts(c, o, name, at)
	if len(n.eachLook.fonts) > 0 {
		return &node{look: &n.eachLook, kids: []*node{out}}
	}
	return out
}

func (n *namesElement) nameParts(c *context, o *nameOptions, name Name, at int) *node {
	if isLiteral(name) {
		out := c.leaf(name.Literal, n.familyLook())
		out.role, out.raw = nameRole, name.Literal
		c.probing.sawName(probedName{c.nameSets, at, name, o})
		return out
	}
	name = splitParticles(name)
	raw := strings.Join(strings.Fields(name.Given+" "+name.DroppingParticle+" "+name.NonDroppingParticle+" "+name.Family+" "+name.Suffix), " ")
	level := c.givenLevel(o, name, at)
	out := n.arrange(c, o, name, nameForm{level: level, inverted: o.inverted(at)})
	out.role, out.raw = nameRole, raw
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
	if isEastern(name.Family) {
		return n.eastern(c, name, given, f)
	}
	if name.Family == "" && o.form != "short" {
		l := n.givenLook().bareOf()
		return n.joined(c, " ", c.leaf(name.Given, l), c.leaf(name.DroppingParticle, l))
	}
	if f.level == noGiven {
		given, name.DroppingParticle, name.Suffix = "", "", ""
		f.inverted = f.inverted && name.NonDroppingParticle != ""
	}
	if o.initializeWith != nil && !strings.Contains(*o.initializeWith, ".") {
		name.Suffix = strings.ReplaceAll(name.Suffix, ".", "")
	}
	if name.StaticOrdering {
		return n.joined(c, " ", n.familyPart(c, name, false), n.givenPart(c, given, ""))
	}
	if f.inverted && name.Family != "" {
		return n.invertedName(c, o, name, given)
	}
	if p := name.DroppingParticle; p != "" && gapAfter(p, " ") == "" && f.level != noGiven {
		joint := p
		if ndp := name.NonDroppingParticle; ndp != "" {
			joint += " " + ndp
		}
		name.NonDroppingParticle, name.DroppingParticle = joint, ""
	}
	family := n.familyPart(c, name, false)
	if name.DroppingParticle != "" {
		particle := c.leaf(name.DroppingParticle, n.givenLook().bareOf())
		family = n.joined(c, c.p.particleGap, particle, family)
	}
	body := n.joined(c, " ", n.givenPart(c, given, ""), family)
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
	if c.sorting && !demoted {
		given, particles = strings.TrimSpace(particles+" "+given), ""
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
	l := n.familyLook()
	if demoted || name.NonDroppingParticle == "" {
		return c.leaf(name.Family, l)
	}
	return n.withParticle(c, l, name.NonDroppingParticle, name.Family)
}

// withParticle sets a particle before a name, both in its formatting, inside its affixes.
func (n *namesElement) withParticle(c *context, l *look, particle, family string) *node {
	bare := l.bareOf()
	outer := &look{prefix: l.prefix, suffix: l.suffix}
	gap := gapAfter(particle, " ")
	switch {
	case c.sorting:
		gap = " "
	case gap == " ":
		gap = c.p.particleGap
	}
	kids := n.joined(c, gap, c.leaf(particle, bare), c.leaf(family, bare))
	kids.look = outer
	return kids
}

func (n *namesElement) givenPart(c *context, given, particles string) *node {
	l := n.givenLook()
	if given == "" {
		return c.leaf(particles, l)
	}
	if particles == "" {
		return c.leaf(given, l)
	}
	bare := l.bareOf()
	both := n.joined(c, " ", c.leaf(given, bare), c.leaf(particles, bare))
	both.look = &look{prefix: l.prefix, suffix: l.suffix}
	return both
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

// eastern puts the family name first, with no space where the whole name is in
// an eastern script.
func (n *namesElement) eastern(c *context, name Name, given string, f nameForm) *node {
	family := n.familyPart(c, name, false)
	if f.level == noGiven {
		return n.joined(c, "", family)
	}
	gap := " "
	if isEastern(given) {
		gap = ""
	}
	return n.joined(c, gap, family, c.leaf(given, n.givenLook().bareOf()))
}

// isEastern reports whether a text is in Chinese, Japanese or Korean script.
func isEastern(s string) bool {
	for _, r := range s {
		if unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul) {
			return true
		}
	}
	return false
}

// givenText is the given name as a level and the options show it.
func (n *namesElement) givenText(c *context, o *nameOptions, name Name, level givenLevel) string {
	if name.Given == "" || level == noGiven {
		return ""
	}
	if level == fullGiven {
		return name.Given
	}
	return initialize(name.Given, textOr(o.initializeWith, ""), o.initialize.or(true), c.p.style.hyphenInitial)
}
