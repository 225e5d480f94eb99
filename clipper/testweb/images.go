package testweb

import (
	"bytes"
	"encoding/binary"
	"hash/crc32"
	pix "image"
	"image/color"
	"image/gif"
	"image/jpeg"
	"image/png"
	"net/http"
	"strings"
)

func imageRoutes() []Route {
	asGIF := func(b *bytes.Buffer, m pix.Image) error { return gif.Encode(b, m, nil) }
	asJPEG := func(b *bytes.Buffer, m pix.Image) error { return jpeg.Encode(b, m, nil) }
	svg := func(inside string) http.HandlerFunc {
		return send("image/svg+xml", []byte(`<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="80" height="80">`+inside+`</svg>`))
	}
	return []Route{
		image("/image.png", "a picture", Picture, send("image/png", PNG(640, 360))),
		image("/wide.png", "a wide picture", Picture, send("image/png", PNG(1600, 900))),
		image("/image.jpg", "a photograph", Picture, send("image/jpeg", drawn(480, 320, asJPEG))),
		image("/image.gif", "an old picture", Picture, send("image/gif", drawn(320, 200, asGIF))),
		image("/image.webp", "a picture in WebP", Picture, send("image/webp", WebP(200, 120))),
		image("/wrong-type.png", "a picture sent as a page", Picture, send(utf8HTML, PNG(200, 100))),
		image("/drawing.svg", "a drawing", Picture, svg(`<g fill="url(#g)"><circle cx="40" cy="40" r="30"/></g><defs><linearGradient id="g"><stop offset="0"/></linearGradient></defs>`)),
		image("/script.svg", "a drawing that runs", Kept, svg(`<script>fetch("http://10.0.0.1/")</script>`)),
		image("/event.svg", "a drawing that runs when it is loaded", Kept, svg(`<g onload="alert(1)"/>`)),
		image("/outside.svg", "a drawing that loads a picture", Kept, svg(`<image xlink:href="http://10.0.0.1/a.png" width="10" height="10"/>`)),
		image("/style.svg", "a drawing that loads a style", Kept, svg(`<style>@import url(http://10.0.0.1/a.css);</style>`)),
		image("/foreign.svg", "a drawing with a page in it", Kept, svg(`<foreignObject><iframe src="http://10.0.0.1/"/></foreignObject>`)),
		image("/laughs.svg", "a drawing of entities", Kept, send("image/svg+xml", []byte(laughs()))),
		image("/deep.svg", "a drawing 10,000 groups deep", Kept, svg(strings.Repeat("<g>", 10_000)+strings.Repeat("</g>", 10_000))),
		image("/huge.svg", "a drawing of 2 MB", Kept, svg(strings.Repeat(`<path d="M0 0L1 1"/>`, 100_000))),
		image("/photo.avif", "a photograph in AVIF", Kept, send("image/avif", []byte("\x00\x00\x00\x1cftypavif\x00\x00\x00\x00avifmif1miaf\x00\x00\x00\x08mdat"))),
		image("/scan.tiff", "a scan in TIFF", Kept, send("image/tiff", append([]byte("II*\x00\x08\x00\x00\x00"), make([]byte, 64)...))),
		image("/tracker.gif", "one dot", Dropped, send("image/gif", drawn(1, 1, asGIF))),
		image("/icon.png", "an icon", Dropped, send("image/png", PNG(16, 16))),
		image("/bomb.png", "60,000 by 60,000 dots in 200 bytes", Dropped, send("image/png", bombPNG(60_000, 60_000))),
		image("/bomb.gif", "65,535 by 65,535 dots", Dropped, send("image/gif", bombGIF())),
		image("/bomb.webp", "16,384 by 16,384 dots", Dropped, send("image/webp", WebP(16384, 16384))),
		image("/cut.png", "a picture cut off in its header", Dropped, send("image/png", PNG(64, 64)[:20])),
		image("/not-image.png", "no picture", Dropped, send("image/png", []byte("<p>Ceci n’est pas une image.</p>"))),
		image("/huge.png", "a picture without an end", Dropped, func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Type", "image/png")
			endless(w, r, PNG(64, 64))
		}),
		image("/moved.png", "a picture that has moved to a private address", Dropped, redirectTo(302, "http://127.0.0.1:9/a.png")),
		image("/gone.png", "a picture that is gone", Dropped, func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusGone) }),
	}
}

// PNG is a picture of that size with soft bands of colour.
func PNG(width, height int) []byte {
	return drawn(width, height, func(b *bytes.Buffer, m pix.Image) error { return png.Encode(b, m) })
}

func drawn(width, height int, encode func(*bytes.Buffer, pix.Image) error) []byte {
	m := pix.NewPaletted(pix.Rect(0, 0, width, height), palette())
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

func bombGIF() []byte {
	body := drawn(8, 8, func(b *bytes.Buffer, m pix.Image) error { return gif.Encode(b, m, nil) })
	binary.LittleEndian.PutUint16(body[6:], 65_535)
	binary.LittleEndian.PutUint16(body[8:], 65_535)
	return body
}

// WebP is a lossless picture of one colour, at most 16,384 dots a side: every
// code of its one group has a single symbol, so that no dot takes a bit.
func WebP(width, height int) []byte {
	var bits uint64
	var n uint
	var stream []byte
	put := func(v uint64, size uint) {
		bits |= v << n
		for n += size; n >= 8; n -= 8 {
			stream = append(stream, byte(bits))
			bits >>= 8
		}
	}
	put(0x2f, 8)
	put(uint64(width-1), 14)
	put(uint64(height-1), 14)
	put(0, 4) // no alpha, version 0
	put(0, 3) // no transform, no cache, one group
	for _, symbol := range []uint64{90, 140, 120, 255, 0} {
		put(1, 1) // a simple code
		put(0, 1) // of one symbol
		put(1, 1) // of eight bits
		put(symbol, 8)
	}
	put(0, 8)
	if len(stream)%2 == 1 {
		stream = append(stream, 0)
	}
	out := binary.LittleEndian.AppendUint32([]byte("RIFF"), uint32(12+len(stream)))
	out = append(out, "WEBPVP8L"...)
	return append(binary.LittleEndian.AppendUint32(out, uint32(len(stream))), stream...)
}

// laughs is a drawing whose text doubles with every entity.
func laughs() string {
	var b strings.Builder
	b.WriteString(`<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY a0 "rire">`)
	for i := 1; i < 10; i++ {
		b.WriteString("<!ENTITY a" + string(rune('0'+i)) + ` "&a` + string(rune('0'+i-1)) + ";&a" + string(rune('0'+i-1)) + `;">`)
	}
	b.WriteString(`]><svg xmlns="http://www.w3.org/2000/svg" width="80" height="80"><text>&a9;</text></svg>`)
	return b.String()
}
