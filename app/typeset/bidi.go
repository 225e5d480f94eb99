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

// embeddingLevels follows the Unicode bidirectional algorithm (UAX 9, but L1 at
// the ends of lines, whose spaces are not drawn) for each line of text. The
// result has a level for every byte, and one more.
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
		p.explicit()
		for _, seq := range p.sequences() {
			p.resolve(seq)
		}
		p.store(text[start:end], levels[start:])
		if end < len(text) {
			levels[end] = base
		}
		start = end + 1
	}
	return levels
}

// paragraph holds the classes and levels of the runes of one paragraph while
// they are resolved.
type paragraph struct {
	base   uint8
	runes  []rune
	was    []bidi.Class // as Unicode has them
	cl     []bidi.Class // as resolved so far
	levels []uint8
	match  []int // of an isolate initiator its end and the other way round, else -1
}

// none stands for what rule X9 removes.
const none = bidi.BN

func (p *paragraph) read(text string) {
	var open []int
	for i, r := range []rune(text) {
		props, _ := bidi.LookupRune(r)
		cl := props.Class()
		p.runes, p.was, p.match = append(p.runes, r), append(p.was, cl), append(p.match, -1)
		switch {
		case isInitiator(cl):
			open = append(open, i)
		case cl == bidi.PDI && len(open) > 0:
			from := open[len(open)-1]
			p.match[from], p.match[i] = i, from
			open = open[:len(open)-1]
		}
	}
	p.cl = slices.Clone(p.was)
	p.levels = make([]uint8, len(p.runes))
}

func isInitiator(cl bidi.Class) bool { return cl == bidi.LRI || cl == bidi.RLI || cl == bidi.FSI }

// strong is the direction of the first strong letter from a rune on, isolates
// left out: P2.
func (p *paragraph) strong(from, to int) (rtl, found bool) {
	for i := from; i < to; i++ {
		switch cl := p.was[i]; {
		case cl == bidi.L:
			return false, true
		case cl == bidi.R || cl == bidi.AL:
			return true, true
		case isInitiator(cl):
			if p.match[i] < 0 {
				return false, false
			}
			i = p.match[i]
		}
	}
	return false, false
}

// embedding is an open embedding, override or isolate.
type embedding struct {
	level    uint8
	override bidi.Class // ON: none
	isolate  bool
}

// mostDepth is max_depth of UAX 9.
const mostDepth = 125

// explicit resolves embeddings, overrides and isolates: X1 to X8.
func (p *paragraph) explicit() {
	x := explicit{p: p, stack: []embedding{{p.base, bidi.ON, false}}}
	for i, cl := range p.was {
		x.at(i, cl)
	}
}

// explicit counts what is open while rules X1 to X8 are followed.
type explicit struct {
	p         *paragraph
	stack     []embedding
	isolates  int // valid ones on the stack
	deepIso   int // those too deep for it
	deepEmbed int
}

func (x *explicit) at(i int, cl bidi.Class) {
	p, top := x.p, x.stack[len(x.stack)-1]
	p.levels[i] = top.level
	switch cl {
	case bidi.RLE, bidi.LRE, bidi.RLO, bidi.LRO:
		p.cl[i] = none
		x.embed(cl)
		return
	case bidi.PDF:
		p.cl[i] = none
		x.pop()
		return
	case bidi.PDI:
		x.endIsolate()
		top = x.stack[len(x.stack)-1]
		p.levels[i] = top.level
	case bidi.BN:
		return
	}
	if top.override != bidi.ON {
		p.cl[i] = top.override
	}
	if isInitiator(cl) {
		x.isolate(i, cl)
	}
}

// next is the least level above the present one of a direction.
func (x *explicit) next(rtl bool) uint8 {
	level := x.stack[len(x.stack)-1].level + 1
	if (level&1 == 1) != rtl {
		level++
	}
	return level
}

func (x *explicit) embed(cl bidi.Class) {
	level := x.next(cl == bidi.RLE || cl == bidi.RLO)
	if level > mostDepth || x.deepIso > 0 || x.deepEmbed > 0 {
		if x.deepIso == 0 {
			x.deepEmbed++
		}
		return
	}
	override := bidi.ON
	switch cl {
	case bidi.RLO:
		override = bidi.R
	case bidi.LRO:
		override = bidi.L
	}
	x.stack = append(x.stack, embedding{level, override, false})
}

