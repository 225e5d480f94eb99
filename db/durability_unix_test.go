//go:build unix

package db

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"florilegium/clipper"
)

// TestDiskFull fills a small disk, where one can be mounted, and everywhere a
// process whose files may not grow.
func TestDiskFull(t *testing.T) {
	t.Run("disk", func(t *testing.T) {
		dir := smallDisk(t, "6m")
		if dir == "" {
			t.Skip("no file system can be mounted here: the quota alone proves it")
		}
		fillUp(t, dir, func() {}, func() {
			must(t, exec.Command("mount", "-o", "remount,size=60m", dir).Run())
		})
	})
	t.Run("quota", func(t *testing.T) { finish(t, "TestFiller", "FLORILEGIUM_FILLER="+t.TempDir()) })
}

// TestFiller is a process whose files may not grow beyond three and a half megabytes until
// they may again.
func TestFiller(t *testing.T) {
	dir := os.Getenv("FLORILEGIUM_FILLER")
	if dir == "" {
		t.Skip("only as a process of its own")
	}
	var most syscall.Rlimit
	must(t, syscall.Getrlimit(syscall.RLIMIT_FSIZE, &most))
	limit := func(bytes uint64) {
		must(t, syscall.Setrlimit(syscall.RLIMIT_FSIZE, &syscall.Rlimit{Cur: bytes, Max: most.Max}))
	}
	fillUp(t, dir, func() { limit(3_500_001) }, func() { limit(most.Cur) })
}

// TestUpgradeWithoutRoom opens a library of an earlier version where there is no
// room for the copy: it is read as it is.
func TestUpgradeWithoutRoom(t *testing.T) {
	from := manyNotes(t, 300)
	finish(t, "TestCramped", "FLORILEGIUM_CRAMPED="+filepath.Dir(from))
	l, err := Open(t.Context(), filepath.Dir(from), Options{})
	must(t, err)
	defer l.Close()
	if l.ReadOnly() || len(l.Warnings()) > 0 {
		t.Errorf("with room again: %v", l.Warnings())
	}
	soundButPages(t, l)
}

// TestCramped is a process whose files may not be as large as the library.
func TestCramped(t *testing.T) {
	dir := os.Getenv("FLORILEGIUM_CRAMPED")
	if dir == "" {
		t.Skip("only as a process of its own")
	}
	must(t, syscall.Setrlimit(syscall.RLIMIT_FSIZE, &syscall.Rlimit{Cur: 100_001, Max: 100_001}))
	l, err := Open(t.Context(), dir, Options{})
	must(t, err)
	defer l.Close()
	if !l.ReadOnly() || len(l.Warnings()) != 1 || !strings.Contains(l.Warnings()[0].Msg, "want of room") {
		t.Errorf("read only %v, warnings %v", l.ReadOnly(), l.Warnings())
	}
	ids, err := l.ListIDsBy(t.Context(), clipper.ParseQuery("carnet "), ByAuthor)
	if err != nil || len(ids) != 300 {
		t.Errorf("%d articles, %v", len(ids), err)
	}
	if copies, _ := filepath.Glob(filepath.Join(dir, "library-before-*")); len(copies) > 0 {
		t.Errorf("left behind: %v", copies)
	}
}

// fillUp saves until there is no room, reads what was saved, makes room and saves
// again.
func fillUp(t *testing.T, dir string, bound, grow func()) {
	l, err := Open(t.Context(), dir, Options{})
	must(t, err)
	defer l.Close()
	bound()
	saved := 0
	for ; saved < 3000; saved++ {
		it := note(saved)
		it.Article.Blocks = append(it.Article.Blocks, clipper.Block{Kind: clipper.Paragraph, Text: strings.Repeat(fmt.Sprint("mot", saved, " "), 300)})
		if err = l.SaveAll(t.Context(), []Item{it}); err != nil {
			break
		}
	}
	if clipper.CodeOf(err) != clipper.Unavailable || saved < 20 {
		t.Fatalf("after %d articles: %v", saved, err)
	}
	rows, err := l.List(t.Context(), clipper.Query{}, 0, 0)
	if err != nil || len(rows) != saved {
		t.Errorf("%d articles of %d can be read, %v", len(rows), saved, err)
	}
	count(t, l, "carnet gardien is:starred", 0, 0)
	if a, err := l.Article(t.Context(), rows[0].ID); err != nil || !strings.Contains(a.Text(), "Rien n’est perdu") {
		t.Errorf("the last article that was saved: %v", err)
	}
	grow()
	must(t, l.SaveAll(t.Context(), []Item{note(9999)}))
	damageFree(t, l)
}

