package csl

import "strings"

// condition is the test of cs:if: single tests joined by all, any or none.
type condition struct {
	match string
	tests []test
}

type test struct {
	kind  testKind
	value string
}

type testKind uint8

const (
	testType testKind = iota
	testVariable
	testNumeric
	testUncertain
	testLocator
	testPosition
	testDisambiguate
	testNever
)

var testKinds = map[string]testKind{
	"type": testType, "variable": testVariable, "is-numeric": testNumeric,
	"is-uncertain-date": testUncertain, "locator": testLocator, "position": testPosition,
	"disambiguate": testDisambiguate,
}

func (c *compiler) condition(e *element) *condition {
	cond := &condition{match: e.get("match")}
	for _, a := range e.attrs {
		if a.name == "match" {
			continue
		}
		kind, known := testKinds[a.name]
		if !known {
			c.warn(e.at, "unknown condition "+a.name)
			kind = testNever
		}
		if kind == testDisambiguate {
			c.style.ambiguous = true
		}
		for _, value := range strings.Fields(a.value) {
			cond.tests = append(cond.tests, test{kind, value})
		}
	}
	return cond
}

func (cond *condition) holds(c *context) bool {
	for _, t := range cond.tests {
		switch is := t.holds(c); {
		case cond.match == "any" && is:
			return true
		case cond.match == "none" && is:
			return false
		case (cond.match == "" || cond.match == "all") && !is:
			return false
		}
	}
	return cond.match != "any"
}

func (t test) holds(c *context) bool {
	switch t.kind {
	case testType:
		return c.item.Type == t.value
	case testVariable:
		return c.has(t.value)
	case testNumeric:
		return c.isNumeric(t.value)
	case testUncertain:
		return c.item.Dates[t.value].Circa
	case testLocator:
		return c.cite != nil && c.cite.Locator != "" && locatorLabel(c.cite) == termName(t.value)
	case testPosition:
		return c.atPosition(t.value)
	case testDisambiguate:
		c.conditions++
		return (c.conditions <= c.state.conditions) == (t.value == "true")
	}
	return false
}

// has reports whether a variable of any kind has a value.
func (c *context) has(name string) bool {
	switch name {
	case "locator":
		return c.cite != nil && c.cite.Locator != ""
	case "citation-number":
		return true
	case "first-reference-note-number":
		return c.cite != nil && c.cite.FirstNoteNumber > 0
	case "year-suffix":
		return c.yearSuffix != ""
	case "page-first":
		name = "page"
	}
	if c.item.value(name) != "" || len(c.item.Names[name]) > 0 {
		return true
	}
	return !c.item.Dates[name].IsZero()
}

func (c *context) isNumeric(name string) bool {
	switch name {
	case "locator":
		return c.cite != nil && c.p.isNumeric(c.cite.Locator)
	case "citation-number":
		return true
	case "first-reference-note-number":
		return c.cite != nil && c.cite.FirstNoteNumber > 0
	case "page-first":
		name = "page"
	}
	return c.p.isNumeric(c.item.Vars[name])
}

func (c *context) atPosition(want string) bool {
	if c.cite == nil || c.bibliography {
		return false
	}
	at := c.cite.Position
	switch want {
	case "first":
		return at == First
	case "subsequent":
		return at >= Subsequent
	case "ibid":
		return at >= Ibid
	case "ibid-with-locator":
		return at == IbidWithLocator
	case "near-note":
		return c.cite.NearNote
	}
	return false
}
