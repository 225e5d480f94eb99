package cli

import (
	"context"
	"flag"
	"slices"
	"strings"

	"florilegium/clipper"
	"florilegium/db"
)

var listCommand = command{
	name: "list", args: "[QUERY]", about: "list what is in the library, newest first",
	examples: []string{"list", "list site:lemonde.fr year:2026", "list --clips tag:thèse", "list --sort author", "list --json --limit 20"},
	flags: func(fs *flag.FlagSet) func(context.Context, *session, []string) error {
		var l listing
		fs.BoolVar(&l.clips, "clips", false, "list clips instead of articles")
		fs.IntVar(&l.limit, "limit", 0, "at most this `many`; 0 for all")
		fs.StringVar(&l.sort, "sort", "", "articles by `what`: added, published, title, author or site")
		return l.run
	},
}

type listing struct {
	clips bool
	limit int
	sort  string
}

func (l *listing) run(ctx context.Context, s *session, words []string) error {
	lib, err := s.library(ctx)
	if err != nil {
		return err
	}
	q := s.query(words)
	hints, err := lib.UnknownNames(ctx, q)
	if err != nil {
		return err
	}
	for _, h := range hints {
		s.talk(h.Msg, h.Args...)
	}
	if l.clips {
		return l.listClips(ctx, s, lib, q, words)
	}
	ids, err := lib.ListIDsBy(ctx, q, db.Sort(l.sort))
	if err != nil {
		return err
	}
	if len(ids) == 0 {
		return nothing(words)
	}
	if l.limit > 0 {
		ids = ids[:min(l.limit, len(ids))]
	}
	for batch := range slices.Chunk(ids, listBatch) {
		if err := s.showRows(ctx, lib, batch); err != nil {
			return err
		}
	}
	return nil
}

// listBatch is how many articles are read at once, so that a long list begins at
// once and needs little memory.
const listBatch = 500

func (s *session) showRows(ctx context.Context, lib *db.Library, ids []int64) error {
	rows, err := lib.Rows(ctx, ids)
	if err != nil {
		return err
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

func (l *listing) listClips(ctx context.Context, s *session, lib *db.Library, q clipper.Query, words []string) error {
	if l.sort != "" {
		return clipper.Errorf(clipper.Usage, nil, "Leave --clips or --sort out", "clips come newest first")
	}
	ids, err := lib.ListClipIDs(ctx, q)
	if err != nil {
		return err
	}
	if len(ids) == 0 {
		return nothing(words)
	}
	if l.limit > 0 {
		ids = ids[:min(l.limit, len(ids))]
	}
	for batch := range slices.Chunk(ids, listBatch) {
		if err := s.showClips(ctx, lib, batch); err != nil {
			return err
		}
	}
	return nil
}

func (s *session) showClips(ctx context.Context, lib *db.Library, ids []int64) error {
	clips, err := lib.ClipsByID(ctx, ids)
	if err != nil {
		return err
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
