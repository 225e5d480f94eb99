package db

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"florilegium/clipper"
)

// soak is how often a long proof is repeated: n times under `make soak`, a tenth
// otherwise.
func soak(t testing.TB, n int) int {
	if os.Getenv("FLORILEGIUM_SOAK") == "" {
		n = max(1, n/10)
		fmt.Printf("%s: %d rounds, a tenth (`make soak` runs all)\n", t.Name(), n)
		return n
	}
	fmt.Printf("%s: all %d rounds\n", t.Name(), n)
	return n
}

// note is a small article with a number.
func note(n int) Item {
	text := fmt.Sprintf("Le carnet numéro %d commence ici.\n« Rien n’est perdu », dit le gardien.\nFin du carnet %d.", n, n)
	a := page(fmt.Sprintf("https://example.org/carnet/%d", n), fmt.Sprintf("Carnet %d", n), "fr", text)
	quote := "Rien n’est perdu"
	i := strings.Index(text, quote)
	snap := &clipper.Snapshot{URL: a.Source.URL, Status: 200, Body: []byte("<p>" + text), Fetched: noon}
	return Item{Article: a, Page: snap, Clips: []clipper.Clip{
		{Quote: quote, Start: i, End: i + len(quote)}, {Quote: "Fin", Start: strings.Index(text, "Fin"), End: strings.Index(text, "Fin") + 3}}}
}

// TestSaver is a process that saves until it is killed, and notes what was saved.
func TestSaver(t *testing.T) {
	dir := os.Getenv("FLORILEGIUM_SAVER")
	if dir == "" {
		t.Skip("only as a process of its own")
	}
	acks, err := os.OpenFile(filepath.Join(dir, "acks"), os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	must(t, err)
	l, err := Open(t.Context(), filepath.Join(dir, "library"), Options{})
	must(t, err)
	for n := 0; ; n++ {
		it := note(n + os.Getpid()*10000)
		must(t, l.SaveAll(t.Context(), []Item{it}))
		if _, err := fmt.Fprintln(acks, it.Article.UID); err != nil {
			t.Fatal(err)
		}
	}
}

// process starts the test binary with one test and an environment.
func process(t testing.TB, test, env string) *exec.Cmd {
	t.Helper()
	cmd := exec.Command(os.Args[0], "-test.run", "^"+test+"$")
	cmd.Env = append(os.Environ(), env)
	must(t, cmd.Start())
	return cmd
}

// finish runs a test in a process of its own to its end.
func finish(t *testing.T, test string, env ...string) {
	t.Helper()
	cmd := exec.Command(os.Args[0], "-test.run", "^"+test+"$", "-test.v")
	cmd.Env = append(os.Environ(), env...)
	out, err := cmd.CombinedOutput()
	if err != nil || !strings.Contains(string(out), "--- PASS: "+test) {
		t.Errorf("%s: %v\n%s", test, err, out)
	}
}

// kill ends a process without warning.
func kill(t testing.TB, cmd *exec.Cmd) {
	t.Helper()
	must(t, cmd.Process.Kill())
	_ = cmd.Wait() // it was killed: that is its error
}

func TestKills(t *testing.T) {
	dir := t.TempDir()
	for round := range soak(t, 200) {
		cmd := process(t, "TestSaver", "FLORILEGIUM_SAVER="+dir)
		if round%4 > 0 { // in the midst of saving; otherwise perhaps of opening
			waitForMore(t, filepath.Join(dir, "acks"))
		}
		time.Sleep(time.Duration(rand.IntN(100)) * time.Millisecond)
		kill(t, cmd)
		l, err := Open(t.Context(), filepath.Join(dir, "library"), Options{})
		if err != nil {
			t.Fatalf("after kill %d: %v", round, err)
		}
		checkSaved(t, l, filepath.Join(dir, "acks"))
		if round%20 == 19 {
			damageFree(t, l)
		}
		must(t, l.Close())
	}
	l, err := Open(t.Context(), filepath.Join(dir, "library"), Options{})
	must(t, err)
	defer l.Close()
	damageFree(t, l)
}

// waitForMore waits until a file has grown.
func waitForMore(t *testing.T, file string) {
	t.Helper()
	size := func() int64 {
		info, err := os.Stat(file)
		if err != nil {
			return 0
		}
		return info.Size()
	}
	for before, deadline := size(), time.Now().Add(time.Minute); size() == before; time.Sleep(time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatal("nothing is saved")
		}
	}
}

