//go:build !headless

package app

import (
	"context"
	"fmt"
	"image/color"
	"time"

	"florilegium/app/style"
	"florilegium/clipper"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// keepDelay is how long the words of a note rest before they are kept: nobody
// presses a button for it.
const keepDelay = 600 * time.Millisecond

// keepWithin is after how long they are kept however fast they follow each other.
const keepWithin = 3 * time.Second

// The most that a quotation takes of the detail's height, in pixels.
const detailQuote = 150

// detail shows the chosen clip whole, under the list of clips, with everything
// about it that the reader may change.
type detail struct {
	w             *window
	box           *fyne.Container
	back          *canvas.Rectangle
	quote         *widget.Label
	quoteBox      *fyne.Container
	note          *formEntry
	tags, speaker *formEntry
	translation   *formEntry
	page          *formEntry
	rest          *fyne.Container // translation and page, which few clips have
	links         *tabs
	linked        []func()
	dots          *dots5
	clip          clipper.Clip // as it is in the library
	lane          lane
	since         time.Time // of the first word that is not kept
	sent          string    // what was handed over last to be kept
}

func newDetail(w *window) *detail {
	d := &detail{w: w, back: canvas.NewRectangle(nil), quote: widget.NewLabel(""), note: w.newFormText(), tags: w.newFormEntry(), speaker: w.newFormEntry(),
		translation: w.newFormText(), page: w.newFormEntry()}
	d.quote.Wrapping, d.quote.Selectable = fyne.TextWrapWord, true
	d.note.SetMinRowsVisible(3)
	d.note.SetPlaceHolder(tr("Note"))
	d.tags.SetPlaceHolder(tr("Tags, with commas between them"))
	d.speaker.SetPlaceHolder(tr("Who says it, if not the author"))
	d.translation.SetMinRowsVisible(2)
	d.translation.SetPlaceHolder(tr("Your translation"))
	d.page.SetPlaceHolder(tr("Page in print"))
	d.links = newLinks(func(i int) { d.linked[i]() })
	d.rest = container.NewVBox(d.translation, d.page)
	d.rest.Hide()
	for _, e := range d.entries() {
		e.OnChanged = func(string) { d.later() }
	}
	d.dots = newDots(func(c clipper.Colour) { d.w.clipSelection(c) })
	d.quoteBox = container.New(&atMost{detailQuote}, container.NewVScroll(container.NewThemeOverride(d.quote, serifTheme{})))
	inner := container.NewVBox(d.quoteBox, d.note, d.tags, d.speaker, d.rest, d.links, d.foot())
	d.box = container.NewStack(d.back, container.New(layout.NewCustomPaddedLayout(8, 10, 8, 8), inner))
	d.box.Hide()
	return d
}

// foot is the row of colours and of what can be done with the clip.
func (d *detail) foot() fyne.CanvasObject {
	low := func(text string, do func()) *button {
		b := d.w.newButton(text, do)
		b.Importance = widget.LowImportance
		return b
	}
	cite := low(tr("Cite"), func() { d.flush(); d.w.copyCited() })
	as := low("▾", nil)
	as.OnTapped = func() { d.flush(); d.w.copyMenu(below(as)) }
	return container.NewBorder(nil, nil, d.dots, container.NewHBox(container.New(tightRow{}, cite, as), low(tr("Delete"), d.w.deleteChosen)))
}

// tightRow sets objects side by side without a space.
type tightRow struct{}

func (tightRow) MinSize(o []fyne.CanvasObject) (size fyne.Size) {
	for _, x := range o {
		size = fyne.NewSize(size.Width+x.MinSize().Width-8, max(size.Height, x.MinSize().Height))
	}
	return size
}

func (tightRow) Layout(o []fyne.CanvasObject, size fyne.Size) {
	at := float32(0)
	for _, x := range o {
		x.Move(fyne.NewPos(at, 0))
		x.Resize(fyne.NewSize(x.MinSize().Width, size.Height))
		at += x.MinSize().Width - 8
	}
}

// below is the place under the left edge of an object, for a menu.
func below(o fyne.CanvasObject) fyne.Position {
	return fyne.CurrentApp().Driver().AbsolutePositionForObject(o).AddXY(0, o.Size().Height)
}

func (d *detail) entries() []*formEntry {
	return []*formEntry{d.note, d.tags, d.speaker, d.translation, d.page}
}

// show shows a clip; the fields are left alone while the reader changes them.
func (d *detail) show(c clipper.Clip, there bool) {
	if !there || c.ID != d.clip.ID {
		d.flush()
	}
	d.back.FillColor = theme.Color(style.ColourRaised)
	d.back.Refresh()
	if d.box.Visible() != there {
		d.box.Hidden = !there
		d.w.clips.box.Refresh()
	}
	if !there {
		d.clip = clipper.Clip{}
		return
	}
	typing := c.ID == d.clip.ID && d.changed()
	fresh := c.ID != d.clip.ID
	d.clip = c
	d.dots.choose(c.Colour)
	if words := d.words(); d.quote.Text != words {
		d.quote.SetText(words)
		d.w.clips.box.Refresh()
	}
	if !typing {
		set(d.note, c.Note)
		set(d.tags, joinTags(c.Tags))
		set(d.speaker, c.Speaker)
		set(d.translation, c.Translation)
		set(d.page, c.Page)
	}
	d.fold(fresh)
}

// words are those of the page or, where the reader has set marks, as they are
// quoted.
func (d *detail) words() string {
	if len(d.clip.Marks) == 0 {
		return d.clip.Quote
	}
	return d.w.asQuoted(d.clip)
}

// fold shows the fields that few clips have where this one has them, or where the
// reader has opened them, and offers what else there is.
func (d *detail) fold(fresh bool) {
	open := d.clip.Translation != "" || d.clip.Page != "" || d.rest.Visible() && !fresh
	var labels []string
	d.linked = nil
	if !open {
		labels, d.linked = append(labels, tr("Translation, page")), append(d.linked, d.unfold)
	}
	if len(d.clip.Marks) > 0 {
		labels, d.linked = append(labels, tr("As on the page")), append(d.linked, d.w.unmark)
	}
	d.links.set(-1, labels...)
	if d.rest.Visible() != open || d.links.Visible() != (len(labels) > 0) {
		show(d.rest, open)
		show(d.links, len(labels) > 0)
		d.w.clips.box.Refresh()
	}
}

func (d *detail) unfold() {
	d.rest.Show()
	d.fold(false)
	d.w.clips.box.Refresh()
	d.w.win.Canvas().Focus(d.translation)
}

// set fills a field as if nobody had typed.
func set(e *formEntry, text string) {
	if e.Text == text {
		return
	}
	changed := e.OnChanged
	e.OnChanged = nil
	e.SetText(text)
	e.OnChanged = changed
}

// typed is the clip with what the fields say.
func (d *detail) typed() clipper.Clip {
	c := d.clip
	c.Note, c.Speaker, c.Translation, c.Page = d.note.Text, d.speaker.Text, d.translation.Text, d.page.Text
	if d.tags.Text != joinTags(c.Tags) {
		c.Tags = splitTags(d.tags.Text)
	}
	return c
}

func (d *detail) changed() bool {
	c, t := d.clip, d.typed()
	return c.ID != 0 && (t.Note != c.Note || t.Speaker != c.Speaker || t.Translation != c.Translation || t.Page != c.Page || d.tags.Text != joinTags(c.Tags))
}

// later keeps the fields once the typing rests.
func (d *detail) later() {
	if d.since.IsZero() {
		d.since = time.Now()
	}
	delay := min(keepDelay, keepWithin-time.Since(d.since))
	d.w.run(&d.lane, func(ctx context.Context) func() {
		select {
		case <-ctx.Done():
			return nil
		case <-time.After(delay):
			return d.flush
		}
	})
}

// flush keeps what was typed, at once and once. Words that could not be kept stay
// in their fields, and the next one typed tries again.
func (d *detail) flush() {
	d.lane.stop()
	d.since = time.Time{}
	c := d.typed()
	words := fmt.Sprintf("%d %q %q %q %q %q", c.ID, c.Note, c.Speaker, c.Translation, c.Page, c.Tags)
	if !d.changed() || words == d.sent {
		return
	}
	d.sent = words
	d.w.keepClip(c, func() {
		if d.clip.ID == c.ID {
			d.clip.Note, d.clip.Speaker, d.clip.Translation, d.clip.Page, d.clip.Tags = c.Note, c.Speaker, c.Translation, c.Page, c.Tags
		}
	})
}

// serifTheme is the theme in force with the face of quotations.
type serifTheme struct{ tightTheme }

func (serifTheme) Font(fyne.TextStyle) fyne.Resource { return quoteFont }

func (serifTheme) Size(n fyne.ThemeSizeName) float32 {
	if n == theme.SizeNameText {
		return quoteSize
	}
	return current().Size(n)
}

// atMost gives one object the height that its content asks for, up to a limit.
type atMost struct{ height float32 }

func (a *atMost) MinSize(o []fyne.CanvasObject) fyne.Size {
	content := o[0].(*container.Scroll).Content.MinSize()
	return fyne.NewSize(60, min(content.Height, a.height))
}

func (a *atMost) Layout(o []fyne.CanvasObject, size fyne.Size) {
	o[0].Resize(size)
}

// dots5 are the five colours of highlights, the chosen one with a ring.
type dots5 struct {
	widget.BaseWidget
	do     func(clipper.Colour)
	chosen clipper.Colour
}

// The size of a dot and the way from one to the next.
const (
	dotSize = 16
	dotStep = 26
)

func newDots(do func(clipper.Colour)) *dots5 {
	d := &dots5{do: do}
	d.ExtendBaseWidget(d)
	return d
}

func (d *dots5) choose(c clipper.Colour) {
	d.chosen = c
	d.Refresh()
}

// Tapped implements fyne.Tappable.
func (d *dots5) Tapped(e *fyne.PointEvent) {
	if i := int((e.Position.X - 4) / dotStep); i >= 0 && i < len(clipper.Colours) {
		d.do(clipper.Colours[i])
	}
}

// CreateRenderer implements fyne.Widget.
func (d *dots5) CreateRenderer() fyne.WidgetRenderer {
	r := &dotsRenderer{d: d}
	for range clipper.Colours {
		r.circles = append(r.circles, canvas.NewCircle(color.Transparent))
	}
	r.Refresh()
	return r
}

type dotsRenderer struct {
	d       *dots5
	circles []*canvas.Circle
}

func (r *dotsRenderer) Destroy()           {}
func (r *dotsRenderer) MinSize() fyne.Size { return fyne.NewSize(dotStep*5+4, 30) }

func (r *dotsRenderer) Objects() (objects []fyne.CanvasObject) {
	for _, c := range r.circles {
		objects = append(objects, c)
	}
	return objects
}

func (r *dotsRenderer) Layout(size fyne.Size) {
	for i, c := range r.circles {
		c.Resize(fyne.NewSize(dotSize, dotSize))
		c.Move(fyne.NewPos(4+float32(i)*dotStep+(dotStep-dotSize)/2, (size.Height-dotSize)/2))
	}
}

func (r *dotsRenderer) Refresh() {
	for i, c := range r.circles {
		colour := clipper.Colours[i]
		c.FillColor, c.StrokeColor, c.StrokeWidth = theme.Color(style.FillName(colour)), theme.Color(style.MarkName(colour)), 1.5
		if colour == r.d.chosen {
			c.StrokeWidth = 3.5
		}
		c.Refresh()
	}
}
