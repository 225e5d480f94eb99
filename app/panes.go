//go:build !headless

package app

import (
	"florilegium/app/style"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
)

// Sizes of the window and its parts, in device-independent pixels.
const (
	windowWidth, windowHeight = 1280, 832
	libraryWidth              = 280
	clipsWidth                = 320
	barHeight                 = 44
	statusHeight              = 26
	hideClipsBelow            = 1100
	hideLibraryBelow          = 820
)

// frame lays the window out: a bar, three panes, a line at the foot. Panes fold
// away when the window is narrow or the reader closes them.
type frame struct {
	bar, library, article, clips, status fyne.CanvasObject
	rules                                [4]*canvas.Rectangle // under the bar, beside each pane, above the status
	line                                 *canvas.Rectangle    // how far the article was read
	part                                 float32
	noLibrary, noClips                   bool
}

func newFrame(bar, library, article, clips, status fyne.CanvasObject) (*frame, *fyne.Container) {
	f := &frame{bar: bar, library: library, article: article, clips: clips, status: status}
	objects := []fyne.CanvasObject{article, bar, library, clips, status}
	for i := range f.rules {
		f.rules[i] = canvas.NewRectangle(theme.Color(style.ColourLine))
		objects = append(objects, f.rules[i])
	}
	f.line = canvas.NewRectangle(theme.Color(theme.ColorNamePrimary))
	objects = append(objects, f.line)
	return f, container.New(f, objects...)
}

// recolour follows a change of theme.
func (f *frame) recolour() {
	for _, r := range f.rules {
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
	library, clips := float32(libraryWidth), float32(clipsWidth)
	if f.noLibrary || size.Width < hideLibraryBelow {
		library = 0
	}
	if f.noClips || size.Width < hideClipsBelow {
		clips = 0
	}
	top, bottom := float32(barHeight), size.Height-statusHeight
	place(f.bar, 0, 0, size.Width, top)
	place(f.library, 0, top, library, bottom-top)
	place(f.article, library, top, size.Width-library-clips, bottom-top)
	place(f.clips, size.Width-clips, top, clips, bottom-top)
	place(f.status, 0, bottom, size.Width, statusHeight)
	place(f.rules[0], 0, top-1, size.Width, 1)
	place(f.rules[1], library-1, top, min(library, 1), bottom-top)
	place(f.rules[2], size.Width-clips, top, min(clips, 1), bottom-top)
	place(f.rules[3], 0, bottom, size.Width, 1)
	f.drawLine()
}

// MinSize implements fyne.Layout.
func (f *frame) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(760, 560) }

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
