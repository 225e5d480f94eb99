package cli

import (
	"context"
	"flag"
	"strings"

	"florilegium/clipper"
	"florilegium/db"
)

var listCommand = command{
	name: "list", args: "[QUERY]", about: "list what is in the library, newest first",
	examples: []string{"list", "list site:lemonde.fr year:2026", "list --clips tag:thèse", "list --json --limit 20"},
	flags: func(fs *flag.FlagSet) func(context.Context, *session, []string) error {
		var l listing
		fs.BoolVar(&l.clips, "clips", false, "list clips instead of articles")
		fs.IntVar(&l.limit, "limit", 0, "at most this `many`; 0 for all")
		return l.run
	},
}

type listing struct {
	clips bool
	limit int
}

func (l *listing) run(ctx context.Context, s *session, words []string) error {
	lib, err := s.library(ctx)
	if err != nil {
		return err
	}
	if l.clips {
		return l.listClips(ctx, s, lib, words)
	}
	rows, err := lib.List(ctx, s.query(words), l.limit, 0)
	if err != nil {
		return err
	}
	if len(rows) == 0 {
		return nothing(words)
	}
	for _, r := range rows {
		if s.json {
			err = s.object(r)
		} else {
			s.line("%-5d %-60s %s", r.ID, short(r.Title, 60), join(" · ", r.Site, r.Published.String()))
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// clipRow is a clip as list --clips shows it.
type clipRow struct {
	clipper.Clip
	Heading string `json:"heading"`
}

func (l *listing) listClips(ctx context.Context, s *session, lib *db.Library, words []string) error {
	clips, err := lib.ListClips(ctx, s.query(words), l.limit, 0)
	if err != nil {
		return err
	}
	if len(clips) == 0 {
		return nothing(words)
	}
	for _, c := range clips {
		if s.json {
			err = s.object(clipRow{c, strings.Join(c.Heading, " › ")})
		} else {
			s.line("c%-4d %-60s %s", c.ID, short(c.Quote, 60), join(" · ", c.Speaker, c.Note))
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// query reads a query and tells what of it was not understood.
func (s *session) query(words []string) clipper.Query {
	q := clipper.ParseQuery(strings.Join(words, " "))
	for _, h := range q.Hints {
		s.talk(h.Msg, h.Args...)
	}
	return q
}

// nothing is the answer to a question without a hit.
func nothing(words []string) error {
	if len(words) == 0 {
		return clipper.Errorf(clipper.NotFound, nil, "`florilegium add URL` saves the first page", "the library is empty")
	}
	return clipper.Errorf(clipper.NotFound, nil, "Fewer words, or the beginning of a word, find more", "nothing matches %s", strings.Join(words, " "))
}

// join joins what is there.
func join(sep string, parts ...string) string {
	var there []string
	for _, p := range parts {
		if p != "" {
			there = append(there, p)
		}
	}
	return strings.Join(there, sep)
}

// short cuts a text to a number of characters, on one line.
func short(text string, n int) string {
	r := []rune(strings.Join(strings.Fields(text), " "))
	if len(r) > n {
		return string(r[:n-1]) + "…"
	}
	return string(r)
}
