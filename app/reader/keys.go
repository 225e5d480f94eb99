//go:build !headless

package reader

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
)

// held are the modifier keys that are down.
type held struct{ shift bool }

// FocusGained implements fyne.Focusable.
func (r *Reader) FocusGained() {}

// FocusLost implements fyne.Focusable: the selection stays.
func (r *Reader) FocusLost() { r.keys = held{} }

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
	}
	if r.lay == nil || !r.selectByKey(e.Name) && !r.scrollByKey(e.Name) && !r.escape(e.Name) {
		if r.opt.OnKey != nil {
			r.opt.OnKey(e)
		}
	}
}

func (r *Reader) scrollByKey(k fyne.KeyName) bool {
	switch k {
	case fyne.KeyUp:
		r.scrollBy(-2 * r.lay.Style.Pitch())
	case fyne.KeyDown:
		r.scrollBy(2 * r.lay.Style.Pitch())
	case fyne.KeyPageUp:
		r.scrollBy(-r.page())
	case fyne.KeyPageDown:
		r.scrollBy(r.page())
	case fyne.KeySpace:
		if r.keys.shift {
			r.scrollBy(-r.page())
		} else {
			r.scrollBy(r.page())
		}
	case fyne.KeyHome:
		r.scrollBy(-r.off)
	case fyne.KeyEnd:
		r.scrollBy(r.pageHeight())
	default:
		return false
	}
	if r.bubble.Visible() {
		r.placeBubble()
	}
	return true
}

// escape closes the bubble, then gives the selection up, then is the window's.
func (r *Reader) escape(k fyne.KeyName) bool {
	if k != fyne.KeyEscape {
		return false
	}
	if r.bubble.Visible() {
		r.bubble.Hide()
		return true
	}
	if r.anchor != r.head {
		r.ClearSelection()
		return true
	}
	return false
}

// selectByKey moves the end of the selection while shift is held.
func (r *Reader) selectByKey(k fyne.KeyName) bool {
	if !r.keys.shift {
		return false
	}
	head, ok := r.moved(k, r.caret())
	if !ok {
		return false
	}
	r.moveHead(head)
	return true
}

// caret is the end of the selection that keys move; the first text in view when
// nothing was selected yet.
func (r *Reader) caret() int {
	if r.anchor == r.head {
		if _, y, _ := r.lay.Point(r.head); topMargin+y < r.off || topMargin+y > r.off+r.Size().Height {
			r.anchor, r.head = r.TopOffset(), r.TopOffset()
		}
	}
	return r.head
}

// moved is where a key takes an offset.
func (r *Reader) moved(k fyne.KeyName, off int) (int, bool) {
	switch k {
	case fyne.KeyLeft:
		return r.doc.Previous(off), true
	case fyne.KeyRight:
		return r.doc.Next(off), true
	case fyne.KeyUp:
		return r.lineFrom(off, -1), true
	case fyne.KeyDown:
		return r.lineFrom(off, 1), true
	case fyne.KeyHome:
		start, _ := r.lay.LineRange(off)
		return start, true
	case fyne.KeyEnd:
		_, end := r.lay.LineRange(off)
		return end, true
	case fyne.KeyPageUp:
		return r.yFrom(off, -r.page()), true
	case fyne.KeyPageDown:
		return r.yFrom(off, r.page()), true
	}
	return 0, false
}

// lineFrom is the offset above (-1) or below (1) another.
func (r *Reader) lineFrom(off, way int) int {
	x, y, h := r.lay.Point(off)
	if way < 0 {
		at, _, _ := r.lay.Hit(x, y-h/2)
		return min(at, off)
	}
	at, _, _ := r.lay.Hit(x, y+1.5*h)
	if at <= off { // the gap between two paragraphs
		at, _, _ = r.lay.Hit(x, y+2.5*h)
	}
	return max(at, off)
}

func (r *Reader) yFrom(off int, dy float32) int {
	x, y, h := r.lay.Point(off)
	at, _, _ := r.lay.Hit(x, y+h/2+dy)
	return at
}

// moveHead moves the end of the selection and keeps it in view.
func (r *Reader) moveHead(head int) {
	r.head = head
	r.Reveal(head)
	r.update()
	if start, end := r.Selection(); start != end {
		r.offer()
	} else {
		r.bubble.Hide()
	}
}

// TypedShortcut implements fyne.Shortcutable.
func (r *Reader) TypedShortcut(s fyne.Shortcut) {
	switch s := s.(type) {
	case *fyne.ShortcutSelectAll:
		r.anchor, r.head = 0, len(r.doc.Text())
		r.update()
		r.offer()
		return
	case *fyne.ShortcutCopy:
		r.Copy()
		return
	case *desktop.CustomShortcut:
		if r.lay != nil && r.selectByShortcut(s) {
			return
		}
	}
	if r.opt.OnShortcut != nil {
		r.opt.OnShortcut(s)
	}
}

// selectByShortcut handles Ctrl+Shift with arrows, Home and End, and Ctrl+Home
// and Ctrl+End, which go to the ends of the page.
func (r *Reader) selectByShortcut(s *desktop.CustomShortcut) bool {
	if s.Modifier == fyne.KeyModifierControl && (s.KeyName == fyne.KeyHome || s.KeyName == fyne.KeyEnd) {
		return r.scrollByKey(s.KeyName)
	}
	if s.Modifier != fyne.KeyModifierControl|fyne.KeyModifierShift {
		return false
	}
	head := r.caret()
	switch s.KeyName {
	case fyne.KeyLeft:
		head = r.doc.PreviousWord(head)
	case fyne.KeyRight:
		head = r.doc.NextWord(head)
	case fyne.KeyUp:
		head, _ = r.doc.ParagraphAt(max(0, head-1))
	case fyne.KeyDown:
		_, head = r.doc.ParagraphAt(head + 1)
	case fyne.KeyHome:
		head = 0
	case fyne.KeyEnd:
		head = len(r.doc.Text())
	default:
		return false
	}
	r.moveHead(head)
	return true
}

// Copy puts the words of the selection on the clipboard; an empty selection
// leaves it alone.
func (r *Reader) Copy() {
	if text := r.SelectedText(); text != "" {
		fyne.CurrentApp().Clipboard().SetContent(text)
	}
}
