package db

import (
	"context"
	"encoding/json"
	"fmt"

	"florilegium/clipper"
)

// Gathered is a clip of a collection with the source that it is from.
type Gathered struct {
	Clip    clipper.Clip
	Source  clipper.Source
	Deleted bool // it or its article; undo brings it back
}

// Gathered reads clips with their sources, by their ids: those too that are
// deleted, which a collection shows greyed and leaves out of what it exports.
func (l *Library) Gathered(ctx context.Context, ids []int64) (map[int64]Gathered, error) {
	found := make(map[int64]Gathered, len(ids))
	if len(ids) == 0 {
		return found, nil
	}
	list, err := json.Marshal(ids)
	if err != nil {
		return nil, err
	}
	sources := map[int64]clipper.Source{} // by article: many clips share one
	err = l.query(ctx, `SELECT `+l.clipColumns()+`, clip.deleted IS NOT NULL OR article.deleted IS NOT NULL, article_body.source
		FROM clip JOIN article ON article.id = article_id JOIN article_body ON article_body.id = article_id
		WHERE clip.id IN (SELECT value FROM json_each(?))`, string(list)).each(func(scan func(...any) error) error {
		var g Gathered
		var source string
		var err error
		g.Clip, err = scanClip(func(to ...any) error { return scan(append(to, &g.Deleted, &source)...) })
		if err != nil {
			return err
		}
		known, ok := sources[g.Clip.ArticleID]
		if !ok {
			if err := fromJSON(source, &known); err != nil {
				return err
			}
			sources[g.Clip.ArticleID] = known
		}
		g.Source = known
		found[g.Clip.ID] = g
		return nil
	})
	return found, err
}

// AddToCollection gathers clips at the end of a collection, or before the part of
// an index from 0. Those that it holds already stay where they are; the others are
// counted. A clip that is not in the library is an error of class NotFound.
func (l *Library) AddToCollection(ctx context.Context, id int64, at int, clips ...int64) (added int, after *clipper.Collection, err error) {
	_, after, err = l.EditCollection(ctx, id, func(c *clipper.Collection) error {
		var parts []clipper.Part
		for _, clip := range clips {
			if _, err := l.Clip(ctx, clip); err != nil {
				return err
			}
			if !holdsClip(c.Parts, clip) && !holdsClip(parts, clip) {
				parts = append(parts, clipper.Part{Kind: clipper.ClipPart, Clip: clip})
			}
		}
		if at < 0 || at > len(c.Parts) {
			at = len(c.Parts)
		}
		c.Parts = append(c.Parts[:at:at], append(parts, c.Parts[at:]...)...)
		added = len(parts)
		return nil
	})
	return added, after, err
}

func holdsClip(parts []clipper.Part, id int64) bool {
	for _, p := range parts {
		if p.Clip == id && p.Kind == clipper.ClipPart {
			return true
		}
	}
	return false
}

// DeleteCollection takes a collection out of sight; its clips stay in the library.
// RestoreCollection brings it back.
func (l *Library) DeleteCollection(ctx context.Context, id int64) error {
	return l.write(ctx, func(t *tx) error { return t.flag("collection", id, true) })
}

// RestoreCollection undoes DeleteCollection. Where another collection took its name
// meanwhile, it gets a number.
func (l *Library) RestoreCollection(ctx context.Context, id int64) error {
	return l.write(ctx, func(t *tx) error {
		if err := t.flag("collection", id, false); err != nil {
			return err
		}
		var name string
		if err := t.row(`SELECT name FROM collection WHERE id = ?`, id).Scan(&name); err != nil {
			return err
		}
		free := name
		for n := 2; ; n++ {
			taken, err := t.nameTaken(id, free)
			if err != nil {
				return err
			}
			if !taken {
				return t.do(`UPDATE collection SET name = ? WHERE id = ?`, free, id)
			}
			free = fmt.Sprintf("%s (%d)", name, n)
		}
	})
}

// purgeCollections destroys the collections that were deleted before a time, and
// marks those as changed whose clips will be destroyed.
func (t *tx) purgeCollections(limit int64) (n int, err error) {
	ids, err := column[int64](t.query(`SELECT id FROM collection WHERE deleted < ?`, limit))
	if err != nil {
		return 0, err
	}
	for _, id := range ids {
		if err := t.bury(`DELETE FROM collection WHERE id = ? RETURNING uid`, "collection", id); err != nil {
			return 0, err
		}
	}
	return len(ids), t.do(`UPDATE collection SET updated_at = ?, device = ? WHERE id IN (SELECT collection_id FROM collection_part
		JOIN clip ON clip.id = clip_id JOIN article ON article.id = article_id WHERE clip.deleted < ? OR article.deleted < ?)`,
		t.now, t.l.device, limit, limit)
}

// regather puts a clip in the place that another had in collections, unless it is
// there too.
func (t *tx) regather(from, to int64) error {
	ids, err := column[int64](t.query(`SELECT DISTINCT collection_id FROM collection_part WHERE clip_id = ?`, from))
	if err != nil {
		return err
	}
	for _, id := range ids {
		if err := t.do(`DELETE FROM collection_part WHERE collection_id = ?1 AND clip_id = ?2
			AND EXISTS (SELECT 1 FROM collection_part AS p WHERE p.collection_id = ?1 AND p.clip_id = ?3)`, id, from, to); err != nil {
			return err
		}
		if err := t.do(`UPDATE collection_part SET clip_id = ? WHERE collection_id = ? AND clip_id = ?`, to, id, from); err != nil {
			return err
		}
		if err := t.do(`UPDATE collection SET updated_at = ?, device = ? WHERE id = ?`, t.now, t.l.device, id); err != nil {
			return err
		}
	}
	return nil
}
