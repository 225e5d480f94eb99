package capture

import (
	"context"
	"errors"
	"net/url"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"florilegium/clipper"
	"florilegium/clipper/fetch"
)

// round is one Run. Everything in it belongs to the goroutine of Run; the others
// send it events.
type round struct {
	*Queue
	manners Manners
	ctx     context.Context
	stop    context.CancelFunc
	typed   Door
	listed  Door
	hosts   *hosts
	taken   []clipper.Job         // that wait for a free place; they run in the eyes of the library
	live    map[int64]clipper.Job // taken and not settled
	busy    int                   // requests under way
	piped   int                   // pages between their fetch and the library
	turns   []turn                // pictures that wait for their turn
	drawing map[int64]bool        // jobs whose pictures are being fetched
	paused  bool
	mute    map[string]bool // hosts that nothing was heard from, in a row
	offline atomic.Bool     // so many of them that it must be us
	resume  time.Time       // nothing is begun before, since we are offline
	broken  error           // what is wrong with the library
	carried sync.WaitGroup
	reading chan struct{} // a place to extract in
	fetched chan fetched
	asked   chan turn
	drawn   chan drawn
	writer  *writer
	gauge   *gauge
}

// fetched is the end of a request.
type fetched struct {
	host              string
	timeout, answered bool
	why               error
	picture           bool
}

func newRound(ctx context.Context, q *Queue, m Manners) *round {
	r := &round{
		Queue: q, manners: m, hosts: newHosts(m), live: map[int64]clipper.Job{}, drawing: map[int64]bool{}, mute: map[string]bool{},
		reading: make(chan struct{}, runtime.GOMAXPROCS(0)),
		fetched: make(chan fetched), asked: make(chan turn), drawn: make(chan drawn),
	}
	r.ctx, r.stop = context.WithCancel(ctx)
	r.typed = Door{Fetch: q.typed, Store: q.Jobs, Now: q.now, Turn: r.askTurn}
	r.listed = Door{Fetch: q.listed, Store: q.Jobs, Now: q.now, Turn: r.askTurn}
	r.writer = newWriter(&r.listed, q.Jobs)
	r.gauge = newGauge(q.now)
	return r
}

func (r *round) run() (End, error) {
	go r.writer.run()
	err := r.look(r.ctx)
	for err == nil && r.ctx.Err() == nil {
		if err = r.begin(); err != nil {
			break
		}
		at, over := r.rest()
		if over {
			break
		}
		r.tell(false)
		r.await(at)
	}
	if err != nil {
		r.fail(err)
	}
	r.wind()
	last := context.WithoutCancel(r.ctx)
	err = errors.Join(r.broken, r.giveBack(last))
	if err == nil {
		err = r.look(last)
	}
	r.tell(true)
	return End{Paused: r.paused, Next: r.hosts.next()}, err
}

// look reads what there is to do.
func (r *round) look(ctx context.Context) error {
	list, err := r.Jobs.JobHosts(ctx)
	if err != nil {
		return err
	}
	r.hosts.reset(list)
	if r.paused, err = r.Jobs.QueuePaused(ctx); err != nil {
		return err
	}
	counts, err := r.Jobs.JobCounts(ctx)
	r.gauge.counts = counts
	return err
}

// begin begins what may be begun now.
func (r *round) begin() error {
	if err := r.take(); err != nil {
		return err
	}
	for len(r.taken) > 0 && r.busy < r.manners.AtOnce && r.piped < 2*r.manners.AtOnce {
		j := r.taken[0]
		r.taken = r.taken[1:]
		r.busy++
		r.writer.expect(1)
		r.carried.Go(func() { r.carry(j) })
	}
	r.giveTurns()
	return r.draw()
}

// take takes jobs of the library ahead of the places that are free, so that none
// stays empty while the library writes.
func (r *round) take() error {
	free := r.manners.AtOnce - r.busy
	if r.paused || len(r.taken) > free || r.piped >= 2*r.manners.AtOnce {
		return nil
	}
	now := r.now()
	if now.Before(r.resume) {
		return nil
	}
	names := r.hosts.pick(free+r.manners.AtOnce/2-len(r.taken), now)
	if len(names) == 0 {
		return nil
	}
	paused, err := r.Jobs.QueuePaused(r.ctx)
	if r.paused = paused; paused || err != nil {
		return err
	}
	list, err := r.Jobs.TakeJobs(r.ctx, names, now)
	if err != nil {
		return err
	}
	for _, j := range list {
		h := r.hosts.of(j.Host)
		h.waiting--
		h.due = time.Time{}
		r.hosts.begin(h, now)
		r.taken = append(r.taken, j)
		r.live[j.ID] = j
		if j.Reason == nil {
			r.gauge.move(j.State, clipper.JobQueued)
		} else { // it has been tried before
			r.gauge.move(j.State, clipper.JobParked)
		}
	}
	if len(list) < len(names) { // another process has changed the queue, or a job is not due yet
		return r.look(r.ctx)
	}
	return nil
}

// rest is how long there is nothing to begin; over is true where nothing is under
// way either that could change that, or that is worth waiting for.
func (r *round) rest() (at time.Time, over bool) {
	if !r.paused {
		at = r.hosts.next()
	}
	if !at.IsZero() && at.Before(r.resume) {
		at = r.resume
	}
	if r.busy+r.piped+len(r.taken)+len(r.drawing) > 0 {
		return at, false
	}
	return at, at.IsZero() || at.Sub(r.now()) > r.manners.Patience
}

