package fetch

import (
	"bufio"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync/atomic"
	"time"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/zstd"

	"florilegium/clipper"
)

// The limits of one answer, in bytes.
const (
	maxWire   = 24 << 20
	maxHTML   = 10 << 20
	maxPDF    = 64 << 20
	maxHeader = 256 << 10
	headSize  = 4096 // what the type is told by
)

// pages is what a page is asked for with.
var pages = kind{accept: "text/html,application/xhtml+xml;q=0.9,*/*;q=0.5", limit: pageLimit}

// pageLimit gives a PDF more room, and stops at once what is neither that nor a
// text.
func pageLimit(declared string, head []byte) (wire, body int, err error) {
	switch kind := sniff(declared, head); {
	case kind == typePDF:
		return maxPDF, maxPDF, nil
	case !isText(kind):
		return 0, 0, notHTML(kind)
	}
	return maxWire, maxHTML, nil
}

// readBody reads an answer behind both limits and undoes its content encoding.
func readBody(res *http.Response, from io.Reader, k kind) ([]byte, error) {
	in := &wire{r: from, left: maxWire}
	body, err := readUnpacked(res, in, k)
	switch _, told := err.(*clipper.Error); {
	case err == nil || told:
		return body, err
	case in.err != nil && in.err != io.EOF:
		return nil, fmt.Errorf("read answer: %w", in.err)
	case errors.Is(err, io.ErrUnexpectedEOF):
		return nil, fmt.Errorf("unpack answer: %w", err)
	}
	return nil, badEncoding(err) // all came, and it does not unpack
}

func readUnpacked(res *http.Response, in *wire, k kind) ([]byte, error) {
	r, done, err := undo(res.Header.Get("Content-Encoding"), in)
	if err != nil {
		return nil, err
	}
	defer done()
	unpacked := bufio.NewReaderSize(r, headSize)
	head, err := unpacked.Peek(headSize)
	if err != nil && err != io.EOF {
		return nil, err
	}
	packed, limit, err := k.limit(res.Header.Get("Content-Type"), head)
	if err != nil {
		return nil, err
	}
	if res.ContentLength > int64(packed) {
		return nil, tooLarge(packed)
	}
	in.left += packed - maxWire
	body, err := io.ReadAll(io.LimitReader(unpacked, int64(limit)+1))
	if err == nil && len(body) > limit {
		err = tooLarge(limit)
	}
	return body, err
}

// undo unpacks one content encoding; several on top of each other are refused,
// since only attacks stack them.
func undo(coding string, r io.Reader) (io.Reader, func(), error) {
	none := func() {}
	switch strings.ToLower(strings.TrimSpace(coding)) {
	case "", "identity":
		return r, none, nil
	case "gzip", "x-gzip":
		z, err := gzip.NewReader(r)
		if err == io.EOF {
			return strings.NewReader(""), none, nil // an empty answer that says it is packed
		}
		return z, none, err
	case "br":
		return brotli.NewReader(r), none, nil
	case "zstd":
		z, err := zstd.NewReader(r, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxWindow(8<<20), zstd.WithDecoderMaxMemory(64<<20))
		if err != nil {
			return nil, nil, err
		}
		return z, z.Close, nil
	}
	return nil, nil, badEncoding(fmt.Errorf("content encoding %q", coding))
}

func badEncoding(err error) error {
	return clipper.Errorf(clipper.Unreadable, err, hintDoors, "the answer is packed in a way that cannot be undone")
}

// wire counts bytes as they come, and keeps the error of the connection.
type wire struct {
	r    io.Reader
	left int
	err  error
}

func (w *wire) Read(p []byte) (n int, err error) {
	if w.left <= 0 {
		w.err = errWire
		return 0, w.err
	}
	n, w.err = w.r.Read(p[:min(len(p), w.left)])
	w.left -= n
	return n, w.err
}

// leastRate is how many bytes a second an answer must bring.
const leastRate = 1 << 10

// pace stops an answer that brings too little in a stretch of time. Reading
// waits inside the connection, so that a timer has to look at it from outside.
type pace struct {
	r     io.Reader
	came  atomic.Int64
	timer *time.Timer
}

func newPace(r io.Reader, stretch time.Duration, stop context.CancelCauseFunc) *pace {
	p := &pace{r: r}
	least := int64(stretch.Seconds() * leastRate)
	ready := make(chan struct{})
	p.timer = time.AfterFunc(stretch, func() {
		<-ready
		if p.came.Swap(0) < least {
			stop(errSlow)
			return
		}
		p.timer.Reset(stretch)
	})
	close(ready)
	return p
}

func (p *pace) Read(b []byte) (int, error) {
	n, err := p.r.Read(b)
	p.came.Add(int64(n))
	return n, err
}

func (p *pace) end() { p.timer.Stop() }
