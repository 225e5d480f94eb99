//go:build !headless

package reader

import (
	"context"
	"image"
	"image/color"
	"image/draw"
	"slices"

	"florilegium/app/typeset"
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
)

// The page is cut into slices of sliceHeight pixels of the screen. Each is one
// picture of its ground (highlights, selection, matches) and one of its text
// above it, so that the number of objects depends on the height of the window
// alone. Slices near the view are painted ahead, away from the main goroutine.
const (
	sliceHeight  = 256
	sliceMargin  = 2.5      // em beside the column, for list marks and slanted letters
	aheadBytes   = 16 << 20 // of slices painted and kept
	slicesPerJob = 3
)

// slice is what shows one slice of the page.
type slice struct {
	k      int
	lay    *typeset.Layout
	text   *canvas.Raster
	ground *canvas.Raster
	bands  []band
	marked bool // the ground was shown at some time
}

// tiles is the store of slices.
type tiles struct {
	r       *Reader
	painter *typeset.Painter
	live    map[int]*slice // in view
	pool    []*slice
	ready   map[int]*image.RGBA // painted ahead or kept, for the look in force
	look    paintLook
	busy    bool
	cancel  context.CancelFunc
	paper   *image.RGBA // painted on by one slice after the other
	down    bool        // the way the view moved last
	end     float32     // of what was set when the slices were made
}

// paintLook is what a painted slice depends on.
type paintLook struct {
	lay   *typeset.Layout
	scale float32
	inks  typeset.Inks
}

func newTiles(r *Reader, fonts *typeset.Fonts) *tiles {
	return &tiles{r: r, painter: typeset.NewPainter(fonts), live: map[int]*slice{}, ready: map[int]*image.RGBA{}, down: true}
}

// current is the look in force; painted slices of another are dropped.
func (t *tiles) current() paintLook {
	p := t.r.opt.Reading.Palette
	now := paintLook{t.r.lay, t.r.scale(), typeset.Inks{Text: p.Text, Muted: p.Muted, Link: p.Link}}
	if t.look != now {
		t.look, t.end = now, now.lay.Height
		clear(t.ready)
		for k, s := range t.live {
			t.pool = append(t.pool, s)
			delete(t.live, k)
		}
		if t.cancel != nil {
			t.cancel()
		}
	}
	return now
}

// height is that of a slice in the column.
func (t *tiles) height() float32 { return sliceHeight / t.look.scale }

// grown lets go of slices that the text ended in when they were made, after more
// of it was set.
func (t *tiles) grown() {
	lay := t.look.lay
	if lay == nil || lay != t.r.lay {
		return
	}
	whole := int(t.end/t.height()) - 1
	for k := range t.ready {
		if k >= whole {
			delete(t.ready, k)
		}
	}
	for k, s := range t.live {
		if k >= whole {
			t.pool = append(t.pool, s)
			delete(t.live, k)
		}
	}
	t.end = lay.Height
}

// box is the place of slice k in the column.
func (t *tiles) box(k int) typeset.Rect {
	st, scale := t.look.lay.Style, t.look.scale
	margin := round(sliceMargin*st.Size*scale) / scale
	return typeset.Rect{X: -margin, Y: float32(k) * t.height(), W: round((st.Measure+2*margin)*scale) / scale, H: t.height()}
}

// strip asks for slice k: all lines whose ink may reach into it.
func (t *tiles) strip(k int) typeset.Strip {
	b, reach := t.box(k), t.look.lay.Style.Pitch()
	first, last := t.look.lay.Visible(b.Y-reach, b.Y+b.H+reach)
	return typeset.Strip{Rect: b, First: first, Last: last}
}

// span is the range of slices, first to last, that touch y0 to y1.
func (t *tiles) span(y0, y1 float32) (first, last int) {
	h := t.height()
	return max(0, int(y0/h)), max(-1, int(min(y1, t.look.lay.Height)/h))
}

