package typeset

import (
	"bytes"
	"context"
	"image"
	"image/color"
	"sync"
	"testing"

	"florilegium/clipper"
)

var testInks = Inks{Text: rgb(0x22201C), Muted: rgb(0x625D54), Link: rgb(0x0B57A4)}

// What another goroutine paints is what the layout's own would have painted,
// whatever the layout does meanwhile.
func TestPreparedTilesAreTheSame(t *testing.T) {
	painter, set := NewPainter(plainFonts()), NewSetter(plainFonts())
	doc := NewDoc(append(sample(t, "fr"), allKinds()...), []Front{{Text: "Le phare éteint", Title: true}}, "fr")
	l := set.Layout(doc, Style{Size: 18, Measure: 430})
	strips := l.Strips(0, l.Height)
	job := l.Job(strips, 1.5, testInks)
	var tiles []Tile
	var both sync.WaitGroup
	for range 2 {
		both.Go(func() { painter.Paint(t.Context(), l.Job(strips[:3], 1, testInks)) })
	}
	both.Wait()
	both.Go(func() { tiles = painter.Paint(t.Context(), job) })
	set.Layout(doc, Style{Size: 14, Measure: 300})
	for _, s := range strips {
		l.Rects(l.Lines[s.First].Start, l.Lines[s.First].End, s.Y, s.Y+s.H)
	}
	both.Wait()
	if len(tiles) != len(strips) {
		t.Fatalf("%d tiles of %d strips", len(tiles), len(strips))
	}
	for i, tile := range tiles {
		w, h := strips[i].Pixels(1.5)
		own := image.NewRGBA(image.Rect(0, 0, w, h))
		l.Paint(own, strips[i], 1.5, testInks)
		if tile.Strip != strips[i] || !bytes.Equal(own.Pix, tile.Image.Pix) {
			t.Errorf("tile %d is another picture", i)
		}
	}
}

// A tile brings the places of its graphemes with it, for its own layout only.
func TestTakingTiles(t *testing.T) {
	painter, want := NewPainter(plainFonts()), layout(t, "ar", 430)
	l := layout(t, "ar", 430)
	for _, tile := range painter.Paint(t.Context(), l.Job(l.Strips(0, l.Height), 1, testInks)) {
		if !l.Take(tile) {
			t.Fatal("the tile is refused by its layout")
		}
		if want.Take(tile) {
			t.Fatal("the tile is taken by another layout")
		}
	}
	for i := range l.Lines {
		if _, ok := l.shaped.get(i); !ok && i < generation {
			t.Errorf("line %d is still to be shaped", i)
		}
		for off := l.Lines[i].Start; off < l.Lines[i].End; off++ {
			a, _, _ := l.Point(off)
			if b, _, _ := want.Point(off); a != b {
				t.Fatalf("offset %d lies at %g, not at %g", off, a, b)
			}
		}
		for _, g := range l.line(i).glyphs {
			if g.face != l.set.faces[g.face.id] {
				t.Fatal("a face of the painter is left in the layout")
			}
		}
	}
}

// A layout may grow, with notes opened in it, while its beginning is painted.
func TestPaintingWhileTheLayoutGrows(t *testing.T) {
	blocks := withNotes()
	for range 4 {
		blocks = append(blocks, blocks...)
	}
	d, painter := NewDoc(blocks, nil, "fr"), NewPainter(plainFonts())
	for off := 0; off < len(d.Text()); off++ {
		d.OpenNote(off, true)
	}
	l := NewSetter(plainFonts()).Begin(d, Style{Size: 18, Measure: 300})
	l.Extend(0, 500)
	job := l.Job(l.Strips(0, l.Height), 1, testInks)
	var painting sync.WaitGroup
	var tiles []Tile
	painting.Go(func() { tiles = painter.Paint(t.Context(), job) })
	for !l.Extend(l.Lines[len(l.Lines)-1].End+50, 0) {
	}
	painting.Wait()
	for _, tile := range tiles {
		if !l.Take(tile) {
			t.Fatal("the grown layout refuses its tiles")
		}
	}
}

// Fonts are shared: warming them while others set and paint harms nobody.
func TestWarmingFonts(t *testing.T) {
	f, err := NewFonts(Sources{System: true, Cache: t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	var all sync.WaitGroup
	for _, lang := range languages {
		blocks := sample(t, lang)
		all.Go(func() { f.Warm(clipper.JoinBlocks(blocks)) })
		all.Go(func() {
			l := NewSetter(f).Layout(NewDoc(blocks, nil, lang), Style{Size: 18, Measure: 300})
			if tiles := NewPainter(f).Paint(t.Context(), l.Job(l.Strips(0, 300), 1, testInks)); len(tiles) == 0 {
				t.Error("nothing is painted")
			}
		})
	}
	all.Wait()
}

func TestPaintingStops(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	l := layout(t, "fr", 430)
	if got := NewPainter(plainFonts()).Paint(ctx, l.Job(l.Strips(0, 900), 1, testInks)); len(got) != 0 {
		t.Errorf("%d tiles after the end", len(got))
	}
}

func rgb(v uint32) color.NRGBA {
	return color.NRGBA{uint8(v >> 16), uint8(v >> 8), uint8(v), 255}
}
