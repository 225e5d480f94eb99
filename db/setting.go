package db

import (
	"context"

	"florilegium/clipper"
)

// setting is the key in meta under which a setting of the library is kept.
func setting(name string) string { return "setting." + name }

// Setting is a setting of the library, "" where it was never set.
func (l *Library) Setting(ctx context.Context, name string) (string, error) {
	var value string
	err := l.query(ctx, `SELECT value FROM meta WHERE key = ?`, setting(name)).scan(&value)
	if clipper.CodeOf(err) == clipper.NotFound {
		return "", nil
	}
	return value, err
}

// ChangeSetting rewrites a setting of the library: change is given what is kept
// and returns what is to be. Two programs that change it at once come one after
// the other.
func (l *Library) ChangeSetting(ctx context.Context, name string, change func(string) (string, error)) error {
	return l.write(ctx, func(t *tx) error {
		var old string
		values, err := column[string](t.query(`SELECT value FROM meta WHERE key = ?`, setting(name)))
		if err != nil {
			return err
		}
		if len(values) > 0 {
			old = values[0]
		}
		value, err := change(old)
		if err != nil || value == old {
			return err
		}
		return t.do(`INSERT INTO meta VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value`, setting(name), value)
	})
}
