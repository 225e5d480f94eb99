package archive_test

import (
	"bytes"
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"mime/quotedprintable"
	"sort"
	"strings"
	"time"
	"unicode/utf16"
)

// The writers of these tests make the files that browsers and savers make, from
// what is known of their formats.

const page = `<!DOCTYPE html><html lang="fr"><head><meta charset="utf-8"><title>Le bac de Saint-Aubin</title></head><body>
<article><h1>Le bac de Saint-Aubin</h1><p>« Il passera encore une fois », dit l’éclusier ; personne ne le croit : l’œuvre du fleuve est patiente.</p>
<img src="PICTURE" alt="Le bac à quai"></article></body></html>`

// dot is a small picture.
func dot(width int) []byte {
	m := image.NewGray(image.Rect(0, 0, width, 40))
	for i := range m.Pix {
		m.Pix[i] = byte(i)
	}
	m.Set(0, 0, color.White)
	var b bytes.Buffer
	if err := png.Encode(&b, m); err != nil {
		panic(err)
	}
	return b.Bytes()
}

// piece is a part of a MHTML file.
type piece struct {
	kind, coding, location, id string
	data                       []byte
}

// mhtml writes a message as Chromium does.
func mhtml(address string, saved time.Time, parts ...piece) []byte {
	const boundary = "----MultipartBoundary--Zk3vFqU9rT----"
	var b bytes.Buffer
	fmt.Fprintf(&b, "From: <Saved by Blink>\r\nSnapshot-Content-Location: %s\r\nSubject: =?utf-8?Q?Le=20bac?=\r\nDate: %s\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\ttype=\"text/html\";\r\n\tboundary=\"%s\"\r\n\r\n\r\n",
		address, saved.Format("Mon, 2 Jan 2006 15:04:05 -0700"), boundary)
	for _, p := range parts {
		fmt.Fprintf(&b, "--%s\r\n", boundary)
		p.write(&b)
	}
	fmt.Fprintf(&b, "--%s--\r\n", boundary)
	return b.Bytes()
}

func (p piece) write(b *bytes.Buffer) {
	fmt.Fprintf(b, "Content-Type: %s\r\n", p.kind)
	for key, value := range map[string]string{"Content-Transfer-Encoding": p.coding, "Content-Location": p.location} {
		if value != "" {
			fmt.Fprintf(b, "%s: %s\r\n", key, value)
		}
	}
	if p.id != "" {
		fmt.Fprintf(b, "Content-ID: <%s>\r\n", p.id)
	}
	b.WriteString("\r\n")
	switch p.coding {
	case "base64":
		text := base64.StdEncoding.EncodeToString(p.data)
		for len(text) > 76 {
			b.WriteString(text[:76] + "\r\n")
			text = text[76:]
		}
		b.WriteString(text)
	case "quoted-printable":
		w := quotedprintable.NewWriter(b)
		_, _ = w.Write(p.data)
		_ = w.Close()
	default:
		b.Write(p.data)
	}
	b.WriteString("\r\n")
}

// bplist writes a binary property list of strings, bytes, lists and dictionaries.
func bplist(v any) []byte {
	w := &plistWriter{}
	top := w.add(v)
	out := []byte("bplist00")
	offsets := make([]int, len(w.objects))
	for i, o := range w.objects {
		offsets[i] = len(out)
		out = append(out, o...)
	}
	table := len(out)
	for _, o := range offsets {
		out = binary.BigEndian.AppendUint32(out, uint32(o))
	}
	out = append(out, 0, 0, 0, 0, 0, 0, 4, 2)
	for _, n := range []int{len(w.objects), top, table} {
		out = binary.BigEndian.AppendUint64(out, uint64(n))
	}
	return out
}

type plistWriter struct{ objects [][]byte }

func (w *plistWriter) add(v any) int {
	at := len(w.objects)
	w.objects = append(w.objects, nil)
	var o []byte
	switch x := v.(type) {
	case string:
		units := utf16.Encode([]rune(x))
		if len(units) == len(x) {
			o = append(head(0x50, len(x)), x...)
			break
		}
		o = head(0x60, len(units))
		for _, u := range units {
			o = binary.BigEndian.AppendUint16(o, u)
		}
	case []byte:
		o = append(head(0x40, len(x)), x...)
	case int:
		o = []byte{0x10, byte(x)}
	case []any:
		o = head(0xA0, len(x))
		for _, e := range x {
			o = binary.BigEndian.AppendUint16(o, uint16(w.add(e)))
		}
	case map[string]any:
		keys := make([]string, 0, len(x))
		for k := range x {
			keys = append(keys, k)
		}
		sort.Strings(keys)
		o = head(0xD0, len(x))
		for _, k := range keys {
			o = binary.BigEndian.AppendUint16(o, uint16(w.add(k)))
		}
		for _, k := range keys {
			o = binary.BigEndian.AppendUint16(o, uint16(w.add(x[k])))
		}
	}
	w.objects[at] = o
	return at
}

