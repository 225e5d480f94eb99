package testweb

import (
	"bytes"
	"fmt"
	"net"
	"net/http"
	"strings"
	"time"

	"florilegium/clipper"
)

// hostileRoutes are answers that mean harm or are broken.
func hostileRoutes() []Route {
	network := func(path, about string, serve http.HandlerFunc) Route {
		return refused(path, about, clipper.Network, serve)
	}
	return []Route{
		refused("/odd/endless", "a page without an end", clipper.TooLarge, func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Type", utf8HTML)
			endless(w, r, []byte("<p>Encore une phrase, et une autre, et toujours la même chose.</p>\n"))
		}),
		refused("/odd/lying-length", "a length of 4 GB", clipper.TooLarge, func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", utf8HTML)
			w.Header().Set("Content-Length", "4294967296")
			_, _ = w.Write(Page("fr"))
		}),
		network("/odd/short-length", "less than the length says", func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", utf8HTML)
			w.Header().Set("Content-Length", "50000")
			_, _ = w.Write(Page("fr")[:2000])
		}),
		slow(network("/odd/silent", "no answer", func(_ http.ResponseWriter, r *http.Request) { wait(r, 30*time.Second) })),
		slow(network("/odd/half-silent", "half a page, then nothing", func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Type", utf8HTML)
			_, _ = w.Write(Page("fr")[:1000])
			_ = http.NewResponseController(w).Flush()
			wait(r, 30*time.Second)
		})),
		slow(network("/odd/drip", "three bytes every tenth of a second", func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Type", utf8HTML)
			for range 300 {
				fmt.Fprint(w, "<p>")
				_ = http.NewResponseController(w).Flush()
				if !wait(r, 100*time.Millisecond) {
					return
				}
			}
		})),
		slow(network("/odd/header-drip", "a header that comes byte by byte", dripHeader)),
		slow(network("/odd/interim", "interim answers, then silence", raw(strings.Repeat("HTTP/1.1 100 Continue\r\n\r\n", 4), 30*time.Second))),
		network("/odd/huge-header", "400 KB of header", func(w http.ResponseWriter, _ *http.Request) {
			for i := range 40 {
				w.Header().Set(fmt.Sprintf("X-Poids-%d", i), strings.Repeat("x", 10_000))
			}
			_, _ = w.Write(Page("fr"))
		}),
		network("/odd/reset", "a connection that is cut", raw("", 0)),
		network("/odd/rst", "a connection that is reset within the page", reset),
		network("/odd/garbage", "an answer that is no HTTP", raw("220 mail.gazette.test ESMTP\r\n", 0)),
		network("/odd/bad-chunk", "a chunk of no length", raw("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n<html\r\nzz\r\n", 0)),
		network("/odd/cut-chunk", "a chunk that does not end", raw("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n50\r\n<html>", 0)),
		network("/odd/two-lengths", "two lengths that contradict each other", raw("HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\n<html>", 0)),
		network("/odd/header-bytes", "a header with bytes that none may hold", raw("HTTP/1.1 200 OK\r\nX\x00-Nul: \x01\r\n\r\n<html>", 0)),
	}
}

const sentence = "La rivière est sortie de son lit, dit le maire, et les ponts restent fermés jusqu’à demain soir. "

// parserRoutes are pages on which parsers spend their time and their memory.
func parserRoutes() []Route {
	either := func(path, about, body string) Route {
		page := "<html lang=\"fr\"><title>La crue</title><body>" + body
		return Route{Path: path, About: about, End: Either, Code: clipper.Unreadable, serve: send(utf8HTML, []byte(page))}
	}
	return []Route{
		either("/parser/deep", "10,000 nested boxes", "<p>"+strings.Repeat("<div>", 10_000)+sentence+strings.Repeat("</div>", 10_000)),
		either("/parser/flood", "30,000 paragraphs", strings.Repeat("<p>"+sentence, 30_000)),
		either("/parser/cells", "cells within links, 240 KB", strings.Repeat("<a>x<td>", 30_000)+"<p>"+sentence),
		either("/parser/bold", "bold paragraphs never closed, 120 KB", strings.Repeat("<p><b>", 20_000)+sentence),
		either("/parser/attributes", "1.9 MB of attributes on one tag", "<div "+manyAttributes(200_000)+"><p>"+sentence+"</div>"),
		either("/parser/class", "a class of 4 MB", `<div class="`+strings.Repeat("x y ", 1<<20)+`"><p>`+sentence),
		either("/parser/tables", "500 nested tables", strings.Repeat("<table><tr><td>", 500)+sentence),
		either("/parser/templates", "half a MB of nested templates", strings.Repeat("<template>", 50_000)+sentence),
		either("/parser/desc", "drawings within drawings", strings.Repeat("<svg><desc>", 30_000)+sentence),
		either("/parser/json-ld", "2 MB of brackets that call themselves data", `<script type="application/ld+json">`+strings.Repeat("[", 2<<20)+`</script><p>`+sentence),
		either("/parser/comment", "a comment of 5 MB", "<!--"+strings.Repeat("- ", 5<<19)+"--><p>"+strings.Repeat(sentence, 5)),
		either("/parser/entities", "100,000 entities", "<p>"+sentence+strings.Repeat("&CounterClockwiseContourIntegral;", 100_000)),
		either("/parser/breaks", "60,000 line breaks", "<p>"+strings.Repeat(sentence+"<br><br>", 30_000)),
	}
}

func manyAttributes(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "a%d=1 ", i)
	}
	return b.String()
}

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

// raw writes bytes to the connection, waits, and closes it.
func raw(answer string, hold time.Duration) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		conn := hijack(w)
		if conn == nil {
			return
		}
		defer conn.Close()
		_, _ = conn.Write([]byte(answer))
		holdOpen(conn, hold)
	}
}

// holdOpen waits until the client goes away, or for d.
func holdOpen(conn net.Conn, d time.Duration) {
	if d > 0 {
		_ = conn.SetReadDeadline(time.Now().Add(d))
		_, _ = conn.Read(make([]byte, 1))
	}
}

func dripHeader(w http.ResponseWriter, _ *http.Request) {
	conn := hijack(w)
	if conn == nil {
		return
	}
	defer conn.Close()
	for _, c := range []byte("HTTP/1.1 200 OK\r\n" + strings.Repeat("X-Goutte: encore\r\n", 100)) {
		if _, err := conn.Write([]byte{c}); err != nil {
			return
		}
		time.Sleep(50 * time.Millisecond)
	}
}

// reset ends a connection in the middle of a page with RST.
func reset(w http.ResponseWriter, _ *http.Request) {
	conn := hijack(w)
	if conn == nil {
		return
	}
	_, _ = conn.Write([]byte("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 5000\r\n\r\n<html><p>Ils sont"))
	if tcp, ok := conn.(*net.TCPConn); ok {
		_ = tcp.SetLinger(0)
	}
	_ = conn.Close()
}

// hijack takes the connection over; nil over HTTP/2, which has none to give.
func hijack(w http.ResponseWriter) net.Conn {
	conn, _, err := http.NewResponseController(w).Hijack()
	if err != nil {
		http.Error(w, "not over this connection", http.StatusHTTPVersionNotSupported)
		return nil
	}
	return conn
}
