package clipper

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/rivo/uniseg"
)

// Emphasis lies over the words like a second layer, and may cover other marks. The
// marks of the first layer (omissions, insertions, [sic]) never overlap each other,
// nor do two emphases.

// CheckMarks refuses marks that no quotation can bear: outside its words, inside a
// character, one over the other, out of order, empty, or of a kind that there is
// not. The error is a *Error of class Usage.
func CheckMarks(quote string, marks []ClipMark) error {
	edge := graphemeEdges(quote)
	end := map[bool]int{} // of the last mark of each layer
	for i, m := range marks {
		switch {
		case m.Start < 0 || m.End > len(quote) || m.Start > m.End:
			return Errorf(Usage, nil, hintMarks, "a mark of the quotation lies outside its words")
		case !edge[m.Start] || !edge[m.End]:
			return Errorf(Usage, nil, hintMarks, "a mark of the quotation begins or ends inside a character")
		case i > 0 && compareMarks(marks[i-1], m) > 0:
			return Errorf(Usage, nil, hintMarks, "the marks of the quotation are not in the order of its words")
		case m.Start < end[m.over()]:
			return Errorf(Usage, nil, hintMarks, "two marks of the quotation lie over each other")
		}
		if err := m.check(); err != nil {
			return err
		}
		end[m.over()] = m.End
	}
	return nil
}

const hintMarks = "Take the marks off this quotation and set them once more"

// check looks at a mark by itself.
func (m ClipMark) check() error {
	switch m.Kind {
	case Omit, Emphasise:
		if m.Start == m.End {
			return Errorf(Usage, nil, hintMarks, "an omission or an emphasis of the quotation holds no words")
		}
	case Insert:
		if strings.TrimSpace(m.Text) == "" {
			return Errorf(Usage, nil, hintMarks, "an insertion into the quotation has no words")
		}
		if !utf8.ValidString(m.Text) {
			return Errorf(Usage, nil, hintMarks, "an insertion into the quotation is not text")
		}
		return nil
	case Sic:
	default:
		return Errorf(Usage, nil, hintMarks, "there is no mark of the kind %s", string(m.Kind))
	}
	if m.Text != "" {
		return Errorf(Usage, nil, hintMarks, "only an insertion into the quotation has words of its own")
	}
	return nil
}

// over reports a mark of the upper layer.
func (m ClipMark) over() bool { return m.Kind == Emphasise }

// overlaps reports whether two marks of one layer cannot stand together. Marks that
// only touch can.
func (m ClipMark) overlaps(o ClipMark) bool {
	if m.over() != o.over() {
		return false
	}
	if m.Start == m.End || o.Start == o.End {
		return m.Start == o.Start && m.End == o.End || m.Start < o.Start && o.End < m.End || o.Start < m.Start && m.End < o.End
	}
	return m.Start < o.End && o.Start < m.End
}

func compareMarks(a, b ClipMark) int {
	return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(a.End, b.End))
}

// graphemeEdges says of each byte offset of a text whether it is a grapheme edge.
func graphemeEdges(text string) []bool {
	edge := make([]bool, len(text)+1)
	edge[0] = true
	state, at := -1, 0
	for at < len(text) {
		cluster, _, _, next := uniseg.FirstGraphemeClusterInString(text[at:], state)
		at, state = at+len(cluster), next
		edge[at] = true
	}
	return edge
}

func sortMarks(marks []ClipMark) { slices.SortStableFunc(marks, compareMarks) }
