package typeset

import (
	"strings"

	"florilegium/clipper"
)

// previewLength bounds the text that Wrap looks at, in bytes.
const previewLength = 600

// Wrap is the beginning of a text in at most n lines of the style's measure, for
// lists and cards. Where text is left over the last line ends with an ellipsis.
func (s *Setter) Wrap(text string, st Style, n int) []string {
	if len(text) > previewLength {
		text = strings.ToValidUTF8(text[:previewLength], "")
	}
	text = strings.Join(strings.FieldsFunc(text, func(r rune) bool { return r == '\n' || r == '\t' }), " ")
	l := s.Layout(NewDoc([]clipper.Block{{Kind: clipper.Paragraph, Text: text}}, nil, ""), st)
	var lines []string
	for i, line := range l.Lines {
		if i == n {
			break
		}
		lines = append(lines, strings.TrimRight(text[line.Start:line.End], " "))
	}
	if len(l.Lines) > n && n > 0 {
		lines[n-1] = shortened(lines[n-1])
	}
	return lines
}

// shortened makes room for an ellipsis: it takes the place of the last word, or
// of the last two characters where there are no words.
func shortened(line string) string {
	if i := strings.LastIndexByte(line, ' '); i > len(line)/2 {
		return strings.TrimRight(line[:i], " ,;:.«") + "…"
	}
	r := []rune(line)
	return string(r[:max(0, len(r)-2)]) + "…"
}
