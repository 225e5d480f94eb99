package typeset

import (
	"strings"
	"testing"
)

// What no face has is drawn as the nearest thing that one has; the text and its
// offsets stay.
func TestStandIns(t *testing.T) {
	for _, c := range []struct{ text, drawn string }{
		{"𝐴 = 𝔹", "A = B"}, {"ｆｕｌｌ", "full"}, {"l⸺l", "l—l"}, {"➔", "→"}, {"œuvre", "œuvre"},
	} {
		l, want := set(paragraph1(c.text, ""), 400), set(paragraph1(c.drawn, ""), 400)
		a, b := l.line(0), want.line(0)
		if len(a.glyphs) != len(b.glyphs) {
			t.Errorf("%q has %d glyphs, want %d", c.text, len(a.glyphs), len(b.glyphs))
			continue
		}
		for i := range a.glyphs {
			if a.glyphs[i].gid != b.glyphs[i].gid {
				t.Errorf("%q: glyph %d is not that of %q", c.text, i, c.drawn)
			}
		}
		onePlace(t, l)
	}
}

// Numbers of caches stay bounded, whatever is read.
func TestCachesAreBounded(t *testing.T) {
	s := NewSetter(plainFonts())
	l := s.Layout(longArticle(60_000), Style{Size: 18, Measure: 300})
	turnPages(l, 120)
	if n := len(l.shaped.young) + len(l.shaped.old); n > 2*generation {
		t.Errorf("%d shaped lines are kept", n)
	}
	if len(s.masks) > maxMasks {
		t.Errorf("%d glyphs are kept", len(s.masks))
	}
	var b strings.Builder
	for r := rune(0x627); b.Len() < 400_000; r++ {
		b.WriteRune(0x627 + r%36)
		b.WriteRune(0x627 + r/36%36)
		b.WriteRune(0x627 + r/1296%36)
		b.WriteByte(' ')
	}
	s.Layout(NewDoc(paragraph1(b.String(), "ar"), nil, "ar"), Style{Size: 18, Measure: 300})
	if len(s.words) > maxWords+1 {
		t.Errorf("%d words are kept", len(s.words))
	}
}
