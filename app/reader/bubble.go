//go:build !headless

package reader

import (
	"image/color"

	"florilegium/clipper"
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
)

// The bubble, in pixels.
const (
	bubbleHeight = 36
	bubbleGap    = 8 // to the selection
	bubbleEdge   = 4 // to the edge of the reader
	dotSize      = 16
	dotStep      = 25
	bubblePad    = 12
	wordPad      = 9
	bubbleText   = 13
	shadowDepth  = 3
)

// Bubble is the small bar at a selection: five colours, note, copy, cite.
type Bubble struct {
	widget.BaseWidget
	r     *Reader
	zones []zone
	hover int // index of the zone under the pointer, -1
	objs  []fyne.CanvasObject
	width float32
}

// zone is a part of the bubble that can be pressed.
type zone struct {
	name string
	x, w float32
	act  func()
	back *canvas.Rectangle
}

func newBubble(r *Reader) *Bubble {
	b := &Bubble{r: r, hover: -1}
	b.ExtendBaseWidget(b)
	b.build()
	b.Hide()
	return b
}

// build makes the objects for the labels and the palette in force.
func (b *Bubble) build() {
	p := b.r.opt.Reading.Palette
	b.zones, b.objs, b.hover = nil, nil, -1
	x := float32(bubblePad)
	for _, c := range clipper.Colours {
		dot := canvas.NewCircle(p.Fill(c))
		dot.StrokeColor, dot.StrokeWidth = p.Mark(c), 2
		dot.Resize(fyne.NewSize(dotSize, dotSize))
		dot.Move(fyne.NewPos(x, (bubbleHeight-dotSize)/2))
		b.zone(string(c), x-(dotStep-dotSize)/2., dotStep, func() { b.colour(c) })
		b.objs = append(b.objs, dot)
		x += dotStep
	}
	x += bubblePad/2 - wordPad/2.
	for _, w := range []struct {
		name, label string
		act         func()
	}{{"note", b.r.opt.Labels.Note, b.note}, {"copy", b.r.opt.Labels.Copy, b.copy}, {"cite", b.r.opt.Labels.Cite, b.cite}} {
		if w.label != "" {
			x = b.word(w.name, w.label, x, w.act)
		}
	}
	b.width = x + bubblePad - wordPad
	b.objs = append(raised(p, fyne.NewSize(b.width, bubbleHeight)), b.objs...)
	b.BaseWidget.Resize(fyne.NewSize(b.width, bubbleHeight))
	b.BaseWidget.Refresh()
}

// word adds a button with a hairline before it.
func (b *Bubble) word(name, label string, x float32, act func()) float32 {
	p := b.r.opt.Reading.Palette
	line := canvas.NewRectangle(p.Line)
	line.Resize(fyne.NewSize(1, 20))
	line.Move(fyne.NewPos(round(x), 8))
	t := canvas.NewText(label, p.Text)
	t.TextSize = bubbleText
	size := t.MinSize()
	t.Resize(size)
	t.Move(fyne.NewPos(round(x+wordPad), round((bubbleHeight-size.Height)/2)))
	b.zone(name, x+1, size.Width+2*wordPad-1, act)
	b.objs = append(b.objs, line, t)
	return x + size.Width + 2*wordPad
}

// zone adds a part that can be pressed, with the ground it gets under the
// pointer.
func (b *Bubble) zone(name string, x, w float32, act func()) {
	back := canvas.NewRectangle(color.Transparent)
	back.CornerRadius = 5
	back.Resize(fyne.NewSize(w-2, bubbleHeight-10))
	back.Move(fyne.NewPos(x+1, 5))
	b.objs = append(b.objs, back)
	b.zones = append(b.zones, zone{name, x, w, act, back})
}

func (b *Bubble) colour(c clipper.Colour) {
	if b.r.opt.OnColour != nil {
		b.r.opt.OnColour(c)
	}
}

func (b *Bubble) note() {
	if b.r.opt.OnNote != nil {
		b.r.opt.OnNote()
	}
}

func (b *Bubble) copy() {
	if b.r.opt.OnCopy != nil {
		b.r.opt.OnCopy()
		return
	}
	b.r.Copy()
}

func (b *Bubble) cite() {
	if b.r.opt.OnCite != nil {
		b.r.opt.OnCite()
	}
}

