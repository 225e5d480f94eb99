package db

import "context"

// CiteKeys gives the cite keys that are frozen by the id of their article, those
// of deleted articles too, so that no other article is given one of them. It reads
// every source, which takes time in a large library.
func (l *Library) CiteKeys(ctx context.Context) (map[int64]string, error) {
	keys := map[int64]string{}
	err := l.query(ctx, `SELECT id, json_extract(source, '$.citekey') FROM article_body
		WHERE json_extract(source, '$.citekey') IS NOT NULL`).each(func(scan func(...any) error) error {
		var id int64
		var key string
		err := scan(&id, &key)
		keys[id] = key
		return err
	})
	return keys, err
}
