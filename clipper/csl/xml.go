package csl

import (
	"bytes"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Limits of a file, so that a hostile one costs little. The largest published
// style has 250 KB, 6,000 elements and a nesting of 30.
const (
	maxFile     = 4 << 20
	maxElements = 100_000
	maxAttrs    = 64 // of one element
	maxDepth    = 200
)

// element is one XML element. Comments and processing instructions are dropped;
// names lose their namespace prefix, as every file uses one vocabulary only.
type element struct {
	name  string
	attrs []attr
	kids  []*element
	text  string // all character data directly inside
	raw   []byte // the same while it is being read
	at    place
}

type attr struct{ name, value string }

// get is the value of an attribute, "" when it is absent.
func (e *element) get(name string) string {
	v, _ := e.lookup(name)
	return v
}

func (e *element) lookup(name string) (string, bool) {
	for _, a := range e.attrs {
		if a.name == name {
			return a.value, true
		}
	}
	return "", false
}

func (e *element) child(name string) *element {
	for _, k := range e.kids {
		if k.name == name {
			return k
		}
	}
	return nil
}

// scanner reads the XML that style files are made of: elements, attributes,
// character data, references to characters and the five named entities. A
// document type is skipped, and one that declares entities is refused, so
// nothing can expand.
type scanner struct {
	in    string
	pos   int
	count int // elements so far
	seen  int // the offset whose place is at
	at    place
}

func parseXML(data []byte) (*element, error) {
	if len(data) > maxFile {
		return nil, &Error{Msg: "the file has more than 4 MB"}
	}
	text, err := decode(data)
	if err != nil {
		return nil, err
	}
	s := &scanner{in: text, at: place{1, 1}}
	return s.document()
}

// decode yields UTF-8. Declared Latin-1 is converted, other encodings refused.
func decode(data []byte) (string, error) {
	data = bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))
	if utf8.Valid(data) {
		return string(data), nil
	}
	head := strings.ToLower(string(data[:min(len(data), 100)]))
	if !strings.Contains(head, "iso-8859-1") && !strings.Contains(head, "windows-1252") {
		return "", &Error{Line: 1, Column: 1, Msg: "the file is not text in UTF-8"}
	}
	var b strings.Builder
	for _, c := range data {
		b.WriteRune(rune(c))
	}
	return b.String(), nil
}

// place is the line and column of an offset. Offsets mostly grow, so it counts
// on from the one asked for last.
func (s *scanner) place(pos int) place {
	pos = min(pos, len(s.in))
	if pos < s.seen {
		s.seen, s.at = 0, place{1, 1}
	}
	passed := s.in[s.seen:pos]
	if i := strings.LastIndexByte(passed, '\n'); i >= 0 {
		s.at = place{s.at.line + strings.Count(passed, "\n"), 1}
		passed = passed[i+1:]
	}
	s.at.column += utf8.RuneCountInString(passed)
	s.seen = pos
	return s.at
}

func (s *scanner) fail(format string, args ...any) *Error {
	return errorAt(s.place(s.pos), format, args...)
}

func (s *scanner) document() (*element, error) {
	var root *element
	var open []*element
	for s.pos < len(s.in) {
		if s.in[s.pos] != '<' {
			if err := s.characters(open); err != nil {
				return nil, err
			}
			continue
		}
		if done, err := s.skipMarkup(open); err != nil {
			return nil, err
		} else if done {
			continue
		}
		if strings.HasPrefix(s.in[s.pos:], "</") {
			if err := s.endTag(open); err != nil {
				return nil, err
			}
			open = open[:len(open)-1]
			continue
		}
		e, empty, err := s.startTag()
		if err != nil {
			return nil, err
		}
		switch {
		case len(open) > 0:
			parent := open[len(open)-1]
			parent.kids = append(parent.kids, e)
		case root != nil:
			return nil, errorAt(e.at, "a second element follows the end of the document")
		default:
			root = e
		}
		if !empty {
			if open = append(open, e); len(open) > maxDepth {
				return nil, errorAt(e.at, "elements are nested more than %d deep", maxDepth)
			}
		}
	}
	if len(open) > 0 {
		return nil, s.fail("the element %s is never closed", open[len(open)-1].name)
	}
	if root == nil {
		return nil, s.fail("this is not an XML file")
	}
	return root, nil
}

// characters reads character data up to the next markup.
func (s *scanner) characters(open []*element) error {
	end := strings.IndexByte(s.in[s.pos:], '<')
	if end < 0 {
		end = len(s.in) - s.pos
	}
	raw := s.in[s.pos : s.pos+end]
	if len(open) == 0 {
		if strings.TrimSpace(raw) != "" {
			return s.fail("this is not an XML file")
		}
		s.pos += end
		return nil
	}
	e := open[len(open)-1]
	if len(e.kids) > 0 && strings.TrimSpace(raw) == "" {
		s.pos += end
		return nil
	}
	text, err := s.unescape(raw)
	if err != nil {
		return err
	}
	e.raw = append(e.raw, text...)
	s.pos += end
	return nil
}

