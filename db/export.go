package db

import (
	"context"
	"database/sql"
	"encoding/json"
	"slices"

	"florilegium/clipper"
)

// Exported is an article as files for other programs need it.
type Exported struct {
	ID     int64
	UID    string
	Source clipper.Source
	Tags   []string
	Clips  []clipper.Clip // in the order of the text
	Text   string         // where it was asked for
}

// exportPage is how many articles are read at once: the clips of one page are one
// query.
const exportPage = 400

// Export reads articles with their clips, in the order of ids; those that are not
// there (any more) are left out. It reads far less of an article than Article does.
func (l *Library) Export(ctx context.Context, ids []int64, text bool) ([]Exported, error) {
	return l.export(ctx, ids, func(page []int64) ([]Exported, error) { return l.exportPage(ctx, page, text) })
}

// Sources is Export without clips and texts.
func (l *Library) Sources(ctx context.Context, ids []int64) ([]Exported, error) {
	return l.export(ctx, ids, func(page []int64) ([]Exported, error) {
		list, _, err := l.sourcesPage(ctx, page, false)
		return list, err
	})
}

func (l *Library) export(ctx context.Context, ids []int64, read func([]int64) ([]Exported, error)) ([]Exported, error) {
	list := make([]Exported, 0, len(ids))
	for page := range slices.Chunk(ids, exportPage) {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		more, err := read(page)
		if err != nil {
			return nil, err
		}
		list = append(list, more...)
	}
	return list, nil
}

// exportPage reads some articles with their clips.
func (l *Library) exportPage(ctx context.Context, ids []int64, text bool) ([]Exported, error) {
	list, wanted, err := l.sourcesPage(ctx, ids, text)
	if err != nil {
		return nil, err
	}
	at := map[int64]int{}
	for i, e := range list {
		at[e.ID] = i
	}
	clips, err := scanClips(l.query(ctx, `SELECT `+l.clipColumns()+` FROM clip WHERE article_id IN (SELECT value FROM json_each(?))
		AND deleted IS NULL ORDER BY article_id, start, end, id`, wanted))
	for _, c := range clips {
		if i, ok := at[c.ArticleID]; ok {
			list[i].Clips = append(list[i].Clips, c)
		}
	}
	return list, err
}

// sourcesPage reads some articles without their clips; wanted is the list of ids
// for SQL.
func (l *Library) sourcesPage(ctx context.Context, ids []int64, text bool) (list []Exported, wanted string, err error) {
	data, err := json.Marshal(ids)
	if err != nil {
		return nil, "", err
	}
	wanted = string(data)
	err = l.query(ctx, `SELECT article.id, article.uid, article_body.source, CASE WHEN ? THEN article_body.text ELSE '' END,
		(SELECT group_concat(tag.name, char(10)) FROM article_tag JOIN tag ON tag.id = tag_id WHERE article_id = article.id)
		FROM json_each(?) AS wanted JOIN article ON article.id = wanted.value JOIN article_body ON article_body.id = article.id
		WHERE deleted IS NULL ORDER BY wanted.key`, text, wanted).each(func(scan func(...any) error) error {
		var e Exported
		var source string
		var tags sql.NullString
		if err := scan(&e.ID, &e.UID, &source, &e.Text, &tags); err != nil {
			return err
		}
		if tags.Valid {
			e.Tags = lines(tags.String)
			slices.Sort(e.Tags)
		}
		list = append(list, e)
		return fromJSON(source, &list[len(list)-1].Source)
	})
	return list, wanted, err
}
