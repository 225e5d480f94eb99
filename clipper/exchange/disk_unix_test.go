//go:build unix

package exchange

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"florilegium/clipper"
	"florilegium/clipper/cite"
)

// mounted is a file system of its own; the test is skipped where it may make none.
func mounted(t *testing.T, size string) string {
	t.Helper()
	dir := t.TempDir()
	if os.Getuid() != 0 || exec.Command("mount", "-t", "tmpfs", "-o", "size="+size, "tmpfs", dir).Run() != nil {
		t.Skip("a disk of its own takes the right to mount one")
	}
	t.Cleanup(func() {
		if err := exec.Command("umount", "-l", dir).Run(); err != nil {
			t.Error(err)
		}
	})
	return dir
}

// TestFullAndReadOnlyDisks: a file on a disk without room, or that can only be
// read, stays whole as it was; the library is changed all the same, and the file
// follows once it can.
func TestFullAndReadOnlyDisks(t *testing.T) {
	for _, format := range []cite.Format{cite.JSON, cite.Obsidian} {
		disk := mounted(t, "256k")
		for _, c := range []struct {
			name       string
			begin, end func() error
			says       string
		}{
			{"full", func() error { return os.WriteFile(filepath.Join(disk, "ballast"), fillUp(disk), 0o600) }, func() error { return os.Remove(filepath.Join(disk, "ballast")) }, "is full"},
			{"read-only", remount(disk, "ro"), remount(disk, "rw"), ""},
		} {
			l, k := opened(t, t.TempDir())
			dir := filepath.Join(disk, c.name)
			_, err := k.Add(t.Context(), Live{Folder: dir, Format: format})
			must(t, err)
			clip := clipped(t, l, saved(t, l, 0), "À relire")
			updated(t, k)
			before := tree(t, dir)
			if err := c.begin(); err != nil && c.name != "full" {
				t.Fatal(err)
			}
			clip.Note = strings.Repeat("Вода ", 2000)
			must(t, l.SaveClip(t.Context(), clip))
			outcomes, err := k.Update(t.Context())
			must(t, err)
			if told := outcomes[0].Err(); clipper.CodeOf(told) != clipper.Unavailable || !strings.Contains(told.Error(), c.says) {
				t.Errorf("%s on a %s disk: %v", format, c.name, told)
			}
			if after := tree(t, dir); len(after) != len(before) || !same(before, after) {
				t.Errorf("%s on a %s disk became %q", format, c.name, after)
			}
			must(t, c.end())
			updated(t, k)
			for name, text := range tree(t, dir) {
				if !strings.Contains(text, "Вода Вода") {
					t.Errorf("%s did not follow: %q", name, text)
				}
			}
		}
	}
}

// fillUp is more than a small disk holds.
func fillUp(string) []byte { return make([]byte, 1<<20) }

func remount(disk, how string) func() error {
	return func() error { return exec.Command("mount", "-o", "remount,"+how, disk).Run() }
}

func same(a, b map[string]string) bool {
	for name, text := range a {
		if b[name] != text {
			return false
		}
	}
	return true
}
