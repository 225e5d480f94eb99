//go:build linux

package app_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"florilegium/clipper/bench"
)

// restTime is how long a window rests while its processor time is counted.
const restTime = 10 * time.Second

// TestFiguresIdle measures what a window costs in which nobody does anything: with
// an article open, with the cursor in an entry, and, for comparison, the
// toolkit's own window with nothing in it.
func TestFiguresIdle(t *testing.T) {
	bench.Need(t)
	empty := newWalk(t, "fr_FR.UTF-8")
	empty.program = filepath.Join(t.TempDir(), "empty")
	empty.must(exec.Command("go", "build", "-o", empty.program, "./testdata/empty"))
	nothing := empty.start(empty.program)
	w := newWalk(t, "fr_FR.UTF-8")
	w.open()
	w.until("the samples", func(v view) bool { return len(v.Rows) == 2 && len(v.Clips) == 3 })
	w.settle()
	base, reading := rest(t, nothing.Process.Pid, w.running.Process.Pid)
	w.key("ctrl+l")
	w.settle()
	base2, typing := rest(t, nothing.Process.Pid, w.running.Process.Pid)
	bench.Max(t, "app", "a window with an article open, beyond an empty one", reading-base, "% of a core", 2)
	bench.Max(t, "app", "the same with the cursor in an entry", typing-base2, "% of a core", 2)
	w.close()
}

// rest gives the share of a core, in per cent, that two processes use while
// nothing happens.
func rest(t *testing.T, a, b int) (float64, float64) {
	t.Helper()
	startA, startB, start := ticks(t, a), ticks(t, b), time.Now()
	time.Sleep(restTime) // what is measured is that nothing happens meanwhile
	passed := time.Since(start).Seconds()
	share := func(n int) float64 { return float64(n) / 100 / passed * 100 }
	return share(ticks(t, a) - startA), share(ticks(t, b) - startB)
}

// ticks is the processor time of a process in hundredths of a second: fields 14
// and 15 of proc(5).
func ticks(t *testing.T, pid int) int {
	t.Helper()
	raw, err := os.ReadFile("/proc/" + strconv.Itoa(pid) + "/stat")
	if err != nil {
		t.Fatal(err)
	}
	fields := strings.Fields(string(raw[strings.LastIndexByte(string(raw), ')')+1:]))
	user, _ := strconv.Atoi(fields[11])
	system, _ := strconv.Atoi(fields[12])
	return user + system
}
