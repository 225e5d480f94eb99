package capture_test

import (
	"context"
	"testing"

	"florilegium/clipper"
	"florilegium/clipper/capture"
	"florilegium/db"
)

// newQueue is a queue onto a new library, that fetches from a crowd.
func newQueue(t *testing.T, c *crowd) (*capture.Queue, *db.Library) {
	t.Helper()
	lib, err := db.Open(t.Context(), t.TempDir(), db.Options{})
	if err != nil {
		t.Fatal(err)
	}
	q := capture.NewQueue(lib, reachingCrowd(c.Listener.Addr().String()))
	t.Cleanup(func() {
		q.Close()
		if err := lib.Close(); err != nil {
			t.Error(err)
		}
	})
	q.Manners = hurried()
	return q, lib
}

func enqueue(t testing.TB, lib *db.Library, list []clipper.Requested) {
	t.Helper()
	e, err := lib.Enqueue(t.Context(), list)
	if err != nil || len(e.Queued) != len(list) {
		t.Fatalf("%d of %d are queued, %v", len(e.Queued), len(list), err)
	}
}

// TestQueue fetches a hundred pages, twelve of which are faulty.
func TestQueue(t *testing.T) {
	c := newCrowd(t, 10)
	q, lib := newQueue(t, c)
	enqueue(t, lib, c.requests(100))
	var last capture.Progress
	q.Progress = func(p capture.Progress) { last = p }
	end, err := q.Run(t.Context())
	if err != nil || end.Paused || !end.Next.IsZero() {
		t.Fatalf("ended %+v, %v", end, err)
	}
	if last.Done != 91 || last.Failed != 9 || last.Open() != 0 || !last.Over {
		t.Errorf("progress at the end: %+v", last)
	}
	complete(t, lib, c, 100)
	for host, n := range c.busiest() {
		if n > 2 {
			t.Errorf("%d requests at once to %s", n, host)
		}
	}
}

// complete checks that every page is there once, or listed with a reason.
func complete(t testing.TB, lib *db.Library, c *crowd, n int) {
	t.Helper()
	list, err := lib.Jobs(t.Context(), clipper.JobFilter{}, 0, 0)
	if err != nil || len(list) != n {
		t.Fatalf("%d jobs of %d, %v", len(list), n, err)
	}
	articles := map[int64]bool{}
	for i, j := range list {
		fault := faults[i%100]
		switch {
		case j.URL != c.address(i):
			t.Fatalf("job %d is %s", i, j.URL)
		case j.State == clipper.JobDone && (j.Article == 0 || articles[j.Article] || fault != "" && fault != "429"):
			t.Errorf("%s (%s) is done: %+v", j.URL, fault, j)
		case j.State == clipper.JobFailed && (j.Reason == nil || fault == "" || fault == "429"):
			t.Errorf("%s (%s) failed: %+v", j.URL, fault, j.Reason)
		case j.State != clipper.JobDone && j.State != clipper.JobFailed:
			t.Errorf("%s (%s) is %s: %+v", j.URL, fault, j.State, j.Reason)
		}
		articles[j.Article] = true
	}
	ids, err := lib.ListIDs(t.Context(), clipper.ParseQuery("passeur tag:récits"))
	if want := n - n*9/100; err != nil || len(ids) != want || len(articles)-1 != want {
		t.Errorf("%d articles are found, %d of jobs, want %d; %v", len(ids), len(articles)-1, want, err)
	}
}

// TestQueueStops gives back what it was fetching, and goes on later.
func TestQueueStops(t *testing.T) {
	c := newCrowd(t, 10)
	q, lib := newQueue(t, c)
	enqueue(t, lib, c.requests(100))
	for round := 0; ; round++ {
		ctx, stop := context.WithCancel(t.Context())
		before := -1
		q.Progress = func(p capture.Progress) {
			if before < 0 {
				before = p.Open()
			}
			if p.Open() < before-20 {
				stop()
			}
		}
		_, err := q.Run(ctx)
		stop()
		counts, cerr := lib.JobCounts(t.Context())
		if cerr != nil || counts.Running != 0 || counts.All() != 100 {
			t.Fatalf("after stop %d: %+v, %v", round, counts, cerr)
		}
		if err == nil {
			break
		}
	}
	complete(t, lib, c, 100)
}

// TestQueuePauses stops at the reader's word, goes on at it, and fetches nothing
// that is held.
func TestQueuePauses(t *testing.T) {
	c := newCrowd(t, 5)
	q, lib := newQueue(t, c)
	enqueue(t, lib, c.requests(200))
	q.Progress = func(p capture.Progress) {
		if p.Done+p.Failed >= 5 {
			if err := lib.PauseQueue(context.Background(), true); err != nil {
				t.Error(err)
			}
			q.Wake()
		}
	}
	end, err := q.Run(t.Context())
	counts, cerr := lib.JobCounts(t.Context())
	if err != nil || cerr != nil || !end.Paused || counts.Queued == 0 || counts.Running != 0 {
		t.Fatalf("paused %+v with %+v, %v", end, counts, err)
	}
	held, err := lib.HoldJobs(t.Context(), clipper.JobFilter{Host: "site002.test"})
	if err != nil || held == 0 {
		t.Fatalf("%d held, %v", held, err)
	}
	if err := lib.PauseQueue(t.Context(), false); err != nil {
		t.Fatal(err)
	}
	q.Progress = nil
	if _, err := q.Run(t.Context()); err != nil {
		t.Fatal(err)
	}
	counts, err = lib.JobCounts(t.Context())
	if err != nil || counts.Held != held || counts.Open() != 0 {
		t.Errorf("at the end %+v, %v", counts, err)
	}
}
