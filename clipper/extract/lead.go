package extract

import (
	"unicode/utf8"

	"golang.org/x/net/html/atom"

	"florilegium/clipper"
)

// leadText is from how many characters on a paragraph counts as the text, before
// which the lead picture stands.
const leadText = 140

// leadFigure keeps the first figure between the headline and the text. Extractors
// keep the part of the tree that holds the text, and most newspapers put the lead
// picture beside it.
func leadFigure(pieces []piece, f *facts) {
	after, lead := false, -1
	for i := range pieces {
		p := &pieces[i]
		switch {
		case p.block.Kind == clipper.Heading && p.block.Level == 1:
			after = true
		case !after:
		case p.block.Kind == clipper.Figure && p.reason == "":
			return
		case p.block.Kind == clipper.Figure && lead < 0 && p.region == "" && standsIn(p.node, atom.Figure) && !standsIn(p.node, atom.Aside, atom.Nav, atom.Footer, atom.A, atom.Li):
			lead = i
		case p.block.Kind == clipper.Paragraph && utf8.RuneCountInString(p.block.Text) > leadText:
			if lead >= 0 {
				pieces[lead].reason = ""
			}
			return
		}
	}
}