// checkSaved checks that everything acknowledged is there, and nothing is half
// there.
func checkSaved(t *testing.T, l *Library, acks string) {
	t.Helper()
	f, err := os.Open(acks)
	if errors.Is(err, os.ErrNotExist) {
		return
	}
	must(t, err)
	defer f.Close()
	have := map[string]bool{}
	uids, err := column[string](l.query(t.Context(), `SELECT uid FROM article`))
	must(t, err)
	for _, uid := range uids {
		have[uid] = true
	}
	for lines := bufio.NewScanner(f); lines.Scan(); {
		if !have[lines.Text()] {
			t.Fatalf("the acknowledged article %s is lost", lines.Text())
		}
	}
	var half int
	must(t, l.query(t.Context(), `SELECT count(*) FROM article WHERE clips <> 2 OR
		(SELECT count(*) FROM clip WHERE article_id = article.id) <> 2 OR NOT EXISTS (SELECT 1 FROM article_body WHERE id = article.id)`).scan(&half))
	if half > 0 {
		t.Fatalf("%d articles are half saved", half)
	}
}

// damageFree checks that Doctor finds no damage; orphans are allowed.
func damageFree(t testing.TB, l *Library) {
	t.Helper()
	found, err := l.Doctor(t.Context(), DoctorOptions{})
	must(t, err)
	for _, f := range found {
		if f.Damage() {
			t.Errorf("doctor: %+v", f)
		}
	}
}

func TestTornLog(t *testing.T) {
	l := open(t)
	const saved = 40
	for n := range saved {
		must(t, l.SaveAll(t.Context(), []Item{note(n)}))
	}
	harms := []func(wal []byte) []byte{
		func(wal []byte) []byte { return wal[:rand.IntN(len(wal))] },
		func(wal []byte) []byte { clear(wal[rand.IntN(len(wal)-4096):][:4096]); return wal },
		func(wal []byte) []byte { copy(wal[rand.IntN(len(wal)-8):], "SCRIBBLE"); return wal },
		func([]byte) []byte { return nil },
	}
	for round := range soak(t, 50) {
		dir := t.TempDir()
		must(t, copyFile(filepath.Join(l.dir, libraryFile), filepath.Join(dir, libraryFile)))
		wal, err := os.ReadFile(filepath.Join(l.dir, libraryFile+"-wal"))
		must(t, err)
		if wal = harms[round%len(harms)](wal); wal != nil {
			must(t, os.WriteFile(filepath.Join(dir, libraryFile+"-wal"), wal, 0o600))
		}
		torn, err := Open(t.Context(), dir, Options{})
		must(t, err)
		ids, err := column[int64](torn.query(t.Context(), `SELECT id FROM article ORDER BY id`))
		must(t, err)
		if n := len(ids); n > saved || n > 0 && ids[n-1] != int64(n) {
			t.Errorf("round %d: the articles are %v", round, ids)
		}
		found, err := torn.Doctor(t.Context(), DoctorOptions{})
		must(t, err)
		for _, f := range found {
			if f.Damage() && f.What != "page" { // the pages were not copied
				t.Errorf("round %d: %+v", round, f)
			}
		}
		must(t, torn.Close())
	}
}

func TestBackupUnderLoad(t *testing.T) {
	l := open(t)
	ctx, stop := context.WithCancel(t.Context())
	var wg sync.WaitGroup
	wg.Go(func() {
		for n := 0; ctx.Err() == nil; n++ {
			if err := l.SaveAll(context.Background(), []Item{note(n)}); err != nil {
				t.Error(err)
				return
			}
		}
	})
	for range soak(t, 30) {
		time.Sleep(10 * time.Millisecond)
		before, err := l.Stats(t.Context())
		must(t, err)
		file := filepath.Join(t.TempDir(), "copie")
		must(t, l.Backup(t.Context(), file))
		after, err := l.Stats(t.Context())
		must(t, err)
		dir := t.TempDir()
		r, err := Restore(t.Context(), file, dir, RestoreOptions{})
		must(t, err)
		if r.Articles < before.Articles || r.Articles > after.Articles || r.Clips != 2*r.Articles || r.Pages < r.Articles {
			t.Errorf("between %+v and %+v the backup holds %+v", before, after, r)
		}
		back, err := Open(t.Context(), dir, Options{})
		must(t, err)
		damageFree(t, back)
		must(t, back.Close())
	}
	stop()
	wg.Wait()
}

func TestTwoProcesses(t *testing.T) {
	dir := t.TempDir()
	l, err := Open(t.Context(), filepath.Join(dir, "library"), Options{})
	must(t, err)
	defer l.Close()
	before, err := l.Version(t.Context())
	must(t, err)
	cmd := process(t, "TestSaver", "FLORILEGIUM_SAVER="+dir)
	for n := range 50 {
		must(t, l.SaveAll(t.Context(), []Item{note(n)}))
	}
	for deadline := time.Now().Add(20 * time.Second); ; {
		rows, err := l.List(t.Context(), clipper.Query{}, 0, 0)
		must(t, err)
		now, err := l.Version(t.Context())
		must(t, err)
		if len(rows) > 50 && now > before+50 {
			break
		}
		if time.Now().After(deadline) {
			t.Fatal("the articles of the other process are not seen")
		}
	}
	kill(t, cmd)
	checkSaved(t, l, filepath.Join(dir, "acks"))
	damageFree(t, l)
}
