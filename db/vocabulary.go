package db

import (
	"context"
	"sync"
)

// vocabulary remembers which words an index holds, for one state of the library.
type vocabulary struct {
	l    *Library
	mu   sync.Mutex
	held map[string]bool
}

// rememberedWords bounds what a vocabulary keeps.
const rememberedWords = 1 << 14

// holds reports whether an index holds what match, an expression of FTS5, asks
// for. When in doubt it does.
func (v *vocabulary) holds(in index, match string) bool {
	v.mu.Lock()
	defer v.mu.Unlock()
	key := in.table + " " + match
	if held, known := v.held[key]; known {
		return held
	}
	ids, err := column[int64](v.l.query(context.Background(),
		`SELECT rowid FROM `+in.table+` WHERE `+in.table+` MATCH ? LIMIT 1`, match))
	if err != nil {
		return true
	}
	if len(v.held) >= rememberedWords {
		clear(v.held)
	}
	v.held[key] = len(ids) > 0
	return len(ids) > 0
}
