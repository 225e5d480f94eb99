//go:build !headless

package app

import (
	"context"
	"slices"
	"strings"
	"time"

	"florilegium/clipper"
	"florilegium/clipper/capture"

	"fyne.io/fyne/v2"
)

// progressEvery spares the queue to the main goroutine, which has no bound.
const progressEvery = 100 * time.Millisecond

// newAddField is the field that an address is typed or pasted into.
func newAddField(w *window) *formEntry {
	e := w.newFormEntry()
	e.SetPlaceHolder(tr("+ Paste an address…"))
	e.OnSubmitted = func(text string) {
		if strings.TrimSpace(text) == "" {
			return
		}
		if err := w.addAddress(text); err != nil {
			w.report(err)
			return
		}
		e.SetText("")
	}
	return e
}

// addAddress begins to save a page. Its row stands in the library pane at once.
func (w *window) addAddress(text string) error {
	u, err := clipper.ParseAddress(text)
	if err != nil {
		return err
	}
	for _, a := range w.state.arriving {
		if a.address == u.String() {
			w.retry(a)
			return nil
		}
	}
	w.askAgain(u.Host)
	a := &arrival{address: u.String(), read: w.reading()}
	w.state.arriving = append([]*arrival{a}, w.state.arriving...)
	w.library.list.ScrollToTop()
	w.save(a)
	return nil
}

func (w *window) retry(a *arrival) {
	a.err, a.read = nil, w.reading()
	w.save(a)
}

// save fetches and stores a page, then its pictures.
func (w *window) save(a *arrival) {
	a.stage, a.done, a.of = capture.Fetching, 0, 0
	w.library.refresh()
	door := w.door()
	var last time.Time
	door.Progress = func(stage capture.Stage, done, of int) {
		if now := time.Now(); done == of || now.Sub(last) > progressEvery {
			last = now
			post(func() {
				a.stage, a.done, a.of = stage, done, of
				w.library.list.Refresh()
			})
		}
	}
	w.run(&a.lane, func(ctx context.Context) func() {
		result, err := door.Save(ctx, a.address, nil)
		if err != nil {
			return func() { w.arrivalFailed(a, err) }
		}
		post(func() { w.arrived(a, result) })
		_, err = door.Images(ctx, result)
		return func() { w.settled(a, result.Article, err) }
	})
}

func (w *window) arrivalFailed(a *arrival, err error) {
	a.err = err
	w.library.refresh()
	w.showArrival(a)
}

// arrived opens a page whose text is safe; its pictures may still be on the way.
// Where the reader has begun to do something else, it only offers to.
func (w *window) arrived(a *arrival, r capture.Result) {
	said := ""
	switch r.Status {
	case capture.Known:
		said = tr("This page is in the library already")
	case capture.Version:
		said = tr("The page had changed: its new text stands beside the old")
	}
	w.library.reload()
	id := r.Article.ID
	switch {
	case w.occupied(a):
		title := titleOf(r.Article.Source.Title, r.Article.Source.URL)
		w.toast.offer(dots(cut(title, 48), said), tr("Open"), func() { w.open(id, -1) })
		return
	case said != "":
		w.toast.show(said, nil)
	}
	w.open(id, -1)
}

// reading is what the reader is doing.
type reading struct {
	article  int64
	at       int // byte of the text that is at the top
	selected string
}

func (w *window) reading() reading {
	r := reading{at: w.reader.TopOffset(), selected: w.reader.SelectedText()}
	if a := w.state.open; a != nil {
		r.article = a.ID
	}
	return r
}

// occupied reports whether a page that has arrived would be in the way: others are
// on their way too, a form is open, a note is written, or the reader has moved on
// since the page was asked for.
func (w *window) occupied(a *arrival) bool {
	coming := 0
	for _, other := range w.state.arriving {
		if other.err == nil {
			coming++
		}
	}
	e := w.entry()
	writing := e != nil && e != fyne.Shortcutable(w.add) && e != fyne.Shortcutable(w.search)
	return coming > 1 || writing || w.covered() || w.reading() != a.read
}

// cut shortens a line to so many characters.
func cut(line string, most int) string {
	if r := []rune(line); len(r) > most {
		return string(r[:most-1]) + "…"
	}
	return line
}

// settled takes the row away when all is done.
func (w *window) settled(a *arrival, art *clipper.Article, err error) {
	w.report(err)
	w.dismiss(a)
	if w.state.open != nil && w.state.open.ID == art.ID && len(pictures(art)) > 0 {
		w.open(art.ID, w.reader.TopOffset())
	}
	w.library.reload()
}

// pictures are the images of an article that are in the library.
func pictures(a *clipper.Article) []*clipper.Image {
	var out []*clipper.Image
	for i := range a.Blocks {
		if img := a.Blocks[i].Image; img != nil && img.Hash != "" {
			out = append(out, img)
		}
	}
	return out
}

// dismiss takes a page off the list of those on their way, stopping it if it
// still is.
func (w *window) dismiss(a *arrival) {
	a.lane.stop()
	w.state.arriving = slices.DeleteFunc(w.state.arriving, func(x *arrival) bool { return x == a })
	w.library.refresh()
}
