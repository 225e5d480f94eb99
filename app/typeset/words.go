package typeset

import (
	"unicode"
	"unicode/utf8"

	"florilegium/clipper"
	"github.com/rivo/uniseg"
)

// inWord tells what a word is made of. Apostrophes, hyphens and guillemets part
// words.
func inWord(r rune) bool {
	return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) || r == '_' || r == 0xAD || r == 0x200C || r == 0x200D || r == 0x2060
}

// WordAt is the word at an offset: the grapheme there where it is no part of
// one.
func (d *Doc) WordAt(off int) (start, end int) {
	text := d.Text()
	start, end = min(max(off, 0), len(text)), min(max(off, 0), len(text))
	for start > 0 {
		r, n := utf8.DecodeLastRuneInString(text[:start])
		if !inWord(r) {
			break
		}
		start -= n
	}
	for end < len(text) {
		r, n := utf8.DecodeRuneInString(text[end:])
		if !inWord(r) {
			break
		}
		end += n
	}
	if start == end && end < len(text) {
		return start, d.Next(start)
	}
	return start, end
}

// ParagraphAt is the range of the paragraph or cell at an offset.
func (d *Doc) ParagraphAt(off int) (start, end int) {
	if d.fronts == len(d.blocks) {
		return 0, 0
	}
	b := &d.blocks[d.blockAt(off)]
	if b.Kind == clipper.Table {
		for _, c := range b.Cells {
			if off >= b.start+c.Start && off <= b.start+c.End {
				return b.start + c.Start, b.start + c.End
			}
		}
	}
	return b.start, b.end
}

// SentenceAt is the sentence at an offset (UAX 29), without the spaces after it.
func (d *Doc) SentenceAt(off int) (start, end int) {
	start, stop := d.ParagraphAt(off)
	rest, state := d.text[start:stop], -1
	for rest != "" {
		var s string
		s, rest, state = uniseg.FirstSentenceInString(rest, state)
		if start+len(s) > off || rest == "" {
			return start, start + len(trimmed(s))
		}
		start += len(s)
	}
	return start, stop
}

// Next is the end of the grapheme that starts at an offset.
func (d *Doc) Next(off int) int {
	if off >= d.flat {
		return d.flat
	}
	g, _, _, _ := uniseg.FirstGraphemeClusterInString(d.text[off:d.flat], -1)
	return off + len(g)
}

// Previous is the start of the grapheme that ends at an offset.
func (d *Doc) Previous(off int) int {
	if off <= 0 {
		return 0
	}
	start, _ := d.ParagraphAt(off)
	if start >= off {
		return off - 1 // the newline between two blocks
	}
	pos, rest, state := start, d.text[start:d.flat], -1
	for {
		var g string
		g, rest, _, state = uniseg.FirstGraphemeClusterInString(rest, state)
		if pos+len(g) >= off || rest == "" {
			return pos
		}
		pos += len(g)
	}
}

// NextWord is the end of the word at or after an offset, PreviousWord the start
// of the word at or before it.
func (d *Doc) NextWord(off int) int {
	text := d.Text()
	for in := false; off < len(text); {
		r, n := utf8.DecodeRuneInString(text[off:])
		if w := inWord(r); w {
			in = true
		} else if in {
			break
		}
		off += n
	}
	return off
}

// PreviousWord is described at NextWord.
func (d *Doc) PreviousWord(off int) int {
	text := d.Text()
	for in := false; off > 0; {
		r, n := utf8.DecodeLastRuneInString(text[:off])
		if w := inWord(r); w {
			in = true
		} else if in {
			break
		}
		off -= n
	}
	return off
}
