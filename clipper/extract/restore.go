package extract

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"florilegium/clipper"
)

// takeBack keeps what readers lose inside the article's home, and what the
// second found beyond it.
func (j *judge) takeBack() {
	from, to := j.edges()
	if from < 0 {
		return
	}
	j.takeFound(to)
	from, to = j.edges()
	j.home = j.findHome()
	notes := j.wantedNotes()
	for i := range j.pieces {
		p := &j.pieces[i]
		inside := i > from && i < to
		home := j.home == nil || standsInNode(p.node, j.home)
		switch {
		case p.reason == "":
		case p.block.Kind == clipper.Footnote && notes[p.block.Anchor]:
			p.reason = ""
		case p.region != "" && !(inside && home):
		case home && j.belongs(p, inside):
			p.reason = ""
		}
	}
	j.standfirst()
	j.literature()
	j.headings()
}

// literature keeps the list of literature or notes at the end of a text, with
// its heading.
func (j *judge) literature() {
	from, _ := j.edges()
	for i := from; i >= 0 && i < len(j.pieces); i++ {
		p := &j.pieces[i]
		if !isSourcesHeading(p.block) || p.region != "" && p.reason != "" || standsIn(p.node, atom.Aside, atom.Nav) {
			continue
		}
		n := 0
		for k := i + 1; k < len(j.pieces) && j.pieces[k].region == p.region && sourceEntry(&j.pieces[k]); k++ {
			j.pieces[k].reason = ""
			n++
		}
		if n > 0 {
			p.reason = ""
		}
	}
}

// sourceEntry reports an entry of a list of literature or notes.
func sourceEntry(p *piece) bool {
	switch p.block.Kind {
	case clipper.ListItem, clipper.Footnote:
		return true
	case clipper.Paragraph:
		return countWords(p.block.Text) >= 4 && p.reason == ""
	}
	return false
}

// takeFound keeps what only the second reader found.
func (j *judge) takeFound(to int) {
	for i := range j.pieces {
		if p := &j.pieces[i]; p.reason != "" && p.region == "" && j.foundBySecond(p, i > to) {
			p.reason = ""
		}
	}
}

// edges are the first and the last piece of the article, -1 without any.
func (j *judge) edges() (from, to int) {
	from, to = -1, -1
	for i := range j.pieces {
		if j.pieces[i].reason == "" {
			if from < 0 {
				from = i
			}
			to = i
		}
	}
	return from, to
}

// foundBySecond reports a sentence or more of prose that the first reader missed
// and the second found, and that leads nowhere.
func (j *judge) foundBySecond(p *piece, after bool) bool {
	least := 12
	if after {
		least = 40
	}
	return p.block.Kind == clipper.Paragraph && !p.took() && countWords(p.block.Text) >= least && linkShare(p.block) < .05 && j.seconds(p)
}

// belongs reports a piece inside the article's home that is part of it though a
// reader left it out.
func (j *judge) belongs(p *piece, inside bool) bool {
	links := linkShare(p.block)
	switch p.block.Kind {
	case clipper.CodeBlock, clipper.Math:
		return true
	case clipper.Table, clipper.Quote, clipper.Definition:
		return links < .5 && p.region == ""
	case clipper.Figure:
		return inside && p.region == "" && !standsIn(p.node, atom.A, atom.Li)
	case clipper.Divider:
		return inside
	case clipper.Aside:
		return inside && p.region == "" && links < .2 && (countWords(p.block.Text) >= 4 || !standsIn(p.node, atom.Aside))
	case clipper.Paragraph:
		return inside && p.region == "" && links < .05 && j.seconds(p)
	case clipper.ListItem:
		return inside && p.region == "" && links < .3 && j.listSeconded(p)
	}
	return false
}

// standfirst keeps the paragraphs between the headline and the text: newspapers
// set the first sentences apart, and extractors leave them there.
func (j *judge) standfirst() {
	from, _ := j.edges()
	for i := from - 1; i >= 0; i-- {
		p := &j.pieces[i]
		if p.block.Kind == clipper.Heading && p.block.Level == 1 {
			for k := i + 1; k < from; k++ {
				if isStandfirst(&j.pieces[k]) || k == i+1 && isSubtitle(&j.pieces[k]) {
					j.pieces[k].reason = ""
				}
			}
			return
		}
	}
}