// smallDisk is a file system of its own, "" where the test may not make one.
func smallDisk(t *testing.T, size string) string {
	dir := t.TempDir()
	if os.Getuid() != 0 || exec.Command("mount", "-t", "tmpfs", "-o", "size="+size, "tmpfs", dir).Run() != nil {
		return ""
	}
	t.Cleanup(func() {
		if err := exec.Command("umount", "-l", dir).Run(); err != nil {
			t.Error(err)
		}
	})
	return dir
}

// TestReadOnly opens libraries that may not be written: on a disk that is mounted
// so, in a folder that is closed to the reader, as a file that is.
func TestReadOnly(t *testing.T) {
	l := shelf(t)
	must(t, l.Close())
	lay := func(dir string) {
		for _, name := range []string{libraryFile, snapshotFile, markFile} {
			must(t, copyFile(filepath.Join(l.dir, name), filepath.Join(dir, name)))
		}
	}
	t.Run("disk", func(t *testing.T) {
		dir := smallDisk(t, "20m")
		if dir == "" {
			t.Skip("no file system can be mounted here")
		}
		lay(dir)
		must(t, exec.Command("mount", "-o", "remount,ro", dir).Run())
		readOnlyReads(t, dir, t.TempDir())
	})
	for name, modes := range map[string]struct{ dir, file os.FileMode }{"folder": {0o500, 0o600}, "folder and file": {0o500, 0o400}, "file": {0o700, 0o400}} {
		t.Run(name, func(t *testing.T) {
			dir, out := ofNobody(t), ofNobody(t)
			lay(dir)
			for _, file := range []string{libraryFile, snapshotFile, markFile} {
				own(t, filepath.Join(dir, file))
				must(t, os.Chmod(filepath.Join(dir, file), modes.file))
			}
			must(t, os.Chmod(dir, modes.dir))
			t.Cleanup(func() { _ = os.Chmod(dir, 0o700) }) // so that the folder can be removed
			finish(t, "TestReaderOnly", "FLORILEGIUM_READER="+dir, "FLORILEGIUM_OUT="+out)
		})
	}
}

// nobody is a user who may nothing.
const nobody = 65534

// ofNobody is a folder that belongs to nobody where the test is run by root.
func ofNobody(t *testing.T) string {
	dir := t.TempDir()
	must(t, os.Chmod(filepath.Dir(dir), 0o755))
	own(t, dir)
	return dir
}

func own(t *testing.T, path string) {
	if os.Getuid() == 0 {
		must(t, os.Chown(path, nobody, nobody))
	}
}

// TestReaderOnly is a process of a user who may not write to the library.
func TestReaderOnly(t *testing.T) {
	dir := os.Getenv("FLORILEGIUM_READER")
	if dir == "" {
		t.Skip("only as a process of its own")
	}
	if os.Getuid() == 0 {
		must(t, syscall.Setgid(nobody))
		must(t, syscall.Setuid(nobody))
	}
	readOnlyReads(t, dir, os.Getenv("FLORILEGIUM_OUT"))
}

// readOnlyReads checks that a library that cannot be written is read, says so, and
// can be copied elsewhere.
func readOnlyReads(t *testing.T, dir, out string) {
	t.Helper()
	ro, err := Open(t.Context(), dir, Options{Now: func() time.Time { return noon }})
	must(t, err)
	defer ro.Close()
	if !ro.ReadOnly() {
		t.Error("the library says that it can be written")
	}
	count(t, ro, "paix", 1, 1)
	if err := ro.SetTags(t.Context(), 1, nil); clipper.CodeOf(err) != clipper.Unavailable {
		t.Errorf("a write: %v", err)
	}
	clean(t, ro)
	must(t, ro.Backup(t.Context(), filepath.Join(out, "copie")))
}
