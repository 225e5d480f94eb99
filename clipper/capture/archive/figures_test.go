package archive_test

import (
	"bytes"
	"strings"
	"testing"

	"florilegium/clipper/bench"
	"florilegium/clipper/capture/archive"
)

// TestFiguresFiles measures the files that are made to keep a reader busy, and a
// page with its pictures as SingleFile writes it. All have 16 MB.
func TestFiguresFiles(t *testing.T) {
	bench.Need(t)
	const size = 16 << 20
	of := func(head, piece string) []byte {
		return append([]byte(head), strings.Repeat(piece, size/len(piece))...)
	}
	message := "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=b\r\n\r\n--b\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
	worst := 0.0
	for name, file := range map[string][]byte{
		"a.pdf": of("%PDF-1.4\n", "/Type /Pages /Title ("), "b.pdf": of("%PDF-1.4\n", "obj /FlateDecode/ObjStm stream\nxx"), "c.pdf": of("%PDF-1.4\n", "<x:xmpmeta ></x:xmpmeta>"),
		"d.pdf": of("%PDF-1.4\n", "/Type   "), "a.html": append(of("<html>", "<img src='data:x"), ";base64,"...), "a.mht": of(message, "=\r\n"),
		"b.mht": of(message, "\r\n--b\r\n\r\n"), "a.webarchive": of("<?xml version=\"1.0\"?><plist>", "<array>"),
	} {
		worst = max(worst, bench.CPU(3, 1, func() {
			if f, err := archive.Read(name, file); err == nil && f.Kind == archive.PDF {
				archive.Document(f.Body)
			}
		}))
	}
	bench.Max(t, "capture", "a file of 16 MB made to keep a reader busy, the worst of eight", worst, "ms", 1500)

	single := []byte("<html><head></head><body>" + strings.Repeat("<p>Texte</p><img src=\"data:image/png;base64,"+strings.Repeat("iVBORw0K", 16<<10)+"\">", size/(128<<10)))
	cpu := bench.CPU(5, 1, func() {
		if f, err := archive.Read("a.html", single); err != nil || len(f.Body) > 1<<20 || !bytes.Contains(f.Body, []byte("cid:")) {
			t.Fatal(err)
		}
	})
	bench.Max(t, "capture", "pictures taken out of a SingleFile of 16 MB", cpu, "ms", 300)
}
