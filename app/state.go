//go:build !headless

package app

import (
	"florilegium/clipper"
	"florilegium/clipper/capture"
	"florilegium/db"
)

// shelf is which part of the library the left pane shows.
type shelf int

const (
	unread shelf = iota
	everything
	starred
)

// query is the shelf as a query.
func (s shelf) query() string { return [...]string{"is:unread", "", "is:starred"}[s] }

// state is what the window shows. Only the main goroutine touches it.
type state struct {
	shelf    shelf
	rows     []db.Row // of the library pane
	total    db.Stats
	arriving []*arrival // pages being saved, newest first
	open     *clipper.Article
	clips    []clipper.Clip   // of the open article, or found
	chosen   int64            // clip
	allClips bool             // the right pane shows the whole library's clips
	found    *db.Results      // nil when nothing is searched
	snippets map[int64]string // of the articles found, by id
	near     []db.Suggestion  // where nothing was found
	colour   clipper.Colour   // last used
	version  int64            // of the library, to notice other processes
}

// arrival is a page on its way into the library, or one that failed.
type arrival struct {
	address string
	stage   capture.Stage
	done    int
	of      int
	err     error
	lane    lane
}
