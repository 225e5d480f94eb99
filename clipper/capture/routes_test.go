package capture_test

import (
	"context"
	"crypto/x509"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"slices"
	"strings"
	"testing"
	"time"

	"florilegium/clipper"
	"florilegium/clipper/bench"
	"florilegium/clipper/capture"
	"florilegium/clipper/extract"
	"florilegium/clipper/fetch"
	"florilegium/clipper/testweb"
	"florilegium/db"
)

// The routes of the test web are saved one after the other into one library by a
// process of its own, so that its memory can be read. It is this test binary, told
// by the environment what to do.
const (
	savingRole  = "FLORILEGIUM_TEST_SAVING"  // the folder of a saving
	servingRole = "FLORILEGIUM_TEST_SERVING" // the file that a reader of one heavy page notes its memory in
)

// saving is the work of such a process, which does not make the test web's table:
// that would take memory of its own.
type saving struct {
	Web         testweb.Map
	PEM         []byte
	Pages, Slow []string // addresses; the slow ones are ended by a time limit
}

// became is what became of one route.
type became struct {
	Address string
	Status  capture.Status
	Text    string
	Code    clipper.Code
	Error   string
	Hint    string
	Stored  int // articles in the library afterwards
	Took    time.Duration
}

// outcome is all that such a process tells. Memory is the most it had, in KB.
type outcome struct {
	Routes         []became
	Memory, Helper int64
}

// TestSavingProcess is no test of its own: it is the process.
func TestSavingProcess(t *testing.T) {
	if note := os.Getenv(servingRole); note != "" {
		if extract.Serve(context.Background(), os.Stdin, os.Stdout) != nil {
			os.Exit(1)
		}
		if f, err := os.OpenFile(note, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600); err == nil {
			fmt.Fprintln(f, memory())
			_ = f.Close()
		}
		os.Exit(0) // nothing but the answer may be written
	}
	folder := os.Getenv(savingRole)
	if folder == "" {
		t.Skip("runs within TestRoutes")
	}
	var s saving
	readJSON(t, filepath.Join(folder, "task"), &s)
	writeJSON(t, filepath.Join(folder, "outcome"), s.run(t, folder))
}

func readJSON(t *testing.T, file string, v any) {
	t.Helper()
	data, err := os.ReadFile(file)
	if err == nil {
		err = json.Unmarshal(data, v)
	}
	if err != nil {
		t.Fatal(err)
	}
}

func writeJSON(t *testing.T, file string, v any) {
	t.Helper()
	data, err := json.Marshal(v)
	if err == nil {
		err = os.WriteFile(file, data, 0o600)
	}
	if err != nil {
		t.Fatal(err)
	}
}

func (s saving) run(t *testing.T, folder string) outcome {
	lib, err := db.Open(t.Context(), folder, db.Options{Now: clock})
	if err != nil {
		t.Fatal(err)
	}
	defer lib.Close()
	note := filepath.Join(folder, "helpers")
	extract.Helper = func(ctx context.Context) *exec.Cmd {
		cmd := exec.CommandContext(ctx, os.Args[0], "-test.run=^TestSavingProcess$")
		cmd.Env = append(os.Environ(), servingRole+"="+note, "GOMEMLIMIT=200MiB")
		return cmd
	}
	roots := x509.NewCertPool()
	roots.AppendCertsFromPEM(s.PEM)
	options := fetch.Options{Roots: roots, Now: clock, Dial: s.Web.Dial(func(address string) { t.Errorf("dialled %s", address) })}
	patient := fetch.New(options)
	options.Headers, options.Pace, options.Total = 300*time.Millisecond, 300*time.Millisecond, 2*time.Second
	hurried := fetch.New(options)
	var all outcome
	for i, address := range append(s.Pages, s.Slow...) {
		door := &capture.Door{Fetch: patient, Store: lib, Now: clock}
		if i >= len(s.Pages) {
			door.Fetch = hurried
		}
		one := visit(t, door, address)
		ids, err := lib.ListIDs(t.Context(), clipper.ParseQuery(""))
		if err != nil {
			t.Fatal(err)
		}
		one.Stored = len(ids)
		all.Routes = append(all.Routes, one)
	}
	all.Memory, all.Helper = memory(), largest(note)
	return all
}

func visit(t *testing.T, door *capture.Door, address string) became {
	start := time.Now()
	result, err := door.Save(t.Context(), address, nil)
	b := became{Address: address, Status: result.Status, Code: clipper.CodeOf(err), Took: time.Since(start)}
	if told, ok := errors.AsType[*clipper.Error](err); ok {
		b.Error, b.Hint = told.Sentence(), told.Hint
	} else if err != nil {
		b.Error = err.Error()
	}
	if result.Article != nil {
		b.Text = result.Article.Text()
	}
	return b
}

// memory is the most that this process has had, in KB; 0 where the system does
// not say.
func memory() int64 {
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return 0
	}
	var kb int64
	if _, after, ok := strings.Cut(string(status), "VmHWM:"); ok {
		_, _ = fmt.Sscan(after, &kb)
	}
	return kb
}

