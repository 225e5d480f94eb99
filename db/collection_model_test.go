package db

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"florilegium/clipper"
)

// collectionModel is a library's collections in plain maps.
type collectionModel struct {
	*rand.Rand
	t     *testing.T
	l     *Library
	clips map[int64]string // what became of each: "", "deleted" or "gone"
	all   map[int64]*modelCollection
}

type modelCollection struct {
	name    string
	parts   []clipper.Part
	deleted bool
}

func TestCollectionModel(t *testing.T) {
	m := &collectionModel{Rand: rand.New(rand.NewPCG(3, 5)), t: t, l: open(t), clips: map[int64]string{}, all: map[int64]*modelCollection{}}
	a := save(t, m.l, page("https://gazette.example/relieurs", "Les relieurs", "fr", "œuvre rivage aube grenier lettre carnet soldat marché chapelle fleuve archive gardien"))
	for _, word := range modelWords {
		m.clips[clip(t, m.l, a, word).ID] = ""
	}
	rounds := soak(t, 4000)
	for round := range rounds {
		m.step()
		if round%(rounds/20) == 0 {
			m.compare()
		}
	}
	m.compare()
	clean(t, m.l)
}

func (m *collectionModel) step() {
	id := int64(1 + m.IntN(len(m.all)+1))
	c := m.all[id]
	switch n := m.IntN(100); {
	case c == nil || n < 3:
		m.make()
	case n < 40:
		m.edit(id, c)
	case n < 60:
		m.add(id, c)
	case n < 66:
		m.expect(m.l.DeleteCollection(m.t.Context(), id), !c.deleted && c.name != "", func() { c.deleted = true })
	case n < 76:
		m.restore(id, c)
	case n < 99:
		m.clip()
	default:
		m.purge()
	}
}

// expect notes a change that should have worked; one of what is not there must fail.
func (m *collectionModel) expect(err error, should bool, note func()) {
	m.t.Helper()
	if should != (err == nil) || err != nil && clipper.CodeOf(err) != clipper.NotFound {
		m.t.Fatalf("should work: %v; %v", should, err)
	}
	if should {
		note()
	}
}

func (m *collectionModel) make() {
	c := &clipper.Collection{Name: fmt.Sprintf("Recueil n° %d", len(m.all)+1)}
	must(m.t, m.l.SaveCollection(m.t.Context(), c))
	m.all[c.ID] = &modelCollection{name: c.Name}
}

// edit moves, adds, takes out or changes one part, in one of the two ways.
func (m *collectionModel) edit(id int64, c *modelCollection) {
	parts := slices.Clone(c.parts)
	if n := len(parts); n > 1 && m.IntN(3) > 0 {
		from, to := m.IntN(n), m.IntN(n)
		p := parts[from]
		parts = slices.Insert(slices.Delete(parts, from, from+1), to, p)
	} else if n > 0 && m.IntN(3) == 0 {
		parts = slices.Delete(parts, 0, 1)
	} else {
		parts = append(parts, clipper.Part{Kind: clipper.HeadingPart, Level: 1 + m.IntN(6), Text: modelWords[m.IntN(len(modelWords))]})
	}
	if m.IntN(2) == 0 {
		_, _, err := m.l.EditCollection(m.t.Context(), id, func(stored *clipper.Collection) error { stored.Parts = slices.Clone(parts); return nil })
		m.expect(err, !c.deleted, func() { c.parts = m.there(parts) })
		return
	}
	stored, err := m.l.Collection(m.t.Context(), id)
	m.expect(err, !c.deleted, func() {
		stored.Parts = slices.Clone(parts)
		must(m.t, m.l.SaveCollection(m.t.Context(), stored))
		c.parts = m.there(parts)
	})
}

// there are the parts but those of clips that were purged.
func (m *collectionModel) there(parts []clipper.Part) []clipper.Part {
	return slices.DeleteFunc(slices.Clone(parts), func(p clipper.Part) bool { return p.Kind == clipper.ClipPart && m.clips[p.Clip] == "gone" })
}

func (m *collectionModel) add(id int64, c *modelCollection) {
	clip, at := int64(1+m.IntN(len(m.clips))), m.IntN(len(c.parts)+2)-1
	added, _, err := m.l.AddToCollection(m.t.Context(), id, at, clip)
	m.expect(err, !c.deleted && m.clips[clip] == "", func() {
		known := holdsClip(c.parts, clip)
		if known != (added == 0) {
			m.t.Fatalf("added %d, known %v", added, known)
		}
		if at < 0 {
			at = len(c.parts)
		}
		if !known {
			c.parts = slices.Insert(c.parts, at, clipOf(clip))
		}
	})
}

func (m *collectionModel) restore(id int64, c *modelCollection) {
	m.expect(m.l.RestoreCollection(m.t.Context(), id), c.deleted && c.name != "", func() { c.deleted = false })
}

func (m *collectionModel) clip() {
	id := int64(1 + m.IntN(len(m.clips)))
	if m.IntN(3) > 0 {
		m.expect(m.l.RestoreClip(m.t.Context(), id), m.clips[id] == "deleted", func() { m.clips[id] = "" })
		return
	}
	m.expect(m.l.DeleteClip(m.t.Context(), id), m.clips[id] == "", func() { m.clips[id] = "deleted" })
}

func (m *collectionModel) purge() {
	if m.IntN(20) > 0 {
		return
	}
	_, err := m.l.Purge(m.t.Context(), time.Time{})
	must(m.t, err)
	for id, state := range m.clips {
		if state == "deleted" {
			m.clips[id] = "gone"
		}
	}
	for _, c := range m.all {
		if c.parts = m.there(c.parts); c.deleted {
			c.name = "" // gone
		}
	}
}

// compare holds everything the library says against the model.
func (m *collectionModel) compare() {
	m.t.Helper()
	rows, err := m.l.Collections(m.t.Context())
	must(m.t, err)
	shown := 0
	for id, c := range m.all {
		if c.deleted {
			continue
		}
		shown++
		got, err := m.l.Collection(m.t.Context(), id)
		must(m.t, err)
		if got.Name != c.name || !slices.Equal(got.Parts, c.parts) {
			m.t.Fatalf("collection %d is %+v, should be %+v", id, got, c)
		}
		clips := 0
		for _, p := range c.parts {
			if p.Kind == clipper.ClipPart && m.clips[p.Clip] == "" {
				clips++
			}
		}
		i := slices.IndexFunc(rows, func(r CollectionRow) bool { return r.ID == id })
		if i < 0 || rows[i].Clips != clips || rows[i].Parts != len(c.parts) {
			m.t.Fatalf("collection %d is listed as %+v, should have %d clips and %d parts", id, rows, clips, len(c.parts))
		}
	}
	if shown != len(rows) {
		m.t.Fatalf("%d are listed, should be %d", len(rows), shown)
	}
}
