package csl

import (
	"strconv"
	"strings"
)

// renderedCite is one cite of a citation before they are joined.
type renderedCite struct {
	cite      *Cite
	entry     *entry
	body      *node
	group     string // the names, as cites are grouped by them
	people    string // whose names they are
	sortable  string // the names without what joins them
	named     bool   // the style has a place for names here, filled or not
	titled    bool   // where something else stands
	delimiter string // before this cite
	dropped   bool   // swallowed by a range
	letter    bool   // collapsed to a year suffix
}

// cluster renders the cites of one citation, which stand in their order.
func (d *Document) cluster(cites []Cite) Rich {
	a := d.p.style.citation
	list := make([]*renderedCite, 0, len(cites))
	for i := range cites {
		list = append(list, d.renderCite(&cites[i], i == 0))
	}
	a.setDelimiters(list)
	a.collapseCites(list)
	root := &node{look: &a.look, inside: true}
	for _, rc := range list {
		if rc.dropped || rc.body.empty() && rc.cite.Prefix == "" && rc.cite.Suffix == "" {
			continue
		}
		if len(root.kids) > 0 && !beginsWithMark(rc.cite.Prefix) {
			between := styleText(rc.delimiter)
			between.role = delimiterRole
			root.kids = append(root.kids, between)
		}
		root.kids = append(root.kids, rc.withAffixes(d.p))
	}
	return assemble(root, d.p.marks, false)
}

func (d *Document) renderCite(cite *Cite, first bool) *renderedCite {
	e := d.entryOf(cite)
	c := d.p.context(d.p.style.citation, &e.record)
	c.cite, c.number, c.state, c.yearSuffix, c.people = cite, e.number, e.state, e.yearSuffix, d.people
	c.printed = !first
	if cite.Prefix != "" {
		c.printed = !endsSentence(cite.Prefix)
	}
	kids, _ := c.renderList(d.p.style.citation.body)
	rc := &renderedCite{cite: cite, entry: e, body: &node{kids: kids}}
	rc.named = c.named
	names := rc.body.find(namesRole)
	if names != nil {
		for _, l := range names.collect(listRole) {
			rc.group += nodeText(l)
			for _, n := range l.collect(nameRole) {
				rc.people += n.raw + "\n"
				rc.sortable += nodeText(n) + " "
			}
		}
		rc.titled = rc.group == "" && !names.nobody && !names.empty()
	}
	switch {
	case cite.SuppressAuthor && names != nil:
		names.clear()
	case cite.AuthorOnly && names != nil:
		rc.body = names
	}
	return rc
}

// beginsWithMark reports whether a prefix brings its own punctuation.
func beginsWithMark(prefix string) bool { return prefix != "" && isMark(prefix[0]) }

// endsSentence reports whether what follows a prefix begins a sentence.
func endsSentence(prefix string) bool {
	return strings.ContainsRune(".?!", lastRune(strings.TrimRight(prefix, " \"'”’»")))
}

// copyNode copies what assembling changes.
func copyNode(n *node) *node {
	c := *n
	c.kids = nil
	for _, k := range n.kids {
		c.kids = append(c.kids, copyNode(k))
	}
	return &c
}

// withAffixes sets the words around a cite.
func (rc *renderedCite) withAffixes(p *Processor) *node {
	n := &node{}
	if prefix := rc.cite.Prefix; prefix != "" {
		if !strings.HasSuffix(prefix, " ") {
			prefix += " "
		}
		n.kids = append(n.kids, &node{tokens: affixTokens(prefix, p)})
	}
	n.kids = append(n.kids, rc.body)
	if suffix := rc.cite.Suffix; suffix != "" {
		if !strings.ContainsAny(suffix[:1], " ,.;:)") {
			suffix = " " + suffix
		}
		n.kids = append(n.kids, &node{tokens: affixTokens(suffix, p), role: writerRole})
	}
	return n
}

func affixTokens(text string, p *Processor) []token {
	tokens := parseInline(text, p.marks)
	if tokens[0].kind == textToken && isMark(text[0]) {
		tokens[0].affix = true
	}
	return tokens
}

func (a *area) setDelimiters(list []*renderedCite) {
	collapsed := false // two cites of the same names have just followed each other
	for i, rc := range list {
		if i == 0 {
			continue
		}
		before := list[i-1]
		rc.delimiter = a.between(before, rc, collapsed)
		if endsSentence(before.cite.Suffix) && rc.delimiter != "" && isMark(rc.delimiter[0]) {
			rc.delimiter = rc.delimiter[1:]
		}
		collapsed = rc.group == before.group && rc.group != ""
	}
}

