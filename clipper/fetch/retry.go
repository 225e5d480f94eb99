package fetch

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// Fault is the cause inside the errors of this package that tells a machine what
// their sentence tells a reader.
type Fault struct {
	Status  int           // of HTTP, 400 or more; 0 when no answer came
	Again   bool          // the same request may do better later
	After   time.Duration // how long the site asked to be left alone; 0 where it did not
	Timeout bool          // the site was too slow, or silent
	Err     error         // what went wrong below, if anything
}

// Error says what the fault is.
func (f *Fault) Error() string {
	if f.Err != nil {
		return f.Err.Error()
	}
	return fmt.Sprintf("status %d", f.Status)
}

func (f *Fault) Unwrap() error { return f.Err }

// Retry reports whether the request that failed with err may be made again: after
// a fault of the network and after the statuses 408, 425, 429 and 5xx. after is
// how long the site asked to wait with Retry-After, 0 where it said nothing. An
// answer that was refused for what it is, a certificate, a size, the reader's own
// stop: none of these gets better by asking again.
func Retry(err error) (after time.Duration, ok bool) {
	f, ok := errors.AsType[*Fault](err)
	if !ok || !f.Again || errors.Is(err, context.Canceled) {
		return 0, false
	}
	return f.After, true
}

// Policy says how often and how soon a failed request is made again. The zero
// Policy makes one try. It is a value that a queue asks with Next and that a
// single save runs with Do.
type Policy struct {
	Tries int           // in all, the first counted
	First time.Duration // the longest wait before the second try; it doubles from try to try
	Most  time.Duration // the longest wait that the doubling comes to; no limit when 0
	Obey  time.Duration // the longest Retry-After that is waited for; what asks for more has failed
	// Rand is uniform in [0,1); nil takes the program's own source.
	Rand func() float64
	// Sleep waits, or returns ctx's error; nil waits by the machine's clock.
	Sleep func(ctx context.Context, d time.Duration) error
}

// Patient is the Policy of a queue: four tries, Retry-After up to an hour.
var Patient = Policy{Tries: 4, First: 2 * time.Second, Most: time.Minute, Obey: time.Hour}

// Brief is the Policy of a save that somebody is waiting for.
var Brief = Policy{Tries: 3, First: time.Second, Most: 4 * time.Second, Obey: 5 * time.Second}

// Next is what to do after the try with that number (the first is 1) has failed
// with err: wait and try again, or, where ok is false, give up. The wait has full
// jitter: any length up to a ceiling that doubles, so that many requests that
// failed together do not come back together. It is never shorter than what the
// site asked for.
func (p Policy) Next(try int, err error) (wait time.Duration, ok bool) {
	after, ok := Retry(err)
	if !ok || try >= p.Tries || after > p.Obey {
		return 0, false
	}
	random := p.Rand
	if random == nil {
		random = rand.Float64
	}
	return after + time.Duration(random()*float64(p.ceiling(try))), true
}

func (p Policy) ceiling(try int) time.Duration {
	most := p.Most
	if most <= 0 {
		most = time.Hour
	}
	c := p.First
	for range try - 1 {
		if c >= most {
			return most
		}
		c *= 2
	}
	return min(c, most)
}

// Do works until it succeeds or the policy gives up, and returns the last error.
func (p Policy) Do(ctx context.Context, work func() error) error {
	sleep := p.Sleep
	if sleep == nil {
		sleep = sleepFor
	}
	for try := 1; ; try++ {
		err := work()
		if err == nil || ctx.Err() != nil {
			return err
		}
		wait, ok := p.Next(try, err)
		if !ok || sleep(ctx, wait) != nil {
			return err
		}
	}
}

func sleepFor(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-timer.C:
		return nil
	}
}

// mostAfter is the longest Retry-After that is believed; a site that asks for
// more is waited for no longer.
const mostAfter = 30 * 24 * time.Hour

// retryAfter reads a Retry-After field (RFC 9110, 10.2.3): seconds or a date.
// What is neither, and a date that is past, is 0.
func retryAfter(field string, now time.Time) time.Duration {
	field = strings.TrimSpace(field)
	if field == "" {
		return 0
	}
	if strings.Trim(field, "0123456789") == "" {
		seconds, err := strconv.ParseInt(field, 10, 64)
		if err != nil || seconds > int64(mostAfter/time.Second) {
			return mostAfter
		}
		return time.Duration(seconds) * time.Second
	}
	date, err := http.ParseTime(field)
	if err != nil {
		return 0
	}
	return min(max(date.Sub(now), 0), mostAfter)
}

// again reports the statuses after which the same request may do better.
func again(status int) bool {
	switch status {
	case http.StatusRequestTimeout, http.StatusTooEarly, http.StatusTooManyRequests:
		return true
	}
	return status >= 500 && status < 600
}
