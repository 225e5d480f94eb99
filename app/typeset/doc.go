// Package typeset turns the typed blocks of an article into lines, and lines
// into pixels. It knows no window.
//
// It promises that every grapheme of the flat text (clipper.JoinBlocks) has
// exactly one place, and one more where it stands in a footnote opened in place;
// that offsets, which are bytes of that text, survive the way to a point and
// back; that no line ends with « or an opening bracket or begins with » : ; ! ? %
// €, a closing bracket, or what kinsoku keeps from there; that numbers keep their
// units, dashes what they enclose, and no line breaks at a no-break space;
// that directions follow the Unicode bidirectional algorithm (UAX 9); and that
// what is drawn and not in the text, such as a hyphen at the end of a line or a
// stand-in for a character that no font has, never moves an offset.
//
// Lengths are device-independent pixels in float32, y grows downwards, and the
// origin is the top left corner of the column. A Setter and the layouts it made
// belong to one goroutine; Fonts may be shared. What is to be painted elsewhere is
// asked for by a Job and painted by a Painter:
//
//	job := layout.Job(layout.Strips(y0, y1), scale, inks) // here
//	tiles := painter.Paint(ctx, job)                      // anywhere
//	layout.Take(tile)                                     // here again, for each
package typeset

import (
	"strings"
	"unicode/utf8"

	"florilegium/clipper"
)

// Front is a line of the front matter: shown above the text and no part of it.
type Front struct {
	Text string
	// Title is set bold and large in the reading face, the rest small and muted
	// in the sans.
	Title bool
	// Spans are links within Text.
	Spans []clipper.Span
}

// Doc is an article made ready to be laid out at any width and size.
type Doc struct {
	text    string // the flat text, then the front matter
	flat    int    // length of the flat text
	lang    string
	blocks  []block // front matter first, then the text
	fronts  int
	sizes   map[string][2]int // pixels of images whose size became known
	notes   map[string][]int  // the blocks of each footnote, by anchor
	refs    map[string][]int  // the offsets that refer to it
	open    map[int]bool      // those of opened notes
	letters map[string][]rune // see scripts
}

// block is a clipper.Block with its place in the text.
type block struct {
	clipper.Block
	start, end int
	front      bool
	title      bool
	rtl        bool // the paragraph runs from right to left
	bidi       bool // it holds letters that do
	greek      bool // it holds Greek with its old accents
}

// NewDoc prepares blocks for layout. lang is the article's language (BCP 47).
func NewDoc(blocks []clipper.Block, front []Front, lang string) *Doc {
	var b strings.Builder
	b.Grow(length(blocks, front))
	for i := range blocks {
		if i > 0 {
			b.WriteByte('\n')
		}
		b.WriteString(blocks[i].Text)
	}
	d := &Doc{flat: b.Len(), lang: lang, sizes: map[string][2]int{}, notes: map[string][]int{}, refs: map[string][]int{}, open: map[int]bool{}}
	d.blocks = make([]block, 0, len(blocks)+len(front))
	for _, f := range front {
		b.WriteByte('\n')
		kind := clipper.Paragraph
		if f.Title {
			kind = clipper.Heading
		}
		d.blocks = append(d.blocks, block{
			Block: clipper.Block{Kind: kind, Text: f.Text, Spans: f.Spans},
			start: b.Len(), end: b.Len() + len(f.Text), front: true, title: f.Title,
		})
		b.WriteString(f.Text)
	}
	d.fronts = len(d.blocks)
	pos := 0
	for _, bl := range blocks {
		d.blocks = append(d.blocks, block{Block: bl, start: pos, end: pos + len(bl.Text)})
		pos += len(bl.Text) + 1
	}
	d.text = b.String()
	for i := range d.blocks {
		d.blocks[i].direct()
	}
	d.index()
	return d
}

// length is that of the text of blocks and front matter.
func length(blocks []clipper.Block, front []Front) (n int) {
	for i := range blocks {
		n += len(blocks[i].Text) + 1
	}
	for _, f := range front {
		n += len(f.Text) + 1
	}
	return n
}

