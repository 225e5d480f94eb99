package cli

import (
	"context"
	"flag"
	"slices"

	"florilegium/clipper"
	"florilegium/clipper/cite"
)

var exportCommand = command{
	name: "export", args: "[QUERY] --format FORMAT", about: "write sources and quotations for other programs",
	examples: []string{
		"export --format biblatex -o library.bib", "export tag:thèse --format ris -o these.ris",
		"export --format csljson", "export year:2026 --format markdown --style apa -o quotations.md",
		"export --collection 'Chapitre 3' --format docx --style chicago-notes --locale fr-FR -o chapitre-3.docx",
	},
	flags: func(fs *flag.FlagSet) func(context.Context, *session, []string) error {
		var e exporting
		fs.StringVar(&e.format, "format", "", "a `format`: "+cite.FormatNames())
		fs.StringVar(&e.style, "style", "", "the citation `style` of references in texts: a name or a CSL file")
		fs.StringVar(&e.locale, "locale", "", "the `language` of references")
		fs.StringVar(&e.collection, "collection", "", "write a collection, by its `name`, as a document with notes and a bibliography")
		fs.BoolVar(&e.endnotes, "endnotes", false, "notes at the end of a document, not at the foot of the page")
		fs.BoolVar(&e.plain, "plain-cells", false, "cells of CSV as they are, though a spreadsheet may take one for a formula")
		fs.BoolVar(&e.bom, "bom", false, "begin CSV with the mark that Excel asks for")
		fs.StringVar(&e.file, "o", "", "write to a `file` instead of stdout")
		return e.run
	},
}

type exporting struct {
	format, file, style, locale, collection string
	endnotes, plain, bom                    bool
}

// exported is the answer to an export into a file.
type exported struct {
	File       string      `json:"file"`
	Format     cite.Format `json:"format"`
	Articles   int         `json:"articles"`
	Collection string      `json:"collection,omitempty"`
	Parts      int         `json:"parts,omitempty"` // of the collection
}

func (e *exporting) run(ctx context.Context, s *session, words []string) error {
	format, err := e.chosen(s.json)
	if err != nil {
		return err
	}
	lib, err := s.library(ctx)
	if err != nil {
		return err
	}
	what := Export{Format: format, Style: e.style, Locale: e.locale, Endnotes: e.endnotes, Plain: e.plain, BOM: e.bom,
		Styles: cite.OpenStyles(cite.UsualPlaces(lib.Dir()))}
	if err := e.choose(ctx, s, &what, words); err != nil {
		return err
	}
	if e.style != "" && format != cite.Text && !slices.Contains(DocumentFormats, format) {
		s.talk("the format %s holds no references, so --style makes no difference to it", format)
	}
	if e.file == "" || e.file == "-" {
		return what.Write(ctx, lib, s.Out)
	}
	if err := what.File(ctx, lib, e.file); err != nil {
		return err
	}
	return e.answer(s, what)
}

// choose says what is written: a collection, or the articles of a query.
func (e *exporting) choose(ctx context.Context, s *session, what *Export, words []string) (err error) {
	lib := s.lib
	if e.collection == "" {
		what.Articles, err = lib.ListIDs(ctx, s.query(words))
		if err == nil && len(what.Articles) == 0 {
			err = nothing(words)
		}
		return err
	}
	if len(words) > 0 {
		return clipper.Errorf(clipper.Usage, nil, "Leave the query or --collection out", "export takes a query or a collection")
	}
	c, err := FindCollection(ctx, lib, e.collection)
	if err != nil {
		return err
	}
	what.Collection = c
	if what.Style == "" {
		what.Style = c.Style
	}
	if what.Locale == "" {
		what.Locale = c.Locale
	}
	return nil
}

func (e *exporting) answer(s *session, what Export) error {
	answer := exported{File: e.file, Format: what.Format, Articles: len(what.Articles)}
	if c := what.Collection; c != nil {
		answer.Collection, answer.Parts = c.Name, len(c.Parts)
	}
	switch {
	case s.json:
		return s.object(answer)
	case what.Collection != nil:
		s.talk("%s, %d parts, written to %s", answer.Collection, answer.Parts, e.file)
	default:
		s.talk("%d articles written to %s", answer.Articles, e.file)
	}
	return nil
}

// chosen is the format asked for; --json alone asks for JSON.
func (e *exporting) chosen(json bool) (cite.Format, error) {
	if e.format == "" && json {
		return cite.JSON, nil
	}
	if e.format == "" {
		return "", clipper.Errorf(clipper.Usage, nil, "Write --format with one of "+cite.FormatNames(), "export takes a format")
	}
	return cite.ParseFormat(e.format)
}
