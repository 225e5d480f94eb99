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

// breaker cuts one paragraph into lines, greedily, by the advances of its runes:
// the error against exact shaping is a few pixels on a line, which a ragged edge
// hides.
type breaker struct {
	s       *Setter
	text    string
	width   float32
	emit    func(start, end int)
	german  bool // »…« opens with », as in German, Danish and Czech
	whole   bool // words longer than the line are not cut
	classes *[0x10000]class
	pairs   *[classes][classes]pair

	start  int     // of the line
	x      float32 // width of the line so far
	brk    int     // last place where the line may end
	xbrk   float32
	soft   int // last place where a word too long for the line may be cut
	xsoft  float32
	prev   class
	spaced bool
}

// breakLines calls emit for each line of the segments, which are contiguous.
// Every line but the last ends after its spaces; the lines are contiguous too.
func (s *Setter) breakLines(text string, segs []seg, width float32, german bool, emit func(start, end int)) {
	k := breaker{s: s, text: text, width: width, emit: emit, german: german}
	k.run(segs)
}

// run cuts the segments, one after the other.
func (k *breaker) run(segs []seg) {
	if len(segs) == 0 {
		return
	}
	k.classes, k.pairs = classTable(), pairTable()
	k.begin(segs[0].start)
	for _, g := range segs {
		k.segment(g)
	}
	k.emit(k.start, segs[len(segs)-1].end)
}

func (k *breaker) begin(at int) {
	k.start, k.brk, k.soft = at, at, at
	k.x, k.xbrk, k.xsoft = 0, 0, 0
	k.prev, k.spaced = clText, false
}

func (k *breaker) segment(g seg) {
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
			k.emit(k.start, i+n)
			k.begin(i + n)
			i += n
			continue
		case clSpace:
			if r == '\t' {
				a *= tabWidth
			}
			k.x += a
			k.spaced = true
			i += n
			continue
		case clComplex:
			n, a = k.word(i, g)
		case clCurrency, clGuillemet:
			cl = k.resolve(cl, r, i, n)
		case clText, clDigit:
			if k.spaced && k.prev == clDigit && tiesNumber(k.text[k.start:i], k.text[i:g.end]) {
				k.prev = clGlue
			}
		case clHyphen:
			if k.spaced || i == k.start {
				cl = clText // a dash that opens a word stays with it
			}
		}
		k.place(i, a, cl)
		i += n
	}
}

// tabWidth is how many spaces a tab is as wide as.
const tabWidth = 4

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
	for k.x+a > k.width && i > k.start && k.cut() {
	}
	k.x += a
	k.spaced = false
	if cl != clMark {
		k.prev = cl
	}
}

// cut ends the line at its last break, or within a word that fills it alone.
func (k *breaker) cut() bool {
	at, x := k.brk, k.xbrk
	if at <= k.start {
		if at, x = k.soft, k.xsoft; k.whole || at <= k.start || !k.onEdge(at) {
			return false
		}
	}
	k.emit(k.start, at)
	k.start = at
	k.x -= x
	k.xbrk, k.xsoft = k.xbrk-x, k.xsoft-x
	return true
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

// word is the length and the width of the complex letters that start at i: the
// whole word, shaped, unless it is too long for a line.
func (k *breaker) word(i int, g seg) (n int, width float32) {
	end := i
	for end < g.end {
		r, size := utf8.DecodeRuneInString(k.text[end:g.end])
		if cl := classOf(k.classes, r); cl != clComplex && cl != clMark && cl != clJoiner {
			break
		}
		end += size
	}
	if width = k.s.measureWord(g.look.slot, k.text[i:end]) * g.look.size; width <= k.width || k.whole {
		return end - i, width
	}
	r, size := utf8.DecodeRuneInString(k.text[i:])
	return size, k.s.advance(g.look.slot, r) * g.look.size
}

// resolve settles the classes that depend on what is around the rune.
func (k *breaker) resolve(cl class, r rune, i, n int) class {
	next, _ := utf8.DecodeRuneInString(k.text[i+n:])
	if cl == clCurrency {
		if unicode.IsDigit(next) {
			return clText
		}
		return clGuilClose
	}
	opens := r == '«' || r == '‹'
	if k.german {
		switch before := k.prev == clText || k.prev == clDigit || k.prev == clClose || k.prev == clGuilClose; {
		case k.spaced || i == k.start || !before:
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

// units stay with the number before them.
var units = map[string]bool{
	"h": true, "min": true, "s": true, "mm": true, "cm": true, "m": true, "km": true, "m²": true, "km²": true, "ha": true,
	"g": true, "kg": true, "t": true, "l": true, "°C": true, "kWh": true, "MW": true, "GW": true,
}

// tiesNumber tells whether what follows a number and a plain space is its unit
// or its next three digits.
func tiesNumber(before, after string) bool {
	n := strings.IndexFunc(after, func(r rune) bool { return !unicode.In(r, unicode.L, unicode.N) && r != '°' })
	if n < 0 {
		n = len(after)
	}
	word, next := after[:n], after[n:]
	if units[word] {
		return !strings.HasPrefix(next, "’") && !strings.HasPrefix(next, "'")
	}
	before = strings.TrimRight(before, " ")
	digits := len(before) - len(strings.TrimRight(before, "0123456789"))
	return len(word) == 3 && strings.Trim(word, "0123456789") == "" && digits <= 3
}

// pointsInward tells the languages that write »so« and not « so ».
func pointsInward(lang string) bool {
	lang = strings.ToLower(lang)
	primary, _, _ := strings.Cut(lang, "-")
	switch primary {
	case "de":
		return lang != "de-ch" && lang != "de-li"
	case "da", "cs", "sk", "sl", "hr", "sr", "bs", "hu":
		return true
	}
	return false
}
