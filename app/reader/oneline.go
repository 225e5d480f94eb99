//go:build !headless

package reader

import (
	"strings"
	"unicode"
)

// OneLine is a text of a page as a title, a name or a row may show it: on one line,
// and without the signs that would turn its neighbours around or have no look.
func OneLine(s string) string {
	plain := strings.Map(func(r rune) rune {
		switch {
		case r >= 0x202A && r <= 0x202E, r >= 0x2066 && r <= 0x2069: // directions imposed
			return -1
		case unicode.IsControl(r):
			return ' '
		}
		return r
	}, s)
	return strings.Join(strings.FieldsFunc(plain, lineSpace), " ")
}

// lineSpace leaves no-break spaces where they are: French sets them before a colon.
func lineSpace(r rune) bool {
	return unicode.IsSpace(r) && r != '\u00a0' && r != '\u202f'
}
