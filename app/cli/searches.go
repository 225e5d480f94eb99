package cli

import (
	"context"
	"flag"
	"strings"

	"florilegium/clipper"
	"florilegium/db"
)

var searchesCommand = command{
	name: "searches", args: "[save NAME QUERY | delete NAME]", about: "list the saved searches, keep one or forget one",
	examples: []string{"searches", "searches save 'À lire' is:unread tag:thèse", "searches delete 'À lire'", "search --saved 'À lire'"},
	flags: func(*flag.FlagSet) func(context.Context, *session, []string) error {
		return func(ctx context.Context, s *session, words []string) error {
			lib, err := s.library(ctx)
			if err != nil {
				return err
			}
			switch {
			case len(words) == 0:
				return s.listSearches(ctx, lib)
			case words[0] == "save" && len(words) > 2:
				return s.saveSearch(ctx, lib, words[1], words[2:])
			case words[0] == "delete" && len(words) == 2:
				return s.deleteSearch(ctx, lib, words[1])
			}
			return clipper.Errorf(clipper.Usage, nil, "`florilegium help searches` shows examples", "searches takes nothing, save with a name and a query, or delete with a name")
		}
	},
}

func (s *session) listSearches(ctx context.Context, lib *db.Library) error {
	list, err := lib.SavedSearches(ctx)
	if err == nil && len(list) == 0 {
		err = clipper.Errorf(clipper.NotFound, nil, "`florilegium searches save NAME QUERY` keeps one", "no search is saved")
	}
	if err != nil {
		return err
	}
	for _, saved := range list {
		if err := s.showSearch(saved); err != nil {
			return err
		}
	}
	return nil
}

func (s *session) showSearch(saved db.SavedSearch) error {
	if s.json {
		return s.object(saved)
	}
	s.line("%-24s %s", saved.Name, saved.Query)
	return nil
}

// saveSearch keeps a query, after telling what of it is not understood.
func (s *session) saveSearch(ctx context.Context, lib *db.Library, name string, words []string) error {
	q := s.query(words)
	if err := lib.SaveSearch(ctx, name, strings.TrimSpace(q.Text)); err != nil {
		return err
	}
	saved, err := savedSearch(ctx, lib, name)
	if err != nil {
		return err
	}
	return s.showSearch(saved)
}

func (s *session) deleteSearch(ctx context.Context, lib *db.Library, name string) error {
	saved, err := savedSearch(ctx, lib, name)
	if err != nil {
		return err
	}
	if err := lib.DeleteSearch(ctx, saved.ID); err != nil {
		return err
	}
	return s.showSearch(saved)
}

// savedSearch finds a saved search by its name.
func savedSearch(ctx context.Context, lib *db.Library, name string) (db.SavedSearch, error) {
	list, err := lib.SavedSearches(ctx)
	for _, saved := range list {
		if strings.EqualFold(saved.Name, strings.TrimSpace(name)) {
			return saved, nil
		}
	}
	if err == nil {
		err = clipper.Errorf(clipper.NotFound, nil, "`florilegium searches` lists them", "no search is saved as %s", name)
	}
	return db.SavedSearch{}, err
}
