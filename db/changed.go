package db

import "context"

// Changed lists the articles that were changed after a time of the library's
// clock, by themselves, in their clips or in the names of their tags; deleted ones
// too. now is what the clock says: nothing that is stored later is at or before it.
func (l *Library) Changed(ctx context.Context, since int64) (ids []int64, now int64, err error) {
	if err := l.query(ctx, `SELECT time FROM clock`).scan(&now); err != nil || now == since {
		return nil, now, err
	}
	ids, err = column[int64](l.query(ctx, `WITH renamed (id) AS (SELECT coalesce(merged, id) FROM tag WHERE updated_at > ?1)
		SELECT id FROM article WHERE updated_at > ?1
		UNION SELECT article_id FROM clip WHERE updated_at > ?1
		UNION SELECT article_id FROM article_tag WHERE tag_id IN renamed
		UNION SELECT article_id FROM clip_tag JOIN clip ON clip.id = clip_id WHERE tag_id IN renamed`, since))
	return ids, now, err
}
