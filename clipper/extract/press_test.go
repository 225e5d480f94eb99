package extract

import (
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode"

	"florilegium/clipper"
	"florilegium/clipper/fetch"
)

// pressFolder holds pages written for this project in the manner of the
// languages below: NAME.html as a server sends it, NAME.json with what a
// librarian would write down of it, and known.txt with what is not right yet.
const pressFolder = "testdata/press"

// pressLanguages are the languages that each have at least pressPages pages.
var pressLanguages = []string{"ar", "de", "es", "fr", "it", "ja", "pt", "ru", "zh"}

const pressPages = 10

// gold is what stands on a page: the article's blocks in their order, its
// source, and pieces of the page that are none of the article's.
type gold struct {
	URL    string `json:"url"`
	Header string `json:"header"` // Content-Type as sent; may be empty or wrong
	Source struct {
		Title     string   `json:"title"`
		Authors   []Author `json:"authors"`
		Published string   `json:"published"`
		Modified  string   `json:"modified"`
		Site      string   `json:"site"`
		Publisher string   `json:"publisher"`
		Lang      string   `json:"lang"`
		Canonical string   `json:"canonical"`
		DOI       string   `json:"doi"`
		// Section and Type are absent where the page leaves them open.
		Section *string `json:"section"`
		Type    *string `json:"type"`
	} `json:"source"`
	Blocks []struct {
		Kind clipper.Kind `json:"kind"`
		Text string       `json:"text"`
	} `json:"blocks"`
	Not []string `json:"not"`
}

// verdict is what is wrong with one field of one page; empty when it is right.
type verdict struct{ page, field, wrong string }

// TestPress holds every page of the folder to its gold: the text of each block
// character for character, white space aside; nothing else; and each field of
// the source. What is not right stands in known.txt with its reason; what stands
// there and is right fails as well.
func TestPress(t *testing.T) {
	files, err := filepath.Glob(filepath.Join(pressFolder, "*.html"))
	if err != nil {
		t.Fatal(err)
	}
	var all []verdict
	pages := map[string]int{}
	for _, file := range files {
		name := strings.TrimSuffix(filepath.Base(file), ".html")
		pages[languageOf(name)]++
		t.Run(name, func(t *testing.T) { all = append(all, judgePage(t, name)...) })
	}
	for _, lang := range pressLanguages {
		if pages[lang] < pressPages {
			t.Errorf("%d pages in %s, want %d or more", pages[lang], lang, pressPages)
		}
	}
	settle(t, all, readKnown(t))
	t.Log("\n" + shares(all))
}

// languageOf is the language that a page's name begins with: "fr" of "fr-agence".
func languageOf(name string) string {
	lang, _, _ := strings.Cut(name, "-")
	return lang
}

func readGold(t *testing.T, name string) gold {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(pressFolder, name+".json"))
	if err != nil {
		t.Fatal(err)
	}
	var g gold
	if err := json.Unmarshal(data, &g); err != nil {
		t.Fatal(err)
	}
	return g
}

// judgePage extracts a page and compares it with its gold. A page that cannot be
// read at all is wrong in every field.
func judgePage(t *testing.T, name string) []verdict {
	g := readGold(t, name)
	body, err := os.ReadFile(filepath.Join(pressFolder, name+".html"))
	if err != nil {
		t.Fatal(err)
	}
	p := fromBytes(t, g.URL, body, g.Header)
	checkGold(t, p, g)
	a, err := Extract(t.Context(), p)
	if err != nil {
		a = &clipper.Article{}
		t.Log(err)
	} else {
		checkArticle(t, a)
		checkFidelity(t, p.Text, a.Blocks)
	}
	var all []verdict
	for _, v := range append(judgeText(a, g), judgeSource(Record(a, nil, 0), a.Source.Section, g)...) {
		v.page = name
		all = append(all, v)
	}
	return all
}

