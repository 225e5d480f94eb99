package typeset

import (
	"slices"
	"sort"
	"strings"
	"unicode/utf8"
)

// How far the spaces of a justified line may give, in parts of the size: a line
// that asks for more stays ragged.
const (
	mostStretch = .6
	mostShrink  = .07
)

// justified tells whether line i is to fill its box: not the last of its
// paragraph, nor one that the text itself ends.
func (l *Layout) justified(ln *Line) bool {
	return l.Style.Justify && !ln.last && ln.sub == 0 && l.Doc.blocks[ln.block].running() &&
		!strings.HasSuffix(l.Doc.text[ln.Start:ln.End], "\n")
}

// fill widens the spaces of a line, from left to right in width pixels, until it
// fills its box; between ideographs there is room as well.
func (p *placer) fill(width, size float32) {
	gaps := p.gaps()
	if len(gaps) == 0 {
		return
	}
	add := (width - p.x) / float32(len(gaps))
	if add > mostStretch*size || add < -mostShrink*size {
		return
	}
	moved := func(x float32) float32 {
		return x + add*float32(sort.Search(len(gaps), func(i int) bool { return gaps[i] > x+.01 }))
	}
	for i := range p.glyphs {
		p.glyphs[i].x += moved(p.pens[i]) - p.pens[i]
	}
	for i, c := range p.graphemes {
		p.graphemes[i].lead, p.graphemes[i].trail = moved(c.lead), moved(c.trail)
	}
	for i, b := range p.bars {
		p.bars[i].x0, p.bars[i].x1 = moved(b.x0), moved(b.x1)
	}
	p.x = width
}

// gaps are the right ends of the spaces between the words of the line, and the
// borders between ideographs, from the left, but for the end of the line.
func (p *placer) gaps() []float32 {
	var gaps []float32
	var before rune
	for k, c := range p.graphemes {
		r := p.runeOf(k)
		switch {
		case r == ' ' || r == 0xA0:
			if !strings.ContainsRune("«‹", before) && !strings.ContainsRune("»›:;!?%€", p.runeOf(k+1)) {
				gaps = append(gaps, max(c.lead, c.trail)) // else it belongs to the mark
			}
		case isWide(r) && isWide(before):
			gaps = append(gaps, min(c.lead, c.trail))
		}
		before = r
	}
	slices.Sort(gaps)
	for len(gaps) > 0 && gaps[len(gaps)-1] >= p.x-.01 {
		gaps = gaps[:len(gaps)-1]
	}
	return gaps
}

// runeOf is the first rune of a grapheme of the line, 0 beyond its end.
func (p *placer) runeOf(k int) rune {
	if k >= len(p.graphemes) {
		return 0
	}
	r, _ := utf8.DecodeRuneInString(p.text[p.graphemes[k].off:])
	return r
}

// hyphen draws a hyphen at the end of the line, which the text does not have.
func (p *placer) hyphen(as look) {
	c := p.set.base[as.slot]
	gid, ok := c.NominalGlyph('-')
	if !ok {
		return
	}
	p.glyphs = append(p.glyphs, glyph{x: p.x, y: -as.rise, size: as.size, face: c, gid: gid, ink: as.ink})
	p.pens = append(p.pens, p.x)
	p.x += c.HorizontalAdvance(gid) / c.upem * as.size
}
