package db

import (
	"context"
	"database/sql"
	"errors"
	"strings"
	"time"
	"unicode"

	"florilegium/clipper"

	"github.com/google/uuid"
)

// CollectionRow is a collection as lists show it.
type CollectionRow struct {
	ID      int64     `json:"id"`
	UID     string    `json:"uid"`
	Name    string    `json:"name"`
	Style   string    `json:"style,omitempty"`
	Locale  string    `json:"locale,omitempty"`
	Clips   int       `json:"clips"` // that are not deleted
	Parts   int       `json:"parts"` // of every kind
	Updated time.Time `json:"updated"`
}

// collections lists collections as collectionRow reads them; the tables are there
// from version 3 of the library on.
const collections = `SELECT collection.id, collection.uid, name, style, locale, collection.updated_at,
	(SELECT count(*) FROM collection_part JOIN clip ON clip.id = clip_id JOIN article ON article.id = article_id
		WHERE collection_id = collection.id AND clip.deleted IS NULL AND article.deleted IS NULL),
	(SELECT count(*) FROM collection_part WHERE collection_id = collection.id)
	FROM collection WHERE deleted IS NULL`

const collectionsFrom = 3

// Collections lists the collections, the one that was changed last first.
func (l *Library) Collections(ctx context.Context) ([]CollectionRow, error) {
	return l.collectionRows(ctx, collections+` ORDER BY updated_at DESC`)
}

// ClipCollections lists the collections that hold a clip.
func (l *Library) ClipCollections(ctx context.Context, clip int64) ([]CollectionRow, error) {
	return l.collectionRows(ctx, collections+` AND id IN (SELECT collection_id FROM collection_part WHERE clip_id = ?) ORDER BY updated_at DESC`, clip)
}

func (l *Library) collectionRows(ctx context.Context, query string, args ...any) ([]CollectionRow, error) {
	if l.schema < collectionsFrom {
		return nil, nil
	}
	var list []CollectionRow
	err := l.query(ctx, query, args...).each(func(scan func(...any) error) error {
		var c CollectionRow
		var updated int64
		err := scan(&c.ID, &c.UID, &c.Name, &c.Style, &c.Locale, &updated, &c.Clips, &c.Parts)
		c.Updated = fromMilli(updated)
		list = append(list, c)
		return err
	})
	return list, err
}

// Collection is one collection with its parts in their order, or an error of class
// NotFound. Clips that are deleted keep their place in it, and come back with undo.
func (l *Library) Collection(ctx context.Context, id int64) (*clipper.Collection, error) {
	if l.schema < collectionsFrom {
		return nil, noCollection(id)
	}
	return readCollection(func(query string, args ...any) answer { return l.query(ctx, query, args...) }, id)
}

// readCollection reads a collection through a reading connection or a transaction.
func readCollection(query func(string, ...any) answer, id int64) (*clipper.Collection, error) {
	c := &clipper.Collection{ID: id, Parts: []clipper.Part{}}
	var created, updated int64
	err := query(`SELECT uid, name, style, locale, created, updated_at FROM collection WHERE id = ? AND deleted IS NULL`, id).
		scan(&c.UID, &c.Name, &c.Style, &c.Locale, &created, &updated)
	if clipper.CodeOf(err) == clipper.NotFound {
		return nil, noCollection(id)
	}
	if err != nil {
		return nil, err
	}
	c.Created, c.Updated = fromMilli(created), fromMilli(updated)
	err = query(`SELECT kind, level, text, coalesce(clip_id, 0) FROM collection_part WHERE collection_id = ? ORDER BY position`, id).
		each(func(scan func(...any) error) error {
			var p clipper.Part
			err := scan(&p.Kind, &p.Level, &p.Text, &p.Clip)
			c.Parts = append(c.Parts, p)
			return err
		})
	return c, err
}

func noCollection(id int64) error {
	return clipper.Errorf(clipper.NotFound, nil, "It may have been deleted elsewhere", "there is no collection %d in the library", id)
}

// SaveCollection stores a new collection (ID 0) or all of a changed one, and fills
// in ID, UID, Created and Updated. A collection that was changed since c was read,
// by this process or another, is not written over: the error is of class Conflict.
// Clips that were purged meanwhile are left out.
func (l *Library) SaveCollection(ctx context.Context, c *clipper.Collection) error {
	saved := *c
	err := l.write(ctx, func(t *tx) error { return t.saveCollection(&saved) })
	if err == nil {
		*c = saved
	}
	return err
}

// EditCollection reads a collection, lets change do what it likes with it and
// stores it, without anyone coming in between. It returns the collection as it was
// and as it is.
func (l *Library) EditCollection(ctx context.Context, id int64, change func(*clipper.Collection) error) (before, after *clipper.Collection, err error) {
	err = l.write(ctx, func(t *tx) error {
		if before, err = readCollection(t.query, id); err != nil {
			return err
		}
		copied := *before
		after = &copied
		after.Parts = append([]clipper.Part(nil), before.Parts...)
		if err := change(after); err != nil {
			return err
		}
		after.ID, after.UID, after.Updated = before.ID, before.UID, before.Updated
		return t.saveCollection(after)
	})
	if err != nil {
		return nil, nil, err
	}
	return before, after, nil
}

