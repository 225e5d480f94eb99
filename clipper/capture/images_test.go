package capture_test

import (
	"bytes"
	"path/filepath"
	"strings"
	"testing"

	"florilegium/clipper"
	"florilegium/clipper/testweb"
	"florilegium/db"
)

// TestImages stores each picture once, by its hash, however many articles and
// versions show it; one that cannot be had is counted.
func TestImages(t *testing.T) {
	d, web := newDesk(t), newSite(t)
	web.put("/a", illustrated(t, "/image.png", "Une rue"))
	web.put("/b", illustrated(t, "/image.png", "La même rue"))
	web.put("/c", illustrated(t, "/not-image.png", "Une autre rue"))
	first := d.images(t, web.URL+"/a", 0)
	second := d.images(t, web.URL+"/b", 0)
	want := clipper.HashBytes(testweb.PNG(640, 360))
	for _, a := range []*clipper.Article{first, second} {
		img := picture(t, a)
		if img.Hash != want || img.Width != 640 || img.Height != 360 || img.Alt == "" {
			t.Errorf("the picture of article %d is %+v", a.ID, img)
		}
	}
	asset, err := d.lib.Image(t.Context(), want)
	if err != nil || clipper.HashBytes(asset.Data) != want || asset.Type != "image/png" {
		t.Errorf("kept as %s, %d bytes, %v", asset.Type, len(asset.Data), err)
	}
	if img := picture(t, d.images(t, web.URL+"/c", 1)); img.Hash != "" {
		t.Errorf("a picture that is none: %+v", img)
	}
	d.images(t, web.URL+"/a", 0)
	if n := web.visits("/image.png"); n != 2 {
		t.Errorf("the picture was fetched %d times for two new pages and a known one", n)
	}
	web.put("/a", bytes.Replace(illustrated(t, "/image.png", "Une rue"), []byte("deux barques"), []byte("trois barques"), 1))
	if img := picture(t, d.images(t, web.URL+"/a", 0)); img.Hash != want {
		t.Errorf("the picture of the new version is %+v", img)
	}
	if n := d.stored(t); n != 1 {
		t.Errorf("%d images are stored", n)
	}
}

// stored counts the images of the library by what a backup of it holds.
func (d desk) stored(t *testing.T) int {
	t.Helper()
	file := filepath.Join(t.TempDir(), "sauvegarde")
	if err := d.lib.Backup(t.Context(), file); err != nil {
		t.Fatal(err)
	}
	r, err := db.Restore(t.Context(), file, t.TempDir(), db.RestoreOptions{DryRun: true})
	if err != nil {
		t.Fatal(err)
	}
	return r.Images
}

// illustrated is a page with a picture in the middle of its text.
func illustrated(t *testing.T, src, title string) []byte {
	page := string(testweb.News(samples(t)["own"].text, "utf-8", testweb.Options{Title: title}))
	figure := `<figure><img src="` + src + `" alt="Une rue au petit matin"><figcaption>La rue des Sœurs.</figcaption></figure><h2>`
	return []byte(strings.Replace(page, "<h2>", figure, 1))
}

// images saves a page with its pictures and reads it back.
func (d desk) images(t *testing.T, address string, missing int) *clipper.Article {
	t.Helper()
	r, err := d.Save(t.Context(), address, nil)
	if err != nil {
		t.Fatal(err)
	}
	if n, err := d.Images(t.Context(), r); err != nil || n != missing {
		t.Errorf("%s: %d pictures missing, %v", address, n, err)
	}
	a, err := d.lib.Article(t.Context(), r.Article.ID)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func picture(t *testing.T, a *clipper.Article) *clipper.Image {
	t.Helper()
	for _, b := range a.Blocks {
		if b.Image != nil {
			return b.Image
		}
	}
	t.Fatalf("article %d has no picture", a.ID)
	return nil
}
