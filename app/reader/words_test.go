//go:build !headless

package reader

import (
	"strings"
	"testing"
)

// The words of a text, in brackets, are what two clicks select.
func TestWords(t *testing.T) {
	for _, text := range []string{
		"« [L]’[état]\u00a0», [dit]-[il] : [n]’[est]-[ce] [pas] ?",
		"[Aujourd’hui], [l]’[œuvre] [d]'[O’Brien] [vaut] [10\u202f000,50] €…",
		"[don’t] [Maëlle’s] [rock] ’[n]’ [roll] ([3.14])",
		"„[Straße]“, [Über]‑[ich] & [co]\u00ad[operation]",
		"[e\u0301te\u0301] [кафе] [ёлка].",
		"[قال] [الكاتب]: «[مرحبًا]» ؟",
		"[北京]，[我][來][自][北][京][市]。",
		"[東京都]の[カメラー]を[見]て",
	} {
		want := strings.NewReplacer("co]\u00ad[operation", "co\u00adoperation", "の", "[の]", "を", "[を]", "て", "[て]").Replace(text)
		plain := strings.NewReplacer("[", "", "]", "").Replace(want)
		var got strings.Builder
		for i := 0; i < len(plain); {
			start, end := wordAt(plain, i)
			if start == end {
				_, n := scriptAt(plain, i)
				got.WriteString(plain[i : i+n])
				i += n
				continue
			}
			if start != i {
				t.Fatalf("%q: the word at %d begins at %d", plain, i, start)
			}
			got.WriteString("[" + plain[start:end] + "]")
			i = end
		}
		if got.String() != want {
			t.Errorf("got  %s\nwant %s", got.String(), want)
		}
	}
}

func TestNextAndPreviousWord(t *testing.T) {
	s := "« L’état », dit-il."
	var ends, starts []string
	for i := 0; i < len(s); {
		i = nextWord(s, i)
		ends = append(ends, s[i:])
	}
	for i := len(s); i > 0; {
		i = previousWord(s, i)
		starts = append(starts, s[i:])
	}
	if got := strings.Join(ends, "|"); got != "’état », dit-il.| », dit-il.|-il.|.|" {
		t.Errorf("words end before %q", got)
	}
	if got := strings.Join(starts, "|"); got != "il.|dit-il.|état », dit-il.|L’état », dit-il.|« L’état », dit-il." {
		t.Errorf("words start at %q", got)
	}
}

// A bar stands where a sentence ends.
func TestSentences(t *testing.T) {
	for _, c := range []struct{ lang, text string }{
		{"fr", "« Partez\u00a0! »| Il partit.| Où\u00a0?| À Paris…| Et puis ?!"},
		{"fr", "«\u00a0Partez\u202f!| Vite\u202f!\u00a0» cria-t-elle.| «\u00a0Pourquoi\u00a0? demanda-t-il.| Je reste.\u00a0»"},
		{"fr", "M. Dupont et Mme Le Goff, cf. p. 12 et n° 3, vivaient av. J.-C. à 3,14 km.| L’œuvre d’art.| Oui."},
		{"fr", "J. R. R. Tolkien arrive.| Une œuvre d’art.| Puis le vol.| Fig. 3 : le port (le vieux.)| Fin"},
		{"fr", "Elle dit… puis se tut.| « Non ! », dit-il.| — Si !| — Ah."},
		{"de", "Am 3. Oktober z. B. kam Dr. Müller, d. h. er ging.| „Wirklich?“| Ja, 1990.| Das ist bzw. war alles usw.| Ende."},
		{"de", "Das kostet ca. 5 Mio. Euro (vgl. Abb. 3 und S. 14).| „Halt!“, rief er.| „Nein.“"},
		{"en", "Mr. Smith paid $3.50 to Acme in the U.S. Army.| “Really?” he asked.| “Yes.”| I said no.| See No. 5."},
		{"ru", "Д-р Иванов пришёл в 5 часов.| «Да!» — сказал он.| Конец."},
		{"ar", "قال الكاتب: «مرحبًا!»| هل وصلت؟| نعم.| د. أحمد هنا."},
		{"zh", "他說：「你好嗎？」|我很好。|真的！|價格是3.5元。"},
		{"ja", "東京に行った。|「本当？」|はい。"},
	} {
		text := strings.ReplaceAll(c.text, "|", "")
		var got strings.Builder
		for i := 0; i < len(text); {
			next := nextSentence(text, i, c.lang)
			start, end := sentenceAt(text, i, c.lang)
			if start != i || end > next || strings.TrimSpace(text[end:next]) != "" {
				t.Fatalf("%q: the sentence at %d is %d to %d, the next begins at %d", text, i, start, end, next)
			}
			got.WriteString(text[start:end])
			if next < len(text) {
				got.WriteString("|")
			}
			got.WriteString(text[end:next])
			i = next
		}
		if want := strings.TrimSuffix(c.text, "|"); got.String() != want {
			t.Errorf("got  %s\nwant %s", got.String(), want)
		}
	}
}

// Whatever the bytes, sentences part a text without a gap, words lie around what
// they are asked for, and nothing is longer than the text.
func FuzzWordsAndSentences(f *testing.F) {
	for _, s := range []string{first, arabic, chinese, "« Partez ! »", "„Wirklich?“ Ja.", "J.-C. \xff\xe2\x80 ’’", "10\u202f000,50.\u00a0»", "don’t O’Brien…", ""} {
		f.Add(s, "de", 7)
	}
	f.Fuzz(func(t *testing.T, s, lang string, off int) {
		s = s[:min(len(s), 3000)]
		off = min(max(off, 0), len(s))
		if start, end := wordAt(s, off); start < 0 || start > off || end < off || end > len(s) {
			t.Fatalf("the word at %d of %d is %d to %d", off, len(s), start, end)
		}
		for i := 0; i < len(s); {
			next := nextSentence(s, i, lang)
			start, end := sentenceAt(s, i, lang)
			if next <= i || start != i || end > next {
				t.Fatalf("the sentence at %d is %d to %d, the next begins at %d", i, start, end, next)
			}
			i = next
		}
		for i := 0; i < len(s); {
			next := nextWord(s, i)
			if next <= i || next > len(s) || previousWord(s, next) >= next {
				t.Fatalf("the word after %d ends at %d", i, next)
			}
			i = next
		}
	})
}