func (t *tx) saveCollection(c *clipper.Collection) error {
	if err := soundCollection(c); err != nil {
		return err
	}
	if err := t.freeName(c.ID, c.Name); err != nil {
		return err
	}
	if err := t.collectionHead(c); err != nil {
		return err
	}
	if err := t.do(`DELETE FROM collection_part WHERE collection_id = ?`, c.ID); err != nil {
		return err
	}
	kept := []clipper.Part{}
	for _, p := range c.Parts {
		there, err := t.addPart(c.ID, len(kept), p)
		if err != nil {
			return err
		}
		if there {
			kept = append(kept, p)
		}
	}
	c.Parts = kept
	return nil
}

// collectionHead writes all of a collection but its parts.
func (t *tx) collectionHead(c *clipper.Collection) error {
	was := c.Updated.UnixMilli()
	if c.Updated = fromMilli(t.now); c.ID != 0 {
		res, err := t.exec(`UPDATE collection SET name = ?, style = ?, locale = ?, updated_at = ?, device = ?
			WHERE id = ? AND updated_at = ? AND deleted IS NULL`, c.Name, c.Style, c.Locale, t.now, t.l.device, c.ID, was)
		if err != nil {
			return err
		}
		if n, err := res.RowsAffected(); err != nil || n > 0 {
			return err
		}
		if _, err := readCollection(t.query, c.ID); err != nil {
			return err
		}
		return clipper.Errorf(clipper.Conflict, nil, "It is shown as it is now; do it again", "the collection was changed elsewhere")
	}
	uid, err := uuid.NewV7()
	if err != nil {
		return err
	}
	c.UID, c.Created = uid.String(), fromMilli(t.now)
	c.ID, err = t.insert(`INSERT INTO collection (uid, name, style, locale, created, updated_at, device) VALUES (?, ?, ?, ?, ?, ?, ?)`,
		c.UID, c.Name, c.Style, c.Locale, t.now, t.now, t.l.device)
	return err
}

// addPart writes a part, unless it is a clip that is gone for good.
func (t *tx) addPart(collection int64, position int, p clipper.Part) (there bool, err error) {
	var clip sql.NullInt64
	if p.Kind == clipper.ClipPart {
		clip = sql.NullInt64{Int64: p.Clip, Valid: true}
	}
	res, err := t.exec(`INSERT INTO collection_part (collection_id, position, kind, level, text, clip_id)
		SELECT ?1, ?2, ?3, ?4, ?5, ?6 WHERE ?6 IS NULL OR EXISTS (SELECT 1 FROM clip WHERE id = ?6)`,
		collection, position, p.Kind, p.Level, p.Text, clip)
	if err != nil {
		return false, err
	}
	n, err := res.RowsAffected()
	return n > 0, err
}

// soundCollection brings what a person typed into shape, and refuses what is no
// collection.
func soundCollection(c *clipper.Collection) error {
	if c.Name = oneLine(c.Name); c.Name == "" {
		return clipper.Errorf(clipper.Usage, nil, "Give it a few words", "a collection needs a name")
	}
	parts := make([]clipper.Part, len(c.Parts))
	for i, p := range c.Parts {
		switch {
		case p.Kind == clipper.HeadingPart:
			parts[i] = clipper.Part{Kind: p.Kind, Level: min(max(p.Level, 1), 6), Text: oneLine(p.Text)}
		case p.Kind == clipper.WordsPart:
			parts[i] = clipper.Part{Kind: p.Kind, Text: strings.ToValidUTF8(p.Text, "\ufffd")}
		case p.Kind == clipper.ClipPart && p.Clip > 0:
			parts[i] = clipper.Part{Kind: p.Kind, Clip: p.Clip}
		default:
			return clipper.Errorf(clipper.Internal, errors.New("part of kind "+string(p.Kind)), "", "the library did not answer as it should")
		}
	}
	c.Parts = parts
	return nil
}

// oneLine is a name or a heading without line breaks and control characters.
func oneLine(s string) string {
	return strings.TrimSpace(strings.Map(func(r rune) rune {
		if r == '\n' || r == '\t' || unicode.IsControl(r) {
			return ' '
		}
		return r
	}, strings.ToValidUTF8(s, "\ufffd")))
}

// freeName refuses the name of another collection: people tell collections apart
// by their names. Case makes no difference.
func (t *tx) freeName(id int64, name string) error {
	taken, err := t.nameTaken(id, name)
	if err == nil && taken {
		return clipper.Errorf(clipper.Conflict, nil, "Choose another name", "there is a collection of the name %s already", name)
	}
	return err
}

func (t *tx) nameTaken(id int64, name string) (bool, error) {
	names, err := column[string](t.query(`SELECT name FROM collection WHERE id <> ? AND deleted IS NULL`, id))
	for _, other := range names {
		if strings.EqualFold(other, name) {
			return true, err
		}
	}
	return false, err
}
