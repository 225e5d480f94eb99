package typeset

import (
	"image"
	"image/color"
	"image/draw"
	_ "image/png" // colour glyphs

	"github.com/go-text/typesetting/font"
	"github.com/go-text/typesetting/font/opentype"
	"golang.org/x/image/vector"
)

// Inks are the colours that text is painted with.
type Inks struct{ Text, Muted, Link color.NRGBA }

func (k Inks) of(i ink) color.NRGBA { return [...]color.NRGBA{k.Text, k.Muted, k.Link}[i] }

// phases is how many positions between two pixels a glyph is drawn for.
const phases = 4

type maskKey struct {
	face  uint16
	gid   font.GID
	size  uint16 // eighths of a pixel
	phase uint8
}

// mask is a drawn glyph; at is its place relative to the pen and the baseline.
type mask struct {
	alpha  *image.Alpha
	colour *image.RGBA // emoji, in place of alpha
	at     image.Point
}

// Overhang is how far, in em, the tile of a line reaches beyond its box at the
// left and at the right: for the marks of lists and for slanted letters.
const (
	overhangLeft  = 2.4
	overhangRight = 1
)

// tile is the box of pixels a line needs, in the column.
func (l *Layout) tile(i int) Rect {
	ln := &l.Lines[i]
	left, right := overhangLeft*l.Style.Size, overhangRight*l.Style.Size
	switch {
	case ln.mark == 0:
		left = .4 * l.Style.Size
	case ln.sub > 0: // the label of a folded table
		left = max(left, ln.X)
	}
	if l.Doc.blocks[ln.block].rtl && ln.mark > 0 {
		left, right = right, left
	}
	return Rect{ln.X - left, ln.Y, ln.W + left + right, ln.H}
}

// Paint draws a strip into dst, whose top left corner is the strip's, at scale
// pixels a unit. Only ink is painted: the ground stays as it is.
func (l *Layout) Paint(dst *image.RGBA, s Strip, scale float32, inks Inks) {
	for i := s.First; i < s.Last; i++ {
		ln := &l.Lines[i]
		sl := l.line(i)
		base := round((ln.Y - s.Y + l.baseline(ln)) * scale)
		pen := painter{l.set, dst, scale, (ln.X - s.X) * scale, base, inks}
		pen.draw(sl)
		if ln.mark > 0 {
			l.paintMark(pen, ln, sl.rtl)
		}
	}
}

// paintMark draws a bullet or number in the indent.
func (l *Layout) paintMark(pen painter, ln *Line, rtl bool) {
	m := l.marks[ln.mark-1]
	label := l.set.label(m.text, m.look, rtl)
	gap := .5 * m.look.size
	if rtl {
		pen.x += (ln.W + gap) * pen.scale
	} else {
		pen.x -= (gap + label.width) * pen.scale
	}
	pen.draw(label)
}

// baseline is the distance from the top of a line to its baseline: the glyph box
// of its face is centred in the pitch.
func (l *Layout) baseline(ln *Line) float32 {
	base := l.flows[ln.block].base
	c := l.set.base[base.slot]
	return (ln.H + (c.ascent-c.descent)*base.size) / 2
}

// label shapes a short text that is no part of the document.
func (s *Setter) label(text string, as look, rtl bool) *shapedLine {
	p := &placer{set: s, text: text}
	var levels []uint8
	if rtl {
		levels = embeddingLevels(text, rtl)
	}
	p.collect(0, []seg{{0, len(text), as}}, levels)
	p.shape(rtl)
	return &shapedLine{glyphs: p.glyphs, width: p.x}
}

type painter struct {
	set   *Setter
	dst   *image.RGBA
	scale float32
	x     float32 // of the box, in pixels
	base  float32 // baseline, in pixels
	inks  Inks
}

func (p *painter) draw(sl *shapedLine) {
	var src *image.Uniform
	last := ink(255)
	for i := range sl.glyphs {
		g := &sl.glyphs[i]
		if g.ink != last {
			src, last = image.NewUniform(p.inks.of(g.ink)), g.ink
		}
		p.glyph(g, src)
	}
	for _, b := range sl.bars {
		y := int(p.base + round(b.y*p.scale))
		r := image.Rect(int(round(p.x+b.x0*p.scale)), y, int(round(p.x+b.x1*p.scale)), y+max(1, int(b.h*p.scale)))
		c := p.inks.of(b.ink)
		c.A = uint8(int(c.A) * 2 / 5)
		draw.Draw(p.dst, r, image.NewUniform(c), image.Point{}, draw.Over)
	}
}

