package db

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"florilegium/clipper"
)

// TestOpener is a process that opens, and so migrates, a library.
func TestOpener(t *testing.T) {
	dir := os.Getenv("FLORILEGIUM_OPENER")
	if dir == "" {
		t.Skip("only as a process of its own")
	}
	l, err := Open(t.Context(), dir, Options{})
	must(t, err)
	tellMemory()
	must(t, l.Close())
}

// backToOne makes a library of version 1 out of one that was closed.
func backToOne(t testing.TB, dir string) {
	t.Helper()
	db := connect(filepath.Join(dir, libraryFile), access{single: true})
	defer db.Close()
	_, err := db.Exec(`DROP INDEX article_updated; DROP INDEX clip_updated; DROP TABLE picture_due; DROP TABLE job; DROP TABLE collection_part; DROP TABLE collection;
		ALTER TABLE clip DROP COLUMN page; ALTER TABLE clip DROP COLUMN marks; DROP INDEX article_added; DROP INDEX article_title; DROP INDEX article_author; DROP INDEX article_site_name;
		DROP INDEX article_body_cite_key; ALTER TABLE article DROP COLUMN site_key; ALTER TABLE article DROP COLUMN author_key;
		PRAGMA user_version = 1`)
	must(t, err)
	must(t, library.verify(context.Background(), db))
}

// TestKilledMigrations kills processes that make a new library, or bring one of an
// earlier version up to date: the kept ones, and one with enough in it that the
// kill falls into the work.
func TestKilledMigrations(t *testing.T) {
	kept, err := filepath.Glob("testdata/library-*.db")
	must(t, err)
	big := manyNotes(t, 800)
	sources := append([]string{"", big, big, big}, kept...)
	whole := map[string]time.Duration{}
	between := 0
	for round := range soak(t, 120) {
		from := sources[round%len(sources)]
		dir := t.TempDir()
		if from != "" {
			must(t, copyFile(from, filepath.Join(dir, libraryFile)))
		}
		if whole[from] == 0 {
			whole[from] = lasts(t, from)
		}
		cmd := process(t, "TestOpener", "FLORILEGIUM_OPENER="+dir)
		time.Sleep(time.Duration(rand.Float64() * float64(whole[from])))
		kill(t, cmd)
		if parts, _ := filepath.Glob(filepath.Join(dir, "library-before-*")); len(parts) > 0 {
			between++
		}
		afterKill(t, dir, from, big)
	}
	fmt.Printf("%d kills fell between the copy before a migration and its end\n", between)
}

// afterKill opens a library whose process was killed, and expects all of it.
func afterKill(t *testing.T, dir, from, big string) {
	t.Helper()
	l, err := Open(t.Context(), dir, Options{})
	if err != nil {
		t.Fatalf("after a kill while opening %q: %v", from, err)
	}
	defer l.Close()
	switch from {
	case "":
	case big:
		var keyed int
		must(t, l.query(t.Context(), `SELECT count(*) FROM article WHERE author_key = 'durand zoe' AND site_key = 'le courrier'`).scan(&keyed))
		if keyed != 800 {
			t.Errorf("%d articles of 800 have their sort keys", keyed)
		}
		copies, err := filepath.Glob(filepath.Join(dir, "library-before-2-*.db"))
		must(t, err)
		for _, c := range copies {
			if v, err := versionOf(c); err != nil || v != 1 {
				t.Errorf("the copy %s has version %d, %v", c, v, err)
			}
		}
	default:
		count(t, l, "paix", 1, 1)
	}
	must(t, l.SaveAll(t.Context(), []Item{note(1)}))
	soundButPages(t, l)
}

// manyNotes is the file of a library of version 1 with n articles.
func manyNotes(t *testing.T, n int) string {
	dir := t.TempDir()
	l, err := Open(t.Context(), dir, Options{})
	must(t, err)
	items := make([]Item, n)
	for i := range items {
		items[i] = note(i)
		items[i].Page = nil
	}
	must(t, l.SaveAll(t.Context(), items))
	must(t, l.Close())
	backToOne(t, dir)
	return filepath.Join(dir, libraryFile)
}

// lasts is how long a process takes to open a library.
func lasts(t *testing.T, from string) time.Duration {
	dir := t.TempDir()
	if from != "" {
		must(t, copyFile(from, filepath.Join(dir, libraryFile)))
	}
	start := time.Now()
	cmd := process(t, "TestOpener", "FLORILEGIUM_OPENER="+dir)
	must(t, cmd.Wait())
	return time.Since(start)
}

// TestMigratedAtOnce lets several processes make the same library, or bring it up
// to date.
func TestMigratedAtOnce(t *testing.T) {
	big := manyNotes(t, 300)
	for round := range soak(t, 40) {
		dir := t.TempDir()
		if round%2 == 0 {
			must(t, copyFile(big, filepath.Join(dir, libraryFile)))
		}
		var wg sync.WaitGroup
		for range 3 {
			wg.Go(func() { finish(t, "TestOpener", "FLORILEGIUM_OPENER="+dir) })
		}
		wg.Wait()
		afterKill(t, dir, "", "")
		parts, err := filepath.Glob(filepath.Join(dir, "*"+partSuffix))
		if err != nil || len(parts) > 0 {
			t.Errorf("left behind: %v, %v", parts, err)
		}
	}
}

// TestSweep removes what a dead process left of a copy, and nothing else.
func TestSweep(t *testing.T) {
	dir := t.TempDir()
	for name, stays := range map[string]bool{"library-before-2-77.part": false, "library-before-2-88.part": true, "library-before-2-20261123T120000.db": true, "notes.part": true} {
		file := filepath.Join(dir, name)
		must(t, os.WriteFile(file, []byte("x"), 0o600))
		if name != "library-before-2-88.part" { // this one is being written
			must(t, os.Chtimes(file, noon, noon.Add(-time.Hour)))
		} else {
			must(t, os.Chtimes(file, noon, noon))
		}
		must(t, sweep(dir, noon))
		if _, err := os.Stat(file); (err == nil) != stays {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestRestoreEarlier restores a backup that a program of version 1 wrote.
func TestRestoreEarlier(t *testing.T) {
	from := manyNotes(t, 20)
	old, err := Open(t.Context(), filepath.Dir(from), Options{ReadOnly: true})
	must(t, err)
	file, dir := filepath.Join(t.TempDir(), "copie"), t.TempDir()
	must(t, old.Backup(t.Context(), file))
	must(t, old.Close())
	r, err := Restore(t.Context(), file, dir, RestoreOptions{})
	if err != nil || r.Version != 1 || r.Articles != 20 || r.Clips != 40 {
		t.Fatalf("restored %+v, %v", r, err)
	}
	told := 0
	l, err := Open(t.Context(), dir, Options{Upgrading: func() { told++ }})
	must(t, err)
	defer l.Close()
	ids, err := l.ListIDsBy(t.Context(), clipper.ParseQuery("carnet "), ByAuthor)
	if err != nil || len(ids) != 20 || told != 1 {
		t.Errorf("%d articles, told %d times, %v", len(ids), told, err)
	}
	damageFree(t, l)
}
