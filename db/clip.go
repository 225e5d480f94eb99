package db

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"slices"
	"strings"

	"florilegium/clipper"

	"github.com/google/uuid"
)

// clipColumns are read by scanClip. Tags come parted by newlines.
const clipColumns = `clip.id, clip.uid, clip.article_id, quote, prefix, suffix, start, end, paragraph, heading, lower(hex(clip.text_hash)),
	lower(hex(clip.snapshot)), note, colour, speaker, translation, marks, page, created, clip.updated_at, lost,
	(SELECT group_concat(name, char(10)) FROM clip_tag JOIN tag ON tag.id = tag_id WHERE clip_id = clip.id)`

// clipColumns are those of the version that the library has: one that is only
// read may be older than the program.
func (l *Library) clipColumns() string {
	if l.schema < 3 {
		return strings.Replace(clipColumns, "marks, page", "'[]', ''", 1)
	}
	return clipColumns
}

func scanClip(scan func(...any) error) (clipper.Clip, error) {
	var c clipper.Clip
	var heading, marks string
	var tags sql.NullString
	var created, updated int64
	err := scan(&c.ID, &c.UID, &c.ArticleID, &c.Quote, &c.Prefix, &c.Suffix, &c.Start, &c.End, &c.Paragraph, &heading, &c.TextHash,
		&c.Snapshot, &c.Note, &c.Colour, &c.Speaker, &c.Translation, &marks, &c.Page, &created, &updated, &c.Lost, &tags)
	if err != nil {
		return c, err
	}
	c.Created, c.Updated = fromMilli(created), fromMilli(updated)
	if tags.Valid {
		c.Tags = lines(tags.String)
		slices.Sort(c.Tags)
	}
	if heading != "[]" {
		err = fromJSON(heading, &c.Heading)
	}
	if marks != "[]" {
		err = errors.Join(err, fromJSON(marks, &c.Marks))
	}
	return c, err
}

func scanClips(a answer) ([]clipper.Clip, error) {
	var list []clipper.Clip
	err := a.each(func(scan func(...any) error) error {
		c, err := scanClip(scan)
		list = append(list, c)
		return err
	})
	return list, err
}

// Clips lists the clips of an article in the order of its text.
func (l *Library) Clips(ctx context.Context, article int64) ([]clipper.Clip, error) {
	return scanClips(l.query(ctx, `SELECT `+l.clipColumns()+` FROM clip WHERE article_id = ? AND deleted IS NULL
		ORDER BY start, end, id`, article))
}

// Clip is one clip, or an error of class NotFound.
func (l *Library) Clip(ctx context.Context, id int64) (*clipper.Clip, error) {
	list, err := scanClips(l.query(ctx, `SELECT `+l.clipColumns()+` FROM clip WHERE id = ? AND deleted IS NULL`, id))
	if err == nil && len(list) == 0 {
		err = missing("there is no clip c%d in the library", id)
	}
	if err != nil {
		return nil, err
	}
	return &list[0], nil
}

// ClipsByID reads the clips with these ids, in their order; those that are not
// there (any more) are left out.
func (l *Library) ClipsByID(ctx context.Context, ids []int64) ([]clipper.Clip, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	list, err := json.Marshal(ids)
	if err != nil {
		return nil, err
	}
	return scanClips(l.query(ctx, `SELECT `+l.clipColumns()+` FROM json_each(?) AS wanted JOIN clip ON clip.id = wanted.value
		WHERE deleted IS NULL ORDER BY wanted.key`, string(list)))
}

// SaveClip stores a new clip (ID 0) or a changed one, and fills in ID, UID,
// Created and Updated. A new clip of a range that has one already is not stored:
// c becomes the clip that is there. Marks that no quotation can bear are refused;
// see clipper.CheckMarks.
func (l *Library) SaveClip(ctx context.Context, c *clipper.Clip) error {
	if err := clipper.CheckMarks(c.Quote, c.Marks); err != nil {
		return err
	}
	saved := *c
	err := l.write(ctx, func(t *tx) error {
		if saved.ID != 0 {
			return t.updateClip(&saved)
		}
		return t.newClip(&saved)
	})
	if err == nil {
		*c = saved
	}
	return err
}

func (t *tx) newClip(c *clipper.Clip) error {
	there, err := scanClips(t.query(`SELECT `+clipColumns+` FROM clip
		WHERE article_id = ? AND start = ? AND end = ? AND quote_hash = unhex(?) AND deleted IS NULL`,
		c.ArticleID, c.Start, c.End, clipper.HashText(c.Quote)))
	if err != nil {
		return err
	}
	if len(there) > 0 {
		*c = there[0]
		return nil
	}
	if err := t.checkQuote(c); err != nil {
		return err
	}
	if c.UID == "" {
		id, err := uuid.NewV7()
		if err != nil {
			return err
		}
		c.UID = id.String()
	}
	if c.Created.IsZero() {
		c.Created = fromMilli(t.now)
	}
	c.Updated = fromMilli(t.now)
	if c.Colour == "" {
		c.Colour = clipper.Yellow
	}
	return t.insertClip(c)
}

