package cli

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"slices"
	"strings"
	"time"

	"florilegium/clipper"
	"florilegium/clipper/capture"
	"florilegium/db"
)

var queueCommand = command{
	name: "queue", args: "[run | add FILE|- | list | retry | hold | clear | pause | resume] [ID…]",
	about: "fetch many pages, and see what became of them",
	examples: []string{
		"queue add addresses.txt --tag thèse", "queue run", "queue list --state failed",
		"queue list --state failed --csv > failures.csv", "queue retry --class network", "queue retry --host example.org", "queue hold 17   # do not fetch",
		"queue clear      # forgets what is done; the articles stay",
	},
	notes: []string{"", "A run can be stopped at any time with Ctrl+C: the next one goes on where it was.",
		"States: queued, running, parked (until a date), done, failed, held (not to be fetched)."},
	flags: func(fs *flag.FlagSet) func(context.Context, *session, []string) error {
		var q queuing
		fs.Var((*list)(&q.tags), "tag", "add: a `tag` for the articles; may be repeated")
		fs.IntVar(&q.atOnce, "at-once", 0, "run: how many `fetches` at the same time, 8 without it and 16 at most")
		fs.Var((*list)(&q.states), "state", "list, clear: only jobs in a `state`; may be repeated")
		fs.StringVar(&q.class, "class", "", "list, retry: only failures of a `class`, such as network or refused")
		fs.StringVar(&q.host, "host", "", "list, retry, hold: only jobs of a `host`")
		fs.BoolVar(&q.csv, "csv", false, "list: a table for a spreadsheet")
		return q.run
	},
}

// queuing is one run of the command queue.
type queuing struct {
	tags, states []string
	class, host  string
	atOnce       int
	csv          bool
	s            *session
	lib          *db.Library
}

// queueActions are what the command does, by the word for it.
var queueActions = map[string]func(*queuing, context.Context, []string) error{
	"": (*queuing).status, "run": (*queuing).fetch, "add": (*queuing).add, "list": (*queuing).list, "retry": (*queuing).retry,
	"hold": (*queuing).hold, "clear": (*queuing).clear, "pause": (*queuing).pause, "resume": (*queuing).resume,
}

func (q *queuing) run(ctx context.Context, s *session, words []string) (err error) {
	action := ""
	if len(words) > 0 {
		action, words = words[0], words[1:]
	}
	do := queueActions[action]
	if do == nil {
		return clipper.Errorf(clipper.Usage, nil, "`florilegium help queue` shows examples", "queue does not know the word %q", action)
	}
	q.s = s
	if q.lib, err = s.library(ctx); err != nil {
		return err
	}
	return do(q, ctx, words)
}

// filter is what the flags and the numbers of jobs choose.
func (q *queuing) filter(words []string) (clipper.JobFilter, error) {
	f := clipper.JobFilter{Code: clipper.Code(q.class), Host: strings.ToLower(q.host)}
	for _, w := range words {
		id, err := number(w, w)
		if err != nil {
			return f, clipper.Errorf(clipper.Usage, nil, "`florilegium queue list` shows the numbers", "%q is not the number of a job", w)
		}
		f.IDs = append(f.IDs, id)
	}
	for _, name := range q.states {
		state := clipper.JobState(strings.ToLower(name))
		if !slices.Contains(clipper.JobStates, state) {
			return f, clipper.Errorf(clipper.Usage, nil, "The states are queued, running, parked, done, failed and held", "there is no state %q", name)
		}
		f.States = append(f.States, state)
	}
	return f, nil
}

// enqueued is the answer to queue add.
type enqueued struct {
	Queued  int      `json:"queued"`
	Waiting int      `json:"waiting"` // in the queue before
	Known   int      `json:"known"`   // in the library before
	Twice   int      `json:"twice"`   // in the list before
	Bad     []string `json:"bad"`     // lines that are no addresses
}

// add puts the addresses of a file into the queue.
func (q *queuing) add(ctx context.Context, words []string) error {
	if len(words) != 1 {
		return clipper.Errorf(clipper.Usage, nil, "`florilegium help queue` shows examples", "queue add takes one file of addresses, or - for standard input")
	}
	data, err := q.s.readFile(words[0])
	if err != nil {
		return err
	}
	e, err := q.lib.Enqueue(ctx, requested(linesOf(data), q.tags))
	if err != nil {
		return err
	}
	q.s.tellBad(e.Bad)
	if q.s.json {
		a := enqueued{len(e.Queued), len(e.Waiting), len(e.Known), e.Twice, []string{}}
		for _, b := range e.Bad {
			a.Bad = append(a.Bad, b.Text)
		}
		return errors.Join(q.s.object(a), q.s.badLines(e))
	}
	q.s.line("%d queued, %d in the queue already, %d in the library already, %d twice in the list", len(e.Queued), len(e.Waiting), len(e.Known), e.Twice)
	if len(e.Queued) > 0 {
		q.s.talk("`florilegium queue run` fetches them")
	}
	return q.s.badLines(e)
}

