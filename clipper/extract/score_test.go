package extract

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"

	"florilegium/clipper"
	"florilegium/clipper/bench"
	"florilegium/clipper/fetch"
)

// The figures of quality are taken by `make score` on the folder that
// FLORILEGIUM_CORPORA names. Every answer that counts against us is listed under
// build/score/, since a figure alone teaches nothing.

// corpora is the folder of test data, or the test is skipped.
func corpora(t *testing.T) string {
	t.Helper()
	bench.Need(t)
	dir := os.Getenv("FLORILEGIUM_CORPORA")
	if dir == "" {
		t.Skip("FLORILEGIUM_CORPORA names no folder of test data")
	}
	return dir
}

// list opens a file under build/score/ for the answers that count against us.
func list(t *testing.T, name string) *os.File {
	t.Helper()
	dir := filepath.Join("..", "..", "build", "score")
	if err := os.MkdirAll(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	f, err := os.Create(filepath.Join(dir, name))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	return f
}

// answer is what became of one page of a set.
type answer struct {
	article *clipper.Article // nil when the page was refused
	err     error
}

// answers extracts pages on all cores; the order is that of the pages.
func answers(n int, page func(int) (*fetch.Page, error)) []answer {
	all := make([]answer, n)
	next := make(chan int)
	var busy sync.WaitGroup
	for range runtime.NumCPU() {
		busy.Go(func() {
			for i := range next {
				p, err := page(i)
				if err == nil {
					all[i].article, err = Extract(context.Background(), p)
				}
				all[i].err = err
			}
		})
	}
	for i := range n {
		next <- i
	}
	close(next)
	busy.Wait()
	return all
}

// pageFile reads a page of a set.
func pageFile(file, address string) (*fetch.Page, error) {
	body, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	return fetch.FromBytes(address, body, nil, saved)
}

// text is the text of an answer, empty for a refusal.
func (a answer) text() string {
	if a.article == nil {
		return ""
	}
	return a.article.Text()
}

// source is the source of an answer, empty for a refusal.
func (a answer) source() clipper.Source {
	if a.article == nil {
		return clipper.Source{}
	}
	return a.article.Source
}

// evidence lists the candidates for one field, for the list of errors.
func (a answer) evidence(field string) string {
	if a.article == nil {
		return fmt.Sprint("  refused: ", a.err)
	}
	var b strings.Builder
	for _, e := range a.article.Evidence {
		if e.Field == field {
			mark := " "
			if e.Picked {
				mark = ">"
			}
			fmt.Fprintf(&b, "  %s %s %s %.2f: %s\n", mark, e.From, e.Detail, e.Sure, e.Value)
		}
	}
	return b.String()
}
