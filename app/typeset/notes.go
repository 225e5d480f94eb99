package typeset

import (
	"slices"
	"strings"

	"florilegium/clipper"
)

// Note is a place of the text that refers to a footnote.
type Note struct {
	Anchor     string // of the footnote
	Start, End int    // of the reference, in the text
	Text       int    // where the footnote itself begins
	Open       bool   // it is shown below the line that refers to it
}

// index finds the footnotes and what refers to them.
func (d *Doc) index() {
	for i := d.fronts; i < len(d.blocks); i++ {
		b := &d.blocks[i]
		if b.Kind == clipper.Footnote && b.Anchor != "" {
			d.notes[b.Anchor] = append(d.notes[b.Anchor], i)
		}
		for _, sp := range b.Spans {
			if sp.Note != "" {
				d.refs[sp.Note] = append(d.refs[sp.Note], b.start+sp.Start)
			}
		}
	}
}

// NoteAt is the reference at an offset to a footnote that the text holds.
func (d *Doc) NoteAt(off int) (n Note, ok bool) {
	if off > d.flat || d.fronts == len(d.blocks) {
		return n, false
	}
	b := &d.blocks[d.blockAt(off)]
	for _, sp := range b.Spans {
		if sp.Note != "" && off >= b.start+sp.Start && off < b.start+sp.End && len(d.notes[sp.Note]) > 0 {
			at := b.start + sp.Start
			return Note{sp.Note, at, b.start + sp.End, d.blocks[d.notes[sp.Note][0]].start, d.open[at]}, true
		}
	}
	return n, false
}

// OpenNote opens the footnote of the reference at an offset below the line that
// refers to it, or closes it, in layouts made from now on. It reports whether
// layouts made before are now wrong. The footnote keeps its place in the text:
// what is opened is a second view of it, with the same offsets.
func (d *Doc) OpenNote(ref int, open bool) bool {
	n, ok := d.NoteAt(ref)
	if !ok || n.Open == open {
		return false
	}
	d.open[n.Start] = open
	return true
}

// Referrers are the offsets of the references to the footnote that holds an
// offset; none outside footnotes. The first leads back from the note.
func (d *Doc) Referrers(off int) []int {
	if off > d.flat || d.fronts == len(d.blocks) {
		return nil
	}
	if b := &d.blocks[d.blockAt(off)]; b.Kind == clipper.Footnote {
		return d.refs[b.Anchor]
	}
	return nil
}

// label is the sign that the text refers to a footnote with, empty where the
// note begins with it or is not referred to.
func (d *Doc) label(b *block) string {
	if len(d.refs[b.Anchor]) == 0 || d.blocks[d.notes[b.Anchor][0]].start != b.start {
		return ""
	}
	n, _ := d.NoteAt(d.refs[b.Anchor][0])
	label := strings.Trim(d.text[n.Start:n.End], "[]() \u00a0")
	if label == "" || len(label) > 8 || strings.HasPrefix(strings.TrimLeft(b.Text, "[("), label) {
		return ""
	}
	return label
}

// inset are the lines of an opened note.
type inset struct{ first, n int }

// deepest is how many opened notes lie within each other.
const deepest = 3

// notesIn are the opened references between two offsets.
func (l *Layout) notesIn(start, end int) []Note {
	if len(l.Doc.open) == 0 || l.depth >= deepest {
		return nil
	}
	var notes []Note
	for at, open := range l.Doc.open {
		if open && at >= start && at < end {
			n, _ := l.Doc.NoteAt(at)
			notes = append(notes, n)
		}
	}
	slices.SortFunc(notes, func(a, b Note) int { return a.Start - b.Start })
	return notes
}

// openNotes sets footnotes at the current height, on a panel.
func (l *Layout) openNotes(notes []Note) {
	first := len(l.Lines)
	em := l.Style.Size
	for _, n := range notes {
		l.Height += round(.3 * em)
		top := l.Height
		l.Height += round(.45 * em)
		l.depth++
		for k, i := range l.Doc.notes[n.Anchor] {
			b := &l.Doc.blocks[i]
			if f := l.flow(i); k > 0 {
				l.Height += f.above
			}
			at := len(l.Lines)
			l.paragraph(i, b.start, b.end, 2.2*em, l.Style.Measure-3.2*em)
			l.Lines[at].mark = l.mark(i)
		}
		l.depth--
		l.Height += round(.45 * em)
		l.decorate(Decor{Kind: Panel, Y: top, W: l.Style.Measure, H: l.Height - top, Offset: n.Text})
		l.Height += round(.3 * em)
	}
	if l.depth == 0 {
		l.insets = append(l.insets, inset{first, len(l.Lines) - first})
	}
}

// actual is the index of the nth line that is not one of an opened note.
func (l *Layout) actual(n int) int {
	for _, in := range l.insets {
		if n < in.first {
			break
		}
		n += in.n
	}
	return n
}

// own is how many lines are not those of opened notes.
func (l *Layout) own() int {
	n := len(l.Lines)
	for _, in := range l.insets {
		n -= in.n
	}
	return n
}

// Opened reports whether a line is one of a footnote opened in place.
func (l *Layout) Opened(line int) bool {
	return slices.ContainsFunc(l.insets, func(in inset) bool { return line >= in.first && line < in.first+in.n })
}

// BackAt is the first reference to the footnote whose number lies at a point.
func (l *Layout) BackAt(x, y float32) (ref int, ok bool) {
	if len(l.Lines) == 0 {
		return 0, false
	}
	ln := &l.Lines[l.hitLine(x, y)]
	if ln.mark == 0 || y < ln.Y || y >= ln.Y+ln.H || l.Doc.blocks[ln.block].Kind != clipper.Footnote {
		return 0, false
	}
	m := l.marks[ln.mark-1]
	gap, wide := .5*m.look.size, l.set.width(m.text, m.look)
	left := ln.X - gap - wide
	if l.Doc.blocks[ln.block].rtl {
		left = ln.X + ln.W
	}
	if x < left-gap/2 || x > left+wide+gap*1.5 {
		return 0, false
	}
	return l.Doc.refs[l.Doc.blocks[ln.block].Anchor][0], true
}
