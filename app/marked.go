//go:build !headless

package app

import (
	"image/color"
	"strings"
	"unicode"

	"florilegium/db"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
)

// marked is a text of one paragraph with the words in it that were found, as
// byte ranges.
type marked struct {
	text  string
	words [][2]int
}

// clip and article snippets begin shortly before the first match, since a row is
// narrow.
func rowSnippet(s db.Snippet) marked {
	start := 0
	if len(s.Matches) > 0 {
		if i := strings.LastIndexAny(s.Text[:s.Matches[0][0]], " \n"); i > 0 {
			start = 1 + strings.LastIndexAny(s.Text[:i], " \n")
		}
	}
	m := flat(s.Text[start:], s.Matches, start)
	if start > 0 {
		m = m.after("… ")
	}
	return m
}

// flat is a text with all white space evened out; the ranges, which count from
// an earlier start, move along.
func flat(text string, ranges [][2]int, start int) marked {
	var b strings.Builder
	at := make([]int, len(text)+1) // where each byte goes
	space := true
	for i, r := range text {
		at[i] = b.Len()
		if isSpace := r == '\n' || r == '\t' || r == ' '; !isSpace {
			b.WriteRune(r)
			space = false
		} else if !space {
			b.WriteByte(' ')
			space = true
		}
	}
	at[len(text)] = b.Len()
	m := marked{text: strings.TrimRightFunc(b.String(), unicode.IsSpace)}
	for _, r := range ranges {
		if from, to := r[0]-start, r[1]-start; from >= 0 && to <= len(text) {
			m.words = append(m.words, [2]int{at[from], min(at[to], len(m.text))})
		}
	}
	return m
}

// after is the text with something before it.
func (m marked) after(lead string) marked {
	out := marked{text: lead + m.text}
	for _, w := range m.words {
		out.words = append(out.words, [2]int{w[0] + len(lead), w[1] + len(lead)})
	}
	return out
}

// within are the ranges in a part of the text, counted from its start.
func (m marked) within(start, end int) (out [][2]int) {
	for _, w := range m.words {
		if from, to := max(w[0], start), min(w[1], end); from < to {
			out = append(out, [2]int{from - start, to - start})
		}
	}
	return out
}

// bands are the rectangles behind words of lines of text.
type bands struct {
	all  []*canvas.Rectangle
	used int
}

func newBands(n int) *bands {
	b := &bands{}
	for range n {
		b.all = append(b.all, canvas.NewRectangle(color.Transparent))
	}
	return b
}

func (b *bands) objects() (objects []fyne.CanvasObject) {
	for _, r := range b.all {
		objects = append(objects, r)
	}
	return objects
}

func (b *bands) begin() { b.used = 0 }

// line puts bands behind ranges of a line of text that begins at a point, no
// wider than width.
func (b *bands) line(text *canvas.Text, ranges [][2]int, at fyne.Position, width float32) {
	to := func(i int) float32 {
		size, _ := fyne.CurrentApp().Driver().RenderedTextSize(text.Text[:i], text.TextSize, text.TextStyle, text.FontSource)
		return size.Width
	}
	height := text.TextSize * 1.4
	for _, r := range ranges {
		from := to(r[0])
		if b.used == len(b.all) || from >= width {
			return
		}
		x := b.all[b.used]
		x.FillColor = theme.Color(theme.ColorNameSelection)
		x.Move(at.AddXY(from-1, 0))
		x.Resize(fyne.NewSize(min(to(r[1])-from+2, width-from), height))
		x.Show()
		b.used++
	}
}

// end hides the bands that no word needs.
func (b *bands) end() {
	for _, r := range b.all[b.used:] {
		r.Hide()
	}
}

// addSnippets keeps the words around hits for their rows and cards. With all, a
// hit without such words is not asked for again.
func (s *state) addSnippets(hits []db.Hit, all bool) {
	for _, h := range hits {
		switch {
		case h.Snippet.Text == "" && !all:
		case h.Kind == db.ClipHit && h.Snippet.In == "quote":
			s.quotes[h.Clip.ID] = flat(h.Clip.Quote, h.Snippet.Matches, 0)
		case h.Kind == db.ClipHit:
			s.quotes[h.Clip.ID] = flat(h.Clip.Quote, nil, 0)
		case h.Snippet.In == "title":
			s.snippets[h.Article.ID] = marked{}
		default:
			s.snippets[h.Article.ID] = rowSnippet(h.Snippet)
		}
	}
}
