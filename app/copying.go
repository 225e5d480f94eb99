//go:build !headless

package app

import (
	"context"
	"slices"
	"strings"

	"florilegium/app/cli"
	"florilegium/clipper"
	"florilegium/clipper/cite"
	"florilegium/db"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
)

// copy copies the selection word for word, whatever has the focus.
func (w *window) copy() {
	if w.passOn(&fyne.ShortcutCopy{Clipboard: w.app.Clipboard()}) {
		return
	}
	if start, end := w.reader.Selection(); start < end {
		w.app.Clipboard().SetContent(w.state.open.Text()[start:end])
		w.reader.HideBubble()
		return
	}
	words := func(c clipper.Clip, _ *clipper.Article, _ styled) (string, string) { return c.Quote, "" }
	w.copyClips(copying{write: words, put: w.putPlain})
}

// copyCited copies the selection or the chosen clips with their references: with
// notes or with citations in the text, as the style has them.
func (w *window) copyCited() {
	w.copyClips(copying{tr("Copied with its reference"), cited, w.putPlain, false})
}

// copyFormatted is copyCited for programs that take formatted text.
func (w *window) copyFormatted() {
	w.copyClips(copying{tr("Copied with its formatting"), cited, w.putFormatted, false})
}

// copyAs copies in one of the forms of the copy menu.
func (w *window) copyAs(form cite.Variant) {
	keyed := form == cite.CopyPandoc || form == cite.CopyLaTeX
	w.copyClips(copying{tr("Copied"), inForm(form), w.putPlain, keyed})
}

// copying is one way to copy clips.
type copying struct {
	said  string // when it is done, "" for nothing
	write writer
	put   func(copied, string)
	keyed bool // what is written holds cite keys, which must not change any more
}

// writer writes a clip of an article as it is copied, as text and in HTML.
type writer func(clipper.Clip, *clipper.Article, styled) (text, rich string)

// copied is what goes to the clipboard.
type copied struct{ text, rich string }

func cited(c clipper.Clip, a *clipper.Article, style styled) (text, rich string) {
	form := cite.CopyNote
	if style.csl != nil && !style.csl.IsNote() {
		form = cite.CopyCitation
	}
	return inForm(form)(c, a, style)
}

func inForm(form cite.Variant) writer {
	return func(c clipper.Clip, a *clipper.Article, style styled) (text, rich string) {
		return cite.Copy(form, c, a, style.csl, style.language(a.Source))
	}
}

// copyClips hands the selection, else the picked or chosen clips, to the clipboard,
// with an empty line between them.
func (w *window) copyClips(how copying) {
	ids := w.clips.aimed()
	selected, ok := w.selection()
	if !ok && len(ids) == 0 {
		w.toast.show(tr("Select a passage or a clip first"), nil)
		return
	}
	lib, styles, c := w.lib, w.styles, w.settings.Cite
	w.run(nil, func(ctx context.Context) func() {
		style, err := loadStyle(styles, c.Style, c.Locale)
		clips := []clipper.Clip{selected}
		if !ok && err == nil {
			clips, err = lib.ClipsByID(ctx, ids)
		}
		var all copied
		if err == nil {
			all, err = how.all(ctx, lib, clips, style)
		}
		return func() {
			w.report(err)
			if w.reader.HideBubble(); err == nil {
				how.put(all, how.said)
			}
		}
	})
}

// all writes clips one after the other.
func (how copying) all(ctx context.Context, lib *db.Library, clips []clipper.Clip, style styled) (copied, error) {
	var texts, riches []string
	for _, c := range clips {
		a, err := lib.Article(ctx, c.ArticleID)
		if err == nil && how.keyed {
			err = cli.KeepKey(ctx, lib, a)
		}
		if err != nil {
			return copied{}, err
		}
		text, rich := how.write(c, a, style)
		texts, riches = append(texts, text), append(riches, rich)
	}
	return copied{strings.Join(texts, "\n\n"), strings.Join(riches, "\n")}, nil
}

// putPlain puts text on the clipboard.
func (w *window) putPlain(c copied, said string) {
	if strings.TrimSpace(c.text) == "" {
		w.toast.show(tr("This source has nothing to copy in that form"), nil)
		return
	}
	w.app.Clipboard().SetContent(c.text)
	if said != "" {
		w.toast.show(said, nil)
	}
}

// putFormatted puts formatted text on the clipboard, or the plain one where the
// desktop has no way, and says which.
func (w *window) putFormatted(c copied, said string) {
	w.run(nil, func(ctx context.Context) func() {
		err := putFormatted(ctx, c.rich)
		return func() {
			if err != nil {
				w.putPlain(c, "")
				w.report(err)
				return
			}
			w.toast.show(said, nil)
		}
	})
}

// richForms are those that a word processor has a use for.
var richForms = []cite.Variant{cite.CopyNote, cite.CopyCitation, cite.CopyQuote, cite.CopyReference, cite.CopyLink}

// copyMenu offers all forms in which clips are copied.
func (w *window) copyMenu(at fyne.Position) {
	var items, rich []*fyne.MenuItem
	for _, f := range cite.Copies {
		items = append(items, fyne.NewMenuItem(tr(f.Label()), func() { w.copyAs(f.ID) }))
		if slices.Contains(richForms, f.ID) {
			how := copying{tr("Copied with its formatting"), inForm(f.ID), w.putFormatted, false}
			rich = append(rich, fyne.NewMenuItem(tr(f.Label()), func() { w.copyClips(how) }))
		}
	}
	if formattedClipboard() != nil {
		more := fyne.NewMenuItem(tr("Formatted, for a word processor"), nil)
		more.ChildMenu = fyne.NewMenu("", rich...)
		items = append(items, fyne.NewMenuItemSeparator(), more)
	}
	widget.ShowPopUpMenuAtPosition(fyne.NewMenu("", items...), w.win.Canvas(), at)
}

// copyMenuHere opens the menu of forms by its key: at the selection, else at the
// card of the clip.
func (w *window) copyMenuHere() {
	if box, ok := w.reader.SelectionArea(); ok {
		w.copyMenu(box.Pos.AddXY(0, box.Size.Height))
		return
	}
	w.showClips()
	w.copyMenu(fyne.CurrentApp().Driver().AbsolutePositionForObject(w.clips.detail.box))
}

// copyReference copies the entries of a bibliography for the aimed articles.
func (w *window) copyReference() {
	ids, lib, styles, c := w.library.aimed(), w.lib, w.styles, w.settings.Cite
	if len(ids) == 0 {
		return
	}
	w.run(nil, func(ctx context.Context) func() {
		style, err := loadStyle(styles, c.Style, c.Locale)
		var texts []string
		for _, id := range ids {
			if err != nil {
				return func() { w.report(err) }
			}
			var a *clipper.Article
			if a, err = lib.Article(ctx, id); err == nil {
				texts = append(texts, style.reference(a.Source))
			}
		}
		return func() {
			w.report(err)
			w.app.Clipboard().SetContent(strings.Join(texts, "\n"))
			w.toast.show(tr("Reference copied"), nil)
		}
	})
}
