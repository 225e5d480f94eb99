package db

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"florilegium/clipper"
)

// Rotation says how backups are kept by themselves.
type Rotation struct {
	Dir   string        // made where it is not there; BackupFolder where empty
	Keep  int           // at most so many files; 7 where 0
	Every time.Duration // at least so far apart; a day where 0
}

// BackupFolder is where backups are kept unless a Rotation says otherwise: beside
// the library, not in it, so that both are not deleted together.
func (l *Library) BackupFolder() string {
	return filepath.Join(filepath.Dir(l.dir), filepath.Base(l.dir)+"-backups")
}

// RotateBackups makes a backup where the newest is old enough and the library has
// changed since, and removes the oldest beyond Keep. Files that it did not name
// are left alone. It returns the new file, "" where none was due.
func (l *Library) RotateBackups(ctx context.Context, r Rotation) (string, error) {
	if r.Dir == "" {
		r.Dir = l.BackupFolder()
	}
	if r.Keep <= 0 {
		r.Keep = 7
	}
	if r.Every <= 0 {
		r.Every = 24 * time.Hour
	}
	if err := os.MkdirAll(r.Dir, 0o700); err != nil {
		return "", clipper.Errorf(clipper.Unavailable, err, "Choose another folder in the settings", "the folder for backups cannot be made")
	}
	now := l.now().UTC()
	files, err := ownBackups(r.Dir, now)
	if err != nil {
		return "", tell(err)
	}
	if n := len(files); n > 0 {
		if due, err := l.due(ctx, backupTime(files[n-1]), r.Every, now); err != nil || !due {
			return "", err
		}
	}
	file := filepath.Join(r.Dir, now.Format(backupLayout)+backupSuffix)
	if err := l.Backup(ctx, file); err != nil {
		return "", err
	}
	files = append(files, file)
	for _, old := range files[:max(0, len(files)-r.Keep)] {
		if err := os.Remove(old); err != nil {
			return file, tell(err)
		}
	}
	return file, nil
}

// due reports that the last backup is old enough and not of the library as it is.
func (l *Library) due(ctx context.Context, last time.Time, every time.Duration, now time.Time) (bool, error) {
	if last.Add(every).After(now) {
		return false, nil
	}
	var changed int64
	err := l.query(ctx, `SELECT time FROM clock`).scan(&changed)
	return !fromMilli(changed).Before(last), err
}

// backupLayout and backupSuffix name rotating backups, so that the names sort by
// time.
const (
	backupLayout = "library-20060102-150405"
	backupSuffix = ".florilegium"
)

// ownBackups lists the rotating backups in a folder, oldest first. What a process
// that died left of one is removed.
func ownBackups(dir string, now time.Time) ([]string, error) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, err
	}
	var files []string
	for _, e := range entries {
		file := filepath.Join(dir, e.Name())
		whole := strings.TrimSuffix(file, ".part")
		switch at := backupTime(whole); {
		case at.IsZero() || !strings.HasSuffix(whole, backupSuffix):
		case whole == file:
			files = append(files, file)
		case now.Sub(at) > time.Hour:
			if err := os.Remove(file); err != nil && !errors.Is(err, os.ErrNotExist) {
				return nil, err
			}
		}
	}
	slices.Sort(files)
	return files, nil
}

func backupTime(file string) time.Time {
	t, err := time.Parse(backupLayout, strings.TrimSuffix(filepath.Base(file), backupSuffix))
	if err != nil {
		return time.Time{}
	}
	return t
}