// between is the delimiter of two cites that follow each other.
func (a *area) between(before, rc *renderedCite, collapsed bool) string {
	numeric := rc.body.find(numberRole) != nil
	inRow := numeric && rc.entry.number == before.entry.number+1
	named := a.collapse == "citation-number" && !numeric && !together(before, rc)
	switch {
	case a.endsCollapse && a.collapse == "" && inRow:
		return a.delimiter
	case a.endsCollapse && (a.collapse == "" || named || before.onlyLocated() && (a.collapse != "citation-number" || !rc.bare())):
		return a.afterCollapse
	case !a.citeGroup || rc.group == "" && !rc.named:
		return a.delimiter
	case together(before, rc):
		return a.groupDelimiter()
	case collapsed || a.collapse != "year-suffix" || !a.endsCollapse:
		return a.afterCollapse
	}
	return a.delimiter
}

// bare tells of a cite without locator and words of the writer.
func (rc *renderedCite) bare() bool {
	return rc.body.find(locatorRole) == nil && rc.cite.Prefix == "" && rc.cite.Suffix == ""
}

// onlyLocated tells of a cite with a locator and no words of the writer.
func (rc *renderedCite) onlyLocated() bool {
	return rc.body.find(locatorRole) != nil && rc.cite.Prefix == "" && rc.cite.Suffix == ""
}

// groupDelimiter is the delimiter inside a group, where after-collapse-delimiter
// already parts the groups.
func (a *area) groupDelimiter() string {
	if a.endsCollapse && a.collapse != "" {
		return a.delimiter
	}
	return a.citeGroupDelimiter
}

// together reports whether two cites belong to one group: the same names, or a
// second cite whose place for names is empty.
func together(before, rc *renderedCite) bool {
	return rc.group == before.group && rc.group != "" || rc.group == "" && rc.named && !rc.titled
}

func (a *area) collapseCites(list []*renderedCite) {
	switch a.collapse {
	case "citation-number":
		a.collapseNumbers(list)
		a.collapseYears(list)
	case "year", "year-suffix", "year-suffix-ranged":
		a.collapseYears(list)
	}
}

// collapseNumbers writes three or more numbers in a row as a range.
func (a *area) collapseNumbers(list []*renderedCite) {
	for i := 0; i < len(list); {
		j := i + 1
		for j < len(list) && list[j].follows(list[j-1]) {
			j++
		}
		if j-i > 2 {
			for _, rc := range list[i+1 : j-1] {
				rc.dropped = true
			}
			list[j-1].delimiter = "–"
		}
		i = j
	}
}

// follows reports whether two cites are bare numbers in a row.
func (rc *renderedCite) follows(before *renderedCite) bool {
	bare := func(c *renderedCite) bool { return c.body.find(locatorRole) == nil && c.cite.Suffix == "" }
	return bare(rc) && bare(before) && rc.cite.Prefix == "" && rc.entry.number == before.entry.number+1 &&
		rc.body.find(numberRole) != nil
}

// collapseYears drops names, and where asked for years, that the cite before shows.
func (a *area) collapseYears(list []*renderedCite) {
	for i := len(list) - 1; i >= 0; i-- {
		rc := list[i]
		if i > 0 && rc.group == list[i-1].group && (rc.group != "" || rc.body.find(namesRole).empty()) {
			rc.collapseInto(list[i-1], a)
		}
	}
	if a.collapse == "year-suffix-ranged" {
		rangeSuffixes(list)
	}
}

func (rc *renderedCite) collapseInto(before *renderedCite, a *area) {
	sameYear := rc.entry.yearSuffix != "" && before.entry.yearSuffix != "" && rc.yearText() == before.yearText()
	if a.collapse == "year" || !sameYear || rc.body.find(yearSuffixRole) == nil {
		if names := rc.body.find(namesRole); names != nil {
			names.clear()
		}
		return
	}
	located := rc.body.find(locatorRole) != nil
	if rc.cite.Prefix == "" && rc.cite.Suffix == "" && before.cite.Suffix == "" && !located {
		rc.delimiter, rc.letter = a.yearSuffixDelimiter, true
	}
	dropRole(rc.body, namesRole)
	if year := rc.body.find(yearRole); year != nil {
		if own := year.find(yearSuffixRole); own != nil {
			year.kids = []*node{own}
		} else {
			year.clear()
		}
	}
}

// yearText is the year and words of the date that a suffix belongs to.
func (rc *renderedCite) yearText() string {
	d := rc.entry.Dates["issued"]
	return strconv.Itoa(d.Begin.Year) + d.Literal
}

// rangeSuffixes writes 2000a, b, c as 2000a–c.
func rangeSuffixes(list []*renderedCite) {
	for i := 0; i < len(list); {
		j := i + 1
		for j < len(list) && list[j].letter &&
			suffixIndex(list[j].entry.yearSuffix) == suffixIndex(list[j-1].entry.yearSuffix)+1 {
			j++
		}
		if j-i > 2 {
			for _, rc := range list[i+1 : j-1] {
				rc.dropped = true
			}
			list[j-1].delimiter = "–"
		}
		i = j
	}
}

func suffixIndex(letters string) int {
	n := 0
	for _, r := range letters {
		n = n*26 + int(r-'a') + 1
	}
	return n
}
