package cli

import (
	"context"
	"flag"
	"time"

	"florilegium/clipper"
	"florilegium/db"
)

var removeCommand = command{
	name: "remove", args: "ID…", about: "take articles or clips out of sight",
	examples: []string{"remove 3", "remove c12 c13", "undelete 3     # brings it back"},
	flags: func(*flag.FlagSet) func(context.Context, *session, []string) error {
		return func(ctx context.Context, s *session, words []string) error {
			return s.hide(ctx, words, "removed", (*db.Library).DeleteClip, (*db.Library).DeleteArticle)
		}
	},
}

var undeleteCommand = command{
	name: "undelete", args: "ID…", about: "bring removed articles or clips back",
	examples: []string{"undelete 3", "undelete c12"},
	flags: func(*flag.FlagSet) func(context.Context, *session, []string) error {
		return func(ctx context.Context, s *session, words []string) error {
			return s.hide(ctx, words, "restored", (*db.Library).RestoreClip, (*db.Library).RestoreArticle)
		}
	},
}

// changed is the answer to remove and undelete.
type changed struct {
	ID     string `json:"id"`
	Status string `json:"status"` // "removed" or "restored"
}

type change func(*db.Library, context.Context, int64) error

// hide removes or restores what the words name.
func (s *session) hide(ctx context.Context, words []string, status string, clip, article change) error {
	if len(words) == 0 {
		return clipper.Errorf(clipper.Usage, nil, "`florilegium help remove` shows examples", "name at least one article or clip")
	}
	lib, err := s.library(ctx)
	if err != nil {
		return err
	}
	return s.each(words, func(word string) error {
		err := s.hideOne(ctx, lib, word, clip, article)
		if err != nil {
			if len(words) > 1 {
				s.explain(err)
				return told{err}
			}
			return err
		}
		if s.json {
			return s.object(changed{word, status})
		}
		s.line("%s  %s", word, status)
		return nil
	})
}

func (s *session) hideOne(ctx context.Context, lib *db.Library, word string, clip, article change) error {
	id, isClip, err := clipID(word)
	if err != nil {
		return err
	}
	if isClip {
		return clip(lib, ctx, id)
	}
	if id, err = articleID(word); err != nil {
		return err
	}
	return article(lib, ctx, id)
}

var purgeCommand = command{
	name: "purge", about: "destroy what was removed, for good",
	examples: []string{"purge --yes", "purge --yes --older 30   # removed more than 30 days ago"},
	flags: func(fs *flag.FlagSet) func(context.Context, *session, []string) error {
		var p purging
		fs.BoolVar(&p.yes, "yes", false, "do it: nothing but a backup brings it back")
		fs.IntVar(&p.older, "older", 0, "only what was removed more than so many `days` ago")
		return p.run
	},
}

type purging struct {
	yes   bool
	older int
}

// purged is the answer to purge.
type purged struct {
	Articles    int `json:"articles"`
	Clips       int `json:"clips"`
	Collections int `json:"collections"`
	Pages       int `json:"pages"`
	Images      int `json:"images"`
}

func (p *purging) run(ctx context.Context, s *session, words []string) error {
	if !p.yes || len(words) > 0 {
		return clipper.Errorf(clipper.Usage, nil, "`florilegium purge --yes` destroys what was removed; a backup first is wise", "purge takes no words, and asks for --yes")
	}
	lib, err := s.library(ctx)
	if err != nil {
		return err
	}
	var before time.Time
	if p.older > 0 {
		before = s.Now().AddDate(0, 0, -p.older)
	}
	gone, err := lib.Purge(ctx, before)
	if err != nil {
		return err
	}
	if s.json {
		return s.object(purged(gone))
	}
	s.line("%d articles, %d clips, %d collections, %d pages, %d images destroyed", gone.Articles, gone.Clips, gone.Collections, gone.Pages, gone.Images)
	return nil
}
