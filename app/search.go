//go:build !headless

package app

import (
	"context"
	"slices"
	"time"

	"florilegium/clipper"
	"florilegium/db"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
)

// searchDelay lets a fast typist finish the word.
const searchDelay = 80 * time.Millisecond

// foundShown is how many articles and clips a search shows at once, snippetsMade
// for how many of each the words around are looked up: more do not fit the panes.
// foundListed is how many can be scrolled to, a moment later; snippetPage for how
// many of those the words around are looked up when one comes in sight.
const (
	foundShown   = 25
	snippetsMade = 10
	foundListed  = 500
	snippetPage  = 30
)

// searchField searches as one types: every key stops the search before it.
type searchField struct {
	widget.Entry
	w    *window
	lane lane
	best bool // all hits are ranked, however many

	explaining bool // snippets are being made
}

func newSearchField(w *window) *searchField {
	f := &searchField{w: w}
	f.ExtendBaseWidget(f)
	f.SetPlaceHolder(tr("Search articles and clips"))
	f.OnChanged = f.typed
	return f
}

// typed searches for what was typed.
func (f *searchField) typed(text string) {
	f.best = false
	f.search(text)
}

// ask searches for a query as if it was typed.
func (f *searchField) ask(query string) {
	f.SetText(query)
}

// showBest ranks all hits, however many: it takes time that grows with the library.
func (f *searchField) showBest() {
	f.best = true
	f.w.status.SetText(tr("All hits are being put in order…"))
	f.search(f.Text)
}

// TypedKey lets Escape leave the search and Down go to the list.
func (f *searchField) TypedKey(e *fyne.KeyEvent) {
	switch e.Name {
	case fyne.KeyEscape:
		f.clear()
		f.w.focusReader()
	case fyne.KeyReturn, fyne.KeyEnter:
		if found := f.w.state.found; found != nil {
			f.w.openFirst(found)
		}
	default:
		f.Entry.TypedKey(e)
	}
}

// clear ends the search without running another.
func (f *searchField) clear() {
	f.lane.stop()
	if f.Text != "" {
		f.OnChanged = nil
		f.SetText("")
		f.OnChanged = f.typed
	}
	if f.w.state.found != nil {
		f.w.showFound(nil)
	}
}

// again asks the same once more: the library has changed.
func (f *searchField) again() {
	if f.w.state.found == nil {
		return
	}
	lib, text, near := f.w.lib, f.Text, f.w.state.near
	q, o := clipper.ParseQuery(text), db.SearchOptions{Limit: foundListed, Snippets: foundShown, Best: f.best}
	f.w.run(&f.lane, func(ctx context.Context) func() {
		found, err := lib.Search(ctx, q, o)
		f.show(ctx, text, found, near, err)
		return nil
	})
}

func (f *searchField) search(text string) {
	q := clipper.ParseQuery(text)
	if q.Empty() {
		f.lane.stop()
		f.w.showFound(nil)
		return
	}
	lib, best := f.w.lib, f.best
	f.w.run(&f.lane, func(ctx context.Context) func() {
		select {
		case <-ctx.Done():
			return nil
		case <-time.After(searchDelay):
		}
		found, near, err := firstPage(ctx, lib, q, best)
		if err != nil && ctx.Err() != nil {
			return nil
		}
		f.show(ctx, text, found, near, err)
		if err != nil || !found.Rough && len(found.Clips) < foundShown && len(found.Articles) < foundShown {
			return nil
		}
		found, err = lib.Search(ctx, q, db.SearchOptions{Limit: foundListed, Snippets: foundShown, Best: best})
		f.show(ctx, text, found, nil, err)
		return nil
	})
}

// firstPage is what a search shows at once, or near words where it finds nothing.
func firstPage(ctx context.Context, lib *db.Library, q clipper.Query, best bool) (*db.Results, []db.Suggestion, error) {
	found, err := lib.Search(ctx, q, db.SearchOptions{Limit: foundShown, Snippets: snippetsMade, Quick: true, Best: best})
	if err != nil || len(found.Hits) > 0 {
		return found, nil, err
	}
	near, err := lib.Near(ctx, q)
	return found, near, err
}

// show shows what was found, unless another key was pressed meanwhile.
func (f *searchField) show(ctx context.Context, text string, found *db.Results, near []db.Suggestion, err error) {
	post(func() {
		if ctx.Err() != nil {
			return
		}
		f.w.report(err)
		if err == nil {
			if f.w.state.near = near; f.w.state.asked != text {
				f.w.state.asked = text
				f.w.library.picks.clear()
				f.w.clips.picks.clear()
			}
			f.w.showFound(found)
		}
	})
}

// explain makes the words around the hits from i on, once one comes in sight that
// has none.
func (f *searchField) explain(i int) {
	found := f.w.state.found
	if f.explaining || found == nil || i >= len(found.Hits) {
		return
	}
	f.explaining = true
	part := slices.Clone(found.Hits[i:min(i+snippetPage, len(found.Hits))])
	lib, q := f.w.lib, clipper.ParseQuery(f.w.state.asked)
	f.w.run(nil, func(ctx context.Context) func() {
		err := lib.Snippets(ctx, q, part)
		return func() {
			f.explaining = false
			if f.w.state.found != found {
				return
			}
			f.w.report(err)
			f.w.state.addSnippets(part, true)
			f.w.library.list.Refresh()
			f.w.clips.list.Refresh()
		}
	})
}
