package archive_test

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"strings"
	"testing"
	"time"

	"florilegium/clipper"
	"florilegium/clipper/capture/archive"
)

var saved = time.Date(2024, 11, 23, 15, 20, 11, 0, time.FixedZone("", 3600))

const address = "https://gazette.example/fleuve/bac"

func withPicture(src string) []byte { return []byte(strings.Replace(page, "PICTURE", src, 1)) }

// is reads a file and expects its kind, address and date.
func is(t *testing.T, name string, data []byte, want archive.File) *archive.File {
	t.Helper()
	f, err := archive.Read(name, data)
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	if f.Kind != want.Kind || f.Address != want.Address || !f.Saved.Equal(want.Saved) {
		t.Errorf("%s is %s of %q, saved %s; want %s of %q, %s", name, f.Kind, f.Address, f.Saved, want.Kind, want.Address, want.Saved)
	}
	return f
}

func TestMHTML(t *testing.T) {
	want := archive.File{Kind: archive.MHTML, Address: address, Saved: saved}
	body := withPicture("https://gazette.example/img/bac.png")
	for name, coding := range map[string]string{"page.mhtml": "quoted-printable", "page.mht": "base64", "without an ending": "binary"} {
		file := mhtml(address, saved, piece{"text/html; charset=\"utf-8\"", coding, address, "frame-1@mhtml.blink", body},
			piece{"text/css", "quoted-printable", "cid:css-1@mhtml.blink", "", []byte("p { color: black }")},
			piece{"image/png", "base64", "https://gazette.example/img/bac.png", "", dot(80)},
			piece{"image/png", "base64", "", "bild1@word", dot(90)})
		f := is(t, name, file, want)
		if !bytes.Equal(bytes.ReplaceAll(f.Body, []byte("\r\n"), []byte("\n")), body) || !strings.HasPrefix(f.Type, "text/html") {
			t.Errorf("%s: the page reads %s: %s", name, f.Type, f.Body)
		}
		if len(f.Images) != 2 || f.Images[0].Addresses[0] != "https://gazette.example/img/bac.png" || !bytes.Equal(f.Images[0].Data, dot(80)) || f.Images[1].Addresses[0] != "cid:bild1@word" {
			t.Errorf("%s: pictures %v", name, f.Images)
		}
	}
}

// TestOtherMHTML reads the flavours of Internet Explorer and Word, a message
// nested in another, and one that was cut off.
func TestOtherMHTML(t *testing.T) {
	word := "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=\"----=_NextPart_01DB\"\r\n\r\nThis document is a Single File Web Page.\r\n\r\n" +
		"------=_NextPart_01DB\r\nContent-Location: file:///C:/A1B2/bac.htm\r\nContent-Transfer-Encoding: quoted-printable\r\nContent-Type: text/html; charset=\"windows-1252\"\r\n\r\n" +
		"<html><head><title>Le bac</title></head><body><p>=AB Il passera =BB, dit l=92=E9clusier.</p><img src=3D\"bac.fld/image001.png\"></body></html>\r\n" +
		"------=_NextPart_01DB\r\nContent-Location: file:///C:/A1B2/bac.fld/image001.png\r\nContent-Transfer-Encoding: base64\r\nContent-Type: image/png\r\n\r\n" + base64.StdEncoding.EncodeToString(dot(50)) + "\r\n------=_NextPart_01DB--\r\n"
	f := is(t, "bac.mht", []byte(word), archive.File{Kind: archive.MHTML})
	if !bytes.Contains(f.Body, []byte("\xAB Il passera \xBB, dit l\x92\xE9clusier")) || !strings.Contains(f.Type, "windows-1252") || len(f.Images) != 1 ||
		!bytes.Contains(f.Body, []byte(`<img src="cid:`+clipper.HashBytes(dot(50))+`">`)) {
		t.Errorf("Word's page is %s %q with %d pictures", f.Type, f.Body, len(f.Images))
	}

	explorer := "From: \"Saved by Internet Explorer 11\"\r\nSubject: Le bac\r\nDate: Sat, 23 Nov 2024 15:20:11 +0100\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\ttype=\"text/html\";\r\n\tboundary=\"----=_NextPart_000_0000\"\r\nX-MimeOLE: Produced By Microsoft MimeOLE\r\n\r\nThis is a multi-part message in MIME format.\r\n\r\n" +
		"------=_NextPart_000_0000\r\nContent-Type: multipart/alternative;\r\n\tboundary=\"innen\"\r\n\r\n--innen\r\nContent-Type: text/html;\r\n\tcharset=\"utf-8\"\r\nContent-Transfer-Encoding: quoted-printable\r\nContent-Location: " + address + "\r\n\r\n<p>Fluss=C3=BCberg=C3=A4nge =\r\nund =C5=93uvre=3D1 =ZZ</p>\r\n--innen--\r\n\r\n------=_NextPart_000_0000--\r\n"
	f = is(t, "bac.mht", []byte(explorer), archive.File{Kind: archive.MHTML, Address: address, Saved: saved})
	if string(f.Body) != "<p>Flussübergänge und œuvre=1 =ZZ</p>" {
		t.Errorf("the nested page reads %q", f.Body)
	}
	if f, err := archive.Read("bac.mht", []byte(explorer[:len(explorer)-60])); err != nil || !strings.Contains(string(f.Body), "Fluss") {
		t.Errorf("cut off: %v", err)
	}
}

