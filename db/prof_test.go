package db

import (
	"fmt"
	"os"
	"testing"

	"florilegium/clipper"
	"florilegium/clipper/bench"
)

func TestProf(t *testing.T) {
	if os.Getenv("PROF") == "" {
		t.Skip()
	}
	l, _ := benchLibrary(t, 1000)
	for _, text := range []string{"b", "bi", "bibliothèque ", "archives de la vi", "« en mouvement »"} {
		q := clipper.ParseQuery(text)
		n, _ := l.names(t.Context())
		for _, in := range []index{clipIndex, articleIndex} {
			c := compiler{index: in, names: n}
			e := c.compile(q.Groups)
			for _, sql := range []string{
				`SELECT rowid FROM ` + in.table + ` WHERE ` + in.table + ` MATCH ? ORDER BY rowid DESC LIMIT 50`,
				`SELECT rowid FROM ` + in.table + ` WHERE ` + in.table + ` MATCH ? ORDER BY rowid DESC LIMIT 1001`,
				`SELECT rowid FROM ` + in.table + ` WHERE ` + in.table + ` MATCH ? ORDER BY ` + in.score + ` LIMIT 50`,
			} {
				var ids []int64
				ms := bench.CPU(5, 20, func() {
					var err error
					ids, err = column[int64](l.query(t.Context(), sql, e.match))
					must(t, err)
				})
				fmt.Printf("%-20s %-12s %6.3f %d %s\n", text, in.table, ms, len(ids), sql[len(sql)-30:])
			}
			fmt.Println(e.match)
		}
		res, _ := l.Search(t.Context(), q, SearchOptions{Snippets: -1})
		ms := bench.CPU(5, 20, func() { l.firstSnippets(t.Context(), q, res, 15) })
		ids := []int64{}
		for _, c := range res.Clips {
			ids = append(ids, c.ID)
		}
		ms3 := bench.CPU(5, 20, func() { l.clipsByID(t.Context(), ids) })
		fmt.Printf("snippets %.3f clips %.3f\n", ms, ms3)
	}
	rows, _ := l.reader.Query(`SELECT name, sum(pgsize) FROM dbstat GROUP BY name ORDER BY 2 DESC LIMIT 16`)
	for rows.Next() {
		var s string
		var n int
		rows.Scan(&s, &n)
		fmt.Println(s, n)
	}
}

func TestTypingProf(t *testing.T) {
	if os.Getenv("PROF") == "" {
		t.Skip()
	}
	l, _ := benchLibrary(t, 1000)
	for _, text := range typed {
		for i := range text {
			if i == 0 {
				continue
			}
			q := clipper.ParseQuery(text[:i])
			var res *Results
			ms := bench.CPU(3, 10, func() { res, _ = l.Search(t.Context(), q, SearchOptions{Snippets: 15}) })
			if ms > 7 {
				fmt.Printf("%-30q %7.3f %v %v\n", text[:i], ms, res.ClipCount, res.ArticleCount)
			}
		}
	}
}
