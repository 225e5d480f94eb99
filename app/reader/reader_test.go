//go:build !headless

package reader

import (
	"image/color"
	"strings"
	"testing"
	"time"

	"florilegium/app/style"
	"florilegium/clipper"
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"
)

const (
	first  = "Le phare s’est éteint à 21 h 30 : « Personne n’a crié », dit Maëlle Cœurjoly ; puis le vent a tourné."
	second = "Depuis, les pêcheurs règlent leur retour sur les fenêtres du bourg, qui s’allument l’une après l’autre."
)

func article() *clipper.Article {
	blocks := []clipper.Block{
		{Kind: clipper.Paragraph, Text: first},
		{Kind: clipper.Heading, Level: 2, Text: "Ce que disent les registres"},
		{Kind: clipper.Paragraph, Text: second, Spans: []clipper.Span{{Start: 8, End: 21, Link: "https://example.org/peche"}}},
	}
	for range 60 {
		blocks = append(blocks, clipper.Block{Kind: clipper.Paragraph, Text: strings.Repeat(second+" ", 3)})
	}
	return &clipper.Article{Source: clipper.Source{Title: "Le phare éteint", Container: "Le Courrier des îles", Language: "fr"}, Blocks: blocks}
}

// world is a reader in a window of the test driver, with a clock of its own.
type world struct {
	*Reader
	t      *testing.T
	now    time.Time
	said   []string // what the reader called back
	window fyne.Window
}

func open(t *testing.T, opt Options, clips ...clipper.Clip) *world {
	t.Helper()
	test.NewTempApp(t)
	w := &world{t: t, now: time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)}
	opt.Labels = Labels{"Note", "Copier", "Citer", "Omettre", "Insérer", "Souligner", "Recueillir"}
	opt.Now = func() time.Time { return w.now }
	opt.OnLink = func(u string) { w.said = append(w.said, "link "+u) }
	opt.OnClipTapped = func(c clipper.Clip) { w.said = append(w.said, "clip "+c.UID) }
	opt.OnKey = func(e *fyne.KeyEvent) { w.said = append(w.said, "key "+string(e.Name)) }
	opt.OnRune = func(r rune) { w.said = append(w.said, "rune "+string(r)) }
	opt.OnColour = func(c clipper.Colour) { w.said = append(w.said, "colour "+string(c)) }
	opt.OnShortcut = func(s fyne.Shortcut) { w.said = append(w.said, "shortcut "+s.ShortcutName()) }
	r, err := New(opt)
	if err != nil {
		t.Fatal(err)
	}
	w.Reader = r
	w.window = test.NewTempWindow(t, r)
	w.window.SetPadded(false)
	w.window.Resize(fyne.NewSize(680, 760))
	r.Open(article(), clips, 0)
	return w
}

// heard is what the reader called back since the last time.
func (w *world) heard() string {
	s := strings.Join(w.said, ", ")
	w.said = nil
	return s
}

// place is the middle of the first line of words of the text, in the widget.
func (w *world) place(words string, end bool) fyne.Position {
	w.t.Helper()
	i := strings.Index(w.PlainText(), words)
	if i < 0 {
		w.t.Fatalf("no %q", words)
	}
	areas := w.RectOf(i, i+len(words))
	if len(areas) == 0 {
		w.t.Fatalf("%q is not in view", words)
	}
	origin := fyne.CurrentApp().Driver().AbsolutePositionForObject(w.Reader)
	a := areas[0]
	if end {
		a = areas[len(areas)-1]
		return a.Pos.Subtract(origin).AddXY(a.Size.Width, a.Size.Height/2)
	}
	return a.Pos.Subtract(origin).AddXY(.5, a.Size.Height/2)
}

func at(p fyne.Position, mod fyne.KeyModifier) *desktop.MouseEvent {
	return &desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: p, AbsolutePosition: p}, Button: desktop.MouseButtonPrimary, Modifier: mod}
}

func (w *world) click(p fyne.Position, mod fyne.KeyModifier) {
	w.MouseDown(at(p, mod))
	w.MouseUp(at(p, mod))
}

func (w *world) drag(from, to fyne.Position) {
	w.MouseDown(at(from, 0))
	w.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: to}})
	w.MouseUp(at(to, 0))
	w.DragEnd()
}

func (w *world) selects(want string) {
	w.t.Helper()
	if got := w.SelectedText(); got != want {
		w.t.Errorf("selected %q, want %q", got, want)
	}
}

