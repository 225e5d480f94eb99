package typeset

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/rivo/uniseg"
)

// seg is a stretch of text set in one look.
type seg struct {
	start, end int
	look       look
}

// manner is how the lines of a paragraph are broken.
type manner struct {
	kind    prose
	justify bool
	hyphens *hyphens // nil: words are not divided, but at soft hyphens
}

// prose is whose rules a paragraph follows where languages differ.
type prose uint8

const (
	plain    prose = iota
	french         // dashes go in pairs
	inward         // »…« opens with », as in German, Danish and Czech
	chinese        // quotes, dashes and dots are as wide as ideographs
	japanese       // dashes and dots are
	code           // lines break after spaces, else anywhere
)

// breaker cuts one paragraph into lines, greedily, by the advances of its runes:
// the error against exact shaping is a few pixels on a line, which a ragged edge
// hides and justified setting takes up.
type breaker struct {
	s       *Setter
	text    string
	width   float32
	emit    func(start, end int, hyphen bool)
	how     manner
	whole   bool // words longer than the line are not cut
	classes *[0x10000]class
	pairs   *[classes][classes]pair

	first  int     // of the paragraph: after a line break that the text holds
	end    int     // of the text
	seg    seg     // being cut
	start  int     // of the line
	x      float32 // width of the line so far
	brk    int     // last place where the line may end
	xbrk   float32
	soft   int // last place where a word too long for the line may be cut
	xsoft  float32
	prev   class
	spaced bool
	dashes int  // that stand alone since the sentence began
	shy    bool // the text has soft hyphens
	rows   int  // lines just before that end with a hyphen
}

// breakLines calls emit for each line of the segments, which are contiguous.
// Every line but the last ends after its spaces, or after a hyphen that is to be
// drawn; the lines are contiguous too.
func (s *Setter) breakLines(text string, segs []seg, width float32, how manner, emit func(start, end int, hyphen bool)) {
	k := breaker{s: s, text: text, width: width, emit: emit, how: how}
	k.run(segs)
}

// run cuts the segments, one after the other.
func (k *breaker) run(segs []seg) {
	if len(segs) == 0 {
		return
	}
	k.classes, k.pairs = classTable(), pairTable()
	k.end = segs[len(segs)-1].end
	k.begin(segs[0].start)
	for _, g := range segs {
		k.segment(g)
	}
	k.emit(k.start, k.end, false)
}

func (k *breaker) begin(at int) {
	k.first, k.start, k.brk, k.soft = at, at, at, at
	k.x, k.xbrk, k.xsoft = 0, 0, 0
	k.prev, k.spaced, k.dashes = clText, false, 0
}

func (k *breaker) segment(g seg) {
	k.seg = g
	size, own := g.look.size, k.s.base[g.look.slot]
	for i := g.start; i < g.end; {
		r, n := rune(k.text[i]), 1
		if r >= utf8.RuneSelf {
			r, n = utf8.DecodeRuneInString(k.text[i:g.end])
		}
		cl := classOf(k.classes, r)
		var a float32
		if r < lowEnd && own.low[r] >= 0 {
			a = own.low[r] * size
		} else {
			a = k.s.advance(g.look.slot, r) * size
		}
		switch cl {
		case clNewline:
			k.emit(k.start, i+n, false)
			k.begin(i + n)
			i += n
			continue
		case clSpace:
			k.space(r, a)
			i += n
			continue
		case clText:
			if k.spaced && r < 0x250 {
				k.tie(r, cl, i)
			}
		case clMark:
			k.shy = k.shy || r == 0xAD
			a *= k.markWidth(r)
		case clComplex:
			n, a, cl = k.word(i, g)
		default:
			cl = k.resolve(cl, r, i, n)
			if k.how.kind == chinese || k.how.kind == japanese {
				a, cl = k.fullWidth(cl, r, i, a)
			}
		}
		if k.how.kind == code && cl != clMark && cl != clJoiner && cl != clIdeo {
			cl = clText
		}
		k.place(i, a, cl)
		i += n
	}
}

