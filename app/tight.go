//go:build !headless

package app

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
)

// newTight shows a list without the padding that it puts between its rows, and
// without a band under the pointer: rows and cards have looks of their own.
func newTight(list fyne.CanvasObject) fyne.CanvasObject {
	return container.NewThemeOverride(list, tightTheme{})
}

// tightTheme is the theme in force, without padding and bands.
type tightTheme struct{}

func current() fyne.Theme { return fyne.CurrentApp().Settings().Theme() }

func (tightTheme) Color(n fyne.ThemeColorName, v fyne.ThemeVariant) color.Color {
	if n == theme.ColorNameHover || n == theme.ColorNameFocus {
		return color.Transparent
	}
	return current().Color(n, v)
}
func (tightTheme) Font(s fyne.TextStyle) fyne.Resource     { return current().Font(s) }
func (tightTheme) Icon(n fyne.ThemeIconName) fyne.Resource { return current().Icon(n) }

func (tightTheme) Size(n fyne.ThemeSizeName) float32 {
	if n == theme.SizeNamePadding {
		return 0
	}
	return current().Size(n)
}
