package csl

import "strings"

// disambiguation is what is added to the cites of one item so that it can be
// told apart from others.
type disambiguation struct {
	names      []int          // per list of names: at least so many are shown
	given      [][]givenLevel // per list and name: at least so much of the given name
	conditions int            // so many of the tests for disambiguate hold
}

func (d disambiguation) extraNames(set int) int {
	if set < len(d.names) {
		return d.names[set]
	}
	return 0
}

func (d disambiguation) givenLevel(set, at int) givenLevel {
	if set < len(d.given) && at < len(d.given[set]) {
		return d.given[set][at]
	}
	return noGiven
}

// withNames and withGiven are copies of d with one thing raised.
func (d disambiguation) withNames(set, n int) disambiguation {
	names := make([]int, max(len(d.names), set+1))
	copy(names, d.names)
	names[set] = n
	d.names = names
	return d
}

func (d disambiguation) withGiven(set, at int, level givenLevel) disambiguation {
	given := make([][]givenLevel, max(len(d.given), set+1))
	copy(given, d.given)
	row := make([]givenLevel, max(len(given[set]), at+1))
	copy(row, given[set])
	row[at] = level
	given[set] = row
	d.given = given
	return d
}

// probe records what a rendering could still show to tell items apart.
type probe struct {
	lists []probedList
	names []probedName
}

type probedList struct{ total, shown int }

type probedName struct {
	set, at int
	name    Name
	options *nameOptions
}

func (p *probe) sawList(set, total, shown int) {
	for len(p.lists) <= set {
		p.lists = append(p.lists, probedList{})
	}
	p.lists[set] = probedList{total, shown}
}

func (p *probe) sawName(n probedName) {
	if p != nil {
		p.names = append(p.names, n)
	}
}

// givenLevel is how much of a given name is shown: what the form asks for, or
// more to tell people or cites apart.
func (c *context) givenLevel(o *nameOptions, name Name, at int) givenLevel {
	level := noGiven
	if o.form != "short" {
		level = fullGiven
		if o.initializeWith != nil {
			level = initials
		}
	}
	if c.sorting {
		return level
	}
	c.probing.sawName(probedName{c.nameSets, at, name, o})
	level = max(level, c.state.givenLevel(c.nameSets, at))
	if c.shortCites && level == initials && c.state.givenLevel(c.nameSets, at) == noGiven && c.namesake(name) {
		return fullGiven
	}
	return max(level, c.people.level(name, o, at))
}

// namesake reports whether another name of the same list has the same initials.
// Then both are given in full in the bibliography, where cites show no given names.
func (c *context) namesake(name Name) bool {
	if len(c.list) < 2 || !c.p.style.citation.disambiguateGiven {
		return false
	}
	short, middle, _ := nameKeys(name)
	for _, other := range c.list {
		s, m, _ := nameKeys(other)
		if s == short && m == middle && other.Given != name.Given && !isLiteral(other) {
			return true
		}
	}
	return false
}

// people knows the names of all cited items, for the rules that expand names
// whether or not their cites are ambiguous.
type people struct {
	primaryOnly  bool
	initialsOnly bool
	forms        map[string]map[string]map[string]bool // short form → with initials → full
}

// newPeople is nil where the style's rule looks at cites only.
func newPeople(a *area) *people {
	if !a.disambiguateGiven || a.givenRule == "" || a.givenRule == "by-cite" {
		return nil
	}
	return &people{
		primaryOnly:  strings.HasPrefix(a.givenRule, "primary-name"),
		initialsOnly: strings.HasSuffix(a.givenRule, "-with-initials"),
		forms:        map[string]map[string]map[string]bool{},
	}
}

func (p *people) add(n Name, at int) {
	if p.primaryOnly && at > 0 || isLiteral(n) {
		return
	}
	short, middle, full := nameKeys(n)
	if p.forms[short] == nil {
		p.forms[short] = map[string]map[string]bool{}
	}
	if p.forms[short][middle] == nil {
		p.forms[short][middle] = map[string]bool{}
	}
	p.forms[short][middle][full] = true
}

func (p *people) level(n Name, o *nameOptions, at int) givenLevel {
	if p == nil || p.primaryOnly && at > 0 || isLiteral(n) {
		return noGiven
	}
	short, middle, _ := nameKeys(n)
	bearers := p.forms[short]
	total := 0
	for _, fulls := range bearers {
		total += len(fulls)
	}
	switch {
	case total < 2:
		return noGiven
	case o.initializeWith == nil && !p.initialsOnly:
		return fullGiven
	case len(bearers[middle]) < 2:
		return initials
	case p.initialsOnly && len(bearers) > 1:
		return initials
	case p.initialsOnly:
		return noGiven
	}
	return fullGiven
}

func nameKeys(n Name) (short, middle, full string) {
	n = splitParticles(n)
	short = strings.ToLower(n.NonDroppingParticle + " " + n.Family)
	full = strings.ReplaceAll(n.Given, ". ", ".") + " " + n.DroppingParticle + " " + n.Suffix
	middle = initialize(n.Given, "", true, true)
	return short, middle, full
}
