package db

import (
	"context"
	"database/sql"
	"errors"
	"os"
	"path/filepath"
	"sync"
	"time"

	"florilegium/clipper"
	"florilegium/clipper/fold"
)

// The files of a library folder.
const (
	libraryFile  = "library.db"
	snapshotFile = "snapshots.db"
	markFile     = "library.mark" // the number of the last transaction
)

// Options say how a library is opened. The zero value is right for most.
type Options struct {
	Now      func() time.Time // time.Now where nil
	ReadOnly bool             // never write, not even to migrate
	// Upgrading is told before a library of an earlier version is copied and brought
	// up to date, which takes seconds where it is large. It may be nil.
	Upgrading func()
}

// Library is an open library folder.
type Library struct {
	dir       string
	now       func() time.Time
	readOnly  bool
	alone     bool // the files were opened as immutable
	warnings  []clipper.Hint
	device    string
	upgrading func()
	schema    int // version of library.db; older than the program's only where it can only be read

	writer  *sql.DB
	conn    *sql.Conn // the one connection that writes; nil where the library is read only
	reader  *sql.DB
	store   *sql.DB // snapshots; nil where they are missing and cannot be made
	closing sync.Once

	mu       sync.Mutex // guards what follows, and lets one write at a time in
	prepared map[string]*sql.Stmt
	analyser fold.Analyser
	known    knownWords
	named    knownNames
	readMu   sync.Mutex
	readers  map[string]*sql.Stmt
}

var _ clipper.Store = (*Library)(nil)

// readers is how many connections read at once.
const readers = 4

// Open opens the library in dir, and makes it where there is none. A folder that
// cannot be written is opened for reading alone; ReadOnly then reports true.
func Open(ctx context.Context, dir string, opt Options) (*Library, error) {
	l := &Library{dir: dir, now: opt.Now, readOnly: opt.ReadOnly, upgrading: opt.Upgrading, prepared: map[string]*sql.Stmt{}, readers: map[string]*sql.Stmt{}}
	if l.now == nil {
		l.now = time.Now
	}
	if err := l.open(ctx); err != nil {
		return nil, errors.Join(tellOpening(err), l.Close())
	}
	return l, nil
}

func (l *Library) open(ctx context.Context) error {
	if err := l.prepareFolder(); err != nil {
		return err
	}
	path := filepath.Join(l.dir, libraryFile)
	if err := library.inspect(path); err != nil {
		return err
	}
	if !l.readOnly {
		if err := sweep(l.dir, l.now()); err != nil {
			return err
		}
		if err := l.openWriter(ctx, path); err != nil {
			return err
		}
	}
	if l.readOnly {
		if err := l.openFrozen(ctx, path); err != nil {
			return err
		}
	} else {
		l.reader = connect(path, access{readOnly: true})
		l.reader.SetMaxOpenConns(readers)
		l.reader.SetMaxIdleConns(readers)
	}
	var err error
	if l.schema, err = library.state(ctx, l.reader); err != nil {
		return err
	}
	l.checkMark(ctx)
	l.checkSynced()
	if err := l.checkIndex(ctx); err != nil {
		return err
	}
	return l.openStore(ctx)
}

// prepareFolder makes the folder, and finds out whether it can be written.
func (l *Library) prepareFolder() error {
	if l.readOnly {
		return nil
	}
	if err := os.MkdirAll(l.dir, 0o700); err != nil {
		return clipper.Errorf(clipper.Unavailable, err, "Name another folder with --library",
			"the library folder %s cannot be made", l.dir)
	}
	f, err := os.CreateTemp(l.dir, ".florilegium-*")
	if err == nil {
		err = errors.Join(f.Close(), os.Remove(f.Name()))
	}
	path := filepath.Join(l.dir, libraryFile)
	if _, missing := os.Stat(path); missing == nil && (err != nil || !writable(path)) {
		l.readOnly = true
		return nil
	}
	if err != nil {
		return clipper.Errorf(clipper.Unavailable, err, "Name another folder with --library",
			"the library folder %s cannot be written", l.dir)
	}
	return nil
}

// giveUpWriting goes on without the connection that writes.
func (l *Library) giveUpWriting() error {
	err := errors.Join(l.conn.Close(), l.writer.Close())
	l.conn, l.writer, l.readOnly = nil, nil, true
	return err
}

// writable reports whether a file may be written.
func writable(path string) bool {
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	return err == nil && f.Close() == nil
}

func (l *Library) openWriter(ctx context.Context, path string) error {
	l.writer = connect(path, access{})
	l.writer.SetMaxOpenConns(1)
	var err error
	if l.conn, err = firstConn(ctx, l.writer); err != nil {
		return err
	}
	version, err := library.state(ctx, l.conn)
	if err != nil {
		return err
	}
	early := version > 0 && version < library.version()
	if early && l.upgrading != nil {
		l.upgrading()
	}
	err = library.migrate(ctx, l.conn, l.dir, l.now())
	if code := sqliteCode(err); early && (code == full || code == inputOut) { // a quota is told as either
		l.warn("the library could not be brought up to date for want of room: it can only be read")
		return l.giveUpWriting()
	}
	if err != nil {
		return err
	}
	return l.conn.QueryRowContext(ctx, `SELECT value FROM meta WHERE key = 'device'`).Scan(&l.device)
}

// openFrozen opens a library that must not or cannot be written. Beside a live
// log the files are read as they are; immutable is for folders where SQLite may
// not make its own files.
func (l *Library) openFrozen(ctx context.Context, path string) error {
	for _, immutable := range []bool{false, true} {
		l.reader = connect(path, access{readOnly: true, frozen: true, immutable: immutable})
		l.reader.SetMaxOpenConns(readers)
		err := library.verify(ctx, l.reader)
		if err == nil {
			l.alone = immutable
			return nil
		}
		if code := sqliteCode(err); immutable || code != cantOpen && code != readOnly {
			return err
		}
		if err := l.reader.Close(); err != nil {
			return err
		}
	}
	return nil
}

// Close writes the log back and closes the files.
func (l *Library) Close() error {
	var errs []error
	l.closing.Do(func() {
		for _, st := range l.prepared {
			errs = append(errs, st.Close())
		}
		for _, st := range l.readers {
			errs = append(errs, st.Close())
		}
		if l.conn != nil {
			errs = append(errs, l.conn.Close())
		}
		for _, db := range []*sql.DB{l.reader, l.writer, l.store} {
			if db != nil {
				errs = append(errs, db.Close())
			}
		}
	})
	return errors.Join(errs...)
}

// Dir is the folder of the library.
func (l *Library) Dir() string { return l.dir }

// ReadOnly reports that nothing can be saved.
func (l *Library) ReadOnly() bool { return l.readOnly }

// Warnings says what was odd when the library was opened: a folder that other
// programs copy from, transactions that stayed behind, snapshots that are not there.
func (l *Library) Warnings() []clipper.Hint { return l.warnings }

func (l *Library) warn(msg string, args ...any) {
	l.warnings = append(l.warnings, clipper.Hint{Msg: msg, Args: args})
}

// Version is a number that grows with every change, of this process or another.
func (l *Library) Version(ctx context.Context) (int64, error) {
	var n int64
	err := l.query(ctx, `SELECT changes FROM clock`).scan(&n)
	return n, err
}
