package db

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"florilegium/clipper"
)

// Many changes are stored all or none, and what reads meanwhile sees none of them.
func TestTogether(t *testing.T) {
	l := open(t)
	var ids []int64
	for i := range 5 {
		a := &clipper.Article{Source: clipper.Source{Title: fmt.Sprintf("Les relieurs, n° %d", i), URL: fmt.Sprintf("https://gazette.example/%d", i)},
			Blocks: []clipper.Block{{Kind: clipper.Paragraph, Text: "« La colle sèche lentement », dit le relieur."}}}
		if err := l.SaveArticle(t.Context(), a, nil, nil); err != nil {
			t.Fatal(err)
		}
		ids = append(ids, a.ID)
	}
	stop := errors.New("la colle manque")
	change := func(fail error) error {
		return l.Together(t.Context(), func(ctx context.Context) error {
			for _, id := range ids {
				if err := l.SetState(ctx, id, clipper.State{Starred: true}); err != nil {
					return err
				}
				if err := l.SetTags(ctx, id, []string{"reliure"}); err != nil {
					return err
				}
			}
			if n := starred(t, l); n != 0 {
				t.Errorf("%d are starred before the transaction has ended", n)
			}
			return fail
		})
	}
	before, err := l.Version(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if err := change(stop); !errors.Is(err, stop) {
		t.Errorf("the failure is told as %v", err)
	}
	if n := starred(t, l); n != 0 {
		t.Errorf("%d are starred although the last change failed", n)
	}
	if err := change(nil); err != nil {
		t.Fatal(err)
	}
	if n := starred(t, l); n != len(ids) {
		t.Errorf("%d of %d are starred", n, len(ids))
	}
	if after, err := l.Version(t.Context()); err != nil || after != before+1 {
		t.Errorf("version %d after %d (%v), want one transaction more", after, before, err)
	}
}

func starred(t *testing.T, l *Library) int {
	t.Helper()
	list, err := l.ListIDs(t.Context(), clipper.ParseQuery("is:starred"))
	if err != nil {
		t.Fatal(err)
	}
	return len(list)
}
