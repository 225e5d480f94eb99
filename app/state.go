//go:build !headless

package app

import (
	"time"

	"florilegium/clipper"
	"florilegium/clipper/capture"
	"florilegium/db"
)

// shelf is which part of the library the left pane shows.
type shelf int

const (
	unread shelf = iota
	everything
	browsing // tags, sites, authors, years and kept searches
	starred
)

// query is the shelf as a query.
func (s shelf) query() string { return [...]string{"is:unread", "", "", "is:starred"}[s] }

// state is what the window shows. Only the main goroutine touches it.
type state struct {
	shelf      shelf
	order      db.Sort // of the articles
	total      db.Stats
	arriving   []*arrival // pages being saved, newest first
	open       *clipper.Article
	since      time.Time        // when it was opened
	part       float64          // of it that was in view, 0–1
	here       []clipper.Clip   // of the open article
	chosen     int64            // clip
	allClips   bool             // the right pane shows the whole library's clips
	collecting bool             // the right pane shows a collection, unless something is searched
	collection int64            // that it shows and that clips are added to, 0 for none
	found      *db.Results      // nil when nothing is searched
	snippets   map[int64]marked // of the articles found, by id
	quotes     map[int64]marked // of the clips found, by id
	asked      string           // what found is the answer to
	near       []db.Suggestion  // where nothing was found
	colour     clipper.Colour   // last used
	link       string           // under the pointer
	version    int64            // of the library, to notice other processes
}

// arrival is a page on its way into the library, or one that failed.
type arrival struct {
	address string
	stage   capture.Stage
	done    int
	of      int
	err     error
	lane    lane
	given   bool    // a file or a paste, or work on several pages: it is not begun again
	read    reading // where the reader was when it was asked for
}
