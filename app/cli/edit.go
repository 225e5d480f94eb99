package cli

import (
	"context"
	"flag"
	"slices"
	"strings"

	"florilegium/clipper"
	"florilegium/clipper/cite"
	"florilegium/db"
)

var editCommand = command{
	name: "edit", args: "ID FIELD=VALUE…", about: "correct what a citation needs, or a clip's note and tags",
	examples: []string{
		`edit 1 title="Le titre exact" published=2014-09-12`,
		`edit 1 authors="Le Goff, Inès; d’Aubigny, Paul"`,
		`edit 1 tags=thèse,presse`, `edit c12 note="chapitre 3" colour=green`, `edit c12 page=45 speaker="la maîtresse"`,
	},
	notes: []string{
		"\nFields of an article: " + strings.Join(append(clipper.Fields(), "tags"), ", "),
		"Fields of a clip: note, tags, colour, speaker, translation, page; `florilegium help mark` tells of its marks",
	},
	flags: func(*flag.FlagSet) func(context.Context, *session, []string) error { return edit },
}

func edit(ctx context.Context, s *session, words []string) error {
	if len(words) < 2 {
		return clipper.Errorf(clipper.Usage, nil, "`florilegium help edit` shows examples", "edit takes a number and FIELD=VALUE")
	}
	lib, err := s.library(ctx)
	if err != nil {
		return err
	}
	id, isClip, err := clipID(words[0])
	if err != nil {
		return err
	}
	if isClip {
		return s.editClip(ctx, lib, id, words[1:])
	}
	if id, err = articleID(words[0]); err != nil {
		return err
	}
	return s.editArticle(ctx, lib, id, words[1:])
}

// assignments parts FIELD=VALUE words, all before anything is changed.
func assignments(words []string) ([][2]string, error) {
	var out [][2]string
	for _, w := range words {
		field, value, ok := strings.Cut(w, "=")
		if !ok {
			return nil, clipper.Errorf(clipper.Usage, nil, "`florilegium help edit` shows examples", "%q has no equals sign", w)
		}
		out = append(out, [2]string{field, value})
	}
	return out, nil
}

func (s *session) editArticle(ctx context.Context, lib *db.Library, id int64, words []string) error {
	set, err := assignments(words)
	if err != nil {
		return err
	}
	a, err := lib.Article(ctx, id)
	if err != nil {
		return err
	}
	for _, f := range set { // try them all first: a wrong word must change nothing
		if f[0] != "tags" {
			if err := clipper.SetField(&a.Source, f[0], f[1]); err != nil {
				return err
			}
		}
	}
	for _, f := range set {
		if f[0] == "tags" {
			err = lib.SetTags(ctx, id, tags(f[1]))
		} else {
			err = lib.EditSource(ctx, id, f[0], f[1])
		}
		if err != nil {
			return err
		}
	}
	if a, err = lib.Article(ctx, id); err != nil {
		return err
	}
	if s.json {
		return s.object(a)
	}
	s.line("%d  %s", a.ID, cite.Reference(a.Source, a.Source.Language))
	return nil
}

func (s *session) editClip(ctx context.Context, lib *db.Library, id int64, words []string) error {
	set, err := assignments(words)
	if err != nil {
		return err
	}
	c, err := lib.Clip(ctx, id)
	if err != nil {
		return err
	}
	for _, f := range set {
		if err := setClipField(c, f[0], f[1]); err != nil {
			return err
		}
	}
	if err := lib.SaveClip(ctx, c); err != nil {
		return err
	}
	if s.json {
		return s.object(c)
	}
	s.line("c%d  %s", c.ID, join(" · ", short(c.Quote, 60), c.Note, strings.Join(c.Tags, ", ")))
	return nil
}

func setClipField(c *clipper.Clip, field, value string) error {
	switch field {
	case "note":
		c.Note = value
	case "tags":
		c.Tags = tags(value)
	case "speaker":
		c.Speaker = value
	case "translation":
		c.Translation = value
	case "page":
		c.Page = strings.TrimSpace(value)
	case "colour":
		c.Colour = clipper.Colour(value)
		if !slices.Contains(clipper.Colours, c.Colour) {
			return clipper.Errorf(clipper.Usage, nil, "The colours are yellow, green, blue, pink and purple", "there is no colour %s", value)
		}
	default:
		return clipper.Errorf(clipper.Usage, nil, "A clip's fields are note, tags, colour, speaker, translation and page; its words are the page's", "a clip has no field %s to edit", field)
	}
	return nil
}

// tags parts a list of tags at commas.
func tags(value string) []string {
	var out []string
	for t := range strings.SplitSeq(value, ",") {
		if t = strings.TrimSpace(t); t != "" {
			out = append(out, t)
		}
	}
	return out
}
