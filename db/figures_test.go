package db

import (
	"path/filepath"
	"slices"
	"testing"
	"time"

	"florilegium/clipper"
	"florilegium/clipper/bench"
)

// room is the name of this package among the figures.
const room = "db"

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// TestFiguresSmall holds the speed of a library of 1,000 articles.
func TestFiguresSmall(t *testing.T) {
	bench.Need(t)
	l, _ := benchLibrary(t, 1000)
	bench.Max(t, room, "search as you type in 1,000 articles", typing(t, l), "ms", 2)
	bench.Max(t, room, "one save with 5 clips in 1,000 articles", saveTime(t, copyOf(t, l)), "ms", 10)
	bench.Max(t, room, "marking an article with 10 clips as read", stateTime(t, copyOf(t, l)), "ms", 10)
}

// copyOf is a copy of a library that may be written.
func copyOf(t *testing.T, l *Library) *Library {
	dir := t.TempDir()
	must(t, copyFile(filepath.Join(l.dir, libraryFile), filepath.Join(dir, libraryFile)))
	c, err := Open(t.Context(), dir, Options{})
	must(t, err)
	t.Cleanup(func() { c.Close() })
	return c
}

// saveTime is the CPU time of saving an article with its page and five clips.
func saveTime(t *testing.T, l *Library) float64 {
	c := newCorpus()
	c.n = 1 << 24
	var made []int64
	ms := bench.CPU(5, 20, func() {
		it := c.item()
		snap := &clipper.Snapshot{URL: it.Article.Source.URL, Status: 200, Body: []byte("<html><body><p>" + it.Article.Text()), Fetched: noon}
		must(t, l.SaveArticle(t.Context(), it.Article, snap, nil))
		for i := range it.Clips[:5] {
			it.Clips[i].ArticleID = it.Article.ID
			must(t, l.SaveClip(t.Context(), &it.Clips[i]))
		}
		made = append(made, it.Article.ID)
	})
	for _, id := range made {
		must(t, l.DeleteArticle(t.Context(), id))
	}
	_, err := l.Purge(t.Context(), time.Time{})
	must(t, err)
	return ms
}

// stateTime is the CPU time of marking an article as read or not, which writes its
// rows and those of its clips in the index again.
func stateTime(t *testing.T, l *Library) float64 {
	n := 0
	return bench.CPU(5, 20, func() {
		n++
		must(t, l.SetState(t.Context(), 500, clipper.State{Read: n%2 == 0}))
	})
}

// firstPage asks for 50 rows, and the snippets of those that a window shows.
var firstPage = SearchOptions{Limit: 25, Snippets: 10, Quick: true}

// typed are the queries that the figures type, key by key.
var typed = []string{
	"archives de la ville", "état mouvement", "« en mouvement »", "library war", `tag:"thème 0" ministre`,
	"Straße Hafen", "图书馆", "title:fleuve", "author:dupont", "enquête -ministre",
}

// keystrokes are the queries that arise while typed is being typed.
func keystrokes() []clipper.Query {
	var list []clipper.Query
	for _, text := range typed {
		for i := range text {
			if i > 0 {
				list = append(list, clipper.ParseQuery(text[:i]))
			}
		}
	}
	return list
}

// typing is the CPU time of a search, the mean of all keystrokes.
func typing(t *testing.T, l *Library) float64 {
	sum := 0.0
	for _, q := range keystrokes() {
		sum += bench.CPU(5, 2, func() {
			_, err := l.Search(t.Context(), q, firstPage)
			must(t, err)
		})
	}
	return sum / float64(len(keystrokes()))
}

// nth is a percentile of a list.
func nth(list []float64, percent int) float64 {
	slices.Sort(list)
	return list[min(len(list)-1, len(list)*percent/100)]
}