// show brings the slices first to last to the screen, with their bands.
func (t *tiles) show(first, last int, bands []band) (grounds, texts []fyne.CanvasObject) {
	for k, s := range t.live {
		if k < first || k > last {
			t.pool = append(t.pool, s)
			delete(t.live, k)
		}
	}
	for k := first; k <= last; k++ {
		s := t.live[k]
		if s == nil {
			s = t.slice(k)
			t.live[k] = s
		}
		b := t.box(k)
		if now := within(bands, b); !slices.Equal(now, s.bands) {
			if !s.known() {
				s = t.slice(k)
				t.live[k] = s
			}
			s.bands = now
			s.ground.Refresh()
		}
		x, y := t.r.at(b.X, b.Y)
		at := fyne.NewPos(t.r.snap(x), t.r.snap(y))
		s.text.Move(at)
		s.ground.Move(at)
		texts = append(texts, s.text)
		if len(s.bands) > 0 {
			s.marked = true
			grounds = append(grounds, s.ground)
		}
	}
	return grounds, texts
}

// slice makes slice k, of one that left the view where there is one.
func (t *tiles) slice(k int) *slice {
	var s *slice
	for s == nil && len(t.pool) > 0 {
		n := len(t.pool)
		if s, t.pool = t.pool[n-1], t.pool[:n-1]; !s.known() {
			s = nil
		}
	}
	if s == nil {
		s = &slice{}
		s.text = canvas.NewRaster(func(w, h int) image.Image { return t.paintText(s, w, h) })
		s.ground = canvas.NewRaster(func(w, h int) image.Image { return t.paintGround(s, w, h) })
		s.text.ScaleMode, s.ground.ScaleMode = canvas.ImageScalePixels, canvas.ImageScalePixels
	}
	s.k, s.lay, s.bands = k, t.look.lay, nil
	b := t.box(k)
	for _, o := range []*canvas.Raster{s.text, s.ground} {
		if size := fyne.NewSize(b.W, b.H); o.Size() == size {
			o.Refresh()
		} else {
			o.Resize(size)
		}
	}
	return s
}

// known reports whether the toolkit would hear that the slice looks otherwise. It
// forgets where a picture is shown a minute after it last heard of it, and until
// it draws again the picture would stay as it was: stale text amid the new.
func (s *slice) known() bool {
	driver := fyne.CurrentApp().Driver()
	return driver.CanvasForObject(s.text) != nil && (!s.marked || driver.CanvasForObject(s.ground) != nil)
}

// within are the bands that touch a slice.
func within(bands []band, b typeset.Rect) []band {
	var in []band
	for _, q := range bands {
		if q.Y < b.Y+b.H && q.Y+q.H > b.Y {
			in = append(in, q)
		}
	}
	return in
}

// paintText is the text of a slice: painted ahead, or here and now.
func (t *tiles) paintText(s *slice, w, h int) image.Image {
	if done := t.ready[s.k]; done != nil && s.lay == t.look.lay && done.Rect.Dx() == w && done.Rect.Dy() == h {
		return done
	}
	dst := t.sheet(w, h)
	s.lay.Paint(dst, t.strip(s.k), float32(h)/s.text.Size().Height, t.look.inks)
	return dst
}

// paintGround draws the bands of a slice.
func (t *tiles) paintGround(s *slice, w, h int) image.Image {
	dst := t.sheet(w, h)
	b, scale := t.box(s.k), float32(h)/s.ground.Size().Height
	for _, q := range s.bands {
		q.paint(dst, b, scale)
	}
	return dst
}

// sheet is clean paper. The canvas copies what it gets before it asks for the
// next, so one does for all.
func (t *tiles) sheet(w, h int) *image.RGBA {
	if n := w * h * 4; t.paper == nil || cap(t.paper.Pix) < n {
		t.paper = image.NewRGBA(image.Rect(0, 0, w, h))
	} else {
		t.paper.Pix, t.paper.Stride, t.paper.Rect = t.paper.Pix[:n], 4*w, image.Rect(0, 0, w, h)
		clear(t.paper.Pix)
	}
	return t.paper
}

