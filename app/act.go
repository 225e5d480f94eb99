//go:build !headless

package app

import (
	"strings"

	"florilegium/app/style"
	"florilegium/clipper"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"
)

func (w *window) focusAdd()    { w.win.Canvas().Focus(w.add) }
func (w *window) focusSearch() { w.win.Canvas().Focus(w.search) }
func (w *window) focusReader() { w.win.Canvas().Focus(w.reader) }

func (w *window) passOn(s fyne.Shortcut) bool {
	e := w.entry()
	if e != nil {
		e.TypedShortcut(s)
	}
	return e != nil
}

// paste adds pasted addresses, pages and texts, wherever the focus is; other text
// goes to the entry that has the focus, and all of it while a note is written.
func (w *window) paste() {
	text := w.app.Clipboard().Content()
	e := w.entry()
	if clipper.LooksLikeAddress(text) && (e == nil || e == fyne.Shortcutable(w.add) || e == fyne.Shortcutable(w.search)) {
		w.report(w.addAddress(text))
		return
	}
	lines := strings.Contains(strings.TrimSpace(text), "\n") // an entry of one line has no use for them
	if (e == nil || lines && e == fyne.Shortcutable(w.add)) && w.pasteText(text) {
		return
	}
	if e != nil {
		e.TypedShortcut(&fyne.ShortcutPaste{Clipboard: w.app.Clipboard()})
	} else if strings.TrimSpace(text) != "" {
		w.toast.show(tr("The clipboard holds no address of a page"), nil)
	}
}

func (w *window) selectAll() {
	if !w.passOn(&fyne.ShortcutSelectAll{}) {
		w.reader.TypedShortcut(&fyne.ShortcutSelectAll{})
	}
}

// nextTheme goes from paper to sepia to dark and on.
func (w *window) nextTheme() {
	for i, p := range style.Palettes {
		if p == w.settings.palette() {
			w.settings.Theme, w.settings.Follow = style.Palettes[(i+1)%len(style.Palettes)].Name, false
			break
		}
	}
	w.restyle()
}

// applyTheme gives the palette to everything that is drawn.
func (w *window) applyTheme() {
	w.app.Settings().SetTheme(w.settings.theme())
	w.recolour()
}

// followTheme follows the system from light to dark and back.
func (w *window) followTheme() {
	if w.settings.Follow {
		w.recolour()
	}
}

// recolour draws everything again whose colours are not the toolkit's.
func (w *window) recolour() {
	w.reader.ApplyStyle(w.settings.reading())
	w.frame.recolour()
	w.colours.recolour()
	w.toast.recolour()
	w.refresh()
}

// resize changes the size of reading by a number of steps; 0 is the normal size.
func (w *window) resize(steps int) {
	w.settings.Size = style.Step(w.settings.Size, steps)
	if steps == 0 {
		w.settings.Size = style.DefaultSize
	}
	w.reader.ApplyStyle(w.settings.reading())
	w.saveSettings()
}

func (w *window) toggleLibrary() { w.togglePane(w.frame.library) }
func (w *window) toggleClips()   { w.togglePane(w.frame.clips) }

func (w *window) togglePane(p *pane) {
	w.frame.toggle(p)
	w.content.Refresh()
	w.keepPanes()
}

// showClips opens the pane of clips if it is not to be seen.
func (w *window) showClips() {
	if w.frame.alone {
		w.readAlone()
	}
	if !w.frame.clips.shown(w.frame.width) {
		w.toggleClips()
	}
	w.content.Refresh()
}

// alone hides everything but the article, or shows it again.
func (w *window) readAlone() {
	w.frame.alone = !w.frame.alone
	w.win.SetFullScreen(w.frame.alone)
	w.content.Refresh()
	w.focusReader()
}

