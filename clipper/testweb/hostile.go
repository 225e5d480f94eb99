package testweb

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync"
	"time"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/zstd"
)

// hostileRoutes are answers that mean harm or are broken.
func hostileRoutes() routes {
	return routes{
		"/odd/gzip":   encodedPage("gzip", func(w io.Writer) io.WriteCloser { return gzip.NewWriter(w) }),
		"/odd/br":     encodedPage("br", func(w io.Writer) io.WriteCloser { return brotli.NewWriter(w) }),
		"/odd/zstd":   encodedPage("zstd", func(w io.Writer) io.WriteCloser { z, _ := zstd.NewWriter(w); return z }),
		"/odd/double": encodedPage("gzip, br", func(w io.Writer) io.WriteCloser { return gzip.NewWriter(w) }),
		"/odd/truncated-gzip": func(w http.ResponseWriter, _ *http.Request) {
			var b bytes.Buffer
			z := gzip.NewWriter(&b)
			_, _ = z.Write(Page("fr"))
			_ = z.Close()
			w.Header().Set("Content-Type", "text/html")
			w.Header().Set("Content-Encoding", "gzip")
			_, _ = w.Write(b.Bytes()[:b.Len()/2])
		},
		"/odd/gzip-bomb": func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "text/html")
			w.Header().Set("Content-Encoding", "gzip")
			_, _ = w.Write(gzipBomb())
		},
		"/odd/endless": func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Type", "text/html; charset=utf-8")
			endless(w, r, []byte("<p>Encore une phrase, et une autre, et toujours la même chose.</p>\n"))
		},
		"/odd/silent": func(_ http.ResponseWriter, r *http.Request) { wait(r, 30*time.Second) },
		"/odd/drip": func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Type", "text/html; charset=utf-8")
			for range 300 {
				fmt.Fprint(w, "<p>")
				_ = http.NewResponseController(w).Flush()
				if !wait(r, 100*time.Millisecond) {
					return
				}
			}
		},
		"/odd/huge-header": func(w http.ResponseWriter, _ *http.Request) {
			for i := range 40 {
				w.Header().Set(fmt.Sprintf("X-Poids-%d", i), strings.Repeat("x", 10_000))
			}
			_, _ = w.Write(Page("fr"))
		},
		"/odd/short-length": func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "text/html")
			w.Header().Set("Content-Length", "50000")
			_, _ = w.Write(Page("fr")[:2000])
		},
		"/odd/reset": func(w http.ResponseWriter, _ *http.Request) { abort(w) },
		"/odd/deep":  send("text/html", []byte("<title>Profond</title><p>"+strings.Repeat("<div>", 10_000)+sentence+strings.Repeat("</div>", 10_000))),
		"/odd/flood": send("text/html", []byte("<title>Crue</title><div>"+strings.Repeat("<p>"+sentence, 30_000)+"</div>")),
	}
}

const sentence = "La rivière est sortie de son lit, dit le maire, et les ponts restent fermés jusqu’à demain soir. "

func encodedPage(coding string, pack func(io.Writer) io.WriteCloser) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		w.Header().Set("Content-Encoding", coding)
		z := pack(w)
		_, _ = z.Write(Page("fr"))
		_ = z.Close()
	}
}

// gzipBomb is 256 MiB of spaces, packed.
var gzipBomb = sync.OnceValue(func() []byte {
	var b bytes.Buffer
	z, _ := gzip.NewWriterLevel(&b, gzip.BestSpeed)
	row := bytes.Repeat([]byte(" "), 1<<20)
	for range 256 {
		_, _ = z.Write(row)
	}
	_ = z.Close()
	return b.Bytes()
})

// endless writes a piece until the client has had enough, 200 MB at most.
func endless(w http.ResponseWriter, r *http.Request, piece []byte) {
	block := bytes.Repeat(piece, 1+(64<<10)/len(piece))
	for sent := 0; sent < 200<<20 && r.Context().Err() == nil; sent += len(block) {
		if _, err := w.Write(block); err != nil {
			return
		}
	}
}

// wait ends early when the client goes away.
func wait(r *http.Request, d time.Duration) bool {
	select {
	case <-r.Context().Done():
		return false
	case <-time.After(d):
		return true
	}
}

// abort cuts the connection without an answer.
func abort(w http.ResponseWriter) {
	conn, _, err := http.NewResponseController(w).Hijack()
	if err == nil {
		_ = conn.Close()
	}
}
