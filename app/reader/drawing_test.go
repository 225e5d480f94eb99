//go:build !headless

package reader

import (
	"bytes"
	"encoding/base64"
	"image"
	"image/color"
	"image/gif"
	"strings"
	"testing"
)

// webp is a red dot of one pixel, losslessly packed.
const webp = "UklGRhoAAABXRUJQVlA4TA0AAAAvAAAAEAcQERGIiP4HAA=="

// turning is a picture of two frames.
func turning(t *testing.T) []byte {
	frame := func(i uint8) *image.Paletted {
		m := image.NewPaletted(image.Rect(0, 0, 40, 30), color.Palette{color.White, color.RGBA{200, 0, 0, 255}})
		for p := range m.Pix {
			m.Pix[p] = i
		}
		return m
	}
	var b bytes.Buffer
	if err := gif.EncodeAll(&b, &gif.GIF{Image: []*image.Paletted{frame(1), frame(0)}, Delay: []int{10, 10}}); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// TestLoadKinds draws every kind of picture that the library keeps: of one that
// moves the first frame, of a drawing the shapes.
func TestLoadKinds(t *testing.T) {
	tiny, err := base64.StdEncoding.DecodeString(webp)
	if err != nil {
		t.Fatal(err)
	}
	svg := `<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 80 40"><rect width="80" height="40" fill="#c80000"/><text x="4" y="8">Rhône</text></svg>`
	for name, c := range map[string]struct {
		data []byte
		size image.Point // natural
	}{
		"png": {photo(t, 300, 100), image.Pt(300, 100)}, "gif": {turning(t), image.Pt(40, 30)},
		"webp": {tiny, image.Pt(1, 1)}, "svg": {[]byte(svg), image.Pt(80, 40)},
	} {
		got, err := load(func(string) ([]byte, error) { return c.data, nil }, name, 160)
		if err != nil || got.natural != c.size {
			t.Errorf("%s: %+v, %v", name, got, err)
			continue
		}
		if r, _, _, _ := got.image.At(0, 0).RGBA(); (name == "gif" || name == "svg") && r>>8 != 200 {
			t.Errorf("%s begins with %v", name, got.image.At(0, 0))
		}
	}
}

// TestHostileDrawings end in an error, or in a picture of bounded size.
func TestHostileDrawings(t *testing.T) {
	for name, svg := range map[string]string{
		"huge":    `<svg viewBox="0 0 1000000 1000000"><rect width="9" height="9"/></svg>`,
		"none":    `<svg></svg>`,
		"tower":   `<svg viewBox="0 0 1 100000"></svg>`,
		"cut":     `<svg viewBox="0 0 10 10"><path d="M0 0 L`,
		"circles": `<svg viewBox="0 0 9 9"><defs><g id="a"><use href="#b"/></g><g id="b"><use href="#a"/></g></defs><use href="#a"/></svg>`,
		"outside": `<svg viewBox="0 0 9 9"><image href="http://127.0.0.1:1/x.png" width="9" height="9"/></svg>`,
		"long":    `<svg viewBox="0 0 9 9">` + strings.Repeat(`<path d="M0 0 L9 9"/>`, 300_000) + `</svg>`,
	} {
		got, err := load(func(string) ([]byte, error) { return []byte(svg), nil }, name, 600)
		if err == nil && got.image.Bounds().Dx()*got.image.Bounds().Dy() > maxPixels {
			t.Errorf("%s is drawn as %s", name, got.image.Bounds())
		}
	}
}