func isStandfirst(p *piece) bool {
	if p.region != "" || linkShare(p.block) > .1 || p.block.Kind != clipper.Paragraph && p.block.Kind != clipper.Heading {
		return false
	}
	words := countWords(p.block.Text)
	return words >= 25 || words >= 8 && calledLead(p.node)
}

// isSubtitle reports what stands right below the headline and is neither a link
// nor a byline.
func isSubtitle(p *piece) bool {
	b := p.block
	return p.region == "" && (b.Kind == clipper.Paragraph || b.Kind == clipper.Heading) && linkShare(b) == 0 && countWords(b.Text) >= 5 && !isDateline(b) && !isSignature(b)
}

// calledLead reports a block that its page calls the lead.
func calledLead(n *html.Node) bool {
	for range 2 {
		if n == nil {
			return false
		}
		for name := range strings.FieldsSeq(strings.ToLower(attr(n, "class") + " " + attr(n, "itemprop"))) {
			for _, word := range []string{"lead", "intro", "standfirst", "chapo", "vorspann", "excerpt", "abstract", "preface", "subtitle", "subhead", "sommaire", "entradilla", "bajada", "sumario", "description", "dek", "teaser-text", "summary"} {
				if strings.Contains(name, word) {
					return true
				}
			}
		}
		n = n.Parent
	}
	return false
}

// listSeconded reports an item of a list of which the second reader took half.
func (j *judge) listSeconded(p *piece) bool {
	if j.lists == nil {
		j.lists = map[*html.Node]*tallied{}
		for i := range j.pieces {
			if q := &j.pieces[i]; q.block.Kind == clipper.ListItem {
				t := j.listTally(listOf(q.node))
				if t.items++; j.seconds(q) {
					t.seconded++
				}
			}
		}
	}
	t := j.listTally(listOf(p.node))
	return j.seconds(p) || t.items > 1 && 2*t.seconded >= t.items
}

// tallied counts the items of a list.
type tallied struct{ items, seconded int }

func (j *judge) listTally(list *html.Node) *tallied {
	if j.lists[list] == nil {
		j.lists[list] = &tallied{}
	}
	return j.lists[list]
}

func listOf(n *html.Node) *html.Node {
	for n != nil && n.DataAtom != atom.Ul && n.DataAtom != atom.Ol {
		n = n.Parent
	}
	return n
}

// wantedNotes are the anchors that the kept text refers to.
func (j *judge) wantedNotes() map[string]bool {
	wanted := map[string]bool{}
	for i := range j.pieces {
		if p := &j.pieces[i]; p.reason == "" {
			for _, s := range p.block.Spans {
				if s.Note != "" {
					wanted[s.Note] = true
				}
			}
		}
	}
	return wanted
}

// headings keeps the headings with something of the article below them, and
// no other.
func (j *judge) headings() {
	below := false // something kept stands below, before a heading of the level or higher
	level := 7
	for i := len(j.pieces) - 1; i >= 0; i-- {
		p := &j.pieces[i]
		if p.block.Kind != clipper.Heading {
			if p.reason == "" && p.block.Kind != clipper.Divider {
				below, level = true, 7
			}
			continue
		}
		switch {
		case p.reason == "" && !below && level > p.block.Level:
			p.reason = clipper.Unread
		case p.reason != "" && p.region == "" && below && (p.took() || j.headingBelongs(p)):
			p.reason = ""
		}
		if p.reason == "" {
			level = p.block.Level
		}
	}
}

// headingBelongs reports a heading inside the article's home that the second
// reader took, or that nobody weighed against.
func (j *judge) headingBelongs(p *piece) bool {
	if j.home != nil && !standsInNode(p.node, j.home) || linkShare(p.block) > .9 {
		return false
	}
	return j.second.words < fewWords || !j.greedy && j.second.share(p.block.Text) >= .5
}
