package archive

import (
	"bytes"
	"encoding/base64"
	"net/http"
	"net/url"
	"regexp"
	"strings"

	"golang.org/x/net/html"

	"florilegium/clipper"
)

// shortest is from how many bytes on a data: URL is taken out of a page.
const shortest = 1 << 10

// lift takes the pictures out of the markup of a page that was saved as one file: a
// page of words grows by them to many megabytes, and each would be kept twice. In
// their place stands cid: and the SHA-256 of the picture; for fonts and the like,
// which nobody reads, an empty data: URL. Pictures that find has are treated as if
// they stood in the markup. Text is never touched.
func lift(data []byte, find func(src string) []byte) ([]byte, []Image) {
	if !bytes.Contains(data, []byte(";base64,")) && find == nil || bytes.IndexByte(data[:min(len(data), 1024)], 0) >= 0 {
		return data, nil
	}
	l := lifter{known: map[string]bool{}, named: map[string]string{}, found: map[string]string{}, find: find}
	z := html.NewTokenizer(bytes.NewReader(data))
	read, style := 0, false
	for z.Next() != html.ErrorToken {
		raw := z.Raw()
		read += len(raw)
		name, isTag := tagName(raw)
		if name == "img" || name == "source" {
			raw = l.fromStyle(l.fromParts(raw))
		}
		if isTag || style {
			from := l.out.Len()
			if l.markup(raw); !isTag {
				l.variables(l.out.Bytes()[from:])
			}
		} else {
			l.out.Write(raw)
		}
		if isTag {
			style = name == "style" && len(l.images) < maxParts
		}
	}
	l.out.Write(data[read:]) // a tag that does not end
	return l.out.Bytes(), l.images
}

// WithoutSets is a page without the srcset attributes of its pictures, so that each
// has the one address that stands in src.
func WithoutSets(page string) string {
	var b strings.Builder
	z := html.NewTokenizer(strings.NewReader(page))
	read := 0
	for z.Next() != html.ErrorToken {
		raw := z.Raw()
		read += len(raw)
		if name, _ := tagName(raw); name == "img" || name == "source" {
			raw = sets.ReplaceAll(raw, []byte(" data-saved-set="))
		}
		b.Write(raw)
	}
	b.WriteString(page[read:])
	return b.String()
}

var sets = regexp.MustCompile(`(?i)\s(data-(lazy-)?)?srcset\s*=`)

// tagName is the name of the tag that raw markup begins; end tags have "".
func tagName(raw []byte) (string, bool) {
	if len(raw) < 2 || raw[0] != '<' || raw[1] == '!' || raw[1] == '?' {
		return "", false
	}
	end := bytes.IndexAny(raw[1:], " \t\r\n\f/>")
	if end <= 0 {
		return "", true
	}
	return strings.ToLower(string(raw[1 : 1+end])), true
}

// lifter writes a page anew.
type lifter struct {
	out    bytes.Buffer
	images []Image
	known  map[string]bool         // by address
	named  map[string]string       // addresses by variables of the style sheet
	find   func(src string) []byte // a picture beside the page; nil where there are none
	found  map[string]string       // what it found, by src
}

// SingleFile writes a picture that a page shows more than once into a variable of
// its style sheet, and an empty drawing into src.
var (
	styleVariable = regexp.MustCompile(`--(sf-img-\d{1,6})\s*:\s*url\(\s*["']?(cid:[0-9a-f]{64})`)
	styleUse      = regexp.MustCompile(`var\(--(sf-img-\d{1,6})\)`)
	sourceOf      = regexp.MustCompile(`(?i)(\ssrc\s*=\s*)("[^"]*"|'[^']*'|[^\s"'>]+)`)
)

// variables notes the pictures that a style sheet holds.
func (l *lifter) variables(sheet []byte) {
	for _, m := range styleVariable.FindAllSubmatch(sheet, maxParts) {
		l.named[string(m[1])] = string(m[2])
	}
}

