package cli

import (
	"context"
	"flag"
	"slices"
	"strings"

	"florilegium/clipper"
	"florilegium/clipper/anchor"
)

var clipCommand = command{
	name: "clip", args: "ID --quote TEXT", about: "clip a quotation from an article",
	examples: []string{
		`clip 1 --quote "Ils tentent de rester en état de mouvement"`,
		`clip 1 --quote "l'état" --nth 2 --note "chapitre 3" --tag thèse --colour green`,
		`clip 1 --quote "we were told nothing" --speaker "the mayor"`,
		"clip 1 --quote - < passage.txt",
	},
	flags: func(fs *flag.FlagSet) func(context.Context, *session, []string) error {
		var c clipping
		fs.StringVar(&c.quote, "quote", "", "the `text`, plain quotes and spaces will do (- for stdin)")
		fs.IntVar(&c.nth, "nth", 0, "which `place`, where the text stands several times")
		fs.StringVar(&c.clip.Note, "note", "", "a `note`")
		fs.Var((*list)(&c.clip.Tags), "tag", "a `tag`; may be repeated")
		fs.StringVar((*string)(&c.clip.Colour), "colour", string(clipper.Yellow), "`yellow`, green, blue, pink or purple")
		fs.StringVar(&c.clip.Page, "page", "", "the `page` in print")
		fs.StringVar(&c.clip.Speaker, "speaker", "", "`who` says it, when that is not the author")
		return c.run
	},
}

type clipping struct {
	quote string
	nth   int
	clip  clipper.Clip
}

// clipped is the answer to clip.
type clipped struct {
	ID        int64  `json:"id"`
	UID       string `json:"uid"`
	Article   int64  `json:"article"`
	Start     int    `json:"start"`
	End       int    `json:"end"`
	Paragraph int    `json:"paragraph"`
	Heading   string `json:"heading"`
	Quote     string `json:"quote"`
}

func (c *clipping) run(ctx context.Context, s *session, words []string) error {
	if len(words) != 1 || c.quote == "" {
		return clipper.Errorf(clipper.Usage, nil, "`florilegium help clip` shows examples", "clip takes the number of an article and --quote")
	}
	if !slices.Contains(clipper.Colours, c.clip.Colour) {
		return clipper.Errorf(clipper.Usage, nil, "The colours are yellow, green, blue, pink and purple", "there is no colour %s", c.clip.Colour)
	}
	id, err := articleID(words[0])
	if err != nil {
		return err
	}
	lib, err := s.library(ctx)
	if err != nil {
		return err
	}
	a, err := lib.Article(ctx, id)
	if err != nil {
		return err
	}
	made, err := c.make(s, a)
	if err != nil {
		return err
	}
	if err := lib.SaveClip(ctx, &made); err != nil {
		return err
	}
	return s.showClipped(made)
}

// make finds the quotation in the article and fills in the clip.
func (c *clipping) make(s *session, a *clipper.Article) (clipper.Clip, error) {
	quote := c.quote
	if quote == "-" {
		data, err := s.readFile("-")
		if err != nil {
			return clipper.Clip{}, err
		}
		quote = strings.TrimSpace(string(data))
	}
	place, err := c.place(a.Text(), quote)
	if err != nil {
		return clipper.Clip{}, err
	}
	made, err := anchor.NewClip(a, place.Start, place.End)
	if err != nil {
		return clipper.Clip{}, err
	}
	made.Note, made.Tags, made.Colour, made.Speaker, made.Page = c.clip.Note, c.clip.Tags, c.clip.Colour, c.clip.Speaker, c.clip.Page
	return made, nil
}

// place chooses the place of a quotation. One that stands nowhere is refused with
// the nearest place, one that stands several times with the list of them.
func (c *clipping) place(text, quote string) (anchor.Place, error) {
	places := anchor.Find(text, quote)
	switch {
	case len(places) == 0:
		near, ok := anchor.Nearest(text, quote)
		if !ok {
			return anchor.Place{}, clipper.Errorf(clipper.NotFound, nil, "`florilegium show` prints the text as it was saved", "the article does not hold this quotation")
		}
		return anchor.Place{}, clipper.Errorf(clipper.NotFound, nil, "Quote the article's own words, or save the page again if it has changed", "the article does not hold this quotation; the nearest place reads: %s", short(text[near.Start:near.End], 300))
	case c.nth > len(places) || c.nth < 0:
		return anchor.Place{}, clipper.Errorf(clipper.Usage, nil, "Count the places from 1", "the quotation stands %d times", len(places))
	case c.nth > 0:
		return places[c.nth-1], nil
	case len(places) > 1:
		refusal := several{error: clipper.Errorf(clipper.Ambiguous, nil, "Choose one with --nth, or quote more words", "the quotation stands %d times", len(places))}
		for _, p := range places {
			refusal.places = append(refusal.places, around(text, p))
		}
		return anchor.Place{}, refusal
	}
	return places[0], nil
}

// around is a place with some words on either side.
func around(text string, p anchor.Place) string {
	start, end := max(0, p.Start-60), min(len(text), p.End+60)
	return strings.Join(strings.Fields(strings.ToValidUTF8(text[start:end], "")), " ")
}

func (s *session) showClipped(c clipper.Clip) error {
	if s.json {
		return s.object(clipped{c.ID, c.UID, c.ArticleID, c.Start, c.End, c.Paragraph, strings.Join(c.Heading, " › "), c.Quote})
	}
	s.line("c%d  § %d  %s", c.ID, c.Paragraph, c.Quote)
	return nil
}
