package cite

import (
	"bytes"
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"florilegium/clipper"
	"florilegium/clipper/bench"
	"florilegium/clipper/csl"
)

// builtIn are the styles that travel inside the program.
func builtIn() *Styles { return OpenStyles(Places{}) }

func loaded(t *testing.T, s *Styles, name, locale string) *CSLStyle {
	t.Helper()
	style, err := s.Load(name, locale)
	if err != nil {
		t.Fatal(err)
	}
	return style
}

// TestCSLReferences shows every built-in style on our samples.
func TestCSLReferences(t *testing.T) {
	var b strings.Builder
	styles := builtIn()
	for _, info := range styles.List() {
		style := loaded(t, styles, info.Name, "")
		b.WriteString("# " + info.Name + " " + style.Locale() + "\n")
		items := samples()
		Keys(items)
		over := style.Over(items)
		for _, item := range items {
			at := Locator{Paragraph: 4}
			b.WriteString(over.Reference(item.Source) + "\n  " + over.Note(item.Source, at) + "\n  " + over.Citation(item.Source, at) + "\n")
			if alone := style.Reference(item.Source); alone == "" {
				t.Errorf("%s: no reference for %s", info.Name, item.Source.Title)
			}
		}
	}
	golden(t, "styles.txt", b.String())
}

func TestCSLQuotation(t *testing.T) {
	item := samples()[0]
	spaces := strings.NewReplacer("\u00a0", " ", "\u202f", " ")
	for _, c := range []struct {
		style, locale string
		format        csl.Format
		want          string
	}{
		{"apa", "fr-FR", csl.Text, "« Ils tentent de rester en état de mouvement » (la maîtresse, cité dans La Fontaine et al., 2024, paragr. 4)"},
		{"apa", "en-US", csl.HTML, "“Ils tentent de rester en état de mouvement” (la maîtresse, quoted in La Fontaine et al., 2024, para. 4)"},
		{"chicago-notes", "en-GB", csl.Text, "‘Ils tentent de rester en état de mouvement’ — la maîtresse, quoted in Jean de La Fontaine et al., ‘À l’école, « on étouffe » dès juin’, "},
	} {
		got := loaded(t, builtIn(), c.style, c.locale).Quotation(item.Clips[0], item.Source, c.format)
		if !strings.HasPrefix(spaces.Replace(got), c.want) {
			t.Errorf("%s %s: %s", c.style, c.locale, got)
		}
	}
	got := loaded(t, builtIn(), "ieee", "").Quotation(item.Clips[1], item.Source, csl.RTF)
	if !strings.Contains(got, `\uc0\u8217 eau`) || !strings.Contains(got, `{\i{}Le Courrier du Canal}`) || strings.ContainsFunc(got, func(r rune) bool { return r > 126 }) {
		t.Errorf("RTF: %s", got)
	}
}

