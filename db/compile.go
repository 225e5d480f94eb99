package db

import (
	"slices"
	"strings"

	"florilegium/clipper"
	"florilegium/clipper/fold"
)

// index is one of the tables that are searched.
type index struct {
	table string
	base  string // SQL for the id of the article of a hit
	score string // bm25 with the weights of the columns
}

var (
	articleIndex = index{"article_fts", "article_fts.rowid", "bm25(article_fts, 8, 4, 1, 0.5, 0)"}
	titleIndex   = index{"title_fts", "title_fts.rowid", "bm25(title_fts, 1, 0)"}
	clipIndex    = index{"clip_fts", "(SELECT article_id FROM clip WHERE clip.id = clip_fts.rowid)", "bm25(clip_fts, 1, 1, 2, 0.5, 0)"}
)

// expression is a query for one index: what FTS5 matches, conditions that the
// index cannot answer, and whether nothing can match at all. Words typed by a
// reader stand in match only as quoted strings of letters, digits and marks.
type expression struct {
	match string
	where string
	args  []any
	never bool
	// words are the groups of match that look for text; filters says that there
	// are others.
	words   []string
	filters bool
}

// compiler writes an expression.
type compiler struct {
	index index
	names *names
	alone bool // the term at hand has no alternative
	out   expression
}

// compile makes the expression of a query for an index.
func (c *compiler) compile(groups []clipper.Group) expression {
	var all, not []string
	for _, g := range groups {
		if len(g) == 1 && g[0].Not {
			if m := c.unless(g[0]); m != "" {
				not = append(not, m)
			}
			continue
		}
		m, filtered := c.group(g)
		switch {
		case m != "":
			all = append(all, m)
			c.sort(g, m)
		case !filtered:
			return expression{never: true}
		}
	}
	if len(all) == 0 {
		all = []string{quoted(everyToken)}
	}
	c.out.match = strings.Join(all, " AND ")
	if len(not) > 0 {
		c.out.match = "(" + c.out.match + ") NOT (" + strings.Join(not, " OR ") + ")"
	}
	return c.out
}

// sort notes a group among the words or the filters.
func (c *compiler) sort(g clipper.Group, match string) {
	if slices.ContainsFunc(g, func(t clipper.Term) bool { return t.Field == clipper.FieldText || t.Field == clipper.FieldTitle }) {
		c.out.words = append(c.out.words, match)
	} else {
		c.out.filters = true
	}
}

// unless is a negated term, "" where it excludes nothing in the index.
func (c *compiler) unless(t clipper.Term) string {
	if c.condition(t) {
		return ""
	}
	return c.term(t)
}

// group is the alternatives of one group. filtered reports that a condition
// beside the index stands for it, or that there is nothing to ask.
func (c *compiler) group(g clipper.Group) (match string, filtered bool) {
	if len(g) == 1 && c.condition(g[0]) {
		return "", true
	}
	c.alone = len(g) == 1
	var any []string
	for _, t := range g {
		m := c.term(t)
		switch {
		case t.Not && m == "":
			return "", true // what nothing matches, everything lacks
		case t.Not:
			any = append(any, "("+quoted(everyToken)+" NOT ("+m+"))")
		case m != "":
			any = append(any, m)
		}
	}
	if len(any) == 0 {
		return "", false
	}
	return "(" + strings.Join(any, " OR ") + ")", false
}

// condition answers the terms that only the tables know, and reports whether it
// did. They are understood where they stand alone, not among alternatives.
func (c *compiler) condition(t clipper.Term) bool {
	if c.index.table == clipIndex.table {
		return false
	}
	in := ` AND +` + c.index.base + pick(t.Not, ` NOT IN `, ` IN `)
	switch {
	case t.Field == clipper.FieldHas && t.Value == "note":
		c.out.where += in + `(SELECT article_id FROM clip WHERE note <> '' AND deleted IS NULL)`
	case t.Field == clipper.FieldSpeaker:
		sub := compiler{index: clipIndex, names: c.names}
		c.out.where += in + `(SELECT article_id FROM clip WHERE id IN (SELECT rowid FROM clip_fts WHERE clip_fts MATCH ?))`
		c.out.args = append(c.out.args, sub.must(t))
	default:
		return false
	}
	return true
}