// showBubble opens the bubble at the selection.
func (r *Reader) showBubble() {
	r.bubble.light(-1)
	r.bubble.Show()
	r.placeBubble()
}

// placeBubble puts the bubble above the selection, below it where there is no
// room, and at the foot of the view when the selection fills it; a selection
// that is out of view takes the bubble with it.
func (r *Reader) placeBubble() {
	start, end := r.Selection()
	box, ok := r.boxOf(start, end)
	if !ok {
		r.bubble.Hide()
		return
	}
	size := r.Size()
	y := box.Pos.Y - bubbleGap - bubbleHeight
	if y < bubbleEdge {
		y = box.Pos.Y + box.Size.Height + bubbleGap
	}
	if y+bubbleHeight > size.Height-bubbleEdge {
		y = size.Height - bubbleEdge - bubbleHeight
	}
	x := box.Pos.X + (box.Size.Width-r.bubble.width)/2
	x = max(bubbleEdge, min(x, size.Width-bubbleEdge-r.bubble.width))
	r.bubble.Move(fyne.NewPos(round(x), round(y)))
	r.bubble.Resize(fyne.NewSize(r.bubble.width, bubbleHeight))
}

// CreateRenderer implements fyne.Widget.
func (b *Bubble) CreateRenderer() fyne.WidgetRenderer { return bubbleRenderer{b} }

// MinSize implements fyne.CanvasObject.
func (b *Bubble) MinSize() fyne.Size { return fyne.NewSize(b.width, bubbleHeight) }

// Refresh takes up a new palette.
func (b *Bubble) Refresh() { b.build() }

type bubbleRenderer struct{ b *Bubble }

func (x bubbleRenderer) Destroy()                     {}
func (x bubbleRenderer) Layout(fyne.Size)             {}
func (x bubbleRenderer) MinSize() fyne.Size           { return x.b.MinSize() }
func (x bubbleRenderer) Objects() []fyne.CanvasObject { return x.b.objs }
func (x bubbleRenderer) Refresh()                     {}

// MouseDown implements desktop.Mouseable: the press is the bubble's, and leaves
// the selection alone.
func (b *Bubble) MouseDown(*desktop.MouseEvent) {}

// MouseUp presses the part under the pointer.
func (b *Bubble) MouseUp(e *desktop.MouseEvent) {
	if i := b.at(e.Position); i >= 0 && e.Button == desktop.MouseButtonPrimary {
		b.Hide()
		b.zones[i].act()
	}
}

// MouseIn implements desktop.Hoverable.
func (b *Bubble) MouseIn(e *desktop.MouseEvent) { b.light(b.at(e.Position)) }

// MouseMoved implements desktop.Hoverable.
func (b *Bubble) MouseMoved(e *desktop.MouseEvent) { b.light(b.at(e.Position)) }

// MouseOut implements desktop.Hoverable.
func (b *Bubble) MouseOut() { b.light(-1) }

// Cursor implements desktop.Cursorable.
func (b *Bubble) Cursor() desktop.Cursor { return desktop.PointerCursor }

func (b *Bubble) at(p fyne.Position) int {
	for i, z := range b.zones {
		if p.X >= z.x && p.X < z.x+z.w && p.Y >= 0 && p.Y < bubbleHeight {
			return i
		}
	}
	return -1
}

// light shows which part is under the pointer.
func (b *Bubble) light(i int) {
	if i == b.hover {
		return
	}
	b.hover = i
	for k, z := range b.zones {
		c := color.NRGBA{}
		if k == i {
			c = b.r.opt.Reading.Palette.Hover()
		}
		fill(z.back, c)
	}
}

// BubbleRects are the parts of the bubble by name, "yellow" to "purple", "note",
// "copy", "cite", in the coordinates of the window; nil while it is closed.
func (r *Reader) BubbleRects() map[string]Area {
	if !r.bubble.Visible() {
		return nil
	}
	// By way of the reader: a bubble that was not painted yet has no place of its own.
	origin := fyne.CurrentApp().Driver().AbsolutePositionForObject(r).Add(r.bubble.Position())
	rects := map[string]Area{}
	for _, z := range r.bubble.zones {
		rects[z.name] = Area{origin.AddXY(z.x, 0), fyne.NewSize(z.w, bubbleHeight)}
	}
	return rects
}
