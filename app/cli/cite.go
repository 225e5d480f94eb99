package cli

import (
	"cmp"
	"context"
	"flag"
	"strings"

	"florilegium/clipper"
	"florilegium/clipper/cite"
	"florilegium/clipper/csl"
	"florilegium/db"
)

var citeCommand = command{
	name: "cite", args: "ID…", about: "print references, or quotations with their reference",
	examples: []string{
		"cite 1", "cite c12                    # the quotation with its reference",
		"cite c12 --as note --style chicago-notes", "cite 1 2 3 --as bibliography --style apa --locale fr",
		"cite c12 --style ./thesis.csl --format rtf",
		"cite c12 --as latex", "cite c12 --as quote-citation --style apa", "cite c12 --as link   # to the very passage",
	},
	notes: []string{"`florilegium styles WORD` finds a style; without one the reference is plain author and date."},
	flags: func(fs *flag.FlagSet) func(context.Context, *session, []string) error {
		var c citing
		fs.StringVar(&c.as, "as", "", "`note`, bibliography, quote (the default for clips), or a form of the copy menu: "+variants())
		fs.Func("words", "of a clip with a translation: `translated`, original or both", c.wordsOf)
		fs.StringVar(&c.style, "style", "", "a citation `style`: a name or a CSL file")
		fs.StringVar(&c.locale, "locale", "", "the `language` of the reference; else the style's, else the article's")
		fs.StringVar(&c.format, "format", "text", "`text`, html or rtf")
		return c.run
	},
}

// citing is one run of cite.
type citing struct {
	as, style, locale, format string

	variant cite.Variant // of the copy menu; "" for none
	wording cite.Wording

	out    csl.Format
	styles *cite.Styles
	loaded map[string]*cite.CSLStyle // by language
}

// cited is one reference as JSON.
type cited struct {
	ID   string `json:"id"`
	Text string `json:"text"`
}

func (c *citing) run(ctx context.Context, s *session, words []string) (err error) {
	if len(words) == 0 {
		return clipper.Errorf(clipper.Usage, nil, "`florilegium help cite` shows examples", "cite takes the numbers of articles or clips")
	}
	if c.out, err = outputFormat(c.format); err != nil {
		return err
	}
	switch c.as {
	case "", "note", "bibliography", "quote":
	default:
		if c.variant, err = cite.ParseVariant(c.as); err != nil {
			return clipper.Errorf(clipper.Usage, nil, "The forms are note, bibliography, quote, "+variants(), "there is no form of reference called %s", c.as)
		}
		if c.out == csl.RTF {
			return clipper.Errorf(clipper.Usage, nil, "Write --format text or --format html", "this form is not written in RTF")
		}
	}
	lib, err := s.library(ctx)
	if err != nil {
		return err
	}
	c.styles, c.loaded = cite.OpenStyles(cite.UsualPlaces(lib.Dir())), map[string]*cite.CSLStyle{}
	if c.style != "" {
		if _, err := c.styles.Load(c.style, c.locale); err != nil {
			return err
		}
	}
	if c.out == csl.RTF && !s.json {
		s.line(`{\rtf1\ansi\deff0`)
		defer s.line("}")
	}
	if c.as == "bibliography" && c.style != "" {
		return c.list(ctx, s, lib, words)
	}
	return s.each(words, func(word string) error {
		text, err := c.text(ctx, lib, word)
		if err != nil {
			s.explain(err)
			return told{err}
		}
		return c.print(s, word, text)
	})
}

func (c *citing) print(s *session, word, text string) error {
	if s.json {
		return s.object(cited{word, text})
	}
	if c.out == csl.RTF {
		text += `\par`
	}
	s.line("%s", text)
	return nil
}

// list prints a bibliography: in the order of the style, each article once, works
// of one author and year told apart.
func (c *citing) list(ctx context.Context, s *session, lib *db.Library, words []string) error {
	var items []cite.Item
	wordOf := map[string]string{} // by cite key
	seen := map[int64]bool{}
	failed := s.each(words, func(word string) error {
		a, _, err := c.read(ctx, lib, word)
		if err != nil {
			s.explain(err)
			return told{err}
		}
		if seen[a.ID] {
			return nil
		}
		seen[a.ID] = true
		items = append(items, cite.Item{Source: a.Source})
		cite.Keys(items)
		wordOf[items[len(items)-1].Source.CiteKey] = word
		return nil
	})
	if len(items) == 0 {
		return failed
	}
	style, err := c.styled(items[0].Source)
	if err != nil {
		return err
	}
	for _, e := range style.Bibliography(items).Entries {
		if err := c.print(s, wordOf[e.ID], bibliographyEntry(e.Text, c.out)); err != nil {
			return err
		}
	}
	return failed
}

