package archive

import (
	"bytes"
	"encoding/xml"
	"io"
)

func isXMLPlist(head []byte) bool {
	return bytes.HasPrefix(head, []byte("<plist")) || (bytes.HasPrefix(head, []byte("<?xml")) || bytes.HasPrefix(head, []byte("<!DOCTYPE plist"))) && bytes.Contains(head, []byte("<plist"))
}

// xmlPlist reads a property list in XML. Entities of its own are an error, so that
// none can unfold.
type xmlPlist struct {
	*xml.Decoder
	seen int
}

// parseXMLPlist gives what parseBinaryPlist gives.
func parseXMLPlist(data []byte) (any, error) {
	p := &xmlPlist{Decoder: xml.NewDecoder(bytes.NewReader(data))}
	p.CharsetReader = func(_ string, r io.Reader) (io.Reader, error) { return r, nil }
	for {
		e, err := p.element()
		if err != nil || e == nil {
			return nil, errPlist
		}
		if e.Name.Local != "plist" {
			return p.value(*e, 0)
		}
	}
}

// element is the next start of an element, nil at the end of the one at hand.
func (p *xmlPlist) element() (*xml.StartElement, error) {
	for {
		t, err := p.Token()
		if err != nil {
			return nil, err
		}
		switch e := t.(type) {
		case xml.StartElement:
			return &e, nil
		case xml.EndElement:
			return nil, nil
		}
	}
}

func (p *xmlPlist) value(e xml.StartElement, depth int) (any, error) {
	if p.seen++; p.seen > maxObjects || depth > maxPlistDeep {
		return nil, errPlist
	}
	switch e.Name.Local {
	case "dict":
		return p.dict(depth)
	case "array":
		return p.list(depth)
	case "string", "key", "data":
		s, err := p.characters()
		if e.Name.Local == "data" {
			return decodeBase64([]byte(s)), err
		}
		return s, err
	}
	return nil, p.Skip()
}

func (p *xmlPlist) list(depth int) (any, error) {
	var out []any
	for {
		e, err := p.element()
		if e == nil || err != nil {
			return out, err
		}
		v, err := p.value(*e, depth+1)
		if err != nil {
			return nil, err
		}
		out = append(out, v)
	}
}

func (p *xmlPlist) dict(depth int) (any, error) {
	out := map[string]any{}
	key := ""
	for {
		e, err := p.element()
		if e == nil || err != nil {
			return out, err
		}
		v, err := p.value(*e, depth+1)
		if err != nil {
			return nil, err
		}
		if e.Name.Local == "key" {
			key = text(v)
			continue
		}
		out[key] = v
	}
}

// characters is the text up to the end of the element at hand.
func (p *xmlPlist) characters() (string, error) {
	var b bytes.Buffer
	for {
		t, err := p.Token()
		if err != nil {
			return "", err
		}
		switch e := t.(type) {
		case xml.CharData:
			b.Write(e)
		case xml.EndElement:
			return b.String(), nil
		case xml.StartElement:
			return "", errPlist
		}
	}
}
