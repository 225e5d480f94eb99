package typeset

import (
	"context"
	"image"
	"sync"
)

// Job asks for strips of a layout to be painted on another goroutine. It is made
// on the goroutine of the layout and never changes afterwards, whatever happens
// to the layout.
type Job struct {
	of     *Layout
	page   Layout // without its caches
	strips []Strip
	scale  float32
	inks   Inks
}

// Job asks for strips at a number of pixels a unit.
func (l *Layout) Job(strips []Strip, scale float32, inks Inks) *Job {
	j := &Job{of: l, page: *l, strips: append([]Strip(nil), strips...), scale: scale, inks: inks}
	j.page.set, j.page.shaped, j.page.levels = nil, cache[int, *shapedLine]{}, levelCache{}
	return j
}

// Tile is a painted strip. It belongs to whoever got it: nothing is drawn on its
// image any more.
type Tile struct {
	Strip Strip
	Scale float32
	Inks  Inks
	Image *image.RGBA // Strip.Pixels(Scale), transparent but for the ink

	of    *Layout
	lines []*shapedLine // of the strip
}

// Pixels is the size of the picture of a strip at a number of pixels a unit.
func (s Strip) Pixels(scale float32) (w, h int) {
	return int(s.W*scale + .99), int(s.H*scale + .99)
}

// Painter paints jobs with faces and caches of its own. Any goroutine may call
// it; it works on one job at a time.
type Painter struct {
	mu  sync.Mutex
	set *Setter
}

// NewPainter makes a painter of the same fonts as the Setter that made the
// layouts.
func NewPainter(f *Fonts) *Painter { return &Painter{set: NewSetter(f)} }

// Paint paints the strips of a job in their order. It stops early, with the
// tiles painted so far, when the context ends. The same strip painted by
// Layout.Paint is the same picture.
func (p *Painter) Paint(ctx context.Context, j *Job) []Tile {
	p.mu.Lock()
	defer p.mu.Unlock()
	page := j.page
	page.set = p.set
	tiles := make([]Tile, 0, len(j.strips))
	for _, s := range j.strips {
		if ctx.Err() != nil {
			break
		}
		w, h := s.Pixels(j.scale)
		t := Tile{Strip: s, Scale: j.scale, Inks: j.inks, Image: image.NewRGBA(image.Rect(0, 0, w, h)), of: j.of}
		page.Paint(t.Image, s, j.scale, j.inks)
		for i := s.First; i < s.Last; i++ {
			t.lines = append(t.lines, page.line(i))
		}
		tiles = append(tiles, t)
	}
	return tiles
}

// Take keeps what painting a tile found out about its lines, so that hits,
// carets and rectangles on them cost no shaping, and reports whether the tile
// was painted for this layout. It belongs to the goroutine of the layout.
func (l *Layout) Take(t Tile) bool {
	if t.of != l {
		return false
	}
	for n, sl := range t.lines {
		i := t.Strip.First + n
		if _, ok := l.shaped.get(i); ok {
			continue
		}
		own := *sl
		own.glyphs = make([]glyph, len(sl.glyphs))
		for k, g := range sl.glyphs {
			g.face = l.set.newFace(g.face.Font)
			own.glyphs[k] = g
		}
		l.shaped.put(i, &own)
	}
	return true
}