// must is the expression of a term, or one that nothing matches.
func (c *compiler) must(t clipper.Term) string {
	t.Not = false
	if m := c.term(t); m != "" {
		return m
	}
	return quoted("·")
}

// term is one term as FTS5 reads it; "" where nothing can match.
func (c *compiler) term(t clipper.Term) string {
	switch {
	case t.Field == clipper.FieldAuthor:
		return c.named(t, authorToken)
	case t.Field == clipper.FieldTitle && c.index.table == clipIndex.table:
		return c.named(t, titleToken)
	case t.Field == clipper.FieldSpeaker && c.index.table != clipIndex.table:
		return ""
	case t.Field.Words():
		return c.words(t)
	}
	switch t.Field {
	case clipper.FieldSite:
		return tokens(siteToken, c.names.sites(t.Value, t.Prefix))
	case clipper.FieldTag:
		return tokens(tagToken, c.names.tags(t.Value, t.Prefix))
	case clipper.FieldLang:
		return quoted(langToken(t.Value))
	case clipper.FieldHas:
		return quoted(pick(t.Value == "note", noteToken, taggedToken))
	case clipper.FieldIs:
		return quoted(filter + t.Value)
	}
	return c.days(t)
}

// words is text to be found: a phrase, or a word with its stems.
func (c *compiler) words(t clipper.Term) string {
	list := fold.Words(t.Value)
	if len(list) == 0 {
		return ""
	}
	columns := ""
	switch {
	case t.Field == clipper.FieldTitle && c.index.table != titleIndex.table:
		columns = "title : "
	case t.Field == clipper.FieldSpeaker:
		columns = "speaker : "
	}
	row := textOf(list)
	any := []string{phrase(row, t.Prefix)}
	if joined := fold.Joined(t.Value, list); joined != "" {
		any = append(any, phrase([]string{joined}, t.Prefix))
	}
	if len(row) == 1 && !t.Phrase {
		any = append(any, c.stems(row[0])...)
	}
	return columns + "(" + strings.Join(any, " OR ") + ")"
}

// textOf is the words to look for. The last character of a run of pairs is
// looked for in its pair; alone it may begin any.
func textOf(list []fold.Word) []string {
	var row []string
	for _, w := range list {
		if !w.Tail {
			row = append(row, w.Text)
		}
	}
	return row
}

// phrase is words next to each other. A single character of Chinese or its like
// is the beginning of the pairs that the index holds.
func phrase(row []string, prefix bool) string {
	s := quoted(strings.Join(row, " "))
	if prefix || fold.Lone(row) {
		s += " *"
	}
	return s
}

// stems are the other words that a word stands for: those with its stem, and the
// stem itself where a text of the language spells it so. What the index does not
// hold is left out.
func (c *compiler) stems(word string) []string {
	var any []string
	for _, lang := range c.names.langs {
		stem := fold.Stem(lang, word)
		if token := quoted(fold.StemToken(lang, stem)); c.names.vocabulary.holds(c.index, token) {
			any = append(any, token)
		}
		if stem == word || !c.names.vocabulary.holds(c.index, quoted(stem)) {
			continue
		}
		if spelled := quoted(stem) + " AND " + quoted(langToken(lang)); c.names.vocabulary.holds(c.index, spelled) {
			any = append(any, "("+spelled+")")
		}
	}
	return any
}

// named asks for words among the filters, one by one.
func (c *compiler) named(t clipper.Term, token func(string) string) string {
	list := textOf(fold.Words(t.Value))
	for i, w := range list {
		list[i] = quoted(token(w))
		if t.Prefix && i == len(list)-1 {
			list[i] += " *"
		}
	}
	if len(list) == 0 {
		return ""
	}
	return "(" + strings.Join(list, " AND ") + ")"
}

// tokens are alternatives of one filter.
func tokens(token func(int64) string, ids []int64) string {
	if len(ids) == 0 {
		return ""
	}
	any := make([]string, len(ids))
	for i, id := range ids {
		any[i] = quoted(token(id))
	}
	return "(" + strings.Join(any, " OR ") + ")"
}

// quoted is a string of FTS5.
func quoted(s string) string { return `"` + strings.ReplaceAll(s, `"`, `""`) + `"` }