// skipMarkup passes over comments, processing instructions and the document
// type, and takes up CDATA sections.
func (s *scanner) skipMarkup(open []*element) (bool, error) {
	rest := s.in[s.pos:]
	switch {
	case strings.HasPrefix(rest, "<!--"):
		return true, s.skipTo("-->", "a comment is never closed")
	case strings.HasPrefix(rest, "<?"):
		return true, s.skipTo("?>", "a processing instruction is never closed")
	case strings.HasPrefix(rest, "<![CDATA["):
		start := s.pos + len("<![CDATA[")
		if err := s.skipTo("]]>", "a CDATA section is never closed"); err != nil {
			return true, err
		}
		if len(open) > 0 {
			e := open[len(open)-1]
			e.raw = append(e.raw, s.in[start:s.pos-len("]]>")]...)
		}
		return true, nil
	case strings.HasPrefix(rest, "<!"):
		end := strings.IndexByte(rest, '>')
		if bracket := strings.IndexByte(rest, '['); end < 0 || bracket >= 0 && bracket < end {
			return true, s.fail("entity declarations are not accepted")
		}
		s.pos += end + 1
		return true, nil
	}
	return false, nil
}

func (s *scanner) skipTo(end, msg string) error {
	i := strings.Index(s.in[s.pos:], end)
	if i < 0 {
		return s.fail("%s", msg)
	}
	s.pos += i + len(end)
	return nil
}

func (s *scanner) endTag(open []*element) error {
	end := strings.IndexByte(s.in[s.pos:], '>')
	if end < 0 {
		return s.fail("a tag is never closed")
	}
	name := local(strings.TrimSpace(s.in[s.pos+2 : s.pos+end]))
	if len(open) == 0 || open[len(open)-1].name != name {
		return s.fail("the end tag %.40q matches no start tag", name)
	}
	e := open[len(open)-1]
	e.text, e.raw = string(e.raw), nil
	s.pos += end + 1
	return nil
}

// local drops a namespace prefix, except that of xml:lang.
func local(name string) string {
	if i := strings.IndexByte(name, ':'); i >= 0 && !strings.HasPrefix(name, "xml") {
		return name[i+1:]
	}
	return name
}

func (s *scanner) startTag() (e *element, empty bool, err error) {
	e = &element{at: s.place(s.pos)}
	if s.count++; s.count > maxElements {
		return nil, false, s.fail("the file has more than %d elements", maxElements)
	}
	s.pos++
	if e.name = local(s.word()); e.name == "" {
		return nil, false, s.fail("this is not an XML file: < stands alone")
	}
	for {
		s.space()
		switch {
		case s.pos >= len(s.in):
			return nil, false, errorAt(e.at, "a tag is never closed")
		case s.in[s.pos] == '>':
			s.pos++
			return e, false, nil
		case strings.HasPrefix(s.in[s.pos:], "/>"):
			s.pos += 2
			return e, true, nil
		}
		a, err := s.attribute()
		if err != nil {
			return nil, false, err
		}
		if _, twice := e.lookup(a.name); twice {
			return nil, false, s.fail("the attribute %s is given twice", a.name)
		}
		if len(e.attrs) == maxAttrs {
			return nil, false, s.fail("the element %s has more than %d attributes", e.name, maxAttrs)
		}
		e.attrs = append(e.attrs, a)
	}
}

func (s *scanner) space() {
	for s.pos < len(s.in) && strings.IndexByte(" \t\r\n", s.in[s.pos]) >= 0 {
		s.pos++
	}
}

func (s *scanner) word() string {
	start := s.pos
	for s.pos < len(s.in) && strings.IndexByte(" \t\r\n=/><\"'&", s.in[s.pos]) < 0 {
		s.pos++
	}
	return s.in[start:s.pos]
}

func (s *scanner) attribute() (attr, error) {
	name := local(s.word())
	s.space()
	if name == "" || s.pos >= len(s.in) || s.in[s.pos] != '=' {
		return attr{}, s.fail("an attribute is not well formed")
	}
	s.pos++
	s.space()
	if s.pos >= len(s.in) || s.in[s.pos] != '"' && s.in[s.pos] != '\'' {
		return attr{}, s.fail("the value of %s is not in quotation marks", name)
	}
	end := strings.IndexByte(s.in[s.pos+1:], s.in[s.pos])
	if end < 0 {
		return attr{}, s.fail("the value of %s is never closed", name)
	}
	raw := s.in[s.pos+1 : s.pos+1+end]
	if strings.IndexByte(raw, '<') >= 0 {
		return attr{}, s.fail("the value of %s is never closed", name)
	}
	value, err := s.unescape(raw)
	s.pos += end + 2
	return attr{name, value}, err
}

var entities = map[string]string{"amp": "&", "lt": "<", "gt": ">", "quot": `"`, "apos": "'"}

// unescape resolves references; raw starts at or after s.pos.
func (s *scanner) unescape(raw string) (string, error) {
	if strings.IndexByte(raw, '&') < 0 {
		return raw, nil
	}
	var b strings.Builder
	for {
		amp := strings.IndexByte(raw, '&')
		if amp < 0 {
			b.WriteString(raw)
			return b.String(), nil
		}
		b.WriteString(raw[:amp])
		semi := strings.IndexByte(raw[amp:min(len(raw), amp+12)], ';')
		if semi < 0 {
			return "", s.fail("an ampersand stands alone: write &amp;")
		}
		text, ok := reference(raw[amp+1 : amp+semi])
		if !ok {
			return "", s.fail("the entity &%s; is not known", raw[amp+1:amp+semi])
		}
		b.WriteString(text)
		raw = raw[amp+semi+1:]
	}
}

func reference(name string) (string, bool) {
	if text, ok := entities[name]; ok {
		return text, true
	}
	if !strings.HasPrefix(name, "#") {
		return "", false
	}
	digits, base := name[1:], 10
	if strings.HasPrefix(digits, "x") || strings.HasPrefix(digits, "X") {
		digits, base = digits[1:], 16
	}
	n, err := strconv.ParseUint(digits, base, 32)
	if err != nil || n == 0 || !utf8.ValidRune(rune(n)) {
		return "", false
	}
	return string(rune(n)), true
}
