package extract

import (
	"regexp"
	"strings"

	"florilegium/clipper"
)

// expectedBlock is a block of the Markdown that a page should come to.
type expectedBlock struct {
	kind  clipper.Kind
	text  string   // Markdown marks taken off
	cells []string // of a table
	tex   []string // formulae inside, or the formula
}

// readMarkdown reads the Markdown of the structure set, below its header.
func readMarkdown(s string) []expectedBlock {
	if _, rest, ok := strings.Cut(s, "```json\n"); ok {
		_, s, _ = strings.Cut(rest, "\n```")
	}
	m := &markdown{lines: strings.Split(s, "\n")}
	for len(m.lines) > 0 {
		m.block()
	}
	return m.blocks
}

type markdown struct {
	lines  []string
	blocks []expectedBlock
}

var (
	headingLine = regexp.MustCompile(`^#{1,6}\s+(.*)$`)
	noteLine    = regexp.MustCompile(`^\[\^[^\]]+\]:\s*(.*)$`)
	itemLine    = regexp.MustCompile(`^\s*(?:[-*+]|\d+[.)])\s+(?:\[[ xX]\]\s+)?(.*)$`)
	dividerLine = regexp.MustCompile(`^\s*(?:---+|\*\*\*+)\s*$`)
	cellRule    = regexp.MustCompile(`^\s*\|?[\s:|-]+\|?\s*$`)
)

// block reads one block, which takes at least one line.
func (m *markdown) block() {
	line := m.lines[0]
	switch {
	case strings.TrimSpace(line) == "" || dividerLine.MatchString(line):
		m.lines = m.lines[1:]
	case strings.HasPrefix(strings.TrimSpace(line), "```"):
		m.fence()
	case strings.TrimSpace(line) == "$$":
		m.formula()
	case headingLine.MatchString(line):
		m.add(clipper.Heading, headingLine.FindStringSubmatch(line)[1])
		m.lines = m.lines[1:]
	case strings.HasPrefix(line, ">"):
		m.quote()
	case strings.HasPrefix(line, "|"):
		m.table()
	case noteLine.MatchString(line):
		m.paragraph(clipper.Footnote, noteLine.FindStringSubmatch(line)[1])
	case itemLine.MatchString(line):
		m.paragraph(clipper.ListItem, itemLine.FindStringSubmatch(line)[1])
	default:
		m.paragraph(clipper.Paragraph, line)
	}
}

// paragraph joins the lines up to an empty one or to another kind of block.
func (m *markdown) paragraph(kind clipper.Kind, first string) {
	text := first
	m.lines = m.lines[1:]
	for len(m.lines) > 0 && !m.opens(m.lines[0]) {
		text += "\n" + m.lines[0]
		m.lines = m.lines[1:]
	}
	m.add(kind, text)
}

func (m *markdown) opens(line string) bool {
	trimmed := strings.TrimSpace(line)
	return trimmed == "" || trimmed == "$$" || strings.HasPrefix(trimmed, "```") || headingLine.MatchString(line) || strings.HasPrefix(line, ">") ||
		noteLine.MatchString(line) || itemLine.MatchString(line) || strings.HasPrefix(line, "|") || dividerLine.MatchString(line)
}

func (m *markdown) fence() {
	mark := strings.TrimSpace(m.lines[0])
	fence := mark[:len(mark)-len(strings.TrimLeft(mark, "`"))]
	var body []string
	for m.lines = m.lines[1:]; len(m.lines) > 0; m.lines = m.lines[1:] {
		if strings.TrimSpace(m.lines[0]) == fence {
			m.lines = m.lines[1:]
			break
		}
		body = append(body, m.lines[0])
	}
	m.blocks = append(m.blocks, expectedBlock{kind: clipper.CodeBlock, text: strings.Join(body, "\n")})
}

