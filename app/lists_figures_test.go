//go:build !headless

package app

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"florilegium/app/reader"
	"florilegium/app/style"
	"florilegium/clipper"
	"florilegium/clipper/anchor"
	"florilegium/clipper/bench"
	"florilegium/db"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
)

// paneOf is a library pane on a real library of n articles, in a test window of
// the usual size.
func paneOf(t *testing.T, n int) *window {
	t.Helper()
	lib, err := db.Open(t.Context(), t.TempDir(), db.Options{Now: time.Now})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { lib.Close() })
	var items []db.Item
	for i := range n {
		a := &clipper.Article{Added: time.Now(), Source: clipper.Source{
			Title: fmt.Sprintf("Les ouvriers de Decazeville, %d : « une grève oubliée »", i), Container: "La Gazette des Rives",
			URL: fmt.Sprintf("https://gazette.example/%d", i), Language: "fr", Issued: clipper.Date{Year: 1886, Month: 1, Day: 26},
		}}
		a.Blocks = []clipper.Block{{Kind: clipper.Paragraph, Text: fmt.Sprintf("Le %d, la mine se tait et la ville avec elle.", i)}}
		items = append(items, db.Item{Article: a})
	}
	if err := lib.SaveAll(t.Context(), items); err != nil {
		t.Fatal(err)
	}
	w := &window{jobs: jobs{ctx: t.Context()}, lib: lib, settings: firstSettings(), toast: newToast()}
	w.state.shelf = everything
	w.library = newLibraryPane(w)
	win := test.NewTempWindow(t, w.library.box)
	win.Resize(fyne.NewSize(libraryWidth, windowHeight-barHeight-statusHeight))
	return w
}

// TestFiguresLists measures a notch of the wheel over a list of 100,000 rows: the
// ids of a real library, repeated, with its rows read as they come in sight.
func TestFiguresLists(t *testing.T) {
	bench.Need(t)
	test.NewTempApp(t).Settings().SetTheme(&style.Theme{Palette: style.Paper})
	const real, rows = 1000, 100_000
	w := paneOf(t, real)
	ids, err := w.lib.ListIDs(t.Context(), clipper.Query{})
	if err != nil || len(ids) != real {
		t.Fatal(len(ids), err)
	}
	many := make([]int64, rows)
	for i := range many {
		many[i] = ids[i%real]
	}
	read, err := w.lib.Rows(context.Background(), ids)
	if err != nil {
		t.Fatal(err)
	}
	w.library.rows.set(many, read)
	w.library.list.Refresh()
	at := float32(0)
	step := bench.CPU(5, 200, func() {
		at += 75
		w.library.list.ScrollToOffset(at)
	})
	bench.Max(t, "app", "a notch of the wheel in a list of 100,000 articles, without painting", step, "ms", 6)
	if at < 75*200 || w.library.list.GetScrollOffset() < 75*100 {
		t.Errorf("the list stands at %v after steps to %v", w.library.list.GetScrollOffset(), at)
	}
}

// TestFiguresOpen measures what stands between a click on a row and the words on
// the page, but for painting them, which is a figure of the reader: reading the
// article and its clips from the library, and setting the first screen.
func TestFiguresOpen(t *testing.T) {
	bench.Need(t)
	test.NewTempApp(t).Settings().SetTheme(&style.Theme{Palette: style.Paper})
	w := paneOf(t, 10)
	a := &clipper.Article{Added: time.Now(), Source: clipper.Source{Title: "Cent mille mots", URL: "https://gazette.example/long", Language: "fr"}}
	for range 1000 {
		a.Blocks = append(a.Blocks, clipper.Block{Kind: clipper.Paragraph, Text: strings.TrimSpace(strings.Repeat("« la mine se tait, et la ville avec elle » ; ", 10))})
	}
	if err := w.lib.SaveArticle(t.Context(), a, nil, nil); err != nil {
		t.Fatal(err)
	}
	for i := range 10 {
		c, err := anchor.NewClip(a, i*470, i*470+41)
		if err == nil {
			err = w.lib.SaveClip(t.Context(), &c)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	r, err := reader.New(reader.Options{Reading: firstSettings().reading()})
	if err != nil {
		t.Fatal(err)
	}
	win := test.NewTempWindow(t, r)
	win.Resize(fyne.NewSize(680, 760))
	open := bench.CPU(5, 10, func() {
		article, err := w.lib.Article(t.Context(), a.ID)
		if err != nil {
			t.Fatal(err)
		}
		clips, err := w.lib.Clips(t.Context(), a.ID)
		if err != nil || len(clips) != 10 {
			t.Fatal(len(clips), err)
		}
		r.Open(article, clips, 0)
	})
	bench.Max(t, "app", "reading 100,000 words from the library and laying them out", open, "ms", 60)
	if !strings.Contains(r.VisibleText(), "la mine se tait") {
		t.Error("nothing is to be seen of the article")
	}
}
