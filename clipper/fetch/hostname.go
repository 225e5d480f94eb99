package fetch

import (
	"net/netip"
	"net/url"
	"strings"
	"unicode"

	"golang.org/x/net/idna"
)

// HostName is a host in both of its forms: as its owner writes it and as it is
// looked up.
type HostName struct {
	Unicode string // müller.example
	ASCII   string // xn--mller-kva.example
	// Doubtful is a name in which letters of several scripts stand together, or
	// whose letters look like Latin ones and are not: it may pass itself off as
	// another site.
	Doubtful bool
}

// NameOf is the host of an address, or of a host alone. A host that is not a
// name, and what has no host, is the same in both forms.
func NameOf(address string) HostName {
	host := address
	if u, err := url.Parse(strings.TrimSpace(address)); err == nil && u.Host != "" {
		host = u.Hostname()
	}
	host = strings.ToLower(strings.TrimSuffix(strings.TrimSpace(host), "."))
	if _, err := netip.ParseAddr(host); err == nil {
		return HostName{Unicode: host, ASCII: host}
	}
	ascii := asciiHost(host)
	display, err := idna.Display.ToUnicode(ascii)
	if err != nil { // what cannot be shown safely is shown as it is looked up
		return HostName{Unicode: ascii, ASCII: ascii, Doubtful: strings.Contains(ascii, "xn--")}
	}
	return HostName{Unicode: display, ASCII: ascii, Doubtful: isDoubtful(display)}
}

// String shows both forms where they differ, the one to be trusted first: the
// owner's, or, of a doubtful name, the one that is looked up.
func (h HostName) String() string {
	switch {
	case h.Unicode == h.ASCII:
		return h.ASCII
	case h.Doubtful:
		return h.ASCII + " (" + h.Unicode + ")"
	}
	return h.Unicode + " (" + h.ASCII + ")"
}

// together are scripts that one language writes with (UTS 39, "highly
// restrictive"); digits and hyphens belong to all.
var together = [][]*unicode.RangeTable{
	{unicode.Latin, unicode.Han, unicode.Hiragana, unicode.Katakana},
	{unicode.Latin, unicode.Han, unicode.Bopomofo},
	{unicode.Latin, unicode.Han, unicode.Hangul},
}

// lookalikes are the Cyrillic and Greek letters that pass for Latin ones.
const lookalikes = "аеорсухіјѕһԁԛԝӏүԍѵ" + "ανορυι"

func isDoubtful(host string) bool {
	for label := range strings.SplitSeq(host, ".") {
		if isMixed(label) || isDisguised(label, host) {
			return true
		}
	}
	return false
}

// isMixed reports a label in scripts that no language writes together.
func isMixed(label string) bool {
	var scripts []string
	for _, r := range label {
		if s := scriptOf(r); s != "" && (len(scripts) == 0 || scripts[len(scripts)-1] != s) {
			scripts = append(scripts, s)
		}
	}
	if len(scripts) < 2 {
		return false
	}
	for _, group := range together {
		if fits(label, group) {
			return false
		}
	}
	return true
}

func fits(label string, group []*unicode.RangeTable) bool {
	for _, r := range label {
		if scriptOf(r) != "" && !unicode.In(r, group...) {
			return false
		}
	}
	return true
}

// isDisguised reports a label wholly of letters that pass for Latin ones, under
// an end of the name that is Latin: there a Cyrillic or Greek reader would
// expect letters of their own too.
func isDisguised(label, host string) bool {
	letters := 0
	for _, r := range label {
		if scriptOf(r) == "" {
			continue
		}
		if !strings.ContainsRune(lookalikes, r) {
			return false
		}
		letters++
	}
	end := host[strings.LastIndexByte(host, '.')+1:]
	return letters > 1 && end != label && end[0] < 0x80
}

// scriptOf names the script of a letter; empty for what all scripts share.
func scriptOf(r rune) string {
	switch {
	case r < 'a' && r < 0x80, unicode.In(r, unicode.Common, unicode.Inherited):
		return ""
	case unicode.Is(unicode.Latin, r):
		return "Latin"
	}
	for name, table := range unicode.Scripts {
		if unicode.Is(table, r) {
			return name
		}
	}
	return ""
}
