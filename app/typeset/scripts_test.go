package typeset

import (
	"slices"
	"strings"
	"testing"

	"florilegium/clipper"
	"github.com/rivo/uniseg"
)

func paragraph1(text, lang string) []clipper.Block {
	return []clipper.Block{{Kind: clipper.Paragraph, Text: text, Lang: lang}}
}

func TestMissingScriptsAreNamed(t *testing.T) {
	for text, want := range map[string]string{
		"Rien ne manque : œuvre, Ελλάδα, Русский, Tiếng Việt, 12 €": "",
		"바다는 돌려준다":                       "Korean",
		"海は忘れない、と言った":                    "Chinese Japanese",
		"البحر لا ينسى, שלום":            "Arabic Hebrew",
		"समुद्र, ทะเล, 😀":                "Devanagari Emoji Thai",
		"ᚠᚢᚦ":                            "Runr",
		"un mot de 海 parmi d’autres 海海海": "Chinese",
	} {
		l := set(paragraph1(text, ""), 500)
		var names []string
		for _, s := range l.Missing() {
			if s.Fonts == "" || s.Code == "" {
				t.Errorf("%+v says not what to install", s)
			}
			names = append(names, s.Name)
		}
		if got := strings.Join(names, " "); got != want {
			t.Errorf("%s: missing %q, want %q", text, got, want)
		}
	}
}

// Lines of scripts without spaces break between graphemes, at borders of
// syllables that the letters show.
func TestSyllables(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"ประเทศไทยมีเรือ", "ประ|เทศ|ไทยมี|เรือ"},
		{"นานๆไปฯลฯ", "นานๆ|ไปฯลฯ"},
		{"เมืองเเก่", "เมือง|เเก่"},
		{"ປະເທດລາວ", "ປະ|ເທດລາວ"},
		{"မြန်မာစာ", "မြန်|မာ|စာ"},
		{"བོད་སྐད་ཡིན།", "བོད་|སྐད་|ཡིན།"},
		{"नमस्तेदुनिया", "नमस्तेदुनिया"},
		{"ភាសាខ្មែរ", "ភាសាខ្មែរ"},
	} {
		var b strings.Builder
		before := rune(0)
		for i, r := range c.text {
			if i > 0 && syllableBreak(before, r, c.text[i+len(string(r)):]) {
				b.WriteByte('|')
			}
			b.WriteRune(r)
			before = r
		}
		if b.String() != c.want {
			t.Errorf("%s, want %s", b.String(), c.want)
		}
		l := set(paragraph1(strings.Repeat(c.text, 9), ""), 90)
		onePlace(t, l)
		for i := range l.Lines {
			g, _, _, _ := uniseg.FirstGraphemeClusterInString(l.LineText(i), -1)
			if strings.ContainsAny(g[:min(3, len(g))], "ะาๆฯ") {
				t.Errorf("a line begins with %q", g)
			}
		}
	}
}

// Kinsoku: what may not begin or end a line does not, at any width.
func TestKinsoku(t *testing.T) {
	doc := NewDoc(append(sample(t, "ja"), sample(t, "zh")...), nil, "ja")
	s := NewSetter(plainFonts())
	for measure := float32(100); measure < 700; measure += 9 {
		l := s.Layout(doc, Style{Size: 18, Measure: measure})
		for i := range l.Lines {
			text := []rune(trimmed(l.LineText(i)))
			if strings.ContainsRune("、。，．）」』】？！：；…ーっゃゅょッャュョァィゥェォ々”", text[0]) {
				t.Errorf("at %g a line begins with %c", measure, text[0])
			}
			if last := text[len(text)-1]; strings.ContainsRune("（「『【“", last) && !l.Lines[i].last {
				t.Errorf("at %g a line ends with %c", measure, last)
			}
			if strings.HasSuffix(string(text), "—") && i+1 < len(l.Lines) && strings.HasPrefix(l.LineText(i+1), "—") {
				t.Errorf("at %g a double dash is parted", measure)
			}
		}
	}
}

// Korean breaks between words.
func TestKoreanKeepsWords(t *testing.T) {
	l := layout(t, "ko", 240)
	for i := range l.Lines {
		if text := l.LineText(i); !l.Lines[i].last && !strings.HasSuffix(text, " ") {
			t.Errorf("%q ends inside a word", text)
		}
	}
}