// checkQuote refuses a clip that is not, byte for byte, what its article says.
func (t *tx) checkQuote(c *clipper.Clip) error {
	var text, hash string
	err := t.row(`SELECT text, text_hash FROM article JOIN article_body USING (id) WHERE id = ? AND deleted IS NULL`, c.ArticleID).Scan(&text, &hash)
	if err != nil {
		return missing("there is no article %d in the library", c.ArticleID)
	}
	if c.TextHash == "" {
		c.TextHash = hash
	}
	if c.Lost || c.TextHash != hash {
		return nil
	}
	if c.Start < 0 || c.End > len(text) || c.Start >= c.End || text[c.Start:c.End] != c.Quote {
		return clipper.Errorf(clipper.Usage, nil, "Select the words in the article once more", "the article does not hold these words at this place")
	}
	return nil
}

func (t *tx) insertClip(c *clipper.Clip) error {
	heading, marks, err := listsJSON(c)
	if err != nil {
		return err
	}
	c.ID, err = t.insert(`INSERT INTO clip (uid, article_id, quote, quote_hash, prefix, suffix, start, end, paragraph, heading,
		text_hash, snapshot, note, colour, speaker, translation, marks, page, created, updated_at, device, lost)
		VALUES (?, ?, ?, unhex(?), ?, ?, ?, ?, ?, ?, unhex(?), unhex(?), ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		c.UID, c.ArticleID, c.Quote, clipper.HashText(c.Quote), c.Prefix, c.Suffix, c.Start, c.End, c.Paragraph, heading,
		c.TextHash, c.Snapshot, c.Note, c.Colour, c.Speaker, c.Translation, marks, c.Page, c.Created.UnixMilli(), t.now, t.l.device, c.Lost)
	if err != nil {
		return err
	}
	if err := t.setTags("clip", c.ID, c.Tags); err != nil {
		return err
	}
	if err := t.countClips(c.ArticleID); err != nil {
		return err
	}
	return t.indexClip(c)
}

// listsJSON are the headings and the marks of a clip as they are stored.
func listsJSON(c *clipper.Clip) (heading, marks string, err error) {
	if heading, err = listJSON(c.Heading); err != nil {
		return "", "", err
	}
	marks, err = listJSON(c.Marks)
	return heading, marks, err
}

func listJSON[T any](list []T) (string, error) {
	if len(list) == 0 {
		return "[]", nil
	}
	data, err := json.Marshal(list)
	return string(data), err
}

// updateClip writes everything but what a clip never changes: UID, article,
// creation.
func (t *tx) updateClip(c *clipper.Clip) error {
	heading, marks, err := listsJSON(c)
	if err != nil {
		return err
	}
	res, err := t.exec(`UPDATE clip SET quote = ?, quote_hash = unhex(?), prefix = ?, suffix = ?, start = ?, end = ?, paragraph = ?,
		heading = ?, text_hash = unhex(?), snapshot = unhex(?), note = ?, colour = ?, speaker = ?, translation = ?, marks = ?, page = ?, updated_at = ?, device = ?, lost = ?
		WHERE id = ? AND deleted IS NULL`,
		c.Quote, clipper.HashText(c.Quote), c.Prefix, c.Suffix, c.Start, c.End, c.Paragraph,
		heading, c.TextHash, c.Snapshot, c.Note, c.Colour, c.Speaker, c.Translation, marks, c.Page, t.now, t.l.device, c.Lost, c.ID)
	if err != nil {
		return err
	}
	if n, err := res.RowsAffected(); err != nil || n == 0 {
		return missing("there is no clip c%d in the library", c.ID)
	}
	c.Updated = fromMilli(t.now)
	if err := t.setTags("clip", c.ID, c.Tags); err != nil {
		return err
	}
	if err := t.unindex("clip_fts", c.ID); err != nil {
		return err
	}
	return t.indexClip(c)
}

// moveClip stores the place that a clip has in a new text of its article.
func (t *tx) moveClip(article int64, c *clipper.Clip) error {
	c.ArticleID = article
	if c.ID == 0 {
		return t.newClip(c)
	}
	return t.updateClip(c)
}

func (t *tx) countClips(article int64) error {
	return t.do(`UPDATE article SET clips = (SELECT count(*) FROM clip WHERE article_id = ? AND deleted IS NULL) WHERE id = ?`,
		article, article)
}
