package db

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
)

// backupID marks the files of Backup (application_id).
const backupID = 0x466c6f62

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