// read reads the article that a word names, and the clip where it names one.
func (c *citing) read(ctx context.Context, lib *db.Library, word string) (*clipper.Article, *clipper.Clip, error) {
	id, isClip, err := clipID(word)
	if err != nil {
		return nil, nil, err
	}
	var clip *clipper.Clip
	if isClip {
		if clip, err = lib.Clip(ctx, id); err != nil {
			return nil, nil, err
		}
		id = clip.ArticleID
	} else if id, err = articleID(word); err != nil {
		return nil, nil, err
	}
	a, err := lib.Article(ctx, id)
	return a, clip, err
}

// text is the reference of one article, or one clip in the form asked for.
func (c *citing) text(ctx context.Context, lib *db.Library, word string) (string, error) {
	a, clip, err := c.read(ctx, lib, word)
	switch {
	case err != nil:
		return "", err
	case clip == nil && (c.as == "quote" || c.variant != ""):
		return "", clipper.Errorf(clipper.Usage, nil, "Name a clip, as in c12", "%s is an article, and only clips are quoted", word)
	case c.variant != "" || clip != nil && c.as == "" && c.wording != cite.Translated:
		return c.copied(a, clip)
	case c.style == "":
		return cite.Escaped(c.plain(a, clip), c.out), nil
	}
	style, err := c.styled(a.Source)
	if err != nil {
		return "", err
	}
	switch {
	case clip == nil && c.as == "note":
		return style.RichNote(a.Source, cite.Locator{}, "").Format(c.out), nil
	case clip == nil, c.as == "bibliography":
		return bibliographyEntry(style.RichReference(a.Source), c.out), nil
	case c.as == "note":
		return style.RichNote(a.Source, cite.LocatorIn(*clip, a), clip.Speaker).Format(c.out), nil
	}
	return style.Quotation(*clip, a.Source, c.out), nil
}

// variants names the forms of the copy menu.
func variants() string {
	var names []string
	for _, f := range cite.Copies {
		names = append(names, string(f.ID))
	}
	return strings.Join(names, ", ")
}

func (c *citing) wordsOf(name string) error {
	wording, ok := map[string]cite.Wording{"translated": cite.Translated, "original": cite.Original, "both": cite.Bilingual}[name]
	if !ok {
		return clipper.Errorf(clipper.Usage, nil, "Write translated, original or both", "there are no words called %s", name)
	}
	c.wording = wording
	return nil
}

// copied is a clip in a form of the copy menu.
func (c *citing) copied(a *clipper.Article, clip *clipper.Clip) (string, error) {
	how := cite.Copying{Lang: c.language(a.Source), Wording: c.wording}
	if c.style != "" {
		var err error
		if how.Style, err = c.styled(a.Source); err != nil {
			return "", err
		}
	}
	text, rich := how.Copy(cmp.Or(c.variant, cite.CopyNote), *clip, a)
	switch {
	case text == "":
		return "", clipper.Errorf(clipper.NotFound, nil, "Its source needs an address, and its article the words", "there is no link to this quotation")
	case c.out == csl.HTML && rich != "":
		return rich, nil
	}
	return text, nil
}

// plain is the built-in form, without a style.
func (c *citing) plain(a *clipper.Article, clip *clipper.Clip) string {
	locale := c.language(a.Source)
	switch {
	case clip == nil, c.as == "bibliography":
		return cite.Reference(a.Source, locale)
	case c.as == "note":
		return cite.Note(*clip, a.Source, locale)
	}
	return cite.Quotation(*clip, a.Source, locale)
}

// styled is the style in the language asked for, else its own, else the source's.
func (c *citing) styled(source clipper.Source) (*cite.CSLStyle, error) {
	locale := c.language(source)
	if style := c.loaded[locale]; style != nil {
		return style, nil
	}
	style, err := c.styles.Load(c.style, c.locale)
	if err == nil && c.locale == "" && style.Info().Locale == "" {
		style, err = c.styles.Load(c.style, locale)
	}
	if err == nil {
		c.loaded[locale] = style
	}
	return style, err
}

func (c *citing) language(source clipper.Source) string {
	switch {
	case c.locale != "":
		return c.locale
	case source.Language == "und":
		return ""
	}
	return source.Language
}
