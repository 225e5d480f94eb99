package db

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"florilegium/clipper"
)

// Facet is a tag, site, author or year, with how many articles have it.
type Facet struct {
	Name  string `json:"name"`
	Count int    `json:"count"`
}

// Facets lists all "tags", "sites", "authors" or "years" of the articles, the most
// frequent first; years with the latest first.
func (l *Library) Facets(ctx context.Context, kind string) ([]Facet, error) {
	switch kind {
	case "tags":
		return l.facets(ctx, `SELECT name, count(*) FROM article_tag JOIN tag ON tag.id = tag_id JOIN article ON article.id = article_id
			WHERE deleted IS NULL GROUP BY tag.id ORDER BY 2 DESC, name`)
	case "sites":
		return l.facets(ctx, `SELECT CASE host WHEN '' THEN name ELSE host END, count(*) FROM article JOIN site ON site.id = site_id
			WHERE deleted IS NULL GROUP BY site.id ORDER BY 2 DESC, 1`)
	case "years":
		return l.facets(ctx, `SELECT CAST(day / 10000 AS TEXT), count(*) FROM article
			WHERE deleted IS NULL AND day > 0 GROUP BY day / 10000 ORDER BY day / 10000 DESC`)
	case "authors":
		return l.authorFacets(ctx)
	}
	return nil, clipper.Errorf(clipper.Usage, nil, "Ask for tags, sites, authors or years", "there is no list of %s", kind)
}

func (l *Library) facets(ctx context.Context, query string) ([]Facet, error) {
	var list []Facet
	err := l.query(ctx, query).each(func(scan func(...any) error) error {
		var f Facet
		err := scan(&f.Name, &f.Count)
		list = append(list, f)
		return err
	})
	return list, err
}

func (l *Library) authorFacets(ctx context.Context) ([]Facet, error) {
	counts := map[string]int{}
	err := l.query(ctx, `SELECT authors FROM article WHERE deleted IS NULL AND authors <> ''`).each(func(scan func(...any) error) error {
		var authors string
		err := scan(&authors)
		for name := range strings.SplitSeq(authors, "\n") {
			counts[name]++
		}
		return err
	})
	list := make([]Facet, 0, len(counts))
	for name, n := range counts {
		list = append(list, Facet{name, n})
	}
	slices.SortFunc(list, func(a, b Facet) int {
		return cmp.Or(cmp.Compare(b.Count, a.Count), cmp.Compare(a.Name, b.Name))
	})
	return list, err
}
