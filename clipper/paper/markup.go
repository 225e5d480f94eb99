package paper

import (
	"bufio"
	"html"
	"io"
	"strconv"
)

// markup writes XML or HTML. A failure of the writer below is kept until flush.
type markup struct{ out *bufio.Writer }

func newMarkup(w io.Writer) markup { return markup{bufio.NewWriterSize(w, 32<<10)} }

// raw writes markup as it is.
func (m markup) raw(parts ...string) {
	for _, s := range parts {
		m.out.WriteString(s)
	}
}

// text writes words, between tags or inside double quotes. The five references
// that it uses are known to XML and HTML alike.
func (m markup) text(s string) { m.out.WriteString(html.EscapeString(s)) }

func (m markup) flush() error { return m.out.Flush() }

// attr is an attribute, with the space before it; "" where there is no value.
func attr(name, value string) string {
	if value == "" {
		return ""
	}
	return " " + name + `="` + html.EscapeString(clean(value)) + `"`
}

func number(n int) string { return strconv.Itoa(n) }
