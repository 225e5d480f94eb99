package db

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"florilegium/clipper"
)

// model is a library in plain maps.
type model struct {
	*rand.Rand
	t        *testing.T
	l        *Library
	articles map[int64]*modelArticle
	clips    map[int64]*modelClip
	saved    int
	tags     modelTags
}

// What was purged stays in the model as deleted and gone.
type modelArticle struct {
	words         []string
	tags          []int
	state         clipper.State
	deleted, gone bool
}

type modelClip struct {
	article       int64
	start         int
	quote, hash   string // hash is of the text that the clip was made on
	note          string
	deleted, gone bool
}

var modelWords = strings.Fields("fleuve rivage archive gardien lettre carnet aube grenier marché chapelle œuvre soldat")

func TestModel(t *testing.T) {
	m := &model{Rand: rand.New(rand.NewPCG(7, 11)), t: t, l: open(t), articles: map[int64]*modelArticle{}, clips: map[int64]*modelClip{},
		tags: modelTags{ids: map[string]int{}, into: map[int]int{}}}
	rounds := soak(t, 10_000)
	for round := range rounds {
		m.step()
		if round%(rounds/5) == 0 {
			m.compare()
		}
	}
	m.compare()
	damageFree(t, m.l)
	must(t, m.l.Reindex(t.Context(), nil))
	m.compare()
}

func (m *model) step() {
	id, clip := m.anyArticle(), m.anyClip()
	switch n := m.IntN(100); {
	case n < 25 || id == 0:
		m.save(0)
	case n < 30:
		m.save(id)
	case n < 50:
		m.clip(id)
	case n < 60 && clip != 0:
		m.annotate(clip)
	case n < 68 && clip != 0:
		c := m.clips[clip]
		m.change(m.l.DeleteClip(m.t.Context(), clip), !c.deleted, func() { c.deleted = true })
	case n < 74 && clip != 0:
		c := m.clips[clip]
		m.change(m.l.RestoreClip(m.t.Context(), clip), c.deleted && !c.gone, func() { c.deleted = false })
	case n < 80:
		a := m.articles[id]
		m.change(m.l.DeleteArticle(m.t.Context(), id), !a.deleted, func() { a.deleted = true })
	case n < 86:
		a := m.articles[id]
		m.change(m.l.RestoreArticle(m.t.Context(), id), a.deleted && !a.gone, func() { a.deleted = false })
	case n < 92:
		names := slices.Clone(modelWords[:m.IntN(5)])
		m.change(m.l.SetTags(m.t.Context(), id, names), !m.articles[id].deleted, func() { m.articles[id].tags = m.tags.all(names) })
	case n < 94:
		m.retag()
	case n < 95 && m.IntN(5) == 0:
		m.purge()
	case n < 96:
		m.merge(id, m.anyArticle())
	default:
		s := clipper.State{Read: m.IntN(2) == 0, Starred: m.IntN(2) == 0, Archived: m.IntN(4) == 0, Progress: m.IntN(9)}
		m.change(m.l.SetState(m.t.Context(), id, s), !m.articles[id].deleted, func() { m.articles[id].state = s })
	}
}

// change notes a change that should have worked, or should not.
func (m *model) change(err error, should bool, note func()) {
	m.t.Helper()
	switch {
	case should && err != nil:
		m.t.Fatal(err)
	case should:
		note()
	case clipper.CodeOf(err) != clipper.NotFound:
		m.t.Fatalf("a change of something deleted: %v", err)
	}
}

func (m *model) anyArticle() int64 {
	if m.saved == 0 {
		return 0
	}
	return int64(1 + m.IntN(m.saved))
}

func (m *model) anyClip() int64 {
	if len(m.clips) == 0 {
		return 0
	}
	return int64(1 + m.IntN(len(m.clips)))
}

