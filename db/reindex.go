package db

import (
	"context"
)

// Progress is told how much of a long work is done. It may be nil.
type Progress func(done, total int)

func (p Progress) tell(done, total int) {
	if p != nil {
		p(done, total)
	}
}

// reindexBatch is how many articles are indexed in one transaction.
const reindexBatch = 200

// Reindex throws the index away and makes it again from the texts. Searches find
// less while it runs; broken off, it is to be run again, and opening the library
// says so.
func (l *Library) Reindex(ctx context.Context, progress Progress) error {
	if err := l.write(ctx, (*tx).emptyIndex); err != nil {
		return err
	}
	ids, err := column[int64](l.query(ctx, `SELECT id FROM article WHERE deleted IS NULL ORDER BY id`))
	if err != nil {
		return err
	}
	for from := 0; from < len(ids); from += reindexBatch {
		batch := ids[from:min(from+reindexBatch, len(ids))]
		err := l.write(ctx, func(t *tx) error {
			for _, id := range batch {
				if err := t.reindexLiving(id); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			return err
		}
		progress.tell(from+len(batch), len(ids))
	}
	err = l.write(ctx, func(t *tx) error { return t.do(`UPDATE meta SET value = ? WHERE key = 'analyser'`, analyserVersion) })
	if err != nil {
		return err
	}
	return l.Tidy(ctx)
}

// reindexLiving indexes an article that may have been deleted meanwhile.
func (t *tx) reindexLiving(id int64) error {
	f, err := t.facts(id)
	if err != nil || f.deleted {
		return err
	}
	return t.reindexArticle(id)
}

// emptyIndex drops the tables of the index and makes them anew: a damaged index
// cannot be trusted to empty itself.
func (t *tx) emptyIndex() error {
	for _, table := range indexes {
		var create string
		if err := t.row(`SELECT sql FROM sqlite_schema WHERE name = ?`, table).Scan(&create); err != nil {
			return err
		}
		for _, st := range []string{`DROP TABLE ` + table, create} {
			if _, err := t.l.conn.ExecContext(t.ctx, st); err != nil {
				return err
			}
		}
	}
	t.l.known.forget()
	if err := t.do(`DELETE FROM long_word`); err != nil {
		return err
	}
	return t.do(`UPDATE meta SET value = '' WHERE key = 'analyser'`)
}

// checkIndex warns of an index that another version of the analysis made, or that
// was not finished.
func (l *Library) checkIndex(ctx context.Context) error {
	var version string
	if err := l.query(ctx, `SELECT value FROM meta WHERE key = 'analyser'`).scan(&version); err != nil {
		return err
	}
	if version != analyserVersion {
		l.warn("the search index is not up to date: run `florilegium doctor --reindex`")
	}
	return nil
}
