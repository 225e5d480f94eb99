package extract

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"florilegium/clipper"
)

func TestWarnings(t *testing.T) {
	ld := func(fields string) string {
		return fmt.Sprintf(`<script type="application/ld+json">{"@type":"NewsArticle","headline":"La crue"%s}</script>`, fields)
	}
	long := strings.Repeat("<p>Une phrase de plus, et la rivière monte encore, de la place aux jardins et des jardins aux caves de la vieille ville haute.</p>", 25)
	for name, c := range map[string]struct {
		body string
		want []clipper.Warning
	}{
		"free":              {ld(`,"isAccessibleForFree":true`), nil},
		"paid, cut":         {ld(`,"isAccessibleForFree":false,"wordCount":900`), []clipper.Warning{clipper.FreePart}},
		"paid, said so":     {ld(`,"isAccessibleForFree":"False"`), []clipper.Warning{clipper.FreePart}},
		"paid part":         {ld(`,"hasPart":{"@type":"WebPageElement","isAccessibleForFree":false}`), []clipper.Warning{clipper.FreePart}},
		"paid, all there":   {ld(`,"isAccessibleForFree":false`) + long, nil},
		"short of a count":  {ld(`,"wordCount":"900"`), []clipper.Warning{clipper.Shortened}},
		"a wall in words":   {`<div><p>Il vous reste 72 % de cet article à lire. La suite est réservée aux abonnés.</p></div>`, []clipper.Warning{clipper.FreePart}},
		"the word count is": {ld(`,"wordCount":80`), nil},
	} {
		t.Run(name, func(t *testing.T) {
			if got := read(t, c.body).Warnings(); !slices.Equal(got, c.want) {
				t.Errorf("%v, want %v", got, c.want)
			}
		})
	}
}

// TestConsentPage is refused, never stored as if it were the article.
func TestConsentPage(t *testing.T) {
	page := `<html lang="de"><title>Uferbote</title><body><h1>Willkommen beim Uferboten</h1>
<p>Wir und unsere 214 Partner verwenden Cookies und ähnliche Technik, um Inhalte und Anzeigen zu personalisieren.</p>
<p>Mit Ihrer Einwilligung dürfen wir personenbezogene Daten verarbeiten; die Zustimmung können Sie jederzeit widerrufen.</p>
<p>Weitere Auskünfte geben die Datenschutzerklärung und die Liste der Partner.</p><button>Alle akzeptieren</button></body></html>`
	if _, err := Extract(t.Context(), fromBytes(t, "https://uferbote.example/deich", []byte(page), "text/html; charset=utf-8")); clipper.CodeOf(err) != clipper.Unreadable || !strings.Contains(err.Error(), "consent") {
		t.Error(err)
	}
}

func TestOutdated(t *testing.T) {
	a := read(t, "")
	if Outdated(a) || !Outdated(&clipper.Article{}) {
		t.Error("an article just read is outdated, or one of no known reading is not")
	}
}