func TestHeadingAsLocator(t *testing.T) {
	s := samples()[0].Source
	if got, want := loaded(t, builtIn(), "apa", "en-US").Citation(s, Locator{Heading: "Dans l’eau"}), "(La Fontaine et al., 2024, sec. “Dans l’eau”)"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestEscapedRTF(t *testing.T) {
	for text, want := range map[string]string{
		`a{b}\c`:    `a\{b\}\\c`,
		"é\n水":      `\uc0\u233 \line \uc0\u27700 `,
		"𝄞":         `\uc0\u-10188 \u-8930 `,
		"\x1b[31mx": "[31mx",
	} {
		if got := Escaped(text, csl.RTF); got != want {
			t.Errorf("%q: %s, want %s", text, got, want)
		}
	}
}

const ownStyle = `<?xml version="1.0"?><style xmlns="http://purl.org/net/xbiblio/csl" class="in-text" version="1.0">
<info><title>Revue des rivières &amp; canaux</title><id>http://styles.example/revue-des-rivieres</id></info>
<citation><layout prefix="[" suffix="]"><text variable="title"/></layout></citation></style>`

const dependentStyle = `<?xml version="1.0"?><style xmlns="http://purl.org/net/xbiblio/csl" version="1.0" default-locale="de-DE">
<info><title>Journal of Small Rivers</title><id>http://styles.example/journal-of-small-rivers</id>
<link href="http://styles.example/apa" rel="independent-parent"/></info></style>`

// shelf makes the folders of a machine with styles.
func shelf(t *testing.T) Places {
	t.Helper()
	dir := t.TempDir()
	p := Places{Own: filepath.Join(dir, "bibliothèque"), Zotero: filepath.Join(dir, "Zotero"), System: filepath.Join(dir, "csl"), Cache: filepath.Join(dir, "cache", "styles.tsv")}
	for file, text := range map[string]string{
		filepath.Join(p.Own, "styles", "revue-des-rivieres.csl"):                      ownStyle,
		filepath.Join(p.Own, "styles", "broken.csl"):                                  "<style><info>",
		filepath.Join(p.Zotero, "styles", "hidden", "revue-des-rivieres.csl"):         dependentStyle,
		filepath.Join(p.System, "styles", "dependent", "journal-of-small-rivers.csl"): dependentStyle,
		filepath.Join(p.System, "styles", "dependent", "orphan.csl"):                  strings.NewReplacer("styles.example/apa", "styles.example/absent", "Journal of Small", "Orphan of Long").Replace(dependentStyle),
	} {
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return p
}

func TestStylesInOrder(t *testing.T) {
	p := shelf(t)
	s := OpenStyles(p)
	source := samples()[0].Source
	own := loaded(t, s, "revue-des-rivieres", "")
	if own.Info().From != FromLibrary || own.Info().Title != "Revue des rivières & canaux" || !strings.HasPrefix(own.Reference(source), "[À l’école") {
		t.Errorf("%+v: %s", own.Info(), own.Reference(source))
	}
	if byID := loaded(t, s, "http://styles.example/revue-des-rivieres", ""); byID.Info() != own.Info() {
		t.Errorf("by its address: %+v", byID.Info())
	}
	journal := loaded(t, s, "journal-of-small-rivers", "")
	if journal.Locale() != "de-DE" || journal.Info().Parent != "apa" || journal.IsNote() || !strings.Contains(journal.Reference(source), "2024, September 12") {
		t.Errorf("%+v in %s: %s", journal.Info(), journal.Locale(), journal.Reference(source))
	}
	file := loaded(t, s, filepath.Join(p.Own, "styles", "revue-des-rivieres.csl"), "fr")
	if file.Info().From != FromFile || file.Reference(source) != own.Reference(source) {
		t.Errorf("%+v: %s", file.Info(), file.Reference(source))
	}
	for name, code := range map[string]clipper.Code{
		"absent": clipper.NotFound, "./absent.csl": clipper.NotFound, "orphan": clipper.NotFound, "../../etc/passwd": clipper.NotFound, "": clipper.NotFound,
		filepath.Join(p.Own, "styles", "broken.csl"): clipper.Unreadable, "broken": clipper.Unreadable,
	} {
		if _, err := s.Load(name, ""); clipper.CodeOf(err) != code {
			t.Errorf("%q: %v, want %s", name, err, code)
		}
	}
}

func TestSearchStyles(t *testing.T) {
	p := shelf(t)
	for round := range 2 { // the second reads the kept index
		s := OpenStyles(p)
		for query, first := range map[string]string{
			"apa": "apa", "chicago note": "chicago-notes", "small riv": "journal-of-small-rivers", "CANAUX riviere": "revue-des-rivieres",
			"iso 690 fr": "iso690-fr", "Vancouv": "vancouver",
		} {
			found := s.Search(query, 5)
			if len(found) == 0 || found[0].Name != first {
				t.Errorf("round %d: %q finds %v, want %s first", round, query, found, first)
			}
		}
		if found := s.Search("quatsch", 0); len(found) > 0 {
			t.Errorf("found %v", found)
		}
		if all := s.List(); all[0].From != FromLibrary || all[1].From != BuiltIn {
			t.Errorf("listed first: %v", all[:2])
		}
		if langs := s.Languages(); !slices.Contains(langs, "nl-NL") {
			t.Errorf("languages: %v", langs)
		}
		names := map[string]bool{}
		for _, info := range s.List() {
			if names[info.Name] {
				t.Errorf("%s is listed twice", info.Name)
			}
			names[info.Name] = true
		}
		if !names["apa"] || !names["orphan"] || names["broken"] || len(names) != 12 {
			t.Errorf("listed: %v", names)
		}
	}
}

// TestIndexNoticesChanges edits a style in its place, and adds one.
func TestIndexNoticesChanges(t *testing.T) {
	p := shelf(t)
	OpenStyles(p).List()
	file := filepath.Join(p.Own, "styles", "revue-des-rivieres.csl")
	if err := os.WriteFile(file, []byte(strings.Replace(ownStyle, "Revue des rivières", "Cahiers", 1)), 0o644); err != nil {
		t.Fatal(err)
	}
	if found := OpenStyles(p).Search("cahiers", 1); len(found) != 1 {
		t.Error("an edited title is not found")
	}
	if err := os.WriteFile(p.Cache, []byte("styles 1\nhalf a line"), 0o644); err != nil {
		t.Fatal(err)
	}
	if found := OpenStyles(p).Search("cahiers", 1); len(found) != 1 {
		t.Error("a damaged index is believed")
	}
}

func TestNoCache(t *testing.T) {
	p := shelf(t)
	p.Cache = filepath.Join(p.Own, "styles", "broken.csl", "styles.tsv") // no folder
	if found := OpenStyles(p).Search("revue", 1); len(found) != 1 {
		t.Error("without a cache nothing is found")
	}
}

// officials are the styles that the built-in ones are held against.
var officials = map[string]string{
	"apa": "apa", "mla": "modern-language-association", "chicago-notes": "chicago-notes-bibliography",
	"chicago-author-date": "chicago-author-date", "harvard": "harvard-cite-them-right", "ieee": "ieee",
	"vancouver": "nlm-citation-sequence", "iso690-fr": "iso690-author-date-fr", "iso690-en": "iso690-author-date-en",
}

// TestBuiltInStyles holds the built-in styles and locales against the official
// ones: 95 of 100 entries of the forty sources are the same.
func TestBuiltInStyles(t *testing.T) {
	corpora := os.Getenv("FLORILEGIUM_CORPORA")
	if corpora == "" {
		t.Skip("the official styles are not here: set FLORILEGIUM_CORPORA")
	}
	data, err := os.ReadFile("../csl/testdata/oracle/items.json")
	if err != nil {
		t.Fatal(err)
	}
	items, err := csl.ParseItems(data)
	if err != nil {
		t.Fatal(err)
	}
	official := csl.NewLocales(os.DirFS(filepath.Join(corpora, "csl-locales")))
	if n := len(builtIn().List()); n != len(officials) {
		t.Errorf("%d built-in styles, want %d", n, len(officials))
	}
	for ours, theirs := range officials {
		data, err := os.ReadFile(filepath.Join(corpora, "csl-styles", theirs+".csl"))
		if err != nil {
			t.Fatal(err)
		}
		style, err := csl.ParseStyle(data)
		if err != nil {
			t.Fatal(err)
		}
		p, err := csl.New(style, official, csl.Options{})
		if err != nil {
			t.Fatal(err)
		}
		got, want := renderings(t, loaded(t, builtIn(), ours, "").processor, items), renderings(t, p, items)
		same := 0
		for i := range want {
			if i < len(got) && got[i] == want[i] {
				same++
			}
		}
		t.Logf("%s: %d of %d entries are those of %s", ours, same, len(want), theirs)
		if len(want) != 80 || same*100 < len(want)*95 {
			t.Errorf("%s: %d of %d entries are those of %s", ours, same, len(want), theirs)
		}
	}
}

// renderings are the bibliography and the citations of items.
func renderings(t *testing.T, p *csl.Processor, items []csl.Item) []string {
	t.Helper()
	var out []string
	list, err := p.Bibliography(items)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range list.Entries {
		out = append(out, strings.TrimSpace(e.Text.String()))
	}
	document := p.Document(items)
	for _, item := range items {
		rich, err := document.Render([]csl.Cite{{ID: item.ID}})
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, rich.String())
	}
	return out
}

// TestBuiltInFiles keeps the built-in files small, whole and free of warnings.
func TestBuiltInFiles(t *testing.T) {
	styles, err := filepath.Glob("../../assets/styles/*.csl")
	locales, lerr := filepath.Glob("../../assets/locales/*.xml")
	if err != nil || lerr != nil || len(styles) != 9 || len(locales) != 8 {
		t.Fatalf("%d styles, %d locales: %v %v", len(styles), len(locales), err, lerr)
	}
	for _, file := range slices.Concat(styles, locales) {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if len(data) > 12<<10 {
			t.Errorf("%s has %d bytes, more than 12 KB", file, len(data))
		}
		if strings.HasSuffix(file, ".xml") {
			if l, err := csl.ParseLocale(data); err != nil || len(l.Warnings()) > 0 {
				t.Errorf("%s: %v %v", file, err, l.Warnings())
			}
			continue
		}
		if style, err := csl.ParseStyle(data); err != nil || len(style.Warnings()) > 0 || style.Info().Format == "" {
			t.Errorf("%s: %v %v", file, err, style)
		}
	}
}

// TestFiguresStyles takes the time of opening the index of all styles of Debian.
func TestFiguresStyles(t *testing.T) {
	bench.Need(t)
	p := Places{System: "/usr/share/citation-style-language", Cache: filepath.Join(t.TempDir(), "styles.tsv")}
	if len(OpenStyles(p).List()) < 10000 {
		t.Skip("Debian's citation-style-language-styles is not installed")
	}
	bench.Max(t, "cite", "opening an index of 10,000 styles", bench.CPU(5, 1, func() { OpenStyles(p).Search("apa", 20) }), "ms", 100)
	open := OpenStyles(p)
	open.List()
	bench.Max(t, "cite", "finding styles among 10,000, a keystroke", bench.CPU(5, 10, func() { open.Search("chicago no", 20) }), "ms", 20)
	item := samples()[0].Source
	bench.Max(t, "cite", "loading a built-in style and one reference", bench.CPU(5, 10, func() {
		style, err := OpenStyles(Places{}).Load("apa", "en-US")
		if err != nil || style.Reference(item) == "" {
			t.Fatal(err)
		}
	}), "ms", 2)
	many := generated(1000)
	apa := loaded(t, builtIn(), "apa", "en-US")
	bench.Max(t, "cite", "1,000 sources to Markdown in APA, told apart", bench.CPU(3, 1, func() {
		if err := Write(io.Discard, Markdown, many, Options{Style: apa}); err != nil {
			t.Fatal(err)
		}
	}), "ms", 500)
}

func TestMarkdownInAStyle(t *testing.T) {
	var b strings.Builder
	items := []Item{{Source: samples()[4].Source}, {Source: hostile()}}
	if err := Write(&b, Markdown, items, Options{Style: loaded(t, builtIn(), "chicago-notes", "en-US")}); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{`*Revue \& Débats* 3, no. 2 (2019): 12–34. <https://doi.org/10.5555/a_b>`, `\<script\>`} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("%s is not in\n%s", want, b.String())
		}
	}
}

