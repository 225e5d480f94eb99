//go:build !headless

package reader

import (
	"strings"

	"fyne.io/fyne/v2"
)

// RectOf lists the boxes of a range of the text, line by line, as far as they
// are in view, in the coordinates of the window. It is for walks through the
// window that look for text by where it is.
func (r *Reader) RectOf(start, end int) []Area {
	if r.lay == nil {
		return nil
	}
	origin := fyne.CurrentApp().Driver().AbsolutePositionForObject(r)
	var areas []Area
	for _, q := range r.lay.Rects(start, end, r.off-topMargin, r.off-topMargin+r.Size().Height) {
		x, y := r.at(q.X, q.Y)
		areas = append(areas, Area{fyne.NewPos(x, y).Add(origin), fyne.NewSize(q.W, q.H)})
	}
	return areas
}

// VisibleText is the text of the lines in view, one a line.
func (r *Reader) VisibleText() string {
	if r.lay == nil {
		return ""
	}
	y := r.off - topMargin
	first, last := r.lay.Visible(y, y+r.Size().Height)
	var b strings.Builder
	for i := first; i < last; i++ {
		b.WriteString(strings.TrimRight(r.lay.LineText(i), " \n"))
		b.WriteByte('\n')
	}
	return b.String()
}

// Objects is the number of canvas objects that show the page and what has popped
// up over it.
func (r *Reader) Objects() int {
	n := len(r.sheet.objs) + len(r.tip.objects()) + len(r.status.objects())
	if r.bubble.Visible() {
		n += len(r.bubble.objs)
	}
	return n
}

// boxOf is the box around what is in view of a range, in the coordinates of the
// widget, and whether any is.
func (r *Reader) boxOf(start, end int) (Area, bool) {
	if r.lay == nil {
		return Area{}, false
	}
	var a Area
	found := false
	view := r.Size().Height
	for _, q := range r.lay.Rects(start, end, r.off-topMargin, r.off-topMargin+view) {
		x, y := r.at(q.X, q.Y)
		if y+q.H <= 0 || y >= view {
			continue
		}
		if !found {
			a, found = Area{fyne.NewPos(x, y), fyne.NewSize(q.W, q.H)}, true
			continue
		}
		right, foot := max(a.Pos.X+a.Size.Width, x+q.W), max(a.Pos.Y+a.Size.Height, y+q.H)
		a.Pos = fyne.NewPos(min(a.Pos.X, x), min(a.Pos.Y, y))
		a.Size = fyne.NewSize(right-a.Pos.X, foot-a.Pos.Y)
	}
	return a, found
}
