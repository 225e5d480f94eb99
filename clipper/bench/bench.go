// Package bench is where tests put the figures that the project holds itself to:
// each a CPU time or a ratio taken inside one run, with its limit. It is
// imported by tests only. `make bench` collects the figures into
// build/bench.json; an ordinary test run skips them, since no test asserts a
// time.
package bench

import (
	"encoding/json"
	"fmt"
	"os"
	"testing"
	"time"
)

// Figure is one row of build/bench.json.
type Figure struct {
	Room  string  `json:"room"`
	Name  string  `json:"name"`
	Value float64 `json:"value"`
	Unit  string  `json:"unit"`
	Limit float64 `json:"limit"`
	Sense string  `json:"sense"` // "max": at most Limit; "min": at least
	OK    bool    `json:"ok"`
}

// env names the file that figures are appended to, one JSON object a line.
const env = "FLORILEGIUM_BENCH"

// Need skips the test unless figures are being taken.
func Need(t testing.TB) {
	t.Helper()
	if os.Getenv(env) == "" {
		t.Skip("figures are taken by `make bench`")
	}
}

// Max records a figure that should be at most limit.
func Max(t testing.TB, room, name string, value float64, unit string, limit float64) {
	t.Helper()
	record(t, Figure{room, name, value, unit, limit, "max", value <= limit})
}

// Min records a figure that should be at least limit.
func Min(t testing.TB, room, name string, value float64, unit string, limit float64) {
	t.Helper()
	record(t, Figure{room, name, value, unit, limit, "min", value >= limit})
}

func record(t testing.TB, f Figure) {
	t.Helper()
	verdict := "ok"
	if !f.OK {
		verdict = "MISSED"
	}
	fmt.Printf("%-8s %-52s %10.3f %-6s (%s %g) %s\n", f.Room, f.Name, f.Value, f.Unit, f.Sense, f.Limit, verdict)
	line, err := json.Marshal(f)
	if err != nil {
		t.Fatal(err)
	}
	out, err := os.OpenFile(os.Getenv(env), os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o644)
	if err != nil {
		t.Fatal(err)
	}
	defer out.Close()
	if _, err := out.Write(append(line, '\n')); err != nil {
		t.Fatal(err)
	}
}

// CPU is the processor time (user and system) of one call of work, the best of
// rounds, in milliseconds. Each round calls work n times and divides.
func CPU(rounds, n int, work func()) float64 {
	best := time.Duration(1<<62 - 1)
	for range rounds {
		before := processTime()
		for range n {
			work()
		}
		best = min(best, processTime()-before)
	}
	return float64(best) / float64(n) / 1e6
}
