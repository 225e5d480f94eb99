package db

import (
	"context"
	"strings"
)

// BM25 asks in how many texts each word of a query stands, and SQLite counts them
// anew for every search. For words in a good part of a large library that takes
// far longer than the search itself (60 ms for a phrase in half of 100,000
// articles), while they hardly tell one hit from another. A quick search leaves
// their weight out from here on: words that stand in so many texts, by the newest
// of them. Where nothing else is asked for, the newest hits come first.
const (
	common  = 20_000 // texts
	sampled = 500    // newest texts
)

// rank gives the first hits by BM25, with the weights of the columns; of equals the
// newest first.
// rough reports that words were left out.
func (l *Library) rank(ctx context.Context, in index, e expression, opt SearchOptions) (ids []int64, rough bool, err error) {
	args := e.all()
	from := ` FROM ` + in.table + ` WHERE ` + in.table + ` MATCH ?`
	order := ` ORDER BY ` + in.score + `, rowid DESC` + limit(opt.Limit)
	by := e.words
	if opt.Quick && !opt.Best && (len(e.words) > 1 || e.filters) {
		if by, err = l.telling(ctx, in, e.words); err != nil {
			return nil, false, err
		}
	}
	rough = len(by) < len(e.words)
	switch {
	case len(by) == 0:
		ids, err = l.newest(ctx, in, e, opt.Limit)
	case !rough && !e.filters:
		ids, err = column[int64](l.query(ctx, `SELECT rowid`+from+e.where+order, args...))
	default:
		args = append([]any{strings.Join(by, " AND ")}, args...)
		ids, err = column[int64](l.query(ctx, `SELECT rowid`+from+` AND +rowid IN (SELECT rowid`+from+e.where+`)`+order, args...))
	}
	return ids, rough, err
}

// telling are those of the groups of a query that stand in few texts.
func (l *Library) telling(ctx context.Context, in index, groups []string) ([]string, error) {
	var last int64
	if err := l.query(ctx, `SELECT coalesce(max(id), 0) FROM `+in.table+`_docsize`).scan(&last); err != nil || last <= common {
		return groups, err
	}
	var few []string
	for _, g := range groups {
		var n int
		err := l.query(ctx, `SELECT count(*) FROM (SELECT rowid FROM `+in.table+` WHERE `+in.table+` MATCH ? AND rowid > ?)`, g, last-sampled).scan(&n)
		if err != nil {
			return nil, err
		}
		if cost := costOf(g, n, last); cost <= common {
			few = append(few, g)
		}
	}
	return few, nil
}

// costOf is how many texts hold a group, by a sample; those of a phrase take ten
// times as long to count.
func costOf(group string, found int, last int64) int64 {
	cost := int64(found) * last / sampled
	if strings.Contains(strings.Trim(group, `("`), " ") && !strings.Contains(group, " OR ") {
		cost *= 10
	}
	return cost
}