func TestWebArchive(t *testing.T) {
	want := archive.File{Kind: archive.WebArchive, Address: address}
	body := withPicture("/img/bac.png")
	safari := webArchive(address, body, map[string][]byte{"https://gazette.example/img/bac.png": dot(70)})
	for name, file := range map[string][]byte{"binary.webarchive": bplist(safari), "xml.webarchive": []byte(xmlPlist(safari))} {
		f := is(t, name, file, want)
		if !bytes.Equal(f.Body, body) || f.Type != "text/html; charset=UTF-8" {
			t.Errorf("%s: the page is %s %q", name, f.Type, f.Body)
		}
		if len(f.Images) != 1 || f.Images[0].Addresses[0] != "https://gazette.example/img/bac.png" || !bytes.Equal(f.Images[0].Data, dot(70)) {
			t.Errorf("%s: pictures %v", name, f.Images)
		}
	}
}

// TestSavers reads the marks of the programs that save a page as one file.
func TestSavers(t *testing.T) {
	in := func(mark string) []byte {
		return bytes.Replace(withPicture("a.png"), []byte("<head>"), []byte(mark+"<head>"), 1)
	}
	for name, c := range map[string]struct {
		file []byte
		want archive.File
	}{
		"SingleFile": {in("<!--\n Page saved with SingleFile \n url: " + address + "#quai \n saved date: Sat Nov 23 2024 15:20:11 GMT+0100 (heure normale d’Europe centrale)\n-->"), archive.File{Kind: archive.SingleFile, Address: address, Saved: saved}},
		"Chromium":   {in("<!-- saved from url=(0036)" + address + " -->"), archive.File{Kind: archive.HTML, Address: address}},
		"monolith":   {append([]byte("<!-- Saved from "+address+" at 2024-11-23T14:20:11Z using monolith v2.8.1 -->"), in("")...), archive.File{Kind: archive.SingleFile, Address: address, Saved: saved}},
		"Save Page WE": {bytes.Replace(in(""), []byte("</head>"), []byte(`<meta name="savepage-url" content="`+address+`"><meta name="savepage-date" content="Sat Nov 23 2024 15:20:11 GMT+0100 (MEZ)"></head>`), 1),
			archive.File{Kind: archive.SingleFile, Address: address, Saved: saved}},
		"WebScrapBook":            {bytes.Replace(in(""), []byte("<html"), []byte(`<html data-scrapbook-source="`+address+`" data-scrapbook-create="20241123142011123"`), 1), archive.File{Kind: archive.HTML, Address: address, Saved: saved}},
		"a user in the address":   {in("<!-- saved from url=(0020)https://moi:secret@gazette.example/fleuve/bac -->"), archive.File{Kind: archive.HTML, Address: address}},
		"a script for an address": {in("<!-- saved from url=(0020)javascript:alert(1) -->"), archive.File{Kind: archive.HTML}},
		"a mark in the text":      {bytes.Replace(in(""), []byte("<article>"), []byte("<article><!-- saved from url=(0036)https://autre.example/ -->"), 1), archive.File{Kind: archive.HTML}},
	} {
		is(t, name+".html", c.file, c.want)
	}
}

