//go:build !headless

package style

import (
	"slices"
	"sync"

	"florilegium/app/typeset"
	"fyne.io/fyne/v2/theme"
)

// Measure is the width of the column of text.
type Measure int

// The measures: about 61, 70 and 80 characters of STIX Two Text a line, whose
// letters are narrower than most. Some 66 are read best, 80 are the most.
const (
	Normal Measure = iota
	Narrow
	Wide
)

// Em is the width of the column in units of the size of the text.
func (m Measure) Em() float32 {
	return [...]float32{Normal: 31, Narrow: 27, Wide: 33.5}[min(max(m, Normal), Wide)]
}

// Sizes lists the sizes of reading, in pixels.
var Sizes = []float32{14, 15, 16, 17, 18, 20, 22, 24, 28}

// DefaultSize is the size of reading at the first start.
const DefaultSize = 18

// Reading is how articles are set. The zero value is Paper, 18, Normal, Serif.
type Reading struct {
	Palette *Palette
	Size    float32 // one of Sizes
	Measure Measure
	Family  typeset.Family // Serif or Sans
}

// Style is the reading style for the typesetter.
func (r Reading) Style() typeset.Style {
	size := r.Size
	if size == 0 {
		size = DefaultSize
	}
	return typeset.Style{Family: r.Family, Size: size, Measure: float32(int(r.Measure.Em()*size + .5))}
}

// Step is the size a number of steps up or down from size, kept within Sizes.
func Step(size float32, steps int) float32 {
	at, found := slices.BinarySearch(Sizes, size)
	if !found && steps > 0 {
		steps--
	}
	return Sizes[min(max(at+steps, 0), len(Sizes)-1)]
}

// Fonts are the faces of the program, parsed once.
var Fonts = sync.OnceValues(func() (*typeset.Fonts, error) {
	return typeset.NewFonts(typeset.Sources{
		Sans:     theme.DefaultTextFont().Content(),
		SansBold: theme.DefaultTextBoldFont().Content(), SansItalic: theme.DefaultTextItalicFont().Content(),
		SansBoldItalic: theme.DefaultTextBoldItalicFont().Content(),
		Mono:           theme.DefaultTextMonospaceFont().Content(),
		Extra:          [][]byte{theme.DefaultSymbolFont().Content(), theme.DefaultEmojiFont().Content()},
		System:         true,
	})
})
