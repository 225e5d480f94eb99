package cite

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"florilegium/clipper"
)

// pieces takes a quotation apart at its marks, which must be such as CheckMarks
// passes, and sets the interventions with the spaces they need. The words that no
// mark takes out all stay, but for a comma or full stop that would stand twice at
// an omission.
func (h hand) pieces(quote string, marks []clipper.ClipMark) []piece {
	c := cutter{hand: h.among(quote), quote: quote}
	for _, m := range marks {
		if m.Kind == clipper.Emphasise {
			c.emphases = append(c.emphases, m)
		}
	}
	for _, m := range marks {
		if m.Kind != clipper.Emphasise {
			c.mark(m)
		}
	}
	c.words(c.pos, len(quote))
	return c.out
}

type cutter struct {
	hand     hand
	quote    string
	emphases []clipper.ClipMark
	pos      int // up to where the quotation is taken up
	out      []piece
}

func (c *cutter) mark(m clipper.ClipMark) {
	switch m.Kind {
	case clipper.Omit:
		c.words(c.pos, m.Start)
		c.omit(m)
	case clipper.Insert:
		c.words(c.pos, m.Start)
		c.insert(m)
	case clipper.Sic:
		c.words(c.pos, m.End)
		c.trimLeft()
		if c.hand.spaced && c.before() != 0 {
			c.put(" ", wordsPiece)
		}
		c.put(c.hand.sic, sicPiece)
		if c.hand.spaced && isWord(firstRune(c.quote[c.pos:])) && !isWide(firstRune(c.quote[c.pos:])) {
			c.put(" ", wordsPiece)
		}
	}
}

// words takes up the words from start to end, emphasised where they are.
func (c *cutter) words(start, end int) {
	for start < end {
		next, italic := end, false
		for _, m := range c.emphases {
			switch {
			case m.Start <= start && start < m.End:
				next, italic = min(next, m.End), true
			case m.Start > start:
				next = min(next, m.Start)
			}
		}
		c.out = append(c.out, piece{text: c.quote[start:next], italic: italic})
		start = next
	}
	c.pos = max(c.pos, end)
}

func (c *cutter) put(text string, kind pieceKind) {
	c.out = append(c.out, piece{text: text, kind: kind})
}

// before is the last character taken up, 0 for none.
func (c *cutter) before() rune {
	if len(c.out) == 0 {
		return 0
	}
	return lastRune(c.out[len(c.out)-1].text)
}

// trimLeft takes spaces off what is taken up, and reports whether there were any.
func (c *cutter) trimLeft() (spaced bool) {
	for len(c.out) > 0 {
		last := &c.out[len(c.out)-1]
		if last.kind != wordsPiece {
			break
		}
		bare := strings.TrimRight(last.text, spaces)
		spaced = spaced || bare != last.text
		if last.text = bare; bare != "" {
			break
		}
		c.out = c.out[:len(c.out)-1]
	}
	return spaced
}

// omit leaves the words of m out.
func (c *cutter) omit(m clipper.ClipMark) {
	gone := c.quote[m.Start:m.End]
	rest := c.quote[m.End:]
	left := c.trimLeft() || startsApart(gone)
	bare := strings.TrimLeft(rest, spaces)
	right := bare != rest || endsApart(gone)
	kept := rest[:len(rest)-len(bare)] // the space before what follows
	before, next := c.before(), firstRune(bare)
	if isStop(before) && next != 0 && strings.ContainsRune(",;:.", next) && !strings.HasPrefix(bare, "..") {
		bare, kept, right = bare[1:], "", true // "Fin. […], suite" says one stop too many
		bare = strings.TrimLeft(bare, spaces)
		next = firstRune(bare)
	}
	if next != 0 && strings.ContainsRune(",;:.!?…", next) && before != 0 && strings.ContainsRune(",;:", before) {
		c.dropLast(before)
		before = c.before()
		c.trimLeft()
	}
	closing := next != 0 && strings.ContainsRune(",;:.!?…)]»”’“」』，。；：！？、》،؛؟", next) && !opensHere(bare, next)
	if left && before != 0 && !strings.ContainsRune("([{«„‚“‘「『", before) && c.hand.spaced {
		if c.hand.dots && next == '.' && !isStop(before) {
			c.put(".", wordsPiece)
			bare = strings.TrimLeft(bare[1:], spaces)
			closing, right = false, true
		}
		c.put(" ", wordsPiece)
	}
	c.put(c.hand.omission, omitPiece)
	switch {
	case bare == "":
	case closing && c.hand.dots && strings.ContainsRune(",;:.!?", next):
		c.put("\u00a0", wordsPiece)
	case closing:
		if !strings.ContainsRune(",.", next) { // French sets a space before the others
			c.put(strings.Trim(kept, "\t\n"), wordsPiece)
		}
	case strings.Contains(kept, "\n"):
		c.put("\n", wordsPiece)
	case right && c.hand.spaced:
		c.put(" ", wordsPiece)
	}
	c.pos = len(c.quote) - len(bare)
}

// opensHere reports a mark that looks like a closing one and opens: “ in English.
func opensHere(text string, r rune) bool {
	return strings.ContainsRune("»”“’", r) && (slot{text, 0, utf8.RuneLen(r)}).role(r, false) == opens
}

// dropLast takes the last character off what is taken up.
func (c *cutter) dropLast(r rune) {
	last := &c.out[len(c.out)-1]
	if last.kind == wordsPiece {
		last.text = strings.TrimSuffix(last.text, string(r))
	}
	c.trimLeft()
}

// insert puts the words of m in brackets in the place of its range. A point between
// a word and a space takes a word, which a space parts from the one beside it;
// spaces at the ends of the reader's words stand outside the brackets.
func (c *cutter) insert(m clipper.ClipMark) {
	text := strings.TrimSpace(m.Text)
	before, next := c.before(), firstRune(c.quote[m.End:])
	lead, trail := "", ""
	if text != m.Text {
		if strings.HasPrefix(m.Text, " ") && !unicode.IsSpace(before) && before != 0 {
			lead = " "
		}
		if strings.HasSuffix(m.Text, " ") && !unicode.IsSpace(next) && next != 0 {
			trail = " "
		}
	} else if m.Start == m.End && c.hand.spaced {
		left, right := isWord(before), isWord(next)
		completes := utf8.RuneCountInString(text) <= 3 && !strings.ContainsFunc(text, unicode.IsUpper)
		if left && !right && !completes && !isWide(before) {
			lead = " "
		}
		if right && !left && !isWide(next) && !strings.HasSuffix(text, "-") && !strings.HasSuffix(text, "’") {
			trail = " "
		}
	}
	if lead != "" {
		c.put(lead, wordsPiece)
	}
	c.put("["+text+"]", insertPiece)
	if trail != "" {
		c.put(trail, wordsPiece)
	}
	c.pos = max(c.pos, m.End)
}

func isStop(r rune) bool { return r != 0 && strings.ContainsRune(".!?…。！？", r) }

func isWord(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) }

// startsApart reports words left out that begin with a space or a punctuation mark,
// so that a space stands for it.
func startsApart(gone string) bool {
	r := firstRune(gone)
	return unicode.IsSpace(r) || strings.ContainsRune(",;:.!?…()«“„–—،؛؟", r)
}

func endsApart(gone string) bool {
	r := lastRune(gone)
	return unicode.IsSpace(r) || strings.ContainsRune(",;:.!?…)»”–—،؛؟", r)
}
