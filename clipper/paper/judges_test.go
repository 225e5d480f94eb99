package paper

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"

	"florilegium/clipper/judges"
)

// files writes the sample in all its forms into a folder.
func files(t *testing.T, formats ...string) string {
	t.Helper()
	dir := t.TempDir()
	for _, format := range formats {
		for _, endnotes := range []bool{false, true} {
			text := sample()
			text.Endnotes = endnotes
			name := map[bool]string{false: "footnotes-", true: "endnotes-"}[endnotes] + format + "." + format
			if err := os.WriteFile(filepath.Join(dir, name), written(t, format, text), 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
	return dir
}

// TestLibreOffice: a word processor opens the files, and all words, in every
// script, stand on the pages it makes of them.
func TestLibreOffice(t *testing.T) {
	judges.Need(t, judges.LibreOffice)
	judges.Need(t, judges.PDFToText)
	dir := files(t, "docx", "odt")
	names, err := filepath.Glob(filepath.Join(dir, "*"))
	if err != nil || len(names) != 4 {
		t.Fatal(names, err)
	}
	judges.Run(t, judges.LibreOffice, dir, append([]string{"--convert-to", "pdf"}, names...)...)
	for _, name := range names {
		pdf := strings.TrimSuffix(name, filepath.Ext(name)) + ".pdf"
		text := flat(judges.Run(t, judges.PDFToText, dir, "-layout", pdf, "-"))
		for _, want := range []string{
			"L’eau et la ville", "La maîtresse note que «\u00a0l’eau bout\u202f; elle chante\u00a0»1, et H2O, le XXe siècle, gras et", "1 Jean Dupont, Le Courrier, paragr.\u00a04, https://courrier.example/n.",
			"Wir schwimmen jeden Tag zur Arbeit.", "Und abends zurück.2", "2 Anna Schmidt, „Straße“.", "Вода не спрашивает дороги.3", "3 Иван Петров, Вода и город.",
			"水往低处流，人往高处走。", "王小明，运河边的村庄。", "<script>alert(1)</script> ]]> &#0;", "Dupont, Jean. «\u00a0À l’école\u00a0». Le Courrier du Canal, 12 septembre 2024.",
		} {
			if !strings.Contains(text, flat(want)) {
				t.Errorf("%s: no %q in\n%s", filepath.Base(name), flat(want), text)
			}
		}
		for _, word := range strings.Fields("المدينة نهرها 1950 أحمد Paris") {
			if !strings.Contains(text, word) {
				t.Errorf("%s: no %q", filepath.Base(name), word)
			}
		}
	}
}

// flat is a text with each row of white space as one blank, and without marks of
// direction. A page shows no-break spaces as blanks; TestPandoc looks for them.
func flat(s string) string {
	return strings.Join(strings.Fields(strings.Map(func(r rune) rune {
		if r == '\u200e' || r == '\u200f' || r >= '\u202a' && r <= '\u202e' {
			return -1
		}
		return r
	}, s)), " ")
}

// node is an element of pandoc's document.
type node struct {
	T string          `json:"t"`
	C json.RawMessage `json:"c"`
}

// plain is the text in a piece of pandoc's document, its notes in braces.
func plain(raw json.RawMessage) string {
	var list []json.RawMessage
	if json.Unmarshal(raw, &list) == nil {
		var b strings.Builder
		for _, e := range list {
			b.WriteString(plain(e))
		}
		return b.String()
	}
	var n node
	if json.Unmarshal(raw, &n) != nil {
		return ""
	}
	switch n.T {
	case "Str":
		var s string
		if json.Unmarshal(n.C, &s) == nil {
			return s
		}
	case "Space", "SoftBreak", "LineBreak":
		return " "
	case "Note":
		return "{" + strings.TrimSpace(plain(n.C)) + "}"
	}
	return plain(n.C)
}

// TestPandoc: another reader of both formats sees real notes where they are called,
// real headings and real quotations.
func TestPandoc(t *testing.T) {
	judges.Need(t, judges.Pandoc)
	dir := files(t, "docx", "odt")
	for _, format := range []string{"docx", "odt"} {
		for _, kind := range []string{"footnotes-", "endnotes-"} {
			name := kind + format + "." + format
			var document struct{ Blocks []json.RawMessage }
			if err := json.Unmarshal([]byte(judges.Run(t, judges.Pandoc, dir, "-f", format, "-t", "json", name)), &document); err != nil {
				t.Fatal(err)
			}
			kinds, text := map[string]int{}, ""
			for _, b := range document.Blocks {
				var n node
				if err := json.Unmarshal(b, &n); err != nil {
					t.Fatal(err)
				}
				kinds[n.T]++
				text += plain(b) + "\n"
			}
			for _, want := range []string{
				"elle chante\u00a0»{Jean Dupont, Le Courrier, paragr.\u00a04, https://courrier.example/n.}, et H2O", "Und abends zurück.{Anna Schmidt, „Straße“.}", "Вода не спрашивает дороги.{Иван Петров, Вода и город.}",
				"(وهو أقدم منها)", "水往低处流，人往高处走。{王小明，运河边的村庄。}", "souligné  deux blancs",
			} {
				if !strings.Contains(unmarked(text), want) && !strings.Contains(strings.ReplaceAll(unmarked(text), " ", ""), strings.ReplaceAll(want, " ", "")) {
					t.Errorf("%s: no %q in\n%s", name, want, text)
				}
			}
			if kinds["Header"] < 4 || kinds["BlockQuote"] == 0 && format == "docx" {
				t.Errorf("%s: pandoc sees %v", name, kinds)
			}
		}
	}
}

func unmarked(s string) string { return strings.NewReplacer("\u200e", "", "\u200f", "").Replace(s) }

// TestChromium: a browser shows the page, runs nothing, complains of nothing and
// asks for nothing, though the words would have it do so.
func TestChromium(t *testing.T) {
	judges.Need(t, judges.Chromium)
	var asked atomic.Int32
	server := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { asked.Add(1) }))
	defer server.Close()
	text := sample()
	for i := range text.Paragraphs {
		for k := range text.Paragraphs[i].Runs {
			run := &text.Paragraphs[i].Runs[k]
			run.Text += `"><img src=` + server.URL + `/a onerror=document.title='run'><script>document.title='run';alert(1);fetch('` + server.URL + `/b')</script><style>@import '` + server.URL + `/c'</style>`
			run.Link = server.URL + `/d" onclick="alert(1)`
		}
	}
	text.Title += `</title><script>alert(1)</script><link rel=stylesheet href=` + server.URL + `/e>`
	dir := t.TempDir()
	file := filepath.Join(dir, "page.html")
	if err := os.WriteFile(file, written(t, "html", text), 0o644); err != nil {
		t.Fatal(err)
	}
	dom, talk := judges.Hear(t, judges.Chromium, dir, "--enable-logging=stderr", "--v=0", "--virtual-time-budget=3000", "--dump-dom", "file://"+filepath.ToSlash(file))
	if strings.Contains(dom, "<script") || strings.Contains(dom, "<img") || strings.Contains(dom, "<link") {
		t.Error("the words became elements")
	}
	if !strings.Contains(dom, "Wir schwimmen") || strings.Contains(dom, "<title>run") {
		t.Errorf("the page is not shown as it is: %.2000s", dom)
	}
	for line := range strings.SplitSeq(talk, "\n") {
		if strings.Contains(line, "CONSOLE") {
			t.Errorf("the browser complains: %s", line)
		}
	}
	if n := asked.Load(); n > 0 {
		t.Errorf("%d requests", n)
	}
}
