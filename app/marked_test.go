//go:build !headless

package app

import (
	"slices"
	"strings"
	"testing"

	"florilegium/db"
)

// matches are the ranges of words in a text.
func matches(text string, words ...string) (out [][2]int) {
	for _, w := range words {
		i := strings.Index(text, w)
		out = append(out, [2]int{i, i + len(w)})
	}
	return out
}

func TestRowSnippetMarksTheWordsFound(t *testing.T) {
	for _, c := range []struct {
		text  string
		words []string
		want  string
	}{
		{"Les ouvriers de Decazeville,\nen grève, ont « voté\u00a0» hier.", []string{"grève", "voté"}, "… en grève, ont « voté\u00a0» hier."},
		{"مستقبل الصحافة المستقلة", []string{"الصحافة"}, "مستقبل الصحافة المستقلة"},
		{"東京都知事、再開発の見直しを表明", []string{"再開発"}, "東京都知事、再開発の見直しを表明"},
		{"Kohle  und\t\tStahl\n\nan der Ruhr ", []string{"Ruhr"}, "… der Ruhr"},
		{"Rien", nil, "Rien"},
	} {
		m := rowSnippet(db.Snippet{Text: c.text, Matches: matches(c.text, c.words...)})
		if m.text != c.want {
			t.Errorf("%q became %q, want %q", c.text, m.text, c.want)
		}
		var marked []string
		for _, w := range m.words {
			marked = append(marked, m.text[w[0]:w[1]])
		}
		if !slices.Equal(marked, c.words) {
			t.Errorf("%q: marked %q, want %q", c.text, marked, c.words)
		}
	}
}

func TestWordsWithinALine(t *testing.T) {
	m := marked{text: "une citation ne vaut que", words: [][2]int{{4, 12}, {16, 20}}}
	if got := m.within(4, 18); !slices.Equal(got, [][2]int{{0, 8}, {12, 14}}) {
		t.Errorf("within the line: %v", got)
	}
}
