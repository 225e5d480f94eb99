package cite

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"florilegium/clipper"
	"florilegium/clipper/anchor"
	"florilegium/clipper/judges"
)

// twoBanks is an article with a clip of each difficulty.
func twoBanks() *clipper.Article {
	return &clipper.Article{ID: 1, Source: clipper.Source{Type: "article-newspaper", Title: "Un pont entre deux rives", Container: "La Gazette", URL: "https://gazette.example/pont?a=1&b=2",
		Authors: by("Claire Fontanel"), Issued: on(2014, 9, 14), Accessed: read, Language: "fr", CiteKey: "fontanel2014pont"},
		Blocks: []clipper.Block{
			{Kind: clipper.Heading, Level: 2, Text: "L’eau & le prix"},
			{Kind: clipper.Paragraph, Text: "« Nous restons en état d’alerte », dit “l’adjointe” ; 50 % des ponts_neufs <tiennent> {encore}."},
			{Kind: clipper.Paragraph, Text: strings.TrimSpace(strings.Repeat("Le « canal » monte et le pont tient encore. ", 8))},
		}}
}

func clipped(t *testing.T, a *clipper.Article, words string) clipper.Clip {
	t.Helper()
	i := strings.Index(a.Text(), words)
	c, err := anchor.NewClip(a, i, i+len(words))
	if err != nil || i < 0 {
		t.Fatal(words, err)
	}
	return c
}

// TestCopies writes every variant of three clips without a style and in three; the
// golden file is read by eye.
func TestCopies(t *testing.T) {
	a := twoBanks()
	short := clipped(t, a, a.Blocks[1].Text)
	short.Marks = []clipper.ClipMark{{Kind: clipper.Emphasise, Start: strings.Index(short.Quote, "d’alerte"), End: strings.Index(short.Quote, " »")}}
	short.Speaker = "le maire"
	long := clipped(t, a, a.Blocks[2].Text)
	paged := clipped(t, a, "dit “l’adjointe”")
	paged.Page, paged.Translation = "12-14", "said ‘the deputy’"
	var b strings.Builder
	for _, name := range []string{"", "apa", "mla", "chicago-notes", "ieee"} {
		for lang := range strings.FieldsSeq("fr-FR en-US") {
			fmt.Fprintf(&b, "# %s %s\n", firstOf(name, "no style"), lang)
			how := Copying{Lang: lang}
			if name != "" {
				how.Style = loaded(t, builtIn(), name, lang)
			}
			for _, form := range Copies {
				for _, c := range []clipper.Clip{short, long, paged} {
					text, rich := how.Copy(form.ID, c, a)
					fmt.Fprintf(&b, "## %s\n%s\n", form.ID, text)
					if rich != "" && rich != text {
						fmt.Fprintf(&b, "<- %s\n", rich)
					}
				}
			}
		}
	}
	golden(t, "copies.txt", spaced.Replace(b.String()))
}

func TestCopyHostile(t *testing.T) {
	a := &clipper.Article{Source: hostile(), Blocks: []clipper.Block{{Kind: clipper.Paragraph, Text: `}\input{x} <script>alert(1)</script> ]]> \end{document} [@x] {{y}} **z** &amp; $1$`}}}
	c := clipped(t, a, a.Blocks[0].Text)
	c.Speaker, c.Page = `<b>]{\x}`, `]{}\y`
	for _, form := range Copies {
		text, rich := Copy(form.ID, c, a, nil, "en")
		if strings.Contains(rich, "<script") || strings.Contains(rich, "<b>") {
			t.Errorf("%s: %s", form.ID, rich)
		}
		switch form.ID {
		case CopyLaTeX:
			if strings.Contains(text, `\input{`) || strings.Contains(text, `\end{`) || !balanced(strings.NewReplacer(`\{`, "", `\}`, "").Replace(text)) {
				t.Errorf("LaTeX: %s", text)
			}
		case CopyMarkdown:
			if strings.Contains(text, "<script") && !strings.Contains(text, `\<script`) || strings.Contains(text, " **z") {
				t.Errorf("Markdown: %s", text)
			}
		}
	}
}

