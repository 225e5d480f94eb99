package cli

import (
	"context"
	"flag"
	"strings"

	"florilegium/clipper"
	"florilegium/clipper/capture"
	"florilegium/clipper/fetch"
	"florilegium/db"
)

var addCommand = command{
	name: "add", args: "URL|FILE|FOLDER…", about: "save pages, documents and texts to the library",
	examples: []string{
		"add https://example.org/article",
		"add --tag thèse --tag presse https://example.org/a https://example.org/b",
		"add saved.html page.mhtml page.webarchive report.pdf link.url   # nothing of a file is fetched but its link",
		"add ~/Downloads/pages   # the files of a folder and those below it",
		"add https://example.org/article --html saved.html   # the page is in the file",
		"xclip -o | add --text -   # or --html -",
		"add - < addresses.txt",
	},
	flags: func(fs *flag.FlagSet) func(context.Context, *session, []string) error {
		var a adding
		fs.StringVar(&a.html, "html", "", "take the page from a `file` (- for stdin) and fetch nothing")
		fs.StringVar(&a.text, "text", "", "take a plain text from a `file` (- for stdin)")
		fs.Var((*list)(&a.tags), "tag", "a `tag` for the article; may be repeated")
		return a.run
	},
}

type adding struct {
	html     string
	text     string
	tags     []string
	outcomes outcomes // of several addresses, which go through the queue
}

// added is the answer to add, one a page.
type added struct {
	ID     int64          `json:"id,omitempty"`
	UID    string         `json:"uid,omitempty"`
	URL    string         `json:"url"`
	File   string         `json:"file,omitempty"`
	Title  string         `json:"title,omitempty"`
	Words  int            `json:"words,omitempty"`
	Status capture.Status `json:"status"`           // "skipped" for a file of a folder that is none of a page
	Reason capture.Skip   `json:"reason,omitempty"` // of a skipped one
	Error  *problem       `json:"error,omitempty"`
}

func (a *adding) run(ctx context.Context, s *session, words []string) error {
	words, err := s.words(words)
	if err != nil {
		return err
	}
	given := a.html != "" || a.text != ""
	if len(words) == 0 && !given || given && len(words) > 1 || a.html != "" && a.text != "" {
		return clipper.Errorf(clipper.Usage, nil, "`florilegium help add` shows examples", "add takes addresses and files, and at most one address with --html or --text")
	}
	lib, err := s.library(ctx)
	if err != nil {
		return err
	}
	if given {
		page, err := a.pasted(s)
		if err != nil {
			return err
		}
		return a.give(ctx, s, lib, page, row{address: strings.Join(words, "")})
	}
	list, err := rows(ctx, words)
	if err != nil {
		return err
	}
	if addresses := addressesOf(list); len(addresses) > 1 {
		if a.outcomes, err = a.throughQueue(ctx, s, lib, addresses); err != nil {
			return err
		}
	}
	names, at := make([]string, len(list)), -1
	for i, r := range list {
		names[i] = r.name()
	}
	return s.each(names, func(string) error {
		at++
		return a.addRow(ctx, s, lib, list[at])
	})
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

// fetch saves the page at an address. The answer is given when its text is safe;
// the pictures follow.
func (a *adding) fetch(ctx context.Context, s *session, lib *db.Library, address string) error {
	u, err := clipper.ParseAddress(address)
	if err != nil {
		return s.failed(address, err)
	}
	if o, queued := a.outcomes[clipper.CleanURL(u.String())]; queued {
		return a.tellOutcome(ctx, s, lib, address, o)
	}
	s.talk("Fetching %s", u)
	s.tellHost(u.Hostname())
	door := s.door(lib)
	result, err := door.Save(ctx, u.String(), a.tags)
	if err != nil {
		return s.failed(u.String(), err)
	}
	if err := s.added(result, ""); err != nil {
		return err
	}
	missing, err := door.Images(ctx, result)
	if missing > 0 && err == nil {
		s.talk("  %d images could not be fetched; the text is complete", missing)
	}
	return err
}

// tellHost shows a host that is not plain ASCII in both of its forms, and warns of
// one that may pass itself off as another.
func (s *session) tellHost(host string) {
	name := fetch.NameOf(host)
	if name.Unicode == name.ASCII {
		return
	}
	s.talk("  on %s", name)
	if name.Doubtful {
		s.talk("  Careful: letters of this name only look like those of another")
	}
}

// added tells what became of one page.
func (s *session) added(r capture.Result, file string) error {
	a := r.Article
	if s.json {
		return s.object(added{ID: a.ID, UID: a.UID, URL: a.Source.URL, File: file, Title: a.Source.Title, Words: a.Words, Status: r.Status})
	}
	if doc, ok := a.Attachment(); ok {
		s.line("%d  %s  (%s, PDF, %d pages)", a.ID, a.Source.Title, r.Status, doc.Pages)
		return nil
	}
	s.line("%d  %s  (%s, %d words)", a.ID, a.Source.Title, r.Status, a.Words)
	return nil
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
