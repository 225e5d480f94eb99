package db

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"florilegium/clipper"
)

// The words of the library that TestExact asks, each its own stem.
var (
	exactWords    = strings.Fields("aube fleuve pierre vent ombre sable")
	exactTags     = strings.Fields("thèse presse Économie")
	exactSpeakers = []string{"", "", "Jean Martin", "Anne Dubois", "Jean Dubois"}
	exactLangs    = []string{"und", "la", "oc", "oc-FR"}
)

// exactLibrary is a library of random articles and clips, with all that was put
// into it.
type exactLibrary struct {
	*rand.Rand
	articles []*clipper.Article
	clips    map[int64][]*clipper.Clip
}

func (x *exactLibrary) some(list []string) (out []string) {
	for _, s := range list {
		if x.IntN(3) == 0 {
			out = append(out, s)
		}
	}
	return out
}

func (x *exactLibrary) fill(t *testing.T, l *Library, n int) {
	for i := range n {
		words := append(x.some(exactWords), "fin")
		a := page(fmt.Sprintf("https://%s.example/%d", exactWords[x.IntN(3)], i), strings.Join(append(x.some(exactWords), "Titre"), " "),
			exactLangs[x.IntN(len(exactLangs))], strings.Join(words, " "))
		a.Source.Container, a.Tags = "", x.some(exactTags)
		a.Source.Issued = clipper.Date{Year: 2009 + x.IntN(4), Month: x.IntN(13)}
		if a.Source.Issued.Month > 0 {
			a.Source.Issued.Day = x.IntN(29)
		}
		if x.IntN(8) == 0 {
			a.Source.Issued = clipper.Date{}
		}
		a.Added = noon.AddDate(0, 0, -x.IntN(60))
		a.State = clipper.State{Read: x.IntN(2) == 0, Archived: x.IntN(3) == 0, Starred: x.IntN(3) == 0}
		save(t, l, a)
		x.articles = append(x.articles, a)
		for _, w := range words[:x.IntN(len(words))] {
			c := clip(t, l, a, w)
			c.Speaker, c.Tags = exactSpeakers[x.IntN(len(exactSpeakers))], x.some(exactTags)
			c.Note = strings.Join(x.some(exactWords[:2]), " ")
			must(t, l.SaveClip(t.Context(), c))
			if x.IntN(4) == 0 {
				must(t, l.DeleteClip(t.Context(), c.ID))
			} else {
				x.clips[a.ID] = append(x.clips[a.ID], c)
			}
		}
	}
}

// term writes a random term.
func (x *exactLibrary) term() string {
	pickOne := func(list ...string) string { return list[x.IntN(len(list))] }
	day := fmt.Sprintf("%d-%02d-%02d", 2009+x.IntN(4), 1+x.IntN(12), 1+x.IntN(28))
	return pickOne("", "", "-") + pickOne(
		exactWords[x.IntN(6)], "title:"+exactWords[x.IntN(6)], "tag:"+exactTags[x.IntN(3)], "tag:rien", "site:"+exactWords[x.IntN(3)]+".example",
		"lang:oc", "lang:und", "has:note", "has:tag", "speaker:jean", "speaker:dubois", `speaker:"jean martin"`, "speaker:personne",
		pickOne("is:read", "is:unread", "is:archived", "is:starred"), "before:"+day, "after:"+day, "year:"+day[:pickInt(x, 4, 7, 10)],
		"year:"+day[:7]+"..", fmt.Sprintf("added:%dd", 1+x.IntN(60)), "added:2026-10",
		"author:durand", "author:inconnu")
}

func pickInt(x *exactLibrary, list ...int) int { return list[x.IntN(len(list))] }

// query is a random query of up to three groups of up to three alternatives.
func (x *exactLibrary) query() string {
	var groups []string
	for range 1 + x.IntN(3) {
		var terms []string
		for range 1 + x.IntN(3) {
			terms = append(terms, x.term())
		}
		groups = append(groups, strings.Join(terms, " OR "))
	}
	return strings.Join(groups, " ") + " "
}

