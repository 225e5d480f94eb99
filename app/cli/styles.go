package cli

import (
	"context"
	"flag"
	"strings"

	"florilegium/clipper"
	"florilegium/clipper/cite"
)

var stylesCommand = command{
	name: "styles", args: "[WORD…]", about: "list the citation styles that are here, and where each came from",
	examples: []string{"styles", "styles chicago note", "styles nature"},
	notes: []string{
		"Styles are looked for in the library's folder styles, in ~/Zotero/styles, in",
		"/usr/share/citation-style-language, and among the built-in ones; the first one of a name wins.",
		"The official ones are made by the CSL project: https://citationstyles.org",
	},
	flags: func(fs *flag.FlagSet) func(context.Context, *session, []string) error {
		limit := fs.Int("limit", 0, "at most so many (`N`); 0 for all")
		return func(_ context.Context, s *session, words []string) error { return s.listStyles(words, *limit) }
	},
}

func (s *session) listStyles(words []string, limit int) error {
	query := strings.Join(words, " ")
	found := cite.OpenStyles(s.places()).Search(query, limit)
	if len(found) == 0 {
		return clipper.Errorf(clipper.NotFound, nil, "Fewer words, or the beginning of a word, find more", "no citation style matches %s", query)
	}
	for _, info := range found {
		if s.json {
			if err := s.object(info); err != nil {
				return err
			}
			continue
		}
		s.line("%-9s %-40s %s", info.From, info.Name, info.Title)
	}
	return nil
}
