package capture_test

import (
	"encoding/base64"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"florilegium/clipper"
	"florilegium/clipper/capture"
	"florilegium/clipper/testweb"
	"florilegium/db"
)

// savedPage is a page as a saver writes it, with a mark of where it is from.
func savedPage(t *testing.T, mark, src string) []byte {
	page := string(illustrated(t, src, "Les passeurs"))
	return []byte(strings.Replace(page, "<head>", mark+"<head>", 1))
}

const singleFile = "<!--\n Page saved with SingleFile \n url: https://gazette.example/monde/passeurs \n saved date: Sat Nov 23 2024 12:20:11 GMT+0100 (heure normale d’Europe centrale)\n-->"

// give stores what was given, which must end in a status.
func (d desk) give(t *testing.T, g *capture.Given, address string, want capture.Status) *clipper.Article {
	t.Helper()
	r, err := d.SaveGiven(t.Context(), g, address, []string{"donné"})
	if err != nil || r.Status != want {
		t.Fatalf("giving %s: %s, %v; want %s", g.Name, r.Status, err, want)
	}
	return reload(t, d, r.Article.ID)
}

func given(t *testing.T, name string, data []byte) *capture.Given {
	t.Helper()
	g, err := capture.Give(capture.FromFile, name, data)
	if err != nil {
		t.Fatal(err)
	}
	return g
}

// TestSingleFile keeps the address and date of the file, and the pictures that were
// written into it; the page can be read again and nothing is fetched.
func TestSingleFile(t *testing.T) {
	d := newDesk(t)
	picture640 := testweb.PNG(640, 360)
	data := "data:image/png;base64," + base64.StdEncoding.EncodeToString(picture640)
	g := given(t, "Passeurs (23.11.2024).html", savedPage(t, singleFile, data))
	a := d.give(t, g, "", capture.Saved)
	if a.Source.URL != "https://gazette.example/monde/passeurs" || a.Source.Accessed.String() != "2024-11-23" || a.Source.Title != "Les passeurs" {
		t.Errorf("the source is %+v", a.Source)
	}
	wholeAndAlone(t, a, samples(t)["own"].text)
	img := picture(t, a)
	if img.Hash != clipper.HashBytes(picture640) || img.Src != "cid:"+img.Hash || img.Width != 640 || img.Lacking != "" {
		t.Errorf("the picture is %+v", img)
	}
	if asset, err := d.lib.Image(t.Context(), img.Hash); err != nil || len(asset.Data) != len(picture640) {
		t.Errorf("the picture's bytes: %v", err)
	}
	snap, err := d.lib.Snapshot(t.Context(), a.Snapshot)
	if err != nil || !strings.Contains(snap.Header, "Florilegium-Given: file; format=singlefile; name=") || snap.FromWeb() || len(snap.Body) > 20_000 {
		t.Errorf("the snapshot: %d bytes, %q, %v", len(snap.Body), snap.Header, err)
	}
	if r, err := d.Reread(t.Context(), a); err != nil || r.Status != capture.Known {
		t.Errorf("read again: %s, %v", r.Status, err)
	}
	d.give(t, g, "", capture.Known)
	if due, err := d.lib.PicturesDue(t.Context()); err != nil || len(due) != 0 {
		t.Errorf("pictures due: %v, %v", due, err)
	}
}

// TestFileFetchesNothing opens a page whose pictures are elsewhere.
func TestFileFetchesNothing(t *testing.T) {
	d, web := newDesk(t), newSite(t)
	g := given(t, "passeurs.html", savedPage(t, "<!-- saved from url=(0030)"+web.URL+"/monde/passeurs -->", web.URL+"/image.png"))
	a := d.give(t, g, "", capture.Saved)
	if img := picture(t, a); img.Lacking != clipper.NotFound || img.Hash != "" {
		t.Errorf("the picture is %+v", img)
	}
	if _, err := d.Images(t.Context(), capture.Result{Article: a}); err != nil || web.visits("/image.png") != 0 {
		t.Errorf("the picture was asked for %d times, %v", web.visits("/image.png"), err)
	}
	if n, err := d.ImagesAgain(t.Context(), a); err != nil || n != 0 || picture(t, reload(t, d, a.ID)).Hash == "" {
		t.Errorf("asked for: %d missing, %v", n, err)
	}
}

