package db

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"florilegium/clipper"
	"florilegium/clipper/bench"
	"florilegium/clipper/fold"
)

// The sizes that are compared.
const (
	medium = 10_000
	large  = 100_000
)

// shapes are queries with more than 1,000 hits in the medium library.
var shapes = []struct{ name, query string }{
	{"common word", "les "},
	{"two words", "les pour "},
	{"phrase", `"de la" `},
	{"one letter", "b"},
	{"two letters", "ba"},
	{"three letters", "bou"},
	{"filter", "les lang:fr is:unread "},
}

// searchTime is the CPU time of the first page of a query.
func searchTime(t *testing.T, l *Library, query string) float64 {
	q := clipper.ParseQuery(query)
	return bench.CPU(5, 5, func() {
		_, err := l.Search(t.Context(), q, firstPage)
		must(t, err)
	})
}

// TestFiguresLarge holds what 100,000 articles and a million clips may cost.
func TestFiguresLarge(t *testing.T) {
	bench.Need(t)
	small, builtSmall := benchLibrary(t, 1000)
	mid, _ := benchLibrary(t, medium)
	big, builtBig := benchLibrary(t, large)
	rare := searchTime(t, big, rareWord(t, big)+" ")
	for _, s := range shapes {
		m, b := searchTime(t, mid, s.query), searchTime(t, big, s.query)
		bench.Max(t, room, s.name+" at 100,000, over 10,000", b/m, "×", 2)
		bench.Max(t, room, s.name+" at 100,000, over a rare word", b/rare, "×", 40)
	}
	bench.Max(t, room, "filtered search, over unfiltered", searchTime(t, big, "les lang:fr is:unread ")/searchTime(t, big, "les "), "×", 4)
	many := manyHits(t, big)
	for _, q := range []string{rareWord(t, big) + " ", `"de la" ` + rareWord(t, big) + " ", many + " ", "les " + many + " ", many + " lang:fr is:unread "} {
		found := fmt.Sprintf("%d and %d hits", hits(t, big, q), clipHits(t, big, q))
		bench.Max(t, room, "ranked at 100,000, quick first page: "+found, searchTime(t, big, q), "ms", 12)
		bench.Max(t, room, "ranked at 100,000, exactly: "+found, exactTime(t, big, q), "ms", 12)
	}
	bench.Max(t, room, "capped count, over the first page", countTime(t, big)/searchTime(t, big, "les "), "×", 3)
	bench.Max(t, room, "keystroke to first page at 100,000, 95th percentile", percentile(t, big), "ms", 50)
	bench.Max(t, room, "a cancelled search goes on for", cancelled(t, big), "ms", 50)
	bench.Max(t, room, "one save at 100,000, over 1,000", saveTime(t, big)/saveTime(t, copyOf(t, small)), "×", 2)
	bench.Max(t, room, "bulk insert per article at 100,000, over 1,000", builtBig.PerItem/builtSmall.PerItem, "×", 1.6)
	bench.Max(t, room, "index and text, over the raw text", float64(pagesUsed(t, big))/float64(builtBig.TextBytes), "×", 4)
	bench.Max(t, room, "opening 100,000, over an empty library", openTime(t, big.dir)/openTime(t, t.TempDir()), "×", 3)
	bench.Max(t, room, "memory of a process that searches 100,000", memory(t, "TestSearcher", "FLORILEGIUM_SEARCHER="+big.dir), "MB", 120)
	for _, by := range []Sort{ByArrival, ByAdded, ByPublished, ByTitle, ByAuthor, BySite} {
		bench.Max(t, room, "ids of all 100,000 by "+name(by), idsTime(t, big, "", by), "ms", 30)
		bench.Max(t, room, "ids of 50,000 that hold a word by "+name(by), idsTime(t, big, "les ", by), "ms", 30)
	}
	bench.Max(t, room, "the 40 rows in sight", rowsTime(t, big), "ms", 5)
	bench.Max(t, room, "the frozen cite keys of 100,000", bench.CPU(5, 5, func() {
		_, err := big.CiteKeys(t.Context())
		must(t, err)
	}), "ms", 30)
	bench.Min(t, room, "p* at 10,000, over no prefix index", withoutPrefix(t, mid), "×", 50)
}

