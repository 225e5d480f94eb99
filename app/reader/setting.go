//go:build !headless

package reader

import (
	"sync"

	"florilegium/app/style"
	"florilegium/app/typeset"
	"fyne.io/fyne/v2/theme"
)

// Fonts are the faces of the program, parsed once: STIX Two Text for reading,
// Fyne's own for the rest, those of the system for other scripts. The error says
// which of the built-in fonts is none.
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

// Setting is a reading style as the typesetter wants it, with the whole measure.
func Setting(rd style.Reading) typeset.Style {
	size := rd.Size
	if size == 0 {
		size = style.DefaultSize
	}
	family := typeset.Serif
	if rd.Family == style.Sans {
		family = typeset.Sans
	}
	return typeset.Style{Family: family, Size: size, Measure: float32(int(rd.Measure.Em()*size + .5)), Leading: rd.Leading, Justify: rd.Justify, Hyphenate: rd.Hyphenate}
}
