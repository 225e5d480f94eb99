package cite

import (
	"encoding/json"
	"encoding/xml"
	"fmt"
	"maps"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"florilegium/clipper"
	"florilegium/clipper/judges"
)

// saved writes an export into a folder of its own and gives the folder; the file
// is called export, with the ending of the format.
func saved(t *testing.T, format Format, items []Item) (dir, name string) {
	t.Helper()
	dir, name = t.TempDir(), "export"+format.Ext()
	if err := os.WriteFile(filepath.Join(dir, name), []byte(written(t, format, items)), 0o644); err != nil {
		t.Fatal(err)
	}
	return dir, name
}

// exchanged are the sources that the judges read: a thousand with traps, and the
// samples but the one that means harm; see TestHostile.
func exchanged() []Item {
	items := append(generated(1000), samples()[:10]...)
	Keys(items)
	return items
}

// TestBiber: not one warning over a thousand sources.
func TestBiber(t *testing.T) {
	judges.Need(t, judges.Biber)
	withoutWarning(t, exchanged())
}

// withoutWarning has biber read sources and hold them to its data model.
func withoutWarning(t *testing.T, items []Item) {
	t.Helper()
	dir, name := saved(t, BibLaTeX, items)
	said := judges.Run(t, judges.Biber, dir, "--tool", "--validate-datamodel", "--nolog", "--output-file=read.bib", name)
	for line := range strings.Lines(said) {
		if strings.HasPrefix(line, "WARN") || strings.HasPrefix(line, "ERROR") {
			t.Error(line)
		}
	}
	read, err := os.ReadFile(filepath.Join(dir, "read.bib"))
	if err != nil {
		t.Fatal(err)
	}
	if n := strings.Count("\n"+string(read), "\n@"); n != len(items) {
		t.Errorf("biber read %d of %d sources", n, len(items))
	}
}

// asked is what pandoc makes of an export, as CSL JSON.
func asked(t *testing.T, format Format, from string, items []Item) []CSL {
	t.Helper()
	judges.Need(t, judges.Pandoc)
	dir, name := saved(t, format, items)
	var back []CSL
	if err := json.Unmarshal([]byte(judges.Run(t, judges.Pandoc, dir, "-f", from, "-t", "csljson", name)), &back); err != nil {
		t.Fatal(err)
	}
	if len(back) != len(items) {
		t.Fatalf("%d of %d sources came back", len(back), len(items))
	}
	return back
}

// TestRoundTrip: CSL JSON → BibLaTeX → pandoc → CSL JSON keeps what both hold.
func TestRoundTrip(t *testing.T) {
	items := exchanged()
	for i, c := range asked(t, BibLaTeX, "biblatex", items) {
		s := tidy(items[i].Source)
		kind, names := heldByBibLaTeX(s)
		want, got := spelledOut(ToCSL(s), s), spelledOut(c, s)
		want["type"] = kind
		for _, name := range names {
			if got[name] != want[name] {
				t.Errorf("%s (%s): %s is %q, was %q", s.CiteKey, kind, name, got[name], want[name])
			}
		}
	}
}

