package db

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"strings"

	"florilegium/clipper"
)

// Duplicates are articles that seem to be the same page.
type Duplicates struct {
	Why string // "text": word for word the same; "address": the same but for www, https and a slash
	// Articles begins with the one to keep: that with the most clips, the oldest of
	// equals.
	Articles []Row
}

// shortText is below how many words two texts may be the same by chance.
const shortText = 20

// Duplicates lists the articles that were saved twice, by text and by address.
func (l *Library) Duplicates(ctx context.Context) ([]Duplicates, error) {
	seen := map[int64]bool{}
	list, err := l.sameText(ctx, seen)
	if err != nil {
		return nil, err
	}
	byAddress := map[string][]int64{}
	err = l.query(ctx, `SELECT id, url FROM article WHERE deleted IS NULL ORDER BY id`).each(func(scan func(...any) error) error {
		var id int64
		var url string
		err := scan(&id, &url)
		if !seen[id] {
			byAddress[looseAddress(url)] = append(byAddress[looseAddress(url)], id)
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	for _, address := range slices.SortedFunc(maps.Keys(byAddress), func(a, b string) int { return cmp.Compare(byAddress[a][0], byAddress[b][0]) }) {
		if ids := byAddress[address]; len(ids) > 1 && address != "" {
			rows, err := l.Rows(ctx, ids)
			if err != nil {
				return nil, err
			}
			list = append(list, Duplicates{"address", bestFirst(rows)})
		}
	}
	return list, nil
}

func bestFirst(rows []Row) []Row {
	slices.SortFunc(rows, func(a, b Row) int { return cmp.Or(cmp.Compare(b.Clips, a.Clips), cmp.Compare(a.ID, b.ID)) })
	return rows
}

func (l *Library) sameText(ctx context.Context, seen map[int64]bool) ([]Duplicates, error) {
	hashes, err := column[string](l.query(ctx, `SELECT text_hash FROM article WHERE deleted IS NULL AND words >= ?
		GROUP BY text_hash HAVING count(*) > 1 ORDER BY min(id)`, shortText))
	if err != nil {
		return nil, err
	}
	var list []Duplicates
	for _, hash := range hashes {
		rows, err := scanRows(l.query(ctx, `SELECT `+rowColumns+` FROM article WHERE text_hash = ? AND deleted IS NULL ORDER BY id`, hash))
		if err != nil {
			return nil, err
		}
		for _, r := range bestFirst(rows)[1:] {
			seen[r.ID] = true // the first one may have an address in common with others
		}
		list = append(list, Duplicates{"text", rows})
	}
	return list, nil
}

// looseAddress is an address without what sites seldom mean by it.
func looseAddress(url string) string {
	_, rest, _ := strings.Cut(clipper.CleanURL(url), "://")
	return strings.TrimSuffix(strings.TrimPrefix(rest, "www."), "/")
}
