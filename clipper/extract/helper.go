package extract

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"os"
	"os/exec"
	"time"

	"florilegium/clipper"
	"florilegium/clipper/fetch"
)

// Helper starts a process that answers Serve, for the pages that may keep the
// libraries busy for long: they cannot be stopped, a process can. Where it is
// nil, such pages are read in this process and left behind when they take too
// long. It is set once, before the first page is read.
var Helper func(ctx context.Context) *exec.Cmd

// helperMemory is what a helper's heap is held to, where that is possible at all.
const helperMemory = "200MiB"

// heavyTags is from how many tags on a page is given to a helper.
const heavyTags = 8_000

// Self is the Helper that runs this very program as `extract --serve`.
func Self(ctx context.Context) *exec.Cmd {
	path, err := os.Executable()
	if err != nil {
		path = os.Args[0]
	}
	cmd := exec.CommandContext(ctx, path, "extract", "--serve")
	cmd.Env = append(os.Environ(), "GOMEMLIMIT="+helperMemory)
	return cmd
}

// request is a page on its way to a helper.
type request struct {
	URL     string      `json:"url"`
	Header  http.Header `json:"header"`
	Body    []byte      `json:"body"`
	Fetched time.Time   `json:"fetched"`
}

// reply is what a helper made of a page.
type reply struct {
	Article *clipper.Article `json:"article,omitempty"`
	Code    clipper.Code     `json:"code,omitempty"`
	Msg     string           `json:"msg,omitempty"`
	Args    []any            `json:"args,omitempty"`
	Hint    string           `json:"hint,omitempty"`
}

// Serve reads one page from in, extracts it and writes the reply to out.
func Serve(ctx context.Context, in io.Reader, out io.Writer) error {
	var q request
	if err := json.NewDecoder(in).Decode(&q); err != nil {
		return err
	}
	var r reply
	p, err := fetch.FromBytes(q.URL, q.Body, q.Header, q.Fetched)
	if err == nil {
		r.Article, err = extract(ctx, p)
	}
	if told, ok := err.(*clipper.Error); ok {
		r.Code, r.Msg, r.Args, r.Hint = told.Code, told.Msg, told.Args, told.Hint
	} else if err != nil {
		return err
	}
	return json.NewEncoder(out).Encode(r)
}

// isHeavy reports a page for a helper.
func isHeavy(p *fetch.Page) bool {
	tags, wide := measure(p.Text)
	return Helper != nil && (tags > heavyTags || wide)
}

// throughHelper has a page read by a process of its own, which is killed when
// the context ends.
func throughHelper(ctx context.Context, p *fetch.Page) (*clipper.Article, error) {
	ask, err := json.Marshal(request{p.URL, p.Header, p.Body, p.Fetched})
	if err != nil {
		return nil, err
	}
	cmd := Helper(ctx)
	cmd.Stdin = bytes.NewReader(ask)
	answer, err := cmd.Output()
	if ctx.Err() != nil {
		return nil, tooLong(ctx)
	}
	var r reply
	if err == nil {
		err = json.Unmarshal(answer, &r)
	}
	switch {
	case err != nil:
		return nil, clipper.Errorf(clipper.Unreadable, err, hintPaste, "the page could not be read")
	case r.Article == nil:
		return nil, &clipper.Error{Code: r.Code, Msg: r.Msg, Args: r.Args, Hint: r.Hint}
	}
	return r.Article, nil
}

func tooLong(ctx context.Context) error {
	return clipper.Errorf(clipper.Unreadable, ctx.Err(), hintPaste, "reading the page took too long")
}
