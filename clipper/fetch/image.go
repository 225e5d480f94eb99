package fetch

import (
	"bytes"
	"context"
	"encoding/base64"
	"errors"
	"image"
	_ "image/gif"  // known to DecodeConfig
	_ "image/jpeg" // known to DecodeConfig
	_ "image/png"  // known to DecodeConfig
	"math"
	"net/url"
	"strings"

	_ "golang.org/x/image/webp" // known to DecodeConfig

	"florilegium/clipper"
)

// The limits of one image.
const (
	maxImage  = 20 << 20 // bytes
	maxPixels = 40_000_000
	minSide   = 32 // pixels; what is no larger both ways is a tracker or an ornament
)

var (
	// ErrUndecodable is in the error of an image that came whole in a format that
	// nothing here draws: AVIF, HEIC, JPEG XL, BMP, TIFF, an SVG drawing that is
	// more than a drawing. Image gives the asset beside it, to be kept while a
	// placeholder stands in the text.
	ErrUndecodable = errors.New("no decoder for this image")
	// ErrOrnament is in the error of an image that no reader would miss: a
	// tracker, a dot, an icon.
	ErrOrnament = errors.New("ornament or tracker")
)

// Image gets a picture of a saved page: png, jpeg, gif, webp or a static SVG
// drawing, at most 20 MB and 40 megapixels by its header, larger than 32 by 32.
// src is an absolute http or https address, or a data: URL. page is the address
// the reader typed for the page; it is not sent anywhere, it only allows images
// on that very host where the host is private. See ErrUndecodable and
// ErrOrnament for the images that come to something else.
func (f *Fetcher) Image(ctx context.Context, src, page string) (clipper.Asset, error) {
	if isTracker(src) {
		return clipper.Asset{}, ornament()
	}
	data, err := f.imageData(ctx, src, page)
	if err != nil {
		return clipper.Asset{}, err
	}
	return CheckImage(data)
}

// CheckImage is what Image does with the bytes that it has fetched, for a picture
// that came with its page. It looks at the header; nothing is decoded.
func CheckImage(data []byte) (clipper.Asset, error) {
	kind := imageType(data)
	switch kind {
	case "":
		return clipper.Asset{}, clipper.Errorf(clipper.Unreadable, nil, "", "this is not an image")
	case typeSVG:
		return checkDrawing(data)
	}
	asset := clipper.NewAsset(kind, data)
	width, height := measure(asset)
	switch {
	case width < 0:
		return asset, undecodable(kind, nil)
	case width == 0 || height == 0:
		return clipper.Asset{}, clipper.Errorf(clipper.Unreadable, nil, "", "the image is damaged")
	case width > maxPixels/height:
		return clipper.Asset{}, clipper.Errorf(clipper.TooLarge, nil, "", "the image measures %d by %d pixels", width, height)
	case width <= minSide && height <= minSide, width == 1, height == 1:
		return clipper.Asset{}, ornament()
	}
	return asset, nil
}

func checkDrawing(data []byte) (clipper.Asset, error) {
	asset := clipper.NewAsset(typeSVG, data)
	size, err := staticSVG(data)
	if err != nil {
		return asset, undecodable(typeSVG, err)
	}
	if size.width > 0 && size.width <= minSide && size.height <= minSide {
		return clipper.Asset{}, ornament()
	}
	return asset, nil
}

func undecodable(kind string, err error) error {
	return clipper.Errorf(clipper.Unreadable, errors.Join(ErrUndecodable, err), "", "the image is of a kind that is not shown here (%s)", kind)
}

func ornament() error {
	return clipper.Errorf(clipper.Unreadable, ErrOrnament, "", "the image is an ornament or a tracker")
}

// Size is the width and height of an image in pixels, from its header; zeros
// when it cannot be read. A drawing without a size of its own is measured by its
// view box.
func Size(a clipper.Asset) (width, height int) {
	width, height = measure(a)
	return max(width, 0), max(height, 0)
}

// measure is Size, with -1 for the types that nothing here draws.
func measure(a clipper.Asset) (width, height int) {
	switch a.Type {
	case "image/png", "image/jpeg", "image/gif", "image/webp":
		config, _, err := image.DecodeConfig(bytes.NewReader(a.Data))
		if err != nil || config.Width < 0 || config.Height < 0 {
			return 0, 0
		}
		return config.Width, config.Height
	case typeSVG:
		size, err := staticSVG(a.Data)
		if err != nil {
			return -1, -1
		}
		return int(math.Round(size.width)), int(math.Round(size.height))
	}
	return -1, -1
}

