//go:build !headless

package reader

import (
	"sort"

	"florilegium/app/typeset"
	"florilegium/clipper/fold"
)

// finder is the search in the page.
type finder struct {
	query  string
	shadow *fold.Shadow // of the text, made at the first search
	hits   [][2]int     // in order
	at     int          // index of the current one, -1
	from   int          // where one was when the search began
}

// Find marks every place of the text that reads like query, as the search of the
// library folds it, and makes the first one in view or below current; while a
// query is typed letter by letter, the first from where it was begun. It returns
// how many there are. An empty query takes the marks away.
func (r *Reader) Find(query string) int {
	f := &r.find
	if f.query == "" {
		f.from = r.here()
	}
	f.query, f.hits, f.at = query, nil, -1
	if query != "" {
		if f.shadow == nil {
			f.shadow = fold.New(r.doc.Text())
		}
		f.hits = f.shadow.Find(query, 0)
	}
	if n := len(f.hits); n > 0 {
		r.goToFound(sort.Search(n, func(i int) bool { return f.hits[i][0] >= f.from }) % n)
	}
	r.update()
	return len(f.hits)
}

// FindNext and FindPrevious go to the next match, round the ends of the text, and
// return its number, from 1, with that of all.
func (r *Reader) FindNext() (at, count int) { return r.stepFound(1) }

// FindPrevious is described at FindNext.
func (r *Reader) FindPrevious() (at, count int) { return r.stepFound(-1) }

// Found is the number of the current match, from 1, with that of all; 0, 0 when
// nothing was found.
func (r *Reader) Found() (at, count int) { return r.find.at + 1, len(r.find.hits) }

// EndFind takes the marks away and selects the current match.
func (r *Reader) EndFind() {
	f := &r.find
	if f.at >= 0 {
		r.anchor, r.head, r.touched = f.hits[f.at][0], f.hits[f.at][1], true
	}
	f.query, f.hits, f.at = "", nil, -1
	r.update()
}

func (r *Reader) stepFound(way int) (at, count int) {
	f := &r.find
	n := len(f.hits)
	if n == 0 {
		return 0, 0
	}
	r.goToFound((f.at + way + n) % n)
	f.from = f.hits[f.at][0]
	r.update()
	return r.Found()
}

// goToFound makes a match current and brings it into view.
func (r *Reader) goToFound(i int) {
	r.find.at = i
	r.bubble.Hide()
	hit := r.find.hits[i]
	r.show(hit[0], hit[1])
}

// foundBands adds the matches in view: framed all, filled the current one.
func (r *Reader) foundBands(out []band, y0, y1 float32) []band {
	f := &r.find
	if len(f.hits) == 0 {
		return out
	}
	p := r.opt.Reading.Palette
	from, to := r.lay.TextIn(y0, y1)
	for i := sort.Search(len(f.hits), func(i int) bool { return f.hits[i][1] > from }); i < len(f.hits) && f.hits[i][0] < to; i++ {
		for _, q := range r.lay.Rects(f.hits[i][0], f.hits[i][1], y0, y1) {
			q = filled(q)
			frame := float32(1)
			if i == f.at {
				out = append(out, band{Rect: q, colour: p.Found})
				frame = 2
			}
			box := typeset.Rect{X: q.X - frame, Y: q.Y - frame, W: q.W + 2*frame, H: q.H + 2*frame}
			out = append(out, band{box, p.Warn, frame})
		}
	}
	return out
}
