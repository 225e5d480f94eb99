package typeset

import (
	"slices"
	"strings"
	"testing"

	"florilegium/clipper"
)

// withNotes is a text with a note in a paragraph, one in a cell, and one inside
// a note.
func withNotes() []clipper.Block {
	text := "À la capitainerie, on répète que la mer rend tout1, sauf le temps : les hommes, les planches, les lettres, et l’on n’en parle plus."
	at := strings.Index(text, "1")
	table := tableOf([]string{"Année", "Navires"}, []string{"1881", "412 a"})
	cell := strings.Index(table.Text, "412 a") + 4
	table.Spans = []clipper.Span{{Start: cell, End: cell + 1, Note: "a"}}
	return []clipper.Block{
		{Kind: clipper.Paragraph, Text: text, Spans: []clipper.Span{{Start: at, End: at + 1, Note: "un"}}},
		table,
		{Kind: clipper.Paragraph, Text: "Voir [2].", Spans: []clipper.Span{{Start: 5, End: 8, Note: "perdue"}}},
		{Kind: clipper.Footnote, Anchor: "un", Text: "Archives, série O ; voir a.", Spans: []clipper.Span{{Start: 26, End: 27, Note: "a"}}},
		{Kind: clipper.Footnote, Anchor: "un", Text: "Suite de la même note."},
		{Kind: clipper.Footnote, Anchor: "a", Text: "a. Estimation."},
	}
}

func TestNotes(t *testing.T) {
	d := NewDoc(withNotes(), nil, "fr")
	text := d.Text()
	ref := strings.Index(text, "1, sauf")
	n, ok := d.NoteAt(ref)
	if !ok || n.Anchor != "un" || text[n.Start:n.End] != "1" || !strings.HasPrefix(text[n.Text:], "Archives") || n.Open {
		t.Errorf("the note is %+v, %v", n, ok)
	}
	if _, ok := d.NoteAt(strings.Index(text, "[2]")); ok {
		t.Error("a reference to a note that is not there is one")
	}
	if got := d.Referrers(strings.Index(text, "Suite")); !slices.Equal(got, []int{ref}) {
		t.Errorf("the note leads back to %v", got)
	}
	if got := d.Referrers(strings.Index(text, "Estimation")); len(got) != 2 {
		t.Errorf("the second note leads back to %v", got)
	}
	if d.Referrers(3) != nil {
		t.Error("a paragraph leads back somewhere")
	}
	if d.OpenNote(3, true) || !d.OpenNote(ref, true) || d.OpenNote(ref, true) || !d.OpenNote(ref, false) {
		t.Error("OpenNote does not say what changes")
	}
}

// An opened note lies right below the line that refers to it; the text has its
// places as before, and the note two.
func TestOpenedNotes(t *testing.T) {
	d := NewDoc(withNotes(), []Front{{Text: "Le port", Title: true}}, "fr")
	text := d.Text()
	st := Style{Size: 18, Measure: 330}
	s := NewSetter(plainFonts())
	closed := s.Layout(d, st)
	refs := []int{strings.Index(text, "1, sauf"), strings.Index(text, "412 a") + 4, strings.Index(text, "voir a") + 5}
	for _, ref := range refs {
		if !d.OpenNote(ref, true) {
			t.Fatalf("no note at %d", ref)
		}
	}
	l := s.Layout(d, st)
	own := *l
	own.Lines = slices.DeleteFunc(slices.Clone(l.Lines), func(ln Line) bool { return l.Opened(slices.Index(l.Lines, ln)) })
	own.shaped = cache[int, *shapedLine]{}
	onePlace(t, &own)
	if len(own.Lines) != len(closed.Lines) || len(l.Lines) == len(own.Lines) {
		t.Fatalf("%d lines closed, %d open, %d of the text itself", len(closed.Lines), len(l.Lines), len(own.Lines))
	}
	i := l.lineAt(refs[0])
	if next := &l.Lines[i+1]; !l.Opened(i+1) || next.Y < l.Lines[i].Y+l.Lines[i].H || !strings.HasPrefix(text[next.Start:], "Archives") {
		t.Errorf("below the reference there is %q", l.LineText(i+1))
	}
	x, y, h := l.Lines[i+1].X, l.Lines[i+1].Y, l.Lines[i+1].H
	note := strings.Index(text, "Archives")
	if off, _, inside := l.Hit(x+2, y+h/2); off != note || !inside {
		t.Errorf("a click on the opened note gives %d, want %d", off, note)
	}
	if _, where, _ := l.Point(note); where <= y {
		t.Error("the note has left its place at the end")
	}
	if rects := l.Rects(note, note+8, 0, l.Height); len(rects) != 2 || rects[0].Y != y {
		t.Errorf("the selected note is shown at %v", rects)
	}
	if top := l.Top(y + 2); top >= note || top < 0 {
		t.Errorf("at the opened note one reads at %d", top)
	}
	if back, ok := l.BackAt(x-8, y+h/2); !ok || back != refs[0] {
		t.Errorf("the number of the note leads to %d, %v", back, ok)
	}
	if _, ok := l.BackAt(x+30, y+h/2); ok {
		t.Error("the words of the note lead back")
	}
	for off := 0; off < len(text); off = d.Next(off) {
		if _, y, _ := l.Point(off); y > l.Height {
			t.Fatalf("offset %d lies below everything", off)
		}
	}
	stacked(t, l)
}

// stacked proves that bands lie below each other and decorations in order.
func stacked(t *testing.T, l *Layout) {
	t.Helper()
	for i := 1; i < len(l.bands); i++ {
		if before := l.bands[i-1]; l.bands[i].y < before.y+before.h-.01 || l.bands[i].first != before.last {
			t.Errorf("band %d does not follow the one before", i)
		}
	}
	for i := 1; i < len(l.Decor); i++ {
		if l.Decor[i].Y < l.Decor[i-1].Y {
			t.Error("decorations are out of order")
		}
	}
}

// A layout that grows is the layout that was made at once.
func TestLayoutGrows(t *testing.T) {
	blocks := append(sample(t, "fr"), allKinds()...)
	for range 3 {
		blocks = append(blocks, blocks...)
	}
	d, st, s := NewDoc(blocks, []Front{{Text: "Le port", Title: true}}, "fr"), Style{Size: 18, Measure: 400}, NewSetter(plainFonts())
	whole, l := s.Layout(d, st), s.Begin(d, st)
	if l.Extend(0, 700) || l.Done() || l.Height < 700 || l.Height > 3000 {
		t.Fatalf("the first screen is %g high, done %v", l.Height, l.Done())
	}
	if off, _, _ := l.Hit(10, 1e6); off != len(d.Text()) {
		t.Errorf("below what is set one hits %d", off)
	}
	if _, y, _ := l.Point(len(d.Text())); y > l.Height {
		t.Error("the end lies below what is set")
	}
	middle := len(d.Text()) / 2
	if l.Extend(middle, 0) {
		t.Error("half of the text is all of it")
	}
	if _, y, h := l.Point(middle); y+h > l.Height || l.LineText(l.lineAt(middle)) != whole.LineText(whole.lineAt(middle)) {
		t.Error("the middle is not set")
	}
	for !l.Extend(l.Lines[len(l.Lines)-1].End+200, 0) {
	}
	if !l.Done() || !slices.Equal(l.Lines, whole.Lines) || !slices.Equal(l.Decor, whole.Decor) || l.Height != whole.Height {
		t.Error("the grown layout differs")
	}
	stacked(t, whole)
}