func (x *explicit) pop() {
	switch {
	case x.deepIso > 0:
	case x.deepEmbed > 0:
		x.deepEmbed--
	case !x.stack[len(x.stack)-1].isolate && len(x.stack) > 1:
		x.stack = x.stack[:len(x.stack)-1]
	}
}

func (x *explicit) isolate(i int, cl bidi.Class) {
	rtl := cl == bidi.RLI
	if cl == bidi.FSI {
		end := x.p.match[i]
		if end < 0 {
			end = len(x.p.was)
		}
		rtl, _ = x.p.strong(i+1, end)
	}
	level := x.next(rtl)
	if level > mostDepth || x.deepIso > 0 || x.deepEmbed > 0 {
		x.deepIso++
		return
	}
	x.isolates++
	x.stack = append(x.stack, embedding{level, bidi.ON, true})
}

func (x *explicit) endIsolate() {
	switch {
	case x.deepIso > 0:
		x.deepIso--
	case x.isolates > 0:
		x.deepEmbed = 0
		for !x.stack[len(x.stack)-1].isolate {
			x.stack = x.stack[:len(x.stack)-1]
		}
		x.stack = x.stack[:len(x.stack)-1]
		x.isolates--
	}
}

// sequence is an isolating run sequence: runes of one level that read on over
// the isolates between them, and the directions before and after.
type sequence struct {
	at       []int
	level    uint8
	sos, eos bidi.Class
}

func classOfLevel(level uint8) bidi.Class {
	if level&1 == 1 {
		return bidi.R
	}
	return bidi.L
}

// sequences finds the isolating run sequences: BD13, X10.
func (p *paragraph) sequences() []*sequence {
	var all []*sequence
	waiting := map[int]*sequence{} // by the end of the isolate that interrupts it
	var now *sequence
	last := -1 // rune before, of those that X9 leaves
	for i, cl := range p.cl {
		if cl == none {
			continue
		}
		switch level := p.levels[i]; {
		case p.was[i] == bidi.PDI && waiting[i] != nil:
			now = waiting[i]
		case last < 0 || now == nil || level != p.levels[last] || isInitiator(p.was[last]) && p.match[last] >= 0:
			before := p.base
			if last >= 0 {
				before = p.levels[last]
			}
			now = &sequence{level: level, sos: classOfLevel(max(level, before))}
			all = append(all, now)
		}
		now.at = append(now.at, i)
		if isInitiator(p.was[i]) && p.match[i] >= 0 {
			waiting[p.match[i]] = now
		}
		last = i
	}
	for _, seq := range all {
		seq.eos = classOfLevel(max(seq.level, p.after(seq)))
	}
	return all
}

// after is the level of what follows a sequence.
func (p *paragraph) after(seq *sequence) uint8 {
	end := seq.at[len(seq.at)-1]
	if isInitiator(p.was[end]) && p.match[end] < 0 {
		return p.base
	}
	for end++; end < len(p.cl) && p.cl[end] == none; {
		end++
	}
	if end == len(p.cl) {
		return p.base
	}
	return p.levels[end]
}

// store writes the levels of the bytes. What was removed lies where the rune
// before it does; tabs, and spaces before them, lie in the base direction.
func (p *paragraph) store(text string, levels []uint8) {
	last := p.base
	for i := range p.levels {
		if p.cl[i] == none {
			p.levels[i] = last
		}
		last = p.levels[i]
	}
	blank := false
	for i := len(p.was) - 1; i >= 0; i-- {
		switch cl := p.was[i]; {
		case cl == bidi.S || cl == bidi.B:
			blank = true
		case cl != bidi.WS && cl != bidi.PDI && !isInitiator(cl) && p.cl[i] != none:
			blank = false
		}
		if blank {
			p.levels[i] = p.base
		}
	}
	k := 0
	for off, r := range text {
		for b := range max(1, utf8.RuneLen(r)) {
			if off+b < len(levels) {
				levels[off+b] = p.levels[k]
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
