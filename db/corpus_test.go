package db

import (
	"context"
	"encoding/json"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"florilegium/clipper"
	"florilegium/clipper/bench"
)

// The sentences that the libraries of the figures are made of, by language. Short
// words stay; most long ones give way to invented words, few of which are common,
// so that words are as frequent as in a real library.
var sentences = map[string][]string{
	"fr": {
		"Les archives de la ville gardent la mémoire de ceux qui n’ont rien écrit.",
		"On ne lit jamais deux fois le même journal, disait la bibliothécaire à ses visiteurs.",
		"Le ministre a promis, une fois de plus, que l’État financerait les petites maisons d’édition.",
		"« Nous voulons rester en mouvement », répétait-elle à l’assemblée des lecteurs.",
		"À l’aube, le marché s’installe sur la place et les marchands parlent du prix du blé.",
		"Cette enquête montre comment le fleuve a changé de cours en moins d’un siècle.",
		"Il faut du temps pour comprendre une œuvre, et du courage pour en dire du mal.",
		"Les élèves de l’école ont recopié les lettres d’un soldat retrouvées dans un grenier.",
		"La commune compte aujourd’hui 12 500 habitants, contre 9 000 en 1954.",
		"Personne ne sait qui a peint le plafond de la chapelle, ni pourquoi il est resté inachevé.",
	},
	"en": {
		"The library opened its doors before the war and has never closed them since.",
		"Nobody remembers who planted the trees along the road to the harbour.",
		"A good footnote is a promise that the reader may go and look for herself.",
		"The committee published its report in the spring, after three years of work.",
		"She kept every letter her brother sent, and never answered one of them.",
		"Prices rose again in the second quarter, although wages did not follow.",
		"In the old quarter the houses lean towards each other like tired travellers.",
		"It was, he said, the finest map of the coast that anyone had drawn.",
	},
	"de": {
		"Die Bibliothek bewahrt die Briefe der Auswanderer in kleinen Schachteln auf.",
		"Niemand wusste, warum die Straße zum Hafen nach einem Gärtner benannt war.",
		"Der Ausschuss hat seinen Bericht im Frühjahr veröffentlicht, nach drei Jahren Arbeit.",
		"Wer die Geschichte des Flusses kennt, versteht auch die Häuser an seinem Ufer.",
		"Die Fußballweltmeisterschaft beschäftigte die Zeitungen wochenlang.",
		"Im Archiv liegen Karten, die seit hundert Jahren niemand mehr geöffnet hat.",
	},
	"zh": {
		"图书馆保存着移民写给家人的信件。",
		"河流在一百年里改变了方向，人们也搬到了新的村庄。",
		"委员会在春天发表了报告，讨论数据库和全文检索的问题。",
		"没有人记得是谁在通往港口的路上种了树。",
	},
}

// corpus writes articles, always the same for the same number.
type corpus struct {
	*rand.Rand
	n     int
	words []string
}

func newCorpus() *corpus {
	c := &corpus{Rand: rand.New(rand.NewPCG(2014, 9))}
	onsets := strings.Fields("b br c ch d f fl g gr h j k l m n p pl qu r s st t tr v z")
	nuclei := strings.Fields("a e i o u ai eau ou é è ie on an en")
	for len(c.words) < 60000 {
		var w strings.Builder
		for range 2 + c.IntN(3) {
			w.WriteString(onsets[c.IntN(len(onsets))])
			w.WriteString(nuclei[c.IntN(len(nuclei))])
		}
		c.words = append(c.words, w.String())
	}
	return c
}

// zipf is a number below n, small ones far more often.
func (c *corpus) zipf(n int) int { return int(math.Exp(c.Float64()*math.Log(float64(n)))) - 1 }

func (c *corpus) word() string { return c.words[c.zipf(len(c.words))] }

func (c *corpus) language() string {
	switch x := c.IntN(100); {
	case x < 50:
		return "fr"
	case x < 80:
		return "en"
	case x < 95:
		return "de"
	}
	return "zh"
}

func (c *corpus) sentence(lang string) string {
	s := sentences[lang][c.IntN(len(sentences[lang]))]
	if lang == "zh" {
		return s
	}
	list := strings.Split(s, " ")
	for i := range list {
		if len(list[i]) > 4 && c.IntN(100) < 93 {
			list[i] = c.word()
		}
	}
	return strings.Join(list, " ")
}

