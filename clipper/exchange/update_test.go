package exchange

import (
	"context"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"florilegium/clipper"
	"florilegium/clipper/cite"
	"florilegium/db"
)

// shelf is a real library as its folders need it.
type shelf struct{ *db.Library }

func (s shelf) Items(ctx context.Context, ids []int64, need Need) ([]cite.Item, error) {
	read := s.Sources
	if need != Sources {
		read = func(ctx context.Context, ids []int64) ([]db.Exported, error) {
			return s.Export(ctx, ids, need == Texts)
		}
	}
	list, err := read(ctx, ids)
	if err != nil {
		return nil, err
	}
	items := make([]cite.Item, len(list))
	for i, x := range list {
		items[i] = cite.Item{UID: x.UID, Source: x.Source, Clips: x.Clips, Tags: x.Tags, Text: x.Text}
	}
	if !slices.ContainsFunc(items, func(i cite.Item) bool { return i.Source.CiteKey == "" }) {
		return items, nil
	}
	frozen, err := s.CiteKeys(ctx)
	if err != nil {
		return nil, err
	}
	for _, x := range list {
		delete(frozen, x.ID)
	}
	fresh := map[int64]string{}
	for _, i := range cite.Keys(items, slices.Collect(maps.Values(frozen))...) {
		fresh[list[i].ID] = items[i].Source.CiteKey
	}
	if len(fresh) == 0 {
		return items, nil
	}
	return items, s.FreezeCiteKeys(ctx, fresh)
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// opened is a library in a folder, with the keeper of its folders.
func opened(t testing.TB, dir string) (*db.Library, *Keeper) {
	t.Helper()
	l, err := db.Open(context.Background(), dir, db.Options{})
	must(t, err)
	t.Cleanup(func() { must(t, l.Close()) })
	return l, &Keeper{Store: shelf{l}, Styles: cite.OpenStyles(cite.Places{})}
}

var titles = []string{"À l’école, «\u00a0on étouffe\u00a0» dès juin", "Straße „unter Wasser“", "Вода и город", "村の水", "الماء والمدينة", "CON", "a/b\\c:d*e?\"<>|#^[]", "..."}

// saved is an article of two sentences.
func saved(t testing.TB, l *db.Library, n int) *clipper.Article {
	t.Helper()
	title := titles[n%len(titles)]
	a := &clipper.Article{
		Source: clipper.Source{Type: "webpage", Title: title, Container: "Le Courrier du Canal", Authors: clipper.ParseNames("Jean Dupont", nil),
			Issued: clipper.Date{Year: 2024, Month: 1 + n%12}, URL: fmt.Sprintf("https://courrier.example/%d", n), Language: "fr"},
		Blocks: []clipper.Block{{Kind: clipper.Paragraph, Text: fmt.Sprintf("L’eau n’était pas «\u00a0froide\u00a0» en %d. %s", n, title)}},
	}
	a.TextHash = clipper.HashText(a.Text())
	must(t, l.SaveArticle(t.Context(), a, nil, nil))
	return a
}

func clipped(t testing.TB, l *db.Library, a *clipper.Article, note string) *clipper.Clip {
	t.Helper()
	c := &clipper.Clip{ArticleID: a.ID, Quote: "L’eau", End: len("L’eau"), Note: note, Paragraph: 1}
	must(t, l.SaveClip(t.Context(), c))
	return c
}

// tree is what stands in a folder, its hidden folders aside.
func tree(t testing.TB, dir string) map[string]string {
	t.Helper()
	files := map[string]string{}
	must(t, filepath.WalkDir(dir, func(path string, e os.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			if err == nil && e.Name() == hidden {
				return filepath.SkipDir
			}
			return err
		}
		data, err := os.ReadFile(path)
		name, _ := filepath.Rel(dir, path)
		files[filepath.ToSlash(name)] = string(data)
		return err
	}))
	return files
}

// updated brings the folders up to date and gives the names of what was written.
func updated(t testing.TB, k *Keeper) (names []string) {
	t.Helper()
	outcomes, err := k.Update(t.Context())
	must(t, err)
	for _, o := range outcomes {
		must(t, o.Err())
		for _, path := range o.Written {
			names = append(names, filepath.Base(path))
		}
	}
	slices.Sort(names)
	return names
}