// fromStyle gives a picture that stands in the style sheet its cid: URL.
func (l *lifter) fromStyle(tag []byte) []byte {
	if len(l.named) == 0 {
		return tag
	}
	m := styleUse.FindSubmatch(tag)
	if m == nil || l.named[string(m[1])] == "" {
		return tag
	}
	return sourceOf.ReplaceAll(tag, []byte("${1}\""+l.named[string(m[1])]+"\""))
}

// fromParts gives a picture that lies beside the page its cid: URL.
func (l *lifter) fromParts(tag []byte) []byte {
	if l.find == nil { // a tag may be as long as its picture: it is not searched in vain
		return tag
	}
	m := sourceOf.FindSubmatchIndex(tag)
	if m == nil {
		return tag
	}
	src := html.UnescapeString(strings.Trim(string(tag[m[4]:m[5]]), `"'`))
	address, asked := l.found[src]
	if !asked {
		address = l.keep(http.DetectContentType, l.find(src))
		l.found[src] = address
	}
	if address == "" {
		return tag
	}
	return append(append(append([]byte{}, tag[:m[4]]...), `"`+address+`"`...), tag[m[5]:]...)
}

// find is a picture of the folder by the address that the page has for it.
func (b Beside) find(src string) []byte {
	path, err := url.PathUnescape(strings.TrimPrefix(src, "./"))
	name, inside := strings.CutPrefix(path, b.Folder+"/")
	if err != nil || !inside {
		return nil
	}
	return b.File(name)
}

// keep keeps a picture once and is its cid: URL.
func (l *lifter) keep(kind func([]byte) string, data []byte) string {
	if len(data) == 0 || len(l.images) >= maxParts {
		return ""
	}
	address := "cid:" + clipper.HashBytes(data)
	if !l.known[address] {
		l.known[address] = true
		l.images = append(l.images, Image{Addresses: []string{address}, Type: kind(data), Data: data})
	}
	return address
}

// markup copies a tag or a style sheet without its long data: URLs.
func (l *lifter) markup(raw []byte) {
	for {
		at := bytes.Index(raw, []byte("data:"))
		if at < 0 {
			break
		}
		l.out.Write(raw[:at])
		raw = raw[at:]
		kind, content, whole := dataURL(raw)
		if whole < shortest {
			l.out.Write(raw[:5])
			raw = raw[5:]
			continue
		}
		l.out.WriteString(l.place(kind, content))
		raw = raw[whole:]
	}
	l.out.Write(raw)
}

// dataURL measures the data: URL in base64 at the beginning of raw: its media type,
// its content and its whole length, 0 where there is none.
func dataURL(raw []byte) (kind string, content []byte, whole int) {
	head := bytes.Index(raw[:min(len(raw), 200)], []byte(";base64,"))
	if head < 0 || bytes.ContainsAny(raw[:head], `"'()<> `) {
		return "", nil, 0
	}
	kind, _, _ = strings.Cut(string(raw[len("data:"):head]), ";")
	begin := head + len(";base64,")
	end := begin
	for end < len(raw) && (isBase64(raw[end]) || raw[end] == '=' || raw[end] == '%') {
		end++
	}
	return strings.ToLower(kind), raw[begin:end], end
}

// place keeps a picture and is what stands in its place.
func (l *lifter) place(kind string, content []byte) string {
	if !strings.HasPrefix(kind, "image/") || len(l.images) >= maxParts {
		return "data:,"
	}
	if bytes.IndexByte(content, '%') >= 0 {
		plain, err := url.PathUnescape(string(content))
		if err != nil {
			return "data:,"
		}
		content = []byte(plain)
	}
	content = bytes.TrimRight(content, "=")
	data := make([]byte, base64.RawStdEncoding.DecodedLen(len(content)))
	n, err := base64.RawStdEncoding.Decode(data, content)
	if err != nil {
		return "data:,"
	}
	return or(l.keep(func([]byte) string { return kind }, data[:n]), "data:,")
}
