package csl

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"sort"
	"strings"
	"testing"
)

// corpora is the folder of the development corpora, "" where there is none.
func corpora() string { return os.Getenv("FLORILEGIUM_CORPORA") }

func suiteFolder(t *testing.T) string {
	if dir := os.Getenv("FLORILEGIUM_CSL_SUITE"); dir != "" {
		return dir
	}
	if corpora() == "" {
		t.Skip("the CSL test suite is not here: set FLORILEGIUM_CSL_SUITE or FLORILEGIUM_CORPORA")
	}
	return filepath.Join(corpora(), "csl-suite")
}

// testLocales are the official locales.
func testLocales(t testing.TB) *Locales {
	for _, dir := range []string{filepath.Join(corpora(), "csl-locales"), "/usr/share/citation-style-language/locales"} {
		if _, err := os.Stat(filepath.Join(dir, "locales-en-US.xml")); err == nil {
			return NewLocales(os.DirFS(dir))
		}
	}
	t.Skip("the official CSL locales are not here: set FLORILEGIUM_CORPORA or install Debian's citation-style-language-locales")
	return nil
}

// TestSuite runs the fixtures of the CSL project. testdata/suite-failing.txt
// names the ones that do not pass, each with a reason.
func TestSuite(t *testing.T) {
	dir := suiteFolder(t)
	locales := testLocales(t)
	failing := readFailing(t)
	names, err := filepath.Glob(filepath.Join(dir, "*.txt"))
	if err != nil || len(names) == 0 {
		t.Fatalf("no fixtures in %s: %v", dir, err)
	}
	passed := 0
	for _, file := range names {
		name := strings.TrimSuffix(filepath.Base(file), ".txt")
		t.Run(name, func(t *testing.T) {
			want, got, err := runFixture(file, locales)
			ok := err == nil && strings.TrimSpace(want) == strings.TrimSpace(got)
			if ok {
				passed++
			}
			switch reason, listed := failing[name]; {
			case ok && listed:
				t.Errorf("passes, but is listed as failing: %s", reason)
			case !ok && !listed:
				t.Errorf("\nwant %s\ngot  %s\n%v", strings.TrimSpace(want), strings.TrimSpace(got), err)
			}
		})
	}
	fmt.Printf("suite: %d of %d passed\n", passed, len(names))
}

func readFailing(t *testing.T) map[string]string {
	data, err := os.ReadFile("testdata/suite-failing.txt")
	if err != nil {
		t.Fatal(err)
	}
	failing := map[string]string{}
	for _, line := range strings.Split(string(data), "\n") {
		if name, reason, ok := strings.Cut(line, ": "); ok && !strings.HasPrefix(line, "#") {
			failing[name] = reason
		}
	}
	return failing
}

var sectionStart = regexp.MustCompile(`^>>=+ ([A-Z0-9-]+) =+>>\s*$`)

// readFixture cuts a fixture into its sections.
func readFixture(file string) (map[string]string, error) {
	data, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	sections := map[string]string{}
	name := ""
	var body []string
	for _, line := range strings.Split(strings.ReplaceAll(strings.TrimPrefix(string(data), "\ufeff"), "\r\n", "\n"), "\n") {
		switch m := sectionStart.FindStringSubmatch(line); {
		case m != nil:
			name, body = m[1], nil
		case strings.HasPrefix(line, "<<==") && name != "":
			sections[name] = strings.Join(body, "\n")
			name = ""
		case name != "":
			body = append(body, line)
		}
	}
	return sections, nil
}

type fixtureCite struct {
	ID             json.RawMessage `json:"id"`
	Locator        json.RawMessage `json:"locator"`
	Label          string          `json:"label"`
	Prefix         string          `json:"prefix"`
	Suffix         string          `json:"suffix"`
	SuppressAuthor json.RawMessage `json:"suppress-author"`
	AuthorOnly     json.RawMessage `json:"author-only"`
	Position       json.RawMessage `json:"position"`
	NearNote       json.RawMessage `json:"near-note"`
	FirstNote      json.RawMessage `json:"first-reference-note-number"`
}

func (f fixtureCite) cite() Cite {
	id, _ := scalar(f.ID)
	locator, _ := scalar(f.Locator)
	return Cite{
		ID: id, Locator: locator, Label: f.Label, Prefix: f.Prefix, Suffix: f.Suffix,
		SuppressAuthor: truth(f.SuppressAuthor), AuthorOnly: truth(f.AuthorOnly),
		Position: Position(integer(f.Position)), NearNote: truth(f.NearNote), FirstNoteNumber: integer(f.FirstNote),
	}
}

