//go:build !headless

package app

import (
	"slices"

	"florilegium/clipper"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// outline shows the parts of a collection, one below the other, each as high as it
// needs to be; only those in sight are objects. It is steered by keys as by mouse.
type outline struct {
	widget.BaseWidget
	p       *collectionPane
	scroll  *container.Scroll
	body    *fyne.Container
	rows    []*partRow // in use for the parts from first on
	first   int
	tops    []float32 // of the parts, and the end of the last
	width   float32
	heights map[clipper.Part]float32 // at this width
	chosen  int                      // part, -1 for none
	focused bool
	shift   bool
	drag    dragging
	mark    *canvas.Rectangle // where a part that is dragged would go
	editing editing
}

// dragging is a part on its way to another place.
type dragging struct {
	on       bool
	from, to int // it would stand before to
}

func newOutline(p *collectionPane) *outline {
	o := &outline{p: p, chosen: -1, heights: map[clipper.Part]float32{}, mark: canvas.NewRectangle(nil)}
	o.mark.Hide()
	o.editing.at = -1
	o.body = container.New(&outlineLayout{o})
	o.scroll = container.NewVScroll(o.body)
	o.scroll.OnScrolled = func(fyne.Position) { o.place() }
	o.ExtendBaseWidget(o)
	return o
}

// CreateRenderer implements fyne.Widget.
func (o *outline) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(o.scroll) }

// Resize implements fyne.CanvasObject: words break anew.
func (o *outline) Resize(size fyne.Size) {
	o.BaseWidget.Resize(size)
	if size.Width != o.width {
		o.width = size.Width
		clear(o.heights)
		o.refresh()
	}
	o.place()
}

// parts are those that are shown.
func (o *outline) parts() []clipper.Part {
	if o.p.c == nil {
		return nil
	}
	return o.p.c.Parts
}

// refresh measures the parts and shows those in sight.
func (o *outline) refresh() {
	o.chosen = min(o.chosen, len(o.parts())-1)
	o.tops = append(o.tops[:0], outlineTop)
	for i := range o.parts() {
		o.tops = append(o.tops, o.tops[i]+o.height(i))
	}
	o.body.Refresh()
	o.scroll.Refresh()
	o.place()
}

// outlineTop is the room above the first part, outlineRoom that below the last,
// which can be dragged into.
const outlineTop, outlineRoom = 8, 60

// height is that of a part.
func (o *outline) height(i int) float32 {
	if i == o.editing.at {
		return o.editing.height()
	}
	part := o.parts()[i]
	height, known := o.heights[part]
	if !known {
		height = partHeight(o.p.w.setter, part, o.width)
		o.heights[part] = height
	}
	return height
}

// place puts the parts in sight in their places.
func (o *outline) place() {
	n := len(o.parts())
	if o.width < 40 || len(o.tops) != n+1 {
		return
	}
	from, to := o.scroll.Offset.Y, o.scroll.Offset.Y+o.scroll.Size().Height
	o.first, _ = slices.BinarySearch(o.tops, from)
	o.first = max(0, min(o.first-1, n-1))
	used := 0
	for i := o.first; i < n && o.tops[i] < to; i++ {
		if used == len(o.rows) {
			o.rows = append(o.rows, newPartRow(o))
		}
		o.rows[used].set(i, o.data(i))
		place(o.rows[used], 0, o.tops[i], o.width, o.tops[i+1]-o.tops[i])
		used++
	}
	for _, r := range o.rows[used:] {
		r.Hide()
	}
	o.editing.place(o)
	o.arrange()
}

// arrange gives the body its objects, where they are others.
func (o *outline) arrange() {
	want := len(o.rows) + 1
	if o.editing.at >= 0 {
		want++
	}
	if len(o.body.Objects) == want {
		return
	}
	o.body.Objects = o.body.Objects[:0]
	for _, r := range o.rows {
		o.body.Objects = append(o.body.Objects, r)
	}
	if o.editing.at >= 0 {
		o.body.Objects = append(o.body.Objects, o.editing.entry)
	}
	o.body.Objects = append(o.body.Objects, o.mark)
	canvas.Refresh(o.body)
}

func (o *outline) data(i int) partData {
	part := o.parts()[i]
	d := partData{part: part, chosen: i == o.chosen, lit: o.focused, hidden: i == o.editing.at, dragged: o.drag.on && o.drag.from == i}
	if part.Kind == clipper.ClipPart {
		d.clip, d.there = o.p.clips[part.Clip]
	}
	return d
}

// outlineLayout leaves the parts where place put them.
type outlineLayout struct{ o *outline }

func (l *outlineLayout) Layout([]fyne.CanvasObject, fyne.Size) {}

func (l *outlineLayout) MinSize([]fyne.CanvasObject) fyne.Size {
	end := float32(0)
	if n := len(l.o.tops); n > 0 {
		end = l.o.tops[n-1]
	}
	return fyne.NewSize(40, end+outlineRoom)
}

