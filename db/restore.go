package db

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	"florilegium/clipper"
)

// Restored says what a backup holds, and what Restore did with it.
type Restored struct {
	Version  int       `json:"version"` // of the schema
	Changed  time.Time `json:"changed"` // the last change before the backup, UTC
	Articles int       `json:"articles"`
	Clips    int       `json:"clips"`
	Pages    int       `json:"pages"`
	Images   int       `json:"images"`
	// Collections are those for papers; earlier versions have none.
	Collections int `json:"collections,omitempty"`
	// Aside is the folder that the files were moved to which stood in the library's
	// folder before; "" where there were none, or in a dry run.
	Aside string `json:"aside,omitempty"`
}

// RestoreOptions say how to restore.
type RestoreOptions struct {
	DryRun bool // only check the backup and say what it holds
	Now    func() time.Time
}

// Restore checks a file of Backup whole and makes a library of it in dir. A
// library that is there is put aside, not lost. It must not be open anywhere.
func Restore(ctx context.Context, file, dir string, opt RestoreOptions) (*Restored, error) {
	if opt.Now == nil {
		opt.Now = time.Now
	}
	r, err := checkBackup(ctx, file)
	if err != nil || opt.DryRun {
		return r, tell(err)
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, tell(err)
	}
	tmp, err := os.MkdirTemp(dir, ".restore-*")
	if err != nil {
		return nil, tell(err)
	}
	err = unpackBackup(ctx, file, tmp)
	if err == nil {
		r.Aside, err = swap(ctx, dir, tmp, opt.Now())
	}
	return r, tell(errors.Join(err, os.RemoveAll(tmp)))
}

// checkBackup reads a backup through before anything is changed.
func checkBackup(ctx context.Context, file string) (r *Restored, err error) {
	if _, err := os.Stat(file); err != nil {
		return nil, clipper.Errorf(clipper.NotFound, err, "Check the name of the file", "there is no backup %s", file)
	}
	if err := backups.inspect(file); err != nil {
		return nil, notBackup(file, err)
	}
	db := connect(file, access{readOnly: true, frozen: true, immutable: true})
	defer func() { err = errors.Join(err, db.Close()) }()
	if err := backups.verify(ctx, db); err != nil {
		return nil, err
	}
	if version, err := backups.state(ctx, db); err != nil || version == 0 {
		return nil, errors.Join(err, notBackup(file, foreign(file, nil)))
	}
	var verdict string
	if err := db.QueryRowContext(ctx, `SELECT * FROM pragma_quick_check`).Scan(&verdict); err != nil || verdict != "ok" {
		return nil, clipper.Errorf(clipper.Damaged, err, "Try an older backup", "the backup is damaged: %s", verdict)
	}
	r = new(Restored)
	var changed int64
	err = db.QueryRowContext(ctx, `SELECT (SELECT user_version FROM pragma_user_version), (SELECT time FROM clock),
		(SELECT count(*) FROM article WHERE deleted IS NULL), (SELECT count(*) FROM clip WHERE deleted IS NULL),
		(SELECT count(*) FROM page), (SELECT count(*) FROM image)`).
		Scan(&r.Version, &changed, &r.Articles, &r.Clips, &r.Pages, &r.Images)
	r.Changed = fromMilli(changed)
	if err == nil && r.Version >= collectionsFrom {
		err = db.QueryRowContext(ctx, `SELECT count(*) FROM collection WHERE deleted IS NULL`).Scan(&r.Collections)
	}
	return r, err
}

func notBackup(file string, err error) error {
	if clipper.CodeOf(err) == clipper.Conflict {
		return clipper.Errorf(clipper.Conflict, err, "Choose a file that `florilegium backup` wrote", "%s is not a backup of a library", filepath.Base(file))
	}
	return err
}

// unpackBackup parts a backup into the two files of a library.
func unpackBackup(ctx context.Context, file, dir string) (err error) {
	path := filepath.Join(dir, libraryFile)
	if err := copyFile(file, path); err != nil {
		return err
	}
	store := connect(filepath.Join(dir, snapshotFile), access{single: true})
	c, err := store.Conn(ctx)
	if err == nil {
		err = errors.Join(snapshots.migrate(ctx, c, dir, time.Time{}), c.Close())
	}
	if err := errors.Join(err, store.Close()); err != nil {
		return err
	}
	db := connect(path, access{single: true})
	defer func() { err = errors.Join(err, db.Close()) }()
	one, err := db.Conn(ctx)
	if err != nil {
		return err
	}
	defer one.Close()
	if _, err := one.ExecContext(ctx, `ATTACH ? AS store`, fileURI(filepath.Join(dir, snapshotFile))); err != nil {
		return err
	}
	for _, st := range []string{
		`INSERT INTO store.page SELECT * FROM main.page`, `INSERT INTO store.image SELECT * FROM main.image`, `DETACH store`,
		`DROP TABLE page`, `DROP TABLE image`, fmt.Sprintf(`PRAGMA application_id = %d`, library.id), `VACUUM`,
	} {
		if _, err := one.ExecContext(ctx, st); err != nil {
			return err
		}
	}
	return nil
}

func copyFile(from, to string) (err error) {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer in.Close()
	out, err := os.OpenFile(to, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	_, err = io.Copy(out, in)
	return errors.Join(err, out.Sync(), out.Close())
}

// swap puts the new files in the place of the old ones, which go into a folder of
// their own.
func swap(ctx context.Context, dir, from string, at time.Time) (aside string, err error) {
	for _, name := range []string{libraryFile, snapshotFile} {
		if _, err := os.Stat(filepath.Join(dir, name)); err != nil {
			continue
		}
		if err := settle(ctx, filepath.Join(dir, name)); err != nil {
			return "", err
		}
		aside = filepath.Join(dir, "before-restore-"+at.UTC().Format("20060102-150405"))
	}
	if aside != "" {
		if err := os.MkdirAll(aside, 0o700); err != nil {
			return "", err
		}
	}
	for _, name := range []string{libraryFile, snapshotFile, libraryFile + "-wal", libraryFile + "-shm", snapshotFile + "-wal", snapshotFile + "-shm", markFile} {
		err := os.Rename(filepath.Join(dir, name), filepath.Join(aside, name))
		if err != nil && !errors.Is(err, os.ErrNotExist) {
			return aside, err
		}
	}
	for _, name := range []string{snapshotFile, libraryFile} {
		if err := os.Rename(filepath.Join(from, name), filepath.Join(dir, name)); err != nil {
			return aside, err
		}
	}
	return aside, nil
}

// settle writes the log of a file back into it, and fails where the file is open
// elsewhere. A file too damaged for that is left as it is.
func settle(ctx context.Context, path string) (err error) {
	db := connect(path, access{single: true})
	defer func() { err = errors.Join(err, db.Close()) }()
	_, err = db.ExecContext(ctx, `PRAGMA journal_mode = DELETE`)
	switch sqliteCode(err) {
	case busy, locked:
		return clipper.Errorf(clipper.Conflict, err, "Close the window of Florilegium and try again", "the library is open in another program")
	}
	return nil
}
