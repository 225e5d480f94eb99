package typeset

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"florilegium/clipper"
)

// patternFonts finds the patterns of testdata.
func patternFonts(t testing.TB) *Fonts {
	t.Helper()
	f, err := NewFonts(Sources{Hyphens: filepath.Join("testdata", "hyphen")})
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func divided(h *hyphens, word string) string {
	var b strings.Builder
	last := 0
	for _, p := range h.points(word) {
		b.WriteString(word[last:p] + "-")
		last = p
	}
	return b.String() + word[last:]
}

func TestPoints(t *testing.T) {
	fonts := patternFonts(t)
	for _, c := range []struct{ lang, word, want string }{
		{"fr", "capitainerie", "ca-pi-tai-ne-rie"},
		{"fr-CA", "extraordinaire", "ex-tra-or-di-naire"},
		{"fr", "responsabilité", "res-pon-sa-bilité"},
		{"fr", "mer", "mer"},
		{"de", "Hafenverwaltung", "Ha-fen-ver-waltung"},
		{"de-AT", "früher", "frü-her"},
	} {
		h := fonts.hyphens.of(c.lang)
		if h == nil {
			t.Fatalf("no patterns for %s", c.lang)
		}
		if got := divided(h, c.word); got != c.want {
			t.Errorf("%s: %s, want %s", c.lang, got, c.want)
		}
	}
	for _, lang := range []string{"", "und", "sv", "zh"} {
		if fonts.hyphens.of(lang) != nil {
			t.Errorf("patterns for %q come from nowhere", lang)
		}
	}
}

func TestPatternFiles(t *testing.T) {
	files := []string{"/x/hyph_de_AT.dic", "/x/hyph_de_DE.dic", "/x/hyph_en_GB.dic", "/x/hyph_en_US.dic", "/x/hyph_fr.dic", "/x/hyph_pt_BR.dic"}
	for lang, want := range map[string]string{
		"de": "de_DE", "de-CH": "de_DE", "de-AT": "de_AT", "en": "en_GB", "en-US": "en_US", "fr-BE": "fr", "pt-PT": "pt_BR", "it": "", "e": "",
	} {
		got := strings.TrimSuffix(strings.TrimPrefix(patternFile(files, lang), "/x/hyph_"), ".dic")
		if got != want {
			t.Errorf("%s is divided by %q, want %q", lang, got, want)
		}
	}
}

// Divided or not, ragged or justified, the text is the same, in the same order;
// the hyphen is drawn and stands in no text.
func TestHyphensAreDrawnOnly(t *testing.T) {
	text := strings.Repeat("La capitainerie extraordinaire répète, d’une manière responsable, que l’administration navigue sans précaution. ", 4)
	doc := NewDoc([]clipper.Block{{Kind: clipper.Paragraph, Text: strings.TrimSpace(text)}}, nil, "fr")
	s := NewSetter(patternFonts(t))
	for _, st := range []Style{{Hyphenate: true}, {Hyphenate: true, Justify: true}, {Justify: true}} {
		st.Size, st.Measure = 18, 260
		l := s.Layout(doc, st)
		onePlace(t, l)
		placesReturn(t, "divided", l)
		hyphens, rows := 0, 0
		for i := range l.Lines {
			ln := &l.Lines[i]
			sl := l.line(i)
			if rows++; !ln.hyphen {
				rows = 0
			} else {
				hyphens++
				before, _ := utf8.DecodeLastRuneInString(l.LineText(i))
				if !st.Hyphenate || rows > 2 || ln.last || before == '-' || sl.glyphs[len(sl.glyphs)-1].x < sl.cells[len(sl.cells)-1].trail-.01 {
					t.Errorf("%+v: line %d, %q, is divided badly", st, i, l.LineText(i))
				}
			}
			if sl.width > ln.W+4 {
				t.Errorf("%+v: %q is %g px wide", st, l.LineText(i), sl.width)
			}
		}
		if st.Hyphenate != (hyphens > 0) {
			t.Errorf("%+v: %d hyphens", st, hyphens)
		}
	}
}

// Soft hyphens divide words without patterns, and are never seen elsewhere.
func TestSoftHyphens(t *testing.T) {
	text := "un mot ex\u00adtra\u00ador\u00addi\u00adnaire\u00adment long"
	s := NewSetter(plainFonts())
	for measure := float32(60); measure < 400; measure += 7 {
		l := s.Layout(NewDoc([]clipper.Block{{Kind: clipper.Paragraph, Text: text}}, nil, "fr"), Style{Size: 18, Measure: measure})
		onePlace(t, l)
		for i := range l.Lines {
			if soft := strings.HasSuffix(l.LineText(i), softHyphen); soft != l.Lines[i].hyphen {
				t.Errorf("at %g: %q, hyphen %v", measure, l.LineText(i), l.Lines[i].hyphen)
			}
		}
	}
}

func TestJustifiedLines(t *testing.T) {
	s, st := NewSetter(plainFonts()), Style{Size: 18, Measure: 420, Justify: true}
	for _, lang := range []string{"fr", "ar", "zh"} {
		var blocks []clipper.Block
		for _, b := range sample(t, lang) {
			b.Text = strings.Repeat(b.Text+" ", 3)
			blocks = append(blocks, b)
		}
		l := s.Layout(NewDoc(blocks, nil, lang), st)
		full := 0
		for i := range l.Lines {
			ln, sl := &l.Lines[i], l.line(i)
			if abs(sl.width-ln.W) < .05 {
				full++
			} else if l.justified(ln) && sl.width > ln.W+1 {
				t.Errorf("%s: %q leaves the column: %g of %g", lang, l.LineText(i), sl.width, ln.W)
			}
			if ln.last && l.justified(ln) {
				t.Errorf("%s: the last line of a paragraph is justified", lang)
			}
			edges := []float32{}
			for _, c := range sl.cells {
				edges = append(edges, min(c.lead, c.trail))
			}
			if lang != "ar" && !slices.IsSorted(edges) {
				t.Errorf("%s: graphemes change places in %q", lang, l.LineText(i))
			}
		}
		if full < len(l.Lines)/3 {
			t.Errorf("%s: %d of %d lines are full", lang, full, len(l.Lines))
		}
	}
}

func FuzzPatterns(f *testing.F) {
	f.Add([]byte("UTF-8\nLEFTHYPHENMIN 2\n.é3t2é\na1b\n1ba\nNEXTLEVEL\nb1a"), "ébahi")
	f.Add([]byte("ISO8859-1\n\xfc1h\nss1t/ss=t,1,2\n"), "früher")
	f.Add([]byte("KOI8-R\nLEFTHYPHENMIN 99999999999\n1\n.1.\n9999"), "слово")
	f.Add([]byte("microsoft-cp1251\n\x00\n%\n#"), "\xff\x00")
	f.Fuzz(func(t *testing.T, data []byte, word string) {
		h, err := parsePatterns(data)
		if err != nil {
			return
		}
		last := 0
		for _, p := range h.points(word) {
			if p <= last || p >= len(word) || !utf8.RuneStart(word[p]) {
				t.Fatalf("%q is divided at %d, after %d", word, p, last)
			}
			last = p
		}
	})
}
