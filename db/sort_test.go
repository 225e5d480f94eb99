package db

import (
	"slices"
	"testing"

	"florilegium/clipper"
)

func TestSort(t *testing.T) {
	l := open(t)
	for i, c := range []struct {
		title, site string
		author      []clipper.Name
		year        int
	}{
		{"L’Œuvre au noir", "Revue des deux rives", []clipper.Name{{Family: "Yourcenar", Given: "Marguerite"}}, 1968},
		{"« Été »", "", nil, 0},
		{"À l’aube", "Aube", []clipper.Name{{Family: "La Fontaine", Given: "Jean", Dropping: "de"}}, 2014},
		{"", "aube", []clipper.Name{{Literal: "Écho du soir"}}, 2015},
		{"L’État", "Éditions", []clipper.Name{{Family: "Łoś", Given: "Jan"}, {Family: "Abe", Given: "Kōbō"}}, 2016},
	} {
		a := page("https://z.example/"+c.title, c.title, "fr", "Le même mot.")
		a.Source.Container, a.Source.Authors, a.Source.Issued = c.site, c.author, clipper.Date{Year: c.year}
		a.Added = noon.AddDate(0, 0, []int{3, 1, 4, 1, 5}[i])
		save(t, l, a)
	}
	must(t, l.DeleteArticle(t.Context(), save(t, l, page("https://z.example/x", "Effacé", "fr", "Le même mot.")).ID))
	for by, want := range map[Sort][]int64{
		ByArrival: {5, 4, 3, 2, 1}, ByAdded: {5, 3, 1, 4, 2}, ByPublished: {5, 4, 3, 1, 2},
		ByTitle: {3, 5, 2, 1, 4}, ByAuthor: {4, 3, 5, 1, 2}, BySite: {4, 3, 5, 1, 2},
	} {
		for _, query := range []string{"", "mot ", "mot -titre "} {
			if got, err := l.ListIDsBy(t.Context(), clipper.ParseQuery(query), by); err != nil || !slices.Equal(got, want) {
				t.Errorf("%q by %s: %v, want %v, %v", query, by, got, want, err)
			}
		}
		some := slices.DeleteFunc(slices.Clone(want), func(id int64) bool { return id == 2 || id == 4 })
		if got, err := l.ListIDsBy(t.Context(), clipper.ParseQuery("year:1968 OR year:2014 OR year:2016 "), by); err != nil || !slices.Equal(got, some) {
			t.Errorf("three by %s: %v, want %v, %v", by, got, some, err)
		}
	}
	if _, err := l.ListIDsBy(t.Context(), clipper.Query{}, "couleur"); clipper.CodeOf(err) != clipper.Usage {
		t.Errorf("sorted by colour: %v", err)
	}
	must(t, l.EditSource(t.Context(), 5, "authors", "Zola, Émile"))
	if got, err := l.ListIDsBy(t.Context(), clipper.Query{}, ByAuthor); err != nil || !slices.Equal(got, []int64{4, 3, 1, 5, 2}) {
		t.Errorf("after an edit by author: %v, %v", got, err)
	}
}

func TestKeepOnly(t *testing.T) {
	for _, shift := range []int64{0, dense, 1 << 60} {
		list := []int64{3 + shift, 1 + shift, 9 + shift, 2 + shift, 7 + shift}
		want := []int64{1 + shift, 9 + shift, 2 + shift}
		if got := keepOnly(list, []int64{9 + shift, 2 + shift, 1 + shift}); !slices.Equal(got, want) {
			t.Errorf("kept %v, want %v", got, want)
		}
	}
}
