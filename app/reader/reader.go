//go:build !headless

// Package reader is the widget that articles are read in.
//
// It promises that what is seen of an article costs the same whatever its
// length; that a selection is a range of the article's flat text and stays
// visible when the focus is elsewhere; that nothing on the page moves but by the
// reader's hand; and that it starts no goroutine and opens nothing by itself:
// pictures come through Options.Images, inside Options.Run.
//
// Everything here belongs to the main goroutine.
package reader

import (
	"slices"
	"sort"
	"strings"
	"time"

	"florilegium/app/style"
	"florilegium/app/typeset"
	"florilegium/clipper"
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
)

// Area is a rectangle in the coordinates of the canvas.
type Area struct {
	Pos  fyne.Position
	Size fyne.Size
}

// Labels are the words of the bubble, in the language of the interface.
type Labels struct{ Note, Copy, Cite string }

// Options are what the reader asks of the window. Every function may be nil.
type Options struct {
	Reading style.Reading
	Labels  Labels
	// Run does work away from the main goroutine and then calls what work
	// returned on it. Without Run pictures are not shown.
	Run func(work func() (done func()))
	// Images is the picture of a hash (clipper.Image), called inside Run.
	Images func(hash string) ([]byte, error)
	// Meta is the line under the title and the links in it; without Meta it is
	// made of authors, site and date.
	Meta func(*clipper.Article) (text string, links []clipper.Span)
	// Now is the clock that tells a double click; time.Now when nil.
	Now func() time.Time

	// OnSelect is called when a selection is made, with where it lies.
	OnSelect func(start, end int, area Area)
	// OnClipTapped is called for a click on a highlight, OnLink for one on a link.
	OnClipTapped func(clipper.Clip)
	OnLink       func(address string)
	// OnScroll gets the offset of the first text in view, and the part of the
	// article, 0 to 1, that lies above the foot of the view.
	OnScroll func(position int, read float64)
	// OnKey, OnRune and OnShortcut get what the reader has no use for.
	OnKey      func(*fyne.KeyEvent)
	OnRune     func(rune)
	OnShortcut func(fyne.Shortcut)

	// OnColour, OnNote, OnCopy and OnCite are the bubble's buttons; a nil OnCopy
	// copies the words of the selection.
	OnColour func(clipper.Colour)
	OnNote   func()
	OnCopy   func()
	OnCite   func()
}

// Reader shows one article.
type Reader struct {
	widget.BaseWidget
	opt     Options
	set     *typeset.Setter
	article *clipper.Article
	clips   []clipper.Clip
	doc     *typeset.Doc
	lay     *typeset.Layout // nil before the first layout
	sheet   *sheet
	bubble  *Bubble

	off    float32 // of the view, from the top of the page
	want   int     // where to go once there is a layout, -1 for nowhere
	column float32 // x of the column

	anchor, head int // of the selection
	mouse        mouse
	keys         held
	pulse        pulse
	pictures     pictures
}

// New makes a reader. It fails only where the fonts built into the program do
// not parse.
func New(opt Options) (*Reader, error) {
	fonts, err := Fonts()
	if err != nil {
		return nil, err
	}
	if opt.Reading.Palette == nil {
		opt.Reading.Palette = style.Paper
	}
	if opt.Now == nil {
		opt.Now = time.Now
	}
	r := &Reader{opt: opt, set: typeset.NewSetter(fonts), want: -1}
	r.doc = typeset.NewDoc(nil, nil, "")
	r.sheet = newSheet(r)
	r.bubble = newBubble(r)
	r.pictures.known = map[string]*picture{}
	r.ExtendBaseWidget(r)
	return r, nil
}

// Open opens an article with its clips, with the offset at in view: 0 is the
// top of the page.
func (r *Reader) Open(a *clipper.Article, clips []clipper.Clip, at int) {
	r.article = a
	r.anchor, r.head = 0, 0
	r.mouse = mouse{}
	r.bubble.Hide()
	r.doc = typeset.NewDoc(a.Blocks, r.front(a), a.Source.Language)
	r.sortClips(clips)
	r.lay, r.off, r.want = nil, 0, at
	r.reflow()
}

// Article is the article shown, nil before the first.
func (r *Reader) Article() *clipper.Article { return r.article }

