package testweb

import (
	"net/http"
	"slices"
	"strings"
	"sync"

	"florilegium/clipper"
)

// Route is one row of the table.
type Route struct {
	Path  string // the pattern it is served under; may hold {n}
	Try   string // an address on it; the path itself when empty
	Host  string // scheme and host it is asked of; http://gazette.test when empty
	About string // what stands there
	End   End
	Code  clipper.Code     // the class of the failure; empty where nothing fails
	Slow  bool             // only a time limit ends it
	serve http.HandlerFunc // nil where another row serves the path
}

// End says how far the route of a page leads.
type End string

// The ends of routes.
const (
	Article End = "article" // stored
	Fetched End = "fetched" // the fetcher refuses it, with Code
	Beside  End = "beside"  // no page to read: the fetcher refuses it with Code, and gives what came beside
	Read    End = "read"    // it comes whole, and reading it fails with Code
	Either  End = "either"  // made to break readers: a text, or a failure with Code
	Picture End = "picture" // an image that is kept
	Kept    End = "kept"    // an image that is kept but not shown
	Dropped End = "dropped" // an image that is refused
	Aside   End = "aside"   // serves others, not asked for by itself
)

// Address is where the route is asked for.
func (r Route) Address() string {
	host, try := r.Host, r.Try
	if host == "" {
		host = "http://gazette.test"
	}
	if try == "" {
		try = strings.TrimSuffix(r.Path, "{$}")
	}
	return host + try
}

// IsPage reports a route that is saved as a page; others are images, or aside.
func (r Route) IsPage() bool {
	return slices.Contains([]End{Article, Fetched, Beside, Read, Either}, r.End)
}

// Routes is the whole table.
func Routes() []Route { return table() }

var table = sync.OnceValue(func() []Route {
	return slices.Concat(goodRoutes(), nearRoutes(), gateRoutes(), statusRoutes(), redirectRoutes(), spellingRoutes(), refreshRoutes(),
		charsetRoutes(), typeRoutes(), packedRoutes(), hostileRoutes(), parserRoutes(), imageRoutes(), versionRoutes(), secureRoutes())
})

// Handler serves every route of the table.
func Handler() http.Handler { return handler() }

var handler = sync.OnceValue(func() http.Handler {
	mux := http.NewServeMux()
	served := map[string]bool{}
	for _, r := range table() {
		if r.serve != nil && !served[r.Path] { // several rows may try one pattern
			mux.HandleFunc(r.Path, r.serve)
			served[r.Path] = true
		}
	}
	return mux
})

func article(path, about string, serve http.HandlerFunc) Route {
	return Route{Path: path, About: about, End: Article, serve: serve}
}

func refused(path, about string, code clipper.Code, serve http.HandlerFunc) Route {
	return Route{Path: path, About: about, End: Fetched, Code: code, serve: serve}
}

func unread(path, about string, serve http.HandlerFunc) Route {
	return Route{Path: path, About: about, End: Read, Code: clipper.Unreadable, serve: serve}
}

func image(path, about string, end End, serve http.HandlerFunc) Route {
	return Route{Path: path, About: about, End: end, serve: serve}
}

func slow(r Route) Route {
	r.Slow = true
	return r
}

func tried(r Route, try string) Route {
	r.Try = try
	return r
}
