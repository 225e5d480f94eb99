package cli

import (
	"context"
	"flag"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"

	"florilegium/clipper"
	"florilegium/clipper/cite"
	"florilegium/db"
)

var exportCommand = command{
	name: "export", args: "[QUERY] --format FORMAT", about: "write sources and quotations for other programs",
	examples: []string{
		"export --format biblatex -o library.bib", "export tag:thèse --format ris -o these.ris",
		"export --format csljson", "export year:2026 --format markdown --style apa -o quotations.md",
	},
	flags: func(fs *flag.FlagSet) func(context.Context, *session, []string) error {
		var e exporting
		fs.StringVar(&e.format, "format", "", "a `format`: "+cite.FormatNames())
		fs.StringVar(&e.style, "style", "", "the citation `style` of references in markdown and text: a name or a CSL file")
		fs.StringVar(&e.locale, "locale", "", "the `language` of references")
		fs.StringVar(&e.file, "o", "", "write to a `file` instead of stdout")
		return e.run
	},
}

type exporting struct{ format, file, style, locale string }

// exported is the answer to an export into a file.
type exported struct {
	File     string      `json:"file"`
	Format   cite.Format `json:"format"`
	Articles int         `json:"articles"`
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
	options, err := e.options(s, lib, format)
	if err != nil {
		return err
	}
	ids, err := lib.ListIDs(ctx, s.query(words))
	if err != nil {
		return err
	}
	if len(ids) == 0 {
		return nothing(words)
	}
	if e.file != "" && e.file != "-" {
		if err := exportFile(ctx, lib, e.file, format, ids, options); err != nil {
			return err
		}
		if s.json {
			return s.object(exported{e.file, format, len(ids)})
		}
		s.talk("%d articles written to %s", len(ids), e.file)
		return nil
	}
	items, err := collect(ctx, lib, ids)
	if err != nil {
		return err
	}
	return cite.Write(s.Out, format, items, options)
}

// options are the language and style of the references. Data formats have none:
// their readers bring the style.
func (e *exporting) options(s *session, lib *db.Library, format cite.Format) (cite.Options, error) {
	options := cite.Options{Locale: e.locale}
	if e.style == "" {
		return options, nil
	}
	style, err := cite.OpenStyles(cite.UsualPlaces(lib.Dir())).Load(e.style, e.locale)
	if err != nil {
		return options, err
	}
	if format != cite.Markdown && format != cite.Text {
		s.talk("the format %s holds no references, so --style makes no difference to it", format)
	}
	options.Style = style
	return options, nil
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

// ExportFile writes articles with their clips to a file, whole or not at all.
// Cite keys made here are kept, so that the next export has the same.
func ExportFile(ctx context.Context, lib *db.Library, file string, format cite.Format, ids []int64) error {
	return exportFile(ctx, lib, file, format, ids, cite.Options{})
}

func exportFile(ctx context.Context, lib *db.Library, file string, format cite.Format, ids []int64, options cite.Options) error {
	items, err := collect(ctx, lib, ids)
	if err != nil {
		return err
	}
	return replaceFile(file, func(w io.Writer) error { return cite.Write(w, format, items, options) })
}

// collect reads the articles and freezes their cite keys.
func collect(ctx context.Context, lib *db.Library, ids []int64) ([]cite.Item, error) {
	var items []cite.Item
	for _, id := range ids {
		a, err := lib.Article(ctx, id)
		if err != nil {
			return nil, err
		}
		clips, err := lib.Clips(ctx, id)
		if err != nil {
			return nil, err
		}
		items = append(items, cite.Item{UID: a.UID, Source: a.Source, Clips: clips, Tags: a.Tags})
	}
	return items, freeze(ctx, lib, ids, items)
}

// freeze gives a cite key to each item that has none, one that no article of the
// library has.
func freeze(ctx context.Context, lib *db.Library, ids []int64, items []cite.Item) error {
	frozen, err := lib.CiteKeys(ctx)
	if err != nil {
		return err
	}
	for _, id := range ids {
		delete(frozen, id)
	}
	fresh := map[int64]string{}
	for _, i := range cite.Keys(items, slices.Collect(maps.Values(frozen))...) {
		fresh[ids[i]] = items[i].Source.CiteKey
	}
	if len(fresh) == 0 {
		return nil
	}
	return lib.FreezeCiteKeys(ctx, fresh)
}

// replaceFile writes beside the file and renames, so that an export that fails
// half way leaves the old one whole.
func replaceFile(name string, write func(io.Writer) error) (err error) {
	tmp, err := os.CreateTemp(filepath.Dir(name), ".florilegium-*")
	if err != nil {
		return clipper.Errorf(clipper.Unavailable, err, "Choose a folder that can be written", "the file %s cannot be written", name)
	}
	defer func() {
		if err != nil {
			os.Remove(tmp.Name())
		}
	}()
	if err = write(tmp); err == nil {
		err = tmp.Sync()
	}
	if cerr := tmp.Close(); err == nil {
		err = cerr
	}
	if err != nil {
		return clipper.Errorf(clipper.Unavailable, err, "Is there room on the disk?", "the file %s could not be written", name)
	}
	return os.Rename(tmp.Name(), name)
}
