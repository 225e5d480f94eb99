//go:build !headless

package app

import (
	"strings"

	"florilegium/app/reader"
	"florilegium/app/style"
	"florilegium/app/typeset"
	"florilegium/clipper"
	"florilegium/db"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// Measures of the outline, in pixels.
const (
	partInset   = 12 // around a part
	partGap     = 9  // below a part
	partPad     = 7  // above and below its text
	partText    = 14 // from the edge of a part to its text
	levelIndent = 14 // of a heading, for each level below the first
	clipHeight  = 92 // of a clip: two lines, and one about it
	wordLines   = 8  // of own words that are shown
	partSize    = 15
	partLeading = 1.4
	aboutSize   = 12
)

// partData is what the row of a part shows.
type partData struct {
	part        clipper.Part
	clip        db.Gathered
	there       bool // the clip was read
	chosen, lit bool // lit where keys go to the outline
	hidden      bool // it is being written
	dragged     bool
}

// partRow shows a part of a collection.
type partRow struct {
	widget.BaseWidget
	touch
	o           *outline
	at          int
	data        partData
	back, edge  *canvas.Rectangle
	text, about *printed
}

func newPartRow(o *outline) *partRow {
	r := &partRow{o: o, back: canvas.NewRectangle(nil), edge: canvas.NewRectangle(nil), text: newPrinted(o.p.w.setter), about: newPrinted(o.p.w.setter)}
	r.back.CornerRadius, r.edge.CornerRadius = 4, 2
	r.tap = func(fyne.KeyModifier) { o.tap(r.at) }
	r.menu = func(at fyne.Position) { o.menu(r.at, at) }
	r.ExtendBaseWidget(r)
	return r
}

// set shows a part.
func (r *partRow) set(at int, d partData) {
	r.at, r.data = at, d
	r.Refresh()
}

// Dragged implements fyne.Draggable: a part is taken to another place.
func (r *partRow) Dragged(e *fyne.DragEvent) {
	body := fyne.CurrentApp().Driver().AbsolutePositionForObject(r.o.body)
	from := r.at
	if r.o.drag.on {
		from = r.o.drag.from
	}
	r.o.dragTo(from, e.AbsolutePosition.Y-body.Y)
}

// DragEnd implements fyne.Draggable.
func (r *partRow) DragEnd() { r.o.drop() }

// Cursor implements desktop.Cursorable.
func (r *partRow) Cursor() desktop.Cursor { return desktop.PointerCursor }

// CreateRenderer implements fyne.Widget.
func (r *partRow) CreateRenderer() fyne.WidgetRenderer {
	return &partRenderer{r, []fyne.CanvasObject{r.back, r.edge, r.text.raster, r.about.raster}}
}

type partRenderer struct {
	r       *partRow
	objects []fyne.CanvasObject
}

func (x *partRenderer) Destroy()                     {}
func (x *partRenderer) Objects() []fyne.CanvasObject { return x.objects }
func (x *partRenderer) MinSize() fyne.Size           { return fyne.NewSize(40, 20) }

// partPrinting is the text of a part as it is set in a row of a width.
func partPrinting(p clipper.Part, width float32) printing {
	what := printing{text: p.Text, family: typeset.Serif, size: partSize, leading: partLeading, width: width - 2*partInset - 2*partText, lines: wordLines}
	if p.Kind == clipper.HeadingPart {
		what.family, what.bold, what.lines = typeset.Sans, true, 2
		what.size = [...]float32{18, 16, 15, 14, 14, 14}[min(max(p.Level, 1), 6)-1]
		what.width -= headingIndent(p.Level)
	}
	return what
}

func headingIndent(level int) float32 { return levelIndent * float32(min(max(level, 1), 5)-1) }

// partHeight is the height of a part's row.
func partHeight(setter *typeset.Setter, p clipper.Part, width float32) float32 {
	if p.Kind == clipper.ClipPart {
		return clipHeight
	}
	return setLines(setter, partPrinting(p, width)).Height + partGap + 2*partPad
}

// Layout implements fyne.WidgetRenderer.
func (x *partRenderer) Layout(size fyne.Size) {
	r := x.r
	what, ink := partPrinting(r.data.part, size.Width), theme.ColorNameForeground
	at := fyne.NewPos(partInset+partText, partPad)
	place(r.back, partInset, 0, size.Width-2*partInset, size.Height-partGap)
	r.edge.Move(fyne.NewPos(partInset, 0))
	r.edge.Resize(fyne.NewSize(3, size.Height-partGap))
	r.about.raster.Hidden = r.data.part.Kind != clipper.ClipPart
	switch r.data.part.Kind {
	case clipper.HeadingPart:
		at.X += headingIndent(r.data.part.Level)
	case clipper.ClipPart:
		what.lines = 2
		what.text, ink = x.quote()
		about := printing{text: x.aboutClip(), family: typeset.Sans, size: aboutSize, leading: 1.5, width: what.width, lines: 1}
		r.about.show(about, fyne.NewPos(at.X, size.Height-partGap-26), style.ColourMuted)
	}
	r.text.show(what, at, ink)
}

// quote is what a clip says; a deleted one is greyed.
func (x *partRenderer) quote() (string, fyne.ThemeColorName) {
	switch d := x.r.data; {
	case !d.there:
		return "…", style.ColourMuted
	case d.clip.Deleted:
		return reader.OneLine(d.clip.Clip.Quote), style.ColourMuted
	default:
		return reader.OneLine(d.clip.Clip.Quote), theme.ColorNameForeground
	}
}

// aboutClip says where a clip is from, or that it is deleted.
func (x *partRenderer) aboutClip() string {
	d := x.r.data
	switch {
	case !d.there:
		return ""
	case d.clip.Deleted:
		return tr("Deleted; undo brings it back")
	}
	s := d.clip.Source
	who := ""
	if len(s.Authors) > 0 {
		if who = s.Authors[0].Family; who == "" {
			who = s.Authors[0].Literal
		}
	}
	year := ""
	if s.Issued.Year != 0 {
		year = shortDate(clipper.Date{Year: s.Issued.Year})
	}
	return dots(strings.TrimSpace(strings.Join([]string{who, year}, " ")), titleOf(s.Title, s.URL))
}

// Refresh implements fyne.WidgetRenderer.
func (x *partRenderer) Refresh() {
	r, d := x.r, x.r.data
	clip := d.part.Kind == clipper.ClipPart
	r.back.FillColor, r.back.StrokeWidth, r.back.StrokeColor = theme.Color(style.ColourSurface), 0, nil
	if clip || d.chosen {
		r.back.FillColor = theme.Color(style.ColourRaised)
	}
	if d.chosen {
		r.back.StrokeWidth, r.back.StrokeColor = 1, theme.Color(style.ColourLine)
	}
	if d.chosen && d.lit {
		r.back.StrokeColor = theme.Color(theme.ColorNamePrimary)
	}
	if d.dragged {
		r.back.FillColor = theme.Color(theme.ColorNameSelection)
	}
	r.edge.Hidden = !clip
	if clip {
		r.edge.FillColor = theme.Color(style.ColourLine)
		if d.there && !d.clip.Deleted {
			r.edge.FillColor = theme.Color(style.MarkName(d.clip.Clip.Colour))
		}
	}
	r.text.raster.Hidden = d.hidden
	x.Layout(r.Size())
	r.text.raster.Refresh()
	r.about.raster.Refresh()
	r.back.Refresh()
	r.edge.Refresh()
}
