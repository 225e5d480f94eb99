package db

import (
	"context"
	"strings"

	"florilegium/clipper"
)

// RenameTag gives a tag another name. Where a tag of that name is there already,
// the two become one.
func (l *Library) RenameTag(ctx context.Context, old, name string) error {
	name = strings.TrimSpace(name)
	if tagKey(name) == "" {
		return clipper.Errorf(clipper.Usage, nil, "Give it a few letters", "a tag needs a name")
	}
	return l.write(ctx, func(t *tx) error {
		from, err := t.knownTag(old)
		if err != nil {
			return err
		}
		into, err := column[int64](t.query(`SELECT coalesce(merged, id) FROM tag WHERE key = ? AND id <> ?`, tagKey(name), from))
		if err != nil {
			return err
		}
		if len(into) > 0 && into[0] != from {
			return t.mergeTags(from, into[0])
		}
		if len(into) > 0 { // the name of a tag that was merged into this one
			if err := t.do(`UPDATE tag SET key = key || ' ' || id WHERE key = ?`, tagKey(name)); err != nil {
				return err
			}
		}
		return t.do(`UPDATE tag SET name = ?, key = ?, updated_at = ?, device = ? WHERE id = ?`, name, tagKey(name), t.now, t.l.device, from)
	})
}

// MergeTags puts the tag into in the place of the tag from, everywhere.
func (l *Library) MergeTags(ctx context.Context, from, into string) error {
	return l.write(ctx, func(t *tx) error {
		a, err := t.knownTag(from)
		if err != nil {
			return err
		}
		b, err := t.knownTag(into)
		if err != nil || a == b {
			return err
		}
		return t.mergeTags(a, b)
	})
}

func (t *tx) knownTag(name string) (int64, error) {
	ids, err := column[int64](t.query(`SELECT coalesce(merged, id) FROM tag WHERE key = ?`, tagKey(name)))
	if err == nil && len(ids) == 0 {
		err = missing("there is no tag %s", name)
	}
	if err != nil {
		return 0, err
	}
	return ids[0], nil
}

// mergeTags leaves the index alone: it goes on holding the old tag, which is from
// now on another name of the new one.
func (t *tx) mergeTags(from, into int64) error {
	for _, kind := range []string{"article", "clip"} {
		if err := t.do(`UPDATE OR IGNORE `+kind+`_tag SET tag_id = ? WHERE tag_id = ?`, into, from); err != nil {
			return err
		}
		if err := t.do(`DELETE FROM `+kind+`_tag WHERE tag_id = ?`, from); err != nil {
			return err
		}
	}
	return t.do(`UPDATE tag SET merged = ?, updated_at = ?, device = ? WHERE id = ? OR merged = ?`, into, t.now, t.l.device, from, from)
}
