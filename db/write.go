package db

import (
	"context"
	"database/sql"
	"errors"
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

// tx is a transaction of the one writer. now is its time in milliseconds, later
// than that of every transaction before.
type tx struct {
	ctx     context.Context
	l       *Library
	now     int64
	changes int64
}

// write runs work in a transaction: all of it is stored, or nothing. A context
// that ends while the transaction runs does not end it: transactions are short,
// and half of one is worth nothing. Within Together, work joins the transaction
// that runs.
func (l *Library) write(ctx context.Context, work func(t *tx) error) error {
	if t, ok := ctx.Value(within{}).(*tx); ok && t.l == l {
		return work(t)
	}
	if l.conn == nil {
		return frozen()
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if err := ctx.Err(); err != nil {
		return err
	}
	t := &tx{ctx: context.WithoutCancel(ctx), l: l}
	err := t.do(`BEGIN IMMEDIATE`)
	if err != nil {
		return tell(err)
	}
	err = t.row(`UPDATE clock SET changes = changes + 1, time = max(time + 1, ?) RETURNING changes, time`,
		l.now().UnixMilli()).Scan(&t.changes, &t.now)
	if err == nil {
		err = work(t)
	}
	if err == nil {
		err = t.do(`COMMIT`)
	}
	if err != nil {
		l.known.forget()
		return tell(errors.Join(err, t.undo()))
	}
	l.mark(t.changes)
	return nil
}

// undo rolls back, unless SQLite did so itself.
func (t *tx) undo() error {
	_, err := t.l.conn.ExecContext(t.ctx, `ROLLBACK`)
	if err != nil && strings.Contains(err.Error(), "no transaction is active") {
		return nil
	}
	return err
}

// statement prepares query once for the writer.
func (t *tx) statement(query string) (*sql.Stmt, error) {
	st := t.l.prepared[query]
	if st == nil {
		var err error
		if st, err = t.l.conn.PrepareContext(t.ctx, query); err != nil {
			return nil, err
		}
		t.l.prepared[query] = st
	}
	return st, nil
}

func (t *tx) exec(query string, args ...any) (sql.Result, error) {
	st, err := t.statement(query)
	if err != nil {
		return nil, err
	}
	return st.ExecContext(t.ctx, args...)
}

// do is exec for statements whose result says nothing.
func (t *tx) do(query string, args ...any) error {
	_, err := t.exec(query, args...)
	return err
}

func (t *tx) query(query string, args ...any) answer {
	st, err := t.statement(query)
	if err != nil {
		return answer{err: err}
	}
	rows, err := st.QueryContext(t.ctx, args...)
	return answer{rows, err}
}

// scanner is a row that may not be there.
type scanner interface{ Scan(to ...any) error }

type noRow struct{ err error }

func (n noRow) Scan(...any) error { return n.err }

func (t *tx) row(query string, args ...any) scanner {
	st, err := t.statement(query)
	if err != nil {
		return noRow{err}
	}
	return st.QueryRowContext(t.ctx, args...)
}

// insert runs an INSERT and gives the new row.
func (t *tx) insert(query string, args ...any) (int64, error) {
	res, err := t.exec(query, args...)
	if err != nil {
		return 0, err
	}
	return res.LastInsertId()
}

// mark notes the number of the last transaction beside the library, so that a
// copy made without the write-ahead log can be told. A failure costs nothing but
// that warning.
func (l *Library) mark(changes int64) {
	path := filepath.Join(l.dir, markFile)
	_ = os.WriteFile(path, strconv.AppendInt(nil, changes, 10), 0o600)
}

// checkMark warns of a library that is behind its own mark.
func (l *Library) checkMark(ctx context.Context) {
	data, err := os.ReadFile(filepath.Join(l.dir, markFile))
	if err != nil {
		return
	}
	want, err := strconv.ParseInt(strings.TrimSpace(string(data)), 10, 64)
	if have, verr := l.Version(ctx); err == nil && verr == nil && have < want {
		l.warn("%d changes are missing: the library was copied without its file library.db-wal", want-have)
	}
}