// tabWidth is how many spaces apart the stops of tabs are.
const tabWidth = 4

// space adds a space to the line. A tab reaches to its next stop.
func (k *breaker) space(r rune, a float32) {
	if stop := a * tabWidth; r == '\t' && stop > 0 {
		a = nextStop(k.x, stop) - k.x
	}
	k.x += a
	k.spaced = true
}

// nextStop is the first stop beyond x by more than a hair.
func nextStop(x, stop float32) float32 { return (floor(x/stop+.02) + 1) * stop }

// markWidth is 0 for what changes or joins emoji and has a picture of its own.
func (k *breaker) markWidth(r rune) float32 {
	if r >= 0x1F3FB && r <= 0x1F3FF || r >= 0xE0000 {
		return 0
	}
	return 1
}

// place puts what starts at i on the line, or begins a new line.
func (k *breaker) place(i int, a float32, cl class) {
	p := k.pairs[k.prev][cl]
	if i > k.start && (!k.spaced && p.direct || k.spaced && p.spaced) {
		k.brk, k.xbrk = i, k.x
	}
	if k.prev != clGlue && k.prev != clOpen && k.prev != clGuilOpen && k.prev != clJoiner && cl != clMark && cl != clJoiner &&
		cl != clGlue && cl != clClose && cl != clGuilClose && cl != clIdeoClose {
		k.soft, k.xsoft = i, k.x
	}
	if k.prev == clJoiner && i > k.start {
		a = 0 // one picture with what is before the joiner
	}
	if (cl == clIdeo) != (k.prev == clIdeo) && !k.spaced && i > k.start {
		a += k.scriptGap(i)
	}
	for k.x+a > k.width && i > k.start && k.cut(i) {
	}
	k.x += a
	k.spaced = false
	if cl != clMark {
		k.prev = cl
	}
}

// cut ends the line before i: inside the word that does not fit, where it may be
// divided, else at the last break, else anywhere in a word that fills the line
// alone.
func (k *breaker) cut(i int) bool {
	if k.shy || k.how.hyphens != nil {
		if at, x := k.divide(i); at > k.start {
			k.rows++
			k.endLine(at, x, true)
			return true
		}
	}
	k.rows = 0
	at, x := k.brk, k.xbrk
	if at <= k.start {
		if at, x = k.soft, k.xsoft; k.whole || at <= k.start || !k.onEdge(at) {
			return false
		}
	}
	k.endLine(at, x, false)
	return true
}

// endLine ends a line at a place whose distance from the start of the line is x.
func (k *breaker) endLine(at int, x float32, hyphen bool) {
	k.emit(k.start, at, hyphen)
	k.start = at
	k.x -= x
	k.xbrk, k.xsoft = k.xbrk-x, k.xsoft-x
}

// onEdge tells whether a grapheme of the line ends at a place inside a word.
func (k *breaker) onEdge(at int) bool {
	rest, state := k.text[k.start:], -1
	for pos := k.start; pos < at; {
		var g string
		g, rest, _, state = uniseg.FirstGraphemeClusterInString(rest, state)
		if pos += len(g); pos > at {
			return false
		}
	}
	return true
}

// longestWord is how many bytes a word may have that is kept whole or divided:
// what is longer is no word, and is cut wherever the line ends.
const longestWord = 240

// word is the length and the width of the complex letters that start at i: the
// whole word or syllable, shaped, unless it is too long for a line.
func (k *breaker) word(i int, g seg) (n int, width float32, cl class) {
	end, before := i, rune(0)
	cl = clComplex
	for end < g.end && end-i < longestWord {
		r, size := utf8.DecodeRuneInString(k.text[end:g.end])
		if c := classOf(k.classes, r); c != clComplex && c != clMark && c != clJoiner {
			break
		}
		if end > i && syllableBreak(before, r, k.text[end+size:g.end]) {
			cl = clSyllable
			break
		}
		end += size
		before = r
	}
	if end-i < longestWord {
		if width = k.s.measureWord(g.look.slot, k.text[i:end]) * g.look.size; width <= k.width || k.whole {
			return end - i, width, cl
		}
	}
	r, size := utf8.DecodeRuneInString(k.text[i:])
	return size, k.s.advance(g.look.slot, r) * g.look.size, clComplex
}

