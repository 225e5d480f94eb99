package db

import (
	"context"
	"strings"
	"unicode/utf8"

	"florilegium/clipper"
	"florilegium/clipper/fold"
)

// Snippet is a piece of a text with the words that were found in it. It is cut
// from the text as it stands; white space is kept.
type Snippet struct {
	Text    string
	Matches [][2]int // byte ranges of Text, in order
	// Start is where the piece stands in the text of the article, in bytes; in the
	// quotation, for a clip.
	Start int
	// In names what the piece is from: "text", "title", "quote" or "note".
	In string
}

// The length of a snippet of an article, in bytes, and how much of it may stand
// before the first match.
const (
	snippetBytes = 240
	snippetLead  = 80
)

// Snippets makes the snippets of hits that Search gave for q.
func (l *Library) Snippets(ctx context.Context, q clipper.Query, hits []Hit) error {
	m := fold.NewMatcher(l.patterns(joinNumbers(q.Groups)))
	for i := range hits {
		if h := &hits[i]; h.Kind == ClipHit {
			h.Snippet = clipSnippet(m, h)
		} else if err := l.articleSnippet(ctx, m, h); err != nil {
			return err
		}
	}
	return nil
}

// firstSnippets makes snippets for the first hits of each kind.
func (l *Library) firstSnippets(ctx context.Context, q clipper.Query, res *Results, n int) error {
	if n < 0 {
		return nil
	}
	if n == 0 {
		return l.Snippets(ctx, q, res.Hits)
	}
	clips, all := len(res.Clips), len(res.Hits)
	if err := l.Snippets(ctx, q, res.Hits[:min(n, clips)]); err != nil {
		return err
	}
	return l.Snippets(ctx, q, res.Hits[clips:min(clips+n, all)])
}

// patterns are the words of a query that may be marked.
func (l *Library) patterns(groups []clipper.Group) []fold.Pattern {
	l.named.mu.Lock()
	defer l.named.mu.Unlock()
	var list []fold.Pattern
	for _, g := range groups {
		for _, t := range g {
			if t.Not || t.Field != clipper.FieldText && t.Field != clipper.FieldTitle {
				continue
			}
			words := fold.Words(t.Value)
			p := fold.Pattern{Words: textOf(words), Prefix: t.Prefix, Joined: fold.Joined(t.Value, words)}
			if len(p.Words) == 1 && !t.Phrase && l.named.names != nil {
				for _, lang := range l.named.names.langs {
					p.Stems = append(p.Stems, fold.Stem(lang, p.Words[0]))
				}
			}
			list = append(list, p)
		}
	}
	return list
}

// clipSnippet is the whole quotation, or the note where only that was found.
func clipSnippet(m *fold.Matcher, h *Hit) Snippet {
	s := Snippet{Text: h.Clip.Quote, In: "quote", Matches: ranges(m.Find(h.Clip.Quote, h.Article.Lang, 0), 0)}
	if len(s.Matches) == 0 && h.Clip.Note != "" {
		if found := ranges(m.Find(h.Clip.Note, h.Article.Lang, 0), 0); len(found) > 0 {
			return Snippet{Text: h.Clip.Note, In: "note", Matches: found}
		}
	}
	return s
}

func ranges(found []fold.Match, off int) [][2]int {
	list := make([][2]int, len(found))
	for i, f := range found {
		list[i] = [2]int{f.Start - off, f.End - off}
	}
	return list
}

// articleSnippet cuts the text around the first match; where only the title has
// one, the title is the snippet.
func (l *Library) articleSnippet(ctx context.Context, m *fold.Matcher, h *Hit) error {
	var text string
	if err := l.query(ctx, `SELECT text FROM article_body WHERE id = ?`, h.Article.ID).scan(&text); err != nil {
		return err
	}
	first := m.Find(text, h.Article.Lang, 1)
	if len(first) == 0 {
		if found := m.Find(h.Article.Title, h.Article.Lang, 0); len(found) > 0 {
			h.Snippet = Snippet{Text: h.Article.Title, In: "title", Matches: ranges(found, 0)}
			return nil
		}
		first = []fold.Match{{}}
	}
	start, end := window(text, first[0].Start)
	piece := text[start:end]
	h.Snippet = Snippet{Text: piece, In: "text", Start: start, Matches: ranges(m.Find(piece, h.Article.Lang, 0), 0)}
	return nil
}

// window is the piece of a text around a match, cut between words where there
// are any.
func window(text string, match int) (start, end int) {
	start = max(0, match-snippetLead)
	if start > 0 {
		if i := strings.IndexAny(text[start:match], " \n"); i >= 0 {
			start += i + 1
		}
	}
	for start < match && !utf8.RuneStart(text[start]) {
		start++
	}
	end = min(len(text), start+snippetBytes)
	if end < len(text) {
		if i := strings.LastIndexAny(text[match:end], " \n"); i > 0 {
			end = match + i
		}
	}
	for end < len(text) && !utf8.RuneStart(text[end]) {
		end++
	}
	return start, end
}
