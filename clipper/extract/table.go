package extract

import (
	"slices"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"florilegium/clipper"
)

const maxCells = 20_000

// table writes a table of data as one block, and the cells of a table used for
// layout as the blocks they hold.
func (w *writer) table(n *html.Node, p place) {
	w.flush()
	rows := tableRows(n)
	if isLayout(n, rows) {
		w.children(n, p)
		w.flush()
		return
	}
	if caption := first(n, atom.Caption); caption != nil {
		w.apart(caption, p)
	}
	p.kind, p.level, p.item, p.node = clipper.Table, 0, nil, n
	w.at = p
	cells := w.cells(rows, p)
	text, spans := string(w.run.buf), w.run.spans
	written := w.run.written
	w.run = run{}
	if written {
		w.add(p, clipper.Block{Kind: clipper.Table, Text: text, Spans: spans, Cells: cells})
	}
	w.size, w.marked = 0, 0
	w.flush()
}

// tableRows are the rows of a table, not of tables inside it.
func tableRows(n *html.Node) []*html.Node {
	var rows []*html.Node
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		switch c.DataAtom {
		case atom.Tr:
			rows = append(rows, c)
		case atom.Thead, atom.Tbody, atom.Tfoot:
			rows = append(rows, tableRows(c)...)
		}
	}
	return rows
}

func rowCells(row *html.Node) []*html.Node {
	var cells []*html.Node
	for c := row.FirstChild; c != nil; c = c.NextSibling {
		if c.DataAtom == atom.Td || c.DataAtom == atom.Th {
			cells = append(cells, c)
		}
	}
	return cells
}

// isLayout reports a table that only arranges blocks on the page: a single
// column, a single row of more than some words, or cells that hold headings,
// lists, quotes or other tables.
func isLayout(n *html.Node, rows []*html.Node) bool {
	if role := attr(n, "role"); role == "presentation" || role == "none" {
		return true
	}
	columns, all, headers := 0, 0, 0
	for _, row := range rows {
		cells := rowCells(row)
		columns, all = max(columns, len(cells)), all+len(cells)
		for _, c := range cells {
			if c.DataAtom == atom.Th {
				headers++
			}
		}
	}
	if headers > 0 && columns > 1 {
		return false
	}
	if len(rows) == 1 && len([]rune(textOf(n))) > 60*columns {
		return true
	}
	return columns < 2 || all > maxCells || holdsBlocks(n)
}

func holdsBlocks(n *html.Node) bool {
	paragraphs := 0
	for e := range elements(n) {
		switch e.DataAtom {
		case atom.Table, atom.Ul, atom.Ol, atom.Blockquote, atom.Pre, atom.Figure, atom.H1, atom.H2, atom.H3, atom.H4:
			return true
		case atom.P:
			if paragraphs++; e.NextSibling != nil && e.NextSibling.DataAtom == atom.P && paragraphs > 3 {
				return true
			}
		}
	}
	return false
}

// cells writes rows into the run: a tab parts cells, a newline parts rows.
func (w *writer) cells(rows []*html.Node, p place) []clipper.Cell {
	var cells []clipper.Cell
	busy := map[[2]int]bool{} // places taken by cells that span rows
	rows = slices.DeleteFunc(rows, func(row *html.Node) bool { return textOf(row) == "" })
	for r, row := range rows {
		if r > 0 {
			w.run.mark('\n')
		}
		col := 0
		for i, n := range rowCells(row) {
			for busy[[2]int{r, col}] {
				col++
			}
			if i > 0 {
				w.run.mark('\t')
			}
			c := clipper.Cell{Row: r, Col: col, Start: len(w.run.buf), Header: n.DataAtom == atom.Th}
			w.cellText(n, p)
			c.End = len(w.run.buf)
			w.run.pending = false
			c.RowSpan, c.ColSpan = cellSpan(n, "rowspan", len(rows)-r), cellSpan(n, "colspan", 100)
			occupy(busy, c)
			cells = append(cells, c)
			col += max(c.ColSpan, 1)
		}
	}
	return cells
}

// occupy marks the places that a cell takes in the rows below it.
func occupy(busy map[[2]int]bool, c clipper.Cell) {
	for r := 1; r < c.RowSpan; r++ {
		for k := range max(c.ColSpan, 1) {
			if len(busy) < maxCells {
				busy[[2]int{c.Row + r, c.Col + k}] = true
			}
		}
	}
}

// cellSpan is a span of two or more, else 0.
func cellSpan(n *html.Node, key string, most int) int {
	if span := min(integer(attr(n, key), 1), most); span > 1 {
		return span
	}
	return 0
}

// cellText writes what a cell holds on one line.
func (w *writer) cellText(n *html.Node, p place) {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		switch {
		case c.Type == html.TextNode:
			w.count(c)
			w.run.text(c.Data, p.look)
		case c.Type != html.ElementNode || skipped(c) || isHidden(c) && first(c, atom.Math) == nil:
		case c.DataAtom == atom.Br:
			w.run.text(" ", p.look)
		case c.DataAtom == atom.Img && attr(c, texAttr) != "":
			w.run.text(attr(c, "alt"), withTeX(p.look, attr(c, texAttr)))
		case c.DataAtom == atom.Img:
			w.later = append(w.later, w.picture(c, p)...)
		default:
			q := p
			q.look = w.style(c, p.look)
			if isBlock(c) {
				w.run.text(" ", look{})
			}
			w.cellText(c, q)
			if isBlock(c) {
				w.run.text(" ", look{})
			}
		}
	}
}
