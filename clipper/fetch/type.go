package fetch

import (
	"bytes"
	"mime"
	"net/http"
	"strings"

	"florilegium/clipper"
)

// The media types that matter here.
const (
	typeHTML  = "text/html"
	typeXHTML = "application/xhtml+xml"
	typePDF   = "application/pdf"
	typePlain = "text/plain"
	typeSVG   = "image/svg+xml"
)

// sniff weighs the declared type against the first bytes: magic numbers win over
// any header, the root element wins over the declared kind of XML, and a page
// sent as plain text or bytes is still a page.
func sniff(declared string, body []byte) string {
	kind, _, _ := mime.ParseMediaType(declared)
	seen, _, _ := mime.ParseMediaType(http.DetectContentType(body))
	root := rootOf(body)
	switch {
	case feedRoots[root] != "":
		return feedRoots[root]
	case looksJSON(body):
		return "application/json"
	case seen == typeHTML:
		return seen
	case seen != typePlain && seen != "text/xml" && seen != "application/octet-stream":
		return seen
	case bytes.HasPrefix(bytes.TrimLeft(body[:min(len(body), 1024)], "\r\n\t "), []byte("%PDF-")):
		return typePDF
	case kind == "" || kind == "application/xml" || kind == "text/xml":
		return sniffMarkup(seen, root, body)
	case (kind == typePlain || kind == "application/octet-stream") && root != "html":
		return seen
	case kind == typePlain || kind == "application/octet-stream":
		return typeHTML
	}
	return kind
}

// feedRoots are the roots of XML that is no page to read.
var feedRoots = map[string]string{"rss": "application/rss+xml", "feed": "application/atom+xml", "rdf:rdf": "application/rss+xml", "svg": typeSVG}

// rootOf is the name of the first element, in lower case; empty where the bytes
// begin with something else than markup.
func rootOf(body []byte) string {
	rest := bytes.TrimPrefix(body[:min(len(body), headSize)], []byte("\xEF\xBB\xBF"))
	for {
		rest = bytes.TrimLeft(rest, " \t\r\n\f")
		end := ">"
		switch {
		case bytes.HasPrefix(rest, []byte("<!--")):
			end = "-->"
		case bytes.HasPrefix(rest, []byte("<?")):
			end = "?>"
		case bytes.HasPrefix(rest, []byte("<!")):
			if i := bytes.IndexAny(rest, "[>"); i >= 0 && rest[i] == '[' {
				end = "]" // declarations inside the document type
			}
		case bytes.HasPrefix(rest, []byte("<")):
			name := rest[1:]
			if i := bytes.IndexAny(name, " \t\r\n\f/>"); i >= 0 {
				name = name[:i]
			}
			return strings.ToLower(string(name))
		default:
			return ""
		}
		_, after, ok := bytes.Cut(rest, []byte(end))
		if !ok {
			return ""
		}
		if rest = after; end == "]" {
			rest = bytes.TrimPrefix(bytes.TrimLeft(rest, " \t\r\n"), []byte(">"))
		}
	}
}

// looksJSON reports an object or a list of a kind that no text begins with.
func looksJSON(body []byte) bool {
	var start []byte // without white space, as far as three characters
	for _, c := range body[:min(len(body), 1024)] {
		if !strings.ContainsRune(" \t\r\n", rune(c)) {
			start = append(start, c)
		}
		if len(start) == 3 {
			break
		}
	}
	for _, opening := range []string{`{"`, `[{"`, `[["`, "[{}"} {
		if bytes.HasPrefix(start, []byte(opening)) {
			return true
		}
	}
	return false
}

// sniffMarkup finds pages that begin with a comment, an XML declaration or text.
func sniffMarkup(seen, root string, body []byte) string {
	if root == "html" {
		return typeHTML
	}
	head := bytes.ToLower(body[:min(len(body), headSize)])
	if zeros := bytes.Count(head, []byte{0}); zeros*3 > len(head) { // UTF-16
		head = bytes.ReplaceAll(head, []byte{0}, nil)
	}
	for _, tag := range []string{"<html", "<!doctype html", "<head", "<body", "<article", "<p>", "<p ", "<div", "<h1", "<title"} {
		if bytes.Contains(head, []byte(tag)) {
			return typeHTML
		}
	}
	return seen
}

// isText reports the types that are read to their end before they are judged.
func isText(kind string) bool { return strings.HasPrefix(kind, "text/") || kind == typeXHTML }

// looksBinary reports whether decoded text is not text after all: more than one
// character in twenty is a control or a replacement character.
func looksBinary(text string) bool {
	odd, all := 0, 0
	for _, r := range text {
		if r == '\uFFFD' || (r < ' ' && !strings.ContainsRune("\t\n\r\f", r)) {
			odd++
		}
		if all++; all == headSize {
			break
		}
	}
	return odd*20 > all
}

// notHTML refuses what holds no page, by what it is.
func notHTML(kind string) error {
	say := func(hint, msg string, args ...any) error {
		return clipper.Errorf(clipper.Unreadable, nil, hint, msg, args...)
	}
	switch major, _, _ := strings.Cut(kind, "/"); {
	case kind == typePDF:
		return say("Save the page that describes the document instead", "this is a PDF document, not a web page")
	case strings.HasSuffix(kind, "+xml") && major == "application":
		return say("Open it in a browser and save the articles that it lists", "this is a list of news for programs, not a web page")
	case major == "image" || major == "audio" || major == "video":
		return say("Save the page that shows it instead", "this is a file of the kind %s, not a web page", kind)
	}
	return say(hintReadable, "this is not a web page but data of the kind %s", kind)
}
