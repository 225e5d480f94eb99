package typeset

import (
	"strings"
	"testing"

	"florilegium/clipper"
	"github.com/rivo/uniseg"
)

// Where directions meet an offset has two places, and a caret can stand in both.
func TestCaretBetweenDirections(t *testing.T) {
	text := "abc אבג def"
	l := set([]clipper.Block{{Kind: clipper.Paragraph, Text: text}}, 400)
	hebrew := strings.Index(text, "א")
	x0, _, _ := l.Caret(hebrew, false)
	x1, _, _ := l.Caret(hebrew, true)
	if x0 <= x1 {
		t.Errorf("before the first Hebrew letter the caret stands at %g, after the space at %g", x0, x1)
	}
	for _, c := range []struct {
		x      float32
		before bool
	}{{x0 + .1, false}, {x1 - .1, true}} {
		if off, before := l.HitCaret(c.x, 10); off != hebrew && off != hebrew+len("אבג") || off == hebrew && before != c.before {
			t.Errorf("a click at %g gives %d, %v", c.x, off, before)
		}
	}
}

// Stepping to the right meets every grapheme of a line once, from edge to edge,
// and stepping to the left leads back.
func TestStepsAreVisual(t *testing.T) {
	for _, text := range []string{"la mer rend tout", "abc אבג 12 def", "אבג abc (דה) 34", "a\u0301b c"} {
		l := set([]clipper.Block{{Kind: clipper.Paragraph, Text: text}}, 900)
		off, before := l.HitCaret(-10, 10)
		x, _, _ := l.Caret(off, before)
		steps := 0
		for ; steps < 40; steps++ {
			to, after := l.Beside(off, before, true)
			next, _, _ := l.Caret(to, after)
			if next <= x+.01 {
				break
			}
			back, was := l.Beside(to, after, false)
			if bx, _, _ := l.Caret(back, was); abs(bx-x) > .01 {
				t.Errorf("%q: from %g to %g and back to %g", text, x, next, bx)
			}
			off, before, x = to, after, next
		}
		if want := uniseg.GraphemeClusterCount(text); steps != want {
			t.Errorf("%q: %d steps for %d graphemes", text, steps, want)
		}
	}
}

func TestStepsBetweenLines(t *testing.T) {
	l := set([]clipper.Block{{Kind: clipper.Paragraph, Text: "la mer rend tout sauf le temps"}, {Kind: clipper.Paragraph, Text: "Fin."}}, 120)
	off, before, lines := 0, false, map[float32]bool{}
	for range 100 {
		_, y, _ := l.Caret(off, before)
		lines[y] = true
		off, before = l.Beside(off, before, true)
	}
	if off != len(l.Doc.Text()) || len(lines) != len(l.Lines) {
		t.Errorf("to the right one comes to %d, over %d of %d lines", off, len(lines), len(l.Lines))
	}
	for range 100 {
		off, before = l.Beside(off, before, false)
	}
	if off != 0 {
		t.Errorf("to the left one comes to %d", off)
	}
}
