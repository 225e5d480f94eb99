//go:build !headless

package reader

import (
	"image/color"

	"florilegium/clipper"
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// The bubble, in pixels.
const (
	bubbleHeight = 36
	bubbleWidth  = 30 // of the upright one
	bubbleGap    = 8  // to the selection
	bubbleEdge   = 4  // to the edge of the reader
	dotSize      = 16
	dotStep      = 25
	iconSize     = 18
	iconStep     = 30
	bubblePad    = 12
	wordPad      = 9
	bubbleText   = 13
	shadowDepth  = 3
)

// Bubble is the small bar at a selection: five colours, note, copy, cite. Inside a
// clip it has what can be done to a quotation in place of colours and note. Where
// the selection leaves no room above and below it stands upright in the margin,
// with signs in place of words.
type Bubble struct {
	widget.BaseWidget
	r       *Reader
	zones   []zone
	hover   int // index of the zone under the pointer, -1
	objs    []fyne.CanvasObject
	size    fyne.Size
	lying   float32 // its width when it lies
	upright bool
	inside  bool // the selection lies inside a clip
}

// zone is a part of the bubble that can be pressed.
type zone struct {
	name string
	box  Area
	act  func()
	back *canvas.Rectangle
}

// action is a button of the bubble that is no colour. Where the bubble stands
// upright it shows the icon, or else the sign.
type action struct {
	name, label string
	icon        fyne.Resource
	sign        string
	act         func()
}

func newBubble(r *Reader) *Bubble {
	b := &Bubble{r: r, hover: -1}
	b.ExtendBaseWidget(b)
	b.build()
	b.Hide()
	return b
}

func (b *Bubble) actions() []action {
	words, o := b.r.opt.Labels, &b.r.opt
	copy := action{"copy", words.Copy, theme.ContentCopyIcon(), "", b.copy}
	cite := action{"cite", words.Cite, nil, "”", func() { call(o.OnCite) }}
	if !b.inside {
		list := []action{{"note", words.Note, theme.DocumentCreateIcon(), "", func() { call(o.OnNote) }}, copy, cite}
		if o.OnGather != nil {
			list = append(list, action{"gather", words.Gather, nil, "+", o.OnGather})
		}
		return list
	}
	mark := func(kind clipper.MarkKind, label, sign string) action {
		return action{string(kind), label, nil, sign, func() { o.OnMark(kind) }}
	}
	return []action{mark(clipper.Omit, words.Omit, "…"), mark(clipper.Insert, words.Insert, "[]"),
		mark(clipper.Emphasise, words.Emphasise, "I"), copy, cite}
}

// colours are those that the bubble offers.
func (b *Bubble) colours() []clipper.Colour {
	if b.inside {
		return nil
	}
	return clipper.Colours
}

func call(f func()) {
	if f != nil {
		f()
	}
}

// build makes the objects for the labels, the palette and the stand in force.
func (b *Bubble) build() {
	p := b.r.opt.Reading.Palette
	b.zones, b.objs, b.hover = nil, nil, -1
	along := float32(bubblePad)
	for _, c := range b.colours() {
		dot := canvas.NewCircle(p.Fill(c))
		dot.StrokeColor, dot.StrokeWidth = p.Mark(c), 2
		b.zone(string(c), along-(dotStep-dotSize)/2., dotStep, func() { b.colour(c) })
		b.put(dot, along, fyne.NewSize(dotSize, dotSize))
		along += dotStep
	}
	if along += bubblePad/2 - wordPad/2.; b.inside {
		along = 0
	}
	for _, a := range b.actions() {
		if a.label != "" {
			along = b.button(a, along)
		}
	}
	b.size = b.turned(along+bubblePad-wordPad, bubbleHeight)
	if !b.upright {
		b.lying = b.size.Width
	}
	b.objs = append(raised(p, b.size), b.objs...)
	b.BaseWidget.Resize(b.size)
	b.BaseWidget.Refresh()
}

// turned is a size along and across the bubble.
func (b *Bubble) turned(along, across float32) fyne.Size {
	if b.upright {
		return fyne.NewSize(bubbleWidth, along)
	}
	return fyne.NewSize(along, across)
}

// put places an object of a size in the middle of the bubble's breadth.
func (b *Bubble) put(o fyne.CanvasObject, along float32, size fyne.Size) {
	o.Resize(size)
	if b.upright {
		o.Move(fyne.NewPos(round((bubbleWidth-size.Width)/2), round(along)))
	} else {
		o.Move(fyne.NewPos(round(along), round((bubbleHeight-size.Height)/2)))
	}
	b.objs = append(b.objs, o)
}

// button adds a button with a hairline before it: its word, or its sign where the
// bubble stands upright.
func (b *Bubble) button(a action, along float32) float32 {
	p := b.r.opt.Reading.Palette
	if along > 0 {
		b.hairline(p.Line, along)
	}
	if b.upright {
		b.zone(a.name, along+1, iconStep-1, a.act)
		if a.icon != nil {
			b.put(canvas.NewImageFromResource(a.icon), along+(iconStep-iconSize)/2, fyne.NewSquareSize(iconSize))
		} else {
			sign := canvas.NewText(a.sign, p.Text)
			sign.TextSize, sign.TextStyle.Bold = iconSize, true
			b.put(sign, along+(iconStep-sign.MinSize().Height)/2, sign.MinSize())
		}
		return along + iconStep
	}
	t := canvas.NewText(a.label, p.Text)
	t.TextSize = bubbleText
	size := t.MinSize()
	b.zone(a.name, along+1, size.Width+2*wordPad-1, a.act)
	b.put(t, along+wordPad, size)
	return along + size.Width + 2*wordPad
}

// hairline parts a button from what comes before it.
func (b *Bubble) hairline(c color.Color, along float32) {
	line := canvas.NewRectangle(c)
	b.put(line, along, b.turned(1, 20))
	if b.upright {
		line.Resize(fyne.NewSize(20, 1))
		line.Move(fyne.NewPos((bubbleWidth-20)/2, round(along)))
	}
}

// zone adds a part that can be pressed, with the ground it gets under the
// pointer.
func (b *Bubble) zone(name string, along, long float32, act func()) {
	box := area(along, 0, long, bubbleHeight)
	back := canvas.NewRectangle(color.Transparent)
	back.CornerRadius = 5
	if b.upright {
		box = area(0, along, bubbleWidth, long)
		back.Resize(fyne.NewSize(bubbleWidth-6, long-2))
		back.Move(fyne.NewPos(3, along+1))
	} else {
		back.Resize(fyne.NewSize(long-2, bubbleHeight-10))
		back.Move(fyne.NewPos(along+1, 5))
	}
	b.objs = append(b.objs, back)
	b.zones = append(b.zones, zone{name, box, act, back})
}

func (b *Bubble) colour(c clipper.Colour) {
	if b.r.opt.OnColour != nil {
		b.r.opt.OnColour(c)
	}
}

func (b *Bubble) copy() {
	if b.r.opt.OnCopy != nil {
		b.r.opt.OnCopy()
		return
	}
	b.r.Copy()
}

// showBubble opens the bubble at the selection.
func (r *Reader) showBubble() {
	r.tip.hide()
	b := r.bubble
	b.light(-1)
	_, inside := r.ClipAround(r.Selection())
	if inside = inside && r.opt.OnMark != nil; inside != b.inside {
		b.inside, b.upright = inside, false
		b.build()
	}
	b.Show()
	r.placeBubble()
}

// placeBubble puts the bubble above the selection, below it where there is no
// room, and upright into a margin where there is none either. It never covers the
// selection and never leaves the reader: where nothing is left, as where the
// selection is out of view, it is hidden; the keys do the same.
func (r *Reader) placeBubble() {
	b := r.bubble
	box, ok := r.boxOf(r.Selection())
	at, upright, room := fyne.Position{}, false, false
	if ok {
		at, upright, room = r.bubblePlace(box)
	}
	if !room {
		b.Hide()
		return
	}
	if upright != b.upright {
		b.upright = upright
		b.build()
	}
	b.Move(fyne.NewPos(round(at.X), round(at.Y)))
	b.Resize(b.size)
	canvas.Refresh(r.sheet.page) // showing and moving paint nothing by themselves
}

func (r *Reader) bubblePlace(box Area) (at fyne.Position, upright, ok bool) {
	b, view := r.bubble, r.Size()
	right, foot := box.Pos.X+box.Size.Width, box.Pos.Y+box.Size.Height
	wide := b.lying
	x := max(bubbleEdge, min(box.Pos.X+(box.Size.Width-wide)/2, view.Width-bubbleEdge-wide))
	switch above, below := box.Pos.Y-bubbleGap-bubbleHeight, foot+bubbleGap; {
	case view.Width < wide+2*bubbleEdge:
	case above >= bubbleEdge:
		return fyne.NewPos(x, above), false, true
	case below+bubbleHeight <= view.Height-bubbleEdge:
		return fyne.NewPos(x, below), false, true
	}
	long := float32(len(b.colours())*dotStep+len(b.actions())*iconStep) + 2*bubblePad
	_, y, _ := r.lay.Caret(r.head, true)
	_, y = r.at(0, y)
	y = max(bubbleEdge, min(y-long/2, view.Height-bubbleEdge-long))
	switch {
	case long > view.Height-2*bubbleEdge:
		return at, true, false
	case right+bubbleEdge+bubbleWidth <= view.Width-grabWidth:
		return fyne.NewPos((right+view.Width-grabWidth-bubbleWidth)/2, y), true, true
	}
	left := min(box.Pos.X, r.column)
	return fyne.NewPos((left-bubbleWidth)/2, y), true, left >= bubbleWidth+bubbleEdge
}

// CreateRenderer implements fyne.Widget.
func (b *Bubble) CreateRenderer() fyne.WidgetRenderer { return bubbleRenderer{b} }

// MinSize implements fyne.CanvasObject.
func (b *Bubble) MinSize() fyne.Size { return b.size }

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
		if q := p.Subtract(z.box.Pos); q.X >= 0 && q.Y >= 0 && q.X < z.box.Size.Width && q.Y < z.box.Size.Height {
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
// "copy", "cite", inside a clip the kinds of marks, in the coordinates of the
// window; nil while it is closed.
func (r *Reader) BubbleRects() map[string]Area {
	if !r.bubble.Visible() {
		return nil
	}
	// By way of the reader: a bubble that was not painted yet has no place of its own.
	origin := fyne.CurrentApp().Driver().AbsolutePositionForObject(r).Add(r.bubble.Position())
	rects := map[string]Area{}
	for _, z := range r.bubble.zones {
		rects[z.name] = Area{origin.Add(z.box.Pos), z.box.Size}
	}
	return rects
}
