package fetch

import (
	"bytes"
	"encoding/xml"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"florilegium/clipper"
	"florilegium/clipper/testweb"
)

// FuzzType reads bytes under any declared type: what comes out as a page is text,
// and the decision is the same at the second look.
func FuzzType(f *testing.F) {
	for _, lang := range testweb.Languages() {
		f.Add("text/html; charset=utf-8", testweb.Page(lang)[:600])
	}
	f.Add("", []byte("%PDF-1.7"))
	f.Add("text/html", []byte("\x7fELF\x02\x01\x01\x00"))
	f.Add("application/xml", []byte("<?xml version='1.0'?><!-- a --><!DOCTYPE rss [<!ENTITY a 'b'>]><rss><p>a</p></rss>"))
	f.Add("application/octet-stream", []byte("\xFF\xFE<\x00p\x00>\x00"))
	f.Add("text/html; charset=\"utf-8", testweb.PNG(8, 8))
	f.Fuzz(func(t *testing.T, declared string, body []byte) {
		if kind := sniff(declared, body); kind != sniff(declared, body) {
			t.Fatalf("%q changes its mind", declared)
		}
		p, err := FromBytes("https://gazette.example/", body, http.Header{"Content-Type": {declared}}, time.Unix(0, 0))
		switch {
		case err == nil && (p.Type != typeHTML && p.Type != typeXHTML || !utf8.ValidString(p.Text) || p.Charset == ""):
			t.Fatalf("%q: %s in %s", declared, p.Type, p.Charset)
		case err != nil && p != nil && p.Type != typePDF && p.Type != typePlain:
			t.Fatalf("a page of type %q beside %v", p.Type, err)
		case err != nil && clipper.CodeOf(err) != clipper.Unreadable:
			t.Fatal(err)
		}
	})
}

// FuzzUnpack undoes a content encoding: what comes out keeps the limits, and all
// else is a told error.
func FuzzUnpack(f *testing.F) {
	page := testweb.Page("zh")
	for _, r := range testweb.Routes() {
		if strings.HasPrefix(r.Path, "/odd/") && r.Try == "" && !r.Slow {
			coding, body := served(r)
			f.Add(coding, body)
		}
	}
	f.Add("", page)
	f.Fuzz(func(t *testing.T, coding string, packed []byte) {
		res := &http.Response{Header: http.Header{"Content-Encoding": {coding}}, ContentLength: -1}
		const limit = 64 << 10
		small := kind{limit: func(string, []byte) (int, int, error) { return maxWire, limit, nil }}
		body, err := readBody(res, bytes.NewReader(packed), small)
		if len(body) > limit && err == nil {
			t.Fatalf("%d bytes", len(body))
		}
		if coding == "" && err == nil && !bytes.Equal(body, packed) {
			t.Fatal("changed on the way")
		}
		if err != nil {
			if told, ok := failure(err, "gazette.example").(*clipper.Error); !ok || told.Sentence() == "" {
				t.Fatal(err)
			}
		}
	})
}

// served is the coding and at most 4 KB of what a route answers.
func served(r testweb.Route) (coding string, body []byte) {
	w := &keeper{header: http.Header{}}
	u, err := url.Parse(r.Address())
	if err != nil {
		return "", nil
	}
	func() {
		defer func() { _ = recover() }() // some routes want a connection
		testweb.Handler().ServeHTTP(w, &http.Request{Method: http.MethodGet, URL: u, Host: u.Host, Header: http.Header{}})
	}()
	return w.header.Get("Content-Encoding"), w.body.Bytes()
}

type keeper struct {
	header http.Header
	body   bytes.Buffer
}

func (k *keeper) Header() http.Header { return k.header }
func (k *keeper) WriteHeader(int)     {}

func (k *keeper) Write(b []byte) (int, error) {
	if room := 4<<10 - k.body.Len(); room <= 0 {
		return 0, http.ErrBodyNotAllowed
	} else if len(b) > room {
		k.body.Write(b[:room])
		return room, http.ErrBodyNotAllowed
	}
	return k.body.Write(b)
}

// FuzzRetryAfter keeps every answer between nothing and the longest wait.
func FuzzRetryAfter(f *testing.F) {
	now := time.Date(2026, 11, 23, 9, 30, 0, 0, time.UTC)
	for _, s := range []string{"120", "0", "-5", "99999999999999999999", "Mon, 23 Nov 2026 09:40:00 GMT", "Monday, 23-Nov-26 09:40:00 GMT", "Mon Nov 23 09:40:00 2026", "demain", " 7 "} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, field string) {
		if d := retryAfter(field, now); d < 0 || d > mostAfter {
			t.Fatalf("%q: %v", field, d)
		}
	})
}

