package archive

import (
	"bytes"
	"regexp"
	"strings"
	"time"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// readHTML reads a page that was saved by itself.
func readHTML(data []byte, parts Beside) *File {
	c := claims(data)
	f := &File{Kind: HTML, Type: "text/html", Address: c.address, Saved: c.saved}
	if c.single {
		f.Kind = SingleFile
	}
	var find func(string) []byte
	if parts.Folder != "" {
		find = parts.find
	}
	f.Body, f.Images = lift(data, find)
	return f
}

// claim is what a page says of its own saving.
type claim struct {
	address string
	saved   time.Time
	single  bool // written by a saver that makes one file of a page
}

// headBytes is how much of a page is looked at for its claims; savers that write
// metas put them behind style sheets.
const headBytes = 1 << 20

var (
	singleFile = regexp.MustCompile(`(?s)^\s*Page saved with SingleFile\s+url:\s*(\S+)(?:\s+saved date:\s*([^\n]*))?`)
	savedFrom  = regexp.MustCompile(`^\s*saved from url=\(\d{1,6}\)\s*(\S+)`)
	monolith   = regexp.MustCompile(`^\s*[Ss]aved from (https?://\S+) at (\S+) using monolith`)
)

// claims looks for the marks of SingleFile, Chromium and Internet Explorer,
// monolith, Save Page WE and WebScrapBook. Marks count only before the body, so
// that no text of a page is taken for one.
func claims(data []byte) claim {
	var c claim
	z := html.NewTokenizer(bytes.NewReader(data[:min(len(data), headBytes)]))
	for c.address == "" || c.saved.IsZero() {
		switch z.Next() {
		case html.ErrorToken:
			return c
		case html.CommentToken:
			c.comment(string(z.Text()))
		case html.StartTagToken, html.SelfClosingTagToken:
			t := z.Token()
			if t.DataAtom == atom.Body {
				return c
			}
			c.tag(t)
		}
	}
	return c
}

func (c *claim) comment(s string) {
	if len(s) > 20_000 {
		return
	}
	if m := singleFile.FindStringSubmatch(s); m != nil {
		c.take(m[1], scriptDate(m[2]))
		c.single = c.address != ""
	} else if m := savedFrom.FindStringSubmatch(s); m != nil {
		c.take(m[1], time.Time{})
	} else if m := monolith.FindStringSubmatch(s); m != nil {
		t, _ := time.Parse(time.RFC3339, m[2])
		c.take(m[1], t)
		c.single = c.address != ""
	}
}

func (c *claim) tag(t html.Token) {
	a := map[string]string{}
	for _, x := range t.Attr {
		a[x.Key] = x.Val
	}
	switch t.DataAtom {
	case atom.Html:
		saved, _ := time.Parse("20060102150405", a["data-scrapbook-create"][:min(14, len(a["data-scrapbook-create"]))])
		c.take(a["data-scrapbook-source"], saved)
	case atom.Meta:
		switch a["name"] {
		case "savepage-url":
			c.take(a["content"], time.Time{})
			c.single = c.address != ""
		case "savepage-date":
			c.take("", scriptDate(a["content"]))
		}
	}
}

// take keeps the first address and the first date.
func (c *claim) take(address string, saved time.Time) {
	if c.address == "" {
		c.address = web(address)
	}
	if c.saved.IsZero() && !saved.IsZero() {
		c.saved = sane(saved)
	}
}

// scriptDate reads a date as a script prints it: Mon Nov 23 2026 15:20:11
// GMT+0100 and the zone's name in any language.
func scriptDate(s string) time.Time {
	fields := strings.Fields(s)
	if len(fields) < 6 {
		return time.Time{}
	}
	t, err := time.Parse("Jan 2 2006 15:04:05 GMT-0700", strings.Join(fields[1:6], " "))
	if err != nil {
		return time.Time{}
	}
	return t
}
