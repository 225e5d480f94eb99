//go:build !headless

package app

import (
	"strings"

	"florilegium/app/style"
	"florilegium/app/typeset"
	"florilegium/clipper"

	"codeberg.org/go-fonts/stix/stix2textregular"
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// The height of a clip's card and of its lines.
const (
	cardHeight    = 112
	quoteSize     = 15
	quoteLines    = 3  // one less where there is a note
	cardInset     = 12 // around the card
	cardTextInset = 15 // from the card's edge to its text
)

var quoteFont = fyne.NewStaticResource("stix2textregular.otf", stix2textregular.TTF)

// cardData is what a clip's card shows.
type cardData struct {
	quote        marked
	note, about  string
	colour       clipper.Colour
	chosen, lost bool
	picked       bool // one of several that the next command is meant for
}

// card shows a clip: the words first, then the note, then who said it and where.
type card struct {
	widget.BaseWidget
	touch
	data        cardData
	setter      *typeset.Setter
	back, edge  *canvas.Rectangle
	quote       [quoteLines]*canvas.Text
	note, about *widget.Label
	bands       *bands
	wrapped     string // what quote was wrapped for
	width       float32
	lines       int
}

func newCard(setter *typeset.Setter) *card {
	c := &card{
		setter: setter,
		back:   canvas.NewRectangle(nil), edge: canvas.NewRectangle(nil),
		note: widget.NewLabel(""), about: widget.NewLabel(""), bands: newBands(6),
	}
	c.back.CornerRadius, c.edge.CornerRadius = 4, 2
	for i := range c.quote {
		c.quote[i] = canvas.NewText("", nil)
		c.quote[i].FontSource, c.quote[i].TextSize = quoteFont, quoteSize
	}
	for _, l := range []*widget.Label{c.note, c.about} {
		l.Truncation = fyne.TextTruncateEllipsis
	}
	c.about.SizeName = theme.SizeNameCaptionText
	c.ExtendBaseWidget(c)
	return c
}

// set shows d; only what changed is refreshed.
func (c *card) set(d cardData) {
	if d.note != c.data.note {
		c.note.SetText(d.note)
	}
	if d.about != c.data.about || d.lost != c.data.lost {
		c.about.Importance = widget.LowImportance
		if d.lost {
			c.about.Importance = widget.DangerImportance
		}
		c.about.SetText(d.about)
	}
	c.data = d
	c.Refresh()
}

// CreateRenderer implements fyne.Widget.
func (c *card) CreateRenderer() fyne.WidgetRenderer {
	objects := append([]fyne.CanvasObject{c.back, c.edge}, c.bands.objects()...)
	objects = append(objects, c.note, c.about)
	for _, q := range c.quote {
		objects = append(objects, q)
	}
	return &cardRenderer{c, objects}
}

type cardRenderer struct {
	c       *card
	objects []fyne.CanvasObject
}

func (x *cardRenderer) Destroy()                     {}
func (x *cardRenderer) Objects() []fyne.CanvasObject { return x.objects }
func (x *cardRenderer) MinSize() fyne.Size           { return fyne.NewSize(100, cardHeight) }

// Layout sets the words at the top, and at the foot the line about them with the
// note above it. Without a note the words have a line more.
func (x *cardRenderer) Layout(size fyne.Size) {
	c := x.c
	width := size.Width - 2*cardInset
	foot := float32(cardHeight - 10)
	place(c.back, cardInset, 0, width, foot)
	c.edge.Move(fyne.NewPos(cardInset, 0))
	c.edge.Resize(fyne.NewSize(3, foot))
	c.wrap(width - 2*cardTextInset)
	for i, q := range c.quote {
		q.Move(fyne.NewPos(cardInset+cardTextInset, 9+21*float32(i)))
	}
	c.markWords(width - 2*cardTextInset)
	c.note.Hidden = c.data.note == ""
	c.note.Move(fyne.NewPos(cardInset+cardTextInset-8, foot-54))
	c.note.Resize(fyne.NewSize(width-cardTextInset, 32))
	place(c.about, cardInset+cardTextInset-8, foot-31, width-cardTextInset, 28)
}

func (x *cardRenderer) Refresh() {
	c := x.c
	c.back.FillColor = theme.Color(style.ColourRaised)
	if c.data.picked {
		c.back.FillColor = theme.Color(theme.ColorNameSelection)
	}
	c.back.StrokeWidth, c.back.StrokeColor = 0, nil
	if c.data.chosen {
		c.back.StrokeWidth, c.back.StrokeColor = 1, theme.Color(theme.ColorNamePrimary)
	}
	c.edge.FillColor = theme.Color(style.MarkName(c.data.colour))
	x.Layout(c.Size())
	for _, q := range c.quote {
		q.Color = theme.Color(theme.ColorNameForeground)
		q.Refresh()
	}
	c.back.Refresh()
	c.edge.Refresh()
}

// wrap sets the quotation in its lines, with an ellipsis when words are left over.
func (c *card) wrap(width float32) {
	n := quoteLines
	if c.data.note != "" {
		n--
	}
	if width <= 0 || (c.wrapped == c.data.quote.text && c.width == width && c.lines == n) {
		return
	}
	c.wrapped, c.width, c.lines = c.data.quote.text, width, n
	lines := c.setter.Wrap(c.wrapped, typeset.Style{Size: quoteSize, Measure: width}, n)
	for i := range c.quote {
		c.quote[i].Text = ""
		if i < len(lines) {
			c.quote[i].Text = lines[i]
		}
	}
}

// markWords puts bands behind the words that were found.
func (c *card) markWords(width float32) {
	c.bands.begin()
	at := 0
	for _, q := range c.quote {
		line := strings.TrimSuffix(q.Text, "…")
		i := strings.Index(c.wrapped[at:], line)
		if line == "" || i < 0 {
			break
		}
		c.bands.line(q, c.data.quote.within(at+i, at+i+len(line)), q.Position(), width)
		at += i + len(line)
	}
	c.bands.end()
}
