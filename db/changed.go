package db

import (
	"context"
	"encoding/json"
	"slices"
)

// Changed lists the articles that were changed after a time of the library's
// clock, by themselves, in their clips or in the names of their tags; deleted ones
// too. now is what the clock says: nothing that is stored later is at or before it.
func (l *Library) Changed(ctx context.Context, since int64) (ids []int64, now int64, err error) {
	if err := l.query(ctx, `SELECT time FROM clock`).scan(&now); err != nil || now == since {
		return nil, now, err
	}
	ids, err = column[int64](l.query(ctx, `WITH renamed (id) AS (SELECT coalesce(merged, id) FROM tag WHERE updated_at > ?1)
		SELECT id FROM article WHERE updated_at > ?1
		UNION ALL SELECT article_id FROM clip WHERE updated_at > ?1
		UNION ALL SELECT article_id FROM article_tag WHERE tag_id IN renamed
		UNION ALL SELECT article_id FROM clip WHERE id IN (SELECT clip_id FROM clip_tag WHERE tag_id IN renamed)`, since))
	slices.Sort(ids)
	return slices.Compact(ids), now, err
}

// UIDs gives the UIDs of articles by their ids, of deleted ones too.
func (l *Library) UIDs(ctx context.Context, ids []int64) (map[int64]string, error) {
	wanted, err := json.Marshal(ids)
	if err != nil {
		return nil, err
	}
	uids := map[int64]string{}
	err = l.query(ctx, `SELECT article.id, uid FROM json_each(?) AS wanted JOIN article ON article.id = wanted.value`, string(wanted)).each(func(scan func(...any) error) error {
		var id int64
		var uid string
		err := scan(&id, &uid)
		uids[id] = uid
		return err
	})
	return uids, err
}

// Device tells this copy of a library from others: an identifier made with the
// library.
func (l *Library) Device() string { return l.device }
