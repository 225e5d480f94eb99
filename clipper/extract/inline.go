package extract

import (
	"net/url"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"florilegium/clipper"
)

var styles = map[atom.Atom]clipper.Style{
	atom.B: clipper.Strong, atom.Strong: clipper.Strong,
	atom.I: clipper.Emphasis, atom.Em: clipper.Emphasis, atom.Cite: clipper.Emphasis, atom.Var: clipper.Emphasis, atom.Dfn: clipper.Emphasis,
	atom.Code: clipper.CodeText, atom.Kbd: clipper.CodeText, atom.Samp: clipper.CodeText, atom.Tt: clipper.CodeText,
	atom.Sub: clipper.Sub, atom.Sup: clipper.Sup,
	atom.S: clipper.Strike, atom.Del: clipper.Strike, atom.Strike: clipper.Strike,
	atom.Mark: clipper.Mark,
}

// style adds what an inline element says to a look.
func (w *writer) style(n *html.Node, l look) look {
	l.style |= styles[n.DataAtom]
	if note := attr(n, refAttr); note != "" {
		l.note = note
		return l
	}
	if n.DataAtom == atom.A {
		l.link = safeLink(w.base, attr(n, "href"))
	}
	return l
}

// safeLink is an absolute http, https or mailto address, or nothing.
func safeLink(base *url.URL, href string) string {
	href = strings.TrimSpace(href)
	if href == "" || strings.HasPrefix(href, "#") {
		return ""
	}
	u, err := base.Parse(href)
	if err != nil {
		return ""
	}
	switch u.Scheme {
	case "http", "https":
		if u.User = nil; u.Host == "" {
			return ""
		}
		return u.String()
	case "mailto":
		return u.String()
	}
	return ""
}
