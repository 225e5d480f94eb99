package db

import (
	"context"

	"florilegium/clipper"
	"florilegium/clipper/fold"
)

// SetState stores what the reader did with an article. Reading progress alone
// costs next to nothing; the rest is words of the index, where a row is only
// written whole: some 3 ms for an article of 800 words and its ten clips.
func (l *Library) SetState(ctx context.Context, id int64, s clipper.State) error {
	return l.write(ctx, func(t *tx) error {
		var old clipper.State
		err := t.row(`SELECT read, archived, starred, progress FROM article WHERE id = ? AND deleted IS NULL`, id).
			Scan(&old.Read, &old.Archived, &old.Starred, &old.Progress)
		if err != nil {
			return err
		}
		err = t.do(`UPDATE article SET read = ?, archived = ?, starred = ?, progress = ?, updated_at = ?, device = ? WHERE id = ?`,
			s.Read, s.Archived, s.Starred, s.Progress, t.now, t.l.device, id)
		old.Progress = s.Progress
		if err != nil || old == s {
			return err
		}
		return t.reindexArticle(id)
	})
}

// SetTags gives an article exactly these tags. Tags that differ only in case and
// accents are one tag.
func (l *Library) SetTags(ctx context.Context, id int64, tags []string) error {
	return l.write(ctx, func(t *tx) error {
		if err := t.touch(id); err != nil {
			return err
		}
		if err := t.setTags("article", id, tags); err != nil {
			return err
		}
		return t.reindexArticle(id)
	})
}

// touch notes a change of an article, and fails where there is none.
func (t *tx) touch(id int64) error {
	res, err := t.exec(`UPDATE article SET updated_at = ?, device = ? WHERE id = ? AND deleted IS NULL`, t.now, t.l.device, id)
	if err != nil {
		return err
	}
	if n, err := res.RowsAffected(); err != nil || n == 0 {
		return missing("there is no article %d in the library", id)
	}
	return nil
}

// EditSource sets a field of an article's source from what a person typed, as
// clipper.SetField reads it. The reader's word is noted as evidence, and what
// stood there before in the history.
func (l *Library) EditSource(ctx context.Context, id int64, field, value string) error {
	return l.write(ctx, func(t *tx) error {
		return t.changeSource(id, func(s *clipper.Source, evidence *[]clipper.Evidence) error {
			old := clipper.GetField(s, field)
			if err := clipper.SetField(s, field, value); err != nil {
				return err
			}
			now := clipper.GetField(s, field)
			if old == now {
				return nil
			}
			*evidence = pickUser(*evidence, field, now)
			if s.Typed() { // it is known by what it says of itself
				s.Canonical = clipper.TypedAddress(*s)
				if err := t.addresses(&clipper.Article{ID: id, Source: *s}, nil); err != nil {
					return err
				}
			}
			return t.do(`INSERT INTO edit (article_id, field, old, new, at, device) VALUES (?, ?, ?, ?, ?, ?)`,
				id, field, old, now, t.now, t.l.device)
		})
	})
}

// pickUser adds the reader's word for a field, which wins over what was found.
func pickUser(list []clipper.Evidence, field, value string) []clipper.Evidence {
	var out []clipper.Evidence
	for _, e := range list {
		if e.Field == field && e.From == clipper.FromUser {
			continue
		}
		if e.Field == field {
			e.Picked = false
		}
		out = append(out, e)
	}
	return append(out, clipper.Evidence{Field: field, Value: value, From: clipper.FromUser, Picked: true})
}

// changeSource rewrites the source of an article and what is made of it.
func (t *tx) changeSource(id int64, change func(*clipper.Source, *[]clipper.Evidence) error) error {
	if err := t.touch(id); err != nil {
		return err
	}
	a := clipper.Article{ID: id}
	var text, source string
	var packed []byte
	if err := t.row(`SELECT text, source, evidence FROM article_body WHERE id = ?`, id).Scan(&text, &source, &packed); err != nil {
		return err
	}
	if err := fromJSON(source, &a.Source); err != nil {
		return err
	}
	if err := unpackJSON(packed, &a.Evidence); err != nil {
		return err
	}
	if err := change(&a.Source, &a.Evidence); err != nil {
		return err
	}
	return t.storeSource(&a)
}

func (t *tx) storeSource(a *clipper.Article) error {
	s := &a.Source
	source, err := toJSON(s)
	if err != nil {
		return err
	}
	evidence, err := packJSON(a.Evidence)
	if err != nil {
		return err
	}
	if err := t.do(`UPDATE article_body SET source = ?, evidence = ? WHERE id = ?`, source, evidence, a.ID); err != nil {
		return err
	}
	site, err := t.site(s)
	if err != nil {
		return err
	}
	err = t.do(`UPDATE article SET url = ?, title = ?, authors = ?, site_id = ?, site_name = ?, lang = ?, published = ?, day = ?,
		title_key = ?, author_key = ?, site_key = ? WHERE id = ?`,
		s.URL, s.Title, authorLines(s.Authors), site, siteName(s), s.Language, s.Issued.String(), dayNumber(s.Issued),
		fold.Plain(s.Title), authorKey(s.Authors), siteKey(siteName(s)), a.ID)
	if err != nil {
		return err
	}
	if err := t.addresses(a, nil); err != nil {
		return err
	}
	return t.reindexArticle(a.ID)
}

// Edit is one change that the reader made to a source.
type Edit struct {
	Field    string
	Old, New string // as clipper.GetField gives them
	At       int64  // milliseconds since 1970 in UTC
}

// Edits is the history of an article's source, oldest first.
func (l *Library) Edits(ctx context.Context, article int64) ([]Edit, error) {
	var list []Edit
	err := l.query(ctx, `SELECT field, old, new, at FROM edit WHERE article_id = ? ORDER BY id`, article).each(func(scan func(...any) error) error {
		var e Edit
		err := scan(&e.Field, &e.Old, &e.New, &e.At)
		list = append(list, e)
		return err
	})
	return list, err
}
