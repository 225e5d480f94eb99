package db

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"florilegium/clipper"
)

// requests are addresses with a tag.
func requests(addresses ...string) []clipper.Requested {
	var list []clipper.Requested
	for _, a := range addresses {
		list = append(list, clipper.Requested{URL: a, Tags: []string{"été"}, Typed: true})
	}
	return list
}

func enqueue(t *testing.T, l *Library, addresses ...string) clipper.Enqueued {
	t.Helper()
	e, err := l.Enqueue(t.Context(), requests(addresses...))
	must(t, err)
	return e
}

func jobs(t *testing.T, l *Library, states ...clipper.JobState) []clipper.Job {
	t.Helper()
	list, err := l.Jobs(t.Context(), clipper.JobFilter{States: states}, 0, 0)
	must(t, err)
	return list
}

// TestEnqueue puts addresses into the queue under the many names that a page has.
func TestEnqueue(t *testing.T) {
	l := open(t)
	known := save(t, l, page("https://gazette.example/connu", "Connu", "fr", "Un texte connu."))
	e := enqueue(t, l,
		"https://gazette.example/neige?utm_source=lettre", "https://gazette.example/neige#haut", "gazette.example/neige?",
		"https://élysée.example/discours", "https://gazette.example/connu?fbclid=1", "« pas une adresse »", "ftp://vieux.example/x",
		"http://moi:secret@gazette.example:8080/archive")
	if len(e.Queued) != 3 || e.Twice != 2 || len(e.Bad) != 2 || len(e.Known) != 1 || e.Known[0].Article != known.ID || len(e.Waiting) != 0 {
		t.Fatalf("enqueued %+v", e)
	}
	list := jobs(t, l)
	if list[2].URL != "http://gazette.example:8080/archive" || list[2].Host != "gazette.example:8080" || !list[2].Typed || list[0].State != clipper.JobQueued {
		t.Errorf("the jobs are %+v", list)
	}
	if a, err := l.Article(t.Context(), known.ID); err != nil || !slices.Equal(a.Tags, []string{"été"}) {
		t.Errorf("the tags of the known page are %v, %v", a.Tags, err)
	}
	count(t, l, "tag:été", 0, 1)
	again, err := l.Enqueue(t.Context(), []clipper.Requested{{URL: "https://gazette.example/neige", Tags: []string{"Ete", "hiver"}}})
	if err != nil || len(again.Waiting) != 1 || again.Waiting[0] != list[0].ID || len(again.Queued) != 0 {
		t.Errorf("queued again: %+v, %v", again, err)
	}
	if tags := jobs(t, l)[0].Tags; !slices.Equal(tags, []string{"été", "hiver"}) {
		t.Errorf("the tags are %v", tags)
	}
}

// TestEnqueueAll puts a whole list in, or nothing of it.
func TestEnqueueAll(t *testing.T) {
	l := open(t)
	var list []string
	for i := range 10_000 {
		list = append(list, fmt.Sprintf("https://site%03d.test/page/%d", i%200, i))
	}
	before, err := l.Version(t.Context())
	must(t, err)
	if e := enqueue(t, l, list...); len(e.Queued) != 10_000 {
		t.Fatalf("%d are queued", len(e.Queued))
	}
	if after, err := l.Version(t.Context()); err != nil || after != before+1 {
		t.Errorf("%d transactions, %v", after-before, err)
	}
	hosts, err := l.JobHosts(t.Context())
	if err != nil || len(hosts) != 200 || hosts[7].Waiting != 50 || hosts[7].Host != "site007.test" {
		t.Errorf("%d hosts, %v", len(hosts), err)
	}
	var plan string
	must(t, l.query(t.Context(), `EXPLAIN QUERY PLAN SELECT id FROM job WHERE host = ? AND due <= ? AND state IN ('queued', 'parked') ORDER BY due, id LIMIT 1`,
		"site007.test", 0).scan(new(int), new(int), new(int), &plan))
	if !strings.Contains(plan, "job_waiting (host=? AND due<?)") {
		t.Errorf("jobs are taken by %s", plan)
	}
}

