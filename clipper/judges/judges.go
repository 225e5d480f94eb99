// Package judges runs the programs that no one here wrote and that hold what we
// write to account: readers of bibliographies, typesetters, a word processor, a
// browser. It is imported by tests only.
//
// It promises that a judge is heard or plainly missed: [Need] skips a test whose
// judge is not installed, and a judge counts as heard only when such a test ran
// to its verdict. `make test` installs them and ends with their number.
package judges

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

// Judge is one of the eleven programs. Its text is its name in the last line of
// `make test`.
type Judge string

// The eleven.
const (
	Biber       Judge = "biber"       // BibLaTeX's own reader and its data model
	Pandoc      Judge = "pandoc"      // reads bibliographies, Markdown, DOCX and ODT
	BibTeX      Judge = "bibtex"      // the program of 1988
	Bib2XML     Judge = "bib2xml"     // bibutils reading BibTeX
	RIS2XML     Judge = "ris2xml"     // bibutils reading RIS
	LibreOffice Judge = "libreoffice" // opens DOCX and ODT, without a window
	PDFLaTeX    Judge = "pdflatex"    // with -no-shell-escape
	PDFToText   Judge = "pdftotext"   // the words of a PDF
	Typst       Judge = "typst"       // its compiler as an npm module; see Node
	Chromium    Judge = "chromium"    // without a window
	JSONLD      Judge = "jsonld"      // expansion of linked data, an npm module; see Node
)

// All lists the judges in the order of the constants.
var All = []Judge{Biber, Pandoc, BibTeX, Bib2XML, RIS2XML, LibreOffice, PDFLaTeX, PDFToText, Typst, Chromium, JSONLD}

// env names the folder where a file for each judge that was heard is left, with
// the tests that heard it. `make test` names a new folder each time: go test
// remembers which surroundings a test has read, so that no such test is answered
// from its memory.
const env = "FLORILEGIUM_JUDGES"

// programs are the names a judge goes by where it is not its own; npm modules
// need node.
var programs = map[Judge][]string{
	LibreOffice: {"soffice", "libreoffice"},
	Chromium:    {"chromium", "chromium-browser", "google-chrome"},
	Typst:       {"node"},
	JSONLD:      {"node"},
}

// Need skips the test where the judge is missing, and else notes at the end of
// the test that it was heard, unless the test was skipped. A judge is not asked
// with -short, nor under the race detector, which has nothing to find in it.
func Need(t testing.TB, j Judge) {
	t.Helper()
	folder := os.Getenv(env)
	if testing.Short() || underRace {
		t.Skipf("%s is not asked with -short or -race", j)
	}
	if _, err := j.program(); err != nil {
		t.Skipf("%s is not installed: `.ci/setup judges` installs it", j)
	}
	if _, ok := modules[j]; ok {
		module(t, j)
	}
	if folder == "" {
		return
	}
	t.Cleanup(func() {
		if !t.Skipped() && !t.Failed() {
			note(t, filepath.Join(folder, string(j)))
		}
	})
}

// note adds the test to those that heard a judge.
func note(t testing.TB, file string) {
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		t.Error(err)
		return
	}
	out, err := os.OpenFile(file, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o644)
	if err != nil {
		t.Error(err)
		return
	}
	if _, err := out.WriteString(t.Name() + "\n"); err != nil {
		t.Error(err)
	}
	if err := out.Close(); err != nil {
		t.Error(err)
	}
}

// program finds the judge's program.
func (j Judge) program() (path string, err error) {
	names := programs[j]
	if names == nil {
		names = []string{string(j)}
	}
	for _, name := range names {
		if path, err = exec.LookPath(name); err == nil {
			return path, nil
		}
	}
	return "", err
}
