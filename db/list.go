package db

import (
	"context"

	"florilegium/clipper"
)

// List gives the articles that a query asks for, newest first; limit 0 is all of
// them.
func (l *Library) List(ctx context.Context, q clipper.Query, limit, offset int) ([]Row, error) {
	if q.Empty() {
		return scanRows(l.query(ctx, `SELECT `+rowColumns+` FROM article WHERE deleted IS NULL
			ORDER BY article.id DESC LIMIT ? OFFSET ?`, noLimit(limit), offset))
	}
	ids, err := l.matching(ctx, articleIndex, q, limit, offset)
	if err != nil {
		return nil, err
	}
	return l.Rows(ctx, ids)
}

// ListIDs gives the ids of the articles that a query asks for, newest first. With
// Rows it is how a pane shows 100,000 articles: all ids, and the rows in sight.
func (l *Library) ListIDs(ctx context.Context, q clipper.Query) ([]int64, error) {
	return l.ListIDsBy(ctx, q, ByArrival)
}

// ListClipIDs gives the ids of the clips that a query asks for, newest first. With
// ClipsByID it is how a pane shows a million clips: all ids, and the cards in sight.
func (l *Library) ListClipIDs(ctx context.Context, q clipper.Query) ([]int64, error) {
	return l.matchingIDs(ctx, clipIndex, q)
}

// ListClips gives the clips that a query asks for, newest first; limit 0 is all
// of them.
func (l *Library) ListClips(ctx context.Context, q clipper.Query, limit, offset int) ([]clipper.Clip, error) {
	if q.Empty() {
		return scanClips(l.query(ctx, `SELECT `+l.clipColumns()+` FROM clip JOIN article ON article.id = article_id
			WHERE clip.deleted IS NULL AND article.deleted IS NULL
			ORDER BY clip.id DESC LIMIT ? OFFSET ?`, noLimit(limit), offset))
	}
	ids, err := l.matching(ctx, clipIndex, q, limit, offset)
	if err != nil {
		return nil, err
	}
	return l.ClipsByID(ctx, ids)
}

// matching are the rows of an index that a query asks for, newest first.
func (l *Library) matching(ctx context.Context, in index, q clipper.Query, limit, offset int) ([]int64, error) {
	e, err := l.expression(ctx, in, q)
	if err != nil || e.never {
		return nil, err
	}
	args := append(e.all(), noLimit(limit), offset)
	return column[int64](l.query(ctx, `SELECT rowid`+in.matching(e)+` ORDER BY rowid DESC LIMIT ? OFFSET ?`, args...))
}

// matchingIDs is matching without a limit.
func (l *Library) matchingIDs(ctx context.Context, in index, q clipper.Query) ([]int64, error) {
	e, err := l.expression(ctx, in, q)
	if err != nil || e.never {
		return nil, err
	}
	return packedIDs(l.query(ctx, `SELECT group_concat(rowid) FROM (SELECT rowid`+in.matching(e)+` ORDER BY rowid DESC)`, e.all()...))
}

// expression is a query as an index reads it.
func (l *Library) expression(ctx context.Context, in index, q clipper.Query) (expression, error) {
	n, err := l.names(ctx)
	if err != nil {
		return expression{}, err
	}
	c := compiler{index: in, names: n}
	return c.compile(joinNumbers(q.Groups)), nil
}

// noLimit is how SQL says that there is none.
func noLimit(n int) int {
	if n <= 0 {
		return -1
	}
	return n
}

// Stats counts what is in the library, deleted things aside.
type Stats struct {
	Articles int `json:"articles"`
	Unread   int `json:"unread"` // neither read nor archived
	Archived int `json:"archived"`
	Starred  int `json:"starred"`
	Clips    int `json:"clips"`
	Deleted  int `json:"deleted"` // articles and clips that Purge would destroy
}

// Stats counts what is in the library.
func (l *Library) Stats(ctx context.Context) (Stats, error) {
	var s Stats
	err := l.query(ctx, `SELECT count(*), coalesce(sum(NOT read AND NOT archived), 0), coalesce(sum(archived), 0),
		coalesce(sum(starred), 0), coalesce(sum(clips), 0) FROM article WHERE deleted IS NULL`).
		scan(&s.Articles, &s.Unread, &s.Archived, &s.Starred, &s.Clips)
	if err != nil {
		return s, err
	}
	err = l.query(ctx, `SELECT (SELECT count(*) FROM article WHERE deleted IS NOT NULL) +
		(SELECT count(*) FROM clip WHERE deleted IS NOT NULL)`).scan(&s.Deleted)
	return s, err
}
