package cli

import (
	"context"
	"flag"
	"fmt"
	"strconv"
	"strings"

	"florilegium/clipper"
	"florilegium/clipper/cite"
	"florilegium/db"
)

var collectionCommand = command{
	name: "collection", args: "list | show NAME | new NAME | add NAME c1… | heading NAME TEXT | words NAME TEXT | move NAME FROM TO | remove NAME N… | rename NAME NEW | style NAME | delete NAME | undelete ID",
	about: "gather clips for a paper, with headings and own words between them",
	examples: []string{
		"collection new 'Chapitre 3' --style chicago-notes --locale fr-FR", "collection heading 'Chapitre 3' 'L’exil' --level 2", "collection add 'Chapitre 3' c12 c7 --at 2",
		"collection words 'Chapitre 3' 'Deux témoins se contredisent.'", "collection show 'Chapitre 3'", "collection move 'Chapitre 3' 5 2", "collection remove 'Chapitre 3' 4 6",
		"export --collection 'Chapitre 3' --format docx -o chapitre-3.docx",
	},
	notes: []string{"", "Parts are named by their numbers in `collection show`, from 1."},
	flags: func(fs *flag.FlagSet) func(context.Context, *session, []string) error {
		var g gathering
		fs.IntVar(&g.level, "level", 1, "the `level` of a heading, 1 to 6")
		fs.IntVar(&g.at, "at", 0, "the `number` that the first new part will have; the end without it")
		fs.StringVar(&g.style, "style", "", "the citation `style` of the collection")
		fs.StringVar(&g.locale, "locale", "", "the `language` of its references and quotation marks")
		return g.run
	},
}

// gathering is one run of the command collection.
type gathering struct {
	level, at     int
	style, locale string
	s             *session
	lib           *db.Library
}

// gatherings are what the command does, by the word for it, with the fewest words
// that follow it.
var gatherings = map[string]struct {
	words int
	do    func(*gathering, context.Context, []string) error
}{
	"list": {0, (*gathering).list}, "show": {1, (*gathering).show}, "new": {1, (*gathering).make},
	"add": {2, (*gathering).add}, "heading": {2, (*gathering).heading}, "words": {2, (*gathering).words},
	"move": {3, (*gathering).move}, "remove": {2, (*gathering).remove}, "rename": {2, (*gathering).rename},
	"style": {1, (*gathering).restyle}, "delete": {1, (*gathering).delete}, "undelete": {1, (*gathering).undelete},
}

func (g *gathering) run(ctx context.Context, s *session, words []string) (err error) {
	if len(words) == 0 {
		words = []string{"list"}
	}
	action, ok := gatherings[words[0]]
	if !ok || len(words) <= action.words {
		return clipper.Errorf(clipper.Usage, nil, "`florilegium help collection` shows examples", "these words do not fit the command")
	}
	g.s = s
	if g.lib, err = s.library(ctx); err != nil {
		return err
	}
	return action.do(g, ctx, words[1:])
}

// FindCollection is the collection of a name, whatever its case, or else of a
// number; an error of class NotFound where there is none.
func FindCollection(ctx context.Context, lib *db.Library, name string) (*clipper.Collection, error) {
	rows, err := lib.Collections(ctx)
	if err != nil {
		return nil, err
	}
	number, _ := strconv.ParseInt(name, 10, 64)
	var found int64
	for _, r := range rows {
		if strings.EqualFold(r.Name, strings.TrimSpace(name)) {
			return lib.Collection(ctx, r.ID)
		}
		if r.ID == number {
			found = r.ID
		}
	}
	if found == 0 {
		return nil, clipper.Errorf(clipper.NotFound, nil, "`florilegium collection list` shows what there is", "there is no collection %s", name)
	}
	return lib.Collection(ctx, found)
}

