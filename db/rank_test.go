package db

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"florilegium/clipper"
	"florilegium/clipper/fold"
)

// TestRankIsBM25 works the order of hits out from the formula of BM25 (k1 1.2, b
// 0.75; a title weighs 8, a text 1) and holds searches against it.
func TestRankIsBM25(t *testing.T) {
	l := open(t)
	x := rand.New(rand.NewPCG(5, 8))
	words := strings.Fields("aube fleuve pierre vent ombre sable brume rive")
	var titles, texts [][]string
	var items []Item
	for i := range 300 {
		text := make([]string, 3+x.IntN(40))
		for k := range text {
			text[k] = words[int(math.Sqrt(float64(x.IntN(len(words)*len(words)))))]
		}
		title := []string{"Carnet", words[x.IntN(len(words))]}
		a := page(fmt.Sprintf("https://example.org/%d", i), strings.Join(title, " "), "und", strings.Join(text, " "))
		items, titles, texts = append(items, Item{Article: a}), append(titles, title), append(texts, text)
	}
	must(t, l.SaveAll(t.Context(), items))
	sizes := rowSizes(t, l)
	for _, query := range []string{"aube ", "aube fleuve ", "fleuve rive ", "title:aube fleuve ", "aube is:unread ", "vent ombre year:2014 -sable "} {
		var want []int64
		scores := map[int64]float64{}
		for i := range items {
			if holdsWords(query, titles[i], texts[i]) {
				scores[items[i].Article.ID] = scoreByHand(query, i, titles, texts, sizes)
				want = append(want, items[i].Article.ID)
			}
		}
		res, err := l.Search(t.Context(), clipper.ParseQuery(query), SearchOptions{Limit: 1000, Snippets: -1})
		must(t, err)
		var got []int64
		for i, r := range res.Articles {
			got = append(got, r.ID)
			if i > 0 && scores[r.ID] > scores[got[i-1]]+1e-9 {
				t.Errorf("%s: article %d (%f) comes after %d (%f)", query, r.ID, scores[r.ID], got[i-1], scores[got[i-1]])
			}
		}
		slices.Sort(got)
		if len(want) < 5 || !slices.Equal(got, want) {
			t.Errorf("%s finds %v, should be %v", query, got, want)
		}
	}
}

// rowSizes are the lengths of the rows of the index, in words, by id.
func rowSizes(t *testing.T, l *Library) map[int64]float64 {
	sizes := map[int64]float64{}
	must(t, l.query(t.Context(), `SELECT id, sz FROM article_fts_docsize`).each(func(scan func(...any) error) error {
		var id int64
		var lengths []byte // one number below 128 for each column
		err := scan(&id, &lengths)
		for _, n := range lengths {
			sizes[id] += float64(n)
		}
		return err
	}))
	return sizes
}

func wordTerms(query string) (q []clipper.Term) {
	for _, g := range clipper.ParseQuery(query).Groups {
		if f := g[0].Field; f == clipper.FieldText || f == clipper.FieldTitle {
			q = append(q, g[0])
		}
	}
	return q
}

// times is how often a term stands in a title and a text.
func times(t clipper.Term, title, text []string) (inTitle, inText float64) {
	for _, w := range title {
		if fold.Plain(w) == t.Value {
			inTitle++
		}
	}
	for _, w := range text {
		if w == t.Value && t.Field == clipper.FieldText {
			inText++
		}
	}
	return inTitle, inText
}

func holdsWords(query string, title, text []string) bool {
	for _, t := range wordTerms(query) {
		a, b := times(t, title, text)
		if (a+b > 0) == t.Not {
			return false
		}
	}
	return true
}

func scoreByHand(query string, i int, titles, texts [][]string, sizes map[int64]float64) (score float64) {
	total := 0.0
	for _, n := range sizes {
		total += n
	}
	count := float64(len(titles))
	for _, t := range wordTerms(query) {
		if t.Not {
			continue
		}
		holders := 0.0
		for k := range titles {
			if a, b := times(t, titles[k], texts[k]); a+b > 0 {
				holders++
			}
		}
		idf := max(math.Log((count-holders+0.5)/(holders+0.5)), 1e-6)
		a, b := times(t, titles[i], texts[i])
		tf := 8*a + b
		score += idf * tf * 2.2 / (tf + 1.2*(0.25+0.75*sizes[int64(i+1)]*count/total))
	}
	return score
}
