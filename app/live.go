//go:build !headless

package app

import (
	"context"
	"time"

	"florilegium/app/cli"
	"florilegium/clipper/cite"
	"florilegium/clipper/exchange"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// liveDelay lets changes that follow each other be written in one go.
const liveDelay = 500 * time.Millisecond

// live keeps the live folders of the library up to date after each change, and
// remembers how each of them fares.
type live struct {
	w       *window
	lives   []exchange.Live
	states  map[string]error // of folders and files, by path; nil for one that is up to date
	running bool
	again   bool   // something was changed meanwhile
	told    string // the failure that was told last
	form    *liveForm
}

func newLive(w *window) *live { return &live{w: w, states: map[string]error{}} }

// touch brings the folders up to date in a moment.
func (l *live) touch() {
	if l.running {
		l.again = true
		return
	}
	l.running, l.again = true, false
	lib := l.w.lib
	l.w.run(nil, func(ctx context.Context) func() {
		select {
		case <-ctx.Done():
			return nil
		case <-time.After(liveDelay):
		}
		keeper := cli.Keeper(lib)
		lives, err := keeper.Lives(ctx)
		var outcomes []exchange.Outcome
		if err == nil && len(lives) > 0 && !lib.ReadOnly() {
			outcomes, err = keeper.Update(ctx)
		}
		if ctx.Err() != nil {
			return nil
		}
		return func() { l.updated(lives, outcomes, err) }
	})
}

// last brings the folders up to date before the window is gone. What fails is told
// by the next start, which tries again.
func (l *live) last() {
	if len(l.lives) == 0 || l.w.lib.ReadOnly() {
		return
	}
	lib := l.w.lib
	l.w.inOrder(func() func() {
		_, _ = cli.Keeper(lib).Update(context.Background())
		return nil
	})
}

// updated notes how the folders fare. A failure is told once, not after each clip.
func (l *live) updated(lives []exchange.Live, outcomes []exchange.Outcome, err error) {
	l.running, l.lives = false, lives
	if err == nil {
		l.states = map[string]error{}
	}
	for _, o := range outcomes {
		if l.states[o.Live.Path()] = o.Err(); err == nil {
			err = o.Err()
		}
	}
	told := ""
	if err != nil {
		told, _ = tell(err)
	}
	if told != l.told && told != "" {
		l.w.toast.offer(tr("A live folder is not up to date"), tr("Live folders…"), func() { l.w.showLive() })
	}
	l.told = told
	if l.form != nil {
		l.form.fill()
	}
	if l.again {
		l.touch()
	}
}

// state says how a folder fares.
func (l *live) state(x exchange.Live) string {
	err, known := l.states[x.Path()]
	switch {
	case !known:
		return tr("is being written")
	case err != nil:
		sentence, hint := tell(err)
		return dots(sentence, hint)
	}
	return tr("up to date")
}

// liveForm lists the live folders, and begins to keep another.
type liveForm struct {
	w       *window
	rows    *fyne.Container
	format  *choice
	query   *formEntry
	style   *button
	choices exportChoices
}

func (w *window) showLive() *liveForm {
	f := &liveForm{w: w, rows: container.NewVBox(), query: w.newFormEntry()}
	var names []string
	for _, x := range exportFormats {
		names = append(names, x.name)
	}
	f.format = w.newChoice(names, formatIndex(cite.Obsidian), func(int) { f.chosen() })
	f.query.SetPlaceHolder(tr("Everything, or only what a search finds"))
	f.style = w.newButton("", f.chooseStyle)
	f.style.Alignment = widget.ButtonAlignLeading
	about := widget.NewLabel(tr("A live folder is written anew after each clip: the notes of Obsidian, or the .bib beside a thesis, are always current."))
	about.Wrapping, about.Importance = fyne.TextWrapWord, widget.LowImportance
	add := w.newButton(tr("Choose its folder…"), f.add)
	add.Importance = widget.HighImportance
	form := widget.NewForm(widget.NewFormItem(tr("Format"), f.format), widget.NewFormItem(tr("What"), f.query), widget.NewFormItem(tr("Style"), f.style))
	d := w.newForm(tr("Live folders"), container.NewBorder(about,
		container.NewVBox(widget.NewSeparator(), form, container.NewHBox(add)), nil, nil, formScroll(f.rows)), "", nil)
	d.Resize(fyne.NewSize(640, 530))
	w.live.form = f
	f.chosen()
	f.fill()
	w.showForm("live", &watchedForm{d, func() { w.live.form = nil }})
	w.live.touch()
	return f
}

// chosen shows the style that a format had last.
func (f *liveForm) chosen() {
	x := exportFormats[f.format.SelectedIndex()]
	f.choices = f.w.settings.choices(x.format)
	f.showStyle()
}

func (f *liveForm) showStyle() {
	x := exportFormats[f.format.SelectedIndex()]
	title := f.choices.Title
	if f.choices.Style == plainStyle {
		title = tr("Author, date, title and address")
	}
	f.style.SetText(dots(title, localeName(f.choices.Locale)) + " ▾")
	if x.styled() || x.format == cite.Obsidian {
		f.style.Enable()
	} else {
		f.style.SetText(tr("its readers bring the style"))
		f.style.Disable()
	}
}

func (f *liveForm) chooseStyle() {
	f.w.chooseStyle(citeSettings{Style: f.choices.Style, Title: f.choices.Title, Locale: f.choices.Locale}, func(s citeSettings) {
		f.choices.Style, f.choices.Title, f.choices.Locale = s.Style, s.Title, s.Locale
		f.showStyle()
	})
}

// fill lists the folders with how they fare.
func (f *liveForm) fill() {
	f.rows.Objects = nil
	for _, x := range f.w.live.lives {
		f.rows.Add(f.row(x))
	}
	f.rows.Refresh()
}

func (f *liveForm) row(x exchange.Live) fyne.CanvasObject {
	path := widget.NewLabel(x.Path())
	path.TextStyle.Bold, path.Truncation = true, fyne.TextTruncateEllipsis
	name := exportFormats[formatIndex(x.Format)].name
	state := widget.NewLabel(dots(name, x.Query, f.w.live.state(x)))
	state.SizeName, state.Wrapping, state.Importance = theme.SizeNameCaptionText, fyne.TextWrapWord, widget.LowImportance
	if f.w.live.states[x.Path()] != nil {
		state.Importance = widget.DangerImportance
	}
	stop := f.w.newButton(tr("Stop keeping it"), func() { f.remove(x) })
	return container.NewVBox(container.NewBorder(nil, nil, nil, stop, path), state)
}

// add asks for the folder and begins to keep it.
func (f *liveForm) add() {
	x := exportFormats[f.format.SelectedIndex()]
	l := exchange.Live{Format: x.format, Query: f.query.Text}
	if x.styled() || x.format == cite.Obsidian {
		l.Style, l.Locale = f.choices.Style, f.choices.Locale
	}
	f.w.askFolder(f.w.exportFolder(), func(dir string) {
		l.Folder = dir
		f.change(func(ctx context.Context, k *exchange.Keeper) error {
			_, err := k.Add(ctx, l)
			return err
		})
	})
}

// remove ends the keeping of a folder; its files stay.
func (f *liveForm) remove(x exchange.Live) {
	f.change(func(ctx context.Context, k *exchange.Keeper) error {
		_, err := k.Remove(ctx, x.Path())
		return err
	})
	f.w.undoes(tr("No longer kept up to date; the files stay"), func() {
		f.change(func(ctx context.Context, k *exchange.Keeper) error {
			_, err := k.Add(ctx, x)
			return err
		})
	})
}

func (f *liveForm) change(do func(context.Context, *exchange.Keeper) error) {
	lib := f.w.lib
	f.w.inOrder(func() func() {
		err := do(context.Background(), cli.Keeper(lib))
		return func() {
			f.w.report(err)
			f.w.live.touch()
		}
	})
}

// watchedForm is a form that tells when it is gone.
type watchedForm struct {
	dialog.Dialog
	gone func()
}

// SetOnClosed implements dialog.Dialog.
func (c *watchedForm) SetOnClosed(done func()) {
	c.Dialog.SetOnClosed(func() { c.gone(); done() })
}
