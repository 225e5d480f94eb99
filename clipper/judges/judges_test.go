package judges

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// put writes a file into a folder of its own and gives the folder.
func put(t *testing.T, name, text string) string {
	t.Helper()
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	return dir
}

const sentence = "Où l’on étouffe dès juin"

// TestEachSpeaks: each judge that is here reads one sentence. It notes none of
// them: what counts is a verdict on what we write.
func TestEachSpeaks(t *testing.T) {
	t.Setenv(env, "")
	bib := "@online{eau, author = {Dupont, Jean}, title = {" + sentence + "}, date = {2024}, url = {https://eau.example/}}\n"
	for _, c := range []struct {
		judge Judge
		file  string
		text  string
		ask   func(t *testing.T, dir string) string
	}{
		{Biber, "a.bib", bib, func(t *testing.T, dir string) string {
			Run(t, Biber, dir, "--tool", "--output-file=out.bib", "a.bib")
			return read(t, dir, "out.bib")
		}},
		{Pandoc, "a.md", sentence, func(t *testing.T, dir string) string { return Run(t, Pandoc, dir, "-t", "plain", "a.md") }},
		{BibTeX, "a.aux", "\\citation{*}\n\\bibstyle{plain}\n\\bibdata{a}\n", func(t *testing.T, dir string) string {
			if err := os.WriteFile(filepath.Join(dir, "a.bib"), []byte(bib), 0o644); err != nil {
				t.Fatal(err)
			}
			Run(t, BibTeX, dir, "a")
			return read(t, dir, "a.bbl")
		}},
		{Bib2XML, "a.bib", bib, func(t *testing.T, dir string) string { return Run(t, Bib2XML, dir, "a.bib") }},
		{RIS2XML, "a.ris", "TY  - ELEC\nTI  - " + sentence + "\nER  - \n", func(t *testing.T, dir string) string { return Run(t, RIS2XML, dir, "a.ris") }},
		{LibreOffice, "a.txt", sentence, func(t *testing.T, dir string) string {
			Run(t, LibreOffice, dir, "--convert-to", "html", "a.txt")
			return read(t, dir, "a.html")
		}},
		{PDFLaTeX, "a.tex", "\\documentclass{article}\\usepackage[T1]{fontenc}\\usepackage{lmodern}\\begin{document}\\typeout{" + sentence + "}x\\end{document}", func(t *testing.T, dir string) string {
			return Run(t, PDFLaTeX, dir, "a.tex")
		}},
		{Typst, "a.typ", sentence, func(t *testing.T, dir string) string {
			Need(t, PDFToText)
			Node(t, Typst, dir, "testdata/typst.cjs", "a.typ", "a.pdf")
			return Run(t, PDFToText, dir, "a.pdf", "-")
		}},
		{Chromium, "a.html", "<meta charset=utf-8><script>document.write('" + sentence + "')</script>", func(t *testing.T, dir string) string {
			return Run(t, Chromium, dir, "--dump-dom", "file://"+filepath.Join(dir, "a.html"))
		}},
		{JSONLD, "a.json", `{"@context": {"t": "https://eau.example/t"}, "t": "` + sentence + `"}`, func(t *testing.T, dir string) string {
			return Node(t, JSONLD, dir, "testdata/expand.cjs", "a.json")
		}},
	} {
		t.Run(string(c.judge), func(t *testing.T) {
			Need(t, c.judge)
			if said := c.ask(t, put(t, c.file, c.text)); !strings.Contains(said, "étouffe") {
				t.Errorf("%s says %q", c.judge, said)
			}
		})
	}
}

func read(t *testing.T, dir, name string) string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(dir, name))
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// TestNeed: a judge counts when its test ran to a verdict, and only then.
func TestNeed(t *testing.T) {
	folder := t.TempDir()
	t.Setenv(env, folder)
	programs["quill"] = []string{"go"}
	programs["absent"] = []string{"no-such-program-on-earth"}
	t.Run("heard", func(t *testing.T) { Need(t, "quill") })
	t.Run("skipped later", func(t *testing.T) { Need(t, "quill"); t.Skip("no verdict") })
	t.Run("missing", func(t *testing.T) { Need(t, "absent"); t.Error("the test goes on") })
	if underRace || testing.Short() {
		t.Skip("no judge is asked")
	}
	if got := read(t, folder, "quill"); got != "TestNeed/heard\n" {
		t.Errorf("heard by %q", got)
	}
	if entries, _ := os.ReadDir(folder); len(entries) != 1 {
		t.Errorf("%v were noted", entries)
	}
}
