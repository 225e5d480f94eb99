package archive

import (
	"bufio"
	"bytes"
	"encoding/base64"
	"errors"
	"io"
	"mime"
	"mime/multipart"
	"net/mail"
	"net/textproto"
	"net/url"
	"strings"
	"time"

	"florilegium/clipper"
)

// isMHTML reports a message that holds a page: by its ending, or by a header that
// begins as those of browsers and of Word do.
func isMHTML(ending string, head []byte) bool {
	if ending == ".mhtml" || ending == ".mht" || ending == ".eml" {
		return head[0] != '<'
	}
	lower := bytes.ToLower(head)
	header, _, _ := bytes.Cut(bytes.ReplaceAll(lower, []byte("\r"), nil), []byte("\n\n"))
	for _, key := range []string{"from:", "mime-version:", "content-type: multipart/related"} {
		if bytes.HasPrefix(lower, []byte(key)) {
			return bytes.Contains(header, []byte("\ncontent-type:")) || bytes.HasPrefix(lower, []byte("content-type:"))
		}
	}
	return false
}

// part is a leaf of a MHTML file.
type part struct {
	kind     string // media type
	declared string // Content-Type as it stands
	location string // absolute where it can be
	id       string // Content-ID without brackets
	data     []byte
}

// message reads the parts of a MHTML file.
type message struct {
	parts    []part
	base     *url.URL          // of parts whose location is relative
	pictures map[string][]byte // by location and by id
}

var errParts = errors.New("too many parts")

// readMHTML reads a MHTML file (RFC 2557) as Chromium, Internet Explorer and Word
// write them. The page is the part that `start` names, else the first of HTML.
func readMHTML(data []byte) (*File, error) {
	r := bufio.NewReader(bytes.NewReader(bytes.TrimLeft(bytes.TrimPrefix(data, []byte("\xef\xbb\xbf")), " \t\r\n")))
	head, err := textproto.NewReader(r).ReadMIMEHeader()
	if err != nil && len(head) == 0 {
		return nil, clipper.Errorf(clipper.Unreadable, err, hintKinds, "the web archive is damaged")
	}
	m := message{base: parseURL(or(head.Get("Snapshot-Content-Location"), head.Get("Content-Location")))}
	if err := m.read(head, r, 0); err != nil {
		return nil, clipper.Errorf(clipper.Unreadable, err, hintKinds, "the web archive is damaged")
	}
	_, params, _ := mime.ParseMediaType(head.Get("Content-Type"))
	root := m.root(strings.Trim(params["start"], "<> "))
	if root == nil {
		return nil, clipper.Errorf(clipper.Unreadable, nil, hintKinds, "the web archive holds no page")
	}
	f := &File{Kind: MHTML, Type: root.declared, Body: root.data, Saved: mailDate(head.Get("Date"))}
	f.Address = or(web(head.Get("Snapshot-Content-Location")), web(root.location))
	if f.Address == "" { // an export of Word's, or a page that was saved before
		f.Address = claims(root.data).address
	}
	if f.Images = m.images(); f.Address == "" {
		f.Body, f.Images = lift(f.Body, m.find) // addresses on somebody's disk lead nowhere
	}
	return f, nil
}

// read reads a part and what is inside it. What comes after a damage is lost, what
// came before it stays.
func (m *message) read(head textproto.MIMEHeader, body io.Reader, depth int) error {
	kind, params, _ := mime.ParseMediaType(head.Get("Content-Type"))
	if !strings.HasPrefix(kind, "multipart/") {
		return m.leaf(kind, head, body)
	}
	if params["boundary"] == "" || depth == maxDepth {
		return errors.New("no boundary, or parts nested too deep")
	}
	inside := multipart.NewReader(body, params["boundary"])
	for {
		p, err := inside.NextRawPart()
		if err != nil { // the end, or a damage
			if len(m.parts) > 0 || err == io.EOF {
				return nil
			}
			return err
		}
		if err := m.read(p.Header, p, depth+1); err != nil {
			return err
		}
	}
}

func (m *message) leaf(kind string, head textproto.MIMEHeader, body io.Reader) error {
	if len(m.parts) == maxParts {
		return errParts
	}
	raw, err := io.ReadAll(body)
	if err != nil && len(raw) == 0 {
		return nil // cut off
	}
	p := part{kind: kind, declared: head.Get("Content-Type"), id: strings.Trim(head.Get("Content-ID"), "<> ")}
	if p.data = raw; kind == "text/html" || kind == "application/xhtml+xml" || strings.HasPrefix(kind, "image/") {
		p.data = decodeTransfer(head.Get("Content-Transfer-Encoding"), raw)
	}
	p.location = strings.TrimSpace(head.Get("Content-Location"))
	if u := parseURL(p.location); u != nil && p.location != "" && m.base != nil {
		p.location = m.base.ResolveReference(u).String()
	}
	if m.base == nil {
		m.base = parseURL(p.location) // the first part is the page
	}
	m.parts = append(m.parts, p)
	return nil
}

