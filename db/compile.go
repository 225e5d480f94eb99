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

// all are the arguments of a statement with in.matching(e).
func (e expression) all() []any { return append([]any{e.match}, e.args...) }

// compiler writes an expression.
type compiler struct {
	index index
	names *names
	out   expression
}

// part is what one term asks for, whatever its Not: words of the index, a
// condition on the tables where the index does not know enough, or nothing that
// could ever be. Where there are both, the condition alone is exact and the words
// make it quick.
type part struct {
	match string
	cond  string
	args  []any
	none  bool
}

// compile makes the expression of a query for an index.
func (c *compiler) compile(groups []clipper.Group) expression {
	var all, not []string
	for _, g := range groups {
		if len(g) > 1 {
			if m := c.either(g); m != "" {
				all = append(all, m)
				c.sort(g, m)
			}
			continue
		}
		switch p := c.part(g[0]); {
		case p.none:
			c.out.never = c.out.never || !g[0].Not
		case g[0].Not && p.cond != "":
			c.where("NOT "+p.cond, p.args)
		case g[0].Not:
			not = append(not, p.match)
		default:
			if p.cond != "" {
				c.where(p.cond, p.args)
			}
			if p.match != "" {
				all = append(all, p.match)
				c.sort(g, p.match)
			}
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

// where adds a condition beside the index.
func (c *compiler) where(cond string, args []any) {
	c.out.where += " AND " + cond
	c.out.args = append(c.out.args, args...)
}

// sort notes a group among the words or the filters.
func (c *compiler) sort(g clipper.Group, match string) {
	if slices.ContainsFunc(g, func(t clipper.Term) bool { return t.Field == clipper.FieldText || t.Field == clipper.FieldTitle }) {
		c.out.words = append(c.out.words, match)
	} else {
		c.out.filters = true
	}
}

// either is the alternatives of a group as the index reads them; "" where they
// are a condition, or nothing to ask.
func (c *compiler) either(g clipper.Group) string {
	var alternatives, conds []string
	var args []any
	for _, t := range g {
		switch p := c.part(t); {
		case p.none && t.Not:
			return "" // what nothing matches, everything lacks
		case p.none:
		case p.cond != "":
			conds = append(conds, pick(t.Not, "NOT ", "")+p.cond)
			args = append(args, p.args...)
		case t.Not:
			alternatives = append(alternatives, "("+quoted(everyToken)+" NOT ("+p.match+"))")
		default:
			alternatives = append(alternatives, p.match)
		}
	}
	match := "(" + strings.Join(alternatives, " OR ") + ")"
	if len(conds) == 0 {
		c.out.never = c.out.never || len(alternatives) == 0
		return match
	}
	if len(alternatives) > 0 {
		conds = append(conds, `+`+c.index.table+`.rowid IN (SELECT rowid FROM `+c.index.table+` WHERE `+c.index.table+` MATCH ?)`)
		args = append(args, match)
	}
	c.where("("+strings.Join(conds, " OR ")+")", args)
	return ""
}

// part reads one term. What clips say of themselves, only the tables know of an
// article.
func (c *compiler) part(t clipper.Term) part {
	ofClip := c.index.table == clipIndex.table
	switch {
	case t.Field == clipper.FieldHas && t.Value == "note" && !ofClip:
		return part{cond: `EXISTS (SELECT 1 FROM clip WHERE article_id = ` + c.index.base + ` AND note <> '' AND deleted IS NULL)`}
	case t.Field == clipper.FieldSpeaker && !ofClip:
		said := compiler{index: clipIndex, names: c.names}
		m := said.term(t)
		return part{cond: `+` + c.index.base + ` IN (SELECT article_id FROM clip WHERE id IN (SELECT rowid FROM clip_fts WHERE clip_fts MATCH ?))`,
			args: []any{m}, none: m == ""}
	case t.Field == clipper.FieldBefore, t.Field == clipper.FieldAfter, t.Field == clipper.FieldYear, t.Field == clipper.FieldAdded:
		return c.days(t)
	}
	m := c.term(t)
	return part{match: m, none: m == ""}
}

// term is one term as FTS5 reads it; "" where nothing can match.
func (c *compiler) term(t clipper.Term) string {
	switch {
	case t.Field == clipper.FieldAuthor:
		return c.named(t, authorToken)
	case t.Field == clipper.FieldTitle && c.index.table == clipIndex.table:
		return c.named(t, titleToken)
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
	}
	return quoted(filter + t.Value) // is:
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

// named asks for words among the filters: a phrase in its order, other words one
// by one. A single character of Chinese or its like begins the pairs.
func (c *compiler) named(t clipper.Term, token func(string) string) string {
	list := textOf(fold.Words(t.Value))
	if len(list) == 0 {
		return ""
	}
	last := pick(t.Prefix || fold.Lone(list), " *", "")
	for i, w := range list {
		list[i] = token(w)
	}
	if t.Phrase && t.Field == clipper.FieldTitle {
		return quoted(strings.Join(list, " ")) + last
	}
	for i, w := range list {
		list[i] = quoted(w)
	}
	return "(" + strings.Join(list, " AND ") + last + ")"
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
