//go:build !headless

package app

import (
	"context"
	"os"
	"path/filepath"
	"strconv"
	"time"

	"florilegium/clipper"
	"florilegium/clipper/capture"
	"florilegium/clipper/fetch"
	"florilegium/db"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"
)

// busyAgain is how soon the window looks again after a queue that another process
// works on.
const busyAgain = 5 * time.Second

// queue is the window's side of the library's queue: it lets it run while there is
// something to fetch, and shows how far it has come in a line at the foot. The main
// goroutine owns it.
type queue struct {
	w        *window
	engine   *capture.Queue
	line     *tabs
	progress capture.Progress
	paused   bool
	running  bool // here
	looking  bool
	waiting  lane        // for a time
	sheet    *queueSheet // that is open, nil for none
}

// queueSettings say how pages are fetched in bulk.
type queueSettings struct {
	AtOnce int `json:"at_once,omitempty"`  // pages, the usual number where 0
	Pause  int `json:"pause_ms,omitempty"` // between two requests to a host, a second where 0
}

// mostAtOnce is how many pages may be fetched at once, usualAtOnce how many are.
const mostAtOnce, usualAtOnce = 16, 8

func newQueue(w *window) *queue {
	q := &queue{w: w, engine: capture.NewQueue(w.lib, w.fetchOptions())}
	q.line = newLinks(func(int) { w.showQueue() })
	q.line.height = footLine
	q.line.Hide()
	q.engine.Progress = func(p capture.Progress) { post(func() { q.show(p) }) }
	return q
}

// fetchOptions say how the window fetches.
func (w *window) fetchOptions() fetch.Options {
	options := fetch.Options{
		Now: time.Now, AllowPrivate: w.allowPrivate, Retry: fetch.Brief, Languages: []string{lang.SystemLocale().LanguageString()},
		Proxy: os.Getenv("FLORILEGIUM_PROXY"),
	}
	if dir, err := os.UserConfigDir(); err == nil {
		options.File = filepath.Join(dir, "florilegium", "fetch.conf")
	}
	return options
}

// add puts addresses into the queue, and says what has become of them.
func (q *queue) add(links []string) {
	list := make([]clipper.Requested, len(links))
	for i, l := range links {
		list[i] = clipper.Requested{URL: l, Typed: true}
	}
	var e clipper.Enqueued
	q.change(func(ctx context.Context, lib *db.Library) (err error) {
		e, err = lib.Enqueue(ctx, list)
		return err
	}, func() { q.w.toast.offer(saidEnqueued(e), tr("Show"), q.w.showQueue) })
}

func saidEnqueued(e clipper.Enqueued) string {
	queued, waiting, known, bad := len(e.Queued), len(e.Waiting), len(e.Known), len(e.Bad)
	var parts []string
	if queued > 0 || waiting+known == 0 {
		parts = append(parts, count("queued", queued))
	}
	if waiting > 0 {
		parts = append(parts, count("queued before", waiting))
	}
	if known > 0 {
		parts = append(parts, count("known", known))
	}
	if bad > 0 {
		parts = append(parts, count("no addresses", bad))
	}
	return dots(parts...)
}

// change changes the queue away from the main goroutine, and looks at it again.
func (q *queue) change(work func(context.Context, *db.Library) error, done func()) {
	lib := q.w.lib
	q.w.run(nil, func(ctx context.Context) func() {
		err := work(ctx, lib)
		return func() {
			q.w.report(err)
			if err == nil && done != nil {
				done()
			}
			q.engine.Wake()
			q.look()
		}
	})
}

// look reads how the queue stands, and lets it run where there is reason to.
func (q *queue) look() {
	if q.looking || q.w.lib.ReadOnly() {
		return
	}
	q.looking = true
	lib := q.w.lib
	q.w.run(nil, func(ctx context.Context) func() {
		counts, err := lib.JobCounts(ctx)
		paused, perr := lib.QueuePaused(ctx)
		return func() {
			q.looking = false
			if err != nil || perr != nil {
				return // it is looked at again with the next change
			}
			q.paused = paused
			if !q.running {
				q.progress = capture.Progress{JobCounts: counts}
			}
			q.draw()
			if !paused && counts.Queued+counts.Images > 0 {
				q.start()
			}
		}
	})
}

// start lets the queue run, if it does not.
func (q *queue) start() {
	if q.running || q.w.ended {
		return
	}
	q.running = true
	q.waiting.stop()
	q.engine.Manners.AtOnce, q.engine.Manners.Pause = q.w.settings.Queue.AtOnce, time.Duration(q.w.settings.Queue.Pause)*time.Millisecond
	engine := q.engine
	q.w.run(nil, func(ctx context.Context) func() {
		end, err := engine.Run(ctx)
		if ctx.Err() != nil {
			return nil // the window is closing
		}
		return func() { q.stopped(end, err) }
	})
}

