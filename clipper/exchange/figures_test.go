package exchange

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"florilegium/clipper"
	"florilegium/clipper/bench"
	"florilegium/clipper/cite"
	"florilegium/db"
)

// many is how many articles the library of the figures has, each with a clip.
const many = 10000

// TestFiguresExchange: what an update costs after one clip.
func TestFiguresExchange(t *testing.T) {
	bench.Need(t)
	l, k := opened(t, t.TempDir())
	fill(t, l)
	for _, c := range []struct {
		format cite.Format
		limit  float64
	}{
		{cite.Obsidian, 20}, {cite.Markdown, 20}, {cite.BibLaTeX, 500}, {cite.CSLJSON, 500}, {cite.CSV, 500}, {cite.JSON, 500},
	} {
		live, err := k.Add(t.Context(), Live{Folder: filepath.Join(t.TempDir(), "dossier"), Format: c.format})
		must(t, err)
		for range 2 { // the first gives cite keys, which is a change of all
			outcome, err := k.UpdateOne(t.Context(), live)
			must(t, err)
			must(t, outcome.Err())
		}
		n, written := 0, 0
		clip := func() {
			n++
			c, err := l.Clip(t.Context(), int64(many/2+n))
			must(t, err)
			c.Note = fmt.Sprintf("À relire, en %s, %d", live.Format, n)
			must(t, l.SaveClip(t.Context(), c))
			must(t, l.EditSource(t.Context(), c.ArticleID, "title", c.Note))
		}
		alone := bench.CPU(5, 1, clip)
		_, err = k.UpdateOne(t.Context(), live)
		must(t, err)
		both := bench.CPU(5, 1, func() {
			clip()
			outcome, err := k.UpdateOne(t.Context(), live)
			must(t, err)
			must(t, outcome.Err())
			written += len(outcome.Written)
		})
		cost := both - alone
		bench.Max(t, "exchange", fmt.Sprintf("%s after one clip, %d articles", c.format, many), cost, "ms", c.limit)
		bench.Max(t, "exchange", fmt.Sprintf("%s: files written for one clip", c.format), float64(written)/5, "files", 1)
	}
}

// fill makes a library of many articles of some 800 words.
func fill(t *testing.T, l *db.Library) {
	body := strings.Repeat("L’eau n’était pas «\u00a0froide\u00a0» ce matin-là, disait la maîtresse, et les enfants riaient. ", 60)
	for from := 0; from < many; from += 500 {
		items := make([]db.Item, 500)
		for i := range items {
			n := from + i
			items[i].Article = &clipper.Article{
				Source: clipper.Source{Type: "article-newspaper", Title: fmt.Sprintf("À l’école numéro %d, «\u00a0on étouffe\u00a0»", n), Container: "Le Courrier du Canal",
					Authors: clipper.ParseNames("Jean de La Fontaine", nil), Issued: clipper.Date{Year: 1990 + n%30, Month: 1 + n%12, Day: 1 + n%28}, URL: fmt.Sprintf("https://courrier.example/%d", n), Language: "fr"},
				Blocks: []clipper.Block{{Kind: clipper.Paragraph, Text: fmt.Sprintf("%d. %s", n, body)}}, Tags: []string{"école", fmt.Sprint("t", n%50)},
			}
			items[i].Article.TextHash = clipper.HashText(items[i].Article.Text())
			start := len(fmt.Sprintf("%d. ", n))
			items[i].Clips = []clipper.Clip{{Quote: "L’eau n’était pas «\u00a0froide\u00a0» ce matin-là", Start: start, End: start + len("L’eau n’était pas «\u00a0froide\u00a0» ce matin-là"), Paragraph: 1, TextHash: items[i].Article.TextHash}}
		}
		must(t, l.SaveAll(t.Context(), items))
	}
}
