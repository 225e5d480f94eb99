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
	dots          *dots5
	clip          clipper.Clip // as it is in the library
	lane          lane
	since         time.Time // of the first word that is not kept
	sent          string    // what was handed over last to be kept
}

func newDetail(w *window) *detail {
	d := &detail{w: w, back: canvas.NewRectangle(nil), quote: widget.NewLabel(""), note: w.newFormText(), tags: w.newFormEntry(), speaker: w.newFormEntry()}
	d.quote.Wrapping, d.quote.Selectable = fyne.TextWrapWord, true
	d.note.SetMinRowsVisible(3)
	d.note.SetPlaceHolder(tr("Note"))
	d.tags.SetPlaceHolder(tr("Tags, with commas between them"))
	d.speaker.SetPlaceHolder(tr("Who says it, if not the author"))
	for _, e := range d.entries() {
		e.OnChanged = func(string) { d.later() }
	}
	d.dots = newDots(func(c clipper.Colour) { d.w.clipSelection(c) })
	cite := w.newButton(tr("Cite"), func() { d.flush(); w.copyCited() })
	remove := w.newButton(tr("Delete"), w.deleteChosen)
	cite.Importance, remove.Importance = widget.LowImportance, widget.LowImportance
	d.quoteBox = container.New(&atMost{detailQuote}, container.NewVScroll(container.NewThemeOverride(d.quote, serifTheme{})))
	foot := container.NewBorder(nil, nil, d.dots, container.NewHBox(cite, remove))
	inner := container.NewVBox(d.quoteBox, d.note, d.tags, d.speaker, foot)
	d.box = container.NewStack(d.back, container.New(layout.NewCustomPaddedLayout(8, 10, 8, 8), inner))
	d.box.Hide()
	return d
}

func (d *detail) entries() []*formEntry { return []*formEntry{d.note, d.tags, d.speaker} }

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
	d.clip = c
	d.dots.choose(c.Colour)
	if d.quote.Text != c.Quote {
		d.quote.SetText(c.Quote)
		d.w.clips.box.Refresh()
	}
	if !typing {
		set(d.note, c.Note)
		set(d.tags, joinTags(c.Tags))
		set(d.speaker, c.Speaker)
	}
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
	c.Note, c.Speaker = d.note.Text, d.speaker.Text
	if d.tags.Text != joinTags(c.Tags) {
		c.Tags = splitTags(d.tags.Text)
	}
	return c
}

func (d *detail) changed() bool {
	return d.clip.ID != 0 && (d.note.Text != d.clip.Note || d.speaker.Text != d.clip.Speaker || d.tags.Text != joinTags(d.clip.Tags))
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
	words := fmt.Sprintf("%d %q %q %q", c.ID, c.Note, c.Speaker, c.Tags)
	if !d.changed() || words == d.sent {
		return
	}
	d.sent = words
	d.w.keepClip(c, func() {
		if d.clip.ID == c.ID {
			d.clip.Note, d.clip.Speaker, d.clip.Tags = c.Note, c.Speaker, c.Tags
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
