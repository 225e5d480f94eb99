package cite

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"florilegium/clipper"
	"florilegium/clipper/judges"
)

// tongues are quotations in five languages, with what must be read in the end.
var tongues = []struct{ lang, title, author, quote, words, family string }{
	{"fr", "À l’école, « on étouffe » dès juin", "Marie d’Ormesson", "L’eau n’était pas « froide », dit-il\u202f; elle l’était hier.", "elle l’était hier", "Ormesson"},
	{"de", "Straße „unter Wasser“", "Anna Schmidt", "Die „Straße“ steht \"unter Wasser\"; 50 % mehr Regen fällt.", "50 % mehr Regen fällt", "Schmidt"},
	{"ru", "Вода и город", "Иван Петров", "Вода «высока» сегодня, как никогда.", "сегодня, как никогда", "Петров"},
	{"ar", "الماء والمدينة", "أحمد علي", "الماء مرتفع اليوم في المدينة القديمة", "المدينة", "علي"},
	{"zh", "城市的水", "王小明", "今天的水位很高，全城都知道。", "全城都知道", "王"},
}

// quoted is a document with one quotation and one source that is only listed.
func quotedIn(i int) Document {
	t := tongues[i]
	s := clipper.Source{Type: "article-newspaper", Title: t.title, Container: "Le Courrier du Canal", Authors: by(t.author), Issued: on(2024, 9, 12), URL: "https://courrier.example/" + t.lang, Language: t.lang}
	other := s
	other.Title, other.URL, other.Authors = "Listed & “uncited” #1", "https://courrier.example/a_b%20c?x=1&y=2", by("José Ortega y Gasset")
	return Document{Title: "Essai", Lang: t.lang, Parts: []Part{
		{Kind: clipper.HeadingPart, Level: 1, Text: "1. L’eau & la ville #2"},
		{Kind: clipper.WordsPart, Text: "Mes mots : 50 % de \\LaTeX{} pour 3 $.\nEt une ligne.\n\n- Autre_paragraphe ^^ ~ `x`"},
		{Kind: clipper.ClipPart, Clip: clipper.Clip{Quote: t.quote, Paragraph: 4}, Source: s},
		{Kind: clipper.ClipPart, Source: other},
	}}
}

// documented writes a document into a folder of its own.
func documented(t *testing.T, format Format, d Document) string {
	t.Helper()
	var b bytes.Buffer
	if err := WriteDocument(&b, format, d); err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "essai"+format.Ext()), b.Bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
	return dir
}

// TestPandocCites: the quotation, its place and the reference come out of
// `pandoc --citeproc` in five languages, from one file.
func TestPandocCites(t *testing.T) {
	judges.Need(t, judges.Pandoc)
	places := []string{"paragr. 4", "Abs. 4", "абз. 4", "فقرة 4", "段 4"}
	for i, tongue := range tongues {
		dir := documented(t, Pandoc, quotedIn(i))
		text, talk := judges.Hear(t, judges.Pandoc, dir, "--citeproc", "--wrap=none", "-t", "plain", "essai.md")
		for _, want := range []string{tongue.words, places[i], "courrier.example/" + tongue.lang, "a_b%20c?x=1&y=2", "Listed & ", "#1", `\LaTeX{} pour 3 $.`, "- Autre_paragraphe ^^ ~ `x`", "1. L’eau & la ville #2"} {
			if !strings.Contains(text, want) {
				t.Errorf("%s: %q is missing in\n%s", tongue.lang, want, text)
			}
		}
		if strings.Count(text, tongue.family) < 2 || talk != "" {
			t.Errorf("%s: %s is not cited and listed, or pandoc complains: %q\n%s", tongue.lang, tongue.family, talk, text)
		}
	}
}

var missing = regexp.MustCompile(`A letter is missing`)

