package cite

import (
	"math/rand/v2"
	"net/url"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"florilegium/clipper"
	"florilegium/clipper/anchor"
)

// follow reads a link as the draft of the WICG has it and gives the range of the
// text that a browser would mark: the first that fits, of whole words.
func follow(t *testing.T, link, text string) (start, end int) {
	t.Helper()
	_, fragment, _ := strings.Cut(link, "#")
	_, raw, ok := strings.Cut(fragment, ":~:text=")
	if !ok || strings.ContainsAny(raw, "&#") {
		t.Fatalf("no text directive in %s", link)
	}
	terms := strings.Split(raw, ",")
	var prefix, suffix, last string
	if n := len(terms) - 1; strings.HasSuffix(terms[0], "-") {
		prefix, terms = decoded(t, terms[0][:len(terms[0])-1]), terms[1:]
	} else if n < 0 {
		t.Fatal(link)
	}
	if n := len(terms) - 1; strings.HasPrefix(terms[n], "-") {
		suffix, terms = decoded(t, terms[n][1:]), terms[:n]
	}
	if len(terms) == 2 {
		last = decoded(t, terms[1])
	} else if len(terms) != 1 {
		t.Fatalf("%d terms in %s", len(terms), link)
	}
	first := decoded(t, terms[0])
	for _, part := range []string{prefix, first, last, suffix} {
		if strings.Contains(part, "\n") {
			t.Fatalf("a term of several blocks in %s", link)
		}
	}
	for s := range text {
		if !whole(text, s, first) || prefix != "" && !endsWith(text[:s], prefix) {
			continue
		}
		from := s + len(first)
		if last == "" {
			if suffix == "" || beginsWith(text, from, suffix) {
				return s, from
			}
			continue
		}
		for e := from; e < len(text); e++ {
			if utf8.RuneStart(text[e]) && whole(text, e, last) && (suffix == "" || beginsWith(text, e+len(last), suffix)) {
				return s, e + len(last)
			}
		}
	}
	return -1, -1
}

func decoded(t *testing.T, s string) string {
	t.Helper()
	if strings.ContainsAny(s, "-, \n") {
		t.Fatalf("%q is not encoded", s)
	}
	out, err := url.PathUnescape(s)
	if err != nil || !utf8.ValidString(out) {
		t.Fatalf("%q: %v", s, err)
	}
	return out
}

// whole reports term at a place, neither end of it inside a word.
func whole(text string, at int, term string) bool {
	end := at + len(term)
	if !strings.HasPrefix(text[at:], term) {
		return false
	}
	word := func(i int) bool {
		before, _ := utf8.DecodeLastRuneInString(text[:i])
		after, _ := utf8.DecodeRuneInString(text[i:])
		return i > 0 && i < len(text) && letterly(before) && letterly(after)
	}
	return !word(at) && !word(end)
}

func letterly(r rune) bool {
	return (unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r)) && !unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana)
}

func endsWith(text, prefix string) bool {
	text = strings.TrimRightFunc(text, unicode.IsSpace)
	return strings.HasSuffix(text, prefix) && whole(text, len(text)-len(prefix), prefix)
}

func beginsWith(text string, at int, suffix string) bool {
	rest := strings.TrimLeftFunc(text[at:], unicode.IsSpace)
	return whole(text, len(text)-len(rest), suffix)
}

func riverside() *clipper.Article {
	var b strings.Builder
	for i := range 12 { // each sentence stands several times, none in the same company
		b.WriteString("Le canal monte, et le pont " + strings.Fields("du roi de la ville tient ne cède pas encore")[i%9] + ". ")
	}
	long := strings.TrimSpace(b.String())
	return &clipper.Article{ID: 1, Source: clipper.Source{Type: "webpage", Title: "Le canal", URL: "https://canal.example/a?b=c#haut", Language: "fr"}, Blocks: []clipper.Block{
		{Kind: clipper.Heading, Level: 2, Text: "Au bord de l’eau"},
		{Kind: clipper.Paragraph, Text: "« Nous verrons », dit-il, 50 % moins cher & vite ; nous verrons."},
		{Kind: clipper.Paragraph, Text: "« Nous verrons », dit-elle enfin. Un deux-points : l’eau-de-vie, 100 #haut."},
		{Kind: clipper.Paragraph, Text: long},
		{Kind: clipper.Paragraph, Text: "Plus tard : " + long + " Fin du canal."},
		{Kind: clipper.Paragraph, Text: "السباحة في القناة ممنوعة. السباحة في القناة مسموحة."},
		{Kind: clipper.Paragraph, Text: "运河里的水很清。孩子们每天来游泳。运河里的水很冷。"},
		{Kind: clipper.Paragraph, Text: "Die Straße war „überflutet“. Вода стоит. Вода уходит. cafe\u0301 café"},
	}}
}

