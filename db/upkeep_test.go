package db

import (
	"encoding/binary"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"florilegium/clipper"
)

func TestUndo(t *testing.T) {
	l := shelf(t)
	must(t, l.DeleteArticle(t.Context(), 1))
	count(t, l, "paix", 0, 0)
	if _, err := l.Article(t.Context(), 1); clipper.CodeOf(err) != clipper.NotFound {
		t.Errorf("a deleted article: %v", err)
	}
	if a, err := l.Lookup(t.Context(), "https://www.lemonde.example/paix"); a != nil || err != nil {
		t.Errorf("a deleted article is known by its address: %v, %v", a, err)
	}
	must(t, l.RestoreArticle(t.Context(), 1))
	count(t, l, "paix", 1, 1)
	must(t, l.DeleteClip(t.Context(), 1))
	count(t, l, "paix", 0, 1)
	rows, err := l.List(t.Context(), clipper.Query{}, 0, 0)
	if err != nil || rows[1].Clips != 0 {
		t.Errorf("rows %+v, %v", rows, err)
	}
	must(t, l.RestoreClip(t.Context(), 1))
	count(t, l, "paix speaker:martin has:note tag:citation", 1, 0)
	if err := l.RestoreClip(t.Context(), 1); clipper.CodeOf(err) != clipper.NotFound {
		t.Errorf("restored twice: %v", err)
	}
	clean(t, l)
}

// clean checks that Doctor finds nothing.
func clean(t *testing.T, l *Library) {
	t.Helper()
	found, err := l.Doctor(t.Context(), DoctorOptions{})
	if err != nil || len(found) > 0 {
		t.Errorf("doctor: %+v, %v", found, err)
	}
}

func TestPurge(t *testing.T) {
	l := shelf(t)
	a, err := l.Article(t.Context(), 1)
	must(t, err)
	must(t, l.DeleteArticle(t.Context(), 1))
	if p, err := l.Purge(t.Context(), noon.AddDate(0, 0, -1)); err != nil || p != (Purged{}) {
		t.Errorf("purged what was deleted today: %+v, %v", p, err)
	}
	p, err := l.Purge(t.Context(), time.Time{})
	if err != nil || p != (Purged{Articles: 1, Clips: 1, Pages: 1}) {
		t.Errorf("purged %+v, %v", p, err)
	}
	if _, err := l.Snapshot(t.Context(), a.Snapshot); clipper.CodeOf(err) != clipper.NotFound {
		t.Errorf("the page of a purged article: %v", err)
	}
	if err := l.RestoreArticle(t.Context(), 1); clipper.CodeOf(err) != clipper.NotFound {
		t.Errorf("a purged article came back: %v", err)
	}
	n, err := column[string](l.query(t.Context(), `SELECT kind FROM tombstone ORDER BY kind`))
	if err != nil || !slices.Equal(n, []string{"article", "clip"}) {
		t.Errorf("tombstones %v, %v", n, err)
	}
	clean(t, l)
}

func TestEdits(t *testing.T) {
	l := shelf(t)
	must(t, l.EditSource(t.Context(), 1, "title", "La trêve"))
	must(t, l.EditSource(t.Context(), 1, "authors", "Durand, Zoé; Petit, Luc"))
	must(t, l.EditSource(t.Context(), 1, "published", "2015-01"))
	must(t, l.EditSource(t.Context(), 1, "title", "La trêve"))
	count(t, l, "title:trêve author:petit year:2015", 1, 1)
	count(t, l, "title:braves", 0, 0)
	edits, err := l.Edits(t.Context(), 1)
	if err != nil || len(edits) != 3 || edits[0].Old != "La paix des braves" || edits[0].New != "La trêve" {
		t.Errorf("edits %+v, %v", edits, err)
	}
	a, err := l.Article(t.Context(), 1)
	must(t, err)
	if e := a.Evidence[0]; e.From != clipper.FromUser || !e.Picked || e.Value != "La trêve" {
		t.Errorf("evidence %+v", a.Evidence)
	}
	if err := l.EditSource(t.Context(), 1, "couleur", "rouge"); clipper.CodeOf(err) != clipper.Usage {
		t.Errorf("an unknown field: %v", err)
	}
	must(t, l.FreezeCiteKey(t.Context(), 1, "durand2015"))
	must(t, l.FreezeCiteKey(t.Context(), 1, "durand2016"))
	if a, _ = l.Article(t.Context(), 1); a.Source.CiteKey != "durand2015" {
		t.Errorf("cite key %q", a.Source.CiteKey)
	}
	must(t, l.SetState(t.Context(), 1, clipper.State{Archived: true, Progress: 7}))
	count(t, l, "is:archived", 1, 1)
	clean(t, l)
}

