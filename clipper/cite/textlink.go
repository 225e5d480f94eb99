package cite

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"florilegium/clipper"
)

// longFragment is the length in bytes from which a fragment names only the
// beginning and the end of a passage.
const longFragment = 300

// TextFragment is a link that opens the page at a clip and marks it, by the draft
// "URL Fragment Text Directives" of the WICG: #:~:text=[prefix-,]start[,end][,-suffix].
// A directive names whole words, so that a clip which cuts a word is widened to it.
// Words beside the clip are named where the article has it more than once before
// that place. A passage over several paragraphs, or of more than 300 bytes, is
// named by its first and last words. It is "" for a source without an address or
// a clip that the article does not hold; a passage that no words can tell from an
// earlier one gets the likest directive.
func TextFragment(c clipper.Clip, a *clipper.Article) string {
	url := address(a.Source.URL)
	text := a.Text()
	if url == "" || !holds(text, &c) {
		return ""
	}
	join := "#"
	if strings.Contains(url, "#") {
		join = ""
	}
	return url + join + fragmentIn(text, c.Start, c.End)
}

// fragmentOf is the fragment of a clip without its "#": in the text of its article
// or, where that is not at hand, in the words that the clip keeps beside it.
func fragmentOf(c *clipper.Clip, text string) string {
	if holds(text, c) {
		return fragmentIn(text, c.Start, c.End)
	}
	return fragmentIn(c.Prefix+c.Quote+c.Suffix, len(c.Prefix), len(c.Prefix)+len(c.Quote))
}

func fragmentIn(text string, start, end int) string {
	return ":~:text=" + newFragment(text, start, end).String()
}

// holds reports that a text has the clip at its place.
func holds(text string, c *clipper.Clip) bool {
	return c.Start >= 0 && c.Start < c.End && c.End <= len(text) && text[c.Start:c.End] == c.Quote
}

// directive is a text directive with its terms decoded.
type directive struct{ prefix, start, end, suffix string }

func (d directive) String() string {
	var b strings.Builder
	if d.prefix != "" {
		b.WriteString(fragmentEscape(d.prefix) + "-,")
	}
	b.WriteString(fragmentEscape(d.start))
	if d.end != "" {
		b.WriteString("," + fragmentEscape(d.end))
	}
	if d.suffix != "" {
		b.WriteString(",-" + fragmentEscape(d.suffix))
	}
	return b.String()
}

// newFragment is the shortest directive that leads to the bytes start to end of the
// text, and to none before.
func newFragment(text string, start, end int) directive {
	start, end = wholeWordsAt(text, start, end)
	passage := text[start:end]
	base := directive{start: passage}
	var best directive
	for words := 4; ; words *= 2 {
		if len(passage) > longFragment || strings.Contains(passage, "\n") {
			if base.start, base.end = firstWords(passage, words), lastWords(passage, words); base.start+base.end == "" || len(base.start)+len(base.end) >= len(passage) && !strings.Contains(passage, "\n") {
				base.start, base.end = passage, ""
			}
		}
		for _, beside := range []int{0, 2, 5, 12, 40, 120} {
			d := base
			if beside > 0 {
				d.prefix, d.suffix = lastWords(text[:start], beside), firstWords(text[end:], beside)
			}
			if from, to, ok := d.find(text); ok && from == start && to == end {
				return d
			}
			best = d
		}
		if words > 64 {
			return best
		}
	}
}

// find is the place that the directive leads to: the first that fits.
func (d directive) find(text string) (start, end int, ok bool) {
	for from := 0; from <= len(text); {
		at, after, found := findTerm(text, firstOf(d.prefix, d.start), from)
		if !found {
			return 0, 0, false
		}
		from = at + 1
		start, end = at, after
		if d.prefix != "" {
			if start, end, found = termAt(text, d.start, skipSpace(text, after)); !found {
				continue
			}
		}
		if to, ok := d.ends(text, end); ok {
			return start, to, true
		}
	}
	return 0, 0, false
}

