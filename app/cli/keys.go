package cli

import (
	"context"

	"florilegium/clipper"
	"florilegium/clipper/cite"
	"florilegium/db"
)

// KeepKey gives an article the cite key that it has from now on, in the library and
// in a, unless it has one: a key that was written into a text must not change.
func KeepKey(ctx context.Context, lib *db.Library, a *clipper.Article) error {
	if a.Source.CiteKey != "" {
		return nil
	}
	items := []cite.Item{{Source: a.Source}}
	err := freeze(ctx, lib, []int64{a.ID}, items)
	a.Source.CiteKey = items[0].Source.CiteKey
	return err
}
