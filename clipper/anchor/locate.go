package anchor

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"florilegium/clipper"
)

// Locate finds a clip in a text, which may have changed since. Same and Moved
// mean that the words of the quotation stand at the place, Moved perhaps with
// other spaces, dashes and quotation marks; Altered is the likest place and
// never to be taken for the quotation; for Lost the place is empty.
func Locate(text string, c clipper.Clip) (Place, Match) {
	f := finder{text: text}
	return f.locate(c)
}

// Reanchor ties clips to the article's text as it is now, in their order. A clip
// whose words are not found, or only altered ones, is marked Lost and keeps the
// offsets and hashes of the last text that held it. The marks of a clip go with its
// words.
func Reanchor(a *clipper.Article, clips []clipper.Clip) []clipper.Clip {
	f := finder{text: a.Text()}
	moved := make([]clipper.Clip, len(clips))
	for i, c := range clips {
		if p, match := f.locate(c); match >= Moved {
			c.Marks = carry(c.Marks, c.Quote, f.text[p.Start:p.End])
			tie(&c, a, f.text, p)
		} else {
			c.Lost = true
		}
		moved[i] = c
	}
	return moved
}

func (f *finder) locate(c clipper.Clip) (Place, Match) {
	here := Place{c.Start, c.End}
	if c.Quote == "" {
		return Place{}, Lost
	}
	if f.holds(here, c.Quote) && strings.HasSuffix(f.text[:c.Start], c.Prefix) && strings.HasPrefix(f.text[c.End:], c.Suffix) {
		return here, Same
	}
	if p, ok := f.best(alike(f.exact(c.Quote)), c); ok {
		if p == here {
			return p, Same
		}
		return p, Moved
	}
	if p, ok := f.best(alike(f.folded(c.Quote)), c); ok {
		if plain(f.text[p.Start:p.End]) == plain(c.Quote) {
			return p, Moved
		}
		return p, Altered
	}
	if p, ok := f.best(f.like(c.Quote), c); ok {
		return wholeWords(f.text, p), Altered
	}
	return Place{}, Lost
}

func (f *finder) holds(p Place, quote string) bool {
	return p.Start >= 0 && p.End <= len(f.text) && p.Start <= p.End && f.text[p.Start:p.End] == quote
}

// What the likeness of each part of a clip is worth, as Hypothesis weighs it.
const (
	quoteWorth    = 50
	contextWorth  = 20
	positionWorth = 2
)

// nearby bounds how many places of a short, frequent quotation are weighed.
const nearby = 256

// best is the candidate with the highest worth, the first of equals.
func (f *finder) best(found []likeness, c clipper.Clip) (best Place, ok bool) {
	found = around(found, c.Start)
	prefix, suffix := newContext(c.Prefix), newContext(c.Suffix)
	top := -1.0
	for _, p := range found {
		worth := quoteWorth*p.quote + contextWorth*(prefix.before(f.text, p.Start)+suffix.after(f.text, p.End)) +
			positionWorth*(1-float64(abs(p.Start-c.Start))/float64(len(f.text)+1))
		if worth > top {
			top, best = worth, p.Place
		}
	}
	return best, len(found) > 0
}

// around keeps the candidates nearest to off when there are very many.
func around(found []likeness, off int) []likeness {
	if len(found) <= nearby {
		return found
	}
	i := 0
	for i < len(found) && found[i].Start < off {
		i++
	}
	from := min(max(0, i-nearby/2), len(found)-nearby)
	return found[from : from+nearby]
}

func alike(places []Place) []likeness {
	found := make([]likeness, len(places))
	for i, p := range places {
		found[i] = likeness{p, 1}
	}
	return found
}

// context measures how much of a clip's prefix or suffix stands beside a place.
type context struct {
	want string
	m    *matcher
}

func newContext(want string) context {
	if want == "" {
		return context{}
	}
	return context{want, newMatcher(want)}
}

func (x context) before(text string, off int) float64 {
	if strings.HasSuffix(text[:off], x.want) {
		return 1
	}
	return x.likeness(text[max(0, off-len(x.want)-len(x.want)/2):off])
}

func (x context) after(text string, off int) float64 {
	if strings.HasPrefix(text[off:], x.want) {
		return 1
	}
	return x.likeness(text[off:min(len(text), off+len(x.want)+len(x.want)/2)])
}

func (x context) likeness(beside string) float64 {
	return 1 - float64(x.m.errorsIn(beside))/float64(len(x.want))
}

// plain is s without what is only typography: spaces, invisible signs, and the
// shapes of quotation marks, apostrophes and dashes. Case and accents stay.
func plain(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r) || unicode.Is(unicode.Cf, r):
			return -1
		case strings.ContainsRune("“”„‟«»‹›「」『』", r):
			return '"'
		case strings.ContainsRune("‘’‚‛ʼ′", r):
			return '\''
		case unicode.Is(unicode.Pd, r) || r == '−':
			return '-'
		}
		return r
	}, strings.ReplaceAll(norm.NFC.String(s), "…", "..."))
}

func abs(n int) int {
	if n < 0 {
		return -n
	}
	return n
}
