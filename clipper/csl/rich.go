package csl

// Rich is formatted text: the one inner form from which every output format is
// written. The zero value is empty text.
type Rich struct {
	tokens []token
	marks  *marks
}

// IsEmpty reports whether there is nothing to print.
func (r Rich) IsEmpty() bool {
	for _, t := range r.tokens {
		if t.kind == textToken && t.text != "" {
			return false
		}
	}
	return true
}

type tokenKind uint8

const (
	textToken tokenKind = iota
	openFont
	closeFont
	openQuote
	closeQuote
	openBlock
	closeBlock
)

// token is one step of formatted text. Opening and closing tokens nest.
type token struct {
	kind  tokenKind
	font  font  // of openFont and closeFont
	block block // of openBlock and closeBlock
	level int8  // of quotes: how deep, counted from 0
	// Text that comes from the style (affixes, delimiters) joins with its
	// neighbours: doubled spaces and marks fall together.
	affix  bool
	nocase bool // text that text-case leaves alone
	// A quotation mark that was typed as a straight one.
	straight bool
	text     string
}

// font is one set attribute of formatting.
type font uint8

const (
	noFont font = iota
	italic
	oblique
	uprightStyle
	smallCaps
	normalCaps
	bold
	normalWeight
	underline
	noUnderline
	superscript
	subscript
	baseline
	plainFont // whatever undoes the formatting in force
)

// innerQuote is the level of marks that a field gives as inner ones.
const innerQuote = -1

// axis is the attribute that a font value belongs to; values of one axis
// replace each other.
func (f font) axis() int {
	switch f {
	case italic, oblique, uprightStyle:
		return 1
	case smallCaps, normalCaps:
		return 2
	case bold, normalWeight:
		return 3
	case underline, noUnderline:
		return 4
	case superscript, subscript, baseline:
		return 5
	}
	return 0
}

// opposite is what a value becomes inside itself: italics in italics stand upright.
func (f font) opposite() font {
	switch f {
	case italic, oblique:
		return uprightStyle
	case smallCaps:
		return normalCaps
	case bold:
		return normalWeight
	case underline:
		return noUnderline
	}
	return f
}

var fontValues = map[string]map[string]font{
	"font-style":      {"italic": italic, "oblique": oblique, "normal": uprightStyle},
	"font-variant":    {"small-caps": smallCaps, "normal": normalCaps},
	"font-weight":     {"bold": bold, "normal": normalWeight},
	"text-decoration": {"underline": underline, "none": noUnderline},
	"vertical-align":  {"sup": superscript, "sub": subscript, "baseline": baseline},
}

// block is the display attribute.
type block uint8

const (
	noBlock block = iota
	plainBlock
	leftMargin
	rightInline
	indentBlock
)

var blockValues = map[string]block{
	"block": plainBlock, "left-margin": leftMargin, "right-inline": rightInline, "indent": indentBlock,
}

// marks are the quotation marks of a locale and where punctuation goes.
type marks struct {
	open, close           string
	innerOpen, innerClose string
	punctuationInside     bool
}

func (m *marks) at(level int8, opening bool) string {
	switch inner := level%2 == 1; {
	case inner && opening:
		return m.innerOpen
	case inner:
		return m.innerClose
	case opening:
		return m.open
	}
	return m.close
}

// Run is a stretch of text with one set of attributes.
type Run struct {
	Text                   string
	Italic, Bold           bool
	SmallCaps, Underline   bool
	Superscript, Subscript bool
	Block                  Block
}

// Block says how a run stands in its entry; see the display attribute of CSL.
type Block string

// The blocks of CSL. InLine runs simply follow each other.
const (
	InLine      Block = ""
	BlockLine   Block = "block"
	LeftMargin  Block = "left-margin"
	RightInline Block = "right-inline"
	Indent      Block = "indent"
)

var blockNames = [...]Block{InLine, BlockLine, LeftMargin, RightInline, Indent}

// Runs cuts the text into stretches with equal attributes, for writers of
// formats that this package does not know.
func (r Rich) Runs() []Run {
	var runs []Run
	state := runState{}
	for _, t := range r.tokens {
		text := t.text
		switch t.kind {
		case openFont, openBlock:
			state = append(state, t)
			continue
		case closeFont, closeBlock:
			state = state[:max(0, len(state)-1)]
			continue
		case openQuote, closeQuote:
			text = r.marks.at(t.level, t.kind == openQuote)
		}
		if text == "" {
			continue
		}
		run := state.run()
		if n := len(runs); n > 0 && sameLook(runs[n-1], run) {
			runs[n-1].Text += text
			continue
		}
		run.Text = text
		runs = append(runs, run)
	}
	return runs
}

func sameLook(a, b Run) bool {
	a.Text, b.Text = "", ""
	return a == b
}

// runState is the stack of what is open.
type runState []token

func (s runState) run() Run {
	var run Run
	for _, t := range s {
		if t.kind == openBlock {
			run.Block = blockNames[t.block]
			continue
		}
		switch t.font {
		case italic, oblique, uprightStyle:
			run.Italic = t.font != uprightStyle
		case smallCaps, normalCaps:
			run.SmallCaps = t.font == smallCaps
		case bold, normalWeight:
			run.Bold = t.font == bold
		case underline, noUnderline:
			run.Underline = t.font == underline
		case superscript, subscript, baseline:
			run.Superscript, run.Subscript = t.font == superscript, t.font == subscript
		}
	}
	return run
}
