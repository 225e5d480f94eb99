package db

import (
	"reflect"
	"testing"
)

// What an export reads is what the library says of each article.
func TestExport(t *testing.T) {
	l, _, ids := gatherable(t)
	must(t, l.SetTags(t.Context(), 1, []string{"thèse", "exil"}))
	must(t, l.DeleteClip(t.Context(), ids[3]))
	got, err := l.Export(t.Context(), []int64{3, 99, 1, 2}, true)
	if err != nil || len(got) != 3 {
		t.Fatalf("%d articles, %v", len(got), err)
	}
	for i, id := range []int64{3, 1, 2} {
		a, err := l.Article(t.Context(), id)
		must(t, err)
		clips, err := l.Clips(t.Context(), id)
		must(t, err)
		want := Exported{ID: id, UID: a.UID, Source: a.Source, Tags: a.Tags, Clips: clips, Text: a.Text()}
		if !reflect.DeepEqual(got[i], want) {
			t.Errorf("article %d is exported as %+v, want %+v", id, got[i], want)
		}
	}
	if got, err := l.Export(t.Context(), []int64{1}, false); err != nil || got[0].Text != "" || len(got[0].Clips) != 2 {
		t.Errorf("without its text: %+v, %v", got, err)
	}
}
