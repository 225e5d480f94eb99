package db

import (
	"context"
	"strings"

	"florilegium/clipper"
)

// Article is a saved article with its text, or an error of class NotFound.
func (l *Library) Article(ctx context.Context, id int64) (*clipper.Article, error) {
	return l.article(ctx, `id = ? AND deleted IS NULL`, id)
}

// ArticleByUID is the article with a UID.
func (l *Library) ArticleByUID(ctx context.Context, uid string) (*clipper.Article, error) {
	return l.article(ctx, `uid = ? AND deleted IS NULL`, uid)
}

// Lookup finds the article saved under any of the addresses; nil when there is none.
func (l *Library) Lookup(ctx context.Context, addresses ...string) (*clipper.Article, error) {
	for _, url := range addresses {
		ids, err := column[int64](l.query(ctx, `SELECT article_id FROM address JOIN article ON article.id = article_id
			WHERE address.url = ? AND deleted IS NULL`, clipper.CleanURL(url)))
		if err != nil {
			return nil, err
		}
		if len(ids) > 0 {
			return l.Article(ctx, ids[0])
		}
	}
	return nil, nil
}

// article reads an article; where is written here, never by a reader.
func (l *Library) article(ctx context.Context, where string, arg any) (*clipper.Article, error) {
	a := new(clipper.Article)
	var b body
	var added int64
	err := l.query(ctx, `SELECT id, uid, text_hash, snapshot, words, added, read, archived, starred, progress,
		text, layout, source, evidence FROM article JOIN article_body USING (id) WHERE `+where, arg).scan(
		&a.ID, &a.UID, &a.TextHash, &a.Snapshot, &a.Words, &added,
		&a.State.Read, &a.State.Archived, &a.State.Starred, &a.State.Progress,
		&b.text, &b.layout, &b.source, &b.evidence)
	if clipper.CodeOf(err) == clipper.NotFound {
		return nil, missing("there is no article %v in the library", arg)
	}
	if err != nil {
		return nil, err
	}
	a.Added = fromMilli(added)
	if err := b.into(a); err != nil {
		return nil, err
	}
	a.Tags, err = column[string](l.query(ctx, `SELECT name FROM article_tag JOIN tag ON tag.id = tag_id
		WHERE article_id = ? ORDER BY name`, a.ID))
	return a, err
}

func (b body) into(a *clipper.Article) (err error) {
	if a.Blocks, err = unpackBlocks(b.text, b.layout); err != nil {
		return err
	}
	if err := fromJSON(b.source, &a.Source); err != nil {
		return err
	}
	return unpackJSON(b.evidence, &a.Evidence)
}

// Earlier is an earlier text of an article.
type Earlier struct {
	ID       int64
	TextHash string
	Snapshot string
	Source   clipper.Source
	Blocks   []clipper.Block
}

// EarlierVersions are the texts that an article had before, newest first.
func (l *Library) EarlierVersions(ctx context.Context, article int64) ([]Earlier, error) {
	var list []Earlier
	err := l.query(ctx, `SELECT id, text_hash, snapshot, source, text, layout FROM article_version
		WHERE article_id = ? ORDER BY id DESC`, article).each(func(scan func(...any) error) error {
		var v Earlier
		var source string
		var text, layout []byte
		if err := scan(&v.ID, &v.TextHash, &v.Snapshot, &source, &text, &layout); err != nil {
			return err
		}
		plain, err := unpack(text)
		if err != nil {
			return err
		}
		if v.Blocks, err = unpackBlocks(string(plain), layout); err != nil {
			return err
		}
		list = append(list, v)
		return fromJSON(source, &list[len(list)-1].Source)
	})
	return list, err
}

// lines parts what was joined by newlines.
func lines(s string) []string {
	if s == "" {
		return []string{}
	}
	return strings.Split(s, "\n")
}
