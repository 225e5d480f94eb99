package db

import (
	"testing"

	"florilegium/clipper"
	"florilegium/clipper/bench"
)

// TestFiguresCollection holds the speed of a collection of 10,000 clips, and of what
// an export reads.
func TestFiguresCollection(t *testing.T) {
	bench.Need(t)
	big, _ := benchLibrary(t, 1000)
	l := copyOf(t, big)
	ids, err := l.ListClipIDs(t.Context(), clipper.Query{})
	must(t, err)
	articles, err := l.ListIDs(t.Context(), clipper.Query{})
	must(t, err)
	c := &clipper.Collection{Name: "Thèse"}
	for len(c.Parts) < 10_000 {
		c.Parts = append(c.Parts, clipOf(ids[len(c.Parts)%len(ids)]))
	}
	must(t, l.SaveCollection(t.Context(), c))
	bench.Max(t, room, "a collection of 10,000 clips stored after a move", bench.CPU(5, 1, func() {
		c.Parts = clipper.MoveParts(c.Parts, 17, 1, 4000)
		must(t, l.SaveCollection(t.Context(), c))
	}), "ms", 250)
	bench.Max(t, room, "a collection of 10,000 clips read with its sources", bench.CPU(5, 1, func() {
		read, err := l.Collection(t.Context(), c.ID)
		must(t, err)
		_, err = l.Gathered(t.Context(), read.Clips())
		must(t, err)
	}), "ms", 500)
	bench.Max(t, room, "1,000 articles with their clips read for an export", bench.CPU(5, 1, func() {
		_, err := l.Export(t.Context(), articles, false)
		must(t, err)
	}), "ms", 500)
}
