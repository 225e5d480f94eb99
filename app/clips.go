//go:build !headless

package app

import (
	"context"
	"fmt"
	"strings"
	"time"

	"florilegium/app/style"
	"florilegium/clipper"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// clipsShown bounds the clips that the pane lists of a whole library.
const clipsShown = 500

// clipsPane lists the clips of the open article, of the library, or those a
// search found.
type clipsPane struct {
	w     *window
	tabs  *tabs
	list  *widget.List
	back  *canvas.Rectangle
	empty *widget.Label
	box   fyne.CanvasObject
	lane  lane
}

func newClipsPane(w *window) *clipsPane {
	p := &clipsPane{w: w, back: canvas.NewRectangle(nil), empty: widget.NewLabel("")}
	p.tabs = newTabs(p.choose, "", "")
	p.list = widget.NewList(func() int { return len(w.state.clips) }, func() fyne.CanvasObject { return newCard(w.setter) }, p.bind)
	p.list.HideSeparators = true
	p.list.OnSelected = p.selected
	p.empty.Wrapping = fyne.TextWrapWord
	p.empty.Importance = widget.LowImportance
	p.box = container.NewStack(p.back, container.NewBorder(p.tabs, nil, nil, nil,
		container.NewStack(newTight(p.list), container.NewVBox(p.empty))))
	return p
}

func (p *clipsPane) bind(i widget.ListItemID, o fyne.CanvasObject) {
	if i >= len(p.w.state.clips) {
		return
	}
	c := p.w.state.clips[i]
	d := cardData{quote: c.Quote, note: oneLine(c.Note), colour: c.Colour, chosen: c.ID == p.w.state.chosen, lost: c.Lost}
	d.about = dots(strings.Join(c.Tags, ", "), c.Speaker, fmt.Sprintf("§ %d", c.Paragraph), nearest(c.Heading), ago(c.Created, time.Now()))
	if c.Lost {
		d.about = tr("The page has changed and no longer holds these words")
	}
	o.(*card).set(d)
}

func nearest(headings []string) string {
	if len(headings) == 0 {
		return ""
	}
	return headings[len(headings)-1]
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// selected opens the clip's article at its place.
func (p *clipsPane) selected(i widget.ListItemID) {
	p.list.UnselectAll()
	if i < len(p.w.state.clips) {
		c := p.w.state.clips[i]
		p.w.state.chosen = c.ID
		p.list.Refresh()
		p.w.openClip(c)
	}
}

func (p *clipsPane) choose(i int) {
	p.w.state.allClips = i == 1
	p.w.search.clear()
	p.reload()
}

// reload reads the clips that the pane shows.
func (p *clipsPane) reload() {
	s := &p.w.state
	if s.found != nil {
		s.clips = s.found.Clips
		p.refresh()
		return
	}
	lib, open, all := p.w.lib, s.open, s.allClips
	p.w.run(&p.lane, func(ctx context.Context) func() {
		var clips []clipper.Clip
		var err error
		switch {
		case all:
			clips, err = lib.ListClips(ctx, clipper.Query{}, clipsShown, 0)
		case open != nil:
			clips, err = lib.Clips(ctx, open.ID)
		}
		return func() {
			p.w.report(err)
			s.clips = clips
			p.refresh()
			p.w.markClips()
		}
	})
}

// refresh draws the pane from the state.
func (p *clipsPane) refresh() {
	s := &p.w.state
	here, chosen := tr("This article"), 0
	if s.found != nil {
		here = tr("Found") + " " + hits(s.found.ClipCount)
	} else if s.allClips {
		chosen = 1
	} else {
		here += fmt.Sprintf(" %d", len(s.clips))
	}
	p.tabs.set(chosen, here, tr("Library")+fmt.Sprintf(" %d", s.total.Clips))
	p.back.FillColor = theme.Color(style.ColourSurface)
	p.back.Refresh()
	p.empty.SetText(tr("Select a sentence to clip it."))
	if s.found != nil {
		p.empty.SetText(tr("No clip holds these words."))
	}
	p.empty.Hidden = len(s.clips) > 0
	p.list.Refresh()
}
