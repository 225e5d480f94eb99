package db

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"florilegium/clipper"
)

// backupID marks the files of Backup (application_id).
const backupID = 0x466c6f62

// backupSuffix is how the files of RotateBackups end.
const backupSuffix = ".florilegium"

// Backup writes the whole library, pages and images too, into one compact file,
// while others read and write. The file appears when it is complete; one that is
// there is replaced.
func (l *Library) Backup(ctx context.Context, file string) (err error) {
	tmp := file + ".part"
	defer func() { err = errors.Join(tell(err), removeIfThere(tmp)) }()
	if err := removeIfThere(tmp); err != nil {
		return err
	}
	source := connect(filepath.Join(l.dir, libraryFile), access{single: true, frozen: true, immutable: l.alone})
	_, err = source.ExecContext(ctx, `VACUUM INTO ?`, tmp)
	if err := errors.Join(err, source.Close()); err != nil {
		return err
	}
	if err := l.addStore(ctx, tmp); err != nil {
		return err
	}
	if err := syncFile(tmp); err != nil {
		return err
	}
	return os.Rename(tmp, file)
}

// addStore copies the pages and images into a copy of the library and marks it as
// a backup.
func (l *Library) addStore(ctx context.Context, file string) (err error) {
	db := connect(file, access{single: true})
	defer func() { err = errors.Join(err, db.Close()) }()
	c, err := db.Conn(ctx)
	if err != nil {
		return err
	}
	defer c.Close()
	scripts, err := snapshots.scripts()
	if err != nil {
		return err
	}
	statements := append(scripts, fmt.Sprintf(`PRAGMA application_id = %d`, backupID))
	if l.store != nil {
		from := fileURI(filepath.Join(l.dir, snapshotFile)) + "?mode=ro"
		if l.alone {
			from += "&immutable=1"
		}
		if _, err := c.ExecContext(ctx, `ATTACH ? AS store`, from); err != nil {
			return err
		}
		statements = append(statements, `INSERT INTO main.page SELECT * FROM store.page`, `INSERT INTO main.image SELECT * FROM store.image`)
	}
	for _, st := range statements {
		if _, err := c.ExecContext(ctx, st); err != nil {
			return err
		}
	}
	return nil
}

func removeIfThere(file string) error {
	if err := os.Remove(file); err != nil && !errors.Is(err, os.ErrNotExist) {
		return err
	}
	return nil
}

func syncFile(file string) error {
	f, err := os.OpenFile(file, os.O_RDWR, 0)
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}

// Rotation says how backups are kept by themselves.
type Rotation struct {
	Dir   string        // made where it is not there
	Keep  int           // at most so many files; 7 where 0
	Every time.Duration // at least so far apart; a day where 0
}

// RotateBackups makes a backup where the newest is old enough, and removes the
// oldest beyond Keep. It returns the new file, "" where none was due.
func (l *Library) RotateBackups(ctx context.Context, r Rotation) (string, error) {
	if r.Keep <= 0 {
		r.Keep = 7
	}
	if r.Every <= 0 {
		r.Every = 24 * time.Hour
	}
	if err := os.MkdirAll(r.Dir, 0o700); err != nil {
		return "", clipper.Errorf(clipper.Unavailable, err, "Choose another folder in the settings", "the folder for backups cannot be made")
	}
	files, err := filepath.Glob(filepath.Join(r.Dir, "*"+backupSuffix))
	if err != nil {
		return "", err
	}
	slices.Sort(files)
	now := l.now().UTC()
	if n := len(files); n > 0 && backupTime(files[n-1]).Add(r.Every).After(now) {
		return "", nil
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

// backupLayout names rotating backups, so that the names sort by time.
const backupLayout = "library-20060102-150405"

func backupTime(file string) time.Time {
	t, err := time.Parse(backupLayout, strings.TrimSuffix(filepath.Base(file), backupSuffix))
	if err != nil {
		return time.Time{}
	}
	return t
}
