package csl

import (
	"strconv"
	"strings"
)

// compiler turns the elements of a style into the tree that is rendered.
// Macros are compiled once each and called by reference.
type compiler struct {
	style *Style
	macro *macroBody    // being compiled, nil outside
	names *namesElement // around what is being compiled, for substitutes
}

func (c *compiler) warn(at place, msg string) {
	if len(c.style.warnings) < 100 {
		c.style.warnings = append(c.style.warnings, Warning{at.line, at.column, msg})
	}
}

func (c *compiler) compile(root *element) (*Style, error) {
	s := c.style
	s.info = readInfo(root)
	s.defaultLocale = s.info.DefaultLocale
	if s.info.Parent != "" && root.child("citation") == nil {
		return s, nil
	}
	s.noteClass = s.info.Class == "note"
	s.pageRange = root.get("page-range-format")
	s.demote = root.get("demote-non-dropping-particle")
	s.hyphenInitial = root.get("initialize-with-hyphen") != "false"
	s.names = readNameOptions(root, true)
	citation := root.child("citation")
	if citation == nil || citation.child("layout") == nil {
		return nil, errorAt(root.at, "the style has no citation layout")
	}
	c.declareMacros(root)
	for _, e := range root.kids {
		c.section(e)
	}
	if err := c.checkCalls(); err != nil {
		return nil, err
	}
	return s, nil
}

// declareMacros makes every macro known before any is compiled, as they may
// call each other in any order.
func (c *compiler) declareMacros(root *element) {
	for _, e := range root.kids {
		if e.name == "macro" {
			name := e.get("name")
			if c.style.macros[name] != nil {
				c.warn(e.at, "the macro "+name+" is defined twice")
				continue
			}
			c.style.macros[name] = &macroBody{name: name, at: e.at}
		}
	}
}

func (c *compiler) section(e *element) {
	switch e.name {
	case "macro":
		m := c.style.macros[e.get("name")]
		if m.body == nil && m.at == e.at {
			c.macro = m
			m.body = c.list(e.kids)
			c.macro = nil
		}
	case "citation":
		c.style.citation = c.area(e)
	case "bibliography":
		if e.child("layout") != nil {
			c.style.bibliography = c.area(e)
		}
	case "locale":
		l := newLocale(e)
		c.style.locales = append(c.style.locales, l)
		c.style.warnings = append(c.style.warnings, l.warnings...)
	case "info":
	default:
		c.warn(e.at, "unknown element "+e.name)
	}
}

// checkCalls refuses macros that reach themselves, and calls so deep that they
// can only be meant to exhaust the reader.
func (c *compiler) checkCalls() error {
	depth := map[*macroBody]int{}
	for _, m := range c.style.macros {
		if err := c.callDepth(m, depth); err != nil {
			return err
		}
	}
	return nil
}

func (c *compiler) callDepth(m *macroBody, depth map[*macroBody]int) error {
	const visiting = -1
	switch d := depth[m]; {
	case d == visiting:
		return errorAt(m.at, "the macro %s calls itself without end", m.name)
	case d > 0:
		return nil
	}
	depth[m] = visiting
	deepest := 0
	for _, used := range m.uses {
		if err := c.callDepth(used, depth); err != nil {
			return err
		}
		deepest = max(deepest, depth[used])
	}
	if deepest >= maxDepth {
		return errorAt(m.at, "macros call each other more than %d deep", maxDepth)
	}
	depth[m] = deepest + 1
	return nil
}

func (c *compiler) area(e *element) *area {
	layout := e.child("layout")
	a := &area{
		look:      readLook(layout),
		delimiter: layout.get("delimiter"),
		names:     readNameOptions(e, true),

		disambiguateNames:    e.get("disambiguate-add-names") == "true",
		disambiguateGiven:    e.get("disambiguate-add-givenname") == "true",
		givenRule:            e.get("givenname-disambiguation-rule"),
		disambiguateYear:     e.get("disambiguate-add-year-suffix") == "true",
		collapse:             e.get("collapse"),
		nearNote:             integerOr(e.get("near-note-distance"), 5),
		hangingIndent:        e.get("hanging-indent") == "true",
		secondFieldAlign:     e.get("second-field-align"),
		lineSpacing:          integerOr(e.get("line-spacing"), 1),
		entrySpacing:         integerOr(e.get("entry-spacing"), 1),
		subsequentAuthorRule: e.get("subsequent-author-substitute-rule"),
	}
	a.subsequentAuthor, a.substituteAuthor = e.lookup("subsequent-author-substitute")
	a.citeGroupDelimiter, a.citeGroup = e.lookup("cite-group-delimiter")
	if sort := e.child("sort"); sort != nil {
		for _, k := range sort.kids {
			a.sort = append(a.sort, c.sortKey(k))
		}
	}
	a.fillDelimiters(e, c.style.info.Class != "note")
	a.body = c.list(layout.kids)
	return a
}

