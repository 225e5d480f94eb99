package cli

import (
	"cmp"
	"context"
	"fmt"
	"time"

	"florilegium/clipper"
	"florilegium/clipper/capture"
	"florilegium/db"
)

// fetch works on the queue until nothing is left that may be fetched.
func (q *queuing) fetch(ctx context.Context, words []string) error {
	if len(words) > 0 {
		return clipper.Errorf(clipper.Usage, nil, "`florilegium help queue` shows examples", "queue run takes no addresses: add them first")
	}
	before, err := q.settled(ctx)
	if err != nil {
		return err
	}
	end, err := q.s.runQueue(ctx, q.lib, running{atOnce: q.atOnce})
	if ctx.Err() != nil {
		q.s.tellStopped(ctx, q.lib)
	}
	if err != nil {
		return err
	}
	counts, err := q.lib.JobCounts(ctx)
	if err != nil {
		return err
	}
	if q.s.json {
		if err := q.s.object(queueState{counts, end.Paused, dateOf(end.Next)}); err != nil {
			return err
		}
	} else {
		q.s.line("%s", countsLine(counts))
	}
	return q.failed(ctx, before)
}

func dateOf(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC3339)
}

// settled lists the jobs that are done or have failed.
func (q *queuing) settled(ctx context.Context) ([]clipper.Job, error) {
	return q.lib.Jobs(ctx, clipper.JobFilter{States: []clipper.JobState{clipper.JobDone, clipper.JobFailed}}, 0, 0)
}

// failed is the failure of a run: of the jobs that were settled in it.
func (q *queuing) failed(ctx context.Context, before []clipper.Job) error {
	jobs, err := q.settled(ctx)
	if err != nil {
		return err
	}
	was := map[int64]time.Time{}
	for _, j := range before {
		was[j.ID] = j.Updated
	}
	var first error
	failed, of := 0, 0
	for _, j := range jobs {
		if j.Updated.Equal(was[j.ID]) {
			continue
		}
		if of++; j.State == clipper.JobFailed {
			failed++
			first = cmp.Or(first, error(j.Reason.Told()))
		}
	}
	if failed == 0 || failed == of {
		return first
	}
	q.s.talk("`florilegium queue list --state failed` tells why")
	return partly{failed, of}
}

// running is how a run of the queue goes.
type running struct {
	atOnce int
	watch  func() // called with each progress
}

// runQueue fetches what is queued, with progress on stderr. Where another process
// does that already, it follows it.
func (s *session) runQueue(ctx context.Context, lib *db.Library, how running) (capture.End, error) {
	queue := s.newQueue(lib, how.atOnce)
	defer queue.Close()
	m := s.meter(how.watch)
	queue.Progress = m.show
	end, err := queue.Run(ctx)
	if clipper.CodeOf(err) == clipper.Conflict {
		s.talk("another window or command is fetching what is in the queue; waiting for it")
		end, err = s.follow(ctx, lib, queue, m)
	}
	m.end()
	switch {
	case err != nil:
	case end.Paused:
		s.talk("the queue is paused; `florilegium queue resume` lets it go on")
	case !end.Next.IsZero():
		s.talk("some wait until %s; `florilegium queue run` goes on then", end.Next.Local().Format("2006-01-02 15:04:05"))
	}
	return end, err
}

// tellStopped tells how to go on after Ctrl+C.
func (s *session) tellStopped(ctx context.Context, lib *db.Library) {
	if counts, err := lib.JobCounts(context.WithoutCancel(ctx)); err == nil {
		s.talk("stopped: %s. `florilegium queue run` goes on", countsLine(counts))
	}
}

// followEvery is how often a run looks after a queue that another process works on.
const followEvery = time.Second

// follow waits while another process works on the queue, and takes its place when
// it ends.
func (s *session) follow(ctx context.Context, lib *db.Library, queue *capture.Queue, m *meter) (capture.End, error) {
	for {
		select {
		case <-ctx.Done():
			return capture.End{}, ctx.Err()
		case <-time.After(followEvery):
		}
		counts, err := lib.JobCounts(ctx)
		if err != nil {
			return capture.End{}, err
		}
		m.show(capture.Progress{JobCounts: counts})
		end, err := queue.Run(ctx)
		if clipper.CodeOf(err) != clipper.Conflict {
			return end, err
		}
	}
}

// meter shows how far the queue has come: on a terminal in one line that is
// written over, elsewhere in lines of their own, now and then.
type meter struct {
	s        *session
	watch    func()
	terminal bool
	shown    bool
	last     time.Time
}

// lineEvery is how often a line is written where it cannot be written over.
const lineEvery = 10 * time.Second

func (s *session) meter(watch func()) *meter {
	return &meter{s: s, watch: watch, last: time.Now(), terminal: onTerminal(s.Err)}
}

func (m *meter) show(p capture.Progress) {
	if m.watch != nil && !p.Over {
		m.watch()
	}
	if m.s.json || p.Over {
		return
	}
	if m.terminal {
		fmt.Fprintf(m.s.Err, "\r\x1b[K%s", progressLine(p))
		m.shown = true
	} else if now := time.Now(); now.Sub(m.last) >= lineEvery {
		m.last = now
		m.s.talk("%s", progressLine(p))
	}
}

// end leaves the line.
func (m *meter) end() {
	if m.shown {
		fmt.Fprint(m.s.Err, "\r\x1b[K")
	}
}

func progressLine(p capture.Progress) string {
	line := fmt.Sprintf("%d of %d", p.Done+p.Failed, p.All()-p.Held)
	if p.Failed > 0 {
		line += fmt.Sprintf(", %d failed", p.Failed)
	}
	if p.Rate > 0 {
		line += fmt.Sprintf(", %.1f a second", p.Rate)
	}
	if p.Left > 0 {
		line += ", " + p.Left.String() + " left"
	}
	if p.Open() == 0 && p.Images > 0 {
		line += fmt.Sprintf(", pictures of %d to come", p.Images)
	}
	return line
}
