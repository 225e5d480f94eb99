//go:build !headless

package reader

import (
	"image"
	"image/color"

	"florilegium/app/typeset"
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"
)

// sheet is what is drawn of the page: only what is in view, and two lines more.
// Its objects lie behind each other in the order of paint: page, panels,
// highlights, selection, marks, pictures, text, scroll bar.
type sheet struct {
	widget.BaseWidget
	r     *Reader
	clip  *container.Clip
	page  *canvas.Rectangle
	thumb *canvas.Rectangle
	rects []*canvas.Rectangle // pool, used from the start at each update
	used  int
	live  map[int]*tile // by the first line of the strip
	pool  []*tile
	objs  []fyne.CanvasObject
	over  []fyne.CanvasObject // drawn above the text: margin dots
	paper *image.RGBA         // painted on by one tile after the other
	stale bool
}

// tile is the text of one strip.
type tile struct {
	raster *canvas.Raster
	strip  typeset.Strip
	lay    *typeset.Layout
}

func newSheet(r *Reader) *sheet {
	s := &sheet{r: r, page: canvas.NewRectangle(color.Transparent), thumb: canvas.NewRectangle(color.Transparent), live: map[int]*tile{}}
	s.thumb.CornerRadius = 3
	s.clip = container.NewClip(s)
	s.ExtendBaseWidget(s)
	return s
}

func (s *sheet) CreateRenderer() fyne.WidgetRenderer { return sheetRenderer{s} }
func (s *sheet) MinSize() fyne.Size                  { return fyne.NewSize(1, 1) }

type sheetRenderer struct{ s *sheet }

func (x sheetRenderer) Destroy()                     {}
func (x sheetRenderer) Layout(fyne.Size)             {}
func (x sheetRenderer) MinSize() fyne.Size           { return fyne.NewSize(1, 1) }
func (x sheetRenderer) Objects() []fyne.CanvasObject { return x.s.objs }
func (x sheetRenderer) Refresh()                     {}

// repaint makes the next update paint every tile anew.
func (s *sheet) repaint() { s.stale = true }

// update brings the objects up to the state of the reader.
func (r *Reader) update() {
	s, size := r.sheet, r.Size()
	if size.Width < minWidth {
		return
	}
	p := r.opt.Reading.Palette
	s.used = 0
	s.objs = s.objs[:0]
	s.over = s.over[:0]
	fill(s.page, p.Page)
	s.page.Resize(size)
	s.objs = append(s.objs, s.page)
	if r.lay != nil {
		pitch := r.lay.Style.Pitch()
		y0 := r.off - topMargin
		r.drawDecor(y0, y0+size.Height)
		r.drawMarks(y0, y0+size.Height)
		r.drawPictures(y0, y0+size.Height)
		s.drawText(y0-2*pitch, y0+size.Height+2*pitch)
		s.objs = append(s.objs, s.over...)
		s.drawBars()
	}
	canvas.Refresh(s.page)
}

// fill colours a rectangle; only a change costs anything.
func fill(q *canvas.Rectangle, c color.NRGBA) {
	if q.FillColor != color.Color(c) {
		q.FillColor = c
		q.Refresh()
	}
}

// rect draws a rectangle of the page. Its edges lie on whole pixels.
func (s *sheet) rect(x, y, w, h float32, c color.NRGBA) *canvas.Rectangle {
	if s.used == len(s.rects) {
		s.rects = append(s.rects, canvas.NewRectangle(c))
	}
	q := s.rects[s.used]
	s.used++
	q.CornerRadius = 0
	fill(q, c)
	x0, y0 := s.r.snap(x), s.r.snap(y)
	q.Move(fyne.NewPos(x0, y0))
	q.Resize(fyne.NewSize(s.r.snap(x+w)-x0, s.r.snap(y+h)-y0))
	s.objs = append(s.objs, q)
	return q
}

// at turns a place in the column into one in the widget.
func (r *Reader) at(x, y float32) (float32, float32) {
	return r.column + x, topMargin + y - r.off
}

func (r *Reader) drawDecor(y0, y1 float32) {
	p := r.opt.Reading.Palette
	for _, d := range r.lay.DecorIn(y0, y1) {
		x, y := r.at(d.X, d.Y)
		switch d.Kind {
		case typeset.Rule:
			r.sheet.rect(x, y, d.W, d.H, p.Muted)
		case typeset.Panel:
			r.sheet.rect(x, y, d.W, d.H, p.Surface).CornerRadius = 4
		case typeset.Hair:
			r.sheet.rect(x, y, d.W, d.H, p.Line)
		}
	}
}

