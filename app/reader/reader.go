//go:build !headless

// Package reader is the widget that articles are read in.
//
// It promises that what is seen of an article costs the same whatever its
// length; that a selection is a range of the article's flat text and stays
// visible when the focus is elsewhere; that all that can be done with the mouse can
// be done with keys; that nothing on the page moves or blinks but by the reader's
// hand, so that an idle page costs nothing; and that it starts no goroutine and
// opens nothing by itself: pictures come through Options.Images, inside
// Options.Run, where pages are painted ahead too.
//
// The page is drawn in slices (tiles.go): a picture of text over a picture of its
// ground, which holds highlights, selection and matches (marks.go, find.go). What
// hands and keys do is in mouse.go, hover.go, keys.go, caret.go and handles.go.
//
// Everything here belongs to the main goroutine.
package reader

import (
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
type Labels struct{ Note, Copy, Cite, Omit, Insert, Emphasise, Gather string }

// Options are what the reader asks of the window. Every function may be nil.
type Options struct {
	Reading style.Reading
	Labels  Labels
	// Run does work away from the main goroutine and then, after Run has returned,
	// calls what work returned on it: pages are painted ahead and pictures decoded in it. Without
	// Run pictures are decoded where they are asked for, and nothing is painted
	// ahead.
	Run func(work func() (done func()))
	// Images is the picture of a hash (clipper.Image), called inside Run.
	Images func(hash string) ([]byte, error)
	// Lacking says in a few words why a picture is not shown; failed is set for one
	// that cannot be drawn. It is "" where the picture is on its way.
	Lacking func(img *clipper.Image, failed bool) string
	// Meta is the line under the title and the links in it; without Meta it is
	// made of authors, site and date.
	Meta func(*clipper.Article) (text string, links []clipper.Span)
	// Now is the clock that tells a double click; time.Now when nil.
	Now func() time.Time

	// OnSelect is called when a selection is made, with where it lies.
	OnSelect func(start, end int, area Area)
	// OnClipTapped is called when a clip is chosen by a click on its highlight or
	// by a key, OnClipLeft when the chosen one is let go.
	OnClipTapped func(clipper.Clip)
	OnClipLeft   func()
	// OnClipMoved is called when an end of the chosen clip was moved, with its new
	// ends. Without it clips show no handles.
	OnClipMoved func(uid string, start, end int)
	// OnLink is called for a click on a link; OnLinkHover with the address of the
	// link under the pointer or before the keyboard, "" when there is none. Both
	// get http and https addresses alone.
	OnLink      func(address string)
	OnLinkHover func(address string)
	// OnMenu is called for a click with the second button, with its place on the
	// canvas.
	OnMenu func(at fyne.Position)
	// MissingHint is the sentence that says that fonts are missing for scripts, each
	// with the package that has one: "Korean (fonts-noto-cjk)". It is shown quietly
	// at the foot of the page until it is clicked. MissingScripts tells more.
	MissingHint func(scripts []string) string
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
	// OnGather adds the selection to a collection; without it the bubble does not
	// offer to.
	OnGather func()
	// OnMark is called for what is to be done to the quotation whose clip the
	// selection lies in; without it the bubble is the same everywhere.
	OnMark func(clipper.MarkKind)
}

// Reader shows one article.
type Reader struct {
	widget.BaseWidget
	opt     Options
	set     *typeset.Setter
	article *clipper.Article
	doc     *typeset.Doc
	place   place
	outline []typeset.Heading
	loads   []float64       // minutes that each block takes
	marks   []mark          // in the order of the text
	lay     *typeset.Layout // nil before the first layout
	sheet   *sheet
	bubble  *Bubble
	tip     *tip
	status  *status

	off    float32 // of the view, from the top of the page
	want   int     // where to go once there is a layout, -1 for nowhere
	column float32 // x of the column
	back   []float32

	anchor, head int  // of the selection
	touched      bool // by a click or a key: before, the caret is nowhere
	focused      bool
	caret        caret
	link         spot   // that the keyboard has
	chosen       string // UID of the clip that shows handles
	handle       handle
	mouse        mouse
	keys         held
	find         finder
	pulse        pulse
	pictures     pictures
	viewer       *viewer  // of a picture shown large
	later        []func() // work put off until the page is drawn
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
	r.sheet = newSheet(r, fonts)
	r.bubble = newBubble(r)
	r.tip, r.status = newTip(r), newStatus(r)
	r.pictures.known = map[string]*picture{}
	r.ExtendBaseWidget(r)
	return r, nil
}

// Open opens an article with its clips, with the offset at in view: 0 is the
// top of the page.
func (r *Reader) Open(a *clipper.Article, clips []clipper.Clip, at int) {
	r.article = a
	r.anchor, r.head, r.touched = 0, 0, false
	r.mouse, r.handle, r.link, r.find = mouse{}, handle{}, spot{}, finder{at: -1}
	r.caret.upstream, r.caret.goal = false, -1
	r.chosen, r.back = "", nil
	r.status.hint = ""
	r.hover("")
	r.tip.hide()
	r.bubble.Hide()
	r.doc = typeset.NewDoc(a.Blocks, r.front(a), a.Source.Language)
	r.place, r.outline = newPlace(a.Blocks), r.doc.Outline()
	r.weigh()
	r.setMarks(clips)
	r.lay, r.off, r.want = nil, 0, at
	r.reflow()
}

// Article is the article shown, nil before the first.
func (r *Reader) Article() *clipper.Article { return r.article }

// SetClips replaces the highlights.
func (r *Reader) SetClips(clips []clipper.Clip) {
	r.setMarks(clips)
	r.update()
}

// front is the front matter: the title, unless the text begins with it, and the
// line under it.
func (r *Reader) front(a *clipper.Article) []typeset.Front {
	var front []typeset.Front
	title := OneLine(a.Source.Title)
	if title != "" && (len(a.Blocks) == 0 || a.Blocks[0].Kind != clipper.Heading || OneLine(a.Blocks[0].Text) != title) {
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
		r.bubble.Refresh()
		r.tip.hide()
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

// Select selects a range of the text, without a bubble. Ends within a grapheme
// move to its start.
func (r *Reader) Select(start, end int) {
	r.anchor, r.head = r.onEdge(start), r.onEdge(end)
	r.touched, r.caret.upstream = true, false
	r.bubble.Hide()
	r.update()
}

// onEdge is the offset of the text nearest to any number, on a grapheme edge.
func (r *Reader) onEdge(off int) int {
	off = min(max(off, 0), len(r.doc.Text()))
	if before := r.doc.Previous(off); off > 0 && r.doc.Next(before) != off {
		return before
	}
	return off
}

// ClearSelection selects nothing.
func (r *Reader) ClearSelection() { r.Select(r.head, r.head) }

// PlainText is the whole flat text.
func (r *Reader) PlainText() string { return r.doc.Text() }

// MissingScripts lists the scripts of the article that no font of the machine has.
func (r *Reader) MissingScripts() []typeset.Script {
	if r.lay == nil {
		return nil
	}
	return r.lay.Missing()
}

// HideBubble closes the bubble and keeps the selection.
func (r *Reader) HideBubble() { r.bubble.Hide() }

// CreateRenderer implements fyne.Widget.
func (r *Reader) CreateRenderer() fyne.WidgetRenderer { return &renderer{r} }

// MinSize is small: the window decides how much room reading gets.
func (r *Reader) MinSize() fyne.Size { return fyne.NewSize(minWidth, 120) }

// Cursor implements desktop.Cursorable.
func (r *Reader) Cursor() desktop.Cursor { return r.mouse.cursor }