// heldByBibLaTeX is what a source is in BibLaTeX, as a type of CSL, and the
// variables that such a record holds. What the data model asks for and the source
// does not have makes it a page of the web, or, without an address, none of the
// known types; both say in one field which site or house they are from.
func heldByBibLaTeX(s clipper.Source) (kind string, names []string) {
	names = []string{"id", "type", "issued", "language", "author"}
	if s.Title != "" {
		names = append(names, "title")
	}
	signed := len(s.Authors) > 0
	house := s.Publisher != "" || s.Container != ""
	book := []string{"publisher", "publisher-place", "edition", "ISBN", "editor"}
	switch {
	case s.Type == "book":
		kind = s.Type
		if names = append(names, book...); !signed && len(s.Editors) == 0 {
			names = slices.DeleteFunc(names, func(n string) bool { return n == "editor" })
		} else {
			names = append(names, "volume", "translator")
		}
	case s.Type == "chapter" && signed && s.Container != "":
		kind, names = s.Type, append(append(names, book...), "container-title", "page", "volume", "translator")
	case s.Type == "entry-encyclopedia" && signed && s.Container != "" && len(s.Editors) > 0:
		kind, names = s.Type, append(append(names, book...), "container-title", "page", "volume", "translator")
	case s.Type == "entry-encyclopedia" && signed && s.Container != "":
		kind, names = "chapter", append(append(names, book...), "container-title", "page", "volume", "translator")
	case s.Type == "paper-conference" && signed && s.Container != "":
		kind, names = s.Type, append(names, "container-title", "page", "volume", "publisher", "publisher-place", "ISBN", "editor")
	case strings.HasPrefix(s.Type, "article-") && signed && s.Container != "":
		kind, names = s.Type, append(names, "container-title", "page", "ISSN", "editor", "translator")
		if strings.Trim(s.Volume, "0123456789") == "" { // others stand before the issue
			names = append(names, "volume", "issue")
		}
	case (s.Type == "report" || s.Type == "thesis") && signed && house:
		kind, names = s.Type, append(names, "house", "publisher-place", "page")
		if s.Genre != "" {
			names = append(names, "genre")
		}
	case s.Type == "manuscript" && signed:
		kind, names = s.Type, append(names, "publisher-place")
	default:
		kind, names = "webpage", append(names, "house-or-site", "editor")
		if s.URL == "" && s.DOI == "" {
			kind = ""
		}
	}
	if strings.Trim(s.Volume, "0123456789") != "" {
		names = slices.DeleteFunc(names, func(n string) bool { return n == "volume" })
	}
	if names = append(names, "DOI", "URL"); s.URL != "" {
		names = append(names, "accessed")
	}
	return kind, names
}

// spelledOut is a source by the names of CSL, in one spelling.
func spelledOut(c CSL, s clipper.Source) map[string]string {
	m := map[string]string{
		"id": c.ID, "type": c.Type, "title": spelled(c.Title), "container-title": spelled(c.ContainerTitle), "publisher": spelled(c.Publisher),
		"publisher-place": spelled(c.PublisherPlace), "edition": spelled(c.Edition), "genre": spelled(strings.ReplaceAll(c.Genre, `\&`, "&")), "volume": spelled(c.Volume),
		"issue": spelled(firstOf(c.Issue, c.Number)), "page": spelled(c.Page), "DOI": plainURL(c.DOI), "URL": plainURL(c.URL),
		"issued": dated(c.Issued), "accessed": dated(c.Accessed), "language": primary(c.Language),
		"house": spelled(firstOf(c.Publisher, c.ContainerTitle)), "house-or-site": spelled(firstOf(c.ContainerTitle, c.Publisher)),
		"author": people(c.Author), "editor": people(c.Editor), "translator": people(c.Translator),
	}
	if validISSN(c.ISSN) {
		m["ISSN"] = c.ISSN
	}
	if validISBN(c.ISBN) {
		m["ISBN"] = c.ISBN
	}
	if babel[m["language"]] == "" || m["language"] == "zh" {
		m["language"] = "" // biblatex knows no such language, or pandoc none of biblatex's name
	}
	if lang := primary(s.Language); lang == "en" || babel[lang] == "" {
		m["title"] = strings.ToLower(m["title"]) // pandoc takes them for titles in title case
		if s.Type == "chapter" || s.Type == "entry-encyclopedia" || s.Type == "paper-conference" {
			m["container-title"] = strings.ToLower(m["container-title"])
		}
	}
	return m
}

// people writes names in one spelling.
func people(names []CSLName) string {
	var list []string
	for _, n := range names {
		list = append(list, spelled(n.Literal+"|"+n.Given+"|"+joined(" ", n.Dropping, n.NonDropping, n.Family)+"|"+n.Suffix))
	}
	return strings.Join(list, " & ")
}

var pandocMarks = regexp.MustCompile(`</?(?:span|i|sup|sub)[^>]*>`)

