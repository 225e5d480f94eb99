package typeset

import (
	"slices"
	"unicode/utf8"

	"golang.org/x/text/unicode/bidi"
)

// levelCache keeps the embedding levels of the block looked at last.
type levelCache struct {
	block  int
	levels []uint8
}

// of is the embedding level of each byte of a block's text.
func (c *levelCache) of(l *Layout, i int) []uint8 {
	if c.levels == nil || c.block != i {
		b := &l.Doc.blocks[i]
		c.block, c.levels = i, embeddingLevels(b.Text, b.rtl)
	}
	return c.levels
}

// embeddingLevels follows the implicit rules of the Unicode bidirectional
// algorithm (UAX 9: W1–W7, N0–N2, I1, I2) for each line of text; explicit
// embeddings and isolates are taken as neutral. The result has a level for every
// byte, and one more.
func embeddingLevels(text string, rtl bool) []uint8 {
	levels := make([]uint8, len(text)+1)
	var base uint8
	if rtl {
		base = 1
	}
	levels[len(text)] = base
	for start := 0; start < len(text); {
		end := start
		for end < len(text) && text[end] != '\n' {
			end++
		}
		p := paragraph{base: base}
		p.read(text[start:end])
		p.weak()
		p.brackets()
		p.neutral()
		p.store(text[start:end], levels[start:])
		if end < len(text) {
			levels[end] = base
		}
		start = end + 1
	}
	return levels
}

// paragraph holds the classes of the runes of one paragraph while they are
// resolved.
type paragraph struct {
	base  uint8
	runes []rune
	cl    []bidi.Class
}

func (p *paragraph) read(text string) {
	for _, r := range text {
		props, _ := bidi.LookupRune(r)
		cl := props.Class()
		switch cl {
		case bidi.LRO, bidi.RLO, bidi.LRE, bidi.RLE, bidi.PDF, bidi.LRI, bidi.RLI, bidi.FSI, bidi.PDI:
			cl = bidi.BN
		}
		p.runes, p.cl = append(p.runes, r), append(p.cl, cl)
	}
}

// embedding is the class of the base direction.
func (p *paragraph) embedding() bidi.Class {
	if p.base&1 == 1 {
		return bidi.R
	}
	return bidi.L
}

// weak resolves numbers, their separators and marks: W1 to W7.
func (p *paragraph) weak() {
	prev, strong := p.embedding(), p.embedding()
	for i, cl := range p.cl {
		switch cl {
		case bidi.NSM:
			p.cl[i] = prev
		case bidi.EN:
			if strong == bidi.AL {
				p.cl[i] = bidi.AN
			}
		case bidi.L, bidi.R, bidi.AL:
			strong = cl
		}
		prev = p.cl[i]
	}
	for i := range p.cl {
		if p.cl[i] == bidi.AL {
			p.cl[i] = bidi.R
		}
	}
	for i := 1; i+1 < len(p.cl); i++ {
		a, b := p.cl[i-1], p.cl[i+1]
		if a == b && (a == bidi.EN && (p.cl[i] == bidi.ES || p.cl[i] == bidi.CS) || a == bidi.AN && p.cl[i] == bidi.CS) {
			p.cl[i] = a
		}
	}
	p.terminators()
	strong = p.embedding()
	for i, cl := range p.cl {
		switch {
		case cl == bidi.L || cl == bidi.R:
			strong = cl
		case cl == bidi.EN && strong == bidi.L:
			p.cl[i] = bidi.L
		}
	}
}

// terminators makes currency and per cent signs beside a number part of it; the
// separators left over are neutral: W5, W6.
func (p *paragraph) terminators() {
	for i := 0; i < len(p.cl); i++ {
		if p.cl[i] != bidi.ET {
			continue
		}
		end := i
		for end < len(p.cl) && (p.cl[end] == bidi.ET || p.cl[end] == bidi.BN) {
			end++
		}
		as := bidi.ON
		if i > 0 && p.cl[i-1] == bidi.EN || end < len(p.cl) && p.cl[end] == bidi.EN {
			as = bidi.EN
		}
		for ; i < end; i++ {
			p.cl[i] = as
		}
		i--
	}
	for i, cl := range p.cl {
		if cl == bidi.ES || cl == bidi.CS {
			p.cl[i] = bidi.ON
		}
	}
}

