package extract

import (
	"context"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"florilegium/clipper"
	"florilegium/clipper/fetch"
	"florilegium/clipper/testweb"
)

func fromBytes(t testing.TB, address string, body []byte, contentType string) *fetch.Page {
	t.Helper()
	p, err := fetch.FromBytes(address, body, http.Header{"Content-Type": {contentType}}, saved)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func extracted(t testing.TB, p *fetch.Page) *clipper.Article {
	t.Helper()
	a, err := Extract(context.Background(), p)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// TestGoodPages reads the pages of the test web whole: what must be there, what
// must not, and the source.
func TestGoodPages(t *testing.T) {
	for lang, want := range map[string]struct {
		title, authors, site, published, kind, language string
		has, not                                        []string
	}{
		"fr": {
			"Dans l’atelier des derniers relieurs de Saint-Aubin", "La Tour, Hélène de; N’Diaye, Jean-Luc", "La Gazette des Rives", "2019-03-08", "article-newspaper", "fr-FR",
			[]string{"Ils sont trois", "«\u00a0Entrez, dit Marcel Aubry, faites attention à la marche\u202f!\u00a0»", "Demi-cuir\t6\t168\u00a0€", "Et demain\u202f?", "s’engager pour quatre ans", "la porte se referme.", "Il faut lui parler doucement.", "La presse de fonte, achetée en 1921.", "facteur et relieur du dimanche."},
			[]string{"Mon oncle", "Lire aussi", "moulin à papier", "Mentions légales", "Partager", "Par Hélène", "À la une"},
		},
		"de": {
			"Wenn der Fluss das Dorf vergisst", "Weiß, Jürgen; Müller, Anna-Lena", "Uferbote", "2021-11-02", "webpage", "de",
			[]string{"Die Straße endet am Deich.", "Maß\u00adnahmen, die der Landkreis ver\u00adsprochen hat", "def pegel(tag):\n    return 120 + 3 * tag\n\nprint(pegel(7))", "zum Schilf.", "Der Deich bekommt eine Öffnung."},
			[]string{"Meistgelesen", "Impressum", "Von Jürgen", "Politik"},
		},
		"en": {
			"The lighthouse keepers who became librarians", "O’Connell, Margaret", "The Harbour Review", "2017-06-30", "post-weblog", "en-GB",
			[]string{"When the last lamp", "A catalogue of storms", "The Odyssey, in any translation", "tides", "once the oil store.", "nobody writes it down."},
			[]string{"Share this", "my grandfather", "Letters", "#"},
		},
		"ru": {
			"Последний паромщик на реке Сосновке", "Ковалёва, Анна", "Северный листок", "2020-08-14", "webpage", "ru",
			[]string{"«Реку надо слушать", "Тридцать переправ в день", "Река помнит.", "уже не смотрит на воду."},
			[]string{"очень тёплый рассказ", "Новости", "©"},
		},
		"ar": {
			"حارس المكتبة القديمة في حي الورّاقين", "", "جريدة الضفاف", "2018-01-05", "article-newspaper", "ar",
			[]string{"يفتح العم سليم باب المكتبة", "دفتر الزوار", "The door was open", "وهو ينام."},
			[]string{"الرئيسية", "جميع الحقوق"},
		},
		"zh": {
			"老街上的最后一家活字印刷铺", "王小梅", "江岸日报", "2022-04-23", "webpage", "zh-CN",
			[]string{"清晨六点，老街还没有醒来", "一个字的重量", "印出来的字，是可以用手摸到的声音。", "你先找到‘留’这个字。"},
			[]string{"首页", "版权所有", "纸坊的春天"},
		},
	} {
		t.Run(lang, func(t *testing.T) {
			a := extracted(t, fromBytes(t, "https://gazette.example/"+lang, testweb.Page(lang), "text/html; charset=utf-8"))
			checkArticle(t, a)
			checkFidelity(t, string(testweb.Page(lang)), a.Blocks)
			s := a.Source
			authors := clipper.GetField(&s, "authors")
			if s.Title != want.title || s.Container != want.site || s.Issued.String() != want.published || s.Type != want.kind || s.Language != want.language {
				t.Errorf("source: %q, %q, %s, %s, %s", s.Title, s.Container, s.Issued, s.Type, s.Language)
			}
			if want.authors != "" && authors != want.authors || authors == "" {
				t.Errorf("authors: %q, want %q", authors, want.authors)
			}
			if s.Canonical != "https://gazette.example/"+lang && strings.Contains(string(testweb.Page(lang)), "canonical") {
				t.Errorf("canonical: %q", s.Canonical)
			}
			text := a.Text()
			for _, piece := range want.has {
				if strings.Count(text, piece) != 1 {
					t.Errorf("%q stands %d times in\n%s", piece, strings.Count(text, piece), text)
				}
			}
			for _, piece := range want.not {
				if strings.Contains(text, piece) {
					t.Errorf("%q is not the article's:\n%s", piece, text)
				}
			}
		})
	}
}

func TestBlocksOfFrenchPage(t *testing.T) {
	a := extracted(t, fromBytes(t, "https://gazette.example/fr", testweb.Page("fr"), "text/html"))
	count := map[clipper.Kind]int{}
	for _, b := range a.Blocks {
		count[b.Kind]++
		switch b.Kind {
		case clipper.Figure:
			if b.Image == nil || b.Image.Src != "https://gazette.example/image.png" || b.Image.Width != 640 || b.Image.Alt == "" {
				t.Errorf("figure: %+v", b.Image)
			}
			if last := b.Spans[len(b.Spans)-1]; b.Text[last.Start:last.End] != "© Paul Grandet / La Gazette" || last.Style&clipper.Credit == 0 {
				t.Errorf("credit: %+v", b.Spans)
			}
		case clipper.Table:
			if len(b.Cells) != 12 || !b.Cells[0].Header || b.Cells[11].Row != 3 || b.Text[b.Cells[11].Start:b.Cells[11].End] != "308\u00a0€" {
				t.Errorf("cells: %+v", b.Cells)
			}
		}
	}
	for kind, n := range map[clipper.Kind]int{clipper.Heading: 2, clipper.Quote: 1, clipper.ListItem: 3, clipper.Table: 1, clipper.Figure: 1} {
		if count[kind] != n {
			t.Errorf("%d blocks of the kind %s, want %d", count[kind], kind, n)
		}
	}
	picked := 0
	for _, e := range a.Evidence {
		if e.Field == "authors" && e.Picked && e.From == clipper.FromJSONLD {
			picked++
		}
	}
	if picked != 1 {
		t.Errorf("evidence: %+v", a.Evidence)
	}
}

// TestNewsWholeAndAlone wraps plain texts in a newspaper's page, in both
// charsets, and wants each back whole and alone.
func TestNewsWholeAndAlone(t *testing.T) {
	texts := map[string]string{"own": frenchSample}
	if dir := os.Getenv("FLORILEGIUM_CORPORA"); dir != "" {
		if text, err := os.ReadFile(filepath.Join(dir, "seed", "article.fr.txt")); err == nil {
			texts["seed"] = string(text)
		}
	} else {
		t.Log("FLORILEGIUM_CORPORA is not set: the sample of our own only")
	}
	for name, text := range texts {
		for _, charset := range []string{"utf-8", "windows-1252"} {
			t.Run(name+" in "+charset, func(t *testing.T) {
				page := testweb.News(text, charset, testweb.Options{Image: "/image.png"})
				a := extracted(t, fromBytes(t, "https://gazette.example/monde/familles", page, "text/html"))
				lead := a.Blocks[0]
				if lead.Kind != clipper.Figure || lead.Image.Src != "https://gazette.example/image.png" || !strings.HasPrefix(lead.Text, "Une rue de la ville") {
					t.Errorf("the lead figure beside the text: %+v", lead)
				}
				var got []string
				for _, b := range a.Blocks {
					if b.Kind != clipper.Figure {
						got = append(got, b.Text)
					}
				}
				if want := lines(text); strings.Join(got, "\n") != want {
					t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), want)
				}
				s := a.Source
				if s.Title != "Les familles ont quitté la ville" || clipper.GetField(&s, "authors") != "Fontanel, Claire" || s.Issued.String() != "2014-09-14" || s.Container != "La Gazette du Levant" || s.Language != "fr" {
					t.Errorf("source: %+v", s)
				}
			})
		}
	}
}