// TestOneFileAnArticle: only what changed is written, under names that every
// system can bear, which stay when titles change.
func TestOneFileAnArticle(t *testing.T) {
	l, k := opened(t, t.TempDir())
	vault := filepath.Join(t.TempDir(), "coffre")
	live, err := k.Add(t.Context(), Live{Folder: vault, Format: cite.Obsidian})
	must(t, err)
	for n := range 10 {
		a := saved(t, l, n)
		if n < 9 {
			clipped(t, l, a, "")
		}
	}
	want := []string{"Straße „unter Wasser“.md", "_CON.md", "a-b-c-de.md", "dupont2024c.md", "À l’école, « on étouffe » dès juin (dupont2024ecolea).md",
		"À l’école, « on étouffe » dès juin.md", "Вода и город.md", "الماء والمدينة.md", "村の水.md"}
	slices.Sort(want)
	if got := updated(t, k); !slices.Equal(got, want) {
		t.Errorf("written:\n%q, want\n%q", got, want)
	}
	if got := updated(t, k); len(got) != 0 {
		t.Errorf("nothing has changed, and yet %q", got)
	}
	must(t, l.EditSource(t.Context(), 3, "title", "Город и вода"))
	if got := updated(t, k); !slices.Equal(got, []string{"Вода и город.md"}) {
		t.Errorf("after a new title %q", got)
	}
	must(t, l.DeleteArticle(t.Context(), 3))
	if updated(t, k); tree(t, vault)["Вода и город.md"] != "" {
		t.Error("the note of a deleted article is there")
	}
	must(t, l.RestoreArticle(t.Context(), 3))
	updated(t, k)
	must(t, os.WriteFile(filepath.Join(vault, "Вода и город.md"), []byte(tree(t, vault)["Вода и город.md"]+"Мои слова\n"), 0o644))
	must(t, l.DeleteArticle(t.Context(), 3))
	if updated(t, k); !strings.HasSuffix(tree(t, vault)["Вода и город.md"], "Мои слова\n") {
		t.Error("the reader’s words are gone with the article")
	}
	before := tree(t, vault)
	outcome, err := k.UpdateOne(t.Context(), live)
	if must(t, err); !outcome.Quiet() || len(before) != len(tree(t, vault)) {
		t.Errorf("%+v", outcome)
	}
	if _, err := k.Run(t.Context()); err != nil || fmt.Sprint(before) != fmt.Sprint(tree(t, vault)) {
		t.Errorf("running it whole changes it: %v", err)
	}
}

// TestEachFormat: every format can be kept, alone in a folder of its own.
func TestEachFormat(t *testing.T) {
	l, k := opened(t, t.TempDir())
	dir := t.TempDir()
	clipped(t, l, saved(t, l, 0), "À relire")
	for _, format := range cite.Formats {
		_, err := k.Add(t.Context(), Live{Folder: filepath.Join(dir, string(format)), Format: format, Style: "apa", Locale: "fr-FR"})
		must(t, err)
	}
	if got := updated(t, k); len(got) != len(cite.Formats) {
		t.Errorf("%d formats, written %q", len(cite.Formats), got)
	}
	must(t, l.EditSource(t.Context(), 1, "title", "Tout autre titre"))
	if got := updated(t, k); len(got) != len(cite.Formats)-1 { // annotations do not hold the title
		t.Errorf("after a change %q", got)
	}
	if got := updated(t, k); len(got) != 0 {
		t.Errorf("without a change %q", got)
	}
}

// TestForeignFiles: what someone else made or changed is left as it is, and told.
func TestForeignFiles(t *testing.T) {
	l, k := opened(t, t.TempDir())
	dir := t.TempDir()
	live, err := k.Add(t.Context(), Live{Folder: dir, Format: cite.BibLaTeX, File: "thèse.bib"})
	must(t, err)
	saved(t, l, 0)
	updated(t, k)
	path := filepath.Join(dir, "thèse.bib")
	for _, mine := range []string{"% à moi\n", ""} {
		must(t, os.WriteFile(path, []byte(mine), 0o644))
		saved(t, l, 1)
		outcome, err := k.UpdateOne(t.Context(), live)
		must(t, err)
		if clipper.CodeOf(outcome.Err()) != clipper.Conflict || tree(t, dir)["thèse.bib"] != mine {
			t.Errorf("%v, %q", outcome.Err(), tree(t, dir))
		}
	}
	must(t, os.Remove(path))
	if got := updated(t, k); len(got) != 1 || strings.Count(tree(t, dir)["thèse.bib"], "@online") != 3 {
		t.Errorf("%q %q", got, tree(t, dir))
	}
	for _, l := range []Live{
		{Folder: dir, Format: cite.BibLaTeX, File: "thèse.bib"}, {Folder: dir, Format: "papyrus"}, {Folder: dir, Format: cite.RIS, File: "../x.ris"},
		{Folder: dir, Format: cite.RIS, File: ".caché"}, {Folder: dir, Format: cite.Markdown, Style: "absent"},
	} {
		if _, err := k.Add(t.Context(), l); err == nil {
			t.Errorf("%+v was added", l)
		}
	}
}

