package capture_test

import (
	"slices"
	"strings"
	"testing"

	"florilegium/clipper"
	"florilegium/clipper/capture"
)

// aside is a page with a box that is not the article's, in the eyes of a program.
const aside = `<!DOCTYPE html><html lang="fr"><head><meta charset="utf-8"><title>Le canal gelé – La Gazette des Rives</title>
<meta property="og:site_name" content="La Gazette des Rives"><meta name="author" content="Inès Le Goff"></head><body>
<nav><a href="/">Accueil</a> <a href="/regions">Régions</a></nav>
<article><h1>Le canal gelé</h1>
<p>Depuis trois jours, le canal ne porte plus ni péniches ni canards : il porte des patineurs, des marchands de marrons et des chiens étonnés.</p>
<p>« On n’avait pas vu cela depuis 1956 », dit le dernier éclusier de Saint-Aubin, qui garde dans un cahier la date de chaque gel et l’épaisseur de la glace.</p>
<p>La mairie déconseille de s’y risquer ; la mairie, ce jour-là, a patiné comme tout le monde, et le maire est tombé deux fois devant l’école.</p>
<p>Le dégel est annoncé pour jeudi, et avec lui la fin de cette rue de glace qui traversait la ville sans feux ni passages.</p>
</article>
<aside class="related"><h2>À lire aussi</h2><p>Les péniches de l’hiver : notre reportage sur ceux qui vivent au fil de l’eau toute l’année.</p></aside>
<footer><p>© La Gazette des Rives, tous droits réservés, reproduction interdite.</p></footer></body></html>`

// TestReread puts a block back and takes one out, twice, around a correction and a
// clip, and finds all of it again in later readings of the page.
func TestReread(t *testing.T) {
	d, web := newDesk(t), newSite(t)
	web.put("/canal", []byte(aside))
	a := d.save(t, web.URL+"/canal", capture.Saved, "hiver")
	clip := d.clip(t, a, "On n’avait pas vu cela depuis 1956")
	if err := d.lib.EditSource(t.Context(), a.ID, "title", "Le canal gelé de Saint-Aubin"); err != nil {
		t.Fatal(err)
	}
	a = reload(t, d, a.ID)

	same, err := d.Reread(t.Context(), a)
	if err != nil || same.Status != capture.Known {
		t.Fatalf("an unchanged page read again is %s, %v", same.Status, err)
	}
	reading, err := d.Reading(t.Context(), a)
	if err != nil {
		t.Fatal(err)
	}
	const box = "Les péniches de l’hiver : notre reportage sur ceux qui vivent au fil de l’eau toute l’année."
	if !slices.ContainsFunc(reading.Dropped, func(x clipper.Dropped) bool { return x.Block.Text == box && x.Reason != "" }) {
		t.Fatalf("what was left out is %+v", reading.Dropped)
	}
	first := a.Blocks[firstParagraphAt(a)].Text
	r, err := d.Reread(t.Context(), a, capture.Choice{Text: box, In: true}, capture.Choice{Text: first})
	if err != nil || r.Status != capture.Version {
		t.Fatalf("with two choices: %s, %v", r.Status, err)
	}
	chosen(t, d, a.ID, box, first, clip)

	again, err := d.Reread(t.Context(), reload(t, d, a.ID))
	if err != nil || again.Status != capture.Known {
		t.Errorf("read once more: %s, %v", again.Status, err)
	}
	web.put("/canal", []byte(strings.Replace(aside, "jeudi", "vendredi", 1)))
	d.save(t, web.URL+"/canal", capture.Version)
	chosen(t, d, a.ID, box, first, clip)

	back, err := d.Reread(t.Context(), reload(t, d, a.ID), capture.Choice{Text: box}, capture.Choice{Text: first, In: true})
	if err != nil || back.Status != capture.Version {
		t.Fatalf("the choices taken back: %s, %v", back.Status, err)
	}
	if text := reload(t, d, a.ID).Text(); strings.Contains(text, box) || !strings.Contains(text, first) {
		t.Errorf("after taking the choices back: %s", text)
	}
}

func firstParagraphAt(a *clipper.Article) int {
	return slices.IndexFunc(a.Blocks, func(b clipper.Block) bool { return b.Kind == clipper.Paragraph })
}

func reload(t *testing.T, d desk, id int64) *clipper.Article {
	t.Helper()
	a, err := d.lib.Article(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// chosen checks that the library has the article as its reader wants it.
func chosen(t *testing.T, d desk, id int64, in, out string, clip clipper.Clip) {
	t.Helper()
	a := reload(t, d, id)
	switch text := a.Text(); {
	case !strings.Contains(text, in) || strings.Contains(text, out):
		t.Errorf("the article reads %s", text)
	case a.Source.Title != "Le canal gelé de Saint-Aubin" || !slices.Equal(a.Tags, []string{"hiver"}):
		t.Errorf("its title is %q, its tags are %q", a.Source.Title, a.Tags)
	case a.TextHash != clipper.HashText(text):
		t.Error("the hash is not the text's")
	}
	clips, err := d.lib.Clips(t.Context(), id)
	if err != nil || len(clips) != 1 || clips[0].Lost || a.Text()[clips[0].Start:clips[0].End] != clip.Quote {
		t.Errorf("the clip is %+v, %v", clips, err)
	}
}
