package archive_test

import (
	"bytes"
	"encoding/base64"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"

	"florilegium/clipper"
	"florilegium/clipper/capture/archive"
)

// FuzzRead holds every file to the promises: a File or an error in words; no more
// bytes than came; addresses of the web, without users.
func FuzzRead(f *testing.F) {
	picture := "data:image/png;base64," + base64.StdEncoding.EncodeToString(bytes.Repeat(dot(60), 12))
	f.Add("a.mhtml", mhtml(address, saved, piece{"text/html", "quoted-printable", address, "a@b", withPicture("cid:c")}, piece{"image/png", "base64", "", "c", dot(50)}))
	f.Add("a.webarchive", bplist(webArchive(address, withPicture("/a.png"), map[string][]byte{"https://gazette.example/a.png": dot(50)})))
	f.Add("b.webarchive", []byte(xmlPlist(webArchive(address, withPicture("/a.png"), nil))))
	f.Add("a.html", append([]byte("<html><!--\n Page saved with SingleFile \n url: "+address+" \n saved date: Sat Nov 23 2024 15:20:11 GMT+0100 (x)\n-->"), withPicture(picture)...))
	f.Add("a.url", []byte("[InternetShortcut]\nURL="+address))
	f.Add("a.desktop", []byte("[Desktop Entry]\nType=Link\nURL="+address))
	f.Add("a.webloc", bplist(map[string]any{"URL": address}))
	f.Add("a.txt", []byte("https://a.example/b\nhttps://c.example/d"))
	f.Fuzz(func(t *testing.T, name string, data []byte) {
		got, err := archive.Read(name, data)
		if err != nil {
			if e, ok := err.(*clipper.Error); !ok || e.Hint == "" || got != nil {
				t.Errorf("%v has no way out", err)
			}
			return
		}
		size := len(got.Body)
		for _, i := range got.Images {
			size += len(i.Data)
		}
		if tags := bytes.Count(data, []byte("<")); size > len(data)+72*tags { // a cid: URL may be longer than what it stands for
			t.Errorf("%d bytes became %d", len(data), size)
		}
		for _, a := range append([]string{got.Address}, got.Links...) {
			if a != "" && !strings.Contains(strings.ToLower(a), "http") && !clipper.LooksLikeAddress(a) {
				t.Errorf("the address is %q", a)
			}
		}
		if got.Saved.Location() != time.UTC {
			t.Errorf("saved %s", got.Saved)
		}
		if (got.Kind == archive.HTML || got.Kind == archive.SingleFile) && !bytes.Contains(data, []byte(";base64,")) && !bytes.Equal(got.Body, data) {
			t.Error("the page is not what was in the file")
		}
		if (got.Kind == archive.HTML || got.Kind == archive.SingleFile) && !slices.Equal(words(got.Body), words(data)) {
			t.Errorf("the words %q became %q", words(data), words(got.Body))
		}
	})
}

// words are the texts of a page, style sheets aside.
func words(page []byte) []string {
	var out []string
	style := false
	z := html.NewTokenizer(bytes.NewReader(page))
	for z.Next() != html.ErrorToken {
		switch t := z.Token(); t.Type {
		case html.TextToken:
			if !style {
				out = append(out, t.Data)
			}
		case html.StartTagToken, html.SelfClosingTagToken, html.EndTagToken:
			style = t.Type == html.StartTagToken && t.Data == "style"
		}
	}
	return out
}
