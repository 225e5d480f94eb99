package anchor

import (
	"fmt"
	"reflect"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/rivo/uniseg"

	"florilegium/clipper"
)

// paper is an article of several scripts with headings, an item and a quotation
// that stands twice.
func paper() *clipper.Article {
	a := &clipper.Article{ID: 7, Snapshot: "c0ffee", Blocks: []clipper.Block{
		{Kind: clipper.Heading, Level: 1, Text: "Nager dans la ville"},
		{Kind: clipper.Paragraph, Text: "L’été, les élèves nagent dans le canal. « Ils tentent de rester en état de mouvement », dit la maîtresse."},
		{Kind: clipper.Heading, Level: 2, Text: "L’eau"},
		{Kind: clipper.Paragraph, Text: "Le maire n’a rien vu. « Nous verrons\u202f! » répond-il au conseil."},
		{Kind: clipper.ListItem, Level: 1, Text: "cafe\u0301 noir, à cinq heures"},
		{Kind: clipper.ListItem, Level: 1, Number: clipper.Continued, Text: "et du thé pour les autres"},
		{Kind: clipper.Heading, Level: 3, Text: "Le soir"},
		{Kind: clipper.Quote, Level: 1, Text: "La ministre se tait. « Nous verrons\u202f! » dit-elle enfin à la presse."},
		{Kind: clipper.Heading, Level: 2, Text: "Ailleurs"},
		{Kind: clipper.Paragraph, Text: "السباحة في القناة ممنوعة منذ الصيف الماضي، كما قال العمدة."},
		{Kind: clipper.Paragraph, Text: "运河里的水很清。孩子们每天早上都来游泳，因为天气太热了。"},
		{Kind: clipper.Paragraph, Text: "Die Straße war „völlig überflutet“, sagte sie. 👩‍🚒 kam."},
	}}
	a.TextHash = clipper.HashText(a.Text())
	return a
}