// largest is the largest number in a file of lines.
func largest(file string) int64 {
	var most int64
	data, _ := os.ReadFile(file) // no heavy page, no file
	for line := range strings.Lines(string(data)) {
		var n int64
		_, _ = fmt.Sscan(line, &n)
		most = max(most, n)
	}
	return most
}

// saveAll has the routes of some ends saved by another process.
func saveAll(t *testing.T, web *testweb.Web, ends ...testweb.End) outcome {
	t.Helper()
	s := saving{Web: web.Map, PEM: web.PEM}
	for _, r := range testweb.Routes() {
		switch {
		case !slices.Contains(ends, r.End):
		case r.Slow:
			s.Slow = append(s.Slow, r.Address())
		default:
			s.Pages = append(s.Pages, r.Address())
		}
	}
	folder := t.TempDir()
	writeJSON(t, filepath.Join(folder, "task"), s)
	cmd := exec.CommandContext(t.Context(), os.Args[0], "-test.run=^TestSavingProcess$", "-test.v")
	cmd.Env = append(os.Environ(), savingRole+"="+folder)
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	var all outcome
	readJSON(t, filepath.Join(folder, "outcome"), &all)
	return all
}

// The most that saving may take of memory, in KB: where the fetcher refuses a
// page, and where one is read, by this process and its helper together.
const (
	fetcherMemory = 150 << 10
	readerMemory  = 300 << 10
)

// TestRoutes saves every page of the test web as a reader would: what is an
// article is stored, and of all else nothing is, with a sentence and a way out.
func TestRoutes(t *testing.T) {
	web := testweb.Open(t)
	table := map[string]testweb.Route{}
	for _, r := range testweb.Routes() {
		table[r.Address()] = r
	}
	for name, ends := range map[string][]testweb.End{"refused": {testweb.Fetched}, "read": {testweb.Article, testweb.Beside, testweb.Read, testweb.Either}} {
		t.Run(name, func(t *testing.T) {
			all := saveAll(t, web, ends...)
			stored := 0
			for _, b := range all.Routes {
				check(t, table[b.Address], b, stored)
				stored = b.Stored
			}
			t.Logf("%d routes, %d articles; %d MB of memory, %d MB in the helper", len(all.Routes), stored, all.Memory>>10, all.Helper>>10)
			limit := int64(readerMemory)
			if name == "refused" {
				limit = fetcherMemory
			}
			if peak := all.Memory + all.Helper; peak > limit && runtime.GOOS == "linux" && !raced() {
				t.Errorf("%d MB of memory and %d MB in the helper, more than %d MB", all.Memory>>10, all.Helper>>10, limit>>10)
			}
		})
	}
}

// check holds one outcome to its row of the table; before is how many articles
// were in the library.
func check(t *testing.T, r testweb.Route, b became, before int) {
	t.Helper()
	failed := b.Status == capture.Failed
	switch r.End {
	case testweb.Article:
		if failed || len(b.Text) < 200 {
			t.Errorf("%s, %s: %s, %s %s, %d bytes of text", b.Address, r.About, b.Status, b.Code, b.Error, len(b.Text))
		}
	case testweb.Beside:
		if failed {
			t.Errorf("%s, %s: %s %s", b.Address, r.About, b.Code, b.Error)
		}
	case testweb.Either:
		if failed && b.Code != r.Code || !failed && !strings.Contains(b.Text, "La rivière est sortie de son lit") {
			t.Errorf("%s, %s: %s, %s %s, %.100q", b.Address, r.About, b.Status, b.Code, b.Error, b.Text)
		}
	default:
		if !failed || b.Code != r.Code {
			t.Errorf("%s, %s: %s, %s %s, %.300q", b.Address, r.About, b.Status, b.Code, b.Error, b.Text)
		}
	}
	if failed && (b.Stored != before || b.Hint == "" || b.Error == "") {
		t.Errorf("%s failed with %q (%s), and %d articles became %d", b.Address, b.Error, b.Hint, before, b.Stored)
	}
}

// raced reports a binary with the race detector, which takes memory of its own.
func raced() bool {
	info, _ := debug.ReadBuildInfo()
	return info != nil && slices.Contains(info.Settings, debug.BuildSetting{Key: "-race", Value: "true"})
}

// TestFiguresRoutes takes the peak of memory over all routes.
func TestFiguresRoutes(t *testing.T) {
	bench.Need(t)
	web := testweb.Open(t)
	refused := saveAll(t, web, testweb.Fetched)
	bench.Max(t, "fetch", "memory, all routes that the fetcher refuses", float64(refused.Memory)/1024, "MB", fetcherMemory>>10)
	read := saveAll(t, web, testweb.Article, testweb.Beside, testweb.Read, testweb.Either)
	longest := time.Duration(0)
	for _, b := range append(refused.Routes, read.Routes...) {
		longest = max(longest, b.Took)
	}
	bench.Min(t, "fetch", "routes that were saved or refused", float64(len(refused.Routes)+len(read.Routes)), "", 70)
	bench.Max(t, "fetch", "longest route, from address to end", longest.Seconds(), "s", 10)
	bench.Max(t, "fetch", "memory, all routes that are read, with helper", float64(read.Memory+read.Helper)/1024, "MB", readerMemory>>10)
}
