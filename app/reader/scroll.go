//go:build !headless

package reader

import (
	"math"

	"florilegium/app/typeset"
	"fyne.io/fyne/v2"
)

// The page, in device-independent pixels.
const (
	minWidth    = 200 // below it nothing is laid out
	topMargin   = 48
	footMargin  = 96
	sideMargin  = 24 // at least, and 64 where there is room
	wideMargin  = 64
	notch       = 75 // of the wheel: three lines
	notchInFyne = 25 // what Fyne reports for it
)

// reflow lays the article out for the width of the widget. What was at the top
// of the view stays there.
func (r *Reader) reflow() {
	width := r.Size().Width
	if width < minWidth {
		return
	}
	st := Setting(r.opt.Reading)
	margin := min(max(sideMargin, width*.09), wideMargin)
	st.Measure = min(st.Measure, float32(int(width-2*margin)))
	r.column = round((width - st.Measure) / 2)
	if r.lay != nil && r.lay.Doc == r.doc && r.lay.Style == st {
		return
	}
	at, shift := r.anchorOfView()
	fresh := r.lay == nil || r.lay.Doc != r.doc
	r.begin(st)
	switch {
	case r.want >= 0:
		want := r.want
		r.want = -1
		r.off = 0
		if want > 0 {
			r.ScrollTo(want)
		}
	case at > 0:
		r.holdAt(at, shift)
	}
	r.clampView()
	r.update()
	r.reportScroll()
	if fresh && r.lay.Done() {
		r.hintMissing()
	}
}

// relayoutAt is reflow after something in the document changed its size. An
// offset, when it is in view, stays where it is, else what is at the top.
func (r *Reader) relayoutAt(offset int) {
	if r.lay == nil {
		return
	}
	at, shift := r.anchorOfView()
	if _, y, h := r.lay.Point(offset); offset > 0 && r.inView(y, h) {
		at, shift = offset, topMargin+y-r.off
	}
	r.begin(r.lay.Style)
	if at > 0 {
		r.holdAt(at, shift)
	}
	r.clampView()
	r.update()
}

// holdAt scrolls so that an offset lies a distance below the top of the view.
func (r *Reader) holdAt(offset int, shift float32) {
	r.need(offset)
	_, y, _ := r.lay.Point(offset)
	r.off = topMargin + y - shift
}

// set1 begins a layout. What is in view is set at once; a long rest follows in
// pieces between which the window lives.
func (r *Reader) begin(st typeset.Style) {
	r.lay = r.set.Begin(r.doc, st)
	r.needView()
	r.grow()
}

// piece is how much text is set without a pause, in bytes.
const piece = 64 << 10

// need sets the text up to an offset, and what is in view there.
func (r *Reader) need(offset int) {
	if r.lay.Done() {
		return
	}
	r.lay.Extend(offset, 0)
	_, y, _ := r.lay.Point(offset)
	r.lay.Extend(0, y+2*r.Size().Height)
	r.sheet.tiles.grown()
}

// needView sets the text that is in view, and as much below.
func (r *Reader) needView() {
	if !r.lay.Done() {
		r.lay.Extend(0, r.off+3*r.Size().Height)
		r.sheet.tiles.grown()
	}
}

// grow sets the next piece of the text, and has itself called again for the one
// after it.
func (r *Reader) grow() {
	lay := r.lay
	if r.opt.Run == nil {
		lay.Extend(len(r.doc.Text()), 0)
	}
	if lay.Done() {
		return
	}
	r.opt.Run(func() func() {
		return func() {
			if r.lay != lay {
				return
			}
			end := lay.Lines[len(lay.Lines)-1].End
			lay.Extend(end+piece, 0)
			r.sheet.tiles.grown()
			if r.grow(); lay.Done() {
				r.hintMissing()
				r.update()
				r.reportScroll()
			}
		}
	})
}

// anchorOfView is the first offset in view and how far below the top it lies;
// 0 while the head of the page is in view.
func (r *Reader) anchorOfView() (at int, shift float32) {
	if r.lay == nil {
		return 0, 0
	}
	if at = r.lay.Top(r.off - topMargin); at == 0 {
		return 0, 0
	}
	_, y, _ := r.lay.Point(at)
	return at, topMargin + y - r.off
}

// TopOffset is the offset of the first text in view: 0 at the top of the page.
func (r *Reader) TopOffset() int {
	if r.lay == nil {
		return max(0, r.want)
	}
	at, _ := r.anchorOfView()
	return at
}

func (r *Reader) pageHeight() float32 {
	if r.lay == nil {
		return 0
	}
	return topMargin + r.textHeight() + footMargin
}

// textHeight is the height of the whole text; of one that is not all set, about.
func (r *Reader) textHeight() float32 {
	lines := r.lay.Lines
	if r.lay.Done() || len(lines) == 0 {
		return r.lay.Height
	}
	part := float32(lines[len(lines)-1].End) / float32(len(r.doc.Text())+1)
	return r.lay.Height / max(part, .001)
}

