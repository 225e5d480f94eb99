package cli

import (
	"context"
	"flag"
	"fmt"
	"strings"

	"florilegium/clipper"
	"florilegium/db"
)

var searchCommand = command{
	name: "search", args: "QUERY", about: "find words in articles and clips",
	examples: []string{
		"search etat mouvement", `search '"liberté de la presse" -sport'`,
		"search --in clips author:dupont after:2026", "search --json title:archives",
		"search --saved 'À lire'",
	},
	flags: func(fs *flag.FlagSet) func(context.Context, *session, []string) error {
		var o searching
		fs.StringVar(&o.in, "in", "", "only `clips` or articles")
		fs.IntVar(&o.limit, "limit", 50, "at most this `many` hits of each kind")
		fs.BoolVar(&o.best, "best", false, "rank all hits, where there are more than 1,000 too, which takes longer")
		fs.StringVar(&o.saved, "saved", "", "a saved search, by its `name`; words narrow it")
		return o.run
	},
}

type searching struct {
	in    string
	limit int
	best  bool
	saved string
}

// found is one hit as JSON. Matches are byte ranges of Snippet.
type found struct {
	Kind    string   `json:"kind"` // "clip" or "article"
	ID      int64    `json:"id"`
	Article int64    `json:"article"`
	Title   string   `json:"title"`
	Snippet string   `json:"snippet"`
	Matches [][2]int `json:"matches"`
	Rank    float64  `json:"rank"`
}

func (o *searching) run(ctx context.Context, s *session, words []string) error {
	if len(words) == 0 && o.saved == "" {
		return clipper.Errorf(clipper.Usage, nil, "`florilegium help search` shows examples", "search takes words to look for")
	}
	if o.in != "" && o.in != "clips" && o.in != "articles" {
		return clipper.Errorf(clipper.Usage, nil, "Write --in clips or --in articles", "there is nothing called %s to search in", o.in)
	}
	lib, err := s.library(ctx)
	if err != nil {
		return err
	}
	if o.saved != "" {
		saved, err := savedSearch(ctx, lib, o.saved)
		if err != nil {
			return err
		}
		words = append([]string{saved.Query}, words...)
	}
	q := s.query(words)
	results, err := lib.Search(ctx, q, db.SearchOptions{In: o.in, Limit: o.limit, Best: o.best})
	if err != nil {
		return err
	}
	for _, h := range results.Hints[len(q.Hints):] { // the others are told
		s.talk(h.Msg, h.Args...)
	}
	if len(results.Hits) == 0 {
		return nearest(ctx, lib, q, words)
	}
	for i, h := range results.Hits {
		if err := s.showHit(h, i); err != nil {
			return err
		}
	}
	return nil
}

// nearest is the answer to a search without a hit: nothing, and words of the
// library that are near.
func nearest(ctx context.Context, lib *db.Library, q clipper.Query, words []string) error {
	near, err := lib.Near(ctx, q)
	if err != nil {
		return err
	}
	if len(near) == 0 {
		return nothing(words)
	}
	var list []string
	for _, n := range near {
		list = append(list, n.Word)
	}
	return clipper.Errorf(clipper.NotFound, nil, "The library holds: "+strings.Join(list, ", "), "nothing matches %s", strings.Join(words, " "))
}

func (s *session) showHit(h db.Hit, rank int) error {
	if s.json {
		return s.object(found{h.Kind, h.ID(), h.Article.ID, h.Article.Title, h.Snippet.Text, h.Snippet.Matches, float64(rank + 1)})
	}
	id := fmt.Sprint(h.ID())
	if h.Kind == db.ClipHit {
		id = "c" + id
	}
	s.line("%-6s %s\n       %s", id, short(h.Article.Title, 70), strings.Join(strings.Fields(h.Snippet.Text), " "))
	return nil
}