func TestTags(t *testing.T) {
	l := shelf(t)
	must(t, l.SetTags(t.Context(), 2, []string{"histoire", "Économie"}))
	count(t, l, "tag:histoire", 2, 2)
	must(t, l.RenameTag(t.Context(), "economie", "Commerce"))
	count(t, l, "tag:commerce", 1, 1)
	count(t, l, "tag:economie", 0, 0)
	must(t, l.MergeTags(t.Context(), "commerce", "histoire"))
	count(t, l, "tag:commerce", 2, 2)
	count(t, l, "tag:histoire", 2, 2)
	must(t, l.RenameTag(t.Context(), "guerre froide", "HISTOIRE"))
	count(t, l, `tag:"guerre froide"`, 2, 2)
	tags, err := l.Facets(t.Context(), "tags")
	if err != nil || !slices.Equal(tags, []Facet{{"Histoire", 2}}) {
		t.Errorf("tags %v, %v", tags, err)
	}
	must(t, l.SetTags(t.Context(), 2, []string{"commerce"}))
	if a, _ := l.Article(t.Context(), 2); !slices.Equal(a.Tags, []string{"Histoire"}) {
		t.Errorf("a merged tag is %v", a.Tags)
	}
	clean(t, l)
}

func TestFacets(t *testing.T) {
	l := shelf(t)
	for kind, want := range map[string][]Facet{
		"sites":   {{"blog.example.net", 1}, {"lemonde.example", 1}},
		"authors": {{"Ann Smith", 1}, {"Zoé Durand", 1}},
		"years":   {{"2019", 1}, {"2014", 1}},
	} {
		if got, err := l.Facets(t.Context(), kind); err != nil || !slices.Equal(got, want) {
			t.Errorf("%s %v, %v", kind, got, err)
		}
	}
	if _, err := l.Facets(t.Context(), "moons"); clipper.CodeOf(err) != clipper.Usage {
		t.Errorf("facets of moons: %v", err)
	}
}

func TestSavedSearches(t *testing.T) {
	l := shelf(t)
	must(t, l.SaveSearch(t.Context(), "Paix", "paix is:unread"))
	must(t, l.SaveSearch(t.Context(), "Paix", "paix is:starred"))
	list, err := l.SavedSearches(t.Context())
	if err != nil || len(list) != 1 || list[0].Query != "paix is:starred" {
		t.Errorf("saved %v, %v", list, err)
	}
	must(t, l.DeleteSearch(t.Context(), list[0].ID))
	if list, _ = l.SavedSearches(t.Context()); len(list) != 0 {
		t.Errorf("saved %v", list)
	}
}

func TestBackupAndRestore(t *testing.T) {
	l := shelf(t)
	file := filepath.Join(t.TempDir(), "copie l’été?.florilegium")
	must(t, l.Backup(t.Context(), file))
	must(t, l.Backup(t.Context(), file))
	dir := t.TempDir()
	dry, err := Restore(t.Context(), file, dir, RestoreOptions{DryRun: true})
	if err != nil || dry.Articles != 2 || dry.Clips != 2 || dry.Pages != 2 {
		t.Fatalf("dry run %+v, %v", dry, err)
	}
	if files, _ := os.ReadDir(dir); len(files) != 0 {
		t.Errorf("a dry run left %v", files)
	}
	if _, err := Restore(t.Context(), file, l.dir, RestoreOptions{}); clipper.CodeOf(err) != clipper.Conflict {
		t.Errorf("restored over an open library: %v", err)
	}
	for _, aside := range []bool{false, true} {
		r, err := Restore(t.Context(), file, dir, RestoreOptions{Now: func() time.Time { return noon }})
		if err != nil || (r.Aside != "") != aside {
			t.Fatalf("restored %+v, %v", r, err)
		}
	}
	back, err := Open(t.Context(), dir, Options{Now: func() time.Time { return noon }})
	must(t, err)
	defer back.Close()
	if a, b := dump(t, l), dump(t, back); a != b {
		t.Errorf("the library was\n%s\nand came back as\n%s", a, b)
	}
	count(t, back, "paix", 1, 1)
	clean(t, back)
	if len(back.Warnings()) > 0 {
		t.Errorf("warnings %v", back.Warnings())
	}
}