// choose chooses a part and brings it in sight.
func (o *outline) choose(i int) {
	o.chosen = max(-1, min(i, len(o.parts())-1))
	o.refresh()
	if o.chosen < 0 {
		return
	}
	top, end, height := o.tops[o.chosen], o.tops[o.chosen+1], o.scroll.Size().Height
	switch at := o.scroll.Offset.Y; {
	case top < at:
		o.scrollTo(top - outlineTop)
	case end > at+height:
		o.scrollTo(end - height + outlineTop)
	}
}

func (o *outline) scrollTo(y float32) {
	o.scroll.ScrollToOffset(fyne.NewPos(0, max(0, y)))
	o.place()
}

// tap chooses a part; a click on a clip opens it, one on words that are chosen
// lets them be written on.
func (o *outline) tap(i int) {
	if i >= len(o.parts()) {
		return
	}
	again := i == o.chosen && o.focused
	o.leaveEdit()
	o.choose(i)
	o.p.w.win.Canvas().Focus(o)
	if again || o.parts()[i].Kind == clipper.ClipPart {
		o.p.w.openPart()
	}
}

// menu offers what can be done with a part.
func (o *outline) menu(i int, at fyne.Position) {
	if i >= len(o.parts()) {
		return
	}
	o.leaveEdit()
	o.choose(i)
	ids := []string{"partopen", "partup", "partdown", "partout"}
	if o.parts()[i].Kind == clipper.HeadingPart {
		ids = []string{"partopen", "partup", "partdown", "sectionup", "sectiondown", "parthigher", "partdeeper", "partout"}
	}
	o.p.w.popup(at, append(ids, "partheading", "partwords")...)
}

// dragTo moves the mark of a part that is dragged to the gap nearest to a height
// of the body, and scrolls where the edge is near.
func (o *outline) dragTo(i int, y float32) {
	if !o.drag.on {
		o.leaveEdit()
		o.choose(i)
		o.drag = dragging{on: true, from: i}
	}
	switch at := o.scroll.Offset.Y; {
	case y-at < 24:
		o.scrollTo(at - 16)
	case y-at > o.scroll.Size().Height-24:
		o.scrollTo(min(at+16, o.body.MinSize().Height-o.scroll.Size().Height))
	}
	o.drag.to = 0
	for o.drag.to < len(o.parts()) && y > (o.tops[o.drag.to]+o.tops[o.drag.to+1])/2 {
		o.drag.to++
	}
	o.mark.FillColor = theme.Color(theme.ColorNamePrimary)
	o.mark.Move(fyne.NewPos(partInset, o.tops[o.drag.to]-partGap/2-1))
	o.mark.Resize(fyne.NewSize(o.width-2*partInset, 2))
	o.mark.Show()
	o.mark.Refresh()
	o.place()
}

// drop puts the part that is dragged in the marked gap.
func (o *outline) drop() {
	d := o.drag
	o.drag = dragging{}
	o.mark.Hide()
	to := d.to
	if to > d.from {
		to-- // the gap moves up when the part leaves its place
	}
	if d.on && d.from < len(o.parts()) && to != d.from {
		o.p.move(d.from, 1, to)
	}
	o.refresh()
}

// FocusGained implements fyne.Focusable.
func (o *outline) FocusGained() {
	o.focused = true
	o.place()
}

// FocusLost implements fyne.Focusable.
func (o *outline) FocusLost() {
	o.focused, o.shift = false, false
	o.place()
}

// AcceptsTab implements fyne.Tabbable: Tab makes a heading deeper.
func (o *outline) AcceptsTab() bool {
	i, ok := o.p.part()
	return ok && o.parts()[i].Kind == clipper.HeadingPart
}

// KeyDown implements desktop.Keyable.
func (o *outline) KeyDown(e *fyne.KeyEvent) { o.hold(e, true) }

// KeyUp implements desktop.Keyable.
func (o *outline) KeyUp(e *fyne.KeyEvent) { o.hold(e, false) }

func (o *outline) hold(e *fyne.KeyEvent, down bool) {
	if e.Name == desktop.KeyShiftLeft || e.Name == desktop.KeyShiftRight {
		o.shift = down
	}
}

// TypedRune implements fyne.Focusable: letters are commands.
func (o *outline) TypedRune(r rune) {
	if r == ' ' {
		o.p.w.openPart()
		return
	}
	o.p.w.typedRune(r)
}

// TypedKey implements fyne.Focusable.
func (o *outline) TypedKey(e *fyne.KeyEvent) {
	w := o.p.w
	switch e.Name {
	case fyne.KeyDown:
		o.choose(o.chosen + 1)
	case fyne.KeyUp:
		o.choose(max(0, o.chosen-1))
	case fyne.KeyHome:
		o.choose(0)
	case fyne.KeyEnd:
		o.choose(len(o.parts()) - 1)
	case fyne.KeyReturn, fyne.KeyEnter, fyne.KeyF2:
		w.openPart()
	case fyne.KeyDelete:
		w.takeOutPart()
	case fyne.KeyTab:
		if o.shift {
			w.levelPart(-1)
		} else {
			w.levelPart(1)
		}
	case fyne.KeyEscape:
		w.focusReader()
	default:
		w.typedKey(e)
	}
}
