// Command empty opens a window with nothing in it: what the toolkit itself costs.
package main

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/app"
)

func main() {
	w := app.NewWithID("org.florilegium.Empty").NewWindow("Empty")
	w.Resize(fyne.NewSize(1280, 832))
	w.ShowAndRun()
}
