package anchor

import (
	"math/rand/v2"
	"strings"
	"testing"

	"florilegium/clipper"
	"florilegium/clipper/bench"
)

// slow is the least number of errors of pattern ending at each place of text,
// by the plain table.
func slow(pattern, text string, top int) []int {
	column := make([]int, len(pattern)+1)
	for i := range column {
		column[i] = i
	}
	var last []int
	for j := range len(text) {
		diagonal := column[0]
		column[0] = top * (j + 1)
		for i := 1; i <= len(pattern); i++ {
			cost := diagonal
			if pattern[i-1] != text[j] {
				cost++
			}
			diagonal = column[i]
			column[i] = min(cost, column[i]+1, column[i-1]+1)
		}
		last = append(last, column[len(pattern)])
	}
	return last
}

func TestMatcher(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	word := func(n int) string {
		b := make([]byte, n)
		for i := range b {
			b[i] = "abc"[r.IntN(3)]
		}
		return string(b)
	}
	for range 400 {
		pattern, text := word(1+r.IntN(200)), word(r.IntN(300))
		for top := range 2 {
			m := newMatcher(pattern)
			m.reset()
			errors := len(pattern)
			for j, want := range slow(pattern, text, top) {
				if errors += m.column(text[j], top); errors != want {
					t.Fatalf("%q in %q at %d from %d: %d errors, want %d", pattern, text, j, top, errors, want)
				}
			}
		}
	}
}

// words for texts that no page wrote.
var words = strings.Fields(`la rivière descend lentement vers le port où les pêcheurs réparent leurs filets « demain » disait-elle nous partirons
	sans bruit l’hiver n’attend personne et la ville s’éveille déjà sous une pluie fine qui efface les traces œuvre cœur naïveté
	Straße Übung größer река течёт медленно город спит 河水 缓缓 流过 城市 مدينة قديمة على النهر 1986 quarante-deux`)

func prose(r *rand.Rand, size int) string {
	var b strings.Builder
	for b.Len() < size {
		b.WriteString(words[r.IntN(len(words))])
		b.WriteString(" ")
		if r.IntN(40) == 0 {
			b.WriteString(".\n")
		}
	}
	return b.String()
}

// edit changes about one rune in part.
func edit(r *rand.Rand, s string, part int) string {
	var b strings.Builder
	for _, c := range s {
		switch {
		case r.IntN(part) > 0:
			b.WriteRune(c)
		case r.IntN(3) == 0: // dropped
		case r.IntN(2) == 0:
			b.WriteRune('x')
		default:
			b.WriteRune(c)
			b.WriteRune('e')
		}
	}
	return b.String()
}

// cut is a place of n words at random.
func cut(r *rand.Rand, text string, n int) Place {
	start := r.IntN(len(text) / 2)
	start += strings.IndexByte(text[start:], ' ') + 1
	end := start
	for range n {
		end += strings.IndexByte(text[end:], ' ') + 1
	}
	return Place{start, end - 1}
}

// TestEditedElsewhere: whatever changes outside the quotation and its context,
// the clip is found at its own place.
func TestEditedElsewhere(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 5))
	for range 60 {
		text := prose(r, 6000)
		a := &clipper.Article{Blocks: []clipper.Block{{Kind: clipper.Paragraph, Text: text}}}
		p := cut(r, text, 3+r.IntN(30))
		c, err := NewClip(a, p.Start, p.End)
		if err != nil {
			t.Fatal(err)
		}
		head := edit(r, text[:c.Start-len(c.Prefix)], 20)
		changed := head + c.Prefix + c.Quote + c.Suffix + edit(r, text[c.End+len(c.Suffix):], 20)
		got, match := Locate(changed, c)
		if match < Moved || got.Start != len(head)+len(c.Prefix) || changed[got.Start:got.End] != c.Quote {
			t.Errorf("%q: %s at %v, want %d", c.Quote, match, got, len(head)+len(c.Prefix))
		}
	}
}

// recall is the part of quotations of so many words that are found, as altered,
// within a word of their place after one rune in ten has changed.
func recall(r *rand.Rand, text string, size, rounds int) float64 {
	hits := 0
	for range rounds {
		p := cut(r, text, size)
		c := clipper.Clip{Quote: edit(r, text[p.Start:p.End], 10), Start: p.Start, End: p.End}
		c.Prefix, c.Suffix = before(text, p.Start), after(text, p.End)
		got, match := Locate(text, c)
		if match == Altered && abs(got.Start-p.Start) <= 12 && abs(got.End-p.End) <= 12 {
			hits++
		}
	}
	return float64(hits) / float64(rounds)
}

func TestEditedQuotation(t *testing.T) {
	r := rand.New(rand.NewPCG(8, 13))
	text := prose(r, 20_000)
	for _, size := range []int{10, 45, 150} {
		if got := recall(r, text, size, 30); got < 0.96 {
			t.Errorf("quotations of %d words: %.2f found", size, got)
		}
	}
}

func TestFiguresAnchor(t *testing.T) {
	bench.Need(t)
	r := rand.New(rand.NewPCG(21, 34))
	text := prose(r, 100_000)
	p := cut(r, text, 45)
	for p.End-p.Start < 300 {
		p = cut(r, text, 50)
	}
	quote := string([]rune(text[p.Start:p.End] + strings.Repeat(" ", 300))[:300])
	c := clipper.Clip{Quote: strings.TrimSpace(edit(r, quote, 10)), Start: p.Start, End: p.End, Prefix: before(text, p.Start), Suffix: after(text, p.End)}
	if _, match := Locate(text, c); match != Altered {
		t.Fatalf("the quotation is %s", match)
	}
	bench.Max(t, "anchor", "find 300 runes, a tenth altered, in 100 KB", bench.CPU(5, 5, func() { Locate(text, c) }), "ms", 10)
	bench.Min(t, "anchor", "altered quotations of 300 runes found", 100*recall(r, text, 45, 100), "%", 97)

	a := &clipper.Article{Blocks: []clipper.Block{{Kind: clipper.Paragraph, Text: text}}}
	var clips []clipper.Clip
	for range 50 {
		p := cut(r, text, 20)
		c, err := NewClip(a, p.Start, p.End)
		if err != nil {
			t.Fatal(err)
		}
		clips = append(clips, c)
	}
	a.Blocks[0].Text = "Un mot de plus. " + text
	bench.Max(t, "anchor", "50 clips moved in 100 KB", bench.CPU(5, 2, func() { Reanchor(a, clips) }), "ms", 50)
}
