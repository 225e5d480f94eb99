//go:build !headless

package app

import (
	"context"
	"time"

	"florilegium/app/reader"
	"florilegium/clipper"
	"florilegium/clipper/capture"
	"florilegium/clipper/extract"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// offerAfter is how long an article rests open before the program looks whether it
// would read its page otherwise today.
const offerAfter = 3 * time.Second

// reasons are why blocks are left out, in words.
var reasons = map[clipper.Reason]struct{ label string }{
	clipper.Navigation:  {label: "Menu or foot of the site"},
	clipper.Sharing:     {label: "Buttons to share or subscribe"},
	clipper.Related:     {label: "Other articles"},
	clipper.Comments:    {label: "Comments of readers"},
	clipper.Advertising: {label: "Advertising"},
	clipper.Hidden:      {label: "Not shown on the page"},
	clipper.Repeated:    {label: "Stands elsewhere already"},
	clipper.Beside:      {label: "A box beside the text"},
	clipper.Doubted:     {label: "Perhaps part of the article"},
	clipper.Unread:      {label: "Not taken for text"},
	clipper.TakenOut:    {label: "Taken out by you"},
}

// leftOut lists the blocks of a page that are not the article's; one click puts a
// block back, and the program remembers it.
type leftOut struct {
	w       *window
	article *clipper.Article
	dropped []clipper.Dropped
	list    *plainList
	empty   *widget.Label
}

// showLeftOut reads the kept page of the open article again and lists what of it
// is left out.
func (w *window) showLeftOut() {
	a := w.state.open
	if a == nil {
		return
	}
	door := w.door()
	w.run(nil, func(ctx context.Context) func() {
		reading, err := door.Reading(ctx, a)
		return func() {
			if err != nil {
				w.report(err)
				return
			}
			w.listLeftOut(a, reading.Dropped)
		}
	})
}

func (w *window) listLeftOut(a *clipper.Article, dropped []clipper.Dropped) {
	l := &leftOut{w: w, article: a, dropped: dropped, empty: widget.NewLabel(tr("Nothing of the page was left out."))}
	l.list = w.newPlainList(func() int { return len(l.dropped) }, w.newLeftOutRow, l.bind)
	l.empty.Hidden = len(dropped) > 0
	d := w.newForm(tr("What was left out"), container.NewStack(l.list, container.NewCenter(l.empty)), "", nil)
	d.Resize(fyne.NewSize(760, 560))
	w.showForm("leftout", d)
}

func (w *window) newLeftOutRow() fyne.CanvasObject {
	text, reason := widget.NewLabel("\n"), widget.NewLabel("")
	text.Wrapping, text.Truncation = fyne.TextWrapWord, fyne.TextTruncateEllipsis
	reason.Importance, reason.SizeName = widget.LowImportance, theme.SizeNameCaptionText
	back := w.newButton(tr("Put back"), nil)
	back.Importance = widget.LowImportance
	return container.NewBorder(nil, nil, nil, container.NewCenter(back), container.NewVBox(text, reason))
}

func (l *leftOut) bind(i widget.ListItemID, o fyne.CanvasObject) {
	if i >= len(l.dropped) {
		return
	}
	x := l.dropped[i]
	parts := o.(*fyne.Container).Objects
	words := parts[0].(*fyne.Container).Objects
	words[0].(*widget.Label).SetText(shorten(reader.OneLine(x.Block.Text), 160))
	words[1].(*widget.Label).SetText(tr(reasons[x.Reason].label))
	parts[1].(*fyne.Container).Objects[0].(*button).OnTapped = func() { l.putBack(x) }
}

// putBack makes a block part of the article.
func (l *leftOut) putBack(x clipper.Dropped) {
	l.w.choose(l.article.ID, tr("The block is part of the article now"), capture.Choice{Text: x.Block.Text, In: true})
	l.w.closeForm()
}

// takeOut takes the block where the selection begins out of the article.
func (w *window) takeOut() {
	a := w.state.open
	start, _ := w.reader.Selection()
	if a == nil {
		return
	}
	at := 0
	for _, b := range a.Blocks {
		if end := at + len(b.Text); start <= end {
			w.choose(a.ID, tr("The block is no longer part of the article"), capture.Choice{Text: b.Text})
			return
		}
		at += len(b.Text) + 1
	}
}

// choose stores the reader's word on a block and shows the article anew; undoing it
// says the opposite.
func (w *window) choose(id int64, said string, c capture.Choice) {
	against := capture.Choice{Text: c.Text, In: !c.In}
	w.change(said,
		func(ctx context.Context) error { return w.reread(ctx, id, c) },
		func(ctx context.Context) error { return w.reread(ctx, id, against) })
}

func (w *window) reread(ctx context.Context, id int64, choices ...capture.Choice) error {
	a, err := w.lib.Article(ctx, id)
	if err != nil {
		return err
	}
	if _, err = w.door().Reread(ctx, a, choices...); err == nil {
		post(func() { w.reopen(id) })
	}
	return err
}

// reopen shows an article again whose text has changed, at the same place.
func (w *window) reopen(id int64) {
	if a := w.state.open; a != nil && a.ID == id {
		w.open(id, w.reader.TopOffset())
	}
}

// door is the front door onto the window's library.
func (w *window) door() *capture.Door {
	return &capture.Door{Fetch: w.fetch, Store: w.lib, Now: time.Now}
}

// offerReading looks, once an article has been open for a while, whether this
// version of the program reads its page otherwise than the one that saved it, and
// offers that reading.
func (w *window) offerReading(a *clipper.Article) {
	if !extract.Outdated(a) {
		return
	}
	door := w.door()
	w.run(&w.rereading, func(ctx context.Context) func() {
		select {
		case <-ctx.Done():
			return nil
		case <-time.After(offerAfter):
		}
		r, err := door.WouldReread(ctx, a)
		if err != nil || r.Status != capture.Version { // no page kept, or nothing to gain
			return nil
		}
		return func() {
			if w.state.open == a && !w.offered[a.ID] {
				w.offered[a.ID] = true
				w.toast.offer(tr("This version reads the page otherwise"), tr("Read it again"), func() { w.readAgain(a) })
			}
		}
	})
}

// readAgain takes the reading of this version.
func (w *window) readAgain(a *clipper.Article) {
	w.apply(func(ctx context.Context) error { return w.reread(ctx, a.ID) }, func() {
		w.toast.show(tr("Read again; the text before is kept"), nil)
	})
}