// ends is where the passage ends whose start term ends at end.
func (d directive) ends(text string, end int) (to int, ok bool) {
	for from := end; ; {
		to = end
		if d.end != "" {
			at, after, found := findTerm(text, d.end, from)
			if !found {
				return 0, false
			}
			from, to = at+1, after
		}
		if d.suffix == "" {
			return to, true
		}
		if _, _, found := termAt(text, d.suffix, skipSpace(text, to)); found {
			return to, true
		}
		if d.end == "" {
			return 0, false
		}
	}
}

// findTerm finds a term as whole words at or after from.
func findTerm(text, term string, from int) (start, end int, ok bool) {
	for from <= len(text) {
		i := strings.Index(text[from:], term)
		if i < 0 || term == "" {
			return 0, 0, false
		}
		if start, end, ok = termAt(text, term, from+i); ok {
			return start, end, true
		}
		from += i + 1
	}
	return 0, 0, false
}

// termAt reports whether a term stands at a place as whole words.
func termAt(text, term string, at int) (start, end int, ok bool) {
	end = at + len(term)
	return at, end, strings.HasPrefix(text[at:], term) && !insideWord(text, at) && !insideWord(text, end)
}

func skipSpace(text string, at int) int {
	return len(text) - len(strings.TrimLeftFunc(text[at:], unicode.IsSpace))
}

// insideWord reports a place between two letters of a script with spaces.
func insideWord(text string, at int) bool {
	return spacedWord(lastRune(text[:at])) && spacedWord(firstRune(text[at:]))
}

func spacedWord(r rune) bool {
	return isWord(r) && !unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai, unicode.Khmer, unicode.Lao, unicode.Myanmar)
}

// wholeWordsAt widens a range to whole words.
func wholeWordsAt(text string, start, end int) (int, int) {
	for start > 0 && insideWord(text, start) {
		_, size := utf8.DecodeLastRuneInString(text[:start])
		start -= size
	}
	for end < len(text) && insideWord(text, end) {
		_, size := utf8.DecodeRuneInString(text[end:])
		end += size
	}
	return start, end
}

// ideographs counts as one word for the words below.
const ideographs = 4

// firstWords are the first n words of the first line, those without spaces in
// groups of characters.
func firstWords(text string, n int) string {
	line, _, _ := strings.Cut(strings.TrimLeftFunc(text, unicode.IsSpace), "\n")
	end, count := 0, 0
	for i, r := range line {
		before := lastRune(line[:i])
		switch {
		case unicode.IsSpace(r) && !unicode.IsSpace(before):
			count += ideographs
		case !spacedWord(r) && isWord(r):
			count++
		}
		if count >= n*ideographs && !insideWord(line, i) {
			return strings.TrimRightFunc(line[:end], unicode.IsSpace)
		}
		end = i + utf8.RuneLen(r)
		if r == utf8.RuneError {
			end = min(len(line), i+1)
		}
	}
	return strings.TrimRightFunc(line, unicode.IsSpace)
}

// lastWords are the last n words of the last line.
func lastWords(text string, n int) string {
	text = strings.TrimRightFunc(text, unicode.IsSpace)
	line := text[strings.LastIndexByte(text, '\n')+1:]
	count := 0
	for i := len(line); i > 0; {
		r, size := utf8.DecodeLastRuneInString(line[:i])
		switch {
		case unicode.IsSpace(r) && !unicode.IsSpace(firstRune(line[i:])):
			count += ideographs
		case !spacedWord(r) && isWord(r):
			count++
		}
		if count >= n*ideographs && !insideWord(line, i) {
			return strings.TrimLeftFunc(line[i:], unicode.IsSpace)
		}
		i -= size
	}
	return strings.TrimLeftFunc(line, unicode.IsSpace)
}

// fragmentEscape percent-encodes all but letters and digits of ASCII; the
// directive gives a meaning to commas, hyphens and ampersands.
func fragmentEscape(text string) string {
	var b strings.Builder
	for i := range len(text) {
		c := text[i]
		if c >= '0' && c <= '9' || c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' {
			b.WriteByte(c)
			continue
		}
		b.WriteByte('%')
		b.WriteByte("0123456789ABCDEF"[c>>4])
		b.WriteByte("0123456789ABCDEF"[c&15])
	}
	return b.String()
}
