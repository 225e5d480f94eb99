package db

import (
	"context"
	"database/sql"
	"net/url"
	"path/filepath"
	"strings"
	"time"

	_ "modernc.org/sqlite" // the driver
)

// access says what a connection may do.
type access struct {
	readOnly  bool // query_only
	frozen    bool // mode=ro
	immutable bool // nobody else writes: no locks, no log
	single    bool // one connection writes, without a log: for files being made
}

// connect prepares connections to a file. Nothing is opened before the first
// statement. Every connection distrusts the file: no function or virtual table
// that a crafted schema might call, no write to the tables of the index.
func connect(path string, a access) *sql.DB {
	q := url.Values{}
	q.Set("_busy_timeout", "5000")
	q.Set("_defensive", "1")
	q.Set("_dqs", "0")
	q.Set("_error_rc", "1")
	pragmas := []string{"trusted_schema(0)", "cell_size_check(1)", "temp_store(2)", "mmap_size(0)"}
	switch {
	case a.readOnly:
		q.Set("_query_only", "1")
		pragmas = append(pragmas, "cache_size(-16000)")
	case a.single:
		q.Set("_busy_timeout", "200")
		q.Set("_synchronous", "FULL")
	default:
		q.Set("_txlock", "immediate")
		q.Set("_journal_mode", "WAL")
		q.Set("_synchronous", "FULL")
		q.Set("_foreign_keys", "1")
		pragmas = append(pragmas, "cache_size(-32000)", "journal_size_limit(67108864)")
	}
	for _, p := range pragmas {
		q.Add("_pragma", p)
	}
	if a.frozen {
		q.Set("mode", "ro")
	}
	if a.immutable {
		q.Set("immutable", "1")
	}
	db, err := sql.Open("sqlite", fileURI(path)+"?"+q.Encode())
	if err != nil {
		panic(err) // only an unknown driver name
	}
	db.SetConnMaxIdleTime(0)
	return db
}

// firstConn opens the first connection of a pool. A file that two processes make
// at the same moment is busy in a way that SQLite does not wait for; it is asked
// again for as long as a write would wait.
func firstConn(ctx context.Context, db *sql.DB) (c *sql.Conn, err error) {
	for range 100 {
		if c, err = db.Conn(ctx); sqliteCode(err) != busy {
			return c, err
		}
		select {
		case <-ctx.Done():
			return nil, ctx.Err()
		case <-time.After(50 * time.Millisecond):
		}
	}
	return c, err
}

// fileURI is the file: URI of a path, with what SQLite would read in it escaped.
func fileURI(path string) string {
	if abs, err := filepath.Abs(path); err == nil {
		path = abs
	}
	path = filepath.ToSlash(path)
	if !strings.HasPrefix(path, "/") {
		path = "/" + path // C:/…
	}
	return "file://" + (&url.URL{Path: path}).EscapedPath()
}
