package csl

import (
	"bytes"
	"sort"
)

// sortCites orders the cites of a citation by the keys of the style. Where the
// style groups cites, those that show the same names move next to the first of
// them, and groups that the keys do not part follow the order of their names.
func (d *Document) sortCites(cites []Cite) {
	a := d.p.style.citation
	if len(a.sort) == 0 || len(cites) < 2 {
		return
	}
	sorter := d.p.newSorter(a)
	list := make([]*orderedCite, len(cites))
	for i, cite := range cites {
		list[i] = &orderedCite{cite: cite, values: sorter.values(d.entryOf(&cites[i]), &cites[i])}
	}
	sort.SliceStable(list, func(i, j int) bool { return sorter.less(list[i].values, list[j].values) })
	if a.citeGroup {
		list = d.groupCites(list, sorter)
	}
	for i := range list {
		cites[i] = list[i].cite
	}
}

// orderedCite is a cite with what it is ordered by.
type orderedCite struct {
	cite   Cite
	values []sortValue
}

// citeGroup is the cites that show the same names.
type citeGroup struct {
	cites []*orderedCite
	names sortValue
}

func (d *Document) groupCites(list []*orderedCite, s *sorter) []*orderedCite {
	var groups []*citeGroup
	at := map[string]*citeGroup{}
	for _, cite := range list {
		rc := d.renderCite(&cite.cite, false)
		g := at[rc.group]
		if g == nil || rc.group == "" {
			g = &citeGroup{names: s.value(sortable(rc.sortable))}
			groups, at[rc.group] = append(groups, g), g
		}
		g.cites = append(g.cites, cite)
	}
	sort.SliceStable(groups, func(i, j int) bool { return s.groupLess(groups[i], groups[j]) })
	grouped := list[:0]
	for _, g := range groups {
		grouped = append(grouped, g.cites...)
	}
	return grouped
}

// groupLess compares groups by the keys of their first cites, then by names;
// those without names follow.
func (s *sorter) groupLess(a, b *citeGroup) bool {
	x, y := a.cites[0].values, b.cites[0].values
	switch {
	case s.less(x, y):
		return true
	case s.less(y, x):
		return false
	case a.names.empty || b.names.empty:
		return !a.names.empty && b.names.empty
	}
	return bytes.Compare(a.names.key, b.names.key) < 0
}

// entryOf is what a cite stands for, even where the document does not cite it.
func (d *Document) entryOf(cite *Cite) *entry {
	if e := d.entries[cite.ID]; e != nil {
		return e
	}
	return &entry{record: d.p.newRecord(d.byID[cite.ID])}
}