// checkGold proves that the gold is the page's own: each of its blocks stands in
// the text nodes, none of the pieces that must not be there stands in a block.
func checkGold(t *testing.T, p *fetch.Page, g gold) {
	t.Helper()
	var blocks []clipper.Block
	for _, b := range g.Blocks {
		blocks = append(blocks, clipper.Block{Kind: b.Kind, Text: b.Text})
	}
	checkFidelity(t, p.Text, blocks)
	text := clipper.JoinBlocks(blocks)
	for _, piece := range g.Not {
		if strings.Contains(text, piece) {
			t.Errorf("the gold both has and forbids %q", piece)
		}
	}
}

// judgeText compares the blocks: is each there ("text"), as what it is ("kinds"),
// with its pictures' captions ("figures"), nothing else ("alone"), and nothing of
// what surrounds the article ("forbidden").
func judgeText(a *clipper.Article, g gold) []verdict {
	got, gotFigures := parted(a.Blocks)
	var want []clipper.Block
	for _, b := range g.Blocks {
		want = append(want, clipper.Block{Kind: b.Kind, Text: b.Text})
	}
	want, wantFigures := parted(want)
	text, kinds, alone := align(want, got)
	var forbidden []string
	for _, piece := range g.Not {
		if strings.Contains(oneLine(a.Text()), piece) {
			forbidden = append(forbidden, piece)
		}
	}
	return []verdict{
		{field: "text", wrong: told("missing", text)},
		{field: "alone", wrong: told("too many", alone)},
		{field: "kinds", wrong: told("", kinds)},
		{field: "figures", wrong: differ(wantFigures, gotFigures)},
		{field: "forbidden", wrong: told("stands there", forbidden)},
	}
}

// parted takes the pictures out of a row of blocks, as their captions, and the
// dividers. White space is collapsed, and what indents a block is no part of it.
func parted(blocks []clipper.Block) (texts []clipper.Block, figures []string) {
	for _, b := range blocks {
		switch b.Text = strings.TrimSpace(oneLine(b.Text)); {
		case b.Kind == clipper.Figure:
			figures = append(figures, b.Text)
		case b.Text != "":
			texts = append(texts, b)
		}
	}
	return texts, figures
}

// align walks both rows in order and tells what is missing, of another kind, and
// too many.
func align(want, got []clipper.Block) (missing, kinds, extra []string) {
	at := 0
	for _, w := range want {
		found := slices.IndexFunc(got[at:], func(b clipper.Block) bool { return b.Text == w.Text })
		if found < 0 {
			missing = append(missing, w.Text)
			continue
		}
		for _, b := range got[at : at+found] {
			extra = append(extra, b.Text)
		}
		at += found + 1
		if b := got[at-1]; b.Kind != w.Kind {
			kinds = append(kinds, fmt.Sprintf("%s for %s: %s", b.Kind, w.Kind, w.Text))
		}
	}
	for _, b := range got[at:] {
		extra = append(extra, b.Text)
	}
	return missing, kinds, extra
}

func told(how string, pieces []string) string {
	if len(pieces) == 0 {
		return ""
	}
	return strings.TrimSpace(fmt.Sprintf("%s %q", how, pieces))
}

func differ(want, got any) string {
	w, g := fmt.Sprintf("%q", want), fmt.Sprintf("%q", got)
	if w == g {
		return ""
	}
	return fmt.Sprintf("%s, want %s", g, w)
}