func mustClip(t *testing.T, a *clipper.Article, quote string, nth int) clipper.Clip {
	t.Helper()
	places := Find(a.Text(), quote)
	if len(places) < nth {
		t.Fatalf("%q stands %d times", quote, len(places))
	}
	c, err := NewClip(a, places[nth-1].Start, places[nth-1].End)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestNewClip(t *testing.T) {
	a := paper()
	c := mustClip(t, a, "Nous verrons", 2)
	if c.Paragraph != 4 || !reflect.DeepEqual(c.Heading, []string{"Nager dans la ville", "L’eau", "Le soir"}) {
		t.Errorf("paragraph %d under %q", c.Paragraph, c.Heading)
	}
	if c.TextHash != a.TextHash || c.Snapshot != a.Snapshot || c.ArticleID != 7 {
		t.Errorf("hashes or article missing: %+v", c)
	}
	if !strings.HasSuffix(a.Text()[:c.Start], c.Prefix) || !strings.HasPrefix(a.Text()[c.End:], c.Suffix) {
		t.Errorf("context %q … %q is not the text's", c.Prefix, c.Suffix)
	}
	if n := uniseg.GraphemeClusterCount(c.Prefix); n < clipper.ContextGraphemes {
		t.Errorf("prefix of %d graphemes", n)
	}
}

func TestNewClipSnaps(t *testing.T) {
	a := paper()
	text := a.Text()
	for _, c := range []struct {
		from, to   string // the selection begins with from and ends with to
		cut        int    // bytes taken off its end
		want, name string
	}{
		{" les élèves ", "", 0, "les élèves", "white space"},
		{"cafe", "", 0, "cafe\u0301", "a combining accent"},
		{"« Nous verrons\u202f! » ", "", 0, "« Nous verrons\u202f! »", "no-break space inside"},
		{"mouvement », dit la maîtresse.\n", "", 0, "mouvement », dit la maîtresse.", "a line end"},
		{"sagte sie. 👩", "", 0, "sagte sie. 👩‍🚒", "a joined emoji"},
		{"überflutet“", "", 1, "überflutet“", "a cut character"},
	} {
		start := strings.Index(text, c.from)
		clip, err := NewClip(a, start, start+len(c.from)-c.cut)
		if err != nil || clip.Quote != c.want || text[clip.Start:clip.End] != c.want {
			t.Errorf("%s: %q, %v; want %q", c.name, clip.Quote, err, c.want)
		}
	}
	for _, r := range []Place{{5, 5}, {-1, 4}, {9, 3}, {0, len(text) + 1}, {5, 6}} {
		if _, err := NewClip(a, r.Start, r.End); clipper.CodeOf(err) != clipper.Usage {
			t.Errorf("NewClip(%v): %v", r, err)
		}
	}
}

func TestPlaceOf(t *testing.T) {
	a := paper()
	text := a.Text()
	for words, want := range map[string]string{
		"Nager":        "0 [Nager dans la ville]",
		"L’été":        "1 [Nager dans la ville]",
		"maire":        "2 [Nager dans la ville L’eau]",
		"noir":         "3 [Nager dans la ville L’eau]",
		"pour les":     "3 [Nager dans la ville L’eau]",
		"ministre":     "4 [Nager dans la ville L’eau Le soir]",
		"Ailleurs":     "4 [Nager dans la ville Ailleurs]",
		"السباحة":      "5 [Nager dans la ville Ailleurs]",
		"überflutet":   "7 [Nager dans la ville Ailleurs]",
		"\nNous":       "",
		"maîtresse.\n": "1 [Nager dans la ville]",
	} {
		off := strings.Index(text, words)
		if off < 0 {
			continue
		}
		p := PlaceOf(a.Blocks, off)
		if got := fmt.Sprint(p.Paragraph, " ", p.Heading); got != want {
			t.Errorf("%q: %s, want %s", words, got, want)
		}
	}
	if p := PlaceOf(nil, 3); p.Paragraph != 0 || p.Heading != nil {
		t.Errorf("no blocks: %+v", p)
	}
}

func TestFind(t *testing.T) {
	text := paper().Text()
	for quote, want := range map[string][]string{
		"Ils tentent de rester en état de mouvement":   {"Ils tentent de rester en état de mouvement"},
		`"Ils tentent de rester en état de mouvement"`: {"« Ils tentent de rester en état de mouvement »"},
		"ils tentent de rester en etat":                {"Ils tentent de rester en état"},
		"« Nous verrons ! »":                           {"« Nous verrons\u202f! »", "« Nous verrons\u202f! »"},
		"L'ete, les eleves":                            {"L’été, les élèves"},
		"café noir":                                    {"cafe\u0301 noir"},
		"cafe":                                         {"cafe\u0301"},
		"“völlig überflutet”":                          {"„völlig überflutet“"},
		"strasse":                                      {"Straße"},
		"ممنوعة منذ الصيف":                             {"ممنوعة منذ الصيف"},
		"孩子们每天早上都来游泳":                                  {"孩子们每天早上都来游泳"},
		"« les élèves nagent »":                        {"les élèves nagent"},
		"dit la maîtresse. L’eau":                      {"dit la maîtresse.\nL’eau"},
		"":                                             nil,
		"«»":                                           nil,
		"Ils refusent de quitter leur état d’immobilité":   nil,
		"de la neige sur toute la longueur du canal gelé…": nil,
	} {
		var got []string
		for _, p := range Find(text, quote) {
			got = append(got, text[p.Start:p.End])
		}
		if !reflect.DeepEqual(got, want) {
			t.Errorf("Find(%q) = %q, want %q", quote, got, want)
		}
	}
}

func TestNearest(t *testing.T) {
	text := paper().Text()
	for quote, want := range map[string]string{
		"Ils essaient de rester en état de mouvement": "« Ils tentent de rester en état de mouvement",
		"ممنوعة منذ الشتاء الماضي":                    "ممنوعة منذ الصيف الماضي",
		"孩子们每天晚上都来游泳":                                 "孩子们每天早上都来游泳",
	} {
		p, ok := Nearest(text, quote)
		if got := text[p.Start:p.End]; !ok || !strings.Contains(want, got) && !strings.Contains(got, strings.TrimPrefix(want, "« ")) {
			t.Errorf("Nearest(%q) = %q, %v, want %q", quote, got, ok, want)
		}
	}
	for _, quote := range []string{"", "xylophone quartz jiu-jitsu", "   "} {
		if p, ok := Nearest(text, quote); ok {
			t.Errorf("Nearest(%q) = %q", quote, text[p.Start:p.End])
		}
	}
}

// TestLocate changes the text in one way at a time.
func TestLocate(t *testing.T) {
	a := paper()
	for _, c := range []struct {
		name     string
		clip     clipper.Clip
		old, new string // replaced everywhere in the text
		want     string
		match    Match
	}{
		{"nothing changed", mustClip(t, a, "Nous verrons\u202f!", 2), "", "", "Nous verrons\u202f!", Same},
		{"a word changed above", mustClip(t, a, "Ils tentent de rester", 1), "L’été", "En hiver", "Ils tentent de rester", Moved},
		{"a word changed below", mustClip(t, a, "Ils tentent de rester", 1), "presse", "foule", "Ils tentent de rester", Same},
		{"the first of two gone", mustClip(t, a, "Nous verrons\u202f!", 2), "Nous verrons\u202f! » répond-il", "Non » répond-il", "Nous verrons\u202f!", Moved},
		{"typography", mustClip(t, a, "« Nous verrons\u202f! »", 1), "« Nous verrons\u202f! »", `"Nous verrons !"`, `"Nous verrons !"`, Moved},
		{"composed", mustClip(t, a, "cafe\u0301 noir", 1), "cafe\u0301", "café", "café noir", Moved},
		{"an accent", mustClip(t, a, "n’a rien vu", 1), "n’a rien", "n’à rien", "n’à rien vu", Altered},
		{"a word", mustClip(t, a, "Ils tentent de rester en état de mouvement", 1), "tentent", "refusent", "Ils refusent de rester en état de mouvement", Altered},
		{"Arabic", mustClip(t, a, "ممنوعة منذ الصيف", 1), "L’été", "Hier", "ممنوعة منذ الصيف", Moved},
		{"Chinese", mustClip(t, a, "孩子们每天早上都来游泳", 1), "早上", "晚上", "孩子们每天晚上都来游泳", Altered},
		{"gone", mustClip(t, a, "Die Straße war „völlig überflutet“", 1), "Die Straße war „völlig überflutet“", "Alles gut", "", Lost},
	} {
		text := a.Text()
		if c.old != "" {
			text = strings.ReplaceAll(text, c.old, c.new)
		}
		p, match := Locate(text, c.clip)
		if got := text[p.Start:p.End]; got != c.want || match != c.match {
			t.Errorf("%s: %q, %s; want %q, %s", c.name, got, match, c.want, c.match)
		}
	}
}

func TestRepeatedQuote(t *testing.T) {
	a := paper()
	first, second := mustClip(t, a, "Nous verrons", 1), mustClip(t, a, "Nous verrons", 2)
	a.Blocks[0].Text = strings.Repeat("Un titre beaucoup plus long. ", 12)
	moved := Reanchor(a, []clipper.Clip{second, first})
	text := a.Text()
	for i, c := range moved {
		want := [...]string{"dit-elle", "répond-il"}[i]
		if c.Lost || text[c.Start:c.End] != "Nous verrons" || !strings.Contains(c.Suffix, want) {
			t.Errorf("clip %d stands before %q", i, c.Suffix)
		}
	}
}

func TestReanchor(t *testing.T) {
	a := paper()
	kept, altered := mustClip(t, a, "les élèves nagent", 1), mustClip(t, a, "Le maire n’a rien vu", 1)
	kept.ID, kept.Note, kept.Colour = 3, "chapitre 2", clipper.Pink
	old := a.TextHash
	a.Blocks[1].Text = "Hier soir. " + a.Blocks[1].Text
	a.Blocks[3].Text = strings.Replace(a.Blocks[3].Text, "rien", "tout", 1)
	a.TextHash, a.Snapshot = clipper.HashText(a.Text()), "beef"
	moved := Reanchor(a, []clipper.Clip{kept, altered})
	if c := moved[0]; c.Lost || c.TextHash != a.TextHash || c.Snapshot != "beef" || c.ID != 3 || c.Note != "chapitre 2" || c.Colour != clipper.Pink {
		t.Errorf("moved clip: %+v", c)
	}
	if c := moved[1]; !c.Lost || c.TextHash != old || c.Start != altered.Start || c.Quote != altered.Quote {
		t.Errorf("altered clip was moved: %+v", c)
	}
	a.Blocks[3].Text = strings.Replace(a.Blocks[3].Text, "tout", "rien", 1)
	if back := Reanchor(a, moved); back[1].Lost {
		t.Errorf("a quotation that came back stays lost")
	}
}

func FuzzLocate(f *testing.F) {
	text := paper().Text()
	f.Add(text, "« Nous verrons ! »", 10, 40)
	f.Add("ééé\u0301 aaa", "aa", 0, 5)
	f.Add("\xff\xfe « »", "\xff", 1, 2)
	f.Add("👩‍🚒👩‍🚒", "👩", 3, 9)
	f.Fuzz(func(t *testing.T, text, quote string, start, end int) {
		a := &clipper.Article{Blocks: []clipper.Block{{Kind: clipper.Paragraph, Text: text}}}
		for _, p := range Find(text, quote) {
			checkPlace(t, text, p)
		}
		if p, ok := Nearest(text, quote); ok {
			checkPlace(t, text, p)
		}
		c, err := NewClip(a, start, end)
		if err != nil {
			return
		}
		if p, match := Locate(text, c); match != Same || p != (Place{c.Start, c.End}) {
			t.Fatalf("a fresh clip is %s at %v", match, p)
		}
		p, match := Locate(quote+text, c)
		checkPlace(t, quote+text, p)
		if match >= Moved && plain((quote + text)[p.Start:p.End]) != plain(c.Quote) {
			t.Fatalf("%q was moved onto %q", c.Quote, (quote + text)[p.Start:p.End])
		}
	})
}

func checkPlace(t *testing.T, text string, p Place) {
	t.Helper()
	if p.Start < 0 || p.End < p.Start || p.End > len(text) {
		t.Fatalf("place %v outside the text", p)
	}
	if utf8.ValidString(text) && !utf8.ValidString(text[p.Start:p.End]) {
		t.Fatalf("place %v cuts a character", p)
	}
}
