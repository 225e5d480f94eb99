package capture_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"florilegium/app/cli"
	"florilegium/clipper"
	"florilegium/clipper/bench"
	"florilegium/clipper/capture"
	"florilegium/db"
)

// TestQueueProcess is a process that works on a queue until nothing is left, and
// then notes the most memory that it ever had.
func TestQueueProcess(t *testing.T) {
	dir, web, _ := strings.Cut(os.Getenv("FLORILEGIUM_QUEUE"), "|")
	if dir == "" {
		t.Skip("only as a process of its own")
	}
	lib, err := db.Open(t.Context(), dir, db.Options{})
	if err != nil {
		t.Fatal(err)
	}
	q := capture.NewQueue(lib, reachingCrowd(web))
	q.Manners = hurried()
	if _, err := q.Run(t.Context()); err != nil {
		t.Fatal(err)
	}
	if err := lib.Close(); err != nil {
		t.Fatal(err)
	}
	status, _ := os.ReadFile("/proc/self/status") // on Linux alone
	for line := range strings.Lines(string(status)) {
		if kb, ok := strings.CutPrefix(line, "VmHWM:"); ok {
			fmt.Println("peak", strings.Fields(kb)[0])
		}
	}
}

// TestExtractProcess is `extract --batch` as a process of its own.
func TestExtractProcess(t *testing.T) {
	manifest := os.Getenv("FLORILEGIUM_MANIFEST")
	if manifest == "" {
		t.Skip("only as a process of its own")
	}
	env := cli.Env{In: strings.NewReader(""), Out: new(bytes.Buffer), Err: os.Stderr, Getenv: os.Getenv, Now: time.Now}
	if got := cli.Run(t.Context(), []string{"extract", "--batch", manifest}, env); got != cli.Done {
		t.Fatalf("exit code %d", got)
	}
}

// child is this test program, running one test.
func child(test string, env string) *exec.Cmd {
	cmd := exec.Command(os.Args[0], "-test.run", "^"+test+"$", "-test.v", "-test.timeout", "2h")
	cmd.Env = append(os.Environ(), env)
	return cmd
}

// many is how many links the long proof has, and how often its process is killed.
func many() (links, kills int) {
	if soaking() {
		return 10_000, 20
	}
	return 1_000, 2
}

// TestManyLinks fetches very many links over 200 hosts, 12 of a hundred of them
// faulty, in a process that is killed at random moments: none is lost, none is
// there twice, and the library is sound every time. The pauses between requests to
// a host, and the time limits, are cut short, or it would take an hour.
func TestManyLinks(t *testing.T) {
	if slowed {
		t.Skip("the race detector looks at TestQueue")
	}
	n, kills := many()
	fmt.Printf("%s: %d links, %d kills (`make soak` has 10000 and 20)\n", t.Name(), n, kills)
	c := newCrowd(t, 200)
	c.long = 3
	dir := t.TempDir()
	lib, err := db.Open(t.Context(), dir, db.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer lib.Close()
	start := time.Now()
	enqueue(t, lib, c.requests(n))
	fmt.Printf("%d links queued in %d ms\n", n, time.Since(start).Milliseconds())
	env := "FLORILEGIUM_QUEUE=" + dir + "|" + c.Listener.Addr().String()
	for i := range kills {
		cmd := child("TestQueueProcess", env)
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		settled(t, lib, (i+1)*n*9/(kills+1)/10+rand.IntN(n/20))
		time.Sleep(time.Duration(rand.IntN(200)) * time.Millisecond)
		if err := cmd.Process.Kill(); err != nil {
			t.Fatal(err)
		}
		_ = cmd.Wait() // it was killed: that is its error
		sound(t, lib, n, i%5 == 4)
	}
	ended(t, child("TestQueueProcess", env))
	complete(t, lib, c, n)
	sound(t, lib, n, true)
	fmt.Printf("%d links in %.0f s, with %d kills\n", n, time.Since(start).Seconds(), kills)
}

// settled waits until so many jobs are.
func settled(t *testing.T, lib *db.Library, n int) {
	t.Helper()
	for deadline := time.Now().Add(20 * time.Minute); ; time.Sleep(20 * time.Millisecond) {
		c, err := lib.JobCounts(t.Context())
		if err != nil || time.Now().After(deadline) {
			t.Fatalf("%+v, %v", c, err)
		}
		if c.Done+c.Failed >= n || c.Open() == 0 {
			return
		}
	}
}

// sound checks that no job is lost, no page there twice, and the library whole.
func sound(t *testing.T, lib *db.Library, n int, deep bool) {
	t.Helper()
	list, err := lib.Jobs(t.Context(), clipper.JobFilter{}, 0, 0)
	if err != nil || len(list) != n {
		t.Fatalf("%d jobs of %d, %v", len(list), n, err)
	}
	done := map[int64]bool{}
	for _, j := range list {
		if j.State == clipper.JobDone && (j.Article == 0 || done[j.Article]) {
			t.Errorf("%s is done without an article of its own: %+v", j.URL, j)
		} else if j.State == clipper.JobDone {
			done[j.Article] = true
		}
	}
	ids, err := lib.ListIDs(t.Context(), clipper.ParseQuery(""))
	if err != nil || len(ids) != len(done) {
		t.Errorf("%d articles for %d jobs that are done, %v", len(ids), len(done), err)
	}
	found, err := lib.Doctor(t.Context(), db.DoctorOptions{Quick: !deep})
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range found {
		if f.Damage() {
			t.Errorf("doctor: %+v", f)
		}
	}
}

// ended runs a process to its end, and gives its processor time and, where it
// tells, the most memory that it had, in KB.
func ended(t *testing.T, cmd *exec.Cmd) (cpu time.Duration, peak int) {
	t.Helper()
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Errorf("%v\n%s", err, out)
		return 0, 0
	}
	if _, rest, ok := strings.Cut(string(out), "peak "); ok {
		peak, _ = strconv.Atoi(strings.Fields(rest)[0])
	}
	return cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime(), peak
}