// fillDelimiters sets the delimiters that default to others.
func (a *area) fillDelimiters(e *element, inText bool) {
	var ok bool
	if a.yearSuffixDelimiter, ok = e.lookup("year-suffix-delimiter"); !ok {
		a.yearSuffixDelimiter = a.delimiter
		if a.citeGroup {
			a.yearSuffixDelimiter = a.citeGroupDelimiter
		}
	}
	if !a.citeGroup {
		a.citeGroupDelimiter = a.delimiter
		if a.citeGroup = strings.HasPrefix(a.collapse, "year"); a.citeGroup && inText {
			a.citeGroupDelimiter = ", "
		}
	}
	if a.afterCollapse, a.endsCollapse = e.lookup("after-collapse-delimiter"); !a.endsCollapse {
		a.afterCollapse = a.delimiter
	}
}

func (c *compiler) sortKey(e *element) sortKey {
	k := sortKey{variable: e.get("variable"), descending: e.get("sort") == "descending"}
	if name, ok := e.lookup("macro"); ok {
		k.macro = c.call(name, e.at)
	}
	k.names = &nameOptions{
		etAlMin:      integerOr(e.get("names-min"), 0),
		etAlUseFirst: integerOr(e.get("names-use-first"), 0),
		etAlUseLast:  toggleOf(e, "names-use-last"),
	}
	if k.variable == "citation-label" {
		c.style.labelled = true
	}
	return k
}

// call is the macro of a name, or nil with a warning.
func (c *compiler) call(name string, at place) *macroBody {
	m := c.style.macros[name]
	if m == nil {
		c.warn(at, "the macro "+name+" is not defined")
		return nil
	}
	if c.macro != nil {
		c.macro.uses = append(c.macro.uses, m)
	}
	return m
}

func (c *compiler) list(kids []*element) []renderer {
	list := make([]renderer, 0, len(kids))
	for _, e := range kids {
		if r := c.renderer(e); r != nil {
			list = append(list, r)
		}
	}
	return list
}

func (c *compiler) renderer(e *element) renderer {
	switch e.name {
	case "text":
		return c.text(e)
	case "group":
		return &groupElement{look: readLook(e), delimiter: e.get("delimiter"), kids: c.list(e.kids)}
	case "choose":
		return c.choose(e)
	case "names":
		return c.namesElement(e)
	case "date":
		d := compileDate(e)
		return d
	case "number":
		return &numberElement{look: readLook(e), variable: e.get("variable"), form: e.get("form")}
	case "label":
		return c.label(e)
	}
	c.warn(e.at, "unknown element "+e.name)
	return nil
}

func (c *compiler) label(e *element) *labelElement {
	return &labelElement{look: readLook(e), variable: e.get("variable"), form: e.get("form"), plural: e.get("plural")}
}

func (c *compiler) text(e *element) renderer {
	t := &textElement{look: readLook(e), form: e.get("form"), plural: e.get("plural") == "true"}
	for _, a := range e.attrs {
		switch a.name {
		case "variable", "term", "value":
			t.source, t.name = a.name, a.value
		case "macro":
			t.source, t.name = a.name, a.value
			t.macro = c.call(a.value, e.at)
		}
	}
	switch t.name {
	case "journalAbbreviation":
		t.name, t.form = "container-title", "short"
	case "year-suffix":
		c.style.suffixed = true
	case "citation-label":
		c.style.labelled = true
	}
	if t.source == "" {
		c.warn(e.at, "a text element that prints nothing")
		return nil
	}
	return t
}

func (c *compiler) choose(e *element) renderer {
	ch := &chooseElement{}
	for _, b := range e.kids {
		switch b.name {
		case "if", "else-if":
			ch.branches = append(ch.branches, branch{test: c.condition(b), body: c.list(b.kids)})
		case "else":
			ch.branches = append(ch.branches, branch{body: c.list(b.kids)})
		default:
			c.warn(b.at, "unknown element "+b.name)
		}
	}
	return ch
}

var fontAttributes = [...]string{"font-style", "font-variant", "font-weight", "text-decoration", "vertical-align"}

func readLook(e *element) look {
	l := look{
		prefix: e.get("prefix"), suffix: e.get("suffix"),
		quotes: e.get("quotes") == "true", bare: e.get("quotes") == "false", block: blockValues[e.get("display")],
		textCase: e.get("text-case"), stripPeriods: e.get("strip-periods") == "true",
	}
	for _, name := range fontAttributes {
		if f := fontValues[name][e.get(name)]; f != noFont {
			l.fonts = append(l.fonts, f)
		}
	}
	return l
}

func integerOr(text string, fallback int) int {
	if n, err := strconv.Atoi(text); err == nil && n >= 0 && n < 1_000_000 {
		return n
	}
	return fallback
}
