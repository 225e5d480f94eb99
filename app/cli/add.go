package cli

import (
	"context"
	"flag"
	"net/http"

	"florilegium/clipper"
	"florilegium/clipper/capture"
	"florilegium/clipper/fetch"
	"florilegium/db"
)

var addCommand = command{
	name: "add", args: "URL…", about: "save pages to the library",
	examples: []string{
		"add https://example.org/article",
		"add --tag thèse --tag presse https://example.org/a https://example.org/b",
		"add https://example.org/article --html saved.html   # nothing is fetched",
		"add - < addresses.txt",
	},
	flags: func(fs *flag.FlagSet) func(context.Context, *session, []string) error {
		var a adding
		fs.StringVar(&a.html, "html", "", "take the page from a `file` (- for stdin) and fetch nothing")
		fs.Var((*list)(&a.tags), "tag", "a `tag` for the article; may be repeated")
		return a.run
	},
}

type adding struct {
	html string
	tags []string
}

// added is the answer to add, one a page.
type added struct {
	ID     int64          `json:"id,omitempty"`
	UID    string         `json:"uid,omitempty"`
	URL    string         `json:"url"`
	Title  string         `json:"title,omitempty"`
	Words  int            `json:"words,omitempty"`
	Status capture.Status `json:"status"`
	Error  *problem       `json:"error,omitempty"`
}

func (a *adding) run(ctx context.Context, s *session, words []string) error {
	addresses, err := s.words(words)
	if err != nil {
		return err
	}
	if len(addresses) == 0 || (a.html != "" && len(addresses) != 1) {
		return clipper.Errorf(clipper.Usage, nil, "`florilegium help add` shows examples", "add takes the address of a page, and just one with --html")
	}
	lib, err := s.library(ctx)
	if err != nil {
		return err
	}
	return s.each(addresses, func(address string) error { return a.one(ctx, s, lib, address) })
}

// each runs work for every word, and goes on when one fails.
func (s *session) each(words []string, work func(string) error) error {
	failed := 0
	var last error
	for _, w := range words {
		if err := work(w); err != nil {
			failed, last = failed+1, err
		}
	}
	if failed == 0 || len(words) == 1 {
		return last
	}
	if failed < len(words) {
		return partly{failed, len(words)}
	}
	return last
}

func (a *adding) one(ctx context.Context, s *session, lib *db.Library, address string) error {
	door := s.door(lib)
	result, err := a.save(ctx, s, door, address)
	if err != nil {
		return s.failed(address, err)
	}
	missing := 0
	if a.html == "" {
		if missing, err = door.Images(ctx, result); err != nil {
			return s.failed(address, err)
		}
	}
	art := result.Article
	if s.json {
		return s.object(added{ID: art.ID, UID: art.UID, URL: art.Source.URL, Title: art.Source.Title, Words: art.Words, Status: result.Status})
	}
	s.line("%d  %s  (%s, %d words)", art.ID, art.Source.Title, result.Status, art.Words)
	if missing > 0 {
		s.talk("  %d images could not be fetched; the text is complete", missing)
	}
	return nil
}

func (a *adding) save(ctx context.Context, s *session, door *capture.Door, address string) (capture.Result, error) {
	u, err := clipper.ParseAddress(address)
	if err != nil {
		return capture.Result{}, err
	}
	if a.html == "" {
		s.talk("Fetching %s", u)
		return door.Save(ctx, u.String(), a.tags)
	}
	body, err := s.readFile(a.html)
	if err != nil {
		return capture.Result{}, err
	}
	page, err := fetch.FromBytes(u.String(), body, http.Header{}, s.Now())
	if err != nil {
		return capture.Result{}, err
	}
	return door.SavePage(ctx, page, a.tags)
}

// failed tells one page's failure where it belongs and marks it as told.
func (s *session) failed(address string, err error) error {
	if s.json {
		if err := s.object(added{URL: address, Status: capture.Failed, Error: failure(err)}); err != nil {
			return err
		}
	} else {
		s.talk("%s", address)
		s.explain(err)
	}
	return told{err}
}