// dump is all that is in a library, as text.
func dump(t testing.TB, l *Library) string {
	t.Helper()
	var b strings.Builder
	rows, err := l.List(t.Context(), clipper.Query{}, 0, 0)
	must(t, err)
	for _, r := range rows {
		a, err := l.Article(t.Context(), r.ID)
		must(t, err)
		clips, err := l.Clips(t.Context(), r.ID)
		must(t, err)
		text, err := toJSON(struct {
			A *clipper.Article
			C []clipper.Clip
		}{a, clips})
		must(t, err)
		b.WriteString(text + "\n")
		if a.Snapshot != "" {
			page, err := l.Snapshot(t.Context(), a.Snapshot)
			must(t, err)
			b.Write(page.Body)
		}
	}
	return b.String()
}

func TestNotABackup(t *testing.T) {
	l := shelf(t)
	foreign := filepath.Join(t.TempDir(), "x.florilegium")
	must(t, os.WriteFile(foreign, []byte("not a database, but long enough to have a header "+strings.Repeat("x", 200)), 0o600))
	for _, file := range []string{foreign, filepath.Join(l.dir, libraryFile), filepath.Join(l.dir, "nothing")} {
		_, err := Restore(t.Context(), file, t.TempDir(), RestoreOptions{})
		if code := clipper.CodeOf(err); code != clipper.Conflict && code != clipper.NotFound {
			t.Errorf("restored %s: %v", file, err)
		}
	}
}

func TestRotatingBackups(t *testing.T) {
	l := shelf(t)
	now := noon
	l.now = func() time.Time { return now }
	dir := filepath.Join(t.TempDir(), "copies")
	rotate := func() (made int) {
		file, err := l.RotateBackups(t.Context(), Rotation{Dir: dir, Keep: 3, Every: 24 * time.Hour})
		must(t, err)
		if file != "" {
			made++
		}
		now = now.Add(16 * time.Hour)
		return made
	}
	must(t, os.MkdirAll(dir, 0o700))
	for name, stays := range map[string]bool{"ma copie.florilegium": true, "aaa.florilegium": true, "library-20200101-000000.florilegium.part": false} {
		must(t, os.WriteFile(filepath.Join(dir, name), []byte("x"), 0o600))
		defer func() {
			if _, err := os.Stat(filepath.Join(dir, name)); (err == nil) != stays {
				t.Errorf("%s: %v", name, err)
			}
		}()
	}
	made := 0
	for n := range 10 {
		made += rotate()
		must(t, l.SetState(t.Context(), 1, clipper.State{Progress: n}))
	}
	files, err := ownBackups(dir, now)
	if err != nil || made != 5 || len(files) != 3 {
		t.Errorf("made %d, kept %v, %v", made, files, err)
	}
	made, now = 0, now.Add(time.Minute)
	for range 5 {
		made += rotate()
	}
	if made != 1 {
		t.Errorf("made %d copies of a library that did not change after the first", made)
	}
}

func TestDoctorFindsDamage(t *testing.T) {
	for name, c := range map[string]struct {
		harm string
		kind string
	}{
		"text":       {`UPDATE article_body SET text = replace(text, 'guerre', 'guérre') WHERE id = 1`, "damage"},
		"quotation":  {`UPDATE clip SET quote = 'La paix recommence' WHERE id = 1`, "damage"},
		"place":      {`UPDATE clip SET start = start + 1, end = end + 1 WHERE id = 1`, "damage"},
		"no text":    {`PRAGMA foreign_keys = 0; DELETE FROM article_body WHERE id = 1`, "damage"},
		"index":      {`DELETE FROM article_fts WHERE rowid = 1`, "index"},
		"count":      {`UPDATE article SET clips = 9 WHERE id = 1`, "count"},
		"page":       {`UPDATE article SET snapshot = 'ffff' WHERE id = 1`, "damage"},
		"layout":     {`UPDATE article_body SET layout = x'00' WHERE id = 2`, "damage"},
		"clip index": {`INSERT INTO clip_fts (rowid, quote, note, speaker, more, meta) VALUES (99, 'x', '', '', '', '')`, "index"},
	} {
		l := shelf(t)
		if _, err := l.conn.ExecContext(t.Context(), c.harm); err != nil {
			t.Fatal(name, err)
		}
		found, err := l.Doctor(t.Context(), DoctorOptions{})
		if err != nil || !slices.ContainsFunc(found, func(f Finding) bool { return f.Kind == c.kind && f.Damage() }) {
			t.Errorf("%s: found %+v, %v", name, found, err)
		}
		if _, err = l.Doctor(t.Context(), DoctorOptions{Repair: true}); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if c.kind != "damage" {
			clean(t, l)
		}
	}
}