func (p *painter) glyph(g *glyph, src *image.Uniform) {
	x := p.x + g.x*p.scale
	whole := floor(x)
	phase := uint8((x - whole) * phases)
	m := p.set.mask(g, g.size*p.scale, phase)
	at := image.Pt(int(whole), int(p.base+round(g.y*p.scale))).Add(m.at)
	switch {
	case m.alpha != nil:
		draw.DrawMask(p.dst, m.alpha.Rect.Add(at), src, image.Point{}, m.alpha, image.Point{}, draw.Over)
	case m.colour != nil:
		draw.Draw(p.dst, m.colour.Rect.Add(at), m.colour, image.Point{}, draw.Over)
	}
}

func floor(v float32) float32 {
	f := float32(int(v))
	if f > v {
		f--
	}
	return f
}

// maxMasks bounds the memory of drawn glyphs, about 300 bytes each at reading
// sizes.
const maxMasks = 8192

// mask draws a glyph, or finds it drawn.
func (s *Setter) mask(g *glyph, size float32, phase uint8) *mask {
	key := maskKey{g.face.id, g.gid, uint16(size * 8), phase}
	if m, ok := s.masks[key]; ok {
		return m
	}
	if len(s.masks) >= maxMasks {
		clear(s.masks)
	}
	m := g.face.draw(g.gid, size, float32(phase)/phases)
	s.masks[key] = m
	return m
}

func (c *face) draw(gid font.GID, size, shift float32) *mask {
	switch d := c.GlyphData(gid).(type) {
	case font.GlyphOutline:
		return c.outline(d.Segments, size, shift)
	case font.GlyphSVG:
		if m := c.svg(d.Source, gid, size); m != nil {
			return m
		}
		return c.outline(d.Outline.Segments, size, shift)
	case font.GlyphBitmap:
		if m := c.bitmap(d, gid, size); m != nil {
			return m
		}
		if d.Outline != nil {
			return c.outline(d.Outline.Segments, size, shift)
		}
	}
	return &mask{}
}

// outline rasterises an outline with the exact coverage of each pixel.
func (c *face) outline(segs []font.Segment, size, shift float32) *mask {
	if len(segs) == 0 {
		return &mask{}
	}
	scale := size / c.upem
	x0, y0, x1, y1 := float32(1e9), float32(1e9), float32(-1e9), float32(-1e9)
	for i := range segs {
		for _, p := range segs[i].ArgsSlice() {
			x0, x1 = min(x0, p.X*scale+shift), max(x1, p.X*scale+shift)
			y0, y1 = min(y0, -p.Y*scale), max(y1, -p.Y*scale)
		}
	}
	left, top := int(floor(x0)), int(floor(y0))
	w, h := int(floor(x1))+2-left, int(floor(y1))+2-top
	if w <= 0 || h <= 0 || w > 4096 || h > 4096 {
		return &mask{}
	}
	z := vector.NewRasterizer(w, h)
	at := func(p font.SegmentPoint) (float32, float32) {
		return p.X*scale + shift - float32(left), -p.Y*scale - float32(top)
	}
	for i := range segs {
		trace(z, &segs[i], at)
	}
	z.ClosePath()
	m := image.NewAlpha(image.Rect(0, 0, w, h))
	z.Draw(m, m.Rect, image.Opaque, image.Point{})
	return &mask{alpha: m, at: image.Pt(left, top)}
}

func trace(z *vector.Rasterizer, s *font.Segment, at func(font.SegmentPoint) (float32, float32)) {
	ax, ay := at(s.Args[0])
	switch s.Op {
	case opentype.SegmentOpMoveTo:
		z.ClosePath()
		z.MoveTo(ax, ay)
	case opentype.SegmentOpLineTo:
		z.LineTo(ax, ay)
	case opentype.SegmentOpQuadTo:
		bx, by := at(s.Args[1])
		z.QuadTo(ax, ay, bx, by)
	case opentype.SegmentOpCubeTo:
		bx, by := at(s.Args[1])
		cx, cy := at(s.Args[2])
		z.CubeTo(ax, ay, bx, by, cx, cy)
	}
}
