package typeset

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/go-text/typesetting/di"
	"github.com/go-text/typesetting/font"
	"github.com/go-text/typesetting/language"
	"github.com/go-text/typesetting/shaping"
	"github.com/rivo/uniseg"
	"golang.org/x/image/math/fixed"
)

// shapeSize is the size, in pixels, at which everything is shaped; results are
// scaled. Large, so that nothing is rounded at the size of reading.
const shapeSize = 1024

// shapedLine is a line with every glyph in its place.
type shapedLine struct {
	glyphs []glyph
	cells  []cell // one for each grapheme, in the order of the text
	bars   []bar
	width  float32
	shown  int     // bytes that are drawn; the rest hangs
	right  float32 // the right end of the box, where empty lines from right to left begin
	rtl    bool
}

// glyph is a glyph at its place, relative to the line's box and its baseline.
type glyph struct {
	x, y float32
	size float32
	face *face
	gid  font.GID
	ink  ink
}

// cell is the place of a grapheme: its bytes from off on, the edge where they
// begin and the edge where they end. lead > trail in text from right to left.
type cell struct {
	off         int32 // from the start of the line
	lead, trail float32
}

// bar is an underline or a stroke.
type bar struct {
	x0, x1, y, h float32
	ink          ink
}

// run is a stretch of runes that one face shapes in one direction.
type run struct {
	from, to int // indices of kept runes
	look     look
	face     *face
	level    uint8
	script   language.Script
}

// line shapes line i, or finds it in the cache.
func (l *Layout) line(i int) *shapedLine {
	if sl, ok := l.shaped.get(i); ok {
		return sl
	}
	sl := l.shape(i)
	l.shaped.put(i, sl)
	return sl
}

func (l *Layout) shape(i int) *shapedLine {
	ln := &l.Lines[i]
	b, f := &l.Doc.blocks[ln.block], &l.flows[ln.block]
	base := f.base
	if ln.sub > 0 && b.Cells[ln.sub-1].Header {
		base.slot |= bold
	}
	text := l.Doc.text[ln.Start:ln.End]
	shown := len(trimmed(text))
	p := &placer{set: l.set, lang: language.NewLanguage(l.lang(b)), kind: proseOf(l.lang(b)), text: text}
	var levels []uint8
	if b.bidi {
		levels = l.levels.of(l, int(ln.block))[ln.Start-b.start:]
	}
	segs := l.segments(b, ln.Start, ln.Start+shown, base)
	p.collect(ln.Start, segs, levels)
	p.shape(b.rtl)
	p.cells(shown)
	if ln.hyphen && !b.rtl {
		p.hyphen(segs[len(segs)-1].look)
	}
	if l.justified(ln) {
		p.fill(ln.W, base.size)
	}
	sl := &shapedLine{glyphs: p.glyphs, cells: p.graphemes, bars: p.bars, width: p.x, shown: shown, right: ln.W, rtl: b.rtl}
	if b.rtl {
		sl.shift(ln.W - p.x)
	}
	return sl
}

// trimmed is the text of a line without what hangs at its end.
func trimmed(text string) string {
	for len(text) > 0 {
		r, n := utf8.DecodeLastRuneInString(text)
		if cl := classOf(classTable(), r); cl != clSpace && cl != clNewline {
			break
		}
		text = text[:len(text)-n]
	}
	return text
}

func (sl *shapedLine) shift(dx float32) {
	for i := range sl.glyphs {
		sl.glyphs[i].x += dx
	}
	for i := range sl.cells {
		sl.cells[i].lead += dx
		sl.cells[i].trail += dx
	}
	for i := range sl.bars {
		sl.bars[i].x0 += dx
		sl.bars[i].x1 += dx
	}
}

// placer shapes the runs of a line and places them in visual order.
type placer struct {
	set       *Setter
	lang      language.Language
	text      string
	runes     []rune  // those that are drawn
	at        []int32 // their bytes in the line
	edges     []edge  // of each drawn rune
	runs      []run
	kind      prose
	emoji     bool // what is added next asks to be a picture
	x         float32
	glyphs    []glyph
	pens      []float32 // of each glyph
	graphemes []cell
	bars      []bar
}

type edge struct{ lead, trail float32 }

