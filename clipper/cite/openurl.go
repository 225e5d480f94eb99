package cite

import (
	"net/url"
	"strings"

	"florilegium/clipper"
)

// openURL is a source as the ContextObject of OpenURL 1.0 (ANSI/NISO Z39.88, key
// and value format), which COinS sets into HTML: an article of a journal in the
// format for journals, all else as Dublin Core with the name that reference
// managers have for its type.
func openURL(s clipper.Source) string {
	s = tidy(s)
	v := pairs{{"ctx_ver", "Z39.88-2004"}, {"rfr_id", "info:sid/florilegium"}}
	if s.Type == "article-journal" {
		v = v.journal(s)
	} else {
		v = v.dublinCore(s)
	}
	if s.DOI != "" {
		v = v.add("rft_id", "info:doi/"+s.DOI)
	}
	return v.add("rft_id", s.URL).String()
}

// pairs are keys and values in their order.
type pairs [][2]string

func (p pairs) add(key, value string) pairs {
	if value == "" {
		return p
	}
	return append(p, [2]string{key, value})
}

// String is the pairs as a query.
func (p pairs) String() string {
	var parts []string
	for _, kv := range p {
		parts = append(parts, url.QueryEscape(kv[0])+"="+url.QueryEscape(kv[1]))
	}
	return strings.Join(parts, "&")
}

func (p pairs) journal(s clipper.Source) pairs {
	p = p.add("rft_val_fmt", "info:ofi/fmt:kev:mtx:journal").add("rft.genre", "article").add("rft.atitle", s.Title).add("rft.jtitle", s.Container)
	if len(s.Authors) > 0 {
		first := s.Authors[0]
		p = p.add("rft.aulast", joined(" ", first.NonDropping, first.Family)).add("rft.aufirst", joined(" ", first.Given, first.Dropping))
		p = p.add("rft.aucorp", first.Literal)
	}
	for _, n := range s.Authors {
		p = p.add("rft.au", n.Sorted())
	}
	return p.add("rft.date", isoDate(s.Issued)).add("rft.volume", s.Volume).add("rft.issue", s.Issue).add("rft.pages", s.Pages).add("rft.issn", s.ISSN).add("rft.language", s.Language)
}

// dublinTypes are the names that reference managers have for the types of CSL.
var dublinTypes = map[string]string{
	"webpage": "webpage", "post-weblog": "blogPost", "report": "report", "article-newspaper": "newspaperArticle",
	"article-magazine": "magazineArticle", "book": "book", "chapter": "bookSection", "thesis": "thesis",
}

func (p pairs) dublinCore(s clipper.Source) pairs {
	p = p.add("rft_val_fmt", "info:ofi/fmt:kev:mtx:dc").add("rft.type", firstOf(dublinTypes[s.Type], "document")).add("rft.title", s.Title)
	p = p.add("rft.source", s.Container)
	if !strings.EqualFold(s.Publisher, s.Container) {
		p = p.add("rft.publisher", s.Publisher)
	}
	for _, n := range s.Authors {
		p = p.add("rft.au", n.Sorted())
	}
	return p.add("rft.date", isoDate(s.Issued)).add("rft.identifier", s.URL).add("rft.language", s.Language)
}

// isoDate is the day, month or year a date begins with, as in 2024-09-12.
func isoDate(d clipper.Date) string {
	if d.Year == 0 {
		return ""
	}
	d.End, d.Circa, d.Season, d.Raw = nil, false, 0, ""
	return d.String()
}
