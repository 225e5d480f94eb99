//go:build !headless

package reader

import (
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"

	"florilegium/app/typeset"
	"florilegium/clipper"
)

// Outline lists the headings of the text.
func (r *Reader) Outline() []typeset.Heading { return r.outline }

// CurrentHeading is the index in Outline of the heading that the first text in
// view stands under, -1 before the first.
func (r *Reader) CurrentHeading() int {
	at := r.TopOffset()
	if r.lay != nil && r.off > 0 { // a heading at the very top counts
		at = r.lay.Top(r.off - topMargin + 2*r.lay.Style.Pitch())
	}
	return sort.Search(len(r.outline), func(i int) bool { return r.outline[i].Offset > at }) - 1
}

// Progress is the part of the article, 0 to 1, above the foot of the view.
func (r *Reader) Progress() float64 { return r.read() }

// Jump goes to an offset, as from the outline, and remembers where it came from.
func (r *Reader) Jump(offset int) {
	if r.lay != nil {
		r.back = append(r.back, r.off)
	}
	r.Select(offset, offset)
	r.tip.hide()
	r.ScrollTo(offset)
}

// Back goes back to where the last Jump left, and reports whether there was one.
func (r *Reader) Back() bool {
	n := len(r.back)
	if n == 0 {
		return false
	}
	y := r.back[n-1]
	r.back = r.back[:n-1]
	r.scrollTo(y)
	return true
}

// MinutesLeft is the time that the rest of the article takes to read, from the
// first text in view on, in whole minutes, at least one; 0 at its end.
func (r *Reader) MinutesLeft() int {
	if r.article == nil || r.read() >= 1 {
		return 0
	}
	var minutes float64
	at := r.TopOffset()
	for i := max(0, r.place.at(at)); i < len(r.place.blocks); i++ {
		left := r.loads[i]
		if start := r.place.starts[i]; start < at {
			left *= 1 - float64(at-start)/float64(len(r.place.blocks[i].Text)+1)
		}
		minutes += left
	}
	return max(1, int(minutes+.5))
}

// weigh is the time each block takes to read, in minutes.
func (r *Reader) weigh() {
	r.loads = make([]float64, len(r.place.blocks))
	for i, b := range r.place.blocks {
		lang := r.lang(r.place.starts[i])
		words, signs := count(b.Text)
		r.loads[i] = float64(words) / clipper.Pace(lang)
		if signs > 0 {
			r.loads[i] += float64(signs) / (2 * clipper.Pace(eastern(lang)))
		}
	}
}

// eastern is the language that a text without spaces is in: Chinese, unless it
// says otherwise.
func eastern(lang string) string {
	switch code, _, _ := strings.Cut(lang, "-"); code {
	case "ja", "th":
		return code
	}
	return "zh"
}

// ofWord tells the ASCII letters and digits, and the apostrophe, which parts no
// word here.
var ofWord = func() (t [utf8.RuneSelf]bool) {
	for c := range t {
		t[c] = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '\''
	}
	return t
}()

// count counts the words of a text, and the characters of scripts without spaces.
func count(text string) (words, signs int) {
	in := false
	for i := 0; i < len(text); {
		c := text[i]
		if c < utf8.RuneSelf {
			if ofWord[c] && !in {
				words++
			}
			in = ofWord[c]
			i++
			continue
		}
		r, n := utf8.DecodeRuneInString(text[i:])
		i += n
		switch {
		case r == '’' || r == 0xAD:
		case r >= 0xE00 && unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai):
			signs++
			in = false
		case unicode.IsLetter(r) || unicode.IsMark(r) || unicode.IsDigit(r):
			if !in {
				words++
			}
			in = true
		default:
			in = false
		}
	}
	return words, signs
}
