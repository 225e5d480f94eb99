//go:build !headless

package app

import (
	"context"
	"net/url"
	"reflect"
	"strings"
	"time"

	"florilegium/app/reader"
	"florilegium/clipper"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
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
	lib, fonts := w.lib, w.fonts
	w.run(&w.opening, func(ctx context.Context) func() {
		a, err := lib.Article(ctx, id)
		if err != nil {
			return func() { w.report(err) }
		}
		fonts.Warm(a.Text()) // the first text in a script takes long
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
	if w.state.open == nil || w.state.open.ID != a.ID {
		w.state.since, w.state.part = time.Now(), 0
	}
	w.state.open = a
	w.page.Hide()
	w.reader.Open(a, clips, at)
	w.showHere(a, clips)
	w.offerReading(a)
	w.setTitle(a)
	if doc, ok := a.Attachment(); ok {
		w.showDocument(a, doc)
	}
	w.refresh()
	w.focusReader()
}

// setTitle names the open article in the title of the window.
func (w *window) setTitle(a *clipper.Article) {
	w.win.SetTitle(titleOf(a.Source.Title, a.Source.URL) + " – Florilegium")
}

// openClip shows a clip at its place.
func (w *window) openClip(c clipper.Clip) {
	if w.state.open != nil && w.state.open.ID == c.ArticleID {
		w.page.Hide()
		w.reader.Reveal(c.Start)
		w.reader.Choose(c.UID)
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
	place, read := w.reader.TopOffset(), w.markRead(a)
	if place == a.State.Progress && !read {
		return
	}
	a.State.Progress = place
	w.setState(a)
}

// setState stores what the reader did with an article.
func (w *window) setState(a *clipper.Article) {
	lib, id, state := w.lib, a.ID, a.State
	w.inOrder(func() func() {
		// Closing the window must not stop this write.
		err := lib.SetState(context.Background(), id, state)
		return func() {
			w.report(err)
			w.library.reload()
		}
	})
}

// follow shows what became of the open article in the library: another process, or
// a change taken back, may have given it other marks or another source, or have
// deleted it.
func (w *window) follow() {
	was := w.state.open
	if was == nil {
		return
	}
	lib := w.lib
	w.run(&w.following, func(ctx context.Context) func() {
		now, err := lib.Article(ctx, was.ID)
		return func() {
			switch {
			case w.state.open != was:
			case clipper.CodeOf(err) == clipper.NotFound:
				w.showEmpty()
			case err == nil:
				w.become(was, now)
			}
		}
	})
}

// become takes over what changed about the open article, but its place, which the
// reader holds.
func (w *window) become(was, now *clipper.Article) {
	now.State.Progress = was.State.Progress
	same := was.Text() == now.Text() && reflect.DeepEqual(was.Source, now.Source)
	if was.State = now.State; !same && w.dialog != "source" {
		w.state.open = now
		w.setTitle(now)
		w.reader.Open(now, w.state.here, w.reader.TopOffset())
	}
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
	title := widget.NewLabel(dots(a.address, otherName(a.address)))
	title.TextStyle.Bold, title.Wrapping = true, fyne.TextWrapBreak
	text := widget.NewLabel(stageText(a))
	text.Wrapping = fyne.TextWrapWord
	buttons := container.NewHBox(widget.NewButton(tr("Cancel"), func() { w.leave(a) }))
	if a.err != nil {
		sentence, hint := tell(a.err)
		text.SetText(sentence + ".\n" + hint + ".")
		again := widget.NewButton(tr("Try again"), func() { w.page.Hide(); w.retry(a) })
		again.Importance = widget.HighImportance
		again.Hidden = a.given
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
		Reading: w.settings.reading(),
		Labels: reader.Labels{Note: tr("Note"), Copy: tr("Copy"), Cite: tr("Cite"),
			Omit: tr("Omit"), Insert: tr("Insert"), Emphasise: tr("Emphasise"), Gather: tr("Gather")},
		Run:    func(work func() func()) { w.run(nil, func(context.Context) func() { return work() }) },
		Images: w.image,
		Meta:   articleMeta,
		Now:    time.Now,

		MissingHint: missingScripts,
		Lacking:     lackingSentence,

		OnClipTapped: w.chooseClip,
		OnClipLeft:   w.leaveClip,
		OnClipMoved:  w.clipMoved,
		OnLink:       w.openLink,
		OnLinkHover:  w.hoverLink,
		OnMenu:       w.readerMenu,
		OnScroll:     w.scrolled,
		OnKey:        w.typedKey,
		OnRune:       w.typedRune,

		OnColour: w.clipSelection,
		OnNote:   w.clipWithNote,
		OnCopy:   w.copy,
		OnCite:   w.copyCited,
		OnGather: w.gather,
		OnMark:   w.bubbleMarks,
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
		names = append(names, reader.OneLine(n.Display()))
	}
	before, site := strings.Join(names, ", "), reader.OneLine(s.Container)
	if before != "" && site != "" {
		before += " · "
	}
	var links []clipper.Span
	if site != "" {
		links = append(links, clipper.Span{Start: len(before), End: len(before) + len(site), Link: s.URL})
	}
	text := dots(before+site, shortDate(s.Issued), tr("saved %s", ago(a.Added, time.Now())), tr("%d min", a.Minutes()))
	for _, w := range a.Warnings() {
		text = dots(text, tr(w.Sentence()))
	}
	return text, links
}

// chooseClip shows the card of a clip that was clicked in the text.
func (w *window) chooseClip(c clipper.Clip) {
	w.state.chosen = c.ID
	w.clips.picks.clear()
	w.state.allClips = w.state.allClips && w.clips.rows.index(c.ID) >= 0
	if i := w.clips.rows.index(c.ID); i >= 0 {
		w.clips.list.ScrollTo(i)
	}
	w.clips.refresh()
}

// leaveClip lets the chosen clip go.
func (w *window) leaveClip() {
	w.state.chosen = 0
	w.clips.refresh()
}

// clipMoved gives the chosen clip the ends that the reader's hand gave it.
func (w *window) clipMoved(uid string, start, end int) {
	for _, c := range w.state.here {
		if c.UID == uid {
			w.moveClip(c, start, end)
		}
	}
}

// readerMenu offers what can be done with the selection or the chosen clip.
func (w *window) readerMenu(at fyne.Position) {
	w.popup(at, "copy", "cite", "copyas", "clip", "note", "omit", "insert", "emphasise", "sic", "takeout", "delete", "find", "browse")
}

// missingScripts says quietly that fonts are missing, and which packages have them.
func missingScripts(scripts []string) string {
	for i, s := range scripts {
		name, packages, _ := strings.Cut(s, " (")
		scripts[i] = tr(name) + " (" + packages
	}
	return tr("Some signs have no font here: %s", strings.Join(scripts, ", "))
}

// dwell is how long an article must have been open to count as read: the end of
// a short one is in view at once.
const dwell = 5 * time.Second

// scrolled notes how far the article was read, and that it was when its end is in
// view.
func (w *window) scrolled(_ int, read float64) {
	w.state.part = read
	if a := w.state.open; a != nil && w.markRead(a) {
		w.setState(a)
	}
	w.frame.read(read)
	w.showPlace()
}

// markRead marks an article as read if its end was in view for long enough.
func (w *window) markRead(a *clipper.Article) bool {
	_, document := a.Attachment() // of which no end was seen
	done := !a.State.Read && !document && w.state.part >= 1 && time.Since(w.state.since) >= dwell
	a.State.Read = a.State.Read || done
	return done
}
