package cite

import (
	"encoding/json"
	"encoding/xml"
	"fmt"
	"math/rand/v2"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"

	"florilegium/clipper"
)

// The judges are programs that no one here wrote. Each is asked where it is
// installed (Debian: pandoc, biber, bibutils) and skipped, plainly, where not.

func judge(t *testing.T, program string) {
	t.Helper()
	if testing.Short() {
		t.Skip("judges are not asked with -short")
	}
	if _, err := exec.LookPath(program); err != nil {
		t.Skipf("%s is not installed", program)
	}
}

// saved writes an export into a folder of its own.
func saved(t *testing.T, format Format, items []Item) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "export"+format.Ext())
	if err := os.WriteFile(file, []byte(written(t, format, items)), 0o644); err != nil {
		t.Fatal(err)
	}
	return file
}

func run(t *testing.T, file, program string, args ...string) string {
	t.Helper()
	cmd := exec.Command(program, append(args, file)...)
	cmd.Dir = filepath.Dir(file)
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%s: %v\n%s", program, err, out)
	}
	return string(out)
}

// pick takes one of the choices at random.
func pick[T any](r *rand.Rand, choices ...T) T { return choices[r.IntN(len(choices))] }

// generated makes n sources, each with a trap or several.
func generated(n int) []Item {
	r := rand.New(rand.NewPCG(11, 17))
	items := make([]Item, n)
	for i := range items {
		s := clipper.Source{
			Type:      pick(r, "webpage", "article-newspaper", "article-magazine", "article-journal", "post-weblog", "report"),
			Title:     pick(r, titles...),
			Container: pick(r, "Le Courrier du Canal", "Die Woche", "Revue & Débats", "100 % Info", "水の新聞", "Eau and Ville", "L’Écho_du #8", "a~b"),
			Issued:    pick(r, dates...), Accessed: pick(r, on(2026, 10, 3), clipper.Date{}),
			URL:      fmt.Sprintf("https://courrier.example/%d/%s", i, pick(r, "a_b", "a%20b?x=1&y=%C3%A9", "é~à#haut", "{x}", "p?q=a+b;c")),
			Language: pick(r, "fr", "de", "en", "en-GB", "ru", "ja", "es", "ar", "fr-CA", "it"),
		}
		for _, k := range r.Perm(len(bylines))[:r.IntN(4)] {
			s.Authors = append(s.Authors, clipper.ParseName(bylines[k]))
		}
		if s.Type == "article-journal" {
			s.Volume, s.Issue, s.Pages, s.ISSN, s.DOI = "12", pick(r, "3", "4–5"), pick(r, "1–12", "34"), "0317-8471", "10.5555/a_b"
		}
		items[i] = Item{Source: s}
	}
	Keys(items)
	return items
}

var (
	titles = []string{
		"À l’école, « on étouffe » dès juin", "Straße „unter Wasser“", "What the NASA engineers said in Paris", "the river and the town",
		"50 % d’eau en plus : l’État répond", "A & B_c #3 – 10 $", "C’est «\u00a0l’eau\u00a0»\u202f!", "Вода и город", "村の水", "الماء والمدينة", "100 ~ 200 ^ 3",
		"Un {mot} entre accolades", `Le \input de la rivière`, "Voir < ici > et | là", "El agua: ¿qué pasa?", "L’œuvre — naïve", "1986. Une année",
		"Deux -- tirets", "Qu’est-ce que l’eau ?", "Ein Haus in Saint-Étienne und Köln", "Crème brûlée à 3 €", "e\u0301cole",
	}
	bylines = []string{
		"Jean Dupont", "Jean de La Fontaine", "Marie d’Ormesson", "Ursula von der Leyen", "Jan van der Berg", "Marine Le Pen", "Luca della Robbia",
		"King, Martin Luther, Jr.", "John Smith III", "José Ortega y Gasset", "Gabriel García Márquez", "AFP", "Institut national de l’eau et des rivières",
		"Ministère de l’Économie, des Finances", "村上 春樹", "王小明", "Иван Петров", "أحمد علي", "Kovács János", "Juan de la Cruz", "Robert De Niro",
		"Jean-Luc O’Brien", "Simon and Schuster", "Tahar Ben Jelloun", "J. K. Rowling", "bell hooks",
	}
	dates = []clipper.Date{
		on(2024, 9, 12), on(2024, 11, 0), on(2019, 0, 0), on(2019, 4, 31), circa(on(2018, 0, 0)), {Year: 2018, Season: 2},
		until(on(2020, 3, 1), on(2021, 2, 0)), until(on(2020, 0, 0), on(2022, 0, 0)), on(987, 0, 0), {Raw: "un jour"}, {},
	}
)