// TestJobs walks jobs through every state.
func TestJobs(t *testing.T) {
	l := open(t)
	enqueue(t, l, "https://a.test/1", "https://a.test/2", "https://a.test/3", "https://b.test/1")
	unlock, err := l.LockQueue(t.Context(), 4)
	must(t, err)
	if _, err := l.LockQueue(t.Context(), 4); clipper.CodeOf(err) != clipper.Conflict {
		t.Errorf("a second one works on the queue: %v", err)
	}
	taken, err := l.TakeJobs(t.Context(), []string{"a.test", "b.test", "a.test"}, noon)
	if err != nil || len(taken) != 3 || taken[0].URL != "https://a.test/1" || taken[2].URL != "https://a.test/2" || taken[0].Attempts != 1 {
		t.Fatalf("taken %+v, %v", taken, err)
	}
	why := clipper.FailureOf(clipper.Errorf(clipper.Refused, nil, "Wait", "%s asks for patience (status %d)", "a.test", 429))
	failed, parked, held := taken[0], taken[1], taken[2]
	failed.State, failed.Reason = clipper.JobFailed, why
	parked.State, parked.Reason, parked.Due = clipper.JobParked, why, noon.Add(time.Hour)
	must(t, l.SettleJob(t.Context(), failed))
	must(t, l.SettleJob(t.Context(), parked))
	if n, err := l.HoldJobs(t.Context(), clipper.JobFilter{IDs: []int64{held.ID}}); err != nil || n != 1 {
		t.Errorf("%d held, %v", n, err)
	}
	held.State = clipper.JobDone
	must(t, l.SettleJob(t.Context(), held)) // too late
	list := jobs(t, l)
	if r := list[0].Reason; list[0].State != clipper.JobFailed || r.Told().Sentence() != "a.test asks for patience (status 429)" || r.Code != clipper.Refused {
		t.Errorf("the failed job is %+v", list[0])
	}
	if list[1].State != clipper.JobHeld || list[3].State != clipper.JobParked || !list[3].Due.Equal(noon.Add(time.Hour)) {
		t.Errorf("the jobs are %+v", list)
	}
	if more, err := l.TakeJobs(t.Context(), []string{"b.test"}, noon); err != nil || len(more) != 0 {
		t.Errorf("a parked job was taken: %+v, %v", more, err)
	}
	must(t, unlock())
	c, err := l.JobCounts(t.Context())
	if want := (clipper.JobCounts{Queued: 1, Parked: 1, Failed: 1, Held: 1}); err != nil || c != want || c.All() != 4 {
		t.Errorf("counted %+v, %v", c, err)
	}
	if n, err := l.RetryJobs(t.Context(), clipper.JobFilter{Code: clipper.Network}); err != nil || n != 0 {
		t.Errorf("%d of another class begin anew, %v", n, err)
	}
	if n, err := l.RetryJobs(t.Context(), clipper.JobFilter{Code: clipper.Refused, Host: "a.test"}); err != nil || n != 1 {
		t.Errorf("%d begin anew, %v", n, err)
	}
	if n, err := l.ClearJobs(t.Context(), clipper.JobFilter{States: []clipper.JobState{clipper.JobHeld}}); err != nil || n != 1 || len(jobs(t, l)) != 3 {
		t.Errorf("%d forgotten, %v", n, err)
	}
	damageFree(t, l)
}

// TestParkHost lets a host wait that does not answer, and gives it up after a time.
func TestParkHost(t *testing.T) {
	l := open(t)
	enqueue(t, l, "https://mort.test/1", "https://mort.test/2", "https://vif.test/1")
	why := clipper.FailureOf(clipper.Errorf(clipper.Network, nil, "", "%s did not answer in time", "mort.test"))
	for try := range 3 {
		if n := len(jobs(t, l, clipper.JobFailed)); n != 0 {
			t.Errorf("%d failed after %d tries", n, try)
		}
		must(t, l.ParkHost(t.Context(), "mort.test", time.Time{}, 3, why))
	}
	failed := jobs(t, l, clipper.JobFailed)
	if len(failed) != 2 || failed[0].Reason.Code != clipper.Network || len(jobs(t, l, clipper.JobQueued)) != 1 {
		t.Errorf("failed are %+v", failed)
	}
}

// TestPaused keeps the word of the reader over a restart.
func TestPaused(t *testing.T) {
	dir := t.TempDir()
	for _, want := range []bool{false, true, false} {
		l, err := Open(t.Context(), dir, Options{})
		must(t, err)
		if paused, err := l.QueuePaused(t.Context()); err != nil || paused != want {
			t.Errorf("paused %v, %v", paused, err)
		}
		must(t, l.PauseQueue(t.Context(), !want))
		must(t, l.Close())
	}
}

// TestHolder is a process that takes jobs and waits to be killed.
func TestHolder(t *testing.T) {
	dir := os.Getenv("FLORILEGIUM_HOLDER")
	if dir == "" {
		t.Skip("only as a process of its own")
	}
	l, err := Open(t.Context(), dir, Options{})
	must(t, err)
	_, err = l.LockQueue(t.Context(), 4)
	must(t, err)
	_, err = l.TakeJobs(t.Context(), []string{"a.test", "b.test"}, time.Now())
	must(t, err)
	must(t, os.WriteFile(filepath.Join(dir, "taken"), []byte("2"), 0o600))
	time.Sleep(time.Minute)
}

// TestKilledHolder takes back the jobs of a process that was killed, not those of
// one that lives, and gives up one that many have died of.
func TestKilledHolder(t *testing.T) {
	dir := t.TempDir()
	l, err := Open(t.Context(), dir, Options{})
	must(t, err)
	defer l.Close()
	enqueue(t, l, "https://a.test/1", "https://a.test/2", "https://b.test/1")
	for round := range 4 {
		cmd := process(t, "TestHolder", "FLORILEGIUM_HOLDER="+dir)
		waitForMore(t, filepath.Join(dir, "taken"))
		if _, err := l.LockQueue(t.Context(), 4); clipper.CodeOf(err) != clipper.Conflict {
			t.Errorf("the queue of a living process was taken: %v", err)
		}
		if n := len(jobs(t, l, clipper.JobRunning)); n != 2 {
			t.Errorf("%d run", n)
		}
		kill(t, cmd)
		unlock, err := l.LockQueue(t.Context(), 4)
		must(t, err)
		must(t, unlock())
		must(t, os.Remove(filepath.Join(dir, "taken")))
		if running, all := jobs(t, l, clipper.JobRunning), jobs(t, l); len(running) != 0 || len(all) != 3 {
			t.Errorf("after kill %d: %+v", round, all)
		}
	}
	failed := jobs(t, l, clipper.JobFailed)
	if len(failed) != 1 || failed[0].Host != "b.test" || failed[0].Attempts != 4 || failed[0].Reason.Code != clipper.Unreadable {
		t.Errorf("given up: %+v", failed)
	}
	if a := jobs(t, l, clipper.JobQueued); len(a) != 2 || a[0].Attempts != 2 || a[1].Attempts != 2 {
		t.Errorf("the others are %+v", a)
	}
}
