//go:build !headless

package app

import (
	"fmt"
	"math"
	"net/url"
	"strings"

	"florilegium/clipper"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/widget"
)

// showOutline lists the headings of the open article; a click goes there.
func (w *window) showOutline() {
	heads := w.reader.Outline()
	if w.state.open == nil || len(heads) == 0 {
		w.toast.show(tr("This article has no headings"), nil)
		return
	}
	list := widget.NewList(func() int { return len(heads) }, func() fyne.CanvasObject {
		l := widget.NewLabel("")
		l.Truncation = fyne.TextTruncateEllipsis
		return l
	}, func(i widget.ListItemID, o fyne.CanvasObject) {
		o.(*widget.Label).SetText(strings.Repeat("    ", max(0, heads[i].Level-2)) + heads[i].Text)
	})
	d := dialog.NewCustom(tr("Headings"), tr("Close"), list, w.win)
	if at := w.reader.CurrentHeading(); at >= 0 {
		list.Select(at)
	}
	list.OnSelected = func(i widget.ListItemID) {
		d.Hide()
		w.reader.Jump(heads[i].Offset)
	}
	d.Resize(fyne.NewSize(520, 440))
	w.showForm("outline", d)
	w.win.Canvas().Focus(list)
}

// showPlace says at the foot how far the article was read, or where the link under
// the pointer leads.
func (w *window) showPlace() {
	text := ""
	switch {
	case w.state.link != "":
		text = linkText(w.state.link)
	case w.state.open != nil:
		text = fmt.Sprintf("%d %%", int(math.Round(100*w.reader.Progress())))
		if n := w.reader.MinutesLeft(); n > 0 {
			text = dots(text, tr("%d min left", n))
		}
	}
	if w.place.Text != text {
		w.place.SetText(text)
	}
}

// linkText is a link as it is shown before it is opened: the host first.
func linkText(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	path := strings.TrimSuffix(u.EscapedPath(), "/")
	return shorten(clipper.Host(address)+path, 70)
}

// hoverLink shows where a link leads; "" is for none.
func (w *window) hoverLink(address string) {
	w.state.link = address
	w.showPlace()
}
