//go:build !headless

package app

import (
	"context"
	"net/http"
	"time"

	"florilegium/assets"
	"florilegium/clipper"
	"florilegium/clipper/anchor"
	"florilegium/clipper/capture"
	"florilegium/clipper/fetch"
	"florilegium/db"
)

// firstStart adds the sample articles to a library that was just made, and
// answers with the article to open: the newest sample, else the one added last.
func firstStart(ctx context.Context, lib *db.Library) (open int64, err error) {
	changes, err := lib.Version(ctx)
	if err != nil {
		return 0, err
	}
	if changes > 0 {
		return newest(ctx, lib)
	}
	samples, err := assets.Samples()
	if err != nil {
		return 0, err
	}
	picture, err := assets.Picture()
	if err != nil {
		return 0, err
	}
	for _, s := range samples {
		if open, err = addSample(ctx, lib, s, picture); err != nil {
			return 0, err
		}
	}
	return open, nil
}

// newest is the article added last, 0 when there is none.
func newest(ctx context.Context, lib *db.Library) (int64, error) {
	rows, err := lib.List(ctx, clipper.Query{}, 1, 0)
	if err != nil || len(rows) == 0 {
		return 0, err
	}
	return rows[0].ID, nil
}

// addSample saves a sample by the same way as a page from the web.
func addSample(ctx context.Context, lib *db.Library, s assets.Sample, picture []byte) (int64, error) {
	page, err := fetch.FromBytes(s.Address, s.HTML, http.Header{}, time.Now())
	if err != nil {
		return 0, err
	}
	door := &capture.Door{Store: lib, Now: time.Now}
	result, err := door.SavePage(ctx, page, nil)
	if err != nil {
		return 0, err
	}
	a := result.Article
	asset := clipper.NewAsset("image/png", picture)
	for i := range a.Blocks {
		if img := a.Blocks[i].Image; img != nil && img.Src == assets.SamplePicture {
			img.Hash = asset.Hash
			if err := lib.SaveImages(ctx, a.ID, []clipper.Image{*img}, []clipper.Asset{asset}); err != nil {
				return 0, err
			}
		}
	}
	return a.ID, clipSample(ctx, lib, a, s.Clips)
}

func clipSample(ctx context.Context, lib *db.Library, a *clipper.Article, clips []clipper.Clip) error {
	for _, c := range clips {
		places := anchor.Find(a.Text(), c.Quote)
		if len(places) == 0 {
			return clipper.Errorf(clipper.Internal, nil, "", "a sample article lacks the words %s", c.Quote)
		}
		made, err := anchor.NewClip(a, places[0].Start, places[0].End)
		if err != nil {
			return err
		}
		made.Note, made.Tags, made.Colour, made.Speaker = c.Note, c.Tags, c.Colour, c.Speaker
		if err := lib.SaveClip(ctx, &made); err != nil {
			return err
		}
	}
	return nil
}
