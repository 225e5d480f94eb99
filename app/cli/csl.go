package cli

import (
	"context"
	"flag"
	"fmt"
	"os"
	"strings"

	"florilegium/clipper"
	"florilegium/clipper/cite"
	"florilegium/clipper/csl"
)

var cslCommand = command{
	name: "csl", args: "--style STYLE ITEMS.json|-", about: "render CSL JSON in a citation style, without any library",
	examples: []string{
		"csl --style apa items.json",
		"csl --style ./thesis.csl --locale fr-FR --mode citation items.json",
		"csl --style nature.csl --locales ./locales --format html - < items.json",
	},
	notes: []string{
		"The answer is one JSON array of texts. A bibliography stands in the order of the style;",
		"with --mode citation each item is cited once, alone, in the order of the file.",
	},
	flags: func(fs *flag.FlagSet) func(context.Context, *session, []string) error {
		var c rendering
		fs.StringVar(&c.style, "style", "", "the `style`: a name or a CSL file")
		fs.StringVar(&c.locales, "locales", "", "a `folder` of locales, before those of this machine")
		fs.StringVar(&c.locale, "locale", "", "the `language`; else the style's own, else en-US")
		fs.StringVar(&c.mode, "mode", "bibliography", "`bibliography` or citation")
		fs.StringVar(&c.format, "format", "text", "`text`, html or rtf")
		return c.run
	},
}

// rendering is one run of the citation processor over a file of items.
type rendering struct{ style, locales, locale, mode, format string }

func (c *rendering) run(_ context.Context, s *session, words []string) error {
	if c.style == "" || len(words) != 1 || c.mode != "bibliography" && c.mode != "citation" {
		return clipper.Errorf(clipper.Usage, nil, "`florilegium help csl` shows examples", "csl takes --style, one file of items and --mode bibliography or citation")
	}
	format, err := outputFormat(c.format)
	if err != nil {
		return err
	}
	if about, err := os.Stat(c.locales); c.locales != "" && (err != nil || !about.IsDir()) {
		return clipper.Errorf(clipper.Usage, err, "Name a folder with files such as locales-en-US.xml", "%s is no folder of locales", c.locales)
	}
	places := s.places()
	places.Locales = c.locales
	style, err := cite.OpenStyles(places).Load(c.style, c.locale)
	if err != nil {
		return err
	}
	data, err := s.readFile(words[0])
	if err != nil {
		return err
	}
	items, err := csl.ParseItems(data)
	if err != nil {
		return clipper.Errorf(clipper.Unreadable, err, "It must be an array of items in CSL JSON", "the file %s holds no items", words[0])
	}
	for i := range items {
		if items[i].ID == "" {
			items[i].ID = fmt.Sprintf("item %d", i+1)
		}
	}
	entries, err := c.render(s, style, items, format)
	if err != nil {
		return err
	}
	return s.object(entries)
}

func (c *rendering) render(s *session, style *cite.CSLStyle, items []csl.Item, format csl.Format) ([]string, error) {
	document := style.Processor().Document(items)
	entries := []string{}
	if c.mode == "citation" {
		for i := range items {
			rich, err := document.Render([]csl.Cite{{ID: items[i].ID}})
			if err != nil {
				return nil, err
			}
			entries = append(entries, rich.Format(format))
		}
		return entries, nil
	}
	if !style.Processor().Style().Info().Bibliography {
		s.talk("the style %s makes no bibliography", style.Info().Name)
		return entries, nil
	}
	list, err := document.Bibliography()
	if err != nil {
		return nil, err
	}
	for _, e := range list.Entries {
		entries = append(entries, bibliographyEntry(e.Text, format))
	}
	return entries, nil
}

// bibliographyEntry is an entry in a format; in HTML it is the element that
// citeproc-js makes of it.
func bibliographyEntry(text csl.Rich, format csl.Format) string {
	if format == csl.HTML {
		return `<div class="csl-entry">` + text.Format(format) + "</div>"
	}
	return strings.TrimSpace(text.Format(format))
}

// outputFormat reads text, html or rtf.
func outputFormat(name string) (csl.Format, error) {
	format, ok := csl.ParseFormat(name)
	if !ok || format > csl.RTF {
		return 0, clipper.Errorf(clipper.Usage, nil, "Write --format text, --format html or --format rtf", "there is no format %q here", name)
	}
	return format, nil
}

// places are where styles are looked for: also in the library, if it can be told
// which one.
func (s *session) places() cite.Places {
	library, err := s.libraryFolder()
	if err != nil {
		library = "" // a style can be found without a library
	}
	return cite.UsualPlaces(library)
}