// TestPDFLaTeX: a document compiles as it is, and its quotation, citation and
// reference are read from the PDF. pdfLaTeX has the letters of French and German;
// of the others it sets what it can and says what it cannot.
func TestPDFLaTeX(t *testing.T) {
	judges.Need(t, judges.PDFLaTeX)
	judges.Need(t, judges.Biber)
	judges.Need(t, judges.PDFToText)
	for i, tongue := range tongues {
		text, log := typeset(t, documented(t, LaTeX, quotedIn(i)))
		wants := []string{"L’eau & la ville #2", `50 % de \LaTeX{} pour 3 $.`, "Autre_paragraphe ^^ ~ `x`", "Listed & “uncited” #1", "https://courrier.example/a_b%20c?x=1&y=2", "https://courrier.example/" + tongue.lang}
		if i < 2 {
			wants = append(wants, tongue.words, tongue.family)
		} else if !missing.MatchString(log) {
			t.Errorf("%s: nothing is said of the letters that are missing", tongue.lang)
		}
		for _, want := range wants {
			if !strings.Contains(squeezed(text), squeezed(want)) {
				t.Errorf("%s: %q is missing in\n%s", tongue.lang, want, text)
			}
		}
	}
}

// typeset runs LaTeX until the citations stand, and gives the words of the PDF and
// the last log.
func typeset(t *testing.T, dir string) (text, log string) {
	t.Helper()
	judges.Run(t, judges.PDFLaTeX, dir, "essai.tex")
	judges.Run(t, judges.Biber, dir, "essai")
	judges.Run(t, judges.PDFLaTeX, dir, "essai.tex")
	log = judges.Run(t, judges.PDFLaTeX, dir, "essai.tex")
	if strings.Contains(log, "undefined references") || strings.Contains(log, "Citation '") {
		t.Errorf("LaTeX misses a citation:\n%s", log)
	}
	return judges.Run(t, judges.PDFToText, dir, "-layout", "essai.pdf", "-"), log
}

var dashes = regexp.MustCompile(`(\pL)[-\x{ad}]\n\s*`)

// squeezed is a text without white space and without the hyphens at the ends of
// lines.
func squeezed(text string) string {
	return strings.Join(strings.Fields(strings.ReplaceAll(dashes.ReplaceAllString(text, "$1"), "\u00a0", " ")), "")
}

// TestTypstCompiles: the same by the compiler of Typst, in five languages.
func TestTypstCompiles(t *testing.T) {
	judges.Need(t, judges.Typst)
	judges.Need(t, judges.PDFToText)
	for i, tongue := range tongues {
		text := compiled(t, documented(t, Typst, quotedIn(i)))
		if tongue.lang == "ar" { // pdftotext gives right-to-left text as it is seen
			if !strings.Contains(text, "https://courrier.example/ar") || !strings.ContainsAny(text, "مﻡﻢﻣﻤ") || !strings.Contains(text, "#2") {
				t.Errorf("Arabic is missing in\n%s", text)
			}
			continue
		}
		for _, want := range []string{"1. L’eau & la ville #2", `50 % de \LaTeX{} pour 3 $.`, "- Autre_paragraphe ^^ ~ `x`", "Listed & “", "https://courrier.example/a_b%20c?x=1&y=2", "https://courrier.example/" + tongue.lang, tongue.words, tongue.family} {
			if !strings.Contains(squeezed(text), squeezed(want)) {
				t.Errorf("%s: %q is missing in\n%s", tongue.lang, want, text)
			}
		}
	}
}

func compiled(t *testing.T, dir string) string {
	t.Helper()
	judges.Node(t, judges.Typst, dir, filepath.Join("..", "judges", "testdata", "typst.cjs"), "essai.typ", "essai.pdf")
	return judges.Run(t, judges.PDFToText, dir, "-layout", "essai.pdf", "-")
}

// vicious are words that would read a file, run a program or break a document if
// they were taken for commands.
var vicious = []string{
	`\input{secret}`, `\write18{touch owned}`, `}lone{`, `{{{`, `}}}`, `%\input{secret}`, `^^5cinput{secret}`, `\catcode92=13 \end`, "$x^2_3$ & # ~", `\end{document}`,
	`\end{displayquote}`, `\end{filecontents*}`, "\\verb|x", `"a"o"u 'x' ` + "``y''", `#read("secret")`, `#include "secret"`, `] #panic("x") [`, `*bold _it _ @x <y> // c /* d */`, "```raw", `#[[`, `= head`, `+ enum - 3 -- 4 ... -?`,
	"[x](secret) ![y](secret)", "<script>alert(1)</script>", `<iframe src="secret">`, "`{=latex}\\input{secret}`", "---\ntitle: x\n---", "@lafontaine", "1986. Une année", "\u202eretour\u202c", "]]>", "=cmd|' /C calc'!A0", "\x1b[31mrouge",
}

