//go:build !headless

package reader

import (
	"strings"
	"testing"

	"florilegium/app/style"
	"florilegium/clipper"
)

func TestFind(t *testing.T) {
	w := open(t, Options{})
	all := strings.Count(strings.ToLower(w.PlainText()), "pêcheurs")
	if n := w.Find("PECHEURS"); n != all {
		t.Fatalf("found %d of %d", n, all)
	}
	if at, of := w.Found(); at != 1 || of != all {
		t.Errorf("at %d of %d", at, of)
	}
	frames, filled := 0, 0
	for _, q := range w.bands(0, 700) {
		if q.frame > 0 && q.colour == style.Paper.Warn {
			frames++
		}
		if q.colour == style.Paper.Found {
			filled++
		}
	}
	if frames < 3 || filled != 1 {
		t.Errorf("%d matches are framed, %d filled", frames, filled)
	}
	if at, _ := w.FindPrevious(); at != all || w.off == 0 {
		t.Errorf("the one before the first is %d, shown at %g", at, w.off)
	}
	if at, _ := w.FindNext(); at != 1 || !strings.Contains(w.VisibleText(), "pêcheurs") {
		t.Errorf("the one after the last is %d", at)
	}
	w.FindNext()
	hit := w.find.hits[1]
	w.EndFind()
	w.selects("pêcheurs")
	if start, _ := w.Selection(); start != hit[0] || len(w.find.hits) != 0 {
		t.Error("the last match is not selected at the end")
	}
	if w.Find("n'a crie »,") != 1 || w.Find("baleine") != 0 || w.Find("") != 0 {
		t.Error("folding, nothing and the empty query")
	}
	if at, of := w.FindNext(); at != 0 || of != 0 {
		t.Errorf("next of nothing: %d of %d", at, of)
	}
}

// The first match is the one at or below what is read, and the view moves to it
// only when it must.
func TestFindBeginsWhereOneReads(t *testing.T) {
	w := open(t, Options{})
	w.ScrollTo(5000)
	top := w.TopOffset()
	before := w.off
	w.Find("fenêtres")
	if hit := w.find.hits[w.find.at]; hit[0] < top || hit[0] > top+500 || w.off != before {
		t.Errorf("the match is at %d, the view at %d, moved by %g", hit[0], top, w.off-before)
	}
	first := w.find.hits[w.find.at]
	for _, typed := range []string{"", "q", "qu", "qui s", "fen", "fenêtres"} {
		w.Find(typed)
	}
	if hit := w.find.hits[w.find.at]; hit != first {
		t.Errorf("typed by letters the search ends at %v, not at %v", hit, first)
	}
	w.Find("registres")
	if !strings.Contains(w.VisibleText(), "registres") {
		t.Error("the only match is not shown")
	}
}

func TestFindInOtherScripts(t *testing.T) {
	w := open(t, Options{})
	w.Open(languages(), nil, 0)
	for query, want := range map[string]string{"خصوصا": "خصوصًا", "再開発": "再開発", "«personne": "« Personne", "coeurjoly": "Cœurjoly"} {
		if w.Find(query) != 1 {
			t.Errorf("%q is found %d times", query, len(w.find.hits))
			continue
		}
		if hit := w.find.hits[0]; w.PlainText()[hit[0]:hit[1]] != want {
			t.Errorf("%q finds %q", query, w.PlainText()[hit[0]:hit[1]])
		}
	}
	w.Open(article(), nil, 0)
	if _, of := w.Found(); of != 0 {
		t.Error("another article keeps the matches")
	}
}

func TestOutline(t *testing.T) {
	a := article()
	for i := range 5 {
		at := 10 * (i + 1)
		a.Blocks[at] = clipper.Block{Kind: clipper.Heading, Level: 2 + i%2, Text: "Chapitre " + string(rune('A'+i))}
	}
	w := open(t, Options{})
	w.Open(a, nil, 0)
	if hs := w.Outline(); len(hs) != 6 || hs[1].Text != "Chapitre A" || hs[2].Level != 3 || a.Text()[hs[3].Offset:][:10] != "Chapitre C" {
		t.Fatalf("outline %v", hs)
	}
	if w.CurrentHeading() != -1 || w.Progress() <= 0 || w.Progress() > .3 {
		t.Errorf("at the top: heading %d, %g read", w.CurrentHeading(), w.Progress())
	}
	left := w.MinutesLeft()
	w.Jump(w.Outline()[3].Offset)
	if w.CurrentHeading() != 3 || !strings.Contains(w.VisibleText(), "Chapitre C") {
		t.Errorf("at chapter C the heading is %d", w.CurrentHeading())
	}
	if now := w.MinutesLeft(); now >= left || now == 0 {
		t.Errorf("%d minutes left of %d", now, left)
	}
	if !w.Back() || w.off != 0 || w.Back() {
		t.Errorf("back leads to %g", w.off)
	}
	w.scrollBy(1e6)
	if w.MinutesLeft() != 0 || w.Progress() != 1 {
		t.Errorf("at the end %d minutes left, %g read", w.MinutesLeft(), w.Progress())
	}
}

func TestMinutesByLanguage(t *testing.T) {
	w := open(t, Options{})
	minutes := func(lang, text string, times int) int {
		w.Open(&clipper.Article{Source: clipper.Source{Language: lang}, Blocks: []clipper.Block{
			{Kind: clipper.Paragraph, Text: strings.Repeat(text, times)}}}, nil, 0)
		return w.MinutesLeft()
	}
	if got := minutes("en-GB", "The harbour stands wide open today. ", 380); got != 10 {
		t.Errorf("2,280 words of English take %d minutes", got)
	}
	if got := minutes("fr", "Le port est grand ouvert, dit-il. ", 390); got != 14 {
		t.Errorf("2,730 words of French take %d minutes", got)
	}
	if got := minutes("zh", "北京的專家認為。", 255); got != 7 {
		t.Errorf("1,785 characters of Chinese take %d minutes", got)
	}
	if words, signs := count("L’œuvre d'Anna, 12 км — 東京 и ёлка"); words != 6 || signs != 2 {
		t.Errorf("%d words and %d signs", words, signs)
	}
}
