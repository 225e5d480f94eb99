package fetch

import (
	"bytes"
	"mime"
	"net/http"
	"net/url"
	"strings"
	"time"

	"florilegium/clipper"
)

// Page is a page as it came, and its text.
type Page struct {
	Requested string      // the address asked for, without user and password
	URL       string      // the address after redirects, without user and password
	Status    int         // HTTP status; 200 for a page from a file
	Header    http.Header // of the last answer; never nil
	Type      string      // media type, from the declared type and the bytes together
	Body      []byte      // content encoding undone, charset as it came
	Text      string      // Body in UTF-8, not normalised
	Charset   string      // the charset Body was read in, by its WHATWG name
	Fetched   time.Time   // UTC
}

// Snapshot is the page as the library keeps it.
func (p *Page) Snapshot() *clipper.Snapshot {
	var header bytes.Buffer
	_ = p.Header.Write(&header) // a bytes.Buffer does not fail
	return &clipper.Snapshot{URL: p.URL, Status: p.Status, Header: header.String(), Body: p.Body, Fetched: p.Fetched}
}

// FromSnapshot is the page that a snapshot keeps, decoded anew.
func FromSnapshot(s *clipper.Snapshot) (*Page, error) {
	p, err := FromBytes(s.URL, s.Body, parseHeader(s.Header), s.Fetched)
	if err != nil {
		return nil, err
	}
	p.Status = s.Status
	return p, nil
}

// FromBytes is a page whose body is at hand: a file saved by a browser, a pasted
// page, a test. The header may be nil. It follows the same rules for type,
// charset and size as a fetched page.
func FromBytes(address string, body []byte, header http.Header, now time.Time) (*Page, error) {
	if len(body) > maxHTML {
		return nil, tooLarge(maxHTML)
	}
	if header == nil {
		header = http.Header{}
	}
	p := &Page{
		Requested: withoutUser(address), URL: withoutUser(address), Status: http.StatusOK,
		Header: header, Body: body, Fetched: now.UTC(),
	}
	return p, p.read()
}

// read fills in Type, Text and Charset, and refuses what is not a page of text.
func (p *Page) read() error {
	declared := p.Header.Get("Content-Type")
	p.Type = sniff(declared, p.Body)
	if p.Type != "text/html" && p.Type != "application/xhtml+xml" {
		return notHTML(p.Type)
	}
	p.Text, p.Charset = Decode(p.Body, declared)
	if looksBinary(p.Text) {
		p.Type = "application/octet-stream"
		return notHTML(p.Type)
	}
	return nil
}

// sniff weighs the declared type against the first bytes: magic numbers win over
// any header, and a page sent as plain text or bytes is still a page.
func sniff(declared string, body []byte) string {
	kind, _, _ := mime.ParseMediaType(declared)
	seen, _, _ := mime.ParseMediaType(http.DetectContentType(body))
	switch {
	case seen == "text/html":
		return seen
	case seen != "text/plain" && seen != "text/xml" && seen != "application/octet-stream":
		return seen
	case kind == "" || kind == "application/xml" || kind == "text/xml":
		return sniffMarkup(seen, body)
	case kind == "text/plain" || kind == "application/octet-stream":
		return seen
	}
	return kind
}

// sniffMarkup finds pages that begin with a comment, an XML declaration or text.
func sniffMarkup(seen string, body []byte) string {
	head := bytes.ToLower(body[:min(len(body), 4096)])
	if zeros := bytes.Count(head, []byte{0}); zeros*3 > len(head) { // UTF-16
		head = bytes.ReplaceAll(head, []byte{0}, nil)
	}
	for _, tag := range []string{"<html", "<!doctype html", "<head", "<body", "<article", "<p>", "<p ", "<div", "<h1", "<title"} {
		if bytes.Contains(head, []byte(tag)) {
			return "text/html"
		}
	}
	return seen
}

// looksBinary reports whether decoded text is not text after all: more than one
// character in twenty is a control or a replacement character.
func looksBinary(text string) bool {
	odd, all := 0, 0
	for _, r := range text {
		if r == '\uFFFD' || (r < ' ' && !strings.ContainsRune("\t\n\r\f", r)) {
			odd++
		}
		if all++; all == 4096 {
			break
		}
	}
	return odd*20 > all
}

func withoutUser(address string) string {
	u, err := url.Parse(strings.TrimSpace(address))
	if err != nil {
		return address
	}
	u.User, u.Fragment, u.RawFragment = nil, "", ""
	return u.String()
}

func parseHeader(wire string) http.Header {
	h := http.Header{}
	for line := range strings.Lines(wire) {
		if key, value, ok := strings.Cut(strings.TrimRight(line, "\r\n"), ":"); ok {
			h.Add(key, strings.TrimSpace(value))
		}
	}
	return h
}
