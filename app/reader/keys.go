//go:build !headless

package reader

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
)

// held are the modifier keys that are down.
type held struct{ shift bool }

// FocusGained implements fyne.Focusable.
func (r *Reader) FocusGained() {
	r.focused = true
	if r.caret.on {
		r.update()
	}
}

// FocusLost implements fyne.Focusable: the selection stays.
func (r *Reader) FocusLost() {
	r.keys, r.focused = held{}, false
	if r.caret.on {
		r.update()
	}
}

// AcceptsTab implements fyne.Tabbable: Tab goes from link to link, and on to the
// next widget behind the last.
func (r *Reader) AcceptsTab() bool { return true }

// KeyDown implements desktop.Keyable.
func (r *Reader) KeyDown(e *fyne.KeyEvent) { r.hold(e, true) }

// KeyUp implements desktop.Keyable.
func (r *Reader) KeyUp(e *fyne.KeyEvent) { r.hold(e, false) }

func (r *Reader) hold(e *fyne.KeyEvent, down bool) {
	if e.Name == desktop.KeyShiftLeft || e.Name == desktop.KeyShiftRight {
		r.keys.shift = down
	}
}

// TypedRune implements fyne.Focusable. Letters are the window's; the space bar
// comes as a key too.
func (r *Reader) TypedRune(c rune) {
	if c != ' ' && r.opt.OnRune != nil {
		r.opt.OnRune(c)
	}
}

// TypedKey implements fyne.Focusable. A modifier alone is no key.
func (r *Reader) TypedKey(e *fyne.KeyEvent) {
	switch e.Name {
	case desktop.KeyShiftLeft, desktop.KeyShiftRight, desktop.KeyControlLeft, desktop.KeyControlRight,
		desktop.KeyAltLeft, desktop.KeyAltRight, desktop.KeySuperLeft, desktop.KeySuperRight, desktop.KeyCapsLock:
		return
	case fyne.KeyTab:
		r.tab()
		return
	}
	if r.lay == nil || !r.caretByKey(e.Name) && !r.scrollByKey(e.Name) && !r.actByKey(e.Name) {
		if r.opt.OnKey != nil {
			r.opt.OnKey(e)
		}
	}
}

// tab goes to the next link, or leaves the reader.
func (r *Reader) tab() {
	c := canvasOf(r)
	switch {
	case r.keys.shift && !r.PreviousLink() && c != nil:
		c.FocusPrevious()
	case !r.keys.shift && !r.NextLink() && c != nil:
		c.FocusNext()
	}
}

func (r *Reader) actByKey(k fyne.KeyName) bool {
	switch k {
	case fyne.KeyReturn, fyne.KeyEnter:
		return r.enter()
	case fyne.KeyEscape:
		return r.Escape()
	}
	return false
}

func (r *Reader) scrollByKey(k fyne.KeyName) bool {
	switch k {
	case fyne.KeyUp:
		r.scrollBy(-2 * r.lay.Style.Pitch())
	case fyne.KeyDown:
		r.scrollBy(2 * r.lay.Style.Pitch())
	case fyne.KeyPageUp:
		r.turnPage(-1)
	case fyne.KeyPageDown:
		r.turnPage(1)
	case fyne.KeySpace:
		if r.keys.shift {
			r.turnPage(-1)
		} else {
			r.turnPage(1)
		}
	case fyne.KeyHome:
		r.scrollBy(-r.off)
	case fyne.KeyEnd:
		r.scrollBy(r.pageHeight())
	default:
		return false
	}
	return true
}

