package db

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"path/filepath"

	"florilegium/clipper"
)

// Finding is something that Doctor found.
type Finding struct {
	Kind string `json:"kind"` // "damage", "index", "orphan", "count"
	What string `json:"what"` // "article", "clip", "collection", "page", "image", "file", "index"
	ID   string `json:"id,omitempty"`
	Msg  string `json:"message"` // an English sentence, key of the translations
	// Repaired is set where Doctor mended it.
	Repaired bool `json:"repaired,omitempty"`
}

// Damage reports a finding that means that something is lost or wrong; orphans
// are only untidy.
func (f Finding) Damage() bool { return f.Kind != "orphan" && !f.Repaired }

// DoctorOptions say how deep to look.
type DoctorOptions struct {
	Quick    bool // only the structure of the files, not every text and picture
	Repair   bool // mend what can be made again: the index, the counts
	Progress Progress
}

// Doctor examines the library: the structure of both files, the index against the
// texts, every text, quotation, page and picture against its SHA-256, and what
// nothing refers to. It changes nothing unless it is asked to repair.
func (l *Library) Doctor(ctx context.Context, opt DoctorOptions) ([]Finding, error) {
	d := doctor{l: l, ctx: ctx, opt: opt}
	for _, look := range []func() error{d.files, d.index, d.counts, d.texts, d.versions, d.clips, d.collections, d.store, d.orphans} {
		if err := look(); err != nil {
			return d.found, tell(err)
		}
		if ctx.Err() != nil {
			return d.found, ctx.Err()
		}
	}
	if opt.Repair {
		return d.found, d.repair()
	}
	return d.found, nil
}

type doctor struct {
	l     *Library
	ctx   context.Context
	opt   DoctorOptions
	found []Finding
}

func (d *doctor) report(kind, what string, id any, msg string) {
	d.found = append(d.found, Finding{Kind: kind, What: what, ID: fmt.Sprint(id), Msg: msg})
}

// files runs SQLite's own checks.
func (d *doctor) files() error {
	check := `SELECT * FROM pragma_integrity_check`
	if d.opt.Quick {
		check = `SELECT * FROM pragma_quick_check`
	}
	fresh := d.l.reader
	if !d.l.readOnly {
		// A connection of its own: FTS5 remembers what an index looked like, and its
		// check does not ask whether another process has written since.
		fresh = connect(filepath.Join(d.l.dir, libraryFile), access{readOnly: true})
		defer fresh.Close()
	}
	for _, f := range []struct {
		name string
		db   *sql.DB
	}{{libraryFile, fresh}, {snapshotFile, d.l.store}} {
		if f.db == nil {
			d.report("damage", "file", f.name, "the file is not there")
			continue
		}
		lines, err := column[string](asAnswer(f.db.QueryContext(d.ctx, check)))
		if err != nil && clipper.CodeOf(err) != clipper.Damaged {
			return err
		}
		if err != nil {
			lines = []string{err.Error()}
		}
		for _, line := range lines {
			if line != "ok" {
				d.report("damage", "file", f.name, line)
			}
		}
	}
	return nil
}

func asAnswer(rows *sql.Rows, err error) answer { return answer{rows, err} }

// index compares the index with the tables.
func (d *doctor) index() error {
	if d.l.conn != nil {
		for _, table := range indexes {
			err := d.l.write(d.ctx, func(t *tx) error { return t.do(`INSERT INTO ` + table + ` (` + table + `) VALUES ('integrity-check')`) })
			if err != nil && clipper.CodeOf(err) != clipper.Damaged {
				return err
			}
			if err != nil {
				d.report("index", "index", table, "the search index is damaged")
			}
		}
	}
	for _, pair := range []struct{ table, ids string }{
		{"article_fts", `SELECT id FROM article WHERE deleted IS NULL`},
		{"title_fts", `SELECT id FROM article WHERE deleted IS NULL`},
		{"clip_fts", `SELECT clip.id FROM clip JOIN article ON article.id = article_id WHERE clip.deleted IS NULL AND article.deleted IS NULL`},
	} {
		var lacking, extra int
		err := d.l.query(d.ctx, `SELECT (SELECT count(*) FROM (`+pair.ids+` EXCEPT SELECT id FROM `+pair.table+`_docsize)),
			(SELECT count(*) FROM (SELECT id FROM `+pair.table+`_docsize EXCEPT `+pair.ids+`))`).scan(&lacking, &extra)
		if err != nil && clipper.CodeOf(err) != clipper.Damaged {
			return err
		}
		if err != nil || lacking+extra > 0 {
			d.report("index", "index", pair.table, "the search index does not fit the texts")
		}
	}
	return nil
}

func (d *doctor) counts() error {
	ids, err := column[int64](d.l.query(d.ctx, `SELECT id FROM article WHERE clips <>
		(SELECT count(*) FROM clip WHERE article_id = article.id AND deleted IS NULL)`))
	for _, id := range ids {
		d.report("count", "article", id, "the number of clips is wrong")
	}
	return err
}

// texts holds every article against the hash of its text.
func (d *doctor) texts() error {
	if d.opt.Quick {
		return nil
	}
	var total, done int
	if err := d.l.query(d.ctx, `SELECT count(*) FROM article`).scan(&total); err != nil {
		return err
	}
	return d.l.query(d.ctx, `SELECT article.id, text_hash, text, layout, source, evidence FROM article LEFT JOIN article_body USING (id)`).each(
		func(scan func(...any) error) error {
			var id int64
			var hash string
			var text, source sql.NullString
			var layout, evidence []byte
			if err := scan(&id, &hash, &text, &layout, &source, &evidence); err != nil {
				return err
			}
			if done++; done%200 == 0 {
				d.opt.Progress.tell(done, total)
			}
			var a clipper.Article
			switch {
			case !text.Valid:
				d.report("damage", "article", id, "the article has no text")
			case clipper.HashText(text.String) != hash:
				d.report("damage", "article", id, "the text is not what was saved")
			case body{text.String, layout, source.String, evidence}.into(&a) != nil:
				d.report("damage", "article", id, "the article cannot be put together")
			}
			return nil
		})
}

