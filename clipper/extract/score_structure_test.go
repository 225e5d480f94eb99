package extract

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"florilegium/clipper"
	"florilegium/clipper/bench"
	"florilegium/clipper/fetch"
)

var addressComment = regexp.MustCompile(`<!--\s*\{\s*"url"\s*:\s*"([^"]+)"`)

// TestScoreStructure counts the blocks of the structure set that survive.
func TestScoreStructure(t *testing.T) {
	dir := filepath.Join(corpora(t), "structure-dev")
	files, _ := filepath.Glob(filepath.Join(dir, "html", "*.html"))
	if len(files) == 0 {
		t.Skip("the structure set is not there")
	}
	got := answers(len(files), func(i int) (*fetch.Page, error) { return structurePage(files[i]) })
	lost := list(t, "structure.txt")
	all, kept := map[clipper.Kind]int{}, map[clipper.Kind]int{}
	total, survived, headlines := 0, 0, 0
	for i, file := range files {
		name := strings.TrimSuffix(filepath.Base(file), ".html")
		data, err := os.ReadFile(filepath.Join(dir, "expected", name+".md"))
		if err != nil {
			t.Fatal(err)
		}
		for _, want := range singled(readMarkdown(string(data))) {
			all[want.kind]++
			total++
			if survives(want, got[i]) {
				kept[want.kind]++
				survived++
				if !standsInText(want, got[i]) {
					headlines++
				}
			} else {
				fmt.Fprintf(lost, "%s %s %q %q %q %s\n", name, want.kind, want.text, want.cells, want.tex, refusal(got[i]))
			}
		}
	}
	for kind := range all {
		t.Logf("%-10s %3d of %3d", kind, kept[kind], all[kind])
	}
	bench.Min(t, "text", "blocks that survive", float64(survived)/float64(total), "share", .95)
	bench.Min(t, "text", "the same, headlines kept only as the title not counted", float64(survived-headlines)/float64(total), "share", .95)
}

// structurePage reads a page with the address that its comment or name gives.
func structurePage(file string) (*fetch.Page, error) {
	data, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	name := strings.TrimSuffix(filepath.Base(file), ".html")
	if _, rest, ok := strings.Cut(name, "--"); ok {
		name = rest
	}
	address := "https://" + name
	if m := addressComment.FindSubmatch(data[:min(len(data), 2000)]); m != nil {
		address = string(m[1])
	}
	return fetch.FromBytes(address, data, nil, saved)
}

// singled makes each formula inside a text a block of its own beside it.
func singled(blocks []expectedBlock) []expectedBlock {
	var all []expectedBlock
	for _, b := range blocks {
		if b.kind != clipper.Math {
			for _, tex := range b.tex {
				all = append(all, expectedBlock{kind: clipper.Math, tex: []string{tex}})
			}
		}
		if b.kind == clipper.Math || b.kind == clipper.Table || len(words(b.text)) > 0 {
			all = append(all, b)
		}
	}
	return all
}

func survives(want expectedBlock, got answer) bool {
	if got.article == nil {
		return false
	}
	switch want.kind {
	case clipper.Math:
		return texStands(want.tex[0], got.article.Blocks)
	case clipper.Table:
		return cellsStand(want.cells, got.article.Blocks)
	case clipper.Paragraph, clipper.ListItem:
		return wordsStand(words(want.text), got.article.Blocks, "")
	case clipper.Heading: // the headline is kept as the title
		return same(want.text, got.article.Source.Title) || wordsStand(words(want.text), got.article.Blocks, want.kind)
	}
	return wordsStand(words(want.text), got.article.Blocks, want.kind)
}

// standsInText is false for a headline that is kept in the source alone.
func standsInText(want expectedBlock, got answer) bool {
	return want.kind != clipper.Heading || wordsStand(words(want.text), got.article.Blocks, want.kind)
}

// wordsStand reports whether nine in ten of the words stand in order in up to
// three neighbouring blocks, of one kind where kind is given.
func wordsStand(want []string, blocks []clipper.Block, kind clipper.Kind) bool {
	for i := range blocks {
		var have []string
		for k := i; k < min(i+3, len(blocks)) && (kind == "" || blocks[k].Kind == kind); k++ {
			have = append(have, words(withoutMarks(blocks[k]))...)
			if 10*inOrder(want, have) >= 9*len(want) {
				return true
			}
		}
	}
	return false
}

// withoutMarks is the text of a block without the numbers of its footnotes.
func withoutMarks(b clipper.Block) string {
	text := b.Text
	for _, s := range slices.Backward(b.Spans) {
		if s.Note != "" {
			text = text[:s.Start] + " " + text[s.End:]
		}
	}
	return text
}

// inOrder is the length of the longest common subsequence.
func inOrder(a, b []string) int {
	row := make([]int, len(b)+1)
	for _, x := range a {
		diagonal := 0
		for j, y := range b {
			above := row[j+1]
			if x == y {
				row[j+1] = diagonal + 1
			} else {
				row[j+1] = max(row[j+1], row[j])
			}
			diagonal = above
		}
	}
	return row[len(b)]
}

func cellsStand(want []string, blocks []clipper.Block) bool {
	for _, b := range blocks {
		var have []string
		for _, c := range b.Cells {
			have = append(have, strings.Join(words(b.Text[c.Start:c.End]), " "))
		}
		stand := 0
		for _, w := range want {
			if slices.ContainsFunc(have, func(h string) bool {
				return 10*inOrder(strings.Fields(w), strings.Fields(h)) >= 9*len(strings.Fields(w))
			}) {
				stand++
			}
		}
		if 10*stand >= 9*len(want) {
			return true
		}
	}
	return false
}

// texStands looks for a formula by its signs, white space aside, in the TeX of
// blocks and spans and in the text.
func texStands(want string, blocks []clipper.Block) bool {
	want = bareTeX(want)
	for _, b := range blocks {
		if strings.Contains(bareTeX(b.Code), want) || strings.Contains(bareTeX(b.Text), want) {
			return true
		}
		for _, s := range b.Spans {
			if bareTeX(s.TeX) == want {
				return true
			}
		}
	}
	return false
}

func bareTeX(s string) string {
	return strings.NewReplacer(" ", "", "\n", "", "\t", "", "{", "", "}", "").Replace(s)
}