// Pairs of dashes keep to what they enclose in French; elsewhere a dash stays on
// the line of the word before it.
func TestDashes(t *testing.T) {
	s := NewSetter(plainFonts())
	for _, c := range []struct {
		lang, text string
		never      []string // may not stand at the end of a line, before the rest
	}{
		{"fr", "— Le vieux marin — celui du bac — hausse les épaules. Il part – enfin – vers la mer, mais il reviendra – dit-on.",
			[]string{"marin — ", "bac ", "part – ", "enfin ", "reviendra – "}},
		{"en", "The sea – it gives back – everything – or nothing. A well-known e-mail, a T-shirt and/or a dog/cat problem—solved.",
			[]string{"sea ", "back ", "everything ", "e-", "T-", "and/", "problem"}},
		{"de", "Der Küster – er hieß Hinrich – schwieg; »so« war es eben – leider.", []string{"Küster ", "Hinrich ", "eben ", "»"}},
		{"fr", "M. Durand, Mme Curie et le Dr Knock habitent au n° 12, p. 45, et pèsent 12 kg ou 3 m² pour 10 000 €.",
			[]string{"M. ", "Mme ", "Dr ", "n° ", "p. ", "12 ", "3 ", "10 ", "000 "}},
	} {
		for measure := float32(120); measure < 420; measure += 4 {
			l := s.Layout(NewDoc(paragraph1(c.text, ""), nil, c.lang), Style{Size: 18, Measure: measure})
			for i := range l.Lines {
				if strings.Trim(l.LineText(i), " –—") == "" {
					t.Errorf("%s at %g: a dash has a line of its own", c.lang, measure)
				}
				for _, tail := range c.never {
					if text := l.LineText(i); strings.HasSuffix(c.text[:l.Lines[i].End], tail) && !l.Lines[i].last && strings.Contains(c.text, tail) &&
						(strings.HasSuffix(text, " "+tail) || text == tail) {
						t.Errorf("%s at %g: a line ends with %q", c.lang, measure, text)
					}
				}
			}
		}
	}
}

// The last line of a heading is no lonely short word, where the words allow.
func TestHeadingsAreEven(t *testing.T) {
	for _, text := range []string{
		"Le phare des îles, ou la dernière lettre d’un gardien de la mer",
		"Ce que disent les registres du port de Saint-Aubin en 1902", "A harbour that keeps its word for the sea",
	} {
		s := NewSetter(plainFonts())
		doc := NewDoc([]clipper.Block{{Kind: clipper.Heading, Level: 1, Text: text}}, nil, "fr")
		for measure := float32(240); measure <= 900; measure += 12 {
			l := s.Layout(doc, Style{Size: 18, Measure: measure})
			last := strings.TrimSpace(l.LineText(len(l.Lines) - 1))
			before := 0
			s.breakLines(text, l.segments(&doc.blocks[0], 0, len(text), l.flows[0].base), measure, manner{kind: french}, func(int, int, bool) { before++ })
			if len(l.Lines) > before {
				t.Errorf("%q at %g takes %d lines, not %d", text, measure, len(l.Lines), before)
			}
			if len(l.Lines) > 1 && len(last) < 8 && !strings.Contains(last, " ") {
				t.Errorf("%q at %g ends with %q alone", text, measure, last)
			}
		}
	}
}

// Greek with its old accents is drawn by one face.
func TestPolytonicGreekIsWhole(t *testing.T) {
	text := "Puis « Ἐν ἀρχῇ ἦν ὁ λόγος », dit-il."
	l := set(paragraph1(text, ""), 600)
	segs := l.segments(&l.Doc.blocks[0], 0, len(text), l.flows[0].base)
	var parts []string
	for _, g := range segs {
		parts = append(parts, text[g.start:g.end])
	}
	if want := []string{"Puis « ", "Ἐν ἀρχῇ ἦν ὁ λόγος ", "», dit-il."}; !slices.Equal(parts, want) {
		t.Errorf("cut into %q", parts)
	}
	if Family(segs[1].look.slot/styles) != Sans || Family(segs[0].look.slot/styles) != Serif {
		t.Error("the Greek has not its own face")
	}
}

func TestFormulae(t *testing.T) {
	text := "E = mc² + sin(x)"
	l := set([]clipper.Block{{Kind: clipper.Math, Text: text, Code: "E = mc^2"}}, 400)
	var slanted strings.Builder
	for _, g := range l.segments(&l.Doc.blocks[0], 0, len(text), l.flows[0].base) {
		if g.look.slot&italic != 0 {
			slanted.WriteString(text[g.start:g.end])
		}
	}
	if slanted.String() != "Emcx" {
		t.Errorf("set in italics: %q", slanted.String())
	}
	onePlace(t, l)
}

