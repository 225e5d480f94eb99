//go:build !headless

package app

import (
	"context"
	"strings"
	"time"

	"florilegium/app/reader"
	"florilegium/app/style"
	"florilegium/app/typeset"
	"florilegium/clipper"
	"florilegium/clipper/fetch"
	"florilegium/db"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// window is the program's window and everything in it.
type window struct {
	jobs
	state    state
	commands []command
	app      fyne.App
	win      fyne.Window
	lib      *db.Library
	fetch    *fetch.Fetcher
	setter   *typeset.Setter
	reading  style.Reading
	colours  *themed

	frame    *frame
	content  *fyne.Container
	add      *widget.Entry
	search   *searchField
	library  *libraryPane
	clips    *clipsPane
	reader   *reader.Reader
	pageBack *canvas.Rectangle
	page     *fyne.Container // stands in place of the reader: a failure, an empty library
	status   *widget.Label
	toast    *toast
	stop     context.CancelFunc // ends the jobs
	ended    bool               // closing has begun
	opening  lane
	undoing  func()
	form     dialog.Dialog // that is open, nil for none
	dialog   string        // its name
}

// newWindow builds the window on a library. Nothing runs before the app does.
func newWindow(ctx context.Context, a fyne.App, lib *db.Library) (*window, error) {
	fonts, err := reader.Fonts()
	if err != nil {
		return nil, err
	}
	w := &window{
		jobs: jobs{ctx: ctx}, commands: commands(), app: a, lib: lib, setter: typeset.NewSetter(fonts),
		fetch: fetch.New(fetch.Options{Now: time.Now, AllowPrivate: fetch.Typed, Languages: []string{lang.SystemLocale().LanguageString()}}), toast: newToast(),
	}
	w.state.colour = clipper.Yellow
	w.reading = readSettings().reading()
	w.win = a.NewWindow("Florilegium")
	w.win.SetPadded(false)
	if err := w.build(); err != nil {
		return nil, err
	}
	w.win.SetMainMenu(w.mainMenu())
	w.win.Resize(fyne.NewSize(windowWidth, windowHeight))
	w.win.Canvas().SetOnTypedRune(w.typedRune)
	w.win.Canvas().SetOnTypedKey(w.typedKey)
	return w, nil
}

func (w *window) build() (err error) {
	w.add, w.search = newAddField(w), newSearchField(w)
	w.library, w.clips = newLibraryPane(w), newClipsPane(w)
	if w.reader, err = w.newReader(); err != nil {
		return err
	}
	w.page = container.NewStack()
	w.page.Hide()
	w.status = widget.NewLabel("")
	w.status.SizeName, w.status.Importance = theme.SizeNameCaptionText, widget.LowImportance
	article := container.NewStack(w.reader, w.page, container.New(w.toast, w.toast.box))
	w.colours = &themed{}
	w.pageBack = w.colours.back(theme.ColorNameBackground)
	bar := container.NewStack(w.colours.back(style.ColourSurface), container.New(&barLayout{}, w.add, w.search, w.barButtons()))
	foot := container.NewStack(w.colours.back(style.ColourSurface), container.New(&shift{y: -5}, w.status))
	w.frame, w.content = newFrame(bar, w.library.box, article, w.clips.box, foot)
	w.win.SetContent(w.content)
	return nil
}

func (w *window) barButtons() fyne.CanvasObject {
	button := func(text string, do func()) *widget.Button {
		b := widget.NewButton(text, do)
		b.Importance = widget.LowImportance
		return b
	}
	return container.New(layout.NewHBoxLayout(),
		button("A−", func() { w.resize(-1) }), button("A+", func() { w.resize(1) }), button("◐", w.nextTheme))
}

// themed are the rectangles that follow the palette.
type themed struct {
	backs []*canvas.Rectangle
	names []fyne.ThemeColorName
}

func (t *themed) back(name fyne.ThemeColorName) *canvas.Rectangle {
	r := canvas.NewRectangle(theme.Color(name))
	t.backs, t.names = append(t.backs, r), append(t.names, name)
	return r
}

func (t *themed) recolour() {
	for i, r := range t.backs {
		r.FillColor = theme.Color(t.names[i])
		r.Refresh()
	}
}

// barLayout lays out the bar: an address, a search in the middle, buttons.
type barLayout struct{}

func (barLayout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(300, barHeight) }

func (barLayout) Layout(o []fyne.CanvasObject, size fyne.Size) {
	height := o[0].MinSize().Height
	y := (barHeight - 1 - height) / 2
	place(o[0], 12, y, libraryWidth-24, height)
	buttons := o[2].MinSize().Width
	width := min(560, size.Width-libraryWidth-buttons-40)
	x := max(libraryWidth+8, (size.Width-width)/2)
	place(o[1], x, y, min(width, size.Width-x-buttons-20), height)
	place(o[2], size.Width-buttons-10, y, buttons, height)
}

// shift moves one object a little and gives it all the room.
type shift struct{ x, y float32 }

func (shift) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(10, 10) }

func (s shift) Layout(o []fyne.CanvasObject, size fyne.Size) {
	o[0].Move(fyne.NewPos(s.x, s.y))
	o[0].Resize(fyne.NewSize(size.Width-s.x, o[0].MinSize().Height))
}

// report shows a failure that belongs to no row.
func (w *window) report(err error) {
	if err == nil {
		return
	}
	sentence, hint := tell(err)
	w.toast.show(dots(sentence, hint), nil)
}

// refresh draws everything that shows the state.
func (w *window) refresh() {
	w.library.refresh()
	w.clips.refresh()
	w.showStatus()
}

func (w *window) showStatus() {
	t := w.state.total
	text := dots(count("articles", t.Articles), count("clips", t.Clips))
	if f := w.state.found; f != nil {
		text = tr("Found: %s", dots(count("articles", f.ArticleCount.N), count("clips", f.ClipCount.N)))
		for _, h := range f.Hints {
			text = dots(text, tr(h.Msg, h.Args...))
		}
	}
	w.status.SetText(text)
}

// showFound shows what a search found, or with nil the shelf again.
func (w *window) showFound(found *db.Results) {
	w.state.found, w.state.snippets = found, nil
	if found != nil {
		w.state.snippets = snippets(found)
	}
	w.clips.reload()
	w.refresh()
}

// snippets are the words around what was found, for each article's row.
func snippets(found *db.Results) map[int64]string {
	texts := map[int64]string{}
	for _, h := range found.Hits {
		if h.Kind == db.ArticleHit {
			texts[h.Article.ID] = rowSnippet(h.Snippet)
		}
	}
	return texts
}

// rowSnippet begins shortly before the first match, since a row is narrow.
func rowSnippet(s db.Snippet) string {
	start := 0
	if len(s.Matches) > 0 {
		if i := strings.LastIndexAny(s.Text[:s.Matches[0][0]], " \n"); i > 0 {
			start = 1 + strings.LastIndexAny(s.Text[:i], " \n")
		}
	}
	text := oneLine(s.Text[start:])
	if start > 0 {
		text = "… " + text
	}
	return text
}

func (w *window) openFirst(found *db.Results) {
	if len(found.Clips) > 0 {
		w.openClip(found.Clips[0])
	} else if len(found.Articles) > 0 {
		w.open(found.Articles[0].ID, -1)
	}
}
