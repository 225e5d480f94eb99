package cli

import (
	"context"
	"flag"

	"florilegium/clipper"
	"florilegium/clipper/cite"
)

var showCommand = command{
	name: "show", args: "ID", about: "print an article or a clip",
	examples: []string{"show 1", "show 1 --format markdown", "show 1 --format json", "show c12", "show 3 --original > report.pdf"},
	flags: func(fs *flag.FlagSet) func(context.Context, *session, []string) error {
		var format string
		var original bool
		fs.BoolVar(&original, "original", false, "the page or document as it came, byte for byte")
		fs.StringVar(&format, "format", "text", "`text`, markdown, html or json")
		return func(ctx context.Context, s *session, words []string) error {
			if len(words) != 1 {
				return clipper.Errorf(clipper.Usage, nil, "`florilegium help show` shows examples", "show takes the number of an article or a clip")
			}
			if original {
				return s.original(ctx, words[0])
			}
			if s.json {
				format = "json"
			}
			return s.show(ctx, words[0], format)
		}
	},
}

func (s *session) show(ctx context.Context, word, format string) error {
	lib, err := s.library(ctx)
	if err != nil {
		return err
	}
	id, isClip, err := clipID(word)
	if err != nil {
		return err
	}
	if isClip {
		c, err := lib.Clip(ctx, id)
		if err != nil {
			return err
		}
		return s.showClip(c, format)
	}
	if id, err = articleID(word); err != nil {
		return err
	}
	a, err := lib.Article(ctx, id)
	if err != nil {
		return err
	}
	return s.showArticle(a, format)
}

// original writes the kept page of an article.
func (s *session) original(ctx context.Context, word string) error {
	id, err := articleID(word)
	if err != nil {
		return err
	}
	lib, err := s.library(ctx)
	if err != nil {
		return err
	}
	a, err := lib.Article(ctx, id)
	if err != nil {
		return err
	}
	snap, err := lib.Snapshot(ctx, a.Snapshot)
	if err != nil {
		return err
	}
	_, err = s.Out.Write(snap.Body)
	return err
}

// whole is an article with its flat text, as JSON.
type whole struct {
	*clipper.Article
	Text string `json:"text"`
}

func (s *session) showArticle(a *clipper.Article, format string) error {
	switch format {
	case "text":
		if doc, ok := a.Attachment(); ok {
			s.line("%s\n%s\n\nPDF, %d pages, %d bytes; `florilegium show %d --original` writes it", a.Source.Title, cite.Reference(a.Source, a.Source.Language), doc.Pages, doc.Bytes, a.ID)
			return nil
		}
		s.line("%s\n%s\n\n%s", a.Source.Title, cite.Reference(a.Source, a.Source.Language), a.Text())
		return nil
	case "json":
		return s.object(whole{a, a.Text()})
	case "markdown":
		s.line("%s", cite.ArticleMarkdown(a))
		return nil
	case "html":
		s.line("%s", cite.ArticleHTML(a))
		return nil
	}
	return clipper.Errorf(clipper.Usage, nil, "The formats are text, markdown, html and json", "there is no format %s", format)
}

func (s *session) showClip(c *clipper.Clip, format string) error {
	switch format {
	case "json":
		return s.object(c)
	case "text":
	default:
		return clipper.Errorf(clipper.Usage, nil, "A clip is shown as text or json; `florilegium cite` quotes it", "there is no format %s for a clip", format)
	}
	s.line("%s", c.Quote)
	if c.Note != "" {
		s.line("\n%s", c.Note)
	}
	return nil
}