// save stores a new article, or another text of one.
func (m *model) save(id int64) {
	old := m.articles[id]
	words := make([]string, 5+m.IntN(10))
	for i := range words {
		words[i] = modelWords[m.IntN(len(modelWords))]
	}
	a := page(fmt.Sprintf("https://example.org/%d", m.saved), "Sans titre", "fr", strings.Join(words, " "))
	a.ID = id
	if old != nil {
		a.Tags, a.State = m.tags.names(old.tags), old.state
		a.Source.URL = fmt.Sprintf("https://example.org/%d", id-1)
	}
	err := m.l.SaveArticle(m.t.Context(), a, nil, nil)
	if old == nil {
		must(m.t, err)
		m.saved++
		m.articles[a.ID] = &modelArticle{words: words}
		return
	}
	m.change(err, !old.deleted, func() { old.words = words })
}

// clip clips a word of an article.
func (m *model) clip(id int64) {
	a := m.articles[id]
	text := strings.Join(a.words, " ")
	i := m.IntN(len(a.words))
	start := len(strings.Join(a.words[:i], " "))
	if i > 0 {
		start++
	}
	c := clipper.Clip{ArticleID: id, Quote: a.words[i], Start: start, End: start + len(a.words[i]), TextHash: clipper.HashText(text)}
	err := m.l.SaveClip(m.t.Context(), &c)
	if a.deleted && err == nil { // the same range again
		return
	}
	m.change(err, !a.deleted, func() {
		if m.clips[c.ID] == nil {
			m.clips[c.ID] = &modelClip{article: id, start: start, quote: c.Quote, hash: c.TextHash}
		}
	})
}

func (m *model) annotate(id int64) {
	c := m.clips[id]
	stored, err := m.l.Clip(m.t.Context(), id)
	m.change(err, !c.deleted, func() {
		stored.Note = modelWords[m.IntN(len(modelWords))]
		must(m.t, m.l.SaveClip(m.t.Context(), stored))
		c.note = stored.Note
	})
}

// compare holds everything the library says against the model.
func (m *model) compare() {
	m.t.Helper()
	for _, word := range append(slices.Clone(modelWords), "introuvable") {
		m.same(word+" ", func(a *modelArticle) bool { return slices.Contains(a.words, word) },
			func(c *modelClip) bool { return c.quote == word || c.note == word })
		tagged := func(a *modelArticle) bool { return m.tags.has(a.tags, word) }
		m.same("tag:"+word, tagged, func(c *modelClip) bool { return tagged(m.articles[c.article]) })
	}
	m.same("is:starred", func(a *modelArticle) bool { return a.state.Starred }, func(c *modelClip) bool { return m.articles[c.article].state.Starred })
	m.same("-is:read", func(a *modelArticle) bool { return !a.state.Read }, func(c *modelClip) bool { return !m.articles[c.article].state.Read })
	m.same("", func(*modelArticle) bool { return true }, func(*modelClip) bool { return true })
	for id, a := range m.articles {
		if a.deleted {
			continue
		}
		got, err := m.l.Article(m.t.Context(), id)
		must(m.t, err)
		if got.Text() != strings.Join(a.words, " ") || got.State != a.state {
			m.t.Errorf("article %d is %q %+v, should be %q %+v", id, got.Text(), got.State, a.words, a.state)
		}
	}
}

// same checks that a query lists the articles and clips it should.
func (m *model) same(query string, article func(*modelArticle) bool, clip func(*modelClip) bool) {
	m.t.Helper()
	var articles, clips []int64
	for id, a := range m.articles {
		if !a.deleted && article(a) {
			articles = append(articles, id)
		}
	}
	for id, c := range m.clips {
		if !c.deleted && !m.articles[c.article].deleted && clip(c) {
			clips = append(clips, id)
		}
	}
	q := clipper.ParseQuery(query)
	ids, err := m.l.ListIDs(m.t.Context(), q)
	must(m.t, err)
	list, err := m.l.ListClips(m.t.Context(), q, 0, 0)
	must(m.t, err)
	var found []int64
	for _, c := range list {
		found = append(found, c.ID)
	}
	slices.Sort(ids)
	slices.Sort(found)
	slices.Sort(articles)
	slices.Sort(clips)
	if !slices.Equal(ids, articles) || !slices.Equal(found, clips) {
		m.t.Errorf("%q lists articles %v and clips %v, should be %v and %v", query, ids, found, articles, clips)
	}
}
