package paper

import (
	"net/url"
	"strings"

	"golang.org/x/net/idna"
)

// longestLink is what Word takes, in bytes.
const longestLink = 2000

// safeLink is the address as a URI (RFC 3986) if a file may lead there, else "".
// Word takes a file for damaged whose links are none.
func safeLink(address string) string {
	if link := uri(strings.TrimSpace(address)); len(link) <= longestLink {
		return link
	}
	return ""
}

func uri(address string) string {
	if len(address) > longestLink || address != clean(address) || strings.ContainsAny(address, "\n\t") {
		return ""
	}
	scheme, rest, _ := strings.Cut(address, ":")
	switch strings.ToLower(scheme) {
	case "http", "https":
		return webLink(scheme, rest)
	case "mailto":
		return scheme + ":" + encoded(rest)
	}
	return ""
}

func webLink(scheme, rest string) string {
	rest, ok := strings.CutPrefix(rest, "//")
	end := strings.IndexAny(rest, "/?#")
	if end < 0 {
		end = len(rest)
	}
	host, err := idna.Lookup.ToASCII(rest[:end])
	if err != nil { // a port, a bracketed address
		host = rest[:end]
	}
	path, fragment, found := strings.Cut(rest[end:], "#")
	link := scheme + "://" + host + encoded(path)
	if found {
		link += "#" + encoded(fragment)
	}
	if u, err := url.Parse(link); !ok || err != nil || u.Hostname() == "" || encoded(host) != host && !strings.Contains(host, "[") {
		return ""
	}
	return link
}

// plainSigns are the signs of an address that stand for themselves, besides
// letters and digits.
const plainSigns = "-._~:/?@!$&'()*+,;="

// encoded is a part of an address with all other signs as their bytes; what is
// encoded already stays.
func encoded(s string) string {
	var b strings.Builder
	for i := range len(s) {
		c := s[i]
		switch {
		case c >= 'a' && c <= 'z', c >= 'A' && c <= 'Z', c >= '0' && c <= '9', strings.IndexByte(plainSigns, c) >= 0:
			b.WriteByte(c)
		case c == '%' && i+2 < len(s) && isHex(s[i+1]) && isHex(s[i+2]):
			b.WriteByte(c)
		default:
			b.WriteString("%" + string("0123456789ABCDEF"[c>>4]) + string("0123456789ABCDEF"[c&15]))
		}
	}
	return b.String()
}

func isHex(c byte) bool {
	return c >= '0' && c <= '9' || c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F'
}
