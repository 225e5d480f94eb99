package cli

import (
	"context"
	"flag"

	"florilegium/clipper"
	"florilegium/clipper/capture"
	"florilegium/db"
)

var refreshCommand = command{
	name: "refresh", args: "ID…", about: "fetch the pages of articles again",
	examples: []string{
		"refresh 3 4", "refresh --query site:gazette.example", "refresh --all",
		"refresh --images 3   # only the pictures that are missing",
		"refresh --images     # go on with pictures where a stopped program left off",
	},
	notes: []string{"A changed text is stored beside the old one, and the clips move along. An article whose page is gone stays."},
	flags: func(fs *flag.FlagSet) func(context.Context, *session, []string) error {
		var r refreshing
		fs.BoolVar(&r.all, "all", false, "every article of the library")
		fs.StringVar(&r.query, "query", "", "the articles that a `query` finds")
		fs.BoolVar(&r.images, "images", false, "only ask again for the pictures that are missing")
		return r.run
	},
}

// refreshing is one run of refresh.
type refreshing struct {
	all, images bool
	query       string
	courtesy    capture.Courtesy
}

// refreshed is the answer for one article.
type refreshed struct {
	ID         int64          `json:"id"`
	URL        string         `json:"url"`
	Title      string         `json:"title"`
	Status     capture.Status `json:"status"` // "known", "version", "gone", "elsewhere", "failed"; with --images "images"
	Added      int            `json:"added,omitempty"`
	Removed    int            `json:"removed,omitempty"`
	Typography bool           `json:"typography,omitempty"` // only spaces, punctuation and case differ
	Clips      int            `json:"clips,omitempty"`      // that moved along
	Lost       []lostClip     `json:"lost,omitempty"`
	Missing    int            `json:"missing,omitempty"` // pictures that could not be had
	Error      *problem       `json:"error,omitempty"`
}

// lostClip is a clip whose quotation the new text does not hold.
type lostClip struct {
	ID    int64  `json:"id"`
	Quote string `json:"quote"`
}

func (r *refreshing) run(ctx context.Context, s *session, words []string) error {
	lib, err := s.library(ctx)
	if err != nil {
		return err
	}
	ids, err := r.which(ctx, lib, words)
	if err != nil {
		return err
	}
	work := r.one
	if r.images {
		work = r.pictures
	}
	failed := 0
	var last error
	for _, id := range ids {
		if err := work(ctx, s, lib, id); ctx.Err() != nil {
			return ctx.Err()
		} else if err != nil {
			failed, last = failed+1, err
		}
	}
	if failed > 0 && failed < len(ids) {
		return partly{failed, len(ids)}
	}
	return last
}

// which are the articles that the words or flags name.
func (r *refreshing) which(ctx context.Context, lib *db.Library, words []string) ([]int64, error) {
	switch {
	case len(words) > 0:
		var ids []int64
		for _, w := range words {
			id, err := articleID(w)
			if err != nil {
				return nil, err
			}
			ids = append(ids, id)
		}
		return ids, nil
	case r.query != "" || r.all:
		return lib.ListIDs(ctx, clipper.ParseQuery(r.query))
	case r.images:
		return lib.PicturesDue(ctx)
	}
	return nil, clipper.Errorf(clipper.Usage, nil, "`florilegium help refresh` shows examples", "name at least one article, or say --all")
}

func (r *refreshing) one(ctx context.Context, s *session, lib *db.Library, id int64) error {
	old, err := lib.Article(ctx, id)
	if err != nil {
		return r.failed(s, &clipper.Article{ID: id}, err)
	}
	if old.Source.URL == "" && (r.all || r.query != "") {
		return nil // a paste or a file from nowhere, which nobody asked for by its number
	}
	if err := r.courtesy.Wait(ctx, old.Source.URL); err != nil {
		return err
	}
	door := s.door(lib)
	done, err := door.Refresh(ctx, old)
	if err != nil {
		return r.failed(s, old, err)
	}
	if err := s.refreshed(done); err != nil || done.Status != capture.Version {
		return err
	}
	_, err = door.Images(ctx, done.Result)
	return err
}

func (r *refreshing) failed(s *session, a *clipper.Article, err error) error {
	if s.json {
		if err := s.object(refreshed{ID: a.ID, URL: a.Source.URL, Title: a.Source.Title, Status: capture.Failed, Error: failure(err)}); err != nil {
			return err
		}
	} else {
		s.talk("%d  %s", a.ID, a.Source.Title)
		s.explain(err)
	}
	return told{err}
}

// refreshed tells what became of one article.
func (s *session) refreshed(r capture.Refreshed) error {
	a := r.Article
	if s.json {
		o := refreshed{ID: a.ID, URL: a.Source.URL, Title: a.Source.Title, Status: r.Status, Added: r.Added, Removed: r.Removed, Typography: r.Typography, Clips: r.Kept}
		for _, c := range r.Lost {
			o.Lost = append(o.Lost, lostClip{c.ID, c.Quote})
		}
		return s.object(o)
	}
	switch {
	case r.Status == capture.Version && r.Typography:
		s.line("%d  %s  (version: only typography has changed)", a.ID, a.Source.Title)
	case r.Status == capture.Version:
		s.line("%d  %s  (version: %d paragraphs new, %d gone)", a.ID, a.Source.Title, r.Added, r.Removed)
	default:
		s.line("%d  %s  (%s)", a.ID, a.Source.Title, refreshWords[r.Status])
	}
	for _, c := range r.Lost {
		s.line("  c%d is not in the new text: %s", c.ID, c.Quote)
	}
	return nil
}

var refreshWords = map[capture.Status]string{
	capture.Known:     "unchanged",
	capture.Gone:      "gone: the site has no page there any more; the article stays",
	capture.Elsewhere: "moved: the address leads to another page; the article stays",
}

// pictures asks again for the pictures of an article that are missing.
func (r *refreshing) pictures(ctx context.Context, s *session, lib *db.Library, id int64) error {
	a, err := lib.Article(ctx, id)
	if err != nil {
		return r.failed(s, &clipper.Article{ID: id}, err)
	}
	missing, err := s.door(lib).ImagesAgain(ctx, a)
	if err != nil {
		return r.failed(s, a, err)
	}
	if s.json {
		return s.object(refreshed{ID: a.ID, URL: a.Source.URL, Title: a.Source.Title, Status: capture.Status(capture.Images), Missing: missing})
	}
	s.line("%d  %s  (%d images are missing)", a.ID, a.Source.Title, missing)
	return nil
}
