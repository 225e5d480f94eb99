package testweb

import (
	"bytes"
	"compress/gzip"
	"net/http"
	"strconv"
	"sync"
	"time"

	"florilegium/clipper"
)

// statusRoutes answer with a status, some with word of when to come back.
func statusRoutes() []Route {
	var all []Route
	for _, n := range []int{401, 402, 403, 404, 408, 410, 418, 425, 429, 451, 500, 502, 503, 504} {
		all = append(all, tried(refused("/status/{n}", "an answer with status "+strconv.Itoa(n), clipper.Refused, status), "/status/"+strconv.Itoa(n)))
	}
	return append(all,
		refused("/later/seconds", "429, to come back after two minutes", clipper.Refused, later(http.StatusTooManyRequests, func(time.Time) string { return "120" })),
		refused("/later/date", "503, to come back at a time of day", clipper.Refused, later(http.StatusServiceUnavailable, func(now time.Time) string {
			return now.Add(10 * time.Minute).UTC().Format(http.TimeFormat)
		})),
		refused("/later/tomorrow", "503, to come back after a day", clipper.Refused, later(http.StatusServiceUnavailable, func(time.Time) string { return "86400" })),
		Route{Path: "/later/once/{key}", About: "429 at the first visit under a key, then an article", End: Aside, serve: once},
		refused("/odd/no-content", "status 204, nothing to read", clipper.Unreadable, func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusNoContent) }),
	)
}

func status(w http.ResponseWriter, r *http.Request) {
	n, err := strconv.Atoi(r.PathValue("n"))
	if err != nil || n < 200 || n > 599 {
		n = http.StatusBadRequest
	}
	w.Header().Set("Content-Type", utf8HTML)
	w.WriteHeader(n)
	_, _ = w.Write([]byte("<html><title>Erreur</title><body><h1>Erreur " + strconv.Itoa(n) + "</h1></body></html>"))
}

func later(status int, when func(now time.Time) string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Retry-After", when(time.Now()))
		w.WriteHeader(status)
	}
}

// visited are the keys of once that were asked for before.
var visited sync.Map

func once(w http.ResponseWriter, r *http.Request) {
	if _, before := visited.LoadOrStore(r.PathValue("key"), true); !before {
		w.Header().Set("Retry-After", "1")
		w.WriteHeader(http.StatusTooManyRequests)
		return
	}
	send(utf8HTML, Page("fr"))(w, r)
}

// typeRoutes are answers that are not, or not quite, what they say.
func typeRoutes() []Route {
	fr := Page("fr")
	pdf := []byte("%PDF-1.4\n1 0 obj\n<< /Title (Rapport) >>\nendobj\n")
	feed := []byte(`<?xml version="1.0" encoding="utf-8"?>` + "\n" + `<rss version="2.0"><channel><title>La Gazette</title><item><title>Les relieurs</title><description><![CDATA[<p>Ils sont trois.</p>]]></description></item></channel></rss>`)
	elf := append([]byte("\x7fELF\x02\x01\x01"), make([]byte, 4096)...)
	bad := func(path, about, kind string, body []byte) Route {
		return refused(path, about, clipper.Unreadable, send(kind, body))
	}
	kept := func(path, about, kind string, body []byte) Route {
		return Route{Path: path, About: about, End: Beside, Code: clipper.Unreadable, serve: send(kind, body)}
	}
	return []Route{
		article("/odd/no-type", "a page without a type", send("", fr)),
		article("/odd/plain-type", "a page sent as plain text", send("text/plain; charset=utf-8", fr)),
		article("/odd/xhtml", "a page sent as XHTML", send("application/xhtml+xml", fr)),
		kept("/odd/pdf", "a PDF document", "application/pdf", pdf),
		kept("/odd/pdf-as-html", "a PDF document sent as a page", "text/html", pdf),
		bad("/odd/elf-as-html", "a program sent as a page", "text/html", elf),
		bad("/odd/bytes-as-html", "random bytes sent as a page", "text/html", noise(64<<10)),
		bad("/odd/png-as-html", "an image sent as a page", "text/html", PNG(64, 64)),
		bad("/odd/gzip-file", "a packed file, its packing not declared", "text/html", inGzip(fr)),
		bad("/odd/json", "data for programs", "application/json", []byte(`{"titre":"La forêt"}`)),
		bad("/odd/json-as-html", "data for programs, sent as a page", "text/html", []byte(`{"titre":"La forêt","texte":"<p>Elle avance chaque année de trois pas.</p>"}`)),
		bad("/odd/feed", "a list of news", "application/rss+xml", feed),
		bad("/odd/feed-as-html", "the same, sent as a page", utf8HTML, feed),
		kept("/odd/text", "a plain text", "text/plain; charset=utf-8", []byte("La forêt\n\nElle avance chaque année de trois pas.\n")),
		bad("/odd/empty", "an empty page", utf8HTML, nil),
		bad("/odd/shell", "a page without a text before its scripts have run", utf8HTML, []byte(shellPage)),
		bad("/odd/challenge", "a test for a browser", utf8HTML, []byte(challengePage)),
		bad("/odd/login", "a form to log in, in German", utf8HTML, []byte(loginPage)),
		unread("/odd/menu-only", "a menu and nothing else", send(utf8HTML, []byte(`<html lang="fr"><title>Plan</title><body><nav><a href="/a">A</a></nav></body></html>`))),
	}
}

// noise is n bytes that look like nothing, the same every time.
func noise(n int) []byte {
	var b bytes.Buffer
	state := uint32(2463534242)
	for b.Len() < n {
		state ^= state << 13
		state ^= state >> 17
		state ^= state << 5
		b.WriteByte(byte(state >> 8))
	}
	return b.Bytes()
}

// inGzip is a body in gzip.
func inGzip(body []byte) []byte {
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	_, _ = z.Write(body)
	_ = z.Close() // a buffer takes everything
	return b.Bytes()
}

const shellPage = `<!DOCTYPE html><html lang="fr"><head><meta charset="utf-8"><title>La Gazette</title>
<script src="/a.js"></script><script src="/b.js"></script><script>window.etat={}</script></head>
<body><noscript>Veuillez activer JavaScript pour lire cette page.</noscript><div id="root"></div></body></html>`

const challengePage = `<!DOCTYPE html><html lang="en-US"><head><meta charset="utf-8"><title>Just a moment...</title>
<script src="/cdn-cgi/challenge-platform/h/b/orchestrate/chl_page/v1"></script></head>
<body><h1>gazette.example</h1><p>Checking that you are a human being. This may take a few seconds.</p>
<p>gazette.example needs to review the security of your connection before going on.</p></body></html>`

const loginPage = `<!DOCTYPE html><html lang="de"><head><meta charset="utf-8"><title>Anmelden</title></head>
<body><h1>Bitte melden Sie sich an</h1><form><input type="text" name="name"><input type="password" name="kennwort"><button>Anmelden</button></form></body></html>`