func (g *gathering) list(ctx context.Context, _ []string) error {
	rows, err := g.lib.Collections(ctx)
	if err == nil && len(rows) == 0 {
		err = clipper.Errorf(clipper.NotFound, nil, "`florilegium collection new NAME` makes one", "there is no collection")
	}
	if err != nil {
		return err
	}
	for _, r := range rows {
		if !g.s.json {
			g.s.line("%-4d %-32s %4d clips  %s", r.ID, r.Name, r.Clips, strings.TrimSpace(r.Style+" "+r.Locale))
		} else if err := g.s.object(r); err != nil {
			return err
		}
	}
	return nil
}

func (g *gathering) make(ctx context.Context, words []string) error {
	c := clipper.Collection{Name: strings.Join(words, " "), Style: g.style, Locale: g.locale}
	if err := g.known(); err != nil {
		return err
	}
	if err := g.lib.SaveCollection(ctx, &c); err != nil {
		return err
	}
	return g.print(ctx, &c)
}

// known refuses a style that is not there.
func (g *gathering) known() error {
	if g.style == "" {
		return nil
	}
	_, err := cite.OpenStyles(cite.UsualPlaces(g.lib.Dir())).Load(g.style, g.locale)
	return err
}

// edit changes the collection of a name and prints it.
func (g *gathering) edit(ctx context.Context, name string, change func(*clipper.Collection) error) error {
	found, err := FindCollection(ctx, g.lib, name)
	if err != nil {
		return err
	}
	_, c, err := g.lib.EditCollection(ctx, found.ID, change)
	if err != nil {
		return err
	}
	return g.print(ctx, c)
}

// place is where new parts go, as an index.
func (g *gathering) place(c *clipper.Collection) int {
	if g.at < 1 {
		return len(c.Parts)
	}
	return g.at - 1
}

func (g *gathering) insert(ctx context.Context, name string, p clipper.Part) error {
	return g.edit(ctx, name, func(c *clipper.Collection) error {
		c.Parts = clipper.InsertParts(c.Parts, g.place(c), p)
		return nil
	})
}

func (g *gathering) heading(ctx context.Context, words []string) error {
	return g.insert(ctx, words[0], clipper.Part{Kind: clipper.HeadingPart, Level: g.level, Text: strings.Join(words[1:], " ")})
}

func (g *gathering) words(ctx context.Context, words []string) error {
	return g.insert(ctx, words[0], clipper.Part{Kind: clipper.WordsPart, Text: strings.Join(words[1:], " ")})
}

func (g *gathering) add(ctx context.Context, words []string) error {
	c, err := FindCollection(ctx, g.lib, words[0])
	if err != nil {
		return err
	}
	var ids []int64
	for _, word := range words[1:] {
		id, ok, err := clipID(word)
		if err == nil && !ok {
			err = clipper.Errorf(clipper.Usage, nil, "Clips begin with c, as in c12", "%q is not the number of a clip", word)
		}
		if err != nil {
			return err
		}
		ids = append(ids, id)
	}
	added, c, err := g.lib.AddToCollection(ctx, c.ID, g.at-1, ids...)
	if err != nil {
		return err
	}
	if n := len(ids) - added; n > 0 {
		g.s.talk("%d of the clips were in it already", n)
	}
	return g.print(ctx, c)
}

// part reads the number of a part, as an index.
func part(word string, c *clipper.Collection) (int, error) {
	n, err := strconv.Atoi(word)
	if err != nil || n < 1 || n > len(c.Parts) {
		return 0, clipper.Errorf(clipper.Usage, nil, "`florilegium collection show` numbers the parts", "%s is not the number of a part of %s", word, c.Name)
	}
	return n - 1, nil
}

func (g *gathering) move(ctx context.Context, words []string) error {
	return g.edit(ctx, words[0], func(c *clipper.Collection) error {
		from, err := part(words[1], c)
		if err != nil {
			return err
		}
		to, err := part(words[2], c)
		c.Parts = clipper.MoveParts(c.Parts, from, 1, to)
		return err
	})
}

