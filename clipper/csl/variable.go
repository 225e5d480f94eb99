package csl

import "strings"

// variable renders cs:text with a variable.
func (c *context) variable(t *textElement) *node {
	switch t.name {
	case "year-suffix":
		return c.yearSuffixNode(&t.look)
	case "citation-label":
		return c.citationLabel(&t.look)
	case "citation-number", "first-reference-note-number":
		value, role := c.numberValue(t.name)
		n := c.leaf(value, &t.look)
		if n != nil {
			n.role = role
		}
		return n
	case "locator":
		return c.locator(&t.look)
	case "page", "page-first":
		value, _ := c.numberValue(t.name)
		c.record(t.name)
		return c.leaf(c.formatPages(value), &t.look)
	}
	value := c.text(t.name, t.form)
	if value == "" {
		return nil
	}
	c.record(t.name)
	if numberVariables[t.name] {
		value = c.formatNumber(value, "", "")
	}
	return c.leaf(value, &t.look)
}

func (c *context) locator(l *look) *node {
	if c.cite == nil || c.cite.Locator == "" {
		return nil
	}
	return c.leaf(c.formatPages(c.cite.Locator), l)
}

// yearSuffixNode is the letter that tells items of one author and year apart.
func (c *context) yearSuffixNode(l *look) *node {
	if c.yearSuffix == "" {
		return nil
	}
	c.suffixDone = true
	n := c.leaf(c.yearSuffix, l)
	n.role = yearSuffixRole
	return n
}

// record notes that a variable was printed while a substitute is tried.
func (c *context) record(name string) {
	if c.substitute != nil {
		c.substitute.used = append(c.substitute.used, name)
	}
}

// leaf is a piece of text in the look of its element.
func (c *context) leaf(text string, l *look) *node {
	if text == "" {
		return nil
	}
	c.printed = true
	tokens := parseInline(text, c.p.marks)
	if l.stripPeriods {
		for i := range tokens {
			tokens[i].text = strings.ReplaceAll(tokens[i].text, ".", "")
		}
	}
	if l.textCase != "" {
		applyCase(tokens, l.textCase, c.item.lang)
	}
	return &node{look: l, tokens: tokens}
}