// lines is a text without empty lines and white space at the edges of lines.
func lines(text string) string {
	var all []string
	for line := range strings.Lines(text) {
		if line = strings.Trim(line, " \t\r\n"); line != "" {
			all = append(all, line)
		}
	}
	return strings.Join(all, "\n")
}

const frenchSample = `Le cœur de la vieille ville s’est vidé en trois nuits.
« Nous avons fermé les volets », raconte un boulanger ; il n’en dira pas plus.
Des familles entières ont pris la route du fleuve, selon l’agence locale, avec des matelas, des chèvres et des livres.
Un calme trompeur
Les marchés restent ouverts, mais les étals sont vides : plus de fruits, plus de pain, presque plus de voix.
"On attend", dit une institutrice, qui garde la clef de l’école dans sa poche.
À l’ouest aussi
Le même silence règne à l’ouest, près des champs de coton, où l’on ne voit plus que des chiens.
« Ils reviendront », assure-t-elle, « au printemps… ou jamais ! »
`

func TestRefusals(t *testing.T) {
	server := testweb.New(t)
	f := fetch.New(fetch.Options{AllowPrivate: fetch.Typed})
	defer f.Close()
	for route, want := range map[string]clipper.Code{
		"/odd/shell": clipper.Unreadable, "/odd/challenge": clipper.Unreadable, "/odd/login": clipper.Unreadable, "/odd/empty": clipper.Unreadable,
	} {
		p, err := f.Fetch(context.Background(), server.URL+route)
		if err == nil {
			_, err = Extract(context.Background(), p)
		}
		if told, ok := err.(*clipper.Error); !ok || told.Code != want || told.Hint == "" {
			t.Errorf("%s: %v", route, err)
		}
	}
}