// villain is a document whose every word means harm.
func villain() Document {
	d := Document{Title: strings.Join(vicious, " "), Lang: "fr"}
	for i, v := range vicious {
		s := clipper.Source{Type: "webpage", Title: v + " titre", Container: v, Publisher: v, Authors: []clipper.Name{{Family: v, Given: v}, {Literal: v}}, Issued: on(2024, 1, 2), URL: fmt.Sprintf("https://evil.example/%d/}{\\input%%20secret", i), Language: "fr"}
		d.Parts = append(d.Parts, Part{Kind: clipper.HeadingPart, Level: 2, Text: v}, Part{Kind: clipper.WordsPart, Text: v + "\n" + v + "\n\n" + v},
			Part{Kind: clipper.ClipPart, Clip: clipper.Clip{Quote: v + "\n" + v + " «\u00a0" + v + "\u00a0»", Paragraph: i, Speaker: v, Page: v, Marks: []clipper.ClipMark{{Kind: clipper.Insert, Text: v}}}, Source: s})
	}
	return d
}

// TestVillain: no file is read, no program is run, and the document compiles.
func TestVillain(t *testing.T) {
	const secret = "GEHEIMNIS"
	for _, c := range []struct {
		judge  judges.Judge
		format Format
		read   func(t *testing.T, dir string) string
	}{
		{judges.PDFLaTeX, LaTeX, func(t *testing.T, dir string) string { text, _ := typeset(t, dir); return text }},
		{judges.Typst, Typst, compiled},
		{judges.Pandoc, Pandoc, func(t *testing.T, dir string) string {
			tree := judges.Run(t, judges.Pandoc, dir, "--citeproc", "-t", "json", "essai.md")
			for _, bad := range []string{`"RawInline"`, `"RawBlock"`, `"Math"`, `"CodeBlock"`, `"Image"`, `"OrderedList"`, `"HorizontalRule"`, `"Code"`} {
				if strings.Contains(tree, bad) {
					t.Errorf("pandoc sees %s", bad)
				}
			}
			return judges.Run(t, judges.Pandoc, dir, "--citeproc", "-t", "plain", "essai.md")
		}},
	} {
		t.Run(string(c.format), func(t *testing.T) {
			judges.Need(t, c.judge)
			judges.Need(t, judges.PDFToText)
			dir := documented(t, c.format, villain())
			for _, name := range []string{"secret", "secret.tex", "secret.typ"} {
				if err := os.WriteFile(filepath.Join(dir, name), []byte(secret), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			text := c.read(t, dir)
			if strings.Contains(text, secret) {
				t.Errorf("a file was read:\n%s", text)
			}
			if _, err := os.Stat(filepath.Join(dir, "owned")); err == nil {
				t.Error("a program was run")
			}
			for _, want := range []string{`\input{secret}`, `\end{document}`, `#include`, "Une année"} {
				if !strings.Contains(squeezed(text), squeezed(want)) {
					t.Errorf("%q is missing in\n%s", want, text)
				}
			}
		})
	}
}

// TestAnnotationsExpand: JSON-LD makes linked data of the annotations: every term
// has its IRI, and nothing is dropped.
func TestAnnotationsExpand(t *testing.T) {
	judges.Need(t, judges.JSONLD)
	item := samples()[0]
	item.UID, item.Text = "0192f3a0-1111-7000-8000-00000000abcd", "𝒜 L’été. "+item.Clips[0].Quote
	c := &item.Clips[0]
	c.UID, c.Colour, c.Tags, c.Translation = "0192f3a0-2222-7000-8000-00000000abcd", clipper.Green, []string{"école"}, "They try."
	c.Prefix, c.Suffix, c.Start, c.End = "𝒜 L’été. ", "", len("𝒜 L’été. "), len(item.Text)
	item.Source.ArchiveURL = "https://archive.example/1"
	var b bytes.Buffer
	if err := Write(&b, Annotations, []Item{item}, Options{}); err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "a.json"), b.Bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
	context, err := os.ReadFile("testdata/anno-context.json")
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "context.json"), context, 0o644); err != nil {
		t.Fatal(err)
	}
	expanded := judges.Node(t, judges.JSONLD, dir, "testdata/annotations.cjs", "a.json", "context.json")
	for _, want := range []string{"Ils tentent de rester", "À relire", "They try.", "école", "https://archive.example/1", "urn:uuid:" + c.UID, "urn:uuid:" + item.UID,
		"http://www.w3.org/ns/oa#TextQuoteSelector", "http://www.w3.org/ns/oa#exact", "http://www.w3.org/ns/oa#start", "http://www.w3.org/ns/oa#hasSelector", "http://www.w3.org/ns/oa#highlighting", "http://www.w3.org/ns/oa#tagging",
		"http://www.w3.org/ns/oa#cachedSource", "http://www.w3.org/ns/oa#styledBy", "http://www.w3.org/ns/oa#renderedVia", "scroll-to-text-fragment", `"@value":9`} {
		if !strings.Contains(expanded, want) {
			t.Errorf("%q is missing in\n%s", want, expanded)
		}
	}
	if got, want := leaves(t, []byte(expanded)), leaves(t, b.Bytes())-2; got < want { // two annotations name their context
		t.Errorf("%d values came through of %d", got, want)
	}
}

