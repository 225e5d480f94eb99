package db

import (
	"context"
	"errors"
	"time"
)

// Purged is what Purge destroyed.
type Purged struct {
	Articles, Clips, Collections, Pages, Images int
}

// Purge destroys the articles, clips and collections that were deleted before a
// time, and the pages and images that nothing else shows. The zero time means all that is
// deleted. Nothing brings them back but a backup.
func (l *Library) Purge(ctx context.Context, before time.Time) (Purged, error) {
	var p Purged
	var pages, images []string
	err := l.write(ctx, func(t *tx) error {
		limit := t.now + 1
		if !before.IsZero() {
			limit = before.UnixMilli()
		}
		var err error
		if pages, images, err = t.filesOf(limit); err != nil {
			return err
		}
		if p.Collections, err = t.purgeCollections(limit); err != nil {
			return err
		}
		clips, err := column[int64](t.query(`SELECT clip.id FROM clip JOIN article ON article.id = article_id
			WHERE clip.deleted < ? OR article.deleted < ?`, limit, limit))
		if err != nil {
			return err
		}
		for _, id := range clips {
			if err := t.bury(`DELETE FROM clip WHERE id = ? RETURNING uid`, "clip", id); err != nil {
				return err
			}
		}
		articles, err := column[int64](t.query(`SELECT id FROM article WHERE deleted < ?`, limit))
		if err != nil {
			return err
		}
		for _, id := range articles {
			if err := t.bury(`DELETE FROM article WHERE id = ? RETURNING uid`, "article", id); err != nil {
				return err
			}
		}
		p.Articles, p.Clips = len(articles), len(clips)
		pages, images, err = t.unused(pages, images)
		return err
	})
	if err != nil {
		return p, err
	}
	if p.Pages, err = l.dropFiles(ctx, `DELETE FROM page WHERE hash = ?`, pages); err != nil {
		return p, err
	}
	p.Images, err = l.dropFiles(ctx, `DELETE FROM image WHERE hash = ?`, images)
	return p, err
}

// filesOf are the hashes of the pages and images of what will be purged.
func (t *tx) filesOf(limit int64) (pages, images []string, err error) {
	pages, err = column[string](t.query(`SELECT snapshot FROM article WHERE deleted < ?
		UNION SELECT article_version.snapshot FROM article_version JOIN article ON article.id = article_id WHERE deleted < ?
		UNION SELECT lower(hex(clip.snapshot)) FROM clip JOIN article ON article.id = article_id
		WHERE clip.deleted < ? OR article.deleted < ?`, limit, limit, limit, limit))
	if err != nil {
		return nil, nil, err
	}
	images, err = column[string](t.query(`SELECT hash FROM article_image JOIN article ON article.id = article_id WHERE deleted < ?`, limit))
	return pages, images, err
}

// unused are those of the hashes that nothing in the library names (any more).
func (t *tx) unused(pages, images []string) (_, _ []string, err error) {
	gone := func(hashes []string, users string) []string {
		list, jerr := toJSON(hashes)
		out, qerr := column[string](t.query(`SELECT value FROM json_each(?) WHERE value <> '' EXCEPT `+users, list))
		err = errors.Join(err, jerr, qerr)
		return out
	}
	pages = gone(pages, `SELECT snapshot FROM article EXCEPT SELECT snapshot FROM article_version EXCEPT SELECT lower(hex(snapshot)) FROM clip`)
	images = gone(images, `SELECT hash FROM article_image`)
	return pages, images, err
}

func (l *Library) dropFiles(ctx context.Context, query string, hashes []string) (n int, err error) {
	if l.store == nil {
		return 0, nil
	}
	for _, hash := range hashes {
		if _, err := l.store.ExecContext(ctx, query, hash); err != nil {
			return n, tell(err)
		}
		n++
	}
	return n, nil
}