type fixtureCitation struct {
	ID         string        `json:"citationID"`
	Items      []fixtureCite `json:"citationItems"`
	Properties struct {
		Note json.RawMessage `json:"noteIndex"`
	} `json:"properties"`
}

func runFixture(file string, locales *Locales) (want, got string, err error) {
	s, err := readFixture(file)
	if err != nil {
		return "", "", err
	}
	want = s["RESULT"]
	style, err := ParseStyle([]byte(s["CSL"]))
	if err != nil {
		return want, "", err
	}
	items, err := ParseItems([]byte(s["INPUT"]))
	if err != nil {
		return want, "", err
	}
	if more := s["INPUT2"]; more != "" {
		extra, err := ParseItems([]byte(more))
		if err != nil {
			return want, "", err
		}
		items = append(items, extra...)
	}
	mode, suffix, _ := strings.Cut(strings.TrimSpace(s["MODE"]), "-")
	p, err := New(style, locales, Options{})
	if err != nil {
		return want, "", err
	}
	f := &fixture{sections: s, format: HTML, d: p.Document(items)}
	if suffix == "rtf" {
		f.format = RTF
	}
	f.d.unsorted = suffix == "nosort"
	got, err = f.render(mode, suffix)
	return want, got, err
}

type fixture struct {
	sections map[string]string
	format   Format
	d        *Document
}

func (f *fixture) render(mode, suffix string) (string, error) {
	lines, err := f.citations()
	if err != nil || mode == "citation" {
		return strings.Join(lines, "\n"), err
	}
	if err := f.entries(); err != nil {
		return "", err
	}
	b, err := f.d.Bibliography()
	if err != nil {
		return "", err
	}
	if suffix == "header" {
		return bibliographyHeader(b), nil
	}
	return f.bibliography(b)
}

// entries takes up BIBENTRIES: lists of items that are registered one after the
// other, the last one standing.
func (f *fixture) entries() error {
	text := f.sections["BIBENTRIES"]
	if text == "" {
		return nil
	}
	var lists [][]json.RawMessage
	if err := json.Unmarshal([]byte(text), &lists); err != nil {
		return err
	}
	last := map[string]bool{}
	for _, raw := range lists[len(lists)-1] {
		id, _ := scalar(raw)
		last[id] = true
	}
	f.d.Uncited = nil
	seen := map[string]bool{}
	for _, list := range lists {
		for _, raw := range list {
			if id, _ := scalar(raw); last[id] && !seen[id] {
				seen[id] = true
				f.d.Uncited = append(f.d.Uncited, id)
			}
		}
	}
	f.d.fresh = false
	return nil
}

func (f *fixture) bibliography(b *Bibliography) (string, error) {
	keep, err := f.section()
	if err != nil {
		return "", err
	}
	var out strings.Builder
	out.WriteString("<div class=\"csl-bib-body\">\n")
	for _, e := range b.Entries {
		if keep(f.d.byID[e.ID]) {
			text := e.Text.Format(f.format)
			if text == "" {
				text = "[CSL STYLE ERROR: reference with no printed form.]"
			}
			fmt.Fprintf(&out, "  <div class=\"csl-entry\">%s</div>\n", text)
		}
	}
	out.WriteString("</div>")
	return out.String(), nil
}

// section takes up BIBSECTION, which chooses entries by their fields.
func (f *fixture) section() (func(*Item) bool, error) {
	text := f.sections["BIBSECTION"]
	if text == "" {
		return func(*Item) bool { return true }, nil
	}
	var s map[string][]struct {
		Field string          `json:"field"`
		Value json.RawMessage `json:"value"`
	}
	if err := json.Unmarshal([]byte(text), &s); err != nil {
		return nil, err
	}
	match := func(it *Item, field string, raw json.RawMessage) bool {
		value, _ := scalar(raw)
		if field == "type" {
			return it.Type == value
		}
		if value == "" {
			_, isName := it.Names[field]
			_, isDate := it.Dates[field]
			return it.Vars[field] == "" && !isName && !isDate
		}
		return it.Vars[field] == value || strings.Contains(" "+it.Vars[field]+" ", " "+value+" ")
	}
	return func(it *Item) bool {
		include := len(s["include"]) == 0
		for _, c := range s["include"] {
			include = include || match(it, c.Field, c.Value)
		}
		for _, c := range s["exclude"] {
			include = include && !match(it, c.Field, c.Value)
		}
		for _, c := range s["select"] {
			include = include && match(it, c.Field, c.Value)
		}
		quash := len(s["quash"]) > 0
		for _, c := range s["quash"] {
			quash = quash && match(it, c.Field, c.Value)
		}
		return include && !quash
	}, nil
}