func (r *Reader) clampView() {
	if r.lay != nil {
		r.needView()
	}
	r.off = max(0, min(r.off, r.pageHeight()-r.Size().Height))
	r.off = r.snap(r.off)
}

// snap moves a length to a whole pixel of the screen, so that what was drawn
// sharp stays sharp.
func (r *Reader) snap(v float32) float32 {
	s := r.scale()
	return round(v*s) / s
}

func (r *Reader) scale() float32 {
	if c := canvasOf(r); c != nil && c.Scale() > 0 {
		return c.Scale()
	}
	return 1
}

func canvasOf(o fyne.CanvasObject) fyne.Canvas {
	app := fyne.CurrentApp()
	if app == nil {
		return nil
	}
	return app.Driver().CanvasForObject(o)
}

func round(v float32) float32 { return float32(math.Round(float64(v))) }

// scrollBy moves the view down the page.
func (r *Reader) scrollBy(dy float32) {
	before := r.off
	r.off += dy
	r.clampView()
	if r.off == before {
		return
	}
	r.sheet.tiles.down = r.off > before
	r.update()
	r.reportScroll()
}

func (r *Reader) reportScroll() {
	if r.opt.OnScroll != nil && r.lay != nil {
		r.opt.OnScroll(r.TopOffset(), r.read())
	}
}

// read is the part of the article above the foot of the view.
func (r *Reader) read() float64 {
	if r.lay == nil || r.textHeight() <= 0 {
		return 0
	}
	return float64(max(0, min(1, (r.off+r.Size().Height-topMargin)/r.textHeight())))
}

// turnPage goes a page down (1) or up (-1): the last two lines that were wholly in
// view stay, and no line is cut at the edge that reading goes on from.
func (r *Reader) turnPage(way int) {
	r.needView()
	view, lines := r.Size().Height, r.lay.Lines
	top := r.off - topMargin
	to := r.off + float32(way)*r.page()
	if way > 0 {
		if cut, _ := r.lay.Visible(top+view, top+view+1); cut > 2 && cut < len(lines) {
			to = topMargin + lines[cut-2].Y - pageEdge
		}
	} else if first, _ := r.lay.Visible(top, top+1); first+3 < len(lines) && top > 0 {
		if lines[first].Y < top {
			first++
		}
		to = topMargin + lines[first+1].Y + lines[first+1].H + pageEdge - view
	}
	if step := (to - r.off) * float32(way); step < view/3 || step > view {
		to = r.off + float32(way)*r.page()
	}
	r.scrollTo(to)
}

// pageEdge is left free between the edge of the view and the first whole line.
const pageEdge = 8

// page is how far a page key takes the caret: two lines stay in view.
func (r *Reader) page() float32 {
	return max(r.Size().Height/2, r.Size().Height-2*Setting(r.opt.Reading).Pitch())
}

// ScrollTo brings the line of an offset to the top of the view, less a margin.
func (r *Reader) ScrollTo(offset int) {
	if r.lay == nil {
		r.want = offset
		return
	}
	r.need(offset)
	_, y, h := r.lay.Point(offset)
	r.scrollTo(topMargin + y - h)
}

func (r *Reader) scrollTo(y float32) { r.scrollBy(y - r.off) }

// Reveal brings an offset into view and moves as little as it can: not at all
// when it is in view already.
func (r *Reader) Reveal(offset int) {
	if r.lay == nil {
		r.want = offset
		return
	}
	r.need(offset)
	_, y, h := r.lay.Point(offset)
	y += topMargin
	switch view := r.Size().Height; {
	case y < r.off || y+h > r.off+2*view:
		r.scrollTo(y - min(view/3, 4*h))
	case y+h > r.off+view:
		r.scrollTo(y + 2*h - view)
	}
}

// show brings a range into view. One that is not wholly there comes to the upper
// third, where the eye finds it with some text around.
func (r *Reader) show(start, end int) {
	if r.lay == nil {
		r.want = start
		return
	}
	r.need(end)
	_, y, h := r.lay.Point(start)
	_, last, lastH := r.lay.Caret(end, true)
	if top, foot := topMargin+y-r.off, topMargin+last+lastH-r.off; top < 0 || foot > r.Size().Height {
		r.scrollTo(topMargin + y - min(r.Size().Height/3, 8*h))
	}
}

// Scrolled implements fyne.Scrollable. Several notches between two frames cost
// one painting, since moving what is there paints nothing by itself.
func (r *Reader) Scrolled(e *fyne.ScrollEvent) {
	r.scrollBy(-e.Scrolled.DY * notch / notchInFyne)
}

// Resize implements fyne.CanvasObject.
func (r *Reader) Resize(s fyne.Size) {
	if s == r.Size() {
		return
	}
	r.BaseWidget.Resize(s)
	r.sheet.clip.Resize(s)
	r.reflow()
	r.clampView()
	r.update()
}
