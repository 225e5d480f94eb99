package db

import (
	"slices"
	"time"
)

// modelTags are tags in plain maps: their names, and which took the place of
// which.
type modelTags struct {
	ids  map[string]int
	into map[int]int
	last int
}

// find is the tag of a name, 0 where there is none.
func (t *modelTags) find(name string) int {
	id := t.ids[name]
	if into, merged := t.into[id]; merged {
		return into
	}
	return id
}

// all are the tags of some names, made where they are new.
func (t *modelTags) all(names []string) (ids []int) {
	for _, name := range names {
		if t.ids[name] == 0 {
			t.last++
			t.ids[name] = t.last
		}
		ids = append(ids, t.find(name))
	}
	return ids
}

// names are the names of tags, each once.
func (t *modelTags) names(ids []int) (names []string) {
	for name, id := range t.ids {
		if _, merged := t.into[id]; !merged && t.has(ids, name) {
			names = append(names, name)
		}
	}
	return names
}

func (t *modelTags) has(ids []int, name string) bool {
	want := t.find(name)
	return want != 0 && slices.ContainsFunc(ids, func(id int) bool { return id == want || t.into[id] == want })
}

func (t *modelTags) merge(from, into int) {
	for id, to := range t.into {
		if to == from {
			t.into[id] = into
		}
	}
	t.into[from] = into
}

// rename gives a tag a name, or merges it with the one that has it.
func (t *modelTags) rename(from int, name string) {
	if other := t.find(name); other != 0 && other != from {
		t.merge(from, other)
		return
	}
	for old, id := range t.ids {
		if id == from {
			delete(t.ids, old)
		}
	}
	t.ids[name] = from
}

// retag renames or merges a tag.
func (m *model) retag() {
	a, b := modelWords[m.IntN(6)], modelWords[m.IntN(6)]
	from, into := m.tags.find(a), m.tags.find(b)
	if m.IntN(3) > 0 {
		m.change(m.l.RenameTag(m.t.Context(), a, b), from != 0, func() { m.tags.rename(from, b) })
		return
	}
	m.change(m.l.MergeTags(m.t.Context(), a, b), from != 0 && into != 0, func() {
		if from != into {
			m.tags.merge(from, into)
		}
	})
}

// merge puts two articles together, wherever their texts came from.
func (m *model) merge(keep, other int64) {
	if keep == other {
		return
	}
	k, o := m.articles[keep], m.articles[other]
	_, err := m.l.MergeArticles(m.t.Context(), keep, other, nil)
	m.change(err, !k.deleted && !o.deleted, func() {
		there := map[modelClip]bool{}
		for _, c := range m.clips {
			if c.article == keep && !c.deleted {
				there[modelClip{start: c.start, quote: c.quote, hash: c.hash, note: c.note}] = true
				there[modelClip{start: c.start, quote: c.quote, hash: c.hash}] = true
			}
		}
		for _, c := range m.clips {
			if c.article == other && (c.deleted || !there[modelClip{start: c.start, quote: c.quote, hash: c.hash, note: c.note}]) {
				c.article = keep
			}
		}
		k.tags, o.deleted = append(slices.Clone(k.tags), o.tags...), true
		k.state.Read, k.state.Starred = k.state.Read || o.state.Read, k.state.Starred || o.state.Starred
		k.state.Archived = k.state.Archived && o.state.Archived
		if slices.Equal(k.words, o.words) {
			k.state.Progress = max(k.state.Progress, o.state.Progress)
		}
	})
}

// purge destroys what is deleted.
func (m *model) purge() {
	_, err := m.l.Purge(m.t.Context(), time.Time{})
	must(m.t, err)
	for _, a := range m.articles {
		a.gone = a.deleted
	}
	for _, c := range m.clips {
		c.gone = c.deleted || m.articles[c.article].gone
		c.deleted = c.deleted || c.gone
	}
}
