package csl

import "strings"

// groupElement is cs:group. It vanishes when it asks for variables and all of
// them are empty; one that prints counts as a full variable around it.
type groupElement struct {
	look      look
	delimiter string
	kids      []renderer
}

func (g *groupElement) render(c *context) (*node, status) {
	before := c.printed
	kids, st := c.renderList(g.kids)
	if st&(called|filled) == called || len(kids) == 0 {
		c.printed = before
		return nil, st
	}
	return &node{look: &g.look, kids: kids, delimiter: g.delimiter}, st | filled
}

// textElement is cs:text: a variable, a macro, a term or words.
type textElement struct {
	look         look
	source, name string
	form         string
	plural       bool
	macro        *macroBody
}

func (t *textElement) render(c *context) (*node, status) {
	switch t.source {
	case "macro":
		return t.renderMacro(c)
	case "value":
		return c.term(t.name, &t.look), 0
	case "term":
		return t.renderTerm(c)
	}
	n := c.variable(t)
	if n.empty() {
		if t.name == "year-suffix" {
			return nil, 0
		}
		return nil, called
	}
	return n, called | filled
}

func (t *textElement) renderMacro(c *context) (*node, status) {
	if t.macro == nil || c.overrun() {
		return nil, 0
	}
	before := c.printed
	kids, st := c.renderList(t.macro.body)
	if st&(called|filled) == called || len(kids) == 0 {
		c.printed = before
		return nil, st
	}
	return &node{look: &t.look, kids: kids}, st | filled
}

// renderTerm prints a term. In a sort key "no date" says nothing: undated items do
// not sort under "n".
func (t *textElement) renderTerm(c *context) (*node, status) {
	text, ok := c.p.locale.term(t.name, t.form, t.plural)
	if !ok || c.sorting && t.name == "no date" {
		return nil, 0
	}
	return c.term(t.look.abbreviated(c.atStart(text)), &t.look), termed
}

// atStart gives a term a capital where it begins a note or an entry.
func (c *context) atStart(text string) string {
	if c.printed || c.sorting || text == "" || !c.bibliography && !c.p.style.noteClass {
		return text
	}
	return capitalized(text)
}

// labelElement is cs:label outside of names: the term for a number.
type labelElement struct {
	look           look
	variable, form string
	plural         string
}

func (l *labelElement) render(c *context) (*node, status) {
	value, name := c.labelled(l.variable)
	if value == "" {
		return nil, 0
	}
	plural := l.plural == "always" || l.plural != "never" && c.p.manyNumbers(name, value)
	text, ok := c.p.locale.term(name, l.form, plural)
	if !ok || text == "" {
		return nil, 0
	}
	if c.bibliography {
		text = c.atStart(text)
	}
	return c.term(l.look.abbreviated(text), &l.look), 0
}

// labelled is the value that a label stands for, and the name of the term.
func (c *context) labelled(variable string) (value, name string) {
	switch variable {
	case "locator":
	case "first-reference-note-number", "citation-number":
		value, _ = c.numberValue(variable)
		return value, variable
	default:
		return c.text(variable, ""), variable
	}
	if c.cite == nil {
		return "", ""
	}
	value, name = c.cite.Locator, locatorLabel(c.cite)
	if first := c.p.splitNumber(value)[0]; value != "" && first.label != "" {
		name = first.label
	}
	return value, name
}

// locatorLabel is the kind of a cite's locator.
func locatorLabel(cite *Cite) string {
	switch label := strings.ToLower(cite.Label); label {
	case "":
		return "page"
	case "sub verbo":
		return "sub-verbo"
	default:
		return label
	}
}

// chooseElement is cs:choose.
type chooseElement struct{ branches []branch }

type branch struct {
	test *condition // nil for else
	body []renderer
}

func (ch *chooseElement) render(c *context) (*node, status) {
	for _, b := range ch.branches {
		if b.test != nil && !b.test.holds(c) {
			continue
		}
		kids, st := c.renderList(b.body)
		if len(kids) == 0 {
			return nil, st
		}
		return &node{kids: kids, transparent: true}, st
	}
	return nil, 0
}
