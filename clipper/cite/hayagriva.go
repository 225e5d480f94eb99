package cite

import (
	"strings"

	"golang.org/x/text/language"

	"florilegium/clipper"
)

// hayagriva is a source in the YAML that Typst reads: Hayagriva 0.5 and later.
// What appeared in a paper has that as its parent.
func hayagriva(s clipper.Source) string {
	s = tidy(s)
	var b strings.Builder
	add := func(indent, name, value string) {
		if value != "" {
			b.WriteString(indent + name + ": " + value + "\n")
		}
	}
	text := func(s string) string {
		if s == "" {
			return ""
		}
		return yamlText(hayagrivaText(s))
	}
	kind, parent := hayagrivaKind(s)
	b.WriteString(s.CiteKey + ":\n")
	add("  ", "type", kind)
	add("  ", "title", firstOf(text(s.Title), text(AuthorDate(s.Language).words.untitled)))
	if len(s.Authors) > 0 {
		b.WriteString("  author:\n")
	}
	for _, n := range s.Authors {
		b.WriteString("    - name: " + yamlText(firstOf(n.Literal, joined(" ", n.NonDropping, n.Family))) + "\n")
		for _, part := range [][2]string{{"given-name", n.Given}, {"prefix", n.Dropping}, {"suffix", n.Suffix}} {
			if n.Literal == "" && part[1] != "" {
				add("      ", part[0], yamlText(part[1]))
			}
		}
	}
	add("  ", "date", hayagrivaDate(s.Issued))
	if s.URL != "" {
		b.WriteString("  url:\n")
		add("    ", "value", yamlText(s.URL))
		add("    ", "date", hayagrivaDate(s.Accessed))
	}
	add("  ", "page-range", text(s.Pages))
	if s.DOI != "" {
		b.WriteString("  serial-number:\n")
		add("    ", "doi", yamlText(s.DOI))
	}
	add("  ", "language", hayagrivaLanguage(s.Language))
	add("  ", "publisher", text(s.Publisher))
	if s.Container != "" {
		b.WriteString("  parent:\n")
		add("    ", "type", parent)
		add("    ", "title", text(s.Container))
		add("    ", "volume", text(s.Volume))
		add("    ", "issue", text(s.Issue))
		if s.ISSN != "" {
			b.WriteString("    serial-number:\n")
			add("      ", "issn", yamlText(s.ISSN))
		}
	}
	return b.String()
}

// hayagrivaKind is the type of an entry and that of what it appeared in.
func hayagrivaKind(s clipper.Source) (kind, parent string) {
	switch s.Type {
	case "article-newspaper":
		return "article", "newspaper"
	case "article-magazine", "article-journal":
		return "article", "periodical"
	case "post-weblog", "post":
		return "article", "blog"
	case "report":
		return "report", "web"
	}
	return "web", "web"
}

// hayagrivaDate is a date as precise as it is known; of a range its first day.
func hayagrivaDate(d clipper.Date) string {
	if d.Year == 0 {
		return ""
	}
	d.End = nil
	return yamlText(d.String())
}

// hayagrivaLanguage is a language with its region, as in fr-FR, "" for none.
func hayagrivaLanguage(tag string) string {
	parsed, err := language.Parse(tag)
	if err != nil || parsed == language.Und {
		return ""
	}
	base, _ := parsed.Base()
	if region, sure := parsed.Region(); sure == language.Exact && region.IsCountry() {
		return yamlText(base.String() + "-" + region.String())
	}
	return yamlText(base.String())
}

// hayagrivaText escapes the braces and dollars by which Hayagriva keeps capitals
// and sets formulas.
func hayagrivaText(s string) string {
	return hayagrivaSigns.Replace(s)
}

var hayagrivaSigns = strings.NewReplacer(`\`, `\\`, "{", `\{`, "}", `\}`, "$", `\$`)
