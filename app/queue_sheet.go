//go:build !headless

package app

import (
	"bytes"
	"context"
	"encoding/csv"
	"errors"
	"time"

	"florilegium/app/cli"
	"florilegium/clipper"
	"florilegium/clipper/capture"
	"florilegium/db"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/widget"
)

// mostJobs bounds the rows of the sheet, and loadEvery how often they are read
// while the queue runs.
const (
	mostJobs  = 2000
	loadEvery = 2 * time.Second
)

// queueSheet shows the queue: how far it has come, and the pages one by one.
type queueSheet struct {
	w       *window
	told    *widget.Label
	bar     *widget.ProgressBar
	pause   *button
	retry   *button
	export  *button
	clear   *button
	which   *choice
	list    *plainList
	shown   clipper.JobFilter
	jobs    []clipper.Job
	loading lane
	loaded  time.Time
	none    *widget.Label
}

// queueShelves are what the sheet can show, in the order of its choice.
var queueShelves = [][]clipper.JobState{
	nil, {clipper.JobRunning, clipper.JobQueued, clipper.JobParked}, {clipper.JobFailed}, {clipper.JobDone}, {clipper.JobHeld},
}

// showQueue opens the sheet.
func (w *window) showQueue() {
	if w.queue.sheet != nil {
		return
	}
	s := &queueSheet{w: w, told: widget.NewLabel(""), bar: widget.NewProgressBar(), none: widget.NewLabel("")}
	s.bar.TextFormatter = func() string { return "" }
	s.none.Importance, s.none.Wrapping = widget.LowImportance, fyne.TextWrapWord
	q := w.queue
	s.pause = w.newButton("", func() { q.pause(!q.paused) })
	s.retry = w.newButton(tr("Try the failed ones again"), func() { q.settle((*db.Library).RetryJobs, clipper.JobFilter{}, again) })
	s.export = w.newButton(tr("Export failures…"), s.askFile)
	s.clear = w.newButton(tr("Forget what is done"), func() { q.settle((*db.Library).ClearJobs, clipper.JobFilter{}, forgotten) })
	words := []string{tr("All pages"), tr("Waiting"), tr("Failed"), tr("Done"), tr("Not to be fetched")}
	s.which = w.newChoice(words, 0, func(i int) { s.shown.States = queueShelves[i]; s.load() })
	s.list = w.newPlainList(func() int { return len(s.jobs) }, func() fyne.CanvasObject { return newRow() }, s.bind)
	s.list.HideSeparators = true
	which := container.NewGridWrap(fyne.NewSize(190, s.which.MinSize().Height), s.which)
	top := container.NewVBox(s.told, container.New(&thin{8}, s.bar), container.NewHBox(s.pause, s.retry, s.export, s.clear, layout.NewSpacer(), which))
	d := w.newForm(tr("Queue"), container.NewBorder(top, nil, nil, nil, container.NewStack(newTight(s.list), container.New(&shift{x: 4, y: 8}, s.none))), "", nil)
	d.Resize(fyne.NewSize(860, 600))
	q.sheet = s
	d.SetOnClosed(func() { s.loading.stop(); q.sheet = nil })
	w.showForm("queue", d)
	s.load()
	s.draw()
	w.win.Canvas().Focus(s.pause)
}

// thin gives its object a height.
type thin struct{ height float32 }

func (t thin) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(10, t.height) }

func (t thin) Layout(o []fyne.CanvasObject, size fyne.Size) {
	place(o[0], 4, 0, size.Width-8, t.height)
}

// draw shows how far the queue has come; the rows follow now and then.
func (s *queueSheet) draw() {
	q := s.w.queue
	p := &q.progress
	text := q.text()
	if text == "" && p.Done > 0 {
		text = tr("Everything is fetched")
	}
	if text == "" {
		text = tr("Nothing is queued. Paste several addresses, and they are fetched one after the other.")
	}
	s.told.SetText(text)
	s.bar.SetValue(float64(p.Done+p.Failed) / float64(max(1, p.All()-p.Held)))
	s.pause.SetText(tr("Pause"))
	if q.paused {
		s.pause.SetText(tr("Go on"))
	}
	able(s.pause, q.paused || p.Open() > 0)
	able(s.retry, p.Failed > 0)
	able(s.export, p.Failed > 0)
	able(s.clear, p.Done > 0)
	if time.Since(s.loaded) >= loadEvery {
		s.load()
	}
}

func able(b *button, can bool) {
	if can == !b.Disabled() {
		return
	}
	if can {
		b.Enable()
	} else {
		b.Disable()
	}
}

// load reads the rows.
func (s *queueSheet) load() {
	s.loaded = time.Now()
	lib, f := s.w.lib, s.shown
	s.w.run(&s.loading, func(ctx context.Context) func() {
		jobs, err := lib.Jobs(ctx, f, mostJobs, 0)
		return func() {
			if err != nil {
				return
			}
			s.jobs = jobs
			s.none.SetText("")
			if len(jobs) == 0 {
				s.none.SetText(tr("No page here"))
			}
			s.list.Refresh()
		}
	})
}

