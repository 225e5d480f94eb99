package capture

import (
	"time"

	"florilegium/clipper"
)

// Progress is how far the queue has come.
type Progress struct {
	clipper.JobCounts
	Rate    float64       // jobs settled a second, of late
	Left    time.Duration // a guess at how long the rest takes; 0 where there is none
	Offline bool          // nothing is heard from any site: the queue waits for the network
	Over    bool          // Run is about to return
}

const (
	tellEvery = 200 * time.Millisecond
	rateOver  = 20 * time.Second
)

// gauge counts jobs and measures how fast they are settled.
type gauge struct {
	now     func() time.Time
	counts  clipper.JobCounts
	settled int
	marks   []mark // of the last rateOver, a second apart
	told    time.Time
}

// mark is how many were settled at a time.
type mark struct {
	at      time.Time
	settled int
}

func newGauge(now func() time.Time) *gauge {
	return &gauge{now: now, marks: []mark{{now(), 0}}}
}

// move counts a job that has come from one state to another.
func (g *gauge) move(to, from clipper.JobState) {
	if n := g.counts.Of(from); *n > 0 {
		*n--
	}
	*g.counts.Of(to)++
	if to == clipper.JobDone || to == clipper.JobFailed {
		g.settled++
	}
}

// rate is how many jobs are settled in a second.
func (g *gauge) rate(now time.Time) float64 {
	if last := g.marks[len(g.marks)-1]; now.Sub(last.at) >= time.Second {
		g.marks = append(g.marks, mark{now, g.settled})
	}
	for len(g.marks) > 2 && now.Sub(g.marks[0].at) > rateOver {
		g.marks = g.marks[1:]
	}
	passed := now.Sub(g.marks[0].at)
	if passed < time.Second/2 {
		return 0
	}
	return float64(g.settled-g.marks[0].settled) / passed.Seconds()
}

// tell tells of the progress, now and then, and at the end.
func (r *round) tell(over bool) {
	now := r.now()
	if r.Progress == nil || !over && now.Sub(r.gauge.told) < tellEvery {
		return
	}
	r.gauge.told = now
	p := Progress{JobCounts: r.gauge.counts, Rate: r.gauge.rate(now), Offline: r.offline.Load(), Over: over}
	if p.Rate > 0 {
		p.Left = max(time.Duration(float64(p.Open())/p.Rate*float64(time.Second)), r.hosts.longest()).Round(time.Second)
	}
	r.Progress(p)
}
