package capture

import (
	"context"
	"slices"
	"strings"
	"unicode/utf8"

	"florilegium/clipper"
	"florilegium/clipper/anchor"
)

// Typed is a quotation typed by hand from a source that has no page here.
type Typed struct {
	Quote string // kept as it is typed, but for white space at its ends; lines end in "\n"
	Page  string // as printed: "45", "xii–xiv"; "" for none
	Note  string
	Tags  []string
}

// Type stores quotations that were typed by hand, with their source: an article
// without a page, whose blocks are the quotations, each with a clip. Where a source
// of the same type, title, authors and year was typed before, they are added to
// its article. It returns the article and the clips in the order given; a quotation
// that is there already gives the clip that it has. Nothing is fetched.
func (d *Door) Type(ctx context.Context, source clipper.Source, quotations []Typed) (Result, []clipper.Clip, error) {
	texts, err := typedTexts(source, quotations)
	if err != nil {
		return Result{Status: Failed}, nil, err
	}
	source.Canonical = clipper.TypedAddress(source)
	if source.Language == "" {
		source.Language = "und"
	}
	a, clips, err := d.typedBefore(ctx, source)
	if err != nil {
		return Result{Status: Failed}, nil, err
	}
	status := Version
	if a == nil {
		status = Saved
		a = &clipper.Article{Source: source, Evidence: typedEvidence(&source)}
	}
	return d.addTyped(ctx, a, status, clips, quotations, texts)
}

// typedTexts are the words of the quotations, all looked at before anything is
// stored.
func typedTexts(source clipper.Source, quotations []Typed) ([]string, error) {
	if strings.TrimSpace(source.Title) == "" {
		return nil, clipper.Errorf(clipper.Usage, nil, "Give at least its title", "a source typed by hand needs a title")
	}
	var texts []string
	for _, q := range quotations {
		text := strings.TrimSpace(strings.ReplaceAll(q.Quote, "\r\n", "\n"))
		if text == "" || !utf8.ValidString(text) {
			return nil, clipper.Errorf(clipper.Usage, nil, "Type the words as they are printed", "the quotation has no words")
		}
		texts = append(texts, text)
	}
	if len(texts) == 0 {
		return nil, clipper.Errorf(clipper.Usage, nil, "Type the words as they are printed", "the quotation has no words")
	}
	return texts, nil
}

// typedBefore is the article of the same source, nil for none. A page that was saved
// from the source's address is refused: its own text is to be quoted.
func (d *Door) typedBefore(ctx context.Context, source clipper.Source) (*clipper.Article, []clipper.Clip, error) {
	if source.URL != "" {
		page, err := d.Store.Lookup(ctx, clipper.CleanURL(source.URL))
		if err != nil {
			return nil, nil, err
		}
		if page != nil && !page.Source.Typed() {
			return nil, nil, clipper.Errorf(clipper.Conflict, nil, "Clip the quotation from its text", "this page is in the library already: %s", page.Source.Title)
		}
	}
	a, err := d.Store.Lookup(ctx, source.Canonical)
	if err != nil || a == nil || clipper.TypedAddress(a.Source) != source.Canonical {
		return nil, nil, err // one that was corrected since is another source
	}
	clips, err := d.Store.Clips(ctx, a.ID)
	return a, clips, err
}

// typedEvidence says of every field that is set that the reader gave it.
func typedEvidence(s *clipper.Source) (evidence []clipper.Evidence) {
	for _, name := range clipper.Fields() {
		value := clipper.GetField(s, name)
		if value == "" || name == "canonical" || name == "lang" && value == "und" {
			continue
		}
		evidence = append(evidence, clipper.Evidence{Field: name, Value: value, From: clipper.FromUser, Picked: true})
	}
	return evidence
}

// addTyped adds a block and a clip for each text that the article does not have.
func (d *Door) addTyped(ctx context.Context, a *clipper.Article, status Status, clips []clipper.Clip, quotations []Typed, texts []string) (Result, []clipper.Clip, error) {
	fresh := map[string]Typed{}
	for i, text := range texts {
		if !slices.ContainsFunc(a.Blocks, func(b clipper.Block) bool { return b.Text == text }) {
			a.Blocks = append(a.Blocks, clipper.Block{Kind: clipper.Quote, Level: 1, Text: text})
			fresh[text] = quotations[i]
		}
	}
	if len(fresh) > 0 {
		a.TextHash, a.Words = clipper.HashText(a.Text()), 0
		made, err := typedClips(a, fresh)
		if err == nil {
			err = d.Store.SaveArticle(ctx, a, nil, append(anchor.Reanchor(a, clips), made...))
		}
		if err != nil {
			return Result{Status: Failed}, nil, err
		}
	} else {
		status = Known
	}
	clips, err := d.Store.Clips(ctx, a.ID)
	if err != nil {
		return Result{Status: Failed}, nil, err
	}
	var asked []clipper.Clip
	for _, text := range texts {
		if i := slices.IndexFunc(clips, func(c clipper.Clip) bool { return c.Quote == text }); i >= 0 {
			asked = append(asked, clips[i])
		}
	}
	return Result{Article: a, Status: status}, asked, nil
}

// typedClips makes the clips of the blocks that are new.
func typedClips(a *clipper.Article, fresh map[string]Typed) (made []clipper.Clip, err error) {
	pos := 0
	for _, b := range a.Blocks {
		if q, ok := fresh[b.Text]; ok {
			c, err := anchor.NewClip(a, pos, pos+len(b.Text))
			if err != nil {
				return nil, err
			}
			c.Page, c.Note, c.Tags = strings.TrimSpace(q.Page), q.Note, q.Tags
			made = append(made, c)
		}
		pos += len(b.Text) + 1
	}
	return made, nil
}

// refuseTyped is the failure for an article that has no page to look at.
func refuseTyped(a *clipper.Article) error {
	if !a.Source.Typed() {
		return nil
	}
	return clipper.Errorf(clipper.NotFound, nil, "Correct its words or its source by hand", "this source was typed by hand: there is no page behind it")
}
