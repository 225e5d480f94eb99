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
