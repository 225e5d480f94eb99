package capture

import (
	"context"
	"errors"
	"strings"

	"florilegium/clipper"
	"florilegium/clipper/fetch"
)

// maxImages bounds the pictures of one article, maxImageBytes their sum.
const (
	maxImages     = 200
	maxImageBytes = 60 << 20
)

// After so many pictures, or so many bytes of them, they are stored: a program
// that is stopped has lost no more.
const (
	basketImages = 12
	basketBytes  = 8 << 20
)

// Images fetches the pictures of a saved article that were not asked for yet and
// stores each once. One that cannot be had is noted with the reason: its
// alternative text and caption stay. It returns how many are missing. Stopped, it
// goes on the next time with those that are left.
func (d *Door) Images(ctx context.Context, r Result) (missing int, err error) {
	var wanted []*clipper.Image
	for _, img := range pictures(r.Article) {
		if img.Untried() {
			wanted = append(wanted, img)
		}
	}
	return d.draw(ctx, r, wanted)
}

// ImagesAgain is Images for all that are missing, those that could not be had
// before too.
func (d *Door) ImagesAgain(ctx context.Context, a *clipper.Article) (missing int, err error) {
	return d.draw(ctx, Result{Article: a, address: a.Source.URL}, pictures(a))
}

func (d *Door) draw(ctx context.Context, r Result, wanted []*clipper.Image) (missing int, err error) {
	b := basket{}
	for _, img := range stored(r.Article) {
		b.images++
		b.bytes += img.Width * img.Height / 8 // about what a picture weighs
	}
	for i, img := range wanted {
		d.report(Images, i, len(wanted))
		asset, err := clipper.Asset{}, error(pastLimit)
		if !b.full() {
			asset, err = d.image(ctx, img.Src, r.address)
		}
		if ctx.Err() != nil {
			return len(wanted), errors.Join(ctx.Err(), d.empty(context.WithoutCancel(ctx), r.Article, &b))
		}
		b.add(img, asset, err)
		if len(b.shown) >= basketImages || b.weight >= basketBytes {
			if err := d.empty(ctx, r.Article, &b); err != nil {
				return b.missing, err
			}
		}
	}
	d.report(Images, len(wanted), len(wanted))
	return b.missing, d.empty(ctx, r.Article, &b)
}

var pastLimit = clipper.Errorf(clipper.TooLarge, nil, "", "the article has more pictures than are kept")

// empty stores what the basket holds.
func (d *Door) empty(ctx context.Context, a *clipper.Article, b *basket) error {
	if len(b.shown) == 0 {
		return nil
	}
	err := d.Store.SaveImages(ctx, a.ID, b.shown, b.assets)
	b.shown, b.assets, b.weight = nil, nil, 0
	return err
}

// basket gathers pictures on their way to the library.
type basket struct {
	shown   []clipper.Image
	assets  []clipper.Asset
	weight  int // bytes of assets
	images  int // of the article, those stored before counted
	bytes   int
	missing int
}

func (b *basket) full() bool { return b.images >= maxImages || b.bytes >= maxImageBytes }

// add notes what became of a picture. One that came whole and that nothing here
// draws is kept all the same.
func (b *basket) add(img *clipper.Image, asset clipper.Asset, err error) {
	img.Lacking = lacking(err)
	if err == nil && b.bytes+len(asset.Data) > maxImageBytes {
		img.Lacking = clipper.TooLarge
	}
	if img.Lacking == "" || errors.Is(err, fetch.ErrUndecodable) {
		b.images++
		b.bytes += len(asset.Data)
		b.weight += len(asset.Data)
		b.assets = append(b.assets, asset)
		img.Hash = asset.Hash
		img.Width, img.Height = fetch.Size(asset)
	}
	if img.Lacking != "" && img.Lacking != clipper.Ornament {
		b.missing++
	}
	b.shown = append(b.shown, *img)
}

// lacking is the class of a failure as a picture keeps it.
func lacking(err error) clipper.Code {
	if errors.Is(err, fetch.ErrOrnament) {
		return clipper.Ornament
	}
	return clipper.CodeOf(err)
}

// image fetches one picture when it is its turn.
func (d *Door) image(ctx context.Context, src, page string) (clipper.Asset, error) {
	switch {
	case strings.HasPrefix(src, "cid:"):
		return clipper.Asset{}, notInside
	case d.Turn == nil || strings.HasPrefix(src, "data:"):
		return d.Fetch.Image(ctx, src, page)
	}
	done, err := d.Turn(ctx, src)
	if err != nil {
		return clipper.Asset{}, err
	}
	asset, err := d.Fetch.Image(ctx, src, page)
	done(err)
	return asset, err
}

// pictures lists the article's images without bytes.
func pictures(a *clipper.Article) []*clipper.Image {
	var out []*clipper.Image
	for i := range a.Blocks {
		if img := a.Blocks[i].Image; img != nil && img.Hash == "" {
			out = append(out, img)
		}
	}
	return out
}

// stored lists the article's images that are in the library.
func stored(a *clipper.Article) []*clipper.Image {
	var out []*clipper.Image
	for i := range a.Blocks {
		if img := a.Blocks[i].Image; img != nil && img.Hash != "" {
			out = append(out, img)
		}
	}
	return out
}