func TestRetryAfterForms(t *testing.T) {
	now := time.Date(2026, 11, 23, 9, 30, 0, 0, time.UTC)
	for field, want := range map[string]time.Duration{
		"": 0, "120": 2 * time.Minute, " 7 ": 7 * time.Second, "0": 0, "-5": 0, "1.5": 0, "99999999999999999999": mostAfter, "demain": 0,
		"Mon, 23 Nov 2026 09:40:00 GMT": 10 * time.Minute, "Monday, 23-Nov-26 09:40:00 GMT": 10 * time.Minute, "Mon Nov 23 09:40:00 2026": 10 * time.Minute,
		"Mon, 23 Nov 2026 09:20:00 GMT": 0, "Tue, 23 Nov 2036 09:40:00 GMT": mostAfter,
	} {
		if got := retryAfter(field, now); got != want {
			t.Errorf("%q: %v, want %v", field, got, want)
		}
	}
}

// FuzzRefresh sends on only to http and https, without user and password.
func FuzzRefresh(f *testing.F) {
	for _, s := range []string{"0; url=/fr", "3;URL='/de?a=1'", "5", "", "0,\"https://helene:secret@a.example/#x\"", ".5;url=b", "0 url = c", "1;javascript:alert(1)", "0;url=//[::1", "999999999999;url=/"} {
		f.Add(s)
	}
	from := &url.URL{Scheme: "https", Host: "gazette.example", Path: "/a"}
	f.Fuzz(func(t *testing.T, content string) {
		seconds, _, ok := parseRefresh(content)
		if seconds < 0 || !ok && seconds != 0 {
			t.Fatalf("%q: %d, %v", content, seconds, ok)
		}
		next := (&signs{refresh: content}).refreshTo(from)
		if next != nil && (checkScheme(next) != nil || next.User != nil || next.Fragment != "" || seconds >= 5) {
			t.Fatalf("%q: %s after %d", content, next, seconds)
		}
	})
}

func TestParseRefresh(t *testing.T) {
	type refresh struct {
		seconds int
		address string
		ok      bool
	}
	for content, want := range map[string]refresh{
		"0; url=/fr": {0, "/fr", true}, "3;URL='/de?a=1'": {3, "/de?a=1", true}, " 5 ": {5, "", true}, "300": {300, "", true}, "": {}, "url=/fr": {},
		`0,"a b" c`: {0, "a b", true}, "0 url = c ": {0, "c", true}, "0;/plain": {0, "/plain", true}, "1.5;url=x": {1, "x", true}, ".9;url=x": {0, "x", true},
		"0;urlaub": {0, "urlaub", true}, "0url=x": {}, "-1;url=x": {}, "0;url='ouvert": {0, "ouvert", true},
	} {
		seconds, address, ok := parseRefresh(content)
		if (refresh{seconds, address, ok}) != want {
			t.Errorf("%q: %d, %q, %v; want %+v", content, seconds, address, ok, want)
		}
	}
}

// FuzzDrawing lets nothing through that names another place or runs.
func FuzzDrawing(f *testing.F) {
	for _, r := range testweb.Routes() {
		if strings.HasSuffix(r.Path, ".svg") {
			_, body := served(r)
			f.Add(body)
		}
	}
	f.Add([]byte(`<?xml version="1.0" encoding="utf-8"?><!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd"><svg viewBox="0 0 10 20"><metadata><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" rdf:about="x"/></metadata><path d="M0 0" style="fill:url(#a)"/></svg>`))
	f.Fuzz(func(t *testing.T, data []byte) {
		size, err := staticSVG(data)
		if err != nil {
			return
		}
		if size.width < 0 || size.height < 0 || size.width > 100_000 || size.height > 100_000 {
			t.Fatalf("%v", size)
		}
		d := xml.NewDecoder(bytes.NewReader(data))
		for token, err := d.Token(); err == nil; token, err = d.Token() {
			switch e := token.(type) {
			case xml.Directive:
				if bytes.Contains(e, []byte("ENTITY")) {
					t.Fatalf("entities passed in %q", data)
				}
			case xml.StartElement:
				if does := doing(e); does != "" {
					t.Fatalf("%s passed in %q", does, data)
				}
			}
		}
	})
}

