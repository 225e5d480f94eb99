package cite

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"unicode"

	"florilegium/clipper"
)

var update = flag.Bool("update", false, "write the golden files anew")

func golden(t *testing.T, name, got string) {
	t.Helper()
	file := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("%s has changed; go test -update writes it anew. Now:\n%s", file, got)
	}
}

func written(t *testing.T, format Format, items []Item) string {
	t.Helper()
	var b bytes.Buffer
	if err := Write(&b, format, items, Options{}); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestExports(t *testing.T) {
	for _, format := range Formats {
		if format != HTML && format != DOCX && format != ODT { // what these say is in document.txt
			golden(t, string(format)+format.Ext(), written(t, format, samples()))
		}
	}
}

func TestReferences(t *testing.T) {
	var b strings.Builder
	for _, locale := range []string{"fr", "en-US", "en-GB", "de", "es", "it"} {
		b.WriteString("# " + locale + "\n")
		for _, item := range samples() {
			style := AuthorDate(locale)
			at := Locator{Paragraph: 4, Heading: "L’eau"}
			b.WriteString(style.Reference(item.Source) + "\n  " + style.Note(item.Source, at) + "\n  " + style.Citation(item.Source, at) + "\n")
		}
	}
	golden(t, "references.txt", b.String())
}

func TestQuotation(t *testing.T) {
	item := samples()[0]
	want := "« Ils tentent de rester en état de mouvement » — la maîtresse, cité dans Jean de La Fontaine, Marie d’Ormesson et AFP, " +
		"« À l’école, “on étouffe” dès juin », Le Courrier du Canal, 12 septembre 2024, §\u00a04, sous « Dans l’eau », " +
		"https://courrier.example/societe/a_b%20c?id=3&p=1#haut, consulté le 3 octobre 2026."
	want = strings.NewReplacer("« ", "«\u00a0", " »", "\u00a0»").Replace(want)
	if got := Quotation(item.Clips[0], item.Source, "fr"); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

func TestWriteLeavesItemsAlone(t *testing.T) {
	items := samples()
	written(t, BibLaTeX, items)
	if items[0].Source.CiteKey != "" {
		t.Error("Write stored a cite key in the caller's item")
	}
}

func TestParseFormat(t *testing.T) {
	for _, f := range Formats {
		if got, err := ParseFormat(strings.ToUpper(string(f))); got != f || err != nil {
			t.Errorf("ParseFormat(%q) = %q, %v", f, got, err)
		}
	}
	if _, err := ParseFormat("pdf"); clipper.CodeOf(err) != clipper.Usage {
		t.Errorf("ParseFormat of an unknown name: %v", err)
	}
}

func TestKeys(t *testing.T) {
	items := samples()
	items[9].Source.CiteKey = "lafontaine2024ecole" // frozen by an earlier export
	fresh := Keys(items, "schmidt2023strasse")
	if len(fresh) != len(items)-1 {
		t.Errorf("%d keys made, want %d", len(fresh), len(items)-1)
	}
	seen := map[string]bool{}
	for i, want := range []string{
		"lafontaine2024ecolea", "thesitesons2024nasa", "schmidt2023strassea", "institutnationaldeleauet2018etat", "king2019rivieres",
		"mizu2020", "petrov2018voda", "qanatnd", "ormessonndville", "lafontaine2024ecole", "",
	} {
		key := items[i].Source.CiteKey
		if want != "" && key != want {
			t.Errorf("key %d is %s, want %s", i, key, want)
		}
		if !isKey(key) || seen[key] {
			t.Errorf("key %d is no key or not the only one: %q", i, key)
		}
		seen[key] = true
	}
	if again := Keys(items); len(again) != 0 {
		t.Errorf("frozen keys were made anew: %v", again)
	}
}

func TestUnusedKeys(t *testing.T) {
	used := map[string]bool{}
	for n := range 60 {
		key := unused("x", used)
		used[key] = true
		if want := map[int]string{0: "x", 1: "xa", 26: "xz", 27: "xaa", 53: "xba"}[n]; want != "" && key != want {
			t.Errorf("key %d is %s, want %s", n, key, want)
		}
	}
}

var risLine = regexp.MustCompile(`^[A-Z][A-Z0-9]  - [^\r\n]*$`)

// checkFile holds the promises that every written file keeps.
func checkFile(t *testing.T, format Format, out string, records int) {
	t.Helper()
	for _, r := range out {
		if unicode.Is(unicode.Cc, r) && r != '\n' && r != '\r' || strings.ContainsRune("\u202a\u202b\u202d\u202e\u2066\u2067\u2068\u2069", r) {
			t.Fatalf("%s: control character %U in\n%s", format, r, out)
		}
	}
	switch format {
	case BibTeX, BibLaTeX:
		checkBib(t, out, records)
	case RIS:
		for line := range strings.SplitSeq(strings.TrimSuffix(out, "\r\n"), "\r\n") {
			if line != "" && !risLine.MatchString(line) {
				t.Fatalf("RIS line %q", line)
			}
		}
		if n := strings.Count(out, "\r\nER  - \r\n"); n != records {
			t.Fatalf("%d RIS records, want %d:\n%s", n, records, out)
		}
	case CSLJSON, JSON:
		var list []map[string]any
		if err := json.Unmarshal([]byte(out), &list); err != nil || len(list) != records {
			t.Fatalf("%s: %d records, %v", format, len(list), err)
		}
	}
}

// checkBib counts braces as BibTeX does, which knows no backslash.
func checkBib(t *testing.T, out string, records int) {
	t.Helper()
	depth, found := 0, 0
	for line := range strings.SplitSeq(out, "\n") {
		if depth == 0 && strings.HasPrefix(line, "@") {
			found++
		}
		for _, r := range line {
			switch r {
			case '{':
				depth++
			case '}':
				depth--
			}
			if depth < 0 {
				t.Fatalf("a brace too many in %q", line)
			}
		}
		if depth > 1 || strings.HasPrefix(line, "  ") && depth != 1 {
			t.Fatalf("a brace is open after %q", line)
		}
	}
	if found != records || depth != 0 {
		t.Fatalf("%d records, depth %d; want %d:\n%s", found, depth, records, out)
	}
}

func TestHostileSource(t *testing.T) {
	for _, format := range []Format{BibTeX, BibLaTeX, RIS, CSLJSON, Markdown, JSON, Text} {
		checkFile(t, format, written(t, format, []Item{{Source: hostile()}}), 1)
	}
	tex := written(t, BibLaTeX, []Item{{Source: hostile()}})
	for _, bad := range []string{`\input`, `\write18`, "\n@article"} {
		if strings.Contains(tex, bad) {
			t.Errorf("%s stands in\n%s", bad, tex)
		}
	}
	text := written(t, Markdown, []Item{{Source: hostile()}})
	if strings.Contains(text, "<script") && !strings.Contains(text, `\<script`) {
		t.Errorf("markup in\n%s", text)
	}
}

func FuzzWrite(f *testing.F) {
	h := hostile()
	f.Add(h.Title, h.Authors[0].Family, h.Container, h.URL)
	f.Add("L’été {à} l’eau", "d’Ormesson", "Le Monde", "https://a.example/é")
	f.Add("{", "}", "\\", "http://x/{")
	f.Fuzz(func(t *testing.T, title, family, container, url string) {
		s := clipper.Source{Type: "article-newspaper", Title: title, Container: container, URL: url, Language: "en",
			Authors: []clipper.Name{{Family: family, Given: title, Suffix: container}, {Literal: family}}}
		items := []Item{{Source: s, Tags: []string{title}}, {Source: s}}
		for _, format := range []Format{BibTeX, BibLaTeX, RIS, CSLJSON, JSON} {
			checkFile(t, format, written(t, format, items), 2)
		}
	})
}

// TestReadableKeys: a key says who or where from, in any script: names in letters
// that have Latin ones are spelled in them, others give way to the site.
func TestReadableKeys(t *testing.T) {
	for _, c := range []struct{ author, site, title, url, want string }{
		{"王小明", "新民晚报", "老街", "https://xinmin.example/1", "xinmin2024"},
		{"村上 春樹", "Asahi", "Tokyo の水", "https://asahi.example/1", "asahi2024tokyo"},
		{"أحمد علي", "صحيفة", "الماء", "https://www.qanat.example/1", "qanat2024"},
		{"Иван Петров", "Дневник", "Вода и город", "https://dnevnik.example/1", "petrov2024voda"},
		{"Σωκράτης Παπαδόπουλος", "Νέα", "Το νερό", "https://nea.example/1", "papadopoylos2024nero"},
		{"김철수", "", "물", "https://mul.example/1", "mul2024"},
		{"Đặng Thị Huệ", "Báo", "Nước và thành phố", "https://bao.example/1", "dang2024nuoc"},
		{"Łukasz Żółw", "Gazeta", "Woda", "https://gazeta.example/1", "zolw2024woda"},
	} {
		s := clipper.Source{Title: c.title, Container: c.site, URL: c.url, Authors: []clipper.Name{clipper.ParseName(c.author)}, Issued: on(2024, 0, 0)}
		items := []Item{{Source: s}}
		Keys(items)
		if got := items[0].Source.CiteKey; got != c.want {
			t.Errorf("%s: key %s, want %s", c.author, got, c.want)
		}
		items[0].Source.Title, items[0].Source.Authors = "Autre titre", nil
		if again := Keys(items); len(again) != 0 || items[0].Source.CiteKey != c.want {
			t.Errorf("%s: a frozen key became %s", c.author, items[0].Source.CiteKey)
		}
	}
}
