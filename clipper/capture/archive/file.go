package archive

import (
	"bytes"
	"net/http"
	"path/filepath"
	"strings"
	"time"

	"florilegium/clipper"
)

// Kind is what a file is. The values are stored with the page.
type Kind string

// The kinds of files.
const (
	HTML       Kind = "html"
	SingleFile Kind = "singlefile" // HTML with the address it was saved from
	MHTML      Kind = "mhtml"
	WebArchive Kind = "webarchive"
	Link       Kind = "link" // one or more addresses, and no page
	Text       Kind = "text"
	PDF        Kind = "pdf"
)

// The limits of a file.
const (
	Limit    = 64 << 20 // bytes of a file
	maxParts = 4_000    // parts of a MHTML file or resources of a webarchive
	maxDepth = 8        // parts inside parts
	maxLinks = 10_000   // addresses of one file
)

// File is what a file holds.
type File struct {
	Kind    Kind
	Address string    // http or https, where the file names it
	Saved   time.Time // UTC; zero where the file does not say
	Type    string    // of Body: a media type with its parameters, as for Content-Type
	Body    []byte
	Images  []Image
	Links   []string // of a Link
}

// Image is a picture inside a file.
type Image struct {
	// Addresses are those by which the page may ask for it: cid: URLs, absolute ones.
	Addresses []string
	Type      string // as declared
	Data      []byte
}

const hintKinds = "Files of the kinds .html, .mhtml, .webarchive, .pdf, .txt, .url, .desktop and .webloc can be opened"

// Beside is the folder of parts that a browser saves beside a page.
type Beside struct {
	Folder string                   // its name
	File   func(name string) []byte // the bytes of a file in it; nil where there is none
}

// Read finds out what a file is, by its bytes first and its name last, and reads
// it. The name is not opened; only its ending is looked at.
func Read(name string, data []byte) (*File, error) { return ReadBeside(name, data, Beside{}) }

// ReadBeside is Read for a page with a folder of parts, from which its pictures
// are taken: a cid: URL stands in the place of each.
func ReadBeside(name string, data []byte, parts Beside) (*File, error) {
	if len(data) > Limit {
		return nil, clipper.Errorf(clipper.TooLarge, nil, "Nothing was saved; a part of the page can be pasted as text", "the file is larger than %d MB", Limit>>20)
	}
	ending := strings.ToLower(filepath.Ext(name))
	head := bytes.TrimLeft(bytes.TrimPrefix(data[:min(len(data), 2048)], []byte("\xef\xbb\xbf")), " \t\r\n")
	switch {
	case len(head) == 0:
		return nil, clipper.Errorf(clipper.Unreadable, nil, hintKinds, "the file is empty")
	case bytes.HasPrefix(data, []byte("bplist")) || isXMLPlist(head):
		return readPlist(data)
	case IsPDF(data):
		return &File{Kind: PDF, Type: "application/pdf", Body: data}, nil
	case isLinkFile(ending, head):
		return readLinkFile(data)
	case isMHTML(ending, head):
		return readMHTML(data)
	}
	return readPage(ending, data, parts)
}

// IsPDF reports a PDF file. Its mark may stand a little behind the beginning, but
// not in the text of a page.
func IsPDF(data []byte) bool {
	before, _, found := bytes.Cut(data[:min(len(data), 1024)], []byte("%PDF-"))
	if before = bytes.TrimSpace(before); !found || len(before) == 0 {
		return found
	}
	return !bytes.Contains(before, []byte("<")) && bytes.Contains(data, []byte("endobj"))
}

// readPage tells markup from plain text and from what is neither.
func readPage(ending string, data []byte, parts Beside) (*File, error) {
	seen, _, _ := strings.Cut(http.DetectContentType(data), ";")
	switch {
	case seen == "text/html" || seen == "text/xml" || isMarkup(ending, data):
		return readHTML(data, parts), nil
	case seen == "text/plain":
		return readText(data), nil
	}
	return nil, clipper.Errorf(clipper.Unreadable, nil, hintKinds, "this is not a page but a file of the kind %s", seen)
}

func isMarkup(ending string, data []byte) bool {
	switch ending {
	case ".html", ".htm", ".xhtml", ".xht", ".shtml":
		return http.DetectContentType(data) != "application/octet-stream"
	}
	return LooksLikeHTML(string(data[:min(len(data), 4096)]))
}

// LooksLikeHTML reports whether text begins as the source of a page does, or as a
// piece of one.
func LooksLikeHTML(text string) bool {
	text = strings.ToLower(strings.TrimSpace(text[:min(len(text), 4096)]))
	if !strings.HasPrefix(text, "<") {
		return false
	}
	for _, tag := range []string{"<!doctype html", "<html", "<head", "<body", "<meta", "<title", "<article", "<main", "<section", "<div", "<p>", "<p ", "<h1", "<h2", "<!--"} {
		if strings.HasPrefix(text, tag) {
			return true
		}
	}
	return false
}

// readText is a text, or the addresses in it where it holds nothing else.
func readText(data []byte) *File {
	if links := Addresses(string(data)); len(links) > 0 {
		return &File{Kind: Link, Links: links}
	}
	return &File{Kind: Text, Type: "text/plain", Body: data}
}

// Addresses are the addresses of a text that holds nothing else, one or several a
// line; nil for any other text.
func Addresses(text string) []string {
	var links []string
	for line := range strings.Lines(text) {
		for word := range strings.FieldsSeq(line) {
			if !clipper.LooksLikeAddress(word) || len(links) == maxLinks {
				return nil
			}
			links = append(links, word)
		}
	}
	return links
}

// web is an address as it is kept: http or https, no user, no fragment; empty for
// any other.
func web(address string) string {
	address = strings.TrimSpace(address)
	if lower := strings.ToLower(address[:min(len(address), 8)]); !strings.HasPrefix(lower, "http://") && !strings.HasPrefix(lower, "https://") {
		return ""
	}
	u, err := clipper.ParseAddress(address)
	if err != nil || len(address) > 8_000 {
		return ""
	}
	return u.String()
}
