package capture_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"florilegium/clipper"
	"florilegium/clipper/capture"
	"florilegium/db"
)

func paperDoor(t *testing.T) (*capture.Door, *db.Library) {
	t.Helper()
	lib, err := db.Open(t.Context(), t.TempDir(), db.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = lib.Close() })
	return &capture.Door{Store: lib, Now: time.Now}, lib
}

func braudel() clipper.Source {
	return clipper.Source{Type: "book", Title: "La Méditerranée", Authors: clipper.ParseNames("Fernand Braudel", nil), Issued: clipper.Date{Year: 1949}, Language: "fr"}
}

// TestTypedWords: the words are kept byte for byte, decomposed accents and no-break
// spaces too, in any script.
func TestTypedWords(t *testing.T) {
	d, lib := paperDoor(t)
	words := []string{
		"«\u202fLa mer\u202f» n’est pas une frontie\u0300re\u00a0; elle unit.", "Das Meer ist „offen“.\nZweite Zeile",
		"Море — дорога.", "البحر طريق، لا حدود.", "海是路，不是界。", "e\u0301te\u0301 \u00adété",
	}
	var typed []capture.Typed
	for _, w := range words {
		typed = append(typed, capture.Typed{Quote: w, Page: " 45 ", Tags: []string{"mer"}, Note: "chapitre 1"})
	}
	r, clips, err := d.Type(t.Context(), braudel(), typed)
	if err != nil || r.Status != capture.Saved || len(clips) != len(words) {
		t.Fatalf("%s, %d clips, %v", r.Status, len(clips), err)
	}
	a, err := lib.Article(t.Context(), r.Article.ID)
	if err != nil || !a.Source.Typed() || a.Text() != strings.Join(words, "\n") || a.Snapshot != "" {
		t.Fatalf("%q, %v", a.Text(), err)
	}
	for i, c := range clips {
		if c.Quote != words[i] || a.Text()[c.Start:c.End] != words[i] || c.Page != "45" || c.Note != "chapitre 1" || len(c.Tags) != 1 {
			t.Errorf("clip %d: %+v", i, c)
		}
	}
	if found, err := lib.Doctor(t.Context(), db.DoctorOptions{}); err != nil || len(found) > 0 {
		t.Errorf("doctor: %v, %v", found, err)
	}
}

func TestTypedAgain(t *testing.T) {
	d, lib := paperDoor(t)
	first, clips, err := d.Type(t.Context(), braudel(), []capture.Typed{{Quote: "La mer unit.", Page: "45"}})
	if err != nil {
		t.Fatal(err)
	}
	clips[0].Note = "relu"
	if err := lib.SaveClip(t.Context(), &clips[0]); err != nil {
		t.Fatal(err)
	}
	same := braudel()
	same.Title, same.Publisher = "la  méditerranée", "Colin"
	again, more, err := d.Type(t.Context(), same, []capture.Typed{{Quote: "Elle sépare.", Page: "46"}, {Quote: "La mer unit."}})
	if err != nil || again.Status != capture.Version || again.Article.ID != first.Article.ID {
		t.Fatalf("%+v, %v", again, err)
	}
	if more[0].Page != "46" || more[1].ID != clips[0].ID || more[1].Note != "relu" || more[1].Page != "45" {
		t.Errorf("%+v", more)
	}
	if r, _, err := d.Type(t.Context(), braudel(), []capture.Typed{{Quote: "La mer unit."}}); err != nil || r.Status != capture.Known {
		t.Errorf("known: %s, %v", r.Status, err)
	}
	other := braudel()
	other.Issued.Year = 1966
	if r, _, err := d.Type(t.Context(), other, []capture.Typed{{Quote: "La mer unit."}}); err != nil || r.Article.ID == first.Article.ID {
		t.Errorf("another edition: %+v, %v", r, err)
	}
}

func TestTypedRefused(t *testing.T) {
	d, _ := paperDoor(t)
	for name, q := range map[string]capture.Typed{"empty": {Quote: " \n"}, "no text": {Quote: "\xff\xfe"}} {
		if _, _, err := d.Type(t.Context(), braudel(), []capture.Typed{{Quote: "bon"}, q}); clipper.CodeOf(err) != clipper.Usage {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, _, err := d.Type(t.Context(), clipper.Source{Type: "book"}, []capture.Typed{{Quote: "bon"}}); clipper.CodeOf(err) != clipper.Usage {
		t.Errorf("no title: %v", err)
	}
	r, _, err := d.Type(t.Context(), braudel(), []capture.Typed{{Quote: "bon"}})
	if err != nil {
		t.Fatal(err)
	}
	for name, look := range map[string]func(context.Context) error{
		"reread":  func(ctx context.Context) error { _, err := d.Reread(ctx, r.Article); return err },
		"refresh": func(ctx context.Context) error { _, err := d.Refresh(ctx, r.Article); return err },
	} {
		if err := look(t.Context()); clipper.CodeOf(err) != clipper.NotFound || !strings.Contains(err.Error(), "typed by hand") {
			t.Errorf("%s: %v", name, err)
		}
	}
}
