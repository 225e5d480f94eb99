package typeset

import (
	"math"
	"sort"

	"florilegium/clipper"
)

// Style is how a layout is set.
type Style struct {
	Family  Family
	Size    float32 // of the body, in pixels
	Measure float32 // width of the column
	Leading float32 // pitch of the lines in units of the size; 0 is 1.6
	// Justify makes the lines of running text equally long; text stays ragged
	// where words would stand too far apart.
	Justify bool
	// Hyphenate divides words by the patterns found for the language of the
	// text; without patterns nothing is divided but at soft hyphens.
	Hyphenate bool
}

// usualLeading is the leading where a style asks for none.
const usualLeading = 1.6

// Pitch is the distance between the lines of the body, in whole pixels.
func (st Style) Pitch() float32 { return round(st.Size * st.leading()) }

func (st Style) leading() float32 {
	if st.Leading <= 0 {
		return usualLeading
	}
	return st.Leading
}

func round(v float32) float32 { return float32(math.Round(float64(v))) }

// ink is what a piece of text is painted with.
type ink uint8

const (
	inkText ink = iota
	inkMuted
	inkLink
)

// look is how a stretch of text is drawn.
type look struct {
	size          float32
	rise          float32 // above the baseline
	slot          slot
	ink           ink
	under, strike bool
	formula       bool // variables are set in italics
}

// flow is how a block lies in the column.
type flow struct {
	base        look
	left, right float32 // indents
	pitch       float32
	above       float32 // gaps to the blocks around; the larger of two counts
	below       float32
	pad         float32 // inside a panel, above and below
	panel       bool    // drawn on the surface colour
	rule        bool    // a rule at the left, as of a quotation
}

// heading sizes at a body of 18, by level.
var headings = [...]float32{1: 23, 2: 23, 3: 20, 4: 18, 5: 18, 6: 18}

// flowOf follows the scale of the typography: caption and meta 14, body 18,
// headings 20 and 23, title 30 at a body of 18.
func (st Style) flowOf(b *block) flow {
	em, unit := st.Size, st.Size/18
	f := flow{
		base:  look{size: em, slot: slotOf(st.Family, 0)},
		pitch: st.Pitch(), above: round(.9 * em), below: round(.9 * em),
	}
	switch b.Kind {
	case clipper.Heading:
		st.heading(&f, b)
	case clipper.ListItem:
		f.left = 1.5 * em * float32(max(1, b.Level))
		f.above, f.below = round(.35*em), round(.35*em)
	case clipper.Quote:
		f.left, f.rule = 1.25*em*float32(max(1, b.Level)), true
	case clipper.CodeBlock:
		st.small(&f, .88, Mono)
		f.panel, f.left, f.right, f.pad = true, .8*em, .8*em, round(.6*em)
	case clipper.Table:
		st.small(&f, .89, st.Family)
	case clipper.Figure:
		st.small(&f, 14./18, Sans)
		f.base.ink = inkMuted
		f.above, f.below = round(1.2*em), round(1.4*em)
	case clipper.Math:
		f.left, f.right = 2*em, em
	case clipper.Footnote:
		st.small(&f, .84, st.Family)
		f.left = 1.5 * em
		f.above, f.below = round(.4*em), round(.4*em)
	case clipper.Definition:
		if f.above, f.below = round(.9*em), round(.3*em); b.Level == 0 {
			f.base.slot |= bold // the term; what it means stands below
		} else {
			f.left, f.above = 1.5*em*float32(b.Level), f.below
		}
	case clipper.Aside, clipper.Embed:
		st.small(&f, 16./18, st.Family)
		f.panel, f.left, f.right, f.pad = true, em, em, round(.7*em)
	case clipper.Divider:
		f.above, f.below = round(.6*em), round(.6*em)
	}
	if b.front && !b.title {
		st.small(&f, 14./18, Sans)
		f.pitch, f.base.ink, f.above, f.below = round(20*unit), inkMuted, round(10*unit), round(26*unit)
	}
	return f
}

// small sets a block in another size and family, with a tighter pitch.
func (st Style) small(f *flow, scale float32, family Family) {
	f.base.size = st.Size * scale
	f.base.slot = slotOf(family, 0)
	f.pitch = round(f.base.size * 1.5 * st.leading() / usualLeading)
}

func (st Style) heading(f *flow, b *block) {
	em, unit := st.Size, st.Size/18
	f.base.slot |= bold
	if b.title {
		f.base.size, f.pitch, f.above, f.below = 30*unit, round(36*unit), 0, round(10*unit)
		return
	}
	f.base.size = headings[min(max(b.Level, 1), 6)] * unit
	f.pitch = round(f.base.size * 1.26)
	f.above, f.below = round(1.45*em), round(.4*em)
}

// span is the look of text with an inline style in a block.
func (base look) span(sp clipper.Span) look {
	l := base
	set := func(bit slot) { l.slot |= bit }
	if sp.Style&clipper.Strong != 0 {
		set(bold)
	}
	if sp.Style&clipper.Emphasis != 0 {
		l.slot ^= italic // emphasis within italics stands upright
	}
	if sp.Style&clipper.CodeText != 0 {
		l.slot = slotOf(Mono, l.slot%styles)
		if Family(base.slot/styles) != Mono {
			l.size *= .88
		}
	}
	if sp.Style&clipper.Credit != 0 {
		l.ink = inkMuted
	}
	switch {
	case sp.Style&clipper.Sup != 0 || sp.Note != "":
		l.size, l.rise = l.size*.68, l.rise+base.size*.36
	case sp.Style&clipper.Sub != 0:
		l.size, l.rise = l.size*.68, l.rise-base.size*.14
	}
	l.strike = l.strike || sp.Style&clipper.Strike != 0
	if sp.Link != "" || sp.Note != "" {
		l.ink = inkLink
		l.under = sp.Link != ""
	}
	l.under = l.under || sp.Style&clipper.Mark != 0
	l.formula = sp.TeX != ""
	return l
}

// segments cuts the bytes start to end of the text, which lie in block b, where
// the look changes.
func (b *block) segments(start, end int, base look) []seg {
	var segs []seg
	pos := start
	first := sort.Search(len(b.Spans), func(i int) bool { return b.start+b.Spans[i].End > start })
	for _, sp := range b.Spans[first:] {
		from, to := max(b.start+sp.Start, pos), min(b.start+sp.End, end)
		if b.start+sp.Start >= end {
			break
		} else if from >= to {
			continue
		}
		if from > pos {
			segs = append(segs, seg{pos, from, base})
		}
		segs = append(segs, seg{from, to, base.span(sp)})
		pos = to
	}
	if pos < end || len(segs) == 0 {
		segs = append(segs, seg{pos, end, base})
	}
	return segs
}
