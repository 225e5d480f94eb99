package cli

import (
	"context"
	"flag"
	"fmt"
	"strings"

	"florilegium/clipper"
	"florilegium/clipper/capture"
)

var quoteCommand = command{
	name: "quote", args: "--title TITLE TEXT…", about: "quote from paper: source and words typed by hand",
	examples: []string{
		`quote --type book --author "Fernand Braudel" --title "La Méditerranée" --year 1949 --publisher "Armand Colin" --page 45 "La mer n’est pas une frontière"`,
		`quote --type chapter --title "Le pont" --in "Histoires d’eau" --page xii–xiv - < passage.txt`,
		`quote --type letter --title "Lettre au préfet" --year 1852-03-02 --field archive="Archives du Rhône" "Nous n’avons plus d’eau"`,
	},
	notes: []string{
		"The words are kept as they are typed. Where the same source (type, title, authors, year) was typed before, they are added to it.",
		"Types: book, chapter, article-journal, article-newspaper, thesis, report, letter, manuscript, and any other of CSL.",
	},
	flags: func(fs *flag.FlagSet) func(context.Context, *session, []string) error {
		q := quoting{source: clipper.Source{Type: "book"}}
		fs.StringVar(&q.source.Type, "type", "book", "the `kind` of source, as CSL calls it")
		fs.Var((*list)(&q.authors), "author", "an `author`; may be repeated")
		for name, field := range map[string]string{
			"title": "title", "year": "published", "in": "site", "publisher": "publisher", "place": "publisher_place",
			"edition": "edition", "volume": "volume", "lang": "lang",
		} {
			fs.Func(name, quoteFlags[name], q.field(field))
		}
		fs.Func("field", "any other field, `NAME=VALUE`; `florilegium help edit` lists them", q.other)
		fs.StringVar(&q.typed.Page, "page", "", "the `page` as it is printed: 45, xii–xiv")
		fs.StringVar(&q.typed.Note, "note", "", "a `note`")
		fs.Var((*list)(&q.typed.Tags), "tag", "a `tag`; may be repeated")
		return q.run
	},
}

var quoteFlags = map[string]string{
	"title": "the `title`", "year": "the `date`: 1949, 1852-03, 1852-03-02", "in": "the book, journal or paper that holds it: its `title`",
	"publisher": "its `name`", "place": "the `city` of the publisher", "edition": "which `edition`, 2 or “2e éd. revue”", "volume": "its `number`",
	"lang": "the `language` of the words, as in fr",
}

// quoting is one run of quote.
type quoting struct {
	source  clipper.Source
	authors []string
	typed   capture.Typed
}

func (q *quoting) field(name string) func(string) error {
	return func(value string) error { return clipper.SetField(&q.source, name, value) }
}

func (q *quoting) other(assignment string) error {
	set, err := assignments([]string{assignment})
	if err != nil {
		return err
	}
	return clipper.SetField(&q.source, set[0][0], set[0][1])
}

func (q *quoting) run(ctx context.Context, s *session, words []string) error {
	texts := words
	if len(words) == 1 && words[0] == "-" {
		data, err := s.readFile("-")
		if err != nil {
			return err
		}
		texts = []string{string(data)}
	}
	if err := clipper.SetField(&q.source, "authors", strings.Join(append(q.authors, clipper.GetField(&q.source, "authors")), "; ")); err != nil {
		return err
	}
	var typed []capture.Typed
	for _, text := range texts {
		one := q.typed
		one.Quote = text
		typed = append(typed, one)
	}
	lib, err := s.library(ctx)
	if err != nil {
		return err
	}
	_, clips, err := s.door(lib).Type(ctx, q.source, typed)
	if err != nil {
		return err
	}
	for _, c := range clips {
		if err := s.showQuoted(c); err != nil {
			return err
		}
	}
	return nil
}

func (s *session) showQuoted(c clipper.Clip) error {
	if s.json {
		return s.showClipped(c)
	}
	s.line("%s", join("  ", fmt.Sprintf("c%d", c.ID), page(c), c.Quote))
	return nil
}

func page(c clipper.Clip) string {
	if c.Page == "" {
		return ""
	}
	return "p. " + c.Page
}
