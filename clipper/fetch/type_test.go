package fetch

import (
	"testing"

	"florilegium/clipper/testweb"
)

func TestSniff(t *testing.T) {
	const html, feed = typeHTML, "application/rss+xml"
	page := "<!DOCTYPE html><html lang=fr><title>La forêt</title><p>Elle avance."
	for name, c := range map[string]struct{ declared, body, want string }{
		"page":                       {"text/html; charset=utf-8", page, html},
		"page, nothing declared":     {"", page, html},
		"page as plain text":         {"text/plain", page, html},
		"page as bytes":              {"application/octet-stream", "\xEF\xBB\xBF" + page, html},
		"page as XML":                {"text/xml", `<?xml version="1.0"?>` + page, html},
		"page after a comment":       {"text/plain", "<!-- gazette -->\n" + page, html},
		"XHTML":                      {"application/xhtml+xml", `<?xml version="1.0"?>` + "\n<html xmlns=\"http://www.w3.org/1999/xhtml\">", typeXHTML},
		"fragment":                   {"", "Titre\n<p>Un paragraphe.</p>", html},
		"UTF-16":                     {"", "\xFF\xFE<\x00p\x00>\x00O\x00u\x00i\x00.\x00", html},
		"UTF-16, declared":           {"text/html", "\xFF\xFE<\x00p\x00>\x00", html},
		"UTF-16 without mark":        {"text/html", "<\x00h\x00t\x00m\x00l\x00>\x00", html},
		"text":                       {"text/plain", "La forêt avance.", typePlain},
		"text about markup":          {"text/plain", "On écrit <p> devant un paragraphe.", typePlain},
		"text as page":               {html, "La forêt avance.", html},
		"empty":                      {html, "", html},
		"PDF as page":                {html, "%PDF-1.4\n", typePDF},
		"PDF after a line":           {html, "\r\n%PDF-1.4\n", typePDF},
		"PNG as page":                {html, string(testweb.PNG(8, 8)), "image/png"},
		"packed file":                {html, "\x1f\x8b\x08\x00\x00\x00", "application/x-gzip"},
		"zip as page":                {html, "PK\x03\x04\x14\x00", "application/zip"},
		"program, declared as bytes": {"application/octet-stream", "\x7fELF\x02\x01\x01\x00\x00", "application/octet-stream"},
		"JSON":                       {"application/json", `{"titre":"La forêt"}`, "application/json"},
		"JSON as page":               {html, "\n[ { \"titre\": \"La forêt\", \"texte\": \"<p>Elle avance.</p>\" } ]", "application/json"},
		"text in brackets":           {html, "[Avertissement] La forêt avance.", html},
		"feed":                       {feed, "<rss version='2.0'>", feed},
		"feed as page":               {html, "<?xml version='1.0'?>\n<rss version='2.0'><description><![CDATA[<p>a</p>]]>", feed},
		"feed with declarations":     {"text/xml", "<!DOCTYPE rss [<!ENTITY nbsp '&#160;'>]>\n<rss>", feed},
		"atom":                       {"application/xml", "<feed xmlns='http://www.w3.org/2005/Atom'>", "application/atom+xml"},
		"drawing as page":            {html, "<svg xmlns='http://www.w3.org/2000/svg'>", typeSVG},
		"style sheet":                {"text/css", "p { margin: 0 }", "text/css"},
	} {
		if got := sniff(c.declared, []byte(c.body)); got != c.want {
			t.Errorf("%s: %s, want %s", name, got, c.want)
		}
	}
}

func TestRootOf(t *testing.T) {
	for body, want := range map[string]string{
		"<html>": "html", " \n<!-- > --><?xml ?><!DOCTYPE html><HTML lang=fr>": "html", "<!DOCTYPE svg [<!ENTITY a 'b'>]><svg/>": "svg", "<p>": "p",
		"text": "", "": "", "<!--": "", "<": "", "<!DOCTYPE": "", "\xEF\xBB\xBF<rdf:RDF>": "rdf:rdf",
	} {
		if got := rootOf([]byte(body)); got != want {
			t.Errorf("%q: %q, want %q", body, got, want)
		}
	}
}
