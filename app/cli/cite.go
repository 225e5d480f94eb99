package cli

import (
	"context"
	"flag"

	"florilegium/clipper"
	"florilegium/clipper/cite"
	"florilegium/db"
)

var citeCommand = command{
	name: "cite", args: "ID…", about: "print references, or quotations with their reference",
	examples: []string{
		"cite 1", "cite c12                    # the quotation with its reference",
		"cite c12 --as note", "cite 1 2 3 --as bibliography --locale fr",
	},
	flags: func(fs *flag.FlagSet) func(context.Context, *session, []string) error {
		var c citing
		fs.StringVar(&c.as, "as", "", "`note`, bibliography or quote; clips are quoted by default")
		fs.StringVar(&c.locale, "locale", "", "the `language` of the reference; else the article's")
		return c.run
	},
}

type citing struct{ as, locale string }

// cited is one reference as JSON.
type cited struct {
	ID   string `json:"id"`
	Text string `json:"text"`
}

func (c *citing) run(ctx context.Context, s *session, words []string) error {
	if len(words) == 0 {
		return clipper.Errorf(clipper.Usage, nil, "`florilegium help cite` shows examples", "cite takes the numbers of articles or clips")
	}
	switch c.as {
	case "", "note", "bibliography", "quote":
	default:
		return clipper.Errorf(clipper.Usage, nil, "Write --as note, --as bibliography or --as quote", "there is no form of reference called %s", c.as)
	}
	lib, err := s.library(ctx)
	if err != nil {
		return err
	}
	return s.each(words, func(word string) error {
		text, err := c.text(ctx, lib, word)
		if err != nil {
			s.explain(err)
			return told{err}
		}
		if s.json {
			return s.object(cited{word, text})
		}
		s.line("%s", text)
		return nil
	})
}

// text is the reference of one article, or one clip in the form asked for.
func (c *citing) text(ctx context.Context, lib *db.Library, word string) (string, error) {
	id, isClip, err := clipID(word)
	if err != nil {
		return "", err
	}
	if !isClip {
		return c.article(ctx, lib, word)
	}
	clip, err := lib.Clip(ctx, id)
	if err != nil {
		return "", err
	}
	a, err := lib.Article(ctx, clip.ArticleID)
	if err != nil {
		return "", err
	}
	switch c.as {
	case "bibliography":
		return cite.Reference(a.Source, c.language(a)), nil
	case "note":
		return cite.Note(*clip, a.Source, c.language(a)), nil
	}
	return cite.Quotation(*clip, a.Source, c.language(a)), nil
}

func (c *citing) article(ctx context.Context, lib *db.Library, word string) (string, error) {
	if c.as == "quote" {
		return "", clipper.Errorf(clipper.Usage, nil, "Name a clip, as in c12", "%s is an article, and only clips are quoted", word)
	}
	id, err := articleID(word)
	if err != nil {
		return "", err
	}
	a, err := lib.Article(ctx, id)
	if err != nil {
		return "", err
	}
	return cite.Reference(a.Source, c.language(a)), nil
}

func (c *citing) language(a *clipper.Article) string {
	if c.locale != "" {
		return c.locale
	}
	return a.Source.Language
}