// TestBiber: no warning but the one for sources that have no date, which every
// biblatex style prints as such.
func TestBiber(t *testing.T) {
	judge(t, "biber")
	for name, items := range map[string][]Item{"samples": samples(), "generated": generated(100)} {
		file := saved(t, BibLaTeX, items)
		undated := 0
		for _, item := range items {
			if tidy(item.Source).Issued.Year == 0 {
				undated++
			}
		}
		for line := range strings.SplitSeq(run(t, file, "biber", "--tool", "--validate-datamodel", "--nolog"), "\n") {
			switch {
			case strings.Contains(line, "one of 'date, year' must be defined"):
				undated--
			case strings.HasPrefix(line, "WARN - Found 0"):
			case strings.HasPrefix(line, "WARN"), strings.HasPrefix(line, "ERROR"):
				t.Errorf("%s: %s", name, line)
			}
		}
		if undated != 0 {
			t.Errorf("%s: %d undated sources were not noticed, so biber was not heard", name, undated)
		}
	}
}

// TestRoundTrip: CSL JSON → BibLaTeX → pandoc → CSL JSON keeps what both hold.
func TestRoundTrip(t *testing.T) {
	judge(t, "pandoc")
	items := append(generated(100), samples()[:10]...)
	Keys(items)
	var back []CSL
	if err := json.Unmarshal([]byte(run(t, saved(t, BibLaTeX, items), "pandoc", "-f", "biblatex", "-t", "csljson")), &back); err != nil {
		t.Fatal(err)
	}
	if len(back) != len(items) {
		t.Fatalf("%d of %d sources came back", len(back), len(items))
	}
	for i, item := range items {
		want, got := held(ToCSL(item.Source), tidy(item.Source)), held(back[i], clipper.Source{})
		for field, w := range want {
			if got[field] != w {
				t.Errorf("%s: %s is %q, was %q", want["id"], field, got[field], w)
			}
		}
	}
}

// held is a source as both formats hold it, in one spelling.
func held(c CSL, s clipper.Source) map[string]string {
	h := map[string]string{
		"id": c.ID, "type": c.Type, "title": spelled(c.Title), "container": spelled(firstOf(c.ContainerTitle, c.Publisher)),
		"volume": c.Volume, "issue": strings.ReplaceAll(c.Issue, "–", "-"), "page": strings.ReplaceAll(c.Page, "–", "-"),
		"doi": c.DOI, "url": plainURL(c.URL), "issued": dated(c.Issued), "accessed": dated(c.Accessed), "lang": primary(c.Language),
	}
	if strings.HasPrefix(h["lang"], "en") || h["lang"] == "" {
		h["title"] = strings.ToLower(h["title"])
	}
	for i, n := range c.Author {
		h[fmt.Sprint("author ", i)] = spelled(n.Literal + "|" + n.Given + "|" + joined(" ", n.Dropping, n.NonDropping, n.Family) + "|" + n.Suffix)
	}
	if s.CiteKey != "" { // ours: what biblatex cannot say
		switch kind, _ := biblatexKind(s); kind {
		case "online":
			h["type"] = "webpage"
			for _, f := range []string{"volume", "issue", "page"} {
				delete(h, f)
			}
		case "report":
			h["container"] = spelled(firstOf(s.Publisher, s.Container))
		}
	}
	return h
}

var markup = regexp.MustCompile(`</?span[^>]*>`)

// spelled irons out what pandoc writes in its own way: spaces, straight marks.
func spelled(s string) string {
	s = markup.ReplaceAllString(s, "")
	return strings.NewReplacer("\u00a0", " ", "\u202f", " ", "\u2006", " ", "'", "’", "’ ", "’").Replace(s)
}

func plainURL(s string) string {
	if plain, err := url.PathUnescape(s); err == nil {
		return plain
	}
	return s
}

func dated(d *CSLDate) string {
	if d == nil || len(d.Parts) == 0 {
		return ""
	}
	parts := d.Parts
	if d.Season > 0 {
		parts = [][]int{append(append([]int{}, parts[0]...), 20+d.Season)}
	}
	return fmt.Sprint(parts, d.Circa)
}

