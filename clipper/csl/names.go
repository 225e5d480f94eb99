package csl

import "strconv"

// namesElement is cs:names.
type namesElement struct {
	look       look
	variables  []string
	delimiter  *string
	options    nameOptions // of cs:name
	nameLook   look        // of cs:name: its formatting goes to each name,
	listLook   look        // its affixes to the list
	eachLook   look
	family     *look // of cs:name-part; nil when there is none
	given      *look
	etAlTerm   string
	etAlLook   *look
	label      *labelElement
	labelFirst bool
	substitute []renderer
}

// substitution is a cs:substitute being tried.
type substitution struct {
	from *namesElement // whose name, et-al and label the shorthand form takes over
	used []string      // variables printed so far
}

func (c *compiler) namesElement(e *element) renderer {
	n := &namesElement{
		look: readLook(e), variables: splitWords(e.get("variable")),
		delimiter: optional(e, "delimiter"), etAlTerm: "et-al",
	}
	inner := c.names
	if inner != nil {
		n.inherit(inner)
	}
	seenName, ownLabel := false, false
	var substitute *element
	for _, k := range e.kids {
		switch k.name {
		case "name":
			seenName = true
			n.readName(k)
		case "et-al":
			l := readLook(k)
			n.etAlLook = &l
			if t := k.get("term"); t != "" {
				n.etAlTerm = t
			}
		case "label":
			n.label, n.labelFirst, ownLabel = c.label(k), !seenName, true
		case "substitute":
			substitute = k
		default:
			c.warn(k.at, "unknown element "+k.name)
		}
	}
	if ownLabel && !seenName {
		n.labelFirst = false
	}
	if substitute != nil {
		c.names = n
		n.substitute = c.list(substitute.kids)
		c.names = inner
	}
	return n
}

// inherit takes over the children of the cs:names whose substitute this stands in.
func (n *namesElement) inherit(outer *namesElement) {
	n.options, n.family, n.given = outer.options, outer.family, outer.given
	n.nameLook, n.listLook, n.eachLook = outer.nameLook, outer.listLook, outer.eachLook
	n.etAlTerm, n.etAlLook = outer.etAlTerm, outer.etAlLook
	n.label, n.labelFirst = outer.label, outer.labelFirst
	if n.delimiter == nil {
		n.delimiter = outer.delimiter
	}
}

func (n *namesElement) readName(e *element) {
	n.options = *readNameOptions(e, false)
	n.nameLook, n.eachLook = readLook(e), look{}
	n.listLook = look{prefix: n.nameLook.prefix, suffix: n.nameLook.suffix}
	for _, f := range n.nameLook.fonts {
		if f != uprightStyle && f != normalWeight && f != normalCaps {
			n.eachLook.fonts = append(n.eachLook.fonts, f)
		}
	}
	n.nameLook.fonts = n.eachLook.fonts
	n.family, n.given = nil, nil
	for _, p := range e.kids {
		if p.name != "name-part" {
			continue
		}
		l := readLook(p)
		switch p.get("name") {
		case "family":
			n.family = &l
		case "given":
			n.given = &l
		}
	}
}

func (n *namesElement) render(c *context) (*node, status) {
	c.named = true
	options := n.options.under(c.names)
	if c.sorting {
		options = c.sortOptions(options)
	}
	lists := c.nameLists(n.variables)
	if len(lists) == 0 && c.sorting && options.form == "count" && len(n.substitute) == 0 {
		return plain("0"), called | filled
	}
	if n.label != nil {
		lists = c.mergeEditors(lists)
	}
	if len(lists) == 0 {
		return n.trySubstitute(c)
	}
	if options.form == "count" {
		return n.count(c, &options, lists)
	}
	var kids []*node
	for _, l := range lists {
		c.record(l.variable)
		kids = append(kids, n.list(c, &options, l))
	}
	delimiter := textOr(n.delimiter, textOr(options.listDelimiter, ""))
	out := &node{look: &n.look, kids: kids, delimiter: delimiter, role: namesRole}
	return out, called | filled
}

// nameList is the names of one variable, or of two that hold the same ones.
type nameList struct {
	variable string // of the term for the label
	names    []Name
}

func (c *context) nameLists(variables []string) []nameList {
	var lists []nameList
	for _, v := range variables {
		if c.spent[v] {
			continue
		}
		if names := c.item.Names[v]; len(names) > 0 {
			lists = append(lists, nameList{v, names})
		}
	}
	return lists
}

