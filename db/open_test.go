package db

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
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
		l, err := Open(t.Context(), dir, Options{Now: func() time.Time { return noon }})
		must(t, err)
		count(t, l, "paix tag:histoire", 1, 1)
		must(t, l.Close())
	}
}

// FuzzOpen changes bytes of a library file. It is refused or read, and whatever is
// read in it, nothing panics.
func FuzzOpen(f *testing.F) {
	data, err := os.ReadFile("testdata/library-1.db")
	if err != nil {
		f.Fatal(err)
	}
	f.Add(uint32(0), []byte("SQLite format 4"))
	f.Add(uint32(18), []byte{9, 9})
	f.Add(uint32(100), []byte{0xff, 0xff, 0xff})
	f.Add(uint32(4096), []byte{0, 13, 0xff})
	f.Add(uint32(8192+5), []byte{0x0d, 0, 0, 0, 1})
	f.Fuzz(func(t *testing.T, at uint32, patch []byte) {
		harmed := append([]byte(nil), data...)
		copy(harmed[int(at)%len(harmed):], patch)
		dir := t.TempDir()
		must(t, os.WriteFile(filepath.Join(dir, libraryFile), harmed, 0o600))
		l, err := Open(t.Context(), dir, Options{})
		if err != nil {
			if clipper.CodeOf(err) == clipper.Internal {
				t.Fatalf("no words for %v", err)
			}
			return
		}
		defer l.Close()
		_, _ = l.Search(t.Context(), clipper.ParseQuery("paix tag:histoire"), SearchOptions{})
		_, _ = l.Search(t.Context(), clipper.ParseQuery("la pa"), SearchOptions{Best: true})
		_, _ = l.List(t.Context(), clipper.Query{}, 0, 0)
		_, _ = l.Article(t.Context(), 1)
		_, _ = l.Clips(t.Context(), 1)
		_, _ = l.Doctor(t.Context(), DoctorOptions{})
		_ = l.SetTags(t.Context(), 1, []string{"neuf"})
	})
}
