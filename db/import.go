package db

import (
	"context"

	"florilegium/clipper"
)

// Item is an article with its page and its clips, as SaveAll takes it. The clips
// are new ones (ID 0) of the article's text; their ArticleID is filled in.
type Item struct {
	Article *clipper.Article
	Page    *clipper.Snapshot // may be nil
	Clips   []clipper.Clip
}

// SaveAll stores items in one transaction: all of them, or none. It is how whole
// libraries come in; some hundreds at a time are quickest.
func (l *Library) SaveAll(ctx context.Context, items []Item) error {
	for _, it := range items {
		if it.Page == nil {
			continue
		}
		if err := l.keepPage(ctx, it.Page); err != nil {
			return err
		}
		it.Article.Snapshot = it.Page.Hash()
	}
	return l.write(ctx, func(t *tx) error {
		for _, it := range items {
			if err := t.saveArticle(it.Article, it.Page, it.Clips); err != nil {
				return err
			}
		}
		return nil
	})
}
