//go:build !headless

package app

import (
	"context"
	"strings"

	"florilegium/app/reader"
	"florilegium/app/style"
	"florilegium/app/typeset"
	"florilegium/clipper"
	"florilegium/clipper/cite"
	"florilegium/clipper/fetch"
	"florilegium/db"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"
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
	queue    *queue
	private  map[string]bool // what the reader said of hosts inside the network
	fonts    *typeset.Fonts
	setter   *typeset.Setter
	settings settings
	colours  *themed

	frame      *frame
	content    *fyne.Container
	add        *formEntry
	search     *searchField
	library    *libraryPane
	clips      *clipsPane
	collection *collectionPane
	live       *live
	exporting  *exportForm // that was opened last
	reader     *reader.Reader
	pageBack   *canvas.Rectangle
	page       *fyne.Container // stands in place of the reader: a failure, an empty library
	foot       *fyne.Container
	status     *widget.Label // at the foot, left
	place      *widget.Label // at the foot, right
	styles     *cite.Styles
	styleName  *tabs // at the foot
	find       *findBar
	toast      *toast
	stop       context.CancelFunc // ends the jobs
	ended      bool               // closing has begun
	failed     error              // why there is no library
	opening    lane
	rereading  lane
	following  lane           // of the open article in the library
	offered    map[int64]bool // articles whose new reading was offered
	undoing    []func()       // newest last
	copies     []string       // folders of documents that were handed to a viewer
	form       dialog.Dialog  // that is open, nil for none
	dialog     string         // its name
}

// newWindow makes the window, without a library yet.
func newWindow(ctx context.Context, a fyne.App) *window {
	w := &window{jobs: jobs{ctx: ctx}, commands: commands(), app: a, toast: newToast(), settings: readSettings(), offered: map[int64]bool{}, private: map[string]bool{}}
	a.Settings().SetTheme(w.settings.theme())
	w.win = a.NewWindow("Florilegium")
	w.win.SetPadded(false)
	w.win.Resize(fyne.NewSize(w.settings.Width, w.settings.Height))
	return w
}

// build fills the window with the library. Nothing runs before the app does.
func (w *window) build() error {
	fonts, err := reader.Fonts()
	if err != nil {
		return err
	}
	w.fonts, w.setter = fonts, typeset.NewSetter(fonts)
	w.fetch = fetch.New(w.fetchOptions())
	w.queue = newQueue(w)
	s := &w.state
	s.colour, s.shelf, s.order, s.allClips = clipper.Yellow, w.settings.Shelf, w.settings.Sort, w.settings.AllClips
	if w.settings.In == w.lib.Dir() {
		s.collecting, s.collection = w.settings.Collecting, w.settings.Collection
	}
	if err := w.furnish(); err != nil {
		return err
	}
	w.win.SetMainMenu(w.mainMenu())
	w.win.Canvas().SetOnTypedRune(w.typedRune)
	w.win.Canvas().SetOnTypedKey(w.typedKey)
	w.win.SetOnDropped(w.dropped)
	return nil
}

// furnish makes the bar, the panes and the foot.
func (w *window) furnish() (err error) {
	w.add, w.search = newAddField(w), newSearchField(w)
	w.library, w.collection, w.live = newLibraryPane(w), newCollectionPane(w), newLive(w)
	w.clips = newClipsPane(w)
	if w.reader, err = w.newReader(); err != nil {
		return err
	}
	w.page = container.NewStack()
	w.page.Hide()
	w.status = widget.NewLabel("")
	w.status.SizeName, w.status.Importance = theme.SizeNameCaptionText, widget.LowImportance
	w.place = widget.NewLabelWithStyle("", fyne.TextAlignTrailing, fyne.TextStyle{})
	w.place.SizeName, w.place.Importance = theme.SizeNameCaptionText, widget.LowImportance
	w.styles, w.styleName = cite.OpenStyles(cite.UsualPlaces(w.lib.Dir())), newLinks(func(int) { w.showStyles() })
	w.styleName.height = footLine
	w.showStyle()
	w.find = newFindBar(w)
	article := container.NewStack(w.reader, container.New(w.find, w.find.box), w.page, container.New(w.toast, w.toast.box))
	w.colours = &themed{}
	w.pageBack = w.colours.back(theme.ColorNameBackground)
	bar := container.NewStack(w.colours.back(style.ColourSurface), container.New(&barLayout{}, w.add, w.search, w.barButtons()))
	left := container.New(layout.NewCustomPaddedHBoxLayout(0), w.status, w.queue.line)
	w.foot = container.New(&shift{x: 4, y: -5}, container.NewBorder(nil, nil, left, w.styleName, w.place))
	foot := container.NewStack(w.colours.back(style.ColourSurface), w.foot)
	w.frame, w.content = newFrame(bar, w.library.box, article, w.clips.box, foot)
	w.frame.library.width, w.frame.library.closed = w.settings.Library, w.settings.HideLibrary
	w.frame.clips.width, w.frame.clips.closed = w.settings.Clips, w.settings.HideClips
	w.frame.library.grip.done, w.frame.clips.grip.done = w.keepPanes, w.keepPanes
	w.win.SetContent(w.content)
	return nil
}

func (w *window) barButtons() fyne.CanvasObject {
	button := func(text string, do func()) *button {
		b := w.newButton(text, do)
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
		text = tr("Found: %s", dots(counted("articles", f.ArticleCount), counted("clips", f.ClipCount)))
		for _, h := range f.Hints {
			text = dots(text, tr(h.Msg, h.Args...))
		}
	}
	w.status.SetText(text)
}

// counted is a number of hits in words; more than are counted have a plus.
func counted(key string, c db.Count) string {
	text := count(key, c.N)
	if c.More {
		text = strings.Replace(text, grouped(c.N), grouped(c.N)+"+", 1)
	}
	return text
}

// showFound shows what a search found, or with nil the shelf again.
func (w *window) showFound(found *db.Results) {
	w.state.found, w.state.snippets, w.state.quotes = found, nil, nil
	w.clips.reload()
	if found == nil {
		w.state.asked = ""
		w.library.picks.clear()
		w.library.reload()
		return
	}
	w.state.snippets, w.state.quotes = map[int64]marked{}, map[int64]marked{}
	w.state.addSnippets(found.Hits, false)
	w.library.rows.all(found.Articles)
	w.refresh()
}

func (w *window) openFirst(found *db.Results) {
	if len(found.Clips) > 0 {
		w.openClip(found.Clips[0])
	} else if len(found.Articles) > 0 {
		w.open(found.Articles[0].ID, -1)
	}
}
