package cli_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"florilegium/app/cli"
	"florilegium/clipper/testweb"
)

// noon is the time on every clock of these tests.
var noon = time.Date(2026, 3, 9, 12, 0, 0, 0, time.UTC)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"florilegium": florilegium})
}

// florilegium is the program without its window, at noon.
func florilegium() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	env := cli.System(nil)
	env.Now = func() time.Time { return noon }
	os.Exit(cli.Run(ctx, os.Args[1:], env))
}

// TestScripts runs testdata/*.txtar, each with a library of its own. $WEB is a
// web on the loopback, see site; $KEPT holds libraries of earlier versions; code and json are commands of the scripts.
func TestScripts(t *testing.T) {
	web := httptest.NewServer(site(t))
	t.Cleanup(web.Close)
	kept, err := filepath.Abs(filepath.Join("..", "..", "db", "testdata"))
	if err != nil {
		t.Fatal(err)
	}
	testscript.Run(t, testscript.Params{
		Dir:                "testdata",
		RequireUniqueNames: true,
		Setup: func(e *testscript.Env) error {
			e.Setenv("WEB", web.URL)
			e.Setenv("KEPT", kept)
			e.Setenv("FLORILEGIUM_LIBRARY", filepath.Join(e.WorkDir, "bibliothèque"))
			e.Setenv("TZ", "UTC")
			e.Setenv("ESC", "\x1b")
			return nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){"code": code, "json": jsonLines, "same": same, "envsubst": envsubst},
	})
}

// steering is a title that would colour and rename a terminal, and turn its text
// around.
const steering = "Un \x1b[31mtitre\x1b]0;pris\x07 rouge\u202Egnol\u202C \u2066caché\u2069\u009b2J"

// site is the test web, with news pages, one whose text changes and one that means harm.
func site(t *testing.T) http.Handler {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("testdata", "ponts.fr"))
	if err != nil {
		t.Fatal(err)
	}
	mux := http.NewServeMux()
	mux.Handle("/", testweb.Handler())
	for path, page := range map[string]func(host, n string) []byte{
		"/ponts": func(string, string) []byte {
			return testweb.News(string(text), "windows-1252", testweb.Options{Title: "Un pont entre deux rives"})
		},
		"/steer": func(string, string) []byte {
			return testweb.News(string(text), "utf-8", testweb.Options{Title: steering})
		},
		"/change/{n}": func(host, n string) []byte { // one address, many texts
			return testweb.News("Texte "+n+". "+string(text), "utf-8", testweb.Options{Address: "http://" + host + "/change"})
		},
	} {
		mux.HandleFunc(path, func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Type", "text/html")
			_, _ = w.Write(page(r.Host, r.PathValue("n")))
		})
	}
	return mux
}

// code N COMMAND… runs a command that must end with an exit code.
func code(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: code N command…")
	}
	got := 0
	if err := ts.Exec(args[1], args[2:]...); err != nil {
		exit, ok := errors.AsType[*exec.ExitError](err)
		if !ok {
			ts.Fatalf("%v", err)
		}
		got = exit.ExitCode()
	}
	if want, err := strconv.Atoi(args[0]); err != nil || got != want {
		ts.Fatalf("exit code %d, want %s", got, args[0])
	}
}

// jsonLines is json FILE N FIELD… FIELD=VALUE…: every line of FILE (stdout,
// stderr or a file) is a JSON object, there are N of them (- for any number), and
// each has the fields. A field is a path with dots; its value is compared as a
// text, or as JSON where it is no text. FIELD! must not be there, FIELD=* must
// not be empty.
func jsonLines(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: json file n field…")
	}
	lines := strings.Split(strings.TrimSuffix(ts.ReadFile(args[0]), "\n"), "\n")
	if n, err := strconv.Atoi(args[1]); args[1] != "-" && (err != nil || n != len(lines)) {
		ts.Fatalf("%d lines, want %s", len(lines), args[1])
	}
	for i, line := range lines {
		object := map[string]any{}
		dec := json.NewDecoder(strings.NewReader(line))
		if err := dec.Decode(&object); err != nil || dec.More() {
			ts.Fatalf("line %d is not one JSON object: %v", i+1, err)
		}
		for _, field := range args[2:] {
			if problem := check(object, field); problem != "" {
				ts.Fatalf("line %d: %s", i+1, problem)
			}
		}
	}
}

