package clipper

import (
	"slices"
	"strings"
)

// NormalMarks are the marks in the form that CheckMarks asks for: on grapheme
// edges, widened to them, and in order; omissions that overlap, or that only white
// space parts, are one, and so are emphases. What cannot be kept is given back as
// lost.
func NormalMarks(quote string, marks []ClipMark) (normal, lost []ClipMark) {
	edge := graphemeEdges(quote)
	sorted := slices.Clone(marks)
	for i := range sorted {
		sorted[i] = sorted[i].snapped(edge)
	}
	sortMarks(sorted)
	for _, m := range sorted {
		if m.check() != nil {
			lost = append(lost, m)
			continue
		}
		i := slices.IndexFunc(normal, func(n ClipMark) bool { return n.overlaps(m) || n.joins(m, quote) })
		switch {
		case i < 0:
			normal = append(normal, m)
		case normal[i].Kind == m.Kind && (m.Kind == Omit || m.Kind == Emphasise):
			normal[i].End = max(normal[i].End, m.End)
		default:
			lost = append(lost, m)
		}
	}
	sortMarks(normal)
	return normal, lost
}

// snapped is the mark inside its text and on edges.
func (m ClipMark) snapped(edge []bool) ClipMark {
	last := len(edge) - 1
	m.Start, m.End = min(max(m.Start, 0), last), min(max(m.End, 0), last)
	m.End = max(m.Start, m.End)
	empty := m.Start == m.End
	for !edge[m.Start] {
		m.Start--
	}
	if empty {
		m.End = m.Start
	}
	for !edge[m.End] {
		m.End++
	}
	return m
}

// joins reports marks of one kind between which nothing stands.
func (m ClipMark) joins(o ClipMark, quote string) bool {
	if m.Kind != o.Kind || m.Kind != Omit && m.Kind != Emphasise {
		return false
	}
	return m.End <= o.Start && strings.TrimSpace(quote[m.End:o.Start]) == ""
}

// ToggleMark sets a mark, or takes it off where it stands already. An omission or
// an emphasis is taken off exactly the words of m where they all bear it, and else
// grows over them; an insertion in the place of another replaces it, and one
// without words takes it off. Marks that give way to m are given back as lost, so that
// the reader can be told.
func ToggleMark(quote string, marks []ClipMark, m ClipMark) (now, lost []ClipMark, err error) {
	marks, lost = NormalMarks(quote, marks)
	m = m.snapped(graphemeEdges(quote))
	if rest, off := taken(marks, m); off {
		return rest, lost, nil
	}
	if err := m.check(); err != nil {
		return marks, lost, err
	}
	kept := []ClipMark{m}
	for _, o := range marks {
		if o.overlaps(m) && (o.Kind != m.Kind || m.Kind == Insert || m.Kind == Sic) {
			if o.Kind != m.Kind || o.Start != m.Start || o.End != m.End {
				lost = append(lost, o)
			}
			continue
		}
		kept = append(kept, o)
	}
	now, more := NormalMarks(quote, kept)
	return now, append(lost, more...), nil
}

// taken is the marks without m, where m takes something off.
func taken(marks []ClipMark, m ClipMark) (rest []ClipMark, off bool) {
	for _, o := range marks {
		same := o.Start == m.Start && o.End == m.End
		switch {
		case o.Kind != m.Kind:
		case m.Kind == Insert && same && (o.Text == m.Text || strings.TrimSpace(m.Text) == ""), m.Kind == Sic && same:
			off = true
			continue
		case (m.Kind == Omit || m.Kind == Emphasise) && m.Start < m.End && o.Start <= m.Start && m.End <= o.End:
			off = true
			rest = append(rest, o.without(m)...)
			continue
		}
		rest = append(rest, o)
	}
	return rest, off
}

// without is what is left of a mark on both sides of m.
func (m ClipMark) without(o ClipMark) (rest []ClipMark) {
	for _, part := range [][2]int{{m.Start, o.Start}, {o.End, m.End}} {
		if part[0] < part[1] {
			rest = append(rest, ClipMark{Kind: m.Kind, Start: part[0], End: part[1]})
		}
	}
	return rest
}

// ShiftMarks carries marks along when the ends of a clip move in one text: from is
// where the quotation began, to and end are where the new one begins and ends.
// Omissions and emphases are cut at the new ends; what no longer lies inside, and
// an insertion or a [sic] whose words are cut, is given back as lost, with the
// offsets it had.
func ShiftMarks(marks []ClipMark, from, to, end int) (carried, lost []ClipMark) {
	for _, m := range marks {
		moved := m
		moved.Start, moved.End = max(m.Start+from-to, 0), min(m.End+from-to, end-to)
		cut := moved.Start != m.Start+from-to || moved.End != m.End+from-to
		switch {
		case cut && (m.Kind == Insert || m.Kind == Sic), moved.Start > moved.End, cut && moved.Start == moved.End:
			lost = append(lost, m)
		default:
			carried = append(carried, moved)
		}
	}
	return carried, lost
}
