package cli

import (
	"context"
	"flag"

	"florilegium/clipper"
	"florilegium/db"
)

var tagsCommand = command{
	name: "tags", args: "[rename A B | merge A… B]", about: "list tags, rename or merge them",
	examples: []string{"tags", "tags rename these thèse", "tags merge presse journaux médias   # médias takes the place of both"},
	flags: func(*flag.FlagSet) func(context.Context, *session, []string) error {
		return func(ctx context.Context, s *session, words []string) error {
			lib, err := s.library(ctx)
			if err != nil {
				return err
			}
			switch {
			case len(words) == 0:
				return s.listFacets(ctx, lib, "tags")
			case words[0] == "rename" && len(words) == 3:
				return s.retag(words[2], words[1:2], func(from string) error { return lib.RenameTag(ctx, from, words[2]) })
			case words[0] == "merge" && len(words) > 2:
				last := len(words) - 1
				return s.retag(words[last], words[1:last], func(from string) error { return lib.MergeTags(ctx, from, words[last]) })
			}
			return clipper.Errorf(clipper.Usage, nil, "`florilegium help tags` shows examples", "tags takes nothing, rename and two names, or merge and two or more")
		}
	},
}

// retagged is the answer to tags rename and tags merge.
type retagged struct {
	From string `json:"from"`
	Tag  string `json:"tag"`
}

// retag changes tags one by one.
func (s *session) retag(into string, names []string, change func(from string) error) error {
	for _, from := range names {
		if err := change(from); err != nil {
			return err
		}
		if s.json {
			if err := s.object(retagged{from, into}); err != nil {
				return err
			}
			continue
		}
		s.line("%s → %s", from, into)
	}
	return nil
}

// listFacets prints what articles can be found by, with counts.
func (s *session) listFacets(ctx context.Context, lib *db.Library, kind string) error {
	list, err := lib.Facets(ctx, kind)
	if err == nil && len(list) == 0 {
		err = clipper.Errorf(clipper.NotFound, nil, "`florilegium list` shows what is there", "no article has %s", kind)
	}
	if err != nil {
		return err
	}
	return s.facets(list)
}
