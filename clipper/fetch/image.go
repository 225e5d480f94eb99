package fetch

import (
	"bytes"
	"context"
	"encoding/base64"
	"image"
	_ "image/gif"  // known to DecodeConfig
	_ "image/jpeg" // known to DecodeConfig
	_ "image/png"  // known to DecodeConfig
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

// Image gets a picture of a saved page: png, jpeg, gif or webp, at most 20 MB and
// 40 megapixels by its header, larger than 32 by 32. src is an absolute http or
// https address, or a data: URL. page is the address the reader typed for the
// page; it is not sent anywhere, it only allows images on that very host where
// the host is private.
func (f *Fetcher) Image(ctx context.Context, src, page string) (clipper.Asset, error) {
	data, err := f.imageData(ctx, src, page)
	if err != nil {
		return clipper.Asset{}, err
	}
	config, format, err := image.DecodeConfig(bytes.NewReader(data))
	switch {
	case err != nil:
		return clipper.Asset{}, clipper.Errorf(clipper.Unreadable, err, "", "the image is not a PNG, JPEG, GIF or WebP file")
	case config.Width <= 0 || config.Height <= 0 || config.Width > maxPixels/config.Height:
		return clipper.Asset{}, clipper.Errorf(clipper.TooLarge, nil, "", "the image measures %d by %d pixels", config.Width, config.Height)
	case config.Width <= minSide && config.Height <= minSide, config.Width == 1, config.Height == 1:
		return clipper.Asset{}, clipper.Errorf(clipper.Unreadable, nil, "", "the image is an ornament or a tracker")
	}
	return clipper.NewAsset("image/"+format, data), nil
}

// Size is the width and height of an image in pixels, from its header; zeros
// when it cannot be read.
func Size(a clipper.Asset) (width, height int) {
	config, _, err := image.DecodeConfig(bytes.NewReader(a.Data))
	if err != nil {
		return 0, 0
	}
	return config.Width, config.Height
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
	a, err := f.get(ctx, visit{to: u, typed: typed, accept: "image/webp,image/png,image/jpeg,image/gif;q=0.9,*/*;q=0.1", limit: maxImage})
	if err != nil {
		return nil, err
	}
	return a.body, nil
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
	if !strings.HasSuffix(strings.ToLower(strings.TrimSpace(head)), ";base64") {
		return []byte(plain), nil
	}
	plain = strings.NewReplacer(" ", "", "\n", "", "\r", "", "\t", "", "=", "").Replace(plain)
	data, err := base64.RawStdEncoding.DecodeString(plain)
	if err != nil {
		return nil, bad(err)
	}
	return data, nil
}
