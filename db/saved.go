package db

import (
	"context"
	"strings"

	"florilegium/clipper"

	"github.com/google/uuid"
)

// SavedSearch is a query that the reader kept.
type SavedSearch struct {
	ID    int64  `json:"id"`
	UID   string `json:"uid"`
	Name  string `json:"name"`
	Query string `json:"query"`
}

// SavedSearches lists the kept searches by name.
func (l *Library) SavedSearches(ctx context.Context) ([]SavedSearch, error) {
	var list []SavedSearch
	err := l.query(ctx, `SELECT id, uid, name, query FROM saved_search ORDER BY name`).each(func(scan func(...any) error) error {
		var s SavedSearch
		err := scan(&s.ID, &s.UID, &s.Name, &s.Query)
		list = append(list, s)
		return err
	})
	return list, err
}

// SaveSearch keeps a query under a name, in the place of the one that had it.
func (l *Library) SaveSearch(ctx context.Context, name, query string) error {
	if name = strings.TrimSpace(name); name == "" {
		return clipper.Errorf(clipper.Usage, nil, "Give it a few words", "a saved search needs a name")
	}
	return l.write(ctx, func(t *tx) error {
		uid, err := uuid.NewV7()
		if err != nil {
			return err
		}
		return t.do(`INSERT INTO saved_search (uid, name, query, updated_at, device) VALUES (?, ?, ?, ?, ?)
			ON CONFLICT (name) DO UPDATE SET query = excluded.query, updated_at = excluded.updated_at, device = excluded.device`,
			uid.String(), name, query, t.now, t.l.device)
	})
}

// DeleteSearch forgets a kept search.
func (l *Library) DeleteSearch(ctx context.Context, id int64) error {
	return l.write(ctx, func(t *tx) error {
		return t.bury(`DELETE FROM saved_search WHERE id = ? RETURNING uid`, "saved search", id)
	})
}

// bury deletes a row for good and leaves a tombstone. query returns its uid.
func (t *tx) bury(query, kind string, id int64) error {
	uids, err := column[string](t.query(query, id))
	if err != nil {
		return err
	}
	if len(uids) == 0 {
		return missing("there is no "+kind+" %d in the library", id)
	}
	return t.do(`INSERT OR REPLACE INTO tombstone VALUES (?, ?, ?, ?)`, uids[0], kind, t.now, t.l.device)
}