// stopped waits for the next time that something may be fetched.
func (q *queue) stopped(end capture.End, err error) {
	q.running = false
	switch {
	case clipper.CodeOf(err) == clipper.Conflict:
		q.startIn(busyAgain)
	case err != nil:
		q.w.report(err)
	case !end.Next.IsZero() && !end.Paused:
		q.startIn(time.Until(end.Next))
	}
	q.w.reload()
	q.look()
}

func (q *queue) startIn(wait time.Duration) {
	q.w.run(&q.waiting, func(ctx context.Context) func() {
		timer := time.NewTimer(max(wait, time.Second))
		defer timer.Stop()
		select {
		case <-ctx.Done():
			return nil
		case <-timer.C:
			return q.start
		}
	})
}

// show shows progress, which comes a few times a second.
func (q *queue) show(p capture.Progress) {
	if q.running && !p.Over {
		q.progress = p
		q.draw()
	}
}

// draw draws the line at the foot, and the sheet where it is open.
func (q *queue) draw() {
	text := q.text()
	if q.line.Visible() != (text != "") || text != "" && (len(q.line.labels) == 0 || q.line.labels[0] != text) {
		q.line.set(-1, text)
		q.line.Hidden = text == ""
		q.w.foot.Refresh()
	}
	if q.sheet != nil {
		q.sheet.draw()
	}
}

// text is the line at the foot; empty where there is nothing to tell.
func (q *queue) text() string {
	p := &q.progress
	failed := ""
	if p.Failed > 0 {
		failed = count("queue failed", p.Failed)
	}
	switch {
	case q.paused && p.Open() > 0:
		return dots(tr("Queue paused"), count("queue waiting", p.Open()), failed)
	case p.Offline:
		return dots(tr("No network"), count("queue waiting", p.Open()), failed)
	case p.Open() > 0 && q.running:
		return dots(tr("%s of %s pages", grouped(p.Done+p.Failed), grouped(p.All()-p.Held)), speed(p.Rate), left(p.Left), failed)
	case p.Open() > 0:
		return dots(count("queue waiting", p.Open()), failed)
	case p.Images > 0 && q.running:
		return dots(count("queue images", p.Images), failed)
	}
	return failed
}

// speed is how many pages come in a second or, where they are few, in a minute.
func speed(rate float64) string {
	switch {
	case rate <= 0:
		return ""
	case rate >= 3:
		return tr("%d a second", int(rate+.5))
	}
	return tr("%d a minute", max(1, int(rate*60+.5)))
}

// left is how long the rest may take.
func left(d time.Duration) string {
	switch {
	case d <= 0:
		return ""
	case d < time.Minute:
		return tr("less than a minute left")
	case d < 90*time.Minute:
		return count("minutes left", int(d.Minutes()+.5))
	}
	return count("hours left", int(d.Hours()+.5))
}

// pause lets the queue rest or go on, also when the program is started again.
func (q *queue) pause(pause bool) {
	q.change(func(ctx context.Context, lib *db.Library) error { return lib.PauseQueue(ctx, pause) }, nil)
}

// settle changes jobs: it lets them begin anew, holds or forgets them. It says how
// many there were.
func (q *queue) settle(do func(*db.Library, context.Context, clipper.JobFilter) (int, error), f clipper.JobFilter, said func(int) string) {
	n := 0
	q.change(func(ctx context.Context, lib *db.Library) (err error) {
		n, err = do(lib, ctx, f)
		return err
	}, func() {
		q.w.toast.show(said(n), nil)
		if q.sheet != nil {
			q.sheet.load()
		}
	})
}

// queueChoice is how many pages are fetched at once, from the next run on.
func (w *window) queueChoice() fyne.CanvasObject {
	numbers := []int{2, 4, usualAtOnce, 12, mostAtOnce}
	var words []string
	chosen := 2
	for i, n := range numbers {
		words = append(words, strconv.Itoa(n))
		if n == w.settings.Queue.AtOnce {
			chosen = i
		}
	}
	return w.newChoice(words, chosen, func(i int) { w.settings.Queue.AtOnce = numbers[i]; w.saveSettings() })
}

// queueCommands are those of the queue.
func queueCommands() []command {
	return []command{
		{id: "queue", menu: "File", label: "Queue of pages…", shortcut: with(ctrl, fyne.KeyJ), do: (*window).showQueue},
		{id: "queuepause", menu: "File", label: "Pause the queue, or let it go on", do: func(w *window) { w.queue.pause(!w.queue.paused) }},
	}
}