// await waits for the next event, until a time where that is not zero.
func (r *round) await(at time.Time) {
	var timer <-chan time.Time
	if !at.IsZero() && r.busy < r.manners.AtOnce && r.piped < 2*r.manners.AtOnce {
		t := time.NewTimer(max(at.Sub(r.now()), 0))
		defer t.Stop()
		timer = t.C
	} else if next := r.nextTurn(); !next.IsZero() {
		t := time.NewTimer(max(next.Sub(r.now()), 0))
		defer t.Stop()
		timer = t.C
	}
	select {
	case <-r.ctx.Done():
	case <-timer:
	case <-r.wake:
		r.fail(r.look(r.ctx))
	case f := <-r.fetched:
		r.hasFetched(f)
	case w := <-r.writer.written:
		r.hasWritten(w)
	case t := <-r.asked:
		r.turns = append(r.turns, t)
	case d := <-r.drawn:
		r.hasDrawn(d)
	}
}

// fail ends the round because of the library. What fails because the round ends
// is no reason.
func (r *round) fail(err error) {
	if err != nil && r.ctx.Err() == nil {
		r.broken = err
		r.stop()
	}
}

// carry brings one job from its address to the library.
func (r *round) carry(j clipper.Job) {
	page, err := readable(r.door(j).Fetch.Fetch(r.ctx, j.URL))
	if r.ctx.Err() != nil {
		r.writer.expect(-1)
		return // it is given back
	}
	r.send(fetchedFrom(j.Host, page, err))
	it := item{job: j, page: page}
	if err == nil {
		r.reading <- struct{}{}
		it.article, err = read(r.ctx, page, j.Tags)
		<-r.reading
		if r.ctx.Err() != nil {
			r.writer.expect(-1)
			return
		}
	}
	if err != nil {
		it.article = nil
		r.verdict(&it.job, err)
	}
	r.writer.in <- it
}

// door is the one that a job's address may pass.
func (r *round) door(j clipper.Job) *Door {
	if j.Typed {
		return &r.typed
	}
	return &r.listed
}

// send tells the round of a request that has ended.
func (r *round) send(f fetched) {
	select {
	case r.fetched <- f:
	case <-r.ctx.Done():
	}
}

// fetchedFrom sums up a request.
func fetchedFrom(host string, page *fetch.Page, err error) fetched {
	f := fetched{host: host, why: err, answered: err == nil || page != nil}
	if fault, ok := errors.AsType[*fetch.Fault](err); ok {
		f.timeout = fault.Timeout
		f.answered = fault.Status > 0
	}
	return f
}

// verdict says what becomes of a job whose page cannot be had now.
func (r *round) verdict(j *clipper.Job, err error) {
	j.State, j.Reason = clipper.JobFailed, clipper.FailureOf(err)
	wait, again := r.manners.Retry.Next(j.Attempts, err)
	if r.offline.Load() && clipper.CodeOf(err) == clipper.Network { // not the page's fault
		j.Attempts--
		wait, again = r.manners.Offline, true
	}
	if again {
		j.State, j.Due = clipper.JobParked, r.now().Add(wait)
	}
}

// offlineAfter is how many hosts in a row from which nothing is heard mean that the
// computer is offline: the queue then waits a while before it tries the next ones,
// and holds it against none.
const offlineAfter = 8

// listen tells whether we are offline from whom we hear.
func (r *round) listen(f fetched) {
	if f.answered || clipper.CodeOf(f.why) != clipper.Network {
		clear(r.mute)
		r.offline.Store(false)
		return
	}
	if r.mute[f.host] = true; len(r.mute) >= offlineAfter {
		r.offline.Store(true)
		r.resume = r.now().Add(r.manners.Offline)
	}
}

// hasFetched leaves a host alone that has timed out too often.
func (r *round) hasFetched(f fetched) {
	r.busy--
	if !f.picture {
		r.piped++
	}
	r.listen(f)
	h := r.hosts.of(f.host)
	if !r.hosts.end(h, r.now(), f.timeout, f.answered) || h.waiting == 0 {
		return
	}
	r.fail(r.Jobs.ParkHost(r.ctx, f.host, h.next, r.manners.Retry.Tries, clipper.FailureOf(f.why)))
	r.fail(r.look(r.ctx))
}

func (r *round) hasWritten(w written) {
	for _, it := range w.items {
		r.piped--
		delete(r.live, it.job.ID)
		r.gauge.move(it.job.State, clipper.JobRunning)
		if it.job.State == clipper.JobParked {
			h := r.hosts.of(it.job.Host)
			if h.waiting++; h.waiting == 1 || it.job.Due.Before(h.due) {
				h.due = it.job.Due
			}
		}
		if it.job.Images {
			r.gauge.counts.Images++
		}
	}
	r.fail(w.err)
}

// wind lets what is under way come to its end; where ctx has ended that is at once.
func (r *round) wind() {
	go func() {
		r.carried.Wait()
		close(r.writer.in)
	}()
	for {
		select {
		case f := <-r.fetched:
			r.hasFetched(f)
		case d := <-r.drawn:
			r.hasDrawn(d)
		case w, open := <-r.writer.written:
			if !open {
				r.stop()
				return
			}
			r.hasWritten(w)
		}
	}
}

// giveBack queues again what was begun and did not come to its end. That try does
// not count.
func (r *round) giveBack(ctx context.Context) error {
	if len(r.live) == 0 {
		return nil
	}
	return r.Jobs.Together(ctx, func(ctx context.Context) error {
		for _, j := range r.live {
			j.State, j.Attempts, j.Reason, j.Due = clipper.JobQueued, j.Attempts-1, nil, time.Time{}
			if err := r.Jobs.SettleJob(ctx, j); err != nil {
				return err
			}
		}
		return nil
	})
}

// hostOf is the host of an address as jobs name it.
func hostOf(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return strings.ToLower(u.Host)
}
