package db

import (
	"context"
	"os"
	"path/filepath"
	"testing"
	"time"

	"florilegium/clipper"
)

// FuzzOpen changes bytes of the file of a library, of this version or of the
// first. It is refused or read, and whatever is read in it, nothing panics.
func FuzzOpen(f *testing.F) {
	dir := quickFolder(f)
	bases := map[bool][]byte{true: smaller(f, "testdata/library-1.db"), false: smaller(f, "testdata/library-2.db")}
	store := emptyStore(f)
	for _, old := range []bool{true, false} {
		f.Add(uint32(0), []byte("SQLite format 4"), old)
		f.Add(uint32(18), []byte{9, 9}, old)
		f.Add(uint32(100), []byte{0xff, 0xff, 0xff}, old)
		f.Add(uint32(1024), []byte{0, 13, 0xff}, old)
		f.Add(uint32(20480+5), []byte{0x0d, 0, 0, 0, 1}, old)
		f.Add(uint32(40000), []byte("CREATE TRIGGER"), old)
	}
	f.Fuzz(func(t *testing.T, at uint32, patch []byte, old bool) {
		harmed := append([]byte(nil), bases[old]...)
		copy(harmed[int(at)%len(harmed):], patch)
		emptyFolder(t, dir)
		must(t, os.WriteFile(filepath.Join(dir, libraryFile), harmed, 0o600))
		must(t, os.WriteFile(filepath.Join(dir, snapshotFile), store, 0o600))
		l, err := Open(t.Context(), dir, Options{Now: func() time.Time { return noon }})
		if err != nil {
			if clipper.CodeOf(err) == clipper.Internal {
				t.Fatalf("no words for %v", err)
			}
			return
		}
		defer l.Close()
		useAll(t.Context(), l)
	})
}

// useAll reads and writes in every way a damaged file could trip.
func useAll(ctx context.Context, l *Library) {
	_, _ = l.Search(ctx, clipper.ParseQuery("paix tag:histoire has:note OR speaker:martin"), SearchOptions{})
	_, _ = l.Search(ctx, clipper.ParseQuery("la pa"), SearchOptions{Best: true})
	_, _ = l.Near(ctx, clipper.ParseQuery("pbix"))
	for by := range orders {
		_, _ = l.ListIDsBy(ctx, clipper.Query{}, by)
	}
	_, _ = l.List(ctx, clipper.Query{}, 0, 0)
	_, _ = l.Article(ctx, 1)
	_, _ = l.Clips(ctx, 1)
	_, _ = l.CiteKeys(ctx)
	_, _ = l.Duplicates(ctx)
	_, _ = l.Doctor(ctx, DoctorOptions{})
	_ = l.SetTags(ctx, 1, []string{"neuf"})
	_, _ = l.MergeArticles(ctx, 1, 2, nil)
}

// quickFolder is a folder in memory where the system has such, so that nothing
// waits for a disk.
func quickFolder(f *testing.F) string {
	dir, err := os.MkdirTemp("/dev/shm", "florilegium-*")
	if err != nil {
		return f.TempDir()
	}
	f.Cleanup(func() { _ = os.RemoveAll(dir) })
	return dir
}

func emptyFolder(t *testing.T, dir string) {
	files, err := os.ReadDir(dir)
	must(t, err)
	for _, file := range files {
		must(t, os.RemoveAll(filepath.Join(dir, file.Name())))
	}
}

// smaller is the file of a library with small pages, so that a change of one byte
// is more often a change of something.
func smaller(f *testing.F, file string) []byte {
	dir := f.TempDir()
	from, to := filepath.Join(dir, "from.db"), filepath.Join(dir, "to.db")
	must(f, copyFile(file, from))
	db := connect(from, access{single: true})
	_, err := db.Exec(`PRAGMA journal_mode = DELETE; PRAGMA page_size = 1024; VACUUM INTO '` + to + `'`)
	must(f, err)
	must(f, db.Close())
	data, err := os.ReadFile(to)
	must(f, err)
	return data
}

// emptyStore is a file of pages and images without any.
func emptyStore(f *testing.F) []byte {
	dir := f.TempDir()
	l, err := Open(f.Context(), dir, Options{})
	must(f, err)
	must(f, l.Close())
	data, err := os.ReadFile(filepath.Join(dir, snapshotFile))
	must(f, err)
	return data
}
