package archive

import (
	"bytes"
	"compress/zlib"
	"io"
	"iter"
	"regexp"
	"strconv"
	"strings"
)

// Facts are what a PDF document says of itself. What it does not say is empty.
type Facts struct {
	Title    string
	Authors  []string
	Created  string // ISO 8601, as precise as the document
	Language string // BCP 47
	Pages    int    // 0 where it could not be counted
}

// The limits of reading a document: nothing of it is drawn, and no more of it is
// unpacked than this.
const (
	maxStreams  = 400     // object streams and packets that are unpacked
	maxUnpacked = 4 << 20 // bytes of one of them
	maxAllTold  = 16 << 20
	maxValue    = 2_000 // bytes of a title, a name
)

// Document reads the information dictionary (ISO 32000-1, 14.3.3) and the XMP packet
// (ISO 16684-1) of a PDF document, and counts its pages. It looks for them by
// their marks in the bytes, whatever the state of the tables, and for what lies in
// packed object streams. An encrypted document tells nothing. It never fails.
func Document(data []byte) Facts {
	d := document{bodies: [][]byte{data}}
	d.unpack(data)
	var f Facts
	encrypted := encryption.Match(tail(data)) || encryption.Match(data[:min(len(data), 4096)])
	if !encrypted {
		f.info(infoObject(data), true)
	}
	for _, body := range d.bodies {
		if !encrypted {
			f.info(body, false)
		}
		f.Pages = max(f.Pages, countPages(body))
	}
	f.packet(d.packet())
	return f
}

var encryption = regexp.MustCompile(`/Encrypt\s+\d`)

// tail is the end of a file, where the trailer stands.
func tail(data []byte) []byte { return data[max(0, len(data)-64<<10):] }

// document is what of a file is looked at: itself, and what was packed in it.
type document struct {
	bodies [][]byte
	all    int // bytes unpacked
}

// unpack inflates the object streams and the metadata streams.
func (d *document) unpack(data []byte) {
	rest := data
	for n := 0; n < maxStreams && d.all < maxAllTold; {
		at := bytes.Index(rest, []byte("stream"))
		if at < 0 {
			return
		}
		head := rest[max(0, at-1_000):at]
		body := bytes.TrimPrefix(bytes.TrimPrefix(rest[at+len("stream"):], []byte("\r")), []byte("\n"))
		rest = rest[at+len("stream"):]
		if i := bytes.LastIndex(head, []byte("obj")); i >= 0 {
			head = head[i:]
		}
		if !bytes.Contains(head, []byte("/FlateDecode")) || !bytes.Contains(head, []byte("/ObjStm")) && !bytes.Contains(head, []byte("/Metadata")) {
			continue
		}
		n++
		if plain := inflate(body); len(plain) > 0 {
			d.all += len(plain)
			d.bodies = append(d.bodies, plain)
		}
	}
}

// inflate unpacks as much as can be, within the limit.
func inflate(packed []byte) []byte {
	z, err := zlib.NewReader(bytes.NewReader(packed))
	if err != nil {
		return nil
	}
	plain, _ := io.ReadAll(io.LimitReader(z, maxUnpacked)) // what came before a damage counts
	return plain
}

var pageCount = regexp.MustCompile(`/Count\s+(\d{1,6})`)

// maxTrees bounds the page trees that are looked at.
const maxTrees = 500

// countPages is the greatest count of a page tree, else the number of pages.
func countPages(body []byte) int {
	best, trees, pages := 0, 0, 0
	for at, name := range objectTypes(body) {
		switch string(name) {
		case "Page":
			pages++
		case "Pages":
			if trees++; trees <= maxTrees {
				best = max(best, countOf(body, at))
			}
		}
	}
	if best > 0 {
		return best
	}
	return min(pages, 999_999)
}

// countOf is the count of the page tree whose type stands at a place.
func countOf(body []byte, at int) int {
	before, after := body[max(0, at-400):at], body[at:min(len(body), at+400)]
	if i := bytes.LastIndex(before, []byte("obj")); i >= 0 {
		before = before[i:]
	}
	for _, part := range [][]byte{after, before} {
		if m := pageCount.FindSubmatch(part); m != nil {
			n, _ := strconv.Atoi(string(m[1]))
			return n
		}
	}
	return 0
}

