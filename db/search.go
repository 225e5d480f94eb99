package db

import (
	"context"
	"slices"
	"strconv"

	"florilegium/clipper"
)

// The kinds of hits.
const (
	ClipHit    = "clip"
	ArticleHit = "article"
)

// ranked is up to how many hits are put in order of relevance; where there are
// more, the newest come first. It is also where counting stops.
const ranked = 1000

// SearchOptions narrow a search. The zero value asks for the first 50 clips and
// the first 50 articles, with snippets.
type SearchOptions struct {
	In    string // "clips", "articles", or "" for what the query says
	Limit int    // hits of each kind; 50 where 0
	// Snippets is for how many hits of each kind a snippet is made: for all where
	// 0, for none below. Snippets makes them for others later.
	Snippets int
	// Quick is for first pages while someone types: in a large library the very
	// common words of a query have no weight then, see rank. Otherwise up to 1,000
	// hits come in the exact order of BM25.
	Quick bool
	// Best ranks all hits however many there are. It takes time that grows with
	// the library, so it is for those who ask for it.
	Best bool
}

// Results are the hits of a search: clips first, then articles, each by
// relevance or, where there are too many, with the newest first.
type Results struct {
	Hits     []Hit
	Clips    []clipper.Clip // the clips of Hits
	Articles []Row          // the articles of Hits that are articles
	// How many there are of each kind.
	ClipCount, ArticleCount Count
	Rough                   bool // a Quick search left words out of the order
	Hints                   []clipper.Hint
}

// Hit is one clip or article that was found.
type Hit struct {
	Kind    string        // ClipHit or ArticleHit
	Clip    *clipper.Clip // of a ClipHit
	Article Row           // the article, or the article of the clip
	Snippet Snippet
}

// ID is the id of what was found.
func (h Hit) ID() int64 {
	if h.Clip != nil {
		return h.Clip.ID
	}
	return h.Article.ID
}

// Count is a number of hits. With More there are more than N, which nobody counted.
type Count struct {
	N    int
	More bool
}

// Search finds clips and articles; where it finds nothing, Near has words to
// offer. A context that ends stops it within milliseconds. Words that are an
// alternative to what an article's clips say of themselves (paix OR has:note) find
// articles but do not rank them.
func (l *Library) Search(ctx context.Context, q clipper.Query, opt SearchOptions) (*Results, error) {
	if opt.Limit <= 0 {
		opt.Limit = 50
	}
	if opt.In != "" {
		q.In = clipper.Place(opt.In)
	}
	n, err := l.names(ctx)
	if err != nil {
		return nil, err
	}
	q.Groups = joinNumbers(q.Groups)
	res := &Results{Hints: append(slices.Clone(q.Hints), n.unknownNames(q)...)}
	var articles []int64
	if q.In != clipper.InArticles {
		if err := l.searchClips(ctx, q, n, opt, res); err != nil {
			return nil, err
		}
	}
	if q.In != clipper.InClips {
		if articles, err = l.searchArticles(ctx, q, n, opt, res); err != nil {
			return nil, err
		}
	}
	if err := l.fillHits(ctx, res, articles); err != nil {
		return nil, err
	}
	return res, l.firstSnippets(ctx, q, res, opt.Snippets)
}

// fillHits reads the articles that were found and those of the clips.
func (l *Library) fillHits(ctx context.Context, res *Results, articles []int64) error {
	ids := slices.Clone(articles)
	for _, c := range res.Clips {
		if !slices.Contains(ids, c.ArticleID) {
			ids = append(ids, c.ArticleID)
		}
	}
	list, err := l.Rows(ctx, ids)
	if err != nil {
		return err
	}
	rows := make(map[int64]Row, len(list))
	for _, r := range list {
		rows[r.ID] = r
	}
	for i := range res.Clips {
		res.Hits = append(res.Hits, Hit{Kind: ClipHit, Clip: &res.Clips[i], Article: rows[res.Clips[i].ArticleID]})
	}
	for _, id := range articles {
		if r, ok := rows[id]; ok {
			res.Articles = append(res.Articles, r)
			res.Hits = append(res.Hits, Hit{Kind: ArticleHit, Article: r})
		}
	}
	return nil
}

func (l *Library) searchClips(ctx context.Context, q clipper.Query, n *names, opt SearchOptions, res *Results) error {
	c := compiler{index: clipIndex, names: n}
	f, err := l.find(ctx, clipIndex, c.compile(q.Groups), q, opt)
	if err != nil {
		return err
	}
	res.ClipCount, res.Rough = f.count, f.rough
	res.Clips, err = l.ClipsByID(ctx, f.ids)
	return err
}

func (l *Library) searchArticles(ctx context.Context, q clipper.Query, n *names, opt SearchOptions, res *Results) ([]int64, error) {
	c := compiler{index: articleIndex, names: n}
	f, err := l.find(ctx, articleIndex, c.compile(q.Groups), q, opt)
	res.ArticleCount, res.Rough = f.count, res.Rough || f.rough
	if err != nil || !f.count.More || opt.Best {
		return f.ids, err
	}
	return l.titlesFirst(ctx, q, n, opt, f.ids)
}

// titlesFirst puts the articles whose titles answer the query before the newest.
func (l *Library) titlesFirst(ctx context.Context, q clipper.Query, n *names, opt SearchOptions, newest []int64) ([]int64, error) {
	if !q.HasText() {
		return newest, nil
	}
	c := compiler{index: titleIndex, names: n}
	ids, err := l.newest(ctx, titleIndex, c.compile(q.Groups), opt.Limit)
	if err != nil {
		return nil, err
	}
	for _, id := range newest {
		if len(ids) >= opt.Limit {
			break
		}
		if !slices.Contains(ids, id) {
			ids = append(ids, id)
		}
	}
	return ids, nil
}

// finding is the first hits in an index, and how many there are.
type finding struct {
	ids   []int64
	count Count
	rough bool // their order leaves words out
}

func (l *Library) find(ctx context.Context, in index, e expression, q clipper.Query, opt SearchOptions) (f finding, err error) {
	if e.never {
		return f, nil
	}
	var n int
	err = l.query(ctx, `SELECT count(*) FROM (SELECT rowid`+in.matching(e)+limit(ranked+1)+`)`, e.all()...).scan(&n)
	if err != nil || n == 0 {
		return f, err
	}
	f.count = Count{min(n, ranked), n > ranked}
	if n > 1 && q.HasText() && (opt.Best || !f.count.More) {
		f.ids, f.rough, err = l.rank(ctx, in, e, opt)
	} else {
		f.ids, err = l.newest(ctx, in, e, opt.Limit)
	}
	return f, err
}

// newest gives the newest hits in an index.
func (l *Library) newest(ctx context.Context, in index, e expression, n int) ([]int64, error) {
	if e.never {
		return nil, nil
	}
	return column[int64](l.query(ctx, `SELECT rowid`+in.matching(e)+` ORDER BY rowid DESC`+limit(n), e.all()...))
}

// matching is the middle of a statement that asks an index; the arguments are
// e.all().
func (in index) matching(e expression) string {
	return ` FROM ` + in.table + ` WHERE ` + in.table + ` MATCH ?` + e.where
}

// limit is written into the statement: bound as a parameter, it makes SQLite plan
// the statement anew every time.
func limit(n int) string { return ` LIMIT ` + strconv.Itoa(n) }
