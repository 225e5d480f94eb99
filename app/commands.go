//go:build !headless

package app

import (
	"slices"

	"florilegium/clipper"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
)

// command is one thing the window can do. One table feeds the menus, the keys
// and the list of keys. Shortcuts with Ctrl stand on the menu, since a focused
// entry swallows all others; bare keys are forwarded by whatever has the focus.
type command struct {
	id       string
	menu     string // the menu it stands on, "" for none
	label    string // English, a key of the translation files
	shortcut fyne.Shortcut
	rune     rune         // bare key
	key      fyne.KeyName // bare key without a character
	inForms  bool         // it means the entry that has the focus, in forms too
	do       func(*window)
}

const (
	ctrl      = fyne.KeyModifierShortcutDefault
	ctrlShift = fyne.KeyModifierShortcutDefault | fyne.KeyModifierShift
)

func with(mod fyne.KeyModifier, key fyne.KeyName) fyne.Shortcut {
	return &desktop.CustomShortcut{KeyName: key, Modifier: mod}
}

// The menus, in their order.
var menus = []string{"File", "Edit", "Clip", "Collection", "View", "Help"}

// commands lists all commands in the order of the menus.
func commands() []command {
	return append([]command{
		{id: "add", menu: "File", label: "Add a page", shortcut: with(ctrl, fyne.KeyN), do: (*window).focusAdd},
		{id: "open", menu: "File", label: "Open a file…", shortcut: with(ctrl, fyne.KeyO), do: (*window).askOpen},
		{id: "openfolder", menu: "File", label: "Open the files of a folder…", do: (*window).askOpenFolder},
		{id: "refresh", menu: "File", label: "Fetch the page again", key: fyne.KeyF5, do: (*window).refreshPages},
		{id: "images", menu: "File", label: "Fetch missing pictures", do: (*window).imagesAgain},
		{id: "paper", menu: "File", label: "Quotation from paper…", shortcut: with(ctrlShift, fyne.KeyN), do: (*window).askPaper},
		{id: "export", menu: "File", label: "Export…", shortcut: with(ctrl, fyne.KeyE), do: (*window).askExport},
		{id: "live", menu: "File", label: "Live folders…", do: func(w *window) { w.showLive() }},
		{id: "tag", menu: "File", label: "Tags…", rune: 't', do: (*window).askTags},
		{id: "archive", menu: "File", label: "Archive", rune: 'e', do: (*window).archive},
		{id: "browse", menu: "File", label: "Open the original page", rune: 'b', do: (*window).openOriginal},
		{id: "delete", menu: "File", label: "Delete", key: fyne.KeyDelete, do: (*window).deleteChosen},

		{id: "undo", menu: "Edit", inForms: true, label: "Undo", shortcut: &fyne.ShortcutUndo{}, do: (*window).undo},
		{id: "copy", menu: "Edit", inForms: true, label: "Copy", shortcut: &fyne.ShortcutCopy{}, do: (*window).copy},
		{id: "cite", menu: "Edit", label: "Copy with reference", shortcut: with(ctrlShift, fyne.KeyC), do: (*window).copyCited},
		{id: "formatted", menu: "Edit", label: "Copy with reference, formatted", shortcut: with(ctrl|alt, fyne.KeyC), do: (*window).copyFormatted},
		{id: "copyas", menu: "Edit", label: "Copy as…", rune: 'y', do: (*window).copyMenuHere},
		{id: "reference", menu: "Edit", label: "Copy the reference", shortcut: with(ctrlShift, fyne.KeyR), do: (*window).copyReference},
		{id: "style", menu: "Edit", label: "Citation style…", rune: 'c', do: (*window).showStyles},
		{id: "paste", menu: "Edit", inForms: true, label: "Paste", shortcut: &fyne.ShortcutPaste{}, do: (*window).paste},
		{id: "all", menu: "Edit", inForms: true, label: "Select all", shortcut: &fyne.ShortcutSelectAll{}, do: (*window).selectAll},
		{id: "pickall", menu: "Edit", label: "Pick all articles of the list", shortcut: with(ctrlShift, fyne.KeyA), do: func(w *window) { w.library.pickAll() }},
		{id: "pick", menu: "Edit", label: "Pick this article", rune: 'x', do: (*window).pickOpen},
		{id: "keep", menu: "Edit", label: "Keep this search", do: (*window).keepSearch},
		{id: "best", menu: "Edit", label: "Best hits first", do: func(w *window) { w.search.showBest() }},
		{id: "settings", menu: "Edit", label: "Settings…", shortcut: with(ctrl, fyne.KeyComma), do: (*window).showSettings},
		{id: "find", menu: "Edit", label: "Find in this article", shortcut: with(ctrl, fyne.KeyF), do: func(w *window) { w.find.open() }},
		{id: "findnext", menu: "Edit", label: "Next match", shortcut: with(ctrl, fyne.KeyG), key: fyne.KeyF3, do: func(w *window) { w.find.step(1) }},
		{id: "findprevious", menu: "Edit", label: "Previous match", shortcut: with(ctrlShift, fyne.KeyG), do: func(w *window) { w.find.step(-1) }},
		{id: "search", menu: "Edit", label: "Search the library", shortcut: with(ctrl, fyne.KeyL), rune: '/', do: (*window).focusSearch},

		{id: "clip", menu: "Clip", label: "Clip the selection", rune: 'h', do: func(w *window) { w.clipSelection(w.state.colour) }},
		{id: "note", menu: "Clip", label: "Clip with a note", shortcut: with(ctrl, fyne.KeyD), do: (*window).clipWithNote},
		{id: "yellow", menu: "Clip", label: "Yellow", rune: '1', do: colouring(clipper.Yellow)},
		{id: "green", menu: "Clip", label: "Green", rune: '2', do: colouring(clipper.Green)},
		{id: "blue", menu: "Clip", label: "Blue", rune: '3', do: colouring(clipper.Blue)},
		{id: "pink", menu: "Clip", label: "Pink", rune: '4', do: colouring(clipper.Pink)},
		{id: "purple", menu: "Clip", label: "Purple", rune: '5', do: colouring(clipper.Purple)},

		{id: "omit", menu: "Clip", label: "Leave out of the quotation", rune: '-', do: marking(clipper.Omit)},
		{id: "insert", menu: "Clip", label: "Insert into the quotation…", rune: '+', do: marking(clipper.Insert)},
		{id: "emphasise", menu: "Clip", label: "Emphasise in the quotation", rune: '_', do: marking(clipper.Emphasise)},
		{id: "sic", menu: "Clip", label: "[sic] after these words", rune: '!', do: marking(clipper.Sic)},
		{id: "unmark", menu: "Clip", label: "Take the marks off this quotation", do: (*window).unmark},

		{id: "nextclip", menu: "Clip", label: "Next clip", rune: ']', do: func(w *window) { w.reader.NextClip() }},
		{id: "previousclip", menu: "Clip", label: "Previous clip", rune: '[', do: func(w *window) { w.reader.PreviousClip() }},
		{id: "endon", menu: "Clip", label: "End of the clip forwards", rune: '>', do: func(w *window) { w.reader.MoveClipEnd(1) }},
		{id: "endback", menu: "Clip", label: "End of the clip back", rune: '<', do: func(w *window) { w.reader.MoveClipEnd(-1) }},
		{id: "starton", menu: "Clip", label: "Beginning of the clip forwards", rune: ')', do: func(w *window) { w.reader.MoveClipStart(1) }},
		{id: "startback", menu: "Clip", label: "Beginning of the clip back", rune: '(', do: func(w *window) { w.reader.MoveClipStart(-1) }},

		{id: "theme", menu: "View", label: "Next theme", shortcut: with(ctrl, fyne.KeyT), do: (*window).nextTheme},
		{id: "larger", menu: "View", label: "Larger text", shortcut: with(ctrl, fyne.KeyEqual), do: func(w *window) { w.resize(1) }},
		{id: "smaller", menu: "View", label: "Smaller text", shortcut: with(ctrl, fyne.KeyMinus), do: func(w *window) { w.resize(-1) }},
		{id: "size", menu: "View", label: "Normal text", shortcut: with(ctrl, fyne.Key0), do: func(w *window) { w.resize(0) }},
		{id: "source", menu: "View", label: "Source of the article", rune: 'i', do: (*window).showSource},
		{id: "leftout", menu: "View", label: "What was left out of the page", rune: 'd', do: (*window).showLeftOut},
		{id: "takeout", menu: "View", label: "Take this paragraph out", do: (*window).takeOut},
		{id: "outline", menu: "View", label: "Headings", rune: 'o', do: (*window).showOutline},
		{id: "caret", menu: "View", label: "Caret in the text", key: fyne.KeyF7, do: func(w *window) { w.reader.CaretMode(!w.reader.InCaretMode()); w.focusReader() }},
		{id: "nextlink", menu: "View", label: "Next link", rune: 'l', do: func(w *window) { w.reader.NextLink() }},
		{id: "previouslink", menu: "View", label: "Previous link", rune: 'L', do: func(w *window) { w.reader.PreviousLink() }},
		{id: "back", menu: "View", label: "Back to where you were", key: fyne.KeyBackspace, do: func(w *window) { w.reader.Back() }},
		{id: "alone", menu: "View", label: "The article alone", key: fyne.KeyF11, do: (*window).readAlone},
		{id: "library", menu: "View", label: "Show or hide the library", key: fyne.KeyF9, do: (*window).toggleLibrary},
		{id: "clips", menu: "View", label: "Show or hide the clips", key: fyne.KeyF8, do: (*window).toggleClips},
		{id: "next", menu: "View", label: "Next article", rune: 'j', do: func(w *window) { w.library.step(1) }},
		{id: "previous", menu: "View", label: "Previous article", rune: 'k', do: func(w *window) { w.library.step(-1) }},
		{id: "star", menu: "View", label: "Star", rune: 's', do: (*window).star},
		{id: "read", menu: "View", label: "Mark as read or unread", rune: 'm', do: (*window).toggleRead},

		{id: "palette", menu: "Help", label: "All commands…", shortcut: with(ctrl, fyne.KeyK), do: (*window).showPalette},
		{id: "keys", menu: "Help", label: "Keys", key: fyne.KeyF1, rune: '?', do: (*window).showKeys},
		{id: "about", menu: "Help", label: "About Florilegium", do: (*window).showAbout},
	}, slices.Concat(collectionCommands(), queueCommands())...)
}