func TestReindex(t *testing.T) {
	l := shelf(t)
	must(t, l.Reindex(t.Context(), nil))
	count(t, l, "paix tag:histoire", 1, 1)
	clean(t, l)
	must(t, l.Close())
	again, err := Open(t.Context(), l.dir, Options{})
	must(t, err)
	defer again.Close()
	if len(again.Warnings()) > 0 {
		t.Errorf("warnings %v", again.Warnings())
	}
}

func TestRefusals(t *testing.T) {
	for name, harm := range map[string]func(file string){
		"newer": func(file string) { poke(t, file, 60, 99) },
		"other": func(file string) { poke(t, file, 68, 0x12345678) },
		"text":  func(file string) { must(t, os.WriteFile(file, []byte("Ceci n’est pas une bibliothèque."), 0o600)) },
	} {
		l := shelf(t)
		must(t, l.Close())
		file := filepath.Join(l.dir, libraryFile)
		harm(file)
		before, err := os.ReadFile(file)
		must(t, err)
		if _, err := Open(t.Context(), l.dir, Options{}); clipper.CodeOf(err) != clipper.Conflict {
			t.Errorf("%s: %v", name, err)
		}
		if after, _ := os.ReadFile(file); string(after) != string(before) {
			t.Errorf("%s: the file was changed", name)
		}
	}
}

// poke writes a number into a file.
func poke(t testing.TB, file string, at int64, n uint32) {
	t.Helper()
	f, err := os.OpenFile(file, os.O_RDWR, 0)
	must(t, err)
	defer f.Close()
	_, err = f.WriteAt(binary.BigEndian.AppendUint32(nil, n), at)
	must(t, err)
}

func TestHostileSchema(t *testing.T) {
	for name, harm := range map[string]string{
		"trigger": `CREATE TRIGGER evil AFTER INSERT ON article BEGIN DELETE FROM clip; END`,
		"view":    `CREATE VIEW evil AS SELECT load_extension('x')`,
		"table":   `CREATE TABLE extra (x)`,
		"column":  `ALTER TABLE article ADD COLUMN evil TEXT DEFAULT 'x'`,
		"missing": `DROP TABLE edit`,
		"shadow":  `DROP TABLE article; CREATE VIEW article AS SELECT 1 AS id`,
	} {
		l := shelf(t)
		if _, err := l.conn.ExecContext(t.Context(), `PRAGMA foreign_keys = 0; `+harm); err != nil {
			t.Fatal(name, err)
		}
		must(t, l.Close())
		if _, err := Open(t.Context(), l.dir, Options{}); clipper.CodeOf(err) != clipper.Damaged {
			t.Errorf("%s: %v", name, err)
		}
		if _, err := Open(t.Context(), l.dir, Options{ReadOnly: true}); clipper.CodeOf(err) != clipper.Damaged {
			t.Errorf("%s, read only: %v", name, err)
		}
	}
}

func TestSyncedFolder(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "Dropbox (Perso)", "thèse")
	l, err := Open(t.Context(), dir, Options{})
	must(t, err)
	defer l.Close()
	if len(l.Warnings()) != 1 || l.Warnings()[0].Args[0] != "Dropbox" {
		t.Errorf("warnings %v", l.Warnings())
	}
	other := t.TempDir()
	must(t, os.Mkdir(filepath.Join(other, ".stfolder"), 0o700))
	if got := syncedBy(filepath.Join(other, "a", "b")); got != "Syncthing" {
		t.Errorf("synced by %q", got)
	}
}

func TestLeftBehindLog(t *testing.T) {
	l := shelf(t)
	dir := t.TempDir()
	for _, name := range []string{libraryFile, markFile} {
		must(t, copyFile(filepath.Join(l.dir, name), filepath.Join(dir, name)))
	}
	c, err := Open(t.Context(), dir, Options{})
	if err != nil {
		t.Skip("the copy cannot even be opened, which is told too:", err)
	}
	defer c.Close()
	if len(c.Warnings()) == 0 || !strings.Contains(c.Warnings()[0].Msg, "library.db-wal") {
		t.Errorf("warnings %v", c.Warnings())
	}
}