// TestSavedWhole opens a page that a browser saved with a folder of parts.
func TestSavedWhole(t *testing.T) {
	d, dir := newDesk(t), t.TempDir()
	if err := os.Mkdir(filepath.Join(dir, "Les passeurs_files"), 0o755); err != nil {
		t.Fatal(err)
	}
	for name, data := range map[string][]byte{"Les passeurs.html": savedPage(t, "", "./Les%20passeurs_files/rue.png"), "Les passeurs_files/rue.png": testweb.PNG(320, 200)} {
		if err := os.WriteFile(filepath.Join(dir, filepath.FromSlash(name)), data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	g, err := capture.OpenFile(filepath.Join(dir, "Les passeurs.html"))
	if err != nil {
		t.Fatal(err)
	}
	a := d.give(t, g, "", capture.Saved)
	if img := picture(t, a); img.Hash != clipper.HashBytes(testweb.PNG(320, 200)) {
		t.Errorf("the picture is %+v", img)
	}
	if r, err := d.Reread(t.Context(), a); err != nil || r.Status != capture.Known {
		t.Errorf("read again: %s, %v", r.Status, err)
	}
}

// TestNoAddress stores pages that do not say where they are from: each is known by
// its bytes, and cited without an address.
func TestNoAddress(t *testing.T) {
	d := newDesk(t)
	page := savedPage(t, "", "bild.png")
	a := d.give(t, given(t, "a.html", page), "", capture.Saved)
	if a.Source.URL != "" || a.Source.Title != "Les passeurs" {
		t.Errorf("the source is %+v", a.Source)
	}
	d.give(t, given(t, "copie.html", page), "", capture.Known)
	b := d.give(t, capture.GiveText(capture.FromPaste, []byte("Ce que disent les mariniers\n\nLe fleuve gèle tous les dix ans,\r\net personne ne s’en souvient.\n\n\n« On oublie l’hiver. »\n")), "", capture.Saved)
	if b.Source.Title != "Ce que disent les mariniers" || b.Text() != "Le fleuve gèle tous les dix ans,\net personne ne s’en souvient.\n« On oublie l’hiver. »" {
		t.Errorf("%q: %q", b.Source.Title, b.Text())
	}
	c := d.give(t, given(t, "note.txt", []byte("Une seule ligne.")), "https://gazette.example/note", capture.Saved)
	if c.Source.URL != "https://gazette.example/note" || c.Text() != "Une seule ligne." {
		t.Errorf("%+v %q", c.Source, c.Text())
	}
	if n := d.count(t); n != 3 {
		t.Errorf("%d articles", n)
	}
	for _, x := range []*clipper.Article{a, b, c} {
		if r, err := d.Reread(t.Context(), x); err != nil || r.Status != capture.Known {
			t.Errorf("%s read again: %s, %v", x.Source.Title, r.Status, err)
		}
	}
	undamaged(t, d)
}

func undamaged(t *testing.T, d desk) {
	t.Helper()
	found, err := d.lib.Doctor(t.Context(), db.DoctorOptions{})
	if err != nil || slices.ContainsFunc(found, db.Finding.Damage) {
		t.Errorf("the library is damaged: %v, %v", found, err)
	}
}

// report is a small PDF document.
func report(title string) []byte {
	return []byte("%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n2 0 obj\n<< /Type /Pages /Kids [3 0 R] /Count 1 >>\nendobj\n3 0 obj\n<< /Type /Page /Parent 2 0 R >>\nendobj\n" +
		"4 0 obj\n<< /Title (" + title + ") /Author (Ada Lind) /CreationDate (D:20210305) /Producer (Essai) >>\nendobj\ntrailer\n<< /Root 1 0 R /Info 4 0 R >>\n%%EOF\n")
}

// TestDocumentKept stores a PDF from the web and from a file: no text, its own
// title, found by it and cited; another edition is a version.
func TestDocumentKept(t *testing.T) {
	d, web := newDesk(t), newSite(t)
	web.put("/rapport.pdf", report("Rapport sur les digues"))
	a := d.save(t, web.URL+"/rapport.pdf", capture.Saved)
	doc, ok := a.Attachment()
	if !ok || doc.Type != "application/pdf" || doc.Pages != 1 || doc.Bytes != len(report("Rapport sur les digues")) {
		t.Errorf("the attachment is %+v", doc)
	}
	if s := a.Source; s.Title != "Rapport sur les digues" || s.Authors[0].Family != "Lind" || s.Issued.String() != "2021-03-05" || s.Type != "document" {
		t.Errorf("the source is %+v", s)
	}
	r, err := d.lib.Search(t.Context(), clipper.ParseQuery("digues"), db.SearchOptions{In: "articles"})
	if err != nil || len(r.Hits) != 1 || r.Hits[0].ID() != a.ID {
		t.Errorf("the title finds %d, %v", len(r.Hits), err)
	}
	d.save(t, web.URL+"/rapport.pdf", capture.Known)
	web.put("/rapport.pdf", report("Rapport sur les digues, 2e édition"))
	b := d.save(t, web.URL+"/rapport.pdf", capture.Version)
	if kept, err := d.lib.EarlierVersions(t.Context(), b.ID); err != nil || len(kept) != 1 || kept[0].Snapshot != a.Snapshot || b.ID != a.ID {
		t.Errorf("%d earlier documents, %v", len(kept), err)
	}
	c := d.give(t, given(t, "Étude_du_bac.pdf", []byte("%PDF-1.4\n%%EOF")), "", capture.Saved)
	if c.Source.Title != "Étude du bac" {
		t.Errorf("a document without a title is called %q", c.Source.Title)
	}
	if r, err := d.Reread(t.Context(), reload(t, d, b.ID)); err != nil || r.Status != capture.Known {
		t.Errorf("read again: %s, %v", r.Status, err)
	}
	undamaged(t, d)
}

// TestFolder accounts for every file of a folder and follows no link out of it.
func TestFolder(t *testing.T) {
	root := t.TempDir()
	for _, name := range []string{"a.html", "a_files/b.html", "sub/c.mhtml", "sub/d.jpg", ".hidden/e.html", "f.url"} {
		file := filepath.Join(root, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte("<p>x"), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	links := map[string]string{"loop": root, "out.html": "/etc/passwd"}
	for name, to := range links {
		if err := os.Symlink(to, filepath.Join(root, name)); err != nil {
			t.Skip("no symbolic links here:", err)
		}
	}
	list, err := capture.Folder(t.Context(), root)
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]capture.Skip{}
	for _, e := range list {
		name, _ := filepath.Rel(root, e.Path)
		got[filepath.ToSlash(name)] = e.Skip
	}
	want := map[string]capture.Skip{"a.html": "", "a_files": capture.SkipPart, "sub/c.mhtml": "", "sub/d.jpg": capture.SkipKind, "f.url": "", "loop": capture.SkipLink, "out.html": capture.SkipLink}
	for name, skip := range want {
		if s, ok := got[name]; !ok || s != skip {
			t.Errorf("%s is %q, %v; want %q", name, s, ok, skip)
		}
	}
	if len(got) != len(want) {
		t.Errorf("%v", got)
	}
	for _, bad := range []string{filepath.Join(root, "sub"), filepath.Join(root, "http:/127.0.0.1:8123/article un")} {
		if _, err := capture.OpenFile(bad); clipper.CodeOf(err) != clipper.Usage {
			t.Errorf("opening %s: %v", bad, err)
		}
	}
}