func colouring(c clipper.Colour) func(*window) {
	return func(w *window) { w.clipSelection(c) }
}

// mainMenu builds the menus from the table.
func (w *window) mainMenu() *fyne.MainMenu {
	byName := map[string]*fyne.Menu{}
	var main []*fyne.Menu
	for _, name := range menus {
		byName[name] = fyne.NewMenu(tr(name))
		main = append(main, byName[name])
	}
	for _, c := range w.commands {
		item := fyne.NewMenuItem(tr(c.label), func() { w.command(c) })
		item.Shortcut = c.shortcut
		m := byName[c.menu]
		m.Items = append(m.Items, item)
	}
	quit := fyne.NewMenuItem(tr("Quit"), w.quit)
	quit.IsQuit, quit.Shortcut = true, with(ctrl, fyne.KeyQ)
	byName["File"].Items = append(byName["File"].Items, fyne.NewMenuItemSeparator(), quit)
	return fyne.NewMainMenu(main...)
}

// command runs a command from its menu or shortcut. While a form is open only
// those that mean its entries do anything.
func (w *window) command(c command) {
	if !w.covered() || c.inForms {
		c.do(w)
	}
}

// typedRune and typedKey run the command of a bare key. While a form is open they
// do nothing, but that Escape closes it.
func (w *window) typedRune(r rune) {
	for _, c := range w.commands {
		if c.rune == r && r != 0 && !w.covered() {
			c.do(w)
			return
		}
	}
}

func (w *window) typedKey(e *fyne.KeyEvent) {
	if w.covered() {
		if e.Name == fyne.KeyEscape {
			w.closeForm()
		}
		return
	}
	for _, c := range w.commands {
		if c.key == e.Name && c.key != "" {
			c.do(w)
			return
		}
	}
	if e.Name == fyne.KeyEscape {
		w.back()
	}
}

// back leaves what was opened last: picking, the caret, the article alone, a search.
func (w *window) back() {
	switch {
	case w.library.pickNone():
	case w.clips.pickNone():
		w.clips.refresh()
	case w.reader.InCaretMode():
		w.reader.CaretMode(false)
	case w.frame.alone:
		w.readAlone()
	case w.frame.shut():
		w.content.Refresh()
	default:
		w.search.clear()
	}
}
