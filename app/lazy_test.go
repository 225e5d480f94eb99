//go:build !headless

package app

import (
	"context"
	"slices"
	"testing"

	"florilegium/db"

	"fyne.io/fyne/v2/test"
)

func numbered(n int) (ids []int64) {
	for i := range n {
		ids = append(ids, int64(1000-i))
	}
	return ids
}

// A lazy list of 900 rows reads the page around what is missing, never all.
func TestLazyListReadsWhatIsInSight(t *testing.T) {
	test.NewTempApp(t)
	asked := make(chan []int64, 10)
	l := lazy[db.Row]{id: func(r db.Row) int64 { return r.ID }}
	l.read = func(_ context.Context, ids []int64) (rows []db.Row, err error) {
		asked <- ids
		for _, id := range ids {
			rows = append(rows, db.Row{ID: id})
		}
		return rows, nil
	}
	l.set(numbered(900), nil)
	j := &jobs{ctx: t.Context()}
	shown := make(chan error)
	if _, ok := l.at(500); ok {
		t.Fatal("a row nobody read is there")
	}
	l.need(j, 500, func(err error) { shown <- err })
	if err := <-shown; err != nil {
		t.Fatal(err)
	}
	if got := <-asked; len(got) != pageBefore+pageAfter || got[0] != l.ids[460] {
		t.Errorf("read %d rows from %d", len(got), got[0])
	}
	for _, i := range []int{460, 500, 579} {
		if r, ok := l.at(i); !ok || r.ID != l.ids[i] {
			t.Errorf("row %d is %v, %v", i, r.ID, ok)
		}
	}
	for _, i := range []int{-1, 459, 580, 900} {
		if _, ok := l.at(i); ok {
			t.Errorf("row %d is there", i)
		}
	}
	if got := around(l.ids, 895); len(got) != 45 || around(nil, 3) == nil && len(around(nil, 3)) != 0 {
		t.Errorf("%d rows around the last", len(got))
	}
}

func TestPicks(t *testing.T) {
	ids := numbered(10)
	var p picks
	p.toggle(ids[2])
	p.extend(ids, 5)
	if got := p.in(ids); !slices.Equal(got, ids[2:6]) {
		t.Errorf("a range downwards is %v", got)
	}
	p.extend(ids, 0)
	if got := p.in(ids); !slices.Equal(got, ids[:3]) {
		t.Errorf("a range upwards from the same pivot is %v", got)
	}
	p.toggle(ids[1])
	if got := p.in(ids); !slices.Equal(got, []int64{ids[0], ids[2]}) {
		t.Errorf("after one was taken out: %v", got)
	}
	p.clear()
	if got := p.in(ids); got != nil {
		t.Errorf("after clearing: %v", got)
	}
}
