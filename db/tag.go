package db

import (
	"strings"

	"florilegium/clipper"
	"florilegium/clipper/fold"

	"github.com/google/uuid"
)

// tagKey is what two spellings of a tag have in common.
func tagKey(name string) string { return strings.TrimSpace(fold.Fold(name)) }

// setTags gives an article or a clip exactly these tags; kind is "article" or
// "clip".
func (t *tx) setTags(kind string, id int64, names []string) error {
	if err := t.do(`DELETE FROM `+kind+`_tag WHERE `+kind+`_id = ?`, id); err != nil {
		return err
	}
	for _, name := range names {
		if tagKey(name) == "" {
			continue
		}
		tag, err := t.tag(strings.TrimSpace(name))
		if err != nil {
			return err
		}
		if err := t.do(`INSERT OR IGNORE INTO `+kind+`_tag VALUES (?, ?)`, id, tag); err != nil {
			return err
		}
	}
	return nil
}

// tag is the row of a tag, made where it is new. A tag that was merged into
// another one is that one.
func (t *tx) tag(name string) (int64, error) {
	ids, err := column[int64](t.query(`SELECT coalesce(merged, id) FROM tag WHERE key = ?`, tagKey(name)))
	if err != nil {
		return 0, err
	}
	if len(ids) > 0 {
		return ids[0], nil
	}
	uid, err := uuid.NewV7()
	if err != nil {
		return 0, err
	}
	return t.insert(`INSERT INTO tag (uid, name, key, updated_at, device) VALUES (?, ?, ?, ?, ?)`,
		uid.String(), name, tagKey(name), t.now, t.l.device)
}

// dayOf is the day of a time in milliseconds, in UTC, as YYYYMMDD.
func dayOf(ms int64) int { return dayNumber(clipper.DateOf(fromMilli(ms))) }