// TestLift takes the pictures out of the markup, once each, and touches no text.
func TestLift(t *testing.T) {
	large := bytes.Repeat(dot(400), 12)
	data := "data:image/png;base64," + base64.StdEncoding.EncodeToString(large)
	font := "data:font/woff2;base64," + strings.Repeat("QUJD", 600)
	text := "<p>On écrit <code>src=&quot;" + data + "&quot;</code>, dit la notice.</p>"
	file := strings.Replace(string(withPicture(data)), "</article>", "<img src='"+data+"'>"+text+"</article>", 1)
	file = strings.Replace(file, "</head>", "<style>@font-face{src:url("+font+")} .a{background:url("+data+")}</style></head>", 1)
	f := is(t, "bac.html", []byte(file), archive.File{Kind: archive.HTML})
	cid := "cid:" + clipper.HashBytes(large)
	if len(f.Images) != 1 || f.Images[0].Addresses[0] != cid || !bytes.Equal(f.Images[0].Data, large) {
		t.Fatalf("%d pictures", len(f.Images))
	}
	want := strings.ReplaceAll(strings.ReplaceAll(strings.ReplaceAll(file, data, cid), font, "data:,"), "&quot;"+cid, "&quot;"+data)
	if string(f.Body) != want {
		t.Errorf("the page reads %.3000s", f.Body)
	}
}

func TestLinks(t *testing.T) {
	wide := []byte{0xff, 0xfe}
	for _, c := range "[InternetShortcut]\r\nURL=" + address + "\r\n" {
		wide = append(wide, byte(c), 0)
	}
	for name, file := range map[string][]byte{
		"bac.url":      []byte("[DEFAULT]\r\nBASEURL=https://autre.example/\r\n[InternetShortcut]\r\nURL=" + address + "\r\nIconFile=C:\\icon.ico\r\n"),
		"wide.url":     wide,
		"bac.desktop":  []byte("#!/usr/bin/env xdg-open\n[Desktop Entry]\nType=Link\nName=Le bac\nURL[$e]=" + address + "#quai\nExec=rm -rf /\n"),
		"no ending":    []byte("[InternetShortcut]\nURL=" + address),
		"bac.webloc":   []byte(xmlPlist(map[string]any{"URL": address})),
		"bin.webloc":   bplist(map[string]any{"URL": address}),
		"adresses.txt": []byte("\n" + address + "\n"),
	} {
		if f := is(t, name, file, archive.File{Kind: archive.Link}); len(f.Links) != 1 || f.Links[0] != address {
			t.Errorf("%s: %q", name, f.Links)
		}
	}
	for name, file := range map[string]string{
		"run.desktop": "[Desktop Entry]\nType=Application\nExec=rm -rf /\n", "file.url": "[InternetShortcut]\nURL=file:///etc/passwd\n",
		"js.webloc": xmlPlist(map[string]any{"URL": "javascript:alert(1)"}), "empty.html": " \n", "tool": "\x7fELF\x02\x01\x01\x00\x00\x00\x00\x00\x00\x00\x00\x00",
	} {
		if f, err := archive.Read(name, []byte(file)); clipper.CodeOf(err) != clipper.Unreadable {
			t.Errorf("%s: %+v, %v", name, f, err)
		}
	}
}

func TestKinds(t *testing.T) {
	is(t, "note.txt", []byte("Le fleuve était gelé.\n\nOn patinait."), archive.File{Kind: archive.Text})
	is(t, "", []byte("<p>Une <em>idée</em></p>"), archive.File{Kind: archive.HTML})
	is(t, "", []byte("Un PDF commence par %PDF-1.4, dit la notice."), archive.File{Kind: archive.Text})
	is(t, "rapport", pdf(1, "", ""), archive.File{Kind: archive.PDF})
	is(t, "rapport.html", append([]byte("\n"), pdf(1, "", "")...), archive.File{Kind: archive.PDF})
}