func TestDragAcrossParagraphs(t *testing.T) {
	told := 0
	w := open(t, Options{OnSelect: func(start, end int, a Area) {
		told++
		if a.Size.Width <= 0 || a.Size.Height <= 0 {
			t.Errorf("the selection %d-%d has no area", start, end)
		}
	}})
	w.drag(w.place("Maëlle", false), w.place("Depuis", true))
	w.selects("Maëlle Cœurjoly ; puis le vent a tourné.\nCe que disent les registres\nDepuis")
	if told != 1 {
		t.Errorf("OnSelect was called %d times", told)
	}
	w.TypedShortcut(&fyne.ShortcutCopy{})
	if got := fyne.CurrentApp().Clipboard().Content(); got != w.SelectedText() {
		t.Errorf("the clipboard holds %q", got)
	}
	w.drag(w.place("Depuis", true), w.place("Maëlle", false))
	w.selects("Maëlle Cœurjoly ; puis le vent a tourné.\nCe que disent les registres\nDepuis")
	w.FocusLost()
	seen := 0
	for _, q := range w.bands(0, 700) {
		if q.colour == style.Paper.Selection {
			seen++
		}
	}
	if seen < 3 {
		t.Errorf("%d lines are seen to be selected while the focus is elsewhere", seen)
	}
}

func TestClicksSelectWordAndParagraph(t *testing.T) {
	w := open(t, Options{})
	p := w.place("éteint", false).AddXY(8, 0)
	w.click(p, 0)
	w.selects("")
	w.click(p, 0)
	w.selects("éteint")
	w.click(p, 0)
	w.selects(first)
	w.click(p, 0)
	w.selects(first)
	w.click(p, 0)
	w.selects("")
	w.now = w.now.Add(time.Second)
	w.click(p, 0)
	w.selects("")
	w.click(w.place("crié", true), fyne.KeyModifierShift)
	if got := w.SelectedText(); !strings.HasSuffix(got, "crié") || !strings.HasPrefix(got, "teint") {
		t.Errorf("shift and click selects %q", got)
	}
}

// Two clicks select a word, three a sentence, four a paragraph, in every script.
func TestClicksInManyScripts(t *testing.T) {
	w := open(t, Options{})
	a := languages()
	a.Blocks[0].Text = "M. Morvan n’a rien dit. « Personne n’a crié ! » Puis le vent a tourné, vers 21 h."
	w.Open(a, nil, 0)
	for _, c := range []struct{ at, word, sentence string }{
		{"crié", "crié", "« Personne n’a crié ! »"},
		{"Morvan", "Morvan", "M. Morvan n’a rien dit."},
		{"تستطيع", "تستطيع", "هل تستطيع الصمود؟"},
		{"再開発", "再開発", "東京都知事は再開発の見直しを表明した。"},
		{"對此", "對", "北京的專家認為，這個決定將影響整個地區的發展，居民們對此表示歡迎。"},
	} {
		p := w.place(c.at, false).AddXY(3, 0)
		if c.at == "تستطيع" {
			p = p.AddXY(8, 0)
		}
		w.now = w.now.Add(time.Second)
		w.click(p, 0)
		w.click(p, 0)
		w.selects(c.word)
		w.click(p, 0)
		w.selects(c.sentence)
		w.click(p, 0)
		if got := w.SelectedText(); !strings.Contains(a.Text(), "\n"+got+"\n") && !strings.HasPrefix(a.Text(), got+"\n") {
			t.Errorf("four clicks select %q", got)
		}
	}
}

func TestDragGrowsBySentences(t *testing.T) {
	w := open(t, Options{})
	p := w.place("règlent leur retour", false).AddXY(20, 0)
	w.click(p, 0)
	w.click(p, 0)
	w.drag(p, w.place("Ce que disent", false).AddXY(10, 0))
	w.selects("Ce que disent les registres\n" + second)
}

func TestDoubleClickAndDragGrowsByWords(t *testing.T) {
	w := open(t, Options{})
	p := w.place("Personne", false).AddXY(20, 0)
	w.click(p, 0)
	w.drag(p, w.place("Maëlle", false).AddXY(10, 0))
	w.selects("Personne n’a crié », dit Maëlle")
}

func TestLinksAndClipsAreTapped(t *testing.T) {
	i := strings.Index(first, "Personne")
	clip := clipper.Clip{UID: "c1", Start: i, End: i + len("Personne n’a crié"), Colour: clipper.Green}
	w := open(t, Options{}, clip)
	w.click(w.place("n’a crié", false), 0)
	if got := w.heard(); got != "clip c1" {
		t.Errorf("a click on a clip: %q", got)
	}
	w.click(w.place("les pêcheurs", false), 0)
	if got := w.heard(); got != "link https://example.org/peche" {
		t.Errorf("a click on a link: %q", got)
	}
	w.MouseMoved(at(w.place("les pêcheurs", false), 0))
	if w.Cursor() != desktop.PointerCursor {
		t.Error("no pointer over a link")
	}
	w.MouseMoved(at(w.place("éteint", false), 0))
	if w.Cursor() != desktop.TextCursor {
		t.Error("no text cursor over text")
	}
}