func (g *gathering) remove(ctx context.Context, words []string) error {
	return g.edit(ctx, words[0], func(c *clipper.Collection) error {
		out := map[int]bool{}
		for _, word := range words[1:] {
			i, err := part(word, c)
			if err != nil {
				return err
			}
			out[i] = true
		}
		var kept []clipper.Part
		for i, p := range c.Parts {
			if !out[i] {
				kept = append(kept, p)
			}
		}
		c.Parts = kept
		return nil
	})
}

func (g *gathering) rename(ctx context.Context, words []string) error {
	return g.edit(ctx, words[0], func(c *clipper.Collection) error {
		c.Name = strings.Join(words[1:], " ")
		return nil
	})
}

func (g *gathering) restyle(ctx context.Context, words []string) error {
	if err := g.known(); err != nil {
		return err
	}
	return g.edit(ctx, words[0], func(c *clipper.Collection) error {
		c.Style, c.Locale = g.style, g.locale
		return nil
	})
}

func (g *gathering) delete(ctx context.Context, words []string) error {
	c, err := FindCollection(ctx, g.lib, words[0])
	if err != nil {
		return err
	}
	if err := g.lib.DeleteCollection(ctx, c.ID); err != nil {
		return err
	}
	g.s.talk("deleted; `florilegium collection undelete %d` brings it back", c.ID)
	return g.print(ctx, c)
}

func (g *gathering) undelete(ctx context.Context, words []string) error {
	id, err := strconv.ParseInt(words[0], 10, 64)
	if err != nil {
		return clipper.Errorf(clipper.Usage, nil, "`florilegium collection delete` says the number", "%s is not the number of a collection", words[0])
	}
	if err := g.lib.RestoreCollection(ctx, id); err != nil {
		return err
	}
	c, err := g.lib.Collection(ctx, id)
	if err != nil {
		return err
	}
	return g.print(ctx, c)
}

func (g *gathering) show(ctx context.Context, words []string) error {
	c, err := FindCollection(ctx, g.lib, strings.Join(words, " "))
	if err != nil {
		return err
	}
	clips, err := g.lib.Gathered(ctx, c.Clips())
	if err != nil {
		return err
	}
	if g.s.json {
		return g.s.object(shownOf(c, clips))
	}
	g.s.line("%s", c.Name)
	for i, p := range c.Parts {
		g.s.line("%3d  %s", i+1, partLine(p, clips[p.Clip]))
	}
	return nil
}

func (g *gathering) print(ctx context.Context, c *clipper.Collection) error {
	if g.s.json {
		clips, err := g.lib.Gathered(ctx, c.Clips())
		if err != nil {
			return err
		}
		return g.s.object(shownOf(c, clips))
	}
	g.s.line("%d  %s  (%d parts)", c.ID, c.Name, len(c.Parts))
	return nil
}

// shownCollection is a collection as JSON, with the words of its clips.
type shownCollection struct {
	*clipper.Collection
	Parts []shownPart `json:"parts"`
}

type shownPart struct {
	N int `json:"n"` // from 1
	clipper.Part
	Quote   string `json:"quote,omitempty"`
	Title   string `json:"title,omitempty"` // of its article
	Deleted bool   `json:"deleted,omitempty"`
}

func shownOf(c *clipper.Collection, clips map[int64]db.Gathered) shownCollection {
	s := shownCollection{Collection: c, Parts: []shownPart{}}
	for i, p := range c.Parts {
		k := clips[p.Clip]
		s.Parts = append(s.Parts, shownPart{N: i + 1, Part: p, Quote: k.Clip.Quote, Title: k.Source.Title, Deleted: k.Deleted})
	}
	return s
}

func partLine(p clipper.Part, g db.Gathered) string {
	switch p.Kind {
	case clipper.HeadingPart:
		return strings.Repeat("#", p.Level) + " " + p.Text
	case clipper.WordsPart:
		return strings.Join(strings.Fields(p.Text), " ")
	}
	line := fmt.Sprintf("c%d  %s — %s", p.Clip, strings.Join(strings.Fields(g.Clip.Quote), " "), g.Source.Title)
	if g.Deleted {
		line += " (deleted)"
	}
	return line
}
