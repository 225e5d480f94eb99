package db

import "context"

// indexes are the tables of the index.
var indexes = []string{"article_fts", "title_fts", "clip_fts"}

// Tidy packs the index, which makes it smaller and searches quicker. It is for
// the end of a large import; single saves keep the index in order by themselves.
func (l *Library) Tidy(ctx context.Context) error {
	for _, table := range indexes {
		err := l.write(ctx, func(t *tx) error { return t.do(`INSERT INTO ` + table + ` (` + table + `) VALUES ('optimize')`) })
		if err != nil {
			return err
		}
	}
	return nil
}
