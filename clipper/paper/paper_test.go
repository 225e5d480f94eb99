package paper

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"net/url"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/net/html"
)

var writers = map[string]func(io.Writer, Text) error{"docx": WriteDOCX, "odt": WriteODT, "html": WriteHTML}

func written(t testing.TB, format string, text Text) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := writers[format](&b, text); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// parts are the parts of a ZIP file by name, in their order.
func parts(t testing.TB, file []byte) (names []string, content map[string]string) {
	t.Helper()
	r, err := zip.NewReader(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		t.Fatal(err)
	}
	content = map[string]string{}
	for _, f := range r.File {
		in, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		data, err := io.ReadAll(in)
		if err != nil {
			t.Fatal(err)
		}
		names, content[f.Name] = append(names, f.Name), string(data)
	}
	return names, content
}

// wellFormed reads XML to its end.
func wellFormed(data string) error {
	d := xml.NewDecoder(strings.NewReader(data))
	for {
		_, err := d.Token()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
	}
}

func TestSameBytes(t *testing.T) {
	for format := range writers {
		if !bytes.Equal(written(t, format, sample()), written(t, format, sample())) {
			t.Errorf("%s: the same text gave other bytes", format)
		}
	}
}

func TestWellFormed(t *testing.T) {
	for _, endnotes := range []bool{false, true} {
		for _, format := range []string{"docx", "odt"} {
			text := sample()
			text.Endnotes = endnotes
			text.Title, text.Author = hostile, hostile
			_, content := parts(t, written(t, format, text))
			for name, data := range content {
				if name == "mimetype" {
					continue
				}
				if err := wellFormed(data); err != nil {
					t.Errorf("%s: %s: %v", format, name, err)
				}
				if strings.Contains(data, "<script") || strings.Contains(data, "javascript") || strings.ContainsAny(data, "\x00\x1b\u202e\u2066") {
					t.Errorf("%s: %s lets the title through", format, name)
				}
			}
		}
	}
}

// Readers of OpenDocument find the type at its place in the file (part 2, 3.3).
func TestTypeComesFirst(t *testing.T) {
	file := written(t, "odt", sample())
	if got := string(file[30:38]) + string(file[38:38+len(odtType)]); got != "mimetype"+odtType {
		t.Errorf("the file begins with %q", got)
	}
	names, _ := parts(t, written(t, "docx", sample()))
	if names[0] != "[Content_Types].xml" {
		t.Errorf("DOCX begins with %s", names[0])
	}
}

// TestRelations: what a part of a DOCX refers to is there.
func TestRelations(t *testing.T) {
	_, content := parts(t, written(t, "docx", sample()))
	for part, wants := range map[string][]string{
		"document": {`r:id="link1"`, `r:id="footer"`}, "footnotes": {`r:id="link1"`},
	} {
		data, rels := content["word/"+part+".xml"], content["word/_rels/"+part+".xml.rels"]
		for _, want := range wants {
			id := strings.TrimPrefix(want, "r:id=")
			if !strings.Contains(data, want) || !strings.Contains(rels, "Id="+id) {
				t.Errorf("%s: %s is not on both sides", part, want)
			}
		}
	}
	if !strings.Contains(content["word/_rels/document.xml.rels"], "https://courrier.example/a?b=1&amp;c=2") {
		t.Error("the link of the details is lost")
	}
	if strings.Count(content["word/document.xml"], "<w:footnoteReference ") != strings.Count(content["word/footnotes.xml"], "<w:footnoteRef/>") {
		t.Error("notes and their calls differ in number")
	}
}

