//go:build !headless

package app

import "context"

// What a lazy list reads at once around the row that is missing, and how many it
// keeps before it forgets those that went out of sight.
const (
	pageBefore = 40
	pageAfter  = 80
	pagesKept  = 2000
)

// lazy is a list that may be long: the ids of all of it, and the things
// themselves only around the rows in sight. The main goroutine owns it.
type lazy[T any] struct {
	ids     []int64
	known   map[int64]T
	id      func(T) int64
	read    func(ctx context.Context, ids []int64) ([]T, error)
	loading bool
}

// set replaces the list; things are those already read.
func (l *lazy[T]) set(ids []int64, things []T) {
	l.ids, l.known = ids, make(map[int64]T, len(things))
	l.keep(things)
}

// all replaces the list by one that is in memory whole.
func (l *lazy[T]) all(things []T) {
	ids := make([]int64, len(things))
	for i, t := range things {
		ids[i] = l.id(t)
	}
	l.set(ids, things)
}

func (l *lazy[T]) keep(things []T) {
	if len(l.known)+len(things) > pagesKept && len(l.ids) > pagesKept {
		clear(l.known)
	}
	for _, t := range things {
		l.known[l.id(t)] = t
	}
}

// at is the thing of a row, if it was read.
func (l *lazy[T]) at(i int) (t T, ok bool) {
	if i < 0 || i >= len(l.ids) {
		return t, false
	}
	t, ok = l.known[l.ids[i]]
	return t, ok
}

// index is the row of an id, -1 where the list does not hold it.
func (l *lazy[T]) index(id int64) int {
	for i, x := range l.ids {
		if x == id {
			return i
		}
	}
	return -1
}

// around are the ids to read when row i comes in sight.
func around(ids []int64, i int) []int64 {
	from, to := max(0, i-pageBefore), min(len(ids), i+pageAfter)
	return ids[min(from, to):to]
}

// need reads what is missing around row i and then calls shown. One page is read
// at a time: rows passed by in a fast scroll are never read.
func (l *lazy[T]) need(j *jobs, i int, shown func(error)) {
	if l.loading || l.read == nil {
		return
	}
	l.loading = true
	read, want := l.read, around(l.ids, i)
	j.run(nil, func(ctx context.Context) func() {
		things, err := read(ctx, want)
		return func() {
			l.loading = false
			l.keep(things)
			shown(err)
		}
	})
}

// picks are the rows that the next command is meant for, when they are others
// than the one that is open.
type picks struct {
	ids   map[int64]bool
	pivot int64 // where a range begins
}

func (p *picks) clear() { p.ids, p.pivot = nil, 0 }

// toggle adds a row or takes it out.
func (p *picks) toggle(id int64) {
	if p.ids == nil {
		p.ids = map[int64]bool{}
	}
	if p.ids[id] {
		delete(p.ids, id)
	} else {
		p.ids[id] = true
	}
	p.pivot = id
}

// extend takes the rows from the pivot to row i.
func (p *picks) extend(ids []int64, i int) {
	from := 0
	for k, id := range ids {
		if id == p.pivot {
			from = k
		}
	}
	p.take(ids[min(from, i) : max(from, i)+1])
}

// take picks exactly these rows; the pivot stays.
func (p *picks) take(ids []int64) {
	p.ids = make(map[int64]bool, len(ids))
	for _, id := range ids {
		p.ids[id] = true
	}
}

// in are the picked rows in the order of the list.
func (p *picks) in(ids []int64) []int64 {
	var out []int64
	for _, id := range ids {
		if p.ids[id] {
			out = append(out, id)
		}
	}
	return out
}
