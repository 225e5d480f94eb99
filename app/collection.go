//go:build !headless

package app

import (
	"context"
	"slices"
	"time"

	"florilegium/clipper"
	"florilegium/clipper/cite"
	"florilegium/db"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// collectionPane shows a collection for a paper in the pane of clips: an outline of
// headings, own words and clips. Each change is shown at once, stored right behind,
// and can be taken back.
type collectionPane struct {
	w       *window
	bar     *tabs // its name, and what can be added
	links   []func()
	about   *widget.Label
	empty   *widget.Label
	outline *outline
	box     *fyne.Container

	all    []db.CollectionRow
	c      *clipper.Collection // as it is shown; nil for none
	clips  map[int64]db.Gathered
	style  citeSettings    // of it, with its title
	states map[int64]*kept // of collections, by id
	lane   lane
}

// kept is what is known of a collection in the library.
type kept struct {
	at      time.Time // of its last change; written by ordered jobs while some are under way
	writing int       // changes under way
	foreign int       // counts the changes that came from elsewhere
}

func newCollectionPane(w *window) *collectionPane {
	p := &collectionPane{w: w, about: widget.NewLabel(""), empty: widget.NewLabel(""), states: map[int64]*kept{}}
	p.bar = newLinks(func(i int) { p.links[i]() })
	p.about.SizeName, p.about.Importance, p.about.Truncation = theme.SizeNameCaptionText, widget.LowImportance, fyne.TextTruncateEllipsis
	p.empty.Wrapping, p.empty.Importance = fyne.TextWrapWord, widget.LowImportance
	p.outline = newOutline(p)
	head := container.NewVBox(p.bar, container.New(&fixed{26}, container.New(&shift{x: 4, y: -6}, p.about)))
	p.box = container.NewBorder(head, nil, nil, nil, container.NewStack(p.outline, container.New(&shift{x: 4}, p.empty)))
	p.box.Hide()
	return p
}

// known is what is known of the collection that is shown.
func (p *collectionPane) known(id int64) *kept {
	if p.states[id] == nil {
		p.states[id] = &kept{}
	}
	return p.states[id]
}

// reload reads the collections, and the one that is shown, unless changes of it
// are on their way.
func (p *collectionPane) reload() {
	lib, id, styles := p.w.lib, p.w.state.collection, p.w.styles
	p.w.run(&p.lane, func(ctx context.Context) func() {
		all, err := lib.Collections(ctx)
		if !slices.ContainsFunc(all, func(r db.CollectionRow) bool { return r.ID == id }) && len(all) > 0 {
			id = all[0].ID
		}
		var c *clipper.Collection
		var clips map[int64]db.Gathered
		var style citeSettings
		if err == nil && len(all) > 0 {
			if c, err = lib.Collection(ctx, id); err == nil {
				clips, err = lib.Gathered(ctx, c.Clips())
				style = readStyle(styles, c.Style, c.Locale)
			}
		}
		return func() {
			if clipper.CodeOf(err) == clipper.NotFound { // deleted between the two
				p.reload()
				return
			}
			p.w.report(err)
			if err == nil {
				p.style = style
				p.read(all, c, clips)
			}
		}
	})
}

// read takes over what the library says.
func (p *collectionPane) read(all []db.CollectionRow, c *clipper.Collection, clips map[int64]db.Gathered) {
	p.all = all
	if c == nil {
		p.outline.leaveEdit()
		p.c, p.clips, p.w.state.collection = nil, nil, 0
		p.refresh()
		return
	}
	state := p.known(c.ID)
	if state.writing > 0 {
		return
	}
	same := p.c != nil && p.c.ID == c.ID
	if !same || !state.at.Equal(c.Updated) {
		if !state.at.IsZero() && !state.at.Equal(c.Updated) {
			state.foreign++
		}
		state.at = c.Updated
		p.outline.follow(c, same)
		p.c = c
	}
	p.clips, p.w.state.collection = clips, c.ID
	p.refresh()
}

// show opens a collection.
func (p *collectionPane) show(id int64) {
	p.outline.leaveEdit()
	p.w.state.collection = id
	p.w.showCollection()
	p.reload()
}

// put shows and stores a changed collection; said is told with a way to undo it,
// "" where the change is plain to see. chosen is the part that is chosen then.
func (p *collectionPane) put(said string, next clipper.Collection, chosen int) {
	before, at := *p.c, p.outline.chosen
	p.become(next, chosen)
	p.save()
	p.undoable(said, before, at)
}

// undoable lets the collection be put back as it was.
func (p *collectionPane) undoable(said string, before clipper.Collection, at int) {
	state := p.known(before.ID)
	foreign := state.foreign
	p.w.undoes(said, func() {
		if state.foreign != foreign || p.c == nil || p.c.ID != before.ID {
			p.w.putBack(before, state, foreign)
			return
		}
		p.outline.leaveEdit()
		p.become(before, at)
		p.save()
		p.w.showCollection()
		p.reload() // its clips may be others
	})
}

// putBack puts a collection back that is not shown. One that was changed elsewhere
// meanwhile is left as it is.
func (w *window) putBack(before clipper.Collection, state *kept, foreign int) {
	if state.foreign != foreign {
		w.toast.show(tr("The collection was changed elsewhere: this can no longer be taken back"), nil)
		return
	}
	w.apply(func(ctx context.Context) error {
		_, after, err := w.lib.EditCollection(ctx, before.ID, func(c *clipper.Collection) error {
			c.Name, c.Style, c.Locale, c.Parts = before.Name, before.Style, before.Locale, before.Parts
			return nil
		})
		if err == nil {
			state.at = after.Updated
		}
		return err
	}, func() { w.collection.show(before.ID) })
}

// become shows a collection as it will be stored.
func (p *collectionPane) become(c clipper.Collection, chosen int) {
	p.c = &c
	p.outline.choose(chosen)
	p.refresh()
}

// save stores the collection as it is shown. A change that someone else was quicker
// than is not stored: the collection is shown as it is, and that is told.
func (p *collectionPane) save() {
	lib, c, state := p.w.lib, *p.c, p.known(p.c.ID)
	state.writing++
	p.w.inOrder(func() func() {
		c.Updated = state.at
		err := lib.SaveCollection(context.Background(), &c) // once asked for, kept
		if err == nil {
			state.at = c.Updated
		}
		return func() {
			state.writing--
			p.w.report(err)
			if state.writing > 0 {
				return
			}
			if p.c != nil && p.c.ID == c.ID && p.outline.editing.at < 0 {
				if p.c = &c; err != nil {
					p.c = nil
				}
			}
			p.reload()
		}
	})
}

// refresh draws the pane.
func (p *collectionPane) refresh() {
	p.showLinks()
	p.about.SetText(p.aboutText())
	p.about.Hidden = p.c == nil
	text := ""
	switch {
	case p.c == nil:
		text = tr("Clips for a paper, with headings and your own words between them. The key a adds the chosen clip, and asks for a name first.")
	case len(p.c.Parts) == 0:
		text = tr("Nothing is in it yet. The key a adds the chosen clip.")
	}
	p.empty.SetText(text)
	p.empty.Hidden = text == ""
	show(p.outline, text == "")
	p.outline.refresh()
}

// aboutText says what is in the collection, and how its references are written.
func (p *collectionPane) aboutText() string {
	if p.c == nil {
		return ""
	}
	n := 0
	for _, id := range p.c.Clips() {
		if g, ok := p.clips[id]; ok && !g.Deleted {
			n++
		}
	}
	return dots(count("clips", n), p.styleTitle(), localeName(p.c.Locale))
}

// styleTitle names the style of the collection.
func (p *collectionPane) styleTitle() string {
	switch {
	case p.c.Style == plainStyle:
		return tr("Notes after Chicago")
	case p.c.Style == p.style.Style:
		return p.style.Title
	}
	return p.c.Style
}

// readStyle finds the title of a style.
func readStyle(styles *cite.Styles, name, locale string) citeSettings {
	s := citeSettings{Style: name, Title: name, Locale: locale}
	if style, err := styles.Load(name, locale); err == nil && name != plainStyle {
		s.Title = firstWord(style.Info().Short, style.Info().Title, name)
	}
	return s
}

func (p *collectionPane) showLinks() {
	p.links = nil
	var labels []string
	add := func(label string, do func()) {
		labels, p.links = append(labels, label), append(p.links, do)
	}
	if p.c == nil {
		add(tr("New collection…"), p.w.newCollection)
	} else {
		add(shorten(p.c.Name, 22)+" ▾", p.menu)
		add(tr("+ Heading"), p.w.addHeading)
		add(tr("+ Words"), p.w.addWords)
	}
	p.bar.set(-1, labels...)
}

// menu offers the other collections, and what can be done with this one.
func (p *collectionPane) menu() {
	var items []*fyne.MenuItem
	for _, r := range p.all {
		item := fyne.NewMenuItem(dots(r.Name, count("clips", r.Clips)), func() { p.show(r.ID) })
		item.Checked = p.c != nil && r.ID == p.c.ID
		items = append(items, item)
	}
	items = append(items, fyne.NewMenuItemSeparator())
	items = append(items, p.w.menuItems("newcollection", "renamecollection", "collectionstyle", "exportcollection", "deletecollection")...)
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(p.bar)
	widget.ShowPopUpMenuAtPosition(fyne.NewMenu("", items...), p.w.win.Canvas(), at.AddXY(8, linksHeight))
}

// localeName is a language of references in the reader's language.
func localeName(code string) string {
	for _, l := range styleLocales {
		if l.code == code && code != "" {
			return tr(l.label)
		}
	}
	return code
}
