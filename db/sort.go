package db

import (
	"cmp"
	"context"
	"database/sql"
	"slices"
	"strconv"
	"strings"

	"florilegium/clipper"
	"florilegium/clipper/fold"
)

// Sort is an order of articles. What an article lacks puts it at the end.
type Sort string

// The orders.
const (
	ByArrival   Sort = ""          // the newest in the library first
	ByAdded     Sort = "added"     // by the day of saving, which an import brings along; the latest first
	ByPublished Sort = "published" // the latest first
	ByTitle     Sort = "title"     // from A to Z, by folded words
	ByAuthor    Sort = "author"    // by the family name of the first author, then the latest first
	BySite      Sort = "site"      // by the name of the site, then the latest first
)

// orders are the sorts as SQL; each is an index of the table. Before version 2 of
// the schema there were fewer columns: such a library, where it can only be read,
// is sorted by what is there.
var orders = map[Sort]struct{ by, before2 string }{
	ByArrival:   {by: `added`},
	ByAdded:     {by: `added DESC, id DESC`},
	ByPublished: {by: `day DESC, id DESC`},
	ByTitle:     {by: `title_key = '', title_key, id`},
	ByAuthor:    {`author_key = '', author_key, day DESC, id DESC`, `authors = '', authors, day DESC, id DESC`},
	BySite:      {`site_key = '', site_key, day DESC, id DESC`, `site_name = '', site_name, day DESC, id DESC`},
}

// ListIDsBy is ListIDs in another order.
func (l *Library) ListIDsBy(ctx context.Context, q clipper.Query, by Sort) ([]int64, error) {
	order, known := orders[by]
	if !known {
		return nil, clipper.Errorf(clipper.Usage, nil, "Sort by added, published, title, author or site", "articles cannot be sorted by %s", string(by))
	}
	if l.schema < 2 && order.before2 != "" {
		order.by = order.before2
	}
	var found []int64
	var err error
	if !q.Empty() {
		if found, err = l.matchingIDs(ctx, articleIndex, q); err != nil || by == ByArrival || len(found) == 0 {
			return found, err
		}
	}
	all, err := packedIDs(l.query(ctx, `SELECT group_concat(id) FROM (SELECT id FROM article WHERE deleted IS NULL ORDER BY `+order.by+`)`))
	if by == ByArrival {
		slices.Sort(all)
		slices.Reverse(all)
	}
	if err != nil || q.Empty() {
		return all, err
	}
	return keepOnly(all, found), nil
}

// dense is up to which id keepOnly marks ids in a table.
const dense = 1 << 24

// keepOnly is list without what is not wanted, which has its highest id first.
func keepOnly(list, wanted []int64) []int64 {
	if wanted[0] >= dense || wanted[len(wanted)-1] < 0 {
		return slices.DeleteFunc(list, func(id int64) bool {
			_, found := slices.BinarySearchFunc(wanted, id, func(have, id int64) int { return cmp.Compare(id, have) })
			return !found
		})
	}
	marked := make([]bool, wanted[0]+1)
	for _, id := range wanted {
		marked[id] = true
	}
	return slices.DeleteFunc(list, func(id int64) bool { return id >= int64(len(marked)) || id < 0 || !marked[id] })
}

// packedIDs reads ids that come as one text, which is several times as quick as
// reading them row by row.
func packedIDs(a answer) ([]int64, error) {
	var packed sql.NullString
	if err := a.scan(&packed); err != nil || packed.String == "" {
		return nil, err
	}
	ids := make([]int64, 0, strings.Count(packed.String, ",")+1)
	for word := range strings.SplitSeq(packed.String, ",") {
		id, err := strconv.ParseInt(word, 10, 64)
		if err != nil {
			return nil, tell(err)
		}
		ids = append(ids, id)
	}
	return ids, nil
}

// authorKey is what articles are sorted by author by.
func authorKey(authors []clipper.Name) string {
	if len(authors) == 0 {
		return ""
	}
	return fold.Plain(authors[0].Sorted())
}

func siteKey(name string) string { return fold.Plain(name) }

// sortBatch is how many articles fillSortKeys reads at once.
const sortBatch = 500

// fillSortKeys works the sort keys out for the articles of a library of version 1.
func fillSortKeys(ctx context.Context, c *sql.Conn) error {
	set, err := c.PrepareContext(ctx, `UPDATE article SET author_key = ?, site_key = ? WHERE id = ?`)
	if err != nil {
		return err
	}
	defer set.Close()
	for last := int64(0); ; {
		batch, err := readSources(ctx, c, last)
		if err != nil || len(batch) == 0 {
			return err
		}
		for _, b := range batch {
			var s clipper.Source
			_ = fromJSON(b.source, &s) // a damaged one is for Doctor to tell
			if _, err := set.ExecContext(ctx, authorKey(s.Authors), siteKey(b.site), b.id); err != nil {
				return err
			}
			last = b.id
		}
	}
}

// sourced is what fillSortKeys needs of an article.
type sourced struct {
	id           int64
	site, source string
}

func readSources(ctx context.Context, c *sql.Conn, after int64) ([]sourced, error) {
	var list []sourced
	err := asAnswer(c.QueryContext(ctx, `SELECT id, site_name, coalesce(source, '') FROM article LEFT JOIN article_body USING (id)
		WHERE id > ? ORDER BY id LIMIT ?`, after, sortBatch)).each(func(scan func(...any) error) error {
		var s sourced
		err := scan(&s.id, &s.site, &s.source)
		list = append(list, s)
		return err
	})
	return list, err
}