// brackets gives a pair of brackets the direction of what it holds: N0.
func (p *paragraph) brackets() {
	var open []int
	for i, r := range p.runes {
		if p.cl[i] != bidi.ON {
			continue
		}
		props, _ := bidi.LookupRune(r)
		switch {
		case !props.IsBracket():
		case props.IsOpeningBracket():
			if open = append(open, i); len(open) > 63 {
				return
			}
		default:
			for k := len(open) - 1; k >= 0; k-- {
				if closes(p.runes[open[k]], r) {
					p.pair(open[k], i)
					open = open[:k]
					break
				}
			}
		}
	}
}

func closes(open, end rune) bool {
	switch open {
	case '(':
		return end == ')'
	case '[':
		return end == ']'
	case '{':
		return end == '}'
	}
	return end == open+1
}

func (p *paragraph) pair(i, j int) {
	e := p.embedding()
	found := false
	for k := i + 1; k < j; k++ {
		switch dir := p.direction(k); dir {
		case e:
			p.cl[i], p.cl[j] = e, e
			return
		case bidi.L, bidi.R:
			found = true
		}
	}
	if !found {
		return
	}
	before := e
	for k := i - 1; k >= 0; k-- {
		if d := p.direction(k); d == bidi.L || d == bidi.R {
			before = d
			break
		}
	}
	p.cl[i], p.cl[j] = before, before
}

// direction is L, R (numbers count as R) or ON.
func (p *paragraph) direction(k int) bidi.Class {
	switch p.cl[k] {
	case bidi.L:
		return bidi.L
	case bidi.R, bidi.EN, bidi.AN:
		return bidi.R
	}
	return bidi.ON
}

// neutral gives what has no direction that of its neighbours where they agree,
// else the base direction: N1, N2.
func (p *paragraph) neutral() {
	e := p.embedding()
	before := e
	for i := 0; i < len(p.cl); {
		if d := p.direction(i); d != bidi.ON {
			before = d
			i++
			continue
		}
		end := i
		for end < len(p.cl) && p.direction(end) == bidi.ON {
			end++
		}
		after := e
		if end < len(p.cl) {
			after = p.direction(end)
		}
		as := e
		if before == after {
			as = before
		}
		for ; i < end; i++ {
			p.cl[i] = as
		}
	}
}

// store turns classes into levels: I1, I2.
func (p *paragraph) store(text string, levels []uint8) {
	k := 0
	for off, r := range text {
		level := p.base
		switch cl := p.cl[k]; {
		case level&1 == 0 && cl == bidi.R:
			level++
		case level&1 == 0 && (cl == bidi.EN || cl == bidi.AN):
			level += 2
		case level&1 == 1 && (cl == bidi.L || cl == bidi.EN || cl == bidi.AN):
			level++
		}
		for b := range max(1, utf8.RuneLen(r)) {
			if off+b < len(levels) {
				levels[off+b] = level
			}
		}
		k++
	}
}

// visual puts the runs of a line in the order in which they are drawn: L2.
func visual(runs []run, base uint8) []run {
	highest, lowest := base, uint8(255)
	for _, r := range runs {
		highest = max(highest, r.level)
		if r.level&1 == 1 {
			lowest = min(lowest, r.level)
		}
	}
	if highest == 0 {
		return runs
	}
	out := slices.Clone(runs)
	for level := highest; level >= lowest && level > 0; level-- {
		for i := 0; i < len(out); {
			if out[i].level < level {
				i++
				continue
			}
			end := i
			for end < len(out) && out[end].level >= level {
				end++
			}
			slices.Reverse(out[i:end])
			i = end
		}
	}
	return out
}