func TestLocators(t *testing.T) {
	a := twoBanks()
	a.Blocks = []clipper.Block{
		{Kind: clipper.Paragraph, Text: "[1] Le roi vint."}, {Kind: clipper.Paragraph, Text: "[2] Il vit."},
		{Kind: clipper.Paragraph, Text: "[3] Il partit."}, {Kind: clipper.Paragraph, Text: "[4] La reine resta."},
	}
	numbered := LocatorIn(clipped(t, a, "La reine"), a)
	if !numbered.Printed || numbered.Paragraph != 4 {
		t.Errorf("a page that numbers its paragraphs: %+v", numbered)
	}
	plain := twoBanks()
	if at := LocatorIn(clipped(t, plain, "Le « canal »"), plain); at.Printed || at.Paragraph != 2 || at.Heading != "L’eau & le prix" {
		t.Errorf("a page that does not: %+v", at)
	}
	s := plain.Source
	place := Locator{Paragraph: 2, Heading: "L’eau & le prix"}
	for _, c := range []struct {
		style, locale string
		at            Locator
		want          string
	}{
		{"apa", "en-US", place, "(Fontanel, 2014, para. 2)"},
		{"apa", "en-US", Locator{Page: "12–14"}, "(Fontanel, 2014, pp. 12–14)"},
		{"mla", "en-US", place, "(Fontanel)"},
		{"mla", "en-US", numbered, "(Fontanel, par. 4)"},
		{"mla", "en-US", Locator{Page: "45"}, "(Fontanel 45)"},
		{"chicago-author-date", "en-US", place, "(Fontanel 2014, under “L’eau & le prix”)"},
		{"chicago-notes", "en-US", place, "Claire Fontanel, “Un pont entre deux rives,” La Gazette, September 14, 2014, under “L’eau & le prix,” https://gazette.example/pont?a=1&b=2."},
		{"chicago-notes", "fr-FR", Locator{Page: "45"}, "Claire Fontanel, «_Un pont entre deux rives_», La Gazette, 14 septembre 2014, 45, https://gazette.example/pont?a=1&b=2."},
		{"harvard", "en-GB", Locator{Heading: "L’eau"}, "(Fontanel, 2014, sec. ‘L’eau’)"},
	} {
		if got := spaced.Replace(loaded(t, builtIn(), c.style, c.locale).Citation(s, c.at)); got != c.want {
			t.Errorf("%s %s %+v: %s, want %s", c.style, c.locale, c.at, got, c.want)
		}
	}
}

func TestArchivedPage(t *testing.T) {
	s := twoBanks().Source
	s.Archive, s.ArchiveURL, s.Archived = "Internet Archive", "https://web.archive.example/2014/pont", on(2014, 9, 20)
	if got, want := Reference(s, "fr"), "Archivé : https://web.archive.example/2014/pont, 20 septembre 2014. Consulté le 3 octobre 2026."; !strings.Contains(got, want) {
		t.Errorf("%s lacks %s", got, want)
	}
	for _, style := range []string{"chicago-notes", "mla", "iso690-fr"} {
		got := loaded(t, builtIn(), style, "fr-FR").Reference(s)
		if !strings.Contains(got, "Internet Archive") || !strings.Contains(got, "https://web.archive.example/2014/pont (2014-09-20)") {
			t.Errorf("%s: %s", style, got)
		}
	}
	s.Archived = clipper.Date{Year: 2014, Month: 13, Day: 40}
	if got := Reference(s, "fr"); !strings.Contains(got, "/pont, 2014.") {
		t.Errorf("a day that no calendar has: %s", got)
	}
}

func TestPages(t *testing.T) {
	for typed, want := range map[string]string{"45": "45", " p. 45": "45", "pp. 12-14": "12–14", "xii–xiv": "xii–xiv", "S. 7": "7", "page 3": "3", "с. 9": "9", "3, 7": "3, 7", "A-4": "A-4"} {
		if got := pageOf(typed); got != want {
			t.Errorf("%q: %q, want %q", typed, got, want)
		}
	}
}

// TestLaTeXQuotation has TeX itself set what is copied.
func TestLaTeXQuotation(t *testing.T) {
	judges.Need(t, judges.PDFLaTeX)
	judges.Need(t, judges.PDFToText)
	a := twoBanks()
	c := clipped(t, a, a.Blocks[1].Text)
	c.Marks = []clipper.ClipMark{{Kind: clipper.Omit, Start: strings.Index(c.Quote, ", dit"), End: strings.Index(c.Quote, " ;")}}
	text, _ := Copy(CopyLaTeX, c, a, nil, "fr")
	dir := t.TempDir()
	bib := written(t, BibLaTeX, []Item{{Source: a.Source}})
	tex := "\\documentclass{article}\\usepackage[T1]{fontenc}\\usepackage{lmodern}\\usepackage[french]{babel}\\usepackage[autostyle]{csquotes}\\usepackage[style=authoryear]{biblatex}\n" +
		"\\addbibresource{x.bib}\\begin{document}\n" + text + "\n\\end{document}\n"
	lay(t, dir, "x.bib", bib)
	lay(t, dir, "x.tex", tex)
	judges.Run(t, judges.PDFLaTeX, dir, "-interaction=nonstopmode", "-halt-on-error", "-no-shell-escape", "x.tex")
	out := judges.Run(t, judges.PDFToText, dir, "x.pdf", "-")
	flat := strings.NewReplacer("’", "'", ". . .", "…", "...", "…").Replace(strings.Join(strings.Fields(out), " "))
	for _, want := range []string{"« “Nous restons en état d'alerte” […] ; 50 % des ponts_neufs <tiennent> {encore}. »"} {
		if !strings.Contains(flat, want) {
			t.Errorf("the page lacks %q: %+q", want, flat)
		}
	}
}

func lay(t *testing.T, dir, name, text string) {
	t.Helper()
	if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}
