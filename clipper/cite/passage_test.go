package cite

import (
	"regexp"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"florilegium/clipper"
)

// edited is a clip from a text in which the reader's marks are written down:
// {-left out-} {+put in+} {this=>put in its place} {*emphasised*} {!sic!}.
func edited(text string) clipper.Clip {
	var c clipper.Clip
	for text != "" {
		at := editing.FindStringSubmatchIndex(text)
		if at == nil {
			c.Quote += text
			break
		}
		c.Quote += text[:at[0]]
		body := text[at[0]+1 : at[1]-1]
		text = text[at[1]:]
		m := clipper.ClipMark{Start: len(c.Quote)}
		if from, to, ok := strings.Cut(body, "=>"); ok {
			m.Kind, m.Text = clipper.Insert, to
			c.Quote += from
		} else {
			inner := body[1 : len(body)-1]
			switch body[0] {
			case '+':
				m.Kind, m.Text, inner = clipper.Insert, inner, ""
			case '-':
				m.Kind = clipper.Omit
			case '*':
				m.Kind = clipper.Emphasise
			case '!':
				m.Kind = clipper.Sic
			}
			c.Quote += inner
		}
		m.End = len(c.Quote)
		c.Marks = append(c.Marks, m)
	}
	return c
}

var editing = regexp.MustCompile(`\{(?:-[^}]*-|\+[^}]*\+|\*[^}]*\*|![^}]*!|[^}]*=>[^}]*)\}`)

// shown is a passage with its italics between stars, its no-break spaces seen, a
// block after a bar and what is said of it in brackets.
func shown(p Passage) string {
	var b strings.Builder
	for _, r := range p.Words {
		if r.Italic {
			r.Text = "*" + r.Text + "*"
		}
		b.WriteString(r.Text)
	}
	s := p.Open + b.String() + p.Close
	if p.Block {
		s = "|" + b.String()
	}
	if p.After != "" {
		s += " (" + p.After + ")"
	}
	return spaced.Replace(s)
}

func passage(t *testing.T, lang, text string) Passage {
	t.Helper()
	lang, style, _ := strings.Cut(lang, "/")
	if style == "" {
		return PassageIn(edited(text), lang)
	}
	return loaded(t, builtIn(), style, lang).Passage(edited(text))
}

func TestPassages(t *testing.T) {
	for _, c := range passages {
		if got := shown(passage(t, c.lang, c.text)); got != c.want {
			t.Errorf("%s: %s\ngot  %s\nwant %s", c.lang, c.text, got, c.want)
		}
	}
	if len(passages) < 60 {
		t.Errorf("only %d passages", len(passages))
	}
}

func TestTranslatedPassage(t *testing.T) {
	c := edited("Das {-kalte -}Wasser, „sagte er“, {*fließt*}.")
	c.Translation = "L’eau, « dit-il », coule."
	for wording, want := range map[Wording]string{
		Translated: "«_L’eau, “dit-il”, coule._» (traduction de l’auteur)",
		Original:   "«_Das […] Wasser, “sagte er”, *fließt*._» (nous soulignons)",
		Bilingual:  "«_L’eau, “dit-il”, coule._» («_Das […] Wasser, “sagte er”, fließt._»_; traduction de l’auteur_; nous soulignons)",
	} {
		q := QuotingIn("fr")
		q.Wording = wording
		if got := shown(q.Passage(c)); got != want {
			t.Errorf("%d: got  %s\nwant %s", wording, got, want)
		}
	}
	if got := shown(PassageIn(edited("Wasser"), "fr")); got != "«_Wasser_»" {
		t.Errorf("no translation: %s", got)
	}
}

func TestLengths(t *testing.T) {
	words := func(n int) string { return strings.TrimSpace(strings.Repeat("eau ", n)) }
	for _, c := range []struct {
		lang, text string
		block      bool
	}{
		{"en-US/apa", words(39), false}, {"en-US/apa", words(40), true},
		{"fr-FR/apa", words(40), true}, {"fr", words(40), false}, {"fr", words(64), false}, {"fr", words(65), true},
		{"en-US/chicago-notes", words(99), false}, {"en-US/chicago-notes", words(100), true}, {"en-US/chicago-notes", "one\ntwo", true},
		{"en-US/mla", words(85), false}, {"en-US/mla", words(86), true},
		{"en-GB/harvard", words(39), false}, {"en-GB/harvard", words(40), true},
		{"zh", strings.Repeat("水", 126), false}, {"zh", strings.Repeat("水", 128), true},
		{"de", strings.Repeat("Wasser ", 36), false}, {"de", strings.Repeat("Wasser ", 37), true},
	} {
		if got := passage(t, c.lang, c.text).Block; got != c.block {
			words, lines, _ := extent(c.text)
			t.Errorf("%s, %d words, %d lines: block %v", c.lang, words, lines, got)
		}
	}
}