// TestBadPages reads pages made to break readers; each gives text or a refusal.
func TestBadPages(t *testing.T) {
	const line = "La rivière est sortie de son lit, dit le maire, et les ponts restent fermés. "
	for name, page := range map[string]string{
		"deep":       "<title>Profond</title>" + strings.Repeat("<div>", 50_000) + "<p>" + line + strings.Repeat("</div>", 50_000),
		"flood":      "<title>Crue</title>" + strings.Repeat("<p>"+line, 80_000),
		"inline":     "<title>Fil</title><p>" + line + strings.Repeat("<span>mot </span>", 100_000),
		"breaks":     "<title>Lignes</title><p>" + strings.Repeat(line+"<br><br>", 30_000),
		"attributes": "<title>Marques</title><div " + strings.Repeat("a=1 ", 30_000) + "><p>" + line,
		"class":      `<title>Classe</title><div class="` + strings.Repeat("x y ", 500_000) + `"><p>` + line,
		"tables":     "<title>Tables</title>" + strings.Repeat("<table><tr><td>", 600) + line,
		"json-ld":    `<title>Graphe</title><script type="application/ld+json">` + strings.Repeat("[", 200_000) + `</script><p>` + line,
		"unclosed":   "<title>Ouvert</title>" + strings.Repeat("<b><p>", 1_500) + line,
	} {
		t.Run(name, func(t *testing.T) {
			a, err := Extract(context.Background(), fromBytes(t, "https://gazette.example/"+name, []byte("<html><body>"+page), "text/html; charset=utf-8"))
			if err != nil && clipper.CodeOf(err) != clipper.Unreadable {
				t.Fatal(err)
			}
			if err == nil && !strings.Contains(a.Text(), "La rivière est sortie") {
				t.Errorf("the text is lost: %.200q", a.Text())
			}
			if err != nil {
				t.Log(err)
			}
		})
	}
}

func TestCancel(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := Extract(ctx, fromBytes(t, "https://gazette.example/", testweb.Page("fr"), "text/html")); clipper.CodeOf(err) != clipper.Unreadable {
		t.Error(err)
	}
}

func FuzzExtract(f *testing.F) {
	for _, lang := range testweb.Languages() {
		f.Add(testweb.Page(lang))
	}
	f.Add([]byte("<table><tr><td rowspan=9 colspan=9>a<td>b<tr><th>c</table><pre>\n\n x\n</pre><ol start=3><li>un<ul><li>deux</ul>trois</ol>"))
	f.Add([]byte("<p>a <b> b </b><i>c</i> d<br><br>e<blockquote>f<hr><math display=block><annotation encoding=tex>x</annotation></math>"))
	f.Fuzz(func(t *testing.T, page []byte) {
		p, err := fetch.FromBytes("https://gazette.example/", append([]byte("<html>"), page...), nil, saved)
		if err != nil {
			return
		}
		if a, err := Extract(context.Background(), p); err == nil {
			checkArticle(t, a)
		}
	})
}

func FuzzJSONLD(f *testing.F) {
	f.Add(`{"@context":"https://schema.org","@graph":[{"@type":"NewsArticle","author":{"@id":"#a"}},{"@id":"#a","name":"Hélène"}]}`)
	f.Add(`<!-- [{"@type":["Article"],"headline":"L’atelier"},] -->`)
	f.Fuzz(func(t *testing.T, script string) {
		var g graph
		g.read(script)
		if o := g.article("https://gazette.example/"); o != nil {
			for _, a := range g.each(o, "author") {
				_ = a.text("name")
			}
			_ = o.text("headline")
		}
	})
}
