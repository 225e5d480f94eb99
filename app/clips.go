//go:build !headless

package app

import (
	"context"
	"fmt"
	"strings"
	"time"

	"florilegium/app/reader"
	"florilegium/app/style"
	"florilegium/clipper"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// clipsPane lists the clips of the open article, of the library, or those a
// search found; the chosen one stands below, whole and open to changes.
type clipsPane struct {
	w      *window
	tabs   *tabs
	bar    *tabs
	links  []func()
	list   *widget.List
	detail *detail
	back   *canvas.Rectangle
	empty  *widget.Label
	box    fyne.CanvasObject
	rows   lazy[clipper.Clip]
	picks  picks
	noted  bool // only clips with a note are listed of the library
	lane   lane
}

func newClipsPane(w *window) *clipsPane {
	p := &clipsPane{w: w, back: canvas.NewRectangle(nil), empty: widget.NewLabel("")}
	p.rows.id, p.rows.read = func(c clipper.Clip) int64 { return c.ID }, w.lib.ClipsByID
	p.tabs = newTabs(p.choose, "", "", "")
	p.bar = newLinks(func(i int) { p.links[i]() })
	p.list = widget.NewList(func() int { return len(p.rows.ids) }, func() fyne.CanvasObject { return newCard(w.setter) }, p.bind)
	p.list.HideSeparators = true
	p.list.OnSelected = func(i widget.ListItemID) { p.list.UnselectAll(); p.tap(i, 0) }
	p.detail = newDetail(w)
	p.empty.Wrapping = fyne.TextWrapWord
	p.empty.Importance = widget.LowImportance
	p.box = container.NewStack(p.back, container.NewBorder(container.NewVBox(p.tabs, p.bar), p.detail.box, nil, nil,
		container.NewStack(newTight(p.list), container.New(&shift{x: 4}, p.empty), w.collection.box)))
	return p
}

func (p *clipsPane) bind(i widget.ListItemID, o fyne.CanvasObject) {
	k := o.(*card)
	k.tap = func(held fyne.KeyModifier) { p.tap(i, held) }
	k.menu = func(at fyne.Position) { p.menu(i, at) }
	c, ok := p.rows.at(i)
	if !ok {
		k.set(cardData{quote: marked{text: "…"}})
		p.rows.need(&p.w.jobs, i, func(err error) { p.w.report(err); p.list.Refresh() })
		return
	}
	k.set(p.cardOf(c))
	if _, ok := p.w.state.quotes[c.ID]; !ok && p.w.state.found != nil {
		p.w.search.explain(i)
	}
}

func (p *clipsPane) cardOf(c clipper.Clip) cardData {
	quote, ok := p.w.state.quotes[c.ID]
	if !ok {
		quote = flat(c.Quote, nil, 0)
	}
	d := cardData{quote: quote, note: reader.OneLine(c.Note), colour: c.Colour, lost: c.Lost,
		chosen: c.ID == p.w.state.chosen, picked: p.picks.ids[c.ID]}
	where := fmt.Sprintf("§ %d", c.Paragraph)
	if c.Page != "" {
		where = tr("p. %s", c.Page)
	}
	d.about = dots(strings.Join(c.Tags, ", "), c.Speaker, where, nearest(c.Heading), ago(c.Created, time.Now()))
	if c.Lost {
		d.about = tr("The page has changed and no longer holds these words")
	}
	return d
}

func nearest(headings []string) string {
	if len(headings) == 0 {
		return ""
	}
	return headings[len(headings)-1]
}

// tap opens the clip's article at its place. With Ctrl it picks the card, with
// Shift all cards up to it.
func (p *clipsPane) tap(i int, held fyne.KeyModifier) {
	c, ok := p.rows.at(i)
	switch {
	case !ok:
		return
	case held&fyne.KeyModifierShortcutDefault != 0:
		p.pickChosen()
		p.picks.toggle(c.ID)
	case held&fyne.KeyModifierShift != 0:
		p.pickChosen()
		p.picks.extend(p.rows.ids, i)
	default:
		p.picks.clear()
		p.picks.pivot = c.ID
		p.w.state.chosen = c.ID
		p.w.openClip(c)
	}
	p.refresh()
}

// pickChosen makes the chosen clip the first of several.
func (p *clipsPane) pickChosen() {
	if id := p.w.state.chosen; id != 0 && len(p.picks.ids) == 0 && p.rows.index(id) >= 0 {
		p.picks.toggle(id)
	}
}

// menu offers what can be done with a clip, or with all picked ones.
func (p *clipsPane) menu(i int, at fyne.Position) {
	c, ok := p.rows.at(i)
	if !ok {
		return
	}
	if !p.picks.ids[c.ID] {
		p.picks.clear()
		p.w.state.chosen = c.ID
		p.refresh()
	}
	p.w.popup(at, "cite", "copyas", "copy", "gather", "gatherinto", "yellow", "green", "blue", "pink", "purple", "tag", "delete")
}

// aimed are the clips that a command is meant for: the picked ones, else the
// chosen one.
func (p *clipsPane) aimed() []int64 {
	if ids := p.picks.in(p.rows.ids); len(ids) > 0 {
		return ids
	}
	if c, ok := p.w.chosenClip(); ok {
		return []int64{c.ID}
	}
	return nil
}

func (p *clipsPane) pickNone() bool {
	some := len(p.picks.ids) > 0
	p.picks.clear()
	return some
}

func (p *clipsPane) choose(i int) {
	p.w.state.allClips, p.w.state.collecting = i == 1, i == 2
	p.picks.clear()
	p.w.search.clear()
	if p.reload(); i == 2 {
		p.w.turnToCollection()
	}
	p.list.ScrollToTop()
}

// reload reads the clips that the pane shows.
func (p *clipsPane) reload() {
	s := &p.w.state
	if s.found != nil {
		p.rows.all(s.found.Clips)
		p.refresh()
	}
	lib, open, all := p.w.lib, s.open, s.allClips && s.found == nil
	q := clipper.Query{}
	if p.noted {
		q = clipper.ParseQuery("has:note")
	}
	first := int(p.list.GetScrollOffset() / cardHeight)
	p.w.run(&p.lane, func(ctx context.Context) func() {
		var here, rows []clipper.Clip
		var ids []int64
		var err error
		if open != nil {
			here, err = lib.Clips(ctx, open.ID)
		}
		if all && err == nil {
			if ids, err = lib.ListClipIDs(ctx, q); err == nil {
				rows, err = lib.ClipsByID(ctx, around(ids, first))
			}
		}
		return func() {
			p.w.report(err)
			p.w.showHere(open, here)
			if all {
				p.rows.set(ids, rows)
			}
			p.refresh()
		}
	})
}

// showHere shows the clips of the open article, in its text and, unless the pane
// lists others, in the pane.
func (w *window) showHere(open *clipper.Article, here []clipper.Clip) {
	if w.state.open != open {
		return
	}
	w.state.here = here
	if open != nil {
		w.reader.SetClips(here)
	}
	if w.state.found == nil && !w.state.allClips {
		w.clips.rows.all(here)
	}
}

// refresh draws the pane from the state.
func (p *clipsPane) refresh() {
	s := &p.w.state
	p.showTabs()
	p.showLinks()
	collecting := s.collecting && s.found == nil
	show(p.w.collection.box, collecting)
	show(p.list, !collecting)
	p.back.FillColor = theme.Color(style.ColourSurface)
	p.back.Refresh()
	p.empty.SetText(tr("Select a sentence to clip it."))
	if s.found != nil {
		p.empty.SetText(tr("No clip holds these words."))
	}
	p.empty.Hidden = len(p.rows.ids) > 0 || collecting
	p.list.Refresh()
	c, ok := p.w.chosenClip()
	uid := ""
	if ok && s.open != nil && c.ArticleID == s.open.ID {
		uid = c.UID
	}
	p.w.reader.Choose(uid) // what Delete is meant for is to be seen in the text too
	p.detail.show(c, ok && len(p.picks.ids) < 2 && !collecting)
}

// showTabs names what the pane can show.
func (p *clipsPane) showTabs() {
	s := &p.w.state
	here, chosen := tr("This article"), 0
	switch {
	case s.found != nil:
		here = tr("Found") + " " + hits(s.found.ClipCount)
	case s.collecting:
		chosen = 2
	case s.allClips:
		chosen = 1
	default:
		here += fmt.Sprintf(" %d", len(s.here))
	}
	p.tabs.set(chosen, here, tr("Library")+" "+grouped(s.total.Clips), tr("Collection"))
}

func (p *clipsPane) showLinks() {
	var labels []string
	p.links = nil
	add := func(label string, do func()) {
		labels, p.links = append(labels, label), append(p.links, do)
	}
	switch s := &p.w.state; {
	case s.collecting && s.found == nil:
	case len(p.picks.ids) > 1:
		add(count("clips", len(p.picks.ids)), p.pickedMenu)
		add(tr("None"), func() { p.pickNone(); p.refresh() })
	case s.found == nil && s.allClips && p.noted:
		add(tr("With a note only"), func() { p.noted = false; p.reload() })
	case s.found == nil && s.allClips:
		add(tr("With or without a note"), func() { p.noted = true; p.reload() })
	}
	p.bar.set(-1, labels...)
	show(p.bar, len(labels) > 0)
}

// pickedMenu offers what can be done with the picked clips.
func (p *clipsPane) pickedMenu() {
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(p.bar)
	p.w.popup(at.AddXY(8, linksHeight), "cite", "copyas", "copy", "gather", "gatherinto", "yellow", "green", "blue", "pink", "purple", "tag", "delete")
}