// judgeSource compares the fields of the source. Spaces of any width are alike;
// every other character counts.
func judgeSource(r Result, section string, g gold) []verdict {
	s := g.Source
	all := []verdict{
		{field: "title", wrong: differ(narrow(s.Title), narrow(r.Title))},
		{field: "authors", wrong: differAuthors(s.Authors, r.Authors)},
		{field: "published", wrong: differ(s.Published, r.Published)},
		{field: "modified", wrong: differ(s.Modified, r.Modified)},
		{field: "site", wrong: differ(narrow(s.Site), narrow(r.Site))},
		{field: "publisher", wrong: differ(narrow(s.Publisher), narrow(r.Publisher))},
		{field: "lang", wrong: differ(s.Lang, r.Lang)},
		{field: "canonical", wrong: differ(s.Canonical, r.Canonical)},
		{field: "doi", wrong: differ(s.DOI, r.DOI)},
	}
	if s.Section != nil {
		all = append(all, verdict{field: "section", wrong: differ(narrow(*s.Section), narrow(section))})
	}
	if s.Type != nil {
		all = append(all, verdict{field: "type", wrong: differ(*s.Type, r.Type)})
	}
	return all
}

func narrow(s string) string { return strings.Join(strings.FieldsFunc(s, unicode.IsSpace), " ") }

// differAuthors compares names part by part. An unspaced Chinese or Japanese name
// kept whole says nothing wrong, and is read as right.
func differAuthors(want, got []Author) string {
	alike := func(w, g Author) bool {
		return w == g || g.Literal != "" && g.Literal == w.Family+w.Given && strings.ContainsFunc(g.Literal, isDense)
	}
	if slices.EqualFunc(want, got, alike) {
		return ""
	}
	return fmt.Sprintf("%+v, want %+v", got, want)
}

// readKnown reads the list of what is not right yet: a line at the margin is a
// reason, the indented lines below it name a page and its fields, joined by
// commas.
func readKnown(t *testing.T) map[[2]string]string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(pressFolder, "known.txt"))
	if err != nil {
		t.Fatal(err)
	}
	known, reason := map[[2]string]string{}, ""
	for line := range strings.Lines(string(data)) {
		words := strings.Fields(line)
		switch {
		case len(words) == 0 || words[0] == "#":
		case !unicode.IsSpace(rune(line[0])):
			reason = strings.TrimSpace(line)
		case len(words) != 2 || reason == "":
			t.Errorf("known.txt: neither a reason nor a page with its fields: %s", line)
		default:
			for field := range strings.SplitSeq(words[1], ",") {
				known[[2]string{words[0], field}] = reason
			}
		}
	}
	return known
}

// settle fails for what is wrong and not known, and for what is known and not
// wrong.
func settle(t *testing.T, all []verdict, known map[[2]string]string) {
	t.Helper()
	for _, v := range all {
		key := [2]string{v.page, v.field}
		if _, listed := known[key]; listed == (v.wrong == "") {
			if listed {
				t.Errorf("%s %s is right: take it off known.txt", v.page, v.field)
			} else {
				t.Errorf("%s %s: %s", v.page, v.field, v.wrong)
			}
		}
		delete(known, key)
	}
	for key := range known {
		t.Errorf("known.txt: no field %s of a page %s is judged", key[1], key[0])
	}
}

// shares is a table of how many pages are right, by field and language.
func shares(all []verdict) string {
	var fields []string
	right, judged := map[[2]string]int{}, map[[2]string]int{}
	languages := map[string]bool{}
	for _, v := range all {
		if !slices.Contains(fields, v.field) {
			fields = append(fields, v.field)
		}
		lang := languageOf(v.page)
		languages[lang] = true
		for _, key := range [][2]string{{v.field, lang}, {v.field, "all"}} {
			judged[key]++
			if v.wrong == "" {
				right[key]++
			}
		}
	}
	var b strings.Builder
	columns := append(slices.Sorted(maps.Keys(languages)), "all")
	fmt.Fprintf(&b, "%-10s", "right")
	for _, lang := range columns {
		fmt.Fprintf(&b, "%9s", lang)
	}
	for _, field := range fields {
		fmt.Fprintf(&b, "\n%-10s", field)
		for _, lang := range columns {
			key := [2]string{field, lang}
			fmt.Fprintf(&b, "%9s", fmt.Sprintf("%d/%d", right[key], judged[key]))
		}
	}
	return b.String()
}
