package db

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"florilegium/clipper"
)

var update = flag.Bool("update", false, "write the kept library of this version")

// TestKeptVersions opens a library of every version there has been. A new version
// of the schema adds one with -update; the others are never written again.
func TestKeptVersions(t *testing.T) {
	newest := filepath.Join("testdata", fmt.Sprintf("library-%d.db", library.version()))
	if *update {
		l := shelf(t)
		must(t, os.MkdirAll("testdata", 0o755))
		must(t, removeIfThere(newest))
		_, err := l.conn.ExecContext(t.Context(), `VACUUM INTO ?`, newest)
		must(t, err)
	}
	for version := 1; version <= library.version(); version++ {
		dir := t.TempDir()
		must(t, copyFile(filepath.Join("testdata", fmt.Sprintf("library-%d.db", version)), filepath.Join(dir, libraryFile)))
		for _, readOnly := range []bool{true, false, false} { // as it is, migrated, and opened again
			l, err := Open(t.Context(), dir, Options{Now: func() time.Time { return noon }, ReadOnly: readOnly})
			must(t, err)
			readKept(t, l)
			must(t, l.Close())
		}
		if copies, err := filepath.Glob(filepath.Join(dir, "library-before-*.db")); err != nil || len(copies) > 0 != (version < library.version()) {
			t.Errorf("version %d left the copies %v, %v", version, copies, err)
		}
	}
}

// readKept reads what shelf wrote, in every way that a change of the schema
// touches.
func readKept(t *testing.T, l *Library) {
	t.Helper()
	count(t, l, "paix tag:histoire", 1, 1)
	for by, want := range map[Sort][]int64{
		ByArrival: {2, 1}, ByAdded: {1, 2}, ByPublished: {2, 1}, ByTitle: {1, 2},
	} {
		if got, err := l.ListIDsBy(t.Context(), clipper.Query{}, by); err != nil || !slices.Equal(got, want) {
			t.Errorf("version %d sorted by %s: %v, %v", l.schema, by, got, err)
		}
	}
	for _, by := range []Sort{ByAuthor, BySite} {
		if ids, err := l.ListIDsBy(t.Context(), clipper.ParseQuery("paix OR war "), by); err != nil || len(ids) != 2 {
			t.Errorf("version %d sorted by %s: %v, %v", l.schema, by, ids, err)
		}
	}
	keys, err := l.CiteKeys(t.Context())
	must(t, err)
	if len(keys) > 0 {
		t.Errorf("cite keys %v", keys)
	}
	_, err = l.Clips(t.Context(), 1)
	must(t, err)
	soundButPages(t, l)
}

// soundButPages checks that Doctor finds nothing but that the pages are missing,
// which lie in a file of their own.
func soundButPages(t *testing.T, l *Library) {
	t.Helper()
	found, err := l.Doctor(t.Context(), DoctorOptions{})
	must(t, err)
	for _, f := range found {
		if f.What != "page" && f.ID != snapshotFile {
			t.Errorf("doctor: %+v", f)
		}
	}
}

// TestUpgradedIsNew holds a library of version 1 that was brought up to date
// against one that was made new.
func TestUpgradedIsNew(t *testing.T) {
	dir := t.TempDir()
	must(t, copyFile("testdata/library-1.db", filepath.Join(dir, libraryFile)))
	old, err := Open(t.Context(), dir, Options{Now: func() time.Time { return noon }})
	must(t, err)
	defer old.Close()
	made := shelf(t)
	const keys = `SELECT title_key || ' / ' || author_key || ' / ' || site_key FROM article ORDER BY id`
	want, err := column[string](made.query(t.Context(), keys))
	must(t, err)
	got, err := column[string](old.query(t.Context(), keys))
	must(t, err)
	if !slices.Equal(got, want) || want[0] != "la paix des braves / durand zoe / le courrier" {
		t.Errorf("upgraded %q, made new %q", got, want)
	}
	for _, l := range []*Library{old, made} {
		must(t, l.FreezeCiteKeys(t.Context(), map[int64]string{1: "durand2014", 2: "smith2019"}))
		must(t, l.FreezeCiteKey(t.Context(), 1, "durand2015"))
		frozen, err := l.CiteKeys(t.Context())
		if err != nil || len(frozen) != 2 || frozen[1] != "durand2014" {
			t.Errorf("cite keys %v, %v", frozen, err)
		}
		soundButPages(t, l)
	}
	plans := []string{`SELECT id, ` + citeKey + ` FROM article_body WHERE ` + citeKey + ` IS NOT NULL`}
	for _, o := range orders {
		plans = append(plans, `SELECT id FROM article WHERE deleted IS NULL ORDER BY `+o.by)
	}
	for _, plan := range plans {
		var id, parent, aux int
		var how string
		must(t, old.query(t.Context(), `EXPLAIN QUERY PLAN `+plan).scan(&id, &parent, &aux, &how))
		if !strings.Contains(how, "INDEX") {
			t.Errorf("%s: %s", plan, how)
		}
	}
}
