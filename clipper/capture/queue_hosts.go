package capture

import (
	"time"

	"florilegium/clipper"
)

// host is what the queue knows of a site.
type host struct {
	name    string
	waiting int       // jobs
	due     time.Time // of the first of them
	busy    int       // requests under way
	next    time.Time // no request before
	slow    int       // time-outs in a row
}

// hosts are all sites of the queue, in a ring, so that each has its turn.
type hosts struct {
	manners Manners
	ring    []*host
	by      map[string]*host
	turn    int // place in the ring
}

func newHosts(m Manners) *hosts { return &hosts{manners: m, by: map[string]*host{}} }

// of is the host of that name, new where it was not known.
func (t *hosts) of(name string) *host {
	h := t.by[name]
	if h == nil {
		h = &host{name: name}
		t.by[name] = h
		t.ring = append(t.ring, h)
	}
	return h
}

// reset takes over what the library knows of waiting jobs.
func (t *hosts) reset(list []clipper.HostJobs) {
	for _, h := range t.ring {
		h.waiting = 0
	}
	for _, w := range list {
		h := t.of(w.Host)
		h.waiting, h.due = w.Waiting, w.Due
	}
}

// open is from when on the host may get a further request; ok is false while it
// has as many as it may have.
func (t *hosts) open(h *host) (from time.Time, ok bool) {
	most := t.manners.PerHost
	if h.slow > 0 { // one is enough to see whether it answers again
		most = 1
	}
	return h.next, h.busy < most
}

// begin notes a request to a host.
func (t *hosts) begin(h *host, now time.Time) {
	h.busy++
	if t.manners.Pause > 0 {
		h.next = now.Add(t.manners.Pause)
	}
}

// end notes that a request has ended. It reports whether the host is left alone
// from now on, having timed out too often.
func (t *hosts) end(h *host, now time.Time, timeout, answered bool) (resting bool) {
	h.busy--
	if answered {
		h.slow = 0
	}
	if !timeout {
		return false
	}
	if h.slow++; h.slow < t.manners.Timeouts {
		return false
	}
	h.slow = t.manners.Timeouts - 1 // the next one will do
	h.next = now.Add(t.manners.Rest)
	return true
}

// pick names up to n hosts whose next job may be begun now, each in its turn.
func (t *hosts) pick(n int, now time.Time) (names []string) {
	for range t.ring {
		if len(names) == n {
			break
		}
		t.turn = (t.turn + 1) % len(t.ring)
		h := t.ring[t.turn]
		if from, ok := t.open(h); ok && h.waiting > 0 && !now.Before(from) && !now.Before(h.due) {
			names = append(names, h.name)
		}
	}
	return names
}

// next is when the next job may be begun, as far as time alone decides; zero where
// none waits. A host with all its requests under way is not asked.
func (t *hosts) next() (at time.Time) {
	for _, h := range t.ring {
		from, ok := t.open(h)
		if h.waiting == 0 || !ok {
			continue
		}
		if h.due.After(from) {
			from = h.due
		}
		if from.IsZero() {
			from = longAgo // zero is for none
		}
		if at.IsZero() || from.Before(at) {
			at = from
		}
	}
	return at
}

// longAgo is a date that has come.
var longAgo = time.Unix(0, 0)

// longest is how long the host with the most jobs will take for them, going by the
// pauses alone.
func (t *hosts) longest() time.Duration {
	most := 0
	for _, h := range t.ring {
		most = max(most, h.waiting)
	}
	return time.Duration(most) * max(t.manners.Pause, 0)
}
