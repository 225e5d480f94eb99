package archive

import (
	"encoding/binary"
	"errors"
	"mime"
	"strings"
	"unicode/utf16"

	"florilegium/clipper"
)

// readPlist reads a property list: Safari's webarchive, or a .webloc link file.
func readPlist(data []byte) (*File, error) {
	var v any
	var err error
	if strings.HasPrefix(string(data[:min(len(data), 8)]), "bplist") {
		v, err = parseBinaryPlist(data)
	} else {
		v, err = parseXMLPlist(data)
	}
	if err != nil {
		return nil, clipper.Errorf(clipper.Unreadable, err, hintKinds, "the web archive is damaged")
	}
	top, _ := v.(map[string]any)
	if link := web(text(top["URL"])); link != "" {
		return &File{Kind: Link, Links: []string{link}}, nil
	}
	return fromWebArchive(top)
}

// fromWebArchive reads the dictionaries that WebKit writes.
func fromWebArchive(top map[string]any) (*File, error) {
	main, _ := top["WebMainResource"].(map[string]any)
	body, _ := main["WebResourceData"].([]byte)
	if len(body) == 0 {
		return nil, clipper.Errorf(clipper.Unreadable, nil, hintKinds, "the web archive holds no page")
	}
	f := &File{Kind: WebArchive, Body: body, Type: text(main["WebResourceMIMEType"]), Address: web(text(main["WebResourceURL"]))}
	if charset := text(main["WebResourceTextEncodingName"]); charset != "" {
		f.Type = or(mime.FormatMediaType(f.Type, map[string]string{"charset": charset}), f.Type)
	}
	resources, _ := top["WebSubresources"].([]any)
	for _, r := range resources[:min(len(resources), maxParts)] {
		d, _ := r.(map[string]any)
		data, _ := d["WebResourceData"].([]byte)
		kind := text(d["WebResourceMIMEType"])
		if strings.HasPrefix(kind, "image/") && len(data) > 0 {
			f.Images = append(f.Images, Image{Addresses: []string{text(d["WebResourceURL"])}, Type: kind, Data: data})
		}
	}
	return f, nil
}

func text(v any) string {
	s, _ := v.(string)
	return s
}

var errPlist = errors.New("not a property list")

// The limits of a property list: objects that are looked at, since references may
// make a few bytes mean any number of them, and how deep they stand.
const (
	maxObjects   = 200_000
	maxPlistDeep = 24
)

// binaryPlist reads Apple's bplist00: objects, a table of their offsets, and a
// trailer of 32 bytes.
type binaryPlist struct {
	data       []byte
	table      int // where the offsets begin
	objects    int
	offsetSize int
	refSize    int
	seen       int
}

// parseBinaryPlist gives strings, []byte, []any, map[string]any, and nil for every
// other kind of object.
func parseBinaryPlist(data []byte) (any, error) {
	if len(data) < 8+32 || string(data[:8]) != "bplist00" {
		return nil, errPlist
	}
	t := data[len(data)-32:]
	count, top, table := binary.BigEndian.Uint64(t[8:]), binary.BigEndian.Uint64(t[16:]), binary.BigEndian.Uint64(t[24:])
	p := &binaryPlist{data: data[:len(data)-32], offsetSize: int(t[6]), refSize: int(t[7])}
	size := uint64(len(p.data))
	if p.offsetSize < 1 || p.offsetSize > 8 || p.refSize < 1 || p.refSize > 8 || table > size || count > size || top >= count ||
		count*uint64(p.offsetSize) > size-table {
		return nil, errPlist
	}
	p.table, p.objects = int(table), int(count)
	return p.object(int(top), 0)
}

// number is the unsigned integer of size bytes at a place.
func (p *binaryPlist) number(at, size int) (int, error) {
	if at < 0 || size < 1 || size > 8 || at > len(p.data)-size {
		return 0, errPlist
	}
	var n uint64
	for _, b := range p.data[at : at+size] {
		n = n<<8 | uint64(b)
	}
	if n > uint64(len(p.data)) {
		return 0, errPlist
	}
	return int(n), nil
}

func (p *binaryPlist) object(ref, depth int) (any, error) {
	if p.seen++; p.seen > maxObjects || depth > maxPlistDeep || ref < 0 || ref >= p.objects {
		return nil, errPlist
	}
	at, err := p.number(p.table+ref*p.offsetSize, p.offsetSize)
	if err != nil || at >= len(p.data) {
		return nil, errPlist
	}
	kind := p.data[at] >> 4
	if kind < 4 || kind == 8 { // numbers, dates and the like
		return nil, nil
	}
	n, at, err := p.length(at)
	if err != nil {
		return nil, err
	}
	switch kind {
	case 4, 5:
		raw, err := p.bytes(at, n)
		if kind == 4 || err != nil {
			return raw, err
		}
		return string(raw), nil
	case 6:
		return p.wide(at, n)
	case 10, 12:
		return p.list(at, n, depth)
	case 13:
		return p.dict(at, n, depth)
	}
	return nil, errPlist
}

// length reads how long an object is, and where its content begins.
func (p *binaryPlist) length(at int) (n, content int, err error) {
	if n = int(p.data[at] & 15); n < 15 {
		return n, at + 1, nil
	}
	if at+1 >= len(p.data) || p.data[at+1]>>4 != 1 || p.data[at+1]&15 > 3 {
		return 0, 0, errPlist
	}
	size := 1 << (p.data[at+1] & 15)
	n, err = p.number(at+2, size)
	return n, at + 2 + size, err
}

func (p *binaryPlist) bytes(at, n int) ([]byte, error) {
	if n < 0 || at > len(p.data) || n > len(p.data)-at {
		return nil, errPlist
	}
	return p.data[at : at+n], nil
}

// wide is a string of n units of UTF-16, big end first.
func (p *binaryPlist) wide(at, n int) (any, error) {
	raw, err := p.bytes(at, 2*n)
	if err != nil {
		return nil, err
	}
	units := make([]uint16, n)
	for i := range units {
		units[i] = binary.BigEndian.Uint16(raw[2*i:])
	}
	return string(utf16.Decode(units)), nil
}

func (p *binaryPlist) list(at, n, depth int) (any, error) {
	if _, err := p.bytes(at, n*p.refSize); err != nil {
		return nil, err
	}
	var out []any
	for i := range n {
		v, err := p.reference(at+i*p.refSize, depth)
		if err != nil {
			return nil, err
		}
		out = append(out, v)
	}
	return out, nil
}

func (p *binaryPlist) dict(at, n, depth int) (any, error) {
	if _, err := p.bytes(at, 2*n*p.refSize); err != nil {
		return nil, err
	}
	out := make(map[string]any, min(n, 64))
	for i := range n {
		key, err := p.reference(at+i*p.refSize, depth)
		if err != nil {
			return nil, err
		}
		if out[text(key)], err = p.reference(at+(n+i)*p.refSize, depth); err != nil {
			return nil, err
		}
	}
	return out, nil
}

func (p *binaryPlist) reference(at, depth int) (any, error) {
	ref, err := p.number(at, p.refSize)
	if err != nil {
		return nil, err
	}
	return p.object(ref, depth+1)
}
