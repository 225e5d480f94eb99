package cite

import (
	"bytes"
	"fmt"
	"io"
	"regexp"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"

	"florilegium/clipper"
)

// RISRecord is one reference of a RIS file.
type RISRecord struct {
	Source   clipper.Source
	Tags     []string
	Abstract string
	Notes    []string
	Line     int      // of its TY, from 1
	Left     []string // lines that no field here holds, as they stand in the file: "C1  - …"
}

// The most that ReadRIS takes, in bytes, in records, and in lines of one record.
const (
	maxRIS        = 64 << 20
	maxRISRecords = 200_000
	maxRISLines   = 10_000
)

// ReadRIS reads a file of Research Information Systems, of 2001 or 2011, from
// any program: UTF-8 or UTF-16 with its mark, UTF-8 or Windows-1252 without; any
// ends of lines; lines that are wrapped; records without an end. What stands
// before the first record is passed over. A file without a record is an error, and
// so is one past 64 MB, 200,000 records, or 10,000 lines in one; the error tells
// the line, and the records before it are given.
func ReadRIS(r io.Reader) ([]RISRecord, error) {
	data, err := io.ReadAll(io.LimitReader(r, maxRIS+1))
	if err != nil {
		return nil, fmt.Errorf("read the references: %w", err)
	}
	if len(data) > maxRIS {
		return nil, clipper.Errorf(clipper.TooLarge, nil, "Export the references in several parts", "the file of references is larger than 64 MB")
	}
	text, err := risText(data)
	if err != nil {
		return nil, fmt.Errorf("decode the references: %w", err)
	}
	f := risFile{}
	for line := range strings.SplitSeq(text, "\n") {
		if err := f.take(line); err != nil {
			return f.records, err
		}
	}
	f.close()
	if len(f.records) == 0 {
		return nil, clipper.Errorf(clipper.Unreadable, nil, "A reference begins with a line such as “TY  - JOUR”", "this file holds no references in RIS")
	}
	return f.records, nil
}

// risText is the file in UTF-8, its lines ended by LF.
func risText(data []byte) (string, error) {
	var from encoding.Encoding = encoding.Nop
	switch {
	case bytes.HasPrefix(data, []byte("\xff\xfe")), bytes.HasPrefix(data, []byte("\xfe\xff")):
		from = unicode.UTF16(unicode.LittleEndian, unicode.UseBOM)
	case !utf8.Valid(data):
		from = charmap.Windows1252
	}
	data, err := from.NewDecoder().Bytes(data)
	text := strings.TrimPrefix(string(data), "\ufeff")
	return strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(text), err
}

// risFile is what has been read of a file.
type risFile struct {
	records []RISRecord
	lines   []risField // of the open record
	open    bool
	start   int // line of its TY
	line    int
}

type risField struct{ tag, value string }

var risTagged = regexp.MustCompile(`^\s*([A-Z][A-Z0-9])[ \t]{1,3}-(?:[ \t](.*))?$`)

// take reads one line. One without a tag goes on where the last one ended.
func (f *risFile) take(line string) error {
	f.line++
	m := risTagged.FindStringSubmatch(line)
	switch {
	case m != nil && m[1] == "TY":
		f.close()
		if len(f.records) == maxRISRecords {
			return clipper.Errorf(clipper.TooLarge, nil, "Export the references in several parts", "line %d: there are more references than can be read at once", f.line)
		}
		f.open, f.start = true, f.line
		f.lines = append(f.lines, risField{"TY", strings.TrimSpace(m[2])})
	case m != nil && m[1] == "ER":
		f.close()
	case !f.open:
	case m != nil:
		f.lines = append(f.lines, risField{m[1], strings.TrimSpace(m[2])})
	case strings.TrimSpace(line) != "":
		last := &f.lines[len(f.lines)-1]
		last.value = joined(" ", last.value, strings.TrimSpace(line))
	}
	if len(f.lines) > maxRISLines {
		return clipper.Errorf(clipper.TooLarge, nil, "Export the references in several parts", "line %d: the reference has more than 10,000 lines", f.line)
	}
	return nil
}

// close makes a record of the lines that are open.
func (f *risFile) close() {
	if f.open {
		b := risBuilder{record: RISRecord{Line: f.start}}
		for _, l := range f.lines {
			b.add(l)
		}
		f.records = append(f.records, b.done())
	}
	f.lines, f.open = f.lines[:0], false
}
