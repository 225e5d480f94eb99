//go:build !headless

package reader

import (
	"strings"
	"testing"

	"florilegium/clipper"
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
)

const (
	arabic  = "قال الكاتب إن «الصحافة المستقلة» تواجه اليوم تحديات كبيرة في العالم العربي، خصوصًا بعد عام 2011. هل تستطيع الصمود؟ يرى كثيرون أن الجواب نعم، لكن بشروط صعبة وواضحة للجميع."
	chinese = "東京都知事は再開発の見直しを表明した。「計画は白紙に戻す」と述べ、住民との対話を重視する姿勢を示した。北京的專家認為，這個決定將影響整個地區的發展，居民們對此表示歡迎。"
)

// languages is an article of paragraphs in three scripts with a picture between.
func languages() *clipper.Article {
	return &clipper.Article{Source: clipper.Source{Title: "Trois langues", Language: "fr"}, Blocks: []clipper.Block{
		{Kind: clipper.Paragraph, Text: first},
		{Kind: clipper.Figure, Image: &clipper.Image{Hash: "quai", Alt: "Un quai", Width: 500, Height: 120}},
		{Kind: clipper.Paragraph, Text: arabic, Lang: "ar"},
		{Kind: clipper.Paragraph, Text: chinese, Lang: "zh"},
		{Kind: clipper.Paragraph, Text: second},
	}}
}

func (w *world) press(keys ...fyne.KeyName) {
	for _, k := range keys {
		w.TypedKey(&fyne.KeyEvent{Name: k})
	}
}

// shifted presses keys while shift is held.
func (w *world) shifted(keys ...fyne.KeyName) {
	w.KeyDown(&fyne.KeyEvent{Name: desktop.KeyShiftLeft})
	w.press(keys...)
	w.KeyUp(&fyne.KeyEvent{Name: desktop.KeyShiftLeft})
}

func (w *world) chord(mod fyne.KeyModifier, k fyne.KeyName) {
	w.TypedShortcut(&desktop.CustomShortcut{KeyName: k, Modifier: mod})
}

// shown tells whether an object is drawn on the page.
func (w *world) shown(o fyne.CanvasObject) bool {
	for _, drawn := range w.sheet.objs {
		if drawn == o {
			return true
		}
	}
	return false
}

func TestCaretMode(t *testing.T) {
	w := open(t, Options{})
	w.press(fyne.KeyRight)
	if w.heard() != "key Right" || w.shown(w.sheet.caret) {
		t.Error("a caret out of caret mode")
	}
	w.CaretMode(true)
	w.FocusGained()
	if !w.InCaretMode() || !w.shown(w.sheet.caret) || w.sheet.caret.FillColor != w.opt.Reading.Palette.Link {
		t.Fatal("no caret in caret mode")
	}
	w.press(fyne.KeyRight, fyne.KeyRight, fyne.KeyRight)
	if w.Caret() != 3 || w.off != 0 {
		t.Errorf("three times right leads to %d", w.Caret())
	}
	w.chord(fyne.KeyModifierControl, fyne.KeyRight)
	w.chord(fyne.KeyModifierControl|fyne.KeyModifierShift, fyne.KeyRight)
	w.selects(" s")
	w.shifted(fyne.KeyRight)
	w.selects(" s’")
	w.press(fyne.KeyLeft)
	if w.Caret() != len("Le phare") || w.SelectedText() != "" {
		t.Errorf("left of a selection leads to %d", w.Caret())
	}
	w.press(fyne.KeyEnd)
	_, end := w.lay.LineRange(0)
	if w.Caret() != end {
		t.Errorf("End leads to %d, want %d", w.Caret(), end)
	}
	w.press(fyne.KeyHome)
	w.chord(fyne.KeyModifierControl, fyne.KeyEnd)
	if w.Caret() != len(w.PlainText()) || w.off+w.Size().Height < w.pageHeight()-footMargin-1 {
		t.Errorf("Ctrl+End leads to %d", w.Caret())
	}
	w.press(fyne.KeyPageUp)
	if c := w.Caret(); c >= len(w.PlainText()) || c < len(w.PlainText())-3000 {
		t.Errorf("a page up leads to %d of %d", c, len(w.PlainText()))
	}
	w.FocusLost()
	if w.sheet.caret.FillColor != w.opt.Reading.Palette.Muted {
		t.Error("the caret is not muted while the focus is elsewhere")
	}
	w.CaretMode(false)
	if w.shown(w.sheet.caret) {
		t.Error("a caret after caret mode")
	}
}

