package db

import (
	"context"
	"fmt"

	"florilegium/clipper"
)

// MergeArticles puts an article and another copy of it together: the clips, tags,
// addresses and earlier texts of other go to keep, and other is deleted softly.
// moved are the clips of other with their places in the text of keep, as
// anchor.Reanchor gives them; a clip that is not among them comes along with the
// place it had. The text of other becomes an earlier text of keep, so that no clip
// loses the text it was made on. It returns how many clips moved; one of the same
// words that says nothing more stays behind, and a purge will destroy it; collections
// hold its twin then.
func (l *Library) MergeArticles(ctx context.Context, keep, other int64, moved []clipper.Clip) (clips int, err error) {
	if keep == other {
		return 0, clipper.Errorf(clipper.Usage, nil, "Name two articles", "an article cannot be merged with itself")
	}
	places := make(map[int64]clipper.Clip, len(moved))
	for _, c := range moved {
		places[c.ID] = c
	}
	err = l.write(ctx, func(t *tx) error {
		for _, id := range []int64{keep, other} {
			if err := t.touch(id); err != nil {
				return err
			}
		}
		if err := t.mergeRows(keep, other); err != nil {
			return err
		}
		if clips, err = t.mergeClips(keep, other, places); err != nil {
			return err
		}
		if err := t.flag("article", other, true); err != nil {
			return err
		}
		if err := t.unindexArticle(other); err != nil {
			return err
		}
		for _, id := range []int64{keep, other} {
			if err := t.countClips(id); err != nil {
				return err
			}
		}
		return t.reindexArticle(keep)
	})
	return clips, err
}

// mergeRows takes over all that is not a clip. ?1 is the article that stays, ?2
// the other.
func (t *tx) mergeRows(keep, other int64) error {
	for _, st := range []string{
		`INSERT INTO article_version (article_id, text, layout, source, text_hash, snapshot, saved)
			SELECT ?1, text, layout, source, text_hash, snapshot, saved FROM article_version WHERE article_id = ?2 ORDER BY id`,
		`UPDATE OR IGNORE address SET article_id = ?1 WHERE article_id = ?2`,
		`INSERT OR IGNORE INTO article_tag SELECT ?1, tag_id FROM article_tag WHERE article_id = ?2`,
		`UPDATE article SET read = article.read OR o.read, starred = article.starred OR o.starred, archived = article.archived AND o.archived,
			progress = CASE WHEN article.text_hash = o.text_hash THEN max(article.progress, o.progress) ELSE article.progress END
			FROM article AS o WHERE article.id = ?1 AND o.id = ?2`,
		`UPDATE article_body SET source = json_set(source, '$.citekey', (SELECT json_extract(source, '$.citekey') FROM article_body WHERE id = ?2))
			WHERE id = ?1 AND json_extract(source, '$.citekey') IS NULL
			AND (SELECT json_extract(source, '$.citekey') FROM article_body WHERE id = ?2) IS NOT NULL`,
	} {
		if err := t.do(st, keep, other); err != nil {
			return fmt.Errorf("merge %d into %d: %w", other, keep, err)
		}
	}
	return t.keepText(keep, other)
}

// keepText makes the text of other an earlier text of keep, where it is not the
// same.
func (t *tx) keepText(keep, other int64) error {
	var b body
	var hash, own, snapshot string
	err := t.row(`SELECT text, layout, source, text_hash, snapshot, (SELECT text_hash FROM article WHERE id = ?)
		FROM article JOIN article_body USING (id) WHERE id = ?`, keep, other).Scan(&b.text, &b.layout, &b.source, &hash, &snapshot, &own)
	if err != nil || hash == own {
		return err
	}
	return t.do(`INSERT INTO article_version (article_id, text, layout, source, text_hash, snapshot, saved) VALUES (?, ?, ?, ?, ?, ?, ?)`,
		keep, pack([]byte(b.text)), b.layout, b.source, hash, snapshot, t.now)
}

// mergeClips moves the clips of other, the deleted ones too.
func (t *tx) mergeClips(keep, other int64, places map[int64]clipper.Clip) (moved int, err error) {
	const of = `SELECT ` + clipColumns + ` FROM clip WHERE article_id = ? AND deleted IS NULL ORDER BY id`
	there, err := scanClips(t.query(of, keep))
	if err != nil {
		return 0, err
	}
	coming, err := scanClips(t.query(of, other))
	if err != nil {
		return 0, err
	}
	for _, c := range coming {
		if p, ok := places[c.ID]; ok {
			c.Start, c.End, c.Quote, c.Prefix, c.Suffix = p.Start, p.End, p.Quote, p.Prefix, p.Suffix
			c.Paragraph, c.Heading, c.TextHash, c.Snapshot, c.Lost = p.Paragraph, p.Heading, p.TextHash, p.Snapshot, p.Lost
		}
		c.ArticleID = keep
		if twin, ok := said(there, c); ok {
			if err := t.regather(c.ID, twin); err != nil {
				return moved, err
			}
			if err := t.unindex("clip_fts", c.ID); err != nil {
				return moved, err
			}
			continue
		}
		if err := t.do(`UPDATE clip SET article_id = ? WHERE id = ?`, keep, c.ID); err != nil {
			return moved, err
		}
		if err := t.updateClip(&c); err != nil {
			return moved, err
		}
		moved++
	}
	return moved, t.do(`UPDATE clip SET article_id = ? WHERE article_id = ? AND deleted IS NOT NULL`, keep, other)
}

// said is the one of the clips that says all that c does.
func said(there []clipper.Clip, c clipper.Clip) (twin int64, ok bool) {
	for _, o := range there {
		same := o.Start == c.Start && o.End == c.End && o.Quote == c.Quote && o.TextHash == c.TextHash
		if same && says(o.Note, c.Note) && says(o.Speaker, c.Speaker) && says(o.Translation, c.Translation) && holdsAll(o.Tags, c.Tags) {
			return o.ID, true
		}
	}
	return 0, false
}

// says reports that a text has been said already.
func says(old, text string) bool { return text == "" || text == old }

func holdsAll(list, wanted []string) bool {
	for _, w := range wanted {
		if !contains(list, w) {
			return false
		}
	}
	return true
}
