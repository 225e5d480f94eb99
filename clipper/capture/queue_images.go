package capture

import (
	"context"
	"slices"
	"time"

	"florilegium/clipper"
)

// drawnAtOnce is how many articles have their pictures fetched at the same time.
const drawnAtOnce = 2

// turn is a picture that waits for its turn.
type turn struct {
	host string
	come chan struct{} // closed when it has
}

// drawn are the pictures of a job's article that have been fetched.
type drawn struct {
	job int64
	err error
}

// draw begins to fetch pictures, where places are left.
func (r *round) draw() error {
	if r.paused || r.gauge.counts.Images <= len(r.drawing) || len(r.drawing) >= drawnAtOnce || r.busy >= r.manners.AtOnce {
		return nil
	}
	list, err := r.Jobs.JobsWithoutImages(r.ctx, drawnAtOnce+len(r.drawing))
	if err != nil {
		return err
	}
	if len(list) == 0 {
		r.gauge.counts.Images = 0
	}
	for _, j := range list {
		if len(r.drawing) < drawnAtOnce && !r.drawing[j.ID] {
			r.drawing[j.ID] = true
			r.carried.Go(func() { r.sendDrawn(drawn{j.ID, r.drawOne(j)}) })
		}
	}
	return nil
}

func (r *round) sendDrawn(d drawn) {
	select {
	case r.drawn <- d:
	case <-r.ctx.Done():
	}
}

// drawOne fetches the pictures of a job's article. Where the program ends in the
// midst of it, it is done again.
func (r *round) drawOne(j clipper.Job) error {
	if j.Article > 0 {
		a, err := r.Jobs.Article(r.ctx, j.Article)
		if err == nil {
			_, err = r.door(j).Images(r.ctx, Result{a, Saved, j.URL})
		}
		if err != nil && (r.ctx.Err() != nil || broken(err)) {
			return err
		}
	}
	return r.Jobs.ImagesSettled(r.ctx, j.ID)
}

func (r *round) hasDrawn(d drawn) {
	delete(r.drawing, d.job)
	r.gauge.counts.Images--
	r.fail(d.err)
}

// askTurn is the Door's Turn: it runs on the goroutine that fetches pictures.
func (r *round) askTurn(ctx context.Context, address string) (func(error), error) {
	t := turn{hostOf(address), make(chan struct{})}
	select {
	case r.asked <- t:
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	select {
	case <-t.come:
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	return func(err error) {
		f := fetchedFrom(t.host, nil, err)
		f.picture = true
		r.send(f)
	}, nil
}

// giveTurns lets the pictures go on whose turn it is.
func (r *round) giveTurns() {
	now := r.now()
	r.turns = slices.DeleteFunc(r.turns, func(t turn) bool {
		h := r.hosts.of(t.host)
		from, ok := r.hosts.open(h)
		if !ok || now.Before(from) || r.busy >= r.manners.AtOnce {
			return false
		}
		r.hosts.begin(h, now)
		r.busy++
		close(t.come)
		return true
	})
}

// nextTurn is when the next of them may have its turn, as far as time decides.
func (r *round) nextTurn() (at time.Time) {
	for _, t := range r.turns {
		if from, ok := r.hosts.open(r.hosts.of(t.host)); ok && (at.IsZero() || from.Before(at)) {
			at = from
		}
	}
	return at
}
