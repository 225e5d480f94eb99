package db

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"embed"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"time"

	"florilegium/clipper"

	"github.com/google/uuid"
)

//go:embed migrations
var migrations embed.FS

// schema is what a file of the library is made of: the scripts that build it,
// one for each version, and the number that marks its files.
type schema struct {
	name string
	id   uint32   // application_id
	sums []string // of the schema after each script
	// work is what a version needs beside its script, by its number; it runs in
	// the transaction of the script.
	work map[int]func(ctx context.Context, c *sql.Conn) error
	also *schema // whose tables are in the same file
}

// The schemas of the two files. The sums are checked by a test.
var (
	library = schema{name: "library", id: 0x466c6f72, sums: []string{
		"2997f15938e066f86a451d137ab3a4eea0260eb58be02815a069e143f66f41ff",
		"23370406fca568229004a57a1ef1ec1829cb003e95ea27bc0a92ffcb2d376120",
		"0cbb2a092733ff820742f03fba00e96960baf53a7c1a31fe5d4f8672407a846b",
	}, work: map[int]func(context.Context, *sql.Conn) error{1: fillLibrary, 2: fillSortKeys}}
	snapshots = schema{name: "snapshots", id: 0x466c6f73, sums: []string{
		"7c62268edb63222f184d67968ffd788ed2be7668759278969a9474cb2b323b3c",
	}}
)

// backups are libraries with the tables of the snapshots in the same file.
var backups = schema{name: "backup", id: backupID, sums: library.sums, also: &snapshots}

func fillLibrary(ctx context.Context, c *sql.Conn) error {
	device := uuid.New()
	_, err := c.ExecContext(ctx, `INSERT INTO meta VALUES ('device', ?), ('analyser', ?)`, hex.EncodeToString(device[:6]), analyserVersion)
	return err
}

func (s schema) version() int { return len(s.sums) }

// scripts are the migrations in order.
func (s schema) scripts() ([]string, error) {
	names, err := fs.Glob(migrations, "migrations/"+s.name+"/*.sql")
	if err != nil {
		return nil, err
	}
	list := make([]string, len(names))
	for i, name := range names {
		data, err := migrations.ReadFile(name)
		if err != nil {
			return nil, err
		}
		list[i] = string(data)
	}
	return list, nil
}