// mergeEditors makes one list of editors and translators who are the same people.
func (c *context) mergeEditors(lists []nameList) []nameList {
	if len(lists) != 2 || lists[0].variable == lists[1].variable {
		return lists
	}
	pair := lists[0].variable + lists[1].variable
	if pair != "editortranslator" && pair != "translatoreditor" {
		return lists
	}
	if _, known := c.p.locale.term("editortranslator", "", false); !known || !sameNames(lists[0].names, lists[1].names) {
		return lists
	}
	return []nameList{{"editortranslator", lists[0].names}}
}

func sameNames(a, b []Name) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if a[i] != b[i] {
			return false
		}
	}
	return true
}

// trySubstitute renders the first substitute that is not empty. What it prints
// is used up: it does not appear again in the cite.
func (n *namesElement) trySubstitute(c *context) (*node, status) {
	if len(n.substitute) == 0 {
		return nil, called
	}
	outer := c.substitute
	defer func() { c.substitute = outer }()
	for _, r := range n.substitute {
		c.substitute = &substitution{from: n}
		out, st := r.render(c)
		if st&(filled|termed) == 0 && out.empty() {
			continue
		}
		if out == nil {
			return nil, called
		}
		if c.spent == nil {
			c.spent = map[string]bool{}
		}
		for _, name := range c.substitute.used {
			c.spent[name] = true
		}
		if outer != nil {
			outer.used = append(outer.used, c.substitute.used...)
		}
		t, isText := r.(*textElement)
		outer := n.substituted(out, len(c.substitute.used) > 0)
		outer.indirect = isText && t.source != "variable"
		return outer, called | filled
	}
	return nil, called
}

// substituted marks what stands in for names as names; words of the style
// ("anonymous") identify nobody.
func (n *namesElement) substituted(out *node, named bool) *node {
	affixes := &look{prefix: n.look.prefix, suffix: n.look.suffix}
	return &node{look: affixes, kids: []*node{out}, role: namesRole, nobody: !named}
}

func (n *namesElement) count(c *context, o *nameOptions, lists []nameList) (*node, status) {
	total := 0
	for _, l := range lists {
		c.record(l.variable)
		shown, _ := c.shown(len(l.names), o)
		c.nameSets++
		if total += shown; o.etAlUseLast == on && len(l.names) >= shown+2 {
			total++
		}
	}
	if total == 0 {
		return nil, called
	}
	return plain(strconv.Itoa(total)), called | filled
}

// shown is how many of n names are printed, and whether the rest is cut off.
func (c *context) shown(n int, o *nameOptions) (int, bool) {
	least, first := o.etAlMin, o.etAlUseFirst
	if c.cite != nil && c.cite.Position >= Subsequent && !c.bibliography {
		fillNonZero(&least, o.etAlSubsequentMin)
		fillNonZero(&first, o.etAlSubsequent1)
	}
	shown := n
	if least > 0 && n >= least && first < n {
		shown = min(n, max(first, c.state.extraNames(c.nameSets)))
	}
	if c.probing != nil {
		c.probing.sawList(c.nameSets, n, shown)
	}
	return shown, shown < n
}

func fillNonZero(field *int, value int) {
	if value > 0 {
		*field = value
	}
}

// list renders the names of one variable with their label.
func (n *namesElement) list(c *context, o *nameOptions, l nameList) *node {
	body := n.nameNodes(c, o, l)
	body.role = listRole
	c.nameSets++
	if n.label == nil || c.sorting {
		return body
	}
	label := n.labelNode(c, l)
	if label == nil {
		return body
	}
	if n.labelFirst {
		return &node{kids: []*node{label, body}}
	}
	return &node{kids: []*node{body, label}}
}

func (n *namesElement) labelNode(c *context, l nameList) *node {
	plural := n.label.plural == "always" || n.label.plural != "never" && len(l.names) > 1
	text, ok := c.p.locale.term(l.variable, n.label.form, plural)
	if !ok || text == "" {
		return nil
	}
	return c.term(text, &n.label.look)
}

