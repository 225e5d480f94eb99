//go:build !headless

package reader

import (
	"image"
	"image/color"

	"florilegium/app/style"
	"florilegium/app/typeset"
	"florilegium/clipper"
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
)

// The card of a note, in pixels.
const (
	tipWidth = 340 // of its text, at most
	tipLines = 12
	tipPadX  = 14
	tipPadY  = 10
	tipGap   = 12 // to the words it belongs to, with room for a handle
	tipEdge  = 6  // to the edge of the reader
)

// tip is a card with the note of a clip, at the clip. It is set as the page is, so
// that it shows every script, and takes no event: the pointer is the reader's.
type tip struct {
	r          *Reader
	start, end int // what it belongs to
	lay        *typeset.Layout
	doc        *typeset.Doc
	frame      []fyne.CanvasObject
	text       *canvas.Raster
	more       *canvas.Text // stands where the note is longer than the card
	cut        bool
	at         fyne.Position
	size       fyne.Size
	left       float32 // of its text in the layout: from right to left it begins further right
}

func newTip(r *Reader) *tip {
	t := &tip{r: r, more: canvas.NewText("…", color.Transparent)}
	t.more.TextSize = 14
	t.text = canvas.NewRaster(t.paint)
	t.text.ScaleMode = canvas.ImageScalePixels
	return t
}

func (t *tip) visible() bool { return t.lay != nil }

// showNote shows the note of a clip beside its first words.
func (r *Reader) showNote(c clipper.Clip) {
	if c.Note == "" {
		return
	}
	block := clipper.Block{Kind: clipper.Paragraph, Text: c.Note}
	r.tip.show([]clipper.Block{block}, typeset.Style{Family: typeset.Sans, Size: 14}, c.Start, c.End)
}

// show opens the card with blocks at a range of the text.
func (t *tip) show(blocks []clipper.Block, st typeset.Style, start, end int) {
	r := t.r
	st.Measure = min(tipWidth, r.Size().Width-2*(tipPadX+tipEdge))
	if r.lay == nil || st.Measure < 80 {
		return
	}
	t.start, t.end = start, end
	t.doc = typeset.NewDoc(blocks, nil, r.lang(start))
	t.lay = r.set.Layout(t.doc, st)
	high := t.lay.Height
	if t.cut = len(t.lay.Lines) > tipLines; t.cut {
		high = t.lay.Lines[tipLines].Y
	}
	t.more.Color = r.opt.Reading.Palette.Muted
	t.more.Resize(t.more.MinSize())
	left, right := st.Measure, float32(0)
	for _, q := range t.lay.Rects(0, len(t.doc.Text()), 0, high) {
		left, right = min(left, q.X), max(right, q.X+q.W)
	}
	t.left = max(0, float32(int(left)-1))
	wide := min(st.Measure, float32(int(right)+2)) - t.left
	t.size = fyne.NewSize(wide+2*tipPadX, high+2*tipPadY)
	t.frame = raised(r.opt.Reading.Palette, t.size)
	t.text.Resize(fyne.NewSize(wide, high))
	t.text.Refresh()
	t.place()
	canvas.Refresh(r.sheet.page)
}

// hide closes the card.
func (t *tip) hide() {
	if t.lay != nil {
		t.lay = nil
		canvas.Refresh(t.r.sheet.page)
	}
}

// follow keeps the card at its words while they are in view.
func (t *tip) follow() {
	if t.lay != nil {
		t.place()
	}
}

// place puts the card below its words, above them where there is no room.
func (t *tip) place() {
	box, ok := t.r.boxOf(t.start, t.end)
	if !ok {
		t.hide()
		return
	}
	view := t.r.Size()
	y := box.Pos.Y + box.Size.Height + tipGap
	if y+t.size.Height > view.Height-tipEdge && box.Pos.Y-tipGap-t.size.Height >= tipEdge {
		y = box.Pos.Y - tipGap - t.size.Height
	}
	x := box.Pos.X + min(0, box.Size.Width-t.size.Width)/2
	if t.r.doc.RightToLeft(t.start) {
		x = box.Pos.X + max(0, box.Size.Width-t.size.Width)
	}
	x = max(tipEdge, min(x, view.Width-grabWidth-t.size.Width))
	t.at = fyne.NewPos(t.r.snap(x), t.r.snap(max(tipEdge, min(y, view.Height-tipEdge-t.size.Height))))
	for _, o := range t.frame {
		o.Move(t.at.Add(inset(o, t.size)))
	}
	t.text.Move(t.at.AddXY(tipPadX, tipPadY))
	dots := t.more.Size()
	t.more.Move(t.at.AddXY(t.size.Width-tipPadX-dots.Width, t.size.Height-tipPadY/2-dots.Height+4))
}

func (t *tip) objects() []fyne.CanvasObject {
	if t.lay == nil {
		return nil
	}
	objs := append(append([]fyne.CanvasObject{}, t.frame...), t.text)
	if t.cut {
		objs = append(objs, t.more)
	}
	return objs
}

func (t *tip) paint(w, h int) image.Image {
	dst := image.NewRGBA(image.Rect(0, 0, w, h))
	if t.lay != nil {
		p := t.r.opt.Reading.Palette
		size := t.text.Size()
		first, last := t.lay.Visible(0, size.Height)
		strip := typeset.Strip{Rect: typeset.Rect{X: t.left, W: size.Width, H: size.Height}, First: first, Last: last}
		t.lay.Paint(dst, strip, float32(w)/size.Width, typeset.Inks{Text: p.Text, Muted: p.Muted, Link: p.Link})
	}
	return dst
}

// raised is a raised ground with a soft shadow: rectangles of little ink, one
// around the other.
func raised(p *style.Palette, size fyne.Size) []fyne.CanvasObject {
	var objs []fyne.CanvasObject
	ink := color.NRGBA{A: 0x0C}
	if p == style.Dark {
		ink.A = 0x30
	}
	for i := shadowDepth; i > 0; i-- {
		s := canvas.NewRectangle(ink)
		s.CornerRadius = 8 + float32(i*2)
		s.Resize(size.AddWidthHeight(float32(i*4), float32(i*4)))
		objs = append(objs, s)
	}
	ground := canvas.NewRectangle(p.Raised)
	ground.StrokeColor, ground.StrokeWidth, ground.CornerRadius = p.Line, 1, 8
	ground.Resize(size)
	objs = append(objs, ground)
	for _, o := range objs {
		o.Move(fyne.NewPos(0, 0).Add(inset(o, size)))
	}
	return objs
}

// inset is where a part of a raised ground lies relative to the whole: shadows
// reach out on all sides, a little more below.
func inset(o fyne.CanvasObject, size fyne.Size) fyne.Delta {
	grow := (o.Size().Width - size.Width) / 2
	if grow == 0 {
		return fyne.NewDelta(0, 0)
	}
	return fyne.NewDelta(-grow, 3-grow)
}
