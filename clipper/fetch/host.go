package fetch

import (
	"errors"
	"net/netip"
	"net/url"
	"strconv"
	"strings"

	"golang.org/x/net/idna"
)

// plainHost is the one form of a host that others are compared by: the ASCII
// form of its name (IDNA), lower case, without the dot of the root, addresses in
// their usual spelling.
func plainHost(host string) string {
	if ip, ok := numericHost(host); ok {
		return ip.String()
	}
	return asciiHost(host)
}

func asciiHost(host string) string {
	if ascii, err := idna.Lookup.ToASCII(host); err == nil {
		host = ascii
	}
	return strings.TrimSuffix(strings.ToLower(host), ".")
}

// dialHost is the host and port of a request as it is sent: an address in an odd
// spelling is put in the usual one, as browsers do, so that nobody below reads it
// in another way.
func dialHost(u *url.URL) string {
	ip, ok := numericHost(u.Hostname())
	if !ok {
		return u.Host
	}
	host := ip.String()
	if ip.Is6() {
		host = "[" + host + "]"
	}
	if port := u.Port(); port != "" {
		host += ":" + port
	}
	return host
}

// numericHost reads a host that is an address in any spelling that some resolver
// or browser takes: the usual ones, and those of the URL standard for IPv4 with
// one to four parts, each decimal, octal (0177) or hexadecimal (0x7f), also in
// full-width digits.
func numericHost(host string) (netip.Addr, bool) {
	if ip, err := netip.ParseAddr(host); err == nil {
		return ip, true
	}
	parts := strings.Split(asciiHost(host), ".")
	if len(parts) > 4 {
		return netip.Addr{}, false
	}
	var ip uint64
	for i, part := range parts {
		n, err := parsePart(part)
		last := i == len(parts)-1
		switch {
		case err != nil, !last && n > 255, last && n >= 1<<(8*(5-len(parts))):
			return netip.Addr{}, false
		case last:
			ip |= n
		default:
			ip |= n << (8 * (3 - i))
		}
	}
	return netip.AddrFrom4([4]byte{byte(ip >> 24), byte(ip >> 16), byte(ip >> 8), byte(ip)}), true
}

// parsePart reads one part of an IPv4 address as the URL standard does.
func parsePart(s string) (uint64, error) {
	base := 10
	switch {
	case s == "":
		return 0, errors.New("empty part")
	case len(s) >= 2 && s[:2] == "0x":
		base, s = 16, s[2:]
	case len(s) >= 2 && s[0] == '0':
		base, s = 8, s[1:]
	}
	if s == "" {
		return 0, nil
	}
	if s[0] == '+' || s[0] == '-' {
		return 0, errors.New("signed part")
	}
	return strconv.ParseUint(s, base, 33)
}
