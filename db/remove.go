package db

import (
	"context"
)

// DeleteArticle takes an article and its clips out of sight. RestoreArticle
// brings them back.
func (l *Library) DeleteArticle(ctx context.Context, id int64) error {
	return l.write(ctx, func(t *tx) error {
		if err := t.flag("article", id, true); err != nil {
			return err
		}
		if err := t.unindexArticle(id); err != nil {
			return err
		}
		return t.unindexClips(id)
	})
}

// RestoreArticle undoes DeleteArticle.
func (l *Library) RestoreArticle(ctx context.Context, id int64) error {
	return l.write(ctx, func(t *tx) error {
		if err := t.flag("article", id, false); err != nil {
			return err
		}
		return t.reindexArticle(id)
	})
}

// DeleteClip takes a clip out of sight. RestoreClip brings it back.
func (l *Library) DeleteClip(ctx context.Context, id int64) error {
	return l.write(ctx, func(t *tx) error {
		if err := t.flag("clip", id, true); err != nil {
			return err
		}
		if err := t.unindex("clip_fts", id); err != nil {
			return err
		}
		return t.countClipsOf(id)
	})
}

// RestoreClip undoes DeleteClip.
func (l *Library) RestoreClip(ctx context.Context, id int64) error {
	return l.write(ctx, func(t *tx) error {
		if err := t.flag("clip", id, false); err != nil {
			return err
		}
		list, err := scanClips(t.query(`SELECT `+clipColumns+` FROM clip JOIN article ON article.id = article_id
			WHERE clip.id = ? AND article.deleted IS NULL`, id))
		if err != nil {
			return err
		}
		for i := range list {
			if err := t.indexClip(&list[i]); err != nil {
				return err
			}
		}
		return t.countClipsOf(id)
	})
}

// flag marks a row of a table as deleted or not; one that is so already is an
// error of class NotFound.
func (t *tx) flag(kind string, id int64, deleted bool) error {
	set, was := `NULL`, `NOT NULL`
	args := []any{t.now, t.l.device, id}
	if deleted {
		set, was = `?`, `NULL`
		args = append([]any{t.now}, args...)
	}
	res, err := t.exec(`UPDATE `+kind+` SET deleted = `+set+`, updated_at = ?, device = ? WHERE id = ? AND deleted IS `+was, args...)
	if err != nil {
		return err
	}
	if n, err := res.RowsAffected(); err != nil || n > 0 {
		return err
	}
	if deleted {
		return missing("there is no %s %d in the library", kind, id)
	}
	return missing("there is no deleted %s %d in the library", kind, id)
}

func (t *tx) countClipsOf(clip int64) error {
	var article int64
	if err := t.row(`SELECT article_id FROM clip WHERE id = ?`, clip).Scan(&article); err != nil {
		return err
	}
	return t.countClips(article)
}

func (t *tx) unindexClips(article int64) error {
	ids, err := column[int64](t.query(`SELECT id FROM clip WHERE article_id = ?`, article))
	for _, id := range ids {
		if err := t.unindex("clip_fts", id); err != nil {
			return err
		}
	}
	return err
}