func head(kind byte, n int) []byte {
	if n < 15 {
		return []byte{kind | byte(n)}
	}
	return binary.BigEndian.AppendUint32([]byte{kind | 15, 0x12}, uint32(n))
}

// webArchive is what Safari puts into its file.
func webArchive(address string, body []byte, images map[string][]byte) map[string]any {
	var resources []any
	for location, data := range images {
		resources = append(resources, map[string]any{"WebResourceData": data, "WebResourceMIMEType": "image/png", "WebResourceURL": location, "WebResourceResponse": []byte("bplist00")})
	}
	return map[string]any{
		"WebMainResource": map[string]any{
			"WebResourceData": body, "WebResourceMIMEType": "text/html", "WebResourceTextEncodingName": "UTF-8",
			"WebResourceURL": address, "WebResourceFrameName": "",
		},
		"WebSubresources": resources,
	}
}

// xmlPlist writes the same as text.
func xmlPlist(v any) string {
	var b strings.Builder
	b.WriteString("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE plist PUBLIC \"-//Apple//DTD PLIST 1.0//EN\" \"http://www.apple.com/DTDs/PropertyList-1.0.dtd\">\n<plist version=\"1.0\">\n")
	writeXML(&b, v)
	b.WriteString("</plist>\n")
	return b.String()
}

func writeXML(b *strings.Builder, v any) {
	switch x := v.(type) {
	case string:
		b.WriteString("<string>" + strings.NewReplacer("&", "&amp;", "<", "&lt;").Replace(x) + "</string>\n")
	case []byte:
		b.WriteString("<data>\n\t" + base64.StdEncoding.EncodeToString(x) + "\n</data>\n")
	case []any:
		b.WriteString("<array>\n")
		for _, e := range x {
			writeXML(b, e)
		}
		b.WriteString("</array>\n")
	case map[string]any:
		b.WriteString("<dict>\n")
		for k, e := range x {
			b.WriteString("<key>" + k + "</key>")
			writeXML(b, e)
		}
		b.WriteString("</dict>\n")
	}
}

// pdf writes a document of so many pages. info and xmp may be empty.
func pdf(pages int, info, xmp string) []byte {
	var b bytes.Buffer
	b.WriteString("%PDF-1.5\n%\xe2\xe3\xcf\xd3\n")
	kids := ""
	for i := range pages {
		kids += fmt.Sprintf("%d 0 R ", 10+i)
	}
	fmt.Fprintf(&b, "1 0 obj\n<< /Type /Catalog /Pages 2 0 R /Lang (fr-FR) /Outlines 4 0 R >>\nendobj\n2 0 obj\n<< /Type /Pages /Kids [%s] /Count %d >>\nendobj\n", kids, pages)
	b.WriteString("4 0 obj\n<< /Type /Outlines /First 5 0 R >>\nendobj\n5 0 obj\n<< /Title (Chapitre premier) /Parent 4 0 R >>\nendobj\n")
	for i := range pages {
		fmt.Fprintf(&b, "%d 0 obj\n<< /Type /Page /Parent 2 0 R >>\nendobj\n", 10+i)
	}
	if xmp != "" {
		fmt.Fprintf(&b, "6 0 obj\n<< /Type /Metadata /Subtype /XML /Length %d >>\nstream\n%s\nendstream\nendobj\n", len(xmp), xmp)
	}
	if info != "" {
		fmt.Fprintf(&b, "3 0 obj\n<< %s /Producer (Essai) >>\nendobj\ntrailer\n<< /Root 1 0 R /Info 3 0 R >>\n", info)
	}
	b.WriteString("startxref\n0\n%%EOF\n")
	return b.Bytes()
}

// wideText is a text string of a document in UTF-16, as a hexadecimal string.
func wideText(s string) string {
	out := "<FEFF"
	for _, u := range utf16.Encode([]rune(s)) {
		out += fmt.Sprintf("%04X", u)
	}
	return out + ">"
}