// nameNodes renders names with their delimiters, "and" and "et al.".
func (n *namesElement) nameNodes(c *context, o *nameOptions, l nameList) *node {
	l.names = o.printable(l.names)
	shown, cut := c.shown(len(l.names), o)
	c.list = l.names[:shown]
	out := &node{look: &n.listLook}
	if shown == 0 {
		return out
	}
	useLast := cut && o.etAlUseLast == on && len(l.names) >= shown+2
	delimiter := textOr(o.delimiter, ", ")
	for i, name := range l.names[:shown] {
		if i > 0 {
			out.kids = append(out.kids, n.between(c, o, separator{i, shown, cut, l.names[i-1], name, delimiter}))
		}
		out.kids = append(out.kids, n.oneName(c, o, name, i))
	}
	switch {
	case useLast:
		last := len(l.names) - 1
		gap := delimiter
		if shown == 1 && !(o.precedesLast == "always" || o.precedesLast == "after-inverted-name" && o.inverted(0)) {
			gap = " "
		}
		out.kids = append(out.kids, styleText(gap+"… "), n.oneName(c, o, l.names[last], last))
	case cut:
		out.look = &n.nameLook
		n.addEtAl(c, o, out, separator{shown, shown, true, l.names[shown-1], Name{}, delimiter})
	}
	return out
}

// printable leaves out names that a form has nothing to print of.
func (o *nameOptions) printable(names []Name) []Name {
	if o.form != "short" {
		return names
	}
	full := names[:0:0]
	for _, n := range names {
		if n.Family != "" || n.Literal != "" {
			full = append(full, n)
		}
	}
	return full
}

// separator is a place between two names of a list.
type separator struct {
	at        int // index of the name after it
	shown     int
	cut       bool
	before    Name
	after     Name
	delimiter string
}

// between is what stands between two names.
func (n *namesElement) between(c *context, o *nameOptions, s separator) *node {
	if s.at == s.shown-1 && !s.cut && isLiteral(s.after) {
		s.delimiter = textOr(n.options.delimiter, ", ")
	}
	if s.at < s.shown-1 || s.cut || o.and == "" || c.sorting {
		return styleText(s.delimiter)
	}
	and := "&"
	if o.and != "symbol" {
		and, _ = c.p.locale.term("and", "", false)
	}
	gap := " "
	if isEastern(and) {
		gap = ""
	}
	if n.delimitsLast(o, s) {
		return &node{kids: []*node{styleText(s.delimiter), styleText(and + gap)}}
	}
	return styleText(gap + and + gap)
}

// delimitsLast decides whether the delimiter stands before "and". Bodies at the
// end of a list go by what is set around cs:names, or the number of names.
func (n *namesElement) delimitsLast(o *nameOptions, s separator) bool {
	if isLiteral(s.after) {
		inverted := o.precedesLast == "after-inverted-name" && o.inverted(s.at-1) && !isLiteral(s.before)
		if n.options.precedesLast == "" && o.precedesLast != "" {
			return n.delimits(o, o.precedesLast, s, s.shown > 2)
		}
		return s.shown > 2 || inverted
	}
	return n.delimits(o, o.precedesLast, s, s.shown > 2)
}

// delimits decides whether the delimiter stands before "and" or "et al.".
func (n *namesElement) delimits(o *nameOptions, rule string, s separator, contextual bool) bool {
	switch rule {
	case "always":
		return true
	case "never":
		return false
	case "after-inverted-name":
		pair := s.at == 1 && s.shown <= 2 // citeproc-js takes pairs as inverted
		return pair || o.inverted(s.at-1) && s.before.Family != "" && s.before.Given != ""
	}
	return contextual
}

func (n *namesElement) addEtAl(c *context, o *nameOptions, out *node, s separator) {
	if c.sorting {
		return
	}
	text, _ := c.p.locale.term(n.etAlTerm, "", false)
	if text == "" {
		return
	}
	gap := " "
	if isEastern(text) {
		gap = ""
	}
	if n.delimits(o, o.precedesEtAl, s, s.shown > 1) {
		gap = s.delimiter
	}
	look := n.etAlLook
	if look == nil {
		look = &plainLook
	}
	out.kids = append(out.kids, styleText(gap), c.term(text, look))
}

var plainLook look

// inverted reports whether the name at an index is printed family name first.
func (o *nameOptions) inverted(at int) bool {
	return o.sortOrder == "all" || o.sortOrder == "first" && at == 0
}

func isLiteral(n Name) bool { return n.Literal != "" && n.Family == "" }
