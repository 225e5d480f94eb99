package extract

import (
	"net/url"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// lazy lists the attributes under which scripts find the true picture, best
// first.
var lazySources = []string{"data-src", "data-original", "data-lazy-src", "data-lazy", "data-original-src", "data-full-src", "data-hi-res-src", "data-url", "data-lazyload", "data-img-src", "data-image-src", "data-echo"}
var lazySets = []string{"srcset", "data-srcset", "data-lazy-srcset", "data-original-set"}

// chooseSource gives a picture the one address it is to be fetched from.
func chooseSource(img *html.Node, base *url.URL) {
	src := ""
	if s := attr(img, "src"); strings.HasPrefix(s, "cid:") {
		src = imageAddress(base, s) // it came with the page
	}
	if src == "" {
		src = bestOfSets(img, base)
	}
	for _, key := range lazySources {
		if src == "" {
			src = imageAddress(base, attr(img, key))
		}
	}
	if src == "" {
		src = imageAddress(base, attr(img, "src"))
	}
	if src == "" {
		return
	}
	setAttr(img, "src", src)
	for _, key := range append(lazySets, lazySources...) {
		removeAttr(img, key)
	}
}

func removeAttr(n *html.Node, key string) {
	for i, a := range n.Attr {
		if a.Key == key {
			n.Attr = append(n.Attr[:i:i], n.Attr[i+1:]...)
			return
		}
	}
}

// bestOfSets looks at the srcset of the picture and of the sources beside it.
func bestOfSets(img *html.Node, base *url.URL) string {
	var all []candidate
	for _, key := range lazySets {
		all = append(all, parseSrcset(attr(img, key))...)
	}
	if p := img.Parent; p != nil && p.Data == "picture" {
		for s := p.FirstChild; s != nil; s = s.NextSibling {
			if s.DataAtom == atom.Source && !strings.Contains(attr(s, "type"), "avif") && !strings.Contains(attr(s, "type"), "svg") {
				all = append(all, parseSrcset(or(attr(s, "srcset"), attr(s, "data-srcset"), attr(s, "data-lazy-srcset")))...)
			}
		}
	}
	return imageAddress(base, best(all))
}

// best is the smallest picture that is wide enough, else the widest.
func best(all []candidate) string {
	var pick candidate
	for _, c := range all {
		if strings.HasPrefix(c.address, "data:") || strings.Contains(c.address, ".avif") {
			continue
		}
		wider := c.width > pick.width && pick.width < wantedWidth
		tighter := c.width >= wantedWidth && c.width < pick.width
		if pick.address == "" || wider || tighter {
			pick = c
		}
	}
	return pick.address
}

// imageAddress is an absolute http or https address of a picture, a data: URL, or a
// cid: URL where the picture came in one file with the page, else nothing.
// Placeholders of some bytes are nothing.
func imageAddress(base *url.URL, src string) string {
	src = strings.TrimSpace(src)
	switch {
	case src == "":
		return ""
	case strings.HasPrefix(src, "cid:") && len(src) <= 500:
		return src
	case strings.HasPrefix(src, "data:"):
		least := 300
		if strings.HasPrefix(src, "data:image/svg") {
			least = 1_500 // empty ones only keep the room
		}
		if strings.HasPrefix(src, "data:image/") && len(src) > least {
			return src
		}
		return ""
	}
	if link := safeLink(base, src); strings.HasPrefix(link, "http") {
		return link
	}
	return ""
}
