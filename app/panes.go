//go:build !headless

package app

import (
	"florilegium/app/style"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// Sizes of the window and its parts, in device-independent pixels.
const (
	windowWidth, windowHeight = 1280, 832
	minWidth, minHeight       = 760, 560
	libraryWidth              = 280
	clipsWidth                = 320
	barHeight                 = 44
	statusHeight              = 26
	footLine                  = 36 // of the words in it, which reach over its edges
	hideClipsBelow            = 1100
	hideLibraryBelow          = 820
	gripWidth                 = 7 // of the part of a rule that the mouse can take
)

// limits are the widths that a pane may have.
type limits struct{ low, high float32 }

var (
	libraryLimits = limits{220, 360}
	clipsLimits   = limits{260, 420}
)

func (l limits) within(v float32) float32 { return min(max(v, l.low), l.high) }

// pane is one at the side of the article.
type pane struct {
	object fyne.CanvasObject
	grip   *grip
	rule   *canvas.Rectangle
	width  float32
	below  float32 // a narrower window folds it away
	closed bool    // by the reader
	drawer bool    // opened by the reader over the article, in a narrow window
}

// room is how much width the pane takes from the article.
func (p *pane) room(window float32) float32 {
	if p.closed || window < p.below {
		return 0
	}
	return p.width
}

// shown reports whether the pane is to be seen.
func (p *pane) shown(window float32) bool {
	return p.room(window) > 0 || (p.drawer && window < p.below)
}

// toggle shows or hides the pane: beside the article, or over it in a window
// that has no room for both.
func (p *pane) toggle(window float32) {
	if window < p.below {
		p.drawer = !p.drawer
	} else {
		p.closed = !p.closed
	}
}

// frame lays the window out: a bar, three panes, a line at the foot. Panes fold
// away when the window is narrow or the reader closes them.
type frame struct {
	bar, article, status fyne.CanvasObject
	library, clips       *pane
	rules                [2]*canvas.Rectangle // under the bar, above the status
	line                 *canvas.Rectangle    // how far the article was read
	part                 float32
	alone                bool // only the article
	width                float32
}

func newFrame(bar, library, article, clips, status fyne.CanvasObject) (*frame, *fyne.Container) {
	f := &frame{bar: bar, article: article, status: status}
	f.library = &pane{object: library, width: libraryWidth, below: hideLibraryBelow}
	f.clips = &pane{object: clips, width: clipsWidth, below: hideClipsBelow}
	f.line = canvas.NewRectangle(nil)
	objects := []fyne.CanvasObject{article, f.line, bar, library, clips, status}
	for i := range f.rules {
		f.rules[i] = canvas.NewRectangle(nil)
		objects = append(objects, f.rules[i])
	}
	for _, p := range []*pane{f.library, f.clips} {
		p.rule, p.grip = canvas.NewRectangle(nil), newGrip()
		objects = append(objects, p.rule, p.grip)
	}
	c := container.New(f, objects...)
	f.library.grip.drag = func(dx float32) { f.library.width = libraryLimits.within(f.library.width + dx); c.Refresh() }
	f.clips.grip.drag = func(dx float32) { f.clips.width = clipsLimits.within(f.clips.width - dx); c.Refresh() }
	f.recolour()
	return f, c
}

// toggle shows or hides one of the panes. Only one drawer is open at a time: two
// would leave nothing of the article.
func (f *frame) toggle(p *pane) {
	p.toggle(f.width)
	for _, other := range []*pane{f.library, f.clips} {
		other.drawer = other.drawer && other == p
	}
}

// shut shuts the drawer that is open, if one is.
func (f *frame) shut() bool {
	open := (f.library.drawer && f.width < f.library.below) || (f.clips.drawer && f.width < f.clips.below)
	f.library.drawer, f.clips.drawer = false, false
	return open
}

// recolour follows a change of theme.
func (f *frame) recolour() {
	for _, r := range []*canvas.Rectangle{f.rules[0], f.rules[1], f.library.rule, f.clips.rule} {
		r.FillColor = theme.Color(style.ColourLine)
		r.Refresh()
	}
	f.line.FillColor = theme.Color(theme.ColorNamePrimary)
	f.line.Refresh()
}

// read moves the line at the foot of the article to the part that was read.
func (f *frame) read(part float64) {
	f.part = float32(part)
	f.drawLine()
}

func (f *frame) drawLine() {
	at, size := f.article.Position(), f.article.Size()
	f.line.Move(fyne.NewPos(at.X, at.Y+size.Height-2))
	f.line.Resize(fyne.NewSize(size.Width*f.part, 2))
}

// Layout implements fyne.Layout.
func (f *frame) Layout(_ []fyne.CanvasObject, size fyne.Size) {
	f.width = size.Width
	top, bottom := float32(barHeight), size.Height-statusHeight
	wide := size.Width
	if f.alone {
		top, bottom, wide = 0, size.Height, 0
	}
	library, clips := f.library.room(wide), f.clips.room(wide)
	place(f.bar, 0, 0, wide, barHeight)
	place(f.status, 0, bottom, wide, statusHeight)
	place(f.rules[0], 0, top-1, wide, 1)
	place(f.rules[1], 0, bottom, wide, 1)
	place(f.article, library, top, size.Width-library-clips, bottom-top)
	f.side(f.library, 0, f.library.width, top, bottom)
	f.side(f.clips, size.Width-f.clips.width, size.Width-f.clips.width, top, bottom)
	f.drawLine()
}

// side places a pane at x, its rule and its grip at edge.
func (f *frame) side(p *pane, x, edge, top, bottom float32) {
	width := p.width
	if f.alone || !p.shown(f.width) {
		width = 0
	}
	place(p.object, x, top, width, bottom-top)
	place(p.rule, edge-1, top, min(width, 1), bottom-top)
	place(p.grip, edge-gripWidth/2, top, min(width, gripWidth), bottom-top)
}

// MinSize implements fyne.Layout.
func (f *frame) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(minWidth, minHeight) }

// place moves and sizes an object; one without width is hidden.
func place(o fyne.CanvasObject, x, y, w, h float32) {
	if w <= 0 {
		o.Hide()
		return
	}
	o.Show()
	o.Move(fyne.NewPos(x, y))
	o.Resize(fyne.NewSize(w, h))
}

// grip is the part of a rule between two panes that the mouse can take.
type grip struct {
	widget.BaseWidget
	drag func(dx float32)
	done func()
}

func newGrip() *grip {
	g := &grip{}
	g.ExtendBaseWidget(g)
	return g
}

// CreateRenderer implements fyne.Widget: nothing is to be seen of a grip.
func (g *grip) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(canvas.NewRectangle(nil))
}

// Cursor implements desktop.Cursorable.
func (g *grip) Cursor() desktop.Cursor { return desktop.HResizeCursor }

// Dragged implements fyne.Draggable.
func (g *grip) Dragged(e *fyne.DragEvent) { g.drag(e.Dragged.DX) }

// DragEnd implements fyne.Draggable.
func (g *grip) DragEnd() {
	if g.done != nil {
		g.done()
	}
}