// magic are the first bytes of image files, those that are drawn first.
var magic = []struct{ kind, at0, at4, at8 string }{
	{"image/png", "\x89PNG\r\n\x1a\n", "", ""},
	{"image/jpeg", "\xFF\xD8\xFF", "", ""},
	{"image/gif", "GIF8", "", ""},
	{"image/webp", "RIFF", "", "WEBP"},
	{"image/avif", "", "ftyp", "avif"},
	{"image/avif", "", "ftyp", "avis"},
	{"image/heic", "", "ftyp", "hei"},
	{"image/heic", "", "ftyp", "mif1"},
	{"image/jxl", "\xFF\x0A", "", ""},
	{"image/jxl", "\x00\x00\x00\x0CJXL ", "", ""},
	{"image/bmp", "BM", "", ""},
	{"image/tiff", "II*\x00", "", ""},
	{"image/tiff", "MM\x00*", "", ""},
	{"image/x-icon", "\x00\x00\x01\x00", "", ""},
	{"image/jp2", "\x00\x00\x00\x0CjP  ", "", ""},
}

// imageType tells the kind of an image by its first bytes, whatever it is called;
// empty where it is none.
func imageType(data []byte) string {
	at := func(i int, s string) bool { return len(data) >= i && bytes.HasPrefix(data[i:], []byte(s)) }
	for _, m := range magic {
		if at(0, m.at0) && at(4, m.at4) && at(8, m.at8) && len(data) >= 12 {
			return m.kind
		}
	}
	if rootOf(data) == "svg" {
		return typeSVG
	}
	return ""
}

// trackerHosts count readers by pictures that nobody sees.
var trackerHosts = set("www.facebook.com pixel.wp.com stats.wp.com b.scorecardresearch.com sb.scorecardresearch.com pixel.quantserve.com " +
	"www.google-analytics.com ssl.google-analytics.com ad.doubleclick.net googleads.g.doubleclick.net px.ads.linkedin.com bat.bing.com " +
	"mc.yandex.ru counter.yadro.ru top-fwz1.mail.ru logc412.xiti.com logs.xiti.com vg01.met.vgwort.de vg02.met.vgwort.de vg04.met.vgwort.de vg05.met.vgwort.de " +
	"vg06.met.vgwort.de vg07.met.vgwort.de vg08.met.vgwort.de vg09.met.vgwort.de t.co analytics.twitter.com pixel.mathtag.com sync.outbrain.com")

// isTracker knows the addresses of pictures that only count readers.
func isTracker(src string) bool {
	u, err := url.Parse(src)
	if err != nil || u.Host == "" {
		return false
	}
	host := strings.ToLower(u.Hostname())
	return trackerHosts[host] || strings.HasSuffix(host, ".2o7.net") || strings.HasSuffix(host, ".ivwbox.de") || strings.HasSuffix(host, ".ioam.de")
}

func (f *Fetcher) imageData(ctx context.Context, src, page string) ([]byte, error) {
	if rest, ok := cutScheme(src, "data:"); ok {
		return dataURL(rest)
	}
	u, err := clipper.ParseAddress(src)
	if err != nil {
		return nil, err
	}
	typed, _ := clipper.ParseAddress(page) // nil allows no private host
	var a *answer
	err = f.consented(ctx, typed, func(ctx context.Context) (err error) {
		a, err = f.get(ctx, visit{to: u, typed: typed, kind: images})
		return err
	})
	if err != nil {
		return nil, err
	}
	return a.body, nil
}

// images is what a picture is asked for with; AVIF is left out, since nothing
// here draws it.
var images = kind{
	accept: "image/webp,image/png,image/jpeg,image/gif,image/svg+xml;q=0.9,*/*;q=0.1",
	limit:  func(string, []byte) (wire, body int, err error) { return maxImage, maxImage, nil },
}

func cutScheme(s, scheme string) (string, bool) {
	if len(s) < len(scheme) || !strings.EqualFold(s[:len(scheme)], scheme) {
		return s, false
	}
	return s[len(scheme):], true
}

// dataURL is the content of a data: URL (RFC 2397) after its scheme.
func dataURL(rest string) ([]byte, error) {
	bad := func(err error) error {
		return clipper.Errorf(clipper.Unreadable, err, "", "the image inside the page is damaged")
	}
	head, body, ok := strings.Cut(rest, ",")
	if !ok || len(body) > 2*maxImage {
		return nil, bad(nil)
	}
	plain, err := url.PathUnescape(body)
	if err != nil {
		return nil, bad(err)
	}
	data := []byte(plain)
	if strings.HasSuffix(strings.ToLower(strings.TrimSpace(head)), ";base64") {
		plain = strings.NewReplacer(" ", "", "\n", "", "\r", "", "\t", "", "=", "").Replace(plain)
		if data, err = base64.RawStdEncoding.DecodeString(plain); err != nil {
			return nil, bad(err)
		}
	}
	if len(data) > maxImage {
		return nil, clipper.Errorf(clipper.TooLarge, nil, "", "the image is larger than %d MB", maxImage>>20)
	}
	return data, nil
}
