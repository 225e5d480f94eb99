package typeset

import (
	"florilegium/clipper"
	"github.com/rivo/uniseg"
)

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