func (s *queueSheet) bind(i int, o fyne.CanvasObject) {
	if i >= len(s.jobs) {
		return
	}
	r, j := o.(*row), s.jobs[i]
	r.set(rowData{title: j.URL, about: aboutJob(j), failed: j.State == clipper.JobFailed, bold: j.State == clipper.JobRunning})
	menu := func(at fyne.Position) { s.menu(j, at) }
	r.menu = menu
	r.tap = func(fyne.KeyModifier) {
		if j.State == clipper.JobDone && j.Article > 0 {
			s.w.closeForm()
			s.w.open(j.Article, -1)
			return
		}
		menu(fyne.CurrentApp().Driver().AbsolutePositionForObject(r).AddXY(24, rowHeight))
	}
}

// menu offers what can be done with a page.
func (s *queueSheet) menu(j clipper.Job, at fyne.Position) {
	q, one := s.w.queue, clipper.JobFilter{IDs: []int64{j.ID}}
	var items []*fyne.MenuItem
	add := func(label string, do func()) { items = append(items, fyne.NewMenuItem(label, do)) }
	if j.Article > 0 {
		add(tr("Open the article"), func() { s.w.closeForm(); s.w.open(j.Article, -1) })
	}
	switch j.State {
	case clipper.JobFailed, clipper.JobParked:
		add(tr("Try again"), func() { q.settle((*db.Library).RetryJobs, one, again) })
	case clipper.JobHeld:
		add(tr("Fetch after all"), func() { q.settle((*db.Library).RetryJobs, one, again) })
	}
	if j.State != clipper.JobDone && j.State != clipper.JobHeld {
		add(tr("Do not fetch"), func() { q.settle((*db.Library).HoldJobs, one, held) })
	}
	if j.State == clipper.JobFailed {
		add(tr("Fetch no page of %s", clipper.Host(j.URL)), func() {
			q.settle((*db.Library).HoldJobs, clipper.JobFilter{Host: j.Host}, held)
		})
	}
	if j.State != clipper.JobRunning {
		add(tr("Forget"), func() { q.settle((*db.Library).ClearJobs, one, forgotten) })
	}
	add(tr("Open in the browser"), func() { s.w.openLink(j.URL) })
	widget.ShowPopUpMenuAtPosition(fyne.NewMenu("", items...), s.w.win.Canvas(), at)
}

func again(n int) string     { return count("fetched again", n) }
func forgotten(n int) string { return count("forgotten", n) }
func held(n int) string      { return count("not fetched", n) }

// aboutJob is what stands under the address of a page.
func aboutJob(j clipper.Job) string {
	why := ""
	if j.Reason != nil {
		sentence, hint := tell(j.Reason.Told())
		why = dots(sentence, hint)
	}
	switch j.State {
	case clipper.JobQueued:
		return dots(tr("Waits"), why)
	case clipper.JobRunning:
		return tr("Fetching the page")
	case clipper.JobParked:
		return dots(tr("Not before %s", whenDue(j.Due, time.Now())), why)
	case clipper.JobHeld:
		return dots(tr("Not to be fetched"), why)
	case clipper.JobFailed:
		return why
	}
	return map[string]string{
		string(capture.Saved): tr("In the library"), string(capture.Known): tr("In the library before"), string(capture.Version): tr("In the library with a new text"),
	}[j.Outcome]
}

// whenDue is a time of day, with the day where it is not today.
func whenDue(due, now time.Time) string {
	due = due.Local()
	day := clipper.DateOf(due)
	if day == clipper.DateOf(now.Local()) {
		return due.Format("15:04")
	}
	return shortDate(day) + " " + due.Format("15:04")
}

// askFile writes the failures to a file, as a table.
func (s *queueSheet) askFile() {
	d := dialog.NewFileSave(func(f fyne.URIWriteCloser, err error) {
		s.w.report(err)
		if f != nil {
			s.write(f)
		}
	}, s.w.win)
	d.SetFileName("failures.csv")
	d.Resize(fyne.NewSize(900, 620))
	s.w.showForm("failures", d)
}

func (s *queueSheet) write(f fyne.URIWriteCloser) {
	lib, path := s.w.lib, f.URI().Path()
	s.w.run(nil, func(ctx context.Context) func() {
		jobs, err := lib.Jobs(ctx, clipper.JobFilter{States: []clipper.JobState{clipper.JobFailed}}, 0, 0)
		var table bytes.Buffer
		if err == nil {
			err = cli.WriteJobs(csv.NewWriter(&table), jobs)
		}
		if err == nil {
			_, err = f.Write(table.Bytes())
		}
		err = errors.Join(err, f.Close())
		return func() {
			s.w.report(err)
			if err == nil {
				s.w.toast.show(tr("Written: %s", path), nil)
			}
		}
	})
}
