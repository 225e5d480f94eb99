//go:build !headless

package app

import (
	"context"
	"sync"
	"time"

	"fyne.io/fyne/v2"
)

// lane is a row of jobs of which only the newest counts: starting one cancels
// the one before and drops its result.
type lane struct {
	generation int
	cancel     context.CancelFunc
}

// stop cancels the lane's job; its result is dropped.
func (l *lane) stop() {
	l.generation++
	if l.cancel != nil {
		l.cancel()
		l.cancel = nil
	}
}

// jobs runs work away from the main goroutine.
type jobs struct {
	ctx     context.Context
	running sync.WaitGroup
	written chan struct{} // closed when the last of the ordered jobs has ended
}

// inOrder is run for what writes: one begins when the one before has ended, so
// that a note is in the library before its clip is read again to get a colour.
func (j *jobs) inOrder(work func() func()) {
	before, mine := j.written, make(chan struct{})
	j.written = mine
	j.run(nil, func(context.Context) func() {
		defer close(mine)
		if before != nil {
			<-before
		}
		return work()
	})
}

// run starts work on a goroutine of its own; the function it returns, which may
// be nil, runs on the main goroutine unless the lane has moved on. A nil lane
// never moves on.
func (j *jobs) run(l *lane, work func(ctx context.Context) func()) {
	ctx, current := j.ctx, func() bool { return true }
	if l != nil {
		l.stop()
		ctx, l.cancel = context.WithCancel(j.ctx)
		mine := l.generation
		current = func() bool { return l.generation == mine }
	}
	j.running.Add(1)
	go func() {
		defer j.running.Done()
		if done := work(ctx); done != nil {
			post(func() {
				if current() {
					done()
				}
			})
		}
	}()
}

// post hands f to the main goroutine; work uses it for progress, now and then.
func post(f func()) {
	fyne.Do(func() {
		before := threadTime()
		f()
		slowest = max(slowest, threadTime()-before)
	})
}

// slowest is the most processor time that a function handed to the main goroutine
// has taken since a walk last asked. The main goroutine owns it.
var slowest time.Duration

// wait gives running work a moment to end, once the jobs' context has ended.
func (j *jobs) wait(limit time.Duration) {
	ended := make(chan struct{})
	context.AfterFunc(j.ctx, func() { j.running.Wait(); close(ended) })
	select {
	case <-ended:
	case <-time.After(limit):
	}
}
