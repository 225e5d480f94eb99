package cli

import (
	"context"
	"flag"

	"florilegium/clipper"
	"florilegium/db"
)

var facetsCommand = command{
	name: "facets", args: "tags|sites|authors|years", about: "list what articles can be found by, with counts",
	examples: []string{"facets tags", "facets authors --json"},
	flags: func(*flag.FlagSet) func(context.Context, *session, []string) error {
		return func(ctx context.Context, s *session, words []string) error {
			if len(words) != 1 {
				return clipper.Errorf(clipper.Usage, nil, "Ask for tags, sites, authors or years", "facets takes one word")
			}
			lib, err := s.library(ctx)
			if err != nil {
				return err
			}
			return s.listFacets(ctx, lib, words[0])
		}
	},
}

func (s *session) facets(list []db.Facet) error {
	for _, f := range list {
		if s.json {
			if err := s.object(f); err != nil {
				return err
			}
			continue
		}
		s.line("%6d  %s", f.Count, f.Name)
	}
	return nil
}

var restoreCommand = command{
	name: "restore", args: "FILE", about: "make a library of a backup; the one that is there is put aside",
	examples: []string{"restore library.florilegium --dry-run", "restore library.florilegium"},
	flags: func(fs *flag.FlagSet) func(context.Context, *session, []string) error {
		var dry bool
		fs.BoolVar(&dry, "dry-run", false, "only check the file and say what it holds")
		return func(ctx context.Context, s *session, words []string) error {
			if len(words) != 1 {
				return clipper.Errorf(clipper.Usage, nil, "`florilegium help restore` shows examples", "restore takes the name of one file")
			}
			dir, err := s.libraryFolder()
			if err != nil {
				return err
			}
			r, err := db.Restore(ctx, words[0], dir, db.RestoreOptions{DryRun: dry, Now: s.Now})
			if err != nil {
				return err
			}
			return s.restored(r, dry)
		}
	},
}

func (s *session) restored(r *db.Restored, dry bool) error {
	if s.json {
		return s.object(r)
	}
	verb := "restored"
	if dry {
		verb = "in the backup, which is whole"
	}
	s.line("%d articles, %d clips, %d pages, %d images %s", r.Articles, r.Clips, r.Pages, r.Images, verb)
	if r.Aside != "" {
		s.talk("the library that was there lies in %s", r.Aside)
	}
	return nil
}

var doctorCommand = command{
	name: "doctor", about: "examine the library for damage",
	examples: []string{"doctor", "doctor --quick", "doctor --reindex", "doctor --repair"},
	flags: func(fs *flag.FlagSet) func(context.Context, *session, []string) error {
		var d examining
		fs.BoolVar(&d.reindex, "reindex", false, "make the search index anew")
		fs.BoolVar(&d.opt.Repair, "repair", false, "mend what can be made again: the index, the counts")
		fs.BoolVar(&d.opt.Quick, "quick", false, "only the structure of the files")
		return d.run
	},
}

type examining struct {
	reindex bool
	opt     db.DoctorOptions
}

// run exits with 0 when nothing is damaged; orphans are only told.
func (d *examining) run(ctx context.Context, s *session, words []string) error {
	if len(words) > 0 {
		return clipper.Errorf(clipper.Usage, nil, "`florilegium help doctor` shows examples", "doctor takes no words")
	}
	lib, err := s.library(ctx)
	if err != nil {
		return err
	}
	if d.reindex {
		if err := lib.Reindex(ctx, nil); err != nil {
			return err
		}
		s.talk("the search index is made anew")
	}
	found, err := lib.Doctor(ctx, d.opt)
	if err != nil {
		return err
	}
	return s.findings(found)
}

func (s *session) findings(found []db.Finding) error {
	damaged := 0
	for _, f := range found {
		if f.Damage() {
			damaged++
		}
		if s.json {
			if err := s.object(f); err != nil {
				return err
			}
			continue
		}
		s.line("%-7s %-8s %s  %s", f.Kind, f.What, f.ID, f.Msg)
	}
	if damaged > 0 {
		return clipper.Errorf(clipper.Damaged, nil, "`florilegium doctor --repair` mends what can be made again; a backup has the rest", "%d things are damaged", damaged)
	}
	s.talk("nothing is damaged")
	return nil
}