// doing names what an element does beyond drawing; empty for nothing.
func doing(e xml.StartElement) string {
	name := strings.ToLower(e.Name.Local)
	if slices.Contains([]string{"script", "foreignobject", "iframe", "image", "animate", "set", "animatetransform", "handler", "audio", "video", "a"}, name) && (e.Name.Space == "" || strings.HasPrefix(e.Name.Space, "http://www.w3.org/")) {
		return name
	}
	for _, a := range e.Attr {
		value := strings.ToLower(strings.Join(strings.Fields(a.Value), ""))
		if strings.HasPrefix(strings.ToLower(a.Name.Local), "on") || strings.Contains(value, "url(http") || strings.HasPrefix(value, "javascript:") {
			return a.Name.Local
		}
	}
	return ""
}

// FuzzImage reads the headers of images: what is kept has a type and keeps the
// limits.
func FuzzImage(f *testing.F) {
	for _, r := range testweb.Routes() {
		if r.End == testweb.Picture || r.End == testweb.Kept || r.End == testweb.Dropped {
			_, body := served(r)
			f.Add(body)
		}
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		asset, err := CheckImage(data)
		w, h := Size(asset)
		if err == nil && (asset.Type == "" || w < 0 || h < 0 || w*h > maxPixels && asset.Type != typeSVG || asset.Hash != clipper.HashBytes(data)) {
			t.Fatalf("%s, %d by %d", asset.Type, w, h)
		}
	})
}

// FuzzGate looks at any page: the look ends, and a page of much prose passes.
func FuzzGate(f *testing.F) {
	for _, r := range testweb.Routes() {
		if strings.HasPrefix(r.Path, "/gate/") || strings.HasPrefix(r.Path, "/near/") {
			_, body := served(r)
			f.Add(string(body))
		}
	}
	address := &url.URL{Scheme: "https", Host: "gazette.example", Path: "/a"}
	f.Fuzz(func(t *testing.T, text string) {
		s := look(text)
		err := s.gate(&answer{url: address})
		if err != nil && s.prose >= enough {
			t.Fatalf("%d words of prose: %v", s.prose, err)
		}
	})
}

// FuzzHost reads hosts in numbers: whatever is one is sent in the usual spelling,
// which reads the same again.
func FuzzHost(f *testing.F) {
	for _, way := range testweb.Spellings(80) {
		u, err := url.Parse(way)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(u.Hostname())
	}
	f.Add("gazette.example")
	f.Add("1.2.3.4.5")
	f.Fuzz(func(t *testing.T, host string) {
		ip, ok := numericHost(host)
		if !ok {
			return
		}
		if again, ok := numericHost(ip.String()); !ok || again != ip || plainHost(host) != ip.String() {
			t.Fatalf("%q: %s, then %s", host, ip, again)
		}
	})
}

// TestFlippedName: a name that was public once does not become a private one,
// though its reader typed it and had said yes to it.
func TestFlippedName(t *testing.T) {
	g := newGuard(Options{AllowPrivate: Typed})
	const host = "gazette.example:80"
	g.agreed.Store(host, true)
	if err := g.check("tcp4", "127.0.0.1:80", host, true); err != nil {
		t.Errorf("allowed, and refused: %v", err)
	}
	if err := g.check("tcp4", "93.184.216.34:80", host, true); err != nil {
		t.Errorf("public, and refused: %v", err)
	}
	for _, private := range []string{"127.0.0.1:80", "10.0.0.1:80", "169.254.169.254:80"} {
		if err := g.check("tcp4", private, host, true); err == nil {
			t.Errorf("%s became %s", host, private)
		}
	}
}

// TestTranslatedAddresses: behind NAT64 the address inside counts, so that a
// network of IPv6 alone reaches the web and nothing private.
func TestTranslatedAddresses(t *testing.T) {
	g := newGuard(Options{})
	for reached, safe := range map[string]bool{
		"[64:ff9b::5db8:d822]:80": true, "[64:ff9b::7f00:1]:80": false, "[64:ff9b::a00:1]:80": false, "[64:ff9b::a9fe:a9fe]:80": false,
		"[64:ff9b:1::5db8:d822]:80": false, "[2606:2800:220:1:248:1893:25c8:1946]:443": true, "[fe80::1%eth0]:80": false,
	} {
		if err := g.check("tcp6", reached, "gazette.example:80", false); (err == nil) != safe {
			t.Errorf("%s: %v", reached, err)
		}
	}
}
