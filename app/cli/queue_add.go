package cli

import (
	"context"
	"slices"
	"time"

	"florilegium/clipper"
	"florilegium/clipper/capture"
	"florilegium/db"
)

// outcome is what became of an address that went through the queue.
type outcome struct {
	article int64
	status  capture.Status
	err     error
}

// outcomes are found by the address under which pages are known.
type outcomes map[string]outcome

// throughQueue saves several pages by way of the queue, which is considerate of
// their sites and has not forgotten them when the program is stopped. Pages that
// the library has are not fetched again.
func (a *adding) throughQueue(ctx context.Context, s *session, lib *db.Library, addresses []string) (outcomes, error) {
	e, err := lib.Enqueue(ctx, requested(addresses, a.tags))
	if err != nil {
		return nil, err
	}
	out := outcomes{}
	for _, k := range e.Known {
		out[clipper.CleanURL(k.URL)] = outcome{article: k.Article, status: capture.Known}
	}
	ours := clipper.JobFilter{IDs: slices.Concat(e.Queued, e.Waiting)}
	if len(ours.IDs) == 0 {
		return out, nil
	}
	s.talk("Fetching %d pages", len(ours.IDs))
	if err := s.runUntil(ctx, lib, ours); err != nil {
		return nil, err
	}
	jobs, err := lib.Jobs(ctx, ours, 0, 0)
	for _, j := range jobs {
		out[clipper.CleanURL(j.URL)] = outcome{j.Article, capture.Status(j.Outcome), whyNot(j)}
	}
	return out, err
}

// whyNot is why a job's page is not in the library, nil where it is.
func whyNot(j clipper.Job) error {
	switch {
	case j.State == clipper.JobDone && j.Article > 0:
		return nil
	case j.Reason != nil && j.State == clipper.JobParked:
		e := j.Reason.Told()
		e.Hint = "It is in the queue and will be fetched from " + j.Due.Local().Format("2006-01-02 15:04:05") + " on, by `florilegium queue run`"
		return e
	case j.Reason != nil:
		return j.Reason.Told()
	case j.State == clipper.JobHeld:
		return clipper.Errorf(clipper.Conflict, nil, "`florilegium queue retry` with its number fetches it all the same", "this page is not to be fetched")
	}
	return clipper.Errorf(clipper.Conflict, nil, "`florilegium queue resume` and `florilegium queue run` go on", "the page is in the queue and was not fetched yet")
}

// lookEvery is how often a run looks whether it has what it is for.
const lookEvery = time.Second / 2

// runUntil works on the queue until the chosen jobs are settled.
func (s *session) runUntil(ctx context.Context, lib *db.Library, ours clipper.JobFilter) error {
	within, stop := context.WithCancel(ctx)
	defer stop()
	open := clipper.JobFilter{IDs: ours.IDs, States: []clipper.JobState{clipper.JobQueued, clipper.JobRunning, clipper.JobParked}}
	var looked time.Time
	_, err := s.runQueue(within, lib, running{watch: func() {
		if now := time.Now(); now.Sub(looked) >= lookEvery {
			looked = now
			if left, err := lib.Jobs(within, open, 1, 0); err == nil && len(left) == 0 && !pictured(within, lib, ours) {
				stop()
			}
		}
	}})
	if ctx.Err() != nil {
		s.tellStopped(ctx, lib)
		return ctx.Err()
	}
	if within.Err() != nil {
		return nil
	}
	return err
}

// pictured reports whether pictures of the chosen jobs are still to come.
func pictured(ctx context.Context, lib *db.Library, ours clipper.JobFilter) bool {
	list, err := lib.Jobs(ctx, ours, 0, 0)
	return err == nil && slices.ContainsFunc(list, func(j clipper.Job) bool { return j.Images })
}

// tellOutcome tells what became of one address that went through the queue.
func (a *adding) tellOutcome(ctx context.Context, s *session, lib *db.Library, address string, o outcome) error {
	if o.err != nil {
		return s.failed(address, o.err)
	}
	art, err := lib.Article(ctx, o.article)
	if err != nil {
		return s.failed(address, err)
	}
	return s.added(capture.Result{Article: art, Status: o.status}, "")
}

// addressesOf are the rows that are no files.
func addressesOf(list []row) []string {
	var out []string
	for _, r := range list {
		if r.file == "" && r.skip == "" {
			out = append(out, r.address)
		}
	}
	return out
}
