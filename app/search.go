//go:build !headless

package app

import (
	"context"
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
// foundListed is how many can be scrolled to, a moment later.
const (
	foundShown   = 25
	snippetsMade = 10
	foundListed  = 500
)

// searchField searches as one types: every key stops the search before it.
type searchField struct {
	widget.Entry
	w    *window
	lane lane
}

func newSearchField(w *window) *searchField {
	f := &searchField{w: w}
	f.ExtendBaseWidget(f)
	f.SetPlaceHolder(tr("Search articles and clips"))
	f.OnChanged = f.search
	return f
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
		f.OnChanged = f.search
	}
	if f.w.state.found != nil {
		f.w.showFound(nil)
	}
}

func (f *searchField) search(text string) {
	q := clipper.ParseQuery(text)
	if q.Empty() {
		f.lane.stop()
		f.w.showFound(nil)
		return
	}
	lib := f.w.lib
	f.w.run(&f.lane, func(ctx context.Context) func() {
		select {
		case <-ctx.Done():
			return nil
		case <-time.After(searchDelay):
		}
		found, near, err := firstPage(ctx, lib, q)
		if err != nil && ctx.Err() != nil {
			return nil
		}
		f.show(ctx, found, near, err)
		if err != nil || (len(found.Clips) < foundShown && len(found.Articles) < foundShown) {
			return nil
		}
		found, err = lib.Search(ctx, q, db.SearchOptions{Limit: foundListed, Snippets: foundShown})
		f.show(ctx, found, nil, err)
		return nil
	})
}

// firstPage is what a search shows at once, or near words where it finds nothing.
func firstPage(ctx context.Context, lib *db.Library, q clipper.Query) (*db.Results, []db.Suggestion, error) {
	found, err := lib.Search(ctx, q, db.SearchOptions{Limit: foundShown, Snippets: snippetsMade})
	if err != nil || len(found.Hits) > 0 {
		return found, nil, err
	}
	near, err := lib.Near(ctx, q)
	return found, near, err
}

// show shows what was found, unless another key was pressed meanwhile.
func (f *searchField) show(ctx context.Context, found *db.Results, near []db.Suggestion, err error) {
	post(func() {
		if ctx.Err() != nil {
			return
		}
		f.w.report(err)
		if err == nil {
			f.w.state.near = near
			f.w.showFound(found)
		}
	})
}
