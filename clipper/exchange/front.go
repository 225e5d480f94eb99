package exchange

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"florilegium/clipper"
	"florilegium/clipper/cite"
)

// frontMatter is where the body of a note begins: behind its front matter.
func frontMatter(text string) int {
	first, rest, found := strings.Cut(text, "\n")
	if !found || strings.TrimRight(first, " \r") != "---" {
		return 0
	}
	pos := len(first) + 1
	for line := range strings.SplitAfterSeq(rest, "\n") {
		pos += len(line)
		if l := strings.TrimRight(line, " \r\n"); l == "---" || l == "..." {
			return pos
		}
	}
	return 0
}

// key is a line that begins a property.
var key = regexp.MustCompile(`^([^\s:#"'\[\]{}-][^:]*?)[ \t]*:(?:[ \t]|\r?\n|$)`)

// mergeFront brings the properties of a note up to date in its front matter, which
// it returns with the number of properties that are the reader's by now. A property
// is ours while its values are those that were written last, whose checks are base;
// a list that the reader has added to keeps what was added. One that the reader
// deleted stays away, but for the UID, by which the note is found.
func mergeFront(head string, want []cite.Property, base map[string]string) (string, int) {
	if head == "" {
		return "", 0
	}
	rows := strings.SplitAfter(strings.TrimSuffix(head, "\n"), "\n")
	first, last, rows := rows[0], rows[len(rows)-1]+"\n", rows[1:len(rows)-1]
	eol := "\n"
	if strings.HasSuffix(first, "\r\n") {
		eol = "\r\n"
	}
	props, kept := readFront(rows), 0
	wanted := map[string]bool{}
	for _, p := range want {
		wanted[p.Name] = true
		i := slices.IndexFunc(props, func(f frontRow) bool { return f.name == p.Name })
		_, written := base[p.Name]
		switch {
		case i < 0 && (!written || p.Name == "uid"):
			props = append(props, frontRow{name: p.Name, text: p.String() + eol})
		case i >= 0:
			kept += props[i].merge(p, base[p.Name], eol)
		}
	}
	props = slices.DeleteFunc(props, func(f frontRow) bool {
		sum, written := base[f.name]
		return written && f.name != "" && !wanted[f.name] && f.known && valuesSum(f.values) == sum
	})
	var b strings.Builder
	b.WriteString(first)
	for _, p := range props {
		b.WriteString(p.text)
	}
	return b.String() + last, kept
}

// frontRow is a property as it stands in a file, or, without a name, lines that
// belong to none.
type frontRow struct {
	name, text string
	values     []string
	known      bool // values is what the text says
}

func readFront(lines []string) (props []frontRow) {
	for _, line := range lines {
		m := key.FindStringSubmatch(line)
		switch {
		case m != nil:
			props = append(props, frontRow{name: m[1], text: line})
		case len(props) == 0:
			props = append(props, frontRow{text: line})
		default:
			props[len(props)-1].text += line
		}
	}
	for i := range props {
		if p := &props[i]; p.name != "" {
			_, value, _ := strings.Cut(p.text, ":")
			p.values, p.known = readValues(value)
		}
	}
	return props
}

// merge puts a property in the place of what stands there, and reports 1 where that
// is the reader's.
func (f *frontRow) merge(p cite.Property, base, eol string) int {
	if !f.known || slices.Equal(f.values, p.Values) {
		return 0
	}
	if base != "" && valuesSum(f.values) != base || base == "" && len(f.values) > 0 {
		if !p.List {
			return 1
		}
		p.Values = union(f.values, p.Values)
		if slices.Equal(f.values, p.Values) {
			return 0
		}
	}
	f.text, f.values = p.String()+eol, p.Values
	return 0
}

func union(a, b []string) []string {
	all := slices.Clone(a)
	for _, v := range b {
		if !slices.Contains(all, v) {
			all = append(all, v)
		}
	}
	return all
}

