package cite

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"florilegium/clipper"
	"florilegium/clipper/judges"
)

// harmful are words that mean harm to one of the readers of an export: TeX,
// shells, spreadsheets, browsers, terminals, the formats themselves.
var harmful = []string{
	`\input{secret}`, `\input secret `, `\include{secret}`, `\InputIfFileExists{secret}{}{}`, `\immediate\write18{touch written}`, `\immediate\openout5=written`,
	`\csname input\endcsname{secret}`, `^^5cinput{secret}`, `\catcode`, "`\\~=0 ~input secret", `\end{document}`, `\endinput`, `\def\x{\x\x}\x`, `\bibinput{secret}`,
	"{", "}", "}{", "{{}", "{x}", "{}", "x{y}z", `\`, `\\`, `\}`, "$", "$$x$", "%", "#1", "&", "~", "^", "_", `"`, `" # x # "`, "}, title = {x}", "},\n}\n@book{y, title={z}\n",
	"@string{x = {y}}", "@preamble{\"\\input{secret}\"}", "ER  - \nTY  - BOOK\nTI  - x", "\r\nER  - \r\n", `","type":"book`, "=cmd|' /C calc'!A0", "+1+cmd", "-2", "@SUM(A1)", "\t=1",
	"<script>alert(1)</script>", `"><img src=x onerror=alert(1)>`, "]]>", "<!--", "</span>", "&lt;script&gt;", "javascript:alert(1)",
	"\u202eesrever\u202c", "\u2066x\u2069", "\x1b[31mrot", "\x1b]8;;https://evil.example\x07clic\x1b]8;;\x07", "\x1b]52;c;cm0gLXJm\x07", "\x9b31m", "a\nb", "a\rb", "a\x00b", "a\x08b", "\ufeffx", "\xff\xfe", "a\u2028b",
	"and", "x and y and others", ",", ", ,", " - ", "; ", "--", "''", "``",
}

// allHarmful is a source for each harmful word and each field that holds text.
func allHarmful() []Item {
	var items []Item
	for i, word := range harmful {
		for _, name := range clipper.Fields() {
			item := Item{Source: clipper.Source{Type: pressOf(i), Title: "Le titre", Container: "Le Courrier", Publisher: "Presses", Issued: on(2024, 1, 2),
				Authors: []clipper.Name{{Family: "Dupont" + letters(1+len(items)), Given: "Jean"}}, URL: fmt.Sprintf("https://courrier.example/%d", len(items)), Language: "en"}}
			if !plantWord(&item.Source, name, word) {
				continue
			}
			item.Tags = []string{word}
			items = append(items, item)
		}
	}
	Keys(items)
	return items
}

// harmfulThroughout is a source for each harmful word, which stands in every field.
func harmfulThroughout() []Item {
	var items []Item
	for i, word := range harmful {
		s := clipper.Source{Type: pressOf(i), Language: "en", Issued: on(2024, 1, 2)}
		for _, name := range clipper.Fields() {
			if name != "published" {
				plantWord(&s, name, word)
			}
		}
		items = append(items, Item{Source: s, Tags: []string{word}})
	}
	Keys(items)
	return items
}

func pressOf(i int) string {
	return []string{"article-newspaper", "webpage", "book", "chapter", "report", "thesis"}[i%6]
}

// plantWord puts a word into a field as it stands, without the care that SetField
// takes; it reports false for fields that hold none.
func plantWord(s *clipper.Source, name, word string) bool {
	people := map[string]*[]clipper.Name{"authors": &s.Authors, "editors": &s.Editors, "translators": &s.Translators}
	if into, ok := people[name]; ok {
		*into = []clipper.Name{{Family: word, Given: word}, {Family: "Petit", Given: "Anne", Dropping: word, NonDropping: word, Suffix: word}, {Literal: word}}
		return true
	}
	if name == "type" || name == "lang" {
		return false
	}
	var trial clipper.Source
	if clipper.SetField(&trial, name, word) != nil || strings.HasSuffix(name, "d") && clipper.GetField(&trial, name) == "" {
		s.Issued = clipper.Date{Raw: word}
		return name == "published"
	}
	plain := clipper.Source{Title: word, OriginalTitle: word, Container: word, Publisher: word, Place: word, Edition: word, Genre: word, URL: "https://a.example/" + word,
		Canonical: word, DOI: "10.1/" + word, ISSN: word, ISBN: word, Volume: word, Issue: word, Pages: word, Section: word, Archive: word, ArchiveURL: "https://b.example/" + word,
		Licence: word, CiteKey: word}
	clipper.CopyField(s, &plain, name)
	return true
}

