package typeset

import (
	"bytes"
	"cmp"
	"fmt"
	"slices"

	"codeberg.org/go-fonts/stix/stix2textbold"
	"codeberg.org/go-fonts/stix/stix2textbolditalic"
	"codeberg.org/go-fonts/stix/stix2textitalic"
	"codeberg.org/go-fonts/stix/stix2textregular"
	"github.com/go-text/typesetting/font"
)

// Family is one of the three families that text is set in.
type Family uint8

// The families. Serif is STIX Two Text, carried by this package.
const (
	Serif Family = iota
	Sans
	Mono
	families
)

// slot is a family with bold (1) and italic (2): the first face asked for a rune.
type slot uint8

const (
	bold   = 1
	italic = 2
	styles = 4
)

func slotOf(f Family, style slot) slot { return slot(f)*styles + style }

// Sources are font files (TTF or OTF) that the caller has at hand. Those left
// empty are replaced by their regular face, and a missing family by the serif.
type Sources struct {
	Sans, SansBold, SansItalic, SansBoldItalic, Mono []byte
	// Extra faces are asked, in order, for runes that no family has: symbols, emoji.
	Extra [][]byte
	// System allows fonts of the system for scripts that nothing above covers.
	// They are looked for when the first such rune is met.
	System bool
	// Cache is the folder that keeps the list of system fonts; empty is the
	// user's cache folder.
	Cache string
	// Hyphens is the folder of hyphenation patterns (hyph_*.dic, as LibreOffice
	// has them); empty is /usr/share/hyphen. It is read when the first text is
	// hyphenated.
	Hyphens string
}

// Fonts are parsed fonts. They may be shared between goroutines.
type Fonts struct {
	base    [int(families) * styles]*font.Font
	extra   []*font.Font
	system  systemFonts
	hyphens hyphenShelf
}

// NewFonts parses the sources. The error names the file that is no font.
func NewFonts(src Sources) (*Fonts, error) {
	f := &Fonts{system: systemFonts{wanted: src.System, cache: src.Cache}, hyphens: hyphenShelf{folder: cmp.Or(src.Hyphens, patternFolder)}}
	files := [len(f.base)][]byte{
		stix2textregular.TTF, stix2textbold.TTF, stix2textitalic.TTF, stix2textbolditalic.TTF,
		src.Sans, src.SansBold, src.SansItalic, src.SansBoldItalic,
		src.Mono,
	}
	for i, data := range files {
		if len(data) == 0 {
			f.base[i] = f.base[substitute(i, f.base[:])]
			continue
		}
		face, err := font.ParseTTF(bytes.NewReader(data))
		if err != nil {
			return nil, fmt.Errorf("parse font %d: %w", i, err)
		}
		f.base[i] = face.Font
	}
	for i, data := range src.Extra {
		face, err := font.ParseTTF(bytes.NewReader(data))
		if err != nil {
			return nil, fmt.Errorf("parse extra font %d: %w", i, err)
		}
		f.extra = append(f.extra, face.Font)
	}
	return f, nil
}

// substitute is the slot that stands in for an empty one: the family's regular
// face, else the serif face of the same style.
func substitute(i int, base []*font.Font) int {
	if regular := i - i%styles; base[regular] != nil {
		return regular
	}
	return i % styles
}

const (
	lowEnd   = 0x600  // runes below have a table of advances
	punctLo  = 0x2000 // and so has General Punctuation
	punctEnd = 0x2070
)

// face is a font with the advances of its common runes in em.
type face struct {
	*font.Face
	id    uint16
	upem  float32
	low   [lowEnd]float32 // -1 where the face lacks the rune
	punct [punctEnd - punctLo]float32
	// ascent and descent are the glyph box in em, both positive.
	ascent, descent float32
}

// newFace gives a font its own face in this Setter.
func (s *Setter) newFace(f *font.Font) *face {
	if known, ok := s.byFont[f]; ok {
		return known
	}
	c := &face{Face: font.NewFace(f), id: uint16(len(s.faces)), upem: float32(f.Upem())}
	ext, _ := c.FontHExtents()
	c.ascent, c.descent = ext.Ascender/c.upem, -ext.Descender/c.upem
	for r := range c.low {
		c.low[r] = c.measure(rune(r))
	}
	for i := range c.punct {
		c.punct[i] = c.measure(rune(punctLo + i))
	}
	s.faces = append(s.faces, c)
	s.byFont[f] = c
	return c
}

// measure is the advance of a rune in em, as drawn: -1 where the face lacks it.
func (c *face) measure(r rune) float32 {
	r, drop := c.drawn(r)
	if drop {
		return 0
	}
	gid, ok := c.NominalGlyph(r)
	if !ok {
		return -1
	}
	return c.HorizontalAdvance(gid) / c.upem
}

