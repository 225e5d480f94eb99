package db

import (
	"slices"
	"strings"
	"testing"
	"time"

	"florilegium/clipper"
)

func TestDuplicates(t *testing.T) {
	l := shelf(t)
	long := strings.Repeat("Un texte assez long pour compter. ", 10)
	save(t, l, page("https://a.example/1", "Un", "fr", long))
	save(t, l, page("https://b.example/2", "Deux", "fr", long))
	save(t, l, page("http://lemonde.example/paix/", "Trois", "fr", "Autre chose."))
	list, err := l.Duplicates(t.Context())
	if err != nil || len(list) != 2 || list[0].Why != "text" || list[1].Why != "address" || list[1].Articles[0].ID != 1 {
		t.Errorf("duplicates %+v, %v", list, err)
	}
}

// TestMerge puts two copies of a page together, one with another text.
func TestMerge(t *testing.T) {
	l := shelf(t)
	c := save(t, l, page("http://lemonde.example/paix/", "La paix, suite", "fr", "Préambule.\nLa paix commence, dit le ministre.\nFin ajoutée."))
	must(t, l.SetTags(t.Context(), c.ID, []string{"suite"}))
	same := clip(t, l, c, "La paix commence")
	noted := clip(t, l, c, "dit le ministre")
	noted.Note, noted.Tags = "Qui donc ?", []string{"enquête"}
	must(t, l.SaveClip(t.Context(), noted))
	lost, gone := clip(t, l, c, "Fin ajoutée"), clip(t, l, c, "Préambule")
	must(t, l.DeleteClip(t.Context(), gone.ID))
	must(t, l.FreezeCiteKey(t.Context(), c.ID, "durand2014"))
	keep, err := l.Article(t.Context(), 1)
	must(t, err)
	text := keep.Text()
	place := func(c clipper.Clip) clipper.Clip { // as anchoring would
		if i := strings.Index(text, c.Quote); i >= 0 {
			c.Start, c.End, c.TextHash = i, i+len(c.Quote), keep.TextHash
		} else {
			c.Lost = true
		}
		return c
	}
	n, err := l.MergeArticles(t.Context(), 1, c.ID, []clipper.Clip{place(*same), place(*noted), place(*lost)})
	if err != nil || n != 2 {
		t.Fatalf("%d clips moved, %v", n, err)
	}
	clips, err := l.Clips(t.Context(), 1)
	must(t, err)
	var quotes []string
	for _, c := range clips {
		quotes = append(quotes, c.Quote)
	}
	slices.Sort(quotes)
	if want := []string{"Fin ajoutée", "La paix commence", "dit le ministre"}; !slices.Equal(quotes, want) {
		t.Errorf("clips %q, want %q", quotes, want)
	}
	count(t, l, "tag:suite tag:histoire tag:enquête", 1, 0)
	count(t, l, "paix", 1, 1)
	count(t, l, "title:suite", 0, 0)
	if a, err := l.Lookup(t.Context(), "http://lemonde.example/paix/"); err != nil || a == nil || a.ID != 1 || a.Source.CiteKey != "durand2014" {
		t.Errorf("the other address leads to %+v, %v", a, err)
	}
	versions, err := l.EarlierVersions(t.Context(), 1)
	if err != nil || len(versions) != 1 || versions[0].TextHash != lost.TextHash {
		t.Errorf("earlier texts %+v, %v", versions, err)
	}
	must(t, l.RestoreClip(t.Context(), gone.ID))
	_, err = l.Purge(t.Context(), time.Time{})
	must(t, err)
	if clips, _ = l.Clips(t.Context(), 1); len(clips) != 4 {
		t.Errorf("%d clips after a purge", len(clips))
	}
	clean(t, l)
	if _, err := l.MergeArticles(t.Context(), 1, 1, nil); clipper.CodeOf(err) != clipper.Usage {
		t.Errorf("merged with itself: %v", err)
	}
	if _, err := l.MergeArticles(t.Context(), 1, 99, nil); clipper.CodeOf(err) != clipper.NotFound {
		t.Errorf("merged with nothing: %v", err)
	}
}
