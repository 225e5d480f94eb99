package archive

import (
	"bytes"
	"strings"
	"time"
	"unicode/utf16"
	"unicode/utf8"
)

// pdfString reads a string object: literal with its escapes and balanced brackets,
// or hexadecimal.
func pdfString(b []byte) []byte {
	if len(b) > 0 && b[0] == '<' {
		return pdfHex(b[1:])
	}
	var out []byte
	depth := 0
	for i := 0; i < len(b); i++ {
		switch c := b[i]; {
		case c == '\\' && i+1 < len(b):
			i++
			var add []byte
			if add, i = pdfEscape(b, i); len(add) > 0 {
				out = append(out, add...)
			}
			continue
		case c == '(':
			if depth++; depth == 1 {
				continue
			}
		case c == ')':
			if depth--; depth == 0 {
				return out
			}
		}
		out = append(out, b[i])
	}
	return nil
}

func pdfEscape(b []byte, i int) ([]byte, int) {
	switch c := b[i]; c {
	case 'n':
		return []byte{'\n'}, i
	case 'r':
		return []byte{'\r'}, i
	case 't':
		return []byte{'\t'}, i
	case 'b', 'f':
		return []byte{' '}, i
	case '\r':
		if i+1 < len(b) && b[i+1] == '\n' {
			i++
		}
		return nil, i
	case '\n':
		return nil, i
	default:
		if c < '0' || c > '7' {
			return []byte{c}, i
		}
	}
	n, end := 0, i
	for ; end < len(b) && end < i+3 && b[end] >= '0' && b[end] <= '7'; end++ {
		n = n<<3 | int(b[end]-'0')
	}
	return []byte{byte(n)}, end - 1
}

func pdfHex(b []byte) []byte {
	var out []byte
	high := -1
	for _, c := range b {
		if c == '>' {
			if high >= 0 {
				out = append(out, byte(high<<4))
			}
			return out
		}
		n := hex(c)
		switch {
		case n < 0 && strings.IndexByte(" \t\r\n\f\x00", c) < 0:
			return nil
		case n < 0:
		case high < 0:
			high = n
		default:
			out, high = append(out, byte(high<<4|n)), -1
		}
	}
	return nil
}

// docEncoding are the signs of PDFDocEncoding (ISO 32000-1, D.2) that differ from
// Latin-1, from 0x80 on, and those from 0x18.
const docEncoding = "•†‡…—–ƒ⁄‹›−‰„“”‘’‚™ﬁﬂŁŒŠŸŽıłœšž\uFFFD€"

// pdfText is a text string in UTF-8: UTF-16 with its mark, UTF-8 with its mark, else
// PDFDocEncoding; many writers put plain UTF-8, which is taken where it is valid.
func pdfText(raw []byte) string {
	switch {
	case bytes.HasPrefix(raw, []byte{0xfe, 0xff}), bytes.HasPrefix(raw, []byte{0xff, 0xfe}):
		return clean(string(narrow(raw)))
	case utf8.Valid(raw):
		return clean(string(bytes.TrimPrefix(raw, []byte("\xef\xbb\xbf"))))
	}
	high := []rune(docEncoding)
	var b strings.Builder
	for _, c := range raw {
		if c >= 0x80 && int(c-0x80) < len(high) {
			b.WriteRune(high[c-0x80])
		} else {
			b.WriteRune(rune(c))
		}
	}
	return clean(b.String())
}

// clean is one line without control characters and language marks.
func clean(s string) string {
	if i := strings.IndexByte(s, 0x1b); i >= 0 { // a language code stands between two escapes
		if j := strings.IndexByte(s[i+1:], 0x1b); j >= 0 {
			s = s[:i] + s[i+j+2:]
		}
	}
	s = strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f || r == utf8.RuneError || utf16.IsSurrogate(r) {
			return ' '
		}
		return r
	}, s)
	return strings.Join(strings.FieldsFunc(s, func(r rune) bool { return r == ' ' }), " ")
}

// people parts the names of an Author entry. A comma parts them only where what it
// parts are whole names.
func people(s string) []string {
	for _, mark := range []string{";", " and ", " et ", " und ", " & "} {
		if strings.Contains(s, mark) {
			return trimmed(strings.Split(s, mark))
		}
	}
	parts := trimmed(strings.Split(s, ","))
	for _, p := range parts {
		if !strings.Contains(p, " ") {
			return []string{s}
		}
	}
	return parts
}

func trimmed(list []string) []string {
	var out []string
	for _, s := range list {
		if s = strings.TrimSpace(s); s != "" && len(out) < 100 {
			out = append(out, s)
		}
	}
	return out
}

// pdfDate is D:YYYYMMDD… as ISO 8601; the day is the one written, in whatever zone.
func pdfDate(s string) string {
	s = strings.TrimPrefix(strings.TrimSpace(s), "D:")
	for n, layout := range map[int]string{8: "20060102", 6: "200601", 4: "2006"} {
		digits := 0
		for digits < len(s) && s[digits] >= '0' && s[digits] <= '9' {
			digits++
		}
		if t, err := time.Parse(layout, s[:min(n, len(s))]); err == nil && (digits == n || n == 8 && digits >= 8) && t.Year() >= 1900 {
			return t.Format(map[int]string{8: "2006-01-02", 6: "2006-01", 4: "2006"}[n])
		}
	}
	return ""
}