// leaves counts the values of a JSON text, its types and identifiers too.
func leaves(t *testing.T, data []byte) (n int) {
	t.Helper()
	var v any
	if err := json.Unmarshal(data, &v); err != nil {
		t.Fatal(err)
	}
	var count func(v any, key string)
	count = func(v any, key string) {
		switch v := v.(type) {
		case map[string]any:
			for k, x := range v {
				if k != "@type" || !strings.Contains(fmt.Sprint(x), "XMLSchema") {
					count(x, k)
				}
			}
		case []any:
			for _, x := range v {
				count(x, key)
			}
		default:
			n++
		}
	}
	count(v, "")
	return n
}

// TestSpreadsheet: LibreOffice takes every cell for the text that it is, and gives
// the same cells back.
func TestSpreadsheet(t *testing.T) {
	judges.Need(t, judges.LibreOffice)
	items := samples()
	for i, v := range []string{"=1+1", "+1", "-1", "@SUM(A1)", "＝1+1", "\t=1+1", " =1+1", "=cmd|' /C calc'!A0", "ligne\n=2+2", `"; =3+3`, "12", "2024-01-02", "'=4"} {
		items = append(items, Item{Source: clipper.Source{Type: "webpage", Title: v, URL: fmt.Sprintf("https://x.example/%d", i)}, Clips: []clipper.Clip{{Quote: v, Note: v, Paragraph: i}}})
	}
	dir, _ := saved(t, CSV, items)
	judges.Run(t, judges.LibreOffice, dir, "--infilter=CSV:44,34,76,1,,0,true,true", "--convert-to", "fods", "export.csv")
	data, err := os.ReadFile(filepath.Join(dir, "export.fods"))
	if err != nil {
		t.Fatal(err)
	}
	sheet := string(data)
	if strings.Contains(sheet, "table:formula") || strings.Contains(sheet, `office:value-type="float"`) || strings.Contains(sheet, `office:value-type="date"`) {
		t.Errorf("a cell is no text")
	}
	for _, want := range []string{"&apos;=1+1", "&apos;＝1+1", "&apos;=cmd|&apos; /C calc&apos;!A0", "&apos; =1+1", "Ils tentent de rester", "村の水"} {
		if !strings.Contains(sheet, want) && !strings.Contains(strings.ReplaceAll(sheet, "'", "&apos;"), want) {
			t.Errorf("%s is missing", want)
		}
	}
}
