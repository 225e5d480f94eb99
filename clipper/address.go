package clipper

import (
	"net/url"
	"slices"
	"strings"

	"golang.org/x/net/idna"
)

// trackers are query parameters that say where a reader came from and never
// what the page is. A trailing star stands for any ending.
var trackers = []string{
	"utm_*", "fbclid", "gclid", "dclid", "gbraid", "wbraid", "msclkid", "yclid", "twclid", "igshid", "igsh",
	"mc_cid", "mc_eid", "mkt_tok", "_hsenc", "_hsmi", "vero_id", "ref_src", "ref_url", "xtor", "at_*",
	"cmpid", "ns_*", "oly_anon_id", "oly_enc_id", "wt_zmc", "s_cid", "_ga", "_gl", "spm", "share_token",
}

// ParseAddress reads what a person typed or pasted as the address of a page:
// http and https only, https where no scheme is given, without user, password
// and fragment.
func ParseAddress(s string) (*url.URL, error) {
	s = strings.TrimSpace(s)
	if !strings.Contains(s, "://") && !strings.HasPrefix(strings.ToLower(s), "javascript:") {
		s = "https://" + s
	}
	u, err := url.Parse(s)
	if err != nil || u.Host == "" || strings.ContainsAny(s, " \n\t") {
		return nil, Errorf(Usage, nil, "Paste the whole address, such as https://example.org/page", "this is not the address of a page: %s", shorten(withoutUser(s)))
	}
	if u.Scheme = strings.ToLower(u.Scheme); u.Scheme != "http" && u.Scheme != "https" {
		return nil, Errorf(Usage, nil, "Only http and https addresses can be saved", "addresses of the kind %s: are not fetched", u.Scheme)
	}
	u.User = nil
	u.Fragment = ""
	return u, nil
}

// LooksLikeAddress reports whether pasted text is meant as an address rather
// than as words: one line, no space, a scheme or a dotted host.
func LooksLikeAddress(s string) bool {
	s = strings.TrimSpace(s)
	if s == "" || strings.ContainsAny(s, " \n\t\u00a0") {
		return false
	}
	if strings.HasPrefix(s, "http://") || strings.HasPrefix(s, "https://") {
		_, err := ParseAddress(s)
		return err == nil
	}
	host, rest, slash := strings.Cut(s, "/")
	return slash && strings.Contains(host, ".") && rest != "" && !strings.Contains(host, ":") && !strings.HasPrefix(host, ".")
}

// CleanURL is the form of an address under which a page is known: lower-case
// host in its ASCII form (IDNA), no default port, no user, no fragment, no
// tracking parameters, the others in their order. An address that cannot be read
// is returned as it is.
func CleanURL(s string) string {
	u, err := url.Parse(strings.TrimSpace(s))
	if err != nil || u.Host == "" {
		return s
	}
	u.Scheme = strings.ToLower(u.Scheme)
	u.User, u.Fragment, u.RawFragment = nil, "", ""
	u.Host = cleanHost(u)
	if u.Path == "" {
		u.Path = "/"
	}
	u.RawQuery = cleanQuery(u.RawQuery)
	u.ForceQuery = false
	return u.String()
}

func cleanHost(u *url.URL) string {
	host := strings.ToLower(strings.TrimSuffix(u.Hostname(), "."))
	if ascii, err := idna.Lookup.ToASCII(host); err == nil {
		host = ascii
	}
	if strings.Contains(host, ":") {
		host = "[" + host + "]"
	}
	if p := u.Port(); p != "" && !(u.Scheme == "http" && p == "80") && !(u.Scheme == "https" && p == "443") {
		host += ":" + p
	}
	return host
}

// cleanQuery keeps order and spelling of what stays, for sites that care.
func cleanQuery(raw string) string {
	parts := strings.Split(raw, "&")
	parts = slices.DeleteFunc(parts, func(p string) bool {
		key, _, _ := strings.Cut(p, "=")
		return p == "" || isTracker(strings.ToLower(key))
	})
	return strings.Join(parts, "&")
}

func isTracker(key string) bool {
	return slices.ContainsFunc(trackers, func(t string) bool {
		if head, star := strings.CutSuffix(t, "*"); star {
			return strings.HasPrefix(key, head)
		}
		return key == t
	})
}

// Host is the host of an address without "www.", for people to read; empty when
// there is none.
func Host(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return strings.TrimPrefix(u.Hostname(), "www.")
}

// withoutUser takes user and password out of an address that cannot be read.
func withoutUser(s string) string {
	scheme, rest, ok := strings.Cut(s, "://")
	if !ok {
		return s
	}
	host, _, _ := strings.Cut(rest, "/")
	if i := strings.LastIndexByte(host, '@'); i >= 0 {
		rest = rest[i+1:]
	}
	return scheme + "://" + rest
}

func shorten(s string) string {
	if r := []rune(s); len(r) > 60 {
		return string(r[:59]) + "…"
	}
	return s
}