// collect cuts the line into runs of one look, face, script and level.
func (p *placer) collect(start int, segs []seg, levels []uint8) {
	p.runes, p.at = p.set.runes[:0], p.set.places[:0]
	for _, g := range segs {
		script := language.Common
		for i := g.start - start; i < g.end-start; {
			r, n := utf8.DecodeRuneInString(p.text[i:])
			at := i
			i += n
			as, drop := p.set.base[g.look.slot].drawn(r)
			if drop {
				continue
			}
			if as >= lowEnd || p.set.base[g.look.slot].low[as] < 0 {
				as = p.set.standIn(g.look.slot, as)
			}
			p.emoji = strings.HasPrefix(p.text[i:], "\ufe0f") || strings.HasPrefix(p.text[i:], "\u20e3")
			var level uint8
			if levels != nil {
				level = levels[at]
			}
			p.add(as, at, level, g.look, &script)
		}
		p.endSegment()
	}
	p.set.runes, p.set.places = p.runes, p.at
	p.edges = make([]edge, len(p.runes)+1)
}

// endSegment keeps the next rune from joining a run of another look.
func (p *placer) endSegment() {
	if n := len(p.runs); n > 0 {
		p.runs[n-1].look.size = -p.runs[n-1].look.size
	}
}

func (p *placer) add(r rune, at int, level uint8, lk look, script *language.Script) {
	var last *run
	if n := len(p.runs); n > 0 && p.runs[n-1].look.size > 0 {
		last = &p.runs[n-1]
	}
	face := p.faceOf(r, at, lk.slot, last)
	sc := scriptOf(r)
	if sc == language.Common || sc == language.Inherited {
		sc = *script
	} else if *script == language.Common && last != nil && last.script == language.Common {
		last.script = sc
	}
	*script = sc
	n := len(p.runes)
	p.runes, p.at = append(p.runes, r), append(p.at, int32(at))
	if last != nil && last.face == face && last.level == level && last.script == sc {
		last.to++
		return
	}
	p.runs = append(p.runs, run{n, n + 1, lk, face, level, sc})
}

// faceOf is the face that draws a rune at a byte of the line, after a run.
func (p *placer) faceOf(r rune, at int, own slot, last *run) *face {
	if last != nil && p.joins(r, last.face) {
		return last.face
	}
	if p.emoji {
		if c := p.set.picture(r); c != nil {
			return c
		}
	}
	if r >= punctLo && isFullWidth(p.kind, p.text, at, r) {
		if c := p.set.hanFace(own); c != nil && c.has(r) {
			return c
		}
	}
	if c := p.set.base[own]; r < lowEnd && c.low[r] >= 0 {
		return c
	}
	return p.set.faceFor(own, r)
}

// joins tells whether a rune is to be drawn by the face of the one before it.
func (p *placer) joins(r rune, before *face) bool {
	switch {
	case r == 0x200C || r == 0x200D || r == 0x20E3 || r >= 0xFE00 && r <= 0xFE0F || r >= 0xE0000 && r < 0xE1000:
		return true
	case r >= 0x1F3FB && r <= 0x1F3FF || r >= 0x300 && unicode.In(r, unicode.M):
		return before.has(r)
	}
	return false
}

func scriptOf(r rune) language.Script {
	switch {
	case r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= 0xC0 && r < 0x250 && r != 0xD7 && r != 0xF7:
		return language.Latin
	case r < 0x250:
		return language.Common
	}
	return language.LookupScript(r)
}

// shape shapes the runs and lays them out from left to right.
func (p *placer) shape(rtl bool) {
	for i := range p.runs {
		if p.runs[i].look.size < 0 {
			p.runs[i].look.size = -p.runs[i].look.size
		}
	}
	var base uint8
	if rtl {
		base = 1
	}
	var last *run
	for _, r := range visual(p.runs, base) {
		if last != nil && last.level == 0 && r.level == 0 && partsScripts(p.runes[last.to-1], p.runes[r.from]) {
			p.x += scriptGap * r.look.size
			p.edges[last.to-1].trail = p.x
		}
		p.run(r)
		last = &r
	}
}