// holds answers a term for an article or, where c is not nil, for a clip of it,
// without any index.
func (x *exactLibrary) holds(t clipper.Term, a *clipper.Article, c *clipper.Clip) bool {
	clips := x.clips[a.ID]
	tags, said := slices.Clone(a.Tags), strings.ToLower(a.Text()+" "+a.Source.Title+" zoé durand")
	if c != nil {
		clips, tags, said = []*clipper.Clip{c}, append(tags, c.Tags...), c.Quote+" "+c.Note
	}
	has := func(text, word string) bool { return slices.Contains(strings.Fields(text), word) }
	value := strings.ToLower(t.Value)
	switch t.Field {
	case clipper.FieldText:
		return has(said, value) || c != nil && has(strings.ToLower(c.Speaker), value)
	case clipper.FieldTitle:
		return has(a.Source.Title, value)
	case clipper.FieldTag:
		return slices.Contains(tags, t.Value)
	case clipper.FieldSite:
		return clipper.Host(a.Source.URL) == value
	case clipper.FieldLang:
		return strings.HasPrefix(a.Source.Language, value)
	case clipper.FieldAuthor:
		return value == "durand"
	case clipper.FieldHas:
		return value == "tag" && len(tags) > 0 || value == "note" && slices.ContainsFunc(clips, func(c *clipper.Clip) bool { return c.Note != "" })
	case clipper.FieldSpeaker:
		return slices.ContainsFunc(clips, func(c *clipper.Clip) bool { return strings.Contains(strings.ToLower(c.Speaker), value) })
	case clipper.FieldIs:
		return map[string]bool{"read": a.State.Read, "unread": !a.State.Read, "archived": a.State.Archived, "starred": a.State.Starred}[value]
	}
	return x.within(t, a)
}

// within answers the terms of time.
func (x *exactLibrary) within(t clipper.Term, a *clipper.Article) bool {
	day := dayNumber(a.Source.Issued)
	if t.Field == clipper.FieldAdded {
		day = dayNumber(clipper.DateOf(a.Added))
	}
	from, to := dayNumber(t.Days.From), dayNumber(t.Days.To)
	if t.Days.Last > 0 {
		from = dayNumber(clipper.DateOf(noon.AddDate(0, 0, 1-t.Days.Last)))
	}
	return day > 0 && day >= from && (to == 0 || day <= to)
}

// TestExact asks random queries and works every answer out by hand: alternatives
// and negations of all fields together, for articles and for clips.
func TestExact(t *testing.T) {
	x := &exactLibrary{Rand: rand.New(rand.NewPCG(3, 14)), clips: map[int64][]*clipper.Clip{}}
	l := open(t)
	x.fill(t, l, 60)
	rounds, some := soak(t, 20_000), 0
	for range rounds {
		text := x.query()
		q := clipper.ParseQuery(text)
		var articles, clips []int64
		for _, a := range slices.Backward(x.articles) {
			if x.all(q, a, nil) {
				articles = append(articles, a.ID)
			}
			for _, c := range slices.Backward(x.clips[a.ID]) {
				if x.all(q, a, c) {
					clips = append(clips, c.ID)
				}
			}
		}
		got, err := l.ListIDs(t.Context(), q)
		must(t, err)
		gotClips, err := l.ListClipIDs(t.Context(), q)
		must(t, err)
		if !slices.Equal(got, articles) || !slices.Equal(gotClips, clips) {
			t.Errorf("%s: articles %v, should be %v; clips %v, should be %v", text, got, articles, gotClips, clips)
		}
		if n := len(got); n > 0 && n < len(x.articles) && len(gotClips) > 0 {
			some++
		}
	}
	if some < rounds/2 {
		t.Errorf("only %d queries of %d find a part of the library", some, rounds)
	}
}

func (x *exactLibrary) all(q clipper.Query, a *clipper.Article, c *clipper.Clip) bool {
	for _, g := range q.Groups {
		if !slices.ContainsFunc(g, func(t clipper.Term) bool { return x.holds(t, a, c) != t.Not }) {
			return false
		}
	}
	return true
}