func (m *message) root(start string) *part {
	var first *part
	for i := range m.parts {
		p := &m.parts[i]
		if p.kind != "text/html" && p.kind != "application/xhtml+xml" {
			continue
		}
		if start != "" && p.id == start {
			return p
		}
		if first == nil {
			first = p
		}
	}
	return first
}

func (m *message) images() []Image {
	var list []Image
	for _, p := range m.parts {
		if !strings.HasPrefix(p.kind, "image/") || len(p.data) == 0 {
			continue
		}
		img := Image{Type: p.kind, Data: p.data}
		if p.location != "" {
			img.Addresses = append(img.Addresses, p.location)
		}
		if p.id != "" {
			img.Addresses = append(img.Addresses, "cid:"+p.id)
		}
		list = append(list, img)
	}
	return list
}

// find is a picture of the message by the address that the page has for it.
func (m *message) find(src string) []byte {
	u := parseURL(src)
	if u == nil { // among them ""
		return nil
	}
	if id, ok := strings.CutPrefix(src, "cid:"); ok {
		src = id
	} else if m.base != nil {
		src = m.base.ResolveReference(u).String()
	}
	if m.pictures == nil {
		m.pictures = map[string][]byte{}
		for _, p := range m.parts {
			if strings.HasPrefix(p.kind, "image/") {
				m.pictures[p.location], m.pictures[p.id] = p.data, p.data
			}
		}
	}
	return m.pictures[src]
}

// decodeTransfer undoes a Content-Transfer-Encoding (RFC 2045). It never fails:
// what cannot be decoded stays as it is, as browsers do.
func decodeTransfer(coding string, raw []byte) []byte {
	switch strings.ToLower(strings.TrimSpace(coding)) {
	case "base64":
		return decodeBase64(raw)
	case "quoted-printable":
		return decodeQuoted(raw)
	}
	return raw
}

// decodeBase64 decodes up to the first byte that cannot be; white space is left
// out.
func decodeBase64(raw []byte) []byte {
	clean := make([]byte, 0, len(raw))
	for _, c := range raw {
		if isBase64(c) {
			clean = append(clean, c)
		}
	}
	out := make([]byte, base64.RawStdEncoding.DecodedLen(len(clean)))
	n, _ := base64.RawStdEncoding.Decode(out, clean)
	return out[:n]
}

func isBase64(c byte) bool {
	return c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '+' || c == '/'
}

func decodeQuoted(raw []byte) []byte {
	out := make([]byte, 0, len(raw))
	for line := range bytes.Lines(raw) {
		text := bytes.TrimRight(line, " \t\r\n")
		end := line[len(bytes.TrimRight(line, "\r\n")):]
		if soft := bytes.HasSuffix(text, []byte("=")); soft {
			text, end = text[:len(text)-1], nil
		}
		for i := 0; i < len(text); i++ {
			if text[i] == '=' && i+2 < len(text) && hex(text[i+1]) >= 0 && hex(text[i+2]) >= 0 {
				out = append(out, byte(hex(text[i+1])<<4|hex(text[i+2])))
				i += 2
				continue
			}
			out = append(out, text[i])
		}
		out = append(out, end...)
	}
	return out
}

func hex(c byte) int {
	switch {
	case c >= '0' && c <= '9':
		return int(c - '0')
	case c >= 'A' && c <= 'F':
		return int(c-'A') + 10
	case c >= 'a' && c <= 'f':
		return int(c-'a') + 10
	}
	return -1
}

func mailDate(s string) time.Time {
	t, err := mail.ParseDate(strings.TrimSpace(s))
	if err != nil {
		return time.Time{}
	}
	return sane(t)
}

// sane is a date between the first web page and the far future, in UTC, else zero.
func sane(t time.Time) time.Time {
	if y := t.UTC().Year(); y < 1990 || y > 2200 {
		return time.Time{}
	}
	return t.UTC()
}

func parseURL(s string) *url.URL {
	if s = strings.TrimSpace(s); s == "" || len(s) > 8_000 {
		return nil
	}
	u, err := url.Parse(s)
	if err != nil {
		return nil
	}
	return u
}

func or(a, b string) string {
	if a != "" {
		return a
	}
	return b
}
