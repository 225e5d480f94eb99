//go:build !headless

package app

import (
	"context"
	"time"

	"florilegium/app/reader"
	"florilegium/clipper"
	"florilegium/clipper/capture"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"
)

// newNowAndThen tells when progress is due again.
func newNowAndThen() func() bool {
	var last time.Time
	return func() bool {
		now := time.Now()
		due := now.Sub(last) > progressEvery
		if due {
			last = now
		}
		return due
	}
}

// refreshOne is what became of one article whose page was asked for again.
type refreshOne struct {
	capture.Refreshed
	err error
}

// refreshPages fetches the pages of the picked articles, or of the open one, again,
// one after the other. Texts that have changed are stored beside the old ones.
func (w *window) refreshPages() {
	ids := w.library.aimed()
	if len(ids) == 0 {
		return
	}
	a := &arrival{address: tr("Fetching pages again"), stage: capture.Fetching, given: true}
	w.state.arriving = append([]*arrival{a}, w.state.arriving...)
	w.library.refresh()
	lib, door, progress := w.lib, w.door(), w.progressOf(a)
	w.run(&a.lane, func(ctx context.Context) func() {
		var done []refreshOne
		var courtesy capture.Courtesy
		for i, id := range ids {
			progress(i, len(ids))
			old, err := lib.Article(ctx, id)
			if err == nil {
				err = courtesy.Wait(ctx, old.Source.URL)
			}
			r := refreshOne{Refreshed: capture.Refreshed{Result: capture.Result{Article: old, Status: capture.Failed}}, err: err}
			if err == nil {
				r.Refreshed, r.err = door.Refresh(ctx, old)
			}
			if r.err == nil && r.Status == capture.Version {
				_, r.err = door.Images(ctx, r.Result)
			}
			if ctx.Err() != nil {
				break
			}
			done = append(done, r)
		}
		return func() { w.refreshed(a, done) }
	})
}

// refreshed says what the pages are like now. What needs more than a line, clips
// that are lost and the fates of several pages, stands in a form.
func (w *window) refreshed(a *arrival, done []refreshOne) {
	w.dismiss(a)
	w.library.reload()
	for _, r := range done {
		if open := w.state.open; open != nil && r.Article != nil && open.ID == r.Article.ID && r.Status == capture.Version {
			w.open(open.ID, -1)
		}
	}
	switch {
	case len(done) == 1 && len(done[0].Lost) == 0 && done[0].err != nil:
		w.report(done[0].err)
	case len(done) == 1 && len(done[0].Lost) == 0:
		w.toast.show(done[0].sentence(), nil)
	case len(done) > 0:
		w.showRefreshed(done)
	}
}

// sentence says what has changed about a page.
func (r refreshOne) sentence() string {
	switch {
	case r.err != nil:
		sentence, hint := tell(r.err)
		return dots(sentence, hint)
	case r.Status == capture.Gone:
		return tr("The site has no page there any more; the article stays as it is")
	case r.Status == capture.Elsewhere:
		return tr("The address leads to another page now; the article stays as it is")
	case r.Status != capture.Version:
		return tr("The page is unchanged")
	case r.Typography:
		return dots(tr("Only the typography of the page has changed"), r.clips())
	}
	return dots(tr("The page has changed: its new text stands beside the old"), count("new paragraphs", r.Added), count("gone paragraphs", r.Removed), r.clips())
}

// clips says what became of the article's clips.
func (r refreshOne) clips() string {
	switch {
	case len(r.Lost) > 0:
		return count("lost clips", len(r.Lost))
	case r.Kept > 0:
		return tr("all clips found again")
	}
	return ""
}

// showRefreshed lists what became of several pages, and the clips that are lost.
func (w *window) showRefreshed(done []refreshOne) {
	box := container.NewVBox()
	same := 0
	for _, r := range done {
		if r.err == nil && r.Status == capture.Known && len(done) > 1 {
			same++
			continue
		}
		box.Add(w.refreshedLines(r))
	}
	if same > 0 {
		box.Add(widget.NewLabel(count("unchanged", same)))
	}
	d := w.newForm(tr("Pages fetched again"), formScroll(box), "", nil)
	d.Resize(fyne.NewSize(680, 460))
	w.showForm("refreshed", d)
}

func (w *window) refreshedLines(r refreshOne) fyne.CanvasObject {
	lines := container.NewVBox()
	add := func(text string, bold bool) {
		l := widget.NewLabel(text)
		l.Wrapping, l.TextStyle.Bold = fyne.TextWrapWord, bold
		lines.Add(l)
	}
	if a := r.Article; a != nil {
		add(titleOf(a.Source.Title, a.Source.URL), true)
	}
	add(r.sentence(), false)
	for _, c := range r.Lost {
		add("« "+reader.OneLine(shortened(c.Quote))+" »", false)
	}
	return lines
}

// shortened is the beginning of a quotation.
func shortened(s string) string {
	if r := []rune(s); len(r) > 240 {
		return string(r[:240]) + "…"
	}
	return s
}

// lackingSentence says why a picture is not shown; failed is set for one that is in
// the library and cannot be drawn.
func lackingSentence(img *clipper.Image, failed bool) string {
	switch {
	case failed, img.Hash != "" && img.Lacking != "":
		return tr("This kind of picture cannot be shown")
	case img.Hash != "":
		return ""
	}
	switch img.Lacking {
	case "", clipper.Ornament:
		return ""
	case clipper.NotFound:
		return tr("The picture did not come with the page")
	case clipper.TooLarge:
		return tr("The picture is too large to be kept")
	case clipper.Unreadable:
		return tr("The picture is damaged, or none")
	}
	return tr("The picture could not be fetched")
}

// imagesAgain asks again for the pictures of the open article that are missing.
func (w *window) imagesAgain() {
	open := w.state.open
	if open == nil {
		return
	}
	a := &arrival{address: titleOf(open.Source.Title, open.Source.URL), stage: capture.Images, given: true}
	w.state.arriving = append([]*arrival{a}, w.state.arriving...)
	w.library.refresh()
	lib, door, progress := w.lib, w.door(), w.progressOf(a)
	door.Progress = func(_ capture.Stage, done, of int) { progress(done, of) }
	w.run(&a.lane, func(ctx context.Context) func() {
		art, err := lib.Article(ctx, open.ID)
		missing := 0
		if err == nil {
			missing, err = door.ImagesAgain(ctx, art)
		}
		return func() {
			w.settled(a, open, err)
			if err == nil {
				w.open(open.ID, w.reader.TopOffset())
				w.toast.show(count("missing pictures", missing), nil)
			}
		}
	})
}
