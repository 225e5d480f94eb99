//go:build !headless

package reader

import (
	"bytes"
	"fmt"
	"image"

	"github.com/fyne-io/oksvg"
	"github.com/srwiley/rasterx"
)

// maxDrawing bounds an SVG drawing, in bytes: its shapes are drawn one by one.
const maxDrawing = 4 << 20

// isDrawing reports an SVG drawing.
func isDrawing(data []byte) bool {
	head := data[:min(len(data), 4096)]
	return bytes.Contains(head, []byte("<svg")) && !bytes.HasPrefix(data, []byte("\x89PNG"))
}

// loadDrawing draws a static SVG drawing at the pixels it is shown with. What the
// drawing library does not know is left out; nothing outside is looked at.
func loadDrawing(data []byte, hash string, width int) (got *loaded, err error) {
	defer func() {
		if r := recover(); r != nil { // a library that reads foreign shapes
			got, err = nil, fmt.Errorf("draw picture: %v", r)
		}
	}()
	if len(data) > maxDrawing {
		return nil, fmt.Errorf("a drawing of %d bytes is not shown", len(data))
	}
	icon, err := oksvg.ReadIconStream(bytes.NewReader(data), oksvg.IgnoreErrorMode)
	if err != nil {
		return nil, fmt.Errorf("read drawing: %w", err)
	}
	box := icon.ViewBox
	if box.W <= 0 || box.H <= 0 || box.W*box.H > maxPixels*100 || box.H > 8*box.W {
		return nil, fmt.Errorf("a drawing of %g × %g is not shown", box.W, box.H)
	}
	size := image.Pt(max(1, int(box.W+.5)), max(1, int(box.H+.5)))
	w := size.X
	if width > 0 {
		w = width
	}
	h := max(1, int(float64(w)*box.H/box.W+.5))
	if w*h > maxPixels/4 {
		return nil, fmt.Errorf("a drawing of %d × %d pixels is not shown", w, h)
	}
	icon.SetTarget(0, 0, float64(w), float64(h))
	out := image.NewRGBA(image.Rect(0, 0, w, h))
	icon.Draw(rasterx.NewDasher(w, h, rasterx.NewScannerGV(w, h, out, out.Bounds())), 1)
	return &loaded{hash, out, size}, nil
}
