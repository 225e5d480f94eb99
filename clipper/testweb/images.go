package testweb

import (
	"bytes"
	"encoding/binary"
	"hash/crc32"
	"image"
	"image/color"
	"image/gif"
	"image/jpeg"
	"image/png"
	"net/http"
)

func imageRoutes() routes {
	return routes{
		"/image.png":      send("image/png", PNG(640, 360)),
		"/wide.png":       send("image/png", PNG(1600, 900)),
		"/image.jpg":      send("image/jpeg", encoded(480, 320, func(b *bytes.Buffer, m image.Image) error { return jpeg.Encode(b, m, nil) })),
		"/image.gif":      send("image/gif", encoded(320, 200, func(b *bytes.Buffer, m image.Image) error { return gif.Encode(b, m, nil) })),
		"/tracker.gif":    send("image/gif", encoded(1, 1, func(b *bytes.Buffer, m image.Image) error { return gif.Encode(b, m, nil) })),
		"/icon.png":       send("image/png", PNG(16, 16)),
		"/bomb.png":       send("image/png", bombPNG(60_000, 60_000)),
		"/wrong-type.png": send("text/html; charset=utf-8", PNG(200, 100)),
		"/drawing.svg":    send("image/svg+xml", []byte(`<svg xmlns="http://www.w3.org/2000/svg" width="80" height="80"><circle cx="40" cy="40" r="30"/></svg>`)),
		"/not-image.png":  send("image/png", []byte("<p>Ceci n’est pas une image.</p>")),
		"/huge.png": func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Type", "image/png")
			endless(w, r, PNG(64, 64))
		},
	}
}

// PNG is a picture of that size with soft bands of colour.
func PNG(width, height int) []byte {
	return encoded(width, height, func(b *bytes.Buffer, m image.Image) error { return png.Encode(b, m) })
}

func encoded(width, height int, encode func(*bytes.Buffer, image.Image) error) []byte {
	m := image.NewPaletted(image.Rect(0, 0, width, height), palette())
	for y := range height {
		for x := range width {
			m.SetColorIndex(x, y, uint8((x/16+y/24)%len(m.Palette)))
		}
	}
	var b bytes.Buffer
	if err := encode(&b, m); err != nil {
		panic(err) // a buffer takes everything
	}
	return b.Bytes()
}

func palette() color.Palette {
	var p color.Palette
	for i := range uint8(12) {
		p = append(p, color.RGBA{R: 60 + 14*i, G: 90 + 9*i, B: 150 - 7*i, A: 255})
	}
	return p
}

// bombPNG claims a size in its header and holds next to nothing.
func bombPNG(width, height uint32) []byte {
	body := PNG(8, 8)
	binary.BigEndian.PutUint32(body[16:], width)
	binary.BigEndian.PutUint32(body[20:], height)
	binary.BigEndian.PutUint32(body[29:], crc32.ChecksumIEEE(body[12:29]))
	return body
}
