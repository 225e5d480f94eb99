//go:build !headless

package style

import (
	"image/color"

	"florilegium/clipper"
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
)

// The colour names that Fyne does not have.
const (
	ColourSurface fyne.ThemeColorName = "florilegiumSurface"
	ColourRaised  fyne.ThemeColorName = "florilegiumRaised"
	ColourMuted   fyne.ThemeColorName = "florilegiumMuted"
	ColourLine    fyne.ThemeColorName = "florilegiumLine"

	ClipYellowFill fyne.ThemeColorName = "clipYellowFill"
	ClipGreenFill  fyne.ThemeColorName = "clipGreenFill"
	ClipBlueFill   fyne.ThemeColorName = "clipBlueFill"
	ClipPinkFill   fyne.ThemeColorName = "clipPinkFill"
	ClipPurpleFill fyne.ThemeColorName = "clipPurpleFill"
	ClipYellowMark fyne.ThemeColorName = "clipYellowMark"
	ClipGreenMark  fyne.ThemeColorName = "clipGreenMark"
	ClipBlueMark   fyne.ThemeColorName = "clipBlueMark"
	ClipPinkMark   fyne.ThemeColorName = "clipPinkMark"
	ClipPurpleMark fyne.ThemeColorName = "clipPurpleMark"
)

var (
	fillNames = [5]fyne.ThemeColorName{ClipYellowFill, ClipGreenFill, ClipBlueFill, ClipPinkFill, ClipPurpleFill}
	markNames = [5]fyne.ThemeColorName{ClipYellowMark, ClipGreenMark, ClipBlueMark, ClipPinkMark, ClipPurpleMark}
)

// FillName and MarkName are the colour names of a clip's colour.
func FillName(c clipper.Colour) fyne.ThemeColorName { return fillNames[index(c)] }

// MarkName is described at FillName.
func MarkName(c clipper.Colour) fyne.ThemeColorName { return markNames[index(c)] }

// Theme is a palette as Fyne wants it. It ignores the variant that the system
// asks for, since a palette is the reader's choice, unless Follow is set: then
// Paper and Dark follow the system.
type Theme struct {
	Palette *Palette
	Follow  bool
}

// Current is the palette in force for a variant.
func (t *Theme) Current(v fyne.ThemeVariant) *Palette {
	switch {
	case t.Follow && v == theme.VariantDark:
		return Dark
	case t.Follow:
		return Paper
	case t.Palette == nil:
		return Paper
	}
	return t.Palette
}

// Color implements fyne.Theme.
func (t *Theme) Color(name fyne.ThemeColorName, v fyne.ThemeVariant) color.Color {
	p := t.Current(v)
	if c, ok := p.named()[name]; ok {
		return c
	}
	if p == Dark {
		v = theme.VariantDark
	} else {
		v = theme.VariantLight
	}
	return theme.DefaultTheme().Color(name, v)
}

// tables are the colours by name, built once for each palette.
var tables = map[*Palette]map[fyne.ThemeColorName]color.Color{Paper: Paper.table(), Sepia: Sepia.table(), Dark: Dark.table()}

func (p *Palette) named() map[fyne.ThemeColorName]color.Color { return tables[p] }

func (p *Palette) table() map[fyne.ThemeColorName]color.Color {
	shadow := color.NRGBA{A: 0x33}
	if p == Dark {
		shadow.A = 0x66
	}
	t := map[fyne.ThemeColorName]color.Color{
		theme.ColorNameBackground: p.Page, theme.ColorNameForeground: p.Text,
		theme.ColorNameInputBackground: p.Page, theme.ColorNameHeaderBackground: p.Surface, theme.ColorNameButton: p.Raised,
		theme.ColorNameMenuBackground: p.Raised, theme.ColorNameOverlayBackground: p.Raised,
		theme.ColorNamePlaceHolder: p.Muted, theme.ColorNameDisabled: p.Muted, theme.ColorNameDisabledButton: p.Surface,
		theme.ColorNameHyperlink: p.Link, theme.ColorNamePrimary: p.Link, theme.ColorNameFocus: thin(p.Link, 40),
		theme.ColorNameForegroundOnPrimary: p.Page, theme.ColorNameForegroundOnError: p.Page,
		theme.ColorNameForegroundOnSuccess: p.Page, theme.ColorNameForegroundOnWarning: p.Page,
		theme.ColorNameSelection: p.Selection, theme.ColorNameSeparator: p.Line, theme.ColorNameInputBorder: p.Edge,
		theme.ColorNameHover: p.Hover(), theme.ColorNamePressed: p.Pressed(), theme.ColorNameShadow: shadow,
		theme.ColorNameScrollBar: p.Scroll(), theme.ColorNameScrollBarBackground: thin(p.Text, 3),
		theme.ColorNameError: p.Error, theme.ColorNameSuccess: p.OK, theme.ColorNameWarning: p.Warn,
		ColourSurface: p.Surface, ColourRaised: p.Raised, ColourMuted: p.Muted, ColourLine: p.Line,
	}
	for i, c := range clipper.Colours {
		t[fillNames[i]], t[markNames[i]] = p.Fill(c), p.Mark(c)
	}
	return t
}

// Font implements fyne.Theme: the interface keeps Fyne's Noto Sans.
func (t *Theme) Font(s fyne.TextStyle) fyne.Resource { return theme.DefaultTheme().Font(s) }

// Icon implements fyne.Theme.
func (t *Theme) Icon(name fyne.ThemeIconName) fyne.Resource { return theme.DefaultTheme().Icon(name) }

var sizes = map[fyne.ThemeSizeName]float32{
	theme.SizeNameText: 14, theme.SizeNameCaptionText: 12, theme.SizeNameSubHeadingText: 17, theme.SizeNameHeadingText: 22,
	theme.SizeNamePadding: 6, theme.SizeNameInnerPadding: 8, theme.SizeNameInputRadius: 6, theme.SizeNameSelectionRadius: 3,
	theme.SizeNameScrollBar: 10, theme.SizeNameScrollBarSmall: 4,
}

// Size implements fyne.Theme.
func (t *Theme) Size(name fyne.ThemeSizeName) float32 {
	if v, ok := sizes[name]; ok {
		return v
	}
	return theme.DefaultTheme().Size(name)
}
