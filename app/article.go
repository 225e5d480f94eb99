//go:build !headless

package app

import (
	"context"
	"net/url"
	"strings"
	"time"

	"florilegium/app/reader"
	"florilegium/clipper"
	"florilegium/clipper/anchor"
	"florilegium/clipper/cite"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/widget"
)

// open shows an article. at is a byte offset in its text, or -1 for the place
// where it was left.
func (w *window) open(id int64, at int) {
	if w.state.open == nil || w.state.open.ID != id {
		w.state.chosen = 0
	}
	w.openThen(id, at, func() {})
}

func (w *window) openThen(id int64, at int, then func()) {
	w.keepPlace()
	lib := w.lib
	w.run(&w.opening, func(ctx context.Context) func() {
		a, err := lib.Article(ctx, id)
		if err != nil {
			return func() { w.report(err) }
		}
		clips, err := lib.Clips(ctx, id)
		return func() {
			w.report(err)
			w.show(a, clips, at)
			then()
		}
	})
}

func (w *window) show(a *clipper.Article, clips []clipper.Clip, at int) {
	if at < 0 {
		at = a.State.Progress
	}
	w.state.open = a
	w.page.Hide()
	w.reader.Open(a, clips, at)
	if w.state.found == nil && !w.state.allClips {
		w.state.clips = clips
	}
	w.win.SetTitle(a.Source.Title + " – Florilegium")
	w.refresh()
	w.focusReader()
}

// openClip shows a clip at its place.
func (w *window) openClip(c clipper.Clip) {
	if w.state.open != nil && w.state.open.ID == c.ArticleID {
		w.page.Hide()
		w.reader.Reveal(c.Start)
		w.reader.Pulse(c)
		w.focusReader()
		return
	}
	w.openThen(c.ArticleID, c.Start, func() { w.reader.Pulse(c) })
}

// keepPlace stores how far the open article was read.
func (w *window) keepPlace() {
	a := w.state.open
	if a == nil {
		return
	}
	place := w.reader.TopOffset()
	if place == a.State.Progress {
		return
	}
	a.State.Progress = place
	w.setState(a)
}

// setState stores what the reader did with an article.
func (w *window) setState(a *clipper.Article) {
	lib, id, state := w.lib, a.ID, a.State
	w.run(nil, func(context.Context) func() {
		// Closing the window must not stop this write.
		err := lib.SetState(context.Background(), id, state)
		return func() {
			w.report(err)
			w.library.reload()
		}
	})
}

// markClips shows the clips of the open article in its text.
func (w *window) markClips() {
	if a := w.state.open; a != nil && w.state.found == nil && !w.state.allClips {
		w.reader.SetClips(w.state.clips)
	}
}

// reloadClips reads the clips of the open article again, for its text and for
// the pane.
func (w *window) reloadClips() {
	a := w.state.open
	if a == nil {
		return
	}
	lib := w.lib
	w.run(nil, func(ctx context.Context) func() {
		clips, err := lib.Clips(ctx, a.ID)
		return func() {
			w.report(err)
			if w.state.open == a {
				w.reader.SetClips(clips)
			}
			w.clips.reload()
			w.library.reload()
		}
	})
}

// selection is the selected part of the open article as a clip.
func (w *window) selection() (clipper.Clip, bool) {
	start, end := w.reader.Selection()
	if w.state.open == nil || start == end {
		return clipper.Clip{}, false
	}
	c, err := anchor.NewClip(w.state.open, start, end)
	if err != nil {
		w.report(err)
		return clipper.Clip{}, false
	}
	return c, true
}

// clipSelection clips the selection, or gives the chosen clip another colour.
func (w *window) clipSelection(colour clipper.Colour) {
	w.state.colour = colour
	c, ok := w.selection()
	if !ok {
		if c, ok = w.chosenClip(); !ok {
			return
		}
	}
	c.Colour = colour
	w.reader.ClearSelection()
	w.saveClip(c)
}

// chosenClip is the clip chosen in the pane or in the text.
func (w *window) chosenClip() (clipper.Clip, bool) {
	for _, c := range w.state.clips {
		if c.ID == w.state.chosen {
			return c, true
		}
	}
	return clipper.Clip{}, false
}

