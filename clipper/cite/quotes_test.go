package cite

import (
	"strings"
	"testing"
	"unicode"

	"florilegium/clipper"
)

// spaced writes no-break spaces so that they can be seen.
var spaced = strings.NewReplacer("\u00a0", "_", "\u202f", "·")

func TestQuoted(t *testing.T) {
	for _, c := range []struct{ lang, text, want string }{
		{"fr", "Nous verrons", "«_Nous verrons_»"},
		{"fr", "« Nous verrons »", "«_Nous verrons_»"},
		{"fr", "«\u202fNous verrons\u202f»", "«_Nous verrons_»"},
		{"fr", "Il dit « oui » puis « non »", "«_Il dit “oui” puis “non”_»"},
		{"fr", "« Oui » et « non »", "«_“Oui” et “non”_»"},
		{"fr", "« Il dit “oui”, puis rien »", "«_Il dit “oui”, puis rien_»"},
		{"fr", "l’état de l'eau, aujourd’hui", "«_l’état de l'eau, aujourd’hui_»"},
		{"fr", "« fin sans début", "«_fin sans début_»"},
		{"fr", "début sans fin »", "«_début sans fin_»"},
		{"fr", "Il dit \"oui\" et 'non'", "«_Il dit “oui” et “non”_»"},
		{"fr-CH", "Il dit « oui »", "«·Il dit ‹·oui·›·»"},
		{"en-US", "He said “yes, ‘maybe’ yes”", "“He said ‘yes, “maybe” yes’”"},
		{"en-US", "the dogs’ owner", "“the dogs’ owner”"},
		{"en-US", "“the dogs’ bones”", "“the dogs’ bones”"},
		{"en-US", "‘the dogs’ bones’", "“the dogs’ bones”"},
		{"en-US", "don’t say ‘don’t’", "“don’t say ‘don’t’”"},
		{"en-US", "rock ’n’ roll in the ’90s", "“rock ’n’ roll in the ’90s”"},
		{"en-US", "«\u00a0Oui\u00a0», he said", "“‘Oui’, he said”"},
		{"en-GB", "He said “yes”", "‘He said “yes”’"},
		{"en-GB", "‘Yes’", "‘Yes’"},
		{"de", "Sie sagte „ja, ‚nein‘“", "„Sie sagte ‚ja, „nein“‘“"},
		{"de", "»Wort«, sagte er", "„‚Wort‘, sagte er“"},
		{"de", "Hans’ Buch", "„Hans’ Buch“"},
		{"de-CH", "Sie sagte «ja»", "«Sie sagte ‹ja›»"},
		{"es", "dijo “sí”", "«dijo “sí”»"},
		{"it-IT", "l’ha detto «lui»", "«l’ha detto “lui”»"},
		{"ru", "он сказал «да»", "«он сказал „да“»"},
		{"ru", "«Он сказал „да“»", "«Он сказал „да“»"},
		{"pl", "„tak”", "„tak”"},
		{"sv", "han sa ”ja”", "”han sa ’ja’”"},
		{"ja", "「水」と言った", "「『水』と言った」"},
		{"ja", "「水」", "「水」"},
		{"zh", "他说“你好”。", "“他说‘你好’。”"},
		{"zh-TW", "他說「你好」", "「他說『你好』」"},
		{"ar", "قال «نعم»", "«قال “نعم”»"},
		{"he", `צה"ל אמר`, `”צה"ל אמר”`},
		{"und", "plain", "“plain”"},
		{"", "5'10\" tall", "“5'10\" tall”"},
		{"fr", "", "«__»"},
	} {
		if got := spaced.Replace(Quoted(c.text, c.lang)); got != c.want {
			t.Errorf("%s: %q became %s, want %s", c.lang, c.text, got, c.want)
		}
	}
}

// FuzzQuoted: nothing but marks and spaces is ever changed.
func FuzzQuoted(f *testing.F) {
	for _, s := range []string{"« a “b ‘c’ d” e »", "l’été ‘dogs’ bones’", "»a« „b“ ‚c‘", "\"a\" 'b'", "「a『b』」", "««»»“”", "\xff’‘"} {
		f.Add(s)
	}
	bare := func(s string) string {
		return strings.Map(func(r rune) rune {
			if markKind(r) != 0 || unicode.IsSpace(r) {
				return -1
			}
			return r
		}, s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		for _, lang := range []string{"fr", "en-GB", "ja", "sv"} {
			if got := Quoted(text, lang); bare(got) != bare(text) {
				t.Fatalf("%q became %q", text, got)
			}
		}
	})
}

func TestMarksOfEveryLanguage(t *testing.T) {
	for tag, like := range sameMarks {
		if _, ok := markSets[like]; !ok {
			t.Errorf("%s quotes like %s, which has no marks", tag, like)
		}
	}
	if got := marksOf("fr_FR"); got != markSets["fr"] {
		t.Errorf("fr_FR: %v", got)
	}
}

func TestArticlePages(t *testing.T) {
	a := &clipper.Article{Source: hostile(), Blocks: []clipper.Block{
		{Kind: clipper.Heading, Level: 2, Text: "1. L’eau <b>"},
		{Kind: clipper.Paragraph, Text: "Voir ici et là.\n# pas un titre", Spans: []clipper.Span{{Start: 5, End: 8, Link: "https://a.example/x>y"}, {Start: 12, End: 15, Link: "javascript:alert(1)", Style: clipper.Strong}}},
		{Kind: clipper.ListItem, Level: 2, Number: 3, Text: "trois"},
		{Kind: clipper.Quote, Level: 1, Text: "1986. Une année"},
		{Kind: clipper.CodeBlock, Code: "go", Text: "```\nx < y"},
		{Kind: clipper.Table, Text: "a|b\tc\n<i>\td"},
		{Kind: clipper.Divider},
		{Kind: clipper.Figure, Text: "Légende", Image: &clipper.Image{Src: "https://a.example/i.png", Alt: "[x](y)"}},
	}}
	golden(t, "article.md", ArticleMarkdown(a))
	page := ArticleHTML(a)
	golden(t, "article.html", page)
	for _, bad := range []string{"<script", "href=\"javascript", "<b>", "<i>"} {
		if strings.Contains(page, bad) {
			t.Errorf("%s stands in\n%s", bad, page)
		}
	}
}