// FuzzStyleIndex keeps what a foreign style file says of itself, and asks for it
// back.
func FuzzStyleIndex(f *testing.F) {
	f.Add([]byte(ownStyle))
	f.Add([]byte(dependentStyle))
	f.Add([]byte("<style class='a\tb'><info><id>\n\tx</id><title>\n\t«\u00a0é\u00a0»</title></info></style>"))
	f.Fuzz(func(t *testing.T, data []byte) {
		head, err := parseHead(bytes.NewReader(data))
		if err != nil {
			return
		}
		info := StyleInfo{Name: "fuzzed", From: FromLibrary}
		info.describe(head)
		kept := parseIndex(formatIndex([]indexed{newIndexed(info)}, "state"), "state")
		if len(kept) != 1 || kept[0].Title != oneLine.Replace(info.Title) || kept[0].ID != oneLine.Replace(info.ID) {
			t.Fatalf("%+v was kept as %+v", info, kept)
		}
	})
}

// TestItemIsCSLJSON asks that a source gives the same through CSL JSON as
// straight.
func TestItemIsCSLJSON(t *testing.T) {
	style := loaded(t, builtIn(), "chicago-notes", "en-US")
	for _, item := range samples() {
		item.Source.CiteKey = "key"
		data, err := json.Marshal([]CSL{ToCSL(item.Source)})
		if err != nil {
			t.Fatal(err)
		}
		items, err := csl.ParseItems(data)
		if err != nil {
			t.Fatal(err)
		}
		want, err := style.processor.Citation(items)
		if err != nil {
			t.Fatal(err)
		}
		if got := style.Citation(item.Source, Locator{}); got != want.String() {
			t.Errorf("straight %s\nby JSON  %s", got, want)
		}
	}
}