func (p *placer) run(r run) {
	in := shaping.Input{
		Text: p.runes, RunStart: r.from, RunEnd: r.to, Face: r.face.Face, Size: fixed.I(shapeSize),
		Script: r.script, Language: p.lang, Direction: di.DirectionLTR,
	}
	if r.level&1 == 1 {
		in.Direction = di.DirectionRTL
	}
	out := p.set.shaper.Shape(in)
	scale := r.look.size / (64 * shapeSize)
	x0 := p.x
	for i := 0; i < len(out.Glyphs); {
		g := out.Glyphs[i]
		left := p.x
		// All glyphs of a cluster are next to each other.
		for ; i < len(out.Glyphs) && out.Glyphs[i].ClusterIndex == g.ClusterIndex; i++ {
			p.glyph(r, out.Glyphs[i], scale)
		}
		if p.text[p.at[g.ClusterIndex]] == '\t' && p.x > left {
			p.x = nextStop(left, (p.x-left)*tabWidth)
		}
		p.cluster(g.ClusterIndex, g.RuneCount, left, r.level&1 == 1)
	}
	p.underline(r, x0)
}

func (p *placer) glyph(r run, g shaping.Glyph, scale float32) {
	p.pens = append(p.pens, p.x)
	p.glyphs = append(p.glyphs, glyph{
		x: p.x + float32(g.XOffset)*scale, y: -r.look.rise - float32(g.YOffset)*scale,
		size: r.look.size, face: r.face, gid: g.GlyphID, ink: r.look.ink,
	})
	p.x += float32(g.XAdvance) * scale
}

// cluster shares the width of a cluster between the graphemes of its runes, so
// that the parts of a ligature can be selected.
func (p *placer) cluster(first, n int, left float32, rtl bool) {
	parts := 0
	for k := first; k < first+n; k++ {
		if k == first || !unicode.In(p.runes[k], unicode.M) && p.runes[k] != 0x200D {
			parts++
		}
	}
	step := (p.x - left) / float32(max(1, parts))
	part := -1
	for k := first; k < first+n; k++ {
		if k == first || !unicode.In(p.runes[k], unicode.M) && p.runes[k] != 0x200D {
			part++
		}
		if rtl {
			right := p.x - step*float32(part)
			p.edges[k] = edge{right, right - step}
		} else {
			p.edges[k] = edge{left + step*float32(part), left + step*float32(part+1)}
		}
	}
}

func (p *placer) underline(r run, x0 float32) {
	if h := max(1, round(r.look.size/18)); r.look.under {
		p.bars = append(p.bars, bar{x0, p.x, r.look.size * .14, h, r.look.ink})
	}
	if r.look.strike {
		p.bars = append(p.bars, bar{x0, p.x, -r.look.size * .27, max(1, round(r.look.size/18)), r.look.ink})
	}
}

// cells gives each grapheme of the line its edges; one that draws nothing lies
// where the one before it ended.
func (p *placer) cells(shown int) {
	p.graphemes = make([]cell, 0, len(p.runes))
	rest, state, k := p.text[:shown], -1, 0
	var end float32
	if len(p.runes) > 0 {
		end = p.edges[0].lead
	}
	for off := 0; rest != ""; {
		var g string
		g, rest, _, state = uniseg.FirstGraphemeClusterInString(rest, state)
		c := cell{int32(off), end, end}
		off += len(g)
		for drawn := false; k < len(p.runes) && int(p.at[k]) < off; k++ {
			if !drawn {
				c.lead = p.edges[k].lead
			}
			c.trail, drawn = p.edges[k].trail, true
		}
		end = c.trail
		p.graphemes = append(p.graphemes, c)
	}
}

type wordKey struct {
	at   slot
	word string
}

// maxWords bounds the widths of shaped words that are kept.
const maxWords = 100_000

// measureWord is the width in em of a word that must be shaped to be measured.
func (s *Setter) measureWord(at slot, word string) float32 {
	key := wordKey{at, word}
	if w, ok := s.words[key]; ok {
		return w
	}
	if len(s.words) > maxWords {
		clear(s.words)
	}
	p := &placer{set: s, text: word}
	rtl := hasRTL(word)
	p.collect(0, []seg{{0, len(word), look{size: 1, slot: at}}}, embeddingLevels(word, rtl))
	p.shape(rtl)
	s.words[key] = p.x
	return p.x
}