// item is the next article: 800 words, and 10 clips of one sentence each.
func (c *corpus) item() Item {
	c.n++
	lang := c.language()
	a := &clipper.Article{Source: clipper.Source{
		Type: "article-newspaper", Language: lang, URL: fmt.Sprintf("https://site%d.example/%d", c.zipf(3000), c.n),
		Title: c.sentence(lang), Authors: []clipper.Name{{Given: c.words[c.zipf(300)], Family: c.words[c.zipf(9000)]}},
		Issued: clipper.Date{Year: 2000 + c.IntN(26), Month: 1 + c.IntN(12), Day: 1 + c.IntN(28)},
	}, Added: noon.AddDate(0, 0, -3650).Add(time.Duration(c.n) * time.Minute)}
	a.State.Read, a.State.Starred = c.IntN(2) == 0, c.IntN(50) == 0
	for range 1 + c.IntN(3) {
		a.Tags = append(a.Tags, fmt.Sprintf("thème %d", c.zipf(400)))
	}
	var quotes []string
	for words := 0; words < 800; {
		var p []string
		for range 4 {
			p = append(p, c.sentence(lang))
			if lang == "zh" {
				words += 12
			}
		}
		quotes = append(quotes, p[0])
		text := strings.Join(p, " ")
		words += len(strings.Fields(text))
		a.Blocks = append(a.Blocks, clipper.Block{Kind: clipper.Paragraph, Text: text})
	}
	return Item{Article: a, Clips: c.clips(a, quotes)}
}

func (c *corpus) clips(a *clipper.Article, quotes []string) []clipper.Clip {
	text := a.Text()
	var list []clipper.Clip
	from := 0
	for i, q := range quotes {
		at := from + strings.Index(text[from:], q)
		from = at + len(q)
		if len(list) == 10 {
			break
		}
		clip := clipper.Clip{Quote: q, Start: at, End: from, Paragraph: i + 1, Colour: clipper.Yellow, Prefix: "", Suffix: text[from:min(from+1, len(text))]}
		if c.IntN(10) < 3 {
			clip.Note = c.sentence(a.Source.Language)
		}
		list = append(list, clip)
	}
	return list
}

// fill adds n articles to a library and returns the CPU time of one, in
// milliseconds, over the last tenth.
func (c *corpus) fill(t testing.TB, l *Library, n int) float64 {
	t.Helper()
	const batch = 250
	step := func(n int) {
		for n > 0 {
			items := make([]Item, min(n, batch))
			for i := range items {
				items[i] = c.item()
			}
			if err := l.SaveAll(context.Background(), items); err != nil {
				t.Fatal(err)
			}
			n -= len(items)
		}
	}
	step(n - n/10)
	return bench.CPU(1, n/10, func() func() {
		done := false
		return func() {
			if !done {
				done = true
				step(n / 10)
			}
		}
	}())
}

// built is what is known of a library of the figures.
type built struct {
	Articles  int
	PerItem   float64 // CPU milliseconds of one article, in the last tenth
	Seconds   float64 // wall, of the whole
	TextBytes int64
}

// benchLibrary opens a library of n articles, made once, kept under the build
// folder and brought up to date when the schema changes.
func benchLibrary(t testing.TB, n int) (*Library, built) {
	t.Helper()
	dir := filepath.Join("..", "build", "bench-libs", fmt.Sprintf("v%s-%d", analyserVersion, n))
	var b built
	if data, err := os.ReadFile(filepath.Join(dir, "built.json")); err == nil {
		if err := json.Unmarshal(data, &b); err != nil {
			t.Fatal(err)
		}
	} else {
		b = buildBench(t, dir, n)
	}
	l, err := Open(context.Background(), dir, Options{Now: func() time.Time { return noon }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	return l, b
}

func buildBench(t testing.TB, dir string, n int) built {
	fmt.Printf("building a library of %d articles in %s\n", n, dir)
	start := time.Now()
	if err := os.RemoveAll(dir); err != nil {
		t.Fatal(err)
	}
	l, err := Open(context.Background(), dir, Options{Now: func() time.Time { return noon }})
	if err != nil {
		t.Fatal(err)
	}
	b := built{Articles: n, PerItem: newCorpus().fill(t, l, n)}
	if err := l.Tidy(context.Background()); err != nil {
		t.Fatal(err)
	}
	err = l.query(context.Background(), `SELECT (SELECT sum(length(CAST(text AS BLOB))) FROM article_body) +
		(SELECT sum(length(CAST(quote AS BLOB)) + length(CAST(note AS BLOB))) FROM clip)`).scan(&b.TextBytes)
	if err != nil {
		t.Fatal(err)
	}
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	b.Seconds = time.Since(start).Seconds()
	data, err := json.Marshal(b)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "built.json"), data, 0o644); err != nil {
		t.Fatal(err)
	}
	fmt.Printf("built in %.0f s\n", b.Seconds)
	return b
}
