//go:build !headless

package reader

import (
	"sort"

	"florilegium/clipper"
	"fyne.io/fyne/v2"
)

// place finds blocks and their spans by offsets of the flat text.
type place struct {
	blocks []clipper.Block
	starts []int
	notes  map[string]bool // the anchors of the footnotes
}

func newPlace(blocks []clipper.Block) place {
	p := place{blocks: blocks, starts: make([]int, len(blocks)), notes: map[string]bool{}}
	pos := 0
	for i := range blocks {
		p.starts[i] = pos
		pos += len(blocks[i].Text) + 1
		if blocks[i].Kind == clipper.Footnote {
			p.notes[blocks[i].Anchor] = true
		}
	}
	return p
}

// at is the index of the block that holds an offset, -1 without blocks.
func (p *place) at(off int) int {
	if len(p.blocks) == 0 {
		return -1
	}
	return max(0, sort.Search(len(p.starts), func(i int) bool { return p.starts[i] > off })-1)
}

// spot is a span of the text that leads somewhere: a link or the reference of a
// footnote.
type spot struct {
	start, end int
	link       string
	note       bool
}

// spotAt is the link or reference at an offset.
func (p *place) spotAt(off int) (spot, bool) {
	i := p.at(off)
	if i < 0 {
		return spot{}, false
	}
	for _, s := range p.blocks[i].Spans {
		if at := p.spot(i, s); at.leads() && off >= at.start && off < at.end {
			return at, true
		}
	}
	return spot{}, false
}

func (p *place) spot(block int, s clipper.Span) spot {
	return spot{p.starts[block] + s.Start, p.starts[block] + s.End, webAddress(s.Link), s.Note != "" && p.notes[s.Note]}
}

func (s spot) leads() bool { return s.link != "" || s.note }

// nextSpot is the first link or reference that starts after off, or the last
// that ends at off or before.
func (p *place) nextSpot(off, way int) (spot, bool) {
	for i := p.at(off); i >= 0 && i < len(p.blocks); i += way {
		spans := p.blocks[i].Spans
		for n := range spans {
			s := spans[n]
			if way < 0 {
				s = spans[len(spans)-1-n]
			}
			at := p.spot(i, s)
			if at.leads() && (way > 0 && at.start > off || way < 0 && at.end <= off) {
				return at, true
			}
		}
	}
	return spot{}, false
}

// lang is the language of the text at an offset (BCP 47).
func (r *Reader) lang(off int) string {
	if i := r.place.at(off); i >= 0 && r.place.blocks[i].Lang != "" {
		return r.place.blocks[i].Lang
	}
	if r.article == nil {
		return ""
	}
	return r.article.Source.Language
}

// unitAround is the range of a unit at an offset of the text.
func (r *Reader) unitAround(off int, u unit) (start, end int) {
	switch u {
	case byWord:
		if start, end = wordAt(r.doc.Text(), off); start == end {
			return off, r.doc.Next(off)
		}
		return start, end
	case bySentence:
		start, end = r.doc.ParagraphAt(off)
		a, b := sentenceAt(r.doc.Text()[start:end], off-start, r.lang(off))
		return start + a, start + b
	case byParagraph:
		return r.doc.ParagraphAt(off)
	}
	return off, off
}

// inView tells whether any of a box of the column is in view.
func (r *Reader) inView(y, h float32) bool {
	_, top := r.at(0, y)
	return top+h > 0 && top < r.Size().Height
}

func area(x, y, w, h float32) Area { return Area{fyne.NewPos(x, y), fyne.NewSize(w, h)} }