// Every line of a highlight has a fill in its colour and a line under it; the
// selection lies over the fill and under the line.
func TestHighlightBands(t *testing.T) {
	clip := clipper.Clip{UID: "c1", Start: 0, End: len(first), Colour: clipper.Pink}
	w := open(t, Options{}, clip)
	order := func(c color.NRGBA) (at []int) {
		for i, q := range w.bands(0, 700) {
			if q.colour == c {
				at = append(at, i)
			}
		}
		return at
	}
	lines := len(w.RectOf(0, len(first)))
	p := style.Paper
	if fills, marks := order(p.Fill(clipper.Pink)), order(p.Mark(clipper.Pink)); lines < 2 || len(fills) != lines || len(marks) != lines {
		t.Errorf("%d lines, %d fills, %d marks", lines, len(fills), len(marks))
	}
	w.Select(0, len(first))
	fills, over, marks := order(p.Fill(clipper.Pink)), order(p.Selection), order(p.Mark(clipper.Pink))
	if len(over) != lines || over[0] < fills[lines-1] || over[lines-1] > marks[0] {
		t.Errorf("fills %v, selection %v, marks %v", fills, over, marks)
	}
	w.SetClips([]clipper.Clip{{Start: 0, End: 5, Lost: true}})
	if len(order(p.Mark(clipper.Yellow))) != 0 {
		t.Error("a lost clip is drawn")
	}
}

func TestViewKeepsItsPlace(t *testing.T) {
	w := open(t, Options{})
	w.ScrollTo(5000)
	at := w.TopOffset()
	if at < 4000 || at > 5000 {
		t.Fatalf("ScrollTo(5000) shows %d", at)
	}
	w.ApplyStyle(style.Reading{Palette: style.Dark, Size: 24, Measure: style.Narrow})
	if got := w.TopOffset(); got > at || at-got > 100 {
		t.Errorf("after another size the top is %d, was %d", got, at)
	}
	w.window.Resize(fyne.NewSize(420, 700))
	if got := w.TopOffset(); got > at || at-got > 200 {
		t.Errorf("after another width the top is %d, was %d", got, at)
	}
	before := w.off
	w.Reveal(w.TopOffset() + 200)
	if w.off != before {
		t.Error("Reveal moves what is in view")
	}
	w.Reveal(100)
	if x := w.TopOffset(); x > 100 {
		t.Errorf("Reveal(100) shows %d", x)
	}
	w.Open(article(), nil, 7000)
	if x := w.TopOffset(); x < 6000 || x > 7000 {
		t.Errorf("opened at 7000, shows %d", x)
	}
	w.Pulse(clipper.Clip{Start: 20, End: 40, Colour: clipper.Blue})
	if !strings.Contains(w.VisibleText(), "Personne") {
		t.Error("Pulse does not show the clip")
	}
}

func TestFewObjects(t *testing.T) {
	var clips []clipper.Clip
	text := article().Text()
	for i := 0; i+900 < len(text); i += 1000 {
		clips = append(clips, clipper.Clip{Start: i, End: i + 700, Colour: clipper.Yellow})
	}
	w := open(t, Options{}, clips...)
	w.TypedShortcut(&fyne.ShortcutSelectAll{})
	most := 0
	for range 40 {
		w.scrollBy(210)
		most = max(most, w.Objects())
	}
	if most > 120 {
		t.Errorf("%d objects", most)
	}
	if made := len(w.sheet.tiles.live) + len(w.sheet.tiles.pool); made > 12 {
		t.Errorf("%d slices were made", made)
	}
	w.Scrolled(&fyne.ScrollEvent{Scrolled: fyne.NewDelta(0, -25)})
	if before := w.off; before == 0 {
		t.Error("the wheel does not scroll")
	}
}

func TestScrollBar(t *testing.T) {
	w := open(t, Options{})
	_, h, ok := w.thumb()
	if !ok {
		t.Fatal("no scroll bar")
	}
	p := fyne.NewPos(w.Size().Width-4, h/2)
	w.drag(p, p.AddXY(0, 5000))
	if w.off+w.Size().Height < w.pageHeight()-1 {
		t.Errorf("the thumb drags the view to %g of %g", w.off, w.pageHeight())
	}
	w.selects("")
	w.window.Resize(fyne.NewSize(150, 300))
	w.window.Resize(fyne.NewSize(680, 760))
}

func TestAutoscroll(t *testing.T) {
	w := open(t, Options{})
	w.MouseDown(at(w.place("éteint", false), 0))
	w.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(300, 900)}})
	if w.mouse.scroll == nil {
		t.Fatal("nothing scrolls while the button is held below")
	}
	w.now = w.now.Add(100 * time.Millisecond)
	w.mouse.scroll.Tick(0)
	if w.off == 0 || len(w.SelectedText()) < 1000 {
		t.Errorf("scrolled to %g with %d bytes selected", w.off, len(w.SelectedText()))
	}
	w.DragEnd()
	if w.mouse.scroll != nil || w.BubbleRects() == nil {
		t.Error("letting go does not end the selection")
	}
}