// TestHostile holds the readers to their limits.
func TestHostile(t *testing.T) {
	var parts bytes.Buffer
	parts.WriteString("MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=b\r\n\r\n")
	for i := range 100_000 {
		fmt.Fprintf(&parts, "--b\r\nContent-Type: image/gif\r\nContent-Location: http://a.example/%d\r\n\r\nGIF8\r\n", i)
	}
	deep := "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=b0\r\n\r\n"
	for i := range 500 {
		deep += fmt.Sprintf("--b%d\r\nContent-Type: multipart/related; boundary=b%d\r\n\r\n", i, i+1)
	}
	bomb := []any{}
	for range 40 {
		bomb = []any{bomb, bomb}
	}
	// A list of references to the list before it, forty times: a terabyte of nothing.
	folded := []byte("bplist00")
	var offsets []byte
	for i := range byte(40) {
		offsets = append(offsets, byte(len(folded)))
		folded = append(folded, 0xA2, i+1, i+1)
	}
	offsets = append(offsets, byte(len(folded)))
	folded = append(folded, 0x51, 'x')
	table := byte(len(folded))
	folded = append(append(folded, offsets...), 0, 0, 0, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0, 0, 0, 41, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, table)
	circle := append([]byte("bplist00"), 0xA1, 0, 8, 0, 0, 0, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 10)
	for name, file := range map[string][]byte{
		"parts.mhtml": parts.Bytes(), "deep.mhtml": []byte(deep), "folded.webarchive": folded, "circle.webarchive": circle,
		"short.webarchive": []byte("bplist00"), "nested.webarchive": []byte("<?xml version=\"1.0\"?><plist>" + strings.Repeat("<array>", 100_000)),
		"entities.webloc": []byte("<?xml version=\"1.0\"?><!DOCTYPE plist [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]><plist><dict><key>URL</key><string>&b;</string></dict></plist>"),
	} {
		if f, err := archive.Read(name, file); clipper.CodeOf(err) != clipper.Unreadable {
			t.Errorf("%s: %v, %v", name, f, err)
		}
	}
	if _, err := archive.Read("large.html", make([]byte, archive.Limit+1)); clipper.CodeOf(err) != clipper.TooLarge {
		t.Errorf("a large file: %v", err)
	}
}

// TestBeside takes the pictures of a page from the folder that a browser made for
// its parts, and nothing else from anywhere.
func TestBeside(t *testing.T) {
	asked := []string{}
	parts := archive.Beside{Folder: "Le bac_files", File: func(name string) []byte {
		if asked = append(asked, name); name == "été.png" {
			return dot(60)
		}
		return nil
	}}
	cid := "cid:" + clipper.HashBytes(dot(60))
	for from, to := range map[string]string{
		`./Le%20bac_files/%C3%A9t%C3%A9.png`: cid, `Le bac_files/été.png`: cid, `./Le&#32;bac_files/été.png`: cid, `./Le bac_files/../secret.png`: `./Le bac_files/../secret.png`,
		`https://a.example/b.png`: `https://a.example/b.png`,
	} {
		f, err := archive.ReadBeside("Le bac.html", withPicture(from), parts)
		if err != nil || string(f.Body) != string(withPicture(to)) || (to == cid) != (len(f.Images) == 1) {
			t.Errorf("%s: %d pictures, %v: %s", from, len(f.Images), err, f.Body)
		}
	}
	if strings.Join(asked, " ") == "" || strings.Contains(strings.Join(asked, " "), "https") {
		t.Errorf("asked for %q", asked)
	}
}

// TestWithoutSets leaves each picture of a page one address, and the text alone.
func TestWithoutSets(t *testing.T) {
	in := `<p>On écrit &lt;img srcset="a"&gt;</p><img src="a.png" srcset="b.png 2x"><source SRCSET = 'c'><p title=" srcset=x">`
	want := `<p>On écrit &lt;img srcset="a"&gt;</p><img src="a.png" data-saved-set="b.png 2x"><source data-saved-set= 'c'><p title=" srcset=x">`
	if got := archive.WithoutSets(in); got != want {
		t.Errorf("%s", got)
	}
}

// TestSingleFileVariables finds the pictures that SingleFile keeps in its style
// sheet because the page shows them twice.
func TestSingleFileVariables(t *testing.T) {
	large := bytes.Repeat(dot(200), 12)
	img := `<img src="data:image/svg+xml,<svg xmlns=&quot;http://www.w3.org/2000/svg&quot; width=&quot;400&quot; height=&quot;40&quot;></svg>" alt="Le bac" style="background-image:var(--sf-img-2)!important">`
	file := `<html><head><style>:root{--sf-img-2: url("data:image/png;base64,` + base64.StdEncoding.EncodeToString(large) + `")}</style></head><body>` + img + `<p>Texte</p>` + img
	f := is(t, "a.html", []byte(file), archive.File{Kind: archive.HTML})
	if cid := "cid:" + clipper.HashBytes(large); len(f.Images) != 1 || strings.Count(string(f.Body), `<img src="`+cid+`" alt="Le bac"`) != 2 {
		t.Errorf("%d pictures: %s", len(f.Images), f.Body)
	}
}
