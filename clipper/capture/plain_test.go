package capture

import (
	"slices"
	"strings"
	"testing"

	"florilegium/clipper"
	"florilegium/clipper/fetch"
)

// TestPlain makes paragraphs of texts as mail programs, editors and poets set them.
func TestPlain(t *testing.T) {
	wrapped := "Le fleuve gèle tous les dix ans, et personne ne s’en souvient :\nil faut demander aux vieux cahiers, où chaque hiver a laissé sa\ndate."
	for text, want := range map[string][]string{
		"Titre\n\n" + wrapped + "\n\nFin.":                    {"Titre", strings.ReplaceAll(wrapped, "\n", " "), "Fin."},
		"Sous le pont\n\ncoule la Seine\r\net nos amours\r\n": {"Sous le pont", "coule la Seine\net nos amours"},
		"Première ligne.\nDeuxième ligne.\n":                  {"Première ligne.", "Première ligne.", "Deuxième ligne."},
		"\uFEFFУ реки\n\n«\u00a0Паромщик молчит\u00a0»":       {"У реки", "«\u00a0Паромщик молчит\u00a0»"},
		"河边的活字印刷铺":                                            {"河边的活字印刷铺", "河边的活字印刷铺"},
	} {
		a, err := plain(&fetch.Page{Text: text})
		if err != nil {
			t.Fatal(err)
		}
		got := []string{a.Source.Title}
		for _, b := range a.Blocks {
			got = append(got, b.Text)
		}
		if !slices.Equal(got, want) {
			t.Errorf("%q became %q", text, got)
		}
	}
	if _, err := plain(&fetch.Page{Text: " \n\t\n"}); clipper.CodeOf(err) != clipper.Unreadable {
		t.Errorf("an empty text: %v", err)
	}
}

// FuzzPlain keeps every word of a text, in its order, and nothing else.
func FuzzPlain(f *testing.F) {
	f.Add("Titre\n\nUn.\nDeux.\r\n\r\n« Trois »")
	f.Add(strings.Repeat("mot ", 40))
	f.Fuzz(func(t *testing.T, text string) {
		a, err := plain(&fetch.Page{Text: text})
		words := strings.Fields(strings.ReplaceAll(strings.TrimPrefix(text, "\uFEFF"), "\x00", ""))
		if err != nil {
			if len(words) > 0 && strings.Trim(text, " \t\f\v\r\n\x00\uFEFF") != "" {
				t.Errorf("%q: %v", text, err)
			}
			return
		}
		got := strings.Fields(a.Text())
		if whole := append(strings.Fields(a.Source.Title), got...); !slices.Equal(got, words) && !slices.Equal(whole, words) {
			t.Errorf("%q became %q and %q", words, a.Source.Title, got)
		}
		for _, b := range a.Blocks {
			if strings.ContainsAny(b.Text, "\r\x00") || strings.Trim(b.Text, " \n") != b.Text {
				t.Errorf("a paragraph reads %q", b.Text)
			}
		}
	})
}
