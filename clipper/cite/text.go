package cite

import (
	"io"
	"strings"
)

// writeText writes each article's reference, and its clips indented.
func writeText(w io.Writer, items []Item, opt Options) error {
	return writeEach(w, items, func(item Item) string {
		s := item.Source
		var b strings.Builder
		b.WriteString(opt.style(s).Reference(s) + "\n\n")
		for _, c := range item.Clips {
			at := AuthorDate(opt.locale(s)).locator(LocatorOf(c, s))
			quoted := Quoted(safeLines(c.Quote), opt.locale(s))
			if at = joined(", ", field(c.Speaker), at); at != "" {
				quoted += " (" + at + ")"
			}
			b.WriteString("    " + strings.ReplaceAll(quoted, "\n", "\n    ") + "\n\n")
			if note := strings.TrimSpace(safeLines(c.Note)); note != "" {
				b.WriteString("    " + strings.ReplaceAll(note, "\n", "\n    ") + "\n\n")
			}
		}
		return b.String()
	})
}

// safeLines is a text of several lines without the control characters that a
// terminal would obey, and without the embeddings and overrides of direction that
// would turn what follows; all else stays.
func safeLines(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r != '\n' && r != '\t' && (r < ' ' || r >= 0x7f && r < 0xa0), r >= '\u202a' && r <= '\u202e':
			return -1
		}
		return r
	}, strings.ReplaceAll(s, "\r\n", "\n"))
}
