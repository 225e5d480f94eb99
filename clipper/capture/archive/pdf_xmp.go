package archive

import (
	"bytes"
	"encoding/xml"
)

// packet is the XMP packet of the document; pictures inside may have their own.
func (d *document) packet() (found []byte) {
	for _, body := range d.bodies {
		for n := 0; n < 50; n++ {
			at := bytes.Index(body, []byte("<x:xmpmeta"))
			if at < 0 {
				break
			}
			body = body[at:]
			end := bytes.Index(body, []byte("</x:xmpmeta>"))
			if end < 0 || end > maxUnpacked {
				break
			}
			end += len("</x:xmpmeta>")
			if bytes.Contains(body[:end], []byte("http://ns.adobe.com/pdf/1.3/")) {
				return body[:end]
			}
			if found == nil {
				found = body[:end]
			}
			body = body[end:]
		}
	}
	return found
}

// packet reads what an XMP packet says in Dublin Core, which goes before the
// dictionary.
func (f *Facts) packet(packet []byte) {
	dec := xml.NewDecoder(bytes.NewReader(packet))
	dec.Strict = false
	var within string
	found := map[string][]string{}
	for tokens := 0; tokens < 20_000; tokens++ {
		t, err := dec.Token()
		if err != nil {
			break
		}
		switch e := t.(type) {
		case xml.StartElement:
			if dublinCore(e.Name) != "" {
				within = dublinCore(e.Name)
			}
		case xml.EndElement:
			if dublinCore(e.Name) == within {
				within = ""
			}
		case xml.CharData:
			if s := clean(string(e)); within != "" && s != "" && len(s) <= maxValue && len(found[within]) < 100 {
				found[within] = append(found[within], s)
			}
		}
	}
	f.take(found)
}

const dc = "http://purl.org/dc/elements/1.1/"

func dublinCore(n xml.Name) string {
	if n.Space != dc {
		return ""
	}
	switch n.Local {
	case "title", "creator", "date", "language":
		return n.Local
	}
	return ""
}

func (f *Facts) take(found map[string][]string) {
	if t := found["title"]; len(t) > 0 {
		f.Title = or(speaking(t[0]), f.Title)
	}
	if names := found["creator"]; len(names) == 1 {
		f.Authors = people(names[0])
	} else if len(names) > 1 {
		f.Authors = names
	}
	if d := found["date"]; len(d) > 0 && len(d[0]) >= 4 {
		f.Created = d[0]
	}
	if l := found["language"]; len(l) > 0 && len(l[0]) <= 20 {
		f.Language = l[0]
	}
}