// valuesSum is the check of a property's values.
func valuesSum(values []string) string { return clipper.HashText(strings.Join(values, "\x00"))[:8] }

// readValues reads the value of a property in the forms that programs for notes
// write: a plain or quoted text, or a list of such in either form of YAML. ok is
// false for anything else.
func readValues(text string) (values []string, ok bool) {
	text = strings.TrimSpace(text)
	switch {
	case text == "":
		return nil, true
	case strings.HasPrefix(text, "["):
		return readFlow(text)
	case strings.HasPrefix(text, "- ") || text == "-":
		for line := range strings.SplitSeq(text, "\n") {
			item, found := strings.CutPrefix(strings.TrimSpace(line), "-")
			value, rest, fine := readScalar(strings.TrimSpace(item), "")
			if !found || !fine || !isComment(rest) {
				return nil, false
			}
			values = append(values, value)
		}
		return values, true
	}
	value, rest, fine := readScalar(text, "")
	return []string{value}, fine && isComment(rest)
}

// isComment reports that nothing, or a comment, follows a value.
func isComment(rest string) bool {
	rest = strings.TrimSpace(rest)
	return rest == "" || rest[0] == '#'
}

// readFlow reads a list between brackets.
func readFlow(text string) (values []string, ok bool) {
	text = strings.TrimSpace(text[1:])
	for !strings.HasPrefix(text, "]") {
		value, rest, fine := readScalar(text, ",]")
		rest = strings.TrimSpace(rest)
		if !fine || rest == "" {
			return nil, false
		}
		values = append(values, value)
		text = strings.TrimSpace(strings.TrimPrefix(rest, ","))
	}
	return values, strings.TrimSpace(text[1:]) == ""
}

// readScalar reads one text; a plain one ends before any of the signs in until, at
// a comment or at the end of its line.
func readScalar(text, until string) (value, rest string, ok bool) {
	switch {
	case strings.HasPrefix(text, `"`):
		return readDouble(text[1:])
	case strings.HasPrefix(text, "'"):
		end := 1
		for end < len(text) && (text[end] != '\'' || strings.HasPrefix(text[end:], "''")) {
			if text[end] == '\'' {
				end++
			}
			end++
		}
		if end >= len(text) {
			return "", "", false
		}
		return strings.ReplaceAll(text[1:end], "''", "'"), strings.TrimSpace(text[end+1:]), true
	case text != "" && strings.ContainsAny(text[:1], "|>&*!{%@`"), strings.Contains(text, "\n"):
		return "", "", false
	}
	end := len(text)
	if i := strings.IndexAny(text, until); until != "" && i >= 0 {
		end = i
	}
	if i := strings.Index(text[:end], " #"); i >= 0 {
		end = i
	}
	return strings.TrimSpace(text[:end]), text[end:], true
}

// readDouble reads a double-quoted text of YAML from behind its first mark.
func readDouble(text string) (value, rest string, ok bool) {
	var b strings.Builder
	for i := 0; i < len(text); i++ {
		switch c := text[i]; c {
		case '"':
			return b.String(), strings.TrimSpace(text[i+1:]), true
		case '\\':
			r, size := readEscape(text[i+1:])
			if size == 0 {
				return "", "", false
			}
			b.WriteString(r)
			i += size
		default:
			b.WriteByte(c)
		}
	}
	return "", "", false
}

// readEscape reads what follows a backslash, and says how many bytes that is.
func readEscape(text string) (value string, size int) {
	if text == "" {
		return "", 0
	}
	digits := map[byte]int{'x': 2, 'u': 4, 'U': 8}[text[0]]
	if digits > 0 {
		if len(text) <= digits {
			return "", 0
		}
		code, err := strconv.ParseUint(text[1:1+digits], 16, 32)
		if err != nil {
			return "", 0
		}
		return string(rune(code)), 1 + digits
	}
	if i := strings.IndexByte(`nt"\/ `, text[0]); i >= 0 {
		return "\n\t\"\\/ "[i : i+1], 1
	}
	return "", 0
}
