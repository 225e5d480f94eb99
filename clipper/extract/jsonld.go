package extract

import (
	"encoding/json"
	"html"
	"regexp"
	"slices"
	"strings"
)

// object is a node of JSON-LD with its properties.
type object map[string]any

// graph is all the JSON-LD of a page, flat, in the order of the page.
type graph struct {
	nodes []object
	byID  map[string]object
}

const maxNodes = 5_000

// read adds the objects of one script. JSON that is broken in the usual ways
// (line breaks in strings, commas too many, comment marks around it) is mended.
func (g *graph) read(script string) {
	script = strings.TrimSpace(script)
	if len(script) > maxJSONLD {
		return
	}
	for _, text := range []string{script, mend(script)} {
		decoder := json.NewDecoder(strings.NewReader(text))
		found := false
		for {
			var v any
			if decoder.Decode(&v) != nil {
				break
			}
			found = true
			g.gather(v, 0)
		}
		if found {
			return
		}
	}
}

var (
	wrapping = regexp.MustCompile(`^(?:\s|<!--|//<!\[CDATA\[|/\*\s*<!\[CDATA\[\s*\*/|<!\[CDATA\[)+|(?:\s|-->|//\s*\]\]>|/\*\s*\]\]>\s*\*/|\]\]>|;)+$`)
	spareEnd = regexp.MustCompile(`,(\s*[}\]])`)
)

func mend(script string) string {
	script = wrapping.ReplaceAllString(script, "")
	script = strings.Map(func(r rune) rune {
		if r < ' ' {
			return ' '
		}
		return r
	}, script)
	if strings.Contains(script, "&quot;") && !strings.Contains(script, `"`) {
		script = html.UnescapeString(script)
	}
	return spareEnd.ReplaceAllString(script, "$1")
}

// gather flattens arrays, @graph and the objects inside objects.
func (g *graph) gather(v any, depth int) {
	if depth > 20 || len(g.nodes) > maxNodes {
		return
	}
	switch v := v.(type) {
	case []any:
		for _, e := range v {
			g.gather(e, depth+1)
		}
	case map[string]any:
		o := object(v)
		if id := o.text("@id"); id != "" && (g.byID[id] == nil || len(o) > len(g.byID[id])) {
			if g.byID == nil {
				g.byID = map[string]object{}
			}
			g.byID[id] = o
		}
		if o["@type"] != nil {
			g.nodes = append(g.nodes, o)
		}
		for _, key := range []string{"@graph", "mainEntity", "mainEntityOfPage", "itemListElement", "hasPart"} {
			g.gather(v[key], depth+1)
		}
	}
}

// text is a property that is one text, or the first of several.
func (o object) text(key string) string {
	switch v := o[key].(type) {
	case string:
		return clean(v)
	case []any:
		if len(v) > 0 {
			return object{key: v[0]}.text(key)
		}
	case map[string]any:
		return object(v).text("@value")
	}
	return ""
}

// clean undoes the escaping that pages add once too often, and white space.
func clean(s string) string {
	if strings.Contains(s, "&") && strings.Contains(s, ";") {
		s = html.UnescapeString(s)
	}
	return oneLine(s)
}

// types are the schema.org types of a node without their prefix.
func (o object) types() []string {
	var all []string
	switch v := o["@type"].(type) {
	case string:
		all = append(all, v)
	case []any:
		for _, e := range v {
			if s, ok := e.(string); ok {
				all = append(all, s)
			}
		}
	}
	for i, t := range all {
		if k := strings.LastIndexAny(t, "/:"); k >= 0 {
			all[i] = t[k+1:]
		}
	}
	return all
}

func (o object) is(kinds ...string) bool {
	return slices.ContainsFunc(o.types(), func(t string) bool { return slices.Contains(kinds, t) })
}

// each gives the objects of a property, references by @id resolved; a bare text
// becomes an object with a name.
func (g *graph) each(o object, key string) []object {
	values, ok := o[key].([]any)
	if !ok {
		values = []any{o[key]}
	}
	var all []object
	for _, v := range values[:min(len(values), 50)] {
		switch v := v.(type) {
		case string:
			if known := g.byID[v]; known != nil {
				all = append(all, known)
			} else if name := clean(v); name != "" {
				all = append(all, object{"name": name})
			}
		case map[string]any:
			e := object(v)
			if known := g.byID[e.text("@id")]; known != nil {
				e = known
			}
			all = append(all, e)
		}
	}
	return all
}

var articleTypes = []string{
	"NewsArticle", "Article", "ReportageNewsArticle", "AnalysisNewsArticle", "OpinionNewsArticle", "BackgroundNewsArticle",
	"ReviewNewsArticle", "AskPublicNewsArticle", "SatiricalArticle", "AdvertiserContentArticle", "BlogPosting", "SocialMediaPosting",
	"LiveBlogPosting", "DiscussionForumPosting", "ScholarlyArticle", "MedicalScholarlyArticle", "TechArticle", "Report", "Review",
	"Chapter", "Book", "Thesis", "Recipe",
}

// article is the node that describes the page's article: the one that names the
// page's address, else the first; nil when there is none.
func (g *graph) article(addresses ...string) object {
	var pick object
	for _, o := range g.nodes {
		if !o.is(articleTypes...) {
			continue
		}
		if pick == nil {
			pick = o
		}
		for _, key := range []string{"url", "mainEntityOfPage", "@id"} {
			if at := o.address(key); at != "" && slices.Contains(addresses, at) {
				return o
			}
		}
	}
	return pick
}

func (o object) address(key string) string {
	s := o.text(key)
	if m, ok := o[key].(map[string]any); ok {
		s = object(m).text("@id")
	}
	s, _, _ = strings.Cut(s, "#")
	return s
}
