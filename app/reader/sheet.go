//go:build !headless

package reader

import (
	"image/color"

	"florilegium/app/typeset"
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"
)

// sheet is what is drawn of the page: only what is in view, and the rest of the
// slices it lies on. Its objects lie behind each other in the order of paint:
// page, panels, grounds, pictures, text, what lies over the text, scroll bar.
type sheet struct {
	widget.BaseWidget
	r     *Reader
	tiles *tiles
	clip  *container.Clip
	page  *canvas.Rectangle
	thumb *canvas.Rectangle
	caret *canvas.Rectangle
	rects []*canvas.Rectangle // pool, used from the start at each update
	used  int
	objs  []fyne.CanvasObject
}

func newSheet(r *Reader, fonts *typeset.Fonts) *sheet {
	blank := func() *canvas.Rectangle { return canvas.NewRectangle(color.Transparent) }
	s := &sheet{r: r, tiles: newTiles(r, fonts), page: blank(), thumb: blank(), caret: blank()}
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

// update brings the objects up to the state of the reader.
func (r *Reader) update() {
	s, size := r.sheet, r.Size()
	if size.Width < minWidth {
		return
	}
	s.used, s.objs = 0, s.objs[:0]
	fill(s.page, r.opt.Reading.Palette.Page)
	s.page.Resize(size)
	s.objs = append(s.objs, s.page)
	if r.lay != nil {
		s.draw(r.off-topMargin, size.Height)
		s.drawBars()
	}
	canvas.Refresh(s.page)
	r.tip.follow()
	if r.bubble.Visible() {
		r.placeBubble()
	}
	later := r.later
	r.later = nil
	for _, do := range later {
		do()
	}
}

// draw draws the part of the page from y on.
func (s *sheet) draw(y, height float32) {
	r, t := s.r, s.tiles
	t.current()
	first, last := t.span(y, y+height)
	y0, y1 := float32(first)*t.height(), float32(last+1)*t.height()
	grounds, texts := t.show(first, last, r.bands(y0, y1))
	r.drawPanels(y, y+height)
	s.objs = append(s.objs, grounds...)
	r.drawPictures(y, y+height)
	s.objs = append(s.objs, texts...)
	r.drawNotes(y, y+height)
	r.drawHandles()
	r.drawCaret()
	t.prepare()
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
	s.put(q, x, y, w, h)
	return q
}

// put places a rectangle on whole pixels.
func (s *sheet) put(q *canvas.Rectangle, x, y, w, h float32) {
	x0, y0 := s.r.snap(x), s.r.snap(y)
	q.Move(fyne.NewPos(x0, y0))
	q.Resize(fyne.NewSize(s.r.snap(x+w)-x0, s.r.snap(y+h)-y0))
	s.objs = append(s.objs, q)
}

// at turns a place in the column into one in the widget.
func (r *Reader) at(x, y float32) (float32, float32) {
	return r.column + x, topMargin + y - r.off
}

// drawPanels draws the grounds of code and asides, which have round corners.
func (r *Reader) drawPanels(y0, y1 float32) {
	for _, d := range r.lay.DecorIn(y0, y1) {
		if d.Kind == typeset.Panel {
			x, y := r.at(d.X, d.Y)
			r.sheet.rect(x, y, d.W, d.H, r.opt.Reading.Palette.Surface).CornerRadius = 4
		}
	}
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

// renderer is the reader's: the clipped sheet, what pops up, and the bubble.
type renderer struct{ r *Reader }

func (x *renderer) Destroy() {}
func (x *renderer) Objects() []fyne.CanvasObject {
	r := x.r
	objs := append([]fyne.CanvasObject{r.sheet.clip}, r.tip.objects()...)
	return append(append(objs, r.status.objects()...), r.bubble)
}
func (x *renderer) MinSize() fyne.Size { return x.r.MinSize() }
func (x *renderer) Layout(s fyne.Size) { x.r.sheet.clip.Resize(s) }
func (x *renderer) Refresh()           { x.r.update() }