// rareWord is the rarest of some words of the corpus.
func rareWord(t *testing.T, l *Library) string {
	words := newCorpus().words
	rarest, least := "", ranked
	for _, w := range words[len(words)-300:] {
		if n := hits(t, l, w+" "); n > 0 && n < least {
			rarest, least = w, n
		}
	}
	return rarest
}

// manyHits is a word whose articles are all ranked, and nearly as many as can be.
func manyHits(t *testing.T, l *Library) string {
	best, most := "", 0
	for i, w := range newCorpus().words[2000:] {
		if i%50 > 0 {
			continue
		}
		if n := hits(t, l, w+" "); n > most && n < ranked {
			best, most = w, n
		}
	}
	return best
}

func clipHits(t *testing.T, l *Library, query string) int {
	res, err := l.Search(t.Context(), clipper.ParseQuery(query), SearchOptions{In: "clips", Limit: 1, Snippets: -1})
	must(t, err)
	return res.ClipCount.N
}

// hits is how many articles a query finds, ranked where there are more.
func hits(t *testing.T, l *Library, query string) int {
	res, err := l.Search(t.Context(), clipper.ParseQuery(query), SearchOptions{In: "articles", Limit: 1, Snippets: -1})
	must(t, err)
	return res.ArticleCount.N
}

func countTime(t *testing.T, l *Library) float64 {
	return bench.CPU(5, 5, func() {
		for _, in := range []index{articleIndex, clipIndex} {
			_, err := l.find(t.Context(), in, expression{match: `"les"`}, clipper.Query{}, SearchOptions{Limit: 1})
			must(t, err)
		}
	})
}

// percentile is the 95th percentile of the CPU time of the keystrokes of typed.
func percentile(t *testing.T, l *Library) float64 {
	var times []float64
	for _, q := range keystrokes() {
		times = append(times, bench.CPU(3, 1, func() {
			_, err := l.Search(t.Context(), q, firstPage)
			must(t, err)
		}))
	}
	return nth(times, 95)
}

// cancelled is by how many milliseconds of wall time a search outlives its
// context: the worst of ten moments, each the best of five, since what else the
// machine does counts too.
func cancelled(t *testing.T, l *Library) float64 {
	q := clipper.ParseQuery("les de la des une ")
	worst := time.Duration(0)
	for i := range 10 {
		best := time.Hour
		for range 5 {
			ctx, cancel := context.WithTimeout(t.Context(), time.Duration(10+7*i)*time.Millisecond)
			deadline, _ := ctx.Deadline()
			if _, err := l.Search(ctx, q, SearchOptions{Best: true}); err != nil {
				best = min(best, time.Since(deadline))
			}
			cancel()
		}
		if best < time.Hour { // else the search was done before
			worst = max(worst, best)
		}
	}
	if worst == 0 {
		t.Error("no search was slow enough to be cancelled")
	}
	return float64(worst) / 1e6
}

func pagesUsed(t *testing.T, l *Library) (bytes int64) {
	must(t, l.query(t.Context(), `SELECT (p.page_count - f.freelist_count) * s.page_size
		FROM pragma_page_count AS p, pragma_freelist_count AS f, pragma_page_size AS s`).scan(&bytes))
	return bytes
}

func openTime(t *testing.T, dir string) float64 {
	open := func() {
		l, err := Open(t.Context(), dir, Options{})
		must(t, err)
		must(t, l.Close())
	}
	open()
	return bench.CPU(5, 5, open)
}

func name(by Sort) string { return pick(by == ByArrival, "arrival", string(by)) }

func idsTime(t *testing.T, l *Library, query string, by Sort) float64 {
	q := clipper.ParseQuery(query)
	return bench.CPU(5, 2, func() {
		_, err := l.ListIDsBy(t.Context(), q, by)
		must(t, err)
	})
}

