package csl

// Bibliography lists the cited items, and those Uncited names, in the order of
// the style. It fails where the style has no bibliography.
func (d *Document) Bibliography() (*Bibliography, error) {
	a := d.p.style.bibliography
	if a == nil {
		return nil, &Error{Msg: "the style " + d.p.style.info.Title + " has no bibliography"}
	}
	d.prepare()
	b := &Bibliography{
		HangingIndent: a.hangingIndent, SecondFieldAlign: a.secondFieldAlign,
		EntrySpacing: a.entrySpacing, LineSpacing: a.lineSpacing,
	}
	var before *node
	for _, e := range d.order {
		body := d.entryNode(a, e)
		if body.empty() && !d.p.style.numeric() {
			continue
		}
		if a.substituteAuthor {
			names := body.find(namesRole)
			original := copyOrNil(names)
			a.substituteNames(names, before)
			before = original
		}
		text := assemble(body, d.p.marks, true)
		b.MaxOffset = max(b.MaxOffset, firstFieldWidth(body))
		b.Entries = append(b.Entries, Entry{ID: e.ID, Text: text})
	}
	return b, nil
}

func copyOrNil(n *node) *node {
	if n == nil {
		return nil
	}
	return copyNode(n)
}

// entryNode renders one item.
func (d *Document) entryNode(a *area, e *entry) *node {
	c := d.p.context(a, &e.record)
	c.number, c.state, c.yearSuffix = e.number, e.state, e.yearSuffix
	c.people, c.shortCites = d.people, d.shortCites
	kids, _ := c.renderList(a.body)
	root := &node{look: &a.look, inside: true, kids: kids, delimiter: a.delimiter}
	if a.secondFieldAlign != "" {
		root.align()
	}
	return root
}

var (
	firstField  = &look{block: leftMargin}
	otherFields = &look{block: rightInline}
)

// align sets the first field apart from the rest, for a hanging number.
func (n *node) align() {
	if !prune(n) {
		return
	}
	head := &node{look: firstField, kids: n.kids[:1]}
	tail := &node{look: otherFields, kids: n.kids[1:]}
	n.kids = []*node{head}
	if len(tail.kids) > 0 {
		n.kids = append(n.kids, tail)
	}
}

func firstFieldWidth(n *node) int {
	for _, k := range n.kids {
		if k.look == firstField {
			return len([]rune(assemble(copyNode(k), &marks{}, false).String()))
		}
	}
	return 0
}

// substituteNames replaces names that the entry before shows as well.
func (a *area) substituteNames(names, before *node) {
	if names == nil || before == nil || names.indirect && names.find(nameRole) == nil {
		return
	}
	same, all := commonNames(names, before)
	dash := plain(a.subsequentAuthor)
	switch a.subsequentAuthorRule {
	case "", "complete-all":
		if all {
			replaceLists(names, dash)
		}
	case "complete-each":
		if all {
			replaceNames(names, len(names.collect(nameRole)), dash)
		}
	case "partial-each":
		replaceNames(names, same, dash)
	case "partial-first":
		replaceNames(names, min(same, 1), dash)
	}
}

// collect lists the nodes of a role in order.
func (n *node) collect(r role) []*node {
	if n.role == r {
		return []*node{n}
	}
	var found []*node
	for _, k := range n.kids {
		found = append(found, k.collect(r)...)
	}
	return found
}

// commonNames counts the names two lists begin with alike, and tells whether the
// lists are the same.
func commonNames(a, b *node) (same int, all bool) {
	x, y := a.collect(nameRole), b.collect(nameRole)
	for same < len(x) && same < len(y) && x[same].raw == y[same].raw {
		same++
	}
	if len(x) == 0 {
		return 0, nodeText(a) == nodeText(b)
	}
	return same, same == len(x) && same == len(y)
}

func nodeText(n *node) string { return assemble(copyNode(n), &marks{}, false).String() }

// replaceLists puts the dash in place of all the names, leaving labels.
func replaceLists(names, dash *node) {
	lists := names.collect(listRole)
	if len(lists) == 0 {
		names.kids, names.tokens = []*node{dash}, nil
		return
	}
	for _, l := range lists {
		l.clear()
	}
	lists[0].kids = []*node{dash}
}

func replaceNames(names *node, count int, dash *node) {
	for i, n := range names.collect(nameRole) {
		if i < count {
			n.kids, n.tokens, n.look = []*node{dash}, nil, nil
		}
	}
}
