package cli

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"slices"
	"strings"

	"florilegium/clipper"
	"florilegium/clipper/cite"
	"florilegium/clipper/exchange"
	"florilegium/db"
)

var liveCommand = command{
	name: "live", args: "[list | add FOLDER [QUERY] --format FORMAT | run | remove FOLDER]", about: "keep folders and files up to date after each change",
	examples: []string{
		"live add ~/Vault/Clips --format obsidian", "live add ~/these --format biblatex --file these.bib tag:thèse",
		"live list", "live run                      # also what was changed or deleted there", "live remove ~/these/these.bib",
	},
	notes: []string{
		"obsidian, markdown and html make a file for each article that has clips; the other formats make one file.",
		"What you write into a note of Obsidian stays; other files are never written over once you have changed them.",
	},
	flags: func(fs *flag.FlagSet) func(context.Context, *session, []string) error {
		var l exchange.Live
		fs.StringVar((*string)(&l.Format), "format", "", "a `format`: "+cite.FormatNames())
		fs.StringVar(&l.File, "file", "", "the `name` of the file in the folder, for formats that make one")
		fs.StringVar(&l.Style, "style", "", "the citation `style` of references")
		fs.StringVar(&l.Locale, "locale", "", "the `language` of references")
		return func(ctx context.Context, s *session, words []string) error { return s.live(ctx, l, words) }
	},
}

// lived is a live folder as JSON, with what became of it.
type lived struct {
	exchange.Live
	Path    string   `json:"path"`
	Written []string `json:"written,omitempty"`
	Kept    int      `json:"kept,omitempty"`
	Error   *problem `json:"error,omitempty"`
}

// shelf is the library as its live folders need it.
type shelf struct{ *db.Library }

func (s shelf) Items(ctx context.Context, ids []int64, need exchange.Need) ([]cite.Item, error) {
	read := s.Sources
	if need != exchange.Sources {
		read = func(ctx context.Context, ids []int64) ([]db.Exported, error) {
			return s.Export(ctx, ids, need == exchange.Texts)
		}
	}
	list, err := read(ctx, ids)
	if err != nil {
		return nil, err
	}
	items, there := make([]cite.Item, len(list)), make([]int64, len(list))
	for i, x := range list {
		items[i], there[i] = cite.Item{UID: x.UID, Source: x.Source, Clips: x.Clips, Tags: x.Tags, Text: x.Text}, x.ID
	}
	if !slices.ContainsFunc(items, func(i cite.Item) bool { return i.Source.CiteKey == "" }) {
		return items, nil // the keys of all others need not be read
	}
	return items, freeze(ctx, s.Library, there, items)
}

// Keeper keeps the live folders of a library; the window uses it too.
func Keeper(lib *db.Library) *exchange.Keeper {
	return &exchange.Keeper{Store: shelf{lib}, Styles: cite.OpenStyles(cite.UsualPlaces(lib.Dir()))}
}

func (s *session) live(ctx context.Context, l exchange.Live, words []string) error {
	lib, err := s.library(ctx)
	if err != nil {
		return err
	}
	k := Keeper(lib)
	switch {
	case len(words) == 0, len(words) == 1 && words[0] == "list":
		return s.listLive(ctx, k)
	case words[0] == "add" && len(words) > 1 && l.Format != "":
		return s.addLive(ctx, k, l, words[1:])
	case words[0] == "run" && len(words) == 1:
		return s.runLive(ctx, k)
	case words[0] == "remove" && len(words) == 2:
		removed, err := k.Remove(ctx, words[1])
		for _, l := range removed {
			if err := s.showLive(exchange.Outcome{Live: l}); err != nil {
				return err
			}
		}
		return err
	}
	return clipper.Errorf(clipper.Usage, nil, "`florilegium help live` shows examples", "live takes list, add with a folder and --format, run, or remove with a folder")
}

func (s *session) listLive(ctx context.Context, k *exchange.Keeper) error {
	lives, err := k.Lives(ctx)
	if err == nil && len(lives) == 0 {
		err = clipper.Errorf(clipper.NotFound, nil, "`florilegium live add FOLDER --format FORMAT` begins to keep one", "no folder is kept up to date")
	}
	if err != nil {
		return err
	}
	for _, l := range lives {
		if err := s.showLive(exchange.Outcome{Live: l}); err != nil {
			return err
		}
	}
	return nil
}

