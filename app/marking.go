//go:build !headless

package app

import (
	"context"
	"strings"

	"florilegium/clipper"
	"florilegium/clipper/cite"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"
)

// What the reader does to a quotation where it is written out: words selected
// inside a clip are left out, replaced in brackets, set in italics, or followed by
// [sic]. The text of the clip stays as it is.

// marking does one kind of it.
func marking(kind clipper.MarkKind) func(*window) {
	return func(w *window) { w.markSelection(kind) }
}

// bubbleMarks is marking by the bubble. The toolkit takes the focus away once a
// press is over, so that a form opens after it.
func (w *window) bubbleMarks(kind clipper.MarkKind) {
	w.run(nil, func(context.Context) func() { return func() { w.markSelection(kind) } })
}

// markSelection marks the selected words in the quotation that they lie in, or
// takes the mark off where it stands already.
func (w *window) markSelection(kind clipper.MarkKind) {
	start, end := w.reader.Selection()
	c, ok := w.reader.ClipAround(start, end)
	if !ok {
		w.toast.show(tr("Select some words inside a clip first"), nil)
		return
	}
	m := clipper.ClipMark{Kind: kind, Start: start - c.Start, End: end - c.Start}
	if kind == clipper.Insert {
		w.askInsertion(c, m)
		return
	}
	w.setMark(c, m)
}

// setMark sets a mark, or takes it off, and can be undone.
func (w *window) setMark(c clipper.Clip, m clipper.ClipMark) {
	marks, lost, err := clipper.ToggleMark(c.Quote, c.Marks, m)
	if err != nil {
		w.report(err)
		return
	}
	w.reader.ClearSelection()
	said := tr("The quotation reads differently now")
	if len(lost) > 0 {
		said = tr("Marks that were in the way gave way")
	}
	w.setMarks(c, marks, said)
}

// setMarks gives a clip other marks.
func (w *window) setMarks(c clipper.Clip, marks []clipper.ClipMark, said string) {
	w.clips.detail.flush()
	w.state.chosen = c.ID
	w.change(said, w.withMarks(c.ID, marks), w.withMarks(c.ID, c.Marks))
}

// withMarks changes nothing else about a clip, which may have changed meanwhile.
func (w *window) withMarks(id int64, marks []clipper.ClipMark) func(context.Context) error {
	return w.whole(func(ctx context.Context) error {
		c, err := w.lib.Clip(ctx, id)
		if err != nil {
			return err
		}
		c.Marks = marks
		return w.lib.SaveClip(ctx, c)
	})
}

// unmark takes all marks off the chosen quotation.
func (w *window) unmark() {
	if c, ok := w.chosenClip(); ok && len(c.Marks) > 0 {
		w.setMarks(c, nil, tr("The quotation stands as on the page again"))
	}
}

// insertion asks for the words to be set in brackets, and shows how the quotation
// will read.
type insertion struct {
	w     *window
	clip  clipper.Clip
	mark  clipper.ClipMark // over the selected words
	words *formEntry
	after *check // the selected words stay
	shown *widget.Label
}

func (w *window) askInsertion(c clipper.Clip, m clipper.ClipMark) {
	f := &insertion{w: w, clip: c, mark: m, words: w.newFormEntry(), shown: widget.NewLabel("")}
	f.shown.Wrapping = fyne.TextWrapWord
	f.words.SetPlaceHolder(tr("Words in brackets"))
	f.after = w.newCheck(tr("After the selected words, which stay"), false, func(bool) { f.show() })
	for _, o := range c.Marks {
		if o.Kind == clipper.Insert && o.Start == m.Start && o.End == m.End {
			f.words.SetText(o.Text)
		}
	}
	f.words.OnChanged = func(string) { f.show() }
	d := w.newForm(tr("Insert into the quotation"), container.NewVBox(f.words, f.after, f.shown), tr("Insert"), f.done)
	f.words.OnSubmitted = func(string) { d.Hide(); f.done() }
	d.Resize(fyne.NewSize(520, 300))
	f.show()
	w.showForm("insertion", d)
	w.win.Canvas().Focus(f.words)
}

// chosen is the mark that the form describes.
func (f *insertion) chosen() clipper.ClipMark {
	m := f.mark
	m.Text = strings.TrimSpace(f.words.Text)
	if f.after.Checked {
		m.Start = m.End
	}
	return m
}

func (f *insertion) show() {
	c := f.clip
	if m := f.chosen(); m.Text != "" {
		if marks, _, err := clipper.ToggleMark(c.Quote, c.Marks, m); err == nil {
			c.Marks = marks
		}
	}
	f.shown.SetText(f.w.asQuoted(c))
}

func (f *insertion) done() {
	if m := f.chosen(); m.Text != "" {
		f.w.setMark(f.clip, m)
	}
}

// asQuoted is a clip as it is quoted in a text of the chosen language.
func (w *window) asQuoted(c clipper.Clip) string {
	lang := w.settings.Cite.Locale
	if lang == "" && w.state.open != nil {
		lang = w.state.open.Source.Language
	}
	return cite.PassageIn(c, lang).String()
}