func (w *window) saveClip(c clipper.Clip) {
	lib := w.lib
	w.run(nil, func(context.Context) func() {
		err := lib.SaveClip(context.Background(), &c) // a clip once asked for is kept
		return func() {
			w.report(err)
			w.state.chosen = c.ID
			w.reloadClips()
		}
	})
}

// clipWithNote asks for a note on the selection or the chosen clip.
func (w *window) clipWithNote() {
	c, ok := w.selection()
	if !ok {
		if c, ok = w.chosenClip(); !ok {
			return
		}
	} else {
		c.Colour = w.state.colour
	}
	note, tags := widget.NewMultiLineEntry(), widget.NewEntry()
	note.SetText(c.Note)
	note.Wrapping = fyne.TextWrapWord
	tags.SetText(joinTags(c.Tags))
	items := []*widget.FormItem{widget.NewFormItem(tr("Note"), note), widget.NewFormItem(tr("Tags"), tags)}
	form := dialog.NewForm(tr("Clip with a note"), tr("Keep"), tr("Cancel"), items, func(keep bool) {
		if keep {
			c.Note, c.Tags = note.Text, splitTags(tags.Text)
			w.reader.ClearSelection()
			w.saveClip(c)
		}
	}, w.win)
	form.Resize(fyne.NewSize(460, 260))
	w.showForm("note", form)
	w.win.Canvas().Focus(note)
}

// deleteChosen deletes the chosen clip, or the open article, and offers to undo.
func (w *window) deleteChosen() {
	if c, ok := w.chosenClip(); ok {
		w.state.chosen = 0
		w.change(tr("Clip deleted"),
			func(ctx context.Context) error { return w.lib.DeleteClip(ctx, c.ID) },
			func(ctx context.Context) error { return w.lib.RestoreClip(ctx, c.ID) })
		return
	}
	if a := w.state.open; a != nil {
		w.showEmpty()
		w.change(tr("Article deleted"),
			func(ctx context.Context) error { return w.lib.DeleteArticle(ctx, a.ID) },
			func(ctx context.Context) error { return w.lib.RestoreArticle(ctx, a.ID) })
	}
}

// change does something that can be undone, and says so.
func (w *window) change(text string, do, undo func(context.Context) error) {
	w.apply(do, func() {
		w.undoing = func() { w.apply(undo, func() {}) }
		w.toast.show(text, w.undo)
	})
}

func (w *window) apply(do func(context.Context) error, then func()) {
	w.run(nil, func(context.Context) func() {
		err := do(context.Background()) // once asked for, done
		return func() {
			w.report(err)
			if err == nil {
				then()
			}
			w.reloadClips()
			w.clips.reload()
			w.library.reload()
		}
	})
}

// undo takes the last deletion back, once; a focused entry undoes its own typing.
func (w *window) undo() {
	if w.passOn(&fyne.ShortcutUndo{}) {
		return
	}
	undo := w.undoing
	w.undoing = nil
	w.toast.box.Hide()
	if undo != nil {
		undo()
	}
}

func (w *window) star() { w.setFlag(func(s *clipper.State) { s.Starred = !s.Starred }) }

func (w *window) toggleRead() { w.setFlag(func(s *clipper.State) { s.Read = !s.Read }) }

func (w *window) setFlag(flip func(*clipper.State)) {
	if a := w.state.open; a != nil {
		flip(&a.State)
		w.setState(a)
	}
}

// copy copies the selection word for word, whatever has the focus.
func (w *window) copy() {
	if w.passOn(&fyne.ShortcutCopy{Clipboard: w.app.Clipboard()}) {
		return
	}
	if start, end := w.reader.Selection(); start < end {
		w.app.Clipboard().SetContent(w.state.open.Text()[start:end])
		w.reader.HideBubble()
	} else if c, ok := w.chosenClip(); ok {
		w.app.Clipboard().SetContent(c.Quote)
	}
}

// copyCited copies the selection or the chosen clip with its reference.
func (w *window) copyCited() {
	c, ok := w.selection()
	if !ok {
		if c, ok = w.chosenClip(); !ok {
			w.toast.show(tr("Select a passage or a clip first"), nil)
			return
		}
	}
	lib := w.lib
	w.run(nil, func(ctx context.Context) func() {
		a, err := lib.Article(ctx, c.ArticleID)
		return func() {
			if err != nil {
				w.report(err)
				return
			}
			w.app.Clipboard().SetContent(cite.Quotation(c, a.Source, a.Source.Language))
			w.reader.HideBubble()
			w.toast.show(tr("Copied with its reference"), nil)
		}
	})
}

