package csl

import (
	"regexp"
	"strings"
)

// Applications without fields of their own for some variables keep them in the
// note, one "variable: value" a line, or as "{:variable: value}". citeproc-js
// reads both, and so does this package.
var (
	noteLine  = regexp.MustCompile(`^([a-z_-]+|[A-Z]+): *(.*?)\s*$`)
	noteBrace = regexp.MustCompile(`\{:([a-z_-]+|[A-Z]+): *([^}]*)\}`)
)

// withNote is the item with the variables that its note holds; the item itself
// where there are none.
func withNote(it *Item) *Item {
	note := it.Vars["note"]
	if !strings.Contains(note, ":") {
		return it
	}
	n := &noteReader{item: it}
	rest := noteBrace.ReplaceAllStringFunc(note, func(s string) string {
		m := noteBrace.FindStringSubmatch(s)
		n.set(m[1], strings.TrimSpace(m[2]))
		return ""
	})
	lines := strings.Split(rest, "\n")
	var kept []string
	for i, line := range lines {
		m := noteLine.FindStringSubmatch(line)
		if m == nil && i > 0 {
			kept = append(kept, lines[i:]...)
			break
		}
		if m == nil {
			kept = append(kept, line)
			continue
		}
		n.set(m[1], m[2])
	}
	if n.copied {
		n.item.Vars["note"] = strings.TrimSpace(strings.Join(kept, "\n"))
	}
	return n.item
}

type noteReader struct {
	item   *Item
	copied bool
	names  map[string]bool // name variables begun in the note
}

// own copies the item before its first change.
func (n *noteReader) own() {
	if n.copied {
		return
	}
	n.copied, n.names = true, map[string]bool{}
	c := Item{ID: n.item.ID, Type: n.item.Type, Vars: map[string]string{}, Names: map[string][]Name{}, Dates: map[string]Date{}}
	for k, v := range n.item.Vars {
		c.Vars[k] = v
	}
	for k, v := range n.item.Names {
		c.Names[k] = v
	}
	for k, v := range n.item.Dates {
		c.Dates[k] = v
	}
	n.item = &c
}

func (n *noteReader) set(key, value string) {
	n.own()
	switch key = canonicalVariable(key); {
	case value == "":
	case key == "type":
		n.item.Type = value
	case nameVariables[key]:
		if len(n.item.Names[key]) > 0 && !n.names[key] {
			return
		}
		n.names[key] = true
		name := Name{Literal: value}
		if family, given, ok := strings.Cut(value, "||"); ok {
			name = Name{Family: strings.TrimSpace(family), Given: strings.TrimSpace(given)}
		}
		n.item.Names[key] = append(n.item.Names[key][:len(n.item.Names[key]):len(n.item.Names[key])], name)
	case dateVariables[key]:
		if n.item.Dates[key].IsZero() {
			n.item.Dates[key] = ParseDate(value)
		}
	case n.item.Vars[key] == "":
		n.item.Vars[key] = value
	}
}
