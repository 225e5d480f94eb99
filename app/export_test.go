//go:build !headless

package app

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"florilegium/clipper/cite"
)

// The window offers every format that there is, each once.
func TestEveryFormatIsOffered(t *testing.T) {
	var offered []cite.Format
	for _, x := range exportFormats {
		offered = append(offered, x.format)
		if x.name == "" || x.label == "" {
			t.Errorf("%s does not say what it is for", x.format)
		}
	}
	all := slices.Clone(cite.Formats)
	slices.Sort(offered)
	slices.Sort(all)
	if !slices.Equal(offered, all) {
		t.Errorf("offered are %v, there are %v", offered, all)
	}
}

func TestFileNames(t *testing.T) {
	for name, want := range map[string]string{
		"Raqqa : les familles évacuées / suite": "Raqqa les familles évacuées suite", "": "florilegium", "...": "florilegium",
		"CON\x00\n?": "CON", `tag:"à lire"`: "tag à lire", "档案馆的沉默": "档案馆的沉默", strings.Repeat("é", 99): strings.Repeat("é", 60),
	} {
		if got := fileName(name); got != want {
			t.Errorf("%q becomes %q, want %q", name, got, want)
		}
	}
}

func TestEndings(t *testing.T) {
	for _, c := range []struct{ file, end, want string }{
		{"thèse.BIB", ".md", "thèse.md"}, {"M. Dupont", ".odt", "M. Dupont.odt"}, {"notes.md", "", "notes"}, {"v1.2.docx", ".html", "v1.2.html"},
	} {
		if got := withEnding(c.file, c.end); got != c.want {
			t.Errorf("%s becomes %s, want %s", c.file, got, c.want)
		}
	}
}

// exportOf opens the export of the collection and chooses a format.
func exportOf(t *testing.T, w *window, format cite.Format) *exportForm {
	t.Helper()
	f := w.showExport(true)
	w.rest(t)
	f.format.SetSelectedIndex(formatIndex(format))
	w.rest(t)
	return f
}

// What is previewed is how the file begins, in every format that is text.
func TestPreviewIsTheBeginning(t *testing.T) {
	w, _ := gathering(t)
	dir := t.TempDir()
	for _, x := range exportFormats {
		f := exportOf(t, w, x.format)
		if got, want := f.file.Text, "Chapitre 3"+x.ending(); got != want {
			t.Errorf("%s: the file is called %q, want %q", x.name, got, want)
		}
		preview := f.preview.set.text
		f.dialog.Hide()
		if !strings.Contains(preview, "Der Wärter schweigt") && !strings.Contains(preview, "Archives") && !strings.Contains(preview, `"Annotation"`) {
			t.Errorf("%s: the preview shows %q", x.name, preview)
		}
		if f.running || x.format == cite.Obsidian {
			continue
		}
		file := filepath.Join(dir, string(x.format)+x.ending())
		job, _ := f.job()
		job.Collection = w.collection.c
		if err := job.File(t.Context(), w.lib, file); err != nil {
			t.Fatal(err)
		}
		written, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		written = []byte(strings.TrimPrefix(string(written), "\ufeff"))
		if n := min(len(preview), 60); !strings.HasPrefix(string(written), preview[:n]) {
			t.Errorf("%s: the file begins %q, the preview %q", x.name, written[:min(len(written), 80)], preview[:n])
		}
	}
}

// The ending of a file says in which format it is to be.
func TestEndingsChooseTheFormat(t *testing.T) {
	w, _ := gathering(t)
	f := exportOf(t, w, cite.DOCX)
	for name, want := range map[string]cite.Format{"/tmp/notes.md": cite.Markdown, "thèse.BIB": cite.BibLaTeX, "a.odt": cite.ODT, "M. Dupont": cite.ODT} {
		if name == "M. Dupont" {
			f.file.SetText("a.odt")
		}
		if f.file.SetText(name); f.chosen().format != want {
			t.Errorf("%s is %s, want %s", name, f.chosen().format, want)
		}
		w.rest(t)
	}
	f.dialog.Hide()
}

// A style is remembered for its format, and a file of someone else's can be brought
// back.
func TestExportRemembersAndBringsBack(t *testing.T) {
	w, _ := gathering(t)
	t.Setenv("XDG_CACHE_HOME", t.TempDir())
	file := filepath.Join(t.TempDir(), "mémoire.md")
	if err := os.WriteFile(file, []byte("Mon mémoire"), 0o600); err != nil {
		t.Fatal(err)
	}
	f := exportOf(t, w, cite.Markdown)
	f.choices.Style, f.choices.Title, f.choices.Locale = "apa", "APA", "de-DE"
	f.file.SetText(file)
	w.rest(t)
	if !f.warning.Visible() {
		t.Error("nothing warns of the file that is there")
	}
	f.done()
	w.rest(t)
	text, err := os.ReadFile(file)
	if err != nil || !strings.Contains(string(text), "L’exil") || w.toast.button.Text != tr("Bring the former file back") {
		t.Fatalf("written %q, %v; offered %q", text, err, w.toast.button.Text)
	}
	if c := w.settings.choices(cite.Markdown); c.Style != "apa" || c.Locale != "de-DE" || w.settings.choices(cite.DOCX).Style == "apa" {
		t.Errorf("remembered %+v", w.settings.Export)
	}
	w.toast.take()
	w.rest(t)
	if text, err = os.ReadFile(file); err != nil || string(text) != "Mon mémoire" {
		t.Errorf("brought back %q, %v", text, err)
	}
	f = exportOf(t, w, cite.Markdown)
	f.file.SetText(filepath.Join(filepath.Dir(file), "neuf.md"))
	f.done()
	w.rest(t)
	f = exportOf(t, w, cite.Markdown)
	f.file.SetText(filepath.Join(filepath.Dir(file), "neuf.md"))
	f.done()
	w.rest(t)
	if w.toast.button.Text != tr("Open folder") {
		t.Errorf("its own file over again: %q", w.toast.button.Text)
	}
}

// A folder that cannot be written is told of, and nothing is left behind.
func TestExportIntoNowhere(t *testing.T) {
	w, _ := gathering(t)
	dir := t.TempDir()
	f := exportOf(t, w, cite.RIS)
	f.file.SetText(filepath.Join(dir, "nulle part", "sources.ris"))
	f.done()
	w.rest(t)
	if left, _ := os.ReadDir(dir); len(left) > 0 || !w.toast.box.Visible() || strings.HasPrefix(w.toast.label.Text, "Written") {
		t.Errorf("left %v, told %q", left, w.toast.label.Text)
	}
}

// A preview takes no more than it shows.
func TestFirstBytes(t *testing.T) {
	w := &firstBytes{most: 10}
	n, err := w.Write([]byte("abcdef"))
	if n != 6 || err != nil {
		t.Fatal(n, err)
	}
	if n, err = w.Write([]byte("ghijklm")); n != 4 || err != errEnough || w.String() != "abcdefghij" {
		t.Errorf("%d, %v, %q", n, err, w.String())
	}
}