// TestFiguresQueue holds the queue's cost, faulty pages and all, against that of
// extraction alone on the good ones.
func TestFiguresQueue(t *testing.T) {
	bench.Need(t)
	n, _ := many()
	c := newCrowd(t, 200)
	c.long = 8 // 28 KB of HTML
	dir := t.TempDir()
	lib, err := db.Open(t.Context(), filepath.Join(dir, "library"), db.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer lib.Close()
	enqueue(t, lib, c.requests(n))
	start := time.Now()
	var cpu, alone, wall time.Duration
	var peak int
	var both sync.WaitGroup // at the same time, so that both suffer the same of what else the machine does
	list := manifest(t, c, n)
	both.Go(func() {
		cpu, peak = ended(t, child("TestQueueProcess", "FLORILEGIUM_QUEUE="+lib.Dir()+"|"+c.Listener.Addr().String()))
		wall = time.Since(start)
	})
	both.Go(func() { alone, _ = ended(t, child("TestExtractProcess", "FLORILEGIUM_MANIFEST="+list)) })
	both.Wait()
	complete(t, lib, c, n)
	fmt.Printf("%d links in %.0f s: %.1f s of CPU, extraction alone %.1f s\n", n, wall.Seconds(), cpu.Seconds(), alone.Seconds())
	bench.Max(t, "capture", fmt.Sprintf("CPU of %d links against extract --batch", n), cpu.Seconds()/alone.Seconds(), "x", 1.3)
	if peak > 0 {
		bench.Max(t, "capture", fmt.Sprintf("most memory of %d links", n), float64(peak)/1024, "MB", 250)
	}
}

// manifest lists the good pages of a crowd for extract --batch.
func manifest(t *testing.T, c *crowd, n int) string {
	t.Helper()
	dir := t.TempDir()
	var lines bytes.Buffer
	for i := range n {
		if f := faults[i%100]; f != "" && f != "429" {
			continue
		}
		file := filepath.Join(dir, fmt.Sprintf("%d.html", i))
		line, err := json.Marshal(map[string]string{"file": file, "url": c.address(i)})
		if err == nil {
			err = os.WriteFile(file, c.page(i), 0o600)
		}
		if err != nil {
			t.Fatal(err)
		}
		lines.Write(append(line, '\n'))
	}
	list := filepath.Join(dir, "pages.jsonl")
	if err := os.WriteFile(list, lines.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	return list
}