// prepare has the next slices painted that are near the view and not painted
// yet, those ahead first, one job at a time.
func (t *tiles) prepare() {
	if t.r.opt.Run == nil || t.busy || t.r.lay == nil {
		return
	}
	var strips []typeset.Strip
	for _, k := range t.wanted() {
		if t.ready[k] == nil && len(strips) < slicesPerJob {
			strips = append(strips, t.strip(k))
		}
	}
	if len(strips) == 0 {
		return
	}
	look := t.look
	ctx, cancel := context.WithCancel(context.Background())
	t.busy, t.cancel = true, cancel
	job, painter := look.lay.Job(strips, look.scale, look.inks), t.painter
	t.r.opt.Run(func() func() {
		painted := painter.Paint(ctx, job)
		return func() {
			cancel()
			t.busy = false
			t.take(look, painted)
			t.prepare()
		}
	})
}

// take keeps painted slices.
func (t *tiles) take(look paintLook, painted []typeset.Tile) {
	if look != t.current() {
		return
	}
	for _, p := range painted {
		if look.lay.Take(p) {
			t.ready[int(p.Strip.Y/t.height()+.5)] = p.Image
		}
	}
}

// wanted lists the slices worth having, the most wanted first: those of the next
// view on the way of the last move, then those of the one behind. What is wanted
// no more is let go. Memory bounds how many there are.
func (t *tiles) wanted() []int {
	view := t.r.Size().Height
	y := t.r.off - topMargin
	first, last := t.span(y, y+view)
	_, end := t.span(0, t.look.lay.Height)
	n := last - first + 1
	var order []int
	if !t.look.lay.Done() {
		end -= 2
	}
	add := func(k int) {
		if k >= 0 && k <= end {
			order = append(order, k)
		}
	}
	for i := range n {
		if t.down {
			add(last + 1 + i)
		} else {
			add(first - 1 - i)
		}
	}
	for i := range n {
		if t.down {
			add(first - 1 - i)
		} else {
			add(last + 1 + i)
		}
	}
	b := t.box(0)
	most := max(n+1, int(aheadBytes/(4*b.W*b.H*t.look.scale*t.look.scale)))
	order = order[:min(len(order), most)]
	for k := range t.ready {
		if (k < first || k > last) && !slices.Contains(order, k) {
			delete(t.ready, k)
		}
	}
	return order
}

// band is a rectangle of the ground, in the column: filled, or a frame alone.
type band struct {
	typeset.Rect
	colour color.NRGBA
	frame  float32 // width of the frame, 0 for a filled band
}

// paint draws the band on a slice. Its edges lie on whole pixels.
func (q band) paint(dst *image.RGBA, b typeset.Rect, scale float32) {
	px := func(v float32) int { return int(round(v * scale)) }
	x0, y0 := px(q.X-b.X), px(q.Y-b.Y)
	out := image.Rect(x0, y0, max(x0+1, px(q.X+q.W-b.X)), max(y0+1, px(q.Y+q.H-b.Y)))
	src := image.NewUniform(q.colour)
	if q.frame == 0 {
		draw.Draw(dst, out, src, image.Point{}, draw.Over)
		return
	}
	in := out.Inset(max(1, px(q.frame)))
	for _, side := range []image.Rectangle{
		image.Rect(out.Min.X, out.Min.Y, out.Max.X, in.Min.Y), image.Rect(out.Min.X, in.Max.Y, out.Max.X, out.Max.Y),
		image.Rect(out.Min.X, in.Min.Y, in.Min.X, in.Max.Y), image.Rect(in.Max.X, in.Min.Y, out.Max.X, in.Max.Y),
	} {
		draw.Draw(dst, side, src, image.Point{}, draw.Over)
	}
}
