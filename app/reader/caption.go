//go:build !headless

package reader

import (
	"image"

	"florilegium/app/typeset"
	"florilegium/clipper"
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
)

// captionSize is the size of the descriptions of pictures, in pixels.
const captionSize = 13

// caption is a short text in one muted line, cut to a width and set as the page
// is, so that every script is right. It is as large as its ink.
func (r *Reader) caption(text string, width float32) *canvas.Raster {
	st := typeset.Style{Family: typeset.Sans, Size: captionSize, Measure: max(24, width)}
	lines := append(r.set.Wrap(text, st, 1), "")
	doc := typeset.NewDoc([]clipper.Block{{Kind: clipper.Paragraph, Text: lines[0]}}, nil, r.lang(0))
	lay := r.set.Layout(doc, st)
	left, right := st.Measure, float32(0)
	for _, q := range lay.Rects(0, len(lines[0]), 0, lay.Height) {
		left, right = min(left, q.X), max(right, q.X+q.W)
	}
	p := r.opt.Reading.Palette
	size := fyne.NewSize(max(1, float32(int(right-left)+2)), lay.Height)
	raster := canvas.NewRaster(func(w, h int) image.Image {
		dst := image.NewRGBA(image.Rect(0, 0, w, h))
		strip := typeset.Strip{Rect: typeset.Rect{X: left, W: size.Width, H: size.Height}, Last: len(lay.Lines)}
		lay.Paint(dst, strip, float32(w)/size.Width, typeset.Inks{Text: p.Muted, Muted: p.Muted, Link: p.Muted})
		return dst
	})
	raster.ScaleMode = canvas.ImageScalePixels
	raster.Resize(size)
	return raster
}
