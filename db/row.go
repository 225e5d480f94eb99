package db

import (
	"context"
	"database/sql"
	"encoding/json"
	"slices"
	"time"

	"florilegium/clipper"
)

// Row is an article as lists show it.
type Row struct {
	ID        int64         `json:"id"`
	UID       string        `json:"uid"`
	URL       string        `json:"url"`
	Title     string        `json:"title"`
	Authors   []string      `json:"authors"`
	Published clipper.Date  `json:"-"`
	Date      string        `json:"published"` // ISO 8601 at its own precision
	Site      string        `json:"site"`      // the name of the site, or its host
	Lang      string        `json:"lang"`
	Words     int           `json:"words"`
	Bytes     int           `json:"bytes"` // of the text
	Added     time.Time     `json:"added"` // UTC
	Tags      []string      `json:"tags"`
	State     clipper.State `json:"state"`
	Clips     int           `json:"clips"`
}

// Minutes is the reading time in whole minutes, at least one.
func (r Row) Minutes() int { return clipper.Minutes(r.Words, r.Lang) }

const rowColumns = `article.id, article.uid, article.url, title, authors, site_name, lang, published, added,
	words, bytes, clips, read, archived, starred, progress,
	(SELECT group_concat(tag.name, char(10)) FROM article_tag JOIN tag ON tag.id = tag_id WHERE article_id = article.id)`

func scanRow(scan func(...any) error) (Row, error) {
	var r Row
	var authors string
	var tags sql.NullString
	var added int64
	err := scan(&r.ID, &r.UID, &r.URL, &r.Title, &authors, &r.Site, &r.Lang, &r.Date, &added,
		&r.Words, &r.Bytes, &r.Clips, &r.State.Read, &r.State.Archived, &r.State.Starred, &r.State.Progress, &tags)
	if err != nil {
		return r, err
	}
	r.Added, r.Authors, r.Tags = fromMilli(added), lines(authors), lines(tags.String)
	slices.Sort(r.Tags)
	r.Published = readDate(r.Date)
	return r, err
}

// readDate reads what Date.String wrote; the end of a range is left out.
func readDate(s string) clipper.Date {
	if len(s) > 10 && s[4] == '-' {
		s = s[:10]
	}
	if d, ok := clipper.ParseDate(s); ok {
		return d
	}
	return clipper.Date{Raw: s}
}

func scanRows(a answer) ([]Row, error) {
	var list []Row
	err := a.each(func(scan func(...any) error) error {
		r, err := scanRow(scan)
		list = append(list, r)
		return err
	})
	return list, err
}

// Rows reads the articles with these ids, in their order; those that are not
// there (any more) are left out.
func (l *Library) Rows(ctx context.Context, ids []int64) ([]Row, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	list, err := json.Marshal(ids)
	if err != nil {
		return nil, err
	}
	return scanRows(l.query(ctx, `SELECT `+rowColumns+` FROM json_each(?) AS wanted JOIN article ON article.id = wanted.value WHERE deleted IS NULL ORDER BY wanted.key`, string(list)))
}
