package capture

import (
	"context"
	"time"

	"florilegium/clipper"
	"florilegium/clipper/fetch"
)

// Jobs is what the queue needs of the library. All of it is safe for concurrent
// use, and what Together runs is stored wholly or not at all.
type Jobs interface {
	clipper.Store
	LockQueue(ctx context.Context, most int) (unlock func() error, err error)
	QueuePaused(ctx context.Context) (bool, error)
	JobHosts(ctx context.Context) ([]clipper.HostJobs, error)
	JobCounts(ctx context.Context) (clipper.JobCounts, error)
	TakeJobs(ctx context.Context, hosts []string, now time.Time) ([]clipper.Job, error)
	Running(ctx context.Context, job int64) (bool, error)
	SettleJob(ctx context.Context, j clipper.Job) error
	ParkHost(ctx context.Context, host string, until time.Time, most int, why *clipper.Failure) error
	KeepPages(ctx context.Context, pages []*clipper.Snapshot) error
	Together(ctx context.Context, work func(context.Context) error) error
	JobsWithoutImages(ctx context.Context, limit int) ([]clipper.Job, error)
	ImagesSettled(ctx context.Context, job int64) error
	Article(ctx context.Context, id int64) (*clipper.Article, error)
}

// Manners say how the queue treats the sites. In the zero Manners every field
// stands for what its comment says.
type Manners struct {
	AtOnce   int           // fetches at the same time: 8, and 16 at most
	PerHost  int           // of them from one host: 2
	Pause    time.Duration // between the beginnings of two requests to a host: a second; none below 0
	Timeouts int           // in a row after which a host is left alone: 3
	Rest     time.Duration // for how long it is: 10 minutes
	Offline  time.Duration // for how long nothing is tried while no site is heard from: 30 seconds
	Retry    fetch.Policy  // of a page: fetch.Patient, and Retry-After however long
	Patience time.Duration // how far ahead the date of a job may be for Run to wait for it: a minute
}

// mostAtOnce bounds the fetches at the same time.
const mostAtOnce = 16

func (m Manners) withDefaults() Manners {
	if m.AtOnce <= 0 {
		m.AtOnce = 8
	}
	m.AtOnce = min(m.AtOnce, mostAtOnce)
	if m.PerHost <= 0 {
		m.PerHost = 2
	}
	if m.Pause == 0 {
		m.Pause = time.Second
	}
	if m.Timeouts <= 0 {
		m.Timeouts = 3
	}
	if m.Rest <= 0 {
		m.Rest = 10 * time.Minute
	}
	if m.Offline <= 0 {
		m.Offline = 30 * time.Second
	}
	if m.Patience <= 0 {
		m.Patience = time.Minute
	}
	if m.Retry.Tries == 0 {
		m.Retry = fetch.Patient
		m.Retry.Obey = 1<<63 - 1
	}
	return m
}

// Queue fetches what is queued in a library: several pages at the same time,
// considerate of every site, and so that no end of the program, however sudden,
// loses a page or stores one twice. It is considerate across processes, too: only
// one of them works on the queue at a time.
type Queue struct {
	Jobs    Jobs
	Manners Manners
	// Progress, which may be nil, is called now and then, at most five times a
	// second, on the goroutine of Run.
	Progress func(Progress)

	now           func() time.Time
	typed, listed *fetch.Fetcher // of addresses that were typed, and of others
	wake          chan struct{}
}

// NewQueue makes a Queue that fetches as opts say. Its clock is theirs, and has to
// go on. Only jobs whose address was typed may be of a private network, where
// AllowPrivate agrees. How often a page is tried is among the Manners, not among opts.
func NewQueue(jobs Jobs, opts fetch.Options) *Queue {
	if opts.Now == nil {
		opts.Now = time.Now
	}
	opts.Retry = fetch.Policy{}
	typed := fetch.New(opts)
	opts.AllowPrivate = nil
	return &Queue{Jobs: jobs, now: opts.Now, typed: typed, listed: fetch.New(opts), wake: make(chan struct{}, 1)}
}

// Close lets go of idle connections.
func (q *Queue) Close() {
	q.typed.Close()
	q.listed.Close()
}

// Wake tells Run that the queue has been changed: there are new jobs, it was
// paused, jobs were held. It may be called at any time, from any goroutine.
func (q *Queue) Wake() {
	select {
	case q.wake <- struct{}{}:
	default: // it will look anyway
	}
}

// End says why Run has nothing more to do.
type End struct {
	Paused bool
	Next   time.Time // when the next job may be fetched; zero where none waits
}

// Run fetches until nothing is left that may be fetched now, the queue is paused,
// or ctx ends; what was being fetched then is queued again. It fails with Conflict
// where another process is at work, and with what is wrong with the library; that
// a page cannot be had is no failure.
func (q *Queue) Run(ctx context.Context) (End, error) {
	m := q.Manners.withDefaults()
	unlock, err := q.Jobs.LockQueue(ctx, m.Retry.Tries)
	if err != nil {
		return End{}, err
	}
	r := newRound(ctx, q, m)
	end, err := r.run()
	if uerr := unlock(); err == nil {
		err = uerr
	}
	if err == nil {
		err = ctx.Err()
	}
	return end, err
}