// bare is a text without quotation marks, spaces and what an editor puts in.
func bare(s string) string {
	return strings.Map(func(r rune) rune {
		if markKind(r) != 0 || unicode.IsSpace(r) {
			return -1
		}
		return r
	}, s)
}

// FuzzPassage: whatever the words and the marks, nothing panics, every word that
// no mark takes out stands in its order, and the marks are balanced.
func FuzzPassage(f *testing.F) {
	for i, row := range passages {
		c := edited(row.text)
		m := clipper.ClipMark{Start: 2, End: 9}
		if len(c.Marks) > 0 {
			m = c.Marks[0]
		}
		f.Add(c.Quote, m.Start, m.End, i%7, 2*i, byte(i))
	}
	kinds := []clipper.MarkKind{clipper.Omit, clipper.Insert, clipper.Emphasise, clipper.Sic}
	f.Fuzz(func(t *testing.T, quote string, a, b, c, d int, which byte) {
		one, two := kinds[which%4], kinds[which/4%4]
		texts := map[clipper.MarkKind]string{clipper.Insert: "MOT"}
		marks, _ := clipper.NormalMarks(quote, []clipper.ClipMark{{Kind: one, Start: a, End: b, Text: texts[one]}, {Kind: two, Start: c, End: d, Text: texts[two]}})
		for _, lang := range []string{"fr", "en-US", "zh", "ru"} {
			for _, fam := range []family{noFamily, chicagoFamily} {
				q := Quoting{Lang: lang, marks: marksOf(lang), family: fam}
				checkPassage(t, q.Passage(clipper.Clip{Quote: quote, Marks: marks}), quote, marks)
			}
		}
	})
}

func checkPassage(t *testing.T, p Passage, quote string, marks []clipper.ClipMark) {
	t.Helper()
	if !utf8.ValidString(quote) {
		return
	}
	depth := 0
	var written strings.Builder
	for _, piece := range p.pieces {
		switch piece.kind {
		case openPiece:
			depth++
		case closePiece:
			if depth--; depth < 0 {
				t.Fatalf("%q %v: a mark is closed that was never opened: %q", quote, marks, p)
			}
		case wordsPiece:
			written.WriteString(piece.text)
		}
	}
	repeated := strings.Contains(quote, "\n")
	if depth != 0 && !repeated || depth < 0 {
		t.Fatalf("%q %v: %d marks stay open: %q", quote, marks, depth, p)
	}
	var kept strings.Builder
	pos := 0
	for _, m := range marks {
		if m.Kind == clipper.Omit || m.Kind == clipper.Insert {
			kept.WriteString(quote[pos:m.Start])
			pos = m.End
		}
	}
	kept.WriteString(quote[pos:])
	got, want := lettersAlone(written.String()), lettersAlone(kept.String())
	if got != want {
		t.Fatalf("%q %v: the words became %q, want %q", quote, marks, got, want)
	}
	if len(marks) == 0 && bare(written.String()) != bare(quote) {
		t.Fatalf("%q became %q", quote, written.String())
	}
}

func lettersAlone(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) {
			return r
		}
		return -1
	}, s)
}

// TestMarksOfALocaleFile: a language that the table does not know quotes as its
// locale file says.
func TestMarksOfALocaleFile(t *testing.T) {
	dir := t.TempDir()
	lay(t, dir, "locales-qu-PE.xml", `<?xml version="1.0"?><locale xmlns="http://purl.org/net/xbiblio/csl" version="1.0" xml:lang="qu-PE"><terms>
		<term name="open-quote">⟪</term><term name="close-quote">⟫</term><term name="open-inner-quote">⟨</term><term name="close-inner-quote">⟩</term></terms></locale>`)
	style, err := OpenStyles(Places{Locales: dir}).Load("harvard", "qu-PE")
	if err != nil {
		t.Fatal(err)
	}
	if got, want := style.Passage(clipper.Clip{Quote: "yaku « mayu »"}).String(), "⟪yaku ⟨mayu⟩⟫"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
}
