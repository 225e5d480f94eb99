package anchor

import (
	"strings"

	"github.com/rivo/uniseg"

	"florilegium/clipper"
)

// NewClip makes a clip of the bytes start to end of the article's text, widened
// to grapheme edges and without white space around it. It fills in everything
// that comes from the article. An empty or impossible range is a Usage error.
func NewClip(a *clipper.Article, start, end int) (clipper.Clip, error) {
	text := a.Text()
	if start < 0 || end > len(text) || start >= end {
		return clipper.Clip{}, clipper.Errorf(clipper.Usage, nil, "Select some words of the article", "there is nothing to clip between %d and %d", start, end)
	}
	p := trim(text, Place{edgeBefore(text, start), edgeAfter(text, end)})
	if p.Start == p.End {
		return clipper.Clip{}, clipper.Errorf(clipper.Usage, nil, "Select some words of the article", "the selection holds only white space")
	}
	c := clipper.Clip{ArticleID: a.ID, Colour: clipper.Yellow}
	tie(&c, a, text, p)
	return c, nil
}

// tie writes into c what it holds of the article at p.
func tie(c *clipper.Clip, a *clipper.Article, text string, p Place) {
	c.Quote, c.Start, c.End = text[p.Start:p.End], p.Start, p.End
	c.Prefix, c.Suffix = before(text, p.Start), after(text, p.End)
	at := PlaceOf(a.Blocks, p.Start)
	c.Paragraph, c.Heading = at.Paragraph, at.Heading
	c.TextHash, c.Snapshot = a.TextHash, a.Snapshot
	if c.TextHash == "" {
		c.TextHash = clipper.HashText(text)
	}
	c.Lost = false
}

// before is the context of clipper.ContextGraphemes in front of off.
func before(text string, off int) string {
	for reach := 8 * clipper.ContextGraphemes; ; reach *= 2 {
		from := edgeBefore(text, max(0, off-reach))
		edges := graphemeStarts(text[from:off])
		if n := len(edges) - clipper.ContextGraphemes; n >= 0 {
			return text[from+edges[n] : off]
		}
		if from == 0 {
			return text[:off]
		}
	}
}

// after is the context of clipper.ContextGraphemes behind off.
func after(text string, off int) string {
	end, state := off, -1
	for range clipper.ContextGraphemes {
		cluster, _, _, next := uniseg.FirstGraphemeClusterInString(text[end:], state)
		end, state = end+len(cluster), next
	}
	return text[off:end]
}

func graphemeStarts(s string) []int {
	var starts []int
	state, rest := -1, s
	for rest != "" {
		starts = append(starts, len(s)-len(rest))
		_, rest, _, state = uniseg.FirstGraphemeClusterInString(rest, state)
	}
	return starts
}

// trim takes whole graphemes of white space off both ends.
func trim(text string, p Place) Place {
	s := text[p.Start:p.End]
	starts := append(graphemeStarts(s), len(s))
	blank := func(i int) bool { return strings.TrimSpace(s[starts[i]:starts[i+1]]) == "" }
	first, last := 0, len(starts)-1
	for first < last && blank(first) {
		first++
	}
	for last > first && blank(last-1) {
		last--
	}
	return Place{p.Start + starts[first], p.Start + starts[last]}
}
