package csl

import (
	"strings"
	"unicode"
)

// variable renders cs:text with a variable.
func (c *context) variable(t *textElement) *node {
	switch t.name {
	case "year-suffix":
		return c.yearSuffixNode(&t.look)
	case "citation-label":
		return c.citationLabel(&t.look)
	case "citation-number", "first-reference-note-number":
		before := c.printed
		value, role := c.numberValue(t.name)
		n := c.leaf(value, &t.look)
		if n != nil {
			n.role = role
		}
		if role == numberRole {
			c.printed = before // a sentence begins after the number
		}
		return n
	case "locator":
		return c.locator(&t.look)
	case "page", "page-first":
		value, _ := c.numberValue(t.name)
		c.record(t.name)
		return c.numberLeaf(c.formatPages(value, "page"), &t.look)
	}
	value := c.text(t.name, t.form)
	if value == "" {
		return nil
	}
	c.record(t.name)
	if textNumbers[t.name] {
		return c.numberLeaf(c.formatNumber(value, "", t.name), &t.look)
	}
	return c.leaf(value, &t.look)
}

// textNumbers are the variables whose hyphens become dashes in cs:text as well.
var textNumbers = set(
	"chapter-number", "collection-number", "edition", "issue", "number", "number-of-pages",
	"number-of-volumes", "volume",
)

// numberLeaf is a leaf of a number; one that begins with a digit is taken as it is,
// without markup.
func (c *context) numberLeaf(text string, l *look) *node {
	if text == "" || !isDigit(rune(text[0])) {
		return c.term(text, l)
	}
	return c.finish([]token{{kind: textToken, text: text}}, l, c.item.lang)
}

func (c *context) locator(l *look) *node {
	if c.cite == nil || c.cite.Locator == "" {
		return nil
	}
	label := locatorLabel(c.cite)
	if first := c.p.splitNumber(c.cite.Locator)[0]; first.label != "" {
		label = first.label
	}
	n := c.leaf(c.formatPages(strings.TrimSpace(c.cite.Locator), label), l)
	if n != nil {
		n.role = locatorRole
	}
	return n
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
	return c.finish(parseInline(narrowSpaces(text), c.p.marks), l, c.item.lang)
}

// term is a leaf of text that is in the language of the style, not of the item.
func (c *context) term(text string, l *look) *node {
	if text == "" {
		return nil
	}
	lang := c.p.locale.lang
	if l.textCase == "title" {
		lang = "en" // title case of terms does not ask for the language
	}
	return c.finish(parseInline(narrowSpaces(text), c.p.marks), l, lang)
}

// stripPeriods drops the periods of abbreviations, but not those inside
// addresses and numbers, which a small letter or digit follows.
func stripPeriods(s string) string {
	if !strings.Contains(s, ".") {
		return s
	}
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		kept := i+1 < len(s) && (s[i+1] >= 'a' && s[i+1] <= 'z' || isDigit(rune(s[i+1])))
		if s[i] != '.' || kept {
			b.WriteByte(s[i])
		}
	}
	return b.String()
}

// abbreviated is a term without all its periods where the element strips them.
func (l *look) abbreviated(term string) string {
	if l.stripPeriods {
		return strings.ReplaceAll(term, ".", "")
	}
	return term
}

// narrowSpaces turns the spaces of French typography, before double punctuation
// and inside guillemets, into narrow ones that do not break.
func narrowSpaces(s string) string {
	if !strings.Contains(s, " ") || !strings.ContainsAny(s, ":;?!«»") {
		return s
	}
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] == ' ' && (i+1 < len(s) && strings.IndexByte(":;?!", s[i+1]) >= 0 ||
			strings.HasPrefix(s[i+1:], "»") || strings.HasSuffix(s[:i], "«")) {
			b.WriteString("\u202f")
		} else {
			b.WriteByte(s[i])
		}
	}
	return b.String()
}

// finish applies to a field's text what its element asks for.
func (c *context) finish(tokens []token, l *look, lang string) *node {
	c.printed = true
	for i := range tokens {
		c.steps += len(tokens[i].text) / 64
	}
	if l.stripPeriods {
		for i := range tokens {
			tokens[i].text = stripPeriods(tokens[i].text)
		}
	}
	if l.textCase != "" {
		applyCase(tokens, l.textCase, lang)
	}
	for i := range tokens {
		if l.bare && tokens[i].level == innerQuote {
			tokens[i].level = 0
		}
	}
	return &node{look: uprightEastern(l, tokens), tokens: tokens}
}

// uprightEastern is the look without italics, which Chinese, Japanese and Korean
// do not have, where the text is in those scripts.
func uprightEastern(l *look, tokens []token) *look {
	if len(l.fonts) == 0 || l.fonts[0] != italic {
		return l
	}
	eastern := false
	for _, t := range tokens {
		for _, r := range t.text {
			if unicode.IsLetter(r) && !isEastern(string(r)) {
				return l
			}
			eastern = eastern || unicode.IsLetter(r)
		}
	}
	if !eastern {
		return l
	}
	plain := *l
	plain.fonts = l.fonts[1:]
	return &plain
}