// TestTroubles: a folder that cannot be written costs the library nothing, is told
// in a sentence, and follows when it can be written again.
func TestTroubles(t *testing.T) {
	if os.Getuid() == 0 {
		t.Log("root may write everywhere: read-only folders are not tried")
	}
	for _, trouble := range []struct {
		name       string
		begin, end func(dir string) error
		skip       bool
	}{
		{"a folder that is gone", func(dir string) error { return os.Rename(dir, dir+"-ailleurs") }, func(dir string) error { return os.Rename(dir+"-ailleurs", dir) }, false},
		{"a folder that may not be written", func(dir string) error { return os.Chmod(dir, 0o500) }, func(dir string) error { return os.Chmod(dir, 0o700) }, os.Getuid() == 0},
		{"a file in the place of the folder", func(dir string) error {
			if err := os.Rename(dir, dir+"-ailleurs"); err != nil {
				return err
			}
			return os.WriteFile(dir, nil, 0o600)
		}, func(dir string) error { return errorsJoin(os.Remove(dir), os.Rename(dir+"-ailleurs", dir)) }, false},
		{"a folder in the place of the file", func(dir string) error {
			return errorsJoin(os.Remove(filepath.Join(dir, "florilegium.ris")), os.MkdirAll(filepath.Join(dir, "florilegium.ris", "x"), 0o700))
		}, func(dir string) error { return os.RemoveAll(filepath.Join(dir, "florilegium.ris")) }, false},
	} {
		if trouble.skip {
			continue
		}
		l, k := opened(t, t.TempDir())
		dir := filepath.Join(t.TempDir(), "dossier")
		_, err := k.Add(t.Context(), Live{Folder: dir, Format: cite.RIS})
		must(t, err)
		saved(t, l, 0)
		updated(t, k)
		must(t, trouble.begin(dir))
		saved(t, l, 1)
		outcomes, err := k.Update(t.Context())
		must(t, err)
		if e, ok := outcomes[0].Err().(*clipper.Error); !ok || e.Code != clipper.Unavailable || e.Hint == "" {
			t.Errorf("%s: %v", trouble.name, outcomes[0].Err())
		}
		must(t, trouble.end(dir))
		updated(t, k)
		if got := tree(t, dir); len(got) != 1 || strings.Count(got["florilegium.ris"], "ER  -") != 2 {
			t.Errorf("%s: afterwards %q", trouble.name, got)
		}
	}
}

// TestSweep: what a killed process left is removed once it is old, and nothing else.
func TestSweep(t *testing.T) {
	l, k := opened(t, t.TempDir())
	dir := t.TempDir()
	_, err := k.Add(t.Context(), Live{Folder: dir, Format: cite.RIS})
	must(t, err)
	saved(t, l, 0)
	for _, name := range []string{temporary + "ancien", temporary + "neuf", "mien.tmp", ".caché"} {
		must(t, os.WriteFile(filepath.Join(dir, name), nil, 0o600))
		if name != temporary+"neuf" {
			must(t, os.Chtimes(filepath.Join(dir, name), time.Unix(0, 0), time.Unix(0, 0)))
		}
	}
	_, err = k.Run(t.Context())
	must(t, err)
	var names []string
	for name := range tree(t, dir) {
		names = append(names, name)
	}
	slices.Sort(names)
	if want := []string{".caché", temporary + "neuf", "florilegium.ris", "mien.tmp"}; !slices.Equal(names, want) {
		t.Errorf("%q is left, want %q", names, want)
	}
}

func errorsJoin(errs ...error) error {
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}
