package typeset

import (
	"slices"

	"golang.org/x/text/unicode/bidi"
)

// resolve finds the direction of each rune of a sequence: W1 to I2 of UAX 9.
func (p *paragraph) resolve(seq *sequence) {
	p.weak(seq)
	p.terminators(seq)
	p.brackets(seq)
	p.neutral(seq)
	for _, i := range seq.at { // I1, I2
		switch cl := p.cl[i]; {
		case seq.level&1 == 0 && cl == bidi.R:
			p.levels[i]++
		case seq.level&1 == 0 && (cl == bidi.EN || cl == bidi.AN):
			p.levels[i] += 2
		case seq.level&1 == 1 && (cl == bidi.L || cl == bidi.EN || cl == bidi.AN):
			p.levels[i]++
		}
	}
}

// weak resolves marks, numbers and the separators inside them: W1 to W4.
func (p *paragraph) weak(seq *sequence) {
	prev, strong := seq.sos, seq.sos
	for n, i := range seq.at {
		switch p.cl[i] {
		case bidi.NSM:
			if p.cl[i] = prev; n > 0 && (isInitiator(p.was[seq.at[n-1]]) || p.was[seq.at[n-1]] == bidi.PDI) {
				p.cl[i] = bidi.ON
			}
		case bidi.EN:
			if strong == bidi.AL {
				p.cl[i] = bidi.AN
			}
		case bidi.L, bidi.R, bidi.AL:
			strong = p.cl[i]
		}
		prev = p.cl[i]
	}
	for _, i := range seq.at {
		if p.cl[i] == bidi.AL {
			p.cl[i] = bidi.R
		}
	}
	for n := 1; n+1 < len(seq.at); n++ {
		a, b, cl := p.cl[seq.at[n-1]], p.cl[seq.at[n+1]], p.cl[seq.at[n]]
		if a == b && (a == bidi.EN && (cl == bidi.ES || cl == bidi.CS) || a == bidi.AN && cl == bidi.CS) {
			p.cl[seq.at[n]] = a
		}
	}
}

// terminators makes currency and per cent signs beside a number part of it; the
// separators left over are neutral, and numbers after Latin letters go with
// them: W5 to W7.
func (p *paragraph) terminators(seq *sequence) {
	at := seq.at
	for n := 0; n < len(at); n++ {
		if p.cl[at[n]] != bidi.ET {
			continue
		}
		end := n
		for end < len(at) && p.cl[at[end]] == bidi.ET {
			end++
		}
		as := bidi.ON
		if n > 0 && p.cl[at[n-1]] == bidi.EN || end < len(at) && p.cl[at[end]] == bidi.EN {
			as = bidi.EN
		}
		for ; n < end; n++ {
			p.cl[at[n]] = as
		}
		n--
	}
	strong := seq.sos
	for _, i := range at {
		switch cl := p.cl[i]; {
		case cl == bidi.ES || cl == bidi.CS:
			p.cl[i] = bidi.ON
		case cl == bidi.L || cl == bidi.R:
			strong = cl
		case cl == bidi.EN && strong == bidi.L:
			p.cl[i] = bidi.L
		}
	}
}

// brackets gives a pair of brackets the direction of what it holds: N0.
func (p *paragraph) brackets(seq *sequence) {
	type pair struct{ open, end int }
	var open []int
	var pairs []pair
scan:
	for n, i := range seq.at {
		props, _ := bidi.LookupRune(p.runes[i])
		if p.cl[i] != bidi.ON || !props.IsBracket() {
			continue
		}
		if props.IsOpeningBracket() {
			if open = append(open, n); len(open) > 63 {
				break scan
			}
			continue
		}
		for k := len(open) - 1; k >= 0; k-- {
			if closes(p.runes[seq.at[open[k]]], p.runes[i]) {
				pairs = append(pairs, pair{open[k], n})
				open = open[:k]
				break
			}
		}
	}
	slices.SortFunc(pairs, func(a, b pair) int { return a.open - b.open })
	for _, q := range pairs {
		p.pair(seq, q.open, q.end)
	}
}

// closers are the brackets whose other half is not the next code point; two
// pairs have two forms each.
var closers = map[rune]rune{
	'[': ']', '{': '}', '［': '］', '｛': '｝', 0x298D: 0x2990, 0x298F: 0x298E, 0x2329: 0x3009, 0x3008: 0x3009,
}

func closes(open, end rune) bool {
	if end == 0x232A {
		end = 0x3009
	}
	if c, ok := closers[open]; ok {
		return c == end
	}
	return end == open+1
}

func (p *paragraph) pair(seq *sequence, from, to int) {
	e := classOfLevel(seq.level)
	as := bidi.ON
	for n := from + 1; n < to && as != e; n++ {
		if d := p.direction(seq.at[n]); d != bidi.ON {
			as = d
		}
	}
	if as == bidi.ON {
		return
	}
	if as != e && p.before(seq, from) == e {
		as = e
	}
	for _, n := range [2]int{from, to} {
		p.cl[seq.at[n]] = as
		for n++; n < len(seq.at) && p.was[seq.at[n]] == bidi.NSM; n++ {
			p.cl[seq.at[n]] = as
		}
	}
}

// before is the direction of what is before the nth rune of a sequence.
func (p *paragraph) before(seq *sequence, n int) bidi.Class {
	for n--; n >= 0; n-- {
		if d := p.direction(seq.at[n]); d != bidi.ON {
			return d
		}
	}
	return seq.sos
}

// direction is L, R (numbers count as R) or ON.
func (p *paragraph) direction(i int) bidi.Class {
	switch p.cl[i] {
	case bidi.L:
		return bidi.L
	case bidi.R, bidi.EN, bidi.AN:
		return bidi.R
	}
	return bidi.ON
}

// neutral gives what has no direction that of its neighbours where they agree,
// else that of the sequence: N1, N2.
func (p *paragraph) neutral(seq *sequence) {
	before := seq.sos
	for n := 0; n < len(seq.at); {
		if d := p.direction(seq.at[n]); d != bidi.ON {
			before = d
			n++
			continue
		}
		end := n
		for end < len(seq.at) && p.direction(seq.at[end]) == bidi.ON {
			end++
		}
		after := seq.eos
		if end < len(seq.at) {
			after = p.direction(seq.at[end])
		}
		as := classOfLevel(seq.level)
		if before == after {
			as = before
		}
		for ; n < end; n++ {
			p.cl[seq.at[n]] = as
		}
	}
}
