package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// walls lists what each room may import of ours besides clipper; see
// CONTRIBUTING. A room that is missing here fails the test.
var walls = map[string][]string{
	"florilegium":                         {"app", "app/cli", "app/locale"},
	"florilegium/clipper":                 {},
	"florilegium/clipper/bench":           {},
	"florilegium/clipper/judges":          {},
	"florilegium/clipper/testweb":         {},
	"florilegium/clipper/capture":         {"clipper/fetch", "clipper/extract", "clipper/anchor", "clipper/capture/archive"},
	"florilegium/clipper/capture/archive": {},
	"florilegium/clipper/fetch":           {},
	"florilegium/clipper/extract":         {"clipper/fetch"},
	"florilegium/clipper/fold":            {},
	"florilegium/clipper/anchor":          {"clipper/fold"},
	"florilegium/clipper/csl":             {},
	"florilegium/clipper/cite":            {"clipper/fold", "clipper/csl", "clipper/paper", "assets"},
	"florilegium/clipper/paper":           {},
	"florilegium/clipper/exchange":        {"clipper/cite"},
	"florilegium/db":                      {"clipper/fold"},
	"florilegium/assets":                  {},
	"florilegium/app":                     {"*"},
	"florilegium/app/reader":              {"app/typeset", "app/style", "clipper/fold"},
	"florilegium/app/typeset":             {},
	"florilegium/app/style":               {"assets"},
	"florilegium/app/locale":              {},
	"florilegium/app/cli":                 {"clipper/capture", "clipper/fetch", "clipper/extract", "clipper/fold", "clipper/anchor", "clipper/cite", "clipper/exchange", "clipper/csl", "db", "assets"},
}

// Modules that only some rooms may reach, directly or through others.
var guarded = map[string][]string{
	"fyne.io/fyne/v2":    {"florilegium", "florilegium/app", "florilegium/app/reader", "florilegium/app/style"},
	"modernc.org/sqlite": {"florilegium", "florilegium/app", "florilegium/app/cli", "florilegium/db"},
}

func TestWalls(t *testing.T) {
	for _, line := range golist(t, `{{.ImportPath}} {{join .Imports " "}}`, "./...") {
		room, imports, _ := strings.Cut(line, " ")
		allowed, known := walls[room]
		if !known {
			t.Errorf("%s has no walls: add it to house_test.go and CONTRIBUTING", room)
		}
		for _, i := range strings.Fields(imports) {
			if ours, ok := strings.CutPrefix(i, "florilegium/"); ok && !mayImport(allowed, ours) {
				t.Errorf("%s imports %s", room, i)
			}
		}
	}
}

func mayImport(allowed []string, ours string) bool {
	if ours == "clipper" {
		return true
	}
	for _, a := range allowed {
		if a == ours || (a == "*" && ours != "clipper/testweb" && ours != "clipper/bench" && ours != "clipper/judges") {
			return true
		}
	}
	return false
}

func TestGuardedModules(t *testing.T) {
	for _, room := range golist(t, "{{.ImportPath}}", "./...") {
		deps := golist(t, "{{.ImportPath}}", "-deps", room)
		for module, allowed := range guarded {
			if reaches(deps, module) && !contains(allowed, room) {
				t.Errorf("%s reaches %s", room, module)
			}
		}
	}
}

func reaches(deps []string, module string) bool {
	for _, d := range deps {
		if d == module || strings.HasPrefix(d, module+"/") {
			return true
		}
	}
	return false
}

func contains(list []string, s string) bool {
	for _, x := range list {
		if x == s {
			return true
		}
	}
	return false
}

func golist(t *testing.T, format string, args ...string) []string {
	t.Helper()
	out, err := exec.Command("go", append([]string{"list", "-f", format}, args...)...).Output()
	if err != nil {
		t.Fatalf("go list %v: %v", args, err)
	}
	return strings.Split(strings.TrimSpace(string(out)), "\n")
}

// The window has one place that starts goroutines and hands results back, and no
// lock: the main goroutine owns its state.
func TestWindowHasOneWayToWork(t *testing.T) {
	files, err := filepath.Glob("app/*.go")
	if err != nil || len(files) < 10 {
		t.Fatalf("%d files in app: %v", len(files), err)
	}
	forbidden := regexp.MustCompile(`(?m)^\s*go (func|[a-z])|fyne\.Do|sync\.(RW)?Mutex|sync/atomic`)
	for _, name := range files {
		if name == "app/job.go" || strings.HasSuffix(name, "_test.go") {
			continue
		}
		source, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if found := forbidden.FindString(string(source)); found != "" {
			t.Errorf("%s has %q: work leaves and returns through job.go", name, strings.TrimSpace(found))
		}
	}
}
