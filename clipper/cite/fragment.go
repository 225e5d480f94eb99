package cite

import (
	"strings"
	"unicode"

	"florilegium/clipper"
)

// fragmentWhole is up to how many bytes a quotation is named in full by its text
// fragment; of a longer one the first and the last words are.
const fragmentWhole = 200

// textFragment is the fragment of an address that makes browsers scroll to a clip
// and mark it, without the "#" (URL Fragment Text Directives, WICG). A quotation
// of several blocks is named by its ends, since a directive matches within one.
func textFragment(c clipper.Clip) string {
	words := strings.FieldsFunc(c.Quote, isSpace)
	if len(words) == 0 {
		return ""
	}
	text := fragmentEscape(strings.TrimSpace(c.Quote))
	if len(c.Quote) > fragmentWhole && len(words) > 8 {
		text = fragmentEscape(strings.Join(words[:4], " ")) + "," + fragmentEscape(strings.Join(words[len(words)-4:], " "))
	} else if first, last, several := blockEnds(c.Quote); several {
		text = fragmentEscape(first) + "," + fragmentEscape(last)
	}
	if before := strings.FieldsFunc(afterCut(c.Prefix), isSpace); len(before) > 1 {
		text = fragmentEscape(strings.Join(before[max(0, len(before)-3):], " ")) + "-," + text
	}
	return ":~:text=" + text
}

func isSpace(r rune) bool { return unicode.IsSpace(r) && r != '\u00a0' && r != '\u202f' }

// blockEnds are the first and the last block of a quotation that has several.
func blockEnds(quote string) (first, last string, several bool) {
	lines := strings.FieldsFunc(quote, func(r rune) bool { return r == '\n' })
	if len(lines) < 2 {
		return quote, quote, false
	}
	return strings.TrimSpace(lines[0]), strings.TrimSpace(lines[len(lines)-1]), true
}

// afterCut is a prefix from its first whole word on, within the block of the
// quotation.
func afterCut(prefix string) string {
	prefix = prefix[strings.LastIndexByte(prefix, '\n')+1:]
	if i := strings.IndexFunc(prefix, isSpace); i >= 0 {
		return prefix[i:]
	}
	return ""
}

// fragmentEscape percent-encodes all but letters and digits of ASCII; the
// directive gives a meaning to commas, hyphens and ampersands.
func fragmentEscape(text string) string {
	var b strings.Builder
	for i := range len(text) {
		c := text[i]
		if c >= '0' && c <= '9' || c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' {
			b.WriteByte(c)
			continue
		}
		b.WriteByte('%')
		b.WriteByte("0123456789ABCDEF"[c>>4])
		b.WriteByte("0123456789ABCDEF"[c&15])
	}
	return b.String()
}