// spelled irons out what pandoc writes in its own way: spaces, straight marks,
// dashes between numbers, ligatures.
func spelled(s string) string {
	s = norm.NFKC.String(pandocMarks.ReplaceAllString(s, ""))
	if !balanced(s) { // pandoc does not know the commands for braces without a partner,
		s = strings.NewReplacer("{", "", "}", "").Replace(s)
	}
	s = strings.ReplaceAll(s, "`", "") // nor that for a grave accent
	s = strings.NewReplacer("'", "’", "–", "-", `"`, "”", "“", "”").Replace(s)
	return strings.ReplaceAll(s, "’ ", "’")
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

// TestPandocReadsCSL: CSL JSON is read as it was meant, but for what pandoc 2.17
// does to it: it leaves out seasons, and sets marks of its own for straight ones,
// in addresses too.
func TestPandocReadsCSL(t *testing.T) {
	items := exchanged()
	for i, c := range asked(t, CSLJSON, "csljson", items) {
		s := tidy(items[i].Source)
		meant := ToCSL(s)
		if meant.Issued != nil {
			meant.Issued.Season = 0
		}
		want, got := spelledOut(meant, s), spelledOut(c, s)
		for _, name := range slices.Sorted(maps.Keys(want)) {
			if plainMarks.Replace(got[name]) != plainMarks.Replace(want[name]) {
				t.Errorf("%s: %s is %q, was %q", s.CiteKey, name, got[name], want[name])
			}
		}
	}
}

// plainMarks leaves out marks and spaces.
var plainMarks = strings.NewReplacer("’", "", "'", "", "‘", "", "”", "", " ", "")

// TestPandocReadsBibTeX: titles, names and addresses come back.
func TestPandocReadsBibTeX(t *testing.T) {
	items := exchanged()
	for i, c := range asked(t, BibTeX, "bibtex", items) {
		s := tidy(items[i].Source)
		want, got := spelledOut(ToCSL(s), s), spelledOut(c, s)
		if !strings.EqualFold(got["title"], want["title"]) || got["author"] != want["author"] || got["URL"] != want["URL"] {
			t.Errorf("%s came back as %+v, was %+v", s.CiteKey, got, want)
		}
	}
}

// TestBibTeX: the program itself reads all of them, in the style it was shipped
// with and in one of natbib's.
func TestBibTeX(t *testing.T) {
	judges.Need(t, judges.BibTeX)
	items := exchanged()
	dir, _ := saved(t, BibTeX, items)
	for _, style := range []string{"plain", "abbrv", "plainnat"} {
		if err := os.WriteFile(filepath.Join(dir, style+".aux"), []byte(`\citation{*}`+"\n"+`\bibstyle{`+style+"}\n"+`\bibdata{export}`+"\n"), 0o644); err != nil {
			t.Fatal(err)
		}
		said := judges.Run(t, judges.BibTeX, dir, style)
		for line := range strings.Lines(said) {
			if strings.Contains(line, "error message") || strings.HasPrefix(line, "I ") || strings.HasPrefix(line, "Repeated entry") {
				t.Errorf("%s: %s", style, line)
			}
		}
		list, err := os.ReadFile(filepath.Join(dir, style+".bbl"))
		if err != nil {
			t.Fatal(err)
		}
		if n := strings.Count(string(list), `\bibitem`); n != len(items) {
			t.Errorf("%s lists %d of %d sources", style, n, len(items))
		}
	}
}

// TestPandocReadsMarkdown: a hostile title becomes neither markup nor HTML in the
// text. The front matter is data, which no template of pandoc's prints.
func TestPandocReadsMarkdown(t *testing.T) {
	judges.Need(t, judges.Pandoc)
	dir, name := saved(t, Markdown, []Item{{Source: hostile(), Clips: samples()[0].Clips}})
	var tree struct{ Blocks json.RawMessage }
	if err := json.Unmarshal([]byte(judges.Run(t, judges.Pandoc, dir, "-f", "markdown", "-t", "json", name)), &tree); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(tree.Blocks), "cmd|") {
		t.Fatalf("the title is not in %s", tree.Blocks)
	}
	for _, bad := range []string{`"RawInline"`, `"RawBlock"`, `"Math"`, `"Cite"`, `"CodeBlock"`, `"Image"`, `"OrderedList"`} {
		if strings.Contains(string(tree.Blocks), bad) {
			t.Errorf("pandoc sees %s in %s", bad, tree.Blocks)
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
		Names []modsName `xml:"name"`
		Host  []modsName `xml:"relatedItem>name"` // the editors of a book
	} `xml:"mods"`
}

type modsName struct {
	Parts []string `xml:"namePart"`
	Role  string   `xml:"role>roleTerm"`
}

// modsNames are the letters of each name, without the house that gave a degree.
func modsNames(names []modsName) map[string]bool {
	found := map[string]bool{}
	for _, n := range names {
		if n.Role != "degree grantor" {
			found[lettersOf(strings.Join(n.Parts, ""))] = true
		}
	}
	return found
}

// lettersOfNames are those of the names themselves, parted at a word.
func lettersOfNames(names []clipper.Name, at string) map[string]bool {
	found := map[string]bool{}
	for _, n := range names {
		for part := range strings.SplitSeq(n.Literal+n.Given+n.Dropping+n.NonDropping+n.Family+n.Suffix, at) {
			found[lettersOf(part)] = true
		}
	}
	return found
}

// modsOf asks bibutils, whose answer has a record for each item.
func modsOf(t *testing.T, format Format, judge judges.Judge, items []Item) mods {
	t.Helper()
	judges.Need(t, judge)
	dir, name := saved(t, format, items)
	var m mods
	if err := xml.Unmarshal([]byte(judges.Run(t, judge, dir, name)), &m); err != nil {
		t.Fatal(err)
	}
	if len(m.Records) != len(items) {
		t.Fatalf("%s read %d of %d records", judge, len(m.Records), len(items))
	}
	return m
}

// TestBibutilsReadsRIS: titles and names come back. bibutils read every name of
// several words as a person's, part it at "and", name no one twice, know no
// translators, part titles at a colon or a question mark and drop the comma that
// tells EndNote and Zotero an organisation: so letters are compared.
func TestBibutilsReadsRIS(t *testing.T) {
	items := exchanged()
	for i, record := range modsOf(t, RIS, judges.RIS2XML, items).Records {
		s := tidy(items[i].Source)
		if got := lettersOf(record.Titles[0].Title + record.Titles[0].Sub); got != lettersOf(s.Title) && s.Title != "" {
			t.Errorf("title %q, was %q", got, s.Title)
		}
		got, want := modsNames(slices.Concat(record.Names, record.Host)), lettersOfNames(slices.Concat(s.Authors, s.Editors), " and ")
		if !maps.Equal(got, want) {
			t.Errorf("%s: names %v, were %v", s.CiteKey, got, want)
		}
	}
}

// TestBibutilsReadsBibTeX: titles and names come back, but for a backslash, which
// bibutils know by no name.
func TestBibutilsReadsBibTeX(t *testing.T) {
	items := exchanged()
	for i, record := range modsOf(t, BibTeX, judges.Bib2XML, items).Records {
		s := tidy(items[i].Source)
		title := strings.ReplaceAll(record.Titles[0].Title+record.Titles[0].Sub, `\textbackslash`, "")
		if lettersOf(title) != lettersOf(s.Title) && s.Title != "" {
			t.Errorf("%s: title %q, was %q", s.CiteKey, title, s.Title)
		}
		if kind := bibtexKind(s); kind == "article" || kind == "phdthesis" {
			s.Editors = nil // bibutils know of none there
		}
		got := modsNames(slices.Concat(record.Names, record.Host))
		if want := lettersOfNames(slices.Concat(s.Authors, s.Editors, s.Translators), "\n"); !maps.Equal(got, want) {
			t.Errorf("%s: names %v, were %v", s.CiteKey, got, want)
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
