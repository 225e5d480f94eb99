package fetch

import (
	"compress/gzip"
	"fmt"
	"io"
	"net/http"
	"strings"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/zstd"

	"florilegium/clipper"
)

// readBody reads an answer behind both limits and undoes its content encoding.
func readBody(res *http.Response, limit int) ([]byte, error) {
	if res.ContentLength > maxWire {
		return nil, tooLarge(maxWire)
	}
	r, done, err := undo(res.Header.Get("Content-Encoding"), &wire{r: res.Body, left: maxWire})
	if err != nil {
		return nil, err
	}
	defer done()
	body, err := io.ReadAll(io.LimitReader(r, int64(limit)+1))
	if err != nil {
		return nil, fmt.Errorf("read answer: %w", err)
	}
	if len(body) > limit {
		return nil, tooLarge(limit)
	}
	return body, nil
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
		if err != nil {
			return nil, nil, badEncoding(err, coding)
		}
		return z, none, nil
	case "br":
		return brotli.NewReader(r), none, nil
	case "zstd":
		z, err := zstd.NewReader(r, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxWindow(8<<20), zstd.WithDecoderMaxMemory(64<<20))
		if err != nil {
			return nil, nil, badEncoding(err, coding)
		}
		return z, z.Close, nil
	}
	return nil, nil, badEncoding(nil, coding)
}

func badEncoding(err error, coding string) error {
	return clipper.Errorf(clipper.Unreadable, err, hintBrowser, "the answer is packed in a way that cannot be undone (%s)", coding)
}

// wire counts bytes as they come.
type wire struct {
	r    io.Reader
	left int
}

func (w *wire) Read(p []byte) (int, error) {
	if w.left <= 0 {
		return 0, errWire
	}
	n, err := w.r.Read(p[:min(len(p), w.left)])
	w.left -= n
	return n, err
}
