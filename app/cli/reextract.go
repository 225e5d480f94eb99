package cli

import (
	"context"
	"flag"

	"florilegium/clipper"
	"florilegium/clipper/capture"
	"florilegium/db"
)

var reextractCommand = command{
	name: "reextract", args: "ID…", about: "read the kept pages of articles again",
	examples: []string{
		"reextract 3", "reextract --all --dry-run     # what a newer version would change",
		`reextract 3 --in "A paragraph that was left out."`, `reextract 3 --out "Subscribe to our newsletter"`,
	},
	notes: []string{"Corrections, tags and clips stay; the text before is kept as an earlier version. Nothing is fetched."},
	flags: func(fs *flag.FlagSet) func(context.Context, *session, []string) error {
		var r rereading
		fs.BoolVar(&r.all, "all", false, "every article of the library")
		fs.BoolVar(&r.dry, "dry-run", false, "store nothing")
		fs.Func("in", "the `text` of a block that belongs to the article; may be repeated", r.choose(true))
		fs.Func("out", "the `text` of a block that does not", r.choose(false))
		return r.run
	},
}

// rereading is one run of reextract.
type rereading struct {
	all, dry bool
	choices  []capture.Choice
}

func (r *rereading) choose(in bool) func(string) error {
	return func(text string) error {
		r.choices = append(r.choices, capture.Choice{Text: text, In: in})
		return nil
	}
}

// reread is the answer for one article.
type reread struct {
	ID      int64          `json:"id"`
	Status  capture.Status `json:"status"` // "known", "changed" or "version"; with --dry-run what it would be
	Title   string         `json:"title"`
	Words   int            `json:"words"`
	Dropped int            `json:"dropped"` // blocks left out
}

func (r *rereading) run(ctx context.Context, s *session, words []string) error {
	if len(words) == 0 && !r.all {
		return clipper.Errorf(clipper.Usage, nil, "`florilegium help reextract` shows examples", "name at least one article, or say --all")
	}
	if len(r.choices) > 0 && len(words) != 1 {
		return clipper.Errorf(clipper.Usage, nil, "Blocks are those of one page", "--in and --out go with one article")
	}
	lib, err := s.library(ctx)
	if err != nil {
		return err
	}
	if r.all {
		return r.each(ctx, s, lib)
	}
	return s.each(words, func(word string) error {
		id, err := articleID(word)
		if err == nil {
			err = r.one(ctx, s, lib, id)
		}
		if err != nil && len(words) > 1 {
			s.explain(err)
			return told{err}
		}
		return err
	})
}

// each goes through the whole library; an article whose page was not kept is
// passed over.
func (r *rereading) each(ctx context.Context, s *session, lib *db.Library) error {
	ids, err := lib.ListIDs(ctx, clipper.Query{})
	if err != nil {
		return err
	}
	for _, id := range ids {
		if err := r.one(ctx, s, lib, id); ctx.Err() != nil {
			return ctx.Err()
		} else if err != nil && clipper.CodeOf(err) != clipper.NotFound {
			s.talk("%d", id)
			s.explain(err)
		}
	}
	return nil
}

func (r *rereading) one(ctx context.Context, s *session, lib *db.Library, id int64) error {
	old, err := lib.Article(ctx, id)
	if err != nil {
		return err
	}
	result, err := r.read(ctx, s.door(lib), old)
	if err != nil {
		return err
	}
	a := result.Article
	if s.json {
		return s.object(reread{a.ID, result.Status, a.Source.Title, a.Words, len(a.Dropped)})
	}
	if result.Status != capture.Known || !r.all {
		s.line("%d  %s  (%s, %d words)", a.ID, a.Source.Title, result.Status, a.Words)
	}
	return nil
}

func (r *rereading) read(ctx context.Context, door *capture.Door, old *clipper.Article) (capture.Result, error) {
	if !r.dry {
		return door.Reread(ctx, old, r.choices...)
	}
	return door.WouldReread(ctx, old, r.choices...)
}