// drawn is the rune that is drawn for r, which never changes the text: spaces
// and hyphens that the face lacks have stand-ins, invisible controls none.
func (c *face) drawn(r rune) (as rune, drop bool) {
	switch {
	case r == '\t' || r == 0x2028 || r == 0x0B:
		return ' ', false
	case r < 0x20 || r >= 0x7F && r < 0xA0 || invisible(r):
		return r, true
	case r == 0x202F && !c.has(r):
		return 0xA0, false
	case r == 0x2011 && !c.has(r):
		if c.has(0x2010) {
			return 0x2010, false
		}
		return '-', false
	}
	return r, false
}

// invisible runes are never drawn, whatever the font has for them. The joiners
// U+200C and U+200D are not among them: shaping needs them.
func invisible(r rune) bool {
	switch {
	case r == 0xAD, r == 0x200B, r == 0x200E, r == 0x200F, r == 0x2060, r == 0xFEFF, r == 0x061C:
		return true
	}
	return r >= 0x202A && r <= 0x202E || r >= 0x2066 && r <= 0x2069
}

func (c *face) has(r rune) bool {
	_, ok := c.NominalGlyph(r)
	return ok
}

// advance is the advance of a rune in em, from whichever face will draw it.
func (s *Setter) advance(at slot, r rune) float32 {
	c := s.base[at]
	a := float32(-1)
	switch {
	case r < lowEnd:
		a = c.low[r]
	case r >= punctLo && r < punctEnd:
		a = c.punct[r-punctLo]
	case isWide(r):
		return 1
	}
	if a >= 0 {
		return a
	}
	return s.farAdvance(at, r)
}

type farKey struct {
	at slot
	r  rune
}

func (s *Setter) farAdvance(at slot, r rune) float32 {
	if r >= 0x10000 {
		return s.beyondAdvance(farKey{at, r})
	}
	page := s.far[at][r>>8]
	if page == nil {
		page = new([0x100]float32)
		for i := range page {
			page[i] = unknown
		}
		s.far[at][r>>8] = page
	}
	if page[r&0xFF] == unknown {
		page[r&0xFF] = s.anyAdvance(at, r)
	}
	return page[r&0xFF]
}

const unknown = -1

// beyondAdvance is the same for runes beyond the Basic Multilingual Plane.
func (s *Setter) beyondAdvance(key farKey) float32 {
	a, ok := s.beyond[key]
	if !ok {
		a = s.anyAdvance(key.at, key.r)
		s.beyond[key] = a
	}
	return a
}

// anyAdvance asks the face that will draw a rune; an empty box is .6 em wide.
func (s *Setter) anyAdvance(at slot, r rune) float32 {
	r = s.standIn(at, r)
	if a := s.faceFor(at, r).measure(r); a >= 0 {
		return a
	}
	return .6
}

// picture is the face that has a rune as a picture, nil where there is none: of
// the extra faces the last that has it.
func (s *Setter) picture(r rune) *face {
	for _, f := range slices.Backward(s.fonts.extra) {
		if _, ok := f.NominalGlyph(r); ok {
			return s.newFace(f)
		}
	}
	return nil
}

// faceFor is the face that draws a rune: the slot's own, the sans, the extra
// faces, the system's, the mono. The slot's own is also the answer when none has it.
func (s *Setter) faceFor(at slot, r rune) *face {
	own := s.base[at]
	if r, drop := own.drawn(r); drop || own.has(r) {
		return own
	}
	key := farKey{at, r}
	if c, ok := s.fallback[key]; ok {
		return c
	}
	c := s.findFace(at, r)
	if c == nil {
		c = own
	}
	s.fallback[key] = c
	return c
}

func (s *Setter) findFace(at slot, r rune) *face {
	for _, other := range []slot{slotOf(Sans, at%styles), slotOf(Serif, at%styles)} {
		if c := s.base[other]; c.has(r) {
			return c
		}
	}
	for _, f := range s.fonts.extra {
		if _, ok := f.NominalGlyph(r); ok {
			return s.newFace(f)
		}
	}
	if found := s.systemFace(at, r); found != nil {
		return found
	}
	// The mono face comes last: its Arabic is set on a grid.
	if c := s.base[slotOf(Mono, 0)]; c.has(r) {
		return c
	}
	return nil
}

// systemFace asks the system's fonts.
func (s *Setter) systemFace(at slot, r rune) *face {
	if f := s.fonts.system.find(at, r); f != nil {
		return s.newFace(f)
	}
	return nil
}