// keepPanes stores how the window is laid out.
func (w *window) keepPanes() {
	s, f := &w.settings, w.frame
	s.Library, s.Clips = f.library.width, f.clips.width
	s.HideLibrary, s.HideClips = f.library.closed, f.clips.closed
	s.Shelf, s.AllClips, s.Sort = w.state.shelf, w.state.allClips, w.state.order
	s.Open, s.In = 0, w.lib.Dir()
	s.Collecting, s.Collection = w.state.collecting, w.state.collection
	if a := w.state.open; a != nil {
		s.Open = a.ID
	}
	if size := w.win.Canvas().Size(); !f.alone && size.Width > 0 {
		s.Width, s.Height = size.Width, size.Height
	}
	w.saveSettings()
}

// showKeys lists the commands with their keys.
func (w *window) showKeys() {
	grid := container.New(&twoColumns{})
	for _, c := range w.commands {
		if key := keyName(c); key != "" {
			grid.Add(widget.NewLabel(tr(c.label)))
			grid.Add(widget.NewLabelWithStyle(key, fyne.TextAlignLeading, fyne.TextStyle{Bold: true}))
		}
	}
	d := w.newForm(tr("Keys"), formScroll(grid), "", nil)
	d.Resize(fyne.NewSize(520, 560))
	w.showForm("keys", d)
}

// twoColumns lays out labels and keys in rows.
type twoColumns struct{}

const keyRow = 28

func (twoColumns) MinSize(o []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(420, float32(len(o)/2)*keyRow)
}

func (twoColumns) Layout(o []fyne.CanvasObject, size fyne.Size) {
	for i := 0; i+1 < len(o); i += 2 {
		y := float32(i/2) * keyRow
		place(o[i], 0, y, size.Width-140, keyRow)
		place(o[i+1], size.Width-140, y, 140, keyRow)
	}
}

// keyName is how a command's key is printed.
func keyName(c command) string {
	var names []string
	if s, ok := c.shortcut.(fyne.KeyboardShortcut); ok {
		name := bareKey(s.Key())
		names = append(names, modified(s.Mod(), name))
	}
	if c.rune != 0 {
		names = append(names, string(c.rune))
	}
	if c.key != "" {
		names = append(names, bareKey(c.key))
	}
	return strings.Join(names, ", ")
}

// modified is the name of a key with those that are held with it.
func modified(mod fyne.KeyModifier, name string) string {
	if mod&fyne.KeyModifierShift != 0 {
		name = tr("Shift") + "+" + name
	}
	if mod&fyne.KeyModifierAlt != 0 {
		name = tr("Alt") + "+" + name
	}
	if mod&fyne.KeyModifierShortcutDefault != 0 {
		name = tr("Ctrl") + "+" + name
	}
	return name
}

// bareKey is what stands on a key that types nothing.
func bareKey(k fyne.KeyName) string {
	switch k {
	case fyne.KeyUp:
		return "↑"
	case fyne.KeyDown:
		return "↓"
	case fyne.KeyDelete:
		return tr("Del")
	case fyne.KeyBackspace:
		return tr("Backspace")
	}
	return string(k)
}

func (w *window) showAbout() {
	text := tr("Florilegium %s\nA reading and clipping library. MIT licence.\nReading face: STIX Two Text, SIL Open Font Licence.\nCitation styles: the Citation Style Language project, https://citationstyles.org", clipper.ProgramVersion)
	w.showForm("about", w.newForm(tr("About Florilegium"), widget.NewLabel(text), "", nil))
}

// showEmpty stands in the article pane while no article is open.
func (w *window) showEmpty() {
	w.state.open = nil
	text := widget.NewLabel(tr("Choose an article on the left, or paste the address of a page anywhere."))
	text.Wrapping, text.Alignment, text.Importance = fyne.TextWrapWord, fyne.TextAlignCenter, widget.LowImportance
	w.instead(container.NewVBox(text))
	w.win.SetTitle("Florilegium")
	w.frame.read(0)
	w.showPlace()
}

func joinTags(tags []string) string { return strings.Join(tags, ", ") }

func splitTags(text string) []string {
	var out []string
	for t := range strings.SplitSeq(text, ",") {
		if t = strings.TrimSpace(t); t != "" {
			out = append(out, t)
		}
	}
	return out
}