func TestPandocReadsCSL(t *testing.T) {
	judge(t, "pandoc")
	var back []CSL
	items := samples()
	if err := json.Unmarshal([]byte(run(t, saved(t, CSLJSON, items), "pandoc", "-f", "csljson", "-t", "csljson")), &back); err != nil {
		t.Fatal(err)
	}
	if len(back) != len(items) {
		t.Errorf("%d of %d sources came back", len(back), len(items))
	}
}

func TestPandocReadsBibTeX(t *testing.T) {
	judge(t, "pandoc")
	var back []CSL
	items := generated(100)
	if err := json.Unmarshal([]byte(run(t, saved(t, BibTeX, items), "pandoc", "-f", "bibtex", "-t", "csljson")), &back); err != nil {
		t.Fatal(err)
	}
	if len(back) != len(items) {
		t.Fatalf("%d of %d sources came back", len(back), len(items))
	}
	for i, item := range items {
		want := tidy(item.Source)
		if got := spelled(back[i].Title); !strings.EqualFold(got, spelled(want.Title)) || len(back[i].Author) != len(want.Authors) || plainURL(back[i].URL) != plainURL(want.URL) {
			t.Errorf("%s came back as %+v, was %+v", want.CiteKey, back[i], want)
		}
	}
}

// TestPandocReadsMarkdown: a hostile title becomes neither markup nor HTML.
func TestPandocReadsMarkdown(t *testing.T) {
	judge(t, "pandoc")
	tree := run(t, saved(t, Markdown, []Item{{Source: hostile(), Clips: samples()[0].Clips}}), "pandoc", "-f", "markdown", "-t", "json")
	_, tree, _ = strings.Cut(tree, `"blocks":`) // the front matter is for programs that take it at its word
	for _, bad := range []string{`"RawInline"`, `"RawBlock"`, `"Math"`, `"Cite"`, `"CodeBlock"`, `"Image"`, `"OrderedList"`} {
		if strings.Contains(tree, bad) {
			t.Errorf("pandoc sees %s in %s", bad, tree)
		}
	}
}

// mods is what bibutils make of a record.
type mods struct {
	Records []struct {
		Titles []struct {
			Title string `xml:"title"`
			Sub   string `xml:"subTitle"`
		} `xml:"titleInfo"`
		Names []struct {
			Type  string `xml:"type,attr"`
			Parts []struct {
				Type string `xml:"type,attr"`
				Text string `xml:",chardata"`
			} `xml:"namePart"`
		} `xml:"name"`
	} `xml:"mods"`
}

func modsOf(t *testing.T, format Format, program string, items []Item) mods {
	t.Helper()
	var m mods
	if err := xml.Unmarshal([]byte(run(t, saved(t, format, items), program)), &m); err != nil {
		t.Fatal(err)
	}
	if len(m.Records) != len(items) {
		t.Fatalf("%s read %d of %d records", program, len(m.Records), len(items))
	}
	return m
}

// TestBibutilsReadsRIS: titles and names come back. bibutils read every name of
// several words as a person's, part it at "and" and drop the comma that tells
// EndNote and Zotero an organisation: there, only the letters are compared.
func TestBibutilsReadsRIS(t *testing.T) {
	judge(t, "ris2xml")
	items := generated(100)
	for i, record := range modsOf(t, RIS, "ris2xml", items).Records {
		s := tidy(items[i].Source)
		if got := lettersOf(record.Titles[0].Title + record.Titles[0].Sub); got != lettersOf(s.Title) {
			t.Errorf("title %q, was %q", got, s.Title)
		}
		var got, want string
		for _, n := range record.Names {
			for _, p := range n.Parts {
				got += p.Text
			}
		}
		for _, n := range s.Authors {
			want += strings.ReplaceAll(n.Literal, " and ", "") + n.Given + n.Dropping + n.NonDropping + n.Family + n.Suffix
		}
		if got, want = lettersOf(got), lettersOf(want); got != want {
			t.Errorf("%s: names %s, were %s", s.CiteKey, got, want)
		}
	}
}

func TestBibutilsReadsBibTeX(t *testing.T) {
	judge(t, "bib2xml")
	items := generated(100)
	for i, record := range modsOf(t, BibTeX, "bib2xml", items).Records {
		if len(record.Names) != len(items[i].Source.Authors) {
			t.Errorf("%s: %d names, were %d", items[i].Source.CiteKey, len(record.Names), len(items[i].Source.Authors))
		}
	}
}

// lettersOf is s with its letters and digits alone, in alphabetical order.
func lettersOf(s string) string {
	var runes []rune
	for _, r := range s {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			runes = append(runes, r)
		}
	}
	slices.Sort(runes)
	return string(runes)
}