func (m *markdown) formula() {
	var body []string
	for m.lines = m.lines[1:]; len(m.lines) > 0; m.lines = m.lines[1:] {
		if strings.TrimSpace(m.lines[0]) == "$$" {
			m.lines = m.lines[1:]
			break
		}
		body = append(body, m.lines[0])
	}
	m.blocks = append(m.blocks, expectedBlock{kind: clipper.Math, tex: []string{strings.Join(body, "\n")}})
}

// quote reads the lines of a block quote as the blocks they hold; plain text in
// it is a quote.
func (m *markdown) quote() {
	inner := &markdown{}
	for len(m.lines) > 0 && strings.HasPrefix(m.lines[0], ">") {
		inner.lines = append(inner.lines, strings.TrimPrefix(strings.TrimPrefix(m.lines[0], ">"), " "))
		m.lines = m.lines[1:]
	}
	kind := clipper.Quote
	if callout := regexp.MustCompile(`^\[![^\]]+\][-+]?\s*`); callout.MatchString(inner.lines[0]) {
		inner.lines[0], kind = callout.ReplaceAllString(inner.lines[0], ""), clipper.Aside
	}
	for len(inner.lines) > 0 {
		inner.block()
	}
	for _, b := range inner.blocks {
		if b.kind == clipper.Paragraph {
			b.kind = kind
		}
		m.blocks = append(m.blocks, b)
	}
}

func (m *markdown) table() {
	b := expectedBlock{kind: clipper.Table}
	for ; len(m.lines) > 0 && strings.HasPrefix(m.lines[0], "|"); m.lines = m.lines[1:] {
		if cellRule.MatchString(m.lines[0]) {
			continue
		}
		row := strings.ReplaceAll(strings.Trim(strings.TrimSpace(m.lines[0]), "|"), `\|`, "\x00")
		for cell := range strings.SplitSeq(row, "|") {
			text, _ := plainMarkdown(strings.ReplaceAll(cell, "\x00", "|"))
			if text = strings.Join(words(text), " "); text != "" {
				b.cells = append(b.cells, text)
			}
		}
	}
	if len(b.cells) > 0 {
		m.blocks = append(m.blocks, b)
	}
}

func (m *markdown) add(kind clipper.Kind, text string) {
	plain, tex := plainMarkdown(text)
	if len(words(plain)) > 0 || len(tex) > 0 {
		m.blocks = append(m.blocks, expectedBlock{kind: kind, text: plain, tex: tex})
	}
}

var (
	mdImage   = regexp.MustCompile(`!\[[^\]]*\]\([^)]*\)`)
	mdNoteRef = regexp.MustCompile(`\[\^[^\]]+\]`)
	mdLink    = regexp.MustCompile(`\[((?:[^\[\]]|\[[^\]]*\])*)\]\([^)]*\)`)
	mdMath    = regexp.MustCompile(`\$\$?([^$\n]+?)\$\$?`)
	mdTag     = regexp.MustCompile(`<[^>]*>`)
	mdURL     = regexp.MustCompile(`<https?://[^>]*>`)
	mdEscape  = regexp.MustCompile("\\\\([\\\\`*_{}\\[\\]()#+.!~|$<>-])")
)

// plainMarkdown takes the marks off a text and its formulae out of it.
func plainMarkdown(s string) (text string, tex []string) {
	s = mdNoteRef.ReplaceAllString(mdImage.ReplaceAllString(s, ""), " ")
	for range 2 {
		s = mdLink.ReplaceAllString(s, "$1")
	}
	s = mdMath.ReplaceAllStringFunc(s, func(m string) string {
		inner := strings.Trim(m, "$")
		if strings.HasPrefix(inner, " ") && !strings.HasPrefix(m, "$$") || !strings.ContainsAny(inner, `\^_=+{}`) && len(strings.TrimSpace(inner)) > 3 {
			return m
		}
		tex = append(tex, inner)
		return " "
	})
	s = mdURL.ReplaceAllString(s, "")
	s = mdTag.ReplaceAllString(s, " ")
	s = mdEscape.ReplaceAllString(s, "$1")
	return strings.NewReplacer("**", "", "__", "", "`", "", "==", "", "~~", "").Replace(s), tex
}