func (w *window) openOriginal() {
	if a := w.state.open; a != nil {
		w.openLink(a.Source.URL)
	}
}

// openLink hands an address to the system's browser: http and https only.
func (w *window) openLink(address string) {
	u, err := url.Parse(address)
	if err != nil || (u.Scheme != "http" && u.Scheme != "https") {
		return
	}
	w.report(w.app.OpenURL(u))
}

// showArrival shows a page that is on its way or has failed, with the way out.
func (w *window) showArrival(a *arrival) {
	title := widget.NewLabel(a.address)
	title.TextStyle.Bold, title.Wrapping = true, fyne.TextWrapBreak
	text := widget.NewLabel(stageText(a))
	text.Wrapping = fyne.TextWrapWord
	buttons := container.NewHBox(widget.NewButton(tr("Cancel"), func() { w.leave(a) }))
	if a.err != nil {
		sentence, hint := tell(a.err)
		text.SetText(sentence + ".\n" + hint + ".")
		again := widget.NewButton(tr("Try again"), func() { w.page.Hide(); w.retry(a) })
		again.Importance = widget.HighImportance
		buttons = container.NewHBox(again, widget.NewButton(tr("Remove"), func() { w.leave(a) }))
	}
	w.instead(container.NewVBox(title, text, container.New(layout.NewCustomPaddedLayout(0, 0, 8, 0), buttons)))
}

// instead shows something in place of the article.
func (w *window) instead(o fyne.CanvasObject) {
	inset := layout.NewCustomPaddedLayout(48, 0, 54, 54)
	w.page.Objects = []fyne.CanvasObject{w.pageBack, container.New(inset, o)}
	w.page.Show()
	w.page.Refresh()
}

func (w *window) leave(a *arrival) {
	w.page.Hide()
	w.dismiss(a)
}

// newReader makes the reading widget and connects it.
func (w *window) newReader() (*reader.Reader, error) {
	return reader.New(reader.Options{
		Reading: w.reading,
		Labels:  reader.Labels{Note: tr("Note"), Copy: tr("Copy"), Cite: tr("Cite")},
		Run:     func(work func() func()) { w.run(nil, func(context.Context) func() { return work() }) },
		Images:  w.image,
		Meta:    articleMeta,
		Now:     time.Now,

		OnClipTapped: w.chooseClip,
		OnLink:       w.openLink,
		OnScroll:     w.scrolled,
		OnKey:        w.typedKey,
		OnRune:       w.typedRune,

		OnColour: w.clipSelection,
		OnNote:   w.clipWithNote,
		OnCopy:   w.copy,
		OnCite:   w.copyCited,
	})
}

// image is a picture of the library.
func (w *window) image(hash string) ([]byte, error) {
	asset, err := w.lib.Image(w.ctx, hash)
	return asset.Data, err
}

// articleMeta is the line under the title: who, where, when.
func articleMeta(a *clipper.Article) (string, []clipper.Span) {
	s := &a.Source
	var names []string
	for _, n := range s.Authors {
		names = append(names, n.Display())
	}
	before := strings.Join(names, ", ")
	if before != "" && s.Container != "" {
		before += " · "
	}
	var links []clipper.Span
	if s.Container != "" {
		links = append(links, clipper.Span{Start: len(before), End: len(before) + len(s.Container), Link: s.URL})
	}
	return dots(before+s.Container, shortDate(s.Issued), tr("saved %s", ago(a.Added, time.Now())), tr("%d min", a.Minutes())), links
}

// chooseClip shows the card of a clip that was clicked in the text.
func (w *window) chooseClip(c clipper.Clip) {
	w.state.chosen = c.ID
	for i, shown := range w.state.clips {
		if shown.ID == c.ID {
			w.clips.list.ScrollTo(i)
		}
	}
	w.clips.list.Refresh()
}

// scrolled marks an article as read once its end was in view.
func (w *window) scrolled(_ int, read float64) {
	if a := w.state.open; a != nil && !a.State.Read && read >= 1 {
		a.State.Read = true
		w.setState(a)
	}
	w.frame.read(read)
}
