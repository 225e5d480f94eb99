package cli

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"flag"
	"net/http"
	"runtime"
	"time"

	"florilegium/clipper"
	"florilegium/clipper/extract"
	"florilegium/clipper/fetch"
)

var extractCommand = command{
	name: "extract", args: "FILE|-", about: "turn a page into an article as JSON, without any library",
	examples: []string{
		"extract page.html --url https://example.org/page",
		"extract --batch pages.jsonl     # lines of {\"file\": …, \"url\": …}",
		"curl -s https://example.org/page | florilegium extract - --url https://example.org/page",
	},
	flags: func(fs *flag.FlagSet) func(context.Context, *session, []string) error {
		var e extracting
		fs.StringVar(&e.url, "url", "", "the `address` the page came from")
		fs.BoolVar(&e.serve, "serve", false, "answer one page that another process of the program sends")
		fs.StringVar(&e.batch, "batch", "", "a `manifest` of pages, one JSON object a line (- for stdin)")
		return e.run
	},
}

type extracting struct {
	url, batch string
	serve      bool
}

// entry is one line of a manifest.
type entry struct {
	File string `json:"file"`
	URL  string `json:"url"`
}

func (e *extracting) run(ctx context.Context, s *session, words []string) error {
	if e.serve {
		return extract.Serve(ctx, s.In, s.Out)
	}
	if e.batch != "" && len(words) == 0 {
		return e.all(ctx, s)
	}
	if len(words) != 1 || e.batch != "" {
		return clipper.Errorf(clipper.Usage, nil, "`florilegium help extract` shows examples", "extract takes one file or --batch")
	}
	body, err := s.readFile(words[0])
	if err != nil {
		return err
	}
	record, err := s.record(ctx, body, e.url)
	if err != nil {
		return err
	}
	return s.object(record)
}

// record extracts one page and takes the time.
func (s *session) record(ctx context.Context, body []byte, address string) (extract.Result, error) {
	start := time.Now()
	a, err := readPage(ctx, body, address, s.Now())
	return extract.Record(a, err, time.Since(start).Milliseconds()), err
}

func readPage(ctx context.Context, body []byte, address string, now time.Time) (*clipper.Article, error) {
	page, err := fetch.FromBytes(address, body, http.Header{}, now)
	if err != nil {
		return nil, err
	}
	return extract.Extract(ctx, page)
}

// all runs a manifest on all cores; answers come in the order of the questions.
func (e *extracting) all(ctx context.Context, s *session) error {
	manifest, err := s.readFile(e.batch)
	if err != nil {
		return err
	}
	lines := linesOf(manifest)
	answers := make(chan chan extract.Result, runtime.NumCPU())
	go func() {
		defer close(answers)
		for _, line := range lines {
			answer := make(chan extract.Result, 1)
			answers <- answer
			go func() { answer <- s.entry(ctx, line) }()
		}
	}()
	return s.print(bufio.NewWriter(s.Out), answers)
}

func (s *session) print(out *bufio.Writer, answers <-chan chan extract.Result) error {
	failed, of := 0, 0
	enc := json.NewEncoder(out)
	enc.SetEscapeHTML(false)
	var broken error
	for answer := range answers {
		r := <-answer
		if of++; r.Error != "" {
			failed++
		}
		if broken == nil {
			broken = enc.Encode(r)
		}
		if broken == nil && len(answers) == 0 {
			broken = out.Flush()
		}
	}
	if broken == nil {
		broken = out.Flush()
	}
	switch {
	case broken != nil || failed == 0:
		return broken
	case failed == of:
		return clipper.Errorf(clipper.Unreadable, nil, "Each answer says what was wrong with its page", "no page of the manifest could be read")
	}
	return partly{failed, of}
}

func (s *session) entry(ctx context.Context, line string) extract.Result {
	var e entry
	dec := json.NewDecoder(bytes.NewReader([]byte(line)))
	if err := dec.Decode(&e); err != nil || e.File == "" || e.File == "-" {
		return extract.Record(nil, clipper.Errorf(clipper.Usage, err, `Write {"file": "page.html", "url": "https://…"}`, "this line of the manifest cannot be read"), 0)
	}
	body, err := s.readFile(e.File)
	if err != nil {
		return extract.Record(nil, err, 0)
	}
	r, _ := s.record(ctx, body, e.URL) // the record carries the error
	return r
}
