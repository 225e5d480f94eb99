//go:build !headless

package app

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"florilegium/clipper"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/storage"
)

const digues = "%PDF-1.4\n2 0 obj\n<< /Type /Pages /Count 3 >>\nendobj\n4 0 obj\n<< /Title (Rapport sur les digues) /Author (Ada Lind) /Producer (Essai) >>\nendobj\ntrailer\n<< /Info 4 0 R >>\n"

// TestDropped drops files and folders on the window, and what a browser makes of a
// link: what is there is kept, what is not is told, and one step takes it back.
func TestDropped(t *testing.T) {
	w, _ := gathering(t)
	dir := t.TempDir()
	for name, text := range map[string]string{
		"digues.pdf": digues, "pages/note.txt": "Le fleuve gèle tous les dix ans.", "pages/photo.jpg": "JPEG", "vide.html": "",
	} {
		file := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	drop := func(names ...string) {
		t.Helper()
		var uris []fyne.URI
		for _, n := range names {
			uris = append(uris, storage.NewFileURI(filepath.Join(dir, filepath.FromSlash(n))))
		}
		w.dropped(fyne.Position{}, uris)
		w.rest(t)
	}
	w.reload()
	w.rest(t)
	before := w.state.total.Articles
	drop("digues.pdf", "pages", "vide.html", "http:/127.0.0.1:1/article un?x=é")
	if n := w.state.total.Articles - before; n != 2 {
		t.Errorf("%d articles came", n)
	}
	var failed []string
	for _, a := range w.state.arriving {
		if a.err == nil || !a.given {
			t.Errorf("the row %q has not ended", a.address)
		}
		failed = append(failed, a.address)
	}
	if strings.Join(failed, "|") != "article un?x=é|vide.html" {
		t.Errorf("failed: %q", failed)
	}
	if said := w.toast.label.Text; !w.toast.box.Visible() || !strings.Contains(said, "kept") || !strings.Contains(said, "skipped") {
		t.Errorf("the window says %q", said)
	}
	w.undo()
	w.rest(t)
	if w.state.total.Articles != before {
		t.Errorf("%d articles after it was taken back, %d before", w.state.total.Articles, before)
	}
	u, err := storage.ParseURI("https://gazette.example/")
	if err != nil {
		t.Fatal(err)
	}
	w.dropped(fyne.Position{}, []fyne.URI{u})
	if len(w.state.arriving) != 2 || !w.toast.box.Visible() {
		t.Error("an address was taken for a file")
	}
}

// TestDocumentCopy hands out a copy of a document, and takes it away at the end.
func TestDocumentCopy(t *testing.T) {
	w, _ := gathering(t)
	file := filepath.Join(t.TempDir(), "digues.pdf")
	if err := os.WriteFile(file, []byte(digues), 0o644); err != nil {
		t.Fatal(err)
	}
	w.openPaths(file)
	w.rest(t)
	a := w.state.open
	if a == nil || a.Source.Title != "Rapport sur les digues" || !w.page.Visible() {
		t.Fatalf("open is %+v", a)
	}
	if doc, ok := a.Attachment(); !ok || doc != (clipper.Attachment{Type: "application/pdf", Bytes: len(digues), Pages: 3}) {
		t.Errorf("the document is %+v", doc)
	}
	out, err := copyOut(t.Context(), w.lib, a)
	if err != nil {
		t.Fatal(err)
	}
	w.copies = append(w.copies, filepath.Dir(out))
	data, err := os.ReadFile(out)
	if err != nil || string(data) != digues || filepath.Base(out) != "Rapport sur les digues.pdf" {
		t.Errorf("the copy is %s, %v", out, err)
	}
	w.dropCopies()
	if _, err := os.Stat(filepath.Dir(out)); !os.IsNotExist(err) {
		t.Errorf("the copy is still there: %v", err)
	}
}