// bibliographyHeader is what citeproc-js says about a bibliography, sorted.
func bibliographyHeader(b *Bibliography) string {
	align := b.SecondFieldAlign
	if align == "" {
		align = "false"
	}
	var ids []string
	for _, e := range b.Entries {
		ids = append(ids, e.ID)
	}
	lines := []string{
		"bibend: </div>", "bibliography_errors: ", "bibstart: <div class=\"csl-bib-body\">\n", "done: false",
		"entry_ids: " + strings.Join(ids, ","), fmt.Sprintf("entryspacing: %d", b.EntrySpacing),
		fmt.Sprintf("linespacing: %d", b.LineSpacing), fmt.Sprintf("maxoffset: %d", b.MaxOffset), "second-field-align: " + align,
	}
	if b.HangingIndent {
		lines = append(lines, "hangingindent: true")
	}
	sort.Strings(lines)
	return strings.Join(lines, "\n")
}

func (f *fixture) citations() ([]string, error) {
	if f.sections["CITATIONS"] != "" {
		return f.process()
	}
	var lists [][]fixtureCite
	if text := f.sections["CITATION-ITEMS"]; text != "" {
		if err := json.Unmarshal([]byte(text), &lists); err != nil {
			return nil, err
		}
	} else {
		var all []fixtureCite
		for _, it := range f.d.items {
			id, _ := json.Marshal(it.ID)
			all = append(all, fixtureCite{ID: id})
		}
		lists = [][]fixtureCite{all}
	}
	var out []string
	for _, list := range lists {
		var cites []Cite
		for _, c := range list {
			cites = append(cites, c.cite())
		}
		rich, err := f.d.Render(cites)
		if err != nil {
			return nil, err
		}
		out = append(out, f.text(rich))
	}
	return out, nil
}

func (f *fixture) text(r Rich) string {
	if r.IsEmpty() {
		return "[CSL STYLE ERROR: reference with no printed form.]"
	}
	return r.Format(f.format)
}

// process takes up CITATIONS: steps of an editor, each with the citation that
// is set or changed and those before and after it.
func (f *fixture) process() ([]string, error) {
	var steps [][3]json.RawMessage
	if err := json.Unmarshal([]byte(f.sections["CITATIONS"]), &steps); err != nil {
		return nil, err
	}
	known := map[string]Citation{}
	var before, states map[string]string
	var last string
	for _, step := range steps {
		var c fixtureCitation
		if err := json.Unmarshal(step[0], &c); err != nil {
			return nil, err
		}
		citation := Citation{ID: c.ID, Note: integer(c.Properties.Note)}
		for _, item := range c.Items {
			citation.Cites = append(citation.Cites, item.cite())
		}
		before, states = f.rendered(), f.states()
		known[c.ID], last = citation, c.ID
		list, err := around(step, citation, known)
		if err != nil {
			return nil, err
		}
		if err := f.d.SetCitations(list); err != nil {
			return nil, err
		}
	}
	var out []string
	for i, r := range f.d.Citations() {
		mark, id := "..", f.d.citations[i].ID
		if before[id] != f.text(r) || states[id] != f.states()[id] || id == last {
			mark = ">>"
		}
		out = append(out, fmt.Sprintf("%s[%d] %s", mark, i, f.text(r)))
	}
	return out, nil
}

func (f *fixture) rendered() map[string]string {
	out := map[string]string{}
	for i, r := range f.d.Citations() {
		out[f.d.citations[i].ID] = f.text(r)
	}
	return out
}

// states tells what disambiguation adds to the items of each citation.
func (f *fixture) states() map[string]string {
	out := map[string]string{}
	for _, c := range f.d.citations {
		for _, cite := range c.Cites {
			e := f.d.entries[cite.ID]
			out[c.ID] += fmt.Sprint(e.state, e.yearSuffix, ";")
		}
	}
	return out
}

func around(step [3]json.RawMessage, citation Citation, known map[string]Citation) ([]Citation, error) {
	var list []Citation
	for i, raw := range step[1:] {
		var refs [][2]json.RawMessage
		if err := json.Unmarshal(raw, &refs); err != nil {
			return nil, err
		}
		for _, ref := range refs {
			id, _ := scalar(ref[0])
			c := known[id]
			c.Note = integer(ref[1])
			known[id] = c
			list = append(list, c)
		}
		if i == 0 {
			list = append(list, citation)
		}
	}
	return list, nil
}