// Down and up visit every line once, over pictures, headings and right-to-left
// text, keep to their column, and come back to where they began.
func TestCaretGoesUpAndDown(t *testing.T) {
	w := open(t, Options{})
	w.Open(languages(), nil, 0)
	w.CaretMode(true)
	w.press(fyne.KeyRight, fyne.KeyRight, fyne.KeyRight)
	var went []int
	lines := len(w.lay.Lines) - w.frontLines()
	for range lines + 3 {
		went = append(went, w.Caret())
		w.press(fyne.KeyDown)
	}
	if went[len(went)-1] != len(w.PlainText()) {
		t.Fatalf("down ends at %d of %d: %v", went[len(went)-1], len(w.PlainText()), went)
	}
	for i := 1; i < lines; i++ {
		_, above, _ := w.lay.Point(went[i-1])
		if _, y, _ := w.lay.Point(went[i]); y <= above {
			t.Errorf("step %d goes from %d to %d", i, went[i-1], went[i])
		}
	}
	for range lines - 1 {
		w.press(fyne.KeyUp)
	}
	w.press(fyne.KeyUp, fyne.KeyUp, fyne.KeyDown)
	if x, _, _ := w.lay.Point(w.Caret()); x < 0 || w.Caret() > 200 {
		t.Errorf("up ends at %d", w.Caret())
	}
}

func (w *world) frontLines() (n int) {
	for _, l := range w.lay.Lines {
		if l.Start > len(w.PlainText()) {
			n++
		}
	}
	return n
}

// In text from right to left the left arrow goes on; what is selected is one
// range of the text, drawn from the right edge.
func TestCaretInArabic(t *testing.T) {
	w := open(t, Options{})
	w.Open(languages(), nil, 0)
	start := strings.Index(w.PlainText(), arabic)
	w.Select(start, start)
	w.CaretMode(true)
	w.shifted(fyne.KeyLeft, fyne.KeyLeft, fyne.KeyLeft)
	w.selects("قال")
	box := w.RectOf(w.Selection())
	if right := w.column + w.lay.Style.Measure; len(box) != 1 || box[0].Pos.X+box[0].Size.Width < right-3 {
		t.Errorf("the selection begins at %v, the column ends at %g", box, right)
	}
	w.press(fyne.KeyLeft)
	if w.Caret() != start+len("قال") {
		t.Errorf("left of the selection leads to %d", w.Caret())
	}
	w.press(fyne.KeyRight)
	if w.Caret() != start+len("قا") {
		t.Errorf("right leads to %d", w.Caret())
	}
	w.chord(fyne.KeyModifierControl, fyne.KeyLeft)
	w.chord(fyne.KeyModifierControl|fyne.KeyModifierShift, fyne.KeyLeft)
	w.selects(" الكاتب")
	w.drag(w.place("الصحافة", true), w.place("2011", false))
	if got := w.SelectedText(); !strings.Contains(got, "المستقلة» تواجه") || strings.ContainsAny(got, "\n") {
		t.Errorf("dragging selects %q", got)
	}
}

// A line of Chinese ends where the next begins: End stays on its line.
func TestEndOfChineseLines(t *testing.T) {
	w := open(t, Options{})
	w.Open(languages(), nil, 0)
	start := strings.Index(w.PlainText(), chinese)
	w.Select(start, start)
	w.CaretMode(true)
	w.press(fyne.KeyEnd)
	_, y, _ := w.lay.Caret(w.Caret(), w.caret.upstream)
	if _, top, _ := w.lay.Point(start); y != top || w.Caret() <= start+60 {
		t.Errorf("End leads to %d at %g, the line is at %g", w.Caret(), y, top)
	}
	at := w.Caret()
	w.press(fyne.KeyEnd)
	if w.Caret() != at {
		t.Errorf("End once more leads on to %d", w.Caret())
	}
	if x := w.sheet.caret.Position().X; x < w.column+w.lay.Style.Measure-40 {
		t.Errorf("the caret stands at %g", x)
	}
	w.press(fyne.KeyHome)
	if w.Caret() != start {
		t.Errorf("Home leads to %d, not %d", w.Caret(), start)
	}
}

// Clipping, and all that leads to it, without a mouse.
func TestKeyboardAlone(t *testing.T) {
	var got string
	w := open(t, Options{OnSelect: func(start, end int, _ Area) { got = article().Text()[start:end] }})
	w.CaretMode(true)
	w.chord(fyne.KeyModifierControl, fyne.KeyDown)
	w.chord(fyne.KeyModifierControl, fyne.KeyDown)
	w.chord(fyne.KeyModifierControl, fyne.KeyDown)
	w.press(fyne.KeyHome)
	w.shifted(fyne.KeyEnd)
	if got == "" || got != w.SelectedText() || w.BubbleRects() == nil {
		t.Errorf("offered %q, selected %q", got, w.SelectedText())
	}
	w.TypedRune('h')
	if w.heard() != "rune h" {
		t.Error("the window does not hear of h")
	}
}

// The caret stands still: showing it starts no animation.
func TestCaretDoesNotBlink(t *testing.T) {
	w := open(t, Options{})
	w.CaretMode(true)
	if w.pulse.anim != nil || w.mouse.scroll != nil {
		t.Error("something moves while nothing happens")
	}
	if w.sheet.caret.Size().Width != caretWidth {
		t.Errorf("the caret is %v", w.sheet.caret.Size())
	}
}
