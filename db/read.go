package db

import (
	"context"
	"database/sql"
)

// statement prepares a query once for the reading connections.
func (l *Library) statement(ctx context.Context, query string) (*sql.Stmt, error) {
	l.readMu.Lock()
	defer l.readMu.Unlock()
	if st := l.readers[query]; st != nil {
		return st, nil
	}
	st, err := l.reader.PrepareContext(ctx, query)
	if err == nil && len(l.readers) < 200 {
		l.readers[query] = st
	}
	return st, err
}

// answer is the result of a query, or why there is none.
type answer struct {
	rows *sql.Rows
	err  error
}

func (l *Library) query(ctx context.Context, query string, args ...any) answer {
	st, err := l.statement(ctx, query)
	if err != nil {
		return answer{err: err}
	}
	rows, err := st.QueryContext(ctx, args...)
	return answer{rows, err}
}

// each calls take for every row, which scans it.
func (a answer) each(take func(scan func(...any) error) error) error {
	if a.err != nil {
		return tell(a.err)
	}
	defer a.rows.Close()
	for a.rows.Next() {
		if err := take(a.rows.Scan); err != nil {
			return tell(err)
		}
	}
	return tell(a.rows.Err())
}

// scan reads the only row; sql.ErrNoRows in words where there is none.
func (a answer) scan(to ...any) error {
	found := false
	err := a.each(func(scan func(...any) error) error {
		found = true
		return scan(to...)
	})
	if err == nil && !found {
		return tell(sql.ErrNoRows)
	}
	return err
}

// column reads the first column of every row.
func column[T any](a answer) ([]T, error) {
	var list []T
	err := a.each(func(scan func(...any) error) error {
		var v T
		err := scan(&v)
		list = append(list, v)
		return err
	})
	return list, err
}
