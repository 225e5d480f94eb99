//go:build !headless

package reader

import (
	"strings"
	"testing"
	"time"

	"florilegium/app/typeset"
	"florilegium/clipper"
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
)

// linked is an article with links of several kinds and a footnote.
func linked() *clipper.Article {
	a := article()
	text := "La dépêche1 est en ligne, son auteur répond au courrier, l’archive est au musée."
	span := func(words, link, note string) clipper.Span {
		i := strings.Index(text, words)
		return clipper.Span{Start: i, End: i + len(words), Link: link, Note: note}
	}
	a.Blocks[0] = clipper.Block{Kind: clipper.Paragraph, Text: text, Spans: []clipper.Span{
		span("1", "", "n1"), span("ligne", "http://www.example.net/d%C3%A9p%C3%AAche?no=3#haut", ""),
		span("courrier", "mailto:auteur@example.org", ""), span("musée", "javascript:alert(1)", ""),
	}}
	a.Blocks = append(a.Blocks, clipper.Block{Kind: clipper.Footnote, Anchor: "n1", Text: "Dépêche du 12 septembre, reprise par l’AFP."})
	return a
}

func TestLinksOfTheWebAlone(t *testing.T) {
	var hovered []string
	w := open(t, Options{
		OnLinkHover: func(address string) { hovered = append(hovered, address) },
		Meta: func(a *clipper.Article) (string, []clipper.Span) {
			return "Le Courrier", []clipper.Span{{Start: 3, End: 11, Link: "https://example.org/"}}
		},
	})
	w.Open(linked(), nil, 0)
	for _, words := range []string{"courrier", "musée", "auteur"} {
		w.click(w.place(words, false).AddXY(4, 0), 0)
	}
	if got := w.heard(); got != "" {
		t.Errorf("followed: %q", got)
	}
	w.MouseMoved(at(w.place("ligne", false).AddXY(4, 0), 0))
	if w.Cursor() != desktop.PointerCursor {
		t.Error("no pointer over a link")
	}
	if objs := w.status.objects(); len(objs) != 3 || w.status.strong.Text != "example.net" || w.status.rest.Text != "/dépêche?no=3#haut" {
		t.Errorf("the host shown is %q, then %q", w.status.strong.Text, w.status.rest.Text)
	}
	w.MouseOut()
	if w.status.objects() != nil || len(hovered) != 2 || hovered[1] != "" {
		t.Errorf("hovered: %q", hovered)
	}
	var front fyne.Position
	for _, l := range w.lay.Lines {
		if strings.HasPrefix(w.lay.LineText(1), "Le Courrier") && l.Start > len(w.PlainText()) {
			x, y := w.at(l.X+40, l.Y+l.H/2)
			front = fyne.NewPos(x, y)
		}
	}
	w.click(front, 0)
	if got := w.heard(); got != "link https://example.org/" {
		t.Errorf("the line under the title leads to %q", got)
	}
}

func TestLinksByKeyboard(t *testing.T) {
	w := open(t, Options{})
	w.Open(linked(), nil, 0)
	w.window.Canvas().Focus(w.Reader)
	w.press(fyne.KeyTab)
	if got := w.PlainText()[w.link.start:w.link.end]; got != "1" {
		t.Errorf("the first is %q", got)
	}
	w.press(fyne.KeyTab)
	framed := 0
	for _, q := range w.bands(0, 700) {
		if q.frame == 2 && q.colour == w.opt.Reading.Palette.Link {
			framed++
		}
	}
	if got := w.PlainText()[w.link.start:w.link.end]; got != "ligne" || framed != 1 || w.status.objects() == nil {
		t.Errorf("the second is %q, framed %d times", got, framed)
	}
	w.press(fyne.KeyReturn)
	w.press(fyne.KeyTab)
	w.FollowLink()
	if got := w.heard(); got != "link http://www.example.net/d%C3%A9p%C3%AAche?no=3#haut, link https://example.org/peche" {
		t.Errorf("Enter follows %q", got)
	}
	w.shifted(fyne.KeyTab)
	if got := w.PlainText()[w.link.start:w.link.end]; got != "ligne" {
		t.Errorf("Shift+Tab leads to %q", got)
	}
	w.press(fyne.KeyEscape)
	if w.link.leads() || w.status.objects() != nil {
		t.Error("Escape does not let go of the link")
	}
	w.scrollBy(1e6)
	w.touched = false
	w.press(fyne.KeyTab)
	if w.link.leads() {
		t.Error("there is a link behind the last")
	}
}

