//go:build !headless

package reader

import (
	"bytes"
	"fmt"
	"image"
	_ "image/gif"  // pictures of articles
	_ "image/jpeg" // likewise
	_ "image/png"  // likewise

	"florilegium/app/style"
	"florilegium/app/typeset"
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	xdraw "golang.org/x/image/draw"
	_ "golang.org/x/image/webp" // likewise
)

// Bounds on pictures: what is decoded at all, and what is kept.
const (
	maxPixels   = 40_000_000
	maxPictures = 24 // of those that are not near the view
)

// pictures holds the decoded pictures of what was read last.
type pictures struct {
	known map[string]*picture
	tick  int // counts updates
}

// picture is a picture on its way or here. A failed one stays a placeholder.
type picture struct {
	image  *canvas.Image // nil while it is not here
	width  int           // in pixels, of what was decoded
	used   int
	failed bool

	labels  []*canvas.Raster // its description and why it is not here, in the colours of palette
	palette *style.Palette
	why     string
}

// drawPictures draws the pictures in view, tinted where they are selected and with
// a line beside them where a clip holds them, and asks for those that are near.
func (r *Reader) drawPictures(y0, y1 float32) {
	view := y1 - y0
	r.pictures.tick++
	for _, d := range r.lay.DecorIn(y0-view, y1+view) {
		if d.Kind != typeset.Image {
			continue
		}
		pic := r.picture(d)
		if d.Y > y1 || d.Y+d.H < y0 {
			continue
		}
		x, y := r.at(d.X, d.Y)
		if pic.image == nil {
			r.sheet.rect(x, y, d.W, d.H, r.opt.Reading.Palette.Surface).CornerRadius = 4
			r.placeholder(pic, d, x, y)
		} else {
			pic.image.Move(fyne.NewPos(r.snap(x), r.snap(y)))
			pic.image.Resize(fyne.NewSize(d.W, d.H))
			r.sheet.objs = append(r.sheet.objs, pic.image)
		}
		if start, end := r.Selection(); start != end && start <= d.Offset && d.Offset <= end {
			c := r.opt.Reading.Palette.Selection
			c.A = 130
			r.sheet.rect(x, y, d.W, d.H, c)
		}
		for i, m := range r.marksOver(d.Offset, d.Offset+1) {
			r.sheet.rect(x-6-5*float32(i), y, 3, d.H, r.opt.Reading.Palette.Mark(m.Colour))
		}
	}
	r.pictures.trim()
}

// pictureAt is the picture at a point of the widget, where it is shown.
func (r *Reader) pictureAt(p fyne.Position) (typeset.Decor, bool) {
	x, y := p.X-r.column, p.Y-topMargin+r.off
	for _, d := range r.lay.DecorIn(y, y+1) {
		if d.Kind != typeset.Image || x < d.X || x >= d.X+d.W || y < d.Y || y >= d.Y+d.H {
			continue
		}
		if pic := r.pictures.known[d.Picture.Hash]; pic != nil && pic.image != nil {
			return d, true
		}
	}
	return typeset.Decor{}, false
}

// run does work away from the main goroutine, or, without a way to do that, when
// the painting that asked for it is done.
func (r *Reader) run(work func() func()) {
	if r.opt.Run != nil {
		r.opt.Run(work)
		return
	}
	r.later = append(r.later, func() { work()() })
}

// placeholder writes the picture's alternative text where the picture will be, and
// below it why there is none.
func (r *Reader) placeholder(pic *picture, d typeset.Decor, x, y float32) {
	why := ""
	if r.opt.Lacking != nil {
		why = r.opt.Lacking(d.Picture, pic.failed)
	}
	if d.H < 24 || d.Picture.Alt == "" && why == "" {
		return
	}
	if p := r.opt.Reading.Palette; pic.labels == nil || pic.palette != p || pic.why != why {
		pic.labels, pic.palette, pic.why = nil, p, why
		for _, text := range []string{d.Picture.Alt, why} {
			if text != "" {
				pic.labels = append(pic.labels, r.caption(text, d.W-24))
			}
		}
	}
	height := float32(0)
	for _, l := range pic.labels {
		height += l.Size().Height
	}
	y += (d.H - height) / 2
	for _, l := range pic.labels {
		size := l.Size()
		l.Move(fyne.NewPos(r.snap(x+(d.W-size.Width)/2), r.snap(y)))
		r.sheet.objs = append(r.sheet.objs, l)
		y += size.Height
	}
}

// picture finds a picture or sets out to fetch it from the library.
func (r *Reader) picture(d typeset.Decor) *picture {
	key := d.Picture.Hash
	if key == "" {
		key = d.Picture.Src
	}
	pixels := int(d.W * r.scale())
	pic, ok := r.pictures.known[key]
	if !ok {
		pic = &picture{}
		r.pictures.known[key] = pic
	}
	pic.used = r.pictures.tick
	if d.Picture.Hash == "" || d.Picture.Lacking != "" || r.opt.Images == nil || pic.failed || pic.width >= pixels {
		return pic
	}
	pic.width = pixels
	hash, doc, images := d.Picture.Hash, r.doc, r.opt.Images
	r.run(func() func() {
		got, err := load(images, hash, pixels)
		return func() { r.arrived(pic, doc, got, err) }
	})
	return pic
}

// trim lets the pictures go that were near the longest ago; those that are near
// stay, however many.
func (p *pictures) trim() {
	for len(p.known) > maxPictures {
		oldest, at := "", p.tick
		for key, pic := range p.known {
			if pic.used < at {
				oldest, at = key, pic.used
			}
		}
		if at == p.tick {
			return
		}
		delete(p.known, oldest)
	}
}

// loaded is a decoded picture and the size it came in.
type loaded struct {
	hash    string
	image   image.Image
	natural image.Point
}

// load decodes a picture and scales it down to the pixels it is shown with.
func load(images func(string) ([]byte, error), hash string, width int) (*loaded, error) {
	data, err := images(hash)
	if err != nil {
		return nil, err
	}
	if isDrawing(data) {
		return loadDrawing(data, hash, width)
	}
	conf, _, err := image.DecodeConfig(bytes.NewReader(data))
	if err != nil {
		return nil, fmt.Errorf("read picture: %w", err)
	}
	size := image.Pt(conf.Width, conf.Height)
	if size.X*size.Y > maxPixels {
		return nil, fmt.Errorf("a picture of %d × %d pixels is not shown", size.X, size.Y)
	}
	img, _, err := image.Decode(bytes.NewReader(data))
	if err != nil {
		return nil, fmt.Errorf("decode picture: %w", err)
	}
	if size.X > width && width > 0 {
		small := image.NewRGBA(image.Rect(0, 0, width, max(1, size.Y*width/size.X)))
		xdraw.CatmullRom.Scale(small, small.Rect, img, img.Bounds(), xdraw.Src, nil)
		img = small
	}
	return &loaded{hash, img, size}, nil
}

// arrived shows a picture; one whose size was unknown moves the text below it,
// not the text in view.
func (r *Reader) arrived(pic *picture, doc *typeset.Doc, got *loaded, err error) {
	if err != nil {
		pic.failed = true // the placeholder and the caption say what is missing
		r.update()
		return
	}
	pic.image = canvas.NewImageFromImage(got.image)
	pic.image.FillMode = canvas.ImageFillStretch
	if doc != r.doc {
		return
	}
	if doc.SetImageSize(got.hash, got.natural.X, got.natural.Y) {
		r.relayoutAt(0)
		return
	}
	r.update()
}