func rowsTime(t *testing.T, l *Library) float64 {
	ids, err := l.ListIDsBy(t.Context(), clipper.Query{}, ByAuthor)
	must(t, err)
	return bench.CPU(5, 5, func() {
		_, err := l.Rows(t.Context(), ids[5000:5040])
		must(t, err)
	})
}

func exactTime(t *testing.T, l *Library, query string) float64 {
	return bench.CPU(5, 1, func() {
		_, err := l.Search(t.Context(), clipper.ParseQuery(query), SearchOptions{Limit: 25, Snippets: 10})
		must(t, err)
	})
}

// TestFiguresUpgrade holds what bringing a library of version 1 up to date takes.
func TestFiguresUpgrade(t *testing.T) {
	bench.Need(t)
	mid, _ := benchLibrary(t, medium)
	dir := t.TempDir()
	must(t, copyFile(filepath.Join(mid.dir, libraryFile), filepath.Join(dir, libraryFile)))
	backToOne(t, dir)
	bench.Max(t, room, "memory of a process that upgrades 10,000", memory(t, "TestOpener", "FLORILEGIUM_OPENER="+dir), "MB", 200)
}

// memory is the most memory, in MB, that a test uses as a process of its own; env
// names a folder.
func memory(t *testing.T, test, env string) float64 {
	name, dir, _ := strings.Cut(env, "=")
	abs, err := filepath.Abs(dir)
	must(t, err)
	cmd := exec.Command(os.Args[0], "-test.run", "^"+test+"$", "-test.v")
	cmd.Env = append(os.Environ(), name+"="+abs)
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	m := regexp.MustCompile(`VmHWM:\s+(\d+)`).FindSubmatch(out)
	if m == nil {
		t.Skip("the system does not say how much memory a process used")
	}
	kb, err := strconv.Atoi(string(m[1]))
	must(t, err)
	return float64(kb) / 1024
}

// tellMemory prints what the system knows of the process, for memory.
func tellMemory() {
	if status, err := os.ReadFile("/proc/self/status"); err == nil {
		fmt.Println(string(status))
	}
}

// TestSearcher is the process of searchMemory.
func TestSearcher(t *testing.T) {
	dir := os.Getenv("FLORILEGIUM_SEARCHER")
	if dir == "" {
		t.Skip("only as a process of its own")
	}
	l, err := Open(t.Context(), dir, Options{})
	must(t, err)
	defer l.Close()
	for _, q := range keystrokes() {
		_, err := l.Search(t.Context(), q, firstPage)
		must(t, err)
	}
	tellMemory()
}

// withoutPrefix is how many times slower the newest hits of p* are in an index
// of the same texts that has no index of beginnings.
func withoutPrefix(t *testing.T, l *Library) float64 {
	path := filepath.Join(t.TempDir(), "plain.db")
	plain := connect(path, access{})
	defer plain.Close()
	plain.SetMaxOpenConns(1)
	_, err := plain.Exec(`CREATE VIRTUAL TABLE article_fts USING fts5 (body, content = '', contentless_delete = 1, tokenize = 'ascii')`)
	must(t, err)
	var an fold.Analyser
	tx, err := plain.Begin()
	must(t, err)
	must(t, l.query(t.Context(), `SELECT id, text, lang FROM article JOIN article_body USING (id)`).each(func(scan func(...any) error) error {
		var id int64
		var text, lang string
		if err := scan(&id, &text, &lang); err != nil {
			return err
		}
		words, _ := an.Index(text, lang)
		_, err := tx.Exec(`INSERT INTO article_fts (rowid, body) VALUES (?, ?)`, id, words)
		return err
	}))
	must(t, tx.Commit())
	const query = `SELECT rowid FROM article_fts WHERE article_fts MATCH '"p" *' ORDER BY rowid DESC LIMIT 50`
	slow := bench.CPU(3, 1, func() {
		_, err := column[int64](asAnswer(plain.QueryContext(t.Context(), query)))
		must(t, err)
	})
	quick := bench.CPU(5, 20, func() {
		_, err := column[int64](l.query(t.Context(), query))
		must(t, err)
	})
	return slow / quick
}