// TestPage reads the page as a browser does.
func TestPage(t *testing.T) {
	page := written(t, "html", sample())
	root, err := html.Parse(bytes.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	ids, seen, links := map[string]bool{}, map[string]int{}, []string{}
	for n := range root.Descendants() {
		seen[n.Data]++
		for _, a := range n.Attr {
			switch {
			case a.Key == "id":
				ids[a.Val] = true
			case a.Key == "href":
				links = append(links, a.Val)
			case a.Key == "src" || a.Key == "style" || strings.HasPrefix(a.Key, "on"):
				t.Errorf("%s has the attribute %s", n.Data, a.Key)
			}
		}
	}
	if seen["script"]+seen["img"]+seen["link"]+seen["iframe"]+seen["base"] > 0 {
		t.Error("the page loads or runs something")
	}
	for _, link := range links {
		if id, ok := strings.CutPrefix(link, "#"); ok && !ids[id] {
			t.Errorf("%s leads nowhere", link)
		} else if !ok && !strings.HasPrefix(link, "https://") {
			t.Errorf("a link leads to %s", link)
		}
	}
	for element, want := range map[string]int{"blockquote": 4, "h1": 1, "h2": 3, "h3": 1, "h6": 1} {
		if seen[element] != want {
			t.Errorf("%d elements %s, not %d", seen[element], element, want)
		}
	}
	for _, want := range []string{`<blockquote cite="https://woche.example/1">`, `lang="ar" dir="rtl"`, `class="Z3988"`, `href="#note5"`, `href="#call5"`, `href="#entry-dupont2024"`, `<em>` + `jeden Tag`} {
		if !bytes.Contains(page, []byte(want)) {
			t.Errorf("the page lacks %s", want)
		}
	}
}

func TestSafeLink(t *testing.T) {
	for address, want := range map[string]string{
		"https://example.org/a?b=c#d": "https://example.org/a?b=c#d", "HTTP://example.org": "HTTP://example.org", "mailto:a@b.example": "mailto:a@b.example",
		"javascript:alert(1)": "", "java\tscript:alert(1)": "", " javascript:x": "", "data:text/html,x": "", "file:///etc/passwd": "", "//example.org": "", "https:": "", "": "",
		"https://example.org/\u202e": "", "https://example.org/\x00": "",
		"https://site.example/é{}": "https://site.example/%C3%A9%7B%7D", "https://例え.example/記事?q=é|x[1]#a^b": "https://xn--r8jz45g.example/%E8%A8%98%E4%BA%8B?q=%C3%A9%7Cx%5B1%5D#a%5Eb",
		"https://example.org:8080/100%": "https://example.org:8080/100%25", "https://example.org/a%20b%zz": "https://example.org/a%20b%25zz", "http://[2001:db8::1]:80/x": "http://[2001:db8::1]:80/x",
		"https://exa mple.org/": "", "https://a\"b.example/": "", "https:///x": "", "mailto:a b@c.example?subject=é": "mailto:a%20b@c.example?subject=%C3%A9",
	} {
		if got := safeLink(address); got != want {
			t.Errorf("safeLink(%q) = %q, not %q", address, got, want)
		}
	}
}

func TestClean(t *testing.T) {
	for text, want := range map[string]string{
		"«\u00a0l’eau\u202f;\u00a0»": "«\u00a0l’eau\u202f;\u00a0»", "a\r\nb\rc\td": "a\nb\nc\td", "a\x00\x1b[2Jb\u0085": "a[2Jb\n", "a\xed\xa0\x80b": "a\ufffdb",
		"\ufffe\uffff\ufdd0x": "x", "a \u202eevil": "a evil", "a \u202eevil\u202c b": "a evil b", "\u2067سلام\u2069!": "\u2067سلام\u2069!", "x\u2069y\u202c": "xy",
		"\u202bسلام\n\u202cx": "سلام\nx", "می\u200cخواهم": "می\u200cخواهم", "\u2067a\u202eb\u2069": "ab",
	} {
		got := clean(text)
		if got != want {
			t.Errorf("clean(%q) = %q, not %q", text, got, want)
		}
		if clean(got) != got {
			t.Errorf("clean(%q) is not clean", text)
		}
	}
}

func TestGoesLeft(t *testing.T) {
	for _, c := range []struct {
		text, lang string
		want       bool
	}{
		{"المدينة", "ar", true}, {"Le Monde كتب", "ar", true}, {"Paris, 2021", "ar", false}, {"المدينة", "fr", true}, {"« المدينة » dit-il", "fr", false},
		{"1950 ؟", "ar", true}, {"1950", "", false}, {"", "he", true}, {"שלום", "", true}, {"水", "zh", false},
	} {
		if got := goesLeft(c.text, tongueOf(c.lang)); got != c.want {
			t.Errorf("goesLeft(%q, %q) = %v", c.text, c.lang, got)
		}
	}
}

// TestDirected: what stands behind foreign words keeps the direction of the
// paragraph, and nothing but the marks is added.
func TestDirected(t *testing.T) {
	for _, c := range []struct {
		text      string
		left, own bool
		want      string
	}{
		{"12 septembre 2024", false, false, "12 septembre 2024"},
		{"أحمد علي, 1er juin", false, false, "أحمد علي\u200e, 1er juin"},
		{"كتب Le Monde، 2021", true, true, "كتب Le Monde\u200f، 2021"},
		{"في عام 1950.", false, true, "\u200fفي عام 1950.\u200f"},
	} {
		if got := directed(c.text, c.left, c.own); got != c.want {
			t.Errorf("directed(%q) = %q, not %q", c.text, got, c.want)
		}
	}
}

// FuzzLink: what leads somewhere is a URI in ASCII, of a kind that runs nothing.
func FuzzLink(f *testing.F) {
	for _, s := range []string{"https://例え.example/記事?q=é|x[1]#a^b", "mailto:a b@c.example", "http://[::1]:80", "java\nscript:x", "https://a%zz", "https://u:p@h\\x"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, address string) {
		link := safeLink(address)
		if link == "" {
			return
		}
		u, err := url.Parse(link)
		if err != nil || strings.ContainsFunc(link, func(r rune) bool { return r <= ' ' || r >= 0x7f || strings.ContainsRune("\"<>\\^`{|}", r) }) {
			t.Errorf("safeLink(%q) = %q: %v", address, link, err)
		} else if u.Scheme != "http" && u.Scheme != "https" && u.Scheme != "mailto" {
			t.Errorf("safeLink(%q) has the scheme %s", address, u.Scheme)
		}
		if safeLink(link) != link {
			t.Errorf("safeLink(%q) is not its own link but %q", link, safeLink(link))
		}
	})
}