// TestHarmfulRecords: no word in any field breaks a record of any of these
// formats, or leaves a control character.
func TestHarmfulRecords(t *testing.T) {
	items := allHarmful()
	if len(items) < 1000 {
		t.Fatalf("only %d sources mean harm", len(items))
	}
	for _, format := range []Format{BibLaTeX, BibTeX, RIS, CSLJSON, JSON} {
		checkFile(t, format, written(t, format, items), len(items))
	}
	back, err := ReadRIS(strings.NewReader(written(t, RIS, items)))
	if err != nil || len(back) != len(items) {
		t.Errorf("%d of %d references came back from RIS: %v", len(back), len(items), err)
	}
}

// TestHarmfulBiber: biber reads them all without a warning.
func TestHarmfulBiber(t *testing.T) {
	judges.Need(t, judges.Biber)
	withoutWarning(t, allHarmful())
}

const secret = "Zugangsdaten"

// TestHarmfulTeX: TeX, told of these sources by biber and by bibtex, reads no file
// beside them, writes none and comes to an end without an error.
func TestHarmfulTeX(t *testing.T) {
	judges.Need(t, judges.PDFLaTeX)
	judges.Need(t, judges.PDFToText)
	judges.Need(t, judges.Biber)
	judges.Need(t, judges.BibTeX)
	items := harmfulThroughout()
	head := "\\documentclass{article}\n\\usepackage[T1]{fontenc}\n\\usepackage{lmodern}\n"
	for name, c := range map[string]struct {
		format     Format
		judge      judges.Judge
		head, foot string
	}{
		"biblatex": {BibLaTeX, judges.Biber, "\\usepackage[style=verbose]{biblatex}\n\\addbibresource{export.bib}\n", "\\printbibliography\n"},
		"bibtex":   {BibTeX, judges.BibTeX, "\\usepackage{url}\n\\usepackage[numbers]{natbib}\n", "\\bibliographystyle{plainnat}\n\\bibliography{export}\n"},
	} {
		t.Run(name, func(t *testing.T) {
			dir, _ := saved(t, c.format, items)
			for file, text := range map[string]string{"main.tex": head + c.head + "\\begin{document}\nAnfang\n\\nocite{*}\n" + c.foot + "Ende\n\\end{document}\n", "secret.tex": secret} {
				if err := os.WriteFile(filepath.Join(dir, file), []byte(text), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			judges.Run(t, judges.PDFLaTeX, dir, "main")
			judges.Run(t, c.judge, dir, "main")
			said := judges.Run(t, judges.PDFLaTeX, dir, "main")
			for line := range strings.Lines(said) {
				if strings.HasPrefix(line, "! ") || strings.Contains(line, "(./secret") {
					t.Errorf("pdflatex: %s", line)
				}
			}
			text := judges.Run(t, judges.PDFToText, dir, "main.pdf", "-")
			if strings.Contains(text, secret) || !strings.Contains(text, "Anfang") || !strings.Contains(text, "Ende") || !strings.Contains(text, `\input`) {
				t.Errorf("the page has the words of another file, or not its own:\n%.2000s", text)
			}
			if found, _ := filepath.Glob(filepath.Join(dir, "written*")); len(found) > 0 {
				t.Errorf("TeX wrote %v", found)
			}
		})
	}
}
