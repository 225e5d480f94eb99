package csl

import (
	"fmt"
	"strings"
)

// citationLabel is the variable of that name: as the item has it, or made of the
// family names and the year.
func (c *context) citationLabel(l *look) *node {
	text := c.item.Vars["citation-label"]
	if text == "" {
		text = trigraph(c.item.Item)
	}
	n := c.leaf(text, l)
	if n != nil && c.yearSuffix != "" && !c.p.style.suffixed {
		n = c.withYearSuffix(n)
	}
	return n
}

// labelShares says how many letters each name gives to a label.
var labelShares = [][]int{{}, {4}, {2, 2}, {2, 1, 1}, {1, 1, 1, 1}}

// trigraph makes a label such as "Dubo78", "DuSm78" or "DSWM78" of the names, or
// else the title, and the last digits of the year.
func trigraph(it *Item) string {
	var names []Name
	for _, v := range []string{"author", "editor", "translator"} {
		if names = it.Names[v]; len(names) > 0 {
			break
		}
	}
	label := ""
	for i, share := range labelShares[min(4, len(names))] {
		n := splitParticles(names[i])
		label += head(n.Family+n.Literal, share)
	}
	if title := strings.ReplaceAll(it.Vars["title"], " ", ""); len(names) == 0 && title != "" {
		label = head(title, 1) + strings.ToLower(head(strings.TrimPrefix(title, head(title, 1)), 3))
	}
	year := it.Dates["issued"].Begin.Year
	return label + fmt.Sprintf("%02d", max(year, -year)%100)
}

// head is the first n letters.
func head(s string, n int) string {
	letters := []rune(s)
	return string(letters[:min(n, len(letters))])
}