// inspect looks at the first bytes of a file before SQLite does: a file that is
// not ours is never opened. A file that is missing or empty is fine.
func (s schema) inspect(path string) error {
	f, err := os.Open(path)
	if errors.Is(err, os.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	defer f.Close()
	head := make([]byte, 100)
	n, err := io.ReadFull(f, head)
	if n == 0 && errors.Is(err, io.EOF) {
		return nil
	}
	if err != nil || string(head[:16]) != "SQLite format 3\x00" {
		return foreign(path, err)
	}
	id, version := binary.BigEndian.Uint32(head[68:]), binary.BigEndian.Uint32(head[60:])
	if id != s.id && (id != 0 || version != 0) {
		return foreign(path, nil)
	}
	if int(version) > s.version() {
		return newer(path)
	}
	return nil
}

func foreign(path string, cause error) error {
	return clipper.Errorf(clipper.Conflict, cause, "Name another folder with --library",
		"%s is not a library of Florilegium", filepath.Base(path))
}

func newer(path string) error {
	return clipper.Errorf(clipper.Conflict, nil, "Install the newest version of Florilegium",
		"%s was written by a newer version of Florilegium", filepath.Base(path))
}

// state is the version that an open file says it has. Reading the schema along
// makes both numbers those of one moment: another process may be at work.
func (s schema) state(ctx context.Context, q querier) (version int, err error) {
	var id uint32
	var objects int
	err = q.QueryRowContext(ctx, `SELECT (SELECT application_id FROM pragma_application_id), (SELECT user_version FROM pragma_user_version),
		count(*) FROM sqlite_schema`).Scan(&id, &version, &objects)
	if err != nil {
		return 0, err
	}
	if version > s.version() {
		return version, newer(s.name + ".db")
	}
	if version > 0 && id != s.id {
		return version, foreign(s.name+".db", nil)
	}
	return version, nil
}

// querier is a connection, a pool or a transaction.
type querier interface {
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
}

// verify checks that the file holds the tables of its version and nothing else:
// no trigger, no view, no table with a twist.
func (s schema) verify(ctx context.Context, q querier) error {
	version, sum, objects, err := s.settled(ctx, q)
	if err != nil {
		return err
	}
	if version == 0 && objects == 0 {
		return nil
	}
	known := version > 0 && sum == s.sums[version-1]
	if s.also != nil {
		rest, _, err := sumSchema(ctx, q, false, true)
		if err != nil {
			return err
		}
		known = known && slices.Contains(s.also.sums, rest)
	}
	if !known {
		return clipper.Errorf(clipper.Damaged, nil, "Restore a copy of the library",
			"%s.db holds tables, views or triggers that are not ours and was not opened", s.name)
	}
	return nil
}

// settled is the version of a file with the sum of its schema, both of the same
// moment: where another process changed the version meanwhile, they are read again.
func (s schema) settled(ctx context.Context, q querier) (version int, sum string, objects int, err error) {
	for {
		if version, err = s.state(ctx, q); err != nil {
			return 0, "", 0, err
		}
		if sum, objects, err = sumSchema(ctx, q, s.also == nil, false); err != nil {
			return 0, "", 0, err
		}
		if now, err := s.state(ctx, q); err != nil || now == version {
			return version, sum, objects, err
		}
	}
}

// sumSchema is a hash of the schema of a file, and how many objects it has: of
// all of it, or of the tables of snapshots.db or all others alone.
func sumSchema(ctx context.Context, q querier, all, kept bool) (sum string, objects int, err error) {
	rows, err := q.QueryContext(ctx, `SELECT type, name, tbl_name, coalesce(sql, '') FROM sqlite_schema
		WHERE ?1 OR (tbl_name IN ('page', 'image')) = ?2 ORDER BY type, name`, all, kept)
	if err != nil {
		return "", 0, err
	}
	defer rows.Close()
	h := sha256.New()
	for rows.Next() {
		var kind, name, table, text string
		if err := rows.Scan(&kind, &name, &table, &text); err != nil {
			return "", 0, err
		}
		fmt.Fprintf(h, "%q %q %q %q\n", kind, name, table, text)
		objects++
	}
	return hex.EncodeToString(h.Sum(nil)), objects, rows.Err()
}

// migrate brings a file to the newest version, after a copy of it was put aside.
func (s schema) migrate(ctx context.Context, c *sql.Conn, dir string, at time.Time) error {
	if err := s.verify(ctx, c); err != nil {
		return err
	}
	version, err := s.state(ctx, c)
	if err != nil || version == s.version() {
		return err
	}
	if version > 0 {
		if err := s.putAside(ctx, c, dir, version, at); err != nil {
			return fmt.Errorf("copy before migration: %w", err)
		}
	}
	scripts, err := s.scripts()
	if err != nil {
		return err
	}
	for ; version < len(scripts); version++ {
		if err := s.step(ctx, c, version, scripts[version]); err != nil {
			return fmt.Errorf("migrate %s to version %d: %w", s.name, version+1, err)
		}
	}
	return nil
}

// putAside copies a file as it is before a migration. The copy has its name when
// it is whole.
func (s schema) putAside(ctx context.Context, c *sql.Conn, dir string, version int, at time.Time) error {
	name := fmt.Sprintf("%s-before-%d-", s.name, s.version())
	part := filepath.Join(dir, fmt.Sprint(name, os.Getpid(), partSuffix))
	if err := removeIfThere(part); err != nil {
		return err
	}
	if _, err := c.ExecContext(ctx, `VACUUM INTO ?`, part); err != nil {
		return errors.Join(err, removeIfThere(part))
	}
	if copied, err := versionOf(part); err != nil || copied != version { // another process was quicker
		return errors.Join(err, removeIfThere(part))
	}
	if err := syncFile(part); err != nil {
		return err
	}
	return os.Rename(part, filepath.Join(dir, name+at.UTC().Format("20060102T150405")+".db"))
}

// partSuffix is how the name of a copy ends while it is being written.
const partSuffix = ".part"

// versionOf reads the version in the first bytes of a file.
func versionOf(path string) (int, error) {
	f, err := os.Open(path)
	if err != nil {
		return 0, err
	}
	defer f.Close()
	var head [64]byte
	_, err = io.ReadFull(f, head[:])
	return int(binary.BigEndian.Uint32(head[60:])), err
}

// sweep removes what processes that died left of copies before a migration. One
// that cannot be removed is still being written.
func sweep(dir string, now time.Time) error {
	parts, err := filepath.Glob(filepath.Join(dir, "*-before-*"+partSuffix))
	for _, part := range parts {
		if info, serr := os.Stat(part); serr == nil && now.Sub(info.ModTime()) > time.Minute {
			_ = os.Remove(part)
		}
	}
	return err
}

// step runs one script in one transaction. Two processes may come at once: the
// second finds the work done.
func (s schema) step(ctx context.Context, c *sql.Conn, version int, script string) (err error) {
	if _, err := c.ExecContext(ctx, `BEGIN IMMEDIATE`); err != nil {
		return err
	}
	defer func() {
		if err != nil {
			_, undo := c.ExecContext(ctx, `ROLLBACK`)
			err = errors.Join(err, undo)
		}
	}()
	if now, err := s.state(ctx, c); err != nil || now > version {
		return errors.Join(err, commit(ctx, c))
	}
	if _, err := c.ExecContext(ctx, script); err != nil {
		return err
	}
	if work := s.work[version+1]; work != nil {
		if err := work(ctx, c); err != nil {
			return err
		}
	}
	pragmas := fmt.Sprintf(`PRAGMA application_id = %d; PRAGMA user_version = %d`, s.id, version+1)
	if _, err := c.ExecContext(ctx, pragmas); err != nil {
		return err
	}
	return commit(ctx, c)
}

func commit(ctx context.Context, c *sql.Conn) error {
	_, err := c.ExecContext(ctx, `COMMIT`)
	return err
}
