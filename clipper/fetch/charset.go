package fetch

import (
	"bytes"
	"mime"
	"regexp"
	"strings"
	"unicode/utf8"

	"github.com/gogs/chardet"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/htmlindex"
	"golang.org/x/text/encoding/unicode"
)

// declarationWindow is how far into a page its charset declaration is sought.
// Browsers stop at 1,024 bytes; real pages put it later.
const declarationWindow = 64 << 10

// Decode turns the bytes of a page into UTF-8 and names the charset by its
// WHATWG name. The first rule that fits decides:
//
//  1. a byte order mark;
//  2. the charset of the Content-Type header, then the meta or XML declaration
//     in the first 64 KB, unless the body contradicts it: a body that is valid
//     UTF-8 beyond ASCII is UTF-8 whatever is declared, and a declared charset
//     must decode the body with hardly a fault;
//  3. the whole body is valid UTF-8, or UTF-8 but for one sequence in a hundred;
//  4. the zero bytes of UTF-16, the escapes of ISO-2022-JP;
//  5. statistics;
//  6. windows-1252.
//
// Bytes that do not decode become U+FFFD. Nothing is normalised.
func Decode(body []byte, contentType string) (text, charset string) {
	if text, charset, ok := byMark(body); ok {
		return text, charset
	}
	shape := shapeOf(body)
	if shape.valid > 0 && shape.stray == 0 {
		return string(body), "utf-8"
	}
	for _, label := range []string{headerLabel(contentType), pageLabel(body)} {
		if text, charset, ok := byLabel(body, label, shape); ok {
			return text, charset
		}
	}
	if shape == (utf8Shape{}) && bytes.Contains(body, []byte("\x1b$")) {
		if text, charset, ok := byLabel(body, "iso-2022-jp", shape); ok {
			return text, charset
		}
	}
	if shape.stray*99 <= shape.valid {
		if text, charset, ok := byZeros(body); ok {
			return text, charset
		}
		return strings.ToValidUTF8(string(body), "\uFFFD"), "utf-8"
	}
	if text, charset, ok := byZeros(body); ok {
		return text, charset
	}
	return byStatistics(body)
}

func byMark(body []byte) (string, string, bool) {
	switch {
	case bytes.HasPrefix(body, []byte("\xEF\xBB\xBF")):
		return strings.ToValidUTF8(string(body[3:]), "\uFFFD"), "utf-8", true
	case bytes.HasPrefix(body, []byte("\xFF\xFE")):
		return utf16(body[2:], unicode.LittleEndian), "utf-16le", true
	case bytes.HasPrefix(body, []byte("\xFE\xFF")):
		return utf16(body[2:], unicode.BigEndian), "utf-16be", true
	}
	return "", "", false
}

func utf16(body []byte, order unicode.Endianness) string {
	text, _ := unicode.UTF16(order, unicode.IgnoreBOM).NewDecoder().Bytes(body)
	return string(text)
}

// utf8Shape counts the sequences of a body beyond ASCII: those that are UTF-8
// and the bytes that are not.
type utf8Shape struct{ valid, stray int }

func shapeOf(body []byte) utf8Shape {
	var s utf8Shape
	for len(body) > 0 {
		if body[0] < utf8.RuneSelf {
			body = body[1:]
			continue
		}
		r, size := utf8.DecodeRune(body)
		if r == utf8.RuneError && size == 1 {
			s.stray++
		} else {
			s.valid++
		}
		body = body[size:]
	}
	return s
}

func headerLabel(contentType string) string {
	_, params, err := mime.ParseMediaType(contentType)
	if err == nil {
		return params["charset"]
	}
	if m := charsetParameter.FindStringSubmatch(contentType); m != nil {
		return m[1]
	}
	return ""
}

var (
	charsetParameter = regexp.MustCompile(`(?i)charset\s*=\s*["']?\s*([-\w:.+]+)`)
	metaTag          = regexp.MustCompile(`(?is)<meta\s[^>]*>`)
	xmlDeclaration   = regexp.MustCompile(`(?is)^\s*<\?xml[^>]*?encoding\s*=\s*["']([-\w:.+]+)`)
	htmlComment      = regexp.MustCompile(`(?s)<!--.*?-->`)
)

// pageLabel is the charset that the page itself declares.
func pageLabel(body []byte) string {
	head := body[:min(len(body), declarationWindow)]
	if m := xmlDeclaration.FindSubmatch(head); m != nil {
		return string(m[1])
	}
	for _, tag := range metaTag.FindAll(htmlComment.ReplaceAll(head, nil), -1) {
		if m := charsetParameter.FindSubmatch(tag); m != nil {
			return string(m[1])
		}
	}
	return ""
}

// byLabel decodes by a declared charset, if the body bears it out.
func byLabel(body []byte, label string, shape utf8Shape) (string, string, bool) {
	enc, name, ok := lookup(label)
	if !ok {
		return "", "", false
	}
	if name == "utf-8" {
		fits := shape.valid >= 3*shape.stray && !bytes.Contains(body[:min(len(body), 256)], []byte("<\x00"))
		return strings.ToValidUTF8(string(body), "\uFFFD"), name, fits
	}
	text, err := enc.NewDecoder().Bytes(body)
	if err != nil || mostlyBroken(text) {
		return "", "", false
	}
	return string(text), name, true
}

// lookup finds a charset by any WHATWG label. A page that can be read far enough
// to find the label utf-16 is not UTF-16, as the HTML standard says too.
func lookup(label string) (encoding.Encoding, string, bool) {
	enc, err := htmlindex.Get(strings.TrimSpace(label))
	if err != nil {
		return nil, "", false
	}
	name, err := htmlindex.Name(enc)
	if err != nil {
		return nil, "", false
	}
	if strings.HasPrefix(name, "utf-16") {
		return unicode.UTF8, "utf-8", true
	}
	return enc, name, true
}

// mostlyBroken reports whether more than one in fifty of the characters beyond
// ASCII is a replacement character.
func mostlyBroken(text []byte) bool {
	broken, beyond := 0, 0
	for _, r := range string(text) {
		if r >= utf8.RuneSelf {
			beyond++
		}
		if r == utf8.RuneError {
			broken++
		}
	}
	return broken*50 > beyond
}

// byZeros knows UTF-16 without a mark by the zero bytes of its ASCII.
func byZeros(body []byte) (string, string, bool) {
	head := body[:min(len(body), 4096)&^1]
	var zeros [2]int
	for i, c := range head {
		if c == 0 {
			zeros[i&1]++
		}
	}
	switch half := len(head) / 2; {
	case half == 0:
	case zeros[1]*5 > half && zeros[0]*50 < half:
		return utf16(body, unicode.LittleEndian), "utf-16le", true
	case zeros[0]*5 > half && zeros[1]*50 < half:
		return utf16(body, unicode.BigEndian), "utf-16be", true
	}
	return "", "", false
}

// byStatistics takes the likeliest charset that decodes the body cleanly.
func byStatistics(body []byte) (string, string) {
	guesses, err := chardet.NewHtmlDetector().DetectAll(body)
	if err == nil {
		for _, guess := range guesses {
			enc, name, ok := lookup(strings.ReplaceAll(guess.Charset, "GB-18030", "gb18030"))
			if !ok || name == "utf-8" {
				continue
			}
			if text, err := enc.NewDecoder().Bytes(body); err == nil && !mostlyBroken(text) {
				return string(text), name
			}
		}
	}
	enc, name, _ := lookup("windows-1252")
	text, _ := enc.NewDecoder().Bytes(body)
	return string(text), name
}
