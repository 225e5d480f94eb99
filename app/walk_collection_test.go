//go:build linux

package app_test

import (
	"archive/zip"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// TestWalkCollection makes a paper: a collection of three clips with a heading and
// own words between them, ordered by key and by mouse, written as Word and as HTML.
// The program is killed while words are being written, and nothing is lost.
func TestWalkCollection(t *testing.T) {
	w := newWalk(t, "fr_FR.UTF-8")
	w.open()
	w.until("the samples", func(v view) bool { return len(v.Rows) == 2 && len(v.Clips) == 3 })
	w.gather()
	w.write()
	w.order()
	w.killed()
	w.documents()
	w.narrowCollection()
	w.close()
}

const (
	walkChapter = "Chapitre 3 – « Les fleurs »"
	walkHeading = "Ce qu’un florilège retient"
	walkWords   = "Deux auteurs le disent : « rien ne se perd »."
)

// gather makes the collection with the first clip, and adds two more.
func (w *walk) gather() {
	w.t.Helper()
	w.key("bracketright")
	w.until("a chosen clip", func(v view) bool { return v.Card != "" })
	w.key("a")
	w.until("the names of collections", func(v view) bool { return v.Dialog == "collections" })
	w.paste(walkChapter)
	w.settle()
	w.shot("col-1-name")
	w.key("Return")
	w.until("the first clip in it", func(v view) bool { return v.Dialog == "" && len(v.Gathered) == 1 })
	for n := 2; n <= 3; n++ {
		w.key("bracketright", "a")
		w.until(fmt.Sprintf("%d clips in it", n), func(v view) bool { return len(v.Gathered) == n })
	}
	w.key("a")
	w.until("word that it is there already", func(v view) bool { return strings.HasPrefix(v.Toast, "Déjà") && len(v.Gathered) == 3 })
}

// write writes a heading and own words in their places.
func (w *walk) write() {
	w.t.Helper()
	w.key("g", "H")
	w.until("a heading to be written", func(v view) bool { return v.Writing })
	w.paste(walkHeading)
	w.key("Return")
	w.until("the heading", func(v view) bool { return !v.Writing && slices.Contains(v.Gathered, "heading1 "+walkHeading) })
	w.key("W")
	w.until("words to be written", func(v view) bool { return v.Writing })
	w.paste(walkWords)
	w.settle()
	w.shot("col-2-words")
	w.key("Escape")
	w.until("the words", func(v view) bool { return !v.Writing && slices.Contains(v.Gathered, "text0 "+walkWords) })
}

// order moves the heading to the top by keys, and the last clip to the end by mouse.
func (w *walk) order() {
	w.t.Helper()
	w.key("Up")
	w.until("the heading chosen", func(v view) bool { return v.Part >= 0 && strings.HasPrefix(v.Gathered[v.Part], "heading") })
	for v := w.until("the collection", func(view) bool { return true }); v.Part > 0; {
		before := v.Part
		w.key("alt+Up")
		v = w.until("the heading a place higher", func(v view) bool { return v.Part == before-1 })
	}
	w.key("Tab")
	w.until("a deeper heading", func(v view) bool { return v.Gathered[0] == "heading2 "+walkHeading })
	w.key("shift+Tab")
	v := w.until("a higher heading", func(v view) bool { return v.Gathered[0] == "heading1 "+walkHeading })
	words := v.Gathered[slices.Index(v.Gathered, "text0 "+walkWords)]
	from, to := v.Places[fmt.Sprintf("part.%d", slices.Index(v.Gathered, words))], v.Places["part.0"]
	w.point(from, .5, .5)
	w.settle()
	w.tool("xdotool", "mousedown", "1")
	w.point(from, .5, .2)
	w.point(to, .5, .9)
	w.point(to, .5, .95)
	w.settle()
	w.shot("col-3-drag")
	w.tool("xdotool", "mouseup", "1")
	w.until("the words under the heading", func(v view) bool { return v.Gathered[1] == words })
	w.key("ctrl+z")
	w.until("the words back", func(v view) bool { return v.Gathered[1] != words })
	w.until("the same in the library", func(v view) bool {
		out := w.florilegium("collection", "show", walkChapter)
		return strings.Contains(out, "1  # "+walkHeading) && strings.Count(out, "\n") == 6
	})
}

// killed ends the program by force while words are being written.
func (w *walk) killed() {
	w.t.Helper()
	w.key("End", "W")
	w.until("words to be written", func(v view) bool { return v.Writing })
	w.paste("À reprendre demain")
	w.until("the words in the library", func(view) bool {
		return strings.Contains(w.florilegium("collection", "show", walkChapter), "À reprendre demain")
	})
	if err := w.running.Process.Kill(); err != nil {
		w.t.Fatal(err)
	}
	w.running.Wait()
	os.Remove(w.socket)
	w.open()
	w.until("the collection as it was", func(v view) bool {
		return len(v.Gathered) == 6 && slices.Contains(v.Gathered, "text0 À reprendre demain")
	})
	w.shot("col-4-again")
}

// documents writes the collection as a file of Word and as a page.
func (w *walk) documents() {
	w.t.Helper()
	dir := filepath.Dir(w.library)
	w.key("g", "ctrl+e")
	w.until("the preview", func(v view) bool { return v.Dialog == "export" && strings.Contains(v.Preview, walkHeading) })
	w.shot("col-5-export")
	w.key("ctrl+a")
	w.paste(filepath.Join(dir, "chapitre.docx"))
	w.key("Return")
	w.until("the file of Word", func(v view) bool { return strings.Contains(v.Toast, "chapitre.docx") })
	w.holds("the file of Word", word(w.t, filepath.Join(dir, "chapitre.docx")))

	w.key("ctrl+e")
	v := w.until("the form", func(v view) bool { return v.Dialog == "export" && v.Places["export.format"][2] > 0 })
	w.click(v.Places["export.format"])
	w.settle()
	w.key("Down", "Down", "Down", "Return") // Word, LibreOffice, HTML
	w.until("the name of a page", func(v view) bool { return strings.HasSuffix(v.File, ".html") })
	w.click(w.until("the file's field", func(v view) bool { return v.Places["export.file"][2] > 0 }).Places["export.file"])
	w.key("ctrl+a")
	w.paste(filepath.Join(dir, "chapitre.html"))
	w.key("Return")
	w.until("the page", func(v view) bool { return strings.Contains(v.Toast, "chapitre.html") })
	page, err := os.ReadFile(filepath.Join(dir, "chapitre.html"))
	if err != nil {
		w.t.Fatal(err)
	}
	w.holds("the page", string(page))
}

// holds checks that a document says what the collection does.
func (w *walk) holds(what, text string) {
	w.t.Helper()
	for _, want := range []string{walkHeading, "Deux auteurs le disent", "À reprendre demain", "la phrase dont on a besoin", "Petite histoire du florilège"} {
		if !strings.Contains(text, want) {
			w.t.Errorf("%s lacks %q", what, want)
		}
	}
}

// word is what the parts of a file of Word say.
func word(t *testing.T, file string) string {
	t.Helper()
	r, err := zip.OpenReader(file)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	var text strings.Builder
	for _, f := range r.File {
		if !strings.HasSuffix(f.Name, ".xml") {
			continue
		}
		part, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.Copy(&text, part); err != nil {
			t.Fatal(err)
		}
		part.Close()
	}
	return text.String()
}

// narrowCollection shows the collection over the article where there is no room
// beside it.
func (w *walk) narrowCollection() {
	w.t.Helper()
	w.tool("xdotool", "windowsize", "--sync", w.window, "820", "640")
	w.settle()
	w.key("g")
	w.settle()
	w.shot("col-6-narrow")
	for _, name := range []string{"sepia", "dark", "paper"} {
		w.key("ctrl+t")
		w.settle()
		if name != "paper" {
			w.shot("col-7-" + name)
		}
	}
	w.tool("xdotool", "windowsize", "--sync", w.window, "1280", "832")
}