func (d *doctor) versions() error {
	if d.opt.Quick {
		return nil
	}
	return d.l.query(d.ctx, `SELECT article_id, text_hash, text FROM article_version`).each(func(scan func(...any) error) error {
		var id int64
		var hash string
		var packed []byte
		if err := scan(&id, &hash, &packed); err != nil {
			return err
		}
		if text, err := unpack(packed); err != nil || clipper.HashBytes(text) != hash {
			d.report("damage", "article", id, "an earlier text is not what was saved")
		}
		return nil
	})
}

// clips holds every quotation against its hash and, where it was made on the text
// that is there, against that text.
func (d *doctor) clips() error {
	if d.opt.Quick {
		return nil
	}
	return d.l.query(d.ctx, `SELECT clip.id, quote, lower(hex(quote_hash)),
		clip.text_hash <> unhex(article.text_hash) OR lost OR CAST(substr(CAST(text AS BLOB), start + 1, end - start) AS TEXT) = quote
		FROM clip JOIN article ON article.id = article_id JOIN article_body ON article_body.id = article_id`).each(
		func(scan func(...any) error) error {
			var id int64
			var quote, hash string
			var placed sql.NullBool
			if err := scan(&id, &quote, &hash, &placed); err != nil {
				return err
			}
			switch {
			case clipper.HashText(quote) != hash:
				d.report("damage", "clip", id, "the quotation is not what was saved")
			case !placed.Bool:
				d.report("damage", "clip", id, "the article does not hold the quotation at its place")
			}
			return nil
		})
}

// collections looks for parts that are none: of an unknown kind, or that name no
// clip where they should.
func (d *doctor) collections() error {
	if d.l.schema < collectionsFrom {
		return nil
	}
	ids, err := column[int64](d.l.query(d.ctx, `SELECT DISTINCT collection_id FROM collection_part
		WHERE kind NOT IN ('heading', 'text', 'clip') OR (kind = 'clip') <> (clip_id IS NOT NULL)
		OR (clip_id IS NOT NULL AND clip_id NOT IN (SELECT id FROM clip))
		OR collection_id NOT IN (SELECT id FROM collection)`))
	for _, id := range ids {
		d.report("damage", "collection", id, "a part of the collection cannot be read")
	}
	return err
}

// store holds every page and picture against its hash.
func (d *doctor) store() error {
	if d.opt.Quick || d.l.store == nil {
		return nil
	}
	err := asAnswer(d.l.store.QueryContext(d.ctx, `SELECT hash, body FROM page`)).each(func(scan func(...any) error) error {
		var hash string
		var packed []byte
		if err := scan(&hash, &packed); err != nil {
			return err
		}
		if data, err := unpack(packed); err != nil || clipper.HashBytes(data) != hash {
			d.report("damage", "page", hash, "the kept page is not what was saved")
		}
		return nil
	})
	if err != nil {
		return err
	}
	return asAnswer(d.l.store.QueryContext(d.ctx, `SELECT hash, data FROM image`)).each(func(scan func(...any) error) error {
		var hash string
		var data []byte
		if err := scan(&hash, &data); err != nil {
			return err
		}
		if clipper.HashBytes(data) != hash {
			d.report("damage", "image", hash, "the picture is not what was saved")
		}
		return nil
	})
}

// orphans are files that nothing shows, and files that are named but not there.
func (d *doctor) orphans() error {
	if d.l.store == nil {
		return nil
	}
	for _, kind := range []struct{ what, table, used string }{
		{"page", "page", `SELECT snapshot FROM article WHERE snapshot <> '' UNION SELECT snapshot FROM article_version WHERE snapshot <> ''
			UNION SELECT lower(hex(snapshot)) FROM clip WHERE snapshot <> x''`},
		{"image", "image", `SELECT hash FROM article_image`},
	} {
		kept, err := column[string](asAnswer(d.l.store.QueryContext(d.ctx, `SELECT hash FROM `+kind.table)))
		if err != nil {
			return err
		}
		used, err := column[string](d.l.query(d.ctx, kind.used))
		if err != nil {
			return err
		}
		d.compare(kind.what, kept, used)
	}
	return nil
}

func (d *doctor) compare(what string, kept, used []string) {
	have := make(map[string]bool, len(kept))
	for _, hash := range kept {
		have[hash] = true
	}
	for _, hash := range used {
		if !have[hash] {
			d.report("damage", what, hash, "it is named but not there")
		}
		delete(have, hash)
	}
	for _, hash := range kept {
		if have[hash] {
			d.report("orphan", what, hash, "nothing shows it")
		}
	}
}

// repair makes the index and the counts again.
func (d *doctor) repair() error {
	index, counts := false, false
	for _, f := range d.found {
		index = index || f.Kind == "index"
		counts = counts || f.Kind == "count"
	}
	var err error
	if index {
		err = d.l.Reindex(d.ctx, d.opt.Progress)
	}
	if counts && err == nil {
		err = d.l.write(d.ctx, func(t *tx) error {
			return t.do(`UPDATE article SET clips = (SELECT count(*) FROM clip WHERE article_id = article.id AND deleted IS NULL)`)
		})
	}
	if err != nil {
		return errors.Join(err)
	}
	for i := range d.found {
		d.found[i].Repaired = d.found[i].Kind == "index" || d.found[i].Kind == "count"
	}
	return nil
}
