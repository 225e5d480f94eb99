package typeset

import (
	"io"
	"log"
	"sync"

	"github.com/go-text/typesetting/font"
	"github.com/go-text/typesetting/fontscan"
)

// systemFonts are the fonts of the machine, listed when the first rune is asked
// for.
type systemFonts struct {
	wanted bool
	cache  string // folder of the list

	mu     sync.Mutex
	known  *fontscan.FontMap
	absent bool
}

// find is a font of the machine that has a rune, nil where there is none.
func (sys *systemFonts) find(at slot, r rune) *font.Font {
	sys.mu.Lock()
	defer sys.mu.Unlock()
	if !sys.wanted || sys.absent {
		return nil
	}
	if sys.known == nil {
		sys.known = fontscan.NewFontMap(log.New(io.Discard, "", 0))
		if err := sys.known.UseSystemFonts(sys.cache); err != nil {
			// A machine without fonts is one where scripts are missing, which
			// Layout.Missing reports.
			sys.absent = true
			return nil
		}
	}
	query := fontscan.Query{Families: []string{fontscan.SansSerif}}
	if Family(at/styles) == Serif {
		query.Families = []string{fontscan.Serif, fontscan.SansSerif}
	}
	if at%styles&bold != 0 {
		query.Aspect.Weight = font.WeightBold
	}
	sys.known.SetQuery(query)
	f := sys.known.ResolveFace(r)
	if f == nil {
		return nil
	}
	if _, ok := f.NominalGlyph(r); !ok {
		return nil
	}
	return f.Font
}

// Warm reads the fonts of the machine that a text will be drawn with, which
// takes a moment for the scripts of East Asia. Called on another goroutine before
// the text is laid out, it spares that moment to the one that lays it out. It
// changes nothing that is seen.
func (f *Fonts) Warm(text string) {
	for _, letters := range lettersOf(text) {
		for _, at := range []slot{slotOf(Serif, 0), slotOf(Serif, bold)} {
			if !f.carries(at, letters[0]) {
				f.system.find(at, letters[0])
			}
		}
	}
}

// carries tells whether one of the faces that need not be looked for has a rune.
func (f *Fonts) carries(at slot, r rune) bool {
	for _, font := range append([]*font.Font{f.base[at], f.base[slotOf(Sans, at%styles)]}, f.extra...) {
		if _, ok := font.NominalGlyph(r); ok {
			return true
		}
	}
	return false
}
