package db

import (
	"context"
	"path/filepath"
	"reflect"
	"slices"
	"sync"
	"testing"
	"time"

	"florilegium/clipper"
)

// gatherable is a library with three articles and four clips, and a collection of
// them with a heading and own words.
func gatherable(t *testing.T) (*Library, *clipper.Collection, []int64) {
	t.Helper()
	l := open(t)
	var ids []int64
	for _, p := range []struct{ url, lang, text, quote string }{
		{"https://courrier.example/exil", "fr", exile, "Ils tentent de rester en état de mouvement"},
		{"https://courrier.example/exil", "fr", exile, "« Nous n’oublions rien\u202f! »"},
		{"https://gazeta.example/arkhiv", "ru", "Архив молчит третий год.", "Архив молчит"},
		{"https://aljarida.example/1", "ar", "قال الحارس إن الأرشيف مغلق منذ عام 2019.", "الأرشيف مغلق"},
	} {
		a, err := l.Lookup(t.Context(), p.url)
		must(t, err)
		if a == nil {
			a = save(t, l, page(p.url, "Archives", p.lang, p.text))
		}
		ids = append(ids, clip(t, l, a, p.quote).ID)
	}
	c := &clipper.Collection{Name: " Chapitre\n3 ", Style: "apa", Locale: "fr-FR", Parts: []clipper.Part{
		{Kind: clipper.HeadingPart, Level: 9, Text: "L’exil\n"}, clipOf(ids[0]), {Kind: clipper.WordsPart, Text: "Deux témoins\u00a0:\n\nl’un d’eux se tait."}, clipOf(ids[2]),
	}}
	must(t, l.SaveCollection(t.Context(), c))
	return l, c, ids
}

func clipOf(id int64) clipper.Part { return clipper.Part{Kind: clipper.ClipPart, Clip: id} }

func TestCollection(t *testing.T) {
	l, c, ids := gatherable(t)
	if c.Name != "Chapitre 3" || c.Parts[0] != (clipper.Part{Kind: clipper.HeadingPart, Level: 6, Text: "L’exil"}) {
		t.Errorf("stored as %+v", c)
	}
	got, err := l.Collection(t.Context(), c.ID)
	if err != nil || !reflect.DeepEqual(got, c) {
		t.Errorf("read %+v, %v; want %+v", got, err, c)
	}
	added, after, err := l.AddToCollection(t.Context(), c.ID, -1, ids[2], ids[3], ids[3], ids[1])
	if err != nil || added != 2 || len(after.Parts) != 6 || after.Parts[4].Clip != ids[3] {
		t.Errorf("gathered %d, %+v, %v", added, after, err)
	}
	if _, _, err := l.AddToCollection(t.Context(), c.ID, 0, 999); clipper.CodeOf(err) != clipper.NotFound {
		t.Errorf("a clip that is not there: %v", err)
	}
	list, err := l.Collections(t.Context())
	if err != nil || len(list) != 1 || list[0].Clips != 4 || list[0].Parts != 6 || !list[0].Updated.Equal(after.Updated) {
		t.Errorf("listed %+v, %v", list, err)
	}
	in, err := l.ClipCollections(t.Context(), ids[3])
	if err != nil || len(in) != 1 || in[0].ID != c.ID {
		t.Errorf("the collections of a clip: %+v, %v", in, err)
	}
	if err := l.SaveCollection(t.Context(), c); clipper.CodeOf(err) != clipper.Conflict {
		t.Errorf("an older state was written over a newer one: %v", err)
	}
	for _, bad := range []clipper.Collection{{Name: " \t"}, {Name: "chapitre 3"}, {Name: "Notes", Parts: []clipper.Part{{Kind: "image"}}}, {Name: "Notes", Parts: []clipper.Part{{Kind: clipper.ClipPart}}}} {
		if err := l.SaveCollection(t.Context(), &bad); err == nil {
			t.Errorf("%+v was stored", bad)
		}
	}
	clean(t, l)
}

