package db

import (
	"context"
	"maps"
	"slices"
)

// citeKey is the cite key in a source, as the index article_body_cite_key has it.
const citeKey = `CASE WHEN json_valid(source) THEN json_extract(source, '$.citekey') END`

// CiteKeys gives the cite keys that are frozen by the id of their article, those
// of deleted articles too, so that no other article is given one of them.
func (l *Library) CiteKeys(ctx context.Context) (map[int64]string, error) {
	keys := map[int64]string{}
	err := l.query(ctx, `SELECT id, `+citeKey+` FROM article_body WHERE `+citeKey+` IS NOT NULL`).each(func(scan func(...any) error) error {
		var id int64
		var key string
		err := scan(&id, &key)
		keys[id] = key
		return err
	})
	return keys, err
}

// FreezeCiteKey gives an article the key under which it is exported from now on.
// An article that has one keeps it.
func (l *Library) FreezeCiteKey(ctx context.Context, id int64, key string) error {
	return l.FreezeCiteKeys(ctx, map[int64]string{id: key})
}

// FreezeCiteKeys is FreezeCiteKey for many articles, all of them or none. Nothing
// is searched by cite key, so the index stays as it is.
func (l *Library) FreezeCiteKeys(ctx context.Context, keys map[int64]string) error {
	return l.write(ctx, func(t *tx) error {
		for _, id := range slices.Sorted(maps.Keys(keys)) {
			if err := t.touch(id); err != nil {
				return err
			}
			err := t.do(`UPDATE article_body SET source = json_set(source, '$.citekey', ?)
				WHERE id = ? AND json_extract(source, '$.citekey') IS NULL`, keys[id], id)
			if err != nil {
				return err
			}
		}
		return nil
	})
}
