package extract

import (
	"net/url"
	"strings"

	"github.com/markusmobius/go-trafilatura"
	"golang.org/x/net/html"

	"florilegium/clipper"
)

// opinion is what the second reader took for the article: its rows of three
// words, by which a block of ours is found again whatever became of the markup.
type opinion struct {
	words   int
	threes  map[uint64]struct{}
	singles map[uint64]struct{}
}

// secondOpinion asks go-trafilatura. Where it has nothing to say the opinion is
// empty.
func secondOpinion(doc *html.Node, page *url.URL) opinion {
	result, err := trafilatura.ExtractDocument(doc, trafilatura.Options{
		OriginalURL: page, ExcludeComments: true, HtmlDateMode: trafilatura.Disabled,
	})
	if err != nil || result.ContentNode == nil {
		return opinion{}
	}
	return opinionOf(textOf(result.ContentNode))
}

func opinionOf(text string) opinion {
	hashes := wordHashes(text)
	o := opinion{words: len(hashes), threes: map[uint64]struct{}{}, singles: map[uint64]struct{}{}}
	for i, h := range hashes {
		o.singles[h] = struct{}{}
		if i >= 2 {
			o.threes[three(hashes[i-2:])] = struct{}{}
		}
	}
	return o
}

// share is how much of a text the second reader took as well, from 0 to 1.
func (o opinion) share(text string) float64 {
	hashes := wordHashes(text)
	hits, of := 0, 0
	if len(hashes) < 3 {
		for _, h := range hashes {
			if of++; has(o.singles, h) {
				hits++
			}
		}
	}
	for i := 2; i < len(hashes); i++ {
		if of++; has(o.threes, three(hashes[i-2:])) {
			hits++
		}
	}
	return float64(hits) / float64(max(of, 1))
}

func has(set map[uint64]struct{}, h uint64) bool {
	_, ok := set[h]
	return ok
}

// seconds reports whether the second reader took a block as well.
func (o opinion) seconds(b clipper.Block) bool { return o.share(b.Text) >= .5 }

func three(h []uint64) uint64 { return (h[0]*31+h[1])*31 + h[2] }

// wordHashes are the words of a text, letters and digits alone, as hashes.
// Characters of scripts without spaces are words by themselves.
func wordHashes(text string) []uint64 {
	const offset, prime = 14695981039346656037, 1099511628211
	var all []uint64
	h, inside := uint64(offset), false
	end := func() {
		if inside {
			all = append(all, h)
		}
		h, inside = offset, false
	}
	for _, r := range strings.ToLower(text) {
		switch {
		case isDense(r):
			end()
			all = append(all, uint64(r))
		case isWordRune(r):
			h, inside = (h^uint64(r))*prime, true
		default:
			end()
		}
	}
	end()
	return all
}