// addLive begins to keep a folder and fills it.
func (s *session) addLive(ctx context.Context, k *exchange.Keeper, l exchange.Live, words []string) error {
	l.Folder, l.Query = words[0], strings.TrimSpace(s.query(words[1:]).Text)
	l, err := k.Add(ctx, l)
	if err != nil {
		return err
	}
	outcome, err := k.UpdateOne(ctx, l)
	if err != nil {
		return err
	}
	return s.told(outcome)
}

// runLive writes all folders anew where they differ.
func (s *session) runLive(ctx context.Context, k *exchange.Keeper) error {
	outcomes, err := k.Run(ctx)
	if err != nil {
		return err
	}
	if len(outcomes) == 0 {
		return s.listLive(ctx, k)
	}
	failed := 0
	for _, o := range outcomes {
		if err := s.told(o); err != nil {
			failed++
		}
	}
	switch {
	case failed == len(outcomes):
		return told{outcomes[0].Err()}
	case failed > 0:
		return partly{failed, len(outcomes)}
	}
	return nil
}

// told shows an outcome, and gives its first failure as one that was told.
func (s *session) told(o exchange.Outcome) error {
	if err := s.showLive(o); err != nil {
		return err
	}
	if o.Err() == nil {
		return nil
	}
	if !s.json {
		for _, err := range o.Errors {
			s.explain(err)
		}
	}
	return told{o.Err()}
}

func (s *session) showLive(o exchange.Outcome) error {
	if s.json {
		return s.object(lived{Live: o.Live, Path: o.Live.Path(), Written: o.Written, Kept: o.Kept, Error: failure(o.Err())})
	}
	line := fmt.Sprintf("%-11s %s", o.Live.Format, o.Live.Path())
	if o.Live.Query != "" {
		line += "  " + o.Live.Query
	}
	if len(o.Written) > 0 {
		line += fmt.Sprintf("  (%d files written)", len(o.Written))
	}
	s.line("%s", line)
	if o.Kept > 0 {
		s.talk("%d changes were not carried over words that you have changed there", o.Kept)
	}
	return nil
}

// keepLive brings the live folders up to date after a command that has changed the
// library. What fails is told, and does not make the command fail.
func (s *session) keepLive(ctx context.Context) {
	if s.lib == nil || s.lib.ReadOnly() || ctx.Err() != nil {
		return
	}
	if version, err := s.lib.Version(ctx); err != nil || version == s.version {
		return
	}
	outcomes, err := Keeper(s.lib).Update(ctx)
	if err != nil {
		s.liveFailed("", err)
	}
	for _, o := range outcomes {
		for _, err := range o.Errors {
			s.liveFailed(o.Live.Path(), err)
		}
	}
}

// liveFailed tells on stderr why a folder is not up to date.
func (s *session) liveFailed(path string, err error) {
	if !s.json {
		s.explain(err)
		return
	}
	line, _ := json.Marshal(struct {
		Live  string   `json:"live"`
		Error *problem `json:"error"`
	}{path, failure(err)}) // strings alone
	fmt.Fprintln(s.Err, string(line))
}

// folder writes the notes of an export into a folder, which is made where there is
// none; notes that are there keep what their reader wrote.
func (e Export) folder(ctx context.Context, lib *db.Library, name string) error {
	if err := os.MkdirAll(name, 0o755); err != nil {
		return clipper.Errorf(clipper.Unavailable, err, "Choose a folder that can be written", "the folder %s cannot be made", name)
	}
	ids := e.Articles
	if e.Collection != nil {
		clips, err := lib.Gathered(ctx, e.Collection.Clips())
		if err != nil {
			return err
		}
		ids, _ = articlesOf(e.Collection, clips)
	}
	k := Keeper(lib)
	if e.Styles != nil {
		k.Styles = e.Styles
	}
	outcome, err := k.Export(ctx, exchange.Live{Folder: name, Format: e.Format, Style: e.Style, Locale: e.Locale}, ids)
	if err == nil {
		err = outcome.Err()
	}
	return err
}
