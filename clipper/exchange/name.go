package exchange

import (
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"unicode"

	"github.com/rivo/uniseg"
	"golang.org/x/text/unicode/norm"
)

// longestName is how many bytes a name has at most, without its ending: systems
// take 255, and encrypted or synchronised folders less.
const longestName = 120

// reserved are the names that Windows keeps for devices, with any ending.
var reserved = regexp.MustCompile(`(?i)^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)(\.|$)`)

// fileName is a title as the name of a file, without an ending: one that Windows,
// macOS, Linux and the links of Obsidian can bear, in NFC. It is "" where nothing
// is left.
func fileName(title string) string {
	name := strings.Map(func(r rune) rune {
		switch {
		case strings.ContainsRune(`\/:|`, r):
			return '-'
		case strings.ContainsRune(`*?"<>#^[]%`, r), unicode.In(r, unicode.Cf, unicode.Co, unicode.Cs) && r != '\u200c' && r != '\u200d':
			return -1
		case unicode.IsSpace(r) || unicode.IsControl(r):
			return ' '
		}
		return r
	}, norm.NFC.String(strings.ToValidUTF8(title, "")))
	name = strings.TrimLeft(strings.Join(strings.Fields(name), " "), ".- ")
	name = strings.TrimRight(shorten(name), ".- ")
	if reserved.MatchString(name) {
		name = "_" + name
	}
	return name
}

// shorten cuts a name between two characters, at a word where one ends near.
func shorten(name string) string {
	if len(name) <= longestName {
		return name
	}
	end := 0
	for g := uniseg.NewGraphemes(name); g.Next(); {
		if _, to := g.Positions(); to <= longestName {
			end = to
		} else {
			break
		}
	}
	if space := strings.LastIndexByte(name[:end], ' '); space > longestName/2 {
		end = space
	}
	return name[:end]
}

// freeName is a name in a folder that no file has, whatever the case of its
// letters: the title, else the title with the cite key, else with a number too.
func freeName(title, key, ext string, taken func(name string) bool) string {
	base := fileName(title)
	if base == "" {
		base = fileName(key)
	}
	for n := 0; ; n++ {
		name := base
		if n > 0 {
			name += " (" + key + ")"
		}
		if n > 1 {
			name += " " + strconv.Itoa(n)
		}
		if !taken(name + ext) {
			return name + ext
		}
	}
}

// isNote reports a file that may be a note of a vault.
func isNote(path string) bool { return strings.EqualFold(filepath.Ext(path), ".md") }
