package exchange

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"florilegium/clipper"
	"florilegium/clipper/cite"
	"florilegium/db"
)

// child names the library that a process of these tests is to work in.
const child = "FLORILEGIUM_EXCHANGE_CHILD"

func TestMain(m *testing.M) {
	if dir := os.Getenv(child); dir != "" {
		if err := keepBusy(dir); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}

// keepBusy changes a library and its folders until it is killed, or forty times.
func keepBusy(dir string) error {
	ctx := context.Background()
	l, err := db.Open(ctx, dir, db.Options{})
	if err != nil {
		return err
	}
	k := &Keeper{Store: shelf{l}, Styles: cite.OpenStyles(cite.Places{})}
	for n := range 40 {
		c, err := l.Clip(ctx, int64(1+n%3))
		if err != nil {
			return err
		}
		c.Note = fmt.Sprintf("Note %d de %d", n, os.Getpid())
		if err := l.SaveClip(ctx, c); err != nil {
			return err
		}
		outcomes, err := k.Update(ctx)
		if err != nil {
			return err
		}
		for _, o := range outcomes {
			if err := o.Err(); err != nil && !strings.Contains(err.Error(), "another program") {
				return err
			}
		}
	}
	return l.Close()
}

// busyLibrary is a library with three clips and two live folders, and the reader's
// own words in a note.
func busyLibrary(t *testing.T) (dir, vault, file string) {
	dir, vault = t.TempDir(), filepath.Join(t.TempDir(), "coffre")
	l, k := opened(t, dir)
	for n := range 3 {
		clipped(t, l, saved(t, l, n), "")
	}
	for _, live := range []Live{{Folder: vault, Format: cite.Obsidian}, {Folder: vault, Format: cite.JSON}} {
		_, err := k.Add(t.Context(), live)
		must(t, err)
	}
	updated(t, k)
	note := filepath.Join(vault, "Вода и город.md")
	data, err := os.ReadFile(note)
	must(t, err)
	must(t, os.WriteFile(note, append(data, own...), 0o644))
	return dir, vault, filepath.Join(vault, "florilegium.json")
}

const own = "\nМои слова, «\u00a0à moi\u00a0».\n"

func busy(t *testing.T, dir string) *exec.Cmd {
	cmd := exec.Command(os.Args[0], "-test.run=^$")
	cmd.Env = append(os.Environ(), child+"="+dir)
	var said strings.Builder
	cmd.Stderr = &said
	must(t, cmd.Start())
	t.Cleanup(func() {
		if t.Failed() {
			t.Log(said.String())
		}
	})
	return cmd
}

// settled checks that after one more update the folders say what the library says,
// that nothing is left lying about, and that the reader's words are there.
func settled(t *testing.T, dir, vault string) {
	t.Helper()
	l, k := opened(t, dir)
	outcomes, err := k.Update(t.Context())
	must(t, err)
	for _, o := range outcomes {
		must(t, o.Err())
	}
	files := tree(t, vault)
	all, err := l.ListClips(t.Context(), clipper.Query{}, 0, 0)
	must(t, err)
	for _, c := range all {
		found := 0
		for name, text := range files {
			if strings.HasSuffix(name, ".md") && strings.Contains(text, "\n"+c.Note+"\n") {
				found++
			}
		}
		if found != 1 || c.Note == "" || !strings.Contains(files["florilegium.json"], c.Note) {
			t.Errorf("the note %q is in %d notes; %q", c.Note, found, files)
		}
	}
	if !strings.HasSuffix(files["Вода и город.md"], own) {
		t.Errorf("the reader’s words are gone from %q", files["Вода и город.md"])
	}
	for name := range files {
		if strings.HasPrefix(name, temporary) {
			must(t, os.Remove(filepath.Join(vault, name))) // of a process that was killed
		}
	}
	if len(tree(t, vault)) != 4 {
		t.Errorf("%d files: %q", len(tree(t, vault)), tree(t, vault))
	}
}

// TestKilled: a process is killed at any moment, and no file is torn, none taken
// for foreign, no word of the reader's lost.
func TestKilled(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 3))
	dir, vault, _ := busyLibrary(t)
	for range rounds * 3 {
		cmd := busy(t, dir)
		time.Sleep(time.Duration(20+r.IntN(180)) * time.Millisecond)
		_ = cmd.Process.Kill()
		_ = cmd.Wait() // it was killed, or had ended
		for name, text := range tree(t, vault) {
			if !strings.HasPrefix(name, temporary) && (text == "" || strings.HasSuffix(name, ".json") && !strings.HasSuffix(text, "]\n")) {
				t.Fatalf("%s is torn: %q", name, text)
			}
		}
	}
	busyAgain(t, dir)
	settled(t, dir, vault)
}

// busyAgain lets one process come to its end.
func busyAgain(t *testing.T, dir string) {
	t.Helper()
	if err := busy(t, dir).Wait(); err != nil {
		t.Errorf("the process after the killed ones: %v", err)
	}
}

// TestTwoProcesses: two processes change a library and its folders at once, and in
// the end the folders say what the library says.
func TestTwoProcesses(t *testing.T) {
	dir, vault, _ := busyLibrary(t)
	one, two := busy(t, dir), busy(t, dir)
	for _, cmd := range []*exec.Cmd{one, two} {
		if err := cmd.Wait(); err != nil {
			t.Errorf("%v", err)
		}
	}
	settled(t, dir, vault)
}
