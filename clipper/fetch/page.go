package fetch

import (
	"bytes"
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
// charset and size as a fetched page, and gives what is no page to read beside
// the error as Fetch does.
func FromBytes(address string, body []byte, header http.Header, now time.Time) (*Page, error) {
	if limit := limitOf(body); len(body) > limit {
		return nil, tooLarge(limit)
	}
	if header == nil {
		header = http.Header{}
	}
	p := &Page{
		Requested: withoutUser(address), URL: withoutUser(address), Status: http.StatusOK,
		Header: header, Body: body, Fetched: now.UTC(),
	}
	if err := p.read(); err != nil {
		return p.beside(), err
	}
	return p, nil
}

func limitOf(body []byte) int {
	if sniff("", body) == typePDF {
		return maxPDF
	}
	return maxHTML
}

// read fills in Type, Text and Charset, and refuses what is not a page of text.
func (p *Page) read() error {
	if len(p.Body) < headSize && len(bytes.TrimSpace(p.Body)) == 0 {
		return clipper.Errorf(clipper.Unreadable, nil, hintReadable, "the page is empty")
	}
	declared := p.Header.Get("Content-Type")
	p.Type = sniff(declared, p.Body)
	if !isText(p.Type) {
		return notHTML(p.Type)
	}
	p.Text, p.Charset = Decode(p.Body, declared)
	if looksBinary(p.Text) {
		p.Type, p.Text, p.Charset = "application/octet-stream", "", ""
	}
	if p.Type != typeHTML && p.Type != typeXHTML {
		return notHTML(p.Type)
	}
	return nil
}

// beside is the page where it is worth keeping though it is none to read.
func (p *Page) beside() *Page {
	if p.Type == typePDF || p.Type == typePlain {
		return p
	}
	return nil
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