func check(object any, field string) string {
	if name, absent := strings.CutSuffix(field, "!"); absent {
		if _, there := at(object, name); there {
			return "there is a field " + name
		}
		return ""
	}
	name, want, valued := strings.Cut(field, "=")
	value, there := at(object, name)
	switch got := spelled(value); {
	case !there:
		return "there is no field " + name
	case valued && want == "*" && (got == "" || got == "[]" || got == "null" || got == "0"):
		return name + " is empty"
	case valued && want != "*" && got != want:
		return fmt.Sprintf("%s is %q, want %q", name, got, want)
	}
	return ""
}

// at follows a path with dots through objects and arrays.
func at(value any, path string) (any, bool) {
	for step := range strings.SplitSeq(path, ".") {
		switch v := value.(type) {
		case map[string]any:
			next, there := v[step]
			if !there {
				return nil, false
			}
			value = next
		case []any:
			i, err := strconv.Atoi(step)
			if err != nil || i >= len(v) {
				return nil, false
			}
			value = v[i]
		default:
			return nil, false
		}
	}
	return value, true
}

func spelled(v any) string {
	if s, ok := v.(string); ok {
		return s
	}
	data, _ := json.Marshal(v) // it came from JSON
	return string(data)
}

// same FIELD VALUES… asks that the lines of stdout have these values of a field,
// in this order.
func same(ts *testscript.TestScript, neg bool, args []string) {
	var got []string
	for line := range strings.Lines(ts.ReadFile("stdout")) {
		var object any
		ts.Check(json.Unmarshal([]byte(line), &object))
		value, _ := at(object, args[0])
		got = append(got, spelled(value))
	}
	if want := args[1:]; neg || strings.Join(got, "\n") != strings.Join(want, "\n") {
		ts.Fatalf("%s: %q, want %q", args[0], got, want)
	}
}

// envsubst FILE puts the values of variables into a file of the script.
func envsubst(ts *testscript.TestScript, _ bool, args []string) {
	file := ts.MkAbs(args[0])
	ts.Check(os.WriteFile(file, []byte(os.Expand(ts.ReadFile(args[0]), ts.Getenv)), 0o600))
}

// TestInterrupted asks for exit code 130 and no half-told story.
func TestInterrupted(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	var out, talk bytes.Buffer
	env := cli.Env{In: strings.NewReader(""), Out: &out, Err: &talk, Getenv: func(string) string { return "" }, Now: func() time.Time { return noon }}
	if got := cli.Run(ctx, []string{"--library", t.TempDir(), "list"}, env); got != cli.Interrupted || out.Len() > 0 {
		t.Errorf("exit code %d, %q, %q", got, out.String(), talk.String())
	}
}

// TestPages runs the pages that go-readability is tested with through one batch.
func TestPages(t *testing.T) {
	dir, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}", "github.com/go-shiori/go-readability").Output()
	files, _ := filepath.Glob(filepath.Join(strings.TrimSpace(string(dir)), "test-pages", "*", "source.html"))
	if err != nil || len(files) == 0 {
		t.Skip("the pages of go-readability are not in the module cache")
	}
	var manifest, out, talk bytes.Buffer
	for _, file := range files {
		line, _ := json.Marshal(map[string]string{"file": file, "url": "http://gazette.example/" + filepath.Base(filepath.Dir(file))})
		manifest.Write(append(line, '\n'))
	}
	env := cli.Env{In: &manifest, Out: &out, Err: &talk, Getenv: os.Getenv, Now: func() time.Time { return noon }}
	if got := cli.Run(t.Context(), []string{"extract", "--batch", "-"}, env); got != cli.Done {
		t.Errorf("exit code %d: %s", got, talk.String())
	}
	dec := json.NewDecoder(&out)
	for _, file := range files {
		var r struct{ Text, Title, Lang, Error string }
		if err := dec.Decode(&r); err != nil {
			t.Fatalf("%s: %v", file, err)
		}
		name := filepath.Base(filepath.Dir(file))
		page, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if r.Error != "" || strings.TrimSpace(r.Text) == "" || r.Lang == "" || (r.Title == "" && titled(page)) {
			t.Errorf("%s: %d bytes of text, title %q, language %q, %s", name, len(r.Text), r.Title, r.Lang, r.Error)
		}
	}
	if dec.More() {
		t.Error("more answers than questions")
	}
	t.Logf("%d pages", len(files))
}

// titled reports whether a page has a title element with something in it.
func titled(page []byte) bool {
	_, rest, ok := bytes.Cut(page, []byte("<title"))
	_, rest, _ = bytes.Cut(rest, []byte(">"))
	title, _, _ := bytes.Cut(rest, []byte("<"))
	return ok && len(bytes.TrimSpace(title)) > 0
}