// resolve settles the classes that depend on what is around the rune.
func (k *breaker) resolve(cl class, r rune, i, n int) class {
	next, _ := utf8.DecodeRuneInString(k.text[i+n : k.end])
	switch cl {
	case clDigit:
		if k.spaced {
			k.tie(r, cl, i)
		}
	case clHyphen:
		return k.hyphen(r, i, n, next)
	case clSlash:
		if !k.partsWords(i, n, 3) {
			return clText
		}
	case clCurrency:
		return k.currency(i, n, next)
	case clGuillemet:
		return k.guillemet(r, i, next)
	case clClose, clGuilClose:
		if r == '.' || r == '!' || r == '?' || r == '…' {
			k.dashes = 0
		}
		if k.spaced && (r == '.' || r == '…') && !leadsWord(k.text[i:k.end]) {
			return clGuilClose
		}
	}
	return cl
}

// leadsWord tells whether dots stand before a word, as in .org or …fin.
func leadsWord(text string) bool {
	r, _ := utf8.DecodeRuneInString(strings.TrimLeft(text, ".…"))
	return unicode.IsLetter(r) || unicode.IsDigit(r) || r == '@' || r == '/'
}

// currency goes with the number after it, where French does not put the number
// first, else with what is before.
func (k *breaker) currency(i, n int, next rune) class {
	after, _ := utf8.DecodeRuneInString(k.text[min(i+n+1, k.end):k.end])
	switch {
	case k.prev == clDigit:
	case unicode.IsDigit(next):
		return clText
	case next == ' ' && unicode.IsDigit(after) && k.how.kind != french:
		return clGuilOpen
	}
	return clGuilClose
}

// guillemet tells an opening guillemet from a closing one.
func (k *breaker) guillemet(r rune, i int, next rune) class {
	opens := r == '«' || r == '‹'
	if k.how.kind == inward {
		switch before := k.prev == clText || k.prev == clDigit || k.prev == clClose || k.prev == clGuilClose; {
		case k.spaced || i == k.first || !before:
			opens = unicode.IsLetter(next) || unicode.IsDigit(next) || opens
		default:
			opens = false
		}
	}
	if opens {
		return clGuilOpen
	}
	return clGuilClose
}

// hyphen is what a hyphen or dash does to the line: in a word it may end one, a
// sign before a word stays with it, and one that stands alone leads or closes
// what is between dashes.
func (k *breaker) hyphen(r rune, i, n int, next rune) class {
	dash := r == '–' || r == '—'
	leads := k.spaced || i == k.first
	if dash && i > k.first && (leads || k.prev == clGlue) {
		k.dashes++
	}
	switch {
	case !leads && dash:
		return clHyphen
	case !leads:
		if k.partsWords(i, n, 2) {
			return clHyphen
		}
		return clText
	case next != ' ' && next != utf8.RuneError:
		return clText
	case i == k.first, k.how.kind == french && k.dashes%2 == 1:
		return clGuilOpen
	}
	return clGuilClose
}

// partsWords tells whether a sign of n bytes at i stands between words of at
// least as many letters.
func (k *breaker) partsWords(i, n, least int) bool {
	before, after := 0, 0
	for at := i; before < least && at > k.first; before++ {
		r, size := utf8.DecodeLastRuneInString(k.text[k.first:at])
		if !unicode.IsLetter(r) && !unicode.IsMark(r) && !unicode.IsDigit(r) {
			break
		}
		at -= size
	}
	for at := i + n; after < least && at < k.end; after++ {
		r, size := utf8.DecodeRuneInString(k.text[at:k.end])
		if !unicode.IsLetter(r) && !unicode.IsMark(r) {
			break
		}
		at += size
	}
	return before == least && after == least
}