// requested are addresses as they were typed, or stand in a file of the reader's.
func requested(addresses, tags []string) []clipper.Requested {
	list := make([]clipper.Requested, len(addresses))
	for i, a := range addresses {
		list[i] = clipper.Requested{URL: a, Tags: tags, Typed: true}
	}
	return list
}

func (s *session) tellBad(bad []clipper.BadAddress) {
	for _, b := range bad {
		s.talk("%s", sentence(b.Err))
	}
}

// badLines is the failure of a list some of whose lines were no addresses.
func (s *session) badLines(e clipper.Enqueued) error {
	good := len(e.Queued) + len(e.Waiting) + len(e.Known)
	switch {
	case len(e.Bad) == 0:
		return nil
	case good == 0:
		return told{e.Bad[0].Err}
	}
	return partly{len(e.Bad), good + len(e.Bad)}
}

func (q *queuing) status(ctx context.Context, _ []string) error {
	counts, err := q.lib.JobCounts(ctx)
	if err != nil {
		return err
	}
	paused, err := q.lib.QueuePaused(ctx)
	if err != nil {
		return err
	}
	if q.s.json {
		return q.s.object(queueState{counts, paused, ""})
	}
	q.s.line("%s", countsLine(counts))
	if paused {
		q.s.talk("the queue is paused; `florilegium queue resume` lets it go on")
	}
	return nil
}

// queueState is the answer to queue and queue run.
type queueState struct {
	clipper.JobCounts
	Paused bool   `json:"paused"`
	Next   string `json:"next,omitempty"` // when the next parked job may be fetched
}

func countsLine(c clipper.JobCounts) string {
	var parts []string
	for _, s := range clipper.JobStates {
		if n := *c.Of(s); n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", n, s))
		}
	}
	if c.Images > 0 {
		parts = append(parts, fmt.Sprintf("pictures of %d to come", c.Images))
	}
	if parts == nil {
		return "the queue is empty"
	}
	return strings.Join(parts, ", ")
}

func (q *queuing) pause(ctx context.Context, _ []string) error  { return q.setPaused(ctx, true) }
func (q *queuing) resume(ctx context.Context, _ []string) error { return q.setPaused(ctx, false) }

func (q *queuing) setPaused(ctx context.Context, pause bool) error {
	if err := q.lib.PauseQueue(ctx, pause); err != nil {
		return err
	}
	return q.status(ctx, nil)
}

func (q *queuing) retry(ctx context.Context, words []string) error {
	return q.change(ctx, words, q.lib.RetryJobs, "%d will be fetched again")
}

func (q *queuing) hold(ctx context.Context, words []string) error {
	if len(words) == 0 && q.host == "" {
		return clipper.Errorf(clipper.Usage, nil, "`florilegium queue list` shows the numbers", "queue hold takes numbers of jobs, or --host")
	}
	return q.change(ctx, words, q.lib.HoldJobs, "%d will not be fetched")
}

func (q *queuing) clear(ctx context.Context, words []string) error {
	return q.change(ctx, words, q.lib.ClearJobs, "%d forgotten")
}

// affected is the answer to retry, hold and clear.
type affected struct {
	Jobs int `json:"jobs"`
}

func (q *queuing) change(ctx context.Context, words []string, do func(context.Context, clipper.JobFilter) (int, error), say string) error {
	f, err := q.filter(words)
	if err != nil {
		return err
	}
	n, err := do(ctx, f)
	if err != nil {
		return err
	}
	if n == 0 {
		return clipper.Errorf(clipper.NotFound, nil, "`florilegium queue list` shows the jobs and their states", "no job of the queue fits")
	}
	if q.s.json {
		return q.s.object(affected{n})
	}
	q.s.line(say, n)
	return nil
}

// newQueue is the queue of a library. Its clock goes on from the session's.
func (s *session) newQueue(lib *db.Library, atOnce int) *capture.Queue {
	began, start := s.Now(), time.Now()
	options := s.fetching()
	options.Now = func() time.Time { return began.Add(time.Since(start)) }
	q := capture.NewQueue(lib, options)
	q.Manners.AtOnce = atOnce
	return q
}