// Brackets in text from right to left turn round.
func TestBracketsAreMirrored(t *testing.T) {
	rtl, ltr := set(paragraph1("א(ב)", ""), 300), set(paragraph1("a(b)", ""), 300)
	glyphs := func(l *Layout) (ids []uint32) {
		for _, g := range l.line(0).glyphs {
			ids = append(ids, uint32(g.gid))
		}
		return ids
	}
	// From the left: the bracket that ends the Hebrew looks like one that opens.
	if r, l := glyphs(rtl), glyphs(ltr); r[0] != l[1] || r[2] != l[3] {
		t.Errorf("glyphs %v in Hebrew, %v in Latin", r, l)
	}
}

// Between ideographs and Latin letters stands a gap that is in no text; it is
// selected with what is before it.
func TestGapsBetweenScripts(t *testing.T) {
	l := set(paragraph1("公司Deep年2014年", "zh"), 500)
	sl := l.line(0)
	for k := 1; k < len(sl.cells); k++ {
		if abs(sl.cells[k].lead-sl.cells[k-1].trail) > .01 {
			t.Errorf("there is a hole before grapheme %d", k)
		}
	}
	if got, want := sl.cells[1].trail-sl.cells[1].lead, sl.cells[0].trail-sl.cells[0].lead+.12*18; abs(got-want) > .05 {
		t.Errorf("before a Latin letter an ideograph is %g wide, want %g", got, want)
	}
	if rects := l.Rects(0, len(l.Doc.Text()), 0, 50); len(rects) != 1 {
		t.Errorf("the line is selected in %d pieces", len(rects))
	}
	tight := set(paragraph1("公司（Deep）年", "zh"), 500)
	if c := tight.line(0).cells; abs(c[1].trail-c[1].lead-(c[0].trail-c[0].lead)) > .05 {
		t.Error("a bracket gets a gap")
	}
}

func TestLeading(t *testing.T) {
	for leading, want := range map[float32]float32{0: 29, 1.5: 27, 1.75: 32} {
		if got := (Style{Size: 18, Leading: leading}).Pitch(); got != want {
			t.Errorf("a leading of %g gives %g px, want %g", leading, got, want)
		}
	}
}

// Letters join and stack as their scripts ask, where the machine has the fonts.
func TestShapingOfOtherScripts(t *testing.T) {
	fonts, err := NewFonts(Sources{System: true, Cache: t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	s := NewSetter(fonts)
	for _, c := range []struct {
		name, text  string
		least, most int // glyphs
	}{
		{"Arabic letters join", "سلا", 2, 2},
		{"Persian keeps its joiner", "می\u200cرود", 4, 6},
		{"Devanagari stacks", "क्षत्रिय", 3, 6},
		{"Thai marks stand above", "กี่", 1, 3},
		{"Hebrew points", "שָׁלוֹם", 4, 8},
		{"Korean syllables", "바다", 2, 2},
		{"an accent on its letter", "q\u0303", 1, 2},
	} {
		l := s.Layout(NewDoc(paragraph1(c.text, ""), nil, ""), Style{Size: 18, Measure: 400})
		if missing := l.Missing(); len(missing) > 0 {
			t.Logf("%s: %s is not installed here", c.name, missing[0].Fonts)
			continue
		}
		sl := l.line(0)
		if n := len(sl.glyphs); n < c.least || n > c.most {
			t.Errorf("%s: %d glyphs for %q, want %d to %d", c.name, n, c.text, c.least, c.most)
		}
		for _, g := range sl.glyphs {
			if g.gid == 0 {
				t.Errorf("%s: an empty box is drawn", c.name)
			}
		}
		onePlace(t, l)
		placesReturn(t, c.name, l)
	}
}

// Quotes, dashes and dots of Chinese are as wide as its letters, but for the
// apostrophes of Latin words; those of French are not.
func TestFullWidthMarks(t *testing.T) {
	for _, c := range []struct {
		kind prose
		text string
		want string // the marks that fill a square
	}{
		{chinese, "他说：“don’t”——‘好’……", "“”——‘’……"},
		{japanese, "「“a”」——…", "——…"},
		{french, "il dit “oui” — non…", ""},
	} {
		var got strings.Builder
		for i, r := range c.text {
			if isFullWidth(c.kind, c.text, i, r) {
				got.WriteRune(r)
			}
		}
		if got.String() != c.want {
			t.Errorf("%q: %s, want %s", c.text, got.String(), c.want)
		}
	}
	fonts, err := NewFonts(Sources{System: true, Cache: t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	l := NewSetter(fonts).Layout(NewDoc(paragraph1("馆长说“登记册”", ""), nil, "zh"), Style{Size: 18, Measure: 400})
	if len(l.Missing()) > 0 {
		t.Skip("no Chinese font is installed here")
	}
	for _, cell := range l.line(0).cells {
		if w := cell.trail - cell.lead; abs(w-18) > 1 {
			t.Errorf("a mark or letter is %g wide, want 18", w)
		}
	}
}