func TestTextFragment(t *testing.T) {
	a := riverside()
	text := a.Text()
	for _, c := range []struct {
		words string
		nth   int
		link  string
	}{
		{"dit-elle enfin", 1, "dit%2Delle%20enfin"},
		{"50 % moins cher & vite", 1, "50%20%25%20moins%20cher%20%26%20vite"},
		{"« Nous verrons »", 1, "%C2%AB%20Nous%20verrons%20%C2%BB"},
		{"« Nous verrons »", 2, "vite%20%3B%20nous"},
	} {
		place := anchor.Find(text, c.words)[c.nth-1]
		clip, err := anchor.NewClip(a, place.Start, place.End)
		if err != nil {
			t.Fatal(err)
		}
		link := TextFragment(clip, a)
		if start, end := follow(t, link, text); start != clip.Start || end != clip.End || !strings.HasPrefix(link, "https://canal.example/a?b=c#haut:~:text=") {
			t.Errorf("%s leads to %d–%d, want %d–%d", link, start, end, clip.Start, clip.End)
		}
		if c.nth == 1 && !strings.HasSuffix(link, "="+strings.ReplaceAll(c.link, "%20", "%20")) && !strings.Contains(link, c.link) {
			t.Errorf("%s lacks %s", link, c.link)
		}
	}
}

// TestEveryFragment follows the link of hundreds of clips of all lengths, short
// repeated ones and ones over several paragraphs among them.
func TestEveryFragment(t *testing.T) {
	a := riverside()
	text := a.Text()
	r := rand.New(rand.NewPCG(4, 7))
	wrong := 0
	for range 600 {
		start := r.IntN(len(text))
		end := min(len(text), start+1+r.IntN([]int{12, 60, 700}[r.IntN(3)]))
		clip, err := anchor.NewClip(a, start, end)
		if err != nil {
			continue
		}
		want, till := wholeWordsAt(text, clip.Start, clip.End)
		link := TextFragment(clip, a)
		if from, to := follow(t, link, text); from != want || to != till {
			wrong++
			t.Logf("%q: %s leads to %d–%d, want %d–%d", clip.Quote, link, from, to, want, till)
		}
	}
	if wrong > 0 {
		t.Errorf("%d of 600 links lead elsewhere", wrong)
	}
}

func TestNoTextFragment(t *testing.T) {
	a := riverside()
	clip, _ := anchor.NewClip(a, 0, 8)
	typed := riverside()
	typed.Source.URL = ""
	lost := clip
	lost.Quote = "ailleurs"
	for name, link := range map[string]string{"no address": TextFragment(clip, typed), "lost": TextFragment(lost, a)} {
		if link != "" {
			t.Errorf("%s: %s", name, link)
		}
	}
}

func FuzzTextFragment(f *testing.F) {
	f.Add(riverside().Text(), 10, 40)
	f.Add("a-b, c & d\n水水水 水", 0, 9)
	f.Add("\xff a\u0301 \u2028x", 1, 4)
	f.Fuzz(func(t *testing.T, text string, start, end int) {
		a := &clipper.Article{Source: clipper.Source{URL: "https://a.example/"}, Blocks: []clipper.Block{{Kind: clipper.Paragraph, Text: text}}}
		clip, err := anchor.NewClip(a, start, end)
		if err != nil || !utf8.ValidString(text) {
			return
		}
		if from, to := follow(t, TextFragment(clip, a), text); from >= 0 && to < from {
			t.Fatalf("%d–%d", from, to)
		}
	})
}