// direct finds the direction of the block: the declared one, else that of its
// first strong letter (UAX 9, P2 and P3).
func (b *block) direct() {
	b.bidi, b.greek = peculiar(b.Text)
	switch {
	case b.Dir == "rtl":
		b.rtl, b.bidi = true, true
	case b.Dir == "ltr" || !b.bidi:
	default:
		b.rtl = firstStrong(b.Text)
	}
}

// hasRTL tells whether a text may hold right-to-left letters or marks.
func hasRTL(text string) bool {
	rtl, _ := peculiar(text)
	return rtl
}

// peculiar tells, in one pass over the bytes, whether a text may hold letters or
// marks that run from right to left, and Greek with accents that only older
// Greek has.
func peculiar(text string) (rtl, greek bool) {
	for i := 0; i < len(text); i++ {
		c := text[i]
		switch {
		case c < 0xD6 || i+2 >= len(text) && c >= 0xE0:
		case c == 0xE2: // quotes, dashes, and the marks of direction among them
			mark := text[i : i+3]
			rtl = rtl || mark == "\u200f" || mark == "\u202b" || mark == "\u202e" || mark == "\u2067"
			i += 2
		case c == 0xE1:
			greek = greek || text[i+1] >= 0xBC && text[i+1] <= 0xBF
			i += 2
		default:
			r, _ := utf8.DecodeRuneInString(text[i:])
			rtl = rtl || r >= 0x590 && r <= 0x8FF || r >= 0xFB1D && r <= 0xFEFC ||
				r >= 0x10800 && r <= 0x10FFF || r >= 0x1E800 && r <= 0x1EFFF
		}
	}
	return rtl, greek
}

func firstStrong(text string) (rtl bool) {
	p := paragraph{}
	p.read(text)
	rtl, _ = p.strong(0, len(p.runes))
	return rtl
}

// Text is the flat text.
func (d *Doc) Text() string { return d.text[:d.flat] }

// SetImageSize tells the size in pixels of an image whose block did not know it,
// and reports whether a layout made before is now wrong.
func (d *Doc) SetImageSize(hash string, width, height int) bool {
	if width <= 0 || height <= 0 || d.sizes[hash] == [2]int{width, height} {
		return false
	}
	d.sizes[hash] = [2]int{width, height}
	for i := range d.blocks {
		if im := d.blocks[i].Image; im != nil && im.Hash == hash && (im.Width != width || im.Height != height) {
			return true
		}
	}
	return false
}

// blockAt is the index of the block that holds an offset of the flat text.
func (d *Doc) blockAt(off int) int {
	lo, hi := d.fronts, len(d.blocks)
	for hi-lo > 1 {
		if mid := (lo + hi) / 2; d.blocks[mid].start <= off {
			lo = mid
		} else {
			hi = mid
		}
	}
	return lo
}

// LinkAt is the address and the range of the link at an offset; empty where
// there is none.
func (d *Doc) LinkAt(off int) (address string, start, end int) {
	if len(d.blocks) == 0 {
		return "", 0, 0
	}
	b := &d.blocks[0]
	if off <= d.flat {
		if d.fronts == len(d.blocks) {
			return "", 0, 0
		}
		b = &d.blocks[d.blockAt(off)]
	} else {
		for i := range d.fronts {
			if d.blocks[i].start <= off {
				b = &d.blocks[i]
			}
		}
	}
	for _, s := range b.Spans {
		if s.Link != "" && off >= b.start+s.Start && off < b.start+s.End {
			return s.Link, b.start + s.Start, b.start + s.End
		}
	}
	return "", 0, 0
}

// Heading is an entry of the outline.
type Heading struct {
	Level  int // 1–6
	Text   string
	Offset int
}

// Outline lists the headings of the text.
func (d *Doc) Outline() []Heading {
	var hs []Heading
	for _, b := range d.blocks[d.fronts:] {
		if b.Kind == clipper.Heading {
			hs = append(hs, Heading{max(1, b.Level), b.Text, b.start})
		}
	}
	return hs
}