// Escape takes back one step: it closes the bubble, or what popped up, or gives
// up the link, the selection, the chosen clip or the hint. It reports whether there
// was anything to take back; the window's Escape is for what lies around the reader.
func (r *Reader) Escape() bool {
	switch {
	case r.handle.held:
		r.handle = handle{}
		r.mouse.down = false
		r.update()
	case r.bubble.Visible():
		r.bubble.Hide()
	case r.tip.visible():
		r.tip.hide()
	case r.link.leads():
		r.link = spot{}
		r.hover("")
		r.update()
	case r.anchor != r.head:
		r.ClearSelection()
	case r.chosenMark() >= 0:
		r.unchoose()
	case r.status.hint != "":
		r.status.hint = ""
		r.update()
	default:
		return false
	}
	return true
}

// caretByKey moves the caret: always in caret mode, otherwise while shift is held.
func (r *Reader) caretByKey(k fyne.KeyName) bool {
	if !r.caret.on && !r.keys.shift {
		return false
	}
	start, end := r.Selection()
	from := r.head
	if start == end {
		from = r.here()
	}
	if from != r.head {
		r.anchor, r.head, r.caret.upstream = from, from, false
	}
	if !r.keys.shift && start != end && (k == fyne.KeyLeft || k == fyne.KeyRight) {
		if (k == fyne.KeyLeft) == r.doc.RightToLeft(start) {
			start = end
		}
		r.moveCaret(start, false)
		return true
	}
	head, ok := r.moved(k, from)
	if ok {
		r.moveCaret(head, r.keys.shift)
	}
	return ok
}

// TypedShortcut implements fyne.Shortcutable.
func (r *Reader) TypedShortcut(s fyne.Shortcut) {
	switch s := s.(type) {
	case *fyne.ShortcutSelectAll:
		r.SelectAll()
		return
	case *fyne.ShortcutCopy:
		r.Copy()
		return
	case *desktop.CustomShortcut:
		if r.lay != nil && r.caretByShortcut(s) {
			return
		}
	}
	if r.opt.OnShortcut != nil {
		r.opt.OnShortcut(s)
	}
}

// SelectAll selects the whole text and offers the bubble.
func (r *Reader) SelectAll() {
	r.anchor, r.head = 0, len(r.doc.Text())
	r.update()
	r.offer()
}

// caretByShortcut handles Ctrl with arrows, Home and End: by words, paragraphs and
// the whole text. Without Shift, out of caret mode, they go to the ends of the page.
func (r *Reader) caretByShortcut(s *desktop.CustomShortcut) bool {
	extend := s.Modifier == fyne.KeyModifierControl|fyne.KeyModifierShift
	if !extend && s.Modifier != fyne.KeyModifierControl {
		return false
	}
	if !extend && !r.caret.on {
		return (s.KeyName == fyne.KeyHome || s.KeyName == fyne.KeyEnd) && r.scrollByKey(s.KeyName)
	}
	from := r.head
	if r.anchor == r.head {
		from = r.here()
		r.anchor, r.head = from, from
	}
	head, ok := r.leapt(s.KeyName, from)
	if ok {
		r.caret.goal, r.caret.upstream = -1, false
		r.moveCaret(head, extend)
	}
	return ok
}

// leapt is where a key with Ctrl takes the caret.
func (r *Reader) leapt(k fyne.KeyName, off int) (to int, ok bool) {
	text := r.doc.Text()
	switch k {
	case fyne.KeyLeft, fyne.KeyRight:
		if (k == fyne.KeyLeft) == r.doc.RightToLeft(off) {
			return nextWord(text, off), true
		}
		return previousWord(text, off), true
	case fyne.KeyUp:
		to, _ = r.doc.ParagraphAt(max(0, off-1))
		return to, true
	case fyne.KeyDown:
		_, to = r.doc.ParagraphAt(min(off+1, len(text)))
		return to, true
	case fyne.KeyHome:
		return 0, true
	case fyne.KeyEnd:
		return len(text), true
	}
	return 0, false
}

// Copy puts the words of the selection on the clipboard; an empty selection
// leaves it alone.
func (r *Reader) Copy() {
	if text := r.SelectedText(); text != "" {
		fyne.CurrentApp().Clipboard().SetContent(text)
	}
}
