package anchor

import "florilegium/clipper"

// Position says where an offset stands, in the words of a citation.
type Position struct {
	Block     int      // index of the block
	Paragraph int      // from 1; 0 before the first paragraph
	Heading   []string // from the outermost heading to the nearest
}

// PlaceOf is the position of a byte offset in the flat text of blocks. It counts
// paragraphs, paragraphs of quotes and list items; a further paragraph of an item
// belongs to the item, and what is no paragraph to the paragraph before it.
func PlaceOf(blocks []clipper.Block, off int) Position {
	var p Position
	var levels []int
	end := -1
	for i := range blocks {
		b := &blocks[i]
		p.Block = i
		switch b.Kind {
		case clipper.Paragraph, clipper.Quote:
			p.Paragraph++
		case clipper.ListItem:
			if b.Number != clipper.Continued {
				p.Paragraph++
			}
		case clipper.Heading:
			n := len(levels)
			for n > 0 && levels[n-1] >= b.Level {
				n--
			}
			levels = append(levels[:n], b.Level)
			p.Heading = append(p.Heading[:n], b.Text)
		}
		if end += 1 + len(b.Text); off <= end {
			break
		}
	}
	return p
}
