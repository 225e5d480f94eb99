//go:build !headless

package app

import (
	"fmt"
	"math"
	"net/url"
	"strings"

	"florilegium/clipper"

	"fyne.io/fyne/v2"
)

// showOutline lists the headings of the open article; a click goes there.
func (w *window) showOutline() {
	heads := w.reader.Outline()
	if w.state.open == nil || len(heads) == 0 {
		w.toast.show(tr("This article has no headings"), nil)
		return
	}
	var lines []string
	for _, h := range heads {
		lines = append(lines, strings.Repeat("    ", max(0, h.Level-2))+h.Text)
	}
	list := w.newFormList(lines, func(i int) { w.reader.Jump(heads[i].Offset) })
	d := w.newForm(tr("Headings"), list, "", nil)
	d.Resize(fyne.NewSize(520, 440))
	w.showForm("outline", d)
	list.start(w.reader.CurrentHeading())
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