// objectTypes are the values of /Type, with where they stand.
func objectTypes(body []byte) iter.Seq2[int, []byte] {
	return func(yield func(int, []byte) bool) {
		for at := 0; ; {
			next := bytes.Index(body[at:], []byte("/Type"))
			if next < 0 {
				return
			}
			at += next + len("/Type")
			from := at
			for from < len(body) && strings.IndexByte(" \t\r\n\f\x00", body[from]) >= 0 {
				from++
			}
			end := from + 1
			for end < len(body) && (body[end]|0x20 >= 'a' && body[end]|0x20 <= 'z') {
				end++
			}
			if from < len(body) && body[from] == '/' && !yield(at, body[from+1:end]) {
				return
			}
		}
	}
}

// infoObject is the object that the trailer names as the information dictionary,
// where it stands open in the file.
func infoObject(data []byte) []byte {
	refs := infoRef.FindAllSubmatch(tail(data), -1)
	if refs == nil {
		return nil
	}
	ref := refs[len(refs)-1]
	head := append(append(append([]byte{}, ref[1]...), ' '), append(ref[2], " obj"...)...)
	at := bytes.LastIndex(data, head)
	if at < 0 || at > 0 && data[at-1] >= '0' && data[at-1] <= '9' {
		return nil
	}
	body := data[at:min(len(data), at+8*maxValue)]
	if end := bytes.Index(body, []byte("endobj")); end >= 0 {
		body = body[:end]
	}
	return body
}

var (
	infoRef  = regexp.MustCompile(`/Info\s+(\d{1,9})\s+(\d{1,5})\s+R`)
	infoKeys = []*regexp.Regexp{ // each begins with letters, which makes it quick
		regexp.MustCompile(`/Title\s*[(<]`), regexp.MustCompile(`/Author\s*[(<]`), regexp.MustCompile(`/CreationDate\s*[(<]`),
	}
	langKey   = regexp.MustCompile(`/Lang\s*[(<]`)
	infoMarks = regexp.MustCompile(`/(Producer|Creator|CreationDate|ModDate|Author|Subject|Keywords|Trapped)\b`)
)

// info reads the entries of the information dictionary: the one the trailer names,
// or any dictionary that looks like one, since titles of bookmarks have the same
// key.
func (f *Facts) info(body []byte, sure bool) {
	for i, key := range infoKeys {
		for _, m := range key.FindAllIndex(body, 100) {
			if !sure && !besideInfo(body, m[0]) {
				continue
			}
			value := pdfValue(body, m[1]-1)
			switch {
			case value == "":
			case i == 0 && f.Title == "":
				f.Title = speaking(value)
			case i == 1 && f.Authors == nil:
				f.Authors = people(value)
			case i == 2 && f.Created == "":
				f.Created = pdfDate(value)
			}
		}
	}
	if m := langKey.FindIndex(body); m != nil && f.Language == "" {
		if value := pdfValue(body, m[1]-1); len(value) <= 20 {
			f.Language = value
		}
	}
}

// pdfValue is the text of the string at a place.
func pdfValue(body []byte, at int) string {
	value := pdfText(pdfString(body[at:min(len(body), at+3*maxValue)]))
	if len(value) > maxValue {
		return ""
	}
	return value
}

// besideInfo reports whether the dictionary around a place has keys of the
// information dictionary.
func besideInfo(body []byte, at int) bool {
	before, after := body[max(0, at-2_000):at], body[at+1:min(len(body), at+3_000)]
	if i := bytes.LastIndex(before, []byte("<<")); i >= 0 {
		before = before[i:]
	}
	if i := bytes.Index(after, []byte(">>")); i >= 0 {
		after = after[:i]
	}
	if bytes.Contains(before, []byte("/Parent")) || bytes.Contains(after, []byte("/Parent")) {
		return false // a bookmark
	}
	return infoMarks.Match(before) || infoMarks.Match(after)
}

var madeBy = regexp.MustCompile(`(?i)^(microsoft (office )?(word|powerpoint|excel) - |untitled|sans titre|powerpoint presentation|présentation powerpoint)`)

// speaking is a title that a person may have given; names that programs give are
// none.
func speaking(title string) string {
	if madeBy.MatchString(title) {
		return ""
	}
	return title
}
