package typeset

import (
	"bytes"
	"image"

	"github.com/fyne-io/oksvg"
	"github.com/go-text/typesetting/font"
	"github.com/srwiley/rasterx"
	xdraw "golang.org/x/image/draw"
)

// How far the picture of a colour glyph may reach above and below the baseline,
// in em.
const (
	pictureAbove = 1.1
	pictureBelow = .3
)

// svg draws a glyph that is described in SVG, as OpenType has it: the origin of
// the view box is the pen on the baseline, y grows downwards. It is nil where
// the description cannot be read.
func (c *face) svg(source []byte, gid font.GID, size float32) *mask {
	icon, err := oksvg.ReadIconStream(bytes.NewReader(source), oksvg.IgnoreErrorMode)
	if err != nil || len(icon.SVGPaths) == 0 {
		return nil
	}
	box, unit := icon.ViewBox, float64(size)/float64(c.upem)
	if box.W > 0 {
		unit = float64(size) / box.W
	}
	w, h := int(size*c.measureGlyph(gid)+1), int(size*(pictureAbove+pictureBelow)+1)
	if w <= 1 || w > 1024 || h > 1024 {
		return nil
	}
	top := float64(round(size * pictureAbove))
	icon.Transform = rasterx.Identity.Scale(unit, unit).Translate(-box.X, top/unit-box.Y)
	out := image.NewRGBA(image.Rect(0, 0, w, h))
	icon.Draw(rasterx.NewDasher(w, h, rasterx.NewScannerGV(w, h, out, out.Rect)), 1)
	return &mask{colour: out, at: image.Pt(0, -int(top))}
}

// measureGlyph is the advance of a glyph in em.
func (c *face) measureGlyph(gid font.GID) float32 { return c.HorizontalAdvance(gid) / c.upem }

// bitmap scales the picture of a colour glyph to the height of the letters.
func (c *face) bitmap(d font.GlyphBitmap, gid font.GID, size float32) *mask {
	if d.Format != font.PNG && d.Format != font.JPG {
		return nil
	}
	src, _, err := image.Decode(bytes.NewReader(d.Data))
	if err != nil || src.Bounds().Empty() {
		return nil
	}
	w := max(1, c.measureGlyph(gid)*size)
	h := w * float32(src.Bounds().Dy()) / float32(src.Bounds().Dx())
	out := image.NewRGBA(image.Rect(0, 0, int(round(w)), int(round(h))))
	xdraw.CatmullRom.Scale(out, out.Rect, src, src.Bounds(), xdraw.Src, nil)
	return &mask{colour: out, at: image.Pt(0, int(round(-h*.82)))}
}
