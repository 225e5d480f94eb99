package exchange

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"florilegium/clipper"
)

// temporary begins the names of files that are being written; a dot hides them
// from Obsidian and from most file managers.
const temporary = ".florilegium-"

// replace writes a file beside and renames it, so that whoever reads it sees the
// old one or the new one, whole. A file that is a link is written where it leads,
// and one that is there keeps its permissions.
func replace(path string, data []byte) (err error) {
	if real, err := filepath.EvalSymlinks(path); err == nil {
		path = real
	}
	mode := fs.FileMode(0o644)
	if info, err := os.Stat(path); err == nil {
		mode = info.Mode().Perm()
	}
	out, err := os.CreateTemp(filepath.Dir(path), temporary+"*")
	if err != nil {
		return unwritable(path, err)
	}
	_, err = out.Write(data)
	if err == nil {
		err = errors.Join(out.Chmod(mode), out.Sync())
	}
	if err = errors.Join(err, out.Close()); err == nil {
		err = os.Rename(out.Name(), path)
	}
	if err != nil {
		return unwritable(path, errors.Join(err, os.Remove(out.Name())))
	}
	return syncFolder(filepath.Dir(path))
}

// syncFolder makes a renaming last. Not every system can, and those that cannot
// need not.
func syncFolder(dir string) error {
	if d, err := os.Open(dir); err == nil {
		_ = d.Sync()
		return d.Close()
	}
	return nil
}

// stale is how much older than what was just written a file must be to have been
// left behind by a process that was killed.
const stale = time.Hour

// sweep removes what processes that were killed have left in a folder; now is a
// file that was just written.
func sweep(folder, now string) error {
	info, err := os.Stat(now)
	if err != nil {
		return unwritable(now, err)
	}
	return filepath.WalkDir(folder, func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() || !strings.HasPrefix(e.Name(), temporary) {
			return nil // what may not be read holds nothing of ours
		}
		if left, err := e.Info(); err != nil || info.ModTime().Sub(left.ModTime()) < stale {
			return nil
		}
		if err := os.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return unwritable(path, err)
		}
		return nil
	})
}

// change replaces a file unless it has that content already, or is no longer as it
// was read: then done is false.
func change(path string, was, data []byte) (changed, done bool, err error) {
	now, err := os.ReadFile(path)
	switch {
	case err != nil && !errors.Is(err, fs.ErrNotExist):
		return false, false, unwritable(path, err)
	case !bytes.Equal(now, was):
		return false, false, nil
	case err == nil && bytes.Equal(now, data):
		return false, true, nil
	}
	err = replace(path, data)
	return err == nil, err == nil, err
}

func unwritable(path string, err error) error {
	switch {
	case isFull(err):
		return clipper.Errorf(clipper.Unavailable, err, "Make room: the library itself is safe, and the folder follows", "the disk with %s is full", path)
	case errors.Is(err, fs.ErrPermission):
		return clipper.Errorf(clipper.Unavailable, err, "Check who may write there: the library itself is safe, and the folder follows", "%s may not be written", path)
	case errors.Is(err, fs.ErrNotExist):
		return absent(filepath.Dir(path), err)
	}
	return clipper.Errorf(clipper.Unavailable, err, "The library itself is safe, and the folder follows", "%s could not be written", path)
}

func absent(folder string, err error) error {
	return clipper.Errorf(clipper.Unavailable, err, "Bring it back, or stop keeping it: the library itself is safe", "the folder %s is not there", folder)
}

func foreign(path string) error {
	return clipper.Errorf(clipper.Conflict, nil, "Move it away, or keep another file up to date", "%s was made or changed elsewhere and is left as it is", path)
}
