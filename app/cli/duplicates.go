package cli

import (
	"context"
	"flag"
	"fmt"
	"strings"

	"florilegium/clipper"
	"florilegium/clipper/anchor"
	"florilegium/db"
)

var duplicatesCommand = command{
	name: "duplicates", about: "list articles that were saved twice, and put them together",
	examples: []string{"duplicates", "duplicates --merge --why text", "duplicates --merge"},
	notes: []string{"The article with the most clips stays; the clips, tags and addresses of the others go to it. " +
		"`florilegium undelete ID` brings one of the others back, without its clips."},
	flags: func(fs *flag.FlagSet) func(context.Context, *session, []string) error {
		var d duplicating
		fs.BoolVar(&d.merge, "merge", false, "put them together")
		fs.StringVar(&d.why, "why", "", "only those with the same `what`: text or address")
		return d.run
	},
}

type duplicating struct {
	merge bool
	why   string
}

// duplicated is one article and its copies as JSON.
type duplicated struct {
	Why    string  `json:"why"` // "text" or "address"
	Keep   int64   `json:"keep"`
	Others []int64 `json:"others"`
	Title  string  `json:"title"`
	URL    string  `json:"url"`
	Merged bool    `json:"merged"`
	Clips  int     `json:"clips"` // that moved
}

func (d *duplicating) run(ctx context.Context, s *session, words []string) error {
	if len(words) > 0 || d.why != "" && d.why != "text" && d.why != "address" {
		return clipper.Errorf(clipper.Usage, nil, "`florilegium help duplicates` shows examples", "duplicates takes no words; --why is text or address")
	}
	lib, err := s.library(ctx)
	if err != nil {
		return err
	}
	list, err := lib.Duplicates(ctx)
	if err != nil {
		return err
	}
	found := 0
	for _, group := range list {
		if d.why != "" && group.Why != d.why {
			continue
		}
		found++
		if err := d.show(ctx, s, lib, group); err != nil {
			return err
		}
	}
	if found == 0 {
		return clipper.Errorf(clipper.NotFound, nil, "Articles count as the same by their text, or by their address", "nothing was saved twice")
	}
	return nil
}

func (d *duplicating) show(ctx context.Context, s *session, lib *db.Library, group db.Duplicates) error {
	keep := group.Articles[0]
	out := duplicated{Why: group.Why, Keep: keep.ID, Title: keep.Title, URL: keep.URL, Merged: d.merge}
	for _, other := range group.Articles[1:] {
		out.Others = append(out.Others, other.ID)
		if !d.merge {
			continue
		}
		n, err := merge(ctx, lib, keep.ID, other.ID)
		if err != nil {
			return err
		}
		out.Clips += n
	}
	if s.json {
		return s.object(out)
	}
	verb := " same " + out.Why
	if d.merge {
		verb = fmt.Sprintf(" merged, %d clips moved", out.Clips)
	}
	s.line("%-5d %-60s %s:%s", keep.ID, short(keep.Title, 60), strings.Trim(fmt.Sprint(out.Others), "[]"), verb)
	return nil
}

// merge puts other into keep, its clips tied to the text of keep.
func merge(ctx context.Context, lib *db.Library, keep, other int64) (clips int, err error) {
	a, err := lib.Article(ctx, keep)
	if err != nil {
		return 0, err
	}
	moving, err := lib.Clips(ctx, other)
	if err != nil {
		return 0, err
	}
	return lib.MergeArticles(ctx, keep, other, anchor.Reanchor(a, moving))
}