// drawText keeps the tiles that stay in view, moves them, and gives those that
// left to the strips that came.
func (s *sheet) drawText(y0, y1 float32) {
	strips := s.r.lay.Strips(y0, y1)
	in := make(map[int]bool, len(strips))
	for _, st := range strips {
		in[st.First] = true
	}
	for key, t := range s.live {
		if s.stale || !in[key] || t.lay != s.r.lay {
			s.pool = append(s.pool, t)
			delete(s.live, key)
		}
	}
	s.stale = false
	for _, st := range strips {
		t := s.live[st.First]
		if t == nil {
			t = s.tile(st)
			s.live[st.First] = t
		}
		x, y := s.r.at(st.X, st.Y)
		t.raster.Move(fyne.NewPos(s.r.snap(x), s.r.snap(y)))
		s.objs = append(s.objs, t.raster)
	}
}

// tile takes a tile from the pool for a strip, sized in whole pixels.
func (s *sheet) tile(st typeset.Strip) *tile {
	var t *tile
	if n := len(s.pool); n > 0 {
		t, s.pool = s.pool[n-1], s.pool[:n-1]
	} else {
		t = &tile{}
		t.raster = canvas.NewRaster(func(w, h int) image.Image { return s.paint(t, w, h) })
		t.raster.ScaleMode = canvas.ImageScalePixels
	}
	t.strip, t.lay = st, s.r.lay
	scale := s.r.scale()
	size := fyne.NewSize(float32(int(st.W*scale+.99))/scale, float32(int(st.H*scale+.99))/scale)
	if t.raster.Size() == size {
		t.raster.Refresh()
	} else {
		t.raster.Resize(size)
	}
	return t
}

// paint draws a tile. The canvas copies what it gets before it asks for the
// next, so one sheet of paper does for all.
func (s *sheet) paint(t *tile, w, h int) image.Image {
	p := s.r.opt.Reading.Palette
	if n := w * h * 4; s.paper == nil || cap(s.paper.Pix) < n {
		s.paper = image.NewRGBA(image.Rect(0, 0, w, h))
	} else {
		s.paper.Pix, s.paper.Stride, s.paper.Rect = s.paper.Pix[:n], 4*w, image.Rect(0, 0, w, h)
		clear(s.paper.Pix)
	}
	scale := float32(w) / max(1, t.raster.Size().Width)
	t.lay.Paint(s.paper, t.strip, scale, typeset.Inks{Text: p.Text, Muted: p.Muted, Link: p.Link})
	return s.paper
}

// drawBars draws the scroll bar and the line of progress at the foot.
func (s *sheet) drawBars() {
	size, p := s.r.Size(), s.r.opt.Reading.Palette
	if y, h, ok := s.r.thumb(); ok {
		fill(s.thumb, p.Scroll())
		s.thumb.Move(fyne.NewPos(size.Width-barWidth-2, y))
		s.thumb.Resize(fyne.NewSize(barWidth, h))
		s.objs = append(s.objs, s.thumb)
	}
	if s.r.article != nil {
		s.rect(0, size.Height-2, size.Width*float32(s.r.read()), 2, p.Link)
	}
}

// barWidth is the scroll bar's; the mouse may hold it within grabWidth.
const (
	barWidth  = 6
	grabWidth = 14
)

// thumb is the place of the scroll bar's thumb; false when all is in view.
func (r *Reader) thumb() (y, h float32, ok bool) {
	view, page := r.Size().Height, r.pageHeight()
	if page <= view {
		return 0, 0, false
	}
	h = max(32, view*view/page)
	return r.off / (page - view) * (view - h), h, true
}

// renderer is the reader's: the clipped sheet, and the bubble above it.
type renderer struct {
	r    *Reader
	objs []fyne.CanvasObject
}

func newRenderer(r *Reader) *renderer {
	return &renderer{r, []fyne.CanvasObject{r.sheet.clip, r.bubble}}
}

func (x *renderer) Destroy()                     {}
func (x *renderer) Objects() []fyne.CanvasObject { return x.objs }
func (x *renderer) MinSize() fyne.Size           { return x.r.MinSize() }
func (x *renderer) Layout(s fyne.Size)           { x.r.sheet.clip.Resize(s) }
func (x *renderer) Refresh()                     { x.r.update() }
