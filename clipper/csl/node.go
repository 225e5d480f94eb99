package csl

// look is the formatting of an element: everything that is not its content.
type look struct {
	prefix, suffix string
	fonts          []font // innermost first
	quotes, bare   bool   // quotes="true", quotes="false"
	block          block
	textCase       string
	stripPeriods   bool
}

// bareOf is the look without affixes.
func (l *look) bareOf() *look {
	bare := *l
	bare.prefix, bare.suffix = "", ""
	return &bare
}

// node is a piece of rendered output: a leaf with tokens, or a list of kids with
// a delimiter. Delimiters and affixes are put in when the tree is written out,
// so a kid can be taken away or replaced until then.
type node struct {
	look      *look
	kids      []*node
	delimiter string
	tokens    []token
	role      role
	raw       string // of a name: as it is in the data
	indirect  bool   // of a names node: a macro or term stands in it
	nobody    bool   // of a names node: words of the style stand in it
	inside    bool   // affixes stand inside the formatting, as on a layout
	// transparent nodes have no look of their own: their kids stand among those
	// of the node around, with its delimiter. cs:choose makes them.
	transparent bool
}

// role marks nodes that are handled again after rendering.
type role uint8

const (
	noRole role = iota
	namesRole
	listRole // the names of one variable, without their label
	nameRole // one name of a list
	yearRole
	yearSuffixRole
	numberRole // the citation number
	locatorRole
	delimiterRole // what parts two cites
	writerRole    // the writer's own words around a cite
)

func (n *node) empty() bool {
	if n == nil {
		return true
	}
	for _, t := range n.tokens {
		if t.kind == textToken && t.text != "" {
			return false
		}
	}
	for _, k := range n.kids {
		if !k.empty() {
			return false
		}
	}
	return true
}

// find is the first node of a role, in the order of reading.
func (n *node) find(r role) *node {
	if n == nil || n.role == r {
		return n
	}
	for _, k := range n.kids {
		if found := k.find(r); found != nil {
			return found
		}
	}
	return nil
}

// clear takes away the content of a node.
func (n *node) clear() { n.kids, n.tokens = nil, nil }

// plain is a leaf of unformatted text.
func plain(text string) *node {
	return &node{tokens: []token{{kind: textToken, text: text}}}
}

// styleText is a leaf that behaves like an affix.
func styleText(text string) *node {
	return &node{tokens: []token{{kind: textToken, text: text, affix: true}}}
}

// status is what rendering an element tells the group around it.
type status uint8

const (
	called status = 1 << iota // a variable was asked for
	filled                    // and one had a value
	termed                    // a term is defined, be it as nothing
)

// renderer is a compiled element.
type renderer interface {
	render(c *context) (*node, status)
}

func (c *context) renderList(list []renderer) (kids []*node, st status) {
	for _, r := range list {
		n, s := r.render(c)
		st |= s
		if n != nil {
			kids = append(kids, n)
		}
		if c.overrun() {
			break
		}
	}
	return kids, st
}
