package cli

import (
	"context"
	"flag"
	"strings"

	"florilegium/clipper"
	"florilegium/clipper/anchor"
	"florilegium/clipper/cite"
)

var markCommand = command{
	name: "mark", args: "CLIP", about: "leave words out of a quotation, put words in, emphasise",
	examples: []string{
		`mark c12 --omit "dit le maire"              # « L’eau […] monte »`,
		`mark c12 --insert "L" --for "l"             # « [L]e roi est mort »`,
		`mark c12 --insert "Louis XIV" --at "le roi" # « le roi [Louis XIV] est mort »`,
		`mark c12 --emphasise "jamais" --sic "on vus"`, "mark c12 --clear",
	},
	notes: []string{"The words of the clip stay as they are: marks count where it is cited. The same mark once more is taken off."},
	flags: func(fs *flag.FlagSet) func(context.Context, *session, []string) error {
		var m marking
		fs.Func("omit", "leave these `words` out; may be repeated, as all may", m.wish(clipper.Omit))
		fs.Func("insert", "the `text` to put in brackets, with --for or --at; empty takes it off", m.insertion)
		fs.Func("for", "put it in the place of these `words`", m.place(false))
		fs.Func("at", "put it after these `words`", m.place(true))
		fs.Func("emphasise", "set these `words` in italics", m.wish(clipper.Emphasise))
		fs.Func("sic", "write [sic] after these `words`", m.wish(clipper.Sic))
		fs.BoolVar(&m.clear, "clear", false, "take all marks off first")
		fs.IntVar(&m.nth, "nth", 0, "which `place`, where words stand several times")
		return m.run
	},
}

// marking is one run of mark.
type marking struct {
	clear  bool
	nth    int
	wishes []wish
	text   *string // of an insertion that has no place yet
}

// wish is a mark before its words are found.
type wish struct {
	mark  clipper.ClipMark
	words string
	after bool // the mark stands behind the words
}

func (m *marking) wish(kind clipper.MarkKind) func(string) error {
	return func(words string) error {
		m.wishes = append(m.wishes, wish{mark: clipper.ClipMark{Kind: kind}, words: words})
		return nil
	}
}

func (m *marking) insertion(text string) error {
	m.text = &text
	return nil
}

func (m *marking) place(after bool) func(string) error {
	return func(words string) error {
		if m.text == nil {
			return clipper.Errorf(clipper.Usage, nil, "Write --insert TEXT before --for or --at", "nothing is to be put in there")
		}
		m.wishes = append(m.wishes, wish{clipper.ClipMark{Kind: clipper.Insert, Text: *m.text}, words, after})
		m.text = nil
		return nil
	}
}

// marked is the answer to mark.
type marked struct {
	ID      int64              `json:"id"`
	Marks   []clipper.ClipMark `json:"marks"`
	Removed []clipper.ClipMark `json:"removed,omitempty"` // what gave way to a new mark
	Passage string             `json:"passage"`           // as it is cited
}

func (m *marking) run(ctx context.Context, s *session, words []string) error {
	if len(words) != 1 || m.text != nil {
		return clipper.Errorf(clipper.Usage, nil, "`florilegium help mark` shows examples", "mark takes the number of a clip, and --insert with --for or --at")
	}
	id, isClip, err := clipID(words[0])
	if err != nil || !isClip {
		return clipper.Errorf(clipper.Usage, err, "Name a clip, as in c12", "only clips are marked, and %s is none", words[0])
	}
	lib, err := s.library(ctx)
	if err != nil {
		return err
	}
	c, err := lib.Clip(ctx, id)
	if err != nil {
		return err
	}
	removed, err := m.set(c)
	if err != nil {
		return err
	}
	if m.clear || len(m.wishes) > 0 {
		if err := lib.SaveClip(ctx, c); err != nil {
			return err
		}
	}
	a, err := lib.Article(ctx, c.ArticleID)
	if err != nil {
		return err
	}
	return s.showMarked(c, removed, cite.PassageIn(*c, a.Source.Language).String())
}

// set puts the marks on the clip, all or none.
func (m *marking) set(c *clipper.Clip) (removed []clipper.ClipMark, err error) {
	marks := c.Marks
	if m.clear {
		marks = nil
	}
	for _, w := range m.wishes {
		mark := w.mark
		if mark.Start, mark.End, err = m.find(c.Quote, w.words); err != nil {
			return nil, err
		}
		if w.after {
			mark.Start = mark.End
		}
		now, lost, err := clipper.ToggleMark(c.Quote, marks, mark)
		if err != nil {
			return nil, err
		}
		marks, removed = now, append(removed, lost...)
	}
	c.Marks = marks
	return removed, nil
}

// find finds words in a quotation: as they are written, else with plain quotes and
// spaces.
func (m *marking) find(quote, words string) (start, end int, err error) {
	var places []anchor.Place
	for at := 0; words != ""; {
		i := strings.Index(quote[at:], words)
		if i < 0 {
			break
		}
		places = append(places, anchor.Place{Start: at + i, End: at + i + len(words)})
		at += i + len(words)
	}
	if len(places) == 0 {
		places = anchor.Find(quote, words)
	}
	switch {
	case len(places) == 0:
		return 0, 0, clipper.Errorf(clipper.NotFound, nil, "`florilegium show` prints the quotation", "the quotation does not hold these words: %s", words)
	case len(places) > 1 && m.nth == 0:
		return 0, 0, clipper.Errorf(clipper.Ambiguous, nil, "Choose one with --nth, or write more words", "these words stand %d times in the quotation: %s", len(places), words)
	case m.nth < 0 || m.nth > len(places):
		return 0, 0, clipper.Errorf(clipper.Usage, nil, "Count the places from 1", "these words stand %d times in the quotation", len(places))
	}
	p := places[max(0, m.nth-1)]
	return p.Start, p.End, nil
}

func (s *session) showMarked(c *clipper.Clip, removed []clipper.ClipMark, passage string) error {
	if s.json {
		return s.object(marked{c.ID, append([]clipper.ClipMark{}, c.Marks...), removed, passage})
	}
	for _, m := range removed {
		s.talk("the mark on “%s” gave way", c.Quote[m.Start:m.End])
	}
	s.line("c%d  %s", c.ID, passage)
	return nil
}