// What is deleted keeps its place in a collection; what is purged leaves it.
func TestCollectionAndDeletions(t *testing.T) {
	l, c, ids := gatherable(t)
	must(t, l.DeleteClip(t.Context(), ids[0]))
	must(t, l.DeleteArticle(t.Context(), 2))
	g, err := l.Gathered(t.Context(), ids)
	if err != nil || !g[ids[0]].Deleted || g[ids[1]].Deleted || !g[ids[2]].Deleted || g[ids[3]].Source.Language != "ar" {
		t.Errorf("gathered %+v, %v", g, err)
	}
	list, err := l.Collections(t.Context())
	if err != nil || list[0].Clips != 0 || list[0].Parts != 4 {
		t.Errorf("listed %+v, %v", list, err)
	}
	must(t, l.RestoreArticle(t.Context(), 2))
	if p, err := l.Purge(t.Context(), time.Time{}); err != nil || p.Clips != 1 || p.Collections != 0 {
		t.Errorf("purged %+v, %v", p, err)
	}
	got, err := l.Collection(t.Context(), c.ID)
	if err != nil || len(got.Parts) != 3 || got.Updated.Equal(c.Updated) {
		t.Errorf("after the purge %+v, %v", got, err)
	}
	got.Parts = append(got.Parts, clipOf(ids[0])) // as a window would that knows no better
	if err := l.SaveCollection(t.Context(), got); err != nil || len(got.Parts) != 3 {
		t.Errorf("saved with a purged clip: %+v, %v", got, err)
	}
	must(t, l.DeleteCollection(t.Context(), c.ID))
	if _, err := l.Collection(t.Context(), c.ID); clipper.CodeOf(err) != clipper.NotFound {
		t.Errorf("a deleted collection: %v", err)
	}
	other := &clipper.Collection{Name: "CHAPITRE 3"}
	must(t, l.SaveCollection(t.Context(), other))
	must(t, l.RestoreCollection(t.Context(), c.ID))
	if got, err := l.Collection(t.Context(), c.ID); err != nil || got.Name != "Chapitre 3 (2)" || len(got.Parts) != 3 {
		t.Errorf("brought back as %+v, %v", got, err)
	}
	must(t, l.DeleteCollection(t.Context(), c.ID))
	if p, err := l.Purge(t.Context(), time.Time{}); err != nil || p.Collections != 1 {
		t.Errorf("purged %+v, %v", p, err)
	}
	kinds, err := column[string](l.query(t.Context(), `SELECT kind FROM tombstone ORDER BY kind`))
	if err != nil || !slices.Equal(kinds, []string{"clip", "collection"}) {
		t.Errorf("tombstones %v, %v", kinds, err)
	}
	clean(t, l)
}

// A clip that stays behind when two articles are merged hands its place to its twin.
func TestCollectionAndMerge(t *testing.T) {
	l := open(t)
	a := save(t, l, page("https://courrier.example/exil", "Les exilés", "fr", exile))
	b := save(t, l, page("https://miroir.example/exil", "Les exilés", "fr", exile))
	quote := "Les anciens ministres vivent à Athènes."
	first, second, third := clip(t, l, a, quote), clip(t, l, b, quote), clip(t, l, b, "Ils tentent")
	c := &clipper.Collection{Name: "Exil", Parts: []clipper.Part{clipOf(second.ID), clipOf(third.ID)}}
	both := &clipper.Collection{Name: "Les deux", Parts: []clipper.Part{clipOf(second.ID), clipOf(first.ID)}}
	must(t, l.SaveCollection(t.Context(), c))
	must(t, l.SaveCollection(t.Context(), both))
	_, err := l.MergeArticles(t.Context(), a.ID, b.ID, nil)
	must(t, err)
	_, err = l.Purge(t.Context(), time.Time{})
	must(t, err)
	got, err := l.Collection(t.Context(), c.ID)
	if err != nil || !slices.Equal(got.Parts, []clipper.Part{clipOf(first.ID), clipOf(third.ID)}) {
		t.Errorf("after the merge %+v, %v", got, err)
	}
	if got, err := l.Collection(t.Context(), both.ID); err != nil || !slices.Equal(got.Parts, []clipper.Part{clipOf(first.ID)}) {
		t.Errorf("the twins in one collection: %+v, %v", got, err)
	}
	clean(t, l)
}

func TestCollectionInBackup(t *testing.T) {
	l, c, _ := gatherable(t)
	file, dir := filepath.Join(t.TempDir(), "copie.florilegium"), t.TempDir()
	must(t, l.Backup(t.Context(), file))
	r, err := Restore(t.Context(), file, dir, RestoreOptions{})
	if err != nil || r.Collections != 1 {
		t.Errorf("restored %+v, %v", r, err)
	}
	again, err := Open(t.Context(), dir, Options{})
	must(t, err)
	defer again.Close()
	if got, err := again.Collection(t.Context(), c.ID); err != nil || !reflect.DeepEqual(got, c) {
		t.Errorf("after the restore %+v, %v", got, err)
	}
}

// Two programs that add to one collection at once lose nothing of each other's.
func TestCollectionOfTwoPrograms(t *testing.T) {
	l, c, _ := gatherable(t)
	other, err := Open(t.Context(), l.Dir(), Options{})
	must(t, err)
	defer other.Close()
	const each = 40
	var busy sync.WaitGroup
	for _, writer := range []*Library{l, other} {
		busy.Go(func() {
			for range each {
				_, _, err := writer.EditCollection(context.Background(), c.ID, func(c *clipper.Collection) error {
					c.Parts = append(c.Parts, clipper.Part{Kind: clipper.HeadingPart, Level: 2, Text: "Zwischenüberschrift"})
					return nil
				})
				if err != nil {
					t.Error(err)
				}
			}
		})
	}
	busy.Wait()
	if got, err := other.Collection(t.Context(), c.ID); err != nil || len(got.Parts) != len(c.Parts)+2*each {
		t.Errorf("%d parts, want %d; %v", len(got.Parts), len(c.Parts)+2*each, err)
	}
}

// Doctor sees a part that is none.
func TestDoctorOfCollections(t *testing.T) {
	l, c, _ := gatherable(t)
	_, err := l.conn.ExecContext(t.Context(), `UPDATE collection_part SET clip_id = NULL WHERE kind = 'clip' AND collection_id = ?`, c.ID)
	must(t, err)
	found, err := l.Doctor(t.Context(), DoctorOptions{})
	if err != nil || len(found) != 1 || found[0].What != "collection" || !found[0].Damage() {
		t.Errorf("doctor: %+v, %v", found, err)
	}
}
