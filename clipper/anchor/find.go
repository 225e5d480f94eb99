package anchor

import (
	"slices"
	"strings"
	"unicode/utf8"

	"florilegium/clipper/fold"
)

// finder looks for quotations in one text. It folds the text when it first has
// to.
type finder struct {
	text  string
	shade *fold.Shadow
}

func (f *finder) shadow() *fold.Shadow {
	if f.shade == nil {
		f.shade = fold.New(f.text)
	}
	return f.shade
}

// Find lists all places where a typed quotation stands, in the order of the text:
// byte for byte where it does so anywhere, else with any quotation marks,
// apostrophes, spaces, case and accents, else without the marks typed around it.
func Find(text, quote string) []Place {
	f := finder{text: text}
	quote = strings.TrimSpace(quote)
	if places := f.exact(quote); len(places) > 0 {
		return places
	}
	if places := f.folded(quote); len(places) > 0 {
		return places
	}
	bare := strings.TrimFunc(quote, isMark)
	if bare == quote {
		return nil
	}
	return f.folded(bare)
}

// Nearest is the place that is most like a quotation that Find did not find, in
// whole words; ok is false where nothing is like it: more than half of its
// letters differ.
func Nearest(text, quote string) (p Place, ok bool) {
	f := finder{text: text}
	found := f.like(strings.TrimSpace(quote))
	if len(found) == 0 {
		return Place{}, false
	}
	return trim(text, wholeWords(text, found[0].Place)), true
}

// exact lists the places of the very bytes, on grapheme edges.
func (f *finder) exact(quote string) []Place {
	if quote == "" {
		return nil
	}
	var places []Place
	starts, ends := ruler{text: f.text}, ruler{text: f.text}
	_, step := utf8.DecodeRuneInString(quote)
	for pos := 0; ; {
		i := strings.Index(f.text[pos:], quote)
		if i < 0 {
			return places
		}
		p := Place{pos + i, pos + i + len(quote)}
		if starts.around(p.Start).Start == p.Start && ends.around(p.End).End == p.End {
			places = append(places, p)
		}
		pos = p.Start + step
	}
}

// mostFolded bounds the places that are listed of a quotation of a letter or two.
const mostFolded = 1000

// folded lists the places that read like quote.
func (f *finder) folded(quote string) []Place {
	var places []Place
	for _, r := range f.shadow().Find(quote, mostFolded) {
		places = append(places, Place{r[0], r[1]})
	}
	return places
}

// likeness is a place and how much it is like what was looked for, 0 to 1.
type likeness struct {
	Place
	quote float64
}

// At most maxErrors letters, and half of the quotation, may differ; only a few
// of the best places are looked at closely.
const (
	maxErrors  = 256
	candidates = 8
)

// like lists the places most like quote in the shadow, the likest first.
func (f *finder) like(quote string) []likeness {
	pattern := strings.TrimSpace(fold.Fold(quote))
	limit := min(maxErrors, len(pattern)/2)
	if pattern == "" {
		return nil
	}
	shadow := f.shadow()
	m := newMatcher(pattern)
	back := newMatcher(reversed(pattern))
	var found []likeness
	for _, e := range m.ends(shadow.Text, limit) {
		from := max(0, e.at-len(pattern)-e.errors)
		start := e.at - back.reach(reversed(shadow.Text[from:e.at]))
		a, b := shadow.Original(start, e.at)
		found = append(found, likeness{Place{a, b}, 1 - float64(e.errors)/float64(len(pattern))})
	}
	slices.SortStableFunc(found, func(a, b likeness) int {
		switch {
		case a.quote > b.quote:
			return -1
		case a.quote < b.quote:
			return 1
		}
		return 0
	})
	return found
}

// isMark reports a quotation mark or white space.
func isMark(r rune) bool {
	return strings.ContainsRune("\"'“”„‟‘’‚‛«»‹›「」『』 \u00a0\u202f", r)
}

func firstRune(s string) rune {
	r, _ := utf8.DecodeRuneInString(s)
	return r
}

func lastRune(s string) rune {
	r, _ := utf8.DecodeLastRuneInString(s)
	return r
}
