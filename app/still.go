//go:build !headless

package app

import "fyne.io/fyne/v2"

// still is the toolkit's application without its animations. The cursor of an
// entry would fade in and out for as long as it has the focus, and the toolkit
// paints the whole window for each step of it: a tenth of a core where there is
// no graphics card.
type still struct{ fyne.App }

// newStill makes the toolkit's widgets ask for the settings here.
func newStill(a fyne.App) fyne.App {
	s := still{a}
	fyne.SetCurrentApp(s)
	return s
}

// Settings implements fyne.App.
func (s still) Settings() fyne.Settings { return calm{s.App.Settings()} }

type calm struct{ fyne.Settings }

// ShowAnimations implements fyne.Settings.
func (calm) ShowAnimations() bool { return false }
