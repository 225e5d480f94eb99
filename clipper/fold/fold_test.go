package fold

import (
	"strings"
	"testing"
	"unicode/utf8"
)

func TestFold(t *testing.T) {
	for in, want := range map[string]string{
		"L’État":                      "l'etat",
		"Œuvre, cœur, Æsir":           "oeuvre, coeur, aesir",
		"Straße, ẞ, Ǧ":                "strasse, ss, g",
		"Tromsø Łódź Đà Nẵng":         "tromso lodz da nang",
		"ﬁn, eﬃcace, ĳ":               "fin, efficace, ij",
		"İstanbul, ışık":              "istanbul, isik",
		"Ἀθῆναι, Αθήνα, λόγος":        "αθηναι, αθηνα, λογοσ",
		"ёлка, Йод, за́мок":           "елка, йод, замок",
		"« Oui », dit-il":             `"oui", dit-il`,
		"«\u00a0Oui\u00a0», dit-il":   `"oui", dit-il`,
		`"Oui", dit-il`:               `"oui", dit-il`,
		"»Ja« sagte sie":              `"ja" sagte sie`,
		"sagte »Ja« und":              `sagte "ja" und`,
		"Vraiment\u202f? Oui !":       "vraiment? oui!",
		"2010–2014 — fin…":            "2010-2014 - fin...",
		"état\u00a0de\u202f \n\tfait": "etat de fait",
		"e\u0301tat sou\u00adverain":  "etat souverain",
		"zero\u200bwidth":             "zerowidth",
		"كِتَابٌ عـــربي أحمد":        "كتاب عربي احمد",
		"שָׁלוֹם":                     "שלום",
		"が か\u3099 ｶﾞ カタカナ":           "が が ガ カタカナ",
		"한국어 \u1112\u1161\u11ab":      "한국어 한",
		"١٢٣ ４５":                      "123 45",
		"":                            "",
		"\xff\xfe":                    "\ufffd\ufffd",
	} {
		if got := Fold(in); got != want {
			t.Errorf("Fold(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestOriginal(t *testing.T) {
	for _, c := range []struct{ text, find, want string }{
		{"dans «\u00a0l’État\u202f» fort", `"l'etat"`, "«\u00a0l’État\u202f»"},
		{"un cœur pur", "oeu", "œu"},
		{"e\u0301te\u0301 chaud", "ete", "e\u0301te\u0301"},
		{"sou\u00adverain", "souverain", "sou\u00adverain"},
		{"mot\u00ad.", "mot", "mot"},
		{"fin\u00a0\n\n  suite", "fin suite", "fin\u00a0\n\n  suite"},
		{"die Straße dort", "strasse", "Straße"},
		{"数据库检索", "据库", "据库"},
		{"👩‍👧 ici", "ici", "ici"},
	} {
		s := New(c.text)
		i := strings.Index(s.Text, c.find)
		if i < 0 {
			t.Errorf("%q folds to %q, without %q", c.text, s.Text, c.find)
			continue
		}
		start, end := s.Original(i, i+len(c.find))
		if got := c.text[start:end]; got != c.want {
			t.Errorf("%q in %q is %q, want %q", c.find, c.text, got, c.want)
		}
		if got := s.Folded(start); got != i && c.text[start:end] != "œu" {
			t.Errorf("Folded(%d) in %q = %d, want %d", start, c.text, got, i)
		}
	}
}

func TestFind(t *testing.T) {
	text := "L’Élysée. «\u00a0Elysee\u00a0» et l'ÉLYSÉE"
	if got := New(text).Find("elysee", 0); len(got) != 3 {
		t.Errorf("found %v", got)
	}
	if got := New(text).Find("élysée", 2); len(got) != 2 {
		t.Errorf("found %v", got)
	}
	if New(text).Find(" ", 0) != nil {
		t.Error("white space was found")
	}
}

func TestWords(t *testing.T) {
	for in, want := range map[string]string{
		"L’État d'Obama, jusqu’au": "etat obama au",
		"aujourd’hui quelqu'un":    "aujourdhui quelquun",
		"Obama's dogs don't":       "obama dogs dont",
		"porte-monnaie 1 000 000":  "porte monnaie 1 000 000",
		"dell'arte, l'un'altra":    "arte altra",
		"数据库检索":                    "数据 据库 库检 检索 索",
		"iPhone手机, 日":              "iphone 手机 机 日",
		"データ":                      "デー ータ タ",
		"كِتَابٌ":                  "كتاب",
		"sou\u00adve\u00adrain":    "souverain",
		"3,14 C++ @nom #mot":       "3 14 c nom mot",
		"« », ; !":                 "",
		strings.Repeat("é", 100):   strings.Repeat("e", 64),
	} {
		var got []string
		for _, w := range Words(in) {
			got = append(got, w.Text)
		}
		if s := strings.Join(got, " "); s != want {
			t.Errorf("Words(%q) = %q, want %q", in, s, want)
		}
	}
}

func TestIndex(t *testing.T) {
	var a Analyser
	for _, c := range []struct{ text, lang, words, more string }{
		{"Le porte-monnaie neuf", "", "le porte monnaie neuf", "portemonnaie"},
		{"covid-19, le 2014-09-12", "", "covid 19 le 2014 09 12", "covid19"},
		{"1\u202f000\u202f000 et 12.500", "", "1 000 000 et 12 500", "1000 1000000 12500"},
		{"les financements financés", "fr-FR", "les financements finances", "financ·fr financ·fr"},
		{"The dogs run", "en", "the dogs run", "dog·en"},
	} {
		words, more := a.Index(c.text, c.lang)
		if strings.TrimSpace(words) != c.words || strings.TrimSpace(more) != c.more {
			t.Errorf("Index(%q) = %q, %q; want %q, %q", c.text, words, more, c.words, c.more)
		}
	}
}

func TestMatcher(t *testing.T) {
	for _, c := range []struct {
		text, lang string
		p          Pattern
		want       string
	}{
		{"Ils tentent de rester en état de mouvement.", "fr", Pattern{Words: []string{"etat"}}, "état"},
		{"en état de mouvements", "fr", Pattern{Words: []string{"mouv"}, Prefix: true}, "mouvements"},
		{"en état de mouvement", "fr", Pattern{Words: []string{"etat", "de"}}, "état de"},
		{"les financements", "fr", Pattern{Words: []string{"financer"}, Stems: []string{"financ"}}, "financements"},
		{"un porte-monnaie", "fr", Pattern{Words: []string{"portemonnaie"}}, "porte-monnaie"},
		{"un portemonnaie", "fr", Pattern{Words: []string{"porte", "monnaie"}, Joined: "portemonnaie"}, "portemonnaie"},
		{"soit 1 000 000 euros", "fr", Pattern{Words: []string{"1000000"}}, "1 000 000"},
		{"中文全文检索", "zh", Pattern{Words: []string{"全文", "文检", "检索"}}, "全文检索"},
		{"rien du tout", "fr", Pattern{Words: []string{"etat"}}, ""},
	} {
		got := ""
		if m := NewMatcher([]Pattern{c.p}).Find(c.text, c.lang, 0); len(m) > 0 {
			got = c.text[m[0].Start:m[0].End]
		}
		if got != c.want {
			t.Errorf("%v in %q is %q, want %q", c.p, c.text, got, c.want)
		}
	}
}

func FuzzShadow(f *testing.F) {
	for _, s := range []string{"« L’État », œuvre", "e\u0301\u0327", "か\u3099", "👩‍👧‍👦", "\xff«\xfe", "a \u00a0» ?", "كِتَاب", "\u1112\u1161\u11ab"} {
		f.Add(s, 0, 3)
	}
	f.Fuzz(func(t *testing.T, text string, from, to int) {
		s := New(text)
		if utf8.ValidString(text) && !utf8.ValidString(s.Text) {
			t.Fatalf("%q folds to %q", text, s.Text)
		}
		start, end := s.Original(from, to)
		if start < 0 || end < start || end > len(text) {
			t.Fatalf("Original(%d, %d) of %q is %d, %d", from, to, text, start, end)
		}
		if i := s.Folded(start); i < 0 || i > len(s.Text) {
			t.Fatalf("Folded(%d) of %q is %d", start, text, i)
		}
		last := 0
		for _, at := range s.Find(text[start:end], 50) {
			if at[0] < last || at[1] <= at[0] || at[1] > len(text) {
				t.Fatalf("%q stands at %v in %q", text[start:end], at, text)
			}
			last = at[1]
		}
	})
}

func FuzzWords(f *testing.F) {
	for _, s := range []string{"l'un'altra", "数据库x检", "1 000 000-2", "d'", "''s's", "portes-monnaies-de-la-ville"} {
		f.Add(s, "fr")
	}
	f.Fuzz(func(t *testing.T, text, lang string) {
		last := 0
		for _, w := range Words(text) {
			if w.Text == "" || w.Start < 0 || w.End <= w.Start || w.End > len(text) || w.Start < last {
				t.Fatalf("word %+v in %q", w, text)
			}
			last = w.Start
		}
		findAll(t, text, lang)
		var a Analyser
		for _, lang := range []string{lang, "fr", "en", "de", "es", "it", "pt", "ru"} {
			a.Index(text, lang)
		}
	})
}

// findAll looks for every word of a text in the text.
func findAll(t *testing.T, text, lang string) {
	words := Words(text)
	for i, w := range words[:min(len(words), 20)] {
		last, found := 0, false
		for _, m := range NewMatcher([]Pattern{{Words: []string{w.Text}, Prefix: i%2 == 0}}).Find(text, lang, 0) {
			if m.Start < last || m.End <= m.Start || m.End > len(text) {
				t.Fatalf("%q stands at %+v in %q", w.Text, m, text)
			}
			last, found = m.End, true
		}
		if !found {
			t.Fatalf("%q is not found in %q", w.Text, text)
		}
	}
}

var sample = strings.Repeat("Les bibliothèques n’oublient rien : elles gardent, d’une génération à l’autre, "+
	"les traces de ceux qui les ont lues. « Un livre, dit-on, est une lettre adressée à un inconnu. » ", 400)

func BenchmarkIndex(b *testing.B) {
	var a Analyser
	b.SetBytes(int64(len(sample)))
	for b.Loop() {
		a.Index(sample, "fr")
	}
}

func BenchmarkShadow(b *testing.B) {
	b.SetBytes(int64(len(sample)))
	for b.Loop() {
		New(sample)
	}
}
