//go:build !headless

package style

import "slices"

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

// Leadings lists the pitches of lines in units of the size: close, usual, open.
// WCAG 1.4.8 asks for 1.5 at least.
var Leadings = []float32{1.5, DefaultLeading, 1.75}

// DefaultLeading is the pitch of lines at the first start.
const DefaultLeading = 1.6

// DefaultSize is the size of reading at the first start.
const DefaultSize = 18

// Reading is how articles are set. The zero value is Paper, 18, Normal, Serif.
type Reading struct {
	Palette *Palette
	Size    float32 // one of Sizes
	Measure Measure
	Family  Family
	Leading float32 // one of Leadings; 0 is DefaultLeading
	// Justify makes lines equally long, Hyphenate divides words where the machine
	// has patterns for their language. WCAG 1.4.8 advises against the first.
	Justify, Hyphenate bool
}

// Family is the family that articles are set in.
type Family int

// The families: STIX Two Text, and the face of the interface.
const (
	Serif Family = iota
	Sans
)

// Step is the size a number of steps up or down from size, kept within Sizes.
func Step(size float32, steps int) float32 {
	at, found := slices.BinarySearch(Sizes, size)
	if !found && steps > 0 {
		steps--
	}
	return Sizes[min(max(at+steps, 0), len(Sizes)-1)]
}
