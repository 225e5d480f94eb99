package capture

import (
	"slices"
	"testing"
	"time"

	"florilegium/clipper"
)

// TestHosts walks through the turns of four hosts, one of which does not answer.
func TestHosts(t *testing.T) {
	now := time.Date(2026, 3, 9, 12, 0, 0, 0, time.UTC)
	table := newHosts(Manners{}.withDefaults())
	table.reset([]clipper.HostJobs{
		{Host: "gazette.example", Waiting: 100}, {Host: "blog.example", Waiting: 2}, {Host: "muet.example", Waiting: 9},
		{Host: "demain.example", Waiting: 1, Due: now.Add(24 * time.Hour)},
	})
	pick := func(n int, want ...string) {
		t.Helper()
		got := table.pick(n, now)
		for _, name := range got {
			h := table.of(name)
			h.waiting--
			table.begin(h, now)
		}
		slices.Sort(got)
		if slices.Sort(want); !slices.Equal(got, want) {
			t.Fatalf("picked %q at %s, want %q", got, now.Format("15:04:05"), want)
		}
	}
	mute := table.of("muet.example")
	pick(8, "gazette.example", "blog.example", "muet.example") // one of each: a second must pass
	pick(8)
	if at := table.next(); at.Sub(now) != time.Second {
		t.Errorf("the next one may begin at %s", at)
	}
	now = now.Add(time.Second)
	pick(8, "gazette.example", "blog.example", "muet.example")
	now = now.Add(time.Second)
	pick(8) // two of each are under way
	for range 2 {
		table.end(table.of("gazette.example"), now, false, true)
		if table.end(mute, now, true, false) {
			t.Error("a host is left alone after two time-outs")
		}
	}
	pick(1, "muet.example") // each in its turn, and now one at a time
	pick(8, "gazette.example")
	if !table.end(mute, now, true, false) {
		t.Error("a host is asked again after three time-outs")
	}
	now = now.Add(9 * time.Minute)
	pick(8, "gazette.example")
	now = now.Add(time.Minute)
	pick(8, "muet.example")
	if !table.end(mute, now, true, false) {
		t.Error("a host that still does not answer is asked again at once")
	}
	now = now.Add(10 * time.Minute)
	pick(8, "muet.example")
	if table.end(mute, now, false, true) || mute.slow != 0 {
		t.Error("a host that answers again is left alone")
	}
	if table.longest() != 96*time.Second {
		t.Errorf("the longest takes %s", table.longest())
	}
}