func TestFootnotesOpenInPlaceAndLeadBack(t *testing.T) {
	w := open(t, Options{})
	w.Open(linked(), nil, 0)
	ref := w.place("1 est", false).AddXY(2, 0)
	w.MouseMoved(at(ref, 0))
	if w.Cursor() != desktop.PointerCursor {
		t.Error("no pointer over a reference")
	}
	if strings.Contains(w.VisibleText(), "Dépêche du 12") {
		t.Fatal("the note is in view already")
	}
	w.click(ref, 0)
	if !strings.Contains(w.VisibleText(), "Dépêche du 12 septembre") || w.off != 0 {
		t.Error("a click does not open the note in place")
	}
	w.now = w.now.Add(time.Second)
	w.click(ref, 0)
	if strings.Contains(w.VisibleText(), "Dépêche du 12") {
		t.Error("another click does not close it")
	}
	w.NextLink()
	w.press(fyne.KeyReturn)
	if !strings.Contains(w.VisibleText(), "Dépêche du 12 septembre") {
		t.Error("Enter does not open the note")
	}
	w.press(fyne.KeyReturn)
	w.press(fyne.KeyEscape)
	w.ScrollTo(strings.Index(w.PlainText(), "Dépêche du 12"))
	number, found := fyne.Position{}, false
	p := w.place("Dépêche du 12", false)
	for x := p.X - 60; x < p.X && !found; x += 2 {
		_, found = w.lay.BackAt(x-w.column, p.Y-topMargin+w.off)
		number = fyne.NewPos(x, p.Y)
	}
	if !found {
		t.Fatal("the note has no number")
	}
	w.click(number, 0)
	if got := w.PlainText()[w.link.start:w.link.end]; got != "1" || !strings.Contains(w.VisibleText(), "La dépêche1") {
		t.Errorf("its number leads to %q", got)
	}
	if !w.Back() || !strings.Contains(w.VisibleText(), "Dépêche du 12") {
		t.Error("no way back to the note")
	}
}

func TestCaretFollowsLinks(t *testing.T) {
	w := open(t, Options{})
	w.Open(linked(), nil, 0)
	w.press(fyne.KeyReturn)
	if w.heard() != "key Return" {
		t.Error("Enter out of caret mode is not the window's")
	}
	w.Select(strings.Index(w.PlainText(), "ligne")+1, strings.Index(w.PlainText(), "ligne")+1)
	w.CaretMode(true)
	w.press(fyne.KeyReturn)
	if got := w.heard(); !strings.HasPrefix(got, "link http://www.example.net/") {
		t.Errorf("Enter at the caret: %q", got)
	}
	w.SetClips([]clipper.Clip{clipOf(w.article, "x", "est en", clipper.Blue)})
	i := strings.Index(w.PlainText(), "est en")
	w.Select(i, i)
	w.press(fyne.KeyReturn)
	if got := w.heard(); got != "clip x" {
		t.Errorf("Enter on a clip: %q", got)
	}
}

func TestMissingFontsAreTold(t *testing.T) {
	w := open(t, Options{MissingHint: func(s []string) string { return "Police manquante : " + strings.Join(s, ", ") }})
	w.Open(article(), nil, 0)
	if w.status.hint != "" {
		t.Errorf("an article in French: %q", w.status.hint)
	}
	var missing []typeset.Script
	for _, text := range []string{"𑼒𑼓𑼔𑼕𑼖", "𞓐𞓑𞓒𞓓𞓔", "𘬀𘬁𘬂𘬃𘬄", "𐽰𐽱𐽲𐽳𐽴", "𒀀𒀁𒀂𒀃𒀄"} {
		w.Open(&clipper.Article{Blocks: []clipper.Block{{Kind: clipper.Paragraph, Text: text}}}, nil, 0)
		if missing = w.MissingScripts(); len(missing) > 0 {
			break
		}
	}
	if len(missing) == 0 {
		t.Skip("this machine has fonts for all rare scripts")
	}
	if objs := w.status.objects(); len(objs) != 3 || !strings.HasPrefix(w.status.rest.Text, "Police manquante : "+missing[0].Name) {
		t.Errorf("the hint says %q", w.status.rest.Text)
	}
	w.click(w.status.ground.Position().AddXY(10, 10), 0)
	if w.status.objects() != nil {
		t.Error("a click does not close the hint")
	}
}
