//go:build !headless

package app

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
)

// allowPrivate asks the reader about a host of a private network whose address was
// typed or pasted, once for each host. It runs on the goroutine that fetches, and
// waits there for the answer.
func (w *window) allowPrivate(ctx context.Context, host string) bool {
	answer := make(chan bool, 1)
	post(func() { w.askPrivate(host, answer) })
	select {
	case yes := <-answer:
		return yes
	case <-ctx.Done():
		return false
	}
}

// askPrivate gives the answer that was given before, or asks.
func (w *window) askPrivate(host string, answer chan<- bool) {
	if yes, before := w.private[host]; before {
		answer <- yes
		return
	}
	text := widget.NewLabel(tr("%s is an address inside your network: fetch it?", host))
	text.Wrapping = fyne.TextWrapWord
	given := false
	say := func(yes bool) {
		if !given {
			given = true
			w.private[host] = yes
			answer <- yes
		}
	}
	d := w.newForm(tr("An address inside your network"), text, "", nil)
	no := w.newButton(tr("Do not fetch"), func() { d.Hide(); say(false) })
	yes := w.newButton(tr("Fetch"), func() { d.Hide(); say(true) })
	no.leave, yes.leave = no.OnTapped, no.OnTapped
	d.SetButtons([]fyne.CanvasObject{no, yes})
	d.Resize(fyne.NewSize(460, 170))
	w.showForm("private", d)
	w.win.Canvas().Focus(yes)
}

// askAgain forgets that the reader said no to a host: its address was typed once
// more.
func (w *window) askAgain(host string) {
	if !w.private[host] {
		delete(w.private, host)
	}
}