// FuzzWrite: no words break a file or get out of their place.
func FuzzWrite(f *testing.F) {
	f.Add(hostile, "fr")
	f.Add("المدينة التي (1950) abc", "ar")
	f.Add("  a\n\n\tb ", "zh-Hant")
	f.Add("\u202e\u2067\u2069\u202c", "x-<")
	f.Fuzz(func(t *testing.T, words, lang string) {
		text := Text{Title: words, Author: words, Lang: lang, Notes: words, Entries: Entries{Label: 3}, Paragraphs: []Paragraph{
			{Kind: Heading, Level: len(words), Runs: []Run{{Text: words}}},
			{Kind: Quotation, Lang: lang, Cite: words, Runs: []Run{{Text: words, Look: Italic | Bold, Lang: lang, Link: words}, {Note: []Run{{Text: words}}}}},
			{Kind: Entry, Name: words, Label: []Run{{Text: words}}, Runs: []Run{{Text: words, Look: SmallCaps, To: words}}, Sources: []string{words}},
		}}
		for _, format := range []string{"docx", "odt"} {
			_, content := parts(t, written(t, format, text))
			for name, data := range content {
				if name != "mimetype" && wellFormed(data) != nil {
					t.Errorf("%s: %s: %v", format, name, wellFormed(data))
				}
			}
		}
		page := written(t, "html", text)
		if !utf8.Valid(page) {
			t.Error("the page is not UTF-8")
		}
		known := map[string]bool{}
		for _, e := range strings.Fields("html head meta title style body main h1 h2 h3 h4 h5 h6 p blockquote ul li ol section span a b i em sup sub u br") {
			known[e] = true
		}
		root, err := html.Parse(bytes.NewReader(page))
		if err != nil {
			t.Fatal(err)
		}
		for n := range root.Descendants() {
			if n.Type == html.ElementNode && !known[n.Data] {
				t.Errorf("the words became the element %s", n.Data)
			}
		}
	})
}