// SetClips replaces the highlights.
func (r *Reader) SetClips(clips []clipper.Clip) {
	r.sortClips(clips)
	r.update()
}

// sortClips keeps the clips that have a place, those that lie under others
// first.
func (r *Reader) sortClips(clips []clipper.Clip) {
	r.clips = slices.DeleteFunc(slices.Clone(clips), func(c clipper.Clip) bool { return c.Lost || c.Start >= c.End })
	sort.SliceStable(r.clips, func(i, j int) bool {
		a, b := &r.clips[i], &r.clips[j]
		return a.Start < b.Start || a.Start == b.Start && a.End > b.End
	})
}

// front is the front matter: the title, unless the text begins with it, and the
// line under it.
func (r *Reader) front(a *clipper.Article) []typeset.Front {
	var front []typeset.Front
	title := strings.TrimSpace(a.Source.Title)
	if title != "" && (len(a.Blocks) == 0 || a.Blocks[0].Kind != clipper.Heading || a.Blocks[0].Text != title) {
		front = append(front, typeset.Front{Text: title, Title: true})
	}
	var text string
	var links []clipper.Span
	if r.opt.Meta != nil {
		text, links = r.opt.Meta(a)
	} else {
		text = plainMeta(&a.Source)
	}
	if text != "" {
		front = append(front, typeset.Front{Text: text, Spans: links})
	}
	return front
}

func plainMeta(s *clipper.Source) string {
	var authors, parts []string
	for _, n := range s.Authors {
		if name := strings.TrimSpace(n.Given + " " + n.Family); name != "" {
			authors = append(authors, name)
		} else if n.Literal != "" {
			authors = append(authors, n.Literal)
		}
	}
	for _, p := range []string{strings.Join(authors, ", "), s.Container, s.Issued.String()} {
		if p != "" {
			parts = append(parts, p)
		}
	}
	return strings.Join(parts, " · ")
}

// ApplyStyle changes palette, size, measure or family. The text in view stays in
// view.
func (r *Reader) ApplyStyle(rd style.Reading) {
	if rd.Palette == nil {
		rd.Palette = style.Paper
	}
	old := r.opt.Reading
	r.opt.Reading = rd
	if Setting(old) != Setting(rd) {
		r.reflow()
	}
	if old.Palette != rd.Palette {
		r.sheet.repaint()
		r.bubble.Refresh()
	}
	r.update()
}

// Style is the style in force.
func (r *Reader) Style() style.Reading { return r.opt.Reading }

// SetLabels changes the language of the bubble.
func (r *Reader) SetLabels(l Labels) {
	r.opt.Labels = l
	r.bubble.build()
}

// Selection is the selected range, start < end, or two equal offsets when
// nothing is selected.
func (r *Reader) Selection() (start, end int) {
	return min(r.anchor, r.head), max(r.anchor, r.head)
}

// SelectedText is the text of the selection as it stands in the article.
func (r *Reader) SelectedText() string {
	start, end := r.Selection()
	return r.doc.Text()[start:end]
}

// Select selects a range of the text, without a bubble.
func (r *Reader) Select(start, end int) {
	last := len(r.doc.Text())
	r.anchor, r.head = min(max(start, 0), last), min(max(end, 0), last)
	r.bubble.Hide()
	r.update()
}

// ClearSelection selects nothing.
func (r *Reader) ClearSelection() { r.Select(r.head, r.head) }

// PlainText is the whole flat text.
func (r *Reader) PlainText() string { return r.doc.Text() }

// Outline lists the headings.
func (r *Reader) Outline() []typeset.Heading { return r.doc.Outline() }

// MissingScripts names the scripts (ISO 15924) seen so far that no font of the
// machine has.
func (r *Reader) MissingScripts() []string { return r.set.Missing() }

// HideBubble closes the bubble and keeps the selection.
func (r *Reader) HideBubble() { r.bubble.Hide() }

// CreateRenderer implements fyne.Widget.
func (r *Reader) CreateRenderer() fyne.WidgetRenderer { return newRenderer(r) }

// MinSize is small: the window decides how much room reading gets.
func (r *Reader) MinSize() fyne.Size { return fyne.NewSize(minWidth, 120) }

// Cursor implements desktop.Cursorable.
func (r *Reader) Cursor() desktop.Cursor { return r.mouse.cursor }
