package archive_test

import (
	"bytes"
	"compress/zlib"
	"fmt"
	"slices"
	"strings"
	"testing"

	"florilegium/clipper/capture/archive"
)

func xmp(title string, creators ...string) string {
	list := ""
	for _, c := range creators {
		list += "<rdf:li>" + c + "</rdf:li>"
	}
	return `<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/"><dc:title><rdf:Alt><rdf:li xml:lang="x-default">` + title +
		`</rdf:li></rdf:Alt></dc:title><dc:creator><rdf:Seq>` + list + `</rdf:Seq></dc:creator></rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>`
}

// TestDocument reads titles in every encoding that documents use.
func TestDocument(t *testing.T) {
	for name, c := range map[string]struct {
		file []byte
		want archive.Facts
	}{
		"wide":       {pdf(12, "/Title "+wideText("L’œuvre du fleuve – Река")+" /Author "+wideText("Inès Le Goff")+" /CreationDate (D:20190314101500+01'00')", ""), archive.Facts{Title: "L’œuvre du fleuve – Река", Authors: []string{"Inès Le Goff"}, Created: "2019-03-14", Pages: 12}},
		"doc":        {pdf(3, "/Title (L\x90\x9cuvre \\(tome 1\\) \\226 \xe9t\xe9) /Author (Jean Moulin; Ada Lind)", ""), archive.Facts{Title: "L’œuvre (tome 1) Œ été", Authors: []string{"Jean Moulin", "Ada Lind"}, Pages: 3}},
		"utf8":       {pdf(1, "/Title (\xef\xbb\xbfDer Fluß) /Author (Müller, Karl)", ""), archive.Facts{Title: "Der Fluß", Authors: []string{"Müller, Karl"}, Pages: 1}},
		"brackets":   {pdf(1, "/Title (Une (petite) étude\\\nsuite)", ""), archive.Facts{Title: "Une (petite) étudesuite", Pages: 1}},
		"xmp":        {pdf(2, "/Title (brouillon)", xmp("مكتبة النهر", "Karim Haddad", "Ada Lind")), archive.Facts{Title: "مكتبة النهر", Authors: []string{"Karim Haddad", "Ada Lind"}, Pages: 2}},
		"a program":  {pdf(1, "/Title (Microsoft Word - rapport_final.docx)", ""), archive.Facts{Pages: 1}},
		"nothing":    {pdf(4, "", ""), archive.Facts{Pages: 4}},
		"encrypted":  {append(pdf(4, "/Title (\x8f\x02\x93)", ""), "trailer << /Encrypt 9 0 R >>"...), archive.Facts{Pages: 4}},
		"year alone": {pdf(1, "/CreationDate (D:1998)", ""), archive.Facts{Created: "1998", Pages: 1}},
	} {
		got := archive.Document(c.file)
		got.Language = ""
		if fmt.Sprint(got) != fmt.Sprint(c.want) {
			t.Errorf("%s: %+v, want %+v", name, got, c.want)
		}
	}
	if l := archive.Document(pdf(1, "/Title (x)", "")).Language; l != "fr-FR" {
		t.Errorf("language %q", l)
	}
}

// TestPackedDocument reads what lies in packed object streams, and stops at bombs.
func TestPackedDocument(t *testing.T) {
	pack := func(plain []byte) []byte {
		var b bytes.Buffer
		z := zlib.NewWriter(&b)
		_, _ = z.Write(plain)
		_ = z.Close()
		return b.Bytes()
	}
	objects := "3 0 2 40 << /Type /Pages /Count 7 >> << /Title (Chapitre) /Parent 9 0 R >> << /Title (Le canal gelé) /Producer (Essai) >>"
	var file bytes.Buffer
	file.WriteString("%PDF-1.7\n")
	for _, plain := range [][]byte{[]byte(objects), bytes.Repeat([]byte{0}, 64<<20)} {
		packed := pack(plain)
		fmt.Fprintf(&file, "7 0 obj\n<< /Type /ObjStm /Filter /FlateDecode /Length %d >>\nstream\r\n%s\nendstream\nendobj\n", len(packed), packed)
	}
	if f := archive.Document(file.Bytes()); f.Title != "Le canal gelé" || f.Pages != 7 {
		t.Errorf("%+v", f)
	}
}

func FuzzDocument(f *testing.F) {
	f.Add(pdf(2, "/Title "+wideText("L’œuvre")+" /Author (A; B)", xmp("Река", "Ада")))
	f.Add([]byte("%PDF-1.4 /Title (((\\7 /Type /Pages /Count 99999999 stream\n<x:xmpmeta></x:xmpmeta>"))
	f.Fuzz(func(t *testing.T, data []byte) {
		facts := archive.Document(data)
		for _, s := range append([]string{facts.Title, facts.Created, facts.Language}, facts.Authors...) {
			if len(s) > 10_000 || strings.ToValidUTF8(s, "") != s || strings.ContainsAny(s, "\n\x00\x1b") {
				t.Errorf("a fact reads %q", s)
			}
		}
		if facts.Pages < 0 || slices.Contains(facts.Authors, "") {
			t.Errorf("%+v", facts)
		}
	})
}
