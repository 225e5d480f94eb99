//go:build !headless

package reader

import (
	"florilegium/clipper"
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
)

// viewer shows a picture as large as the window allows. Escape, Enter, the space
// bar or a click closes it.
type viewer struct {
	widget.BaseWidget
	r     *Reader
	win   fyne.Canvas
	back  *canvas.Rectangle
	image *canvas.Image
	alt   *canvas.Raster
}

// viewerMargin is left free around the picture, with a line for its description.
const viewerMargin = 32

// openPicture shows the picture at a point of the widget large.
func (r *Reader) openPicture(p fyne.Position) bool {
	d, ok := r.pictureAt(p)
	if ok {
		r.showLarge(d.Picture)
	}
	return ok
}

func (r *Reader) showLarge(im *clipper.Image) {
	win := canvasOf(r)
	pic := r.pictures.known[im.Hash]
	if win == nil || pic == nil || pic.image == nil {
		return
	}
	p := r.opt.Reading.Palette
	v := &viewer{r: r, win: win, back: canvas.NewRectangle(p.Page), image: canvas.NewImageFromImage(pic.image.Image)}
	v.image.FillMode = canvas.ImageFillContain
	v.alt = r.caption(im.Alt, win.Size().Width-2*viewerMargin)
	v.ExtendBaseWidget(v)
	win.Overlays().Add(v)
	v.Resize(win.Size())
	win.Focus(v)
	r.viewer = v
	pixels, images := int(win.Size().Width*win.Scale()), r.opt.Images
	r.run(func() func() {
		got, err := load(images, im.Hash, pixels)
		return func() {
			if err == nil { // else the small one stays
				v.image.Image = got.image
				v.image.Refresh()
			}
		}
	})
	r.update()
}

// close gives the window back to the page.
func (v *viewer) close() {
	v.win.Overlays().Remove(v)
	v.r.viewer = nil
	v.win.Focus(v.r)
}

// CreateRenderer implements fyne.Widget.
func (v *viewer) CreateRenderer() fyne.WidgetRenderer {
	return &viewerRenderer{v, []fyne.CanvasObject{v.back, v.image, v.alt}}
}

type viewerRenderer struct {
	v    *viewer
	objs []fyne.CanvasObject
}

func (x *viewerRenderer) Destroy()                     {}
func (x *viewerRenderer) Objects() []fyne.CanvasObject { return x.objs }
func (x *viewerRenderer) MinSize() fyne.Size           { return fyne.NewSize(1, 1) }
func (x *viewerRenderer) Refresh()                     { canvas.Refresh(x.v.back) }

func (x *viewerRenderer) Layout(size fyne.Size) {
	x.v.back.Resize(size)
	room := size.SubtractWidthHeight(2*viewerMargin, 2.5*viewerMargin)
	x.v.image.Move(fyne.NewPos(viewerMargin, viewerMargin))
	x.v.image.Resize(fyne.NewSize(max(1, room.Width), max(1, room.Height)))
	x.v.alt.Move(fyne.NewPos(round((size.Width-x.v.alt.Size().Width)/2), round(size.Height-1.2*viewerMargin)))
}

// FocusGained implements fyne.Focusable.
func (v *viewer) FocusGained() {}

// FocusLost implements fyne.Focusable.
func (v *viewer) FocusLost() {}

// TypedRune implements fyne.Focusable.
func (v *viewer) TypedRune(rune) {}

// TypedKey implements fyne.Focusable.
func (v *viewer) TypedKey(e *fyne.KeyEvent) {
	switch e.Name {
	case fyne.KeyEscape, fyne.KeyReturn, fyne.KeyEnter, fyne.KeySpace:
		v.close()
	}
}

// Tapped implements fyne.Tappable.
func (v *viewer) Tapped(*fyne.PointEvent) { v.close() }

// Cursor implements desktop.Cursorable.
func (v *viewer) Cursor() desktop.Cursor { return desktop.PointerCursor }
